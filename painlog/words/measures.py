"""The measures of a finding in words: numbers, shares, lengths and times of day."""

from datetime import time

from PySide6.QtCore import QCoreApplication, QLocale

from painlog.patterns.finding import Finding
from painlog.words import times
from painlog.words.amounts import percent, rounded
from painlog.words.language import filled

translate = QCoreApplication.translate

_WHOLE_FROM_DAYS = 10
_WHOLE_FROM = 2


def figure(finding: Finding, name: str) -> float:
    """Return a measure as a number, 0 where there is none."""
    value = finding.measures.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def told(finding: Finding, name: str) -> str:
    """Return a measure with at most one decimal."""
    return rounded(figure(finding, name))


def share(finding: Finding, name: str) -> str:
    """Return a share as a percentage without decimals."""
    return percent(round(100 * figure(finding, name)))


def length(finding: Finding, name: str) -> str:
    """Return a measure in minutes as a length of time."""
    return times.duration(figure(finding, name))


def clock(finding: Finding, name: str) -> str:
    """Return a measure in minutes after midnight as a time of day."""
    hour, minute = divmod(round(figure(finding, name)) % 1440, 60)
    return times.clock(time(hour, minute))


def capital(text: str) -> str:
    """Return the text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def days(count: float) -> str:
    """Return a number of days: "42 days"."""
    return translate("Findings", "%Ln day(s)", "", round(count))


def every_days(days: float) -> str:
    """Return a number of days with one decimal where it is small: "0.9 days", "12 days"."""
    shown = round(days, 1) if days < _WHOLE_FROM_DAYS else round(days)
    if shown == 1:
        return translate("Findings", "day", "one every day")
    return filled(translate("Findings", "%1 days"), rounded(shown))


def by_chance(expected: float) -> str:
    """Return an expected count as a plain number: whole, but 0.5 where it is small."""
    return rounded(expected, 0 if expected >= _WHOLE_FROM else 1)


def signed(shown: str) -> str:
    """Return a figure with its sign: "+1.2", "-0.4", "0"."""
    return shown if shown == rounded(0) or shown.startswith(QLocale().negativeSign()) else f"+{shown}"


def percent_more(share: float) -> str:
    """Return a change as a percentage with its sign: "+18 %"."""
    return signed(percent(round(100 * share))) if round(100 * share) else percent(0)
