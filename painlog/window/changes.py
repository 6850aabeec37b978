"""Repeats what happens to the journal as Qt signals, and looks whether another program wrote to it."""

from PySide6.QtCore import QObject, QTimer, Signal

from painlog.change import Change
from painlog.journal import Journal, JournalFault

LOOK_EVERY_MS = 2_000


class Changes(QObject):
    """Tells every view of every change, whoever made it."""

    changed = Signal(object)
    """The Change."""
    failed = Signal(object)
    """The JournalFault that was met while looking."""

    def __init__(self, journal: Journal, parent: QObject | None = None) -> None:
        """Listen to `journal`; `watch` begins to look for other programs."""
        super().__init__(parent)
        self._journal = journal
        self._stop = journal.listen(self._tell)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._fault: JournalFault | None = None

    def watch(self) -> None:
        """Look every two seconds whether another program wrote to the journal."""
        self._timer.start()

    def look(self) -> None:
        """Look now; the same fault is told once."""
        try:
            self._journal.notice()
        except JournalFault as fault:
            if self._fault is None or self._fault.reason is not fault.reason:
                self._fault = fault
                self.failed.emit(fault)
        else:
            self._fault = None

    def stop(self) -> None:
        """Listen no more: the journal is being closed."""
        self._timer.stop()
        self._stop()

    def _tell(self, change: Change) -> None:
        self.changed.emit(change)
