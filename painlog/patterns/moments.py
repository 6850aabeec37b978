"""Moments of the patient's wall clock: sorted columns of them, found without a copy and without numpy.

Times are seconds of the wall clock since 1970: its day is `// 86400`, its time of day `% 86400`, also after
travel and when the clocks change.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from painlog.record import Doubles, Whole

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0


class Rows(NamedTuple):
    """Rows of a column from `first` to before `past`, whose wall clock is UTC plus `shift` seconds."""

    first: int
    past: int
    shift: float


class Piece(NamedTuple):
    """A span of wall clock that something lasted."""

    begin: float
    end: float


def _row_after_same(column: Whole, first: int) -> int:
    """Return the first row past `first` that holds another value, by steps that grow and shrink."""
    past, step = first + 1, 1
    same = array(column.typecode, [column[first]])
    while past < len(column):
        part = column[past : past + step]
        if part == same * len(part):
            past, step = past + len(part), step * 2
        elif step == 1:
            break
        else:
            step //= 2
    return past


class Moments:
    """A sorted column of moments with the wall clock that was in use: found by wall clock, without a copy."""

    __slots__ = ("_begins", "at", "stretches")

    def __init__(self, at: Doubles, stretches: tuple[Rows, ...]) -> None:
        """Keep the moments (seconds UTC, ascending) and their rows in order, cut where the offset changes."""
        self.at = at
        self.stretches = stretches
        self._begins = [at[rows.first] for rows in stretches]

    @classmethod
    def of(cls, at: Doubles, offset: Whole) -> "Moments":
        """Return the moments of a record's columns; `offset` in minutes."""
        cut, first = [], 0
        while first < len(at):
            past = _row_after_same(offset, first)
            cut.append(Rows(first, past, offset[first] * MINUTE))
            first = past
        return cls(at, tuple(cut))

    def between(self, begin: float, end: float) -> Iterator[Rows]:
        """Give the rows with `begin` <= wall clock < `end`, in pieces of one offset."""
        # No wall clock is a day away from UTC.
        low = max(0, bisect_right(self._begins, begin - DAY) - 1)
        for first, past, shift in self.stretches[low : bisect_left(self._begins, end + DAY)]:
            row = bisect_left(self.at, begin - shift, first, past)
            until = bisect_left(self.at, end - shift, row, past)
            if row < until:
                yield Rows(row, until, shift)

    def count(self, begin: float, end: float) -> int:
        """Return how many rows there are with `begin` <= wall clock < `end`."""
        return sum(past - first for first, past, _ in self.between(begin, end))

    def days(self, first: int, past: int) -> Iterator[int]:
        """Give the days since 1970 from `first` to before `past` that have a row."""
        for begin, until, shift in self.between(first * DAY, past * DAY):
            row = begin
            while row < until:
                day = int((self.at[row] + shift) // DAY)
                yield day
                row = bisect_left(self.at, (day + 1) * DAY - shift, row + 1, until)

    def walls(self, begin: float, end: float) -> Iterator[tuple[int, float]]:
        """Give (row, wall clock) between `begin` and `end`."""
        for first, past, shift in self.between(begin, end):
            for row in range(first, past):
                yield row, self.at[row] + shift

    def wall(self, row: int) -> float:
        """Return the wall clock of a row."""
        stretch = bisect_right(self.stretches, row, key=lambda rows: rows.first) - 1
        return self.at[row] + self.stretches[stretch].shift

    def after(self, wall: float) -> int | None:
        """Return the row with the least wall clock above `wall`, None when there is none."""
        later = (bisect_right(self.at, wall - shift, first, past) for first, past, shift in self.stretches)
        found = [row for row, rows in zip(later, self.stretches, strict=True) if row < rows.past]
        return min(found, key=self.wall, default=None)

    def before(self, wall: float) -> int | None:
        """Return the row with the greatest wall clock below `wall`, None when there is none."""
        cut = self.stretches
        sooner = (bisect_left(self.at, wall - shift, first, past) - 1 for first, past, shift in cut)
        found = [row for row, rows in zip(sooner, self.stretches, strict=True) if row >= rows.first]
        return max(found, key=self.wall, default=None)


def wall_of(moment: datetime) -> float:
    """Return the wall clock of an aware moment, in seconds since 1970 as if it were UTC."""
    offset = moment.utcoffset()
    return moment.timestamp() + (offset.total_seconds() if offset is not None else 0.0)


def midnight(day: date) -> float:
    """Return the wall clock at which a day begins."""
    return (day - date(1970, 1, 1)).days * DAY


def day_of(wall: float) -> date:
    """Return the day of a wall clock."""
    return date.fromordinal(int(wall // DAY) + date(1970, 1, 1).toordinal())
