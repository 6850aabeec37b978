"""A diary of another shape: its columns are named, its rows read or listed with the reason."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from painlog.entries import Why
from painlog.exchange import diary
from painlog.exchange.diary import Mapping
from painlog.exchange.reading import Choices, Problem, Question, Reading, Trouble, Unreadable

SMALL = Path(__file__).with_name("small_diary.csv").read_bytes()
NOON = timezone(timedelta(hours=2))
MAPPING = Mapping(
    day="startday",
    month="startmonth",
    year="startyear",
    level="intensity",
    name="name",
    written="date",
    flare_ups=("Knee Pain", "Low Back Pain", "Leg pain"),
)


def test_the_beginning_is_shown_with_what_the_columns_seem_to_be() -> None:
    shown = diary.preview(SMALL)
    assert shown.columns == ("name", "startday", "startmonth", "startyear", "intensity", "date")
    assert shown.rows[0] == ("Knee Pain", "12", "8", "2019", "8", "2019-08-13 02:07:55")
    assert (len(shown.rows), shown.count) == (8, 12)
    assert shown.suggested == replace(MAPPING, flare_ups=())
    assert (shown.guesses.encoding, shown.guesses.delimiter) == ("utf-8", ",")


def test_a_short_row_is_shown_as_wide_as_the_header() -> None:
    assert diary.preview(b"a;b;c\n1;2\n1;2;3;4").rows == (("1", "2", ""), ("1", "2", "3"))


@pytest.mark.parametrize(
    ("header", "suggested"),
    [
        ("Date,Pain,Notes", Mapping(start="Date", level="Pain", note="Notes")),
        ("when;score;where", Mapping(start="when", level="score", name="where")),
        ("Day,Month,Year,Level", Mapping(day="Day", month="Month", year="Year", level="Level")),
        ("Date,Time,Pain", Mapping(start="Date", time="Time", level="Pain")),
        ("Date,Month,Year,Pain", Mapping(start="Date", level="Pain")),
        ("Date,Day,Year,Pain", Mapping(start="Date", level="Pain")),
        ("Date,Day,Month,Pain", Mapping(start="Date", level="Pain")),
        ("x,y", Mapping()),
    ],
)
def test_what_columns_suggest(header: str, suggested: Mapping) -> None:
    assert diary.preview(f"{header}\n1,2".encode()).suggested == suggested


def test_a_column_without_a_name_is_called_by_its_number() -> None:
    data = b",pain,\n2026-03-31 13:05,7,rain\n"
    assert diary.preview(data).columns == ("1", "pain", "3")
    [flare_up] = diary.read(data, Mapping(start="1", level="pain", note="3")).contents.flare_ups
    assert (flare_up.peak, flare_up.note) == (7, "rain")


def test_the_names_are_counted() -> None:
    """One in other capitals as well: whichever is said to be a flare-up, rows of both become one."""
    names = diary.names_in(SMALL, "NAME")
    assert names["Low Back Pain"] == 5
    assert next(iter(names)) == "Low Back Pain"
    assert "low back pain" not in names


def test_the_day_it_is_about_is_noon_and_uncertain() -> None:
    first = diary.read(SMALL, MAPPING).contents.flare_ups[0]
    assert first.started_at == datetime(2019, 8, 12, 12, tzinfo=NOON)
    assert (first.time_uncertain, first.end_unknown, first.ended_at) == (True, True, None)
    assert (first.peak, first.regions) == (8, ("Knee Pain",))
    assert first.written_at == datetime(2019, 8, 13, 0, 7, 55, tzinfo=UTC)


def test_rows_that_cannot_be_read_are_listed_by_line() -> None:
    reading = diary.read(SMALL, MAPPING)
    assert reading.problems == (
        Problem(Trouble.NO_DAY, "startday", "0", 5),
        Problem(Trouble.NOT_A_DAY, "startday", "31", 6),
        Problem(Why.OUT_OF_SCALE, "intensity", "11", 7),
        Problem(Trouble.NOT_A_NUMBER, "intensity", "bad", 8),
        Problem(Trouble.MISSING, "intensity", "", 9),
    )
    assert (reading.rows, len(reading.contents.flare_ups)) == (12, 5)
    assert reading.left_out == ("happiness", "Dizziness")


def test_a_row_of_a_day_to_come_is_listed_by_its_line_and_no_other() -> None:
    rows = b"when,pain,what\n2021-03-01,5,back\n2091-03-02,6,back\n2021-03-03,4,mood\n2091-03-04,4,mood\n"
    mapping = Mapping(start="when", level="pain", name="what", flare_ups=("back",), keep_rest=True)
    read = diary.read(rows, mapping)
    assert (len(read.contents.flare_ups), len(read.contents.notes)) == (1, 1)
    assert read.problems == (
        Problem(Why.IN_THE_FUTURE, "when", "2091-03-02", 3),
        Problem(Why.IN_THE_FUTURE, "when", "2091-03-04", 5),
    )


def test_the_rest_can_be_kept_as_notes() -> None:
    reading = diary.read(SMALL, replace(MAPPING, keep_rest=True))
    assert [note.text for note in reading.contents.notes] == ["happiness 2", "Dizziness 1"]
    assert reading.left_out == ()


def test_without_names_every_row_is_a_flare_up() -> None:
    reading = diary.read(b"when,pain\n2019-08-12 14:30,7\n2019-08-13,3", Mapping(start="when", level="pain"))
    exact, day = reading.contents.flare_ups
    assert exact.started_at == datetime(2019, 8, 12, 14, 30, tzinfo=NOON)
    assert (exact.time_uncertain, exact.regions) == (False, ())
    assert day.time_uncertain


def test_days_that_can_mean_two_are_read_as_the_other_rows_tell() -> None:
    days = "when,pain\n03/04/2019,7\n25/04/2019,3"
    reading = diary.read(days.encode(), Mapping(start="when", level="pain"))
    assert (reading.questions, reading.problems) == ((), ())
    told = [flare_up.started_at.date().isoformat() for flare_up in reading.contents.flare_ups]
    assert told == ["2019-04-03", "2019-04-25"]


def test_the_time_of_day_may_stand_in_a_column_of_its_own() -> None:
    rows = "\n".join(
        f"2019-08-12,{typed},5"
        for typed in ("9:05", "21.30", "9\u202fpm", "12:15 a.m.", "", " ", "25:00", "9")
    )
    reading = diary.read(f"day,at,pain\n{rows}".encode(), Mapping(start="day", time="at", level="pain"))
    told = [(one.started_at, one.time_uncertain) for one in reading.contents.flare_ups]
    clocks = [(9, 5, False), (21, 30, False), (21, 0, False), (0, 15, False), (12, 0, True), (12, 0, True)]
    assert told == [
        (datetime(2019, 8, 12, hour, minute, tzinfo=NOON), is_guess) for hour, minute, is_guess in clocks
    ]
    assert reading.problems == (
        Problem(Trouble.NOT_A_CLOCK, "at", "25:00", 8),
        Problem(Trouble.NOT_A_CLOCK, "at", "9", 9),
    )


def test_the_time_of_its_own_column_is_the_one_of_a_day_in_three_columns_or_at_midnight() -> None:
    three = Mapping(day="d", month="m", year="y", time="at", level="pain")
    one = Mapping(start="day", time="at", level="pain")
    for head, row, mapping in (
        ("d,m,y,at,pain", "12,8,2019,14:30,5", three),
        ("day,at,pain", "2019-08-12 00:00,14:30,5", one),
    ):
        (only,) = diary.read(f"{head}\n{row}".encode(), mapping).contents.flare_ups
        assert only.started_at == datetime(2019, 8, 12, 14, 30, tzinfo=NOON)
        assert not only.time_uncertain


def test_a_row_without_a_day_can_be_about_when_it_was_written() -> None:
    reading = diary.read(SMALL, replace(MAPPING, day_from_written=True))
    assert Counter(problem.why for problem in reading.problems)[Trouble.MISSING] == 1
    saved = next(one for one in reading.contents.flare_ups if one.peak == 3.4)
    assert saved.started_at == datetime(2019, 8, 15, 5, 46, 34, tzinfo=NOON)
    assert saved.time_uncertain


@pytest.mark.parametrize("day", ["12,,2019", "0,8,2019", "12,8,1019"])
def test_a_day_of_which_a_part_is_missing_is_not_taken_for_that_of_writing(day: str) -> None:
    data = f"startday,startmonth,startyear,intensity,date\n{day},7,2019-08-13 02:07:55".encode()
    reading = diary.read(data, replace(MAPPING, name="", flare_ups=(), day_from_written=True))
    assert [problem.why for problem in reading.problems] == [Trouble.NOT_A_DAY]
    assert reading.contents.flare_ups == ()


def test_a_time_apart_from_its_day_has_the_offset_that_the_clock_had_then() -> None:
    """At noon of that day it had been put forward."""
    mapping = Mapping(start="day", time="at", level="pain")
    (only,) = diary.read(b"day,at,pain\n2026-03-29,01:30,7", mapping).contents.flare_ups
    assert only.started_at.isoformat() == "2026-03-29T01:30:00+01:00"


def test_reading_twice_gives_the_same_ids_and_alike_rows_differ() -> None:
    first, second = diary.read(SMALL, MAPPING), diary.read(SMALL, MAPPING)
    assert first.contents == second.contents
    ids = [one.id for one in first.contents.flare_ups]
    assert len(set(ids)) == len(ids)


def test_the_order_of_day_and_month_is_worked_out_or_asked_for() -> None:
    mapping = Mapping(start="when", level="pain")
    assert diary.read(b"when,pain\n3/4/2019,7\n31/4/2018,1\n31/3/2019,1", mapping).guesses.day_first is True
    asked = diary.read(b"when,pain\n3/4/2019,7", mapping)
    assert asked.questions == (Question.DAY_OR_MONTH_FIRST,)
    told = diary.read(b"when,pain\n3/4/2019,7", mapping, Choices(day_first=False))
    assert told.contents.flare_ups[0].started_at.month == 3


@pytest.mark.parametrize(
    ("mapping", "why", "place"),
    [
        (Mapping(start="date"), Trouble.MISSING_COLUMN, "level"),
        (Mapping(level="intensity"), Trouble.MISSING_COLUMN, "start"),
        (Mapping(level="intensity", day="startday"), Trouble.MISSING_COLUMN, "start"),
        (replace(MAPPING, level="pain"), Trouble.MISSING_COLUMN, "pain"),
        (replace(MAPPING, written="written"), Trouble.MISSING_COLUMN, "written"),
    ],
)
def test_a_mapping_to_columns_that_are_not_there_is_refused(
    mapping: Mapping, why: Trouble, place: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        diary.read(SMALL, mapping)
    assert (refused.value.problem.why, refused.value.problem.place) == (why, place)


def test_a_column_that_stands_there_twice_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        diary.read(b"day,pain,Pain\n2019-08-12,1,2", Mapping(start="day", level="pain"))
    assert refused.value.problem.why is Trouble.DOUBLED_COLUMN
    assert refused.value.problem.value == "day, pain (2), Pain (3)"


def test_very_many_problems_are_counted_and_only_the_first_told() -> None:
    reading = diary.read(b"day,pain\n" + b"x,1\n" * 1500, Mapping(start="day", level="pain"))
    assert (len(reading.problems), reading.more_problems) == (1000, 500)


@settings(max_examples=40)
@given(st.integers(0, 700), st.binary(min_size=1, max_size=6))
def test_a_mutated_diary_is_read_or_refused_in_words(at: int, bits: bytes) -> None:
    at %= len(SMALL)
    data = SMALL[:at] + bits + SMALL[at + len(bits) :]
    with suppress(Unreadable):
        diary.preview(data)
    with suppress(Unreadable):
        diary.read(data, MAPPING)


def test_a_row_that_was_kept_as_a_note_may_become_a_flare_up_later() -> None:
    """Both had one id: with another choice of names the whole file was refused."""
    mapping = Mapping(start="when", level="pain", name="what", flare_ups=("back",), keep_rest=True)
    data = b"when,what,pain\n2026-03-31 13:05,back,6\n2026-03-31 13:06,leg,7\n"
    first, later = (
        diary.read(data, replace(mapping, flare_ups=names)) for names in (("back",), ("back", "leg"))
    )
    assert [later.contents.flare_ups[0]] == list(first.contents.flare_ups)
    assert later.contents.flare_ups[1].id != first.contents.notes[0].id
    assert diary.read(data, mapping).contents == first.contents


CELLS = {
    "when": ("2026-03-31", "31.3.2026", "3/4/2026", "03/13/2026", "2026-03-31 13:05", "1.2.26", "soon", ""),
    "time": ("", "9:05", "21.30", "9 pm", "25:00"),
    "pain": ("7", "7,5", "6.5", "0", "11", "1,000", "bad", ""),
    "what": ("knee", "KNEE ", "leg", "back; hip", "straße", ""),
    "note": ("", "=1+1", " two  blanks "),
    "written": ("", "2026-03-31 20:00", "31.3.2026 20:00", "never"),
}
MAPPINGS = st.builds(
    Mapping,
    start=st.just("when"),
    time=st.sampled_from(["", "time"]),
    level=st.just("pain"),
    name=st.sampled_from(["", "what"]),
    flare_ups=st.lists(st.sampled_from(["knee", "leg", "STRASSE"]), max_size=2).map(tuple),
    keep_rest=st.booleans(),
    written=st.sampled_from(["", "written"]),
    day_from_written=st.booleans(),
    note=st.sampled_from(["", "note"]),
)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(*map(st.sampled_from, CELLS.values())), min_size=1, max_size=8), MAPPINGS, st.randoms()
)
def test_a_diary_says_the_same_in_any_order_of_its_rows_and_read_as_it_was_guessed(
    rows: list[tuple[str, ...]], mapping: Mapping, chance: Random
) -> None:
    mixed = chance.sample(rows, len(rows))
    first, again = (diary.read(_table(some), mapping) for some in (rows, mixed))
    assert _told(again) == _told(first)
    if not first.questions:
        assert _told(diary.read(_table(rows), mapping, first.guesses)) == _told(first)


def _table(rows: list[tuple[str, ...]]) -> bytes:
    return "\n".join(";".join(f'"{cell}"' for cell in row) for row in (tuple(CELLS), *rows)).encode()


def _told(reading: Reading) -> tuple[object, ...]:
    """Return what a diary says, in no order."""
    kept, troubles = reading.contents, Counter(replace(problem, line=None) for problem in reading.problems)
    return (
        set(kept.flare_ups),
        set(kept.notes),
        troubles,
        reading.questions,
        set(reading.left_out),
        reading.rows,
    )
