"""A newer file of the same journal takes its place while it is open, as in a synced folder."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from painlog.change import Act
from painlog.entries import Note, Patient
from painlog.journal import Journal, JournalFault, Reason
from painlog.journal.beside import folder_of
from painlog.journal.checking import State, check

AT = datetime(2026, 4, 2, 9, tzinfo=UTC)


def note(number: int) -> Note:
    return Note(id=UUID(int=number), at=AT, text=f"note {number}")


def texts(journal: Journal) -> set[str]:
    return {each.text for each in journal.contents().notes}


class Synced:
    """A journal that is open here, and a copy of it elsewhere."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "here" / "journal.painlog"
        self.path.parent.mkdir()
        self.here = Journal.open(self.path)
        self.here.record(note(1))
        self.elsewhere = folder / "elsewhere"
        self.copy()

    def copy(self) -> None:
        shutil.copytree(self.path.parent, self.elsewhere, dirs_exist_ok=True)

    def writes_elsewhere(self, act: Callable[[Journal], object]) -> None:
        with Journal.open(self.elsewhere / "journal.painlog") as journal:
            act(journal)

    def comes(self, *, with_folder: bool = False) -> None:
        """Rename it into the journal's place, as a program does that keeps folders the same."""
        part = self.path.with_name(".journal.painlog.sync")
        shutil.copyfile(self.elsewhere / "journal.painlog", part)
        part.replace(self.path)
        if with_folder:
            shutil.rmtree(folder_of(self.path))
            shutil.copytree(folder_of(self.elsewhere / "journal.painlog"), folder_of(self.path))


@pytest.fixture
def synced(tmp_path: Path) -> Iterator[Synced]:
    open_here = Synced(tmp_path)
    yield open_here
    open_here.here.close()


@pytest.mark.parametrize("with_folder", [False, True])
def test_a_newer_file_with_all_that_was_saved_is_gone_on_with(synced: Synced, *, with_folder: bool) -> None:
    """Nothing could be written any more until Painlog was started again."""
    synced.writes_elsewhere(lambda journal: journal.record(note(2)))
    synced.comes(with_folder=with_folder)
    synced.here.record(note(3))
    assert texts(synced.here) == {"note 1", "note 2", "note 3"}
    synced.here.close()
    assert check(synced.path).state is State.GOOD
    with Journal.open(synced.path) as again:
        assert texts(again) == {"note 1", "note 2", "note 3"}


def test_it_is_seen_before_anything_is_written(synced: Synced) -> None:
    synced.writes_elsewhere(lambda journal: journal.record(note(2)))
    synced.comes()
    change = synced.here.notice()
    assert change is not None
    assert change.act is Act.ELSEWHERE
    assert texts(synced.here) == {"note 1", "note 2"}
    assert synced.here.notice() is None
    assert synced.here.is_in_place


def test_what_was_changed_and_removed_elsewhere_since_is_so_here(synced: Synced) -> None:
    synced.here.record(note(2))
    synced.copy()
    synced.writes_elsewhere(lambda journal: journal.change(Note(id=UUID(int=2), at=AT, text="changed")))
    synced.writes_elsewhere(lambda journal: journal.remove(UUID(int=1)))
    synced.comes()
    synced.here.record(note(3))
    assert texts(synced.here) == {"changed", "note 3"}


def test_who_keeps_it_is_as_told_elsewhere_since(synced: Synced) -> None:
    synced.here.describe(Patient(name="Ada"))
    synced.here.close()
    synced.here = Journal.open(synced.path)
    synced.copy()
    synced.writes_elsewhere(lambda journal: journal.describe(Patient(name="Ada Lovelace")))
    synced.comes()
    change = synced.here.notice()
    assert change is not None
    assert synced.here.patient().name == "Ada Lovelace"
    synced.here.record(note(3))
    assert texts(synced.here) == {"note 1", "note 3"}


def test_what_was_half_written_here_goes_along(synced: Synced) -> None:
    synced.here.keep("note", "half")
    for number in (2, 3, 4):
        synced.writes_elsewhere(lambda journal, number=number: journal.record(note(number)))  # type: ignore[misc]
    synced.comes()
    synced.here.notice()
    assert synced.here.kept("note") == "half"
    synced.here.close()
    with Journal.open(synced.path) as again:
        assert again.kept("note") == "half"


def lacks_an_entry(synced: Synced) -> None:
    synced.here.record(note(9))
    synced.writes_elsewhere(lambda journal: [journal.record(note(number)) for number in (2, 3)])


def lacks_a_change(synced: Synced) -> None:
    synced.here.change(Note(id=UUID(int=1), at=AT, text="changed"))
    synced.writes_elsewhere(lambda journal: [journal.record(note(number)) for number in (2, 3)])


def lacks_a_removal(synced: Synced) -> None:
    synced.here.remove(UUID(int=1))
    synced.writes_elsewhere(lambda journal: [journal.record(note(number)) for number in (2, 3)])


def lacks_who_it_is(synced: Synced) -> None:
    synced.here.describe(Patient(name="Ada"))
    synced.writes_elsewhere(lambda journal: [journal.record(note(number)) for number in (2, 3)])


def is_older(synced: Synced) -> None:
    synced.here.record(note(9))


def is_another(synced: Synced) -> None:
    shutil.rmtree(synced.elsewhere)
    synced.elsewhere.mkdir()
    synced.writes_elsewhere(lambda journal: [journal.record(note(number)) for number in (1, 2, 3)])


def is_damaged(synced: Synced) -> None:
    """In a part that is not read to compare it: what finds the doses of a day."""
    synced.writes_elsewhere(lambda journal: [journal.record(note(number)) for number in (2, 3)])
    path = synced.elsewhere / "journal.painlog"
    with closing(sqlite3.connect(path)) as raw:
        [[page]] = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'dose_at'").fetchall()
    with path.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(bytes(4096))


def is_none(synced: Synced) -> None:
    (synced.elsewhere / "journal.painlog").write_bytes(b"no journal " * 500)


@pytest.mark.parametrize(
    "other",
    [
        lacks_an_entry,
        lacks_a_change,
        lacks_a_removal,
        lacks_who_it_is,
        is_older,
        is_another,
        is_damaged,
        is_none,
    ],
)
def test_one_that_lacks_something_is_left_as_it_is(synced: Synced, other: Callable[[Synced], None]) -> None:
    other(synced)
    before = synced.here.contents()
    synced.comes()
    there = synced.path.read_bytes()
    assert synced.here.notice() is None
    with pytest.raises(JournalFault) as fault:
        synced.here.record(note(7))
    assert fault.value.reason is Reason.REPLACED
    assert synced.path.read_bytes() == there
    assert synced.here.contents() == before
