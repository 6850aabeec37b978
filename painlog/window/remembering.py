"""The window as it was left: its size, its parts, the tab and the days that were shown."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from painlog.window.doors import Tab
from painlog.window.preferences import Preferences
from painlog.window.screens import room_around
from painlog.window.today.periods import Period
from painlog.window.today.tab import TodayTab

_USUAL = (1280, 760)
_FRAME = (2, 40)
"""What a title bar and borders usually add, in pixels."""
_GEOMETRY, _SIDES = "window/geometry", "today/sides"
_TAB, _PERIOD, _VIEW = "tab", "today/period", "today/view"


def show_as_remembered(window: QWidget, today: TodayTab, kept: Preferences) -> None:
    """Give the window the size, the place and the parts that it had; Today is always in front first."""
    geometry, sides = kept.bytes(_GEOMETRY), kept.bytes(_SIDES)
    if geometry.isEmpty() or not window.restoreGeometry(geometry):
        _fit(window)
    if not sides.isEmpty():
        today.splitter.restoreState(sides)
    period = kept.text(_PERIOD)
    shown = next((each for each in Period if each.name == period), Period.TWO_WEEKS)
    today.chart.remember(shown, kept.text(_VIEW))


def _fit(window: QWidget) -> None:
    """Give a new window its usual size; where the screen has no room for that, all of the screen."""
    free = room_around(window).size()
    width, height = free.width() - _FRAME[0], free.height() - _FRAME[1]
    window.resize(min(_USUAL[0], width), min(_USUAL[1], height))
    if width < _USUAL[0] or height < _USUAL[1]:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def remembered_tab(kept: Preferences) -> Tab:
    """Return the tab that was open; it is turned to after Today was painted, so that the start stays fast."""
    return next((each for each in Tab if each.value == kept.text(_TAB)), Tab.TODAY)


def keep_window(window: QWidget, today: TodayTab, tab: Tab, kept: Preferences) -> None:
    """Remember the window for the next start."""
    kept.keep_bytes(_GEOMETRY, window.saveGeometry())
    kept.keep_bytes(_SIDES, today.splitter.saveState())
    kept.keep_text(_TAB, tab.value)
    if today.chart.period is not None:
        kept.keep_text(_PERIOD, today.chart.period.name)
    kept.keep_text(_VIEW, today.chart.view)
    kept.write()
