"""Lengths and fonts of a chart: pixels on a screen, millimetres and points on paper."""

from typing import NamedTuple

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF

MM_PER_INCH = 25.4
PT_PER_INCH = 72.0
PAPER_UNIT_MM = 1 / 6
"""What one pixel of the screen is on paper."""
PAPER_TEXT_PT, PAPER_SMALL_PT = 7.0, 6.5
PAPER_LINE_SPACING = 1.25
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
    def for_screen(cls, font: QFont, scale: float | None = None) -> "Metrics":
        """Return the metrics of a window that writes in `font`; by default marks grow with its text."""
        if scale is None:
            scale = min(2.0, max(1.0, QFontInfo(font).pointSizeF() / USUAL_TEXT_PT))
        small = QFont(font)
        small.setPointSizeF(max(9.0, QFontInfo(font).pointSizeF() * 0.9))
        return cls(
            unit=scale,
            hair=1.0,
            text=font,
            bold=_bold(font),
            small=small,
            text_height=QFontMetricsF(font).height(),
            small_height=QFontMetricsF(small).height(),
        )

    @classmethod
    def for_paper(cls, family: str, dots_per_inch: float) -> "Metrics":
        """Return the metrics of a printed page, for a font of that family."""
        point = dots_per_inch / PT_PER_INCH
        text, small = _plain(family, PAPER_TEXT_PT * point), _plain(family, PAPER_SMALL_PT * point)
        return cls(
            unit=PAPER_UNIT_MM / MM_PER_INCH * dots_per_inch,
            hair=0.12 / MM_PER_INCH * dots_per_inch,
            text=text,
            bold=_bold(text),
            small=small,
            text_height=PAPER_TEXT_PT * PAPER_LINE_SPACING * point,
            small_height=PAPER_SMALL_PT * PAPER_LINE_SPACING * point,
            on_paper=True,
        )

    @staticmethod
    def width(text: str, font: QFont) -> float:
        """Return how wide a text will be, before there is a device to paint on."""
        return QFontMetricsF(font).horizontalAdvance(text)


def _plain(family: str, pixels: float) -> QFont:
    """Return a font without ligatures, so that "flare-up" is found when a page is searched.

    Its size is told in dots, so that it is measured alike with and without the page's device.
    """
    font = QFont(family)
    font.setPixelSize(max(1, round(pixels)))
    font.setFeature(QFont.Tag("liga"), 0)
    font.setFeature(QFont.Tag("clig"), 0)
    return font


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold
