"""Each figure against the period before."""

import math
from array import array
from dataclasses import fields, replace
from datetime import date

import pytest

from painlog.patterns import facts
from painlog.patterns.before import against_before
from painlog.patterns.compared import Compared, Trend, period_before
from painlog.patterns.diary import open_diary
from painlog.patterns.moments import DAY, midnight
from painlog.patterns.rates import garwood, rate_ratio
from painlog.record import END_UNKNOWN, CheckInColumns, FlareUpColumns, Record
from tests.patterns.recording import Checked, Flare, at, day, written

BEGIN, UNTIL = date(2026, 3, 2), date(2026, 4, 12)
FIRST = midnight(BEGIN) - 42 * DAY


def record(per_day_before: float, per_day: float, *, minutes: tuple[float, float] = (40, 40)) -> Record:
    """Return 84 days with so many flare-ups a day in each half, evenly, and a check-in every evening."""
    at: list[float] = []
    lasted: list[float] = []
    for half, (rate, length) in enumerate(zip((per_day_before, per_day), minutes, strict=True)):
        count = round(42 * rate)
        at += [FIRST + half * 42 * DAY + (number + 0.5) / count * 42 * DAY for number in range(count)]
        lasted += [60 * (length + number % 7) for number in range(count)]
    rows = len(at)
    flare_ups = FlareUpColumns(
        key=array("i", range(rows)),
        at=array("d", at),
        offset=array("h", [0] * rows),
        lasted=array("f", lasted),
        rise=array("f", [-1.0] * rows),
        peak=array("f", [6.0] * rows),
        state=array("b", [0] * rows),
        uncertain=array("b", [0] * rows),
        delay=array("f", [-1.0] * rows),
    )
    evenings = [FIRST + day * DAY + 20 * 3600 for day in range(84)]
    check_ins = CheckInColumns(
        key=array("i", range(84)),
        at=array("d", evenings),
        offset=array("h", [0] * 84),
        background=array("f", [5.0] * 42 + [3.0] * 42),
        no_flare_up=array("b", [0] * 84),
        enjoyment=array("f", [-1.0] * 84),
        activity=array("f", [-1.0] * 84),
        delay=array("f", [-1.0] * 84),
    )
    return Record(
        begin=FIRST - DAY,
        end=FIRST + 85 * DAY,
        detailed=True,
        flare_ups=flare_ups,
        check_ins=check_ins,
        first=at[0],
        last=evenings[-1],
    )


def test_the_period_before_is_as_long_and_ends_the_day_before() -> None:
    assert period_before(BEGIN, UNTIL) == (date(2026, 1, 19), date(2026, 3, 1))
    assert period_before(UNTIL, UNTIL) == (date(2026, 4, 11), date(2026, 4, 11))


def test_half_as_many_flare_ups_are_fewer() -> None:
    found = against_before(record(2, 1), BEGIN, UNTIL)["frequency"]
    low, high = (bound / 6 for bound in garwood(42))
    assert found.trend is Trend.LESS
    assert found.before == pytest.approx(14)
    assert found.low == pytest.approx(low)
    assert found.high == pytest.approx(high)


def test_twice_as_many_are_more_and_nearly_as_many_are_the_same() -> None:
    assert against_before(record(1, 2), BEGIN, UNTIL)["frequency"].trend is Trend.MORE
    assert against_before(record(1, 1.1), BEGIN, UNTIL)["frequency"].trend is Trend.SAME


def test_the_trend_of_rates_is_that_of_the_exact_ratio() -> None:
    for now in (20, 25, 30, 35, 40, 55, 60, 65):
        _, low, high = rate_ratio(now, 42, 42, 42)
        expected = Trend.LESS if high < 1 else Trend.MORE if low > 1 else Trend.SAME
        assert against_before(record(1, now / 42), BEGIN, UNTIL)["frequency"].trend is expected, now


def test_flare_ups_of_a_last_day_that_may_go_on_are_no_rise() -> None:
    """They are in no figure of the page yet: 41 on 41 days are what 42 on 42 were."""
    daily = [Flare(at=at(number, 12)) for number in range(84)]
    bad_day = [Flare(at=at(83, 13 + number / 10)) for number in range(40)]
    found = against_before(written(flares=daily + bad_day, days=84), day(42), day(83))["frequency"]
    assert (found.before, found.trend) == (7.0, Trend.SAME)


def test_lengths_are_held_against_each_other_by_their_intervals() -> None:
    shorter = against_before(record(1, 1, minutes=(60, 40)), BEGIN, UNTIL)["duration"]
    assert shorter.trend is Trend.LESS
    assert shorter.before == 63
    assert shorter.low is not None
    assert 40 <= shorter.low <= 43
    assert against_before(record(1, 1, minutes=(40, 41)), BEGIN, UNTIL)["duration"].trend is Trend.SAME


def with_unknown_ends(given: Record, rows: range) -> Record:
    """Return the record with these flare-ups still there after two hours, and their ends unknown."""
    of = given.flare_ups
    for row in rows:
        of.lasted[row], of.state[row] = -1.0, END_UNKNOWN
    readings = {of.key[row]: ((7200.0, 5.0),) for row in rows}
    return replace(given, flare_ups=replace(of, readings=readings))


def test_lengths_with_unknown_ends_are_told_with_the_interval_of_their_own_median() -> None:
    """3 ended after 40, 41 ... 46 minutes: 27 of 42 lasted over 44, and 0.643 - 1.96 * 0.074 < 0.5."""
    given = with_unknown_ends(record(1, 1), range(1, 84, 2))
    begin, until = period_before(BEGIN, UNTIL)
    found = against_before(given, BEGIN, UNTIL)["duration"]
    figure = facts.duration(open_diary(given, BEGIN, UNTIL)).measures
    assert (found.low, found.high) == (figure["low"], figure["high"]) == (44.0, None)
    assert found.before == facts.duration(open_diary(given, begin, until)).measures["median"]
    assert found.trend is Trend.SAME, "both are open above"


def test_an_open_interval_can_still_lie_apart() -> None:
    given = with_unknown_ends(record(1, 1, minutes=(20, 60)), range(43, 84, 2))
    found = against_before(given, BEGIN, UNTIL)["duration"]
    assert (found.high, found.trend) == (None, Trend.MORE)


def test_background_pain_is_compared_too() -> None:
    found = against_before(record(1, 1), BEGIN, UNTIL)
    assert found["background"] == Compared(3.0, 3.0, 5.0, Trend.LESS)
    assert found["intensity"] == Compared(6.0, 6.0, 6.0, Trend.SAME)


def test_without_entries_nothing_is_known() -> None:
    found = against_before(record(1, 1), BEGIN, UNTIL)
    assert found["time-to-peak"] == Compared()
    empty = Record(begin=FIRST, end=FIRST + 84 * DAY)
    assert set(against_before(empty, BEGIN, UNTIL).values()) == {Compared()}


@pytest.mark.parametrize(("days", "is_compared"), [(0, True), (21, True), (22, False), (37, False)])
def test_a_period_before_that_was_hardly_kept_is_not_compared(days: int, *, is_compared: bool) -> None:
    """The journal begins so many days after the first of the 42 before."""
    given = record(2, 1)
    first = FIRST + days * DAY
    since = sum(1 for at in given.flare_ups.at if at < first)
    of = given.flare_ups
    cut = {one.name: getattr(of, one.name)[since:] for one in fields(of) if len(getattr(of, one.name))}
    found = against_before(replace(given, first=first, flare_ups=replace(of, **cut)), BEGIN, UNTIL)
    assert {one.before is not None for name, one in found.items() if name != "time-to-peak"} == {is_compared}
    assert (found["frequency"].trend is Trend.NOT_KNOWN) is not is_compared
    assert found["frequency"].low is not None


def test_without_a_period_before_there_are_intervals_only() -> None:
    found = against_before(record(0.02, 1), BEGIN, UNTIL)["duration"]
    assert found.trend is Trend.NOT_KNOWN
    assert found.before is None
    assert found.low is not None
    assert math.isfinite(found.low)


def test_days_without_entries_are_no_fall() -> None:
    """A flare-up a day on 42 days, and on the 21 that are written down of the next 42, are as many."""
    daily = [Flare(at=at(number, 12)) for number in range(63)]
    checks = [Checked(at=at(number, 20)) for number in range(63)]
    found = against_before(written(flares=daily, check_ins=checks, days=84), day(42), day(83))["frequency"]
    assert (found.before, found.trend) == (7.0, Trend.SAME)


def test_good_and_bad_weeks_before_make_a_rise_less_sure_as_those_of_now_do() -> None:
    bad = [Flare(at=at(week * 7 + d, 9 + h)) for week in (0, 3) for d in range(7) for h in (0, 4)]
    good = [Flare(at=at(week * 7 + 1, 9)) for week in (1, 2, 4, 5)]
    even = [Flare(at=at(42 + number, 9 + h)) for number in range(42) for h in (0, 4)[: 1 + number % 2]]
    checks = [Checked(at=at(number, 20)) for number in range(84)]
    record = written(flares=[*bad, *good, *even], check_ins=checks, days=84)
    assert rate_ratio(63, 42, 32, 42)[1] > 1, "of even weeks it would be one"
    assert against_before(record, day(42), day(83))["frequency"].trend is Trend.SAME


@pytest.mark.parametrize(("ended", "is_held"), [(5, True), (4, False)])
def test_five_that_ended_are_held_against_each_other_however_many_did_not(
    ended: int, *, is_held: bool
) -> None:
    flares = [
        Flare(at=at(n + half, 12), lasted=40.0 if n < ended else None) for half in (0, 42) for n in range(9)
    ]
    checks = [Checked(at=at(number, 20)) for number in range(84)]
    found = against_before(written(flares=flares, check_ins=checks, days=84), day(42), day(83))["duration"]
    assert (found.before is not None) is is_held


def test_flare_ups_without_a_level_are_not_taken_as_no_pain() -> None:
    flares = [Flare(at=at(n, 12), peak=6.0 if n % 3 == 0 or n >= 42 else None) for n in range(84)]
    found = against_before(written(flares=flares, days=84), day(42), day(83))["intensity"]
    assert (found.before, found.trend) == (6.0, Trend.SAME)
