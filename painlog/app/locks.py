"""The lock of the running program: opening a locked journal, locking it again, and setting the lock.

Locked means gone. Clearing widgets leaves most of what was written in memory, so the program starts itself
anew in its own place: of the memory that knew the journal and its key nothing is left to it.
"""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from painlog.app.last_resort import log
from painlog.app.leaving import leave_dialogs
from painlog.journal import Journal, JournalFault, Reason, locking
from painlog.journal.key import Key
from painlog.journal.keys import OpenKey, refuse_without_encryption, wrapped_anew
from painlog.journal.recovery_key import RecoveryKey, new_recovery_key
from painlog.report.recovery_sheet import recovery_sheet
from painlog.window.appointment.choices import choices_of
from painlog.window.cannot_open import other_journal
from painlog.window.doing import Doing
from painlog.window.locks.managing import Managing, Wish, lock_after
from painlog.window.locks.setting import NewPassphrase
from painlog.window.locks.sheet import RecoverySheet
from painlog.window.locks.unlocking import Unlocking
from painlog.window.main_window import MainWindow
from painlog.window.one_window import OneWindow
from painlog.window.preferences import Preferences
from painlog.words.locks import beside_waits

if TYPE_CHECKING:
    from painlog.app.resting import Resting

translate = QCoreApplication.translate


def key_asked(
    path: Path, parent: QWidget | None, *, record: str = "", may_renew: bool = False
) -> OpenKey | None:
    """Ask for what opens the journal at `path`; None when the question was left. Raises JournalFault.

    `record` is its lock record where that is known, of a journal that is open. Where it may be renewed, and
    the recovery sheet was used, a new passphrase is asked for; not for a backup, nor for an open journal.
    """
    is_open, record = bool(record), record or locking.lock_of(path)
    if not record:
        raise JournalFault(Reason.DAMAGED, path, "the lock record")
    question = Unlocking(record, path, parent, is_open=is_open)
    if parent is None:
        _comes_forward(path, question)
    key = question.key if question.ask_once() else None
    if key is not None and question.is_recovered and may_renew:
        return _after_recovery(path, key, parent)
    return key


def _comes_forward(path: Path, dialog: QDialog) -> OneWindow:
    """Let a dialog be in front of other windows when Painlog is started again on its journal."""
    listening = OneWindow(path, dialog)
    listening.called.connect(dialog.raise_)
    listening.called.connect(dialog.activateWindow)
    return listening


def _after_recovery(path: Path, key: OpenKey, parent: QWidget | None) -> OpenKey:
    """Ask for a new passphrase, for the old one is forgotten; without an answer it stays as it was."""
    question = NewPassphrase(key, parent)
    if question.ask_once() and question.key is not None:
        key = question.key
        work = partial(locking.change, path, key)
        Doing(translate("Locks", "Setting the new passphrase…"), parent).wait_for(work)
    return key


class Running(Protocol):
    """The program, as far as its lock has to do with it."""

    window: MainWindow | None
    preferences: Preferences
    is_hurried: bool

    def close_for_a_while(self) -> bool:
        """Close the window, and keep hold of its journal; tell whether it was closed."""

    def reopen(self, path: Path, key: Key | None) -> None:
        """Open the journal again whose window was closed."""


class Locks(QObject):
    """Locks the journal of the running program, by key, menu, rest and sleep, and sets its passphrase."""

    def __init__(self, program: Running, parent: QObject) -> None:
        """Act for `program`."""
        super().__init__(parent)
        self._program = program
        self._waits = False
        """Whether it is locked as soon as what goes on is done."""
        self._resting: Resting | None = None

    def watch(self) -> None:
        """Lock when nobody is there, where the open journal has a lock."""
        from painlog.app.resting import Resting

        if self._journal() is None or self._resting is not None:
            return
        self._resting = Resting(self)
        self._resting.rested.connect(self.lock_unasked)
        self._resting.slept.connect(self.lock_unasked)
        self._resting.hidden.connect(self._lock_over_dialogs, Qt.ConnectionType.QueuedConnection)
        self._resting.watch_idle(lock_after(self._program.preferences))

    def _journal(self) -> Journal | None:
        """Return the open journal if it has a lock."""
        window = self._program.window
        return window.journal if window is not None and window.journal.key is not None else None

    def lock_unasked(self) -> None:
        """Lock because nobody is there; what could not be written yet must not be lost by it.

        Nothing is asked where there is no lock: it was taken off, or another journal was opened.
        """
        window = self._program.window
        if self._journal() is not None and window is not None and not window.bar.waiting:
            self.lock_now()

    def _lock_over_dialogs(self) -> None:
        """Lock by Ctrl+L pressed in a form."""
        if self._journal() is not None:
            self.lock_now()

    def lock_now(self) -> None:
        """Lock, or offer to set a passphrase where there is none."""
        if self._journal() is None:
            self.set_passphrase()
            return
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, Doing):
            self._lock_after(dialog)
            return
        for shown in QApplication.topLevelWidgets():
            shown.setWindowOpacity(0)
        leave_dialogs(self._program, self._lock)

    def _lock_after(self, doing: Doing) -> None:
        """Lock once it is done: an import, say, is taken in whole and not thrown away by it."""
        if not self._waits:
            self._waits = True
            doing.over.connect(self._lock_at_last, Qt.ConnectionType.QueuedConnection)

    def _lock_at_last(self) -> None:
        self._waits = False
        if self._journal() is not None:
            self.lock_now()

    def _lock(self) -> None:
        program, window = self._program, self._program.window
        if window is None:
            return
        program.is_hurried = True
        if not window.close():
            program.is_hurried = False
            for shown in QApplication.topLevelWidgets():
                shown.setWindowOpacity(1)
            return
        _empty_clipboard()
        log("locked")
        start_anew(window.journal.path)

    # setting

    def set_passphrase(self) -> None:
        """Set a passphrase, or ask what is to be done with the one that is set."""
        window = self._program.window
        if window is None:
            return
        try:
            refuse_without_encryption()
            locking.refuse_read_only(window.journal.path)
        except JournalFault as fault:
            window.answers.tell(fault)
            return
        if window.journal.key is None:
            self._set_first(window)
            return
        question = Managing(self._program.preferences, window)
        question.ask_once()
        wish = question.wish
        if self._resting is not None:
            self._resting.watch_idle(lock_after(self._program.preferences))
        if wish is not None:
            self._grant(wish, window)

    def _set_first(self, window: MainWindow) -> None:
        question = NewPassphrase(None, window)
        key, recovery = (question.key, question.recovery) if question.ask_once() else (None, None)
        if key is None or recovery is None:
            window.status.tell(_no_passphrase())
            return
        path = window.journal.path
        lock = translate("Locks", "Lock the journal")
        if not _sheet_of(recovery, lock, window).ask_once():
            window.status.tell(_no_passphrase())
        else:
            self._closed_for(
                translate("Locks", "Locking the journal and its backups…"),
                partial(locking.lock, path, key),
                key,
                translate("Locks", "The journal has a passphrase now"),
            )

    def _grant(self, wish: Wish, window: MainWindow) -> None:
        """Do what is wished, after the passphrase was told once more."""
        path = window.journal.path
        record = window.journal.key.record if window.journal.key is not None else ""
        held = key_asked(path, window, record=record)
        if held is None:
            return
        if wish is Wish.OFF:
            self._closed_for(
                translate("Locks", "Taking the lock off…"),
                partial(locking.unlock, path, held),
                None,
                translate("Locks", "The lock is off: no passphrase is asked for any more"),
            )
            return
        key = self._wrapped(wish, held, window)
        if key is not None:
            words = translate("Locks", "Changing the lock…")
            self._closed_for(words, partial(locking.change, path, key), key, _changed(wish))
        else:
            said = translate("Locks", "Nothing was changed: passphrase and sheet are as they were")
            window.status.tell(said)

    def _wrapped(self, wish: Wish, held: OpenKey, window: MainWindow) -> OpenKey | None:
        if wish is Wish.PASSPHRASE:
            question = NewPassphrase(held, window)
            return question.key if question.ask_once() else None
        recovery = new_recovery_key()
        sheet = _sheet_of(recovery, translate("Locks", "Use this sheet"), window)
        return wrapped_anew(held, recovery=recovery) if sheet.ask_once() else None

    def _closed_for(
        self, words: str, work: Callable[[], JournalFault | None], key: OpenKey | None, done: str
    ) -> None:
        """Close the window, do it, open the journal again and say that it is done; where it failed, why."""
        program, window = self._program, self._program.window
        if window is None or not program.close_for_a_while():
            return
        path = window.journal.path
        doing = Doing(words)
        listening = _comes_forward(path, doing)
        waits = None
        try:
            waits = doing.wait_for(work)
        except JournalFault as fault:
            other_journal(fault, path, None)
            done = ""
        listening.stop()
        program.reopen(path, key if done else window.journal.key)
        if done and program.window is not None and program.window is not window:
            program.window.status.tell(done)
            if waits is not None:
                program.window.bar.say(beside_waits())
        window.deleteLater()


def _sheet_of(recovery: RecoveryKey, yes: str, window: MainWindow) -> RecoverySheet:
    """Return the question with the recovery sheet, on the paper that the journal's page has."""
    journal = window.journal
    paper, made_at = choices_of(journal).paper, datetime.now().astimezone()
    sheet = recovery_sheet(recovery.groups, journal.path.name, made_at, paper)
    return RecoverySheet(recovery, sheet, yes, window)


def _no_passphrase() -> str:
    return translate("Locks", "Nothing was changed: the journal has no passphrase")


def _changed(wish: Wish) -> str:
    if wish is Wish.PASSPHRASE:
        return translate("Locks", "The new passphrase is set")
    return translate("Locks", "The new recovery sheet is the one that opens the journal")


def _empty_clipboard() -> None:
    """Take away what we put on the clipboard; what other programs put there stays."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.ownsSelection():
        clipboard.clear(clipboard.Mode.Selection)


def start_anew(path: Path) -> None:
    """Put a fresh program in the place of this one; nothing that is in memory comes with it."""
    line = [sys.executable, "--journal", str(path)]
    if not getattr(sys, "frozen", False):
        safely = ["-P"] if sys.flags.safe_path else []
        line[1:1] = [*safely, "-m", "painlog"]
    if sys.platform == "win32":  # execv takes names with blanks apart there, and starts a second program
        import subprocess

        subprocess.Popen(line)  # noqa: S603 - this very program
        os._exit(0)
    os.execv(line[0], line)  # noqa: S606 - this very program
