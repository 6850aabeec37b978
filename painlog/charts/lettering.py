"""Text in a chart: measured as its device writes it, and shortened where there is no room."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from painlog.charts.inks import Inks, colour
from painlog.charts.metrics import Metrics

PLAIN = Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Lettering:
    """Writes in one font, measured as the painter's device writes it."""

    def __init__(self, painter: QPainter, font: QFont) -> None:
        """Keep the font's widths on the device that is painted on."""
        self._painter = painter
        self._font = font
        self._widths = QFontMetricsF(font, painter.device())

    def width(self, text: str) -> float:
        """Return how wide a text is."""
        return self._widths.horizontalAdvance(text)

    def write(
        self,
        rect: QRectF,
        text: str,
        ink: str,
        align: Qt.AlignmentFlag,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        """Write into a rectangle, shortened with an ellipsis where there is no room for all."""
        fitting = self._widths.elidedText(text, elide, rect.width() + 0.5)
        self._painter.setFont(self._font)
        self._painter.setPen(colour(ink))
        self._painter.drawText(rect, int(align | PLAIN), fitting)


def write_across(painter: QPainter, rect: QRectF, text: str, inks: Inks, metrics: Metrics) -> None:
    """Write a sentence in a box in the middle of a chart, over several lines where it must."""
    unit = metrics.unit
    painter.save()
    painter.setFont(metrics.bold)
    width = min(metrics.width(text, metrics.bold) + 40 * unit, rect.width() - 32 * unit)
    box = QRectF(0, 0, width, 2.4 * metrics.text_height + 24 * unit)
    wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    box.setHeight(painter.boundingRect(box, int(wrapped), text).height() + 24 * unit)
    box.moveCenter(rect.center())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colour(inks.line))
    painter.setBrush(colour(inks.panel))
    painter.drawRoundedRect(box, 10 * unit, 10 * unit)
    painter.setPen(colour(inks.ink))
    painter.drawText(box.adjusted(12 * unit, 0, -12 * unit, 0), int(wrapped), text)
    painter.restore()
