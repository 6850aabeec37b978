"""The crosshair with the small box that names what it touches, and the ring of the keyboard."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from painlog.charts.days import DayLayout
from painlog.charts.drawing import View
from painlog.charts.inks import colour
from painlog.charts.layout import Layout
from painlog.charts.lettering import LEFT_MIDDLE, Lettering
from painlog.charts.telling import Line, told
from painlog.charts.touch import Touch
from painlog.patterns.timeline import DAY, Timeline

WIDEST = 320.0
"""Width of the box at most, in pixels of a screen at 100 %."""


class Pointer(NamedTuple):
    """Where the crosshair is, and what it touches."""

    at: QPointF | None = None
    """None: nowhere."""
    touch: Touch | None = None
    by_keyboard: bool = False
    """Whether the entry was stepped to: it gets a ring, as focus has."""


def place_of(timeline: Timeline, layout: Layout | DayLayout, touch: Touch) -> QPointF:
    """Return where an entry is drawn."""
    if isinstance(layout, DayLayout):
        top = layout.scale.at(layout.bins.span(layout.bins.number(touch.wall))[0])
        return QPointF(layout.across.at(touch.wall % DAY), top + layout.row_height / 2)
    x = layout.scale.at(touch.wall)
    if touch.kind == "flare-up":
        return QPointF(x, layout.level(max(0.0, timeline.flare_ups.columns.peak[touch.row]) / 2))
    if touch.kind == "check-in":
        return QPointF(x, layout.level(max(0.0, timeline.check_ins.background[touch.row])))
    rows = (row for row in layout.rows if row.kind == touch.kind and row.lane is touch.lane)
    row = next(rows, None)
    return QPointF(x, layout.plot.top() if row is None else row.rect.center().y())


def paint_pointer(
    painter: QPainter, timeline: Timeline, view: View, layout: Layout | DayLayout, pointer: Pointer
) -> None:
    """Paint the crosshair and what it says."""
    at = pointer.at
    if at is None or not layout.plot.adjusted(0, -40 * view.metrics.unit, 0, 0).contains(at):
        return
    painter.save()
    painter.setPen(QPen(colour(view.inks.muted), 1.0))
    if pointer.by_keyboard:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(view.inks.focus), 2.5 * view.metrics.unit))
        radius = 9 * view.metrics.unit
        painter.drawEllipse(at, radius, radius)
    else:
        x = round(at.x()) + 0.5
        painter.drawLine(QLineF(x, layout.plot.top(), x, layout.plot.bottom()))
    if pointer.touch is not None:
        paint_box(painter, view, layout.rect, at, told(timeline, pointer.touch))
    painter.restore()


def paint_focus(painter: QPainter, rect: QRectF, view: View) -> None:
    """Paint the frame that shows that keys go to the chart."""
    painter.setPen(QPen(colour(view.inks.focus), 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1))


def paint_box(painter: QPainter, view: View, within: QRectF, at: QPointF, lines: Sequence[Line]) -> None:
    """Paint lines of text into a box beside a point, inside of `within`; text is plain and shortened."""
    metrics, unit = view.metrics, view.metrics.unit
    plain, bold = Lettering(painter, metrics.small), Lettering(painter, metrics.bold)
    inset, step = 10 * unit, metrics.text_height
    widest = max(((bold if line.is_bold else plain).width(line.text) for line in lines), default=0.0)
    width = min(widest + 1, WIDEST * unit, within.width() - 2 * inset - 16 * unit)
    box = QRectF(0, 0, width + 2 * inset, step * len(lines) + 2 * 7 * unit)
    left = at.x() - box.width() - 12 * unit
    box.moveLeft(left if left > within.left() + 4 * unit else at.x() + 12 * unit)
    box.moveTop(max(within.top() + 4 * unit, at.y() - box.height() - 8 * unit))
    box.moveRight(min(box.right(), within.right() - 2 * unit))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(view.inks.edge), 1.0))
    painter.setBrush(colour(view.inks.panel))
    painter.drawRoundedRect(box, 6 * unit, 6 * unit)
    row = QRectF(box.left() + inset, box.top() + 7 * unit, width, step)
    for line in lines:
        ink = getattr(view.inks, line.ink)
        (bold if line.is_bold else plain).write(row, line.text, ink, LEFT_MIDDLE, Qt.TextElideMode.ElideRight)
        row.translate(0, step)
