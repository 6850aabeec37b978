"""Saying something to screen readers that did not come from what was pressed: saved, taken back, refused."""

from PySide6 import QtGui
from PySide6.QtWidgets import QWidget

from painlog.words.folders import LINE_MAY_END


def announce(widget: QWidget, words: str) -> None:
    """Let screen readers say `words`, without the places where a line may end.

    The classes are looked up here because their many roles load slowly.
    """
    said = words.replace(LINE_MAY_END, "")
    QtGui.QAccessible.updateAccessibility(QtGui.QAccessibleAnnouncementEvent(widget, said))
