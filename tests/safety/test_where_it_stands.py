"""Where the journal stands, through the real window: a full disk, a read-only folder, a file that was moved.

What was typed stays on the screen, reading goes on, and writing goes on by itself once it is possible.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from painlog.entries import Contents, Dose, FlareUp, Medicine, Note
from painlog.exchange import json_format
from painlog.journal import Journal
from painlog.journal.checking import State, check
from painlog.report.pdf import pdf
from painlog.window.doors import Tab
from painlog.window.question import Question
from painlog.window.today.periods import Period
from tests.safety.places import SmallDisk, read_only_folder, small_disk
from tests.stories.medicines import CAPSULE
from tests.stories.person import SUMMER, Clock, Person, then

BEGIN = datetime(2026, 4, 2, 16, 28, 5, tzinfo=SUMMER)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def clock() -> Clock:
    return Clock(BEGIN)


def opens(qtbot: QtBot, path: Path, clock: Clock) -> Person:
    with Journal.open(path, clock=clock) as journal:
        if not journal.count():
            journal.record(CAPSULE)
            journal.record(FlareUp(id=uuid4(), started_at=BEGIN, ended_at=BEGIN, peak=5))
    return Person(qtbot, path, clock)


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Person]:
    folder = tmp_path / "place"
    folder.mkdir()
    made = opens(qtbot, folder / "journal.painlog", clock)
    yield made
    made.window.bar.waiting.clear()
    made.window.close()


def doses(person: Person) -> int:
    return sum(isinstance(entry, Dose) for entry in person.wrote())


def presses_in_vain(person: Person, reason: str) -> None:
    """Press; what was pressed waits in the bar, which says why, and the status line calls nothing saved."""
    saved_at = person.journal.saved_at
    before = len(person.window.bar.waiting)
    person.presses(CAPSULE.name + " 5 mg")
    assert person.window.bar.isVisible()
    assert person.reads(reason)
    assert len(person.window.bar.waiting) == before + 1
    assert any(CAPSULE.name in each.words for each in person.window.bar.waiting)
    assert person.journal.saved_at == saved_at


def reads_on(person: Person) -> None:
    """Read, look at charts, and print the page."""
    person.window.today.chart.choose_period(Period.ALL)
    person.window.today.chart.choose_period(Period.TWO_WEEKS)
    for tab in (Tab.JOURNAL, Tab.MEDICINES, Tab.APPOINTMENT):
        person.window.show_tab(tab)
    appointment = person.window.tab(Tab.APPOINTMENT)
    person.until(lambda: appointment.live.page is not None)  # type: ignore[attr-defined]
    assert pdf(appointment.live.page).startswith(b"%PDF-")  # type: ignore[attr-defined]
    person.window.show_tab(Tab.TODAY)
    assert person.day()


def is_written_by_itself(person: Person) -> None:
    """The bar's own clock tries again; nobody presses anything."""
    before = len(person.window.bar.waiting)
    person.window.bar._timer.setInterval(20)
    person.until(lambda: not person.window.bar.waiting)
    assert before
    assert not person.window.bar.isVisible()


# a full disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as made:
        yield made


def test_on_a_full_disk_nothing_typed_is_lost(disk: SmallDisk, qtbot: QtBot, clock: Clock) -> None:
    person = opens(qtbot, disk.folder / "journal.painlog", clock)
    before = doses(person)
    disk.fill()
    # Pages that the file has already can still be written: press until it needs more.
    for _ in range(200):
        person.window.today.quick.medicines.take(CAPSULE.id)
        if person.window.bar.waiting:
            break
    waits = len(person.window.bar.waiting)
    assert waits == 1
    assert person.reads("full" if disk.is_real else "saved")
    written = doses(person) - before
    presses_in_vain(person, "not saved")
    reads_on(person)
    assert doses(person) == before + written
    disk.make_room()
    is_written_by_itself(person)
    assert doses(person) == before + written + 2
    assert person.window.close()
    assert check(disk.folder / "journal.painlog").state is State.GOOD


def test_an_import_for_which_there_is_no_room_takes_in_nothing(
    disk: SmallDisk, qtbot: QtBot, clock: Clock, tmp_path: Path
) -> None:
    person = opens(qtbot, disk.folder / "journal.painlog", clock)
    drops = Medicine(id=uuid4(), name="Drops")
    notes = tuple(Note(id=uuid4(), at=BEGIN, text="x" * 200) for _ in range(300))
    file = tmp_path / "more.json"
    file.write_bytes(json_format.write(Contents(medicines=(drops,), notes=notes)))
    before = person.journal.contents()
    disk.fill(but=49_152)  # a little can still be written
    then(yes)
    person.window.doors.import_files(person.window, person.journal, [file])
    assert person.reads("full" if disk.is_real else "saved")
    assert person.journal.contents() == before
    assert not person.window.bar.waiting
    disk.make_room()
    then(yes)
    person.window.doors.import_files(person.window, person.journal, [file])
    assert set(person.journal.contents().notes) == set(notes)
    assert person.window.close()
    assert check(disk.folder / "journal.painlog").state is State.GOOD


def yes(question: QWidget) -> None:
    """Import it."""
    assert isinstance(question, Question)
    question.yes.click()


def test_a_start_on_a_full_disk_reads_and_writes_later(disk: SmallDisk, qtbot: QtBot, clock: Clock) -> None:
    path = disk.folder / "journal.painlog"
    opens(qtbot, path, clock).window.close()
    disk.fill()
    person = Person(qtbot, path, clock)
    reads_on(person)
    for _ in range(200):
        person.window.today.quick.medicines.take(CAPSULE.id)
        if person.window.bar.waiting:
            break
    assert person.window.bar.waiting
    before = doses(person)
    disk.make_room()
    is_written_by_itself(person)
    assert doses(person) == before + 1
    person.window.close()


# a place that can only be read


def test_in_a_read_only_folder_it_says_so_and_writes_later(person: Person) -> None:
    before = doses(person)
    with read_only_folder(person.journal.path.parent):
        presses_in_vain(person, "can only be read")
        reads_on(person)
        assert doses(person) == before
    is_written_by_itself(person)
    assert doses(person) == before + 1


# a file that was moved, deleted or replaced


def renamed(path: Path) -> Callable[[], object]:
    aside = path.with_name("aside.painlog")
    path.rename(aside)
    return lambda: aside.replace(path)


def deleted(path: Path) -> Callable[[], object]:
    kept = path.with_name("kept by nobody")
    os.link(path, kept)  # so that the test can put the very file back
    path.unlink()
    return lambda: kept.rename(path)


def overwritten(path: Path) -> Callable[[], object]:
    whole, theirs = path.read_bytes(), path.with_name("theirs")
    with Journal.open(theirs) as other:
        other.close(hurried=True)
    path.write_bytes(theirs.read_bytes())
    theirs.unlink()
    return lambda: path.write_bytes(whole)


@pytest.mark.parametrize("harm", [renamed, deleted, overwritten])
def test_before_the_next_saved_it_is_noticed_that_the_file_is_another(
    person: Person, harm: Callable[[Path], Callable[[], object]]
) -> None:
    put_back = harm(person.journal.path)
    presses_in_vain(person, "moved, deleted or replaced")
    presses_in_vain(person, "moved, deleted or replaced")
    reads_on(person)
    put_back()
    is_written_by_itself(person)
    assert doses(person) == 2
    path = person.journal.path
    assert person.window.close()
    files = [each.name for each in path.parent.iterdir() if each.is_file()]
    assert files == [path.name]


def synced(path: Path, elsewhere: Path) -> None:
    """Rename what was written elsewhere into the journal's place, as a program does that keeps a folder."""
    part = path.with_name(".journal.painlog.part")
    shutil.copyfile(elsewhere, part)
    part.replace(path)


def test_a_newer_file_that_comes_while_it_is_open_is_shown_and_written_to(person: Person) -> None:
    """Everything that was pressed waited until Painlog was closed, and was lost then."""
    path = person.journal.path
    elsewhere = path.with_name("elsewhere.painlog")
    shutil.copyfile(path, elsewhere)
    with Journal.open(elsewhere, clock=person.clock) as other:
        other.record(Note(id=uuid4(), at=BEGIN, text="on the other laptop"))
    synced(path, elsewhere)
    person.window.changes.look()
    assert any("on the other laptop" in said for said in person.day())
    person.presses(CAPSULE.name + " 5 mg")
    assert not person.window.bar.isVisible()
    assert len(person.wrote()) == 3


@pytest.mark.parametrize("is_wanted_back", [True, False])
def test_one_that_lacks_what_was_saved_can_be_sent_out_of_the_place_again(
    person: Person, *, is_wanted_back: bool
) -> None:
    path = person.journal.path
    elsewhere = path.with_name("elsewhere.painlog")
    shutil.copyfile(path, elsewhere)
    person.presses(CAPSULE.name + " 5 mg")
    with Journal.open(elsewhere, clock=person.clock) as other:
        for _ in range(3):
            other.record(Note(id=uuid4(), at=BEGIN, text="on the other laptop"))
    mine = path.with_name("mine")
    os.link(path, mine)  # so that the test can put the very file back
    synced(path, elsewhere)
    told: list[str] = []

    def answer(question: QWidget) -> None:
        assert isinstance(question, Question)
        told.append(question.windowTitle())
        (question.yes if is_wanted_back else question.no).click()

    then(answer)
    person.window.today.quick.medicines.take(CAPSULE.id)
    person.until(lambda: bool(told))
    assert told == ["Another file is in your journal's place"]
    if not is_wanted_back:
        presses_in_vain(person, "moved, deleted or replaced")
        mine.replace(path)
        is_written_by_itself(person)
        assert doses(person) == 3
        return
    assert not person.window.bar.waiting
    assert not person.window.bar.isVisible()
    assert doses(person) == 2
    [kept] = path.parent.glob("journal.painlog.replaced-*")
    with Journal.open(kept, clock=person.clock) as other:
        assert len(other.contents().notes) == 3


@pytest.mark.parametrize("comes_back", ["as it was", "written to elsewhere", "as it was before", "another"])
def test_a_disk_that_was_pulled_out_is_written_to_again_when_it_is_back(
    tmp_path: Path, qtbot: QtBot, clock: Clock, comes_back: str
) -> None:
    """It comes back as another device: only what holds all that was saved is gone on with."""
    folder, kept = tmp_path / "stick", tmp_path / "kept"
    with small_disk(folder) as disk:
        if not disk.is_real:
            pytest.skip("this account may not mount anything")
        person = opens(qtbot, folder / "journal.painlog", clock)
        shutil.copytree(folder, tmp_path / "before")
        person.presses(CAPSULE.name + " 5 mg")
        shutil.copytree(folder, kept)
        subprocess.run(["umount", "-l", str(folder)], check=True)
        presses_in_vain(person, "moved, deleted or replaced")
        if comes_back == "written to elsewhere":
            with Journal.open(kept / "journal.painlog", clock=clock) as elsewhere:
                elsewhere.record(Note(id=uuid4(), at=BEGIN, text="on the other laptop"))
        if comes_back == "another":
            (kept / "journal.painlog").unlink()
            shutil.rmtree(kept / "journal.painlog-backups")
            with Journal.open(kept / "journal.painlog", clock=clock):
                pass
        again = SmallDisk(folder)
        shutil.copytree(
            tmp_path / "before" if comes_back == "as it was before" else kept, folder, dirs_exist_ok=True
        )
        if comes_back in ("as it was", "written to elsewhere"):
            is_written_by_itself(person)
            assert doses(person) == 2
            assert check(person.journal.path).state is State.GOOD
            assert len(person.wrote()) == (4 if comes_back == "written to elsewhere" else 3)
        else:
            presses_in_vain(person, "moved, deleted or replaced")
        person.window.bar.waiting.clear()
        person.window.close()
        again.close()


def test_a_conflicted_copy_is_told_of_at_the_start(person: Person, qtbot: QtBot, clock: Clock) -> None:
    path = person.journal.path
    person.window.close()
    other = path.with_name("journal (conflicted copy).painlog")
    shutil.copyfile(path, other)
    with Journal.open(other, clock=clock) as elsewhere:
        elsewhere.record(Note(id=uuid4(), at=BEGIN, text="on the other laptop"))
    again = Person(qtbot, path, clock)
    again.until(again.window.bar.isVisible)
    assert again.reads("conflicted copy")
    assert again.reads("1 entry")
    again.window.close()


# two programs


def test_the_window_and_the_command_line_write_at_once(person: Person) -> None:
    path, count = person.journal.path, 40
    lines = "".join(
        f'{{"kind": "note", "at": "2026-04-01T10:00+02:00", "text": "by script {number}"}}\n'
        for number in range(count)
    )
    command = [sys.executable, "-m", "painlog", "--journal", str(path), "record"]
    script = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert script.stdin is not None
    script.stdin.write(lines)
    script.stdin.close()
    pressed = 0
    while script.poll() is None:
        person.window.today.quick.medicines.take(CAPSULE.id)
        pressed += 1
        person.window.changes.look()
    assert script.stdout is not None
    with script.stdout as told:
        assert told.read().count("saved ") == count
    person.window.answers.write_waiting()
    assert not person.window.bar.waiting
    wrote = person.wrote()
    assert sum(isinstance(entry, Note) for entry in wrote) == count
    assert doses(person) == pressed
    assert check(path).state is State.GOOD
