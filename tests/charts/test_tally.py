"""Sums say the same whoever adds up, and nothing is lost between the bins."""

import random
from array import array
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from painlog.charts.slots import MOST_MARKS, SLOT, SLOTS, days_a_row, slots
from painlog.charts.sums import FastSlots, FastSums, fast_sums
from painlog.charts.tally import LADDER, Bins, days_together, sums
from painlog.patterns.timeline import DAY, HOUR, Timeline, day_of, midnight, timeline
from painlog.record import END_UNKNOWN, ENDED, RUNNING
from tests.charts.diaries import OXYCODONE, PATCH, RETARD, Attack, Diary, moment, oddities, patient

MONDAY = date(2026, 3, 2)
START = midnight(MONDAY)


def _random_diary(seed: int, days: int) -> Timeline:
    chance = random.Random(seed)
    diary = Diary(MONDAY)
    for _ in range(chance.randrange(60)):
        state = chance.choice((ENDED, ENDED, ENDED, RUNNING, END_UNKNOWN))
        lasted = chance.choice((0.0, 0.5, 3.0, 60.0, 200.0)) if state == ENDED else -1
        told = ((0.0, 3.0), (2.5, 6.0)) if chance.random() < 0.2 else ()
        peak = chance.choice((-1.0, 3.0, 7.5))
        unsure = chance.random() < 0.2
        diary.attacks.append(Attack(chance.uniform(0, days * 24), lasted, -1, peak, state, told, unsure))
    for what in (OXYCODONE, RETARD, PATCH):
        for _ in range(chance.randrange(50)):
            diary.take(what, chance.uniform(0, days * 24), chance.choice((0.5, 1, 2)))
    diary.check_ins = [(chance.uniform(0, days * 24), chance.choice((-1.0, 2.0, 5.0))) for _ in range(20)]
    diary.activities = [(chance.uniform(0, days * 24), "lifting", False) for _ in range(chance.randrange(30))]
    record = diary.record()
    for offset in (record.flare_ups.offset, *(doses.offset for doses in record.doses)):
        half = len(offset) // 2
        offset[half:] = array("h", [60]) * (len(offset) - half)
    return timeline(record, moment(MONDAY, days * 24))


def _close(one: object, other: object) -> bool:
    return one == pytest.approx(other, rel=1e-5)  # columns are of single precision


@given(st.integers(0, 10_000), st.sampled_from(LADDER[:3]), st.integers(-20, 60), st.integers(1, 80))
@settings(max_examples=60)
def test_numpy_adds_up_to_the_same(seed: int, days: int, begin: int, length: int) -> None:
    shown = _random_diary(seed, 40)
    bins = Bins.covering(START + begin * DAY, START + (begin + length) * DAY, days)
    plain = sums(shown, bins)
    for fast in (fast_sums(shown, bins), FastSums()(shown, bins)):
        assert fast.bins == bins
        assert _close(list(fast.flare_ups), list(plain.flare_ups))
        assert _close(list(fast.worst), list(plain.worst))
        assert _close(list(fast.usual), list(plain.usual))
        assert all(_close(list(a), list(b)) for a, b in zip(fast.doses, plain.doses, strict=True))
        assert _close(list(fast.activities), list(plain.activities))
        assert _close(list(fast.background), list(plain.background))


@given(st.integers(0, 10_000), st.sampled_from(LADDER[:3]), st.integers(-20, 60), st.integers(1, 60))
@settings(max_examples=60)
def test_numpy_counts_the_same_by_time_of_day(seed: int, days: int, begin: int, length: int) -> None:
    shown = _random_diary(seed, 40)
    bins = Bins.covering(START + begin * DAY, START + (begin + length) * DAY, days)
    plain, fast = slots(shown, bins), FastSlots()(shown, bins)
    assert fast.as_needed == plain.as_needed
    assert fast.regular == plain.regular
    assert fast.flare_ups == plain.flare_ups
    assert fast.unsure == plain.unsure


@pytest.mark.parametrize("days", LADDER)
def test_nothing_is_lost_in_a_sum(days: int) -> None:
    shown = timeline(patient(days=400).record(), moment(MONDAY, 500 * 24))
    added = sums(shown, Bins.covering(START, START + 420 * DAY, days))
    assert sum(added.flare_ups) == len(shown.flare_ups.columns.key)
    for lane, taken in zip(shown.lanes, added.doses, strict=True):
        assert sum(taken) == pytest.approx(sum(lane.doses.amount))


def test_a_sum_has_the_worst_and_the_usual_level_of_what_began_in_it() -> None:
    attacks = [Attack(5, peak=4), Attack(8, peak=8), Attack(9, peak=-1), Attack(30, peak=-1)]
    shown = timeline(Diary(MONDAY, attacks=attacks, check_ins=[(1, 2), (2, 4), (3, -1)]).record())
    added = sums(shown, Bins.covering(START, START + 3 * DAY, 1))
    assert added.flare_ups == [3, 1, 0]
    assert added.worst == [8, -1, -1]
    assert added.usual == [6, -1, -1]
    assert added.background == [3, -1, -1]


def test_a_flare_up_of_days_is_in_every_bin_that_it_touches() -> None:
    shown = timeline(Diary(MONDAY, attacks=[Attack(20, 60, peak=7)]).record(), moment(MONDAY, 500))
    assert sums(shown, Bins.covering(START, START + 5 * DAY, 1)).worst == [7, 7, 7, 7, -1]


def test_weeks_begin_on_monday() -> None:
    bins = Bins.covering(START + 2 * DAY, START + 9 * DAY, 7)
    assert day_of(bins.edges[0]) == MONDAY
    assert bins.size == 2
    assert bins.number(START + 8 * DAY) == 1
    assert bins.span(1) == (START + 7 * DAY, START + 14 * DAY)


def test_longer_bins_are_made_of_shorter_ones() -> None:
    edges = [Bins.covering(START, START + 4000 * DAY, days).edges for days in LADDER]
    inside = [{edge for edge in of if START < edge < START + 4000 * DAY} for of in edges]
    assert inside[0] >= inside[1] >= inside[2] >= inside[3]


def test_marks_become_sums_when_they_would_merge() -> None:
    shown = timeline(patient(days=400).record())
    together = [days_together(shown, START, START + days * DAY, 800) for days in (1, 14, 42, 91, 182, 400)]
    assert together[:4] == [0, 0, 0, 0]
    assert together[4] == 0 or together[4] == 1
    assert together[5] == 7
    assert days_together(shown, START, START + 20_000 * DAY, 800) >= 84


def test_dense_weeks_with_months_between_them_become_sums_as_well() -> None:
    """Two weeks with three doses a day, a year apart, were two blocks in which nothing could be counted."""
    diary = Diary(MONDAY)
    for day in (*range(14), *range(350, 364)):
        for hour in (8, 14, 20):
            diary.take(OXYCODONE, day * 24 + hour)
    shown = timeline(diary.record())
    assert days_together(shown, START, START + 364 * DAY, 800) == 7
    assert days_together(shown, START, START + 14 * DAY, 800) == 0
    seldom = Diary(MONDAY)
    for day in range(0, 364, 4):
        seldom.take(OXYCODONE, day * 24 + 8)
    assert days_together(timeline(seldom.record()), START, START + 364 * DAY, 800) == 0


def test_marks_and_sums_do_not_change_places_at_each_step_of_panning() -> None:
    """Some of the marks were looked at, and others at each step: it flickered up to 80 times in a year."""
    chance, diary = random.Random(1), Diary(MONDAY)
    for day in range(365):
        for _ in range(min(8, int(chance.expovariate(0.5) + 0.3))):
            diary.take(OXYCODONE, day * 24 + chance.uniform(7, 23))
    shown = timeline(diary.record())
    steps = (START + step * DAY / 2 for step in range(730))
    summed = [days_together(shown, begin, begin + 365 * DAY, 900) > 0 for begin in steps]
    assert sum(one != other for one, other in pairwise(summed)) <= 4


def test_patches_never_make_the_others_sums() -> None:
    diary = Diary(MONDAY)
    for hour in range(1000):
        diary.take(PATCH, hour * 24)
    assert days_together(timeline(diary.record()), START, START + 1000 * DAY, 800) == 0


def test_a_flare_up_touches_all_hours_that_it_lasts() -> None:
    shown = timeline(Diary(MONDAY, attacks=[Attack(22.5, 3)]).record(), moment(MONDAY, 500))
    found = slots(shown, Bins.covering(START, START + 2 * DAY, 1))
    assert [slot for slot in range(SLOTS) if found.flare_ups[0][slot]] == [22, 23]
    assert [slot for slot in range(SLOTS) if found.flare_ups[1][slot]] == [0, 1]
    assert SLOT == HOUR


def test_a_flare_up_that_ends_on_the_hour_is_not_in_the_next_one() -> None:
    attacks = [Attack(10, 1), Attack(15, 0), Attack(23, 1)]
    shown = timeline(Diary(MONDAY, attacks=attacks).record(), moment(MONDAY, 500))
    for bins in (Bins.covering(START, START + 2 * DAY, 1), Bins.covering(START + DAY, START + 2 * DAY, 1)):
        found = slots(shown, bins).flare_ups
        assert list(map(list, FastSlots()(shown, bins).flare_ups)) == found
        assert [slot for slot in range(SLOTS) if found[-1][slot]] == []
    found = slots(shown, Bins.covering(START, START + DAY, 1)).flare_ups
    assert [slot for slot in range(SLOTS) if found[0][slot]] == [10, 15, 23]


def test_an_hour_that_is_a_guess_counts_for_no_hour_but_for_its_day() -> None:
    attacks = [Attack(12, 1, is_uncertain=True), Attack(15, 0.5)]
    shown = timeline(Diary(MONDAY, attacks=attacks).record(), moment(MONDAY, 500))
    bins = Bins.covering(START, START + 2 * DAY, 1)
    assert [slot for slot in range(SLOTS) if slots(shown, bins).flare_ups[0][slot]] == [15]
    assert list(slots(shown, bins).unsure) == [1, 0]
    assert sums(shown, bins).flare_ups[0] == 2


def test_rows_are_days_as_long_as_they_can_be_seen() -> None:
    shown = timeline(patient(days=400).record())
    assert days_a_row(shown, START, START + 91 * DAY, 390, on_paper=False) == (1, True)
    assert days_a_row(shown, START, START + 366 * DAY, 400, on_paper=False) == (7, False)
    assert days_a_row(shown, START, START + 182 * DAY, 750, on_paper=True) == (1, True)
    assert days_a_row(shown, START, START + 190 * DAY, 750, on_paper=True) == (7, False)


def test_rows_that_are_too_full_are_sums_of_a_day() -> None:
    diary = Diary(MONDAY)
    for at in range(MOST_MARKS + 10):
        diary.take(OXYCODONE, at * 0.1)
    shown = timeline(diary.record())
    assert days_a_row(shown, START, START + 14 * DAY, 400, on_paper=False) == (1, False)


def test_an_empty_timeline_adds_up_to_nothing() -> None:
    shown = timeline(Diary(MONDAY).record(10))
    bins = Bins.covering(START, START + 10 * DAY, 1)
    for adding in (sums, fast_sums, FastSums()):
        assert sum(adding(shown, bins).flare_ups) == 0
    assert not any(map(any, FastSlots()(shown, bins).flare_ups))


def test_what_was_known_of_another_timeline_is_forgotten() -> None:
    bins = Bins.covering(START, START + 10 * DAY, 1)
    adding, counting = FastSums(), FastSlots()
    for diary in (oddities(), Diary(MONDAY, attacks=[Attack(5)])):
        shown = timeline(diary.record(), moment(MONDAY, 240))
        assert list(adding(shown, bins).flare_ups) == list(sums(shown, bins).flare_ups)
        assert counting(shown, bins).flare_ups == slots(shown, bins).flare_ups
