"""Moments as programs write them are read in a shorter way, which says the same as the long one."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from painlog.exchange.moments import day_order_of, is_ambiguous, typed_clock, typed_moment, usual_moment

USUAL = "2026-03-31T13:05+02:00"
PARTS = st.sampled_from(
    ["2026", "1899", "1900", "2199", "2200", "-", "03", "31", "30", "T", "t", " ", "13", "24", "05", "60",
     ":", "+", "−", "02", "23", "59", "99", "Z", ".5", "W14", "٣"]  # noqa: RUF001 - a minus sign is none of ours
)  # fmt: skip


def long_way(text: str) -> datetime | None:
    try:
        return typed_moment(text, day_first=None)[0]
    except ValueError:
        return None


@given(st.integers(0, len(USUAL) - 1), PARTS, st.integers(0, 3))
@example(0, "2026", 4)
@example(16, "-", 1)
@example(20, "6", 1)
@example(17, "24", 2)
@example(0, "2200", 4)
def test_what_the_short_way_reads_the_long_one_reads_alike(at: int, part: str, instead_of: int) -> None:
    text = USUAL[:at] + part + USUAL[at + instead_of :]
    short = usual_moment(text)
    if short is not None:
        long = long_way(text)
        assert long is not None
        assert (short, short.utcoffset()) == (long, long.utcoffset())


@pytest.mark.parametrize("text", [USUAL, "1900-01-01T00:00-23:59", "2199-12-31T23:59+00:00"])
def test_the_usual_way_is_read_in_the_short_way(text: str) -> None:
    assert usual_moment(text) == long_way(text) is not None


@pytest.mark.parametrize(
    "text",
    ["2026-03-31T13:05", "2026-02-30T13:05+02:00", "2026-03-31T24:05+02:00", "2026-03-31T13:05+02:60",
     "2026-03-31T13:05+24:00", "2026-W14-2T13:05+02:00", "2026-03-31T13:05+02:00 ", "2200-03-31T13:05+02:00"],
)  # fmt: skip
def test_what_is_not_just_so_is_left_to_the_long_way(text: str) -> None:
    assert usual_moment(text) is None


@pytest.mark.parametrize("text", ["12.03.2026", "03/12/2026", "12-11-26 8:05"])
def test_december_and_the_twelfth_are_told_apart_by_nobody(text: str) -> None:
    assert is_ambiguous(text)
    assert long_way(text) is None
    days = {typed_moment(text, day_first=day_first)[0].date() for day_first in (True, False)}
    assert len(days) == 2


@pytest.mark.parametrize("text", ["12.12.2026", "13.03.2026", "03/13/2026", "2026-03-12"])
def test_a_day_that_can_mean_one_only_is_read_without_asking(text: str) -> None:
    assert not is_ambiguous(text)
    assert long_way(text) is not None


@given(st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)), st.integers(-1439, 1439))  # noqa: DTZ001 - wall clocks
def test_every_minute_on_every_clock_is_the_same_both_ways(wall: datetime, offset: int) -> None:
    away = timedelta(minutes=abs(offset))
    clock = f"{away.seconds // 3600:02}:{away.seconds // 60 % 60:02}"
    text = f"{wall:%Y-%m-%dT%H:%M}{'-' if offset < 0 else '+'}{clock}"
    short = usual_moment(text)
    assert short is not None
    assert short == long_way(text)
    assert short.utcoffset() == timedelta(minutes=offset)


@pytest.mark.parametrize(
    ("typed", "meant"), [("12:15 am", time(0, 15)), ("12 pm", time(12)), ("1 p.m.", time(13))]
)
def test_the_hours_of_half_a_day_go_from_one_to_twelve(typed: str, meant: time) -> None:
    assert typed_clock(typed) == meant
    for slip in ("0:15 am", "0 pm", "13 pm"):
        with pytest.raises(ValueError, match=slip):
            typed_clock(slip)


def test_a_year_of_two_digits_is_of_this_century() -> None:
    years = {typed: typed_moment(f"31.12.{typed}", day_first=None)[0].year for typed in ("00", "26", "99")}
    assert years == {"00": 2000, "26": 2026, "99": 2099}


@pytest.mark.parametrize(
    ("text", "order"),
    [("13/12/2026", True), ("12/13/2026", False), ("12/5/2026", None), ("5/12/2026", None)],
)
def test_only_what_is_no_month_shows_the_order_of_day_and_month(text: str, order: bool | None) -> None:  # noqa: FBT001
    assert day_order_of(text) is order
    assert is_ambiguous(text) is (order is None)
