"""Moments and days as the formats write them, and as people with a spreadsheet do."""

import calendar
import re
from datetime import date, datetime, time, timedelta, timezone

from painlog.rules import EARLIEST, LATEST

_ISO = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?P<offset>[Zz]|[+-]\d\d(?::?[0-5]\d)?)?", re.ASCII
)
_USUAL = re.compile(r"(?:19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d[+-]\d\d:[0-5]\d", re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_CLOCK = re.compile(r"\d\d:\d\d(:\d\d)?", re.ASCII)
_TYPED = re.compile(
    r"(?P<a>\d{1,4})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<c>\d{1,4})"
    r"(?:[T ,]+(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?",
    re.ASCII,
)
_TYPED_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?",
    re.ASCII,
)


def exact_moment(text: str) -> datetime | None:
    """Return the moment of an ISO text with its UTC offset; None where it has no offset.

    Raises ValueError where it is no moment.
    """
    match = _ISO.fullmatch(text)
    if match is None:
        raise ValueError(text)
    moment = datetime.fromisoformat(text.upper())
    _require_year(moment)
    return moment if match["offset"] else None


def exact_day(text: str) -> date:
    """Return the day of an ISO text; raises ValueError where it is none."""
    if not _ISO_DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def exact_clock(text: str) -> time:
    """Return the time of day of "08:00"; raises ValueError where it is none."""
    if not _CLOCK.fullmatch(text):
        raise ValueError(text)
    return time.fromisoformat(text)


def typed_clock(text: str) -> time:
    """Return the time of day that was typed: "9:05", "21.30", "9 pm"; raises ValueError where it is none."""
    match = _TYPED_CLOCK.fullmatch(text)
    if match is None or (match["minute"] is None and not match["half"]):
        raise ValueError(text)
    return _time_of(match)


def moment_text(moment: datetime) -> str:
    """Return the moment as the formats write it, no longer than it must be."""
    if moment.second or moment.microsecond:
        return moment.isoformat()
    return moment.isoformat(timespec="minutes")


def here(wall: datetime) -> datetime:
    """Return the moment of a wall clock in the computer's time zone; the wall clock stays as it stood.

    In the hour that summer time skips the offset is the one before it, as the clock that was looked at.
    """
    try:
        seconds = wall.replace(microsecond=0).timestamp()
    except (OSError, OverflowError) as error:  # years that this computer's clock does not reach
        raise ValueError(str(wall)) from error
    away = calendar.timegm(wall.timetuple()) - seconds
    return wall.replace(tzinfo=timezone(timedelta(minutes=round(away / 60))), fold=0)


def usual_moment(text: str) -> datetime | None:
    """Return the moment of "2026-03-31T13:05+02:00", as most programs write it; None of any other text.

    `typed_moment` says the same of such a text, in twice the time, and knows what else is a moment.
    """
    try:
        return datetime.fromisoformat(text) if _USUAL.fullmatch(text) else None
    except ValueError:
        return None


def typed_moment(text: str, *, day_first: bool | None) -> tuple[datetime, bool]:
    """Return the moment that was typed, and whether it names a time of day (noon where it does not).

    `day_first` tells how "03.04.2026" is meant. Raises ValueError where the text is no moment, or where
    `day_first` is None and it matters.
    """
    if text[4:5] == "-" and _ISO.fullmatch(text):
        moment = datetime.fromisoformat(text.upper())
        _require_year(moment)
        return (moment if moment.tzinfo is not None else here(moment)), True
    match = _TYPED.fullmatch(text)
    if match is None:
        raise ValueError(text)
    day = _day_of(match, day_first=day_first)
    if match["hour"] is None:
        return here(datetime.combine(day, time(12))), False
    return here(datetime.combine(day, _time_of(match))), True


def day_order_of(text: str) -> bool | None:
    """Return whether the text shows that the day comes first (True) or the month (False); None where open."""
    match = _TYPED.fullmatch(text)
    if match is None or len(match["a"]) > 2:
        return None
    first, second = int(match["a"]), int(match["b"])
    if first > 12 >= second > 0:
        return True
    return False if second > 12 >= first > 0 else None


def is_ambiguous(text: str) -> bool:
    """Tell whether the text names another day when day and month change places."""
    match = _TYPED.fullmatch(text)
    if match is None or len(match["a"]) > 2:
        return False
    return 0 < int(match["a"]) <= 12 and 0 < int(match["b"]) <= 12 and int(match["a"]) != int(match["b"])


def day_of_parts(day: str, month: str, year: str) -> date:
    """Return the day of three cells; raises ValueError where they are no day."""
    for part in (day, month, year):
        if not (part.isascii() and part.isdigit()):
            raise ValueError(part)
    made = date(_full_year(year), int(month), int(day))
    _require_year(made)
    return made


def _day_of(match: re.Match[str], *, day_first: bool | None) -> date:
    if len(match["a"]) == 4 and len(match["c"]) <= 2:
        made = date(int(match["a"]), int(match["b"]), int(match["c"]))
    else:
        odd = len(match["a"]) > 2 or len(match["c"]) not in (2, 4)
        if odd or (day_first is None and is_ambiguous(match[0])):
            raise ValueError(match[0])
        first, second = int(match["a"]), int(match["b"])
        day, month = (first, second) if day_first or (day_first is None and first > 12) else (second, first)
        made = date(_full_year(match["c"]), month, day)
    _require_year(made)
    return made


def _time_of(match: re.Match[str]) -> time:
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(match[0])
        hour = hour % 12 + (12 if match["half"][0] in "Pp" else 0)
    return time(hour, int(match["minute"] or 0), int(match["second"] or 0))


def _full_year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _require_year(moment: date) -> None:
    if not EARLIEST <= moment.year <= LATEST:
        raise ValueError(str(moment))
