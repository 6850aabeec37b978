"""Waiting for something that cannot be stopped half way: it says so, and goes by itself."""

import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from painlog.window.look import gap
from painlog.window.meanwhile import LOOK_EVERY_MS, NOTICED_S, Work
from painlog.window.panels import Heading, Quiet

translate = QCoreApplication.translate

T = TypeVar("T")

_WIDTH = 420


class Doing(QDialog):
    """Does something on a thread of its own; the window answers meanwhile, but takes no press."""

    over = Signal()
    """It is done. Heard by a queued connection, whoever waited for it has taken what came of it."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        """Say what is done."""
        super().__init__(parent)
        self.setWindowTitle("Painlog")
        column = QVBoxLayout(self)
        column.setContentsMargins(gap(6), gap(5), gap(6), gap(5))
        column.addWidget(Heading(words))
        self.setMinimumWidth(_WIDTH)
        column.addWidget(Quiet(translate("Doing", "Nothing is lost, even if the power goes now.")))

    def wait_for(self, act: Callable[[], T]) -> T:
        """Return what `act` returns, which touches no window; raises what it raises.

        What takes no longer than a moment is done without a word.
        """
        work = Work(act)
        thread = threading.Thread(target=work.do, name="doing")
        thread.start()
        thread.join(NOTICED_S)
        if thread.is_alive():
            looking = QTimer(self, interval=LOOK_EVERY_MS)
            looking.timeout.connect(partial(self._look, thread))
            looking.start()
            self.exec()
            thread.join()
            self.over.emit()
        self.deleteLater()
        return work.result()

    def reject(self) -> None:
        """Stay until it is done."""

    def _look(self, thread: threading.Thread) -> None:
        if not thread.is_alive():
            self.accept()
