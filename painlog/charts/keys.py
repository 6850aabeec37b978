"""The keys of the chart: everything the mouse can do, and a way from entry to entry."""

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from painlog.charts.canvas import PAN_A_STEP, ZOOM_A_STEP, Canvas

_ZOOMS = {Qt.Key.Key_Plus: ZOOM_A_STEP, Qt.Key.Key_Equal: ZOOM_A_STEP, Qt.Key.Key_Minus: 1 / ZOOM_A_STEP}
_PANS = {
    Qt.Key.Key_Left: -PAN_A_STEP,
    Qt.Key.Key_Up: -PAN_A_STEP,
    Qt.Key.Key_Right: PAN_A_STEP,
    Qt.Key.Key_Down: PAN_A_STEP,
    Qt.Key.Key_PageUp: -1.0,
    Qt.Key.Key_PageDown: 1.0,
}
_ONWARDS = {Qt.Key.Key_Period: True, Qt.Key.Key_N: True, Qt.Key.Key_Comma: False, Qt.Key.Key_P: False}


class Keyed(Protocol):
    """What the keys are for."""

    canvas: Canvas

    def reset(self) -> None:
        """Come back to the period that was chosen."""

    def go_to_first(self) -> None:
        """Show the first entry."""

    def go_to_last(self) -> None:
        """Show the last entry."""

    def step(self, *, onwards: bool) -> None:
        """Go to the next or the previous entry."""

    def open_current(self) -> None:
        """Open the entry that the keyboard is at."""

    def show_menu(self) -> None:
        """Offer what can be done with the picture."""


class ChartKeys(QObject):
    """Takes the keys of a canvas, which pyqtgraph would give to its scene."""

    def __init__(self, panel: Keyed) -> None:
        """Do for `panel` what its keys are for."""
        super().__init__(panel.canvas)
        self._panel = panel
        self._acts = {
            Qt.Key.Key_Home: panel.go_to_first,
            Qt.Key.Key_End: panel.go_to_last,
            Qt.Key.Key_0: panel.reset,
            Qt.Key.Key_Return: panel.open_current,
            Qt.Key.Key_Enter: panel.open_current,
            Qt.Key.Key_Menu: panel.show_menu,
        }

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take a key that is for the chart; the others go on."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._take(event)
        return False

    def _take(self, event: QKeyEvent) -> bool:
        allowed = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & ~allowed:
            return False
        key, canvas = Qt.Key(event.key()), self._panel.canvas
        if key in _ZOOMS:
            at = canvas.current()
            canvas.zoom(_ZOOMS[key], None if at is None else at.wall)
        elif key in _PANS:
            canvas.pan(_PANS[key])
        elif key in _ONWARDS:
            self._panel.step(onwards=_ONWARDS[key])
        elif key in self._acts:
            self._acts[key]()
        elif key is Qt.Key.Key_Escape and canvas.current() is not None:
            canvas.stand_at(None)
        else:
            return False
        return True
