"""Another file in the journal's place: told from damage, and what was saved here stays to be had."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from painlog.change import Act
from painlog.entries import Refused
from painlog.journal import Journal, JournalFault, Reason, beside, locking, second_record
from painlog.journal.agreement import disagreements
from painlog.journal.backups import back_up, backups_of
from painlog.journal.beside import second_record_of
from painlog.journal.checking import State, check
from painlog.journal.key import Key
from painlog.journal.recovery import repair
from painlog.journal.store import Store
from painlog.reasons import Flaw
from tests.journal.cipher_disk import watching
from tests.journal.disk import Disk
from tests.journal.worlds import Chance, Clock, lived, locked_with, opened
from tests.safety.places import small_disk


class TwoPlaces:
    """A journal with a backup and acts since, and the same or another one that was written to elsewhere."""

    def __init__(self, folder: Path, key: Key | None) -> None:
        """Make both; nothing of the second is in the first's place yet."""
        self.chance, self.clock, self.key = Chance(5), Clock(), key
        self.here, self.away = folder / "here", folder / "away"
        for place in (self.here, self.away):
            place.mkdir()
        self.path = self.here / "journal.painlog"
        self.write(self.here, 2)
        back_up(self.path, clock=self.clock, key=key)

    def write(self, place: Path, acts: int) -> None:
        with opened(place, clock=self.clock, key=self.key) as journal:
            for _ in range(acts):
                journal.record(self.chance.note())
            journal.close(hurried=True)

    def carry(self) -> None:
        shutil.copyfile(self.path, self.away / "journal.painlog")

    def overwrite(self) -> None:
        shutil.copyfile(self.away / "journal.painlog", self.path)

    def ids(self, path: Path) -> set[UUID]:
        with Journal.open(path, create=False, clock=self.clock, key=self.key) as journal:
            return {note.id for note in journal.contents().notes}

    def write_here(self) -> None:
        self.write(self.here, 1)

    def back_up_here(self) -> None:
        back_up(self.path, clock=self.clock, key=self.key)


@pytest.fixture(params=[False, True], ids=["plain", "locked"])
def two(tmp_path: Path, request: pytest.FixtureRequest) -> TwoPlaces:
    """Give a journal, locked or not, and a place elsewhere."""
    return TwoPlaces(tmp_path, locked_with() if request.param else None)


def another_journal(two: TwoPlaces) -> None:
    two.write(two.here, 2)
    two.write(two.away, 1)


def went_on_further_elsewhere(two: TwoPlaces) -> None:
    two.carry()
    two.write(two.here, 2)
    two.write(two.away, 5)


def went_on_less_far_elsewhere(two: TwoPlaces) -> None:
    two.carry()
    two.write(two.here, 3)
    two.write(two.away, 3)


def went_on_by_the_same_counter_elsewhere(two: TwoPlaces) -> None:
    """As many acts, with the one that is written here once it is open: SQLite takes it for what it has."""
    two.carry()
    two.write(two.here, 3)
    two.write(two.away, 4)


def went_on_just_as_far_elsewhere(two: TwoPlaces) -> None:
    """As many acts, and SQLite itself sees that it is another file."""
    went_on_by_the_same_counter_elsewhere(two)
    with closing(Store(two.away / two.path.name, key=two.key)) as store:
        store.do("VACUUM")


def an_empty_one(two: TwoPlaces) -> None:
    two.write(two.away, 0)


WAYS = [an_empty_one, another_journal, went_on_further_elsewhere, went_on_less_far_elsewhere]


@pytest.mark.parametrize("went", WAYS)
def test_another_file_in_its_place_is_no_damage_and_what_was_saved_comes_back(
    two: TwoPlaces, went: Callable[[TwoPlaces], None]
) -> None:
    went(two)
    before = two.ids(two.path)
    theirs = two.ids(two.away / "journal.painlog")
    two.overwrite()
    verdict = check(two.path, key=two.key)
    assert (verdict.state, verdict.lost_since) == (State.RECOVERABLE, None)
    assert verdict.lacks == len(before - theirs)
    kept = repair(two.path, clock=two.clock, key=two.key)
    assert two.ids(two.path) == before
    assert kept is not None
    assert two.ids(kept) == theirs
    assert check(two.path, key=two.key).state is State.GOOD


@pytest.mark.parametrize("went", [an_empty_one, another_journal, went_on_further_elsewhere])
@pytest.mark.parametrize("go_on", [TwoPlaces.write_here, TwoPlaces.back_up_here])
def test_who_goes_on_with_the_other_file_keeps_the_journal_beside_it(
    two: TwoPlaces, went: Callable[[TwoPlaces], None], go_on: Callable[[TwoPlaces], None]
) -> None:
    """The acts since the newest backup stood in the second record alone, which begins anew."""
    went(two)
    before = two.ids(two.path)
    two.overwrite()
    go_on(two)
    [kept] = two.here.glob("journal.painlog.replaced-*")
    assert two.ids(kept) == before
    assert check(two.path, key=two.key).state is State.GOOD


def test_where_there_is_no_room_to_keep_it_nothing_is_written_and_nothing_lost(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small") as disk:
        if not disk.is_real:
            pytest.skip("this account may not mount anything")
        two = TwoPlaces(disk.folder, None)
        another_journal(two)
        before = two.ids(two.path)
        two.overwrite()
        disk.fill(60_000)
        with pytest.raises(JournalFault) as fault:
            two.write_here()
        assert (fault.value.reason, fault.value.path) == (Reason.DISK_FULL, two.path)
        assert check(two.path).lacks == len(before - two.ids(two.path))
        assert not list(two.here.glob("*.replaced-*"))
        disk.make_room()
        two.write_here()
        [kept] = two.here.glob("journal.painlog.replaced-*")
        assert two.ids(kept) == before


@pytest.mark.no_cover
def test_the_journal_is_kept_wherever_the_power_goes_while_the_second_record_begins_anew(
    two: TwoPlaces, tmp_path: Path
) -> None:
    another_journal(two)
    before, theirs = two.ids(two.path), two.ids(two.away / two.path.name)
    two.overwrite()
    start = {str(path): path.read_bytes() for path in two.here.rglob("*") if path.is_file()}
    disk = Disk(two.here)
    with watching(disk, two.key):
        two.write_here()
    for number, image in enumerate(disk.images(start, Random(8), 25)):
        folder = tmp_path / str(number)
        image.write(folder, str(two.here))
        path = folder / two.path.name
        assert two.ids(path) >= theirs
        kept = [two.ids(one) for one in folder.glob("*.replaced-*Z")]
        if before not in kept:  # then the second record still tells of it
            assert check(path, key=two.key).lacks == len(before)
            repair(path, clock=two.clock, key=two.key)
            assert two.ids(path) == before


@pytest.mark.parametrize("is_locked", [False, True], ids=["lock", "unlock"])
def test_what_another_journal_beside_its_file_tells_of_does_not_get_into_it(
    tmp_path: Path, *, is_locked: bool
) -> None:
    """When it is locked or unlocked, what was saved meanwhile is done again: of this journal alone."""
    two = TwoPlaces(tmp_path, locked_with() if is_locked else None)
    two.write(two.away, 1)
    two.write(two.here, 9)
    theirs = two.ids(two.away / two.path.name)
    two.overwrite()
    (locking.unlock if is_locked else locking.lock)(two.path, locked_with(), clock=two.clock)
    two.key = None if is_locked else locked_with()
    assert two.ids(two.path) == theirs


def an_older_one(two: TwoPlaces) -> None:
    two.carry()
    two.write(two.here, 3)


def one_without_the_last_act(two: TwoPlaces) -> None:
    two.carry()
    two.write(two.here, 1)


@pytest.mark.parametrize(
    "went",
    [
        another_journal,
        went_on_further_elsewhere,
        went_on_just_as_far_elsewhere,
        pytest.param(
            went_on_by_the_same_counter_elsewhere,
            marks=pytest.mark.skipif(os.name != "posix", reason="Windows tells that only at closing"),
        ),
        an_older_one,
        one_without_the_last_act,
    ],
)
def test_what_is_copied_over_an_open_journal_is_noticed_before_saved(
    two: TwoPlaces, went: Callable[[TwoPlaces], None]
) -> None:
    """It is the same file by its number; of an older one the acts since were cut off the second record."""
    two.write(two.here, 1)
    went(two)
    with opened(two.here, clock=two.clock, key=two.key) as journal:
        journal.record(two.chance.note())
        before = {note.id for note in journal.contents().notes}
        whole = two.path.read_bytes()
        with two.path.open("r+b") as file:
            file.truncate()
            file.write((two.away / "journal.painlog").read_bytes())
        note = two.chance.note()
        for _ in range(2):
            with pytest.raises(JournalFault) as fault:
                journal.record(note)
            assert fault.value.reason is Reason.REPLACED
        two.path.write_bytes(whole)
        journal.record(note)
        assert {note.id for note in journal.contents().notes} == before | {note.id}
    assert check(two.path, key=two.key).state is State.GOOD
    assert two.ids(two.path) == before | {note.id}


def reads(journal: Journal) -> None:
    journal.contents()


def fails_to_write(journal: Journal) -> None:
    with pytest.raises(Refused):
        journal.remove(UUID(int=1))


@pytest.mark.parametrize(
    ("looks", "acts"), [(Journal.notice, 1), (fails_to_write, 1), (Journal.notice, 2), (reads, 2)]
)
def test_a_copy_from_before_another_program_wrote_is_an_older_one_too(
    two: TwoPlaces, looks: Callable[[Journal], object], acts: int
) -> None:
    """What that one had saved, and was shown here, was cut off the second record, as if never committed."""
    with opened(two.here, clock=two.clock, key=two.key) as journal:
        journal.record(two.chance.note())
        two.carry()
        two.write(two.here, acts)
        looks(journal)
        before = {note.id for note in journal.contents().notes}
        with two.path.open("r+b") as file:
            file.write((two.away / two.path.name).read_bytes())
            file.truncate()
        with pytest.raises(JournalFault) as fault:
            journal.record(two.chance.note())
        assert fault.value.reason is Reason.REPLACED
        journal.close(hurried=True)
    assert len(before) == 3 + acts
    if acts > 1:
        repair(two.path, clock=two.clock, key=two.key)
    assert two.ids(two.path) == before


def writes(journal: Journal) -> None:
    journal.record(Chance(66).note())


def keeps_a_text(journal: Journal) -> None:
    journal.keep("note", "half of")


@pytest.mark.parametrize("acts", [writes, keeps_a_text])
def test_the_act_of_another_program_that_a_copy_lacks_is_done_again_with_the_next(
    two: TwoPlaces, acts: Callable[[Journal], None]
) -> None:
    """It was only read here: nothing told that the copy is older, and it was cut off the second record."""
    with opened(two.here, clock=two.clock, key=two.key) as journal:
        journal.record(two.chance.note())
        two.carry()
        with opened(two.here, clock=two.clock, key=two.key) as other:
            other.record(medicine := two.chance.medicine())
            other.close(hurried=True)
        assert journal.count()
        with two.path.open("r+b") as file:
            file.write((two.away / two.path.name).read_bytes())
            file.truncate()
        acts(journal)
        assert [each.id for each in journal.medicines()] == [medicine.id]
        told = journal.notice()
        assert told is not None
        assert told.act is Act.ELSEWHERE
        assert journal.notice() is None
    assert check(two.path, key=two.key).state is State.GOOD


def save_and_mend_elsewhere(two: TwoPlaces, journal: Journal) -> None:
    """Save a note that another program changes at once."""
    journal.record(mine := two.chance.note())
    with opened(two.here, clock=two.clock, key=two.key) as other:
        other.change(replace(mine, text="mended elsewhere"))
        other.close(hurried=True)


def test_it_is_done_again_also_where_what_was_saved_here_was_changed_by_others_since(two: TwoPlaces) -> None:
    """The journal itself was taken for another file, and nothing could be saved until the next start."""
    with opened(two.here, clock=two.clock, key=two.key) as journal:
        save_and_mend_elsewhere(two, journal)
        two.carry()
        two.write(two.here, 1)
        before = {note.id for note in journal.contents().notes}
        with two.path.open("r+b") as file:
            file.write((two.away / two.path.name).read_bytes())
            file.truncate()
        journal.record(note := two.chance.note())
        assert {note.id for note in journal.contents().notes} == before | {note.id}
    assert check(two.path, key=two.key).state is State.GOOD


def test_where_the_backup_is_gone_what_others_changed_is_not_taken_for_another_file(two: TwoPlaces) -> None:
    """Nothing could be saved until the next start."""
    with opened(two.here, clock=two.clock, key=two.key) as journal:
        save_and_mend_elsewhere(two, journal)
        for backup in backups_of(two.path):
            backup.path.unlink()
        journal.record(note := two.chance.note())
        assert journal.find(note.id) is not None
    verdict = check(two.path, key=two.key)
    assert (verdict.state, verdict.problems) == (State.GOOD, ())


def test_where_it_cannot_follow_on_what_is_there_it_is_kept_beside_the_journal(two: TwoPlaces) -> None:
    """Of a copy that went on elsewhere by one act of two entries, the second would have been lost to it."""
    two.carry()
    two.write(two.here, 1)
    with opened(two.away, clock=two.clock, key=two.key) as other:
        other.record(two.chance.note(), two.chance.note())
        other.close(hurried=True)
    theirs = two.ids(two.away / two.path.name)
    with opened(two.here, clock=two.clock, key=two.key) as journal:
        two.write(two.here, 1)
        before = {note.id for note in journal.contents().notes}
        two.overwrite()
        journal.record(note := two.chance.note())
    [kept] = two.here.glob("journal.painlog.replaced-*")
    assert two.ids(kept) == before
    assert two.ids(two.path) == theirs | {note.id}
    assert check(two.path, key=two.key).state is State.GOOD


def test_of_two_programs_that_write_at_once_where_locks_have_no_effect_the_second_is_told(
    two: TwoPlaces,
) -> None:
    """Both acts have one number: the line of the second was called saved, and cut off with the next act."""
    with opened(two.here, clock=two.clock, key=two.key) as journal:
        journal.record(two.chance.note())
        shutil.copytree(two.here, two.away, dirs_exist_ok=True)
        two.write(two.away, 1)
        second, theirs = (second_record_of(place / two.path.name) for place in (two.here, two.away))
        line = theirs.read_bytes()[second.stat().st_size :]
        note = two.chance.note()

        def write_while_it_writes() -> None:
            with journal._act():
                journal._record(note, two.clock())
                with second.open("ab") as file:
                    file.write(line)

        with pytest.raises(JournalFault) as fault:
            write_while_it_writes()
        assert fault.value.reason is Reason.LOCKED
        assert journal.find(note.id) is None
        journal.record(note)
    assert two.ids(two.path) == two.ids(two.away / two.path.name) | {note.id}
    assert check(two.path, key=two.key).state is State.GOOD


@pytest.mark.parametrize("go_on", [TwoPlaces.write_here, TwoPlaces.back_up_here])
def test_a_newer_file_that_has_all_of_it_is_good(two: TwoPlaces, go_on: Callable[[TwoPlaces], None]) -> None:
    """As when the journal is carried to and fro on a stick."""
    two.write(two.here, 2)
    two.carry()
    two.write(two.away, 3)
    two.overwrite()
    assert check(two.path, key=two.key).state is State.GOOD
    go_on(two)
    assert not list(two.here.glob("journal.painlog.replaced-*"))


def test_a_change_that_only_was_made_here_is_lacking_as_well(two: TwoPlaces) -> None:
    two.carry()
    with opened(two.here, clock=two.clock, key=two.key) as journal:
        journal.change(replace(journal.contents().notes[0], text="told more fully"))
        journal.close(hurried=True)
    two.write(two.away, 3)
    two.overwrite()
    assert check(two.path, key=two.key).lacks == 1


def test_what_was_removed_elsewhere_is_not_lacking(two: TwoPlaces) -> None:
    two.write(two.here, 1)
    two.carry()
    with opened(two.away, clock=two.clock, key=two.key) as journal:
        journal.remove(*(note.id for note in journal.contents().notes))
        journal.close(hurried=True)
    two.overwrite()
    assert check(two.path, key=two.key).state is State.GOOD


def test_what_was_removed_elsewhere_so_long_ago_that_it_is_forgotten_is_not_lacking(two: TwoPlaces) -> None:
    """Carried away, used there for months with an entry taken out, carried back: its id stays."""
    two.write(two.here, 1)
    two.carry()
    with opened(two.away, clock=two.clock, key=two.key) as journal:
        journal.remove(journal.contents().notes[0].id)
        journal.close(hurried=True)
    two.clock.at += timedelta(days=40)
    with opened(two.away, clock=two.clock, key=two.key) as journal:
        lived(journal, two.clock, 30)
        assert not journal.recently_removed()
    two.overwrite()
    assert check(two.path, key=two.key).state is State.GOOD
    two.write_here()
    assert check(two.path, key=two.key).state is State.GOOD


def test_an_older_copy_is_called_so_and_no_backup_is_made_of_it(two: TwoPlaces) -> None:
    """A backup would begin the second record anew, which alone holds what was saved since."""
    two.carry()
    two.write(two.here, 3)
    before, second = two.ids(two.path), beside.second_record_of(two.path).read_bytes()
    two.overwrite()
    assert [problem.flaw for problem in check(two.path, key=two.key).problems] == [Flaw.OLDER]
    with pytest.raises(JournalFault) as fault:
        back_up(two.path, clock=two.clock, key=two.key)
    assert fault.value.reason is Reason.DAMAGED
    assert beside.second_record_of(two.path).read_bytes() == second
    repair(two.path, clock=two.clock, key=two.key)
    assert two.ids(two.path) == before


def test_what_another_program_saved_meanwhile_is_compared_as_well(two: TwoPlaces) -> None:
    """The second record that was read before it lags behind: it is read anew."""
    account = second_record.read(two.path, two.key)
    two.write(two.here, 1)
    with closing(Store(two.path, key=two.key)) as store, store.transaction():
        store.do("UPDATE note SET text = 'never said'")
    assert {problem.flaw for problem in disagreements(two.path, two.key, account)} == {Flaw.DIFFERENT}


@pytest.mark.skipif(os.name != "posix", reason="Windows tells that only at closing")
def test_a_copy_with_another_figure_in_it_is_not_gone_on_with(tmp_path: Path, chance: Chance) -> None:
    """All acts are there, and the last one as it was left: what was damaged is another, older entry."""
    with opened(tmp_path) as journal:
        journal.record(replace(chance.note(), text="quite bad"), *(chance.note() for _ in range(12)))
        journal.record(chance.note())
        damaged = journal.path.read_bytes().replace(b"quite bad", b"quite mad")
        with journal.path.open("r+b") as file:
            file.write(damaged)
        with pytest.raises(JournalFault) as fault:
            journal.record(chance.note())
        assert fault.value.reason is Reason.REPLACED
        journal.close(hurried=True)
    assert check(journal.path).state is State.RECOVERABLE


def test_of_a_journal_whose_backup_is_not_as_it_was_none_is_made_anew_beside_the_other_file(
    two: TwoPlaces,
) -> None:
    """A figure that nobody wrote down would stand in it, and nothing would tell that; all is kept."""
    another_journal(two)
    [base] = beside.folder_of(two.path).glob("*.painlog")
    with closing(Store(base, key=two.key)) as store, store.transaction():
        store.do("UPDATE note SET text = 'never said'")
    damaged, told = base.read_bytes(), beside.second_record_of(two.path).read_bytes()
    two.overwrite()
    two.write_here()
    assert not list(two.here.glob("journal.painlog.replaced-*"))
    assert base.read_bytes() == damaged
    assert [one.read_bytes() for one in base.parent.glob("second-record.replaced-*")] == [told]


def test_what_is_put_in_the_place_of_an_open_journal_keeps_its_own_second_record(two: TwoPlaces) -> None:
    """As by a program that puts a whole folder back: the open one began it anew, from its own backup."""
    two.write(two.away, 3)
    with opened(two.here, clock=two.clock, key=two.key) as journal:
        journal.record(two.chance.note())
        two.here.rename(two.here.with_name("moved"))
        shutil.copytree(two.away, two.here)
        before = {file: file.read_bytes() for file in two.here.rglob("*") if file.is_file()}
        for _ in range(2):
            with pytest.raises(JournalFault) as fault:
                journal.record(two.chance.note())
            assert fault.value.reason is Reason.REPLACED
        assert {file: file.read_bytes() for file in two.here.rglob("*") if file.is_file()} == before
        journal.close(hurried=True)
    assert check(two.path, key=two.key).state is State.GOOD


@pytest.mark.parametrize("is_ours", [False, True], ids=["another journal", "as it was one act ago"])
def test_what_is_copied_over_a_journal_that_was_just_opened_is_noticed_before_saved(
    tmp_path: Path, chance: Chance, *, is_ours: bool
) -> None:
    """Not even one act that was saved before may be taken for one that was cut short."""
    copied = tmp_path / "copied"
    with opened(tmp_path, "journal.painlog") as journal, opened(tmp_path, "other.painlog") as other:
        journal.record(chance.note())
        for _ in range(3):
            other.record(chance.note())
        shutil.copyfile(journal.path if is_ours else other.path, copied)
        journal.record(chance.note())
        journal.close(hurried=True)
    second = beside.second_record_of(journal.path)
    with opened(tmp_path, "journal.painlog") as journal:
        before = second.read_bytes()
        shutil.copyfile(copied, journal.path)
        with pytest.raises(JournalFault) as fault:
            journal.record(chance.note())
        assert fault.value.reason is Reason.REPLACED
        assert second.read_bytes() == before
        journal.close(hurried=True)


def test_a_file_that_was_only_touched_is_gone_on_with(two: TwoPlaces) -> None:
    """As by a program that copies a folder, and writes each file over itself."""
    with opened(two.here, clock=two.clock, key=two.key) as journal:
        before = {note.id for note in journal.contents().notes}
        for tell_it_first in (False, True):
            with two.path.open("r+b") as file:
                whole = file.read()
                file.seek(0)
                file.write(whole)
            if tell_it_first:
                assert journal.notice() is not None
            note = two.chance.note()
            journal.record(note)
            before.add(note.id)
            assert journal.undo() is not None
            assert journal.redo() is not None
    assert two.ids(two.path) == before
