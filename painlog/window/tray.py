"""The small icon at the edge of the screen: the quick entries one press away, and quiet reminders."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from painlog.places import resources
from painlog.window.menu import Menu
from painlog.window.reminders import Due, Reminder

translate = QCoreApplication.translate

_SHOWN_FOR_MS = 12_000


class Tray(QObject):
    """Shows the window's own actions in the menu of an icon, where the desktop has a place for one."""

    window_asked = Signal()
    """The person wants to see the window."""
    reminder_pressed = Signal(object)
    """The Reminder whose message was pressed."""

    def __init__(self, quick: Sequence[QAction], leave: QAction, parent: QObject | None = None) -> None:
        """Offer the actions `quick` (flare-up now, the medicines …) and `leave`, which ends Painlog."""
        super().__init__(parent)
        self._shown: set[str] = set()
        self._last: Reminder | None = None
        self._menu = Menu()
        self.destroyed.connect(self._menu.deleteLater)  # the icon shows it, but does not own it
        self._leave = leave
        self._icon = QSystemTrayIcon(QIcon(str(resources() / "icons" / "painlog.svg")), self)
        self._icon.setToolTip("Painlog")
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._pressed)
        self._icon.messageClicked.connect(self._message_pressed)
        self.offer(quick)

    @staticmethod
    def is_possible() -> bool:
        """Tell whether the desktop has a place for such an icon."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def menu(self) -> QMenu:
        """What opens at the icon."""
        return self._menu

    def show(self) -> None:
        """Put the icon there."""
        self._icon.show()

    def hide(self) -> None:
        """Take it away."""
        self._icon.hide()

    def offer(self, quick: Sequence[QAction]) -> None:
        """Offer these quick entries from now on."""
        self._menu.clear()
        self._menu.addActions(list(quick))
        self._menu.addSeparator()
        self._menu.addAction(translate("Tray", "Open Painlog"), self.window_asked.emit)
        self._menu.addAction(self._leave)

    def settle(self, once: str) -> None:
        """Show no reminder of that matter: the person is at it, or was."""
        self._shown.add(once)

    def remind(self, reminders: Sequence[Due]) -> tuple[Due, ...]:
        """Show the first that was not shown yet, and return it: two at once would hide one behind the other.

        The next is shown when it is looked again, a minute later.
        """
        new = tuple(reminder for reminder in reminders if reminder.once not in self._shown)[:1]
        for reminder in new:
            self._shown.add(reminder.once)
            self._last = reminder.reminder
            icon = QSystemTrayIcon.MessageIcon.NoIcon
            self._icon.showMessage("Painlog", reminder.words, icon, _SHOWN_FOR_MS)
        return new

    def _pressed(self, how: QSystemTrayIcon.ActivationReason) -> None:
        if how is not QSystemTrayIcon.ActivationReason.Context:
            self.window_asked.emit()

    def _message_pressed(self) -> None:
        self.window_asked.emit()
        if self._last is not None:
            self.reminder_pressed.emit(self._last)
