"""The journal held against its backup and every act since: whatever of it is not as it was saved is told."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from painlog.change import Picture
from painlog.journal import Journal, JournalFault, Reason, backups, second_record
from painlog.journal.agreement import disagreements
from painlog.journal.beside import second_record_of
from painlog.journal.checking import State, check
from painlog.journal.recovery import repair
from painlog.journal.second_record import WrittenAct
from painlog.reasons import Flaw
from tests.journal.worlds import Chance, Clock, opened, rows_of

Rows = dict[str, list[tuple[object, ...]]]
Row = tuple[str, int, Picture | None]


class Home:
    """A journal with a note that was changed and one that was written since its backup, if it has one."""

    def __init__(self, folder: Path, *, backed_up: bool) -> None:
        """Live for a while."""
        chance, self.clock = Chance(61), Clock()
        self.changed, self.written = chance.note(), chance.note()
        with opened(folder, clock=self.clock) as journal:
            self.path = journal.path
            journal.record(self.changed, chance.note())
            if backed_up:
                backups.back_up(self.path, clock=self.clock)
            journal.change(replace(self.changed, text="worse than yesterday"))
            journal.record(self.written)
            self.rows: Rows = rows_of(journal)
            journal.close(hurried=True)

    def harm(self, sql: str, *values: object) -> None:
        """Change the file as a disk or another tool does: SQLite finds nothing wrong with it."""
        with closing(sqlite3.connect(self.path)) as raw, raw:
            assert raw.execute(sql, values).rowcount == 1

    def repaired(self) -> Rows:
        """Take the program's offer; return what is in the journal then."""
        repair(self.path, clock=self.clock)
        with Journal.open(self.path, create=False, clock=self.clock) as journal:
            rows = rows_of(journal)
            journal.close(hurried=True)
        return rows


def an_entry_is_gone(home: Home) -> Flaw:
    home.harm("DELETE FROM note WHERE id = ?", home.written.id.bytes)
    return Flaw.LACKING


def a_change_is_gone(home: Home) -> Flaw:
    """As where the file is an older one in part."""
    sql = "UPDATE note SET text = ?, updated_at = written_at WHERE id = ?"
    home.harm(sql, home.changed.text, home.changed.id.bytes)
    return Flaw.DIFFERENT


def an_entry_came_from_nowhere(home: Home) -> Flaw:
    home.harm("INSERT INTO note VALUES (99, randomblob(16), 0, 0, 0, 0, 'never said')")
    return Flaw.SURPLUS


@pytest.mark.parametrize("backed_up", [True, False])
@pytest.mark.parametrize("harm", [an_entry_is_gone, a_change_is_gone, an_entry_came_from_nowhere])
def test_what_is_not_as_it_was_saved_since_the_backup_is_told_and_comes_back(
    tmp_path: Path, harm: Callable[[Home], Flaw], *, backed_up: bool
) -> None:
    """Of what was changed since, the file may hold just what the backup holds."""
    home = Home(tmp_path, backed_up=backed_up)
    assert check(home.path).state is State.GOOD
    flaw = harm(home)
    verdict = check(home.path, thorough=False)
    assert (verdict.state, {problem.flaw for problem in verdict.problems}) == (State.RECOVERABLE, {flaw})
    assert home.repaired() == home.rows


def test_an_older_copy_that_still_holds_what_was_removed_since_is_no_journal_from_elsewhere(
    tmp_path: Path,
) -> None:
    """It was called one with entries from elsewhere, where it has none; what was removed stays removed."""
    chance, clock = Chance(62), Clock()
    with opened(tmp_path, clock=clock) as journal:
        path, gone = journal.path, chance.note()
        journal.record(chance.note())
        journal.record(gone)
        older = path.read_bytes()
        journal.remove(gone.id)
        journal.record(chance.note())
        backups.back_up(path, clock=clock)
        journal.record(chance.note())
        rows = rows_of(journal)
        journal.close(hurried=True)
    path.write_bytes(older)
    assert Flaw.ANOTHER not in {problem.flaw for problem in disagreements(path)}
    assert check(path).lacks == 0
    repair(path, clock=clock)
    with Journal.open(path, create=False, clock=clock) as journal:
        assert rows_of(journal) == rows
        journal.close(hurried=True)


@pytest.mark.skipif(os.name != "posix", reason="by the handle of what is brought to the disk")
def test_a_copy_that_the_disk_spoils_where_no_entry_stands_is_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All rows are there; but what finds them by their moment is not, and one day they are not shown."""
    chance, clock = Chance(63), Clock()
    with opened(tmp_path, clock=clock) as journal:
        journal.take_in(chance.contents(5))
        good = backups.back_up(journal.path, clock=clock)
        with closing(sqlite3.connect(good)) as raw:
            [(page,)] = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'flare_up_at'")
            [(size,)] = raw.execute("PRAGMA page_size")
        before, fsync = backups.backups_of(journal.path), os.fsync

        def spoils(handle: int) -> None:
            fsync(handle)
            if os.fstat(handle).st_size == good.stat().st_size:
                os.pwrite(handle, bytes(2), (page - 1) * size + 3)

        monkeypatch.setattr(os, "fsync", spoils)
        with pytest.raises(JournalFault) as fault:
            backups.back_up(journal.path, clock=clock)
        assert fault.value.reason is Reason.DAMAGED
        monkeypatch.undo()
        assert backups.backups_of(journal.path) == before
        journal.record(chance.note())
    assert check(journal.path).state is State.GOOD


def untrue(check_in: Picture) -> Row:
    return "check-in", 99, (b"9" * 16, *(42.0 if value == 3 else value for value in check_in[1:]))


def told_twice(check_in: Picture) -> Row:
    return "check-in", 99, check_in


def of_no_table(check_in: Picture) -> Row:
    return "check-in", 99, check_in[:-1]


def in_the_row_of_another(check_in: Picture) -> Row:
    return "check-in", 1, (b"9" * 16, *check_in[1:])


class WithAnAct:
    """A journal with a backup and a check-in since, of whose second record the last act cannot be."""

    def __init__(self, folder: Path, impossible: Callable[[Picture], Row]) -> None:
        """Live for a while, and write that act."""
        chance, self.clock = Chance(64), Clock()
        with opened(folder, clock=self.clock) as journal:
            self.path = journal.path
            journal.record(chance.note())
            backups.back_up(self.path, clock=self.clock)
            journal.record(replace(chance.check_in(), background=3))
            self.rows: Rows = rows_of(journal)
            self.until = journal.saved_at
            journal.close(hurried=True)
        account = second_record.read(self.path)
        assert account is not None
        [row] = self.rows["check-in"]
        last = WrittenAct(account.last + 1, (impossible(row[1:]),))
        second_record.begin(self.path, account.base, [*account.acts, last])


@pytest.mark.parametrize("impossible", [untrue, told_twice, of_no_table])
def test_what_is_made_anew_holds_what_was_told_before_an_act_that_cannot_be(
    tmp_path: Path, impossible: Callable[[Picture], Row]
) -> None:
    """As of a program with a mistake: nothing came back, although a good backup lay there."""
    made = WithAnAct(tmp_path, impossible)
    told = second_record_of(made.path).read_bytes()
    made.path.unlink()
    repair(made.path, clock=made.clock)
    with opened(tmp_path, clock=made.clock) as journal:
        found = rows_of(journal)
        if impossible is of_no_table:  # what comes after a line that cannot be read is not known
            assert found["note"] == made.rows["note"]
        else:
            assert found == made.rows
            [aside] = second_record_of(made.path).parent.glob("second-record.replaced-*")
            assert aside.read_bytes() == told
    assert check(made.path).state is State.GOOD


class PowerCut(BaseException):
    """The end of the program, between two of its calls."""


def test_power_that_is_cut_before_any_rename_of_a_repair_loses_nothing_that_was_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second record was aside before what was made from it was in place: a backup alone came back."""
    replace_file = Path.replace
    for before in range(9):
        (folder := tmp_path / str(before)).mkdir()
        made = WithAnAct(folder, told_twice)
        made.path.unlink()
        seen = count()

        def cut(file: Path, target: Path, seen: Iterator[int] = seen, before: int = before) -> Path:
            if next(seen) == before:
                raise PowerCut
            return replace_file(file, target)

        monkeypatch.setattr(Path, "replace", cut)
        with suppress(PowerCut):
            repair(made.path, clock=made.clock)
        monkeypatch.setattr(Path, "replace", replace_file)
        if not made.path.exists():
            repair(made.path, clock=made.clock)
        with opened(folder, clock=made.clock) as journal:
            assert rows_of(journal) == made.rows


@pytest.mark.parametrize("impossible", [untrue, told_twice])
def test_the_check_promises_what_a_repair_then_brings_back_and_no_more(
    tmp_path: Path, impossible: Callable[[Picture], Row]
) -> None:
    """It said that everything can be brought back, where an act that cannot be stood amid the others."""
    made = WithAnAct(tmp_path, impossible)
    account = second_record.read(made.path)
    assert account is not None
    told, never = account.acts
    later = WrittenAct(never.number + 1, (("note", 9, made.rows["note"][0][1:]),))
    second_record.begin(made.path, account.base, [told, never, later])
    made.path.unlink()
    before = sorted(tmp_path.rglob("*"))
    verdict = check(made.path)
    assert sorted(tmp_path.rglob("*")) == before
    assert (verdict.state, verdict.lost_since) == (State.RECOVERABLE, made.until)
    assert Flaw.SECOND_RECORD in {problem.flaw for problem in verdict.problems}
    second = second_record_of(made.path)
    told_there = second.read_bytes()
    repair(made.path, clock=made.clock)
    with opened(tmp_path, clock=made.clock) as journal:
        assert rows_of(journal) == made.rows
    second.write_bytes(told_there)  # as where the program died before it was set aside
    assert check(made.path).lost_since is not None


@pytest.mark.parametrize("impossible", [told_twice, of_no_table, in_the_row_of_another])
def test_an_act_that_cannot_be_keeps_nobody_from_opening_and_going_on(
    tmp_path: Path, impossible: Callable[[Picture], Row]
) -> None:
    """What was cut off is finished at the next opening: this one never could be, and each opening failed."""
    made = WithAnAct(tmp_path, impossible)
    with opened(tmp_path, clock=made.clock) as journal:
        assert rows_of(journal) == made.rows
        journal.record(Chance(65).note())
        assert journal.count() == 3
    assert check(made.path).state is State.GOOD


def test_what_stood_in_a_journal_before_anything_was_written_there_is_not_taken_out_again(
    tmp_path: Path,
) -> None:
    """As another tool put it there: it was no act, and the empty journal is nothing to begin from."""
    chance, clock = Chance(65), Clock()
    with opened(tmp_path, clock=clock) as journal:
        path = journal.path
        journal.close(hurried=True)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO note VALUES (1, randomblob(16), 0, 0, 0, 0, 'from before')")
    with opened(tmp_path, clock=clock) as journal:
        journal.record(chance.note())
        rows = rows_of(journal)
        journal.close(hurried=True)
    assert check(path).state is State.GOOD
    path.unlink()
    repair(path, clock=clock)
    with opened(tmp_path, clock=clock) as journal:
        assert rows_of(journal) == rows
        journal.close(hurried=True)
