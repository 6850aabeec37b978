"""Days, times of day and lengths, as the drawings say them and as other regions write them."""

import time as clocks
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QLocale

from painlog.words import times

SUMMER = timezone(timedelta(hours=2))
AT = datetime(2026, 3, 31, 13, 5, tzinfo=SUMMER)


def test_a_time_of_day_is_the_wall_clock_of_its_moment() -> None:
    assert times.clock(AT) == "13:05"
    assert times.clock(AT.astimezone(UTC)) == "11:05"


@pytest.mark.parametrize(
    ("region", "told"),
    [
        ("en_GB", ["00", "06", "18", "24"]),
        ("en_US", ["12 AM", "6 AM", "6 PM", "12 AM"]),
        ("fa_IR", ["۰۰", "۰۶", "۱۸", "۲۴"]),  # noqa: RUF001 - digits
    ],
)
def test_hours_are_said_as_the_region_does(region: str, told: list[str]) -> None:
    QLocale.setDefault(QLocale(region))
    said = [times.hour(hour) for hour in (0, 6, 18, 24)]
    QLocale.setDefault(QLocale("en_GB"))
    assert said == told


def test_days_are_said_as_drawn() -> None:
    assert times.day(date(2026, 4, 2)) == "Thursday 2 April"
    assert times.day_of_year(date(2026, 4, 2)) == "Thursday 2 April 2026"
    assert times.short_day(date(2026, 3, 31)) == "Tue 31 Mar"
    assert times.short_day_of_year(date(2026, 3, 31)) == "Tue 31 Mar 2026"
    assert times.calendar_day(date(2026, 3, 2)) == "2 Mar"
    assert times.near_calendar_day(date(2026, 3, 2), date(2026, 12, 31)) == "2 Mar"
    assert times.near_calendar_day(date(2026, 12, 31), date(2027, 1, 1)) == "31 Dec 2026"
    assert times.full_date(date(2026, 1, 12)) == "12 January 2026"
    assert times.month(date(2026, 4, 2)) == "April 2026"
    assert times.moment(AT) == "Tue 31 Mar, 13:05"
    assert times.full_moment(AT) == "Tue 31 Mar 2026, 13:05"


@pytest.mark.parametrize(
    ("begin", "until", "short", "long"),
    [
        (date(2026, 3, 20), date(2026, 4, 2), "20 Mar – 2 Apr 2026", "20 March – 2 April 2026"),  # noqa: RUF001
        (
            date(2025, 12, 20),
            date(2026, 1, 2),
            "20 Dec 2025 – 2 Jan 2026",  # noqa: RUF001
            "20 December 2025 – 2 January 2026",  # noqa: RUF001
        ),
        (date(2026, 4, 2), date(2026, 4, 2), "2 Apr 2026", "2 April 2026"),
    ],
)
def test_a_span_names_each_year_once(begin: date, until: date, short: str, long: str) -> None:
    assert times.span(begin, until) == short
    assert times.long_span(begin, until) == long


def test_from_when_until_when_names_the_day_only_where_it_could_be_mistaken() -> None:
    assert times.clock_span(AT, AT + timedelta(minutes=42)) == "13:05 – 13:47"  # noqa: RUF001
    assert times.clock_span(AT, AT + timedelta(hours=12)) == "13:05 – 01:05"  # noqa: RUF001
    assert times.until(AT, AT + timedelta(hours=12)) == ""
    assert times.clock_span(AT, AT + timedelta(days=1)) == "from 13:05"
    assert times.until(AT, AT + timedelta(days=1)) == "until Wed 1 Apr, 13:05"
    assert times.until(AT, AT + timedelta(hours=30)) == "until Wed 1 Apr, 19:05"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "under 1 min"),
        (0.4, "under 1 min"),
        (1, "1 min"),
        (42.4, "42 min"),
        (59.6, "1 h"),
        (60, "1 h"),
        (65, "1 h 05 min"),
        (206, "3 h 26 min"),
        (1439, "23 h 59 min"),
        (1440, "1 day"),
        (1740, "1 day 5 h"),
        (2 * 1440 - 5, "2 days"),
        (3 * 1440, "3 days"),
        (10.4 * 1440, "10 days"),
    ],
)
def test_lengths_are_said_in_the_units_one_would_use(minutes: float, said: str) -> None:
    assert times.duration(minutes) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "within a minute"), (0.4, "within a minute"), (1, "after 1 min"), (60, "after 1 h")],
)
def test_what_comes_at_once_is_not_told_as_a_length(minutes: float, said: str) -> None:
    assert times.after(minutes) == said


def test_how_long_ago() -> None:
    assert times.ago(AT, AT + timedelta(seconds=20)) == "just now"
    assert times.ago(AT, AT + timedelta(minutes=1)) == "1 min ago"
    assert times.ago(AT, AT + timedelta(hours=3, minutes=26)) == "3 h 26 min ago"
    assert times.last(AT, AT + timedelta(hours=3, minutes=26)) == "last 13:05, 3 h 26 min ago"
    assert times.last(AT, AT + timedelta(days=4)) == "last Tue 31 Mar, 13:05, 4 days ago"


def test_a_shortest_length_is_not_rounded_up() -> None:
    """Of doses 3 days and 15 hours apart the page said "4 days", longer than any that is meant."""
    told = [times.shortest(hours * 60) for hours in (20.03, 43.9, 71.9, 87.4, 93)]
    assert told == ["20 h 02 min", "1 day 19 h", "2 days 23 h", "3 days", "3 days"]


@pytest.mark.parametrize(("hour", "minutes"), [(0, 1), (10, 0), (23, 59)])
def test_days_ago_are_those_between_the_two_days(hour: int, minutes: int) -> None:
    """On a Monday evening Wednesday 10:00 was "6 days ago"."""
    then = datetime(2026, 11, 25, hour, minutes, tzinfo=UTC)
    for at in (0.1, 12, 23.9):
        now = datetime(2026, 11, 30, tzinfo=UTC) + timedelta(hours=at)
        assert times.ago(then, now) == "5 days ago"
    assert times.last(AT, AT - timedelta(seconds=20)) == "last 13:05, just now"
    assert times.last(AT, AT - timedelta(minutes=55)) == "last 13:05"


def test_since_says_no_more_than_is_needed() -> None:
    assert times.since(AT, AT + timedelta(hours=1)) == "13:05"
    assert times.since(AT, AT + timedelta(days=1)) == "Tue 31 Mar, 13:05"
    assert times.since(AT, AT + timedelta(days=400)) == "Tue 31 Mar 2026, 13:05"


def test_the_running_clock_and_a_guess() -> None:
    assert times.stopwatch(12 * 60 + 59) == "0:12"
    assert times.stopwatch(26 * 3600) == "26:00"
    assert times.stopwatch(48 * 3600 - 1) == "47:59"
    assert times.stopwatch(71 * 3600) == "2 days"
    assert times.stopwatch(5630 * 3600) == "234 days"
    assert times.stopwatch(-5) == "0:00"
    assert times.about(AT) == "about 13:05"
    assert times.hours(1.5) == "1 h 30 min"
    assert [times.hours(count) for count in (0.5, 36, 48, 84)] == ["30 min", "36 h", "2 days", "84 h"]


@pytest.mark.parametrize(
    ("region", "clock", "day"),
    [
        ("en_US", "1:05 PM", "Tue, Mar 31"),
        ("en_GB", "13:05", "Tue 31 Mar"),
        ("en_DE", "13:05", "Tue 31 Mar"),
        ("en_SE", "13:05", "Tue 31 Mar"),
        ("de_DE", "13:05", "Di. 31 März"),
        ("da_DK", "13.05", "tirs. 31 mar."),
    ],
)
def test_order_and_clock_are_those_of_the_region(region: str, clock: str, day: str) -> None:
    QLocale.setDefault(QLocale(region))
    # Some regions set a narrow blank before AM and PM.
    assert " ".join(times.clock(AT).split()) == clock
    assert times.short_day(AT.date()) == day


@pytest.mark.parametrize(
    ("region", "clock"), [("en_US", "1:05:07 PM"), ("de_DE", "13:05:07"), ("da_DK", "13.05.07")]
)
def test_seconds_stand_where_the_region_puts_them(region: str, clock: str) -> None:
    QLocale.setDefault(QLocale(region))
    assert " ".join(times.clock_to_the_second(AT.replace(second=7)).split()) == clock


@pytest.mark.skipif(not hasattr(clocks, "tzset"), reason="Windows keeps one zone for all programs")
@pytest.mark.parametrize(
    ("zone", "wall", "offset", "shown"),
    [
        ("Europe/Berlin", "2026-03-29T02:30", "+02:00", "2026-03-29T03:30+02:00"),
        ("Europe/Berlin", "2026-03-29T02:30", "+01:00", "2026-03-29T03:30+02:00"),
        ("America/New_York", "2026-03-08T02:30", "-04:00", "2026-03-08T03:30-04:00"),
        ("America/Havana", "2026-03-08T00:47", "-04:00", "2026-03-08T01:47-04:00"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "+11:00", "2026-10-04T02:45+11:00"),
    ],
)
def test_a_time_that_the_clock_left_out_is_that_of_one_that_was_not_put_forward(
    monkeypatch: pytest.MonkeyPatch, *, zone: str, wall: str, offset: str, shown: str
) -> None:
    """It was an hour earlier, and where midnight itself is left out, on the day before."""
    with monkeypatch.context() as there:
        there.setenv("TZ", zone)
        clocks.tzset()
        near = datetime.fromisoformat(f"{wall[:10]}T12:00{offset}")
        found = times.shown_here(datetime.fromisoformat(wall), near)
    clocks.tzset()
    assert found.isoformat(timespec="minutes") == shown


@pytest.mark.skipif(not hasattr(clocks, "tzset"), reason="Windows keeps one zone for all programs")
@pytest.mark.parametrize(
    ("was", "hours"),
    [
        (datetime(2026, 3, 27, 9, tzinfo=timezone(timedelta(hours=1))), 2),  # of here: its clocks are changed
        (datetime(2026, 3, 27, 9, tzinfo=timezone(timedelta(hours=9))), 9),  # of a journey: all that is known
    ],
)
def test_another_day_told_for_a_moment_is_told_by_the_clock_of_its_place(was: datetime, hours: int) -> None:
    mended = times.mended(datetime(2026, 4, 2, 9), was)  # noqa: DTZ001 - a wall clock, as it is typed
    assert mended.replace(tzinfo=None) == datetime(2026, 4, 2, 9)  # noqa: DTZ001
    assert mended.utcoffset() == timedelta(hours=hours)


def test_minutes_are_those_between_the_times_that_the_clock_shows() -> None:
    assert times.shown_minutes(50, 41 * 60 + 10) == 41, "13:05:50 to 13:46:10 stands there as 13:05 to 13:46"
    assert times.shown_minutes(10, 41 * 60 + 50) == 41


def test_where_one_way_of_saying_a_time_ends_and_the_next_begins() -> None:
    days = [times.coming_day(AT.date() + timedelta(days=away), AT.date()) for away in (-1, 0, 1)]
    assert days == ["Mon 30 Mar", "today", "tomorrow"]
    assert times.shown_minutes(50.0, 42 * 60 + 10.0) == 42
    assert [times.stopwatch(hours * 3600) for hours in (47.99, 48)] == ["47:59", "2 days"]
    assert times.clock_span(AT, AT) == "13:05 – 13:05"  # noqa: RUF001 - a dash
    assert [times.duration(minutes) for minutes in (69, 70)] == ["1 h 09 min", "1 h 10 min"]
