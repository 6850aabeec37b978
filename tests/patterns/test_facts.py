"""The plain figures, on journals small enough to count by hand."""

import subprocess
import sys
from array import array
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from painlog.patterns import facts, frequency
from painlog.patterns.diary import open_diary
from painlog.patterns.finding import Caveat, Drawing, Finding, State
from painlog.patterns.rates import garwood
from painlog.record import FOR_FLARE_UP, NoteColumns, Record
from tests.patterns.recording import Checked, Did, Flare, Taken, a_medicine, at, day, written


def evenings(days: int, background: float | None = 3.0) -> list[Checked]:
    return [Checked(at=at(number, 21), background=background) for number in range(days)]


def rate(record: Record, days: int) -> Finding:
    return frequency.look(open_diary(record, day(0), day(days - 1)))


def figures(record: Record, days: int) -> dict[str, Finding]:
    return {one.id: one for one in facts.figures(record, day(0), day(days - 1))}


def test_the_figures_of_the_window_need_no_scipy() -> None:
    code = "import sys, painlog.patterns.facts; print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_coverage_counts_what_is_missing() -> None:
    flares = [Flare(at=at(0, 9), lasted=None), Flare(at=at(1, 9), delay=7200), Flare(at=at(2, 9))]
    doses = {
        a_medicine(): [Taken(at=at(1, 9.2)), Taken(at=at(1, 15), reason=FOR_FLARE_UP)],
        a_medicine("Oxycodone PR", 2, role="regular"): [Taken(at=at(1, 8))],
    }
    found = figures(written(flares=flares, doses=doses, check_ins=evenings(4)), 6)["coverage"]
    assert found.state is State.SEEN
    assert found.measures == {
        "tracked": 4,
        "days": 6,
        "only_others": 0,
        "newest_left_out": 0,
        "entries": 10,
        "late_share": pytest.approx(1 / 10),
        "flare_ups": 3,
        "doses": 3,
        "open_ended": 1,
        "from_before": 0,
        "as_needed": 2,
        "without_reason": 1,
    }


def test_the_newest_day_is_told_as_left_out_where_it_has_a_flare_up_or_a_dose() -> None:
    """The page said "entries on 1 of them" beside the flare-ups and doses of two days."""
    flares = [Flare(at=at(0, 9)), Flare(at=at(2, 9))]
    days = figures(written(flares=flares), 6)["coverage"].measures
    assert (days["tracked"], days["newest_left_out"]) == (1, 1)
    dose = {a_medicine(): [Taken(at=at(2, 9))]}
    days = figures(written(flares=flares[:1], doses=dose), 6)["coverage"].measures
    assert (days["tracked"], days["newest_left_out"]) == (1, 1)
    days = figures(written(flares=flares, check_ins=evenings(3)), 6)["coverage"].measures
    assert (days["tracked"], days["newest_left_out"]) == (3, 0)


@pytest.mark.parametrize(("minutes", "went_on"), [(60.0, 0), (119.0, 0), (120.0, 1), (3000.0, 1)])
def test_a_flare_up_of_the_evening_before_is_counted_where_it_went_on(minutes: float, went_on: int) -> None:
    record = written(flares=[Flare(at=at(0, 22), lasted=minutes)], check_ins=evenings(4))
    (coverage, *_) = facts.figures(record, day(1), day(3))
    assert coverage.measures["from_before"] == went_on


@pytest.mark.parametrize(
    ("told", "went_on"), [({"rise": 119.0}, 0), ({"rise": 121.0}, 1), ({"is_running": True}, 1)]
)
def test_one_without_an_end_went_on_as_far_as_is_known(told: dict[str, Any], went_on: int) -> None:
    """One that was at its worst after midnight, and then slept through, was drawn and told as none."""
    record = written(flares=[Flare(at=at(0, 22), lasted=None, **told)], check_ins=evenings(4))
    (coverage, *_) = facts.figures(record, day(1), day(3))
    assert coverage.measures["from_before"] == went_on


def test_days_with_only_activities_or_notes_are_counted_apart() -> None:
    flares = [Flare(at=at(0, 9)), Flare(at=at(9, 9))]
    done = [Did(at=at(n, 12), name="walking") for n in (0, 2, 3, 10)]
    doses = {a_medicine(): [Taken(at=at(10, 13))]}
    record = written(flares=flares, doses=doses, activities=done, check_ins=evenings(1))
    noted = [record.begin + n * 86400.0 + 1800.0 for n in (3, 4, 5, 9, 12, 13)]
    offsets = array("h", [60] * 6)
    record = replace(
        record, notes=NoteColumns(key=array("i", range(6)), at=array("d", noted), offset=offsets)
    )
    measures = figures(record, 13)["coverage"].measures
    assert (measures["only_others"], measures["tracked"]) == (5, 2), (
        "2, 3, 4, 5 and 12 by the patient's clock"
    )


def test_a_guessed_time_tells_nothing_of_when_it_was_written() -> None:
    sure = [Flare(at=at(0, 9)), Flare(at=at(1, 9), delay=7200)]
    guesses = [Flare(at=at(2, 9 + n), delay=delay, is_uncertain=True) for n, delay in enumerate((60, 7200))]
    found = figures(written(flares=[*sure, *guesses], check_ins=evenings(3)), 6)["coverage"].measures
    assert found["late_share"] == pytest.approx(1 / 5)
    assert found["entries"] == 7
    alone = figures(written(flares=guesses), 6)["coverage"].measures
    assert alone["late_share"] is None


def test_what_is_written_as_soon_as_it_is_over_is_not_late() -> None:
    """Charts and lists marked none of them as written later, and the page said that all of them were."""
    flares = [Flare(at=at(n, 9), lasted=120.0, delay=130 * 60.0) for n in range(3)]
    done = [Did(at=at(n, 15), name="walking", lasted=90.0, delay=100 * 60.0) for n in range(3)]
    measures = figures(written(flares=flares, activities=done), 6)["coverage"].measures
    assert measures["late_share"] == 0.0
    late = [*flares, Flare(at=at(4, 9), lasted=120.0, delay=181 * 60.0)]
    measures = figures(written(flares=late, activities=done), 6)["coverage"].measures
    assert measures["late_share"] == pytest.approx(1 / 7)


def test_coverage_of_an_imported_journal_does_not_know_what_was_late() -> None:
    found = figures(written(flares=[Flare(at=at(0, 9), delay=None)]), 6)["coverage"]
    assert found.measures["late_share"] is None


def test_flare_ups_of_a_last_day_that_is_not_tracked_yet_are_in_no_rate() -> None:
    flares = [Flare(at=at(2 * number, 10)) for number in range(10)]
    today = [Flare(at=at(20, 10)), Flare(at=at(20, 15))]
    found = rate(written(flares=[*flares, *today], check_ins=evenings(20)), 21)
    low, high = (bound * 7 / 20 for bound in garwood(10))
    assert (found.measures["count"], found.measures["days"]) == (10, 20)
    assert found.measures["per_week"] == pytest.approx(3.5)
    assert found.measures["low"] == pytest.approx(low)
    assert found.measures["high"] == pytest.approx(high)
    assert len(found.rests_on) == 10
    assert found.bars is not None
    assert found.bars.values == (4.0, 3.0, 3.0)
    few = rate(written(flares=[*flares[:4], *today], check_ins=evenings(20)), 21)
    assert (few.state, few.measures["count"]) == (State.SEEN, 4), "six are written down"


def test_flare_ups_a_week_are_those_of_tracked_weeks() -> None:
    flares = [Flare(at=at(2 * number, 12)) for number in range(10)]
    found = rate(written(flares=flares, check_ins=evenings(21)), 30)
    low, high = garwood(10)
    assert found.state is State.SEEN
    assert found.measures == {
        "count": 10,
        "per_week": pytest.approx(10 / 3),
        "low": pytest.approx(low / 3),
        "high": pytest.approx(high / 3),
        "every_days": 2.1,
        "days": 21,
        "missing": 9,
        "newest_left_out": 0,
    }
    assert len(found.rests_on) == 10
    assert found.bars is not None
    assert found.bars.drawing is Drawing.WEEKS
    assert found.bars.values == (4.0, 3.0, 3.0, 0.0, 0.0)


@pytest.mark.parametrize(("flares", "days"), [(4, 20), (20, 13)])
def test_a_rate_needs_five_flare_ups_and_fourteen_days(flares: int, days: int) -> None:
    given = [Flare(at=at(number % days, 8 + number // days)) for number in range(flares)]
    found = rate(written(flares=given, check_ins=evenings(days)), 30)
    assert found.state is State.NOT_ENOUGH
    assert len(found.lacking) == 1
    assert found.measures == {}


def test_uneven_weeks_widen_the_interval_and_are_told() -> None:
    heavy = [Flare(at=at(week * 7 + d, 9 + h)) for week in (0, 3, 6) for d in range(7) for h in (0, 4)]
    light = [Flare(at=at(week * 7 + 1, 9)) for week in (1, 2, 4, 5, 7)]
    found = rate(written(flares=heavy + light, check_ins=evenings(56)), 56)
    low, high = (bound / 8 for bound in garwood(47))
    assert found.caveats == {Caveat.UNEVEN_WEEKS}
    assert float(str(found.measures["low"])) < low
    assert float(str(found.measures["high"])) > high


def test_weeks_of_four_tracked_days_count_as_of_seven() -> None:
    tracked = np.array([7.0, 4, 7, 4])
    assert not frequency.is_uneven(tracked * 4, tracked)
    assert frequency.is_uneven(np.array([2.0, 8, 2, 8]), tracked)


def test_whole_weeks_are_drawn_again() -> None:
    same, tracked = np.full(10, 6.0), np.full(10, 7.0)
    assert frequency.week_bootstrap(same, tracked) == (6.0, 6.0)
    rising, none = np.arange(10.0), np.zeros(5)
    with_none = frequency.week_bootstrap(np.append(rising, none), np.append(tracked, none))
    assert with_none == frequency.week_bootstrap(rising, tracked)
    rng = np.random.default_rng(18)
    covered = 0
    for _ in range(100):
        counts = rng.poisson(rng.choice((2.0, 12.0), 20)).astype(float)
        low, high = frequency.week_bootstrap(counts, np.full(20, 7.0))
        covered += low <= 7 <= high
    assert covered >= 85


def test_the_usual_length_is_the_median_of_those_that_ended() -> None:
    lengths = [20.0, 30, 40, 50, 60, 90]
    found = figures(written(flares=[Flare(at=at(n, 9), lasted=x) for n, x in enumerate(lengths)]), 20)[
        "duration"
    ]
    assert found.measures["median"] == pytest.approx(45)
    assert (found.measures["q1"], found.measures["q3"]) == pytest.approx((32.5, 57.5))
    assert (found.measures["low"], found.measures["high"]) == (20, 90)
    assert found.measures["still_open"] == 0


def test_a_running_flare_up_counts_as_at_least_so_long() -> None:
    ended = [Flare(at=at(n, 9), lasted=30.0 + n) for n in range(7)]
    running = Flare(at=at(8, 9), lasted=None, is_running=True)
    record = written(flares=[*ended, running], check_ins=[Checked(at=at(9, 9))])
    found = figures(record, 20)["duration"]
    assert found.measures["still_open"] == 1
    assert found.measures["median"] == pytest.approx(33.5)
    newest = open_diary(written(flares=[*ended, replace(running, rise=200.0)]), day(0), day(19))
    assert facts.known_length(newest.flare_ups, newest.record)[-1] == 200.0, (
        "known after the last entry began"
    )
    without = figures(written(flares=ended), 20)["duration"]
    assert without.measures["median"] == pytest.approx(33)


def test_one_that_others_followed_is_not_taken_to_go_on() -> None:
    """Its end was forgotten, or the file it came from tells none: to the last entry it was 12 days."""
    ended = [Flare(at=at(n, 9), lasted=30.0 + n) for n in range(7)]
    forgotten = Flare(at=at(3, 15), lasted=None, rise=5.0, is_running=True)
    diary = open_diary(
        written(flares=[*ended, forgotten], check_ins=[Checked(at=at(15, 9))]), day(5), day(15)
    )
    known = facts.known_length(diary.every_flare_up, diary.record)
    assert known.tolist() == [30.0, 31.0, 32.0, 33.0, 5.0, 34.0, 35.0, 36.0]
    assert facts.from_before(diary) == 0


def test_an_unknown_end_says_nothing_beyond_the_last_that_is_known() -> None:
    ended = [Flare(at=at(n, 9), lasted=30.0 + n) for n in range(7)]
    unknown = [Flare(at=at(8 + n, 9), lasted=None, rise=5.0) for n in range(3)]
    diary = open_diary(written(flares=[*ended, *unknown]), day(0), day(19))
    assert facts.known_length(diary.flare_ups, diary.record)[-3:].tolist() == [5.0, 5.0, 5.0]
    assert facts.duration(diary).measures["median"] == pytest.approx(33.0)


def test_length_needs_six_that_ended() -> None:
    five = [Flare(at=at(n, 9)) for n in range(5)] + [Flare(at=at(n, 9), lasted=None) for n in range(6, 12)]
    found = figures(written(flares=five), 20)["duration"]
    assert found.state is State.NOT_ENOUGH
    assert (found.needs[0].minimum, found.needs[0].has) == (6, 5)


def test_levels_are_told_as_they_were_typed() -> None:
    flares = [Flare(at=at(n, 9), peak=3.2) for n in range(6)]
    checks = [Checked(at=at(n, 21), background=4.3) for n in range(20)]
    found = figures(written(flares=flares, check_ins=checks), 20)["intensity"].measures
    assert (found["median"], found["highest"], found["background"]) == (3.2, 3.2, 4.3)
    none = [Flare(at=at(n, 9), peak=0.0) for n in range(6)]
    found = figures(written(flares=none, check_ins=evenings(20, 0.0)), 20)["intensity"].measures
    assert (found["median"], found["background"], found["background_days"]) == (0, 0, 20)


def test_time_to_peak() -> None:
    rises = [2.0, 4, 5, 10, 12, 14, 20, 30]
    flares = [Flare(at=at(n, 9), rise=rise) for n, rise in enumerate(rises)]
    found = figures(written(flares=[*flares, Flare(at=at(9, 9), rise=None)]), 20)["time-to-peak"]
    assert found.measures["median"] == 11
    assert (found.measures["q1"], found.measures["q3"]) == (4.75, 15.5)
    assert found.measures["under_5"] == 0.25
    assert found.measures["count"] == 8
    assert figures(written(flares=flares[:7]), 20)["time-to-peak"].state is State.NOT_ENOUGH


def test_a_guessed_beginning_tells_no_time_to_the_worst() -> None:
    """A day without a time begins at noon: an hour until 13:00 that nobody told."""
    flares = [Flare(at=at(n, 9), rise=10) for n in range(8)]
    guesses = [Flare(at=at(n, 12), rise=60, is_uncertain=True) for n in range(8, 18)]
    found = figures(written(flares=[*flares, *guesses]), 20)["time-to-peak"]
    assert (found.measures["median"], found.measures["count"]) == (10, 8)
    assert len(found.rests_on) == 8


def test_how_bad_and_the_pain_in_between() -> None:
    flares = [Flare(at=at(n, 9), peak=peak) for n, peak in enumerate((4.0, 6, 6, 7, 9))]
    checks = [*evenings(4, 2.0), Checked(at=at(0, 9), background=4.0), Checked(at=at(5, 9), background=None)]
    found = figures(written(flares=flares, check_ins=checks), 20)["intensity"]
    assert found.measures == {
        "median": 6,
        "lowest": 4,
        "highest": 9,
        "count": 5,
        "background": 2,
        "background_days": 4,
        "high_days": 0,
    }
    assert found.caveats == frozenset()
    assert sum(kind == "check-in" for kind, _ in found.rests_on) == 5, "those that tell it"


def test_background_pain_of_five_on_most_days_is_said() -> None:
    flares = [Flare(at=at(n, 9)) for n in range(6)]
    half = [*evenings(4, 6.0), *[Checked(at=at(4 + n, 21), background=2.0) for n in range(4)]]
    most = [*half, Checked(at=at(8, 21), background=5.0)]
    assert figures(written(flares=flares, check_ins=half), 20)["intensity"].caveats == frozenset()
    assert figures(written(flares=flares, check_ins=most), 20)["intensity"].caveats == {
        Caveat.BACKGROUND_HIGH
    }


def test_the_background_is_a_figure_of_its_own() -> None:
    few = [Flare(at=at(n, 9)) for n in range(3)]
    checks = [*evenings(4, 2.0), Checked(at=at(0, 9), background=4.0), Checked(at=at(5, 9), background=None)]
    found = figures(written(flares=few, check_ins=checks), 20)
    assert (found["intensity"].state, found["intensity"].measures) == (State.NOT_ENOUGH, {})
    assert found["background"].measures == {"median": 2, "days": 4}
    assert figures(written(flares=few), 20)["background"].measures == {"median": None, "days": 0}


def test_a_journal_without_levels_has_no_figure_of_them() -> None:
    flares = [Flare(at=at(n, 9), peak=None) for n in range(9)]
    found = figures(written(flares=flares, check_ins=evenings(9, None)), 20)
    assert found["intensity"].state is State.NOT_ENOUGH
    days, levels = facts.daily_background(open_diary(written(check_ins=evenings(3, None)), day(0), day(9)))
    assert days.size == levels.size == 0
    assert np.isfinite(levels).all()
