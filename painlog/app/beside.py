"""What goes on beside the window: loading the charts, and backing the journal up by itself."""

import gc
import threading
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from painlog.charts.classes import making
from painlog.entries import now
from painlog.journal import Journal, JournalFault
from painlog.window.voices import say

if TYPE_CHECKING:
    from painlog.app.collecting import Collecting
    from painlog.journal.checking import Verdict
    from painlog.journal.copies import Copy
    from painlog.journal.key import Key

_BACK_UP_AFTER_MS = 10 * 60_000
"""How long after a change the journal is backed up, unless the window is closed before."""


class Loading(QObject):
    """Loads on a thread of its own, while the window is in use, what writes and then the charts' panel.

    The classes of Qt that the panel needs are made on the window's thread, one at a time between what the
    person does: no class of Qt may be made on two threads at once.
    """

    done = Signal()
    over = Signal()
    """Nothing more is loaded, even where something could not be."""
    _stays: ClassVar[bool] = False
    """Whether what is loaded was set aside already: once a process."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Wait for a window; garbage is collected once everything is loaded."""
        super().__init__(parent)
        self._collecting: Collecting | None = None
        self._made = threading.Event()
        self._making = making()
        self.over.connect(self._collect)

    def start(self) -> None:
        """Begin; `done` is emitted on the window's thread once everything is loaded."""
        threading.Thread(target=self._load, name="load-charts", daemon=True).start()
        self._make_next()

    def _make_next(self) -> None:
        if next(self._making, self) is self:
            self._made.set()
        else:
            QTimer.singleShot(0, self, self._make_next)

    def _load(self) -> None:
        is_loaded = False
        try:
            import painlog.journal.models  # first: a press in this moment waits for it

            # isort: split
            self._made.wait()
            import painlog.charts.panel  # noqa: F401 - loaded here, used on the window's thread

            is_loaded = True
        finally:
            if not Loading._stays:  # else only windows were made since, and they go again
                Loading._stays = True
                gc.freeze()  # what is loaded stays: no search for garbage goes through it
            say(self, partial(self._tell, is_loaded=is_loaded))

    def _tell(self, *, is_loaded: bool) -> None:
        if is_loaded:
            self.done.emit()
        self.over.emit()

    def _collect(self) -> None:
        from painlog.app.collecting import Collecting

        self._collecting = self._collecting or Collecting(self)


class Checking(QObject):
    """Verifies the open journal on a thread of its own, at each start, once nobody waits for the charts."""

    found = Signal(object)
    """The Verdict on a journal that is not good."""
    copies = Signal(object)
    """Other copies of the journal beside it, with entries of their own."""

    def __init__(self, parent: QObject) -> None:
        """Wait for a journal to be opened."""
        super().__init__(parent)
        self._journal: Journal | None = None
        self._is_due = False
        self._was_replaced = False

    def ask(self, journal: Journal) -> None:
        """Choose the journal; nothing is told of a journal that is good."""
        self._journal, self._is_due = journal, True

    def begin(self) -> None:
        """Begin when the window has done what it is about to do."""
        QTimer.singleShot(0, self, self._start)

    def _start(self) -> None:
        if self._journal is not None and self._is_due:
            self._is_due = False
            told = (self._journal,)
            threading.Thread(target=self._check, args=told, name="check", daemon=True).start()

    def look_whose_place(self, waits: bool) -> None:  # noqa: FBT001 - the signal's own
        """Look, once, what took the open journal's place, where entries wait because of that."""
        journal = self._journal
        is_replaced = waits and journal is not None and not journal.is_in_place and journal.path.exists()
        if is_replaced and not self._was_replaced:
            self._is_due = True
            self.begin()
        self._was_replaced = is_replaced

    def stop(self) -> None:
        """Tell no more of what was begun: the window is closed, and another file may be in its place."""
        self._journal = None

    def _check(self, journal: Journal) -> None:
        from painlog.journal.checking import State, check
        from painlog.journal.copies import copies_beside

        path, key = journal.path, journal.key  # opened anew: the open one is the window's thread's alone
        try:
            verdict = check(path, thorough=False, key=key, is_open=True)
            is_good = verdict.state is State.GOOD
            copies = copies_beside(path, key) if is_good else []
        except JournalFault:
            return  # gone or moved meanwhile, which the window notices by itself
        say(self, partial(self._tell, journal, None if is_good else verdict, copies))

    def _tell(self, journal: Journal, verdict: "Verdict | None", copies: "list[Copy]") -> None:
        """Tell it on the window's thread, where nothing can be opened or closed meanwhile.

        Where the file was moved or replaced meanwhile, it is of another one; the next press tells of that.
        """
        if journal is not self._journal or not (journal.is_in_place or self._was_replaced):
            return
        if verdict is not None:
            self.found.emit(verdict)
        elif copies:
            self.copies.emit(copies)


class Backups(QObject):
    """Backs the journal up by itself: some minutes after a change, and when the window is closed."""

    made = Signal()
    """A backup was made, here or by another program, as `painlog backup`."""

    def __init__(self, journal: Journal, parent: QObject) -> None:
        """Watch `journal`."""
        super().__init__(parent)
        self._journal = journal
        self._saved_at: datetime | None = None
        self._making: list[threading.Thread] = []
        """Those that are being made: one may take longer than it is until the next."""
        self._timer = QTimer(self, singleShot=True, interval=_BACK_UP_AFTER_MS)
        self._timer.timeout.connect(self.begin)
        self._last: datetime | None = None
        self._is_told = False
        """Whether the last one was asked for: not while the program starts."""
        if isinstance(app := QGuiApplication.instance(), QGuiApplication):
            app.applicationStateChanged.connect(self._look_anew)

    def follow(self) -> None:
        """Wait some minutes after a change; more changes meanwhile go into the same backup."""
        if not self._timer.isActive():
            self._timer.start()

    def last(self) -> datetime | None:
        """Return when the last one was made; of one that a clock which was ahead made nobody knows it."""
        from painlog.journal.backups import backups_of

        known = [made.made_at for made in backups_of(self._journal.path) if made.made_at <= now()]
        self._last, self._is_told = known[0].astimezone() if known else None, True
        return self._last

    def _look_anew(self, state: Qt.ApplicationState) -> None:
        """Tell of a backup that another program made while the person was there."""
        before, is_back = self._last, state is Qt.ApplicationState.ApplicationActive
        if is_back and self._is_told and self.last() != before:
            self.made.emit()

    def finish(self) -> None:
        """Back up now what was changed since the last time; one that is being made is waited for."""
        self._timer.stop()
        for thread in self._making:
            thread.join()
        if self._journal.saved_at is not None and self._journal.saved_at != self._saved_at:
            self._make(self._journal.path, self._journal.key)

    def skip(self) -> None:
        """Make none when the window is closed now: the journal is being locked, and that is not to wait."""
        self._timer.stop()
        self._saved_at = self._journal.saved_at

    def begin(self) -> None:
        """Back up now, on a thread of its own."""
        self._saved_at = self._journal.saved_at
        made = (self._journal.path, self._journal.key)
        self._making = [each for each in self._making if each.is_alive()]
        self._making.append(threading.Thread(target=self._make, args=made, name="back-up"))
        self._making[-1].start()

    def _make(self, path: Path, key: "Key | None") -> None:
        """Make one; where that is not possible the status line goes on to say when the last one was."""
        from painlog.journal.backups import back_up

        try:
            back_up(path, key=key)
        except JournalFault:
            self._saved_at = None  # it is tried again when the window is closed
            return
        say(self, self._tell)

    def _tell(self) -> None:
        self.made.emit()
