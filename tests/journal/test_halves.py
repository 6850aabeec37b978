"""A file that comes in in parts, in any order and more than once, makes the journal that it makes whole."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from painlog import entries as e
from painlog.journal import Journal
from tests.journal.worlds import NOW, Chance, opened

PARTED = ("doses", "activities", "check_ins", "appointments", "notes", "removed")
"""What nothing refers to; all else is in each part."""


@settings(max_examples=8)
@given(seed=st.integers(0, 2**32))
def test_parts_in_any_order_come_to_the_whole(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder, chance = tmp_path_factory.mktemp("parts"), Chance(seed)
    whole = chance.contents(3)
    gone = (*chance.random.sample(whole.entries(), 2), chance.note())
    whole = replace(whole, removed=tuple(e.Removed(id=entry.id, at=NOW) for entry in gone))
    some = _part(whole, lambda entry, _: chance.maybe(entry))
    rest = _part(whole, lambda entry, name: entry not in getattr(some, name))
    found = []
    for number, parts in enumerate(((whole,), (some, rest), (rest, some, whole))):
        with opened(folder, f"{number}.painlog") as journal:
            for part in parts:
                journal.take_in(part)
            assert journal.take_in(whole).is_empty
            found.append(_told(journal))
    assert found == [found[0]] * 3


def _part(whole: e.Contents, has: Callable[[object, str], bool]) -> e.Contents:
    """Return the part of a file that has these entries of its lists."""
    lists: dict[str, Any] = {n: tuple(one for one in getattr(whole, n) if has(one, n)) for n in PARTED}
    return replace(whole, **lists)


def _told(journal: Journal) -> tuple[object, ...]:
    told = journal.contents()
    removed = {gone.id for gone in told.removed}
    return set(told.entries()), set(told.medicines), removed, told.patient


def test_what_was_linked_to_a_flare_up_that_the_file_calls_removed_comes_in_without_it(
    journal: Journal, chance: Chance
) -> None:
    """The whole file was refused: the entry was said to have been changed elsewhere."""
    medicine, gone = chance.medicine(), chance.flare_up()
    dose = replace(chance.dose([medicine]), flare_up=gone.id)
    back = replace(chance.flare_up(), came_back_after=gone.id)
    journal.take_in(
        e.Contents(
            medicines=(medicine,),
            flare_ups=(gone, back),
            doses=(dose,),
            removed=(e.Removed(id=gone.id, at=NOW),),
        )
    )
    told = journal.contents()
    assert [entry.id for entry in told.removed] == [gone.id]
    assert [entry.came_back_after for entry in told.flare_ups] == [None]
    assert [entry.flare_up for entry in told.doses] == [None]
