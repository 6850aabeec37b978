"""What holds the window's own thread for longer than a moment is shown by the cursor."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

MANY = 5_000
"""So many rows are written in a tenth of a second."""


@contextmanager
def busy(rows: int = MANY) -> Iterator[None]:
    """Show the cursor of waiting while that many rows are written; of few nobody notices anything."""
    if rows < MANY:
        yield
        return
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
