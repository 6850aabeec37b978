"""Damage: no damaged figure is shown as good, and any one lost or damaged file costs nothing."""

import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeAlias

import pytest

from painlog import entries as e
from painlog.journal import Journal, JournalFault, Reason, agreement, backups, beside, second_record
from painlog.journal.backups import back_up
from painlog.journal.beside import half_written, made_at
from painlog.journal.checking import State, check
from painlog.journal.key import Key
from painlog.journal.keys import new_key
from painlog.journal.locking import lock_of
from painlog.journal.recovery import repair
from painlog.journal.recovery_key import new_recovery_key
from painlog.journal.schema import VERSION
from painlog.journal.search import Search
from painlog.journal.soundness import row_problems
from painlog.journal.store import state_of
from painlog.journal.tables import TABLES, columns, table_name
from painlog.reasons import Flaw
from tests.another_user import AsAnotherUser
from tests.journal.worlds import NOW, QUICK, Chance, Clock, locked_with, opened, rows_of, whole
from tests.safety.places import read_only_folder

CASES = int(os.environ.get("PAINLOG_CASES", "1"))
Rows: TypeAlias = dict[str, list[tuple[object, ...]]]
Harm: TypeAlias = Callable[[bytes, bytes, random.Random], bytes]


def a_bit_flipped(whole: bytes, _old: bytes, chance: random.Random) -> bytes:
    """Flip one bit anywhere."""
    at = chance.randrange(len(whole))
    return whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :]


def a_block_zeroed(whole: bytes, _old: bytes, chance: random.Random) -> bytes:
    """Put zeros over a sector."""
    at = 512 * chance.randrange(len(whole) // 512)
    return whole[:at] + bytes(512) + whole[at + 512 :]


def cut_short(whole: bytes, _old: bytes, chance: random.Random) -> bytes:
    """Cut the file somewhere."""
    return whole[: chance.randrange(len(whole))]


def page_of(whole: bytes) -> int:
    """Return the size of a journal's pages."""
    return int.from_bytes(whole[16:18], "big")


def pages_swapped(whole: bytes, _old: bytes, chance: random.Random) -> bytes:
    """Let two pages change places."""
    size = page_of(whole)
    one, other = (size * page for page in sorted(chance.sample(range(len(whole) // size), 2)))
    mine, theirs = whole[one : one + size], whole[other : other + size]
    return whole[:one] + theirs + whole[one + size : other] + mine + whole[other + size :]


def an_old_page_put_back(whole: bytes, old: bytes, chance: random.Random) -> bytes:
    """Put a page of an older state of the file over its newer self."""
    size = page_of(whole)
    at = size * chance.randrange(min(len(whole), len(old)) // size)
    return whole[:at] + old[at : at + size] + whole[at + size :]


HARMS: tuple[Harm, ...] = (a_bit_flipped, a_block_zeroed, cut_short, pages_swapped, an_old_page_put_back)


class Home:
    """A journal with a past, its backups and second record, and how all of it was."""

    def __init__(self, folder: Path, key: Key | None = None) -> None:
        """Live through some weeks."""
        self.folder, self.clock, self.key = folder / "home", Clock(), key
        self.folder.mkdir()
        chance = Chance(11)
        with opened(self.folder, clock=self.clock, key=key) as journal:
            journal.take_in(chance.contents(40))
            self.old = journal.path.read_bytes()
            backups.back_up(journal.path, clock=self.clock, key=key)
            for _ in range(20):
                journal.record(chance.flare_up(), chance.other())
            notes = [entry.id for entry in journal.contents().notes]
            journal.remove(*notes[:3])
            journal.change(*(chance.patched(entry) for entry in journal.contents().flare_ups[:5]))
            self.rows: Rows = rows_of(journal)
            self.path = journal.path
            journal._store.close()
        self.copy = folder / "copy"
        shutil.copytree(self.folder, self.copy)

    def restored(self) -> Path:
        """Put everything back as it was."""
        shutil.rmtree(self.folder)
        shutil.copytree(self.copy, self.folder)
        return self.path

    def shows(self) -> Rows | None:
        """Return what the program would show, or None when it says that something is wrong."""
        try:
            if check(self.path, thorough=False, key=self.key).state is not State.GOOD:
                return None
            with Journal.open(self.path, create=False, clock=self.clock, key=self.key) as journal:
                return rows_of(journal)
        except JournalFault:
            return None


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Give a journal with a past."""
    return Home(tmp_path_factory.mktemp("damage"))


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "locked"])
def any_home(home: Home, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Home:
    """Give a journal with a past, locked or not."""
    return Home(tmp_path_factory.mktemp("locked"), locked_with()) if request.param else home


def silent(home: Home, harm: Harm, chance: random.Random) -> bool:
    """Damage the journal once; tell whether a wrong figure is shown as good."""
    path = home.restored()
    path.write_bytes(harm(path.read_bytes(), home.old, chance))
    shown = home.shows()
    return shown is not None and shown != home.rows


@pytest.mark.no_cover
@pytest.mark.parametrize("harm", HARMS)
def test_no_damaged_figure_is_shown_as_good(any_home: Home, harm: Harm) -> None:
    chance = random.Random(1)
    assert sum(silent(any_home, harm, chance) for _ in range(40 * CASES)) == 0


def test_without_the_second_record_damage_would_be_shown_as_good(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("painlog.journal.checking.disagreements", lambda *_: [])
    monkeypatch.setattr("painlog.journal.backups.disagreements", lambda *_: [])
    chance = random.Random(2)
    assert agreement.disagreements(home.restored()) == []
    assert sum(silent(home, a_bit_flipped, chance) for _ in range(150)) > 0


def files_of(home: Home) -> list[Path]:
    """Return every file that belongs to the journal."""
    return sorted(path for path in home.copy.rglob("*") if path.is_file())


def deleted(path: Path, _chance: random.Random) -> None:
    """Delete the file."""
    path.unlink()


def damaged(path: Path, chance: random.Random) -> None:
    """Damage the file."""
    whole = path.read_bytes()
    harm = chance.choice((a_bit_flipped, a_block_zeroed, cut_short))
    path.write_bytes(harm(whole, whole, chance))


def a_folder_now(path: Path, _chance: random.Random) -> None:
    """Put a folder in the place of the file."""
    path.unlink()
    path.mkdir()
    (path / "mine").touch()


@pytest.mark.parametrize("lose", [deleted, damaged, a_folder_now])
def test_any_one_lost_or_damaged_file_costs_nothing(
    any_home: Home, lose: Callable[[Path, random.Random], None]
) -> None:
    chance, home = random.Random(3), any_home
    for number in range(len(files_of(home)) * (6 * CASES if lose is damaged else 1)):
        lost = files_of(home)[number % len(files_of(home))].relative_to(home.copy)
        path = home.restored()
        lose(home.folder / lost, chance)
        assert after_the_offer(home, path) == home.rows, lost
        assert home.shows() == home.rows, lost


def content_of(path: Path | None) -> object:
    """Return what is in a file, or in a folder; None where there is neither."""
    if path is None or not path.exists():
        return None
    return [each.name for each in path.iterdir()] if path.is_dir() else path.read_bytes()


def after_the_offer(home: Home, path: Path) -> Rows:
    """Take the program's own offer where it makes one; return what is there then."""
    if home.shows() is None:
        verdict = check(path, key=home.key)
        assert verdict.state is State.RECOVERABLE
        assert verdict.lost_since is None
        damaged_file = content_of(path)
        assert content_of(repair(path, clock=home.clock, key=home.key)) == damaged_file
    with Journal.open(path, create=False, clock=home.clock, key=home.key) as journal:
        rows = rows_of(journal)
        journal.record(Chance(5).note())
        journal.undo()
        assert rows_of(journal) == rows
    return rows


def last_act_damaged(path: Path) -> None:
    second = beside.second_record_of(path)
    content = bytearray(second.read_bytes())
    content[-9] ^= 1
    second.write_bytes(content)


def last_act_cut_off(path: Path) -> None:
    second = beside.second_record_of(path)
    second.write_bytes(b"".join(second.read_bytes().splitlines(keepends=True)[:-1]))


@pytest.mark.parametrize(
    ("journal", "record"),
    [("empty", last_act_damaged), ("a page", last_act_damaged), ("a page", last_act_cut_off)],
)
@pytest.mark.parametrize("follows_on", ["a backup", "nothing"])
def test_what_neither_of_two_damaged_files_tells_is_not_promised(
    tmp_path: Path, journal: str, record: Callable[[Path], None], follows_on: str
) -> None:
    clock, chance = Clock(), Chance(4)
    with opened(tmp_path, clock=clock) as writing:
        path = writing.path
        writing.record(kept := chance.note())
        if follows_on == "a backup":
            back_up(path, clock=clock)
        writing.record(follows := chance.note())
        until = writing.saved_at
        writing.record(chance.note())
        writing.close(hurried=True)
    record(path)
    path.write_bytes(path.read_bytes()[:-4096] + bytes(4096) if journal == "a page" else b"")
    verdict = check(path)
    assert verdict.state is State.RECOVERABLE
    assert verdict.lost_since == until
    assert Flaw.SECOND_RECORD in {problem.flaw for problem in verdict.problems}
    repair(path, clock=clock)
    with opened(tmp_path, clock=clock) as whole:
        assert [note.id for note in whole.contents().notes] == [kept.id, follows.id]


@pytest.mark.parametrize("is_locked", [False, True], ids=["plain", "locked"])
def test_beside_a_damaged_backup_and_one_of_another_lock_the_newest_whole_one_is_brought_back(
    tmp_path: Path, *, is_locked: bool
) -> None:
    """Whatever is damaged or of another lock is passed over, and the journal is followed again from there."""
    clock, chance, key = Clock(), Chance(6), locked_with() if is_locked else None
    with opened(tmp_path, clock=clock, key=key) as journal:
        journal.record(chance.note())
        whole_one, rows = back_up(journal.path, clock=clock, key=key), rows_of(journal)
        journal.record(chance.note())
        base = back_up(journal.path, clock=clock, key=key)
        journal.close(hurried=True)
    with opened(tmp_path, "other.painlog", key=new_key("x", new_recovery_key(), QUICK)) as other:
        other.record(chance.note())
        strange = back_up(other.path, backups.new_name(journal.path, clock()), key=other.key)
    for harmed in (base, journal.path):
        harmed.write_bytes(harmed.read_bytes()[:-4096] + bytes(4096))
    before = strange.read_bytes()
    assert check(journal.path, key=key).newest == backups.Backup(whole_one, made_at(whole_one) or NOW)
    repair(journal.path, clock=clock, key=key)
    verdict = check(journal.path, key=key)
    assert (verdict.state, [problem.where for problem in verdict.problems]) == (State.GOOD, [base.name])
    assert strange.read_bytes() == before
    with opened(tmp_path, clock=clock, key=key) as journal:
        assert rows_of(journal) == rows


@pytest.mark.parametrize("is_there", [False, True], ids=["gone", "cut to nothing"])
def test_a_journal_that_was_never_backed_up_is_not_begun_anew_and_comes_back_as_the_same(
    tmp_path: Path, chance: Chance, *, is_there: bool
) -> None:
    """The second record alone tells of it, and goes on to do so."""
    with opened(tmp_path) as journal:
        journal.record(chance.note())
        state, rows = state_of(journal._store), rows_of(journal)
        journal.close(hurried=True)
    os.truncate(journal.path, 0) if is_there else journal.path.unlink()
    with pytest.raises(JournalFault) as fault:
        opened(tmp_path)
    assert fault.value.reason is (Reason.DAMAGED if is_there else Reason.MISSING)
    repair(journal.path, clock=Clock())
    with opened(tmp_path) as journal:
        assert (state_of(journal._store), rows_of(journal)) == (state, rows)
    assert not list(beside.folder_of(journal.path).glob("*.replaced-*"))


@pytest.mark.parametrize("is_locked", [False, True], ids=["plain", "locked"])
def test_an_act_that_is_missing_amid_the_second_record_is_not_passed_over(
    tmp_path: Path, chance: Chance, *, is_locked: bool
) -> None:
    """What comes after it is whole, but who makes the journal anew from it is told what would be lacking."""
    key = locked_with() if is_locked else None
    with opened(tmp_path, key=key) as journal:
        notes = [chance.note() for _ in range(4)]
        for note in notes:
            journal.record(note)
        journal.close(hurried=True)
    second = beside.second_record_of(journal.path)
    lines = second.read_bytes().splitlines(keepends=True)
    second.write_bytes(b"".join((*lines[:2], *lines[3:])))
    account = second_record.read(journal.path, key)
    assert account is not None
    assert (account.last, account.is_whole) == (1, False)
    journal.path.unlink()
    assert check(journal.path, key=key).lost_since is not None


def test_what_was_brought_back_is_backed_up_at_once(any_home: Home) -> None:
    """The next loss may be of what it was brought back from."""
    path = any_home.restored()
    path.unlink()
    before = {backup.path for backup in backups.backups_of(path)}
    repair(path, clock=any_home.clock, key=any_home.key)
    assert {backup.path for backup in backups.backups_of(path)} - before
    for each in (path, beside.second_record_of(path), *before):
        each.unlink(missing_ok=True)
    repair(path, clock=any_home.clock, key=any_home.key)
    assert any_home.shows() == any_home.rows


@pytest.mark.parametrize(
    ("lose", "at"), [(deleted, "the next act"), (damaged, "the next act"), (deleted, "closing")]
)
def test_a_backup_that_is_lost_while_the_journal_is_open_is_replaced(
    tmp_path: Path, lose: Callable[[Path, random.Random], None], at: str
) -> None:
    """Only the next start noticed; the journal itself may be lost before."""
    clock, chance = Clock(), Chance(7)
    with opened(tmp_path, clock=clock) as journal:
        for _ in range(2):
            journal.record(chance.note())
            back_up(journal.path, clock=clock)
        account = second_record.read(journal.path)
        assert account is not None
        if at == "the next act":
            journal.record(chance.note())
        for backup in backups.backups_of(journal.path):
            lose(backup.path, random.Random(1))
        if at == "the next act":
            journal.record(chance.note())
        rows = rows_of(journal)
        journal.close(hurried=at == "the next act")
    journal.path.unlink()
    repair(journal.path, clock=clock)
    with opened(tmp_path, clock=clock) as journal:
        assert rows_of(journal) == rows


@pytest.mark.parametrize("lose", [deleted, a_folder_now])
def test_a_backup_that_is_lost_is_told_of_by_the_check(
    home: Home, lose: Callable[[Path, random.Random], None]
) -> None:
    """It said that every entry is good, where damage could not be noticed any more."""
    path = home.restored()
    account = second_record.read(path)
    assert account is not None
    base = second_record.base_path(path, account.base)
    assert base is not None
    lose(base, random.Random(1))
    assert [problem.flaw for problem in check(path).problems] == [Flaw.SECOND_RECORD]
    back_up(path, clock=home.clock)
    assert not check(path).problems


def test_a_backup_that_is_sound_but_not_as_it_was_is_told_of_by_the_full_check(home: Home) -> None:
    """It said that every entry is good: nothing could be made anew from what is kept any more."""
    path = home.restored()
    account = second_record.read(path)
    assert account is not None
    base = second_record.base_path(path, account.base)
    assert base is not None
    with closing(sqlite3.connect(base)) as changed:
        changed.execute("VACUUM")
    assert [(problem.flaw, problem.where) for problem in check(path).problems] == [(Flaw.BACKUP, base.name)]
    back_up(path, clock=home.clock)
    assert not check(path).problems


@pytest.mark.parametrize("left", ["nothing", "a folder", "a file for the folder", "a link for the folder"])
def test_a_second_record_that_is_gone_with_every_backup_is_told_of_too(tmp_path: Path, left: str) -> None:
    """It said that every entry is good, where nothing more could be saved, or held against anything."""
    with opened(tmp_path, clock=Clock()) as journal:
        journal.record(Chance(1).note())
        journal.close(hurried=True)
    folder, second = beside.folder_of(journal.path), beside.second_record_of(journal.path)
    second.unlink()
    if left == "a folder":
        second.mkdir()
    elif left != "nothing":
        folder.rmdir()
        folder.touch() if left == "a file for the folder" else folder.symlink_to(tmp_path / "nowhere")
    assert [problem.flaw for problem in check(journal.path).problems] == [Flaw.SECOND_RECORD]
    if left.endswith("the folder"):
        folder.unlink()
    back_up(journal.path, clock=Clock())
    assert not check(journal.path).problems


def test_of_a_new_journal_whose_second_record_was_only_begun_nothing_is_told(tmp_path: Path) -> None:
    """Where the power went in its first moment the check said that what was saved is damaged: nothing was."""
    with opened(tmp_path, clock=Clock()) as journal:
        journal.close(hurried=True)
    second = beside.second_record_of(journal.path)
    second.unlink(missing_ok=True)
    second.parent.mkdir(exist_ok=True)
    second.with_name(f"{second.name}.part").write_bytes(b"half of its first line")
    assert not check(journal.path).problems


@pytest.mark.parametrize("lose", [deleted, damaged])
@pytest.mark.parametrize("is_open", [False, True])
def test_what_is_saved_after_a_backup_was_lost_does_not_hang_on_that_one(
    tmp_path: Path, lose: Callable[[Path, random.Random], None], *, is_open: bool
) -> None:
    """The journal itself may be lost next."""
    clock, chance = Clock(), Chance(7)
    with opened(tmp_path, clock=clock) as journal:
        journal.record(chance.note())
        base = back_up(journal.path, clock=clock)
        if is_open:
            lose(base, random.Random(1))
        journal.record(chance.note())
        journal.close(hurried=True)
    if not is_open:
        lose(base, random.Random(1))
    with opened(tmp_path, clock=clock) as journal:
        journal.record(chance.note())
        rows = rows_of(journal)
        journal.close(hurried=True)
    journal.path.unlink()
    repair(journal.path, clock=clock)
    with opened(tmp_path, clock=clock) as journal:
        assert rows_of(journal) == rows


def test_a_missing_journal_with_backups_is_not_begun_anew(home: Home) -> None:
    path = home.restored()
    path.unlink()
    with pytest.raises(JournalFault) as fault:
        Journal.open(path, clock=home.clock)
    assert fault.value.reason is Reason.MISSING
    assert check(path).state is State.RECOVERABLE


def test_a_journal_cut_to_nothing_is_not_begun_anew(any_home: Home) -> None:
    path = any_home.restored()
    os.truncate(path, 0)
    with pytest.raises(JournalFault) as fault:
        Journal.open(path, clock=any_home.clock, key=any_home.key)
    assert fault.value.reason is Reason.DAMAGED
    assert not path.stat().st_size
    repair(path, clock=any_home.clock, key=any_home.key)
    assert any_home.shows() == any_home.rows


@pytest.mark.parametrize("missing", [1, 2, 10])
def test_a_copy_without_its_last_bytes_shows_no_zeros(any_home: Home, tmp_path: Path, missing: int) -> None:
    """As a download that ended early: there is nothing beside it to hold it against."""
    path, clock, key = tmp_path / "copy.painlog", any_home.clock, any_home.key
    path.write_bytes(any_home.restored().read_bytes()[:-missing])
    assert check(path, key=key).state is State.DAMAGED
    with pytest.raises(JournalFault) as fault:
        Journal.open(path, clock=clock, key=key)
    assert fault.value.reason is Reason.DAMAGED


@pytest.mark.parametrize("is_there", [False, True])
def test_backups_alone_keep_a_journal_from_being_begun_anew(home: Home, *, is_there: bool) -> None:
    """Whatever became of the second record."""
    path = home.restored()
    beside.second_record_of(path).unlink()
    os.truncate(path, 0) if is_there else path.unlink()
    with pytest.raises(JournalFault) as fault:
        Journal.open(path, clock=home.clock)
    assert fault.value.reason is (Reason.DAMAGED if is_there else Reason.MISSING)
    assert check(path, thorough=False).state is State.RECOVERABLE
    assert path.exists() is is_there


def test_a_damaged_journal_is_not_backed_up_over_good_backups(home: Home) -> None:
    path = home.restored()
    with opened(home.folder, clock=home.clock) as journal:
        journal._store.do("UPDATE flare_up SET note = 'never said' WHERE key = 1")
        with pytest.raises(JournalFault) as fault:
            backups.back_up(path, clock=home.clock)
        assert fault.value.reason is Reason.DAMAGED
        journal._store.close()
    assert check(path).state is State.RECOVERABLE
    repair(path, clock=home.clock)
    assert home.shows() == home.rows


def test_the_older_file_in_place_of_the_newer_is_noticed(home: Home) -> None:
    path = home.restored()
    newest = backups.backups_of(path)[0].path
    shutil.copyfile(newest, path)
    with pytest.raises(JournalFault) as fault:
        Journal.open(path, clock=home.clock)
    assert fault.value.reason is Reason.DAMAGED
    repair(path, clock=home.clock)
    assert home.shows() == home.rows


def test_a_journal_that_changed_places_with_its_backup_comes_back(any_home: Home) -> None:
    """It is an older one then, and lacks its acts: what is refused when it is opened is never called good."""
    path, clock, key = any_home.restored(), any_home.clock, any_home.key
    newest = backups.backups_of(path)[0].path
    mine, theirs = path.read_bytes(), newest.read_bytes()
    path.write_bytes(theirs)
    newest.write_bytes(mine)
    with pytest.raises(JournalFault):
        Journal.open(path, clock=clock, key=key)
    assert check(path, key=key).state is State.RECOVERABLE
    repair(path, clock=clock, key=key)
    assert any_home.shows() == any_home.rows


def test_what_a_repair_left_that_was_killed_does_not_get_into_the_next(home: Home, tmp_path: Path) -> None:
    """SQLite would take what lies beside a file for something half written in it, and take that back."""
    path = home.restored()
    with opened(tmp_path, clock=home.clock) as other:
        other.take_in(Chance(8).contents(60))
        store = other._store
        store.do("PRAGMA cache_size = 1")
        store.do("BEGIN IMMEDIATE")
        store.do("UPDATE note SET text = text || ?", "half" * 5000)
        left = path.with_name(f"{path.name}.repaired.part-journal")
        shutil.copyfile(half_written(other.path), left)
        store.do("ROLLBACK")
    os.truncate(path, 5000)
    repair(path, clock=home.clock)
    assert home.shows() == home.rows
    assert not left.exists()


def test_another_journal_in_its_place_keeps_the_second_record_of_the_first(
    home: Home, tmp_path: Path
) -> None:
    path = home.restored()
    with opened(tmp_path, "other.painlog", home.clock) as other:
        other.record(Chance(6).note())
    second = beside.second_record_of(path)
    before = second.read_bytes()
    shutil.copyfile(other.path, path)
    with opened(home.folder, clock=home.clock) as journal:
        journal.record(Chance(7).note())
        assert journal.count() == 2
    kept = [found for found in second.parent.iterdir() if found.name.startswith("second-record.replaced-")]
    assert before in [found.read_bytes() for found in kept]
    assert check(path).state is State.GOOD


@pytest.mark.parametrize("backed_up", [False, True])
def test_an_older_journal_is_not_taken_for_the_newest(
    tmp_path: Path, chance: Chance, *, backed_up: bool
) -> None:
    """The last act alone may be missing, and is done again while the second record holds it."""
    with opened(tmp_path) as journal:
        older = []
        for _ in range(3):
            journal.record(chance.note())
            older.append(journal.path.read_bytes())
        whole = rows_of(journal)
        if backed_up:
            backups.back_up(journal.path)
        journal.close(hurried=True)
    for lacking in (2, 1):
        journal.path.write_bytes(older[-1 - lacking])
        if lacking == 1 and not backed_up:
            with opened(tmp_path) as finished:
                assert rows_of(finished) == whole
                finished.close(hurried=True)
        else:
            with pytest.raises(JournalFault) as fault:
                opened(tmp_path)
            assert fault.value.reason is Reason.DAMAGED
            assert check(journal.path).state is State.RECOVERABLE


@pytest.mark.skipif(sys.platform != "linux", reason="by a file that Linux reads no byte of")
def test_a_bad_sector_in_the_second_record_keeps_nobody_from_opening_and_going_on(
    tmp_path: Path, chance: Chance
) -> None:
    """The journal did not open, with nothing wrong in it and every backup beside it."""
    with opened(tmp_path, clock=Clock()) as journal:
        journal.record(chance.note())
        journal.close(hurried=True)
    second = beside.second_record_of(journal.path)
    second.unlink()
    second.symlink_to("/proc/self/mem")
    with pytest.raises(OSError, match="Input/output error"):
        second.read_bytes()
    assert [problem.flaw for problem in check(journal.path).problems] == [Flaw.SECOND_RECORD]
    with opened(tmp_path, clock=Clock()) as journal:
        journal.record(chance.note())
        rows = rows_of(journal)
        journal.close(hurried=True)
    assert not check(journal.path).problems
    journal.path.unlink()
    repair(journal.path, clock=Clock())
    with opened(tmp_path, clock=Clock()) as journal:
        assert rows_of(journal) == rows


@pytest.mark.parametrize("has_second", [True, False])
def test_a_backup_of_a_newer_painlog_among_others_is_passed_over(
    tmp_path: Path, chance: Chance, *, has_second: bool
) -> None:
    """As of one that was tried: damage was not told of at the start, and no other backup brought back."""
    clock = Clock()
    with opened(tmp_path, clock=clock) as journal:
        journal.record(chance.note())
        back_up(journal.path, clock=clock)
        journal.record(chance.note())
        base = back_up(journal.path, clock=clock)
        rows = rows_of(journal)
        journal.close(hurried=True)
    newer = backups.new_name(journal.path, clock())
    content = bytearray(base.read_bytes())
    content[60:64] = (VERSION + 1).to_bytes(4, "big")
    newer.write_bytes(content)
    if not has_second:
        beside.second_record_of(journal.path).unlink()
    assert check(journal.path).state is State.GOOD
    journal.path.write_bytes(journal.path.read_bytes()[:-4096] + bytes(4096))
    assert check(journal.path, thorough=False).newest == backups.Backup(base, made_at(base) or NOW)
    repair(journal.path, clock=clock)
    with opened(tmp_path, clock=clock) as journal:
        assert rows_of(journal) == rows
    assert newer.read_bytes() == content


@pytest.mark.parametrize("harm", ["a page", "its head"])
@pytest.mark.parametrize("is_locked", [False, True], ids=["plain", "locked"])
def test_beside_a_backup_that_cannot_be_read_damage_is_told_of_and_mended_from_another(
    tmp_path: Path, chance: Chance, as_another_user: AsAnotherUser, harm: str, *, is_locked: bool
) -> None:
    """As of one that was made by “sudo painlog backup”, or lies on a bad sector: the check gave up there."""
    clock, key = Clock(), locked_with() if is_locked else None
    with opened(tmp_path, clock=clock, key=key) as journal:
        journal.record(chance.note())
        back_up(journal.path, clock=clock, key=key)
        rows = rows_of(journal)
        journal.record(chance.note())
        unreadable = back_up(journal.path, clock=clock, key=key)
        journal.close(hurried=True)
    beside.second_record_of(journal.path).unlink()
    content = journal.path.read_bytes()
    journal.path.write_bytes(
        content[:-4096] + bytes(4096) if harm == "a page" else bytes(4096) + content[4096:]
    )
    unreadable.chmod(0)
    with as_another_user(tmp_path):
        assert bool(lock_of(journal.path)) is is_locked
        verdict = check(journal.path, key=key)
        assert verdict.state is State.RECOVERABLE
        assert unreadable.name in {problem.where for problem in verdict.problems}
        repair(journal.path, clock=clock, key=key)
        with opened(tmp_path, clock=clock, key=key) as mended:
            assert rows_of(mended) == rows
            mended.close(hurried=True)


@pytest.mark.skipif(sys.platform != "linux", reason="by a mount for root")
@pytest.mark.parametrize("what", ["all of it", "the folder alone"])
def test_where_nothing_can_be_written_the_act_that_was_cut_short_keeps_nobody_from_reading(
    tmp_path: Path, chance: Chance, as_another_user: AsAnotherUser, what: str
) -> None:
    """It is done when the journal is opened where it can be."""
    folder = tmp_path / "stick"
    folder.mkdir()
    with opened(folder) as journal:
        journal.record(chance.note())
        before, rows = journal.path.read_bytes(), rows_of(journal)
        journal.record(chance.note())
        whole = rows_of(journal)
        journal.close(hurried=True)
    journal.path.write_bytes(before)
    folder.chmod(0o500)
    closed = read_only_folder(folder) if what == "all of it" else as_another_user(tmp_path)
    with closed, opened(folder) as read:
        assert rows_of(read) == rows
        read.close(hurried=True)
    folder.chmod(0o700)
    with opened(folder) as finished:
        assert rows_of(finished) == whole
        finished.close(hurried=True)


@pytest.mark.parametrize(("lacking", "told"), [(0, []), (1, []), (2, ["2 acts"])])
def test_acts_that_are_lacking_are_told_without_their_backup_too(
    tmp_path: Path, chance: Chance, lacking: int, told: list[str]
) -> None:
    """All but one, which another program may be about to commit."""
    with opened(tmp_path) as journal:
        journal.record(chance.note())
        lost = backups.back_up(journal.path)
        older = []
        for _ in range(3):
            journal.record(chance.note())
            older.append(journal.path.read_bytes())
        journal.close(hurried=True)
    lost.unlink()
    journal.path.write_bytes(older[-1 - lacking])
    assert [problem.where for problem in agreement.disagreements(journal.path)] == told


def test_what_is_wrong_with_pages_is_told_line_by_line(home: Home) -> None:
    path = home.restored()
    whole = path.read_bytes()
    at = 8 * page_of(whole) + page_of(whole) // 2
    path.write_bytes(whole[:at] + b"\xff" * 2048 + whole[at + 2048 :])
    told = [problem.where for problem in check(path).problems if problem.flaw is Flaw.PAGE]
    assert len(told) > 2
    assert not any("\n" in where or "***" in where for where in told)


@pytest.mark.parametrize("kind", TABLES)
def test_whatever_stands_in_a_row_reading_tells_of_damage_and_nothing_else_goes_wrong(
    tmp_path: Path, kind: str
) -> None:
    """One wrong bit makes mere bytes of a text: it was called Painlog's mistake, and nothing was offered."""
    chance, told = Chance(14), set[Reason]()
    with opened(tmp_path) as journal:
        journal.take_in(chance.contents(4))
        journal.describe(e.Patient(name="x", activities=("stairs",)))
        journal.remove(journal.contents().flare_ups[0].id, journal.contents().notes[0].id)
        journal.keep("draft", "half")
        store = journal._store
        for pragma in ("foreign_keys = 0", "ignore_check_constraints = 1"):
            store.do(f"PRAGMA {pragma}")
        for column in columns(kind):
            for value in (b"\xff", 0.5, 2**62, "[", "[1]", "[[1]]"):
                with suppress(ZeroDivisionError), store.transaction():
                    with suppress(JournalFault):  # of some columns each value is the only one of its kind
                        store.do(" ".join(("UPDATE", table_name(kind), "SET", column, "= ?")), value)
                    told |= {fault for read in readings(journal) if (fault := fault_of(read)) is not None}
                    raise ZeroDivisionError
        journal._medicines.refresh()
        assert journal.count() > 0
    assert told == ({Reason.DAMAGED} if kind != "kept text" else set())


def readings(journal: Journal) -> list[Callable[[], object]]:
    """Return all that reads a journal."""
    day = NOW.date()
    return [
        journal.contents, journal.patient, journal.running, journal.last_flare_up, journal.appointments,
        lambda: [*journal.recently_removed()], journal.rows, journal.medicines_used, journal.activities_used,
        journal.therapies_used, journal.triggers_used, journal.regions_used, journal.qualities_used,
        journal.helped_used, journal.notice,
        lambda: whole(journal), lambda: whole(journal, details=False), lambda: journal.day(day),
        lambda: journal.reaching_into(day), lambda: Search(journal._store).find("a"),
        lambda: [journal.last_dose(medicine.id) for medicine in journal.medicines()],
        lambda: journal.kept("draft"), lambda: journal.weigh(e.Contents()), lambda: state_of(journal._store),
        lambda: row_problems(journal._store),
    ]  # fmt: skip


def fault_of(read: Callable[[], object]) -> Reason | None:
    """Return the fault of the world that reading tells of, if any."""
    try:
        read()
    except JournalFault as fault:
        return fault.reason
    return None
