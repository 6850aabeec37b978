"""The running program, that each test opens a journal with."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from painlog.app.program import Program
from painlog.words import language


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Program]:
    language.install(qapp, "en")
    made = Program(qapp)
    yield made
    if made.window is not None:
        made.window.close()
    language.remove(qapp)
