"""The second of two clicks, where the first has opened or closed a window: it was not meant for that."""

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication

_APART = 10
"""A hand that clicks twice moves the mouse no further meanwhile, in pixels."""
_AT_ONCE_MS = 20
"""No hand clicks twice in so short a time: Qt hands on the press that has closed a menu or a popover."""


class SecondClicks:
    """Tells the second click of a double click that comes to another window than the first.

    Who clicks twice on an entry opens its form, and marks nothing in it; who clicks twice on "Save" presses
    nothing that stood behind the form; and a menu or a popover stays that the first click has opened. Within
    one window Qt says itself which click is a second one.
    """

    def __init__(self) -> None:
        """Know of no click yet."""
        self._window = 0
        """The number of the window that was clicked on last."""
        self._at = 0
        """When, by the clock of the events, in milliseconds."""
        self._place = QPointF()
        self._is_second = False
        """Whether the button of the mouse is down for such a second click."""

    def is_one(self, window: QWindow, event: QMouseEvent) -> bool:
        """Tell of what the mouse does in `window` whether it belongs to such a second click."""
        if event.type() is QEvent.Type.MouseButtonPress:
            number = (QApplication.activePopupWidget() or window).winId()  # a popup takes them all
            self._is_second = self._comes_too_soon(number, event)
            self._window, self._at, self._place = number, event.timestamp(), event.globalPosition()
        elif event.type() is QEvent.Type.MouseButtonRelease:
            was_second, self._is_second = self._is_second, False
            return was_second
        return self._is_second

    def _comes_too_soon(self, number: int, event: QMouseEvent) -> bool:
        """Tell whether it follows on a click at the same place of another window."""
        if self._window in (0, number):
            return False
        since = event.timestamp() - self._at
        is_fast = _AT_ONCE_MS < since <= QApplication.doubleClickInterval()
        return is_fast and (event.globalPosition() - self._place).manhattanLength() <= _APART
