"""What is shown is painted once all in it has its place; else it would be seen crammed, and jump."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

_NAME = "paints when it is settled"
_ITS_OWN = Qt.FindChildOption.FindDirectChildrenOnly
"""What it holds may have such a timer as well: by that alone it would never be painted again."""
_TURNS = 2
"""How often Qt looks for what is to be done; it may look at its timers first, and then lay out."""


@contextmanager
def settled(widget: QWidget) -> Iterator[None]:
    """Change much in a widget, and paint nothing of it until it is laid out.

    Qt paints what was just added before what wraps has told its height.
    """
    widget.setUpdatesEnabled(False)
    try:
        yield
    finally:
        timer = widget.findChild(QTimer, _NAME, _ITS_OWN) or _timer(widget)
        timer.setProperty("turns", _TURNS)
        timer.start(1)


def _timer(widget: QWidget) -> QTimer:
    timer = QTimer(widget)
    timer.setObjectName(_NAME)
    timer.timeout.connect(partial(_wait, widget, timer))
    return timer


def _wait(widget: QWidget, timer: QTimer) -> None:
    timer.setProperty("turns", timer.property("turns") - 1)
    if not timer.property("turns"):
        timer.stop()
        widget.setUpdatesEnabled(True)
