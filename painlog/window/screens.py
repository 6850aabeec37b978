"""The room that the screen has for a window.

Never ask a widget itself for its screen: PySide 6.11 takes that for the widget's child, and the garbage
collector deletes the screen itself with the widget. The next question about screens ends the program.
"""

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def room_around(widget: QWidget) -> QRect:
    """Return the free part of the screen on which `widget` is, or of the first one."""
    middle = widget.mapToGlobal(widget.rect().center())
    screen = QGuiApplication.screenAt(middle) or QGuiApplication.primaryScreen()
    return screen.availableGeometry()


def follow_screens(follow: Callable[[], None]) -> None:
    """Have `follow`, a method of a window, called when a screen becomes another size."""
    for screen in QGuiApplication.screens():
        screen.availableGeometryChanged.connect(follow)


def fit(window: QWidget) -> None:
    """Make a window no larger than the free part of the screen, and move all of it there."""
    room = room_around(window)
    frame = window.frameGeometry().size() - window.size()
    window.resize(window.size().boundedTo(room.size() - frame))
    placed = window.frameGeometry()
    placed.moveRight(min(placed.right(), room.right()))
    placed.moveBottom(min(placed.bottom(), room.bottom()))
    window.move(max(placed.x(), room.x()), max(placed.y(), room.y()))
