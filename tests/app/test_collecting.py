"""Garbage is collected on the window's thread, between two events, and nowhere else."""

import gc
import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from painlog.app.collecting import Collecting, collect_due
from painlog.app.program import Program
from painlog.window.question import Question

PLENTY = 5_000
"""Circles of objects: more than Python's own threshold, many times."""


class Circle:
    """Is garbage as soon as nobody else knows it, and goes only when garbage is collected."""

    def __init__(self) -> None:
        """Close the circle."""
        self.itself = self


def circles() -> list[weakref.ref[Circle]]:
    """Return what tells of circles whether they are still there."""
    return [weakref.ref(Circle()) for _ in range(PLENTY)]


def left(told: list[weakref.ref[Circle]]) -> int:
    """Return how many of them are still there."""
    return sum(each() is not None for each in told)


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Program:
    """Return the program with its window, all loaded, as the patient has it."""
    program = Program(qapp)
    assert program.start(tmp_path / "journal.painlog")
    window = program.window
    assert window is not None
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: program.loading.findChild(Collecting) is not None, timeout=30_000)
    return program


def test_in_the_running_program_garbage_goes_by_itself(program: Program, qtbot: QtBot) -> None:
    assert not gc.isenabled()
    told = circles()
    assert left(told) == PLENTY, "Python collected by itself"
    qtbot.waitUntil(lambda: left(told) == 0, timeout=10_000)


def test_none_is_collected_on_another_thread(program: Program) -> None:
    told: list[weakref.ref[Circle]] = []
    thread = threading.Thread(target=lambda: told.extend(circles()))
    thread.start()
    thread.join()
    assert left(told) == PLENTY


def test_one_more_journal_has_no_collector_of_its_own(program: Program, qtbot: QtBot) -> None:
    with qtbot.waitSignal(program.loading.done, timeout=30_000):
        program.loading.start()
    assert len(program.loading.findChildren(Collecting)) == 1


def test_under_an_open_question_it_waits(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("painlog.app.collecting._EVERY_MS", 1)
    collecting = Collecting(QApplication.instance())  # type: ignore[arg-type]
    parent = QWidget()
    qtbot.addWidget(parent)
    question = Question("Title", "Yes", parent)
    seen: list[int] = []

    def look() -> None:
        told = circles()
        inner = QEventLoop()  # time passes
        QTimer.singleShot(50, inner.quit)
        inner.exec()
        seen.append(left(told))
        question.reject()

    QTimer.singleShot(0, look)
    question.ask()
    assert seen == [PLENTY]
    told = circles()
    qtbot.waitUntil(lambda: left(told) == 0, timeout=10_000)
    collecting.deleteLater()


def test_a_question_that_was_asked_is_not_taken_apart_in_between(qtbot: QtBot) -> None:
    """PySide gives a dialog to Python at the end of exec: garbage from then on, if it stands in a circle."""
    parent = QWidget()
    qtbot.addWidget(parent)
    gone: list[bool] = []

    def ask() -> None:
        question = Question("Title", "Yes", parent)
        Circle().question = question  # type: ignore[attr-defined]
        question.destroyed.connect(lambda: gone.append(True))
        QTimer.singleShot(0, question.reject)
        question.ask()

    ask()
    told = circles()
    assert (left(told), gone) == (PLENTY, [])
    gc.collect()
    assert gone, "where PySide no longer does so, this test proves nothing"


@pytest.mark.parametrize(
    ("counts", "thresholds", "collected"),
    [
        ((700, 10, 10), (700, 10, 10), []),
        ((701, 10, 10), (700, 10, 10), [0]),
        ((701, 11, 10), (700, 10, 10), [1]),
        ((5, 11, 11), (700, 10, 10), [2]),
        ((701, 11, 11), (0, 0, 0), []),
    ],
)
def test_what_is_due_is_what_python_would_collect(
    counts: tuple[int, ...],
    thresholds: tuple[int, ...],
    collected: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By its own thresholds, the oldest generation that is over its own; a threshold of 0 is none at all."""
    done: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: counts)
    monkeypatch.setattr(gc, "get_threshold", lambda: thresholds)
    monkeypatch.setattr(gc, "collect", done.append)
    collect_due()
    monkeypatch.undo()
    assert done == collected
