"""What takes long is done on a thread of its own: the window answers, tells of it, and lets it be left."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QProgressBar, QWidget

from painlog.window.look import gap
from painlog.window.question import Question

translate = QCoreApplication.translate

T = TypeVar("T")

_FLAT = (
    "QProgressBar { border: 1px solid palette(mid); border-radius: 6px; background: palette(base); }"
    "QProgressBar::chunk { border-radius: 5px; background: palette(link); }"
)
"""As everything else is drawn: flat, in the look's own inks."""
NOTICED_S = 0.3
"""So long nothing is said: a window that comes and goes at once would be a flicker."""
LOOK_EVERY_MS = 50


class Left(Exception):
    """The person did not want to wait; nothing came of it."""


def meanwhile(
    parent: QWidget | None, says: str, act: Callable[[], T], give_up: Callable[[], None] | None = None
) -> T:
    """Return what `act` returns, which touches neither window nor journal; raises what it raises, or Left.

    Where it takes longer than a moment, `says` tells what is being done, beside a Cancel. One that works
    with Qt is told by `give_up` when it was left, and waited for: it must not go on while the program ends.
    """
    work = Work(act)
    thread = threading.Thread(target=work.do, name="meanwhile", daemon=True)
    thread.start()
    thread.join(NOTICED_S)
    if thread.is_alive():
        wait = Wait(says, thread, parent)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.ArrowCursor)  # its button can be pressed
        was_waited_for = wait.ask_once()
        QGuiApplication.restoreOverrideCursor()
        if not was_waited_for:
            if give_up is not None:
                give_up()
                thread.join()
            raise Left
    return work.result()


class Work(Generic[T]):
    """An act on another thread, and what came of it."""

    def __init__(self, act: Callable[[], T]) -> None:
        self._act = act
        self._results: list[T] = []
        self._fault: BaseException | None = None

    def do(self) -> None:
        """Do it, and keep what came of it for the window's thread."""
        try:
            self._results.append(self._act())
        except BaseException as fault:  # noqa: BLE001 - goes on where it is asked for
            self._fault = fault

    def result(self) -> T:
        """Return the result, or raise what went wrong."""
        if self._fault is not None:
            raise self._fault
        return self._results[0]


class Wait(Question):
    """Tells what is being done until it is; its one button leaves it."""

    def __init__(self, says: str, thread: threading.Thread, parent: QWidget | None = None) -> None:
        """Stay as long as `thread` works."""
        super().__init__(says, "", parent)
        self._thread = thread
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedHeight(gap(3))
        bar.setStyleSheet(_FLAT)
        bar.setAccessibleName(says)
        self.rows.addWidget(bar)
        self.yes.hide()
        self.no.setDefault(True)
        self._looking = QTimer(self, interval=LOOK_EVERY_MS)
        self._looking.timeout.connect(self._look)
        self._looking.start()

    def _look(self) -> None:
        if not self._thread.is_alive():
            self.accept()
