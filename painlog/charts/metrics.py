"""Lengths and fonts of a chart: pixels on a screen, millimetres and points on paper."""

from math import floor
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF

USUAL_TEXT_PT = 12.0


class Metrics(NamedTuple):
    """How large things are drawn, in the painter's own units."""

    unit: float
    """One pixel of a screen at 100 % text size, or the like of it on paper."""
    hair: float
    """Width of the lines of the grid."""
    text: QFont
    bold: QFont
    small: QFont
    text_height: float
    small_height: float
    on_paper: bool = False
    """Lanes have a second line with how the medicine is taken: paper has no pointer to ask with."""

    @classmethod
    def for_screen(cls, font: QFont) -> "Metrics":
        """Return the metrics of a window that writes in `font`; marks grow with its text."""
        small = QFont(font)
        small.setPointSizeF(max(9.0, QFontInfo(font).pointSizeF() * 0.9))
        return cls(
            unit=min(2.0, max(1.0, QFontInfo(font).pointSizeF() / USUAL_TEXT_PT)),
            hair=1.0,
            text=font,
            bold=_bold(font),
            small=small,
            text_height=QFontMetricsF(font).height(),
            small_height=QFontMetricsF(small).height(),
        )

    def sharp(self, at: float) -> float:
        """Return where a hairline near `at` lies on whole pixels of a screen; between two it is pale."""
        return at if self.on_paper else floor(at) + 0.5

    @staticmethod
    def width(text: str, font: QFont) -> float:
        """Return how wide a text will be, before there is a device to paint on."""
        return QFontMetricsF(font).horizontalAdvance(text)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold
