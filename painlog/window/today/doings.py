"""Entries that one press makes whole: a session of physical therapy, and a day without a flare-up."""

from datetime import date, datetime, time
from uuid import uuid4

from painlog.entries import Activity, CheckIn
from painlog.window.today.flaring import to_seconds
from painlog.words.times import shown_here

_LAST_MINUTE = time(23, 59)
THERAPY = "physical therapy"
"""The name of a session in the journal; what else it was for stands in its note."""


def therapy_at(at: datetime) -> Activity:
    """Return a session of physical therapy."""
    return Activity(id=uuid4(), name=THERAPY, started_at=to_seconds(at), therapy=True)


def none_today(at: datetime) -> CheckIn:
    """Return the check-in that tells that there was no flare-up today."""
    return CheckIn(id=uuid4(), at=to_seconds(at), no_flare_up=True)


def of_day(shown: date, now: datetime) -> datetime:
    """Return when that is told which was pressed while `shown` was called today: at its end if it is over.

    Just after midnight, or when the computer wakes, the window is a moment behind.
    """
    if shown == now.date():
        return now
    return shown_here(datetime.combine(shown, _LAST_MINUTE), now)
