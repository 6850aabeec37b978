"""How words are set in a given width: at word boundaries, and anywhere where a single word is too long."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

_TALL = 100_000
_SPARE = 2
"""Pixels more than the advance of a line: fractions are rounded up where Qt breaks lines."""


def height(text: str, font: QFont, width: int) -> int:
    """Return how high `text` stands in `width` pixels."""
    room = QRect(0, 0, width, _TALL)
    return QFontMetrics(font).boundingRect(room, _flags(text, font, width), text).height()


def width(text: str, font: QFont) -> int:
    """Return the room that `text` needs in one line (of several, the longest)."""
    metrics = QFontMetrics(font)
    return max(metrics.horizontalAdvance(line) for line in text.split("\n")) + _SPARE


def widest_word(text: str, font: QFont) -> int:
    """Return the room for the longest word: in less it would have to be broken."""
    metrics = QFontMetrics(font)
    return max((metrics.horizontalAdvance(word) for word in text.split()), default=0) + _SPARE


def draw(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Set `text` in `rect`, as `height` measured it."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, _flags(text, font, rect.width()) | align.value, text)


def draw_line(painter: QPainter, rect: QRect, text: str, font: QFont, colour: QColor) -> int:
    """Set `text` in one line of `rect`, shortened with an ellipsis; return the width that it took."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(colour)
    left = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect, (left | Qt.TextFlag.TextSingleLine).value, shown)
    return metrics.horizontalAdvance(shown)


def _flags(text: str, font: QFont, width: int) -> int:
    whole = widest_word(text, font) <= width
    return (Qt.TextFlag.TextWordWrap if whole else Qt.TextFlag.TextWrapAnywhere).value
