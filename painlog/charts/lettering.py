"""Text in a chart: measured as its device writes it, and shortened where there is no room."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from painlog.charts.inks import colour

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
