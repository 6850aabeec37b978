"""What typed times of day mean."""

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from painlog.entries import Refused, Why
from painlog.words.clocks import parse_clock, parse_clocks, parse_day


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("13:05", time(13, 5)),
        (" 8:00 ", time(8)),
        ("8", time(8)),
        ("1305", time(13, 5)),
        ("805", time(8, 5)),
        ("13.05", time(13, 5)),
        ("13h05", time(13, 5)),
        ("1:05 pm", time(13, 5)),
        ("1:05 PM", time(13, 5)),
        ("12 am", time(0)),
        ("12:30 p.m.", time(12, 30)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_ways_to_write_a_time(text: str, meant: time) -> None:
    assert parse_clock(text) == meant


@pytest.mark.parametrize(
    "text", ["24:00", "25:00", "13:60", "soon", "1:5:3", "-1", "13:05 tomorrow", "1234567"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_clock(text, "taken_at")
    assert (refusal.value.field, refusal.value.why) == ("taken_at", Why.NOT_A_TIME)


def test_nothing_is_refused_as_empty() -> None:
    with pytest.raises(Refused) as refusal:
        parse_clock("  ")
    assert refusal.value.why is Why.EMPTY


def test_the_regions_own_way_is_understood() -> None:
    QLocale.setDefault(QLocale("en_US"))
    assert parse_clock(QLocale().toString(time(15, 30), QLocale.FormatType.ShortFormat)) == time(15, 30)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "text", ["8:00 and 20:00", "20:00, 8:00", "8; 20", "0800 / 2000", "8:00 & 8:00 & 20:00", "8:00\n20:00"]
)
def test_several_times_in_order_each_once(text: str) -> None:
    assert parse_clocks(text) == (time(8), time(20))


def test_no_times_at_all() -> None:
    assert parse_clocks("  ") == ()
    with pytest.raises(Refused):
        parse_clocks("8:00 and later")


@pytest.mark.parametrize(
    "text",
    ["02/04/2026", "2/4/26", "2.4.2026", "2-4-26", "2026-04-02", " 2 4 2026 ", "Thursday, 2 April 2026"],
)
def test_ways_to_write_a_day(text: str) -> None:
    assert parse_day(text) == date(2026, 4, 2)


def test_the_order_of_day_and_month_is_the_regions() -> None:
    QLocale.setDefault(QLocale("en_US"))
    assert parse_day("4/2/2026") == date(2026, 4, 2)
    assert parse_day("2026-04-02") == date(2026, 4, 2)


@pytest.mark.parametrize(
    "text", ["", "31/2/2026", "soon", "2/4", "1/2/3/4", "99/99/9999", "28/11/-2026", "1/1/1899", "2201-01-01"]
)
def test_what_is_no_day(text: str) -> None:
    assert parse_day(text) is None


@given(st.text(st.sampled_from("0123456789-+/.,:; apm٣२"), max_size=14) | st.text(max_size=20))
@pytest.mark.parametrize("home", ["en_GB", "en_US", "de_DE", "ar_EG", "fa_IR"])
def test_whatever_is_typed_has_an_answer(home: str, text: str) -> None:
    QLocale.setDefault(QLocale(home))
    day = parse_day(text)
    assert day is None or 1900 <= day.year <= 2200
    for parse in (parse_clock, parse_clocks):
        with suppress(Refused):
            parse(text)
