"""Moments are found by the patient's wall clock, across every change of it."""

from array import array
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from painlog.patterns.moments import DAY, HOUR, Moments, Rows, day_of, midnight, wall_of

SPRING = datetime(2026, 3, 29, 1, 0, tzinfo=UTC).timestamp()
"""When clocks in Berlin went from 02:00 (UTC+1) to 03:00 (UTC+2)."""


def _moments(*rows: tuple[float, int]) -> Moments:
    return Moments.of(array("d", [at for at, _ in rows]), array("h", [offset for _, offset in rows]))


def test_stretches_are_cut_where_the_clock_changes() -> None:
    moments = _moments(
        *[(hour * HOUR, 60) for hour in range(9)], *[(hour * HOUR, 120) for hour in range(9, 12)]
    )
    assert moments.stretches == (Rows(0, 9, 3600.0), Rows(9, 12, 7200.0))


def test_no_rows_have_no_stretches() -> None:
    assert _moments().stretches == ()
    assert list(_moments().between(0, 10)) == []
    assert _moments().after(0) is None
    assert _moments().before(0) is None


@given(st.lists(st.sampled_from([-120, 0, 60, 345]), max_size=200))
def test_every_row_is_in_the_stretch_of_its_offset(offsets: list[int]) -> None:
    moments = _moments(*((float(row), offset) for row, offset in enumerate(offsets)))
    spread = [shift for first, past, shift in moments.stretches for _ in range(first, past)]
    assert spread == [offset * 60.0 for offset in offsets]


def test_the_columns_are_shared() -> None:
    at, offset = array("d", [1.0, 2.0]), array("h", [0, 0])
    assert Moments.of(at, offset).at is at


def test_the_hour_that_is_left_out_in_spring() -> None:
    moments = _moments((SPRING - 1800, 60), (SPRING + 1800, 120))
    midnight_before = midnight(date(2026, 3, 29))
    assert [wall - midnight_before for _, wall in moments.walls(0, 9e9)] == [1.5 * HOUR, 3.5 * HOUR]
    assert moments.count(midnight_before + 2 * HOUR, midnight_before + 3 * HOUR) == 0


def test_the_hour_that_comes_twice_in_autumn() -> None:
    autumn = datetime(2026, 10, 25, 1, 0, tzinfo=UTC).timestamp()
    moments = _moments((autumn - 1800, 120), (autumn + 1800, 60))
    two_o_clock = midnight(date(2026, 10, 25)) + 2 * HOUR
    assert moments.count(two_o_clock, two_o_clock + HOUR) == 2
    assert moments.wall(0) == moments.wall(1) == two_o_clock + 1800


rows_of_travel = st.lists(
    st.tuples(
        st.integers(0, 40).map(lambda hours: hours * HOUR * 3), st.sampled_from([-660, -60, 0, 60, 840])
    ),
    max_size=60,
).map(sorted)


@given(rows_of_travel, st.integers(-50, 200), st.integers(0, 100))
def test_rows_between_are_those_whose_wall_clock_is(
    rows: list[tuple[float, int]], begin: int, hours: int
) -> None:
    moments = _moments(*rows)
    low, high = begin * HOUR, (begin + hours) * HOUR
    expected = [row for row, (at, offset) in enumerate(rows) if low <= at + offset * 60 < high]
    assert sorted(row for row, _ in moments.walls(low, high)) == expected
    assert moments.count(low, high) == len(expected)


@given(rows_of_travel, st.integers(-3, 8), st.integers(0, 9))
def test_days_are_those_that_have_a_row(rows: list[tuple[float, int]], first: int, many: int) -> None:
    every = {int((at + offset * 60) // DAY) for at, offset in rows}
    assert set(_moments(*rows).days(first, first + many)) == every & set(range(first, first + many))


@given(rows_of_travel, st.integers(-50, 200))
def test_neighbours_are_the_nearest_by_wall_clock(rows: list[tuple[float, int]], hour: int) -> None:
    moments = _moments(*rows)
    walls = [at + offset * 60 for at, offset in rows]
    later, sooner = moments.after(hour * HOUR), moments.before(hour * HOUR)
    above, below = [w for w in walls if w > hour * HOUR], [w for w in walls if w < hour * HOUR]
    assert (later is None) == (not above)
    assert (sooner is None) == (not below)
    assert later is None or moments.wall(later) == min(above)
    assert sooner is None or moments.wall(sooner) == max(below)


def test_a_wall_clock_knows_its_day() -> None:
    evening = datetime(2026, 3, 31, 23, 30, tzinfo=timezone(timedelta(hours=2)))
    assert day_of(wall_of(evening)) == date(2026, 3, 31)
    assert wall_of(evening) - midnight(date(2026, 3, 31)) == 23.5 * HOUR
    assert midnight(date(1970, 1, 2)) == DAY
    assert day_of(-1.0) == date(1969, 12, 31)
