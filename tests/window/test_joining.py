"""Two changes of one entry that know nothing of each other."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from painlog.entries import FlareUp, Kept
from painlog.window.joining import joined

BEGAN = datetime(2026, 3, 1, 10, tzinfo=UTC)
BEFORE = FlareUp(id=UUID(int=1), started_at=BEGAN, triggers=("stairs", "lifting"), note="a note")


def _triggers(entry: Kept) -> tuple[str, ...]:
    assert isinstance(entry, FlareUp)
    return entry.triggers


def test_what_each_says_otherwise_is_kept() -> None:
    now = replace(BEFORE, peak=7.0, note="another")
    told = replace(BEFORE, ended_at=BEGAN + timedelta(hours=1))
    assert joined(told, BEFORE, now) == replace(now, ended_at=told.ended_at)


def test_of_one_thing_the_last_word_counts() -> None:
    assert joined(replace(BEFORE, peak=4.0), BEFORE, replace(BEFORE, peak=7.0)) == replace(BEFORE, peak=4.0)


def test_a_list_loses_and_gains_what_each_took_out_and_added() -> None:
    now = replace(BEFORE, triggers=("lifting", "sitting"))
    assert _triggers(joined(replace(BEFORE, triggers=("stairs", "cold")), BEFORE, now)) == ("sitting", "cold")
    same = replace(BEFORE, triggers=(*BEFORE.triggers, "sitting"))
    assert _triggers(joined(same, BEFORE, same)) == same.triggers


def test_where_both_cannot_be_true_it_is_as_was_said_last() -> None:
    now = replace(BEFORE, ended_at=BEGAN + timedelta(hours=1))
    told = replace(BEFORE, started_at=BEGAN + timedelta(hours=2))
    assert joined(told, BEFORE, now) == told
