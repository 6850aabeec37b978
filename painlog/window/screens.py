"""The room that the screen has for a window.

Never ask a widget itself for its screen: PySide 6.11 takes that for the widget's child, and the garbage
collector deletes the screen itself with the widget. The next question about screens ends the program.
"""

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def room_around(widget: QWidget) -> QRect:
    """Return the free part of the screen on which `widget` is, or of the first one."""
    middle = widget.mapToGlobal(widget.rect().center())
    screen = QGuiApplication.screenAt(middle) or QGuiApplication.primaryScreen()
    return screen.availableGeometry()
