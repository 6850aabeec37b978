"""A menu whose commands are shown whole, however large the text, and as they were typed; and its bar."""

from typing import TYPE_CHECKING, Any

from PySide6 import QtGui
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QMenuBar, QStyleOptionMenuItem

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

_SCROLLS = "QMenu { menu-scrollable: 1; }"


class Menu(QMenu):
    """Qt's menu with the room that its commands need.

    Qt's style keeps a column for ticks that grows with the height of the lines, but leaves it out when it
    measures how wide the menu has to be; words in large text were shortened in their middle. It also goes on
    in a second column where the menu is higher than the screen, which may be narrower than that: here it
    scrolls. And it measures the room for the keys twice: at 200 % the keys themselves fell off the screen.
    """

    def __init__(self, *told: Any) -> None:
        """Make a menu with a title and a parent, or either of them."""
        super().__init__(*told)
        self._is_painted = False
        """Whether it is being painted, and not measured."""
        self.aboutToShow.connect(self._let_scroll)

    def initStyleOption(self, option: QStyleOptionMenuItem, action: QAction) -> None:
        """Let the column of ticks be counted, and that of the keys once."""
        super().initStyleOption(option, action)
        option.maxIconWidth = max(option.maxIconWidth, option.fontMetrics.height())
        if not self._is_painted:  # Qt adds it to all lines together
            option.reservedShortcutWidth = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the commands as Qt does, with their keys in a column."""
        self._is_painted = True
        super().paintEvent(event)
        self._is_painted = False

    def _let_scroll(self) -> None:
        """Tell Qt's style, once a menu opens: the window has no style sheet at its start."""
        if not self.styleSheet():
            self.setStyleSheet(_SCROLLS)

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


class _ByLetter(QObject):
    """Lets a menu be opened by its letter as if the keyboard was not at the bar yet.

    Qt gives the keyboard back to where it was before the letter: to the bar, at which it then was for good,
    unseen.
    """

    def eventFilter(self, bar: QObject, event: QEvent) -> bool:
        """Give the keyboard back first, as Esc does."""
        if event.type() is QEvent.Type.Shortcut and isinstance(bar, QMenuBar) and bar.hasFocus():
            keys = QtGui.QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier(0))
            QCoreApplication.sendEvent(bar, keys)
        return super().eventFilter(bar, event)


class MenuBar(QMenuBar):
    """Qt's bar of menus, which shows where the keyboard is after Alt, and after Esc left a menu."""

    def focusInEvent(self, event: "QFocusEvent") -> None:
        """Look for letters from now on; an override of all events would make their classes at the start."""
        super().focusInEvent(event)
        if not self.findChildren(_ByLetter):
            self.installEventFilter(_ByLetter(self))

    def initStyleOption(self, option: QStyleOptionMenuItem, action: QAction) -> None:
        """Let the menu at which the keyboard is look as one that is open: Qt's style shows only those."""
        super().initStyleOption(option, action)
        if self.hasFocus() and action is self.activeAction():
            option.state |= type(option.state).State_Sunken  # QStyle has 500 names more, too many for a start


def as_typed(words: str) -> str:
    """Return what a person typed as a menu shows it: with its "&", which otherwise marks a key."""
    return words.replace("&", "&&")
