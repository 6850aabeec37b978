"""The window as it was left: its size, its parts, the tab and the days that were shown."""

from typing import TYPE_CHECKING

from painlog.window.doors import Tab
from painlog.window.screens import room_around
from painlog.window.today.periods import Period

if TYPE_CHECKING:
    from painlog.window.main_window import MainWindow

_USUAL = (1280, 760)


def show_as_remembered(window: "MainWindow") -> None:
    """Give the window the size, the place and the parts that it had; Today is always in front first."""
    kept = window.preferences
    geometry = kept.bytes("window/geometry")
    if geometry.isEmpty() or not window.restoreGeometry(geometry):
        free = room_around(window).size()
        window.resize(min(_USUAL[0], free.width()), min(_USUAL[1], free.height()))
    for name, splitter in (("today/sides", window.today.splitter),):
        state = kept.bytes(name)
        if not state.isEmpty():
            splitter.restoreState(state)
    window.today.chart.remember(
        next((each for each in Period if each.name == kept.text("today/period")), Period.TWO_WEEKS),
        kept.text("today/view"),
    )


def show_remembered_tab(window: "MainWindow") -> None:
    """Turn to the tab that was open; only after Today was painted, so that the start stays fast."""
    tab = next((each for each in Tab if each.value == window.preferences.text("tab")), Tab.TODAY)
    window.show_tab(tab)


def keep_window(window: "MainWindow") -> None:
    """Remember the window for the next start."""
    kept = window.preferences
    kept.keep_bytes("window/geometry", window.saveGeometry())
    kept.keep_bytes("today/sides", window.today.splitter.saveState())
    kept.keep_text("tab", window.shown_tab().value)
    if window.today.chart.period is not None:
        kept.keep_text("today/period", window.today.chart.period.name)
    kept.keep_text("today/view", window.today.chart.view)
    kept.write()
