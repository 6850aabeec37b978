"""The lock: it opens with passphrase or recovery key alone, and is set, changed and taken off whole."""

import errno
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TypeAlias

import pytest

from painlog import entries as e
from painlog.journal import (
    Journal,
    JournalFault,
    Reason,
    backups,
    beside,
    converting,
    keys,
    locking,
    recovery,
    replacing,
    second_record,
    store,
)
from painlog.journal.checking import State, check
from painlog.journal.converting import convert
from painlog.journal.key import Key
from painlog.journal.keys import OpenKey, new_key, with_passphrase, with_recovery_key, wrapped_anew
from painlog.journal.lock_record import PLAIN, VIEW, first_page, is_locked, read_record, record_in
from painlog.journal.recovery_key import new_recovery_key
from tests.journal.cipher_disk import watching
from tests.journal.disk import Disk
from tests.journal.worlds import NOW, PASSPHRASE, QUICK, Chance, Clock, locked_with, opened, rows_of

CASES = int(os.environ.get("PAINLOG_CASES", "1"))
ROOT = Path(__file__).parents[2]
Rows: TypeAlias = dict[str, list[tuple[object, ...]]]
STRANGE = "Quittenkompott"
OTHER = "another passphrase"


class Home:
    """A plain journal with strange words everywhere, two backups, and older files kept aside."""

    def __init__(self, folder: Path) -> None:
        """Live for a while."""
        folder.mkdir(exist_ok=True)
        self.folder, self.clock = folder, Clock()
        chance = Chance(21)
        with opened(folder, clock=self.clock) as journal:
            self.path = journal.path
            journal.take_in(chance.contents(6))
            journal.record(*planted())
            backups.back_up(self.path, clock=self.clock)
            journal.remove(planted()[0].id)
            journal.keep("draft", STRANGE)
            backups.back_up(self.path, clock=self.clock)
            journal.record(e.Note(id=chance.id(), at=NOW, text=f"{STRANGE} again"))
            journal._store.close()
        kept = self.path.with_name(f"{self.path.name}.replaced-2026-01-01T00-00-00.000000Z")
        shutil.copyfile(self.path, kept)
        kept.with_name(f"{kept.name.removesuffix('Z')}1Z").write_text(f"SQLite of {STRANGE}")
        second = beside.second_record_of(self.path)
        shutil.copyfile(second, second.with_name("second-record.replaced-2026-01-01"))
        self.path.with_name(f"{self.path.name}.before-version-1").write_bytes(self.path.read_bytes())
        self.path.with_name(f"{self.path.name}.repaired.part").write_text(STRANGE)
        self.path.with_name(f"{self.path.name}.repaired.part-journal").write_text(STRANGE)
        self.rows = self.shown(None)

    def shown(self, key: OpenKey | None) -> Rows:
        """Return every row."""
        with Journal.open(self.path, create=False, clock=self.clock, key=key) as journal:
            rows = rows_of(journal)
            journal._store.close()
        return rows


def planted() -> tuple[e.Kept, ...]:
    """Return entries with a strange word in every text."""
    chance = Chance(22)
    medicine = e.Medicine(id=chance.id(), name=STRANGE, ingredient=STRANGE, form="tablet", note=STRANGE)
    words = (STRANGE, f"{STRANGE} und Öl")
    return (
        e.FlareUp(
            id=chance.id(), started_at=NOW, triggers=words, regions=words, qualities=words, note=STRANGE
        ),
        medicine,
        e.Dose(id=chance.id(), medicine=medicine.id, taken_at=NOW, site=STRANGE, note=STRANGE),
        e.Activity(id=chance.id(), name=STRANGE, started_at=NOW, note=STRANGE),
        e.CheckIn(id=chance.id(), at=NOW, background=3, note=STRANGE),
        e.Appointment(id=chance.id(), at=NOW, with_whom=STRANGE, questions=(e.Question(text=STRANGE),)),
    )


def readable(folder: Path, *words: str) -> list[str]:
    """Return the files in which somebody without the key finds one of the words, however it is encoded."""
    spelled = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path.relative_to(folder)) for path in files if any(s in path.read_bytes() for s in spelled)]


@pytest.fixture
def plain(tmp_path: Path) -> Home:
    """Give a plain journal with a past."""
    return Home(tmp_path / "lived")


@pytest.fixture
def locked(plain: Home) -> Home:
    """Give a locked journal with a past."""
    locking.lock(plain.path, locked_with(), clock=plain.clock)
    return plain


def test_a_locked_journal_holds_the_same_and_is_good(plain: Home) -> None:
    locking.lock(plain.path, locked_with(), clock=plain.clock)
    assert plain.shown(locked_with()) == plain.rows
    verdict = check(plain.path, key=locked_with())
    assert (verdict.state, verdict.problems) == (State.GOOD, ())


def test_nothing_is_readable_before_and_everything_is_closed_after(plain: Home) -> None:
    assert len(readable(plain.folder, STRANGE)) == 10, "the search finds what is there"
    locking.lock(plain.path, locked_with(), clock=plain.clock)
    assert readable(plain.folder, STRANGE, "lifting", "second words") == []
    assert not list(plain.folder.rglob("*.part*"))


def test_a_copy_that_shares_its_file_with_the_journal_or_a_backup_stays_somebodys_own(
    plain: Home, tmp_path: Path
) -> None:
    """As a program makes it that saves room for copies: it was overwritten with zeros."""
    backup = backups.backups_of(plain.path)[0].path
    copies = {tmp_path / f"copy {number}": each for number, each in enumerate((plain.path, backup))}
    for copy, of in copies.items():
        copy.hardlink_to(of)
    before = {copy: copy.read_bytes() for copy in copies}
    locking.lock(plain.path, locked_with(), clock=plain.clock)
    assert readable(plain.folder, STRANGE) == []
    assert {copy: copy.read_bytes() for copy in copies} == before
    assert not list(plain.folder.rglob("*.part*"))


@pytest.mark.skipif(os.name != "posix", reason="an open file keeps its name there")
@pytest.mark.parametrize("names", [1, 2])
def test_what_was_written_before_it_was_locked_is_overwritten_under_whatever_names(
    plain: Home, names: int
) -> None:
    """Two has a journal when a program died that had kept it, and had put no other in its place yet."""
    if names == 2:
        plain.path.with_name(f"{plain.path.name}.replaced-2026-03-01").hardlink_to(plain.path)
    files = [file for file in plain.folder.rglob("*") if file.is_file()]
    handles = [os.open(file, os.O_RDONLY) for file in files]
    locking.lock(plain.path, locked_with(), clock=plain.clock)
    assert readable(plain.folder, STRANGE) == []
    left = [os.read(handle, os.fstat(handle).st_size) for handle in handles]
    assert [file.name for file, content in zip(files, left, strict=True) if any(content)] == []
    for handle in handles:
        os.close(handle)


def test_nothing_written_afterwards_is_readable_not_even_half_way(locked: Home, tmp_path: Path) -> None:
    key = locked_with()
    with opened(locked.folder, clock=locked.clock, key=key) as journal:
        with suppress(InterruptedError), journal._ledger.act():
            journal._store.do("PRAGMA cache_size = 1")
            journal._store.do("UPDATE flare_up SET note = ?", f"{STRANGE} {'x' * 50_000}")
            half = {str(path): path.read_bytes() for path in locked.folder.rglob("*") if path.is_file()}
            raise InterruptedError
        assert any(name.endswith("-journal") for name in half)
        assert not any(STRANGE.encode() in content for content in half.values())
        journal.record(e.Note(id=Chance(23).id(), at=NOW, text=STRANGE))
        journal.undo()
        journal.keep("draft", STRANGE)
        backups.back_up(journal.path, clock=locked.clock, key=key)
        backups.back_up(journal.path, locked.folder / "elsewhere.painlog", key=key)
        journal.record(e.Note(id=Chance(24).id(), at=NOW, text=STRANGE))
        assert readable(tmp_path, STRANGE) == []
    locked.path.unlink()
    recovery.repair(locked.path, clock=locked.clock, key=key)
    replacing.restore(locked.path, locked.folder / "elsewhere.painlog", clock=locked.clock, key=key)
    assert readable(tmp_path, STRANGE) == []


def test_the_passphrase_and_the_recovery_key_open_each_file_by_itself(locked: Home, tmp_path: Path) -> None:
    recovery_key = new_recovery_key()
    locking.change(locked.path, wrapped_anew(locked_with(), recovery=recovery_key), clock=locked.clock)
    copies = [locked.path, *(one.path for one in backups.backups_of(locked.path))]
    for number, file in enumerate(copies):
        alone = tmp_path / f"stick {number}" / "copy.painlog"
        alone.parent.mkdir()
        shutil.copyfile(file, alone)
        record = locking.lock_of(alone)
        for key in (with_passphrase(record, PASSPHRASE), with_recovery_key(record, recovery_key)):
            with Journal.open(alone, key=key, clock=locked.clock) as journal:
                assert journal.count() > 0
    assert len(copies) > 2


def test_a_wrong_passphrase_changes_nothing(locked: Home) -> None:
    before = {path: path.read_bytes() for path in locked.folder.rglob("*") if path.is_file()}
    record = locking.lock_of(locked.path)
    for wrong in ("", "zug & wind", f"{PASSPHRASE} "):
        with pytest.raises(JournalFault) as fault:
            with_passphrase(record, wrong)
        assert fault.value.reason is Reason.WRONG_PASSPHRASE
    with pytest.raises(JournalFault) as fault:
        with_recovery_key(record, new_recovery_key())
    assert fault.value.reason is Reason.WRONG_RECOVERY_KEY
    for key in (None, new_key(OTHER, new_recovery_key(), QUICK)):
        for act in (
            lambda key=key: Journal.open(locked.path, key=key),
            lambda key=key: check(locked.path, key=key),
            lambda key=key: replacing.restore(locked.folder / "x.painlog", locked.path, key=key),
        ):
            with pytest.raises(JournalFault) as fault:
                act()
            assert fault.value.reason is Reason.NEEDS_PASSPHRASE
    assert {path: path.read_bytes() for path in locked.folder.rglob("*") if path.is_file()} == before


def test_a_passphrase_is_the_same_however_its_letters_are_composed() -> None:
    key = new_key("Zu\u0308ge", new_recovery_key(), QUICK)
    assert with_passphrase(key.record, "Z\u00fcge").secret == key.secret


def test_a_new_passphrase_takes_the_place_of_the_old_one_everywhere(locked: Home) -> None:
    second = beside.second_record_of(locked.path)
    shutil.copyfile(second, second.with_name(f"{second.name}.replaced-2026-02-01"))
    key = wrapped_anew(locked_with(), OTHER, effort=QUICK)
    locking.change(locked.path, key, clock=locked.clock)
    told = records_in(locked.folder)
    assert len(told) == 8, "more than the journal, its backups and what follows on them"
    for record in told:
        assert with_passphrase(record, OTHER).secret == key.secret
        with pytest.raises(JournalFault):
            with_passphrase(record, PASSPHRASE)
    assert locked.shown(key) == locked.rows
    files = [file for file in locked.folder.rglob("*") if file.is_file()]
    assert not [file for file in files if locked_with().record.encode() in file.read_bytes()]
    assert not [file for file in files if file.name.endswith(".part")]
    verdict = check(locked.path, key=key)
    assert (verdict.state, verdict.problems) == (State.GOOD, ())
    assert not list(locked.folder.rglob("*.part"))


def records_in(folder: Path) -> list[str]:
    """Return the lock records of all files."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    bases = [second_record.origin_in(file) for file in files]
    told = [*map(record_in, files), *(base.lock for base in bases if base is not None)]
    return [record for record in told if record]


@pytest.mark.parametrize("what", ["the second record", "a journal that is kept"])
def test_what_alone_was_left_with_the_old_passphrase_follows_at_the_next_opening(
    tmp_path: Path, what: str
) -> None:
    """The program died before; there is no backup, which would tell it as well."""
    with opened(tmp_path, key=locked_with()) as journal:
        journal.record(Chance(27).note())
        journal.close(hurried=True)
    second = beside.second_record_of(journal.path)
    old, before = second.read_bytes(), journal.path.read_bytes()
    key = wrapped_anew(locked_with(), OTHER, effort=QUICK)
    locking.change(journal.path, key, clock=Clock())
    for backup in backups.backups_of(journal.path):
        backup.path.unlink()
    if what == "the second record":
        second.write_bytes(old)
    else:
        journal.path.with_name(f"{journal.path.name}.replaced-2026-03-01").write_bytes(before)
    with opened(tmp_path, key=key) as journal:
        assert journal.count() == 1
        journal.close(hurried=True)
    assert set(records_in(tmp_path)) == {key.record}


def test_a_kept_journal_that_is_damaged_is_not_opened_by_the_old_passphrase(locked: Home) -> None:
    kept = next(locked.folder.glob("*.replaced-*0Z"))
    before = kept.read_bytes()
    kept.write_bytes(damaged := before[:PLAIN] + bytes(len(before) - PLAIN))
    key = wrapped_anew(locked_with(), OTHER, effort=QUICK)
    locking.change(locked.path, key, clock=locked.clock)
    assert all(with_passphrase(record, OTHER) for record in records_in(locked.folder))
    locking.unlock(locked.path, key, clock=locked.clock)
    assert kept.read_bytes() == damaged


@pytest.mark.parametrize("written", [1, 3])
@pytest.mark.parametrize("name", ["lock", "unlock"])
def test_where_an_open_file_keeps_its_name_what_another_program_saves_meanwhile_is_done_again(
    plain: Home, name: str, written: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, chance = locked_with(), Chance(25)
    if name == "unlock":
        locking.lock(plain.path, key, clock=plain.clock)
    other = opened(plain.folder, clock=plain.clock, key=key if name == "unlock" else None)
    saved: list[e.Note] = []

    def overtaken(part: Path, path: Path, *, wipe: bool) -> None:
        for _ in range(0 if saved else written):
            note = chance.note()
            other.record(note)
            saved.append(note)
        converting.put_over(part, path, wipe=wipe)

    monkeypatch.setattr(locking, "_RENAMES_OPEN_FILES", False)
    monkeypatch.setattr(locking, "put_over", overtaken)
    getattr(locking, name)(plain.path, key, clock=plain.clock)
    other._store.close()
    now = key if name == "lock" else None
    with opened(plain.folder, clock=plain.clock, key=now) as journal:
        assert len(saved) == written
        assert all(journal.find(each.id) is not None for each in saved)
        verdict = check(plain.path, key=now)
        assert (verdict.state, verdict.problems) == (State.GOOD, ())


def test_where_an_open_file_keeps_its_name_a_backup_that_another_program_makes_meanwhile_locks_nobody_out(
    locked: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the second record that it began the journal was still locked: the plain one was not opened."""
    put_over, made = converting.put_over, list[Path]()

    def overtaken(part: Path, path: Path, *, wipe: bool) -> None:
        if path == locked.path:
            made.append(backups.back_up(locked.path, clock=locked.clock, key=locked_with()))
        put_over(part, path, wipe=wipe)

    monkeypatch.setattr(locking, "_RENAMES_OPEN_FILES", False)
    monkeypatch.setattr(locking, "put_over", overtaken)
    locking.unlock(locked.path, locked_with(), clock=locked.clock)
    assert len(made) == 1
    assert locked.shown(None) == locked.rows
    assert check(locked.path).state is State.GOOD


@pytest.mark.parametrize("act", [locking.lock, locking.change, locking.unlock])
def test_of_a_journal_that_is_gone_it_is_not_said_that_it_can_only_be_read(
    tmp_path: Path, act: Callable[[Path, OpenKey], object]
) -> None:
    with pytest.raises(JournalFault) as fault:
        act(tmp_path / "journal.painlog", locked_with())
    assert fault.value.reason is Reason.MISSING
    assert list(tmp_path.iterdir()) == []


def test_zeros_are_on_the_disk_before_what_they_stand_over_loses_its_name(plain: Home) -> None:
    """Of a file without a name nothing more is brought there: what stood in it would stay."""
    disk = Disk(plain.folder)
    with watching(disk, locked_with()):
        locking.lock(plain.path, locked_with(), clock=plain.clock)
    wiped = dict[str, list[str]]()
    for event in disk.events:
        if event.path.endswith(".part") and (event.kind != "write" or not any(event.data)):
            wiped.setdefault(event.path, []).append(event.kind)
    ends = [kinds[-2:] for kinds in wiped.values() if "write" in kinds[-3:]]
    assert len(ends) > 3
    assert all(kinds == ["sync", "unlink"] for kinds in ends)


@pytest.mark.skipif(os.name != "posix", reason="an open file keeps its name there")
def test_what_is_made_anew_from_before_the_lock_is_not_left_readable_under_no_name(
    plain: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program died when the journal was locked and nothing beside it; then the journal was lost."""
    before = shutil.copytree(beside.folder_of(plain.path), tmp_path / "before")
    locking.lock(plain.path, locked_with(), clock=plain.clock)
    shutil.rmtree(beside.folder_of(plain.path))
    shutil.copytree(before, beside.folder_of(plain.path))
    plain.path.unlink()
    handles, replace = list[int](), os.replace

    def seen(part: Path, path: Path) -> None:
        handles.extend(os.open(one, os.O_RDONLY) for one in (part, path) if Path(one).exists())
        replace(part, path)

    monkeypatch.setattr(os, "replace", seen)
    recovery.repair(plain.path, clock=plain.clock, key=locked_with())
    assert plain.shown(locked_with()) == plain.rows
    left = [os.pread(handle, os.fstat(handle).st_size, 0) for handle in handles]
    assert len(left) > 3
    assert not [content for content in left if STRANGE.encode() in content]
    for handle in handles:
        os.close(handle)


KILLED_ON_THE_WAY = """
import os, signal, sys
from pathlib import Path
from painlog.journal import converting, keys, locking
from tests.journal.worlds import PASSPHRASE, QUICK, Clock, locked_with
path, name = Path(sys.argv[1]), sys.argv[2]
key = keys.with_passphrase(locking.lock_of(path), PASSPHRASE) if name == "unlock" else locked_with()
def put_over(part, path, *, wipe):
    if part.parent == path.parent and path.name == "journal.painlog":
        print("about to", flush=True)
        sys.stdin.readline()
    converting.put_over(part, path, wipe=wipe)
def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
locking.put_over, locking._catch_up = put_over, killed
getattr(locking, name)(path, key, clock=Clock())
"""


@pytest.mark.skipif(os.name != "posix", reason="kills with signals")
@pytest.mark.parametrize("name", ["lock", "unlock"])
def test_killed_as_soon_as_the_file_has_its_name_nothing_that_another_program_saved_is_lost(
    plain: Home, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, chance, saved, told = locked_with(), Chance(26), list[e.Note](), list[Reason]()
    if name == "unlock":
        locking.lock(plain.path, key, clock=plain.clock)
    monkeypatch.setattr(store, "WAIT_MS", 100)
    other = opened(plain.folder, clock=plain.clock, key=key if name == "unlock" else None)

    def written() -> None:
        note = chance.note()
        try:
            other.record(note)
        except JournalFault as fault:
            told.append(fault.reason)
        else:
            saved.append(note)

    command = [sys.executable, "-c", KILLED_ON_THE_WAY, str(plain.path), name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True) as it:
        assert it.stdin is not None
        assert it.stdout is not None
        assert it.stdout.readline() == "about to\n"
        written()
        it.stdin.write("\n")
        it.stdin.flush()
        assert it.wait(60) == -signal.SIGKILL
    written()
    other._store.close()
    assert is_locked(plain.path) == (name == "lock")
    now = with_passphrase(record_in(plain.path), PASSPHRASE) if name == "lock" else None
    with opened(plain.folder, clock=plain.clock, key=now) as journal:
        assert [note for note in saved if journal.find(note.id) is None] == []
        assert check(plain.path, key=now).state is State.GOOD
    assert told == [Reason.LOCKED, Reason.NEEDS_PASSPHRASE if name == "lock" else Reason.REPLACED]


def test_who_has_it_open_while_another_program_locks_it_is_told_so(plain: Home) -> None:
    """As `painlog record`, which waits for lines: it said that the file was moved, or is no journal."""
    with opened(plain.folder, clock=plain.clock) as other:
        note = Chance(3).note()
        other.record(note)
        locking.lock(plain.path, locked_with(), clock=plain.clock)
        for act in (partial(other.record, Chance(4).note()), other.undo, other.notice):
            with pytest.raises(JournalFault) as fault:
                act()
            assert fault.value.reason is Reason.NEEDS_PASSPHRASE
    with opened(plain.folder, clock=plain.clock, key=locked_with()) as journal:
        assert journal.find(note.id) is not None
        assert check(plain.path, key=locked_with()).state is State.GOOD


def test_unlocking_gives_everything_back(locked: Home) -> None:
    locking.unlock(locked.path, locked_with(), clock=locked.clock)
    assert locked.shown(None) == locked.rows
    verdict = check(locked.path)
    assert (verdict.state, verdict.problems) == (State.GOOD, ())
    assert not [file for file in locked.folder.rglob("*") if file.is_file() and is_locked(file)]
    assert len(readable(locked.folder, STRANGE)) > 7
    assert not list(locked.folder.rglob("*.sealed"))


@pytest.mark.parametrize("lost", ["the journal", "the beginning of the journal"])
def test_without_the_journals_own_record_others_tell_it(locked: Home, lost: str) -> None:
    record = record_in(locked.path)
    if lost == "the journal":
        locked.path.unlink()
    else:
        with locked.path.open("r+b") as file:
            file.write(bytes(PLAIN))
    assert locking.lock_of(locked.path) == record
    beside.second_record_of(locked.path).unlink()
    assert locking.lock_of(locked.path) == record
    key = with_passphrase(record, PASSPHRASE)
    assert check(locked.path, key=key).state is State.RECOVERABLE
    recovery.repair(locked.path, clock=locked.clock, key=key)
    assert is_locked(locked.path)


def test_without_any_backup_the_second_record_alone_tells_the_lock(locked: Home) -> None:
    record = record_in(locked.path)
    for backup in backups.backups_of(locked.path):
        backup.path.unlink()
    locked.path.unlink()
    assert locking.lock_of(locked.path) == record


@pytest.mark.parametrize("whose", ["another", "an older copy of it", "a copy of today"])
def test_a_plain_journal_in_its_place_is_not_opened_and_the_locked_one_comes_back(
    plain: Home, tmp_path: Path, whose: str
) -> None:
    other = tmp_path / "other.painlog"
    if whose == "another":
        with opened(tmp_path, other.name) as journal:
            journal.record(Chance(41).note())
    else:
        shutil.copyfile(plain.path, other)
    locking.lock(plain.path, locked_with(), clock=plain.clock)
    if whose == "an older copy of it":
        with opened(plain.folder, clock=plain.clock, key=locked_with()) as journal:
            journal.record(Chance(42).note())
            plain.rows = rows_of(journal)
    put = other.read_bytes()
    plain.path.write_bytes(put)
    before = {path: path.read_bytes() for path in plain.folder.rglob("*") if path.is_file()}
    for act in (
        lambda: Journal.open(plain.path),
        lambda: Journal.open(plain.path, key=locked_with()),
        lambda: locking.lock(plain.path, new_key(OTHER, new_recovery_key(), QUICK)),
        lambda: locking.change(plain.path, wrapped_anew(locked_with(), OTHER, effort=QUICK)),
        lambda: locking.unlock(plain.path, locked_with()),
    ):
        with pytest.raises(JournalFault) as fault:
            act()
        assert fault.value.reason is Reason.UNLOCKED
    verdict = check(plain.path, key=locked_with())
    assert (verdict.state, verdict.lost_since) == (State.RECOVERABLE, None)
    assert {path: path.read_bytes() for path in plain.folder.rglob("*") if path.is_file()} == before
    key = with_passphrase(locking.lock_of(plain.path), PASSPHRASE)
    kept = recovery.repair(plain.path, clock=plain.clock, key=key)
    assert kept is not None
    assert kept.read_bytes() == put
    assert plain.shown(key) == plain.rows


@pytest.mark.parametrize("name", ["lock", "change"])
def test_where_only_the_rest_finds_no_room_the_lock_is_told_and_the_rest_follows(
    plain: Home, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was said that nothing was saved, and the recovery key that had been told was thrown away."""
    key = locked_with()
    if name == "change":
        locking.lock(plain.path, key, clock=plain.clock)
        key = wrapped_anew(locked_with(), OTHER, effort=QUICK)

    def full(*_: object, **__: object) -> Path:
        raise JournalFault(Reason.DISK_FULL, plain.path)

    with monkeypatch.context() as disk:
        disk.setattr(locking, "back_up", full)
        waits = getattr(locking, name)(plain.path, key, clock=plain.clock)
    assert waits is not None
    assert waits.reason is Reason.DISK_FULL
    assert record_in(plain.path) == key.record
    with opened(plain.folder, clock=plain.clock, key=key) as journal:
        assert not locking._is_unsettled(journal._store)
    assert plain.shown(key) == plain.rows


@pytest.mark.parametrize("step", ["the journal", "the second record"])
def test_a_lock_that_finds_no_room_to_be_taken_off_leaves_no_plain_copy(
    locked: Home, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup that anybody could read was left beside the journal, which was locked still."""

    def full(path: Path, *_: object) -> None:
        raise JournalFault(Reason.DISK_FULL, path)

    def converts(source: Path, target: Path, *keys: Key | None) -> None:
        (full if source == locked.path and target.name.endswith(".part") else convert)(source, target, *keys)

    before = {path: path.read_bytes() for path in locked.folder.rglob("*") if path.is_file()}
    if step == "the journal":
        monkeypatch.setattr(locking, "convert", converts)
    else:
        monkeypatch.setattr(second_record, "begin", full)
    with pytest.raises(JournalFault):
        locking.unlock(locked.path, locked_with(), clock=locked.clock)
    assert {path: path.read_bytes() for path in locked.folder.rglob("*") if path.is_file()} == before


def test_a_journal_is_not_locked_into_a_file_that_lacks_a_row_or_does_not_open(
    plain: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever SQLCipher does: it is compared, and its record looked for, before it takes its place."""
    before = {path: path.read_bytes() for path in plain.folder.rglob("*") if path.is_file()}
    export = converting._export

    def forgetful(held: store.Store, part: Path, wanted: Key | None) -> None:
        export(held, part, wanted)
        with closing(store.Store(part, key=wanted)) as made:
            made.do("DELETE FROM note WHERE key = (SELECT max(key) FROM note)")

    def speechless(held: store.Store, part: Path, wanted: Key | None) -> None:
        export(held, part, wanted)
        with closing(store.Store(part, key=wanted)) as made:
            made.do(f"DROP VIEW {VIEW}")

    for wrong in (forgetful, speechless):
        monkeypatch.setattr(converting, "_export", wrong)
        with pytest.raises(JournalFault) as fault:
            locking.lock(plain.path, locked_with(), clock=plain.clock)
        assert fault.value.reason is Reason.DAMAGED
        assert {path: path.read_bytes() for path in plain.folder.rglob("*") if path.is_file()} == before


def test_a_kept_file_that_is_no_journal_stays_whatever_call_of_the_disk_fails(
    plain: Home, tmp_path: Path
) -> None:
    """It is kept sealed beside a locked journal, byte for byte, and as it was beside a plain one."""
    [damaged] = [one for one in plain.folder.glob("*.replaced-*") if one.read_bytes()[:9] == b"SQLite of"]
    content, sealed = damaged.read_bytes(), damaged.with_name(f"{damaged.name}.sealed")
    for act in (_lock, _unlock):
        start = shutil.copytree(plain.folder, tmp_path / f"before {act.__name__}")
        disk = Disk(plain.folder)
        with watching(disk, locked_with()):
            act(plain)
        calls = [number for number, event in enumerate(disk.events, 1) if damaged.name in event.path]
        for number in calls:
            shutil.rmtree(plain.folder)
            shutil.copytree(start, plain.folder)
            disk = Disk(plain.folder)
            disk.fails = lambda call, number=number: errno.EIO if call == number else None  # type: ignore[misc]
            with watching(disk, locked_with()), suppress(JournalFault):
                act(plain)
            plain.shown(locked_with() if is_locked(plain.path) else None)  # goes on with what was cut short
            kept = sealed if sealed.exists() else damaged
            there = kept.read_bytes()
            assert (locked_with().unseal(there, damaged.name) if kept is sealed else there) == content
        assert len(calls) > 3


def test_a_damaged_record_is_no_wrong_passphrase(locked: Home) -> None:
    page = first_page(locked.path)
    told = record_in(locked.path).encode()
    with locked.path.open("r+b") as file:
        file.seek(page.index(told) + 40)
        file.write(b"0" if page[page.index(told) + 40 :][:1] != b"0" else b"1")
    assert record_in(locked.path) == ""
    with_passphrase(locking.lock_of(locked.path), PASSPHRASE)


def test_the_record_is_found_with_room_for_a_larger_schema(locked: Home) -> None:
    page = first_page(locked.path)
    cells = int.from_bytes(page[103:105], "big")
    begin, end = 108 + 2 * cells, int.from_bytes(page[105:107], "big")
    assert end - begin > PLAIN // 3


@pytest.mark.parametrize("form", ["plain", "of this lock", "of another lock"])
def test_what_is_restored_is_locked_as_the_journal_is(locked: Home, tmp_path: Path, form: str) -> None:
    keyed = {
        "plain": None,
        "of this lock": locked_with(),
        "of another lock": new_key("x", new_recovery_key(), QUICK),
    }
    with opened(tmp_path, "other.painlog", key=keyed[form]) as other:
        other.take_in(Chance(31).contents(4))
        rows = rows_of(other)
    key = wrapped_anew(locked_with(), OTHER, effort=QUICK)
    locking.change(locked.path, key, clock=locked.clock)
    replacing.restore(locked.path, other.path, clock=locked.clock, key=key, source_key=keyed[form])
    assert record_in(locked.path) == key.record
    with opened(locked.folder, clock=locked.clock, key=key) as journal:
        assert rows_of(journal) == rows
        journal.record(Chance(32).note())
    assert check(locked.path, key=key).state is State.GOOD


def test_the_files_stay_private(locked: Home) -> None:
    if os.name != "posix":
        pytest.skip("files have no such modes")
    kept = [path for path in locked.folder.rglob("*") if path.is_file() and is_locked(path)]
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}


def test_a_plain_copy_put_beside_it_is_locked_at_the_next_opening(locked: Home) -> None:
    made = backups.new_name(locked.path, locked.clock())
    with opened(locked.folder, "plain.painlog") as plain:
        plain.record(*planted())
    shutil.copyfile(plain.path, made)
    shutil.rmtree(beside.folder_of(plain.path))
    plain.path.unlink()
    assert readable(locked.folder, STRANGE)
    locked.shown(locked_with())
    assert readable(locked.folder, STRANGE) == []


# cut short


Act: TypeAlias = Callable[[Home], None]


def _lock(home: Home) -> None:
    locking.lock(home.path, locked_with(), clock=home.clock)


def _unlock(home: Home) -> None:
    locking.unlock(home.path, locked_with(), clock=home.clock)


def _change(home: Home) -> None:
    locking.change(home.path, wrapped_anew(locked_with(), OTHER, effort=QUICK), clock=home.clock)


ACTS: dict[str, tuple[Act, bool]] = {
    "lock": (_lock, False),
    "unlock": (_unlock, True),
    "change": (_change, True),
}
"""What may be cut short, and whether the journal is locked before."""


def lived_through(folder: Path, name: str) -> tuple[Home, Disk, dict[str, bytes]]:
    """Do an act on a watched disk; return the home, the disk, and every file as it was before."""
    act, is_locked_before = ACTS[name]
    home = Home(folder)
    if is_locked_before:
        _lock(home)
    start = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    disk = Disk(folder)
    with watching(disk, locked_with()):
        act(home)
    return home, disk, start


def wrong_after_a_cut(home: Home, folder: Path) -> str:
    """Open what is left with whatever opens it; return what is wrong, or nothing."""
    path = folder / home.path.name
    record = locking.lock_of(path) if is_locked(path) else ""
    key = _opening(record) if record else None
    with Journal.open(path, create=False, clock=Clock(), key=key) as journal:
        if rows_of(journal) != home.rows:
            return "other rows"
        journal._store.close()
    if key is not None and (left := readable(folder, STRANGE)):
        return f"readable after opening: {left}"
    verdict = check(path, key=key)
    return "" if verdict.state is State.GOOD else str(verdict)


def _opening(record: str) -> OpenKey:
    try:
        return with_passphrase(record, PASSPHRASE)
    except JournalFault:
        return with_passphrase(record, OTHER)


@pytest.mark.parametrize("name", ACTS)
def test_cut_short_by_a_power_cut_it_is_as_before_or_done(tmp_path: Path, name: str) -> None:
    home, disk, start = lived_through(tmp_path / "lived", name)
    found = []
    for number, image in enumerate(disk.images(start, random.Random(5), 12 * CASES)):
        folder = tmp_path / str(number)
        image.write(folder, str(home.folder))
        found.append(wrong_after_a_cut(home, folder))
        shutil.rmtree(folder)
    assert [told for told in found if told] == []


@pytest.mark.parametrize("name", ACTS)
def test_on_a_failing_disk_it_is_as_before_or_done(tmp_path: Path, name: str) -> None:
    _, whole, _ = lived_through(tmp_path / "whole", name)
    for number in random.Random(6).sample(range(1, whole.calls + 1), min(6 * CASES, whole.calls)):
        assert wrong_after_a_failure(tmp_path / str(number), name, number) == "", f"call {number}"


def wrong_after_a_failure(folder: Path, name: str, number: int) -> str:
    """Do an act on a disk that fails at one call; return what is wrong afterwards, or nothing."""
    act, is_locked_before = ACTS[name]
    home = Home(folder)
    if is_locked_before:
        _lock(home)
    disk = Disk(folder)
    disk.fails = lambda call: 28 if call == number else None
    with watching(disk, locked_with()):
        try:
            act(home)
        except JournalFault as fault:
            if fault.reason not in (Reason.DISK_FULL, Reason.IO):
                return f"told {fault}"
    return wrong_after_a_cut(home, folder)


def test_a_lock_that_leaves_the_old_backups_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path / "lived")
    monkeypatch.setattr(locking, "_lock_one", lambda *_: None)
    _lock(home)
    assert readable(home.folder, STRANGE)


# the effort of a guess


def test_one_guess_takes_a_second_and_a_quarter_of_a_gibibyte() -> None:
    effort = keys.measured()
    assert effort.memory_kib >= 256 * 1024
    assert effort.passes >= keys.LEAST_PASSES
    key = new_key(PASSPHRASE, new_recovery_key())
    told = read_record(key.record).passphrase
    assert (told.memory_kib, told.passes >= keys.LEAST_PASSES) == (keys.MEMORY_KIB, True)
    assert keys._timed(keys.Effort(passes=told.passes)) >= 1
