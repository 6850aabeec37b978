"""The first, still picture of the charts: painted by the same code as the panel, before numpy is loaded."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from painlog.charts.drawing import View, Which, paint
from painlog.charts.inks import worn_by
from painlog.charts.metrics import Metrics
from painlog.charts.telling import described
from painlog.patterns.timeline import DAY, Timeline

USUAL_SIZE, LEAST_SIZE = QSize(900, 340), QSize(320, 200)


def sheet_for(widget: QWidget) -> QPixmap:
    """Return what a chart is painted on before it is shown in `widget`: as large, in its screen's pixels.

    On many screens Qt colours the edges of letters, but only of those painted on a widget itself. The
    panel keeps its chart while only the pointer moves; so the picture takes the same way, to look the same.
    """
    ratio = widget.devicePixelRatioF()
    sheet = QPixmap((widget.size().toSizeF() * ratio).toSize())
    sheet.setDevicePixelRatio(ratio)
    return sheet


class Picture(QWidget):
    """Shows a timeline until the panel takes its place, at the same places to a pixel.

    Inks and sizes follow the palette and the font of the window.
    """

    def __init__(self) -> None:
        """Make an empty picture."""
        super().__init__()
        self._timeline: Timeline | None = None
        self._period = (0.0, 14 * DAY)
        self._which = Which.TIMELINE
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(LEAST_SIZE)

    def set_timeline(self, timeline: Timeline) -> None:
        """Show other entries."""
        self._timeline = timeline
        self._describe()
        self.update()

    def show_period(self, begin: float, end: float) -> None:
        """Show another span of wall clock."""
        self._period = (begin, end)
        self._describe()
        self.update()

    def set_view(self, view: str) -> None:
        """Show the "timeline" or "day by day"."""
        self._which = Which(view)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size that shows two weeks well."""
        return USUAL_SIZE

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own signature
        """Paint what is shown."""
        rect, sheet = QRectF(self.rect()), sheet_for(self)
        with QPainter(sheet) as painter:
            if self._timeline is None:
                painter.fillRect(rect, self.palette().base())
            else:
                paint(painter, rect, self._timeline, self._view(), self._which)
        with QPainter(self) as painter:
            painter.drawPixmap(QPointF(), sheet)

    def _view(self) -> View:
        begin, end = self._period
        inks, metrics = worn_by(self.palette()), Metrics.for_screen(self.font())
        return View(begin=begin, end=end, inks=inks, metrics=metrics)

    def _describe(self) -> None:
        if self._timeline is not None:
            self.setAccessibleName(described(self._timeline, *self._period))
