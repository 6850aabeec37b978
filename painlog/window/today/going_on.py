"""Which flare-ups a dose can have been taken for, and which of them went on at that time."""

from datetime import datetime, timedelta
from uuid import UUID

from painlog.entries import FlareUp
from painlog.journal import Journal

_NEAR = timedelta(days=2)
_SOON = timedelta(hours=1)


def going_on_at(reader: Journal, taken: datetime) -> UUID | None:
    """Return the last flare-up that had begun at that time, and was not over; None where there was none."""
    begun = (each for each in flare_ups_around(reader, taken) if each.started_at <= taken)
    going_on = (each for each in begun if each.is_running or (each.ended_at or each.started_at) >= taken)
    return next((each.id for each in going_on), None)


def flare_ups_around(reader: Journal, taken: datetime) -> list[FlareUp]:
    """Return those that began near that time, or went on for days then, the last first."""
    near = reader.between(taken - _NEAR, taken + _SOON, "flare-up")
    every = {each.id: each for each in (*near, *reader.reaching_into(taken.date()))}
    found = [each for each in every.values() if isinstance(each, FlareUp)]
    return sorted(found, key=lambda each: each.moment, reverse=True)
