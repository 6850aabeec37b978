"""Where a moment of the wall clock stands in a chart, and which days and hours are written at its edge."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from painlog.patterns.timeline import DAY, HOUR, day_of, midnight
from painlog.words import times

translate = QCoreApplication.translate

Measure: TypeAlias = Callable[[str], float]
"""How wide a text is, in the painter's units."""

MOST_TICKS = 14
"""Two weeks have a tick each day."""
MONDAY = 4
"""The first Monday since 1970, as a day since then."""


class Scale(NamedTuple):
    """A span of wall clock laid out from one coordinate to another."""

    begin: float
    end: float
    start: float
    stop: float

    @property
    def rate(self) -> float:
        """The painter's units in a second."""
        return (self.stop - self.start) / (self.end - self.begin)

    def at(self, wall: float) -> float:
        """Return where a moment stands."""
        return self.start + (wall - self.begin) * self.rate

    def wall(self, at: float) -> float:
        """Return the moment that stands at a coordinate."""
        return self.begin + (at - self.start) / self.rate


class Tick(NamedTuple):
    """A line of the grid with what is written at it."""

    wall: float
    label: str
    is_day: bool
    """Whether the label belongs to the days that begin here, and not to the moment itself."""


class _Step(NamedTuple):
    length: float
    """Seconds, about."""
    hours: int = 0
    days: int = 0
    months: int = 0
    longest: float = float("inf")
    """Seconds of the longest span that it is for: in a longer one the weeks are told."""


_STEPS = (
    *(_Step(count * HOUR, hours=count) for count in (1, 2, 3, 6, 12)),
    *(_Step(count * DAY, days=count) for count in (1, 2)),
    _Step(4 * DAY, days=4, longest=3 * 7 * DAY),
    *(_Step(count * DAY, days=count) for count in (7, 14)),
    *(_Step(count * 30.4 * DAY, months=count) for count in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)),
)


def ticks(scale: Scale, measure: Measure, padding: float) -> list[Tick]:
    """Return at most MOST_TICKS moments of the local calendar whose labels stand side by side."""
    span, room = scale.end - scale.begin, abs(scale.rate)
    for step in _STEPS:
        if span / step.length <= MOST_TICKS and span <= step.longest:
            found = [tick for tick in _ticks(step, scale) if scale.begin <= tick.wall < scale.end]
            widest = max((measure(tick.label) for tick in found), default=0.0)
            if widest + padding <= step.length * room:
                return found
    return []


def _ticks(step: _Step, scale: Scale) -> Iterator[Tick]:
    if step.months:
        yield from _months(step.months, scale)
        return
    length = step.length
    origin = MONDAY * DAY if step.days else 0.0
    wall = (scale.begin - origin) // length * length + origin
    while wall < scale.end:
        yield Tick(wall, _label(wall, step), bool(step.days))
        wall += length


def _months(count: int, scale: Scale) -> Iterator[Tick]:
    first = day_of(scale.begin)
    number = (first.year * 12 + first.month - 1) // count * count
    while (wall := midnight(date(number // 12, number % 12 + 1, 1))) < scale.end:
        yield Tick(wall, _month_label(day_of(wall), count), is_day=True)
        number += count


def _label(wall: float, step: _Step) -> str:
    day = day_of(wall)
    if step.hours:
        return _day_label(day) if wall % DAY == 0 else clock_label(wall % DAY)
    return _day_label(day) if step.days == 1 else times.calendar_day(day)


def clock_label(seconds: float) -> str:
    """Return the time of day: "13:00"."""
    moment = datetime.combine(date(1970, 1, 1), time()) + timedelta(seconds=seconds)
    return times.clock(moment)


def _day_label(day: date) -> str:
    return _said(day, translate("Charts", "ddd d", "a day at the edge of a chart, as in Fri 20"))


def _month_label(day: date, count: int) -> str:
    if count >= 12:
        return _said(day, "yyyy")
    if day.month == 1:
        return _said(day, translate("Charts", "MMM yyyy", "a month at the edge of a chart"))
    return _said(day, translate("Charts", "MMM", "a month at the edge of a chart"))


def _said(day: date, form: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), form)
