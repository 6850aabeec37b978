"""The measures of a finding in words: numbers, shares, lengths and times of day."""

from datetime import time

from PySide6.QtCore import QCoreApplication, QLocale

from painlog.patterns.finding import Finding
from painlog.words import amounts, times
from painlog.words.amounts import percent, rounded
from painlog.words.language import filled

translate = QCoreApplication.translate

_WHOLE_FROM_TEN = 10
_WHOLE_FROM = 2
_ONE = 0.95
"""What is less is not told as one."""
_MANY_MISSING = 0.2
_MANY_LEFT_OUT = 1 / 3
"""Of the flare-ups: from such a share on that a test cannot use it is told beside its counts."""
_RARELY, _LEAST_TOLD = 0.2, 0.01
_OFTEN_A_DAY = 1.5
"""From so many a day on they are told by the day: "2.4 a day" rather than "one every 0.4 days"."""


def figure(finding: Finding, name: str) -> float:
    """Return a measure as a number, 0 where there is none."""
    value = finding.measures.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def flare_ups(frequency: Finding) -> float:
    """Return how many flare-ups are written down in the period of a frequency.

    It is worked out without those of a newest day that may not be over, which are no less there.
    """
    return frequency.needs[0].has if frequency.needs else figure(frequency, "count")


def told(finding: Finding, name: str) -> str:
    """Return a measure with at most one decimal."""
    return rounded(figure(finding, name))


def share(finding: Finding, name: str) -> str:
    """Return a share as a percentage without decimals."""
    return amounts.share(figure(finding, name))


def length(finding: Finding, name: str) -> str:
    """Return a measure in minutes as a length of time."""
    return times.duration(figure(finding, name))


def about(finding: Finding, name: str) -> str:
    """Return a measure in minutes as a length that was worked out: "about 42 min", "under 1 min"."""
    said = length(finding, name)
    return said if round(figure(finding, name)) < 1 else times.about_so_long(said)


def clock(finding: Finding, name: str) -> str:
    """Return a measure in minutes after midnight as a time of day."""
    hour, minute = divmod(round(figure(finding, name)) % 1440, 60)
    return times.clock(time(hour, minute))


def days(count: float) -> str:
    """Return a number of days: "42 days"."""
    return translate("Findings", "%Ln day(s)", "", round(count))


def lacks_days(finding: Finding) -> bool:
    """Tell whether a rate leaves out so many days that it has to be said."""
    return are_many(figure(finding, "missing"), figure(finding, "days"))


def are_many(missing: float, counted: float) -> bool:
    """Tell whether the days that a rate leaves out are to be told beside it: a fifth of all, or more.

    Where only days with a flare-up are written down, there is one on each.
    """
    return missing > 0 and missing >= _MANY_MISSING * (missing + counted)


def not_timed(finding: Finding) -> str:
    """Return how many flare-ups have no time that is good enough, where these are many: with a space before.

    The page tells of all of them above, and "20 of 40" of only those that were written down at once.
    """
    left = round(figure(finding, "left_out"))
    if left < _MANY_LEFT_OUT * (left + figure(finding, "count") + figure(finding, "night")):
        return ""
    text = translate("Findings", "%Ln more (is|are) left out: the hour is not sure.", "", left)
    return f" {text}" if left else ""


def is_often(every: float) -> bool:
    """Tell whether something that comes once in so many days is told as so many a day."""
    return 0 < every * _OFTEN_A_DAY <= 1


def how_often(every: float) -> str:
    """Return how often: "one every 2 days", "20 a day"; `every` is the days from one to the next."""
    if is_often(every):
        return a_day(every)
    return filled(translate("Findings", "one every %1", "2 days"), every_days(every))


def a_day(every: float) -> str:
    """Return what comes once in so many days as a number a day: "20 a day", "2.4 a day"."""
    return filled(translate("Findings", "%1 a day", "how many"), short(1 / every))


def rate(count: float) -> str:
    """Return a number a week, or a day: what comes a few times a year is not told as 0."""
    if 0 < count < _RARELY:
        return rounded(max(_LEAST_TOLD, count), 2)
    return rounded(count)


def every_days(days: float) -> str:
    """Return what comes after "every": "0.9 days", "day", "12 days"."""
    shown = short(days)
    if shown == rounded(1):
        return translate("Findings", "day", "one every day")
    return filled(translate("Findings", "%1 days"), shown)


def short(count: float) -> str:
    """Return a number with one decimal where it is below ten: "0.9", "12"."""
    return rounded(count, 1 if count < _WHOLE_FROM_TEN else 0)


def by_chance(expected: float) -> str:
    """Return an expected count: "about 6", one decimal where it is small, "fewer than 1" where it is less."""
    if expected < _ONE:
        return translate("Findings", "fewer than 1", "flare-ups, by chance")
    said = rounded(expected, 0 if expected >= _WHOLE_FROM else 1)
    return filled(translate("Findings", "about %1", "flare-ups, by chance"), said)


def in_hundred(share: float) -> str:
    """Return a share in words of a hundred: "about 4 in 100"; never none of them, nor all."""
    if 100 - 100 * share < _ONE:
        return translate("Findings", "more than 99 in 100")
    return filled(translate("Findings", "%1 in 100", "about 4; fewer than 1"), by_chance(100 * share))


def signed(shown: str) -> str:
    """Return a figure with its sign: "+1.2", "-0.4", "0"."""
    return shown if shown == rounded(0) or shown.startswith(QLocale().negativeSign()) else f"+{shown}"


def percent_more(share: float) -> str:
    """Return a change as a percentage with its sign: "+18 %"."""
    return signed(percent(round(100 * share)))
