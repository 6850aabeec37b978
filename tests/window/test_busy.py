"""What takes a while on the window's own thread is shown by the cursor, and what does not is not."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.entries import Contents, Note
from painlog.journal import Journal
from painlog.window.answers import Answers
from painlog.window.busy import MANY, busy
from painlog.window.unwritten import UnwrittenBar
from tests.window.april import journal

__all__ = ["journal"]


def is_shown() -> bool:
    cursor = QApplication.overrideCursor()
    return cursor is not None and cursor.shape() is Qt.CursorShape.WaitCursor


@pytest.mark.parametrize("count", [1, MANY])
def test_undo_and_redo_of_very_many_entries_show_that_they_take_a_while(
    journal: Journal, qtbot: QtBot, count: int
) -> None:
    bar = UnwrittenBar()
    qtbot.addWidget(bar)
    answers, seen = Answers(journal, bar), list[bool]()
    at = journal.clock()
    answers.undo()  # of nothing
    journal.take_in(Contents(notes=tuple(Note(id=uuid4(), at=at, text="") for _ in range(count))))
    journal.listen(lambda _: seen.append(is_shown()))
    for act in (answers.undo, answers.redo):
        act()
        assert not is_shown()
    assert seen == [count == MANY] * 2
    assert journal.count() == count


def fail() -> None:
    with busy():
        assert is_shown()
        raise ZeroDivisionError


@pytest.mark.usefixtures("qapp")
def test_the_cursor_is_as_before_whatever_happens() -> None:
    with pytest.raises(ZeroDivisionError):
        fail()
    assert not is_shown()
