"""What takes a while is shown by the cursor, and what does not is not; the window answers meanwhile."""

import threading
from functools import partial
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.app.opening import wait_for
from painlog.change import Act, Change, RowChange
from painlog.entries import Contents, Note
from painlog.journal import Journal
from painlog.journal.second_record import SecondRecord
from painlog.window.answers import MANY, Answers
from painlog.window.busy import busy
from painlog.window.doing import Doing
from painlog.window.unwritten import UnwrittenBar
from tests.window.april import NOW, journal

__all__ = ["journal"]


def is_shown() -> bool:
    cursor = QApplication.overrideCursor()
    return cursor is not None and cursor.shape() is Qt.CursorShape.WaitCursor


@pytest.fixture
def bar(qtbot: QtBot) -> UnwrittenBar:
    made = UnwrittenBar()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def answers(journal: Journal, bar: UnwrittenBar) -> Answers:
    return Answers(journal, bar, wait_for)


def notes(count: int) -> Contents:
    return Contents(notes=tuple(Note(id=uuid4(), at=NOW, text="") for _ in range(count)))


@pytest.mark.parametrize("count", [1, MANY])
def test_acts_on_very_many_entries_show_that_they_take_a_while(
    journal: Journal, answers: Answers, count: int
) -> None:
    seen, told = list[bool](), list[Change]()
    answers.undo()  # of nothing
    journal.listen(lambda _: seen.append(is_shown()))
    journal.listen(told.append)
    for act in (partial(answers.take_in, notes(count)), answers.undo, answers.redo):
        act()
        assert not is_shown()
    assert seen == [count == MANY] * 3
    assert [change.act for change in told] == [Act.TAKE_IN, Act.UNDO, Act.REDO]
    assert journal.count() == count


@pytest.mark.parametrize("count", [1, MANY // 10])
def test_to_take_out_several_hundred_shows_that_it_takes_a_while(
    journal: Journal, answers: Answers, count: int
) -> None:
    """The window stood still for nine seconds where five thousand of ten thousand were removed."""
    seen, told = list[bool](), notes(count)
    answers.take_in(told)
    journal.listen(lambda _: seen.append(is_shown()))
    answers.remove(note.id for note in told.notes)
    assert (seen, journal.count()) == ([count > 1], 0)
    answers.undo()
    assert journal.count() == count


@pytest.mark.parametrize("count", [1, MANY // 10])
def test_to_bring_back_several_hundred_shows_that_it_takes_a_while(
    journal: Journal, answers: Answers, count: int
) -> None:
    """The window stood still for six seconds where five thousand were brought back."""
    seen, told = list[bool](), notes(count)
    answers.take_in(told)
    answers.remove(note.id for note in told.notes)
    journal.listen(lambda _: seen.append(is_shown()))
    answers.bring_back(note.id for note in told.notes)
    assert (seen, journal.count()) == ([count > 1], count)
    answers.undo()
    assert journal.count() == 0


def test_the_window_answers_while_very_many_entries_are_taken_in(
    journal: Journal, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing can be pressed, but it is painted, and its clocks go on."""
    add, answered = SecondRecord.add, threading.Event()

    def add_when_answered(record: SecondRecord, act: int, rows: list[RowChange]) -> None:
        assert answered.wait(20)
        add(record, act, rows)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, Doing) and dialog.isVisible():
            dialog.reject()  # by Esc
            assert dialog.isVisible()
            assert journal.count() == 0
            looking.stop()
            answered.set()

    monkeypatch.setattr(SecondRecord, "add", add_when_answered)
    looking = QTimer(interval=10)
    looking.timeout.connect(look)
    looking.start()
    answers.take_in(notes(MANY))
    assert journal.count() == MANY
    assert QApplication.activeModalWidget() is None


def test_what_is_refused_of_very_many_entries_is_said(
    journal: Journal, answers: Answers, bar: UnwrittenBar
) -> None:
    [note] = notes(1).notes
    answers.take_in(Contents(notes=(*notes(MANY).notes, note, note)))
    assert journal.count() == 0
    assert bar.reason.text() != ""


def fail() -> None:
    with busy():
        assert is_shown()
        raise ZeroDivisionError


@pytest.mark.usefixtures("qapp")
def test_the_cursor_is_as_before_whatever_happens() -> None:
    with pytest.raises(ZeroDivisionError):
        fail()
    assert not is_shown()
