"""What can be done with a lock: another passphrase, a new sheet, off with it; and when it locks by itself."""

from enum import Enum

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from painlog.window.buttons import PlainButton, Segmented
from painlog.window.look import TOUCH
from painlog.window.panels import Quiet, asking
from painlog.window.preferences import Preferences
from painlog.window.question import Question

translate = QCoreApplication.translate

LOCK_AFTER = "lock after minutes"
"""The preference for how long nothing is pressed before the journal locks by itself; 0 is never."""
MINUTES = (0, 5, 15, 60)
USUAL_MINUTES = 15


class Wish(Enum):
    """What is asked for."""

    PASSPHRASE = "another passphrase"  # noqa: S105 - a wish
    SHEET = "a new recovery sheet"
    OFF = "no lock any more"


class Managing(Question):
    """Asks what is to be done with the lock; `wish` is the answer."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        """Offer everything."""
        super().__init__(translate("Locks", "Passphrase and lock"), translate("Locks", "Done"), parent)
        self.no.hide()
        self._preferences = preferences
        self.wish: Wish | None = None
        self.buttons: dict[Wish, PlainButton] = {}
        for wish, words in _offers().items():
            button = PlainButton(words, least=TOUCH)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, wish=wish: self._choose(wish))
            self.rows.addWidget(button)
            self.buttons[wish] = button
        name = translate("Locks", "Lock by itself when nothing was pressed for")
        self.minutes = Segmented([_minutes(each) for each in MINUTES], name=name)
        self.minutes.choose(MINUTES.index(lock_after(preferences)))
        self.minutes.chosen.connect(self._keep_minutes)
        self.rows.addLayout(asking(name, self.minutes, self.minutes.segments[0]))
        self.rows.addWidget(
            Quiet(translate("Locks", "Ctrl+L locks now. It also locks when the computer goes to sleep."))
        )

    def _choose(self, wish: Wish) -> None:
        self.wish = wish
        self.accept()

    def _keep_minutes(self, place: int) -> None:
        self._preferences.keep_text(LOCK_AFTER, str(MINUTES[place]))


def lock_after(preferences: Preferences) -> int:
    """Return after how many minutes without a press the journal locks; 0 is never."""
    told = preferences.text(LOCK_AFTER, str(USUAL_MINUTES))
    return int(told) if told in map(str, MINUTES) else USUAL_MINUTES


def _offers() -> dict[Wish, str]:
    return {
        Wish.PASSPHRASE: translate("Locks", "Another passphrase…"),
        Wish.SHEET: translate("Locks", "A new recovery sheet…"),
        Wish.OFF: translate("Locks", "Take the lock off…"),
    }


def _minutes(minutes: int) -> str:
    if minutes == 0:
        return translate("Locks", "never")
    return translate("Locks", "%Ln min", "", minutes)
