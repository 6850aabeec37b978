"""What a thread says to a window that is gone by then, as at the program's end."""

import threading
from datetime import date

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from painlog.patterns.finding import Findings, Stopped
from painlog.record import Record
from painlog.window.patterns_tab.working import Days, Working
from painlog.window.voices import unless_gone


class Speaker(QObject):
    """Says a number."""

    said = Signal(int)


def test_a_speaker_that_is_gone_is_no_fault(qapp: QApplication) -> None:
    heard: list[int] = []
    speaker = Speaker()
    speaker.said.connect(heard.append)
    with unless_gone(speaker):
        speaker.said.emit(1)
    delete(speaker)
    with unless_gone(speaker):
        speaker.said.emit(2)
    assert heard == [1]


def test_every_other_fault_stays_one(qapp: QApplication) -> None:
    with pytest.raises(RuntimeError, match="ours"), unless_gone(Speaker()):
        raise RuntimeError("ours")


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_patterns_that_are_worked_out_while_the_program_ends_are_given_up(qapp: QApplication) -> None:
    begun, ended, goes_on = threading.Event(), threading.Event(), []

    def work_out(record: Record, begin: date, until: date, step: object) -> Findings:
        begun.set()
        ended.wait(20)
        goes_on.append(step(1, 2))  # type: ignore[operator]
        raise Stopped

    working = Working(work_out)
    days = Days(date(2026, 4, 1), date(2026, 4, 30))
    threads = set(threading.enumerate())
    working.ask(days, lambda: None)  # type: ignore[arg-type,return-value]
    (thread,) = set(threading.enumerate()) - threads
    assert begun.wait(20)
    delete(working._voice)
    ended.set()
    thread.join(20)
    assert goes_on == [False]
