"""The calendar at the edge of a chart: few labels, at local midnights and Mondays, side by side."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from painlog.charts.scale import MONDAY, MOST_TICKS, Scale, ticks
from painlog.patterns.timeline import DAY, HOUR, day_of, midnight

BEGIN = midnight(date(2026, 3, 20))


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> None:
    QLocale.setDefault(QLocale("en_GB"))


def _labels(days: float, width: float = 800, letter: float = 7, begin: float = BEGIN) -> list[str]:
    scale = Scale(begin, begin + days * DAY, 0, width)
    return [tick.label for tick in ticks(scale, lambda text: len(text) * letter, 4)]


def test_a_scale_finds_back_the_moment_of_a_place() -> None:
    scale = Scale(BEGIN, BEGIN + DAY, 100, 340)
    assert scale.at(BEGIN + HOUR * 6) == 160
    assert scale.wall(160) == BEGIN + HOUR * 6
    assert scale.rate == pytest.approx(240 / DAY)


def test_two_weeks_have_every_day() -> None:
    assert _labels(14)[:3] == ["Fri 20", "Sat 21", "Sun 22"]
    assert len(_labels(14)) == 14


def test_a_day_has_hours_and_its_name_at_midnight() -> None:
    assert _labels(1)[:3] == ["Fri 20", "02:00", "04:00"] or _labels(1)[:3] == ["Fri 20", "03:00", "06:00"]


def test_weeks_begin_on_mondays() -> None:
    scale = Scale(BEGIN, BEGIN + 42 * DAY, 0, 800)
    found = ticks(scale, lambda text: len(text) * 7, 4)
    assert [tick.label for tick in found][:2] == ["23 Mar", "30 Mar"]
    assert {day_of(tick.wall).weekday() for tick in found} == {0}
    assert (MONDAY * DAY) % DAY == 0
    assert day_of(MONDAY * DAY) == date(1970, 1, 5)


def test_months_name_the_year_in_january() -> None:
    assert _labels(400)[:3] == ["Apr", "May", "Jun"]
    assert "Jan 2027" in _labels(400)
    assert _labels(3650)[0] == "2027"


@pytest.mark.parametrize("days", [0.04, 0.3, 1, 3, 10, 14, 31, 91, 200, 366, 1500, 3650, 30000])
@pytest.mark.parametrize("width", [200, 800, 2000])
def test_labels_are_few_and_never_overlap(days: float, width: float) -> None:
    scale = Scale(BEGIN, BEGIN + days * DAY, 0, width)
    found = ticks(scale, lambda text: len(text) * 7, 4)
    assert len(found) <= MOST_TICKS
    places = [scale.at(tick.wall) for tick in found]
    assert all(b - a >= len(tick.label) * 7 for a, b, tick in zip(places, places[1:], found, strict=False))
    assert all(0 <= place < width for place in places)


def test_larger_text_has_fewer_labels() -> None:
    assert 0 < len(_labels(14, letter=14)) < len(_labels(14))


def test_two_weeks_in_large_text_have_more_than_one_day_written_at_them() -> None:
    """At 200 % one Monday stood under the chart, and no other day could be told."""
    assert len(_labels(14, 500, letter=16)) >= 3
    assert _labels(42, 800, letter=14) == _labels(42, 800, letter=9), "weeks stay weeks"


def test_a_moment_is_told_from_a_day() -> None:
    scale = Scale(BEGIN, BEGIN + 14 * DAY, 0, 800)
    assert all(tick.is_day for tick in ticks(scale, len, 4))
    hours = ticks(Scale(BEGIN, BEGIN + DAY, 0, 800), len, 4)
    assert not any(tick.is_day for tick in hours)
