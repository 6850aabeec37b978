"""A disk that fails: no "saved" without it being so, nothing half written, and writing goes on afterwards."""

import errno
import os
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest

from painlog.change import Change
from painlog.journal import Journal, JournalFault, Reason, backups, second_record
from painlog.journal.beginning import begin
from painlog.journal.beside import second_record_of
from painlog.journal.checking import State, check
from painlog.journal.key import Key
from painlog.journal.ledger import Ledger
from painlog.journal.recovery import repair
from painlog.journal.store import Store
from tests.journal.cipher_disk import watching
from tests.journal.disk import Disk
from tests.journal.worlds import Chance, Clock, locked_with, opened, rows_of, whole

CASES = int(os.environ.get("PAINLOG_CASES", "1"))
CutOff: TypeAlias = Callable[[Journal, Callable[[], object]], None]
Rows: TypeAlias = dict[str, list[tuple[object, ...]]]
KINDS = {errno.EIO: Reason.IO, errno.ENOSPC: Reason.DISK_FULL}


def session(
    disk: Disk, folder: Path, key: Key | None = None
) -> tuple[list[set[bytes]], set[bytes], set[Reason]]:
    """Record notes on a disk that may fail; return the ids saved and refused, and the reasons told."""
    chance, saved, refused, told = Chance(4), list[set[bytes]](), set[bytes](), set[Reason]()
    done: set[bytes] = set()
    with watching(disk, key):
        try:
            with opened(folder, clock=Clock(), key=key) as journal:
                for number in range(8):
                    note = chance.note()
                    try:
                        journal.record(note)
                        done.add(note.id.bytes)
                        saved.append(set(done))
                    except JournalFault as fault:
                        told.add(fault.reason)
                        refused.add(note.id.bytes)
                    if number == 4:
                        backups.back_up(journal.path, clock=journal.clock, key=key)
        except JournalFault as fault:
            told.add(fault.reason)
    return saved, refused, told


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> int:
    """Count the disk calls of an undisturbed session."""
    return calls_of(tmp_path_factory.mktemp("calls"), None)


def calls_of(folder: Path, key: Key | None) -> int:
    """Count the disk calls of an undisturbed session, with a journal that is locked or not."""
    disk = Disk(folder)
    saved, refused, told = session(disk, folder, key)
    assert (len(saved), refused, told) == (8, set(), set())
    return disk.calls


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("error", KINDS, ids=["EIO", "ENOSPC"])
def test_a_failing_disk_never_makes_it_lie(tmp_path: Path, calls: int, error: int, *, lasting: bool) -> None:
    which = random.Random(error + lasting).sample(range(1, calls + 1), min(calls, 12 * CASES))
    for number in which:
        folder = tmp_path / str(number)
        folder.mkdir()
        assert failed_at(folder, number, error, lasting=lasting) == "", f"call {number} of {calls}"


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
def test_nor_when_the_journal_is_locked(tmp_path: Path, *, lasting: bool) -> None:
    key = locked_with()
    (tmp_path / "calls").mkdir()
    calls = calls_of(tmp_path / "calls", key)
    for number in random.Random(lasting).sample(range(1, calls + 1), min(calls, 12 * CASES)):
        for error in KINDS:
            folder = tmp_path / f"{number} {error}"
            folder.mkdir()
            found = failed_at(folder, number, error, lasting=lasting, key=key)
            assert found == "", f"call {number} of {calls}, {error}"


def failed_at(folder: Path, number: int, error: int, *, lasting: bool, key: Key | None = None) -> str:
    """Live through a session whose disk fails at one call; return what is wrong afterwards, or nothing."""
    disk = Disk(folder)
    disk.fails = lambda call: error if call == number or (lasting and call > number) else None
    saved, refused, told = session(disk, folder, key)
    if not told <= {*KINDS.values(), Reason.NO_FOLDER, Reason.READ_ONLY}:
        return f"told {told}"
    path = folder / "journal.painlog"
    if not path.exists():
        return "" if not saved else "no journal"
    with Journal.open(path, clock=Clock(), key=key) as journal:
        there = {note.id.bytes for note in journal.contents().notes}
        missing = (saved[-1] if saved else set()) - there
        if missing:
            return f"{len(missing)} saved notes are not there"
        if refused & there and not lasting:  # else the second record could not be shortened again
            return "what was called unsaved is there"
        if not there <= {*refused, *(saved[-1] if saved else ())}:
            return "something else is there"
        before = len(there)
        journal.record(Chance(77).note())
        if journal.count() != before + 1:
            return "writing does not go on"
    verdict = check(path, key=key)
    return "" if verdict.state is State.GOOD else str(verdict.problems)


def test_a_refused_entry_leaves_no_trace_when_the_disk_has_room_again(tmp_path: Path, chance: Chance) -> None:
    disk = Disk(tmp_path)
    with disk.watching(), opened(tmp_path) as journal:
        journal.record(chance.note())
        before = rows_of(journal)
        note = chance.note()
        disk.fails = lambda _: errno.ENOSPC
        for _ in range(3):
            with pytest.raises(JournalFault) as fault:
                journal.record(note)
            assert fault.value.reason is Reason.DISK_FULL
            assert rows_of(journal) == before
            assert whole(journal).notes.key
        disk.fails = lambda _: None
        journal.record(note)
        assert journal.find(note.id) is not None


def test_what_is_there_is_called_saved_although_the_disk_failed_at_the_very_end(
    tmp_path: Path, chance: Chance
) -> None:
    """Once SQLite's own journal is deleted, only that this is on the disk can still fail."""
    disk, note, told = Disk(tmp_path), chance.note(), list[Change]()
    with disk.watching(), opened(tmp_path) as journal:
        journal.record(chance.note())
        begins = disk.calls
        journal.record(chance.note())
        last = disk.calls - begins
        journal.listen(told.append)
        fails_at = disk.calls + last
        disk.fails = lambda call: errno.EIO if call == fails_at else None
        journal.record(note)
        assert disk.calls == fails_at
        assert [change.about for change in told] == [note]
        journal.record(chance.note())
    assert check(tmp_path / "journal.painlog").state is State.GOOD


@pytest.fixture
def cut_off(monkeypatch: pytest.MonkeyPatch) -> CutOff:
    """Let the next commit of a journal fail, and something be done in just that moment."""
    do = Store.do

    def fail(journal: Journal, then: Callable[[], object]) -> None:
        def fails(store: Store, sql: str, *values: object) -> int:
            if sql == "COMMIT" and store is journal._store:
                monkeypatch.setattr(Store, "do", do)
                store.do("ROLLBACK")
                then()
                raise JournalFault(Reason.IO, store.path)
            return do(store, sql, *values)

        monkeypatch.setattr(Store, "do", fails)

    return fail


def test_an_act_of_another_program_is_not_taken_for_one_that_could_not_be_committed(
    tmp_path: Path, chance: Chance, cut_off: CutOff
) -> None:
    """It has the same number: what was pressed here would have been called saved, and was nowhere."""
    with opened(tmp_path) as journal, opened(tmp_path) as other:
        journal.record(chance.note())
        second = second_record_of(journal.path)
        mine, theirs, before = chance.note(), chance.note(), second.read_bytes()

        def drop_it_and_write() -> None:
            second.write_bytes(before)
            other.record(theirs)

        cut_off(journal, drop_it_and_write)
        with pytest.raises(JournalFault) as fault:
            journal.record(mine)
        assert fault.value.reason is Reason.IO
        assert journal.saved_at is not None
        assert journal.find(mine.id) is None
        assert journal.find(theirs.id) is not None
        account = second_record.read(journal.path)
        assert account is not None
        assert theirs.id.bytes in {row[2][0] for row in account.acts[-1].rows if row[2]}
        journal.record(mine)
        assert journal.count() == 3
    assert check(journal.path).state is State.GOOD


def test_an_act_that_another_program_finished_is_called_saved_although_committing_it_failed(
    tmp_path: Path, chance: Chance, cut_off: CutOff
) -> None:
    with opened(tmp_path) as journal, opened(tmp_path) as other:
        journal.record(chance.note())
        mine, theirs = chance.note(), chance.note()
        cut_off(journal, lambda: other.record(theirs))
        journal.record(mine)
        assert {note.id for note in journal.contents().notes} >= {mine.id, theirs.id}
        journal.record(chance.note())
        assert journal.count() == 4
    assert check(journal.path).state is State.GOOD


def try_until_done(disk: Disk, journal: Journal, act: Callable[[], object]) -> None:
    """Do an act on a disk that fails at its first read, then at its second one …, until it is done.

    Whatever raises must have left everything as it was: what is saved is never called unsaved.
    """
    number, is_done = 0, False
    while not is_done:
        number += 1
        before, fails_at = rows_of(journal), disk.reads + number
        disk.fails_to_read = lambda read, fails_at=fails_at: read == fails_at  # type: ignore[misc]
        with suppress(JournalFault):
            act()
            is_done = True
        disk.fails_to_read = lambda _: False
        assert is_done or rows_of(journal) == before, f"read {number}"


def test_nothing_that_was_saved_is_called_unsaved_because_it_could_not_be_read_again(
    tmp_path: Path, chance: Chance
) -> None:
    disk, medicine, note = Disk(tmp_path), chance.medicine(), chance.note()
    with disk.watching(), opened(tmp_path) as journal:
        journal.record(chance.note())
        journal.search("a")
        try_until_done(disk, journal, lambda: journal.record(note))
        try_until_done(disk, journal, lambda: journal.record(medicine))
        try_until_done(disk, journal, lambda: journal.remove(note.id))
        journal.search("a")
        try_until_done(disk, journal, lambda: journal.bring_back(note.id))
        try_until_done(disk, journal, journal.undo)
        try_until_done(disk, journal, journal.undo)
        try_until_done(disk, journal, journal.undo)
        try_until_done(disk, journal, journal.redo)
        assert journal.find(medicine.id) is not None


def test_a_search_that_failed_finds_everything_afterwards(tmp_path: Path, chance: Chance) -> None:
    disk, notes = Disk(tmp_path), [chance.note() for _ in range(200)]
    with disk.watching(), opened(tmp_path) as journal:
        journal.record(*(replace(note, text="found " * 50) for note in notes))
    with disk.watching(), opened(tmp_path) as journal:
        try_until_done(disk, journal, lambda: journal.search("found"))
        assert len(journal.search("found")) == len(notes)
        other = chance.note()
        journal.record(replace(other, text="found"))
        try_until_done(disk, journal, lambda: journal.search("found"))
        assert len(journal.search("found")) == len(notes) + 1


def imported(folder: Path, fails_at: int | None, *, lasting: bool) -> tuple[bool, list[Rows], int]:
    """Import on a disk that fails at one call of it; return whether that was called done, and how many calls.

    And every row before, right after, and when the journal is opened again.
    """
    disk, rows = Disk(folder), list[Rows]()
    with disk.watching(), opened(folder) as journal:
        journal.record(Chance(8).note())
        rows.append(rows_of(journal))
        begin, is_done = disk.calls, True
        if fails_at is not None:
            disk.fails = lambda call: (
                errno.ENOSPC if call == begin + fails_at or (lasting and call > begin + fails_at) else None
            )
        try:
            journal.take_in(Chance(9).contents(4))
        except JournalFault:
            is_done = False
        calls, disk.fails = disk.calls - begin, lambda _: None
        rows.append(rows_of(journal))
    with opened(folder) as journal:
        rows.append(rows_of(journal))
    return is_done, rows, calls


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
def test_an_import_on_a_failing_disk_comes_in_whole_or_not_at_all(tmp_path: Path, *, lasting: bool) -> None:
    (tmp_path / "whole").mkdir()
    is_done, (_, whole, _), calls = imported(tmp_path / "whole", None, lasting=lasting)
    assert is_done
    for number in random.Random(7 + lasting).sample(range(1, calls + 1), min(calls, 12 * CASES)):
        folder = tmp_path / str(number)
        folder.mkdir()
        is_done, (before, after, again), _ = imported(folder, number, lasting=lasting)
        assert after == (whole if is_done else before), f"call {number} of {calls}"
        assert again in ([whole] if is_done else [before, whole]), f"call {number} of {calls}, opened again"


@pytest.mark.parametrize("number", [1, 5, 12, 25, 60])
def test_of_a_new_journal_that_cannot_be_filled_nothing_is_left(tmp_path: Path, number: int) -> None:
    """What stood there half made would be taken for it the next time, and for an empty one."""
    disk, path = Disk(tmp_path), tmp_path / "sample.painlog"
    disk.fails = lambda call: errno.ENOSPC if call == number else None
    with disk.watching(), pytest.raises(JournalFault):
        begin(path, Chance(3).contents(9))
    disk.fails = lambda _: None
    assert list(tmp_path.iterdir()) == []
    assert begin(path, Chance(3).contents(9)) > 0
    with pytest.raises(JournalFault) as fault:
        begin(path, Chance(3).contents(9))
    assert fault.value.reason is Reason.ALREADY_THERE


def test_a_backup_that_cannot_even_be_tidied_up_is_a_fault_of_the_world(
    tmp_path: Path, chance: Chance
) -> None:
    disk = Disk(tmp_path)
    with disk.watching(), opened(tmp_path) as journal:
        journal.record(chance.note())
        begins = disk.calls
        backups.back_up(journal.path, clock=journal.clock)
        for number in range(1, disk.calls - begins + 1):
            fails_from = disk.calls + number
            disk.fails = lambda call, first=fails_from: errno.EIO if call >= first else None  # type: ignore[misc]
            with suppress(JournalFault):
                backups.back_up(journal.path, clock=journal.clock)
            disk.fails = lambda _: None
            journal.record(chance.note())
    assert check(tmp_path / "journal.painlog").state is State.GOOD


def backed_up(folder: Path, number: int) -> bool:
    """Back up on a disk that fails at one call of it, and lose the journal then; tell whether it failed."""
    disk, chance, clock = Disk(folder), Chance(4), Clock()
    with disk.watching(), opened(folder, clock=clock) as journal:
        for _ in range(2):
            journal.record(chance.note())
            backups.back_up(journal.path, clock=clock)
        journal.record(chance.note())
        fails_at, is_done = disk.calls + number, False
        disk.fails = lambda call: errno.EIO if call == fails_at else None
        with suppress(JournalFault):
            backups.back_up(journal.path, clock=clock)
            is_done = True
        journal.close(hurried=True)
    journal.path.unlink()
    return not is_done


def test_a_backup_that_failed_costs_nothing_when_the_journal_is_lost_then(tmp_path: Path) -> None:
    """The copy was deleted again on which what was saved followed by then: it was in no other file."""
    number, fails = 0, True
    while fails:
        number += 1
        folder = tmp_path / str(number)
        folder.mkdir()
        fails = backed_up(folder, number)
        repair(folder / "journal.painlog", clock=Clock())
        with opened(folder) as journal:
            assert journal.count() == 3, f"call {number}"
    assert number > 20


def test_a_planted_lie_is_seen(tmp_path: Path, calls: int, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Ledger.act

    class Liar:
        """Says that everything was saved."""

        def __init__(self, ledger: Ledger) -> None:
            self.act = real(ledger)

        def __enter__(self) -> object:
            return self.act.__enter__()

        def __exit__(self, *told: object) -> bool:
            try:
                self.act.__exit__(*told)  # type: ignore[arg-type]
            except JournalFault:
                return True
            return True

    monkeypatch.setattr(Ledger, "act", Liar)
    found = []
    for number in range(20, calls, 25):
        folder = tmp_path / str(number)
        folder.mkdir()
        try:
            found.append(failed_at(folder, number, errno.ENOSPC, lasting=False))
        except Exception as error:  # noqa: BLE001 - a planted fault may end in any way
            found.append(repr(error))
    assert any(found)


def repaired(path: Path, calls: int) -> bool:
    """Repair a journal on a disk that has room for so many calls; tell whether that was called done."""
    disk = Disk(path.parent)
    disk.fails = lambda call: errno.ENOSPC if call > calls else None
    with disk.watching():
        try:
            repair(path, clock=Clock())
        except JournalFault:
            return False
    return True


def test_a_repair_that_fails_changed_nothing_and_one_that_was_done_says_so(tmp_path: Path) -> None:
    """Also where the disk fills up between the two: the backup that follows can wait."""
    (tmp_path / "lived").mkdir()
    with opened(tmp_path / "lived", clock=Clock()) as journal:
        journal.take_in(Chance(3).contents(5))
        backups.back_up(journal.path, clock=journal.clock)
        journal.record(Chance(4).note())
        rows, name = rows_of(journal), journal.path.name
        journal._store.close()
    os.truncate(tmp_path / "lived" / name, 5000)
    done = list[bool]()
    for calls in range(0, 120, 3):
        path = tmp_path / str(calls) / name
        shutil.copytree(tmp_path / "lived", path.parent)
        done.append(repaired(path, calls))
        assert (path.stat().st_size == 5000) is not done[-1], f"room for {calls} calls"
        if done[-1]:
            with opened(path.parent, clock=Clock()) as journal:
                assert rows_of(journal) == rows, f"room for {calls} calls"
    assert (done[0], done[-1]) == (False, True)
