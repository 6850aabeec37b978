"""The lock of the running program: it opens with what was told, and locked means gone."""

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QLocale, QLockFile, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from painlog import clocks
from painlog.app import locks
from painlog.app.opening import opened
from painlog.app.program import Program
from painlog.app.resting import Resting
from painlog.entries import Dose, Medicine, Note, now
from painlog.journal import Journal, JournalFault, Reason, keys, locking
from painlog.journal.beside import folder_of
from painlog.journal.keys import Effort, OpenKey, new_key, with_passphrase, with_recovery_key
from painlog.journal.recovery_key import new_recovery_key, typed
from painlog.report.page import Choices, Paper
from painlog.report.recovery_sheet import recovery_sheet
from painlog.window.about_me import AboutMe
from painlog.window.appointment.choices import KEPT_AS, kept_text
from painlog.window.cannot_open import CannotOpen
from painlog.window.doing import Doing
from painlog.window.forms.medicine import MedicineForm
from painlog.window.locks.managing import LOCK_AFTER, Managing, Wish, lock_after
from painlog.window.locks.passphrase import PassphraseField
from painlog.window.locks.setting import NewPassphrase
from painlog.window.locks.sheet import RecoverySheet
from painlog.window.locks.unlocking import Unlocking
from painlog.window.main_window import MainWindow
from painlog.window.one_window import call
from painlog.window.popover import Popover
from painlog.window.today.present import NOTE_DRAFT
from tests.another_user import AsAnotherUser
from tests.stories.test_on_a_screen import Screen

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30
PASSPHRASE = "Zug & Wind"  # noqa: S105 - of journals that hold nothing
STRANGE = "Quittenkompott"
QUICK = Effort(memory_kib=64, passes=1)
RECOVERY = new_recovery_key()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a passphrase that is set cost next to nothing: how much one costs is tried with the journal."""
    monkeypatch.setattr(keys, "measured", lambda: QUICK)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """Give a journal with a note in it."""
    path = tmp_path / "journal.painlog"
    with Journal.open(path) as journal:
        journal.record(Note(id=uuid4(), at=now(), text=STRANGE))
    return path


@pytest.fixture
def key() -> OpenKey:
    return new_key(PASSPHRASE, RECOVERY, QUICK)


@pytest.fixture
def locked(plain: Path, key: OpenKey) -> Path:
    """Give a locked journal with a note in it."""
    locking.lock(plain, key)
    return plain


def answering(qtbot: QtBot, *answers: tuple[type, Callable[..., object]]) -> list[type]:
    """Answer the dialogs that come, one after the other; return those that have not come yet."""
    waiting = list(answers)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if waiting and type(dialog) is waiting[0][0]:
            waiting.pop(0)[1](dialog)
        if waiting:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)
    return [kind for kind, _ in waiting]


def told(passphrase: str) -> Callable[[Unlocking], None]:
    """Return the act of typing a passphrase and pressing Enter."""

    def answer(question: Unlocking) -> None:
        question.passphrase.line.setText(passphrase)
        question.yes.click()

    return answer


def with_sheet(question: Unlocking) -> None:
    """Type the recovery key, as somebody types it."""
    question.other_way.click()
    question.sheet.line.setText(str(RECOVERY).lower().replace("-", " "))
    question.yes.click()


def chosen(passphrase: str) -> Callable[[NewPassphrase], None]:
    """Return the act of typing a new passphrase twice."""

    def answer(question: NewPassphrase) -> None:
        question.first.line.setText(passphrase)
        question.second.line.setText(passphrase)
        question.yes.click()

    return answer


def shown(program: Program, qtbot: QtBot) -> MainWindow:
    """Return the window, once it can be used."""
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: bool(window.menus[0].actions()))
    return window


# opening


def test_the_passphrase_opens_the_window(program: Program, locked: Path, qtbot: QtBot) -> None:
    answering(qtbot, (Unlocking, told(PASSPHRASE)))
    assert program.start(locked)
    assert shown(program, qtbot).journal.count() == 1


def test_a_wrong_passphrase_is_said_and_the_next_one_taken(locked: Path, qtbot: QtBot) -> None:
    before = locked.read_bytes()
    said = []

    def wrong(question: Unlocking) -> None:
        told("zug & wind")(question)
        qtbot.waitUntil(lambda: not question.passphrase.reason.isHidden())
        said.append(question.passphrase.reason.text())
        assert locked.read_bytes() == before
        told(PASSPHRASE)(question)

    answering(qtbot, (Unlocking, wrong))
    journal = opened(locked, None)
    assert journal is not None
    journal.close()
    assert "Nothing was changed" in said[0]


def test_left_without_a_passphrase_nothing_is_opened(program: Program, locked: Path, qtbot: QtBot) -> None:
    answering(qtbot, (Unlocking, lambda question: question.no.click()))
    assert not program.start(locked)
    assert program.window is None


def test_leaving_the_question_of_another_journal_leaves_nothing_held(
    program: Program, locked: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    program.start(tmp_path / "mine.painlog")
    window = shown(program, qtbot)
    answering(qtbot, (Unlocking, lambda question: question.no.click()))
    program.open_another(locked)
    assert program.window is window
    assert QLockFile(f"{locked}.lock").tryLock(0)
    assert not QLockFile(f"{tmp_path / 'mine.painlog'}.lock").tryLock(0)


def test_the_sheet_opens_it_and_a_new_passphrase_is_set(locked: Path, qtbot: QtBot) -> None:
    def slip(question: Unlocking) -> None:
        question.other_way.click()
        question.sheet.line.setText(str(RECOVERY)[:-1])
        question.yes.click()
        assert "seven groups" in question.sheet.reason.text()
        question.other_way.click()
        with_sheet(question)

    answering(qtbot, (Unlocking, slip), (NewPassphrase, chosen("Fahrrad")))
    journal = opened(locked, None)
    assert journal is not None
    assert journal.count() == 1
    journal.close()
    record = locking.lock_of(locked)
    assert with_passphrase(record, "Fahrrad").secret == with_recovery_key(record, RECOVERY).secret


def test_who_used_the_sheet_reads_what_becomes_of_the_old_passphrase(locked: Path, qtbot: QtBot) -> None:
    """Nothing said whether Cancel left the journal shut, nor that the old one goes on until then."""
    read: list[str] = []

    def leave(question: NewPassphrase) -> None:
        read.extend(each.text() for each in question.findChildren(QLabel))
        question.reject()

    answering(qtbot, (Unlocking, with_sheet), (NewPassphrase, leave))
    journal = opened(locked, None)
    assert journal is not None
    journal.close()
    assert any("Cancel leaves the old one as it is" in text for text in read)


def test_the_key_that_quits_quits_while_the_journal_is_locked(locked: Path, qtbot: QtBot) -> None:
    """It did nothing, there alone: the passphrase was asked for on and on."""
    too_late = 99
    ways: list[int] = []

    def quit_it(question: Unlocking) -> None:
        question.finished.connect(ways.append)
        question.passphrase.line.setText("Fahr")
        question.activateWindow()
        qtbot.waitUntil(question.isActiveWindow)
        QTimer.singleShot(5000, question, lambda: question.done(too_late))
        qtbot.keyClick(question.passphrase.line, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)

    answering(qtbot, (Unlocking, quit_it))
    assert opened(locked, None) is None
    assert ways == [QDialog.DialogCode.Rejected]


def test_a_backup_that_the_sheet_opens_stays_as_it_is(
    program: Program, locked: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    (tmp_path / "new").mkdir()
    with Journal.open(tmp_path / "new" / "journal.painlog") as journal:
        window = program.open(journal)
        answering(qtbot, (Unlocking, with_sheet))
        key, may_go_on = program._key_of(locked, window)
        window.close()
    assert key is not None
    assert may_go_on
    assert before == {file: file.read_bytes() for file in before}


def test_while_it_is_asked_for_a_second_start_comes_to_the_first(
    locked: Path, qtbot: QtBot, program: Program
) -> None:
    held = QLockFile(f"{locked}.lock")

    def second(question: Unlocking) -> None:
        assert not held.tryLock(0)
        code = "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication as A;"
        code += "a = A([]); from painlog.window.one_window import call; sys.exit(not call(Path(sys.argv[1])))"
        asking = subprocess.Popen([sys.executable, "-c", code, str(locked)], cwd=ROOT)
        qtbot.waitUntil(lambda: asking.poll() is not None, timeout=20_000)
        assert asking.returncode == 0
        question.no.click()

    answering(qtbot, (Unlocking, second))
    assert not program.start(locked)


def put_a_plain_one_over(path: Path) -> None:
    """Put a journal without a lock in the place of one that has one."""
    other = path.with_name("other.painlog")
    Journal.open(other).close()
    other.replace(path)


def test_a_plain_journal_in_the_place_of_a_locked_one_is_told_of_also_without_the_passphrase(
    program: Program, locked: Path, qtbot: QtBot
) -> None:
    put_a_plain_one_over(locked)
    before, said = locked.read_bytes(), list[str]()

    def hear(question: CannotOpen) -> None:
        said.extend(label.text() for label in question.findChildren(QLabel))
        question.no.click()

    answering(qtbot, (Unlocking, lambda question: question.no.click()), (CannotOpen, hear))
    assert not program.start(locked)
    assert "is not locked, but your journal is" in " ".join(said)
    assert locked.read_bytes() == before


@pytest.mark.parametrize("lost", ["gone", "damaged", "replaced"])
def test_a_locked_journal_that_is_lost_is_made_whole_after_the_passphrase(
    locked: Path, key: OpenKey, qtbot: QtBot, lost: str
) -> None:
    if lost == "gone":
        locked.unlink()
    elif lost == "replaced":
        put_a_plain_one_over(locked)
    else:
        locked.write_bytes(bytes(20_000) + locked.read_bytes()[20_000:])
    answering(qtbot, (Unlocking, told(PASSPHRASE)), (CannotOpen, lambda question: question.mend.click()))
    journal = opened(locked, None)
    assert journal is not None
    assert journal.key is not None
    assert journal.key.id == key.id
    assert journal.count() == 1
    journal.close()


def test_a_journal_whose_lock_is_damaged_and_that_has_no_backup_is_to_be_kept(
    program: Program, locked: Path, qtbot: QtBot
) -> None:
    told = locking.lock_of(locked).encode()
    locked.write_bytes(locked.read_bytes().replace(told, told.replace(b"1", b"2")))
    shutil.rmtree(folder_of(locked))
    before, said = locked.read_bytes(), list[str]()

    def hear(question: CannotOpen) -> None:
        said.extend(label.text() for label in question.findChildren(QLabel))
        question.no.click()

    answering(qtbot, (CannotOpen, hear))
    assert not program.start(locked)
    assert "please keep the file, and look for a copy of it elsewhere" in " ".join(said)
    assert locked.read_bytes() == before


# setting, changing, taking off


def test_a_passphrase_is_set_with_its_sheet(
    program: Program, plain: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), "PDF (*.pdf)"))

    def keep(sheet: RecoverySheet) -> None:
        sheet.save.click()
        sheet.yes.click()

    program.start(plain)
    answering(qtbot, (NewPassphrase, chosen(PASSPHRASE)), (RecoverySheet, keep))
    shown(program, qtbot).doors.passphrase()
    window = shown(program, qtbot)
    assert window.journal.key is not None
    assert window.status.saved.text() == "The journal has a passphrase now"
    assert window.journal.count() == 1
    assert STRANGE.encode() not in plain.read_bytes()
    text = PdfReader(saved).pages[0].extract_text()
    groups = re.findall(r"^([0-9A-Z]{5})$|\d ([0-9A-Z]{5})$", text, re.MULTILINE)
    printed = typed("".join(one or other for one, other in groups))
    assert with_recovery_key(locking.lock_of(plain), printed).id == window.journal.key.id
    window.answers.record(Note(id=uuid4(), at=now(), text="after"))
    assert window.journal.count() == 2


def test_a_lock_whose_rest_finds_no_room_is_told_with_what_to_do(
    program: Program, plain: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Path:
        raise JournalFault(Reason.DISK_FULL, plain)

    monkeypatch.setattr(locking, "back_up", full)
    program.start(plain)
    answering(qtbot, (NewPassphrase, chosen(PASSPHRASE)), (RecoverySheet, lambda sheet: sheet.yes.click()))
    shown(program, qtbot).doors.passphrase()
    window = shown(program, qtbot)
    assert window.journal.key is not None
    assert window.status.saved.text() == "The journal has a passphrase now"
    assert window.bar.reason.text().startswith("What lies beside it could not be locked anew yet")


def test_while_a_lock_is_set_a_second_start_comes_to_the_first(
    program: Program,
    plain: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    answers: Callable[[Path], bool],
) -> None:
    lock, seen = locking.lock, list[bool]()

    def look_and_lock(path: Path, key: OpenKey) -> None:
        comes_forward = any(call(path) for _ in range(20))  # a busy machine takes its time
        seen.extend((QLockFile(f"{path}.lock").tryLock(0), comes_forward))
        lock(path, key)

    monkeypatch.setattr(locking, "lock", look_and_lock)
    program.start(plain)
    answering(qtbot, (NewPassphrase, chosen(PASSPHRASE)), (RecoverySheet, lambda sheet: sheet.yes.click()))
    shown(program, qtbot).doors.passphrase()
    window = shown(program, qtbot)
    assert seen == [False, True]
    assert window.journal.key is not None
    qtbot.waitUntil(lambda: answers(plain))
    window.close()
    assert QLockFile(f"{plain}.lock").tryLock(0)


def test_enter_on_the_recovery_sheet_prints_it_and_does_not_lock(qtbot: QtBot) -> None:
    told = recovery_sheet(RECOVERY.groups, "journal.painlog", now(), Paper.A4)
    sheet = RecoverySheet(RECOVERY, told, "Lock the journal")
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitUntil(sheet.isActiveWindow)
    pressed: list[str] = []
    sheet.print.clicked.disconnect()
    sheet.print.clicked.connect(lambda: pressed.append("print"))
    typing = QApplication.focusWidget()
    assert typing is not None
    QTest.keyClick(typing, Qt.Key.Key_Return)
    assert pressed == ["print"]
    assert sheet.isVisible()


def test_the_recovery_sheet_is_on_the_paper_of_the_page(program: Program, plain: Path, qtbot: QtBot) -> None:
    """It was A4 everywhere."""
    QLocale.setDefault(QLocale("en_US"))
    program.start(plain)
    window, sizes = shown(program, qtbot), list[tuple[float, float]]()

    def look(question: RecoverySheet) -> None:
        sizes.append(question.sheet.size)
        question.no.click()

    for paper in (Paper.LETTER, Paper.A4):
        answering(qtbot, (NewPassphrase, chosen(PASSPHRASE)), (RecoverySheet, look))
        window.doors.passphrase()
        window.journal.keep(KEPT_AS, kept_text(Choices(paper=Paper.A4)))
        assert sizes.pop() == paper.size


def test_where_nothing_can_be_written_no_recovery_sheet_is_made(
    program: Program, plain: Path, qtbot: QtBot, tmp_path: Path, as_another_user: AsAnotherUser
) -> None:
    with qtbot.waitSignal(program.loading.over, timeout=PATIENCE_S * 1000):  # somebody else may load nothing
        program.start(plain)
    window = shown(program, qtbot)
    tmp_path.chmod(0o555)
    answering(qtbot, (NewPassphrase, NewPassphrase.reject))
    with as_another_user(tmp_path):
        program.set_passphrase()
    assert "can only be read" in window.bar.reason.text()


@pytest.mark.parametrize("leaves", [NewPassphrase, RecoverySheet])
def test_leaving_half_way_locks_nothing(program: Program, plain: Path, qtbot: QtBot, leaves: type) -> None:
    program.start(plain)
    answers: list[tuple[type, Callable[..., object]]] = [(NewPassphrase, chosen(PASSPHRASE))]
    if leaves is NewPassphrase:
        answers = []
    answering(qtbot, *answers, (leaves, lambda question: question.no.click()))
    shown(program, qtbot).doors.lock()
    assert shown(program, qtbot).journal.key is None
    said = "Nothing was changed: the journal has no passphrase"
    assert shown(program, qtbot).status.saved.text() == said
    assert locking.lock_of(plain) == ""


@pytest.mark.parametrize(("wish", "leaves"), [(Wish.PASSPHRASE, NewPassphrase), (Wish.SHEET, RecoverySheet)])
def test_leaving_a_change_of_the_lock_says_that_nothing_changed(
    program: Program, locked: Path, qtbot: QtBot, wish: Wish, leaves: type
) -> None:
    answering(qtbot, (Unlocking, told(PASSPHRASE)))
    program.start(locked)
    before = locking.lock_of(locked)
    answering(
        qtbot,
        (Managing, lambda question: question.buttons[wish].click()),
        (Unlocking, told(PASSPHRASE)),
        (leaves, lambda question: question.no.click()),
    )
    shown(program, qtbot).doors.passphrase()
    said = "Nothing was changed: passphrase and sheet are as they were"
    assert shown(program, qtbot).status.saved.text() == said
    assert locking.lock_of(locked) == before


@pytest.mark.parametrize(
    ("first", "second", "said"), [("", "", "type a passphrase"), ("one", "two", "not the same")]
)
def test_what_can_not_be_a_passphrase_is_said(qtbot: QtBot, first: str, second: str, said: str) -> None:
    question = NewPassphrase()
    qtbot.addWidget(question)
    question.first.line.setText(first)
    question.second.line.setText(second)
    question.yes.click()
    assert said in question.first.reason.text() + question.second.reason.text()
    assert question.key is None


def test_tab_goes_from_a_new_passphrase_to_where_it_is_typed_again(qtbot: QtBot) -> None:
    question = NewPassphrase()
    qtbot.addWidget(question)
    question.show()
    question.first.line.setFocus()
    qtbot.keyClicks(question.first.line, "one two")
    qtbot.keyClick(question.first.line, Qt.Key.Key_Tab)
    assert question.focusWidget() is question.second.line
    assert "one two" not in question.first.line.displayText()
    qtbot.keyClick(question.second.line, Qt.Key.Key_Tab)
    assert question.focusWidget() is question.shows
    question.shows.click()
    assert question.first.line.displayText() == "one two"


def test_the_keyboard_is_somewhere_while_the_key_is_made(qtbot: QtBot) -> None:
    """It was nowhere: the field that it had been in was disabled."""
    question = NewPassphrase()
    qtbot.addWidget(question)
    question.show()
    question.first.line.setText("one two")
    question.second.line.setText("one two")
    question.second.line.setFocus()
    qtbot.keyClick(question.second.line, Qt.Key.Key_Return)
    assert question.key is None
    assert question.focusWidget() is question.yes
    qtbot.waitUntil(lambda: question.key is not None, timeout=60_000)


@pytest.mark.parametrize("wish", Wish)
def test_a_lock_that_is_set_can_be_changed_and_taken_off(
    program: Program, locked: Path, qtbot: QtBot, wish: Wish
) -> None:
    answering(qtbot, (Unlocking, told(PASSPHRASE)))
    program.start(locked)
    shown(program, qtbot)
    sheets = [RECOVERY]

    def take(sheet: RecoverySheet) -> None:
        sheets.append(typed(sheet.key.text()))
        sheet.yes.click()

    rest: dict[Wish, list[tuple[type, Callable[..., object]]]] = {
        Wish.PASSPHRASE: [(NewPassphrase, chosen("Fahrrad"))],
        Wish.SHEET: [(RecoverySheet, take)],
        Wish.OFF: [],
    }
    asked: list[str] = []

    def once_more(question: Unlocking) -> None:
        asked.extend((question.title.text(), question.yes.words))
        told(PASSPHRASE)(question)

    answering(
        qtbot,
        (Managing, lambda question: question.buttons[wish].click()),
        (Unlocking, once_more),
        *rest[wish],
    )
    shown(program, qtbot).doors.passphrase()
    window = shown(program, qtbot)
    assert asked == ["First the passphrase as it is now", "Go on"]
    assert (
        window.status.saved.text()
        == {
            Wish.PASSPHRASE: "The new passphrase is set",
            Wish.SHEET: "The new recovery sheet is the one that opens the journal",
            Wish.OFF: "The lock is off: no passphrase is asked for any more",
        }[wish]
    )
    assert window.journal.count() == 1
    record = locking.lock_of(locked)
    assert (record == "") == (wish is Wish.OFF) == (window.journal.key is None)
    if record:
        assert with_passphrase(record, "Fahrrad" if wish is Wish.PASSPHRASE else PASSPHRASE).id
        assert with_recovery_key(record, sheets[-1]).id
    if wish is Wish.SHEET:
        with pytest.raises(JournalFault):
            with_recovery_key(record, RECOVERY)


def test_with_the_sheet_a_passphrase_is_changed_as_well(program: Program, locked: Path, qtbot: QtBot) -> None:
    answering(qtbot, (Unlocking, told(PASSPHRASE)))
    program.start(locked)
    answering(
        qtbot,
        (Managing, lambda question: question.buttons[Wish.PASSPHRASE].click()),
        (Unlocking, with_sheet),
        (NewPassphrase, chosen("Fahrrad")),
    )
    shown(program, qtbot).doors.passphrase()
    assert shown(program, qtbot).journal.count() == 1
    assert with_passphrase(locking.lock_of(locked), "Fahrrad").id


def test_when_it_locks_by_itself_is_remembered(program: Program, qtbot: QtBot) -> None:
    question = Managing(program.preferences)
    qtbot.addWidget(question)
    assert lock_after(program.preferences) == 15
    question.minutes.chosen.emit(0)
    assert lock_after(program.preferences) == 0
    program.preferences.keep_text(LOCK_AFTER, "nonsense")
    assert lock_after(program.preferences) == 15


# the fields


def test_caps_lock_is_told_by_what_is_typed(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    qtbot.keyClick(field.line, "A", Qt.KeyboardModifier.NoModifier)
    assert field.caps.text() == "Caps Lock is on."
    qtbot.keyClick(field.line, "a", Qt.KeyboardModifier.NoModifier)
    assert field.caps.isHidden()
    qtbot.keyClick(field.line, "a", Qt.KeyboardModifier.ShiftModifier)
    assert not field.caps.isHidden()
    qtbot.keyClick(field.line, "7", Qt.KeyboardModifier.NoModifier)
    assert not field.caps.isHidden(), "a digit tells nothing"


def test_a_passphrase_is_hidden_until_it_is_to_be_seen(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    field.line.setText(PASSPHRASE)
    assert PASSPHRASE not in field.line.displayText()
    field.show_it.click()
    assert field.line.displayText() == PASSPHRASE
    field.show_it.click()
    assert PASSPHRASE not in field.line.displayText()


# nobody is there


class Hours:
    """A clock that stands until it is wound."""

    def __init__(self) -> None:
        self.now = clocks.awake()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    """Let the program's time that it was awake be wound by hand."""
    made = Hours()
    monkeypatch.setattr(clocks, "awake", made)
    return made


def test_it_locks_when_nothing_was_pressed(qapp: QApplication, qtbot: QtBot, hours: Hours) -> None:
    resting = Resting(qapp)
    resting.watch_idle(15)
    hours.now += 14 * 60
    with qtbot.assertNotEmitted(resting.rested):
        resting.look()
    hours.now += 90
    with qtbot.waitSignal(resting.rested):
        resting.look()
    resting.watch_idle(0)
    hours.now += 10_000
    with qtbot.assertNotEmitted(resting.rested):
        resting.look()


def test_without_a_lock_nothing_is_asked_when_nobody_is_there(
    program: Program, plain: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.start(plain)
    shown(program, qtbot)
    asked: list[object] = []

    def ask(question: NewPassphrase) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(NewPassphrase, "ask", ask)
    program.locks.lock_unasked()
    assert asked == []
    program.locks.lock_now()
    assert len(asked) == 1, "Ctrl+L asks"


@pytest.mark.parametrize("kind", [QEvent.Type.MouseMove, QEvent.Type.KeyPress, QEvent.Type.Wheel])
def test_what_is_pressed_is_noticed(
    qapp: QApplication, qtbot: QtBot, hours: Hours, kind: QEvent.Type
) -> None:
    resting, window = Resting(qapp), QWindow()
    resting._watch(window)
    resting.watch_idle(15)
    hours.now += 14 * 60
    QApplication.sendEvent(window, QEvent(kind))
    hours.now += 14 * 60
    with qtbot.assertNotEmitted(resting.rested):
        resting.look()
    QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
    hours.now += 2 * 60
    with qtbot.waitSignal(resting.rested):
        resting.look()


def test_sleep_is_told_by_the_clocks_and_by_the_system(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    resting = Resting(qapp)
    with qtbot.assertNotEmitted(resting.slept):
        resting.look()
    with monkeypatch.context() as wall:
        real = time.time
        wall.setattr(time, "time", lambda: real() + 3600)
        with qtbot.assertNotEmitted(resting.slept):
            resting.look()
    ran = clocks.going_on
    monkeypatch.setattr(clocks, "going_on", lambda: ran() + 3600)
    with qtbot.waitSignal(resting.slept):
        resting.look()
    with qtbot.assertNotEmitted(resting.slept):
        resting.sleep_comes(False)
    with qtbot.waitSignal(resting.slept):
        resting.sleep_comes(True)


SLEEP = """
import os, subprocess, sys, tempfile
from pathlib import Path
settings = Path(sys.argv[1])
bus = subprocess.Popen(
    ["dbus-daemon", "--config-file", str(settings), "--print-address", "--nofork"],
    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
)
address = bus.stdout.readline().strip()
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = address
from PySide6.QtCore import QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication
from painlog.app.resting import Resting
app = QApplication([])
resting = Resting(app)
resting.slept.connect(lambda: (print("slept"), app.quit()))
system = QDBusConnection.connectToBus(address, "logind")
assert system.registerService("org.freedesktop.login1")
def tell():
    told = QDBusMessage.createSignal(
        "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep"
    )
    told.setArguments([True])
    system.send(told)
QTimer.singleShot(100, tell)
QTimer.singleShot(10_000, app.quit)
app.exec()
bus.kill()
bus.wait()
"""
BUS = """<busconfig><type>custom</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>"""


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no bus that could tell")
def test_the_system_tells_of_sleep_over_its_bus(tmp_path: Path) -> None:
    settings = tmp_path / "bus.conf"
    settings.write_text(BUS)
    done = subprocess.run(
        [sys.executable, "-c", SLEEP, str(settings)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "slept\n", done.stderr


# gone


def test_nothing_of_a_session_is_readable_anywhere_on_the_disk(
    program: Program, locked: Path, qtbot: QtBot, home: Path, tmp_path: Path
) -> None:
    answering(qtbot, (Unlocking, told(PASSPHRASE)))
    program.start(locked)
    window = shown(program, qtbot)
    window.answers.record(Note(id=uuid4(), at=now(), text=STRANGE))
    window.answers.keep("note", STRANGE)
    window.today.quick.open_note()
    window.show_tab(next(iter(window.doors.tabs)))
    assert window.doors.back_up(window.journal, tmp_path / f"copy{uuid4().hex}.painlog").exists()
    window.close()
    files = [file for file in (*home.rglob("*"), *tmp_path.rglob("*")) if file.is_file()]
    assert any(file.name == "preferences.ini" for file in files)
    for word in (STRANGE, PASSPHRASE):
        spelled = [word.encode(code) for code in ("utf-8", "utf-16-le")]
        assert [file for file in files if any(each in file.read_bytes() for each in spelled)] == []


CLIPBOARD = """
from PySide6.QtWidgets import QApplication
from painlog.app import locks
app = QApplication([])
clipboard = app.clipboard()
clipboard.setText("ours")
before = clipboard.text()
locks._empty_clipboard()
app.processEvents()
print([before, clipboard.text()])
"""


def test_what_we_put_on_the_clipboard_goes() -> None:
    screen = Screen()
    try:
        environment = {**os.environ, "DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb"}
        done = subprocess.run(
            [sys.executable, "-c", CLIPBOARD],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout == "['ours', '']\n"
    finally:
        screen.close()


def test_on_windows_the_fresh_program_is_given_a_name_with_blanks_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Left(BaseException):
        """This program ended."""

    def leave(_code: int) -> None:
        raise Left

    started: list[list[str]] = []
    path = tmp_path / "Jane Doe" / "journal.painlog"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "Popen", started.append)
    monkeypatch.setattr(os, "_exit", leave)
    monkeypatch.setattr(os, "execv", lambda _program, _line: leave(0))
    with pytest.raises(Left):
        locks.start_anew(path)
    assert [line[-2:] for line in started] == [["--journal", str(path)]]


def unlocked(
    program: Program, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, anew: list[Path]
) -> MainWindow:
    """Open a locked journal; what would be started anew when it is locked is told to `anew` instead."""
    monkeypatch.setattr(locks, "start_anew", anew.append)
    answering(qtbot, (Unlocking, told(PASSPHRASE)))
    program.start(path)
    window = shown(program, qtbot)
    qtbot.waitUntil(lambda: program.locks._resting is not None)
    return window


def lock_by_keys() -> None:
    """Press Ctrl+L in the window that has the keyboard, heard in the next turn as from the system."""
    control, window = Qt.KeyboardModifier.ControlModifier, QApplication.focusWindow()
    QApplication.postEvent(window, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_L, control))


@pytest.mark.parametrize("by", ["the menu", "keys"])
def test_a_form_keeps_what_was_typed_and_every_dialog_goes(
    program: Program, locked: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, key: OpenKey, *, by: str
) -> None:
    anew: list[Path] = []
    window = unlocked(program, locked, qtbot, monkeypatch, anew)

    def typing() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        dialog.text.setPlainText("typed until it was locked")  # type: ignore[attr-defined]
        if by == "keys":
            lock_by_keys()
            QTimer.singleShot(1000, dialog.reject)  # else the form would be waited for without end
        else:
            window.doors.lock()

    QTimer.singleShot(100, typing)
    window.open_entry(window.journal.contents().notes[0])
    qtbot.waitUntil(lambda: anew == [locked])
    assert program.window is None
    with Journal.open(locked, key=key) as journal:
        assert [note.text for note in journal.contents().notes] == ["typed until it was locked"]


def locked_over(window: MainWindow, opens: Callable[[], object], typing: Callable[[QDialog], None]) -> None:
    """Open a dialog, do something in it, and lock while it is open."""

    def then() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        typing(dialog)
        window.doors.lock()

    QTimer.singleShot(100, then)
    opens()


def only_looks(_dialog: QDialog) -> None:
    """Do nothing."""


def test_a_form_in_which_nothing_was_told_writes_nothing(
    program: Program, locked: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, key: OpenKey
) -> None:
    anew: list[Path] = []
    window = unlocked(program, locked, qtbot, monkeypatch, anew)
    medicine = Medicine(id=uuid4(), name="Paracetamol")
    window.journal.record(medicine)
    before = window.journal.contents()
    dose = Dose(id=uuid4(), medicine=medicine.id, taken_at=now())
    locked_over(window, lambda: window.open_entry(dose), only_looks)
    qtbot.waitUntil(lambda: anew == [locked])
    with Journal.open(locked, key=key) as journal:
        assert journal.contents() == before


def test_what_no_form_can_save_waits_as_a_note(
    program: Program, locked: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, key: OpenKey
) -> None:
    anew: list[Path] = []
    window = unlocked(program, locked, qtbot, monkeypatch, anew)
    window.answers.keep(NOTE_DRAFT, "begun before")

    def typing(form: QDialog) -> None:
        assert isinstance(form, MedicineForm)
        form.name.setText("Paracetamol")
        form.strength.setText("half")

    locked_over(window, window.today.asks.new_medicine.emit, typing)
    qtbot.waitUntil(lambda: anew == [locked])
    with Journal.open(locked, key=key) as journal:
        assert journal.medicines() == ()
        said = journal.kept(NOTE_DRAFT)
    assert said.startswith("begun before\n\nA medicine you take\nName, as on the label: Paracetamol\n")
    assert "Strength of one: half" in said


def test_what_was_told_about_oneself_is_kept(
    program: Program, locked: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, key: OpenKey
) -> None:
    anew: list[Path] = []
    window = unlocked(program, locked, qtbot, monkeypatch, anew)

    def typing(question: QDialog) -> None:
        assert isinstance(question, AboutMe)
        question.activities.setPlainText("lifting")

    [about_me] = [action for action in window.menus[1].actions() if action.text() == "About me…"]
    locked_over(window, about_me.trigger, typing)
    qtbot.waitUntil(lambda: anew == [locked])
    with Journal.open(locked, key=key) as journal:
        assert journal.patient().activities == ("lifting",)


def test_what_is_taken_in_beside_the_window_is_waited_for_and_then_it_locks(
    program: Program, locked: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    anew: list[Path] = []
    window = unlocked(program, locked, qtbot, monkeypatch, anew)
    may_end = threading.Event()

    def press() -> None:
        lock_by_keys()
        lock_by_keys()
        QTimer.singleShot(300, may_end.set)

    QTimer.singleShot(400, press)
    assert Doing("Importing…", window).wait_for(may_end.wait) is True
    assert anew == []
    assert program.window is window
    qtbot.waitUntil(lambda: anew == [locked])
    assert program.window is None


def test_it_locks_by_keys_while_a_time_is_mended(
    program: Program, locked: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    anew: list[Path] = []
    window = unlocked(program, locked, qtbot, monkeypatch, anew)
    popover = Popover(window.tab_bar, QLabel("When it began"))
    popover.open()
    lock_by_keys()
    qtbot.waitUntil(lambda: anew == [locked])
    assert program.window is None


DRIVER = """
import sys, threading
from pathlib import Path
from uuid import uuid4
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from painlog.app.program import Program
from painlog.app.running import application
from painlog.entries import Note, now
from painlog.window.locks.unlocking import Unlocking

path, passphrase, words = Path(sys.argv[1]), *sys.stdin.readline().rstrip().split("|")
app = application(["painlog"])
program = Program(app)

def unlock():
    dialog = QApplication.activeModalWidget()
    dialog.passphrase.line.setText(passphrase)
    dialog.yes.click()

def write():
    window = program.window
    if window is None or not window.menus[0].actions():
        QTimer.singleShot(50, write)
        return
    window.answers.record(Note(id=uuid4(), at=now(), text=words))
    window.today.quick.open_note()
    QApplication.clipboard().setText(words)
    window.show_tab(list(window.doors.tabs)[0])
    QTimer.singleShot(300, ready)

def ready():
    print("ready", flush=True)
    sys.stdin.readline()
    program.lock_now()

QTimer.singleShot(100, unlock)
program.start(path)
QTimer.singleShot(100, write)
app.exec()
"""


def memory_of(process: int, *words: str) -> dict[str, int]:
    """Return how often each of the words stands in the memory of a process, in whatever encoding."""
    spelled = {word: [word.encode(code) for code in ("utf-8", "utf-16-le", "utf-32-le")] for word in words}
    found = dict.fromkeys(words, 0)
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            begin, end = (int(at, 16) for at in line.split()[0].split("-"))
            if " r" not in line or "[vvar" in line or "[vsyscall" in line:
                continue
            try:
                memory.seek(begin)
                piece = memory.read(end - begin)
            except (OSError, ValueError, OverflowError):
                continue
            for word, forms in spelled.items():
                found[word] += sum(piece.count(form) for form in forms)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_locked_means_gone(locked: Path, home: Path) -> None:
    """The words and the passphrase are in the memory before, nowhere in it afterwards, in under a second."""
    secret, words = f"{PASSPHRASE} Himbeere", "Stachelschweinchen"
    held = with_passphrase(locking.lock_of(locked), PASSPHRASE)
    locking.change(locked, keys.wrapped_anew(held, secret, effort=QUICK))
    with subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(locked)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as driver:  # fmt: skip
        try:
            took, found = locked_by(driver, secret, words, held.secret.hex())
        finally:
            driver.kill()
    assert found == dict.fromkeys(found, 0)
    assert took < 1
    key = with_passphrase(locking.lock_of(locked), secret)
    with Journal.open(locked, key=key) as journal:
        assert words in [note.text for note in journal.contents().notes]


def locked_by(
    driver: "subprocess.Popen[str]", secret: str, words: str, key: str
) -> tuple[float, dict[str, int]]:
    """Let the program open, write and lock; return the seconds that took, and what its memory holds then."""
    assert driver.stdin is not None
    assert driver.stdout is not None
    driver.stdin.write(f"{secret}|{words}\n")
    driver.stdin.flush()
    assert driver.stdout.readline() == "ready\n"
    if os.access(f"/proc/{driver.pid}/mem", os.R_OK):
        assert memory_of(driver.pid, words)[words] > 0, "the search finds what is there"
    begin = time.monotonic()
    driver.stdin.write("\n")
    driver.stdin.flush()
    command = Path(f"/proc/{driver.pid}/cmdline")
    looked_until(lambda: b"--journal" in command.read_bytes())
    took = time.monotonic() - begin
    looked_until(lambda: _shows_dialog(driver.pid))
    return took, memory_of(driver.pid, words, secret, key)


def looked_until(there: Callable[[], bool]) -> None:
    """Look every few milliseconds until something of another process is there."""
    until, pause = time.monotonic() + PATIENCE_S, threading.Event()
    while not there():
        pause.wait(0.005)
        assert time.monotonic() < until


def _shows_dialog(process: int) -> bool:
    """Tell whether the program that came after has loaded what asks for the passphrase."""
    return "argon2" in Path(f"/proc/{process}/maps").read_text()
