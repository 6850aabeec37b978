"""What the marks of "day by day" mean, on the screen; the page has a key of its own."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from painlog.charts.days import LEGEND_SPACE, DaySheet
from painlog.charts.inks import colour, fill
from painlog.charts.layout import margins
from painlog.charts.lettering import LEFT_MIDDLE, Lettering
from painlog.patterns.timeline import Sort
from painlog.record import RUNNING

translate = QCoreApplication.translate

Sample: TypeAlias = Callable[[DaySheet, QPointF], None]
"""Draws a mark with its left middle at a point."""

SAMPLE_WIDTH = 16.0
APART = 22.0


def _flare_up(sheet: DaySheet, at: QPointF) -> None:
    _fill_square(sheet, at, sheet.inks.pain)


def _pale(sheet: DaySheet, at: QPointF) -> None:
    _fill_square(sheet, at, sheet.inks.pain_soft)


def _hollow(sheet: DaySheet, at: QPointF) -> None:
    unit = sheet.metrics.unit
    sheet.painter.setPen(sheet.pen(sheet.inks.pain, 1.0))
    sheet.painter.setBrush(Qt.BrushStyle.NoBrush)
    sheet.painter.drawRect(QRectF(at.x() + 0.5 * unit, at.y() - 4.5 * unit, 9 * unit, 9 * unit))


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
    sheet.painter.drawRect(QRectF(at.x() + unit, at.y() - 4.5 * unit, 9 * unit, 9 * unit))


def _dots(sheet: DaySheet, at: QPointF) -> None:
    unit = sheet.metrics.unit
    pen = QPen(colour(sheet.inks.hatch), 6 * unit)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1 / 6, 0.5])
    sheet.painter.setPen(pen)
    sheet.painter.drawLine(QLineF(at.x(), at.y(), at.x() + 12 * unit, at.y()))


def _samples(sheet: DaySheet) -> Iterator[tuple[Sample | None, str]]:
    sorts = {lane.sort for lane in sheet.timeline.lanes}
    days = sheet.layout.bins.days
    if days > 1:
        yield None, translate("Charts", "a row is %Ln week(s)", "", days // 7)
    yield (
        _flare_up,
        translate("Charts", "flare-up, taller is worse")
        if sheet.layout.is_single
        else translate("Charts", "flare-ups, taller is more often"),
    )
    if any(sheet.timeline.flare_ups.columns.uncertain):
        yield _hollow if sheet.layout.is_single else _pale, translate("Charts", "the hour is a guess")
    if sheet.layout.is_single and RUNNING in sheet.timeline.flare_ups.columns.state:
        yield _arrow, translate("Charts", "still going on")
    if Sort.AS_NEEDED in sorts:
        yield (
            (_ring, translate("Charts", "as-needed dose"))
            if sheet.layout.is_single
            else (_dot, translate("Charts", "as-needed doses, larger is more often"))
        )
    if Sort.REGULAR in sorts:
        yield _tick, translate("Charts", "regular dose")
    if Sort.PATCH in sorts and sheet.layout.is_single:
        yield _square, translate("Charts", "patch put on")
    if sheet.timeline.untracked:
        yield _dots, translate("Charts", "no entry on pain or medicine")


def draw_legend(sheet: DaySheet) -> None:
    """Draw a sample of each mark with its meaning, as many as fit into the line below the rows."""
    unit, layout = sheet.metrics.unit, sheet.layout
    small = Lettering(sheet.painter, sheet.metrics.small)
    left, right = layout.rect.left() + margins(sheet.metrics)[0], layout.plot.right()
    middle = layout.plot.bottom() + (sheet.metrics.small_height + LEGEND_SPACE * unit) / 2
    for sample, text in _samples(sheet):
        width = small.width(text) + 1
        before = 0.0 if sample is None else SAMPLE_WIDTH * unit
        if left + before + width > right:
            return
        if sample is not None:
            sample(sheet, QPointF(left, middle))
        height = sheet.metrics.small_height
        rect = QRectF(left + before, middle - height / 2, width, height)
        small.write(rect, text, sheet.inks.muted, LEFT_MIDDLE)
        left = rect.right() + APART * unit
