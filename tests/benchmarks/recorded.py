"""What a painter is told to draw, recorded, so that reportlab can draw the same page mark by mark."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainterPath,
    QPolygonF,
    QTextItem,
    QTransform,
)
from reportlab.pdfgen.canvas import Canvas

UNITS_A_POINT = 20


@dataclass(frozen=True, slots=True)
class Drawn:
    """One call: straight runs of points with what fills and strokes them, or a text."""

    runs: tuple[tuple[tuple[float, float], ...], ...]
    fill: QColor | None = None
    stroke: tuple[QColor, float] | None = None
    said: str = ""
    points: float = 0.0
    is_strong: bool = False


class Recorder(QPaintEngine):
    """A paint engine that keeps what it is told, in units of the page."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.drawn: list[Drawn] = []
        self._move = QTransform()
        self._fill: QColor | None = None
        self._stroke: tuple[QColor, float] | None = None

    def begin(self, device: QPaintDevice) -> bool:  # noqa: ARG002 - Qt's own
        """Agree."""
        return True

    def end(self) -> bool:
        """Agree."""
        return True

    def type(self) -> QPaintEngine.Type:
        """Return that it is one of a kind."""
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        """Take over pen, brush and transform."""
        pen, brush = state.pen(), state.brush()
        self._move = state.transform()
        self._fill = brush.color() if brush.style() != Qt.BrushStyle.NoBrush else None
        self._stroke = (pen.color(), pen.widthF()) if pen.style() != Qt.PenStyle.NoPen else None

    def drawPath(self, path: QPainterPath) -> None:
        """Keep a path as straight runs."""
        runs = [self._run(polygon) for polygon in path.toSubpathPolygons(self._move)]
        self.drawn.append(Drawn(tuple(runs), self._fill, self._stroke))

    def drawPolygon(self, points: list[QPointF], mode: object) -> None:  # type: ignore[override]  # noqa: ARG002
        """Keep a polygon."""
        self.drawn.append(Drawn((self._run(self._move.map(QPolygonF(points))),), self._fill, self._stroke))

    def drawPixmap(self, *_: object) -> None:
        """Refuse: nothing on the page is a picture."""
        raise AssertionError("a picture on the page")

    def drawTextItem(self, place: QPointF, item: QTextItem) -> None:  # type: ignore[override]
        """Keep a text with its place."""
        at = self._move.map(place)
        font = item.font()
        points, is_strong = font.pixelSize() / UNITS_A_POINT, font.weight() > 500
        self.drawn.append(Drawn((((at.x(), at.y()),),), None, None, item.text(), points, is_strong))

    def _run(self, polygon: QPolygonF) -> tuple[tuple[float, float], ...]:
        return tuple((point.x(), point.y()) for point in polygon.toList())


class Recording(QPaintDevice):
    """A sheet of paper in units of the page that records what is painted on it."""

    def __init__(self, width: float, height: float) -> None:
        """Record a sheet of so many units."""
        super().__init__()
        self._size = round(width), round(height)
        self.recorder = Recorder()

    def paintEngine(self) -> QPaintEngine:
        """Return the recorder."""
        return self.recorder

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        """Return size and resolution."""
        what = QPaintDevice.PaintDeviceMetric
        if metric in (what.PdmWidth, what.PdmHeight):
            return self._size[metric == what.PdmHeight]
        if metric in (what.PdmDevicePixelRatio, what.PdmDepth, what.PdmNumColors):
            return 1
        if metric == what.PdmDevicePixelRatioScaled:
            return int(QPaintDevice.devicePixelRatioFScale())
        return 72 * UNITS_A_POINT


def replay(canvas: Canvas, drawn: list[Drawn], height: float, font_of: Callable[[bool], str]) -> None:
    """Draw with reportlab what was recorded; `height` of the sheet in points."""
    for one in drawn:
        if one.said:
            ((x, y),) = one.runs[0]
            canvas.setFont(font_of(one.is_strong), one.points)
            canvas.drawString(x / UNITS_A_POINT, height - y / UNITS_A_POINT, one.said)
            continue
        if one.fill is not None:
            canvas.setFillColorRGB(one.fill.redF(), one.fill.greenF(), one.fill.blueF())
        if one.stroke is not None:
            colour, width = one.stroke
            canvas.setStrokeColorRGB(colour.redF(), colour.greenF(), colour.blueF())
            canvas.setLineWidth(width / UNITS_A_POINT)
        path = canvas.beginPath()
        for first, *others in one.runs:
            path.moveTo(first[0] / UNITS_A_POINT, height - first[1] / UNITS_A_POINT)
            for x, y in others:
                path.lineTo(x / UNITS_A_POINT, height - y / UNITS_A_POINT)
        canvas.drawPath(path, stroke=one.stroke is not None, fill=one.fill is not None)
