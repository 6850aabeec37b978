"""The spans of days that the charts show, in seconds of the wall clock as patterns.timeline counts them."""

from datetime import date, timedelta
from enum import Enum

from painlog.patterns.timeline import DAY, day_of, midnight
from painlog.values import value


class Period(Enum):
    """How much is shown."""

    DAY = 1
    TWO_WEEKS = 14
    THREE_MONTHS = 91
    ALL = 0
    SINCE_APPOINTMENT = -1


@value
class Span:
    """From one midnight (inclusive) until another (exclusive), or any part of the wall clock."""

    begin: float
    end: float

    @property
    def first_day(self) -> date:
        """The first day of which something is shown."""
        return day_of(self.begin)

    @property
    def last_day(self) -> date:
        """The last day of which something is shown."""
        return day_of(self.end - 1)

    def stepped(self, steps: int) -> "Span":
        """Return the span so many times its own length later."""
        length = self.end - self.begin
        return Span(self.begin + steps * length, self.end + steps * length)

    def holds(self, other: "Span") -> bool:
        """Tell whether all of `other` lies in this one."""
        return self.begin <= other.begin and other.end <= self.end

    def is_close_to(self, other: "Span") -> bool:
        """Tell whether it is the same span but for what is lost in moving the picture, less than a second."""
        return abs(self.begin - other.begin) < 1 and abs(self.end - other.end) < 1

    def with_zones(self) -> "Span":
        """Return what is read to show just this: a day more on both sides, whatever the time zone."""
        return Span(self.begin - DAY, self.end + DAY)

    def widened(self) -> "Span":
        """Return what is read for it: as much again on both sides, for panning, and a day for time zones."""
        more = max(DAY, self.end - self.begin)
        return Span(self.begin - more, self.end + more)


def span_of(
    period: Period, today: date, *, first: date | None = None, appointment: date | None = None
) -> Span:
    """Return the span of `period` that ends with `today`; `first` is the first day with an entry."""
    end = midnight(today) + DAY
    if period is Period.ALL:
        return Span(midnight(min(first or today, today - timedelta(days=13))), end)
    if period is Period.SINCE_APPOINTMENT and appointment is not None and appointment < today:
        return Span(midnight(appointment), end)
    days = period.value if period.value > 0 else Period.TWO_WEEKS.value
    return Span(end - days * DAY, end)
