"""The colours of every look, named by what they mean; screen, picture and page take them from here.

Each kind of mark has its own shape as well, so that nothing is told by colour alone. Text is told apart
from `ground` and `panel` with a contrast of at least 4.5:1, marks with at least 3:1 (a test computes them).
"""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette


class Inks(NamedTuple):
    """One look. Every value is "#rrggbb", as style sheets and SVG take it."""

    name: str
    ink: str
    """Text, and the lines that must be seen."""
    muted: str
    """Text that stands back."""
    ground: str
    """What lies behind everything."""
    panel: str
    """The surface of cards, and what charts are drawn on."""
    line: str
    """Borders of cards and lines of the grid: ornament, never the only sign of anything."""
    edge: str
    """Borders that show where a control is (3:1)."""
    band: str
    """Weekends, and rows that are touched."""
    hatch: str
    """The lines through days without an entry."""
    pain: str
    pain_text: str
    pain_soft: str
    """The range of a sum of flare-ups, behind what is usual."""
    as_needed: str
    regular: str
    patch: str
    patch_fill: str
    activity: str
    background: str
    on_pain: str
    """Text on a surface of pain's colour; likewise the next two."""
    on_ink: str
    on_accent: str
    focus: str
    """The ring around what the keyboard is at; also what is chosen in a chart."""
    is_dark: bool = False

    @property
    def accent(self) -> str:
        """The colour of links, of the open tab and of the main button of a page."""
        return self.as_needed


LIGHT = Inks(
    name="light",
    ink="#1B2733",
    muted="#5B6875",
    ground="#F4F6F8",
    panel="#FFFFFF",
    line="#CFD6DD",
    edge="#7C8894",
    band="#EDF1F4",
    hatch="#D5DBE1",
    pain="#C4500A",
    pain_text="#A63D00",
    pain_soft="#EDC3A6",
    as_needed="#0B5F9E",
    # The drawings have #7FB3D9, whose contrast to the panel is only 2.2.
    regular="#4F8FBF",
    patch="#2F7F5F",
    patch_fill="#CFE6DC",
    activity="#8A4F7D",
    background="#7D8A96",
    on_pain="#FFFFFF",
    on_ink="#FFFFFF",
    on_accent="#FFFFFF",
    focus="#0B5F9E",
)

DARK = Inks(
    name="dark",
    is_dark=True,
    ink="#E8EDF2",
    muted="#9FB0BF",
    ground="#12181F",
    panel="#1B232C",
    line="#33404D",
    edge="#6B7C8C",
    band="#222C37",
    hatch="#2E3A46",
    pain="#F08A4B",
    pain_text="#F08A4B",
    pain_soft="#7A4A2C",
    as_needed="#6CB6F0",
    regular="#4F86AE",
    patch="#63B894",
    patch_fill="#1E3A30",
    activity="#C795BC",
    background="#8FA0AF",
    on_pain="#12181F",
    on_ink="#12181F",
    on_accent="#12181F",
    focus="#6CB6F0",
)

HIGH_CONTRAST = Inks(
    name="high contrast",
    ink="#000000",
    muted="#262626",
    ground="#FFFFFF",
    panel="#FFFFFF",
    line="#767676",
    edge="#000000",
    band="#E6E6E6",
    hatch="#9A9A9A",
    pain="#8F2D00",
    pain_text="#8F2D00",
    pain_soft="#D98A5C",
    as_needed="#00468A",
    regular="#1B5E94",
    patch="#00543A",
    patch_fill="#BFE6D5",
    activity="#6A1B5D",
    background="#3F3F3F",
    on_pain="#FFFFFF",
    on_ink="#FFFFFF",
    on_accent="#FFFFFF",
    focus="#00468A",
)

HIGH_CONTRAST_DARK = Inks(
    name="high contrast dark",
    is_dark=True,
    ink="#FFFFFF",
    muted="#E0E0E0",
    ground="#000000",
    panel="#000000",
    line="#8C8C8C",
    edge="#FFFFFF",
    band="#262626",
    hatch="#5C5C5C",
    pain="#FFA45C",
    pain_text="#FFA45C",
    pain_soft="#94501C",
    as_needed="#7CC8FF",
    regular="#9AC9EC",
    patch="#6FE0B0",
    patch_fill="#0E4632",
    activity="#F0B0E4",
    background="#D0D0D0",
    on_pain="#000000",
    on_ink="#000000",
    on_accent="#000000",
    focus="#FFE14D",
)

PAPER = Inks(
    name="paper",
    ink="#1B2733",
    muted="#55616D",
    ground="#FFFFFF",
    panel="#FFFFFF",
    line="#CFD6DD",
    edge="#7C8894",
    band="#EDF1F4",
    hatch="#CBD2D9",
    pain="#C4500A",
    pain_text="#A63D00",
    pain_soft="#EDC3A6",
    as_needed="#0B5F9E",
    regular="#4F8FBF",
    patch="#2F7F5F",
    patch_fill="#CFE6DC",
    activity="#8A4F7D",
    background="#6F7C88",
    on_pain="#FFFFFF",
    on_ink="#FFFFFF",
    on_accent="#FFFFFF",
    focus="#0B5F9E",
)

GREY = Inks(
    name="grey paper",
    ink="#000000",
    muted="#4D4D4D",
    ground="#FFFFFF",
    panel="#FFFFFF",
    line="#C8C8C8",
    edge="#7F7F7F",
    band="#EEEEEE",
    hatch="#C4C4C4",
    pain="#333333",
    pain_text="#000000",
    pain_soft="#BDBDBD",
    as_needed="#000000",
    regular="#6E6E6E",
    patch="#4D4D4D",
    patch_fill="#E2E2E2",
    activity="#1A1A1A",
    background="#757575",
    on_pain="#FFFFFF",
    on_ink="#FFFFFF",
    on_accent="#FFFFFF",
    focus="#000000",
)

LOOKS = (LIGHT, DARK, HIGH_CONTRAST, HIGH_CONTRAST_DARK, PAPER, GREY)

TELLTALE = QPalette.ColorRole.Midlight
"""The role of the palette that no two looks share and no widget changes for itself: that of lines."""
_BY_LINE = {QColor(inks.line).rgb(): inks for inks in (LIGHT, DARK, HIGH_CONTRAST, HIGH_CONTRAST_DARK)}


def worn_by(palette: QPalette) -> Inks:
    """Return the inks that a window's palette carries, or where it carries none those of its darkness."""
    worn = _BY_LINE.get(palette.color(TELLTALE).rgb())
    return worn or (DARK if palette.base().color().lightness() < 128 else LIGHT)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb", 0 for black to 1 for white (WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=256)
def mixed(ink: str, ground: str, share: float) -> QColor:
    """Return the colour that `share` of an ink has on a ground, opaque: painters draw those much faster."""
    one, other = QColor(ink), QColor(ground)
    parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(share * a + (1 - share) * b) for a, b in parts))


@lru_cache(maxsize=256)
def colour(ink: str, opacity: float = 1.0) -> QColor:
    """Return the colour for a painter."""
    made = QColor(ink)
    made.setAlphaF(opacity)
    return made


def fill(painter: QPainter, shape: QRect | QRectF | QPainterPath, ink: QColor) -> None:
    """Fill a rectangle or a path with one colour; pen and brush stay what they were.

    QPainter.fillRect takes gradients by name as well, and QBrush pictures: to see that they were given
    none, PySide makes all of their 220 names, which a start has no time for.
    """
    pen, brush = painter.pen(), painter.brush()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPath(shape) if isinstance(shape, QPainterPath) else painter.drawRect(shape)
    painter.setPen(pen)
    painter.setBrush(brush)
