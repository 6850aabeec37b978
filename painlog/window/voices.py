"""Speaking to the window from another thread, also when the window and its program end meanwhile."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid


class _Ear(QObject):
    """Hears on the window's thread what other threads say; never taken down while one of them may speak.

    A thread must not emit a signal of anything that can go meanwhile: asked whether it is there, it can be
    taken down before Qt has gone through those who listen to it, and that is a crash.
    """

    heard = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.heard.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def _hear(self, listener: QObject, act: Callable[[], object]) -> None:
        if isValid(listener):
            act()


_speaking = threading.RLock()
_hushed = threading.Event()
_ear = _Ear()


def say(listener: QObject, act: Callable[[], object]) -> None:
    """Let the window's thread do `act`, which is of `listener`, later; not at all where that is gone by then.

    Acts are done in the order in which they were said. May be called on any thread, also on the window's.
    `act` is a function of Python's own: on another thread not even a signal of `listener` may be looked up.
    """
    with _speaking:
        if not _hushed.is_set():
            _ear.heard.emit(listener, act)


def hush() -> None:
    """Let nobody be heard any more, ever; whoever speaks just now is waited for. The program ends.

    Qt would take down the ear as well, and Python, when it ends, stops a thread that comes back from Qt.
    Either is a crash. Nobody waits here for good: Python waits for a thread that backs the journal up.
    """
    with _speaking:
        _hushed.set()
