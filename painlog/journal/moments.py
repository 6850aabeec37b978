"""Moments as the journal's file keeps them: microseconds since 1970 in UTC, and the wall clock's offset."""

from datetime import UTC, datetime, timedelta, timezone

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = EPOCH.toordinal()
MICROSECOND = timedelta(microseconds=1)
SECOND, DAY = 1_000_000, 86_400_000_000
"""In microseconds, the unit of the journal's moments."""
FAR = 2**62
"""Microseconds from 1970 to after everything that can be written down, and with a minus to before it."""


def micros(moment: datetime) -> int:
    """Return microseconds since 1970, UTC."""
    return (moment - EPOCH) // MICROSECOND


def offset_minutes(moment: datetime) -> int:
    """Return the wall clock's offset from UTC in minutes."""
    away = moment.utcoffset()
    return 0 if away is None else away.days * 1440 + away.seconds // 60


def moment_of(at: int, offset: int = 0) -> datetime:
    """Return the moment of microseconds since 1970, shown on a wall clock `offset` minutes from UTC."""
    zone = timezone(timedelta(minutes=offset)) if offset else UTC
    return (EPOCH + timedelta(microseconds=at)).astimezone(zone)


def columns_of(moment: datetime | None) -> tuple[int | None, int | None]:
    """Return micros and offset_minutes, by the parts of the wall clock: in half the time of a subtraction."""
    if moment is None:
        return None, None
    offset = offset_minutes(moment)
    minutes = (moment.toordinal() - _EPOCH_DAY) * 1440 + moment.hour * 60 + moment.minute - offset
    return (minutes * 60 + moment.second) * SECOND + moment.microsecond, offset
