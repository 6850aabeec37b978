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


def key(marks: list[Mark], charts: Charts, area: Area, *, is_single: bool) -> float:
    """Set the key on as many lines as it needs; return where it ends.

    A row of the chart is one day where it `is_single`, else it sums up weeks.
    """
    x, y, width = area
    left, step = x, lettering.line_height(_STYLE)
    for sample, said in _entries(charts, is_single=is_single):
        taken = _SAMPLE + _BESIDE + lettering.width(said, _STYLE)
        if left > x and left + taken > x + width:
            left, y = x, y + step
        marks.append(sample(Rect(left, y + step * 0.18, _SAMPLE, step * 0.66)))
        room = x + width - left - _SAMPLE - _BESIDE
        set_lines(marks, said, (_STYLE, "ink"), (left + _SAMPLE + _BESIDE, y, room + 0.1), 1)
        left += taken + _APART
    return y + step


def _entries(charts: Charts, *, is_single: bool) -> Iterator[tuple[Sample, str]]:
    """Give a sample and its word for every kind of mark in the period."""
    span = midnight(charts.begin), midnight(charts.until) + DAY
    shown = charts.timeline
    sorts = {lane.sort for lane in shown.lanes if lane.moments.count(*span)}
    rows = [row for row, _, _ in shown.flare_ups.touching(*span, shown.now)]
    guessed = {row for row in rows if shown.flare_ups.is_uncertain(row)}
    if rows:
        yield lambda rect: Box(rect, "pain"), translate("Page", "flare-up")
    if is_single and any(shown.flare_ups.is_late(row) for row in rows if row not in guessed):
        yield lambda rect: Box(rect, "pain_soft", edge="pain"), translate("Page", "written later")
    if is_single and any(map(shown.flare_ups.end_is_unknown, rows)):
        yield _open, translate("Page", "end not known")
    if guessed:
        yield (_hollow if is_single else _pale), translate("Page", "the hour is a guess")
    if Sort.AS_NEEDED in sorts:
        yield _ring, translate("Page", "as-needed dose")
    if Sort.REGULAR in sorts:
        yield _tick, translate("Page", "regular dose")
    if Sort.PATCH in sorts:
        yield _square, translate("Page", "new patch")
    if any(begin < span[1] and end > span[0] for begin, end in shown.untracked):
        yield _dots, translate("Page", "nothing written down")


def _hollow(rect: Rect) -> Mark:
    return Box(rect, "pain", filled=False)


def _pale(rect: Rect) -> Mark:
    return Box(rect, "pain_soft")


def _open(rect: Rect) -> Mark:
    return Line(
        rect.x, rect.y + rect.height / 2, rect.right, rect.y + rect.height / 2, "pain", 0.4, dashed=True
    )


def _dots(rect: Rect) -> Mark:
    return Line(
        rect.x, rect.y + rect.height / 2, rect.right, rect.y + rect.height / 2, "hatch", 0.2, dashed=True
    )


def _ring(rect: Rect) -> Mark:
    return Ring(Rect(rect.right - rect.height, rect.y, rect.height, rect.height))


def _tick(rect: Rect) -> Mark:
    x = rect.right - rect.height / 2
    return Line(x, rect.y, x, rect.bottom, "regular", 0.4)


def _square(rect: Rect) -> Mark:
    return Box(Rect(rect.right - rect.height, rect.y, rect.height, rect.height), "patch_fill", edge="patch")
