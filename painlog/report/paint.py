"""Puts a laid-out sheet on any painter: PDF, printer, preview, screen and picture are painted here alone."""

from functools import cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from painlog.charts.drawing import View, paint_day_by_day, paint_timeline
from painlog.charts.inks import GREY, PAPER, Inks, colour
from painlog.charts.metrics import PAPER_UNIT_MM, Metrics
from painlog.patterns.timeline import DAY, midnight
from painlog.report import lettering
from painlog.report.lettering import SMALL, SMALL_STRONG, SMALLEST, UNITS_A_MM, Style
from painlog.report.marks import HAIRLINE, Box, Chart, Line, Mark, Rect, Sheet, Text, Triangle
from painlog.report.page import Charts

RESOLUTION = round(72 * lettering.UNITS_A_POINT)
"""Dots an inch at which one dot is one unit of the page."""


def paint(painter: QPainter, sheet: Sheet, charts: Charts | None = None, *, grey: bool = False) -> None:
    """Paint `sheet` with its top left corner at the painter's origin, in twentieths of a point."""
    brush = _Brush(painter, GREY if grey else PAPER, charts)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for block in sheet.blocks:
        for mark in block.marks:
            brush.put(mark)


@cache
def metrics() -> Metrics:
    """Return the sizes of a chart in the units of the page."""
    small = Style(SMALLEST)
    return Metrics(
        unit=PAPER_UNIT_MM * UNITS_A_MM,
        hair=HAIRLINE * UNITS_A_MM,
        text=lettering.font(SMALL),
        bold=lettering.font(SMALL_STRONG),
        small=lettering.font(small),
        text_height=lettering.line_height(SMALL) * UNITS_A_MM,
        small_height=lettering.line_height(small) * UNITS_A_MM,
        on_paper=True,
    )


class _Brush:
    """Knows how each kind of mark looks in one set of inks."""

    def __init__(self, painter: QPainter, inks: Inks, charts: Charts | None) -> None:
        self._painter = painter
        self._inks = inks
        self._charts = charts

    def put(self, mark: Mark) -> None:
        """Paint one mark."""
        match mark:
            case Text():
                self._text(mark)
            case Line():
                self._line(mark)
            case Box():
                self._box(mark)
            case Triangle():
                self._triangle(mark)
            case Chart():
                self._chart(mark)

    def _text(self, text: Text) -> None:
        self._painter.setFont(lettering.font(text.style))
        self._painter.setPen(colour(getattr(self._inks, text.ink)))
        self._painter.drawText(QPointF(text.x * UNITS_A_MM, text.y * UNITS_A_MM), text.said)

    def _line(self, line: Line) -> None:
        self._painter.setPen(self._pen(line.ink, line.thickness, dashed=line.dashed))
        ends = (line.x1, line.y1, line.x2, line.y2)
        self._painter.drawLine(QLineF(*(end * UNITS_A_MM for end in ends)))

    def _box(self, box: Box) -> None:
        ink = colour(getattr(self._inks, box.ink))
        outline = self._pen(box.ink, 0.2)
        self._painter.setPen(outline if not box.filled or box.hatched else QPen(Qt.PenStyle.NoPen))
        self._painter.setBrush(QBrush(ink) if box.filled and not box.hatched else Qt.BrushStyle.NoBrush)
        radius = box.radius * UNITS_A_MM
        self._painter.drawRoundedRect(_units(box.rect), radius, radius)
        if box.hatched:
            self._painter.drawLines(_hatching(box.rect))

    def _triangle(self, triangle: Triangle) -> None:
        rect = _units(triangle.rect)
        base, tip = (rect.bottom(), rect.top()) if triangle.up else (rect.top(), rect.bottom())
        corners = [QPointF(rect.left(), base), QPointF(rect.right(), base), QPointF(rect.center().x(), tip)]
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(colour(getattr(self._inks, triangle.ink)))
        self._painter.drawPolygon(QPolygonF(corners))

    def _chart(self, chart: Chart) -> None:
        if self._charts is None:
            return
        shown = View(
            begin=midnight(self._charts.begin),
            end=midnight(self._charts.until) + DAY,
            inks=self._inks,
            metrics=metrics(),
        )
        draw = paint_timeline if chart.of == "timeline" else paint_day_by_day
        self._painter.save()
        draw(self._painter, _units(chart.rect), self._charts.timeline, shown)
        self._painter.restore()

    def _pen(self, ink: str, thickness: float, *, dashed: bool = False) -> QPen:
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        return QPen(colour(getattr(self._inks, ink)), thickness * UNITS_A_MM, style, Qt.PenCapStyle.FlatCap)


def _units(rect: Rect) -> QRectF:
    return QRectF(*(side * UNITS_A_MM for side in (rect.x, rect.y, rect.width, rect.height)))


def _hatching(rect: Rect, step: float = 0.9) -> list[QLineF]:
    """Return slanted lines that fill `rect`, clipped by arithmetic: a printer's clipping costs more."""
    lines = []
    along = step
    while along < rect.width + rect.height:
        x1, y1 = rect.x + min(along, rect.width), rect.y + max(0.0, along - rect.width)
        x2, y2 = rect.x + max(0.0, along - rect.height), rect.y + min(along, rect.height)
        lines.append(QLineF(*(end * UNITS_A_MM for end in (x1, y1, x2, y2))))
        along += step
    return lines
