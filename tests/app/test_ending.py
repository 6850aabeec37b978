"""The end that the system asks for by a signal: what was typed in a form is kept."""

import signal
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from painlog.entries import Note, now
from painlog.journal import Journal
from painlog.window.today.present import NOTE_DRAFT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

_TYPED_AND_ENDED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from painlog.app import running
from painlog.app.program import Program
opens, types, number = sys.argv[2:]
def end():
    form = QApplication.activeModalWidget()
    exec(types)
    os.kill(os.getpid(), int(number))
def opened(program):
    QTimer.singleShot(200, end)
    window = program.window
    exec(opens)
Program.after_first_paint = opened
sys.exit(running.run_window(Path(sys.argv[1])))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a journal with a note in it."""
    path = tmp_path / "journal.painlog"
    with Journal.open(path) as journal:
        journal.record(Note(id=uuid4(), at=now(), text="as it was"))
    return path


def _ended(path: Path, opens: str, types: str, number: signal.Signals) -> None:
    """Run the program, do what opens a form, type in it, and end the program by a signal."""
    line = [sys.executable, "-c", _TYPED_AND_ENDED, str(path), opens, types, str(number.value)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_what_a_form_can_save_is_saved(path: Path, number: signal.Signals) -> None:
    opens = "window.open_entry(window.journal.contents().notes[0])"
    _ended(path, opens, "form.text.setPlainText('typed until the end')", number)
    with Journal.open(path) as journal:
        assert [note.text for note in journal.contents().notes] == ["typed until the end"]


def test_what_it_cannot_save_waits_as_a_note(path: Path) -> None:
    opens = "window.today.asks.new_medicine.emit()"
    _ended(path, opens, "form.name.setText('Paracetamol'); form.strength.setText('half')", signal.SIGTERM)
    with Journal.open(path) as journal:
        assert journal.medicines() == ()
        assert "Paracetamol" in journal.kept(NOTE_DRAFT)


def test_without_a_form_the_window_is_closed(path: Path) -> None:
    _ended(path, "", "", signal.SIGTERM)
    with Journal.open(path) as journal:
        assert [note.text for note in journal.contents().notes] == ["as it was"]
