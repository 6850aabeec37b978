"""The Qt application, and the program in it until its window is closed."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from painlog import places
from painlog.app.ending import Ending
from painlog.app.last_resort import LastResort
from painlog.app.program import Program
from painlog.journal import JournalFault
from painlog.window.voices import hush
from painlog.words import language, refusals

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

_NO_ANSWER = ("could not connect to display", "Failed to create wl_display")
"""What Qt says of an X server, and of a Wayland one, that does not answer."""


def run_window(path: Path | None) -> int:
    """Show the window of the journal at `path`, or of the patient's own, until it is closed."""
    with no_screen_said():
        app = application(sys.argv[:1])
    last_resort = LastResort(app)
    program = Program(app)
    Ending(program, app)
    last_resort.tell = partial(tell_in_window, program)
    is_shown = True
    with last_resort:
        is_shown = program.start(path or places.journal_file())
    code = app.exec() if is_shown else program.code
    hush()
    return code


def tell_in_window(program: Program, fault: JournalFault) -> bool:
    """Say in the program's window what is the matter with the world; tell whether there is a window."""
    if program.window is None:
        return False
    program.window.answers.tell(fault)
    return True


@contextmanager
def no_screen_said() -> Iterator[None]:
    """End the program with a sentence where Qt, which is started inside, finds no screen to draw on.

    Whatever else Qt has to say meanwhile is said after that.
    """
    held: list[str] = []

    def hear(kind: "QtMsgType", context: "QMessageLogContext", words: str) -> None:
        from PySide6.QtCore import QtMsgType, qFormatLogMessage

        held.append(qFormatLogMessage(kind, context, words))
        if kind is QtMsgType.QtFatalMsg:
            if any(told in line for line in held for told in _NO_ANSWER):
                _say([refusals.no_screen()])
                os._exit(1)  # once a fatal message was heard Qt ends the program as if it had crashed
            _say(held)

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        _say(held)


def _say(lines: list[str]) -> None:
    if sys.stderr is not None:
        sys.stderr.writelines(f"{line}\n" for line in lines)
        sys.stderr.flush()
    lines.clear()


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
