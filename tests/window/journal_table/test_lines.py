"""Headings and entries in their order, found, put in and taken out."""

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painlog.entries import Note
from painlog.journal import Journal, RowIndex
from painlog.window.journal_table.lines import Lines, heading_of, line_of
from tests.window.april import on

HAWAII = timezone(timedelta(hours=-10))


def note(at: datetime) -> Note:
    return Note(id=uuid4(), at=at, text="x")


def told(lines: Lines) -> list[str]:
    return [line.date.isoformat() if line.is_heading else f"{line.kind} {-line.key}" for line in lines.shown]


def test_each_day_has_its_heading_and_the_newest_stands_first(april: Journal) -> None:
    lines = Lines(april.rows())
    assert [line.date for line in lines.shown if line.is_heading] == [
        date(2026, 4, 10),
        date(2026, 4, 2),
        date(2026, 4, 1),
        date(2026, 3, 31),
        date(2026, 3, 30),
    ]
    assert told(lines)[2:5] == ["2026-04-02", "dose 1", "flare-up 3"]
    assert len(lines) == lines.count_shown() == 9


def test_the_day_is_that_of_the_wall_clock(journal: Journal) -> None:
    journal.record(note(datetime(2026, 4, 1, 22, tzinfo=HAWAII)), note(datetime(2026, 4, 2, 9, tzinfo=UTC)))
    lines = Lines(journal.rows())
    assert told(lines) == ["2026-04-02", "note 2", "2026-04-01", "note 1"]


def test_of_two_entries_at_one_moment_the_later_written_stands_first(journal: Journal) -> None:
    journal.record(note(on(1, 9)), note(on(1, 9)))
    assert told(Lines(journal.rows())) == ["2026-04-01", "note 2", "note 1"]


def test_only_some_kinds_and_only_what_was_found(april: Journal) -> None:
    lines = Lines(april.rows())
    lines.show_only(frozenset({"flare-up"}))
    assert lines.count_shown() == 3
    lines.show_only(frozenset({"flare-up", "dose"}), {("dose", 1), ("note", 1)})
    assert told(lines) == ["2026-04-02", "dose 1"]
    lines.show_only()
    assert lines.count_shown() == 9


def test_a_found_entry_that_is_gone_is_not_shown(april: Journal) -> None:
    lines = Lines(april.rows())
    lines.show_only(found={("note", 77)})
    assert lines.shown == []


def test_lines_are_found_put_in_and_taken_out(april: Journal) -> None:
    lines = Lines(april.rows())
    fresh = line_of(note(on(2, 14)), 7)
    assert not lines.is_shown(fresh)
    lines.put_in(fresh)
    assert lines.is_shown(fresh)
    assert lines.shown[lines.number_of(fresh)] == fresh
    assert lines.entries_on(fresh) == 3
    lines.take_out(fresh)
    assert not lines.is_shown(fresh)
    assert lines.entries_on(fresh) == 2


def test_the_day_asked_for_or_the_nearest_before_it(april: Journal) -> None:
    lines = Lines(april.rows())
    days = {day: lines.nearest_day(day) for day in (date(2026, 4, 1), date(2026, 4, 5), date(2026, 1, 1))}
    assert [line.date.day if line else None for line in days.values()] == [1, 2, 30]
    lines.show_only(found=set())
    assert lines.nearest_day(date(2026, 4, 1)) is None


@given(st.lists(st.tuples(st.integers(-3_000_000, 3_000_000), st.integers(-720, 840)), max_size=40))
def test_taking_out_and_putting_in_one_by_one_gives_the_same_list(moments: list[tuple[int, int]]) -> None:
    index = RowIndex()
    for key, (at, offset) in enumerate(moments):
        index.kind.append(0)
        index.key.append(key)
        index.at.append(float(at))
        index.offset.append(offset)
    whole, grown = Lines(index), Lines(RowIndex())
    for line in (line for line in whole.shown if not line.is_heading):
        if not grown.is_shown(heading_of(line)):
            grown.put_in(heading_of(line))
        grown.put_in(line)
    assert grown.shown == whole.shown


@pytest.mark.parametrize("day", [date(1969, 12, 31), date(1970, 1, 1), date(2026, 4, 2)])
def test_a_line_knows_its_date(day: date) -> None:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    assert line_of(note(at), 1).date == day
