"""The end that the system asks for, as when one logs out: what was typed is kept before it."""

import os
import signal
import sys

from PySide6.QtCore import QObject, QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication

from painlog.app.program import Program

_MANY = 64
"""Bytes; one came for each signal."""


_PLAIN = (signal.SIG_DFL, signal.default_int_handler)
"""What ends the program at once, or Ctrl+C in the middle of whatever is done just then."""


class Ending(QObject):
    """Closes the window when a signal asks for it; by itself Qt hears of none, and all ends at once."""

    def __init__(self, program: Program, parent: QObject) -> None:
        """Listen from now on to the end of a session or a terminal, and to Ctrl+C in one.

        Not to what is to be ignored.
        """
        super().__init__(parent)
        self._program = program
        self._came = -1
        self._ends: list[int] = []
        if sys.platform != "win32":  # where there are none
            self._came, told = os.pipe()
            os.set_blocking(told, False)
            signal.set_wakeup_fd(told)
            asked = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
            self._ends = [number for number in asked if signal.getsignal(number) in _PLAIN]
            for number in self._ends:
                signal.signal(number, _leave_to_the_pipe)
            notifier = QSocketNotifier(self._came, QSocketNotifier.Type.Read, self)
            notifier.activated.connect(self._look)

    def _look(self) -> None:
        """Look which signals came: here between two events, where they came it may be amid an act."""
        if any(number in self._ends for number in os.read(self._came, _MANY)):
            self._end()

    def _end(self) -> None:
        """Leave what stands open, and close the window; what is done beside it is waited for."""
        from painlog.app.leaving import leave_dialogs
        from painlog.window.doing import Doing

        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, Doing):
            dialog.over.connect(self._end, Qt.ConnectionType.QueuedConnection)
        else:
            leave_dialogs(self._program, self._close)

    def _close(self) -> None:
        """Close, unless entries could not be written and the person wants to stay with them."""
        if self._program.window is None or self._program.window.close():
            QApplication.quit()


def _leave_to_the_pipe(_number: int, _frame: object) -> None:
    """Do nothing: Python wrote the signal's number into the pipe."""
