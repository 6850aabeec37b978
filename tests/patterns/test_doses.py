"""Patterns of medicines: before the next dose, by the clock, day and night, relief, above the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from painlog.entries import Medicine, Plan, Strength
from painlog.patterns import (
    by_the_clock,
    end_of_dose,
    facts,
    over_plan,
    patches,
    relief,
    round_the_clock,
    usual_times,
)
from painlog.patterns.diary import Diary, open_diary
from painlog.patterns.finding import Drawing, Finding, State
from painlog.record import BY_SCHEDULE, FOR_FLARE_UP
from tests.patterns.recording import (
    FIRST,
    KEYS_OF_DOSES,
    Checked,
    Flare,
    Taken,
    a_medicine,
    at,
    day,
    written,
)

RNG = np.random.default_rng

TWICE_A_DAY = a_medicine(
    "Oxycodone PR",
    7,
    role="regular",
    action="long-acting",
    plans=(Plan(start=FIRST, times=(time(8), time(20))),),
)
PATCH = a_medicine(
    "Buprenorphine", 8, role="regular", form="patch", plans=(Plan(start=FIRST, every_hours=Decimal(72)),)
)


def opened(
    flares: Sequence[Flare] = (),
    doses: Mapping[Medicine, Sequence[Taken]] | None = None,
    days: int = 60,
    checked: int | None = None,
) -> Diary:
    check_ins = [Checked(at=at(n, 22)) for n in range(days if checked is None else checked)]
    return open_diary(
        written(flares=flares, doses=doses, check_ins=check_ins, days=days), day(0), day(days - 1)
    )


def regular(days: int = 60) -> list[Taken]:
    return [Taken(at=at(n, hour), reason=BY_SCHEDULE) for n in range(days) for hour in (8, 20)]


def measure(found: Finding, name: str) -> float:
    value = found.measures[name]
    assert isinstance(value, int | float)
    return float(value)


# Before the next dose


def test_a_regular_medicine_of_which_no_dose_is_written_down_lacks_doses() -> None:
    wanted = {TWICE_A_DAY: "full intervals", a_medicine(): "regular medicines"}
    for medicine, what in wanted.items():
        record = replace(written(flares=some_flares(), doses={medicine: []}), doses=())
        found = end_of_dose.look(open_diary(record, day(0), day(59)))
        assert [need.what for need in found.lacking] == [what]


def test_onsets_before_the_next_dose_are_found_with_their_counts() -> None:
    rng = RNG(60)
    hours = [*rng.uniform(17.6, 20, 25), 16, *rng.uniform(8, 15.5, 5), *rng.uniform(15.6, 15.9, 6)]
    flares = [Flare(at=at(n, float(hour))) for n, hour in enumerate(hours)]
    found = end_of_dose.look(opened(flares, {TWICE_A_DAY: regular()}))
    assert found.about == "Oxycodone PR"
    assert (found.measures["late"], found.measures["count"]) == (26, 37)
    # Of the 16 waking hours 16:00 to 20:00 and 07:00 to 08:00 lie in the last third before a dose.
    assert measure(found, "expected") == pytest.approx(37 * 5 / 16, rel=0.02)
    assert found.effect_is_there
    assert found.p is not None
    assert found.p < 0.001
    assert len(found.rests_on) == 26
    assert found.bars is not None
    assert (sum(found.bars.values), sum(found.bars.values[-3:])) == (37, 26)
    assert found.bars.strong == (False,) * 6 + (True,) * 3


def test_whether_it_was_stopped_is_told_of_the_one_that_it_is_about_and_not_of_its_namesake() -> None:
    long = replace(TWICE_A_DAY, plans=(replace(TWICE_A_DAY.plans[0], until=day(39)),))
    other = a_medicine(long.name, 9, role="regular", plans=(Plan(start=day(40), times=(time(8), time(20))),))
    doses = {long: regular(40), other: [dose for dose in regular() if dose.at > at(50, 0)]}
    found = end_of_dose.look(opened([Flare(at=at(n, 13)) for n in range(40)], doses))
    assert (found.state, found.measures["count"], found.measures["stopped"]) == (State.NOT_SEEN, 40, 1)


@pytest.mark.parametrize("medicine", [TWICE_A_DAY, PATCH])
@pytest.mark.parametrize(("until", "stopped"), [(None, 0), (60, 0), (59, 0), (58, 1)])
def test_a_medicine_that_was_stopped_before_the_last_day_is_told_as_such(
    medicine: Medicine, until: int | None, stopped: int
) -> None:
    plan = replace(medicine.plans[0], until=None if until is None else day(until))
    taken = regular() if medicine is TWICE_A_DAY else [Taken(at=at(n, 8)) for n in range(0, 60, 3)]
    flares = [Flare(at=at(n, 19)) for n in range(40)]
    found = end_of_dose.look(opened(flares, {replace(medicine, plans=(plan,)): taken}))
    assert (found.state, found.measures["stopped"]) == (State.NOT_SEEN, stopped)


def test_that_doses_lie_within_waking_hours_is_no_pattern() -> None:
    rng = RNG(61)
    flares = [Flare(at=at(n, float(hour))) for n in range(60) for hour in rng.uniform(7, 23, 1)]
    found = end_of_dose.look(opened(flares, {TWICE_A_DAY: regular()}))
    assert found.p is not None
    assert found.p > 0.05
    assert found.state is State.NOT_SEEN


def test_a_dose_is_due_by_its_plan_not_by_when_the_next_was_taken() -> None:
    doses = [Taken(at=at(0, 7.75)), Taken(at=at(0, 20.5)), Taken(at=at(1, 8))]
    intervals = end_of_dose.full_intervals(opened((), {TWICE_A_DAY: doses}).all_doses[0])
    hours = (intervals.due - intervals.last) / 3600
    assert hours.tolist() == [12.25, 11.5]
    assert intervals.phase(np.array([intervals.last[0] + 12.5 * 3600])).item() > 1


def test_a_dose_is_due_by_the_plan_of_its_own_day() -> None:
    plans = (
        Plan(start=FIRST, until=day(4), every_hours=Decimal(12)),
        Plan(start=day(5), every_hours=Decimal(8)),
    )
    medicine = a_medicine("Morphine ER", 9, role="regular", plans=plans)
    moments = (at(0, 8), at(0, 20), at(1, 8), at(5, 8), at(5, 16), at(6, 0))
    intervals = end_of_dose.full_intervals(
        opened((), {medicine: [Taken(at=n) for n in moments]}).all_doses[0]
    )
    assert ((intervals.due - intervals.last) / 3600).tolist() == [12.0, 12.0, 8.0, 8.0]


def test_a_missed_dose_makes_no_interval() -> None:
    doses = [Taken(at=at(n, 8)) for n in range(0, 10, 2)]
    daily = a_medicine("Duloxetine", 9, role="regular", plans=(Plan(start=FIRST, every_hours=Decimal(24)),))
    intervals = end_of_dose.full_intervals(opened((), {daily: doses}).all_doses[0])
    assert intervals.last.size == 0


def test_without_a_plan_the_next_dose_is_when_it_was_due() -> None:
    unplanned = a_medicine("Morphine ER", 9, role="regular")
    intervals = end_of_dose.full_intervals(opened((), {unplanned: regular(20)}).all_doses[0])
    assert set((intervals.due - intervals.last).tolist()) == {12 * 3600.0}


@pytest.mark.parametrize(("flares", "days"), [(14, 30), (20, 2)])
def test_it_needs_fifteen_onsets_and_five_intervals(flares: int, days: int) -> None:
    given = [Flare(at=at(n % days, 9 + n / 10)) for n in range(flares)]
    found = end_of_dose.look(opened(given, {TWICE_A_DAY: regular(days)}, days))
    assert found.state is State.NOT_ENOUGH


def test_without_a_regular_medicine_it_says_what_would_be_needed() -> None:
    found = end_of_dose.look(opened([Flare(at=at(n, 9)) for n in range(30)], {a_medicine(): regular()}))
    assert found.state is State.NOT_ENOUGH
    assert found.about == ""


def test_the_last_day_of_a_patch() -> None:
    rng = RNG(62)
    worn = [Taken(at=at(3 * n, 9), reason=BY_SCHEDULE) for n in range(20)]
    flares = [Flare(at=at(3 * n + 2, float(rng.uniform(10, 22)))) for n in range(19) if n % 4]
    flares += [Flare(at=at(3 * n, 15)) for n in range(0, 19, 4)]
    found = end_of_dose.look(opened(flares, {PATCH: worn}))
    assert found.about == "Buprenorphine"
    assert (found.measures["late"], found.measures["count"], found.measures["patch"]) == (14, 19, 1)
    assert found.bars is not None
    assert found.bars.drawing is Drawing.DAYS_OF_WEAR
    assert [found.bars.values[day] for day in (0, 2)] == [5, 14]
    assert measure(found, "expected") == pytest.approx(19 / 3)
    assert found.p is not None
    assert found.p < 0.01


def test_a_patch_for_three_days_and_a_third_has_three() -> None:
    plans = (Plan(start=FIRST, every_hours=Decimal(80)),)
    patch = replace(PATCH, plans=plans)
    wears = patches.full_wears(opened((), {patch: [Taken(at=at(0, 80 * n)) for n in range(3)]}).all_doses[0])
    hours = np.array([1.0, 30, 60, 79])
    assert wears.days().tolist() == [3, 3]
    assert wears.day_before_change(wears.start[0] + hours * 3600)[1].tolist() == [2, 2, 0, 0]


def test_onsets_over_all_days_of_a_patch_are_no_pattern() -> None:
    rng = RNG(63)
    worn = [Taken(at=at(3 * n, 9), reason=BY_SCHEDULE) for n in range(20)]
    flares = [Flare(at=at(n, float(rng.uniform(10, 22)))) for n in range(57)]
    assert (end_of_dose.look(opened(flares, {PATCH: worn})).p or 0) > 0.05


def test_a_patch_that_came_off_early_does_not_count() -> None:
    worn = [Taken(at=at(0, 9), worn=6 * 3600.0), Taken(at=at(3, 9)), Taken(at=at(6, 9))]
    wears = patches.full_wears(opened((), {PATCH: worn}).all_doses[0])
    assert wears.start.size == 1, "the first came off after six hours, the last is still on"
    row, left = wears.day_before_change(wears.start[0] + np.array([0.5, 30, 71.5, 80]) * 3600)
    assert row.tolist() == [0, 0, 0, -1]
    assert left[:3].tolist() == [2, 1, 0]
    longer = [Taken(at=at(0, 9), worn=90 * 3600.0), Taken(at=at(4, 9))]
    over_its_time = patches.full_wears(opened((), {PATCH: longer}).all_doses[0])
    row, left = over_its_time.day_before_change(over_its_time.start[0] + np.array([73, 89]) * 3600)
    assert (row.tolist(), left.tolist()) == ([0, 0], [0, 0]), "time over the plan is the last day"


def test_a_moment_in_which_a_patch_came_off_is_no_longer_under_it() -> None:
    worn = [Taken(at=at(0, 9), worn=72 * 3600.0), Taken(at=at(4, 9))]
    wears = patches.full_wears(opened((), {PATCH: worn}).all_doses[0])
    row, _ = wears.day_before_change(wears.start[0] + np.array([0, 72]) * 3600)
    assert row.tolist() == [0, -1]


@pytest.mark.parametrize(("late", "stands_out"), [(14, True), (13, False)])
def test_the_last_day_of_a_patch_stands_out_from_two_fifths_more_on(late: int, *, stands_out: bool) -> None:
    plan = Plan(start=FIRST, every_hours=Decimal(48))
    worn = [Taken(at=at(2 * n, 9)) for n in range(22)]
    flares = [Flare(at=at(2 * n + (n < late), 12)) for n in range(20)]
    found = end_of_dose.look(opened(flares, {replace(PATCH, plans=(plan,)): worn}))
    assert (found.measures["late"], found.measures["expected"]) == (late, 10)
    assert found.effect_is_there is stands_out


@pytest.mark.parametrize(("before", "after", "counted"), [(0, 0, 2), (1, 0, 1), (0, 1, 1)])
def test_a_patch_of_half_a_day_beyond_the_period_counts_for_it(
    before: float, after: float, counted: int
) -> None:
    """It was put on at noon of the day before, by UTC, or is planned to come off at noon of the day after."""
    put_on = [at(-1, 13) - before, at(2, 13), at(57, 13) + after, at(60, 13) + after]
    worn = [Taken(at=moment) for moment in put_on]
    found = end_of_dose.look(opened([Flare(at=at(3, 9))], {PATCH: worn}))
    assert [need.has for need in found.needs if need.what == "full intervals"] == [counted]


# By the clock


def every_five_hours(days: int = 60, jitter: float = 500.0) -> list[Taken]:
    rng = RNG(64)
    return [
        Taken(at=at(n, hour) + float(rng.normal(0, jitter)))
        for n in range(days)
        for hour in (7.2, 12.2, 17.2, 22.2)
    ]


def some_flares(seed: int = 65, days: int = 60) -> list[Flare]:
    rng = RNG(seed)
    return [Flare(at=at(n, float(rng.uniform(7, 23)))) for n in range(days) if rng.random() < 0.6]


def test_doses_by_the_clock_are_found_with_their_counts() -> None:
    found = by_the_clock.look(opened(some_flares(), {a_medicine(): every_five_hours()}))
    assert found.measures["doses"] == 240
    assert measure(found, "without_flare_up") > 180
    assert measure(found, "regularity") < 0.15
    assert measure(found, "gap") == pytest.approx(300, abs=5)
    assert measure(found, "usual_times") == 4
    assert found.effect_is_there
    assert found.p is not None
    assert found.p < 0.01
    assert len(found.rests_on) == found.measures["without_flare_up"]
    assert found.bars is not None
    assert sum(found.bars.values) == found.measures["without_flare_up"]
    assert sum(found.bars.of) == 240


def test_doses_that_follow_flare_ups_are_not_by_the_clock() -> None:
    flares = some_flares(66)
    doses = [Taken(at=flare.at + 600, reason=FOR_FLARE_UP, flare=flare) for flare in flares]
    found = by_the_clock.look(opened(flares, {a_medicine(): doses}))
    assert found.measures["without_flare_up"] == 0
    assert not found.effect_is_there
    assert found.p == 1.0


def test_flare_ups_by_the_clock_are_not_doses_by_the_clock() -> None:
    """Perfectly regular doses, each for a flare-up."""
    flares = [Flare(at=at(n, hour)) for n in range(60) for hour in (8, 13, 18)]
    doses = [Taken(at=flare.at + 300) for flare in flares]
    found = by_the_clock.look(opened(flares, {a_medicine(): doses}))
    assert measure(found, "regularity") < 0.01
    assert not found.effect_is_there


def test_doses_at_odd_times_without_a_flare_up_are_not_by_the_clock() -> None:
    rng = RNG(67)
    doses = [Taken(at=at(n, float(hour))) for n in range(60) for hour in np.sort(rng.uniform(7, 23, 3))]
    found = by_the_clock.look(opened(some_flares(), {a_medicine(): doses}))
    assert measure(found, "low") > 0.5
    assert not found.effect_is_there


@pytest.mark.parametrize(
    ("minutes", "counts"), [(-61, True), (-60, False), (0, False), (15, False), (16, True)]
)
def test_a_flare_up_from_an_hour_before_to_a_quarter_after_explains_a_dose(
    minutes: int, *, counts: bool
) -> None:
    flare = Flare(at=at(0, 12) + minutes * 60, lasted=1.0)
    diary = opened([flare], {a_medicine(): [Taken(at=at(0, 12))]})
    taken = by_the_clock.as_needed(list(diary.doses))
    alone = by_the_clock.without_flare_up(taken, diary.flare_ups, np.ones(1))
    assert alone.tolist() == [counts]


def test_a_dose_that_was_taken_for_a_flare_up_never_came_without_one() -> None:
    flare = Flare(at=at(0, 6), lasted=1.0)
    doses = [Taken(at=at(0, 12), reason=FOR_FLARE_UP), Taken(at=at(0, 13), flare=flare), Taken(at=at(0, 14))]
    diary = opened([flare], {a_medicine(): doses})
    taken = by_the_clock.as_needed(list(diary.doses))
    alone = by_the_clock.without_flare_up(taken, diary.flare_ups, np.ones(1))
    assert alone.tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("lasted", "counts"), [(500.0, False), (361.0, False), (360.0, False), (359.0, True)]
)
def test_a_flare_up_that_still_goes_on_explains_a_dose(lasted: float, *, counts: bool) -> None:
    long = [Flare(at=at(0, 6), lasted=lasted), Flare(at=at(0, 7), lasted=1.0)]
    diary = opened(long, {a_medicine(): [Taken(at=at(0, 12))]})
    taken = by_the_clock.as_needed(list(diary.doses))
    alone = by_the_clock.without_flare_up(taken, diary.flare_ups, np.array([lasted, 1.0]))
    assert alone.tolist() == [counts]


def test_a_flare_up_from_before_the_period_explains_the_doses_that_were_taken_in_it() -> None:
    nights = [Flare(at=at(n, 23), lasted=30.0) for n in range(10, 20)]
    taken = [Taken(at=at(n, hour)) for n in range(5, 30) for hour in (9, 14)]
    record = opened([Flare(at=at(4, 9), lasted=36 * 60.0), *nights], {a_medicine(): taken}).record
    found = by_the_clock.look(open_diary(record, day(5), day(29)))
    assert (found.measures["without_flare_up"], found.measures["doses"]) == (48, 50)


def test_what_counts_as_even() -> None:
    assert by_the_clock.is_even(0.15, 300, 0)
    assert by_the_clock.is_even(0.2, 600, 300)
    assert not by_the_clock.is_even(0.3, 600, 300), "half of (600 - 300) / 600 is 0.25"
    assert not by_the_clock.is_even(0.2, 240, 240)


def test_a_dose_written_later_breaks_the_row_of_gaps() -> None:
    doses = [Taken(at=at(0, hour), delay=9e4 if hour == 12 else 60) for hour in (8, 12, 16, 20)]
    taken = by_the_clock.as_needed(list(opened((), {a_medicine(): doses}).doses))
    assert by_the_clock.waking_gaps(taken, opened((), {a_medicine(): doses})).tolist() == [240]


def test_doses_written_from_memory_at_round_hours_are_not_by_the_clock() -> None:
    doses = [Taken(at=at(n, hour), delay=9e4) for n in range(60) for hour in (8, 13, 18, 22)]
    found = by_the_clock.look(opened(some_flares(), {a_medicine(): doses}))
    assert measure(found, "low") > 0.5
    assert found.measures["usual_times"] == 0
    assert not found.effect_is_there


def test_the_least_gap_is_that_of_the_plan_that_holds_when_doses_are_taken() -> None:
    """However the plans are listed, and whatever the plan will be later."""
    old, new = (Plan(start=day(n), min_hours_between=Decimal(gap)) for n, gap in ((0, 2), (10, 6)))
    for plans in ((old, new), (new, old)):
        for last, hours in ((9, 2), (10, 6)):
            taken = {a_medicine(plans=plans): [Taken(at=at(n, 12)) for n in range(last + 1)]}
            assert by_the_clock.least_gap(list(opened((), taken).doses)) == hours * 60


def test_two_medicines_taken_together_are_one_time() -> None:
    first = [Taken(at=at(n, hour)) for n in range(5) for hour in (8, 13)]
    second = [Taken(at=dose.at + 120) for dose in first]
    diary = opened((), {a_medicine(): first, a_medicine("Paracetamol", 2): second})
    gaps = by_the_clock.waking_gaps(by_the_clock.as_needed(list(diary.doses)), diary)
    assert gaps.tolist() == [300] * 5


@pytest.mark.parametrize(("doses", "flares", "days"), [(14, 10, 30), (40, 4, 30), (40, 10, 13)])
def test_by_the_clock_needs_doses_days_and_flare_ups(doses: int, flares: int, days: int) -> None:
    taken = [Taken(at=at(n % days, 8 + n // days)) for n in range(doses)]
    given = [Flare(at=at(n, 15)) for n in range(flares)]
    found = by_the_clock.look(opened(given, {a_medicine(): taken}, 60, checked=days))
    assert found.state is State.NOT_ENOUGH
    assert len(found.lacking) == 1


def test_usual_times_are_three_to_six_on_most_days() -> None:
    rng = RNG(68)
    row = np.repeat(np.arange(40), 3)
    minutes = np.tile([480.0, 780, 1200], 40) + rng.uniform(-20, 20, 120)
    times, p = usual_times.usual_times_p(row, minutes, 40)
    assert sorted(times) == pytest.approx([480, 780, 1200], abs=10)
    assert p < 0.01
    assert usual_times.usual_times_p(row, rng.uniform(0, 1440, 120), 40) == ((), 1.0)
    assert usual_times.usual_times_p(row[:60], minutes[:60], 40) == ((), 1.0), "on half of the days only"
    assert usual_times.usual_times_p(row[::3], minutes[::3], 40) == ((), 1.0), "one usual time is no clock"


# Day and night


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ((7, 12, 17, 22), True),
        ((7, 12, 17), False),
        ((9, 11, 13, 15), False),
        ((7, 8, 9, 22), False),
        ((1, 9, 15, 21), True),
        ((8, 12, 16, 20), True),
    ],
)
def test_a_day_and_night_is_four_doses_over_twelve_hours(hours: tuple[int, ...], *, expected: bool) -> None:
    assert round_the_clock.is_round(np.array(hours) * 60.0, 7 * 60, 23 * 60) == expected


@pytest.mark.parametrize(
    ("hours", "days"), [((16, 20, 25, 29), 20), ((16.5, 17.5, 29.5, 31), 0), ((18, 22, 26, 28), 0)]
)
def test_the_days_of_a_night_worker_begin_with_waking_up(hours: tuple[float, ...], days: int) -> None:
    """Awake from 16:00 until 08:00: evening and next morning are one day, with or without a gap between."""
    doses = [Taken(at=at(n, hour)) for n in range(20) for hour in hours]
    checks = [Checked(at=at(n, 20)) for n in range(21)]
    record = written(doses={a_medicine(): doses}, check_ins=checks, waking=(time(16), time(8)))
    found = round_the_clock.look(open_diary(record, day(0), day(20)))
    assert found.measures["days"] == days


def test_half_of_the_days_day_and_night_are_seen() -> None:
    doses = [Taken(at=at(n, hour)) for n in range(20) for hour in (7, 12, 17, 22)]
    sparse = [Taken(at=at(n, 12)) for n in range(20, 40)]
    half = round_the_clock.look(opened((), {a_medicine(): [*doses, *sparse]}, 40))
    assert half.state is State.SEEN
    assert (half.measures["days"], half.measures["tracked"], half.about) == (20, 40, "Oxycodone IR")
    assert half.bars is not None
    parts = zip(half.bars.values, half.bars.of, strict=True)
    told = {hour: part for hour, part in enumerate(parts) if part[1]}
    assert told == {7: (20, 20), 12: (20, 40), 17: (20, 20), 22: (20, 20)}, "of all those of such days"
    fewer = round_the_clock.look(opened((), {a_medicine(): [*doses[:76], *sparse]}, 40))
    assert fewer.state is State.NOT_SEEN
    assert len(fewer.rests_on) == 76
    kept = round_the_clock.look(opened((), {a_medicine(): doses}, 80, checked=40))
    assert (kept.state, kept.measures["tracked"]) == (State.SEEN, 40), "half of the days with entries"


def test_doses_of_the_night_are_those_from_midnight_until_five_by_the_patients_clock() -> None:
    doses = [Taken(at=at(n, hour)) for n in range(20) for hour in (0.2, 0.5, 4.9, 5)]
    assert round_the_clock.look(opened((), {a_medicine(): doses}, 20)).measures["night"] == 60


def test_of_two_products_that_are_counted_together_what_they_hold_is_named() -> None:
    taken = {
        a_medicine(f"Oxy {number}", number, ingredient="oxycodone"): [
            Taken(at=at(n, hour)) for n in range(20) for hour in hours
        ]
        for number, hours in ((1, (7, 12)), (2, (17, 22)))
    }
    found = round_the_clock.look(opened((), taken, 20))
    assert (found.about, found.measures["days"], len(found.rests_on)) == ("oxycodone", 20, 80)
    assert found.rests_on[1:3] == (("dose", KEYS_OF_DOSES + 1), ("dose", 2 * KEYS_OF_DOSES)), "by time"


def test_a_last_day_that_may_not_be_over_is_not_day_and_night() -> None:
    doses = [Taken(at=at(n, hour)) for n in range(20) for hour in (7, 12, 17, 22)]
    found = round_the_clock.look(opened((), {a_medicine(): doses}, 20, checked=0))
    assert (found.measures["days"], found.measures["any_days"], found.measures["tracked"]) == (19, 19, 19)


def test_a_few_doses_are_an_answer_and_none_is_not() -> None:
    few = round_the_clock.look(opened((), {a_medicine(): [Taken(at=at(3, 9))]}, 40))
    assert (few.state, few.measures["days"], few.measures["doses"]) == (State.NOT_SEEN, 0, 1)
    assert round_the_clock.look(opened((), {}, 40)).state is State.NOT_ENOUGH


def test_long_acting_medicines_may_be_taken_day_and_night() -> None:
    doses = [Taken(at=at(n, hour)) for n in range(20) for hour in (7, 12, 17, 22)]
    patch = a_medicine("Lidocaine", form="patch")
    for medicine in (TWICE_A_DAY, patch):
        assert round_the_clock.look(opened((), {medicine: doses}, 20)).state is State.NOT_ENOUGH
    assert by_the_clock.look(opened((), {patch: doses}, 20)).needs[0].has == 0


# Relief


def test_relief_is_what_was_told() -> None:
    flare = Flare(at=at(0, 9))
    doses = [
        Taken(at=at(n, 9.1), reason=FOR_FLARE_UP, flare=flare if n < 3 else None, relief=(50.0, 20.0 + n))
        for n in range(10)
    ]
    found = relief.look(opened([flare], {a_medicine(): [*doses, Taken(at=at(11, 9), reason=FOR_FLARE_UP)]}))[
        0
    ]
    assert found.state is State.SEEN
    assert found.about == "Oxycodone IR"
    assert found.measures["relief"] == 50
    assert found.measures["minutes"] == 24.5
    assert (found.measures["rated"], found.measures["doses"], found.measures["repeated"]) == (10, 11, 1)
    assert found.measures["usual_length"] == 45
    assert len(found.rests_on) == 10
    assert found.bars is not None
    assert (found.bars.drawing, found.bars.values) == (Drawing.RELIEF, (0, 0, 10, 0, 0))


def test_of_doses_with_relief_it_is_known_how_many_were_not_for_a_flare_up() -> None:
    """Those taken by plan and rated all the same were told as doses for flare-ups."""
    doses = [
        Taken(at=at(n, 9), reason=FOR_FLARE_UP if n < 7 else BY_SCHEDULE, relief=(50.0, 20.0))
        for n in range(10)
    ]
    unrated = [Taken(at=at(n, 9), reason=FOR_FLARE_UP) for n in (11, 12)]
    others = [Taken(at=at(n, 9)) for n in range(20, 24)]
    found = relief.look(opened((), {a_medicine(): [*doses, *unrated, *others]}))[0]
    assert (found.measures["doses"], found.measures["not_for_flare_ups"]) == (12, 3)
    assert found.measures["taken"] == 16, "“10 of 12” stood beside 16 doses"


def test_the_usual_length_beside_relief_is_that_of_the_figure_at_the_top() -> None:
    """Of three without an end it is known that they lasted longer than the shortest."""
    lengths = [30.0, 30.0, 30.0, 90.0, 90.0, 90.0, None, None, None]
    flares = [Flare(at=at(n, 9), lasted=length, rise=60.0, peak=6) for n, length in enumerate(lengths)]
    doses = [Taken(at=at(n, 10), reason=FOR_FLARE_UP, relief=(50, 30 * 60)) for n in range(8)]
    diary = opened(flares, {a_medicine(): doses})
    usual = facts.duration(diary).measures["median"]
    assert usual == 90
    assert relief.look(diary)[0].measures["usual_length"] == usual


def test_the_picture_of_relief_counts_each_step_and_shows_the_usual_one() -> None:
    told = [0, 0, 12, 25, 30, 50, 60, 63, 75, 88, 100, 100]
    doses = [Taken(at=at(n, 9), reason=FOR_FLARE_UP, relief=(float(p), 30.0)) for n, p in enumerate(told)]
    bars = relief.look(opened((), {a_medicine(): doses}))[0].bars
    assert bars is not None
    assert list(bars.values) == [3, 2, 2, 2, 3]
    assert bars.strong.index(True) == 2
    assert sum(bars.strong) == 1


def test_of_two_medicines_of_one_name_each_is_told_with_its_strength() -> None:
    weak, strong = (
        a_medicine("Oxycodone", n, strength=Strength(value=Decimal(5 * n), unit="mg")) for n in (1, 2)
    )
    doses = {one: [Taken(at=at(3, 9), reason=FOR_FLARE_UP)] for one in (weak, strong)}
    found = relief.look(opened((), doses))
    assert [one.about for one in found] == ["Oxycodone", "Oxycodone"]
    assert [one.name for one in found] == [("relief", "Oxycodone 5 mg"), ("relief", "Oxycodone 10 mg")]
    assert relief.look(opened((), {weak: doses[weak]}))[0].name == ("relief", "Oxycodone")


def test_no_relief_counts_as_not_yet() -> None:
    told = [(0.0, 60.0)] * 6 + [(50.0, 30.0)] * 4
    doses = [Taken(at=at(n, 9), reason=FOR_FLARE_UP, relief=one) for n, one in enumerate(told)]
    found = relief.look(opened((), {a_medicine(): doses}))[0]
    assert found.measures["relief"] == 0
    assert found.measures["minutes"] is None
    assert found.measures["no_relief"] == 6


@pytest.mark.parametrize(("rated", "others"), [(7, 0), (9, 7)])
def test_relief_needs_eight_rated_and_most_of_them(rated: int, others: int) -> None:
    doses = [
        Taken(at=at(n, 9), reason=FOR_FLARE_UP, relief=(40.0, 30.0) if n < rated else None)
        for n in range(rated + others)
    ]
    assert relief.look(opened((), {a_medicine(): doses}))[0].state is State.NOT_ENOUGH


def test_a_regular_medicine_that_nobody_rates_is_not_asked_about() -> None:
    found = relief.look(opened((), {TWICE_A_DAY: regular(10)}))
    assert [(one.about, one.state) for one in found] == [("", State.NOT_ENOUGH)]


# Above the plan

LIMITED = a_medicine(
    ingredient="oxycodone",
    strength=Strength(value=Decimal(5), unit="mg"),
    plans=(Plan(start=FIRST, min_hours_between=Decimal(4), max_per_day=Decimal(6)),),
)


def oxycodone(number: int, max_per_day: int | None = None, gap: int | None = None) -> Medicine:
    plan = Plan(
        start=FIRST,
        max_per_day=None if max_per_day is None else Decimal(max_per_day),
        min_hours_between=None if gap is None else Decimal(gap),
    )
    strength = Strength(value=Decimal(5), unit="mg")
    return a_medicine(f"Product {number}", number, ingredient="oxycodone", strength=strength, plans=(plan,))


def test_more_than_the_plan_in_any_24_hours() -> None:
    seven = [Taken(at=at(0, 15 + 4 * n)) for n in range(7)]
    found = over_plan.look(opened((), {LIMITED: seven}))
    assert found.state is State.NOT_SEEN, "the seventh is taken 24 hours after the first"
    closer = [Taken(at=at(0, 15 + 3.9 * n)) for n in range(7)]
    found = over_plan.look(opened((), {LIMITED: closer}))
    assert found.state is State.SEEN
    assert (found.measures["days"], found.measures["gaps"]) == (1, 0)
    assert found.rests_on == (("dose", KEYS_OF_DOSES + 6),)
    assert found.bars is not None
    assert (found.bars.drawing, found.bars.values) == (Drawing.WEEKS, (1.0,) + 8 * (0.0,))
    assert found.bars.of == (7.0,) + 8 * (0.0,)


def test_ten_minutes_too_soon_are_not_told_eleven_are() -> None:
    doses = [Taken(at=at(0, 8)), Taken(at=at(0, 12) - 600), Taken(at=at(0, 16) - 600 - 660)]
    found = over_plan.look(opened((), {LIMITED: doses}))
    assert (found.measures["days"], found.measures["gaps"]) == (0, 1)


def test_a_plan_with_a_limit_is_one_also_where_nothing_was_taken() -> None:
    found = over_plan.look(opened((), {LIMITED: []}))
    assert found.state is State.NOT_SEEN
    assert (found.measures["days"], found.measures["gaps"], found.measures["doses"]) == (0, 0, 0)
    assert over_plan.look(opened((), {a_medicine(): []})).lacking


def test_amounts_count_not_doses() -> None:
    double = [Taken(at=at(0, 8 + 4 * n), amount=2.0) for n in range(4)]
    assert over_plan.look(opened((), {LIMITED: double})).measures["days"] == 1


def test_exactly_the_limit_is_not_above_it_whatever_the_decimals() -> None:
    plan = Plan(start=FIRST, max_per_day=Decimal("73.8"))
    liquid = a_medicine("Oxynorm", 5, form="liquid", plans=(plan,))
    for amount, days in ((12.3, 0), (12.4, 1)):
        six = [Taken(at=at(0, 6 + 3 * n), amount=amount) for n in range(6)]
        assert over_plan.look(opened((), {liquid: six})).measures["days"] == days


def test_products_with_the_same_ingredient_are_added_up() -> None:
    other = a_medicine("Oxynorm", 5, ingredient="Oxycodone", strength=Strength(value=Decimal(10), unit="mg"))
    own = [Taken(at=at(0, 8 + 4 * n)) for n in range(4)]
    more = [Taken(at=at(0, 9)), Taken(at=at(0, 13))]
    assert over_plan.look(opened((), {LIMITED: own, other: more})).measures["days"] == 1
    assert over_plan.look(opened((), {LIMITED: own, other: more[:1]})).measures["days"] == 0


def test_the_limit_holds_at_the_doses_of_the_other_product_too() -> None:
    """Three of one against a limit of four, then two of another with the same strength."""
    limited = oxycodone(5, max_per_day=4)
    own = [Taken(at=at(2, hour)) for hour in (8, 12, 16)]
    more = [Taken(at=at(2, hour)) for hour in (18, 20)]
    found = over_plan.look(opened((), {limited: own, oxycodone(6): more}))
    assert found.measures["days"] == 1
    assert found.measures["doses"] == 5
    assert found.rests_on == (("dose", 2 * KEYS_OF_DOSES + 1),)


def test_a_liquid_counts_by_its_strength_in_each_millilitre() -> None:
    liquid = a_medicine(
        "Oxynorm", 6, ingredient="oxycodone", form="liquid", strength=Strength(value=Decimal(1), unit="mg/mL")
    )
    own = [Taken(at=at(2, hour)) for hour in (8, 12, 16, 20)]
    found = over_plan.look(
        opened((), {oxycodone(5, max_per_day=4): own, liquid: [Taken(at=at(2, 7), amount=5.0)]})
    )
    assert found.measures["days"] == 1


def test_products_without_a_strength_count_as_one_each() -> None:
    limited, other = (
        a_medicine(name, number, ingredient="oxycodone", plans=(Plan(start=FIRST, max_per_day=Decimal(4)),))
        for name, number in (("Oxycodone IR", 5), ("Oxynorm", 6))
    )
    own = [Taken(at=at(2, hour)) for hour in (8, 12, 16)]
    more = [Taken(at=at(2, hour)) for hour in (10, 14, 18)]
    found = over_plan.look(opened((), {limited: own, other: more}))
    assert (found.measures["days"], len(found.rests_on)) == (1, 2)
    liquid = a_medicine("Oxynorm", 6, ingredient="oxycodone", form="liquid")
    assert over_plan.look(opened((), {limited: own, liquid: more})).measures["days"] == 0, "no unit in common"


def limited_to(ingredient: str, most: int | None = None, gap: int | None = None) -> Medicine:
    plans = oxycodone(5, max_per_day=most, gap=gap).plans
    return a_medicine(ingredient, 5, ingredient=ingredient, plans=plans)


def test_the_order_of_a_combinations_ingredients_does_not_matter() -> None:
    limited = limited_to("codeine + paracetamol", most=4)
    other = a_medicine("Co-codamol", 6, ingredient="Paracetamol/Codeine")
    own, more = ([Taken(at=at(2, hour + late)) for hour in (8, 12, 16)] for late in (0, 1))
    found = over_plan.look(opened((), {limited: own, other: more}))
    assert (found.measures["days"], found.measures["not_added"]) == (1, 0)


def test_where_only_another_product_was_taken_it_is_told_that_no_plan_was_held_against_it() -> None:
    """“No doses above the plan” was said of twelve doses a day that nothing was held against."""
    limited, other = oxycodone(5, max_per_day=6), oxycodone(6)
    taken = [Taken(at=at(2, 8 + hour)) for hour in range(12)]
    found = over_plan.look(opened((), {limited: [], other: taken}))
    assert (found.state, found.measures["doses"], found.measures["others"]) == (State.NOT_SEEN, 0, 12)
    both = over_plan.look(opened((), {limited: taken[:1], other: taken}))
    assert (both.state, both.measures["others"]) == (State.SEEN, 0)
    alike = oxycodone(6, max_per_day=20)
    assert over_plan.look(opened((), {limited: [], alike: taken})).measures["others"] == 0


def test_a_combination_is_not_added_up_but_told_as_left_out() -> None:
    plain = limited_to("paracetamol", most=8)
    both = a_medicine("Codeine with paracetamol", 6, ingredient="codeine + paracetamol")
    own, more = ([Taken(at=at(2, hour + late), amount=2.0) for hour in (9, 13, 17, 21)] for late in (0, 0.5))
    found = over_plan.look(opened((), {plain: own, both: more, oxycodone(8): own}))
    assert (found.state, found.measures["days"], found.measures["not_added"]) == (State.NOT_SEEN, 0, 4)
    assert found.measures["doses"] == 4
    assert over_plan.look(opened((), {plain: own})).measures["not_added"] == 0
    ended = replace(plain, plans=(Plan(start=FIRST, until=day(1), max_per_day=Decimal(8)),))
    assert over_plan.look(opened((), {ended: own, both: more})).measures["not_added"] == 0
    patch = replace(both, form="patch")
    assert over_plan.look(opened((), {plain: own, patch: more})).measures["not_added"] == 0


def test_a_combination_taken_too_soon_is_told_whatever_its_strength() -> None:
    plain = limited_to("paracetamol", gap=4)
    both = a_medicine("Codeine with paracetamol", 6, ingredient="codeine + paracetamol")
    own, more = [Taken(at=at(2, 8)), Taken(at=at(2, 14))], [Taken(at=at(2, 9))]
    found = over_plan.look(opened((), {plain: own, both: more}))
    assert (found.measures["gaps"], found.measures["doses"]) == (1, 3)
    assert found.rests_on == (("dose", 2 * KEYS_OF_DOSES),)
    by_plan = replace(both, role="regular")
    assert over_plan.look(opened((), {plain: own, by_plan: more})).measures["gaps"] == 0


@pytest.mark.parametrize("worn", [{"form": "patch"}, {"action": "long-acting"}])
def test_a_patch_or_a_long_acting_product_makes_no_dose_too_soon(worn: dict[str, Any]) -> None:
    plain = limited_to("paracetamol", gap=4)
    other = a_medicine("Other", 6, ingredient="paracetamol", **worn)
    found = over_plan.look(opened((), {plain: [Taken(at=at(2, 9))], other: [Taken(at=at(2, 8))]}))
    assert found.measures["gaps"] == 0


def test_the_long_acting_product_has_a_label_of_its_own() -> None:
    long = a_medicine(
        "Oxycodone PR",
        6,
        ingredient="oxycodone",
        role="regular",
        action="long-acting",
        strength=Strength(value=Decimal(10), unit="mg"),
    )
    own = [Taken(at=at(0, hour)) for hour in (9, 13, 17, 21)]
    found = over_plan.look(opened((), {oxycodone(5, max_per_day=4, gap=4): own, long: regular(1)}))
    assert (found.measures["days"], found.measures["gaps"]) == (0, 0)


def test_gaps_are_counted_over_as_needed_products_of_the_same_ingredient() -> None:
    limited, other = oxycodone(5, gap=4), oxycodone(6)
    own = [Taken(at=at(0, 8)), Taken(at=at(2, 8))]
    for apart, gaps in ((0, 1), (300, 1), (301, 2)):
        others = [Taken(at=at(0, 9)), Taken(at=at(2, 8) - apart)]
        found = over_plan.look(opened((), {limited: own, other: others}))
        assert found.measures["gaps"] == gaps, "two products within five minutes are one taking"
    both = over_plan.look(opened((), {limited: own, oxycodone(6, gap=4): [Taken(at=at(0, 9))]}))
    assert both.measures["gaps"] == 1, "a dose that two plans find too soon is one dose"


def test_the_gap_of_a_regular_plan_holds_for_its_own_doses_alone() -> None:
    """Two as-needed doses an hour apart were held against the plan of what is taken every eight hours."""
    by_plan = replace(oxycodone(5, gap=8), role="regular")
    own, soon = [Taken(at=at(2, 8)), Taken(at=at(2, 20))], [Taken(at=at(2, 10)), Taken(at=at(2, 11))]
    found = over_plan.look(opened((), {by_plan: own, oxycodone(6): soon}))
    assert (found.measures["gaps"], found.measures["doses"]) == (0, 2)
    found = over_plan.look(opened((), {by_plan: [*own, Taken(at=at(2, 21))], oxycodone(6): soon}))
    assert (found.measures["gaps"], found.measures["doses"]) == (1, 3)
    one_limit = replace(oxycodone(5, max_per_day=3, gap=8), role="regular")
    found = over_plan.look(opened((), {one_limit: own, oxycodone(6): soon}))
    assert (found.measures["days"], found.measures["gaps"]) == (1, 0), "they are added up all the same"


def test_a_day_counts_what_was_taken_before_the_period() -> None:
    doses = [Taken(at=at(0, 15 + 3.9 * n)) for n in range(7)]
    record = written(doses={LIMITED: doses})
    found = over_plan.look(open_diary(record, day(1), day(5)))
    assert found.measures["days"] == 1
    late = written(doses={LIMITED: [Taken(at=at(0, 23)), Taken(at=at(1, 1))]})
    assert over_plan.look(open_diary(late, day(1), day(5))).measures["gaps"] == 1


def test_doses_of_days_without_a_limit_are_not_told_as_held_against_it() -> None:
    plans = (Plan(start=day(5), until=day(9), max_per_day=Decimal(2)), Plan(start=day(20)))
    other = a_medicine("By plan", 6, role="regular", plans=(Plan(start=FIRST, min_hours_between=Decimal(4)),))
    limited = a_medicine(plans=plans)
    found = over_plan.look(opened((), {limited: [Taken(at=at(n, 8)) for n in range(30)]}))
    assert (found.state, found.measures["doses"]) == (State.NOT_SEEN, 5)
    twice = {limited: [Taken(at=at(6, 8 + n)) for n in range(3)], other: [Taken(at=at(7, 8))]}
    found = over_plan.look(opened((), twice))
    assert found.bars is not None
    assert (found.measures["doses"], sum(found.bars.of), sum(found.bars.values)) == (4, 4, 1)


def test_the_plan_of_that_day_is_the_one_that_holds() -> None:
    plans = (
        Plan(start=FIRST, until=day(9), max_per_day=Decimal(2)),
        Plan(start=day(10), max_per_day=Decimal(4)),
    )
    doses = [Taken(at=at(n, 8 + 4 * k)) for n in (5, 15) for k in range(3)]
    found = over_plan.look(opened((), {a_medicine(plans=plans): doses}))
    assert found.measures["days"] == 1


def test_without_a_limit_there_is_nothing_to_hold_against() -> None:
    found = over_plan.look(opened((), {a_medicine(): regular(5)}))
    assert found.state is State.NOT_ENOUGH
    assert found.needs[0].has == 0
