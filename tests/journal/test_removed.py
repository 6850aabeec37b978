"""What was removed: how long it can be brought back, whatever the clock of the computer says."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from painlog import entries as e
from painlog.journal import Journal
from tests.journal.worlds import NOW, Chance, Clock, lived, opened


def test_removed_entries_are_kept_for_thirty_days_and_their_ids_for_ever(
    journal: Journal, chance: Chance, clock: Clock
) -> None:
    old, young = chance.note(), chance.note()
    journal.record(old, young)
    journal.remove(old.id)
    lived(journal, clock, 29)
    journal.remove(young.id)
    assert [entry.id for entry, _ in journal.recently_removed()] == [young.id, old.id]
    lived(journal, clock, 2)
    assert [entry.id for entry, _ in journal.recently_removed()] == [young.id]
    journal.close()
    with Journal.open(journal.path, clock=clock) as again:
        assert {removed.id for removed in again.contents().removed} == {old.id, young.id}
        with pytest.raises(e.Refused):
            again.bring_back(old.id)
        again.bring_back(young.id)
        assert again.find(young.id) is not None


def test_nothing_of_what_is_forgotten_is_left_in_the_file(tmp_path: Path, chance: Chance) -> None:
    clock, told = Clock(), "nobody is to read this any more " * 40
    note = e.Note(id=chance.id(), at=clock.at, text=told)
    with opened(tmp_path, clock=clock) as journal:
        journal.record(note)
        journal.remove(note.id)
        lived(journal, clock, 31)
        path = journal.path
        assert b"nobody is to read" in path.read_bytes()
    assert b"nobody is to read" not in path.read_bytes()


def years_ahead(path: Path, chance: Chance) -> e.Kept:
    """Remove an entry; the battery of the clock dies, and it is used like that for some days."""
    clock, note = Clock(), chance.note()
    with opened(path, clock=clock) as journal:
        journal.record(note)
        lived(journal, clock, 40)
        journal.remove(note.id)
    ahead = Clock(clock.at.replace(year=2038))
    for _ in range(3):
        with opened(path, clock=ahead) as journal:
            lived(journal, ahead, 1)
            assert [entry.id for entry, _ in journal.recently_removed()] == [note.id]
    return note


def years_behind(path: Path, chance: Chance) -> e.Kept:
    """The battery is dead while an entry is removed that was written before; then the clock is set."""
    clock, note, behind = Clock(), chance.note(), Clock(NOW.replace(year=2000))
    with opened(path, clock=clock) as journal:
        journal.record(note)
        lived(journal, clock, 40)
    with opened(path, clock=behind) as journal:
        journal.remove(note.id)
    return note


def all_of_it_years_behind(path: Path, chance: Chance) -> e.Kept:
    """The battery is dead while an entry is written and removed again; then the clock is set."""
    clock, behind = Clock(), Clock(NOW.replace(year=2000))
    note = e.Note(id=chance.id(), at=behind.at, text="by a wrong clock")
    with opened(path, clock=clock) as journal:
        lived(journal, clock, 40)
    with opened(path, clock=behind) as journal:
        journal.record(note)
        journal.remove(note.id)
    return note


@pytest.mark.parametrize("wrong", [years_ahead, years_behind, all_of_it_years_behind])
def test_a_clock_that_was_wrong_costs_nothing_that_was_removed(
    tmp_path: Path, chance: Chance, wrong: Callable[[Path, Chance], e.Kept]
) -> None:
    note = wrong(tmp_path, chance)
    right = Clock(NOW + timedelta(days=41))
    for _ in range(2):
        with opened(tmp_path, clock=right) as journal:
            assert [entry.id for entry, _ in journal.recently_removed()] == [note.id]
    with opened(tmp_path, clock=right) as journal:
        journal.bring_back(note.id)
        assert isinstance(journal.find(note.id), e.Note)
