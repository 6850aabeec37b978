"""What a typed day or time of day means: "13:05", "1305", "9", "1.05 pm", and how the region writes a day."""

import re
from datetime import date, time

from PySide6.QtCore import QDate, QLocale, QTime

from painlog.entries import Refused, Why
from painlog.rules import EARLIEST, LATEST
from painlog.words.times import day_comes_first

_TYPED = re.compile(r"(?P<hour>\d{1,2}?)(?:\s*[:.h]?\s*(?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?(?:m\.?)?")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,2})")
_THREE = re.compile(r"(\d{1,2})\s*[./ -]\s*(\d{1,2})\s*[./ -]\s*(\d{2}|\d{4})")
_BETWEEN = re.compile(r"\s*(?:,|;|&|\+|/|\band\b|\n)\s*")


def parse_clock(text: str, field: str = "at") -> time:
    """Return the time of day that `text` means; raises Refused where it is none."""
    at_home: QTime = QLocale().toTime(text.strip(), QLocale.FormatType.ShortFormat)
    if at_home.isValid():
        return time(at_home.hour(), at_home.minute())
    match = _TYPED.fullmatch(text.strip().casefold())
    if match is None:
        raise Refused(field, Why.NOT_A_TIME if text.strip() else Why.EMPTY, text)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    if hour > 23 or minute > 59:
        raise Refused(field, Why.NOT_A_TIME, text)
    return time(hour, minute)


def parse_clocks(text: str) -> tuple[time, ...]:
    """Return the times of day in a list, "8:00 and 20:00", in order, each once; raises Refused."""
    pieces = [piece for piece in _BETWEEN.split(text.strip()) if piece]
    return tuple(sorted({parse_clock(piece, "times") for piece in pieces}))


def parse_day(text: str) -> date | None:
    """Return the day that `text` means, in the region's order of day and month; None where it is none."""
    plain = text.strip()
    if match := _YEAR_FIRST.fullmatch(plain):
        return _day(*(int(part) for part in match.groups()))
    if match := _THREE.fullmatch(plain):
        first, second, year = (int(part) for part in match.groups())
        day, month = (first, second) if day_comes_first() else (second, first)
        return _day(year + 2000 if year < 100 else year, month, day)
    for shape in (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat):
        at_home: QDate = QLocale().toDate(plain, shape)
        if at_home.isValid():
            return _day(at_home.year(), at_home.month(), at_home.day())
    return None


def in_figures(day: date) -> str:
    """Return a day as the region writes it in figures, with all four digits of the year: "02/04/2026"."""
    short = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    whole = short if "yyyy" in short else short.replace("yy", "yyyy")
    return QLocale().toString(QDate(day.year, day.month, day.day), whole)


def _day(year: int, month: int, day: int) -> date | None:
    known = EARLIEST <= year <= LATEST and QDate(year, month, day).isValid()
    return date(year, month, day) if known else None
