"""What the marks of "day by day" mean, on the screen; the page has a key of its own."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from painlog.charts.days import (
    LEGEND_SPACE,
    LEGEND_STEP,
    DayLayout,
    DaySheet,
    activities_are_drawn,
    untracked_rows,
)
from painlog.charts.inks import colour, fill
from painlog.charts.layout import margins
from painlog.charts.lettering import LEFT_MIDDLE, Lettering
from painlog.charts.marks import draw_triangles, sharp
from painlog.charts.metrics import Metrics
from painlog.patterns.timeline import Sort, Timeline
from painlog.record import END_UNKNOWN, RUNNING, Whole

translate = QCoreApplication.translate

Sample: TypeAlias = Callable[[DaySheet, QPointF], None]
"""Draws a mark with its left middle at a point."""

Entry: TypeAlias = tuple[Sample | None, str]
"""A mark and what it means; None for what has no mark."""

SAMPLE_WIDTH = 16.0
APART = 22.0
MOST_OF_HEIGHT = 0.2
"""The share of the chart's height that the legend may take, if that is more than a line."""

_NO_LEVEL = array("f", [-1.0]).tobytes()


def _flare_up(sheet: DaySheet, at: QPointF) -> None:
    _fill_square(sheet, at, sheet.inks.pain)


def _pale(sheet: DaySheet, at: QPointF) -> None:
    _fill_square(sheet, at, sheet.inks.pain_soft)


def _hollow(sheet: DaySheet, at: QPointF) -> None:
    unit = sheet.metrics.unit
    sheet.painter.setPen(sheet.pen(sheet.inks.pain, 1.0))
    sheet.painter.setBrush(Qt.BrushStyle.NoBrush)
    _draw_outline(sheet, QRectF(at.x() + 0.5 * unit, at.y() - 4.5 * unit, 9 * unit, 9 * unit))


def _fill_square(sheet: DaySheet, at: QPointF, ink: str) -> None:
    unit = sheet.metrics.unit
    fill(sheet.painter, QRectF(at.x(), at.y() - 5 * unit, 10 * unit, 10 * unit), colour(ink))


def _arrow(sheet: DaySheet, at: QPointF) -> None:
    unit = sheet.metrics.unit
    sheet.painter.setPen(Qt.PenStyle.NoPen)
    sheet.painter.setBrush(colour(sheet.inks.pain))
    corners = (at + QPointF(4, -4) * unit, at + QPointF(9.6, 0) * unit, at + QPointF(4, 4) * unit)
    sheet.painter.drawPolygon(QPolygonF([*corners]))


def _ring(sheet: DaySheet, at: QPointF) -> None:
    unit = sheet.metrics.unit
    sheet.painter.setPen(sheet.pen(sheet.inks.as_needed, 2.0))
    sheet.painter.setBrush(colour(sheet.inks.panel))
    sheet.painter.drawEllipse(at + QPointF(6 * unit, 0), 4.5 * unit, 4.5 * unit)


def _dot(sheet: DaySheet, at: QPointF) -> None:
    unit = sheet.metrics.unit
    sheet.painter.setPen(Qt.PenStyle.NoPen)
    sheet.painter.setBrush(colour(sheet.inks.as_needed))
    sheet.painter.drawEllipse(at + QPointF(6 * unit, 0), 4 * unit, 4 * unit)


def _tick(sheet: DaySheet, at: QPointF) -> None:
    unit, x = sheet.metrics.unit, at.x() + 6 * sheet.metrics.unit
    sheet.painter.setPen(sheet.pen(sheet.inks.regular, 2.4))
    sheet.painter.drawLine(QLineF(x, at.y() - 6 * unit, x, at.y() + 6 * unit))


def _square(sheet: DaySheet, at: QPointF) -> None:
    unit = sheet.metrics.unit
    sheet.painter.setPen(sheet.pen(sheet.inks.patch, 1.2))
    sheet.painter.setBrush(colour(sheet.inks.patch_fill))
    _draw_outline(sheet, QRectF(at.x() + unit, at.y() - 4.5 * unit, 9 * unit, 9 * unit))


def _dots(sheet: DaySheet, at: QPointF) -> None:
    """Draw them in an ink that is seen: behind the rows they may be as faint as the ground they are."""
    unit = sheet.metrics.unit
    pen = QPen(colour(sheet.inks.edge), 6 * unit)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1 / 6, 0.5])
    sheet.painter.setPen(pen)
    left = round(at.x())  # each on its own pixels, where it is not blurred
    sheet.painter.drawLine(QLineF(left, at.y(), left + 12 * unit, at.y()))


def _triangle(sheet: DaySheet, at: QPointF, *, full: bool = False) -> None:
    unit = sheet.metrics.unit
    sheet.painter.setPen(sheet.pen(sheet.inks.activity, 1.3))
    foot = at.x() + 6 * unit, at.y() + 4 * unit
    draw_triangles(sheet.painter, [foot], (4 * unit, 8 * unit), full=full)


def _full_triangle(sheet: DaySheet, at: QPointF) -> None:
    _triangle(sheet, at, full=True)


def _open(sheet: DaySheet, at: QPointF) -> None:
    unit = sheet.metrics.unit
    _break_round(sheet, QRectF(at.x() + 2 * unit, at.y() - 4.5 * unit, 6 * unit, 9 * unit))


def _low(sheet: DaySheet, at: QPointF) -> None:
    unit = sheet.metrics.unit
    _break_round(sheet, QRectF(at.x(), at.y(), 10 * unit, 4.5 * unit))


def _break_round(sheet: DaySheet, rect: QRectF) -> None:
    pen = sheet.pen(sheet.inks.pain, 1.2)
    pen.setDashPattern([2.0, 1.5])
    sheet.painter.setPen(pen)
    sheet.painter.setBrush(Qt.BrushStyle.NoBrush)
    _draw_outline(sheet, rect)


def _draw_outline(sheet: DaySheet, rect: QRectF) -> None:
    sheet.painter.drawRects(sharp([rect], sheet.metrics))


def _samples(timeline: Timeline, layout: DayLayout, metrics: Metrics) -> Iterator[Entry]:
    """Give the sample and the meaning of each mark that is there, what is drawn most often first."""
    sorts = {lane.sort for lane in timeline.lanes}
    days = layout.bins.days
    if days > 1:
        yield None, translate("Charts", "a row is %Ln week(s)", "", days // 7)
    yield from _flare_ups(timeline, layout)
    if Sort.AS_NEEDED in sorts:
        yield (
            (_ring, translate("Charts", "as-needed dose"))
            if layout.is_single
            else (_dot, translate("Charts", "as-needed doses, larger is more often"))
        )
    if Sort.REGULAR in sorts:
        yield _tick, translate("Charts", "regular dose")
    if Sort.PATCH in sorts and layout.is_single:
        yield _square, translate("Charts", "patch put on")
    if activities_are_drawn(layout, metrics):
        if _holds(timeline.activities.therapy, 0):
            yield _triangle, translate("Charts", "activity")
        if _holds(timeline.activities.therapy, 1):
            yield _full_triangle, translate("Charts", "physical therapy")
    if untracked_rows(timeline, layout):
        yield _dots, translate("Charts", "no entry on pain or medicine")


def _flare_ups(timeline: Timeline, layout: DayLayout) -> Iterator[Entry]:
    columns = timeline.flare_ups.columns
    yield (
        _flare_up,
        translate("Charts", "flare-up, taller is worse")
        if layout.is_single
        else translate("Charts", "flare-ups, taller is more often"),
    )
    if _holds(columns.uncertain, 1):
        yield _hollow if layout.is_single else _pale, translate("Charts", "the hour is a guess")
    if layout.is_single and _holds(columns.state, RUNNING):
        yield _arrow, translate("Charts", "still going on")
    if layout.is_single and _holds(columns.state, END_UNKNOWN):
        yield _open, translate("Charts", "end not known")
    if layout.is_single and _NO_LEVEL in columns.peak.tobytes():
        yield _low, translate("Charts", "how bad: not said")


def _holds(column: Whole, value: int) -> bool:
    """Tell whether a column of bytes holds `value`, of a million rows as well."""
    return bytes([value]) in column.tobytes()


def lines_needed(timeline: Timeline, layout: DayLayout, metrics: Metrics) -> int:
    """Return how many lines the legend takes; on a small chart no more than leave the rows their room."""
    entries = [*_samples(timeline, layout, metrics)]
    widths = [_width(entry, metrics.width(entry[1], metrics.small), metrics) for entry in entries]
    lines = 1 + max(line for line, _ in _places(widths, layout, metrics))
    most = layout.rect.height() * MOST_OF_HEIGHT / (LEGEND_STEP * metrics.small_height)
    return max(1, min(lines, int(most)))


def _width(entry: Entry, text: float, metrics: Metrics) -> float:
    return text + 1 + (0.0 if entry[0] is None else SAMPLE_WIDTH * metrics.unit)


def _places(widths: Sequence[float], layout: DayLayout, metrics: Metrics) -> Iterator[tuple[int, float]]:
    """Give of each entry its line and where in it it begins."""
    first, right = layout.rect.left() + margins(metrics)[0], layout.plot.right()
    line, left = 0, first
    for width in widths:
        if left > first and left + width > right:
            line, left = line + 1, first
        yield line, left
        left += width + APART * metrics.unit


def draw_legend(sheet: DaySheet) -> None:
    """Draw a sample of each mark with its meaning, as many as fit into the lines below the rows."""
    layout, metrics = sheet.layout, sheet.metrics
    small, high = Lettering(sheet.painter, metrics.small), metrics.small_height
    entries = [*_samples(sheet.timeline, layout, metrics)]
    widths = [_width(entry, small.width(entry[1]), metrics) for entry in entries]
    top = layout.plot.bottom() + (high + LEGEND_SPACE * metrics.unit) / 2
    for (sample, text), width, (line, left) in zip(
        entries, widths, _places(widths, layout, metrics), strict=True
    ):
        if line >= layout.legend_lines:
            return
        middle = top + line * LEGEND_STEP * high
        before = 0.0
        if sample is not None:
            sample(sheet, QPointF(left, middle))
            before = SAMPLE_WIDTH * metrics.unit
        room = min(width, layout.plot.right() - left) - before
        small.write(QRectF(left + before, middle - high / 2, room, high), text, sheet.inks.muted, LEFT_MIDDLE)
