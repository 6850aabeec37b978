"""Speaking to the window from another thread, also when the window and its program end meanwhile."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject
from shiboken6 import isValid

_speaking = threading.RLock()


@contextmanager
def unless_gone(speaker: QObject) -> Iterator[None]:
    """Let signals of `speaker` be emitted inside; that it is gone by then is no fault.

    Qt takes its objects down at the end while threads still run, and nobody is there to listen any more.
    """
    with _speaking:
        try:
            yield
        except RuntimeError:
            if isValid(speaker):
                raise


def hush() -> None:
    """Let no other thread speak any more, ever; whoever does just now is waited for. The program ends.

    Qt would take down the object through which a thread speaks, and Python, when it ends, stops a thread
    that comes back from Qt. Either is a crash.
    """
    _speaking.acquire()
