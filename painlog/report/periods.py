"""Which days a page shows, and for which appointment it is made."""

from collections.abc import Sequence
from datetime import date, timedelta

from painlog.entries import Appointment

USUAL_DAYS = 42
"""Six weeks: what is shown when there was no appointment before."""

FEWEST_DAYS = 6
"""With the day of the appointment itself that is a week."""


def days_back(until: date, days: int) -> tuple[date, date]:
    """Return the first and last of so many days that end with `until`."""
    return until - timedelta(days=days - 1), until


def appointment_before(appointments: Sequence[Appointment], until: date) -> date | None:
    """Return the day of the last appointment before `until`; None where there was none.

    An appointment of the last days does not count: a page of so few days shows nothing.
    """
    days = (visit.at.date() for visit in appointments)
    return max((day for day in days if (until - day).days >= FEWEST_DAYS), default=None)


def since_last_appointment(appointments: Sequence[Appointment], until: date) -> tuple[date, date]:
    """Return the days from the last appointment to `until`; six weeks where there was none."""
    last = appointment_before(appointments, until)
    return (last, until) if last is not None else days_back(until, USUAL_DAYS)


def up_to_appointment(
    appointments: Sequence[Appointment], visit: Appointment, today: date
) -> tuple[date, date]:
    """Return the days from the appointment before `visit` to the day before it, until then to `today`.

    So of one after the next as well: the days from the next on are still to come.
    """
    return since_last_appointment(appointments, min(visit.at.date() - timedelta(days=1), today))


def appointment_after(appointments: Sequence[Appointment], until: date) -> Appointment | None:
    """Return the first appointment on `until` or later: the one a page of days up to `until` is made for."""
    later = [visit for visit in appointments if visit.at.date() >= until]
    return min(later, key=lambda visit: visit.at, default=None)
