"""A journal that is damaged, gone or none: said, mended from its backup when asked, else left alone."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import QLockFile, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from painlog.app.program import Program
from painlog.entries import CheckIn, now
from painlog.journal import Journal, JournalFault, Reason
from painlog.journal.backups import back_up, backups_of
from painlog.journal.checking import State, Verdict
from painlog.journal.copies import copies_beside
from painlog.journal.recovery import repair
from painlog.places import lock_file
from painlog.window.about_me import AboutMe
from painlog.window.cannot_open import CannotOpen
from painlog.window.damaged import Damaged
from painlog.window.restoring import Restoring

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a journal with a backup and an entry after it."""
    file = tmp_path / "journal.painlog"
    with Journal.open(file) as journal:
        journal.record(CheckIn(id=uuid4(), at=now(), background=3))
    back_up(file)
    with Journal.open(file) as journal:
        journal.record(CheckIn(id=uuid4(), at=now(), background=7))
    return file


def levels(path: Path) -> list[float | None]:
    with Journal.open(path, create=False) as journal:
        return [check_in.background for check_in in journal.contents().check_ins]


def change_a_figure(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE check_in SET background = 1 WHERE background = 7")
    raw.close()


def zero(path: Path) -> None:
    path.write_bytes(bytes(len(path.read_bytes())))


def spoil_the_first_page(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"rubbish" * 400)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def cut_to_nothing(path: Path) -> None:
    path.write_bytes(b"")


def delete(path: Path) -> None:
    path.unlink()


def answer(kind: type[QDialog], act: Callable[[QDialog], object]) -> list[QDialog]:
    """Do something with a dialog as soon as it is there; return the dialogs that were answered."""
    answered: list[QDialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            answered.append(dialog)
            act(dialog)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)
    return answered


def test_a_changed_figure_is_found_at_start_said_and_mended(
    program: Program, path: Path, qtbot: QtBot
) -> None:
    change_a_figure(path)
    seen = answer(Damaged, lambda dialog: dialog.yes.click())  # type: ignore[attr-defined]
    assert program.start(path)
    first = program.window
    qtbot.waitUntil(lambda: program.window is not None and program.window is not first, timeout=20_000)
    assert len(seen) == 1
    assert program.window is not None
    assert [one.background for one in program.window.journal.contents().check_ins] == [3, 7]
    [kept] = path.parent.glob("journal.painlog.replaced-*")
    assert levels(kept) == [3, 1]


def test_of_damage_while_it_is_open_the_window_says_what_to_do_and_keeps_what_was_pressed(
    program: Program, path: Path
) -> None:
    """It said that this is no journal, and to choose another file."""
    assert program.start(path)
    assert program.window is not None
    zero(path)
    program.window.answers.record(CheckIn(id=uuid4(), at=now(), background=5))
    assert "is damaged. Nothing was changed" in program.window.bar.reason.text()
    assert "start it again" in program.window.bar.reason.text()
    assert len(program.window.bar.waiting) == 1
    program.window.bar.waiting.clear()


def test_a_damaged_journal_may_be_left_as_it_is(program: Program, path: Path, qtbot: QtBot) -> None:
    change_a_figure(path)
    before = path.read_bytes()
    seen = answer(Damaged, lambda dialog: dialog.no.click())  # type: ignore[attr-defined]
    assert program.start(path)
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    assert path.read_bytes() == before
    assert program.window is not None


def test_another_file_in_its_place_is_not_called_damage(
    program: Program, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    another = tmp_path / "away.painlog"
    with Journal.open(another) as journal:
        journal.record(CheckIn(id=uuid4(), at=now(), background=5))
    path.write_bytes(another.read_bytes())
    said: list[str] = []

    def bring_back(dialog: QDialog) -> None:
        said.append(told_by(dialog))
        dialog.yes.click()  # type: ignore[attr-defined]

    answer(Damaged, bring_back)
    assert program.start(path)
    qtbot.waitUntil(
        lambda: bool(said) and program.window is not None and levels(path) == [3, 7], timeout=20_000
    )
    assert "lacks 2 entries of what was saved here" in said[0]
    assert "damaged" not in said[0]
    [kept] = path.parent.glob("journal.painlog.replaced-*")
    assert levels(kept) == [5]


def test_damage_is_told_of_when_the_form_that_stands_open_is_finished(
    program: Program, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To make the journal whole closes the window, and with it the form and what had opened that."""
    monkeypatch.setattr("painlog.app.program._ASK_AGAIN_MS", 0)
    change_a_figure(path)
    steps: list[object] = []
    assert program.start(path)
    window = program.window
    assert window is not None

    def write() -> None:
        window.doors.about_me(window, window.journal.patient())
        steps.append("went on")

    def finish() -> None:
        form = QApplication.activeModalWidget()
        steps.append(type(form))
        assert isinstance(form, QDialog)
        form.reject()
        QApplication.processEvents()  # what was due meanwhile comes first on a slow computer

    def leave(dialog: QDialog) -> None:
        steps.append(type(dialog))
        dialog.no.click()  # type: ignore[attr-defined]

    program.checking.found.connect(lambda _: QTimer.singleShot(0, finish))
    seen = answer(Damaged, leave)
    QTimer.singleShot(0, write)
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    assert steps == [AboutMe, "went on", Damaged]


@pytest.mark.parametrize("is_there", [False, True])
def test_a_journal_begun_in_an_empty_file_is_told_of(
    program: Program, tmp_path: Path, qtbot: QtBot, *, is_there: bool
) -> None:
    """As a check says of it; nothing is said of one that is begun where there was no file."""
    path = tmp_path / "alone" / "journal.painlog"
    path.parent.mkdir()
    if is_there:
        path.touch()
    assert program.start(path)
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: bool(window.menus[0].actions()))
    assert window.bar.isVisible() is is_there
    assert ("was empty" in window.bar.reason.text()) is is_there


def test_nothing_is_said_of_a_good_journal(program: Program, path: Path, qtbot: QtBot) -> None:
    said: list[object] = []
    program.checking.found.connect(said.append)
    assert program.start(path)
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: bool(window.menus[0].actions()))
    program.checking._check(window.journal)
    assert said == []


@pytest.fixture
def told(program: Program, path: Path) -> list[object]:
    """Give what is told of a damaged journal, which nobody is asked about."""
    change_a_figure(path)
    found: list[object] = []
    program.checking.found.connect(found.append)
    program.checking.found.disconnect(program._tell_damage)
    assert program.start(path)
    return found


def join_checks() -> None:
    for thread in threading.enumerate():
        if thread.name == "check":
            thread.join()


@pytest.mark.parametrize("is_another", [True, False], ids=["another journal", "the same, brought back"])
def test_damage_is_not_told_of_a_journal_that_is_shown_no_more(
    program: Program, told: list[object], tmp_path: Path, qtbot: QtBot, *, is_another: bool
) -> None:
    """Its check is over, and what it found waits for the window's thread while that opens the other."""
    program.after_first_paint()
    program.checking._start()
    join_checks()
    if is_another:
        program.open_another(tmp_path / "another.painlog")
    else:
        program._replace(repair)
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: bool(window.menus[0].actions()))
    join_checks()
    QApplication.processEvents()
    assert told == []


def test_damage_is_not_told_of_a_file_that_was_moved_away_meanwhile(
    program: Program, told: list[object], path: Path, qtbot: QtBot
) -> None:
    """It would be that of another file, or that there is none; the next press tells of that."""
    window = program.window
    assert window is not None
    away = path.with_name("away")
    program.checking.ask(window.journal)
    path.rename(away)
    program.checking._start()
    join_checks()
    QApplication.processEvents()
    assert told == []
    away.rename(path)
    program.checking.ask(window.journal)
    program.checking._start()
    join_checks()
    qtbot.waitUntil(lambda: len(told) == 1)


def test_copies_beside_a_file_that_is_gone_meanwhile_are_the_worlds_fault(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = path.with_name("a copy.painlog")
    copy.write_bytes(path.read_bytes())

    def gone_by_then(_: Path) -> bool:
        path.unlink(missing_ok=True)
        return True

    monkeypatch.setattr(Path, "is_file", gone_by_then)
    with pytest.raises(JournalFault):
        copies_beside(path)


TO_WRITE = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    other.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError:
    sys.exit(3)
"""


def keeps_out(path: Path) -> bool:
    """Tell whether another program cannot write to the journal now."""
    return subprocess.run([sys.executable, "-c", TO_WRITE, str(path)], check=False).returncode == 3


def test_what_looks_at_an_open_journal_lets_no_other_program_write_meanwhile(
    program: Program, path: Path, qtbot: QtBot
) -> None:
    """Closing a file takes away all locks that this program has on it, SQLite's too."""
    with Journal.open(path) as journal:
        with journal._store.transaction():
            looking = threading.Thread(target=program.checking._check, args=(journal,))
            looking.start()
            looking.join()
            qtbot.addWidget(Restoring(backups_of(path)[0].path, journal))
            assert keeps_out(path)
        assert not keeps_out(path)


@pytest.mark.parametrize("harm", [zero, spoil_the_first_page, cut_short, cut_to_nothing, delete])
def test_a_journal_that_does_not_open_is_made_whole_again(
    program: Program, path: Path, harm: Callable[[Path], None]
) -> None:
    harm(path)
    seen = answer(CannotOpen, lambda dialog: dialog.mend.click())  # type: ignore[attr-defined]
    assert program.start(path)
    assert len(seen) == 1
    assert program.window is not None
    assert [one.background for one in program.window.journal.contents().check_ins] == [3, 7]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE check_in SET at_offset = 'x'",
        "UPDATE check_in SET note = CAST('bytes' AS BLOB)",
        "UPDATE check_in SET background = x'31'",
        "INSERT INTO patient VALUES (1, 'x', NULL, NULL, '[1]', '[]')",
    ],
)
def test_a_journal_that_opens_and_cannot_be_shown_is_made_whole_again(
    program: Program, path: Path, sql: str
) -> None:
    """It was called a mistake of Painlog's, at each start anew, and no window came."""
    with sqlite3.connect(path) as raw:
        raw.execute(sql)
    raw.close()
    damaged = path.read_bytes()
    seen = answer(CannotOpen, lambda dialog: dialog.mend.click())  # type: ignore[attr-defined]
    assert program.start(path)
    assert len(seen) == 1
    assert program.window is not None
    assert [one.background for one in program.window.journal.contents().check_ins] == [3, 7]
    [kept] = path.parent.glob("journal.painlog.replaced-*")
    assert kept.read_bytes() == damaged


def test_a_journal_that_cannot_be_shown_is_left_as_it_is_and_given_back(program: Program, path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE check_in SET at_offset = 'x'")
    raw.close()
    before = path.read_bytes()
    answer(CannotOpen, lambda dialog: dialog.reject())
    assert not program.start(path)
    assert program.code == 1
    assert path.read_bytes() == before
    assert QLockFile(lock_file(path)).tryLock(0)


def test_who_leaves_another_journal_that_cannot_be_shown_is_back_at_the_one_before(
    program: Program, path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "journal.painlog"
    other.parent.mkdir()
    other.write_bytes(path.read_bytes())
    with sqlite3.connect(other) as raw:
        raw.execute("UPDATE check_in SET at_offset = 'x'")
    raw.close()
    assert program.start(path)
    answer(CannotOpen, lambda dialog: dialog.reject())
    program.open_another(other)
    assert program.window is not None
    assert program.window.journal.path == path
    program.window.answers.record(CheckIn(id=uuid4(), at=now(), background=2))
    assert levels(path) == [3, 7, 2]
    assert QLockFile(lock_file(other)).tryLock(0)


def told_by(dialog: QDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


def test_a_journal_that_was_cut_short_and_has_a_backup_is_called_damaged(
    program: Program, path: Path
) -> None:
    cut_short(path)
    said: list[str] = []

    def read(dialog: QDialog) -> None:
        said.append(told_by(dialog))
        dialog.reject()

    answer(CannotOpen, read)
    assert not program.start(path)
    assert "The file is damaged. Nothing was changed." in said[0]
    assert "Everything that was saved can be brought back." in said[0]


def test_an_older_copy_of_the_journal_is_not_called_damage(program: Program, path: Path) -> None:
    """As of a system's own backup, in which somebody looked for something else."""
    older = path.read_bytes()
    with Journal.open(path) as journal:
        for level in (4, 5):
            journal.record(CheckIn(id=uuid4(), at=now(), background=level))
    path.write_bytes(older)
    said: list[str] = []

    def mend(dialog: QDialog) -> None:
        said.append(told_by(dialog))
        dialog.mend.click()  # type: ignore[attr-defined]

    answer(CannotOpen, mend)
    assert program.start(path)
    assert "an older copy of your journal" in said[0]
    assert "Everything that was saved can be brought back." in said[0]
    assert "damaged" not in said[0]
    assert program.window is not None
    assert [one.background for one in program.window.journal.contents().check_ins] == [3, 7, 4, 5]


def test_of_damage_without_a_backup_the_window_says_what_to_do_and_names_no_command(
    qapp: QApplication, path: Path
) -> None:
    said = told_by(CannotOpen(JournalFault(Reason.DAMAGED, path), path, None, Verdict(State.DAMAGED)))
    assert "look for a copy of it elsewhere" in said
    assert "painlog check" not in said


def newer(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()


def words(path: Path) -> None:
    path.write_text("Dear diary", encoding="utf-8")


def escape(dialog: QDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def enter_then_leave(dialog: QDialog) -> None:
    """Enter tries the same file again; the question comes back, and is left."""
    answer(CannotOpen, lambda again: again.reject())
    QTest.keyClick(dialog, Qt.Key.Key_Return)


WAYS: dict[str, Callable[[Any], object]] = {
    "Esc": escape,
    "X and Alt+F4": lambda dialog: dialog.close(),
    "Close Painlog": lambda dialog: dialog.no.click(),
    "Enter": enter_then_leave,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("harm", [zero, spoil_the_first_page, cut_short, cut_to_nothing, newer, words])
def test_every_way_out_leaves_the_file_byte_for_byte(
    program: Program, path: Path, harm: Callable[[Path], None], way: str
) -> None:
    harm(path)
    before = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    answer(CannotOpen, WAYS[way])
    assert not program.start(path)
    after = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    after.pop(path.with_name(f"{path.name}.lock"), None)
    assert after == before


def test_after_a_repair_a_second_start_still_finds_the_window(
    program: Program, path: Path, qtbot: QtBot
) -> None:
    change_a_figure(path)
    answer(Damaged, lambda dialog: dialog.yes.click())  # type: ignore[attr-defined]
    assert program.start(path)
    first = program.window
    qtbot.waitUntil(lambda: program.window is not None and program.window is not first, timeout=20_000)
    assert path.with_name(f"{path.name}.lock").exists()
