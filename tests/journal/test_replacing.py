"""Another journal in its place: whole, also after a power cut, and nothing of what stood there is lost."""

import errno
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from painlog.journal import Journal, JournalFault, Reason, backups, locking, replacing, second_record, store
from painlog.journal.beside import half_written, left_by_sqlite
from painlog.journal.checking import State, check
from painlog.journal.key import Key
from painlog.journal.keys import wrapped_anew
from painlog.journal.recovery import repair
from painlog.journal.replacing import restore
from painlog.journal.second_record import WrittenAct
from tests.journal.cipher_disk import watching
from tests.journal.disk import Disk, Event, Image
from tests.journal.worlds import QUICK, Chance, Clock, locked_with, opened, rows_of

CASES = int(os.environ.get("PAINLOG_CASES", "1"))
Rows: TypeAlias = dict[str, list[tuple[object, ...]]]


class Home:
    """A journal with a backup and acts since, and a copy of it from before."""

    def __init__(self, folder: Path, key: Key | None) -> None:
        """Live for a while."""
        folder.mkdir()
        self.folder, self.key, self.clock = folder, key, Clock()
        chance = Chance(51)
        with opened(folder, clock=self.clock, key=key) as journal:
            self.path = journal.path
            journal.take_in(chance.contents(3))
            self.copy = backups.back_up(self.path, folder / "copy.painlog", clock=self.clock, key=key)
            self.before = rows_of(journal)
            backups.back_up(self.path, clock=self.clock, key=key)
            journal.record(chance.note(), chance.flare_up())
            self.rows = rows_of(journal)
            journal.close(hurried=True)

    def restore(self) -> Rows:
        """Put the copy in the journal's place; return what is in it then."""
        restore(self.path, self.copy, clock=self.clock, key=self.key)
        return self.before

    def repair(self) -> Rows:
        """Make the journal, which is gone, anew."""
        repair(self.path, clock=self.clock, key=self.key)
        return self.rows

    def tell_what_cannot_be(self) -> None:
        """Write an act into the second record that cannot be, with another after it."""
        told = second_record.read(self.path)
        assert told is not None
        [row, *_] = [row for row in told.acts[-1].rows if row[0] == "note"]
        never = [WrittenAct(told.last + 1 + more, ((row[0], 99 + more, row[2]),)) for more in range(2)]
        second_record.begin(self.path, told.base, [*told.acts, *never])

    def repair_as_far_as_can_be(self) -> Rows:
        """Make the journal anew where not all that is told of it can be."""
        return self.repair()

    def in_journal(self, path: Path) -> Rows:
        """Return every row of a journal as it is after a cut."""
        with Journal.open(path, create=False, clock=Clock(), key=self.key) as journal:
            rows = rows_of(journal)
            journal.close(hurried=True)
        return rows

    def wrong(self, image: Image, folder: Path, done: Rows) -> str:
        """Look at what a cut left, and take the program's offer; return what is wrong, or nothing."""
        shutil.rmtree(folder, ignore_errors=True)
        image.write(folder, str(self.folder))
        path = folder / self.path.name
        if check(path, key=self.key).state is not State.GOOD:
            if image.acknowledged:
                return "called done, and is not good"
            repair(path, clock=Clock(), key=self.key)
        rows = self.in_journal(path)
        if rows not in ([done] if image.acknowledged else [done, self.rows]):
            return f"called done: {image.acknowledged}, but that is not what is there"
        kept = [path, *folder.glob(f"{path.name}.replaced-*Z")]
        is_whole = done is self.rows or any(self.in_journal(one) == self.rows for one in kept)
        return "" if is_whole else "what was there before is gone"


@pytest.mark.no_cover
@pytest.mark.parametrize("is_locked", [False, True], ids=["plain", "locked"])
@pytest.mark.parametrize("act", [Home.restore, Home.repair])
def test_a_power_cut_costs_nothing_and_what_is_called_done_stays_so(
    tmp_path: Path, act: Callable[[Home], Rows], *, is_locked: bool
) -> None:
    home = Home(tmp_path / "lived", locked_with() if is_locked else None)
    if act is Home.repair:
        home.path.unlink()
    start = {str(path): path.read_bytes() for path in home.folder.rglob("*") if path.is_file()}
    disk, chance = Disk(home.folder), random.Random(6)
    with watching(disk, home.key):
        done = act(home)
    disk.events.append(Event("saved"))
    images = [
        *disk.images(start, chance, 20 * CASES),
        *disk.images(start, chance, 6 * CASES, after=len(disk.events)),
    ]
    wrong = [home.wrong(image, tmp_path / "after", done) for image in images]
    assert [told for told in wrong if told] == []


@pytest.fixture
def lived(tmp_path: Path) -> Home:
    """Give a journal with a past."""
    return Home(tmp_path / "lived", None)


def half_written_elsewhere(lived: Home) -> bytes:
    """Return what SQLite leaves of a journal of another shape, when a program dies while it writes."""
    with opened(lived.folder, "other.painlog") as other:
        other.record(*(Chance(number).note() for number in range(900)))
        other._store.do("PRAGMA cache_size = 1")
        other._store.do("BEGIN IMMEDIATE")
        other._store.do("UPDATE note SET text = text || ?", "half" * 9000)
        left = half_written(other.path).read_bytes()
        other._store.do("ROLLBACK")
        other.close(hurried=True)
    return left


def left_by_another_tool(lived: Home) -> bytes:
    """Return what is left beside a journal that another tool brought to a form of its own, and changed."""
    copy = lived.path.with_name("taken.db")
    copy.write_bytes(lived.path.read_bytes())
    raw = sqlite3.connect(copy)
    raw.execute("PRAGMA journal_mode = wal")
    with raw:
        raw.execute("UPDATE note SET text = 'never said'")
    left = left_by_sqlite(copy)[1].read_bytes()
    raw.close()
    return left


@pytest.mark.parametrize(("left", "ending"), [(half_written_elsewhere, 0), (left_by_another_tool, 1)])
@pytest.mark.parametrize("act", [Home.restore, Home.repair])
def test_what_was_not_finished_in_a_lost_journal_does_not_get_into_the_one_made_in_its_place(
    lived: Home, left: Callable[[Home], bytes], ending: int, act: Callable[[Home], Rows]
) -> None:
    """SQLite takes up, or takes back, whatever lies beside a file of that name."""
    place = left_by_sqlite(lived.path)[ending]
    place.write_bytes(content := left(lived))
    lived.path.unlink()
    done = act(lived)
    assert lived.in_journal(lived.path) == done
    assert check(lived.path).state is State.GOOD
    assert not place.exists()
    assert content in [one.read_bytes() for one in lived.folder.glob(f"*.replaced-*{place.suffix[8:]}")]


def test_what_a_restore_left_that_was_killed_does_not_get_into_the_next(tmp_path: Path) -> None:
    """While the new lock record was written into what was to take the place of the journal."""
    lived = Home(tmp_path / "lived", locked_with())
    lived.key = wrapped_anew(locked_with(), "another passphrase", effort=QUICK)
    locking.change(lived.path, lived.key, clock=lived.clock)
    with opened(lived.folder, "other.painlog", key=lived.key) as other:
        other.record(*(Chance(number).note() for number in range(900)))
        other._store.do("PRAGMA cache_size = 1")
        other._store.do("BEGIN IMMEDIATE")
        other._store.do("UPDATE note SET text = text || ?", "half" * 9000)
        left = half_written(lived.path.with_name(f"{lived.path.name}.restored.part"))
        left.write_bytes(half_written(other.path).read_bytes())
        other._store.do("ROLLBACK")
        other.close(hurried=True)
    assert lived.restore() == lived.in_journal(lived.path)
    assert check(lived.path, key=lived.key).state is State.GOOD
    assert not left.exists()


def test_where_a_restore_is_not_possible_in_the_end_all_is_as_it_was(
    lived: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even what another program has not finished is taken away from it."""
    writer = sqlite3.connect(lived.path, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    writer.execute("UPDATE note SET text = 'half'")
    monkeypatch.setattr(store, "WAIT_MS", 50)
    before = {path: path.read_bytes() for path in lived.folder.rglob("*") if path.is_file()}

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(replacing, "set_second_record_aside", full)
    with pytest.raises(JournalFault) as fault:
        lived.restore()
    assert fault.value.reason is Reason.DISK_FULL
    assert {path: path.read_bytes() for path in lived.folder.rglob("*") if path.is_file()} == before
    assert half_written(lived.path) in before
    writer.close()


@pytest.mark.parametrize("act", [Home.restore, Home.repair, Home.repair_as_far_as_can_be])
def test_at_whatever_call_the_disk_fails_all_is_as_it_was_or_done(
    lived: Home, tmp_path: Path, act: Callable[[Home], Rows]
) -> None:
    """The second record was aside by then, beside a journal that had not been replaced, or was not yet."""
    if act is not Home.restore:
        os.truncate(lived.path, 5000)
    if act is Home.repair_as_far_as_can_be:
        lived.tell_what_cannot_be()
    before = {path: path.read_bytes() for path in lived.folder.rglob("*") if path.is_file()}
    shutil.copytree(lived.folder, tmp_path / "as it was")
    disk = Disk(lived.folder)
    with disk.watching():
        act(lived)
    begins = next(at for at, event in enumerate(disk.events) if ".replaced-" in event.path + event.other)
    refused = set[int]()
    for number in (*range(1, begins, 30), *range(begins, begins + 15)):
        shutil.rmtree(lived.folder)
        shutil.copytree(tmp_path / "as it was", lived.folder)
        disk = Disk(lived.folder)
        disk.fails = {number: errno.EIO}.get
        try:
            with disk.watching():
                done = act(lived)
        except JournalFault:
            refused.add(number)
            left = {path: path.read_bytes() for path in lived.folder.rglob("*") if path.is_file()}
            assert left == before, number
        else:
            assert check(lived.path).state is State.GOOD, number
            assert lived.in_journal(lived.path) == done, number
    assert begins + 2 in refused


def test_a_backup_takes_no_name_beside_which_something_lies_that_would_get_into_it(lived: Home) -> None:
    target = lived.folder / "stick.painlog"
    half_written(target).write_bytes(content := half_written_elsewhere(lived))
    with pytest.raises(JournalFault) as fault:
        backups.back_up(lived.path, target)
    assert (fault.value.reason, fault.value.path) == (Reason.ALREADY_THERE, half_written(target))
    assert half_written(target).read_bytes() == content
    assert not target.exists()
