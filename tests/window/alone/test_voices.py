"""What a thread says to a window that is gone by then, as at the program's end."""

import subprocess
import sys
import threading
from datetime import date

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from painlog.patterns.finding import Findings, Stopped
from painlog.record import Record
from painlog.window.patterns_tab.working import Days, Working
from painlog.window.voices import say


def test_what_is_said_is_done_on_the_window_s_thread_in_its_order(qtbot: QtBot) -> None:
    heard: list[tuple[int, int]] = []
    listener = QObject()

    def speak() -> None:
        for number in range(3):
            say(listener, lambda number=number: heard.append((number, threading.get_ident())))  # type: ignore[misc]

    thread = threading.Thread(target=speak)
    thread.start()
    thread.join(20)
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == [(number, threading.get_ident()) for number in range(3)]


def test_nothing_is_done_for_who_is_gone_by_then(qapp: QApplication) -> None:
    heard: list[int] = []
    listener, other = QObject(), QObject()
    say(listener, lambda: heard.append(1))
    delete(listener)
    say(listener, lambda: heard.append(2))
    say(other, lambda: heard.append(3))
    qapp.processEvents()
    assert heard == [3]


def test_who_is_taken_down_while_a_thread_speaks_to_it_ends_nothing() -> None:
    """It ended the program within a second: by Cancel while a passphrase is tried, or at the window's end."""
    code = """
import sys, threading, time
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from painlog.window.locks.working import Working
from painlog.window.voices import hush
app = QCoreApplication([])
until, heard = time.monotonic() + 4, []
while time.monotonic() < until:
    working, begun = Working(app), threading.Event()
    working.opened.connect(heard.append)
    working.begin(begun.set)
    begun.wait()
    delete(working)
    app.processEvents()
hush()
assert not heard
"""
    line = [sys.executable, "-X", "faulthandler", "-c", code]
    end = subprocess.run(line, capture_output=True, check=False, timeout=60)
    assert end.returncode == 0, end


def test_who_speaks_when_the_program_has_ended_does_not_keep_it_from_ending() -> None:
    """Python waits for a thread that backs the journal up; that waited for ever, and so did the program."""
    code = """
import threading
from PySide6.QtCore import QCoreApplication
from painlog.window.voices import hush, say
app, ended = QCoreApplication([]), threading.Event()
def back_up():
    ended.wait()
    say(app, int)
threading.Thread(target=back_up).start()
hush()
ended.set()
"""
    end = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=20)
    assert end.returncode == 0, end


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
    delete(working)
    ended.set()
    thread.join(20)
    assert goes_on == [False]
