"""Activities and flare-ups: the two views, their denominators, and what must not fool them."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from painlog.patterns import days_before, hours_after, triggers
from painlog.patterns.diary import Diary, open_diary
from painlog.patterns.finding import Caveat, Drawing, Finding, State
from painlog.record import Record
from tests.patterns.recording import Checked, Did, Flare, at, day, written

RNG = np.random.default_rng


def evenings(days: int = 84) -> list[Checked]:
    return [Checked(at=at(number, 22)) for number in range(days)]


def opened(record: Record, days: int = 84) -> Diary:
    return open_diary(record, day(0), day(days - 1))


def looked(record: Record, days: int = 84) -> dict[str, Finding]:
    return {one.about: one for one in triggers.look(opened(record, days))}


def some(seed: int, share: float, days: int = 84, name: str = "lifting") -> list[Did]:
    rng = RNG(seed)
    return [Did(at=at(n, float(rng.uniform(8, 21))), name=name) for n in range(days) if rng.random() < share]


def background(seed: int, share: float = 0.35, days: int = 84) -> list[Flare]:
    rng = RNG(seed)
    return [Flare(at=at(n, float(rng.uniform(7, 23)))) for n in range(days) if rng.random() < share]


def following(lifts: list[Did], seed: int, share: float) -> list[Flare]:
    rng = RNG(seed)
    return [Flare(at=one.at + float(rng.uniform(120, 3400))) for one in lifts if rng.random() < share]


def test_capital_letters_make_no_other_activity() -> None:
    lifts = some(40, 0.7)
    twice = [replace(one, name="Lifting" if place % 3 else "lifting") for place, one in enumerate(lifts)]
    flares = [*background(41), *following(lifts, 42, 0.45)]
    once, both = (
        looked(written(flares=flares, activities=done, check_ins=evenings())) for done in (lifts, twice)
    )
    assert list(both) == ["Lifting"]
    assert both["Lifting"].measures == once["lifting"].measures
    assert both["Lifting"].rests_on == once["lifting"].rests_on


def test_an_activity_that_is_followed_within_the_hour_stands_out() -> None:
    lifts = some(40, 0.5)
    record = written(
        flares=[*background(41), *following(lifts, 42, 0.45)],
        activities=[*lifts, *some(43, 0.6, name="walking")],
        check_ins=evenings(),
    )
    found = looked(record)["lifting"]
    assert found.effect_is_there
    assert found.p is not None
    assert found.p < 0.001
    assert found.measures["view"] == "hours"
    assert found.measures["times"] == len(lifts)
    after, times = int(str(found.measures["after"])), len(lifts)
    assert 0.3 * times < after < 0.65 * times
    ratio, low, high = (float(str(found.measures[name])) for name in ("ratio", "ratio_low", "ratio_high"))
    assert 1.8 < low < ratio < high
    assert ratio == pytest.approx(after / times / float(str(found.measures["expected"])))
    walking = looked(record)["walking"]
    assert (walking.p or 0) > 0.05


def test_the_counts_are_those_of_the_journal() -> None:
    """Four weeks, 14 lifts of which 4 are followed: at 60 minutes yes, at 61 no, at 0 yes."""
    lifts = [Did(at=at(2 * n, 10), name="lifting") for n in range(14)]
    hours = [10.0, 10.5, 11.0, 10 + 59 / 60, 11 + 1 / 60, 9.9]
    flares = [Flare(at=at(2 * n, hour)) for n, hour in enumerate(hours)]
    rest = [Flare(at=at(2 * n, 18)) for n in range(6, 14)]
    found = looked(written(flares=[*flares, *rest], activities=lifts, check_ins=evenings(28)), 28)["lifting"]
    assert (found.measures["after"], found.measures["times"]) == (4, 14)


def test_the_hour_counts_from_the_beginning_until_an_hour_after_the_end() -> None:
    """Sitting from 10 to 12: an onset at 11, at 12:59 and at 13:01."""
    sat = [Did(at=at(2 * n, 10), name="sitting", lasted=120.0) for n in range(14)]
    flares = [Flare(at=at(2 * n, hour)) for n, hour in enumerate((11.0, 12 + 59 / 60, 13 + 1 / 60))]
    rest = [Flare(at=at(2 * n, 18)) for n in range(3, 14)]
    found = looked(written(flares=[*flares, *rest], activities=sat, check_ins=evenings(28)), 28)["sitting"]
    assert (found.measures["after"], found.measures["times"]) == (2, 14)


def test_onsets_exactly_an_hour_after_it_are_none_of_those_without_it() -> None:
    """Whole hours, by turns at noon and at one: what followed at one is not what one o'clock is like."""
    lifts = [Did(at=at(n, 12 + n % 2), name="lifting") for n in range(30)]
    flares = [*(Flare(at=one.at + 3600) for one in lifts), *(Flare(at=at(n, 20)) for n in range(0, 30, 3))]
    diary = opened(written(flares=flares, activities=lifts, check_ins=evenings(30)), 30)
    view = hours_after.hour_view(diary, diary.activities)
    assert (view.after, view.times) == (30, 30)
    assert view.p < 1e-6


def test_an_hour_that_ends_on_a_day_without_entries_is_no_mistake() -> None:
    lifts = [Did(at=at(0, 23) + 600, name="lifting"), Did(at=at(3, 23) + 1800, name="lifting")]
    flares = [Flare(at=at(1, 0) + 600)]
    found = looked(written(flares=flares, activities=lifts, check_ins=evenings(4)), 5)["lifting"]
    assert (found.measures["after"], found.measures["times"]) == (1, 2)


def test_a_longer_activity_has_more_time_for_chance() -> None:
    """The same onsets and beginnings: what lasts three hours is expected before four times as many."""
    flares = background(60, 0.7)
    short, long = (
        [Did(at=at(n, 8 + n % 9), name="driving", lasted=minutes) for n in range(0, 84, 4)]
        for minutes in (0.0, 180.0)
    )
    expected = []
    for done in (short, long):
        diary = opened(written(flares=flares, activities=done, check_ins=evenings()))
        expected.append(hours_after.hour_view(diary, diary.activities).expected)
    assert expected[1] == pytest.approx(4 * expected[0], rel=0.25)


def test_what_is_done_all_day_comes_before_everything_and_means_nothing() -> None:
    rng = RNG(44)
    stairs = [Did(at=at(n, float(h)), name="stairs") for n in range(84) for h in rng.uniform(7, 23, 6)]
    record = written(flares=background(45, 0.6), activities=stairs, check_ins=evenings())
    found = looked(record)["stairs"]
    assert int(str(found.measures["after"])) > 10, "many flare-ups came within an hour of the stairs"
    assert found.state is State.NOT_ENOUGH, "there is no day without it"
    view = hours_after.hour_view(opened(record), opened(record).activities)
    assert view.p > 0.05


def test_an_hour_that_is_hard_anyway_is_not_the_activitys_doing() -> None:
    """Flare-ups come at five, and on nine of ten days cooking begins before: that is chance."""
    found = []
    for seed in range(40):
        rng = RNG(4600 + seed)
        flares = [Flare(at=at(n, float(rng.normal(17, 0.7)))) for n in range(84) if rng.random() < 0.6]
        cooking = [Did(at=at(n, 16.6), name="cooking") for n in range(84) if n % 10]
        walks = some(47, 0.5, name="walking")
        record = written(flares=flares, activities=[*cooking, *walks], check_ins=evenings())
        found.append(looked(record)["cooking"])
    assert all(float(str(one.measures["share"])) > 0.15 for one in found)
    assert sum((one.p or 0) < 0.05 for one in found) <= 4
    assert min(one.p or 0 for one in found) > 0.005


def test_what_is_done_at_its_own_time_of_day_is_seen_to_set_it_off() -> None:
    """Lifting at nine on most days, one in four of them followed: that hour is hard by it alone."""
    held = 0
    for seed in range(20):
        rng = RNG(8000 + seed)
        lifts = [
            Did(at=at(n, float(rng.normal(9, 0.3))), name="lifting") for n in range(84) if rng.random() < 0.7
        ]
        record = written(
            flares=[*background(900 + seed, 0.5), *following(lifts, 950 + seed, 0.25)],
            activities=lifts,
            check_ins=evenings(),
        )
        held += (looked(record)["lifting"].p or 0) < 0.006 / hours_after.SHARE
    assert held >= 17


def test_bad_days_on_which_more_is_done_do_not_make_a_trigger_of_the_hour() -> None:
    rng = RNG(48)
    flares, pacing = [], []
    for number in range(84):
        if rng.random() < 0.4:
            flares += [Flare(at=at(number, float(h)), lasted=10.0) for h in rng.uniform(7, 23, 3)]
            pacing += [Did(at=at(number, float(h)), name="pacing") for h in rng.uniform(7, 23, 3)]
    record = written(flares=flares, activities=pacing, check_ins=evenings())
    view = hours_after.hour_view(opened(record), opened(record).activities)
    assert view.p > 0.02


def test_a_day_after_the_activity_is_seen_by_the_other_view() -> None:
    rng = RNG(49)
    drives = [Did(at=at(n, 18), name="driving") for n in range(83) if rng.random() < 0.35]
    after = {one.at // 86400 + 1 for one in drives}
    flares = [
        Flare(at=at(n, float(rng.uniform(8, 17))))
        for n in range(84)
        if rng.random() < (0.8 if n in after else 0.2)
    ]
    found = looked(written(flares=flares, activities=drives, check_ins=evenings()))["driving"]
    assert found.measures["view"] == "day"
    assert found.effect_is_there
    assert found.p is not None
    assert found.p < 0.01
    table = [float(str(found.measures[name])) for name in ("flare_days_with", "free_days_with")]
    assert table[0] > table[1]
    assert found.bars is not None
    assert found.bars.drawing is Drawing.DAYS_BEFORE, "hardly any followed within the hour"
    assert found.bars.values[0] == pytest.approx(
        table[0] / (table[0] + float(str(found.measures["flare_days_without"])))
    )
    assert found.bars.values[0] > 1.8 * found.bars.values[1]
    assert len([key for key in found.rests_on if key[0] == "flare-up"]) == found.measures["flare_days_with"]


def test_what_was_done_before_a_day_that_is_not_compared_is_not_marked() -> None:
    """Of days 35 to 39 nobody knows how they were, and the drive of day 83 comes before none."""
    gone = range(35, 40)
    drives = [Did(at=at(n, 18), name="driving") for n in range(84) if n % 3 == 0 or n in gone or n == 83]
    flares = [Flare(at=at(n, 12)) for n in range(84) if n % 3 == 1 and n not in gone]
    checks = [one for one in evenings() if one.at // 86400 not in gone]
    found = looked(written(flares=flares, activities=drives, check_ins=checks))["driving"]
    assert found.measures["view"] == "day"
    days = [int(one.at // 86400) for one in drives]
    compared = [key for key, n in enumerate(days, start=1) if n not in gone and n != 83]
    assert [key for kind, key in found.rests_on if kind == "activity"] == compared
    onsets = [one for one in found.rests_on if one[0] == "flare-up"]
    assert len(onsets) == found.measures["flare_days_with"]


def driven(seed: int, factor: float) -> tuple[list[Did], list[Flare]]:
    """Return drives on a third of the days, and flare-ups `factor` times as often for 24 hours after each."""
    rng = RNG(seed)
    drives = [
        Did(at=at(n, float(rng.uniform(8, 21))), name="driving") for n in range(84) if rng.random() < 0.33
    ]
    flares = []
    for n in range(84):
        for hour in rng.uniform(7, 23, rng.poisson(0.5 * factor)):
            after = any(0 < at(n, float(hour)) - one.at < 86400 for one in drives)
            if after or rng.random() < 1 / factor:
                flares.append(Flare(at=at(n, float(hour))))
    return drives, flares


def test_every_flare_up_of_a_day_counts() -> None:
    """Three times as many for a day, which whether there was any at all tells of eleven of twenty."""
    held = 0
    for seed in range(20):
        drives, flares = driven(8100 + seed, 3)
        diary = opened(written(flares=flares, activities=drives, check_ins=evenings()))
        view = days_before.day_view(diary, diary.activities)
        held += view.p < 0.006 and view.ratio >= triggers.STANDS_OUT
    assert held >= 16


def test_what_is_done_because_of_a_flare_up_sets_off_no_other() -> None:
    """Lying down after each flare-up comes before the next one of the same day, and means nothing."""
    held = 0
    for seed in range(20):
        _, flares = driven(8200 + seed, 2)
        rests = [Did(at=one.at + 1200, name="lying down") for one in flares]
        diary = opened(written(flares=flares, activities=rests, check_ins=evenings()))
        view = days_before.day_view(diary, diary.activities)
        held += view.p < 0.05 and view.ratio >= triggers.STANDS_OUT
    assert held <= 1


def test_weekdays_are_held_against_weekdays() -> None:
    """Work and flare-ups on weekdays only: no connection within either stratum."""
    rng = RNG(50)
    weekdays = [n for n in range(84) if n % 7 < 5]
    work = [Did(at=at(n, 9), name="work") for n in weekdays if rng.random() < 0.7]
    flares = [Flare(at=at(n, float(rng.uniform(12, 22)))) for n in weekdays if rng.random() < 0.6]
    found = days_before.day_view(
        opened(written(flares=flares, check_ins=evenings(), activities=work)),
        opened(written(flares=flares, check_ins=evenings(), activities=work)).activities,
    )
    assert found.p > 0.05


def test_a_window_that_reaches_into_an_untracked_day_is_left_out() -> None:
    checks = [one for one in evenings() if one.at // 86400 % 2 == 0]
    lifts = [Did(at=at(2 * n, 9), name="lifting") for n in range(40)]
    view = days_before.day_view(
        opened(written(check_ins=checks, activities=lifts)),
        opened(written(check_ins=checks, activities=lifts)).activities,
    )
    assert view.exposed == view.unexposed == 0


def test_a_flare_up_that_goes_on_past_midnight_takes_that_day_from_the_free_ones() -> None:
    long = [Flare(at=at(10, 20), lasted=36 * 60.0)]
    diary = opened(written(flares=long, check_ins=evenings()))
    free = days_before._free_days(diary) - diary.begin
    assert not {10, 11, 12} & set(free.tolist())
    assert 13 in free


@pytest.mark.parametrize("end", [{"lasted": 36 * 60.0}, {"lasted": None, "is_running": True}])
def test_nor_is_a_day_free_into_which_one_goes_on_from_before_or_that_one_runs_through(end: Any) -> None:
    flare = Flare(at=at(10, 20), **end)
    diary = open_diary(written(flares=[flare], check_ins=evenings(14), days=14), day(11), day(13))
    last = 12 if end["lasted"] else 14
    assert (days_before._free_days(diary) - diary.begin + 11).tolist() == [*range(last + 1, 14)]


@pytest.mark.parametrize(
    ("flare_days", "times", "days", "lacking"),
    [
        (9, 20, 40, {"flare days"}),
        (31, 20, 40, {"flare-free days"}),
        (12, 4, 40, {"times logged", "days with it", "days without it"}),
        (12, 20, 27, {"tracked days"}),
    ],
)
def test_what_a_trigger_needs(flare_days: int, times: int, days: int, lacking: set[str]) -> None:
    flares = [Flare(at=at(n, 12)) for n in range(flare_days)]
    lifts = [Did(at=at(n, 9), name="lifting") for n in range(times)]
    found = looked(written(flares=flares, activities=lifts, check_ins=evenings(days)), 60)["lifting"]
    assert found.state is State.NOT_ENOUGH
    assert {need.what for need in found.lacking} >= lacking - {"days with it", "days without it"}
    assert {need.what for need in found.lacking} <= lacking | {"days without it", "days with it"}
    assert found.measures["times"] == times


@pytest.mark.parametrize(("times", "delay", "told"), [(3, 60.0, 3), (12, 9e4, None)])
def test_days_on_which_it_was_logged_are_counted_as_a_person_does(
    times: int, delay: float, told: int | None
) -> None:
    """Of what was hardly logged; where only the days can be compared, these are other days, and named so."""
    lifts = [Did(at=at(n, 9), name="lifting", delay=delay) for n in range(times)]
    flares = [Flare(at=at(n, 12)) for n in range(12)]
    found = looked(written(flares=flares, activities=lifts, check_ins=evenings(40)), 60)["lifting"]
    with_it = {need.what: need.has for need in found.needs}
    assert with_it.get("days with it") == told
    assert ("days with it before" in with_it) == (told is None)


@pytest.mark.parametrize(("without", "state"), [(4, State.NOT_ENOUGH), (5, State.NOT_SEEN)])
def test_an_activity_of_nearly_every_day_needs_five_days_without_it(without: int, state: State) -> None:
    daily = [Did(at=at(n, 9 + n % 12), name="stairs") for n in range(84 - without)]
    found = looked(written(flares=background(51), activities=daily, check_ins=evenings()))["stairs"]
    assert found.state is state
    if state is State.NOT_ENOUGH:
        assert [(need.what, need.has) for need in found.lacking] == [("days without it", 4)]


def test_only_an_excess_counts_so_that_one_tail_of_the_days_is_enough() -> None:
    drives = [Did(at=at(n, 18), name="driving") for n in range(0, 83, 3)]
    flares = [Flare(at=at(n, 12)) for n in range(84) if n % 3 == 1 or n % 7 == 0]
    diary = opened(written(flares=flares, activities=drives, check_ins=evenings()))
    view = days_before.day_view(diary, diary.activities)
    shares = days_before._done_before(diary.activities, diary.flare_ups.local)
    assert shares.mean() > 0.5
    assert 0 < view.p < 0.5
    none = diary.activities.only(np.zeros(diary.activities.count, dtype=bool))
    assert days_before.day_view(diary, none).p == 1.0


def test_a_trigger_that_is_only_marked_is_listed_as_counts() -> None:
    flares = [
        Flare(at=at(n, 12), triggers=("weather", "Lifting") if n % 2 else ("weather",)) for n in range(12)
    ]
    record = written(flares=flares, activities=some(52, 0.4), check_ins=evenings())
    found = looked(record)
    assert set(found) == {"lifting", "weather"}
    assert found["weather"].state is State.NOT_ENOUGH
    assert found["weather"].caveats == {Caveat.NEVER_LOGGED}
    assert (found["weather"].measures["marked"], found["weather"].measures["times"]) == (12, None)
    assert len(found["weather"].rests_on) == 12


def test_without_any_activity_it_says_what_would_be_possible() -> None:
    found = triggers.look(opened(written(flares=background(53), check_ins=evenings())))
    assert [(one.about, one.state) for one in found] == [("", State.NOT_ENOUGH)]
    assert found[0].needs[0].what == "times logged"


def test_sessions_of_a_therapy_are_no_triggers() -> None:
    sessions = [Did(at=at(n, 11), name="physical therapy", is_therapy=True) for n in range(0, 84, 3)]
    found = looked(written(flares=background(54), activities=sessions, check_ins=evenings()))
    assert "physical therapy" not in found


def test_sessions_that_are_marked_on_flare_ups_are_looked_at() -> None:
    """It would be untrue that they are never logged otherwise."""
    sessions = [Did(at=at(n, 11), name="physical therapy", is_therapy=True) for n in range(0, 84, 3)]
    flares = [*background(54), Flare(at=at(40, 13), triggers=("Physical therapy",))]
    found = looked(written(flares=flares, activities=sessions, check_ins=evenings()))
    assert set(found) == {"physical therapy"}
    assert found["physical therapy"].measures["times"] == len(sessions)
    assert found["physical therapy"].caveats == frozenset()


def test_two_spellings_of_a_mark_are_one_trigger() -> None:
    spelt = [("stairs",)] * 4 + [("Stairs",)] * 3 + [("stairs", "Stairs")] + [("weather",)] * 2
    flares = [Flare(at=at(n, 12), triggers=names) for n, names in enumerate(spelt)]
    found = looked(written(flares=flares, check_ins=evenings()))
    assert [(name, one.measures["marked"]) for name, one in found.items()] == [("stairs", 8), ("weather", 2)]
    assert len(found["stairs"].rests_on) == 8


def test_late_entries_are_left_out_of_the_hours() -> None:
    lifts = some(55, 0.5)
    late = [Did(at=one.at, name=one.name, delay=9e4) for one in lifts[::2]]
    record = written(flares=background(56), activities=[*lifts[1::2], *late], check_ins=evenings())
    found = looked(record)["lifting"].measures
    assert (found["times"], found["logged"]) == (len(lifts[1::2]), len(lifts))


def test_the_picture_compares_the_activities() -> None:
    lifts = some(57, 0.6)
    flares = [*background(59), *(Flare(at=one.at + 1200, lasted=10.0) for one in lifts[::2])]
    activities = [*lifts, *some(58, 0.5, name="walking")]
    found = looked(written(flares=flares, activities=activities, check_ins=evenings()))
    assert found["lifting"].measures["view"] == "hours"
    bars = found["lifting"].bars
    assert bars is not None
    assert bars.drawing is Drawing.ACTIVITIES
    assert sorted(bars.names) == ["lifting", "walking"]
    assert list(bars.values) == sorted(bars.values, reverse=True)
    assert [name for name, strong in zip(bars.names, bars.strong, strict=True) if strong] == ["lifting"]


def test_of_what_was_written_down_late_the_picture_does_not_say_that_nothing_followed() -> None:
    lifts, drives = some(57, 0.6), some(61, 0.5, name="driving")
    flares = [*background(59), *(Flare(at=one.at + 1200, lasted=10.0) for one in lifts[::2])]
    late = [replace(one, delay=9e4) for one in drives[4:]]
    done = [*lifts, *drives[:4], *late]
    found = looked(written(flares=flares, activities=done, check_ins=evenings()))
    assert (found["driving"].measures["times"], found["driving"].measures["view"]) == (4, "day")
    assert found["lifting"].bars is not None
    assert found["lifting"].bars.names == ("lifting",)


def test_what_stands_out_is_in_its_own_picture_however_many_others_there_are() -> None:
    """Five activities are followed more often than cooking, one of seven."""
    rng, done, flares = RNG(60), list[Did](), list[Flare]()
    for place, name in enumerate(("lifting", "walking", "stairs", "driving", "gardening", "ironing")):
        for n in range(90):
            if rng.random() < 0.3:
                done.append(Did(at=at(n, 8 + 2 * place), name=name))
                flares += [Flare(at=at(n, 8.3 + 2 * place), lasted=10.0)] if rng.random() < 0.6 else []
    done += [Did(at=at(n, 21), name="cooking") for n in range(0, 90, 3)]
    found = looked(written(flares=flares, activities=done, check_ins=evenings()))
    for name in ("cooking", "lifting"):
        bars = found[name].bars
        assert bars is not None
        assert len(bars.names) == len(bars.values) == 5
        assert [one for one, strong in zip(bars.names, bars.strong, strict=True) if strong] == [name]


@pytest.mark.parametrize("hours", [(11.5, 12.5, 13.5, 14.5, 15.5), (10.0,)])
def test_a_perfect_trigger_stands_out_with_figures_that_are_numbers(hours: tuple[float, ...]) -> None:
    """Every second day lifted, each time followed after 20 minutes, and no other flare-up at all."""
    lifts = [Did(at=at(n, hours[n // 2 % len(hours)]), name="lifting") for n in range(0, 60, 2)]
    flares = [Flare(at=one.at + 1200) for one in lifts]
    found = looked(written(flares=flares, activities=lifts, check_ins=evenings(60)), 60)["lifting"]
    assert (found.measures["after"], found.measures["times"]) == (30, 30)
    assert found.effect_is_there
    assert found.p is not None
    assert found.p < 0.02
    assert float(str(found.measures["ratio"])) > 1.8
    assert 0 < float(str(found.measures["ratio_low"])) < float(str(found.measures["ratio"]))


def test_onsets_at_other_times_of_day_leave_half_a_count_at_the_activitys_own() -> None:
    lifts = [Did(at=at(2 * n, 10 + n % 3), name="lifting") for n in range(20)]
    flares = [Flare(at=one.at + 1200) for one in lifts[::2]]
    flares += [Flare(at=at(2 * n + 1, 20)) for n in range(5)]
    diary = opened(written(flares=flares, activities=lifts, check_ins=evenings(60)), 60)
    view = hours_after.hour_view(diary, diary.activities)
    assert (view.after, view.times) == (10, 20)
    assert 1.8 < view.low < view.ratio < view.high < np.inf
    assert 0 < view.p < 0.001


def test_by_chance_alone_at_most_one_day_view_in_twenty_is_below_a_tenth() -> None:
    """An excess and its opposite are as likely, and only the excess has a p-value below 1."""
    below = 0
    for seed in range(300):
        walks = some(2 * seed, 0.5, name="walking")
        diary = opened(written(flares=background(2 * seed + 1, 0.5), activities=walks, check_ins=evenings()))
        below += days_before.day_view(diary, diary.activities).p <= 0.1
    assert 3 <= below <= 15
