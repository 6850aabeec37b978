"""Setting a passphrase: typed twice, in plain words about what forgetting it means."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from painlog.journal import JournalFault
from painlog.journal.keys import OpenKey, new_key, wrapped_anew
from painlog.journal.recovery_key import RecoveryKey, new_recovery_key
from painlog.window.fields import Tick
from painlog.window.locks.passphrase import PassphraseField
from painlog.window.locks.working import Working
from painlog.window.panels import Quiet, Words
from painlog.window.question import Question
from painlog.words import locks
from painlog.words.refusals import faulted

translate = QCoreApplication.translate


class NewPassphrase(Question):
    """Asks for a passphrase; `key` is the answer. For a journal that has one, `held` is its key."""

    def __init__(self, held: OpenKey | None = None, parent: QWidget | None = None) -> None:
        """Ask for the first passphrase of a journal, or for another one."""
        title = (
            translate("Locks", "Lock the journal") if held is None else translate("Locks", "A new passphrase")
        )
        super().__init__(title, translate("Locks", "Go on"), parent)
        self._held = held
        self._is_busy = False
        self.key: OpenKey | None = None
        self.recovery: RecoveryKey | None = None
        self.first = PassphraseField(translate("Locks", "Passphrase"))
        self.second = PassphraseField(translate("Locks", "The same again"))
        self._working = Working(self)
        self._working.opened.connect(self._take)
        self._working.failed.connect(self._fail)
        self.rows.addWidget(Words(_what_it_does() if held is None else _what_another_does()))
        self.shows = Tick(translate("Locks", "Show what I type"))
        for field in (self.first, self.second):
            field.show_it.hide()  # Tab goes from one line to the other, and what is typed is in it
            self.shows.toggled.connect(field.show_typed)
            self.rows.addWidget(field)
        self.rows.addWidget(self.shows)
        self.rows.addWidget(Words(locks.forgetting()))
        self.rows.addWidget(Quiet(_long_is_good()))
        self.first.setFocus()

    def accept(self) -> None:
        """Make the key, when both are the same and not empty."""
        if not self.first.passphrase:
            self.first.say(translate("Locks", "Please type a passphrase."))
        elif self.first.passphrase != self.second.passphrase:
            self.second.say(translate("Locks", "This is not the same as above. Please type it again."))
        elif not self._is_busy:
            self._show_busy(is_busy=True)
            self._working.begin(self._work())

    def _work(self) -> "partial[OpenKey]":
        passphrase = self.first.passphrase
        if self._held is not None:
            return partial(wrapped_anew, self._held, passphrase)
        self.recovery = new_recovery_key()
        return partial(new_key, passphrase, self.recovery)

    def reject(self) -> None:
        """Leave, unless the key is being made: that takes a moment."""
        if not self._is_busy:
            super().reject()

    def _show_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        if is_busy:  # Qt takes the keyboard from a field that is disabled, and gives it to nothing
            self.yes.setFocus()
        for field in (self.first, self.second):
            field.setDisabled(is_busy)
        self.yes.say(translate("Locks", "One moment…") if is_busy else translate("Locks", "Go on"))

    def _take(self, key: OpenKey) -> None:
        self.key = key
        self.first.forget()
        self.second.forget()
        self._is_busy = False
        super().accept()

    def _fail(self, fault: JournalFault) -> None:
        self._show_busy(is_busy=False)
        self.first.say(faulted(fault.reason))


def _what_it_does() -> str:
    return translate(
        "Locks",
        "With a passphrase, nobody reads the journal or its backups without it: not on this computer, not "
        "from a stolen disk. You type it when Painlog starts.",
    )


def _what_another_does() -> str:
    return translate(
        "Locks",
        "It takes the place of the old passphrase. Cancel leaves the old one as it is; the journal can be "
        "used all the same.",
    )


def _long_is_good() -> str:
    return translate(
        "Locks", "Several words that only you would put together are easy to remember and hard to guess."
    )
