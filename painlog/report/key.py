"""The key below the days: what each mark stands for, and only those that are there."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication

from painlog.patterns.moments import DAY, midnight
from painlog.patterns.timeline import Sort
from painlog.report import lettering
from painlog.report.lettering import SMALLEST, Style
from painlog.report.marks import Area, Box, Line, Mark, Rect, Ring, set_lines
from painlog.report.page import Charts

translate = QCoreApplication.translate

_STYLE = Style(SMALLEST)
_SAMPLE, _BESIDE, _APART = 4.0, 1.2, 4.0
"""Millimetres: a sample, its distance from its word, and the distance to the next."""

Sample = Callable[[Rect], Mark]


def key(marks: list[Mark], charts: Charts, area: Area) -> float:
    """Set the key on as many lines as it needs; return where it ends."""
    x, y, width = area
    left, step = x, lettering.line_height(_STYLE)
    for sample, said in _entries(charts):
        taken = _SAMPLE + _BESIDE + lettering.width(said, _STYLE)
        if left > x and left + taken > x + width:
            left, y = x, y + step
        marks.append(sample(Rect(left, y + step * 0.18, _SAMPLE, step * 0.66)))
        room = x + width - left - _SAMPLE - _BESIDE
        set_lines(marks, said, (_STYLE, "ink"), (left + _SAMPLE + _BESIDE, y, room + 0.1), 1)
        left += taken + _APART
    return y + step


def _entries(charts: Charts) -> Iterator[tuple[Sample, str]]:
    """Give a sample and its word for every kind of mark in the period."""
    span = midnight(charts.begin), midnight(charts.until) + DAY
    shown = charts.timeline
    sorts = {lane.sort for lane in shown.lanes if lane.moments.count(*span)}
    yield lambda rect: Box(rect, "pain"), translate("Page", "flare-up")
    if any(shown.flare_ups.is_late(row) for row, _ in shown.flare_ups.moments.walls(*span)):
        yield lambda rect: Box(rect, "pain_soft", edge="pain"), translate("Page", "written later")
    if Sort.AS_NEEDED in sorts:
        yield _ring, translate("Page", "as-needed dose")
    if Sort.REGULAR in sorts:
        yield _tick, translate("Page", "regular dose")
    if Sort.PATCH in sorts:
        yield _square, translate("Page", "new patch")


def _ring(rect: Rect) -> Mark:
    return Ring(Rect(rect.right - rect.height, rect.y, rect.height, rect.height))


def _tick(rect: Rect) -> Mark:
    x = rect.right - rect.height / 2
    return Line(x, rect.y, x, rect.bottom, "regular", 0.4)


def _square(rect: Rect) -> Mark:
    return Box(Rect(rect.right - rect.height, rect.y, rect.height, rect.height), "patch_fill", edge="patch")
