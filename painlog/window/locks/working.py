"""What takes a second or two, on a thread of its own while the dialog stays alive."""

import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from painlog.journal import JournalFault
from painlog.journal.keys import OpenKey
from painlog.window.voices import say


class Working(QObject):
    """Makes or opens a key; one at a time."""

    opened = Signal(object)
    """The key."""
    failed = Signal(object)
    """The JournalFault."""

    def begin(self, work: Callable[[], OpenKey]) -> None:
        """Begin; one of the two signals comes, on the thread of the window."""
        threading.Thread(target=self._work, args=(work,), name="key", daemon=True).start()

    def _work(self, work: Callable[[], OpenKey]) -> None:
        try:
            key = work()
        except JournalFault as fault:
            say(self, partial(self._fail, fault))
        else:
            say(self, partial(self._open, key))

    def _fail(self, fault: JournalFault) -> None:
        self.failed.emit(fault)

    def _open(self, key: OpenKey) -> None:
        self.opened.emit(key)
