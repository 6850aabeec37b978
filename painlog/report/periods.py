"""Which days a page shows, and for which appointment it is made."""

from collections.abc import Sequence
from datetime import date, timedelta

from painlog.entries import Appointment
from painlog.patterns.turns import last_appointment

USUAL_DAYS = 42
"""Six weeks: what is shown when there was no appointment before."""

_WEEK = 7
"""No page chooses fewer days of itself: it would show nothing."""


def days_back(until: date, days: int) -> tuple[date, date]:
    """Return the first and last of so many days that end with `until`."""
    return until - timedelta(days=days - 1), until


def kept_of(days: tuple[date, date], first: date | None) -> tuple[date, date]:
    """Return `days` without those before the journal's `first` entry, but a week at least.

    Nothing could be written down on them: a page of six weeks after five days was empty but for its edge.
    """
    begin, until = days
    if first is None:
        return days
    return max(begin, min(first, days_back(until, _WEEK)[0])), until


def is_a_page(last: date | None, until: date) -> bool:
    """Tell whether the days since the `last` appointment are enough for a page."""
    return last is not None and last <= days_back(until, _WEEK)[0]


def usual_days(
    appointments: Sequence[Appointment], until: date, first: date | None = None
) -> tuple[date, date]:
    """Return the days that a page up to `until` shows where none are chosen; `first`: of the first entry.

    They are those since the last appointment; six weeks where there was none, or none for a week.
    """
    last = last_appointment(appointments, until)
    if last is not None and is_a_page(last, until):
        return kept_of((last, until), first)
    return kept_of(days_back(until, USUAL_DAYS), first)


def up_to_appointment(
    appointments: Sequence[Appointment], visit: Appointment, today: date, first: date | None = None
) -> tuple[date, date]:
    """Return the usual days of a page for `visit`: up to the day before it, until then to `today`.

    So of one after the next as well: the days from the next on are still to come.
    """
    return usual_days(appointments, min(visit.at.date() - timedelta(days=1), today), first)


def appointment_after(appointments: Sequence[Appointment], until: date) -> Appointment | None:
    """Return the first appointment on `until` or later: the one a page of days up to `until` is made for."""
    later = [visit for visit in appointments if visit.at.date() >= until]
    return min(later, key=lambda visit: visit.at, default=None)
