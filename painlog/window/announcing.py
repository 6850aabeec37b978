"""Saying something to screen readers that did not come from what was pressed: saved, taken back, refused."""

from PySide6 import QtGui
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Let screen readers say `words`. The classes are looked up here because their many roles load slowly."""
    QtGui.QAccessible.updateAccessibility(QtGui.QAccessibleAnnouncementEvent(widget, words))
