"""Words that are written from right to left, beside others that are not."""

from collections.abc import Iterable
from unicodedata import bidirectional

_RIGHT_TO_LEFT = ("R", "AL")
_ISOLATE, _END_OF_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def apart(said: str) -> str:
    """Return what a person typed so that its letters do not order what stands beside it.

    After an Arabic or Hebrew name "500 mg 3" would be written "mg 3 500". The marks around it have no width.
    """
    if said.isascii() or all(bidirectional(letter) not in _RIGHT_TO_LEFT for letter in said):
        return said
    if said.startswith(_ISOLATE) and said.find(_END_OF_ISOLATE) == len(said) - 1:
        return said
    return f"{_ISOLATE}{said}{_END_OF_ISOLATE}"


def apart_in_each(lines: Iterable[str]) -> list[str]:
    """Return the lines of a text with what stands apart in it, also where a name goes on in the next line."""
    done, goes_on = [], False
    for line in lines:
        begun = f"{_ISOLATE}{line}" if goes_on else line
        goes_on = begun.count(_ISOLATE) > begun.count(_END_OF_ISOLATE)
        done.append(f"{begun}{_END_OF_ISOLATE}" if goes_on else begun)
    return done
