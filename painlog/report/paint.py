"""Puts a laid-out sheet on any painter: PDF, printer, preview, screen and picture are painted here alone."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from painlog.charts.body import paint_small_body
from painlog.charts.drawing import paint_day_by_day, paint_timeline
from painlog.charts.inks import GREY, PAPER, colour
from painlog.report import lettering
from painlog.report.charting import units, view_of
from painlog.report.lettering import UNITS_A_MM
from painlog.report.marks import Box, Chart, Figures, Line, Mark, Rect, Ring, Shape, Sheet, Text
from painlog.report.one_colour import printable, with_printable_names
from painlog.report.page import Charts

RESOLUTION = round(72 * lettering.UNITS_A_POINT)
"""Dots an inch at which one dot is one unit of the page."""

_LEAST_MARK = 1.2
"""Millimetres: how small a marked place of the body may be."""
_DASHES = 2.0, 1.5
"""Of a dashed outline, in thicknesses."""
_HATCHED_EVERY = 0.9
"""Millimetres from one slanted line to the next."""


def paint(painter: QPainter, sheet: Sheet, charts: Charts | None = None, *, grey: bool = False) -> None:
    """Paint `sheet` with its top left corner at the painter's origin, in twentieths of a point."""
    brush = _Brush(painter, charts, grey=grey)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for block in sheet.blocks:
        for mark in block.marks:
            brush.put(mark)


class _Brush:
    """Knows how each kind of mark looks in one set of inks."""

    def __init__(self, painter: QPainter, charts: Charts | None, *, grey: bool) -> None:
        self._painter = painter
        self._inks = GREY if grey else PAPER
        self._charts = charts
        self._view = view_of(charts, grey=grey) if charts is not None else None

    def put(self, mark: Mark) -> None:
        """Paint one mark."""
        match mark:
            case Text():
                self._text(mark)
            case Line():
                self._line(mark)
            case Box():
                self._box(mark)
            case Shape():
                self._shape(mark)
            case Ring():
                self._ring(mark)
            case Figures():
                paint_small_body(
                    self._painter, units(mark.rect), self._inks, mark.regions, _LEAST_MARK * UNITS_A_MM
                )
            case Chart():
                self._chart(mark)

    def _text(self, text: Text) -> None:
        font = lettering.font(text.style)
        self._painter.setFont(font)
        self._painter.setPen(colour(getattr(self._inks, text.ink)))
        said = printable(text.said, font)
        self._painter.drawText(QPointF(text.x * UNITS_A_MM, text.y * UNITS_A_MM), said)

    def _line(self, line: Line) -> None:
        self._painter.setPen(self._pen(line.ink, line.thickness, line.dashes))
        ends = (line.x1, line.y1, line.x2, line.y2)
        self._painter.drawLine(QLineF(*(end * UNITS_A_MM for end in ends)))

    def _box(self, box: Box) -> None:
        full = box.filled and not box.hatched
        edge = box.edge or ("" if full else box.ink)
        dashes = _DASHES if box.dashed else ()
        self._painter.setPen(self._pen(edge, 0.2, dashes) if edge else QPen(Qt.PenStyle.NoPen))
        ink = colour(getattr(self._inks, box.ink))
        self._painter.setBrush(QBrush(ink) if full else QBrush(Qt.BrushStyle.NoBrush))
        radius = box.radius * UNITS_A_MM
        self._painter.drawRoundedRect(units(box.rect), radius, radius)
        if box.hatched:
            self._painter.drawLines(_hatching(box.rect))

    def _shape(self, shape: Shape) -> None:
        rect = units(shape.rect)
        corners = [rect.topLeft() + QPointF(x * rect.width(), y * rect.height()) for x, y in shape.corners]
        self._painter.setPen(QPen(Qt.PenStyle.NoPen) if shape.filled else self._pen(shape.ink, 0.25))
        ink = colour(getattr(self._inks, shape.ink))
        self._painter.setBrush(QBrush(ink) if shape.filled else QBrush(Qt.BrushStyle.NoBrush))
        self._painter.drawPolygon(QPolygonF(corners))

    def _ring(self, ring: Ring) -> None:
        self._painter.setPen(self._pen(ring.ink, 0.32))
        self._painter.setBrush(colour(getattr(self._inks, ring.ink) if ring.filled else self._inks.panel))
        self._painter.drawEllipse(units(ring.rect))

    def _chart(self, chart: Chart) -> None:
        if self._charts is None or self._view is None:
            return
        draw = paint_timeline if chart.of == "timeline" else paint_day_by_day
        timeline = with_printable_names(self._charts.timeline, lettering.font(lettering.BODY))
        self._painter.save()
        draw(self._painter, units(chart.rect), timeline, self._view)
        self._painter.restore()

    def _pen(self, ink: str, thickness: float, dashes: Sequence[float] = ()) -> QPen:
        pen = QPen(colour(getattr(self._inks, ink)), thickness * UNITS_A_MM)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dashes:
            pen.setDashPattern(dashes)
        return pen


def _hatching(rect: Rect) -> list[QLineF]:
    """Return slanted lines that fill `rect`, clipped by arithmetic: a printer's clipping costs more."""
    lines = []
    along = _HATCHED_EVERY
    while along < rect.width + rect.height:
        x1, y1 = rect.x + min(along, rect.width), rect.y + max(0.0, along - rect.width)
        x2, y2 = rect.x + max(0.0, along - rect.height), rect.y + min(along, rect.height)
        lines.append(QLineF(*(end * UNITS_A_MM for end in (x1, y1, x2, y2))))
        along += _HATCHED_EVERY
    return lines
