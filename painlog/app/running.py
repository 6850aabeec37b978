"""The Qt application, and the program in it until its window is closed."""

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from painlog import places
from painlog.app.last_resort import LastResort
from painlog.app.program import Program
from painlog.journal import JournalFault
from painlog.words import language


def run_window(path: Path | None) -> int:
    """Show the window of the journal at `path`, or of the patient's own, until it is closed."""
    leave_no_core_dump()
    app = application(sys.argv)
    last_resort = LastResort(app)
    program = Program(app)
    last_resort.tell = partial(tell_in_window, program)
    return app.exec() if program.start(path or places.journal_file()) else program.code


def tell_in_window(program: Program, fault: JournalFault) -> bool:
    """Say in the program's window what is the matter with the world; tell whether there is a window."""
    if program.window is None:
        return False
    program.window.answers.tell(fault)
    return True


def leave_no_core_dump() -> None:
    """Let the system write no image of our memory, which holds what was written, if we crash."""
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def application(arguments: Sequence[str]) -> QApplication:
    """Return the Qt application, with its name and the language it speaks."""
    # Asking for the style by argument and not by setStyle saves the loading of QStyle with its many enums.
    app = QApplication([*arguments, "-style", "fusion"])
    app.setApplicationName("painlog")
    app.setApplicationDisplayName("Painlog")
    app.setDesktopFileName("painlog")
    app.aboutToQuit.connect(_let_go_of_clipboard)
    language.install(app)
    return app


def _let_go_of_clipboard() -> None:
    """Leave no object of ours on the clipboard: Qt would take it down when Python is gone by then."""
    from shiboken6 import createdByPython

    clipboard = QGuiApplication.clipboard()
    data = clipboard.mimeData()
    if data is not None and createdByPython(data):  # type: ignore[redundant-expr]
        clipboard.setText(clipboard.text())
