"""A menu whose commands are shown whole, however large the text, and as they were typed; and its bar."""

from PySide6.QtGui import QAction, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QMenuBar, QStyleOptionMenuItem


class Menu(QMenu):
    """Qt's menu with the room that its commands need.

    Qt's style keeps a column for ticks that grows with the height of the lines, but leaves it out when it
    measures how wide the menu has to be; words in large text were shortened in their middle.
    """

    def initStyleOption(self, option: QStyleOptionMenuItem, action: QAction) -> None:
        """Let the column of ticks be counted."""
        super().initStyleOption(option, action)
        option.maxIconWidth = max(option.maxIconWidth, option.fontMetrics.height())

    def showEvent(self, event: QShowEvent) -> None:
        """Be at the first command where a key opened the menu of a button, as in the bar of menus."""
        super().showEvent(event)
        of_button = any(isinstance(each, QAbstractButton) for each in self.menuAction().associatedObjects())
        if of_button and not QGuiApplication.mouseButtons():
            self.setActiveAction(self.actions()[0])


class MenuBar(QMenuBar):
    """Qt's bar of menus, which shows where the keyboard is after Alt, and after Esc left a menu."""

    def initStyleOption(self, option: QStyleOptionMenuItem, action: QAction) -> None:
        """Let the menu at which the keyboard is look as one that is open: Qt's style shows only those."""
        super().initStyleOption(option, action)
        if self.hasFocus() and action is self.activeAction():
            option.state |= type(option.state).State_Sunken  # QStyle has 500 names more, too many for a start


def as_typed(words: str) -> str:
    """Return what a person typed as a menu shows it: with its "&", which otherwise marks a key."""
    return words.replace("&", "&&")
