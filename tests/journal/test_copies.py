"""A synced folder: another copy of the journal beside it is seen where it holds what the journal does not."""

import shutil
from pathlib import Path

from painlog.journal import Journal
from painlog.journal.backups import back_up
from painlog.journal.copies import copies_beside
from tests.journal.worlds import Chance, Clock, opened


def _two_laptops(folder: Path) -> tuple[Path, Path]:
    """Return a journal, and the copy of it that another laptop went on with."""
    chance = Chance(3)
    with opened(folder) as journal:
        journal.take_in(chance.contents(3))
    other = folder / "journal (conflicted copy 2026-04-02).painlog"
    shutil.copyfile(journal.path, other)
    with opened(folder) as journal:
        journal.record(chance.note())
    return journal.path, other


def test_a_conflicted_copy_with_entries_of_its_own_is_told_of(tmp_path: Path) -> None:
    path, other = _two_laptops(tmp_path)
    assert copies_beside(path) == []
    with Journal.open(other, clock=Clock()) as elsewhere:
        elsewhere.record(Chance(4).note(), Chance(5).note())
    [copy] = copies_beside(path)
    assert (copy.path, copy.entries) == (other, 2)


def test_what_was_removed_here_is_not_missing_here(tmp_path: Path) -> None:
    path, other = _two_laptops(tmp_path)
    with Journal.open(other, clock=Clock()) as elsewhere:
        there = elsewhere.contents().notes[0].id
    with Journal.open(path, clock=Clock()) as journal:
        journal.remove(there)
    assert copies_beside(path) == []


def test_backups_other_journals_and_rubbish_are_not_told_of(tmp_path: Path) -> None:
    path, _ = _two_laptops(tmp_path)
    back_up(path, tmp_path / "my copy.painlog")
    with opened(tmp_path, "somebody else.painlog") as another:
        another.record(Chance(6).note())
    (tmp_path / "rubbish.painlog").write_bytes(b"SQLite format 3\0" + b"rubbish" * 100)
    (tmp_path / "folder.painlog").mkdir()
    assert copies_beside(path) == []


def test_looking_changes_nothing(tmp_path: Path) -> None:
    path, other = _two_laptops(tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    copies_beside(path)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before
    assert other in before
