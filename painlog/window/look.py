"""How everything looks: the inks, the palette that carries them to every widget, and the sizes of the text.

Qt itself keeps the look: the palette and the font of the application. A widget asks its own palette for the
inks (`inks_of`), so nothing has to be told when the person changes the look, and no style sheet is needed.
"""

from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from painlog.charts.inks import (
    DARK,
    HIGH_CONTRAST,
    HIGH_CONTRAST_DARK,
    LIGHT,
    TELLTALE,
    Inks,
    colour,
    mixed,
    worn_by,
)
from painlog.values import value

TEXT_SIZES = (100, 110, 125, 150, 175, 200)
"""The sizes of text that can be chosen, in percent of the system's."""
TITLE, BODY, SMALL = 1.4, 1.0, 0.9
"""Sizes of type, relative to the text of the system."""
CORNER = 10
"""The radius of the corners of panels and buttons, in pixels."""
TOUCH = 44
"""The least height and width of what is pressed to make an entry, in pixels."""
FIELD = 36
"""The least height of a field to type in, and of the buttons beside it."""
FIELD_AROUND = 12
"""The room above and below the text of a field, and of the buttons beside it, together."""
TARGET = 28
"""The least height and width of everything else that can be pressed, in pixels."""

NEXT_FRAME_MS = 15
"""So long waits what follows a press and takes a while: the answer to the press is painted first."""

_LEAST_SYSTEM_POINTS = 11.0
_LEAST_POINTS = 9.0


class LookName(StrEnum):
    """The looks that can be chosen."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high contrast"


@value
class Look:
    """What was chosen, and what it means on this computer."""

    name: LookName
    percent: int
    """Size of the text, 100-200."""
    inks: Inks


def apply_look(app: QApplication, name: LookName = LookName.SYSTEM, percent: int = 100) -> Look:
    """Give the whole program the look `name` with text of `percent`; call it again when either changes.

    A widget that sets or measures letters by itself has a method `follow_text`, which is called then. An
    override of `changeEvent` would be called for much else, and the first one makes forty classes of events.
    """
    inks = _inks_for(app, name)
    app.setPalette(palette_of(inks))
    font_of.cache_clear()
    app.setFont(font_of_system(percent))
    for widget in app.allWidgets():  # those with a size of their own are not told by Qt
        if (follow := getattr(widget, "follow_text", None)) is not None:
            follow()
        QApplication.sendEvent(widget, QEvent(QEvent.Type.FontChange))
        if sheet := widget.styleSheet():  # its colours and its font are those of the day it was given
            widget.setStyleSheet(sheet)
    return Look(name, percent, inks)


def system_is_dark(app: QApplication) -> bool:
    """Tell whether the desktop asks for dark windows."""
    hints = app.styleHints()
    return hints.colorScheme() == Qt.ColorScheme.Dark


def inks_of(widget: QWidget) -> Inks:
    """Return the inks in which `widget` is to be painted."""
    return worn_by(widget.palette())


def gap(steps: float) -> int:
    """Return so many steps of 4 pixels; they do not grow with the text, which needs the room."""
    return round(4 * steps)


@lru_cache(maxsize=32)
def font_of(size: float = BODY, *, strong: bool = False) -> QFont:
    """Return the program's font at `size` (TITLE, BODY, SMALL), never below 9 points."""
    font = QApplication.font()
    font.setPointSizeF(max(_LEAST_POINTS, font.pointSizeF() * size))
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font


def palette_of(inks: Inks) -> QPalette:
    """Return the palette by which Qt's own widgets, and through `inks_of` ours, wear `inks`."""
    role = QPalette.ColorRole
    worn = {
        role.Window: inks.ground,
        role.AlternateBase: inks.band,
        role.Base: inks.panel,
        role.Button: inks.panel,
        role.ToolTipBase: inks.panel,
        role.Light: inks.panel,
        TELLTALE: inks.line,
        role.Mid: inks.edge,
        role.Dark: inks.edge,
        role.Shadow: inks.ink,
        role.WindowText: inks.ink,
        role.Text: inks.ink,
        role.ButtonText: inks.ink,
        role.ToolTipText: inks.ink,
        role.BrightText: inks.pain_text,
        role.PlaceholderText: inks.muted,
        role.Highlight: inks.accent,
        role.Accent: inks.accent,
        role.HighlightedText: inks.on_accent,
        role.Link: inks.accent,
        role.LinkVisited: inks.accent,
    }
    palette = QPalette()
    for each, ink in worn.items():
        palette.setColor(each, colour(ink))
    faded = mixed(inks.panel, inks.muted, 0.35)
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, faded)
    return palette


def _inks_for(app: QApplication, name: LookName) -> Inks:
    dark = system_is_dark(app)
    if name is LookName.HIGH_CONTRAST or (name is LookName.SYSTEM and _system_wants_contrast(app)):
        return HIGH_CONTRAST_DARK if dark else HIGH_CONTRAST
    if name is LookName.SYSTEM:
        return DARK if dark else LIGHT
    return DARK if name is LookName.DARK else LIGHT


def _system_wants_contrast(app: QApplication) -> bool:
    hints = app.styleHints()
    access = hints.accessibility()
    return access.contrastPreference() == Qt.ContrastPreference.HighContrast


def text_growth() -> float:
    """Return how many times as large the text is as at 100 %."""
    return font_of().pointSizeF() / font_of_system(100).pointSizeF()


def font_of_system(percent: int) -> QFont:
    """Return the desktop's font, at least 11 points before it is enlarged: Linux without a desktop says 9."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    points = font.pointSizeF() if font.pointSizeF() > 0 else _LEAST_SYSTEM_POINTS
    font.setPointSizeF(max(_LEAST_SYSTEM_POINTS, points) * percent / 100)
    return font
