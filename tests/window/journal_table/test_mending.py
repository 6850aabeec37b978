"""What a cell holds when it is changed in place, and the entry that the new text makes."""

import time as clocks
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from painlog.entries import Entry, FlareUp, Note, Refused, Why
from painlog.window.journal_table.columns import Column
from painlog.window.journal_table.mending import mended, text_to_mend
from painlog.window.moments import MomentEdit, TimeField
from painlog.window.today.mending import at_moment
from tests.window.april import DOSE, EVENING, LIFTING, SHOES, SITTING, THERAPY, VISIT, on


@pytest.mark.parametrize(
    ("entry", "texts"),
    [
        (LIFTING, ("13:05", "6", None, "carrying the shopping in")),
        (DOSE, ("13:14", "1", None, "")),
        (THERAPY, ("10:00", "physical therapy", None, "lower back, bridges and walking")),
        (EVENING, ("21:00", "3", None, "")),
        (VISIT, ("09:30", "Dr Sample", None, "")),
        (SHOES, ("12:00", "New shoes", None, "the ones with the soft soles")),
    ],
)
def test_what_stands_in_the_cell_first(entry: Entry, texts: tuple[str | None, ...]) -> None:
    assert tuple(text_to_mend(entry, column) for column in Column) == texts


def test_a_note_of_several_lines_is_for_the_form() -> None:
    assert text_to_mend(replace(LIFTING, note="one\ntwo"), Column.NOTE) is None


@pytest.mark.parametrize("text", ["12:50", "1250", "12.50", "12:50 pm"])
def test_a_new_time_keeps_day_and_zone(text: str) -> None:
    assert mended(LIFTING, Column.TIME, text) == replace(LIFTING, started_at=on(2, 12, 50))


@pytest.mark.skipif(not hasattr(clocks, "tzset"), reason="Windows keeps one zone for all programs")
@pytest.mark.parametrize(
    ("was", "typed", "becomes"),
    [
        ("2026-10-25T01:00+02:00", "05:00", "2026-10-25T05:00+01:00"),
        ("2026-10-25T05:00+01:00", "01:00", "2026-10-25T01:00+02:00"),
        ("2026-10-25T02:35+01:00", "02:40", "2026-10-25T02:40+01:00"),
        ("2026-10-25T02:35+02:00", "02:40", "2026-10-25T02:40+02:00"),
        ("2026-03-29T01:00+01:00", "05:00", "2026-03-29T05:00+02:00"),
        ("2026-10-25T01:00-04:00", "05:00", "2026-10-25T05:00-04:00"),
    ],
)
def test_a_new_time_is_that_of_the_clock_on_the_day_on_which_it_is_changed(
    qtbot: QtBot, was: str, typed: str, becomes: str
) -> None:
    """In its line it kept the offset, an hour off; in the popover the second 02:35 had none of this place."""
    told = replace(SHOES, at=datetime.fromisoformat(was))
    line = mended(told, Column.TIME, typed)
    assert line.moment.isoformat(timespec="minutes") == becomes
    popover = MomentEdit(told.at)
    qtbot.addWidget(popover)
    field = popover.findChild(TimeField)
    assert field is not None
    field.setText(typed)
    field.settle()
    assert popover.moment.isoformat(timespec="minutes") == becomes


@pytest.mark.skipif(not hasattr(clocks, "tzset"), reason="Windows keeps one zone for all programs")
@pytest.mark.parametrize(
    ("zone", "at", "typed", "becomes", "told_as"),
    [
        ("Europe/Berlin", "2026-10-25T02:10+01:00", "02:50", "2026-10-25T02:50+02:00", {}),
        ("Europe/Berlin", "2026-10-25T02:10+01:00", "02:50", "2026-10-25T02:50+02:00", {"has_begun": True}),
        ("Europe/Berlin", "2026-10-25T02:10+01:00", "02:50", "2026-10-25T02:50+02:00", {"is_over": True}),
        ("Europe/Berlin", "2026-10-25T02:10+01:00", "02:50", "2026-10-25T02:50+01:00", {"to_come": True}),
        ("Europe/Berlin", "2026-10-25T02:10+01:00", "02:05", "2026-10-25T02:05+01:00", {"has_begun": True}),
        ("America/New_York", "2026-11-01T01:10-05:00", "1:50", "2026-11-01T01:50-04:00", {"has_begun": True}),
        (
            "Australia/Lord_Howe",
            "2026-04-05T01:40+10:30",
            "1:55",
            "2026-04-05T01:55+11:00",
            {"has_begun": True},
        ),
    ],
)
def test_a_time_that_came_twice_is_the_one_that_is_past(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    *,
    zone: str,
    at: str,
    typed: str,
    becomes: str,
    told_as: dict[str, Any],
) -> None:
    """Ten minutes after the clock was set back, twenty to it was still to come, or that of the day before."""
    with monkeypatch.context() as there:
        there.setenv("TZ", zone)
        clocks.tzset()
        now = datetime.fromisoformat(at)
        popover = MomentEdit(now, clock=lambda: now, **told_as)
        qtbot.addWidget(popover)
        field = popover.findChild(TimeField)
        assert field is not None
        field.setText(typed)
        field.settle()
        line = mended(replace(VISIT if told_as else SHOES, at=now), Column.TIME, typed, now)
    clocks.tzset()
    assert popover.moment.isoformat(timespec="minutes") == becomes
    if not told_as:
        assert line.moment.isoformat(timespec="minutes") == becomes


@pytest.mark.parametrize(
    ("entry", "now", "becomes"),
    [
        (SHOES, on(2, 0, 20), on(1, 23, 50)),
        (LIFTING, on(2, 0, 20), on(1, 23, 50)),
        (SHOES, on(2, 13), on(1, 23, 50)),
        (SHOES, on(2, 21), on(2, 23, 50)),
        (SHOES, on(3, 0, 20), on(2, 23, 50)),
        (VISIT, on(2, 0, 20), on(2, 23, 50)),
    ],
)
def test_a_time_far_ahead_is_the_day_befores_as_in_the_popover(
    entry: Entry, now: datetime, becomes: datetime
) -> None:
    """Past midnight, 23:50 became a time that was almost a day ahead, and was saved so."""
    there = at_moment(replace(entry, ended_at=None) if entry is LIFTING else entry, on(2, 0, 5))
    assert mended(there, Column.TIME, "23:50", now).moment == becomes


def test_the_same_time_changes_nothing_not_even_the_seconds() -> None:
    exact = replace(DOSE, taken_at=DOSE.taken_at.replace(second=37))
    assert mended(exact, Column.TIME, "13:14") == exact


@pytest.mark.parametrize(("entry", "field"), [(DOSE, "taken_at"), (EVENING, "at"), (THERAPY, "started_at")])
def test_what_is_no_time_is_refused_at_its_field(entry: Entry, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        mended(entry, Column.TIME, "soon")
    assert refusal.value.field == field


def test_a_start_after_the_end_is_refused() -> None:
    with pytest.raises(Refused):
        mended(LIFTING, Column.TIME, "14:00")


@pytest.mark.parametrize(("typed", "hour"), [("07:00", 7), ("16:00", 16)])
def test_an_activity_keeps_its_length_as_on_today(typed: str, hour: int) -> None:
    """Its end stayed: earlier it became hours long, later it was refused."""
    there = replace(THERAPY, started_at=on(2, 10), ended_at=on(2, 10, 45))
    moved = replace(there, started_at=on(2, hour), ended_at=on(2, hour, 45))
    assert mended(there, Column.TIME, typed) == moved


def test_a_lower_level_lowers_the_readings_above_it() -> None:
    lower = mended(LIFTING, Column.WHAT, "5")
    assert isinstance(lower, FlareUp)
    assert lower.worst == 5
    assert [reading.intensity for reading in lower.readings] == [4, 5, 3]


def test_a_higher_level_leaves_the_readings() -> None:
    higher = mended(LIFTING, Column.WHAT, "7.5")
    assert isinstance(higher, FlareUp)
    assert (higher.worst, higher.readings) == (7.5, LIFTING.readings)


def test_of_a_note_something_is_left() -> None:
    """Its only line was emptied in the table, and a note that says nothing stood in the journal."""
    only = replace(SHOES, text="New shoes")
    with pytest.raises(Refused) as refused:
        mended(only, Column.WHAT, " ")
    assert refused.value.why is Why.EMPTY
    assert mended(replace(only, text="New shoes\nsoft"), Column.WHAT, "") == replace(only, text="soft")
    nothing = replace(only, text="")
    assert mended(nothing, Column.WHAT, "") == nothing


def test_an_emptied_level_is_not_said() -> None:
    assert mended(SITTING, Column.WHAT, " ") == replace(SITTING, peak=None)
    assert mended(EVENING, Column.WHAT, "") == replace(EVENING, background=None)


@pytest.mark.parametrize("text", ["11", "-1", "six", "nan", "1,000"])
def test_a_level_that_can_not_be_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        mended(LIFTING, Column.WHAT, text)


def test_names_amounts_and_notes() -> None:
    assert mended(DOSE, Column.WHAT, "0.5") == replace(DOSE, amount=DOSE.amount / 2)
    assert mended(THERAPY, Column.WHAT, " massage ") == replace(THERAPY, name="massage")
    assert mended(VISIT, Column.WHAT, "Dr Other") == replace(VISIT, with_whom="Dr Other")
    assert mended(LIFTING, Column.NOTE, " two bags ") == replace(LIFTING, note="two bags")


def test_a_note_keeps_its_other_part() -> None:
    first = mended(SHOES, Column.WHAT, "Old shoes")
    rest = mended(SHOES, Column.NOTE, "")
    assert isinstance(first, Note)
    assert isinstance(rest, Note)
    assert first.text == "Old shoes\nthe ones with the soft soles"
    assert rest.text == "New shoes"
