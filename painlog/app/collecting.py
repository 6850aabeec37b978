"""Python's search for garbage, kept to the window's thread and to the moments between two events.

By itself it comes by on whichever thread makes the object that is one too many, in the middle of whatever
goes on there. What it finds may be a dialog: after `exec` that is Python's own, and it is taken apart with
all its parts while Qt goes through them, or beside the thread that paints them. Either ends the program.
calibre, novelWriter and pyqtgraph (`util.garbage_collector`) keep it to a timer for the same reason.
pyqtgraph's own is only there once the charts are loaded, and it runs under a dialog that waits, too.
"""

import gc

from PySide6.QtCore import QObject, QThread, QTimer

_EVERY_MS = 1_000


class Collecting(QObject):
    """Collects garbage when it is due, for as long as the program runs."""

    def __init__(self, parent: QObject) -> None:
        """Begin."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        """Collect, but not under a dialog or a menu: what opened that is still in the middle of its work."""
        if QThread.currentThread().loopLevel() <= 1:
            collect_due()


def collect_due() -> None:
    """Collect the generations that Python would have collected by now, by its own thresholds."""
    due = [
        generation
        for generation, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > most > 0
    ]
    if due:
        gc.collect(due[-1])
