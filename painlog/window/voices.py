"""Speaking to the window from another thread, also when the window and its program end meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject
from shiboken6 import isValid


@contextmanager
def unless_gone(speaker: QObject) -> Iterator[None]:
    """Let signals of `speaker` be emitted inside; that it is gone by then is no fault.

    Qt takes its objects down at the end while threads still run, and nobody is there to listen any more.
    """
    try:
        yield
    except RuntimeError:
        if isValid(speaker):
            raise
