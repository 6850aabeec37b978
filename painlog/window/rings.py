"""Where the keyboard is: the ring that everything wears while it has it."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from painlog.charts.inks import Inks, colour


def paint_ring(painter: QPainter, rect: QRect, inks: Inks, corner: float) -> None:
    """Paint the ring inside of what has a surface of its own, which a light line parts from it.

    So it is seen on a button in the colour of pain as well as on a white one.
    """
    _paint(painter, rect, ((1.5, 3, inks.focus), (3.5, 1, inks.panel)), corner)


def paint_line(painter: QPainter, rect: QRect, inks: Inks, corner: float = 0) -> None:
    """Paint the ring inside of what lies on the surface of something else, as a link or a row of a list."""
    _paint(painter, rect, ((1, 2, inks.focus),), corner)


def _paint(
    painter: QPainter, rect: QRect, rings: tuple[tuple[float, float, str], ...], corner: float
) -> None:
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for inset, width, ink in rings:
        painter.setPen(QPen(colour(ink), width))
        round_by = max(0.0, corner - inset)
        painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), round_by, round_by)
    painter.restore()
