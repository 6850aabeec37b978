"""All patterns together: judged as families, the same every time, gone when days are shuffled."""

import json
import math
import os
import subprocess
import sys
import time
from array import array
from dataclasses import replace
from typing import TypeVar

import numpy as np
import pytest

from painlog.patterns.finding import Family, Finding, Findings, State, Stopped
from painlog.patterns.findings import judged, work_out
from painlog.record import ActivityColumns, CheckInColumns, DoseColumns, FlareUpColumns, Record
from tests.patterns.by_the_minute import Case, live, span
from tests.patterns.recording import DAY, Checked, Flare, Taken, a_medicine, at, day, written
from tests.patterns.simulator import Habits, Planted, period, simulate

Columns = TypeVar("Columns", FlareUpColumns, DoseColumns, ActivityColumns, CheckInColumns)

MEASURES = {
    "coverage": {"tracked", "days"},
    "frequency": {"count", "per_week", "low", "high", "every_days"},
    "duration": {"median", "q1", "q3"},
    "time-to-peak": {"median"},
    "intensity": {"median"},
    "time-of-day": {"from", "until", "share", "expected"},
    "trigger": {"after", "times", "ratio", "ratio_low", "ratio_high"},
    "end-of-dose": {"late", "count", "expected"},
    "by-the-clock": {"without_flare_up", "doses", "regularity"},
    "round-the-clock": {"days", "tracked"},
    "rising-together": {"dose_change", "pain_change"},
    "medicine-change": {"before", "after", "change", "low", "high", "of"},
    "therapy-course": {"before", "after", "change", "low", "high", "of"},
    "returning": {"returned", "count", "expected", "longer", "pairs"},
    "lengthening": {"factor"},
    "over-plan": {"days", "gaps"},
    "relief": set(),
}
"""The keys that patterns are read by."""
STRONG: dict[str, tuple[Habits, Planted]] = {
    "trigger": (Habits(), Planted(trigger=8)),
    "time-of-day": (Habits(), Planted(hard_time=0.5)),
    "end-of-dose": (Habits(), Planted(end_of_dose=0.7)),
    "returning": (Habits(), Planted(returning=0.6)),
    "lengthening": (Habits(), Planted(lengthening=4)),
    "by-the-clock": (Habits(), Planted(every_hours=5)),
    "rising-together": (Habits(), Planted(rising=1.0)),
    "medicine-change": (Habits(rate=2.2), Planted(change=0.4)),
    "therapy-course": (Habits(rate=2.2), Planted(therapy=0.4)),
    "round-the-clock": (Habits(), Planted(every_hours=3.5)),
}


def worked_out(record: Record) -> Findings:
    return work_out(record, *period(record))


def seen(record: Record) -> set[str]:
    return {one.id for one in worked_out(record).in_state(State.SEEN) if not one.is_fact}


def state_of(record: Record, pattern: str) -> set[State]:
    return {one.state for one in worked_out(record).patterns if one.id == pattern}


@pytest.fixture(scope="module")
def plain() -> Findings:
    return worked_out(simulate(1, Habits(), Planted(change=1.0, therapy=1.0)))


def test_every_pattern_is_looked_for(plain: Findings) -> None:
    assert {one.id for one in plain.patterns} == set(MEASURES)
    assert (plain.days, plain.days_with_entries) == (90, 90)
    assert plain.of("trigger", "stairs") is not plain.of("trigger", "lifting")
    assert plain.of("nothing of the kind") is None


@pytest.mark.parametrize("pattern", MEASURES)
def test_measures_have_the_names_that_they_are_read_by(plain: Findings, pattern: str) -> None:
    told = [one for one in plain.patterns if one.id == pattern and one.state is not State.NOT_ENOUGH]
    assert told or pattern == "relief"
    for one in told:
        assert MEASURES[pattern] <= set(one.measures)


def test_no_measure_is_infinite_or_nothing_that_json_knows(plain: Findings) -> None:
    for one in plain.patterns:
        assert json.loads(json.dumps(dict(one.measures), allow_nan=False)) == dict(one.measures)
        assert one.p is None or (math.isfinite(one.p) and 0 < one.p <= 1)


def test_facts_have_no_p_value_and_what_is_tested_has_one(plain: Findings) -> None:
    for one in plain.patterns:
        tested = one.family in (Family.SEARCHED, Family.ASKED) and one.state is not State.NOT_ENOUGH
        assert (one.p is not None) == tested, one.id


def test_every_finding_says_what_it_needs(plain: Findings) -> None:
    for one in plain.patterns:
        assert one.needs or one.id == "coverage"
        assert (one.state is State.NOT_ENOUGH) == bool(one.lacking)


def test_findings_rest_on_entries_of_the_period(plain: Findings) -> None:
    record = simulate(1, Habits(), Planted(change=1.0, therapy=1.0))
    keys = {("flare-up", key) for key in record.flare_ups.key}
    keys |= {("dose", key) for columns in record.doses for key in columns.key}
    keys |= {("activity", key) for key in record.activities.key}
    keys |= {("check-in", key) for key in record.check_ins.key}
    for one in plain.patterns:
        assert set(one.rests_on) <= keys
        assert len(set(one.rests_on)) == len(one.rests_on)


def of_p(p: float, *, large: bool = True, family: Family = Family.SEARCHED) -> Finding:
    return Finding(id="x", state=State.NOT_SEEN, p=p, family=family, effect_is_there=large)


def test_searched_patterns_share_a_false_discovery_rate() -> None:
    alone = judged([of_p(0.02), *[of_p(0.9)] * 9])
    together = judged([of_p(0.02), of_p(0.019), of_p(0.01), *[of_p(0.9)] * 7])
    assert alone[0].state is State.NOT_SEEN
    assert [one.state for one in together[:3]] == [State.SEEN] * 3
    assert judged([of_p(0.0001, large=False)])[0].state is State.NOT_SEEN


def test_another_way_of_looking_for_the_same_counts_among_the_p_values() -> None:
    alone = judged([of_p(0.019), *[of_p(0.9)] * 4])
    twice = judged([replace(of_p(0.019), other_p=(0.9,)), *[of_p(0.9)] * 4])
    assert (alone[0].state, twice[0].state) == (State.SEEN, State.NOT_SEEN)


def test_only_what_the_page_searches_for_is_judged_here() -> None:
    assert judged([of_p(0.0001, family=Family.ASKED)])[0].state is State.NOT_SEEN


@pytest.mark.no_cover
@pytest.mark.parametrize("pattern", STRONG)
def test_what_is_planted_is_seen(pattern: str) -> None:
    habits, planted = STRONG[pattern]
    found = [state_of(simulate(seed, habits, planted), pattern) for seed in range(100, 106)]
    assert sum(State.SEEN in states for states in found) >= 5


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("pattern", "case"),
    [
        ("trigger", Case(hour_trigger=5, done=0.6)),
        ("trigger", Case(day_trigger=5, rate=0.3, done=0.4)),
        ("time-of-day", Case(hard_time=0.5)),
        ("end-of-dose", Case(before_dose=0.7)),
        ("end-of-dose", Case(patch=0.5)),
        ("returning", Case(returning=0.5)),
        ("lengthening", Case(lengthening=3)),
        ("by-the-clock", Case(every_hours=5)),
        ("rising-together", Case(rising=1)),
        ("medicine-change", Case(change=1 / 3, rate=2)),
        ("medicine-change", Case(change=1.0, eased=2)),
        ("therapy-course", Case(therapy=1 / 3, rate=2)),
    ],
)
def test_what_is_planted_by_the_minute_is_seen(pattern: str, case: Case) -> None:
    found = [work_out(live(seed, case), *span(case)) for seed in range(100, 105)]
    assert sum(State.SEEN in {one.state for one in each.patterns if one.id == pattern} for each in found) >= 4


@pytest.mark.no_cover
def test_where_nothing_is_planted_by_the_minute_hardly_anything_is_seen() -> None:
    cases = [Case(), Case(bad=2.5, missing=0.35, late=0.3), Case(rate=0.5, says_when_written=False)]
    assert sum(bool(seen(live(seed, cases[seed % 3]))) for seed in range(200, 224)) <= 3


@pytest.mark.no_cover
def test_where_nothing_is_planted_hardly_anything_is_seen() -> None:
    habits = [Habits(), Habits(unevenness=0.4, missing=0.35, late=0.3), Habits(rate=0.5)]
    assert sum(bool(seen(simulate(seed, habits[seed % 3]))) for seed in range(200, 230)) <= 3


def shuffled_days(record: Record, seed: int) -> Record:
    """Return the record with the flare-ups of each day moved to another day; all else stays where it was."""
    columns = record.flare_ups
    days = round((record.end - record.begin) / DAY)
    order = np.random.default_rng(seed).permutation(days)
    start = np.asarray(columns.at) - record.begin
    moved = record.begin + order[(start // DAY).astype(int)] * DAY + start % DAY
    rows = np.argsort(moved, kind="stable").tolist()

    def column(name: str) -> "array[float]":
        values = getattr(columns, name)
        return array(values.typecode, [values[row] for row in rows])

    kept = {
        name: column(name)
        for name in ("key", "offset", "lasted", "rise", "peak", "state", "uncertain", "delay")
    }
    return replace(record, flare_ups=FlareUpColumns(at=array("d", moved[rows].tolist()), **kept))  # type: ignore[arg-type]


@pytest.mark.no_cover
@pytest.mark.parametrize("pattern", ["trigger", "lengthening", "medicine-change", "therapy-course"])
def test_shuffling_the_days_turns_findings_off(pattern: str) -> None:
    habits, planted = STRONG[pattern]
    records = [simulate(seed, habits, planted) for seed in range(100, 104)]
    assert sum(State.SEEN in state_of(record, pattern) for record in records) >= 3
    shuffled = [shuffled_days(record, seed) for seed in range(4) for record in records]
    assert sum(State.SEEN in state_of(record, pattern) for record in shuffled) <= 2


def test_shuffling_the_days_leaves_what_a_day_holds() -> None:
    record = shuffled_days(simulate(100, *STRONG["time-of-day"]), 2)
    assert State.SEEN in state_of(record, "time-of-day")


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffling_the_days_changes_no_plain_figure_and_nothing_that_it_rests_on(seed: int) -> None:
    record = simulate(3, Habits(late=0.2), Planted(returning=0.4))
    here, there = worked_out(record), worked_out(shuffled_days(record, seed))
    for pattern in ("frequency", "duration", "time-to-peak", "intensity"):
        one, other = here.of(pattern), there.of(pattern)
        assert one is not None
        assert other is not None
        weekly = {"low", "high"} if pattern == "frequency" else set()
        for name in set(one.measures) - weekly:
            assert other.measures[name] == pytest.approx(one.measures[name]), (pattern, name)
        assert set(other.rests_on) == set(one.rests_on)


def test_the_same_journal_always_gives_the_same_page() -> None:
    record = simulate(3, Habits(unevenness=0.5), Planted(returning=0.4, change=0.7))
    assert worked_out(record) == worked_out(record)
    assert worked_out(record) == worked_out(
        simulate(3, Habits(unevenness=0.5), Planted(returning=0.4, change=0.7))
    )


def test_the_computers_time_zone_changes_nothing() -> None:
    code = (
        "from tests.patterns.simulator import *; from painlog.patterns.findings import work_out\n"
        "record = simulate(3, Habits(), Planted(hard_time=0.4))\n"
        "print(work_out(record, *period(record)))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "TZ": zone},
        ).stdout
        for zone in ("UTC", "Asia/Kathmandu", "America/Los_Angeles")
    }
    assert len(said) == 1
    assert "time-of-day" in said.pop()


def test_the_order_of_entries_at_one_moment_changes_no_figure() -> None:
    """Entries by the full hour, as many write them, come in another order from another file."""
    rng = np.random.default_rng(7)
    hours = [at(int(rng.integers(84)), int(rng.integers(7, 23))) for _ in range(150)]
    flares = [Flare(at=hour, lasted=float(rng.choice([0, 60, 120]))) for hour in hours]
    doses = [Taken(at=hour, delay=delay) for hour in hours for delay in (60.0, 9000.0)]
    checks = [Checked(at=at(number, 22)) for number in range(84)]

    def told(step: int) -> list[object]:
        taken = {a_medicine(): doses[::step]}
        found = work_out(written(flares=flares[::step], doses=taken, check_ins=checks), day(0), day(83))
        return [(one.id, one.about, one.measures, one.p) for one in found.patterns]

    assert told(1) == told(-1)


def test_another_wall_clock_with_the_same_times_gives_the_same_findings() -> None:
    """A life lived by the same clock in Berlin and in Honolulu."""
    here = simulate(4, Habits(), Planted(end_of_dose=0.6, trigger=6))
    there = _moved(here, -11 * 60)
    assert worked_out(there).patterns == worked_out(here).patterns


def _moved(record: Record, minutes: int) -> Record:
    """Return the record as it would be with the wall clock moved against UTC."""
    return replace(
        record,
        flare_ups=_columns_moved(record.flare_ups, minutes),
        doses=tuple(_columns_moved(doses, minutes) for doses in record.doses),
        activities=_columns_moved(record.activities, minutes),
        check_ins=_columns_moved(record.check_ins, minutes),
        first=(record.first or 0.0) - 60 * minutes,
        first_offset=record.first_offset + minutes,
        last=(record.last or 0.0) - 60 * minutes,
        last_offset=record.last_offset + minutes,
    )


def _columns_moved(columns: Columns, minutes: int, since: float = -math.inf) -> Columns:
    later = [one >= since for one in columns.at]
    return replace(
        columns,
        at=array("d", [one - 60 * minutes * late for one, late in zip(columns.at, later, strict=True)]),
        offset=array("h", [one + minutes * late for one, late in zip(columns.offset, later, strict=True)]),
    )


def test_a_flight_changes_no_time_of_day() -> None:
    """The same days by the wall clock, the second half of them six hours further west."""
    home = simulate(4, Habits(late=0.0), Planted(hard_time=0.4, trigger=6))
    flown = home.begin + 45 * DAY
    away = replace(
        home,
        flare_ups=_columns_moved(home.flare_ups, -360, flown),
        doses=tuple(_columns_moved(doses, -360, flown) for doses in home.doses),
        activities=_columns_moved(home.activities, -360, flown),
        check_ins=_columns_moved(home.check_ins, -360, flown),
        last=(home.last or 0.0) + 360 * 60,
        last_offset=home.last_offset - 360,
    )
    here, there = worked_out(home), worked_out(away)
    for pattern in ("coverage", "frequency", "duration", "time-of-day"):
        assert there.of(pattern) == here.of(pattern)
    lifted = [found.of("trigger", "lifting") for found in (here, there)]
    assert lifted[0] == lifted[1]
    late = [found.of("end-of-dose") for found in (here, there)]
    counts = [int(str(one.measures["late"])) for one in late if one is not None]
    assert abs(counts[0] - counts[1]) <= 1


def test_progress_is_told_and_can_be_stopped() -> None:
    record = simulate(5)
    told: list[tuple[int, int]] = []
    work_out(record, *period(record), progress=lambda done, of: told.append((done, of)))
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] == len(told) - 1
    with pytest.raises(Stopped):
        work_out(record, *period(record), progress=lambda done, _: done < 3)


def test_an_empty_journal_says_of_everything_what_it_needs() -> None:
    found = work_out(written(), day(0), day(29))
    assert {one.id for one in found.patterns} == set(MEASURES)
    assert {one.id for one in found.in_state(State.SEEN)} == {"coverage"}
    assert all(one.lacking for one in found.in_state(State.NOT_ENOUGH))
    assert found.days_with_entries == 0


def test_a_single_day_with_a_check_in_is_worked_out() -> None:
    found = work_out(written(check_ins=[Checked(at=at(0, 9))]), day(0), day(0))
    assert (found.days, found.days_with_entries) == (1, 1)


@pytest.mark.parametrize("count", [1, 2, 5, 8, 15, 21])
def test_short_journals_of_every_length_are_worked_out(count: int) -> None:
    record = simulate(6, Habits(days=count, rate=1.5))
    assert worked_out(record).days == count


def test_values_can_be_held_without_numpy() -> None:
    code = "import sys, painlog.patterns.finding; print({'numpy', 'scipy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_year_of_entries_is_worked_out_in_two_seconds_of_one_processor() -> None:
    often = Habits(days=365, rate=5.0, length=25, done_a_day=(2.1, 4.2, 3.2, 3.2, 2.6, 2.0))
    record = simulate(7, often, Planted(change=1.0))
    begun = time.process_time()
    worked_out(record)
    assert time.process_time() - begun < 2
    assert len(record.flare_ups.key) > 1400
    assert len(record.activities.key) > 5500
