"""Leaving what stands open over the window, for a lock or the end of a session: what was typed is kept."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from painlog.window.main_window import MainWindow
from painlog.window.question import Question
from painlog.window.today.present import NOTE_DRAFT

_TRIES = 20
"""So often dialogs are asked to go before it is done all the same."""


class Shows(Protocol):
    """The program, as far as it shows a window."""

    window: MainWindow | None


def leave_dialogs(program: Shows, then: Callable[[], None], tries: int = _TRIES) -> None:
    """Close one dialog after the other; what was typed in one is kept. Then do `then`.

    What makes no answer as it stands is kept as a half-written note.
    """
    dialog = QApplication.activeModalWidget() or QApplication.activePopupWidget()
    if dialog is None or tries == 0:
        then()
        return
    if isinstance(dialog, Question):
        words = dialog.let_go()
        if words and program.window is not None:
            program.window.answers.add_to_draft(NOTE_DRAFT, words)
    elif isinstance(dialog, QDialog):
        dialog.reject()
    else:
        dialog.close()
    QTimer.singleShot(0, partial(leave_dialogs, program, then, tries - 1))
