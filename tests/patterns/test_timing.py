"""Times of day, returns and lengths: what is planted is found, and what only looks like it is not."""

from collections.abc import Callable
from datetime import time

import numpy as np
import pytest

from painlog.patterns import lengthening, returning, time_of_day
from painlog.patterns.diary import Diary, open_diary
from painlog.patterns.finding import Family, Finding, State
from painlog.record import Record
from tests.patterns.recording import Checked, Flare, at, day, written

RNG = np.random.default_rng


def opened(record: Record, days: int = 90) -> Diary:
    return open_diary(record, day(0), day(days - 1))


def evenings(days: int = 90) -> list[Checked]:
    return [Checked(at=at(number, 22)) for number in range(days)]


def at_hours(hours: list[float]) -> Record:
    return written(flares=[Flare(at=at(n, hour)) for n, hour in enumerate(hours)], check_ins=evenings())


def spread(seed: int, days: int, a_day: float = 1.0) -> list[Flare]:
    rng = RNG(seed)
    counts = rng.poisson(a_day, days)
    return [Flare(at=at(n, float(h))) for n, c in enumerate(counts) for h in rng.uniform(7, 23, c)]


# A hard time of day


def test_the_hard_four_hours_are_found_with_their_counts() -> None:
    rng = RNG(20)
    hours = [*rng.uniform(16, 19, 27), *rng.uniform(7, 15, 13), *rng.uniform(20.5, 23, 6)]
    found = time_of_day.look(opened(at_hours([float(hour) for hour in hours])))
    begin, until = int(str(found.measures["from"])), int(str(found.measures["until"]))
    assert begin <= 16 * 60 + 15
    assert until >= 18 * 60 + 45
    assert until - begin == 240
    assert found.measures["share"] == pytest.approx(int(str(found.measures["within"])) / 46)
    assert int(str(found.measures["within"])) >= 27
    assert found.measures["expected"] == 0.25
    assert found.effect_is_there
    assert found.p is not None
    assert found.p < 0.001
    assert len(found.rests_on) == found.measures["within"]


def test_flare_ups_of_a_whole_waking_day_have_no_hard_time() -> None:
    found = time_of_day.look(opened(written(flares=spread(21, 90), check_ins=evenings())))
    assert not found.effect_is_there
    assert found.p is not None
    assert found.p > 0.05


@pytest.mark.parametrize("late", [0, 30, 17])
def test_the_picture_shows_those_of_the_four_hours_and_no_others_as_such(late: int) -> None:
    """The four hours begin at half past an hour, or at whatever minute waking up does."""
    hours = [*np.arange(16.55, 20.5, 0.1), *np.arange(9.05, 23.5, 0.45), 3.1]
    flares = [Flare(at=at(n, float(hour)) + late * 60) for n, hour in enumerate(hours)]
    waking = time(7, late), time(23, late)
    found = time_of_day.look(opened(written(flares=flares, check_ins=evenings(), waking=waking)))
    assert found.bars is not None
    assert sum(found.bars.values) == found.measures["within"] == len(found.rests_on)
    assert sum(found.bars.of) == len(flares)
    assert all(found.bars.strong)


def test_that_people_sleep_is_no_pattern() -> None:
    # All by day: a third of the clock is empty, and the obvious test would call it a pattern.
    found = time_of_day.look(opened(written(flares=spread(22, 90, 2.0), check_ins=evenings())))
    assert found.p is not None
    assert found.p > 0.05
    assert found.measures["night"] == 0


def test_flare_ups_at_night_are_counted_apart() -> None:
    nights = [Flare(at=at(n, 3)) for n in range(12)]
    found = time_of_day.look(opened(written(flares=[*spread(23, 90), *nights], check_ins=evenings())))
    assert found.measures["night"] == 12
    assert found.measures["count"] == len(spread(23, 90))


def test_three_in_a_row_are_not_three_independent_witnesses() -> None:
    """A cluster a day, at a random time: turned together they surprise nobody."""
    rng = RNG(24)
    starts = rng.uniform(7, 20, 14)
    days = np.repeat(np.arange(14), 3)
    place = ((np.repeat(starts, 3) + np.tile((0.0, 0.9, 1.8), 14) - 7) * 2).astype(np.int64)
    together = time_of_day.turned_p(days, place, 32, 8)
    alone = time_of_day.turned_p(np.arange(42), place, 32, 8)
    assert together > 3 * alone


def test_what_is_needed_is_said_as_plainly_as_it_can_be() -> None:
    prompt = [Flare(at=at(n, 12)) for n in range(12)]
    late = [Flare(at=at(20 + n, 12), delay=9e4) for n in range(12)]
    for look, plain, longer in (
        (time_of_day.look, "flare-ups", "prompt flare-ups"),
        (returning.look, "ended flare-ups", "prompt ended flare-ups"),
    ):
        need = look(opened(written(flares=prompt, check_ins=evenings()))).needs[0]
        assert (need.what, need.has) == (plain, 12)
        need = look(opened(written(flares=[*prompt, *late], check_ins=evenings()))).needs[0]
        assert (need.what, need.has) == (longer, 12)


def test_of_an_imported_journal_what_is_needed_says_nothing_of_writing() -> None:
    """Only the day was told: all are there, and none can be used, but not for when they were written."""
    guessed = [Flare(at=at(n, 12), delay=None, is_uncertain=True) for n in range(25)]
    diary = opened(written(flares=guessed, check_ins=[Checked(at=at(n, 22), delay=None) for n in range(90)]))
    assert not diary.knows_writing
    needs = [look(diary).needs[0] for look in (time_of_day.look, returning.look)]
    told = [(need.what, need.has) for need in needs]
    assert told == [("timed flare-ups", 0), ("timed ended flare-ups", 0)]


@pytest.mark.parametrize(
    ("hours", "begin"), [((17.0, 17.4), 15), ((10.0, 10.4), 8), ((7.0, 7.4), 7), ((22.6, 22.9), 19)]
)
def test_flare_ups_that_begin_together_lie_in_the_middle_of_their_hours(
    hours: tuple[float, float], begin: int
) -> None:
    """Of the windows that hold them all the first would be told, which ends with them."""
    given = [Flare(at=at(n, hours[n % 2])) for n in range(24)]
    measures = time_of_day.look(opened(written(flares=given, check_ins=evenings()))).measures
    assert (measures["from"], measures["until"]) == (begin * 60, (begin + 4) * 60)
    assert measures["share"] == 1.0


@pytest.mark.parametrize("until", [10, 11])
def test_in_four_hours_awake_or_fewer_no_time_is_harder_than_another(until: int) -> None:
    given = [Flare(at=at(n, 8)) for n in range(24)]
    found = time_of_day.look(
        opened(written(flares=given, check_ins=evenings(), waking=(time(7), time(until))))
    )
    assert (found.state, found.p, found.effect_is_there) == (State.NOT_SEEN, 1.0, False)
    assert (found.measures["from"], found.measures["until"]) == (7 * 60, until * 60)


@pytest.mark.parametrize(("flares", "days"), [(19, 90), (30, 13)])
def test_a_time_of_day_needs_twenty_flare_ups_and_fourteen_days(flares: int, days: int) -> None:
    given = [Flare(at=at(n % days, 8 + n // days)) for n in range(flares)]
    found = time_of_day.look(opened(written(flares=given, check_ins=evenings(days))))
    assert found.state is State.NOT_ENOUGH
    assert found.p is None


def test_late_and_guessed_entries_do_not_tell_the_time() -> None:
    late = [Flare(at=at(n, 17), delay=9e4) for n in range(30)]
    guessed = [Flare(at=at(n, 17.5), is_uncertain=True) for n in range(30)]
    found = time_of_day.look(opened(written(flares=[*late, *guessed], check_ins=evenings())))
    assert found.state is State.NOT_ENOUGH
    assert found.needs[0].has == 0


def test_the_window_never_goes_around_the_night() -> None:
    counts = np.array([5, 0, 0, 0, 0, 5])
    assert time_of_day.windows(counts, 2).tolist() == [5, 0, 0, 0, 5]


# Returning


def returning_flares(seed: int, share: float, days: int = 90) -> list[Flare]:
    rng = RNG(seed)
    given = []
    for number in range(days):
        if rng.random() < 0.6:
            onset = float(rng.uniform(7, 18))
            given.append(Flare(at=at(number, onset), lasted=40.0))
            if rng.random() < share:
                again = onset + 40 / 60 + float(rng.uniform(0.3, 2.5))
                given.append(Flare(at=at(number, again), lasted=60.0))
    return given


def test_returns_within_three_hours_are_found_with_their_counts() -> None:
    flares = returning_flares(25, 0.6)
    found = returning.look(opened(written(flares=flares, check_ins=evenings())))
    back = sum(flare.lasted == 60.0 for flare in flares)
    assert found.measures["returned"] == back
    assert found.measures["count"] == len(flares)
    assert found.measures["pairs"] == back
    assert found.measures["longer"] == back
    assert float(str(found.measures["longer_p"])) < 0.001
    assert float(str(found.measures["expected"])) < 0.7 * back
    assert found.effect_is_there
    assert found.p is not None
    assert found.p < 0.001
    assert len(found.rests_on) == 2 * back
    assert found.bars is not None
    assert sum(found.bars.values[:3]) == back
    assert found.bars.strong == (True,) * 3 + (False,) * 9


def test_the_picture_of_returns_counts_the_hours_after_an_end() -> None:
    """Ten minutes, an hour, three hours to the minute, three and a bit, twelve, and more than is shown."""
    gaps = (10, 60, 180, 181, 720, 721)
    flares = [
        Flare(at=at(2 * n, 8) + later, lasted=60.0)
        for n, gap in enumerate(gaps * 3)
        for later in (0, 3600 + gap * 60)
    ]
    found = returning.look(opened(written(flares=flares, check_ins=evenings())))
    bars = found.bars
    assert bars is not None
    assert found.measures["returned"] == sum(bars.values[:3])
    assert bars.values == (6, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 3)


def test_two_on_a_day_by_chance_are_no_return() -> None:
    found = returning.look(opened(written(flares=spread(26, 90, 1.2), check_ins=evenings())))
    assert found.p is not None
    assert found.p > 0.05


def test_bad_days_are_no_returns() -> None:
    """Five on a day, none on the next: the day keeps its count, so only the hours within it matter."""
    rng = RNG(27)
    hours = [float(h) for _ in range(30) for h in np.linspace(7.5, 22, 5) + rng.uniform(-0.5, 0.5, 5)]
    flares = [Flare(at=at(3 * (n // 5), hour), lasted=20.0) for n, hour in enumerate(hours)]
    found = returning.look(opened(written(flares=flares, check_ins=evenings())))
    assert not found.effect_is_there or (found.p or 0) > 0.05


def test_where_none_overlap_chance_lets_none_overlap_either() -> None:
    """Two of five hours in sixteen: where the second begins later, it is within three hours in 47 of 100."""
    two = returning.Days(np.array([[100.0, 700.0]]), np.array([[300.0, 300.0]]))
    chances, _ = returning._returns_by_chance(two, 960.0, None, RNG(29))
    assert chances[0, 1] == pytest.approx((660**2 - 480**2) / 660**2, abs=0.05)


def test_a_hard_time_of_day_is_no_return() -> None:
    rng = RNG(28)
    flares = [
        Flare(at=at(n, float(hour)), lasted=20.0)
        for n in range(90)
        for hour in rng.uniform(15, 19, rng.poisson(1.2))
    ]
    found = returning.look(opened(written(flares=flares, check_ins=evenings())))
    assert found.p is not None
    assert found.p > 0.05
    # What is told beside it is what these hours alone give, not what even hours would.
    assert float(str(found.measures["returned"])) < 1.3 * float(str(found.measures["expected"]))
    assert not found.effect_is_there


def test_a_link_counts_as_a_return_whatever_the_time_between() -> None:
    first = [Flare(at=at(n, 8)) for n in range(20)]
    linked = [Flare(at=at(n, 20), after=first[n]) for n in range(5)]
    asleep = Flare(at=at(30, 8), lasted=None)
    linked.append(Flare(at=at(30, 20), after=asleep))
    found = returning.look(opened(written(flares=[*first, asleep, *linked], check_ins=evenings())))
    assert (found.measures["returned"], found.measures["count"]) == (5, 26), "of those with an end"
    assert (found.measures["pairs"], found.measures["longer"]) == (5, 0), "as long as the one before"


def test_links_after_more_than_three_hours_are_told_apart_and_prove_nothing() -> None:
    first = [Flare(at=at(n, 9)) for n in range(20)]
    linked = [Flare(at=at(n, 15), lasted=90.0, after=one) for n, one in enumerate(first)]
    found = returning.look(opened(written(flares=[*first, *linked], check_ins=evenings())))
    assert (found.measures["returned"], found.measures["linked"]) == (20, 20)
    assert len(found.rests_on) == 40, "what came back later as well"
    assert not found.effect_is_there


def test_no_more_pairs_are_told_than_returns_that_are_counted_and_all_of_them_are_marked() -> None:
    """Of links, that of a late entry tells nothing; a return that is counted already is not one more."""
    first = [Flare(at=at(n, 8)) for n in range(16)]
    again = [Flare(at=at(n, 10), lasted=90.0) for n in range(3)]
    noted = [Flare(at=at(n, 20), lasted=90.0, after=first[n]) for n in range(2, 5)]
    late = [Flare(at=at(n, 8), delay=9e4) for n in range(20, 30)]
    of_late = [Flare(at=at(n, 20), after=late[n - 20]) for n in range(20, 30)]
    twice = Flare(at=at(5, 3), lasted=90.0, after=first[4])
    given = [*first, *again, *noted, *late, *of_late, twice]
    found = returning.look(opened(written(flares=given, check_ins=evenings())))
    told = [found.measures[name] for name in ("returned", "linked", "pairs", "longer")]
    assert told == [5, 2, 5, 5]
    keys = {id(one): key for key, one in enumerate(sorted(given, key=lambda one: one.at), start=1)}
    marked = [*first[:5], *again, *noted[1:]]
    assert {key for _, key in found.rests_on} == {keys[id(one)] for one in marked}


def test_three_hours_are_counted_from_the_end() -> None:
    pairs = [Flare(at=at(n, 8), lasted=120.0) for n in range(16)]
    just = [Flare(at=at(n, 12.9)) for n in range(8)]
    past = [Flare(at=at(n, 13.1)) for n in range(8, 16)]
    found = returning.look(opened(written(flares=[*pairs, *just, *past], check_ins=evenings())))
    assert found.measures["returned"] == 8


def test_a_return_past_midnight_counts() -> None:
    flares = [Flare(at=at(2 * n, 23), lasted=30.0) for n in range(15)]
    again = [Flare(at=at(2 * n + 1, 1)) for n in range(15)]
    found = returning.look(opened(written(flares=[*flares, *again], check_ins=evenings())))
    assert found.measures["returned"] == 15
    assert float(str(found.measures["expected"])) >= 15, (
        "the night is no waking time: nothing to hold it against"
    )


def test_a_flare_up_without_an_end_does_not_return() -> None:
    flares = [Flare(at=at(n, 8), lasted=None) for n in range(20)] + [Flare(at=at(n, 9)) for n in range(20)]
    found = returning.look(opened(written(flares=flares, check_ins=evenings())))
    assert found.measures["count"] == 20
    assert found.measures["returned"] == 0


def test_fifteen_have_to_be_over() -> None:
    flares = [Flare(at=at(n, 8)) for n in range(14)]
    assert returning.look(opened(written(flares=flares, check_ins=evenings()))).state is State.NOT_ENOUGH


# Lengthening


def growing(seed: int, factor: float, count: int = 60) -> Record:
    rng = RNG(seed)
    lengths = 40 * factor ** (np.arange(count) / count) * np.exp(rng.normal(0, 0.4, count))
    flares = [Flare(at=at(n * 90 // count, 12), lasted=float(x)) for n, x in enumerate(lengths)]
    return written(flares=flares, check_ins=evenings())


def test_growing_lengths_are_found_with_their_factor() -> None:
    found = lengthening.look(opened(growing(29, 3.0, 240)))
    assert float(str(found.measures["factor"])) == pytest.approx(3.0, rel=0.35)
    assert float(str(found.measures["first"])) == pytest.approx(40, rel=0.3)
    assert found.effect_is_there
    assert found.p is not None
    assert found.p < 0.001
    assert float(str(found.measures["tau"])) > 0.3
    assert found.bars is not None
    assert found.bars.values[-1] > found.bars.values[0]


def test_lengths_that_stay_the_same_or_shrink_are_not() -> None:
    same, shrinking = (lengthening.look(opened(growing(30, factor))) for factor in (1.0, 0.4))
    assert (same.p or 0) > 0.05
    assert (shrinking.p or 0) > 0.9
    assert not shrinking.effect_is_there


def test_one_long_bad_spell_at_the_end_is_not_a_trend_of_many() -> None:
    lengths = [40.0] * 50 + [200.0] * 10
    flares = [Flare(at=at(n, 12), lasted=x) for n, x in enumerate(lengths)]
    found = lengthening.look(opened(written(flares=flares, check_ins=evenings())))
    assert not found.effect_is_there


@pytest.mark.parametrize(("count", "apart"), [(19, 4), (30, 0.7), (30, 0.1)])
def test_lengthening_needs_twenty_over_four_weeks(count: int, apart: float) -> None:
    flares = [Flare(at=at(0, 12) + n * apart * 86400) for n in range(count)]
    found = lengthening.look(opened(written(flares=flares, check_ins=evenings())))
    assert found.state is State.NOT_ENOUGH
    assert len(found.lacking) == 1


@pytest.mark.parametrize(("days", "state"), [(28, State.NOT_SEEN), (27, State.NOT_ENOUGH)])
def test_twenty_eight_days_are_four_weeks_whenever_the_first_flare_up_came(days: int, state: State) -> None:
    flares = [Flare(at=at(n, 12)) for n in range(1, days - 1)]
    record = written(flares=flares, check_ins=evenings(days), days=days)
    found = lengthening.look(open_diary(record, day(0), day(days - 1)))
    assert found.state is state
    assert found.needs[1].has == days // 7  # "has 3.9" of weeks with a flare-up in each was told


def test_a_flare_up_of_no_length_does_not_break_it() -> None:
    flares = [Flare(at=at(n, 12), lasted=0.0 if n % 3 else 30.0) for n in range(60)]
    found = lengthening.look(opened(written(flares=flares, check_ins=evenings())))
    assert found.p is not None


@pytest.mark.parametrize("look", [time_of_day.look, returning.look, lengthening.look])
def test_all_three_are_searched_for_and_always_say_the_same(look: Callable[[Diary], Finding]) -> None:
    record = written(flares=returning_flares(31, 0.3), check_ins=evenings())
    assert look(opened(record)) == look(opened(record))
    assert look(opened(record)).family is Family.SEARCHED
