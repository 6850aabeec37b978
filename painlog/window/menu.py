"""A menu whose commands are shown whole, however large the text, and as they were typed; and its bar."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QMenuBar, QStyleOptionMenuItem

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


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

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Go to the next command that begins with the letter that is typed; Enter chooses it.

        Qt opens a menu under this one at once, where the keyboard is then at its first command.
        """
        letter = event.text().casefold()
        commands = _on_offer(self)
        shown = self.activeAction()
        after = commands.index(shown) + 1 if shown in commands else 0
        for command in (*commands[after:], *commands[:after]):
            if letter.isalnum() and command.text().casefold().startswith(letter):
                self.setActiveAction(command)
                under = command.menu()
                if isinstance(under, QMenu) and (first := next(iter(_on_offer(under)), None)):
                    under.setActiveAction(first)
                return
        super().keyPressEvent(event)


def _on_offer(menu: QMenu) -> list[QAction]:
    return [each for each in menu.actions() if each.isVisible() and each.isEnabled()]


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
