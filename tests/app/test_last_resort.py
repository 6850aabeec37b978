"""The last resort: a mistake of ours is logged and shown, and tells nothing that a person wrote."""

import re
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog import places
from painlog.app.last_resort import LastResort, log
from painlog.app.program import Program
from painlog.app.running import tell_in_window
from painlog.entries import (
    Activity,
    Appointment,
    CheckIn,
    Dose,
    FlareUp,
    Note,
    Patient,
    Question,
    Refused,
    Why,
    now,
)
from painlog.journal import Journal, JournalFault, Reason
from painlog.medicines import Medicine
from painlog.window.mistake import Mistake, report_of
from painlog.words import language
from painlog.words.refusals import faulted

STRANGE = "Zxqvwort"
"""A word that stands nowhere in the program."""
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def hooks(qapp: QApplication) -> Iterator[LastResort]:
    before = sys.excepthook, threading.excepthook
    yield LastResort(qapp)
    sys.excepthook, threading.excepthook = before


def _raised(error: BaseException) -> BaseException:
    secret = STRANGE
    try:
        try:
            raise error
        except type(error) as first:
            raise ValueError(f"about {secret}") from first
    except ValueError as second:
        return second


@pytest.mark.parametrize(
    "error",
    [
        KeyError(STRANGE),
        Refused("note", Why.EMPTY, STRANGE),
        JournalFault(Reason.DAMAGED, Path(f"/home/{STRANGE}/journal.painlog"), STRANGE),
        UnicodeDecodeError("utf-8", STRANGE.encode(), 0, 1, STRANGE),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_report_says_where_and_never_what(error: BaseException) -> None:
    report = report_of(_raised(error))
    assert STRANGE not in report
    assert type(error).__name__ in report
    assert "ValueError" in report
    assert re.search(r"_raised \((painlog/tests/app/)?test_last_resort\.py:", report)


@pytest.mark.parametrize("folder", ["C:\\Users\\Jane\\lib\\", "/home/jane/lib/"])
def test_a_report_names_no_folder_of_a_person(folder: str) -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        exec(compile("1 / 0", f"{folder}numbers.py", "exec"), {})  # noqa: S102 - a file of another program
    assert "(numbers.py:1)" in report_of(raised.value)
    assert "ane" not in report_of(raised.value)


def test_a_mistake_is_logged_and_shown_once_at_a_time(hooks: LastResort, qtbot: QtBot) -> None:
    for _ in range(2):
        error = _raised(KeyError(STRANGE))
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Mistake))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Mistake)
    dialog.copy.click()
    assert "ValueError" in QGuiApplication.clipboard().text()
    dialog.yes.click()
    written = (places.log_folder() / "painlog.log").read_text(encoding="utf-8")
    assert written.count("mistake") == 2
    assert STRANGE not in written


def test_a_mistake_on_another_thread_is_met_too(hooks: LastResort, qtbot: QtBot) -> None:
    def fails() -> None:
        raise KeyError(STRANGE)

    thread = threading.Thread(target=fails)
    thread.start()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Mistake))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Mistake)
    dialog.yes.click()


def test_a_mistake_at_the_start_is_waited_for_like_a_window(hooks: LastResort, qtbot: QtBot) -> None:
    with hooks:
        raise KeyError(STRANGE)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Mistake)
    dialog.yes.click()


def test_a_fault_of_the_world_is_said_in_the_window_and_is_no_mistake(
    qapp: QApplication, hooks: LastResort, qtbot: QtBot, tmp_path: Path
) -> None:
    language.install(qapp, "en")
    path = tmp_path / "journal.painlog"
    fault = JournalFault(Reason.IO, path)
    program = Program(qapp)
    hooks.tell = partial(tell_in_window, program)
    assert not hooks.tell(fault), "there is no window yet"
    assert program.start(path)
    window = program.window
    assert window is not None
    qtbot.addWidget(window)
    for _ in range(2):
        sys.excepthook(JournalFault, fault, None)
    assert window.bar.isVisible()
    assert window.bar.reason.text() == faulted(fault.reason, path)
    assert QApplication.activeModalWidget() is None
    assert "mistake" not in (places.log_folder() / "painlog.log").read_text(encoding="utf-8")
    window.close()


def test_a_fault_without_a_window_is_shown_all_the_same(hooks: LastResort, qtbot: QtBot) -> None:
    sys.excepthook(JournalFault, JournalFault(Reason.IO, Path(STRANGE)), None)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Mistake)
    dialog.yes.click()


def test_a_log_is_private_and_does_not_grow_for_ever(home: Path) -> None:
    file = places.log_folder() / "painlog.log"
    file.write_text("x" * 600_000, encoding="utf-8")
    log("act record flare-up")
    assert file.stat().st_size < 1000
    assert file.stat().st_mode & 0o077 == 0
    assert file.with_suffix(".old.log").stat().st_size == 600_000


def test_a_log_that_cannot_be_written_keeps_nobody_from_anything(home: Path) -> None:
    (places.log_folder() / "painlog.log").mkdir()
    log("act record flare-up")


def test_without_a_folder_for_the_log_a_mistake_is_shown_all_the_same(
    home: Path, hooks: LastResort, qtbot: QtBot
) -> None:
    (home / "xdg_state_home").touch()
    error = _raised(KeyError(STRANGE))
    sys.excepthook(type(error), error, error.__traceback__)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Mistake)
    dialog.yes.click()


def _everything() -> tuple[list[Medicine], list[FlareUp | Dose | Activity | CheckIn | Appointment | Note]]:
    at = now().replace(microsecond=0)
    medicine = Medicine(id=uuid4(), name=STRANGE, ingredient=STRANGE, note=STRANGE)
    words = (STRANGE,)
    return [medicine], [
        FlareUp(
            id=uuid4(),
            started_at=at,
            triggers=words,
            regions=words,
            qualities=words,
            helped=words,
            kept_from=STRANGE,
            note=STRANGE,
        ),
        Dose(id=uuid4(), medicine=medicine.id, taken_at=at, site=STRANGE, note=STRANGE),
        Activity(id=uuid4(), name=STRANGE, started_at=at, note=STRANGE),
        CheckIn(id=uuid4(), at=at, background=3, note=STRANGE),
        Appointment(
            id=uuid4(), at=at, with_whom=STRANGE, questions=(Question(text=STRANGE, answer=STRANGE),)
        ),
        Note(id=uuid4(), at=at, text=STRANGE),
    ]


def test_what_a_person_wrote_stands_in_the_journal_and_nowhere_else(
    qapp: QApplication, qtbot: QtBot, home: Path, tmp_path: Path, hooks: LastResort
) -> None:
    """A strange word is planted in every field; logs, settings and temporary files are searched for it."""
    language.install(qapp, "en")
    path = tmp_path / "journal.painlog"
    program = Program(qapp)
    assert program.start(path)
    window = program.window
    assert window is not None
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: bool(window.menus[0].actions()))
    medicines, entries = _everything()
    window.journal.describe(Patient(name=STRANGE, activities=(STRANGE,), usual_regions=(STRANGE,)))
    for each in (*medicines, *entries):
        window.answers.write(each)
    window.today.quick.open_note()
    window.answers.keep("note", STRANGE)
    window.answers.do(lambda: window.journal.record(entries[0]), STRANGE)
    error = _raised(KeyError(STRANGE))
    sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Mistake))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Mistake)
    assert STRANGE not in dialog.text.toPlainText()
    dialog.yes.click()
    window.close()
    language.remove(qapp)
    with Journal.open(path, create=False) as journal:
        assert journal.contents().notes
    files = [file for file in (*home.rglob("*"), *tmp_path.rglob("*")) if file.is_file()]
    telling = [file for file in files if STRANGE.encode() in file.read_bytes()]
    assert all(file.suffix == ".painlog" for file in telling), telling
    assert any(file.name == "painlog.log" for file in files)
    assert any(file.name == "preferences.ini" for file in files)
