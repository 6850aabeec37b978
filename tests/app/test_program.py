"""The running program: what it opens, what it does when a journal does not open, and a second start."""

import gc
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from operator import sub
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import QDir, QLockFile, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from painlog.app import program as programs
from painlog.app.opening import opened
from painlog.app.program import Program
from painlog.entries import Note, now
from painlog.journal import Journal, JournalFault, Reason, backups, replacing
from painlog.journal.backups import back_up, backups_of
from painlog.journal.checking import check
from painlog.journal.replacing import set_aside
from painlog.journal.store import Store
from painlog.report.waiting import WAITING
from painlog.window import one_window
from painlog.window.about_me import AboutMe
from painlog.window.cannot_open import CannotOpen
from painlog.window.files import Files
from painlog.window.main_window import MainWindow
from painlog.window.meanwhile import Wait
from painlog.window.one_window import OneWindow, call, name_for
from painlog.window.own_backups import OwnBackups
from painlog.window.restoring import Restoring
from painlog.window.today.present import NOTE_DRAFT
from painlog.words import times

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.painlog"


def shown(program: Program, qtbot: QtBot) -> MainWindow:
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: bool(window.menus[0].actions()))
    return window


def answer(qtbot: QtBot, kind: type, press: str) -> None:
    """Press a button of a dialog as soon as it is there."""

    def pressed() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            getattr(dialog, press).click()
        else:
            QTimer.singleShot(20, pressed)

    QTimer.singleShot(0, pressed)


def note(text: str) -> Note:
    return Note(id=uuid4(), at=now(), text=text)


# starting


def test_a_first_start_makes_the_journal_for_this_account_alone(
    program: Program, path: Path, qtbot: QtBot
) -> None:
    assert program.start(path)
    shown(program, qtbot)
    assert path.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_said_in_a_window(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    """Who starts Painlog from a menu sees no terminal. Once it can be made, another try makes it."""
    in_the_way = tmp_path / "in the way"
    in_the_way.touch()
    said: list[bool] = []

    def tries() -> None:
        in_the_way.unlink()
        answer(qtbot, CannotOpen, "yes")
        said.append(True)

    QTimer.singleShot(0, tries)
    assert program.start(in_the_way / "painlog" / "journal.painlog")
    assert said
    shown(program, qtbot)


def test_a_damaged_journal_is_left_alone(program: Program, path: Path, qtbot: QtBot) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"rubbish" * 400)
    before = path.read_bytes()
    answer(qtbot, CannotOpen, "no")
    assert not program.start(path)
    assert program.code == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["pipe.painlog", "x" * 300 + ".painlog"])
def test_what_can_be_no_journal_is_said_and_not_waited_for(
    program: Program, tmp_path: Path, name: str, qtbot: QtBot
) -> None:
    if name == "pipe.painlog":
        if os.name != "posix":
            pytest.skip("pipes with a name")
        os.mkfifo(tmp_path / name)
    answer(qtbot, CannotOpen, "no")
    assert not program.start(tmp_path / name)
    assert program.code == 1


def test_another_journal_is_opened_instead(
    path: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text("not a journal", encoding="utf-8")
    other = tmp_path / "other.painlog"
    Journal.open(other).close()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    answer(qtbot, CannotOpen, "another")
    journal = opened(path, None)
    assert journal is not None
    assert journal.path == other
    journal.close()


def test_a_lock_is_taken_and_given_back(program: Program, path: Path, qtbot: QtBot) -> None:
    program.start(path)
    window = shown(program, qtbot)
    assert not QLockFile(f"{path}.lock").tryLock(0)
    window.close()
    assert QLockFile(f"{path}.lock").tryLock(0)
    assert [each.name for each in path.parent.iterdir()] == ["journal.painlog"]


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_journal_by_the_name_of_a_link_has_its_own_lock_and_backups(
    program: Program, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    Journal.open(path).close()
    link = tmp_path / "elsewhere" / "link.painlog"
    link.parent.mkdir()
    link.symlink_to(path)
    assert program.start(link)
    window = shown(program, qtbot)
    assert window.journal.path == path
    assert is_held(path)
    window.answers.do(lambda: window.journal.record(note("one")))
    window.close()
    assert len(backups_of(path)) == 1
    assert list(link.parent.iterdir()) == [link]


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_to_nothing_begins_no_journal_and_is_called_so(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a stick that was pulled out: an empty journal was begun where it leads."""
    pulled_out, link = tmp_path / "stick" / "journal.painlog", tmp_path / "link.painlog"
    pulled_out.parent.mkdir()
    link.symlink_to(pulled_out)
    said: list[str] = []

    def left(question: CannotOpen) -> bool:
        said.extend(label.text() for label in question.findChildren(QLabel))
        return False

    monkeypatch.setattr(CannotOpen, "ask_once", left)
    assert not program.start(link)
    assert any("is a link to a journal that is not there" in words for words in said)
    assert [*pulled_out.parent.iterdir()] == []


# other journals


def test_another_journal_takes_the_place_of_the_first(
    program: Program, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    program.start(path)
    first = shown(program, qtbot)
    program.open_another(tmp_path / "new.painlog")
    second = shown(program, qtbot)
    assert second is not first
    assert second.journal.path.name == "new.painlog"
    assert program.preferences.recent[:2] == [tmp_path / "new.painlog", path]
    program.open_another(tmp_path / "new.painlog")
    assert program.window is second


def test_no_other_journal_is_opened_under_a_question(
    program: Program, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """A key pressed as a dialog comes up still reaches the window, which would go with the dialog."""
    program.start(path)
    window = shown(program, qtbot)

    def press() -> None:
        program.open_another(tmp_path / "new.painlog")
        question = QApplication.activeModalWidget()
        assert isinstance(question, AboutMe)
        question.reject()

    QTimer.singleShot(0, press)
    window.doors.about_me(window, window.journal.patient())
    assert program.window is window
    program.open_another(tmp_path / "new.painlog")
    assert shown(program, qtbot) is not window


def no_journal_in(folder: Path) -> Path:
    """Return a file that only has the name of a journal."""
    file = folder / "broken.painlog"
    file.write_text("no journal", encoding="utf-8")
    return file


def is_held(path: Path) -> bool:
    """Tell whether a window holds the journal at `path`."""
    return not QLockFile(f"{path}.lock").tryLock(0)


def test_a_journal_that_was_not_opened_after_all_is_not_held(
    program: Program, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    program.start(path)
    window = shown(program, qtbot)
    broken = no_journal_in(tmp_path)
    answer(qtbot, CannotOpen, "no")
    program.open_another(broken)
    assert program.window is window
    assert not is_held(broken)
    assert is_held(path), "its own window is still there"
    program.open_another(tmp_path / "new.painlog")
    assert shown(program, qtbot) is not window
    assert not is_held(path)
    assert is_held(tmp_path / "new.painlog")


def test_nothing_of_a_journal_stays_in_memory_when_another_was_opened(
    program: Program, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """Nor the key of one that is locked."""
    program.start(path)
    first = weakref.ref(shown(program, qtbot).journal)
    program.open_another(tmp_path / "new.painlog")
    shown(program, qtbot)

    def is_gone() -> bool:
        gc.collect()
        return first() is None

    qtbot.waitUntil(is_gone)


def test_no_menu_is_left_behind_when_another_journal_was_opened(
    program: Program, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """That of the icon at the edge was, once for each window."""
    program.start(path)
    first = shown(program, qtbot)
    before = _loose_menus()
    program.open_another(tmp_path / "new.painlog")
    shown(program, qtbot)
    qtbot.waitUntil(lambda: not isValid(first))
    qtbot.waitUntil(lambda: _loose_menus() == before)


def _loose_menus() -> int:
    every = QApplication.topLevelWidgets()
    return sum(isinstance(each, QMenu) and each.parent() is None for each in every)


def test_the_journal_that_is_chosen_instead_is_the_one_that_is_held(
    program: Program, path: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text("not a journal", encoding="utf-8")
    other = tmp_path / "other.painlog"
    Journal.open(other).close()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    answer(qtbot, CannotOpen, "another")
    assert program.start(path)
    shown(program, qtbot)
    assert is_held(other)
    assert not is_held(path)


def test_a_new_journal_is_not_an_old_one_that_has_its_name(
    program: Program, path: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """“Do you want to replace it?” was asked, and after “Yes” the old one was open, with all its entries."""
    other = tmp_path / "other.painlog"
    with Journal.open(other) as journal:
        journal.record(note("of somebody else"))
    program.start(path)
    window = shown(program, qtbot)
    asked: list[object] = []

    def chosen(*given: object) -> tuple[str, str]:
        asked.append(given[-1])
        return str(other), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    for command in ("New journal…", "Back up…"):
        next(each for each in window.menus[0].actions() if each.text() == command).trigger()
        said = window.bar.reason.text()
        assert said.endswith("is already there. Nothing was changed; please choose another name.")
        window.bar.clear_reason()
    assert asked == [QFileDialog.Option.DontConfirmOverwrite] * 2, "what is never done is not asked for"
    assert shown(program, qtbot).journal.path == path


def test_a_file_that_was_written_is_named_on_the_line_until_something_is_written_down(
    program: Program, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.start(path)
    window = shown(program, qtbot)
    for command, name, words in (
        ("Export…", "out.json", "Exported to out.json in "),
        ("Back up…", "copy.painlog", "Backed up to copy.painlog in "),
    ):
        file = path.with_name(name)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, file=file: (str(file), ""))
        next(each for each in window.menus[0].actions() if each.text() == command).trigger()
        assert file.stat().st_size > 0
        said = window.status.saved.text().replace("\u200b", "")
        assert said.removesuffix(" ·") == words + str(file.parent)
        window.journal.record(note("later"))
        assert window.status.saved.text().startswith("Saved")


def test_what_is_no_entry_yet_is_said_not_to_be_in_an_export(
    program: Program, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who takes the journal to another computer that way lost it without a word."""
    program.start(path)
    window = shown(program, qtbot)
    window.journal.keep(NOTE_DRAFT, "half")
    window.journal.keep(WAITING, "May I drive?")
    for name, is_said in (("out.json", True), ("out.csv", False)):
        file = path.with_name(name)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, file=file: (str(file), ""))
        next(each for each in window.menus[0].actions() if each.text() == "Export…").trigger()
        said = window.status.saved.text().removesuffix(" ·")
        beside = " · A backup has what is not in it: your half-written note, your questions that wait for an"
        assert said.endswith(f"{beside} appointment") is is_said


def test_a_file_to_import_is_looked_for_at_home(
    program: Program, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was looked for in the folder from which Painlog was started, that of its own sources."""
    program.start(path)
    window = shown(program, qtbot)
    looked: list[str] = []

    def look(_parent: QWidget, _title: str, folder: str, _kinds: str) -> tuple[list[str], str]:
        looked.append(folder)
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", look)
    next(each for each in window.menus[0].actions() if each.text() == "Import…").trigger()
    assert looked == [str(Path.home())]


def test_a_dialog_for_a_file_begins_where_the_last_one_was_chosen(
    program: Program, path: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever keeps everything on a stick had to go there again, from the home folder, each time."""
    program.start(path)
    window = shown(program, qtbot)
    documents, stick = Path.home() / "Documents", tmp_path / "stick"
    documents.mkdir()
    stick.mkdir()
    began: list[Path] = []

    def looked(_parent: QWidget, _title: str, beside: str, *_: object) -> tuple[str, str]:
        began.append(Path(beside))
        return str(stick / "everything.json"), "JSON (*.json)"

    def left(_parent: QWidget, _title: str, beside: str, *_: object) -> tuple[str, str]:
        began.append(Path(beside))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", left)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", left)
    commands = {each.text(): each for each in window.menus[0].actions()}
    for answer, command in (
        (left, "Export…"),
        (looked, "Export…"),
        (left, "Export…"),
        (left, "Back up…"),
        (left, "New journal…"),
        (left, "Import…"),
        (left, "Open journal…"),
    ):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
        commands[command].trigger()
    saved, opened = [each.parent for each in began[:5]], began[5:]
    assert (saved, opened) == ([documents] * 2 + [stick] * 3, [stick] * 2)
    shutil.rmtree(stick)
    commands["Export…"].trigger()
    assert began[-1].parent == documents


def test_an_export_that_cannot_be_written_is_said_and_changes_nothing(
    program: Program, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.start(path)
    window = shown(program, qtbot)
    nowhere = path.parent / "not there" / "out.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(nowhere), ""))
    next(each for each in window.menus[0].actions() if each.text() == "Export…").trigger()
    assert window.bar.isVisible()
    assert window.bar.reason.text() == (
        "Nothing was exported to out.json: that folder is not there."
        " Your journal is as it was; please choose another one."
    )
    assert not nowhere.parent.exists()


@pytest.mark.parametrize("command", ["Export…", "Back up…"])
def test_what_could_not_be_kept_elsewhere_is_said_until_it_can(
    program: Program, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """It stood over the window beside “Exported to …”, and one read that it had failed again."""
    program.start(path)
    window = shown(program, qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path.parent / "there/out.json"), ""))
    press = next(each for each in window.menus[0].actions() if each.text() == command).trigger
    press()
    window.journal.record(note("later"))
    assert window.bar.isVisible()
    (path.parent / "there").mkdir()
    press()
    assert not window.bar.isVisible()


@pytest.mark.parametrize(
    ("typed", "kind", "begins"),
    [
        ("diary", "Spreadsheet (*.csv)", {"diary.csv": b"kind,start"}),
        ("diary", "", {"diary.json": b"{"}),
        ("diary.json", "FHIR (*.fhir.json)", {"diary.fhir.json": b'{"resourceType"'}),
        ("diary of 30.11.2026", "Spreadsheet (*.csv)", {"diary of 30.11.2026.csv": b"kind,start"}),
        ("diary.pdf", "All files (*)", {}),
    ],
)
def test_an_export_is_what_its_name_says(
    program: Program,
    path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    *,
    typed: str,
    kind: str,
    begins: dict[str, bytes],
) -> None:
    """Whatever else was typed became JSON, also where a spreadsheet was chosen."""
    program.start(path)
    window = shown(program, qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path.with_name(typed)), kind))
    next(each for each in window.menus[0].actions() if each.text() == "Export…").trigger()
    made = {file.name: file.read_bytes().lstrip(b"\xef\xbb\xbf") for file in path.parent.glob("diary*")}
    assert {name: data[: len(begins[name])] for name, data in made.items()} == begins
    assert window.bar.isVisible() is not bool(begins)


def test_an_export_over_a_journal_is_refused(
    program: Program, path: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the person told the file dialog to replace it."""
    program.start(path)
    window = shown(program, qtbot)
    window.journal.record(note("kept"))
    other = back_up(path, tmp_path / "other.painlog")
    for there in (path, other):
        before = there.read_bytes()
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, name=str(there): (name, ""))
        next(each for each in window.menus[0].actions() if each.text() == "Export…").trigger()
        assert there.read_bytes() == before
        assert window.bar.reason.text().startswith(f"Nothing was exported to {there.name}: ")


def test_a_backup_is_brought_back_and_what_it_replaced_is_kept(
    program: Program, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with Journal.open(path) as journal:
        journal.record(note("before"))
        source = back_up(path, tmp_path / "copy.painlog")
        journal.record(note("after"))
    program.start(path)
    shown(program, qtbot)
    answer(qtbot, Restoring, "yes")
    program.restore(source)
    window = shown(program, qtbot)
    assert [each.text for each in window.journal.contents().notes] == ["before"]
    [kept] = path.parent.glob("journal.painlog.replaced-*")
    assert _texts(kept) == ["before", "after"]
    assert window.status.saved.text() == (
        f"The backup was brought back. The journal before it is kept as {kept.name}"
    )
    window.close()
    assert check(path).problems == ()


def test_while_a_backup_is_brought_back_no_second_start_opens_the_journal(
    program: Program, path: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    Journal.open(path).close()
    source, held = back_up(path, tmp_path / "copy.painlog"), list[bool]()
    bring_back = replacing.restore

    def look_and_bring_back(path: Path, **told: Any) -> Path | None:
        held.append(not QLockFile(f"{path}.lock").tryLock(0))
        return bring_back(path, **told)

    monkeypatch.setattr(replacing, "restore", look_and_bring_back)
    program.start(path)
    shown(program, qtbot)
    answer(qtbot, Restoring, "yes")
    program.restore(source)
    shown(program, qtbot).close()
    assert held == [True]
    assert QLockFile(f"{path}.lock").tryLock(0)


@pytest.mark.parametrize("act", ["open", "restore"])
def test_a_journal_that_was_kept_aside_is_among_those_that_can_be_opened(
    program: Program, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    program.start(path)
    window = shown(program, qtbot)
    kept = set_aside(path, now())
    assert kept is not None
    asked: list[str] = []

    def ask(*told: str) -> tuple[str, str]:
        asked.append(told[-1])
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    getattr(Files(window), act)()
    [kinds] = asked
    shown_first = kinds.partition("(")[2].partition(")")[0].split()
    assert QDir.match(shown_first, kept.name)
    assert QDir.match(shown_first, path.name)
    assert not QDir.match(shown_first, f"{kept.name}-journal")


@pytest.mark.parametrize("by", ["its moment", "its file"])
def test_a_backup_of_its_own_is_chosen_by_its_moment(
    program: Program, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    """Two of one minute looked alike."""
    at = now().replace(second=40, microsecond=0) - timedelta(minutes=10)
    with Journal.open(path) as journal:
        for ago in (timedelta(minutes=5), timedelta(seconds=20), timedelta()):
            journal.record(note("more"))
            back_up(path, clock=partial(sub, at, ago))
    newest = backups_of(path)[0].path
    made = [each.made_at.astimezone() for each in backups_of(path)]
    day = times.short_day_of_year(made[0].date())
    moments = [f"{day}, {each:%H:%M:%S}" for each in made[:2]] + [times.full_moment(made[2])]
    program.start(path)
    window = shown(program, qtbot)
    asked: list[Path] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(newest), ""))
    window.doors = replace(window.doors, restore=asked.append)
    files = Files(window)

    def choose() -> None:
        question = QApplication.activeModalWidget()
        if not isinstance(question, OwnBackups):
            QTimer.singleShot(20, choose)
            return
        assert [question.list.item(row).text() for row in range(question.list.count())] == moments
        question.list.setCurrentRow(1)
        (question.yes if by == "its moment" else question.other).click()

    QTimer.singleShot(0, choose)
    files.restore()
    assert asked == [backups_of(path)[1].path if by == "its moment" else newest]


def _texts(path: Path) -> list[str]:
    with Journal.open(path, create=False) as journal:
        return [each.text for each in journal.contents().notes]


@pytest.mark.usefixtures("program")
def test_what_is_in_a_backup_is_shown_beside_what_is_in_the_journal(path: Path, qtbot: QtBot) -> None:
    with Journal.open(path) as journal:
        journal.record(note("before"))
        source = back_up(path)
        journal.record(note("after"), note("later"))
        question = Restoring(source, journal)
        qtbot.addWidget(question)
        said = [label.text() for label in question.findChildren(QLabel)]
    now, then = said.index("In the journal now"), said.index("In the backup, and in the journal afterwards")
    assert said[now + 1] == "3 notes"
    assert said[then + 1] == "1 note"
    assert question.yes.isEnabled()
    [made] = backups_of(path)
    assert f"Painlog made it on {times.full_moment(made.made_at.astimezone())}." in said
    with path.open("r+b") as file:
        file.write(b"rubbish" * 9)
    damaged = Restoring(source, journal)
    qtbot.addWidget(damaged)
    assert damaged.yes.isEnabled()


@pytest.mark.usefixtures("program")
def test_the_open_journal_is_no_backup_of_itself(path: Path, qtbot: QtBot) -> None:
    """Without a backup the system's dialog shows that file alone; it was "brought back", and a copy left."""
    with Journal.open(path) as journal:
        other = path.with_name("the same.painlog")
        other.hardlink_to(path)
        for source in (path, other):
            question = Restoring(source, journal)
            qtbot.addWidget(question)
            assert not question.yes.isEnabled()
            said = [label.text() for label in question.findChildren(QLabel)]
            assert any(words.startswith("This is the open journal itself") for words in said)


def test_a_backup_that_is_none_is_not_brought_back(
    program: Program, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    program.start(path)
    window = shown(program, qtbot)
    broken = no_journal_in(tmp_path)
    answer(qtbot, Restoring, "no")
    program.restore(broken)
    assert program.window is window


def test_nothing_is_said_of_backups_before_it_is_known(program: Program, path: Path, qtbot: QtBot) -> None:
    with Journal.open(path) as journal:
        journal.record(note("one"))
    back_up(path)
    program.start(path)
    assert program.window is not None
    kept = program.window.status.kept
    assert kept.text() == "Journal kept on this computer only"
    shown(program, qtbot)
    qtbot.waitUntil(lambda: kept.text().endswith(" · backed up today"))


def test_a_backup_that_another_program_made_is_told_of_when_the_person_is_back(
    program: Program, path: Path, qtbot: QtBot
) -> None:
    program.start(path)
    window = shown(program, qtbot)
    qtbot.waitUntil(lambda: "not backed up yet" in window.status.kept.text())
    window.journal.record(note("one"))
    back_up(path)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert "not backed up yet" in window.status.kept.text()
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert window.status.kept.text().endswith(" · backed up today")


def test_backups_are_made_by_themselves_and_told_of(program: Program, path: Path, qtbot: QtBot) -> None:
    program.start(path)
    window = shown(program, qtbot)
    qtbot.waitUntil(lambda: "not backed up yet" in window.status.kept.text())
    window.journal.record(note("one"))
    assert program.backups is not None
    with qtbot.waitSignal(program.backups.made):
        program.backups.begin()
    qtbot.waitUntil(lambda: "backed up today" in window.status.kept.text())
    assert len(backups_of(path)) == 1
    window.close()
    assert len(backups_of(path)) == 1


def test_a_backup_that_is_being_made_is_waited_for_at_closing(
    program: Program, path: Path, qtbot: QtBot
) -> None:
    """Another program keeps the journal busy, so that the backup is not done yet."""
    program.start(path)
    window = shown(program, qtbot)
    window.journal.record(note("one"))
    is_busy, may_go_on = threading.Event(), threading.Event()

    def keep_busy() -> None:
        store = Store(path)
        with store.transaction():
            is_busy.set()
            may_go_on.wait(3)
        store.close()

    threading.Thread(target=keep_busy).start()
    assert is_busy.wait(10)
    assert program.backups is not None
    program.backups.begin()
    threading.Timer(0.3, may_go_on.set).start()
    window.close()
    assert [thread for thread in threading.enumerate() if thread.name == "back-up"] == []
    assert len(backups_of(path)) == 1, "and not a second one beside it"


def test_each_of_two_backups_is_waited_for_at_closing(
    program: Program, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first takes longer than the second, as on a slow stick."""
    program.start(path)
    window = shown(program, qtbot)
    window.journal.record(note("one"))
    begun, may_go_on = list[Path](), threading.Event()

    def back_up_slowly(path: Path, **told: Any) -> Path:
        begun.append(path)
        if len(begun) == 1:
            may_go_on.wait(10)
        else:
            threading.Timer(0.3, may_go_on.set).start()
        return back_up(path, **told)

    monkeypatch.setattr(backups, "back_up", back_up_slowly)
    made = program.backups
    assert made is not None
    made.begin()
    qtbot.waitUntil(lambda: len(begun) == 1)
    made.begin()
    made.finish()
    assert [thread for thread in threading.enumerate() if thread.name == "back-up"] == []


def test_a_backup_of_a_clock_that_was_ahead_is_not_the_last_one(
    program: Program, path: Path, qtbot: QtBot
) -> None:
    program.start(path)
    window = shown(program, qtbot)
    window.journal.record(note("one"))
    assert program.backups is not None
    ahead = back_up(path, clock=lambda: now() + timedelta(days=300))
    assert program.backups.last() is None
    made = back_up(path)
    newest, other = backups_of(path)
    assert program.backups.last() == newest.made_at
    assert (newest.path, other.path) == (made, ahead)
    told = [times.full_moment(each.made_at.astimezone()) for each in (newest, other)]
    question = OwnBackups([newest, other])
    qtbot.addWidget(question)
    said = [question.list.item(row).text() for row in range(question.list.count())]
    assert said == [told[0], f"{told[1]}, by a clock that was ahead"]
    restoring = Restoring(ahead, window.journal)
    qtbot.addWidget(restoring)
    assert any(said[1] in label.text() for label in restoring.findChildren(QLabel))


def test_a_backup_that_failed_is_made_at_closing(
    program: Program, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(journal: Path, **_: object) -> Path:
        raise JournalFault(Reason.DISK_FULL, journal)

    program.start(path)
    window = shown(program, qtbot)
    back_up(path)
    window.journal.record(note("one"))
    assert program.backups is not None
    with monkeypatch.context() as patched:
        patched.setattr(backups, "back_up", full)
        program.backups.begin()
        qtbot.waitUntil(lambda: all(thread.name != "back-up" for thread in threading.enumerate()))
    window.close()
    assert len(backups_of(path)) == 2


# ending


def test_a_page_on_the_clipboard_does_not_outlive_python(path: Path) -> None:
    """Qt takes its clipboard down last of all; an object of ours on it would be one too many."""
    code = """
import sys
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication
from painlog.app import running
qt = running.application(sys.argv)
def copy():
    data = QMimeData()
    data.setText("the page")
    data.setHtml("<p>the page</p>")
    QGuiApplication.clipboard().setMimeData(data)
    qt.quit()
QTimer.singleShot(0, copy)
sys.exit(qt.exec())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_threads_that_speak_while_the_program_ends_do_not_crash_it(path: Path) -> None:
    """Qt takes down the object through which they speak, and Python stops them in the middle of Qt."""
    code = """
import sys, threading
from pathlib import Path
from typing import Any
from painlog.app import running
from painlog.app.program import Program
from painlog.window.voices import say
def speak_on_and_on(program):
    def speak():
        while True:
            say(program.loading, int)
    for _ in range(4):
        threading.Thread(target=speak, daemon=True).start()
    program.window.close()
Program.after_first_paint = speak_on_and_on
sys.exit(running.run_window(Path(sys.argv[-1])))
"""
    line = [sys.executable, "-c", code, str(path)]
    ends = [subprocess.run(line, capture_output=True, check=False, timeout=60) for _ in range(3)]
    assert [end.returncode for end in ends] == [0, 0, 0], ends


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_crash_leaves_no_image_of_the_memory(path: Path, home: Path, qtbot: QtBot) -> None:
    """Memory holds what was written; the system would put it into a file beside the program."""
    shell = f'ulimit -c unlimited; exec "{sys.executable}" -m painlog --journal "{path}"'
    root = Path(__file__).parents[2]
    program = subprocess.Popen(
        ["bash", "-c", shell],
        cwd=home,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    try:
        qtbot.waitUntil(lambda: Path(f"{path}.lock").exists(), timeout=20_000)
        limits = Path(f"/proc/{program.pid}/limits").read_text(encoding="ascii")
        [line] = [line for line in limits.splitlines() if line.startswith("Max core file size")]
        assert line.split()[4:6] == ["0", "0"]
        program.send_signal(signal.SIGSEGV)
        program.wait(20)
    finally:
        program.kill()
    assert [each.name for each in home.rglob("core*")] == []


# a second start


def test_the_window_is_called_by_a_name_that_tells_nothing(path: Path) -> None:
    assert str(path.parent.name) not in name_for(path)
    assert name_for(path) != name_for(path.with_name("other.painlog"))


def test_a_call_is_heard_and_without_a_window_nobody_answers(
    path: Path, qtbot: QtBot, answers: Callable[[Path], bool]
) -> None:
    assert not answers(path)
    first = OneWindow(path)
    with qtbot.waitSignal(first.called):
        assert answers(path)


def test_a_window_that_hangs_does_not_answer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_window, "_PATIENCE_MS", 300)
    first = OneWindow(path)
    assert not call(path), "its program does nothing meanwhile, and yet the system takes the call"
    first.stop()


def test_a_second_start_brings_the_first_window_forward(program: Program, path: Path, qtbot: QtBot) -> None:
    program.start(path)
    window = shown(program, qtbot)
    window.showMinimized()
    start = (
        "import sys; from pathlib import Path; from painlog import app; sys.exit(app.run(Path(sys.argv[1])))"
    )
    second = subprocess.Popen([sys.executable, "-c", start, str(path)], env=os.environ)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0
    qtbot.waitUntil(lambda: not window.isMinimized())


def test_a_second_start_waits_for_a_window_that_is_still_coming_up(
    program: Program, path: Path, qtbot: QtBot
) -> None:
    program.start(path)
    start = """
import sys
from pathlib import Path
from typing import Any
from painlog import app
app.prepare()
from painlog.window import one_window
call = one_window.call
def told(*given):
    answered = call(*given)
    print(answered, flush=True)
    return answered
one_window.call = told
sys.exit(app.run(Path(sys.argv[1])))
"""
    called = [sys.executable, "-c", start, str(path)]
    with subprocess.Popen(called, stdout=subprocess.PIPE, text=True) as second:
        assert second.stdout is not None
        try:
            assert second.stdout.readline() == "False\n", "nothing is painted yet"
            qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
            assert second.stdout.read().endswith("True\n")
        finally:
            second.kill()
    assert second.returncode == 0


@pytest.fixture
def held_in_silence(path: Path) -> Iterator[None]:
    """Let another program have the journal that shows no window of it."""
    code = "import sys; from PySide6.QtCore import QLockFile; lock = QLockFile(sys.argv[1]);"
    code += "lock.setStaleLockTime(0); print(lock.tryLock(0), flush=True); sys.stdin.read()"
    called = [sys.executable, "-c", code, f"{path}.lock"]
    with subprocess.Popen(called, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        yield
        other.communicate()


@pytest.mark.usefixtures("held_in_silence")
def test_of_a_window_that_does_not_answer_it_is_said_that_it_is_waited_for(
    program: Program, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "_PATIENCE_MS", 2_000)
    said = list[str]()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, Wait):
            said.append(dialog.windowTitle())

    looking = QTimer(interval=20)
    looking.timeout.connect(look)
    looking.start()
    assert program.start(path)
    assert set(said) == {"Painlog has this journal open already, and does not answer yet …"}
    shown(program, qtbot).close()


@pytest.mark.usefixtures("held_in_silence")
def test_who_does_not_wait_for_a_window_that_does_not_answer_opens_nothing(
    program: Program, path: Path, qtbot: QtBot
) -> None:
    answer(qtbot, Wait, "no")
    assert not program.start(path)
    assert not path.exists()


def test_who_leaves_a_window_that_hangs_ends_no_program_in_the_middle_of_a_call(path: Path) -> None:
    """The call went on while the program ended, which crashed it every third time."""
    hangs = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QLockFile
from painlog.window.one_window import OneWindow
app, path = QCoreApplication([]), Path(sys.argv[1])
lock, listening = QLockFile(f"{path}.lock"), OneWindow(path)
print(lock.tryLock(0), flush=True)
sys.stdin.read()
"""
    leaves = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from painlog.app import program, running
def held(self, path, parent, of=program.Program._held):
    def leave():
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            dialog.reject()
    self.looking_for_it = QTimer(self, interval=20, timeout=leave)
    self.looking_for_it.start()
    return of(self, path, parent)
program.Program._held = held
sys.exit(running.run_window(Path(sys.argv[1])))
"""
    held = [sys.executable, "-c", hangs, str(path)]
    left = [sys.executable, "-c", leaves, str(path)]
    with subprocess.Popen(held, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        ends = [subprocess.run(left, capture_output=True, check=False, timeout=60) for _ in range(5)]
        other.communicate()
    assert [end.returncode for end in ends] == [0] * 5, ends


def test_a_window_that_is_being_closed_is_not_called(
    program: Program,
    path: Path,
    qtbot: QtBot,
    answers: Callable[[Path], bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program.start(path)
    window, answered = shown(program, qtbot), list[bool]()
    qtbot.waitUntil(lambda: answers(path))
    window.answers.record(note("to be backed up"))
    assert program.backups is not None
    finish = program.backups.finish

    def finish_and_call() -> None:
        finish()
        assert len(backups_of(path)) == 1
        answered.append(call(path))

    monkeypatch.setattr(program.backups, "finish", finish_and_call)
    window.close()
    assert answered == [False]


def test_a_window_of_another_computer_is_not_waited_for(program: Program, path: Path, qtbot: QtBot) -> None:
    Path(f"{path}.lock").write_text("1234\npainlog\nanother computer\n\n\n", encoding="utf-8")
    begun = time.monotonic()
    assert program.start(path)
    assert time.monotonic() - begun < 4
    shown(program, qtbot).close()
