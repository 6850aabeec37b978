"""What a typed number means, in any country's way of writing it: exact, and never a factor of 1,000 off."""

import re
import unicodedata
from decimal import Decimal

LONGEST = 40
"""More characters than any amount has; longer text is no number."""

_GROUPED = r"[1-9]\d{0,2}(?P<by>[.,' \u066c])\d{3}(?:(?P=by)\d{3})*"
# Compiled when a number is first typed or read: a start only writes numbers.
_THOUSANDS = rf"(?P<sign>[+-]?)(?P<whole>{_GROUPED})"
_DECIMAL = rf"(?P<sign>[+-]?)(?P<whole>{_GROUPED}|\d*)(?P<mark>[.,\u066b])(?P<fraction>\d*)"
_WHOLE = r"(?P<sign>[+-]?)(?P<whole>\d+)"


def meanings(text: str, decimal_mark: str = "") -> tuple[Decimal, ...]:
    """Return what `text` can mean: nothing, one number, or two when a mark may part thousands or decimals.

    Of two the first reads the mark as the decimal one. `decimal_mark` ("." or ",") settles it where
    it is known.
    """
    plain = _plain(text)
    found: list[Decimal] = []
    if match := re.fullmatch(_DECIMAL, plain):
        at_home = not decimal_mark or match["mark"] in (decimal_mark, "\u066b")
        if match["by"] != match["mark"] and at_home and (match["whole"] or match["fraction"]):
            found.append(_number(match["sign"], match["whole"], match["fraction"]))
    match = re.fullmatch(_THOUSANDS, plain) or re.fullmatch(_WHOLE, plain)
    if match and (not decimal_mark or match.groupdict().get("by") != decimal_mark):
        found.append(_number(match["sign"], match["whole"]))
    return tuple(found)


def decimal_mark_of(text: str) -> str:
    """Return the decimal mark ("." or ",") that `text` shows beyond doubt, or nothing."""
    if len(meanings(text)) != 1 or not (match := re.fullmatch(_DECIMAL, _plain(text))):
        return ""
    return match["mark"] if match["mark"] in ".," else ""


def _plain(text: str) -> str:
    """Return the text with ASCII digits, signs and blanks; empty when it is far too long."""
    if len(text) > LONGEST:
        return ""
    return "".join(_plain_letter(letter) for letter in text.strip())


def _plain_letter(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if letter.isspace():
        return " "
    return {"\u2212": "-", "\u2019": "'"}.get(letter, letter)


def _number(sign: str, whole: str, fraction: str = "") -> Decimal:
    digits = "".join(letter for letter in whole if letter.isdigit())
    return Decimal(f"{sign}{digits or '0'}.{fraction}" if fraction else f"{sign}{digits or '0'}")
