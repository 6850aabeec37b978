"""The customs of every region: kept where English is not spoken, and read as they are written."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from painlog.words import amounts, language
from painlog.words.clocks import in_figures, parse_clock, parse_day
from painlog.words.times import clock

EVERY = QLocale.matchingLocales(
    QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
)
REGIONS = [language._region("en", system) for system in EVERY]


@pytest.mark.parametrize(
    ("system", "day", "afternoon"),
    [
        ("en_US", "4/2/2026", "1:05 PM"),
        ("de_DE", "02/04/2026", "13:05"),
        ("pt_BR", "02/04/2026", "13:05"),
        ("ru_RU", "02/04/2026", "13:05"),
        ("tr_TR", "02/04/2026", "13:05"),
        ("ar_EG", "02/04/2026", "1:05 pm"),
        ("ko_KR", "2026-04-02", "1:05 p.m."),
        ("zh_CN", "2026/04/02", "13:05"),
        ("C", "02/04/2026", "13:05"),
    ],
)
def test_days_and_times_are_those_of_the_region_also_where_nobody_speaks_english(
    system: str, day: str, afternoon: str
) -> None:
    QLocale.setDefault(language._region("en", QLocale(system)))
    assert in_figures(date(2026, 4, 2)) == day
    assert clock(time(13, 5)).replace("\u202f", " ").replace("\xa0", " ") == afternoon


def test_no_region_has_its_days_and_months_turned_round() -> None:
    for system, region in zip(EVERY, REGIONS, strict=True):
        if region.territory() != system.territory():
            assert language._customs(region)[0] == language._customs(system)[0]


@settings(max_examples=100)
@given(
    st.sampled_from(REGIONS),
    st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    st.times(),
    st.decimals(0, 10**6, places=2),
)
def test_what_a_region_writes_is_read_there(region: QLocale, day: date, at: time, figure: Decimal) -> None:
    QLocale.setDefault(region)
    assert parse_day(in_figures(day)) == day
    assert parse_day(f"{day.year}/{day.month}/{day.day}") == parse_day(day.isoformat()) == day
    at = at.replace(second=0, microsecond=0)
    for typed in (clock(at), clock(at).upper(), clock(at).casefold(), f"{at:%H:%M}"):
        assert parse_clock(typed) == at
    assert amounts.parse_number(amounts.typed_number(figure)) == figure
