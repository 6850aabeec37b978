"""At the edge of attention: the icon and the reminders, each only where the person turned it on."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from painlog.journal import Journal
from painlog.window.preferences import Preferences
from painlog.window.reminders import Due, Reminder, due, of_evening
from painlog.window.today.evening import EveningCheck
from painlog.window.today.present import EVENING
from painlog.window.tray import Tray

ICON = "icon at the edge"
"""The preference for the icon; those of the reminders have their own names."""
_ON = "on"
_LOOK_EVERY_MS = 60_000


class Edge(QObject):
    """Keeps the icon, and looks once a minute whether a reminder is due."""

    def __init__(
        self,
        journal: Journal,
        preferences: Preferences,
        quick: Callable[[], Sequence[QAction]],
        leave: QAction,
        parent: QObject,
    ) -> None:
        """Offer what `quick` returns each time the menu of the icon opens."""
        super().__init__(parent)
        self._journal = journal
        self._preferences = preferences
        self._quick = quick
        self.tray = Tray(quick(), leave, self)
        self.tray.menu.aboutToShow.connect(self._offer)
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._follow()

    def is_on(self, name: str) -> bool:
        """Tell whether the icon or a reminder was turned on."""
        return self._preferences.text(name) == _ON

    def turn(self, name: str, *, on: bool) -> None:
        """Turn the icon or a reminder on or off; a reminder needs the icon, turns it on and goes with it."""
        told = {name: on}
        if on:
            told[ICON] = True
        elif name == ICON:
            told.update(dict.fromkeys(Reminder, False))
        for each, is_on in told.items():
            self._preferences.keep_text(each, _ON if is_on else "")
        self._follow()

    def look(self) -> tuple[Due, ...]:
        """Show the reminder that is due now, one a minute; return what is new."""
        now = self._journal.clock()
        medicines = (one for one in self._journal.medicines() if one.form == "patch")
        worn = ((one, self._journal.last_dose(one.id)) for one in medicines)
        found = due(
            now,
            frozenset(one for one in Reminder if self.is_on(one)),
            today=self._journal.day(now.date()),
            running=self._journal.running(),
            patches=[(medicine, dose) for medicine, dose in worn if dose is not None],
        )
        return self.tray.remind(found)

    def see_opened(self, panel: QWidget) -> None:
        """Remind of no evening check that was opened this evening, whatever was answered in it."""
        now = self._journal.clock()
        if isinstance(panel, EveningCheck) and now.hour >= EVENING:
            self.tray.settle(of_evening(now))

    def stop(self) -> None:
        """Look no more: the journal is being closed."""
        self._timer.stop()
        self.tray.hide()

    def _follow(self) -> None:
        if self.is_on(ICON) and Tray.is_possible():
            self.tray.show()
            self._timer.start()
        else:
            self.stop()

    def _offer(self) -> None:
        self.tray.offer(self._quick())
