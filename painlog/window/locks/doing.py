"""Waiting for something that cannot be stopped half way: it says so, and goes by itself."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from painlog.journal import JournalFault
from painlog.window.look import gap
from painlog.window.panels import Heading, Quiet

translate = QCoreApplication.translate

_WIDTH = 420


class Doing(QDialog):
    """Does something on a thread of its own; `fault` is what the world had against it."""

    _done = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        """Say what is done."""
        super().__init__(parent)
        self.setWindowTitle("Painlog")
        self.fault: JournalFault | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(gap(6), gap(5), gap(6), gap(5))
        column.addWidget(Heading(words))
        self.setMinimumWidth(_WIDTH)
        column.addWidget(Quiet(translate("Locks", "Nothing is lost, even if the power goes now.")))
        self._done.connect(self.accept)

    def wait_for(self, work: Callable[[], None]) -> JournalFault | None:
        """Do it; return the fault, or None when it is done."""
        thread = threading.Thread(target=self._work, args=(work,), name="lock")
        thread.start()
        self.exec()
        thread.join()
        self.deleteLater()
        return self.fault

    def reject(self) -> None:
        """Stay until it is done."""

    def _work(self, work: Callable[[], None]) -> None:
        try:
            work()
        except JournalFault as fault:
            self.fault = fault
        finally:
            self._done.emit()
