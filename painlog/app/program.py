"""The running program: its window, and what is done once that was painted."""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QLockFile, QObject, QSysInfo, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from painlog import places
from painlog.app.beside import Backups, Checking, Loading
from painlog.app.last_resort import log_change
from painlog.app.opening import chosen_instead, doors, opened
from painlog.journal import Journal, JournalFault
from painlog.journal.beside import led_to
from painlog.journal.key import Key
from painlog.window.held_keys import HeldKeys
from painlog.window.looking import Looking
from painlog.window.main_window import MainWindow
from painlog.window.preferences import Preferences
from painlog.window.remembering import remembered_tab
from painlog.words import refusals
from painlog.words.entries import count_of_entries

if TYPE_CHECKING:
    from painlog.app.locks import Locks
    from painlog.journal.checking import Verdict
    from painlog.journal.copies import Copy
    from painlog.window.clock_watch import Jump
    from painlog.window.one_window import OneWindow

translate = QCoreApplication.translate

Held: TypeAlias = tuple[Journal, QLockFile]
"""An open journal, and the lock that keeps other windows away from it."""
_ASK_AGAIN_MS = 200
"""After which time it is looked again whether a form is still open."""
_PATIENCE_MS, _LOOK_EVERY_MS = 5_000, 50
"""How long a window of this computer that does not answer yet is waited for, and how often it is called."""


class Program(QObject):
    """The running program: one window at a time, over one journal."""

    def __init__(self, app: QApplication) -> None:
        """Read the preferences and wear the look that was chosen."""
        super().__init__(app)
        self.preferences = Preferences(places.preferences_file())
        self.looking = Looking(app, self.preferences, self)
        self.held_keys = HeldKeys(app, self)
        self.loading = Loading(self)
        self.loading.done.connect(self._show_charts)
        self.checking = Checking(self)
        self.loading.over.connect(self.checking.begin)
        self.checking.found.connect(self._tell_damage)
        self.checking.copies.connect(self._tell_copies)
        self.window: MainWindow | None = None
        self._waits_for_charts: MainWindow | None = None
        self.code = 0
        """The exit code, where there is no window to wait for."""
        self.backups: Backups | None = None
        self.is_hurried = False
        """Whether the journal is being locked: what can wait until it is opened again must wait."""
        self._lock: QLockFile | None = None
        self._listening: OneWindow | None = None

    def start(self, path: Path) -> bool:
        """Open the journal at `path`, or bring the window that shows it forward; tell whether it is ours."""
        return self._show(self._held(path, None))

    def _show(self, held: Held | None) -> bool:
        """Show the window of a journal; where that is damaged as only its window finds, of what is chosen.

        Tells whether there is a window.
        """
        while held is not None:
            journal, self._lock = held
            try:
                self.open(journal)
            except JournalFault as fault:
                self._lock.unlock()
                another = chosen_instead(journal, fault.with_traceback(None))
                held = None if another is None else self._held(another, None, journal.key)
                self.code = 1
            else:
                return True
        return False

    def _held(self, path: Path, parent: QWidget | None, key: Key | None = None) -> Held | None:
        """Open the journal at `path`, or the one that is chosen instead, with its lock.

        None where another window shows it, which is called forward, or where the question for it was left:
        then nothing of it is kept.
        """
        path = led_to(path)
        lock = _lock_of(path, parent)
        if lock is None:
            return None
        journal = opened(path, parent, key)
        if journal is None:
            self.code = 1
            lock.unlock()
            return None
        if journal.path != path or not lock.isLocked():
            lock.unlock()
            lock = _lock_of(journal.path, parent)
        if lock is None:
            journal.close()
            return None
        return journal, lock

    def _listen(self, window: MainWindow) -> None:
        """Come forward when Painlog is started again on the same journal."""
        from painlog.window.one_window import OneWindow

        if window is self.window and self._lock is not None and self._lock.isLocked():
            self._listening = OneWindow(window.journal.path, window)
            self._listening.called.connect(window.come_forward)

    def _listen_no_more(self) -> None:
        """Let a start that comes while the window is being closed open one of its own."""
        if self._listening is not None:
            self._listening.stop()
        self._listening = None

    def open(self, journal: Journal) -> MainWindow:
        """Show the window of a journal; everything that can wait is done after it was painted."""
        behind = doors(self.restore, self.open_another, self.lock_now, self.set_passphrase)
        window = MainWindow(journal, behind, self.preferences)
        self.window = window
        self.backups = Backups(journal, self)
        window.painted.connect(self.after_first_paint)
        window.closed.connect(self.checking.stop)
        window.closed.connect(self._listen_no_more)
        window.closed.connect(self._back_up_at_the_end)
        window.closed.connect(self._close_journal)
        window.closed.connect(self._forget_window)
        window.show()
        return window

    def _back_up_at_the_end(self) -> None:
        if self.backups is not None:
            self.backups.skip() if self.is_hurried else self.backups.finish()

    def _close_journal(self) -> None:
        if self.window is not None:
            self.window.journal.close(hurried=self.is_hurried)

    def _forget_window(self) -> None:
        if self._lock is not None:
            self._lock.unlock()
        if self.backups is not None:
            self.backups.deleteLater()
        self.window = self.backups = None

    @cached_property
    def locks(self) -> "Locks":
        """What locks the journal; loaded when it is first wanted, with everything that encrypts."""
        from painlog.app.locks import Locks

        return Locks(self, self)

    def lock_now(self) -> None:
        """Lock the journal; where it has no passphrase yet, ask for one."""
        self.locks.lock_now()

    def set_passphrase(self) -> None:
        """Ask what is to be done about the passphrase."""
        self.locks.set_passphrase()

    def close_for_a_while(self) -> bool:
        """Close the window, and keep hold of its journal until `reopen`; tell whether it was closed."""
        lock, self._lock = self._lock, None
        is_closed = self.window is not None and self.window.close()
        self._lock = lock
        return is_closed

    def reopen(self, path: Path, key: Key | None) -> None:
        """Open the journal again whose window was closed for a while, or the one that is chosen instead."""
        lock = self._lock
        if lock is not None and lock.fileName() != places.lock_file(path):
            lock.unlock()
            lock = _lock_of(path, None)
        if lock is None:
            return
        try:
            held: Held | None = (Journal.open(path, key=key), lock)
        except JournalFault:
            lock.unlock()
            held = self._held(path, None)
        self._show(held)

    def open_another(self, path: Path) -> None:
        """Close this window and open another journal; not under a question that waits for its answer."""
        old = self.window
        if (old is not None and old.journal.path == path) or QApplication.activeModalWidget() is not None:
            return
        held = self._held(path, old)
        if held is not None and old is not None and not old.close():
            held[0].close()
            held[1].unlock()
            held = None
        if held is None:
            return
        if not self._show(held) and old is not None:
            self._show(self._held(old.journal.path, None, old.journal.key))
        if old is not None:
            old.deleteLater()

    def after_first_paint(self) -> None:
        """Do what could wait until the window was painted: first what keys ask for, then the charts."""
        from painlog.window.menus import Menus

        window = self.window
        if window is None:
            return
        self.checking.ask(window.journal)
        if window.journal.is_begun_in_nothing:
            window.bar.say(refusals.begun_in_nothing(window.journal.path))
        menus = Menus(window, self.looking)
        menus.files.backed_up.connect(self._show_backup)
        window.bar.waits.connect(self.checking.look_whose_place)
        window.sample_asked.connect(menus.files.open_sample)
        window.changes.changed.connect(lambda change: QTimer.singleShot(0, partial(log_change, change)))
        window.begin()
        _watch_the_clock(window)
        window.today.welcome_newcomer()
        window.show_tab(remembered_tab(self.preferences))
        self.looking.follow_system()
        self.preferences.remember_journal(window.journal.path)
        self._waits_for_charts = window
        self.loading.start()
        QTimer.singleShot(0, window, partial(self._listen, window))

    def _finish_starting(self) -> None:
        """Do what could wait until the charts can be used, too."""
        window, backups = self.window, self.backups
        if window is None or backups is None:
            return
        window.today.quick.flare_ups.ready_card()
        window.today.list.rows.show_places()
        backups.made.connect(self._show_backup)
        window.changes.changed.connect(backups.follow)
        self._show_backup()
        if window.journal.key is not None:
            self.locks.watch()

    def restore(self, source: Path) -> None:
        """Bring back the journal as it is in the backup `source`; the one that is replaced is kept."""
        from painlog.journal.replacing import restore
        from painlog.window.restoring import brought_back, may_restore

        window = self.window
        if window is None:
            return
        source_key, may_go_on = self._key_of(source, window)
        if may_go_on and may_restore(source, window.journal, window, source_key):
            key = window.journal.key
            kept = self._replace(partial(restore, source=source, key=key, source_key=source_key))
            if kept is not None and self.window is not None and self.backups is not None:
                self.window.status.tell(brought_back(kept))
                self.backups.begin()  # so that it is followed from here

    def _tell_damage(self, verdict: "Verdict") -> None:
        """Say that the journal is not as it was saved, and make it whole again when that is wanted.

        That closes the window, so a form that stands open is finished first, and what had opened it, too.
        """
        from painlog.journal.recovery import repair
        from painlog.window.damaged import may_make_whole

        is_in_work = QApplication.activeModalWidget() is not None or QThread.currentThread().loopLevel() > 1
        if self.window is not None and is_in_work:
            QTimer.singleShot(_ASK_AGAIN_MS, self.window, partial(self._tell_damage, verdict))
            return
        window = self.window
        if window is None or not may_make_whole(verdict, window):
            return
        journal = window.journal
        if journal.is_in_place:
            self._replace(partial(repair, key=journal.key))
        else:  # what waits is written as soon as the journal is in its place again: nothing is closed
            try:
                repair(journal.path, key=journal.key)
            except JournalFault as fault:
                window.answers.tell(fault)
            window.answers.write_waiting()

    def _tell_copies(self, copies: "list[Copy]") -> None:
        """Say that there are two journals by now where there was one."""
        if self.window is not None:
            held = count_of_entries(copies[0].entries)
            self.window.bar.say(refusals.copies([copy.path.name for copy in copies], held))

    def _replace(self, act: Callable[[Path], Path | None]) -> Path | None:
        """Close the window, put another file in the journal's place by `act`, and open that.

        Returns where `act` kept the file that was there; None where nothing was replaced.
        """
        window, kept = self.window, None
        if window is None or not self.close_for_a_while():
            return None
        path = window.journal.path
        try:
            kept = act(path)
        except JournalFault as fault:
            from painlog.window.cannot_open import other_journal

            path = other_journal(fault, path, None) or path
        self.reopen(path, window.journal.key)
        window.deleteLater()
        return kept

    def _key_of(self, source: Path, window: MainWindow) -> "tuple[Key | None, bool]":
        """Return the key of a backup that is not the journal's own, asked for; and whether to go on."""
        from painlog.journal.schema import is_of_another_key

        if not is_of_another_key(source, window.journal.key):
            return window.journal.key, True
        from painlog.app.locks import key_asked

        key = key_asked(source, window)
        return key, key is not None

    def _show_backup(self) -> None:
        if self.window is not None and self.backups is not None:
            self.window.status.show_backup(self.backups.last())

    def _show_charts(self) -> None:
        from painlog.charts.panel import ChartsPanel

        window, self._waits_for_charts = self._waits_for_charts, None
        if window is not None and window is self.window:
            window.today.chart.take_panel(ChartsPanel())
            QTimer.singleShot(0, self._finish_starting)


def _watch_the_clock(window: MainWindow) -> None:
    """Note it on the entries that it concerns when the computer's clock is set."""
    from painlog.window.clock_watch import ClockWatch, advice, noted

    watch = ClockWatch(window.journal, window)

    def note(jump: "Jump") -> None:
        concerned = [noted(entry, jump) for entry in watch.concerned()]
        window.bar.say(advice(jump, is_noted=bool(concerned)))
        window.answers.do(lambda: window.journal.amend(*concerned))

    watch.jumped.connect(note)
    window.changes.changed.connect(watch.follow)
    window.closed.connect(watch.stop)
    watch.begin()


def _lock_of(path: Path, parent: QWidget | None) -> QLockFile | None:
    """Take the lock of a journal; None where a window has it that answers, and that is called forward.

    One of this computer may still be coming up, and does not answer yet, or be closing, and gives it back:
    that is waited for, unless the person leaves it, and then it is None too.
    """
    places.make_folder_of(path)
    lock = QLockFile(places.lock_file(path))
    lock.setStaleLockTime(0)
    if not lock.tryLock(_LOOK_EVERY_MS) and lock.error() is QLockFile.LockError.LockFailedError:
        from painlog.window.meanwhile import Left, meanwhile
        from painlog.window.one_window import call  # here, for its classes of Qt are made on this thread

        says = translate("Program", "Painlog has this journal open already, and does not answer yet …")
        left = Event()
        waiting = partial(_has_answered, lock, partial(call, path, left.is_set), left.is_set)
        try:
            has_answered = meanwhile(parent, says, waiting, left.set)
        except Left:
            return None
        if has_answered:
            return None
    if lock.isLocked():
        with suppress(OSError):  # a disk that knows no rights
            os.chmod(lock.fileName().encode(), places.FILE_MODE)  # noqa: PTH101 - a path cannot be all names
    return lock


def _has_answered(lock: QLockFile, call: Callable[[], bool], is_left: Callable[[], bool]) -> bool:
    """Wait until a journal's lock is given back, for some time; tell whether a window answered before."""
    patience = QDeadlineTimer(_PATIENCE_MS)
    is_of_this_computer = lock.getLockInfo()[1] == QSysInfo.machineHostName()
    while not (has_answered := call()) and is_of_this_computer:
        if patience.hasExpired() or is_left() or lock.tryLock(_LOOK_EVERY_MS):
            break
    return has_answered
