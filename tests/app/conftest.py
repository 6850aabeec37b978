"""The running program, that each test opens a journal with."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.app.program import Program
from painlog.window.one_window import call
from painlog.words import language


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Program]:
    language.install(qapp, "en")
    made = Program(qapp)
    yield made
    if made.window is not None:
        made.window.close()
    language.remove(qapp)


@pytest.fixture
def answers(qtbot: QtBot) -> Iterator[Callable[[Path], bool]]:
    """Give what calls the window of a journal as a second start does, while this program goes on."""
    with ThreadPoolExecutor() as threads:

        def calls(path: Path) -> bool:
            called = threads.submit(call, path)
            qtbot.waitUntil(called.done)
            return called.result()

        yield calls
