"""What a chart shows is right before anything is drawn."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta, timezone
from decimal import Decimal

import pytest

from painlog.entries import Plan
from painlog.patterns.timeline import DAY, HOUR, Piece, Sort, midnight, timeline
from painlog.record import END_UNKNOWN, RUNNING, Record
from tests.charts.diaries import OXYCODONE, PATCH, RETARD, Attack, Diary, medicine, moment, oddities, utc

MONDAY = date(2026, 3, 2)
START = midnight(MONDAY)


def _attack(attack: Attack, now: float = 1000) -> tuple[float, list[tuple[float, float]]]:
    """Return hours from onset to end, and the shape in hours, of one flare-up at `now` hours."""
    made = timeline(Diary(MONDAY, attacks=[attack]).record(), moment(MONDAY, now))
    flare_ups = made.flare_ups
    lasts = flare_ups.end(0, made.now) - flare_ups.moments.wall(0)
    return lasts / HOUR, [(round(at / HOUR, 4), level) for at, level in flare_ups.shape(0, lasts)]


def test_a_flare_up_rises_to_its_peak_and_falls_to_its_end() -> None:
    assert _attack(Attack(5, 2, 0.5, 7)) == (2, [(0, 0), (0.5, 7), (2, 0)])


def test_without_a_time_of_the_peak_it_stands_at_its_worst() -> None:
    assert _attack(Attack(5, 2, -1, 7)) == (2, [(0, 7), (2, 7)])


def test_readings_are_passed_through_and_the_peak_is_one_of_them() -> None:
    told = ((0.0, 3.0), (1.0, 8.0), (1.5, 4.0))
    assert _attack(Attack(5, 2, 1, 8, readings=told))[1] == [(0, 3), (1, 8), (1.5, 4), (2, 0)]
    assert _attack(Attack(5, 2, 0.5, 9, readings=told))[1] == [(0, 3), (0.5, 9), (1, 8), (1.5, 4), (2, 0)]


def test_a_worst_level_without_its_time_stands_at_the_highest_reading() -> None:
    told = ((0.5, 3.0), (1.0, 6.0))
    assert _attack(Attack(5, 2, -1, 9, readings=told))[1] == [(0, 0), (0.5, 3), (1, 9), (2, 0)]


def test_nothing_is_drawn_of_a_level_that_nobody_told() -> None:
    assert _attack(Attack(5, 2, -1, -1)) == (2, [])


def test_one_that_runs_reaches_to_now_at_its_last_level() -> None:
    lasts, shape = _attack(Attack(5, -1, 1, 6, RUNNING, readings=((1.0, 6.0), (3.0, 4.0))), now=10)
    assert lasts == pytest.approx(5)
    assert shape == [(0, 0), (1, 6), (3, 4), (5, 4)]


def test_one_that_runs_has_lasted_as_long_as_it_did_after_a_flight() -> None:
    landed = moment(MONDAY, 7).astimezone(timezone(timedelta(hours=9)))
    made = timeline(Diary(MONDAY, attacks=[Attack(5, -1, -1, 6, RUNNING)]).record(), landed)
    assert made.flare_ups.end(0, made.now) == made.flare_ups.moments.wall(0) + 2 * HOUR


def test_one_that_runs_never_ends_before_it_begins() -> None:
    assert _attack(Attack(5, -1, -1, 6, RUNNING), now=2)[0] == 0


def test_an_unknown_end_is_the_last_that_was_told() -> None:
    lasts, shape = _attack(Attack(5, -1, 1, 6, END_UNKNOWN, readings=((0.0, 2.0), (3.0, 4.0))))
    assert lasts == pytest.approx(3)
    assert shape == [(0, 2), (1, 6), (3, 4)]
    assert _attack(Attack(5, -1, -1, 6, END_UNKNOWN)) == (0, [(0, 6), (0, 6)])


def test_flare_ups_in_view_are_those_that_last_into_it() -> None:
    attacks = [Attack(1, 30 * 24), Attack(5, 1), Attack(40, 3), Attack(50, 1), Attack(51, -1, state=RUNNING)]
    made = timeline(Diary(MONDAY, attacks=attacks).record(), moment(MONDAY, 2000))

    def rows(begin: float, end: float) -> list[int]:
        span = (START + begin * HOUR, START + end * HOUR)
        return [row for row, _, _ in made.flare_ups.touching(*span, made.now)]

    assert rows(7, 8) == [0]
    assert rows(5.5, 41) == [0, 1, 2]
    assert rows(42, 44) == [0, 2]
    assert rows(800, 900) == [4]
    assert rows(3000, 3001) == []
    assert made.flare_ups.long == (0, 4)


def test_lanes_have_the_sort_of_their_medicine() -> None:
    diary = Diary(MONDAY)
    lidocaine = medicine("Lidocaine", "as-needed", form="patch")
    for what in (OXYCODONE, RETARD, PATCH, lidocaine):
        diary.take(what, 8, 2)
    made = timeline(diary.record())
    assert [lane.sort for lane in made.lanes] == [Sort.AS_NEEDED, Sort.REGULAR, Sort.PATCH, Sort.PATCH]
    assert made.lanes[0].most == 2


def _worn(diary: Diary, now: float) -> list[tuple[float, float, bool]]:
    made = timeline(diary.record(), moment(MONDAY, now))
    lane, hours = made.lanes[0], HOUR
    pieces = lane.worn_between(START - 400 * DAY, START + 400 * DAY, made.now)
    return [
        ((p.begin - START) / hours, (p.end - START) / hours, lane.is_on(row, p, made.now))
        for row, p in pieces
    ]


def test_a_patch_is_on_until_it_came_off_or_the_next_or_now() -> None:
    diary = Diary(MONDAY, worn={10: 100})
    for at in (10, 180, 350):
        diary.take(PATCH, at)
    assert _worn(diary, 400) == [(10, 110, False), (180, 350, False), (350, 400, True)]


def test_a_patch_that_nobody_took_off_is_not_worn_for_ever() -> None:
    diary = Diary(MONDAY)
    diary.take(PATCH, 10)
    assert _worn(diary, 5000) == [(10, 10 + 2 * 168, False)]
    short = replace(PATCH, plans=(Plan(start=MONDAY, every_hours=Decimal(72)),))
    diary = Diary(MONDAY)
    diary.take(short, 10)
    assert _worn(diary, 5000) == [(10, 10 + 2 * 72, False)]


def test_a_patch_that_is_taken_no_more_is_not_worn_after_its_last_day() -> None:
    """Stopped, or changed to another, it went on behind that line on chart and page, beside the next one."""
    day = timedelta(days=1)
    changed = (
        Plan(start=MONDAY, until=MONDAY + day, every_hours=Decimal(168)),
        Plan(start=MONDAY + 2 * day, until=MONDAY + 3 * day, every_hours=Decimal(72)),
    )
    diary = Diary(MONDAY, worn={})
    diary.take(replace(PATCH, plans=changed), 10)
    assert _worn(diary, 5000) == [(10, 4 * 24, False)]
    told = Diary(MONDAY, worn={10: 100})
    told.take(replace(PATCH, plans=changed), 10)
    assert _worn(told, 5000) == [(10, 110, False)], "what was told counts"


def test_a_patch_that_is_planned_for_weeks_is_seen_until_it_is_over() -> None:
    """Looked for fourteen days back only, what is worn for four weeks was gone in their second half."""
    monthly = replace(PATCH, plans=(Plan(start=MONDAY, every_hours=Decimal(28 * 24)),))
    diary = Diary(MONDAY)
    diary.take(monthly, 10)
    lane = timeline(diary.record(), moment(MONDAY, 100 * 24)).lanes[0]
    days = [START + number * DAY for number in range(60)]
    worn = [bool(lane.worn_between(day, day + DAY, START + 100 * DAY)) for day in days]
    assert worn == 57 * [True] + 3 * [False]


def test_two_patches_put_on_together_are_both_worn() -> None:
    diary = Diary(MONDAY)
    for at in (10, 10, 100):
        diary.take(PATCH, at)
    assert [piece[:2] for piece in _worn(diary, 200)] == [(10, 100), (10, 100), (100, 200)]


def test_a_patch_from_before_the_view_is_still_in_it() -> None:
    diary = Diary(MONDAY)
    diary.take(PATCH, 10)
    made = timeline(diary.record(), moment(MONDAY, 200))
    assert len(made.lanes[0].worn_between(START + 100 * HOUR, START + 101 * HOUR, made.now)) == 1
    assert made.lanes[0].worn_between(START + 220 * HOUR, START + 230 * HOUR, made.now) == []


def test_background_pain_has_its_neighbours_outside_the_view() -> None:
    diary = Diary(MONDAY, check_ins=[(0, 1), (24, 2), (48, -1), (72, 4), (96, 5)])
    made = timeline(diary.record())
    told = made.background(START + 20 * HOUR, START + 50 * HOUR)
    assert [(round((wall - START) / HOUR), level) for wall, level in told] == [(0, 1), (24, 2), (72, 4)]


def _gaps(diary: Diary, now: float, days: float | None = None) -> list[tuple[int, int]]:
    made = timeline(diary.record(days), moment(MONDAY, now * 24))
    return [
        (round((piece.begin - START) / DAY), round((piece.end - START) / DAY)) for piece in made.untracked
    ]


def test_untracked_are_whole_days_until_yesterday() -> None:
    diary = Diary(MONDAY, attacks=[Attack(24 * 1 + 5)], check_ins=[(24 * 4 + 20, 3), (24 * 7, 3)])
    diary.take(OXYCODONE, 24 * 5 + 3)
    assert _gaps(diary, 9.5, 20) == [(0, 1), (2, 4), (6, 7), (8, 9)]
    assert _gaps(diary, 7.5, 20) == [(0, 1), (2, 4), (6, 7)]


def test_days_before_the_first_entry_are_not_free_of_flare_ups() -> None:
    diary = Diary(MONDAY, attacks=[Attack(24 * 3 + 5)], check_ins=[(24 * 4 + 20, 3)])
    assert _gaps(diary, 5.5, 20) == [(0, 3)]
    record = replace(diary.record(20), begin=utc(MONDAY, -24 * 9 - 7))
    assert timeline(record, moment(MONDAY, 24 * 5)).untracked == (Piece(START - 9 * DAY, START + 3 * DAY),)
    assert timeline(record, moment(MONDAY, -24 * 2)).untracked == (Piece(START - 9 * DAY, START - 2 * DAY),)
    unbounded = replace(record, begin=float("-inf"))
    assert timeline(unbounded, moment(MONDAY, 24 * 5)).untracked == ()
    whole = replace(record, begin=-1e15)  # what the journal gives of everything
    assert timeline(whole, moment(MONDAY, 24 * 5)).untracked == ()


def test_the_day_of_the_newest_entry_is_not_untracked() -> None:
    diary = Diary(MONDAY, attacks=[Attack(5)], activities=[(24 * 2 + 10, "lifting", False)])
    assert _gaps(diary, 2.9, 20) == [(1, 2)]
    assert _gaps(diary, 4.9, 20) == [(1, 2), (3, 4)]


def test_a_journal_begins_by_the_clock_of_its_first_entry() -> None:
    """Begun at 02:00, and after a flight twelve hours to the west: there it was still the day before."""
    diary = Diary(MONDAY, attacks=[Attack(2)], check_ins=[(24 * 2 + 20, 3)])
    record = diary.record(20)
    away = replace(record, last_offset=record.last_offset - 12 * 60)
    made = timeline(away, moment(MONDAY, 24 * 2))
    assert made.first == START + 2 * HOUR
    assert Piece(START - DAY, START) not in made.untracked
    assert timeline(replace(away, begin=float("-inf")), moment(MONDAY, 24)).untracked == ()


@pytest.mark.parametrize(
    ("attack", "known"),
    [
        (Attack(18, -1, state=RUNNING), range(6)),
        (Attack(18, 100), range(4)),
        (Attack(18, 36), range(2)),
        (Attack(18, 29), range(1)),
    ],
)
def test_a_day_through_which_a_flare_up_went_on_is_known(attack: Attack, known: range) -> None:
    """From midnight to midnight: of a day on which it ended, the rest is not."""
    diary = Diary(MONDAY, attacks=[attack])
    diary.check_ins.append((24 * 9 + 20, 3.0))
    made = timeline(diary.record(10), moment(MONDAY, 24 * 6 + 12))
    gaps = [range(int(piece.begin // DAY), int(piece.end // DAY)) for piece in made.untracked]
    first = int(START // DAY)
    assert {day - first for gap in gaps for day in gap} == set(range(6)) - set(known)


def test_an_activity_alone_does_not_track_a_day() -> None:
    diary = Diary(MONDAY, attacks=[Attack(5), Attack(24 * 3)], activities=[(24 + 10, "lifting", False)])
    assert _gaps(diary, 3.5, 20) == [(1, 3)]


def test_days_that_are_not_held_are_not_called_untracked() -> None:
    diary = Diary(MONDAY, attacks=[Attack(5), Attack(24 * 9)])
    record = diary.record(20)
    part = replace(record, begin=utc(MONDAY, 24 * 3 + 1), end=utc(MONDAY, 24 * 6))
    made = timeline(part, moment(MONDAY, 24 * 30))
    assert made.untracked == (Piece(START + 4 * DAY, START + 6 * DAY),)


def test_an_empty_journal_is_empty() -> None:
    made = timeline(Record(begin=float("-inf"), end=float("inf")), moment(MONDAY))
    assert made.is_empty
    assert made.untracked == ()
    assert made.background(0, 1e10) == []


def test_a_record_without_bounds_is_understood() -> None:
    diary = Diary(MONDAY, attacks=[Attack(5), Attack(24 * 6)])
    for kept, has_gaps in ((diary, True), (oddities(), False)):  # there, what began last goes on
        record = replace(kept.record(), begin=float("-inf"), end=float("inf"))
        assert bool(timeline(record, moment(MONDAY, 24 * 12)).untracked) is has_gaps


def test_columns_name_every_entry() -> None:
    made = timeline(oddities().record(), moment(MONDAY, 220))
    assert [(column.kind, len(column.key)) for column in made.columns()] == [
        ("flare-up", 8),
        ("dose", 2),
        ("dose", 2),
        ("activity", 2),
        ("check-in", 4),
    ]


def test_nothing_is_copied() -> None:
    record = oddities().record()
    made = timeline(record)
    assert made.flare_ups.columns is record.flare_ups
    assert made.flare_ups.moments.at is record.flare_ups.at
    assert made.lanes[0].moments.at is record.doses[0].at


def test_a_timeline_needs_no_numpy_and_no_qt() -> None:
    code = (
        "import sys, painlog.patterns.timeline; "
        "print([m for m in ('numpy', 'PySide6', 'peewee') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_midnight_is_that_of_the_wall_clock() -> None:
    made = timeline(Diary(MONDAY, attacks=[Attack(0.5)]).record(), moment(MONDAY) + timedelta(hours=1))
    assert made.flare_ups.moments.wall(0) == START + HOUR / 2
    assert made.now == START + HOUR
