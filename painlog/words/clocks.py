"""What a typed time of day means: "13:05", "1305", "9", "1.05 pm", and the region's own way of writing it."""

import re
from datetime import time

from PySide6.QtCore import QLocale, QTime

from painlog.entries import Refused, Why

_TYPED = re.compile(r"(?P<hour>\d{1,2}?)(?:\s*[:.h]?\s*(?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?(?:m\.?)?")
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


def parse_clocks(text: str, field: str = "times") -> tuple[time, ...]:
    """Return the times of day in a list, "8:00 and 20:00", in order, each once; raises Refused."""
    pieces = [piece for piece in _BETWEEN.split(text.strip()) if piece]
    return tuple(sorted({parse_clock(piece, field) for piece in pieces}))
