"""Backups are real, thinned with care and restored; a check says what is wrong."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painlog import entries as e
from painlog.journal import (
    Journal,
    JournalFault,
    Reason,
    agreement,
    anew,
    backups,
    beside,
    replacing,
    second_record,
)
from painlog.journal.checking import State, check
from painlog.journal.key import Key
from painlog.journal.recovery import repair
from painlog.journal.store import Store
from painlog.places import private_folder
from painlog.reasons import Flaw
from painlog.words.refusals import faulted
from tests.journal.worlds import NOW, Chance, Clock, opened, rows_of
from tests.safety.places import read_only_folder


def test_a_backup_is_made_while_the_journal_is_open_and_holds_everything(
    journal: Journal, chance: Chance, clock: Clock
) -> None:
    journal.take_in(chance.contents(10))
    journal.keep("draft", "half")
    copy = backups.back_up(journal.path, clock=clock)
    assert copy.parent == beside.folder_of(journal.path)
    assert [backup.path for backup in backups.backups_of(journal.path)] == [copy]
    with Journal.open(copy, create=False, clock=clock) as opened_again:
        assert rows_of(opened_again) == rows_of(journal)


@pytest.mark.parametrize("has_target", [True, False])
def test_a_backup_is_made_while_another_program_writes_without_a_pause(
    journal: Journal, tmp_path: Path, *, has_target: bool
) -> None:
    journal.keep("draft", "0")
    program = (
        "import itertools, sys; from pathlib import Path; from painlog.journal import Journal\n"
        "journal = Journal.open(Path(sys.argv[1]))\n"
        "for number in itertools.count(): journal.keep('draft', str(number)); print(number, flush=True)"
    )
    command = [sys.executable, "-c", program, str(journal.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        try:
            assert writer.stdout is not None
            last = next(line for line in writer.stdout if int(line) > 20)
            copy = backups.back_up(journal.path, tmp_path / "copy" if has_target else None)
        finally:
            writer.kill()
    with Journal.open(copy, create=False) as opened_again:
        assert int(opened_again.kept("draft")) >= int(last)


def test_who_writes_during_every_try_waits_at_last_until_the_backup_is_made(
    journal: Journal, tmp_path: Path, chance: Chance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There was none, however long one waited."""
    told, compare = list[Reason](), agreement.refuse_unequal
    with opened(tmp_path) as other:
        other.record(chance.note())

        def meanwhile(store: Store, copy: Path, key: Key | None) -> None:
            try:
                other.record(chance.note())
            except JournalFault as fault:
                told.append(fault.reason)
            compare(store, copy, key)

        monkeypatch.setattr(backups, "refuse_unequal", meanwhile)
        monkeypatch.setattr("painlog.journal.store.WAIT_MS", 50)
        copy = backups.back_up(journal.path)
        monkeypatch.undo()
        other.record(chance.note())
        rows = rows_of(other)
    assert told == [Reason.LOCKED]
    with Journal.open(copy, create=False) as opened_again:
        assert opened_again.count() == len(rows["note"]) - 1
    assert check(journal.path).state is State.GOOD


def test_the_acts_since_the_last_backup_are_read_once(
    journal: Journal, chance: Chance, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a large import closing waits for it: reading it twice was a third of that time."""
    journal.take_in(chance.contents(2))
    acts, read = list[int](), second_record.read

    def reading(*told: Any) -> second_record.Account | None:
        account = read(*told)
        acts.append(len(account.acts) if account else -1)
        return account

    monkeypatch.setattr(second_record, "read", reading)
    backups.back_up(journal.path, clock=clock)
    assert acts == [1, 0], "and then what is left of them"


def test_a_part_that_was_left_behind_goes_after_a_day_and_nothing_else(
    journal: Journal, clock: Clock
) -> None:
    journal.keep("draft", "half")
    copy = backups.back_up(journal.path, clock=clock)
    old, new = (beside.backup_name(NOW - timedelta(hours=hours)) for hours in (25, 23))
    ahead = beside.backup_name(NOW + timedelta(days=3650))
    names = [
        f"{old}.part",
        f"{old}.part-journal",
        anew.part_of_a_check(journal.path, NOW - timedelta(hours=25)).name,
        f"{ahead}.part",
        f"{new}.part",
        f"{new}.part-journal",
        "mine.part",
        f"{old}.keep",
    ]
    for name in names:
        (copy.parent / name).write_bytes(b"half a copy")
    assert sorted(path.name for path in backups.thin(journal.path, NOW)) == sorted(names[:4])
    assert [name for name in names if (copy.parent / name).exists()] == names[4:]
    assert copy.exists()


def test_by_a_clock_that_stands_still_no_backup_takes_the_place_of_another(
    journal: Journal, chance: Chance
) -> None:
    journal.record(chance.note())
    first = backups.back_up(journal.path, clock=lambda: NOW)
    whole = first.read_bytes()
    journal.record(chance.note())
    second = backups.back_up(journal.path, clock=lambda: NOW)
    assert second != first
    assert first.read_bytes() == whole


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")
def test_backups_are_as_private_as_the_journal(journal: Journal, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        own, asked_for = backups.back_up(journal.path), backups.back_up(journal.path, tmp_path / "copy")
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (own, own.parent, asked_for)]
    assert modes == [0o600, 0o700, 0o600]


def test_a_backup_replaces_no_file(journal: Journal, tmp_path: Path) -> None:
    target = tmp_path / "letter"
    target.write_text("dear")
    with pytest.raises(JournalFault) as fault:
        backups.back_up(journal.path, target)
    assert fault.value.reason is Reason.ALREADY_THERE
    assert target.read_text() == "dear"
    with pytest.raises(JournalFault) as fault:
        backups.back_up(journal.path, Path())  # "" names the folder itself
    assert fault.value.reason is Reason.ALREADY_THERE
    with pytest.raises(JournalFault) as fault:
        backups.back_up(journal.path, tmp_path / "no folder" / "copy")
    assert fault.value.reason is Reason.NO_FOLDER


@pytest.mark.skipif(sys.platform != "linux", reason="by a mount for root")
@pytest.mark.parametrize("place", ["beside", "backups"])
def test_a_restore_that_is_not_possible_leaves_nothing_behind(
    journal: Journal, tmp_path: Path, chance: Chance, place: str
) -> None:
    journal.record(chance.note())
    copy = backups.back_up(journal.path, tmp_path / "copy")
    journal.record(chance.note())
    journal.close()
    folder = journal.path.parent if place == "beside" else beside.folder_of(journal.path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with read_only_folder(folder), pytest.raises(JournalFault) as fault:
        replacing.restore(journal.path, copy)
    assert fault.value.reason is (Reason.READ_ONLY_FOLDER if place == "beside" else Reason.READ_ONLY)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_an_older_backup_only_goes_after_the_new_one_was_compared(
    journal: Journal, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(backups.NEWEST + 2):
        backups.back_up(journal.path, clock=clock)
    before = backups.backups_of(journal.path)
    assert len(before) == backups.NEWEST

    def forgetful(store: Store, copy: Path, key: Key | None) -> None:
        with sqlite3.connect(copy) as raw:
            raw.execute("UPDATE state SET journal = x'00'")
            raw.execute("INSERT INTO note VALUES (1, x'01', 0, 0, 0, 0, '')")
        raw.close()
        compare(store, copy, key)

    compare = agreement.refuse_unequal
    monkeypatch.setattr(backups, "refuse_unequal", forgetful)
    with pytest.raises(JournalFault) as fault:
        backups.back_up(journal.path, clock=clock)
    assert fault.value.reason is Reason.DAMAGED
    assert backups.backups_of(journal.path) == before
    assert not list(beside.folder_of(journal.path).glob("*.part"))


def test_days_weeks_and_months_are_kept() -> None:
    end = datetime(2026, 4, 1, 12, tzinfo=UTC)
    made = [end - timedelta(hours=6 * n) for n in range(4 * 900)]
    kept = sorted(backups.to_keep(made, end), reverse=True)
    assert kept[: backups.NEWEST] == made[: backups.NEWEST]
    days = {moment.date() for moment in kept}
    assert {(end - timedelta(days=n)).date() for n in range(backups.DAYS)} <= days
    assert len({(moment.year, moment.month) for moment in kept}) == backups.MONTHS
    assert len(kept) <= backups.NEWEST + backups.DAYS + backups.WEEKS + backups.MONTHS


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), max_size=60), st.data())  # noqa: DTZ001
def test_what_was_let_go_is_never_missed(moments: list[datetime], data: st.DataObject) -> None:
    made = [moment.replace(tzinfo=UTC) for moment in moments]
    end = max(made, default=NOW)
    kept = backups.to_keep(made, end)
    assert backups.to_keep(kept, end) == kept
    if made:
        assert max(made) in kept
        assert (
            data.draw(st.sampled_from(made)).strftime("%Y-%m") in {f"{k:%Y-%m}" for k in kept}
            or len(kept) > 20
        )


def test_backups_of_a_clock_that_was_ahead_are_kept() -> None:
    ahead = {NOW + timedelta(hours=hour) for hour in range(1, 40)}
    assert backups.to_keep(ahead, NOW) == ahead


def test_backups_of_a_clock_that_was_ahead_take_no_places() -> None:
    ahead = {NOW + timedelta(days=day) for day in range(400)}
    made = {NOW - timedelta(hours=12 * n) for n in range(1, 800)}
    assert backups.to_keep(ahead | made, NOW) - ahead == backups.to_keep(made | {NOW}, NOW) - {NOW}


def test_a_backup_of_a_clock_that_was_ahead_does_not_put_off_the_next(
    journal: Journal, chance: Chance, clock: Clock
) -> None:
    clock.at = NOW + timedelta(days=365)
    journal.record(chance.note())
    ahead = backups.back_up(journal.path, clock=clock)
    clock.at = NOW
    journal.record(chance.note())
    copy = journal.look_after()
    assert copy is not None
    assert copy != ahead
    journal.record(chance.note())
    assert journal.look_after() is None


def test_a_damaged_journal_comes_back_from_no_backup_of_a_clock_that_was_ahead(
    tmp_path: Path, chance: Chance
) -> None:
    """It was taken for the newest: what was written after it stayed away, and all was promised."""
    path = tmp_path / "journal.painlog"
    with Journal.open(path) as journal:
        journal.record(chance.note())
        ahead = backups.back_up(path, clock=lambda: e.now() + timedelta(days=3650))
        journal.record(chance.note())
        newest = backups.back_up(path)
        before = rows_of(journal)
    assert [each.path for each in backups.backups_of(path)] == [newest, ahead]
    beside.second_record_of(path).unlink()
    damage(path, 1)
    verdict = check(path)
    assert verdict.newest is not None
    assert (verdict.newest.path, verdict.lost_since) == (newest, verdict.newest.made_at)
    repair(path)
    with Journal.open(path) as again:
        assert rows_of(again) == before


def test_what_was_written_while_the_clock_was_ahead_is_not_said_to_come_back_until_then(
    tmp_path: Path, chance: Chance
) -> None:
    path = tmp_path / "journal.painlog"
    with Journal.open(path, clock=lambda: e.now() + timedelta(days=3650)) as journal:
        journal.record(chance.note())
        newest = backups.back_up(path)
        journal.record(chance.note())
        second = beside.second_record_of(path)
        whole = second.read_bytes()
        journal.record(chance.note())
        second.write_bytes(whole)
        damage(path, 1)
        verdict = check(path)
    assert verdict.newest is not None
    assert (verdict.newest.path, verdict.lost_since) == (newest, verdict.newest.made_at)


@pytest.mark.parametrize("much", [{"MOST_ACTS": 2}, {"MOST_BYTES": 300}])
def test_a_backup_is_due_where_much_was_written_since(
    journal: Journal, chance: Chance, clock: Clock, monkeypatch: pytest.MonkeyPatch, much: dict[str, int]
) -> None:
    backups.back_up(journal.path, clock=clock)
    journal.record(chance.note())
    assert not backups.due(journal.path, clock())
    for name, most in much.items():
        monkeypatch.setattr(backups, name, most)
    journal.record(chance.note())
    assert backups.due(journal.path, clock())


def test_the_backup_that_the_second_record_follows_on_stays_whatever_the_clock_said(
    journal: Journal, chance: Chance, clock: Clock
) -> None:
    """Thirty months have a newer one, and a clock that was set back makes this one the oldest of all."""
    private_folder(beside.folder_of(journal.path))
    for month in range(30):
        (beside.folder_of(journal.path) / beside.backup_name(NOW - timedelta(days=31 * month))).touch()
    journal.record(chance.note())
    clock.at = NOW - timedelta(days=31 * 40)
    copy = backups.back_up(journal.path, clock=clock)
    clock.at = NOW
    assert copy not in backups.thin(journal.path, NOW)
    assert copy.exists()


def test_a_restore_keeps_the_replaced_journal(tmp_path: Path, chance: Chance, clock: Clock) -> None:
    with opened(tmp_path, clock=clock) as journal:
        journal.take_in(chance.contents(5))
        old = rows_of(journal)
        copy = backups.back_up(journal.path, tmp_path / "copy.painlog")
        journal.record(chance.note())
        new = rows_of(journal)
    kept = replacing.restore(journal.path, copy, clock=clock)
    assert kept is not None
    for path, rows in ((journal.path, old), (kept, new), (copy, old)):
        with Journal.open(path, create=False, clock=clock) as found:
            assert rows_of(found) == rows
    assert replacing.restore(tmp_path / "new place.painlog", copy) is None
    assert backups.inventory(tmp_path / "new place.painlog") == backups.inventory(copy)


def test_an_appointment_that_is_to_come_is_not_the_newest_entry(
    journal: Journal, chance: Chance, clock: Clock
) -> None:
    note, visit = replace(chance.note(), at=NOW - timedelta(days=1)), chance.appointment()
    journal.record(note, replace(visit, at=NOW + timedelta(days=9)))
    told = backups.inventory(journal.path, is_open=True, clock=clock)
    assert told.last == note.at
    clock.at = NOW + timedelta(days=10)
    assert backups.inventory(journal.path, is_open=True, clock=clock).last == NOW + timedelta(days=9)
    journal.remove(note.id)
    clock.at = NOW
    assert backups.inventory(journal.path, is_open=True, clock=clock).last is None


def test_an_open_window_notices_a_restore(journal: Journal, chance: Chance, tmp_path: Path) -> None:
    copy = backups.back_up(journal.path, tmp_path / "copy.painlog")
    journal.record(chance.note())
    replacing.restore(journal.path, copy)
    with pytest.raises(JournalFault) as fault:
        journal.record(chance.note())
    assert fault.value.reason is Reason.REPLACED


def test_a_damaged_or_foreign_source_is_not_restored(
    journal: Journal, chance: Chance, tmp_path: Path
) -> None:
    journal.take_in(chance.contents(10))
    copy = backups.back_up(journal.path, tmp_path / "copy.painlog")
    damage(copy, 5)
    letter = tmp_path / "letter"
    letter.write_text("dear" * 100)
    before = journal.path.read_bytes()
    for source in (copy, letter, tmp_path / "nowhere"):
        with pytest.raises(JournalFault):
            replacing.restore(journal.path, source)
        assert journal.path.read_bytes() == before
    names = {"copy.painlog", "letter", "journal.painlog"}
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == names


def damage(path: Path, page: int) -> None:
    """Overwrite a page with zeros."""
    content = bytearray(path.read_bytes())
    content[4096 * page : 4096 * (page + 1)] = bytes(4096)
    path.write_bytes(content)


def test_a_check_changes_nothing_and_tells_good_from_damaged_from_recoverable(
    tmp_path: Path, chance: Chance, clock: Clock
) -> None:
    with opened(tmp_path, clock=clock) as journal:
        journal.take_in(chance.contents(10))
    path = journal.path
    shutil.rmtree(beside.folder_of(path))
    for with_backup, state in ((False, State.DAMAGED), (True, State.RECOVERABLE)):
        whole = path.read_bytes()
        newest = backups.back_up(path, clock=clock) if with_backup else None
        assert check(path).state is State.GOOD
        damage(path, 6)
        before = {found: found.read_bytes() for found in tmp_path.rglob("*") if found.is_file()}
        verdict = check(path)
        assert verdict.state is state
        assert verdict.problems
        assert (verdict.newest.path if verdict.newest else None) == newest
        assert {found: found.read_bytes() for found in tmp_path.rglob("*") if found.is_file()} == before
        path.write_bytes(whole)


def test_a_check_finds_rows_that_cannot_be_true_and_damaged_backups(
    tmp_path: Path, chance: Chance, clock: Clock
) -> None:
    with opened(tmp_path, clock=clock) as journal:
        journal.take_in(chance.contents(10))
    path = journal.path
    copy = backups.back_up(path, clock=clock)
    damage(copy, 6)
    verdict = check(path)
    assert verdict.state is State.GOOD
    assert verdict.newest is not None
    assert verdict.newest.path != copy
    assert [problem.flaw for problem in verdict.problems] == [Flaw.BACKUP]
    for sql in (
        "UPDATE flare_up SET peak = 11 WHERE key = 1",
        "UPDATE flare_up SET worst = 0.5 WHERE worst > 1",
        "UPDATE dose SET amount = 'two' WHERE key = 1",
        "UPDATE dose SET reason = 'boredom' WHERE key = 1",
        "UPDATE note SET id = x'00' WHERE key = 1",
        "UPDATE medicine SET plans = '[' WHERE key = 1",
        "UPDATE dose SET medicine = 99 WHERE key = 1",
        "UPDATE dose SET flare_up = x'00112233445566778899aabbccddeeff' WHERE key = 1",
    ):
        changed = tmp_path / "changed.painlog"
        shutil.copyfile(path, changed)
        with sqlite3.connect(changed) as raw:
            raw.execute(sql)
        raw.close()
        assert check(changed).state is State.DAMAGED, sql


def test_a_check_of_no_journal_says_so(tmp_path: Path) -> None:
    with pytest.raises(JournalFault) as fault:
        check(tmp_path / "nowhere")
    assert fault.value.reason is Reason.MISSING


@pytest.mark.parametrize("name", ["journal.painlog", "my pain", "pain.db", "pain.2026.csv"])
def test_a_backup_that_is_opened_as_a_journal_can_only_be_read(
    tmp_path: Path, chance: Chance, name: str
) -> None:
    """What was written into it would be thinned out with it, and it would be no base for repairs any more."""
    with Journal.open(tmp_path / name, clock=Clock()) as journal:
        journal.record(chance.note())
        backup = backups.back_up(journal.path, clock=journal.clock)
    before = backup.read_bytes()
    with Journal.open(backup, clock=Clock()) as other:
        assert other.count() == 1
        for write in (lambda: other.record(chance.note()), lambda: other.keep("draft", "x")):
            with pytest.raises(JournalFault) as fault:
                write()
            assert fault.value.reason is Reason.A_BACKUP
    assert backup.read_bytes() == before
    copy = tmp_path / backup.name  # carried elsewhere, it is a journal as any other
    copy.write_bytes(before)
    with Journal.open(copy, clock=Clock()) as mine:
        assert not mine.record(chance.note()).is_empty


@pytest.mark.parametrize("named", ["from within", "through a link"])
def test_a_backup_can_only_be_read_however_it_is_named(
    journal: Journal, chance: Chance, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: str
) -> None:
    """It was written to from within its folder, and the second record followed on it no more."""
    backup = backups.back_up(journal.path)
    before = backup.read_bytes()
    monkeypatch.chdir(backup.parent)
    link = tmp_path / "link"
    link.symlink_to(backup.parent)
    path = Path(backup.name) if named == "from within" else link / backup.name
    with Journal.open(path, clock=Clock()) as other, pytest.raises(JournalFault) as fault:
        other.record(chance.note())
    assert (fault.value.reason, backup.read_bytes() == before) == (Reason.A_BACKUP, True)


@pytest.mark.parametrize("left", ["nothing", "an empty file"])
def test_no_journal_is_begun_in_the_place_of_a_backup(journal: Journal, left: str) -> None:
    """One that was thinned out since was opened once more: an empty one stood there, as good as any other."""
    backup = backups.back_up(journal.path)
    backup.unlink() if left == "nothing" else os.truncate(backup, 0)
    before = sorted(backup.parent.iterdir())
    with pytest.raises(JournalFault) as fault:
        Journal.open(backup)
    assert fault.value.reason is (Reason.MISSING if left == "nothing" else Reason.DAMAGED)
    assert sorted(backup.parent.iterdir()) == before


def test_a_name_that_is_too_long_for_the_disk_is_called_so(journal: Journal, tmp_path: Path) -> None:
    """It said to check the disk; of one that was longer still, that the mistake was Painlog's."""
    for letters in (240, 300):
        with pytest.raises(JournalFault) as fault:
            backups.back_up(journal.path, tmp_path / f"{'n' * letters}.painlog")
        assert fault.value.reason is Reason.NAME_TOO_LONG
        assert "a shorter one" in faulted(fault.value.reason, fault.value.path)


@pytest.mark.parametrize("of", ["a file", "a link to nothing"])
def test_what_is_in_the_place_of_the_folder_of_backups_is_named(
    journal: Journal, chance: Chance, of: str
) -> None:
    """It said to check the disk; then, of a link whose disk is not there, that it is a file."""
    folder = journal.path.with_name(f"{journal.path.name}-backups")
    if of == "a file":
        folder.write_text("mine")
    else:
        folder.symlink_to(journal.path.parent / "pulled out" / "backups")
    for act in (lambda: journal.record(chance.note()), lambda: backups.back_up(journal.path)):
        with pytest.raises(JournalFault) as fault:
            act()
        assert fault.value.reason is Reason.IN_THE_WAY
        said = faulted(fault.value.reason, fault.value.path)
        assert said.startswith(f"{folder} is ")
        assert of in said
    folder.rename(folder.with_name("mine"))
    note = chance.note()
    journal.record(note)
    assert journal.find(note.id) is not None


def test_what_is_saved_while_a_backup_is_made_comes_back_with_it(
    tmp_path: Path, chance: Chance, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backups.copy_of
    with opened(tmp_path) as journal:
        journal.record(chance.note())

        def copied_and_recorded(source: Path, target: Path, key: Key | None = None) -> None:
            copy(source, target, key)
            journal.record(chance.note())

        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(backups, "copy_of", copied_and_recorded)
            backups.back_up(journal.path, clock=journal.clock)
        journal.close(hurried=True)
    journal.path.unlink()
    repair(journal.path, clock=Clock())
    with opened(tmp_path) as journal:
        assert journal.count() == 2
