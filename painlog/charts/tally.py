"""Sums of whole days, weeks and more, shown where single marks would merge into a smear."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from math import inf, nextafter
from typing import NamedTuple, TypeAlias

from painlog.charts.scale import MONDAY
from painlog.patterns.timeline import DAY, Moments, Sort, Timeline
from painlog.record import UNKNOWN

LADDER = (1, 7, 28, 84, 182, 364)
"""How many days are summed up together: a day, one week, 4, 12, 26 and 52 weeks."""
NARROWEST_MARK, NARROWEST_SUM = 2.5, 5.0
"""Room a mark, and a sum, needs at least so that it does not merge with the next, in Metrics.unit."""


_MANY, _RUN = 40, 8
"""From so many marks of one kind on it is looked whether they merge: each with the next eight."""


class Bins(NamedTuple):
    """Equal lengths of whole days, side by side; longer ones begin on a Monday."""

    first: int
    """The first day, since 1970."""
    days: int
    """Days in each."""
    size: int
    """How many there are."""

    @classmethod
    def covering(cls, begin: float, end: float, days: int) -> "Bins":
        """Return those that touch `begin` to `end` of the wall clock."""
        start = MONDAY if days > 1 else 0
        first = int(begin // DAY - start) // days * days + start
        past = int(-(-end // DAY))
        return cls(first, days, max(1, -(-(past - first) // days)))

    @property
    def edges(self) -> list[float]:
        """The wall clock of each one's begin, and of the last one's end."""
        return [(self.first + number * self.days) * DAY for number in range(self.size + 1)]

    def number(self, wall: float) -> int:
        """Return which one holds a moment; it may lie outside of 0 to `size`."""
        return int((wall // DAY - self.first) // self.days)

    def span(self, number: int) -> tuple[float, float]:
        """Return the wall clock of one's begin and end."""
        begin = (self.first + number * self.days) * DAY
        return begin, begin + self.days * DAY


class Sums(NamedTuple):
    """What is written down in each bin; levels are negative where nobody said."""

    bins: Bins
    flare_ups: Sequence[float]
    """How many began."""
    worst: Sequence[float]
    """The highest level of those that began, or lasted for days, in it."""
    usual: Sequence[float]
    """The mean of the worst levels of those that began."""
    doses: Sequence[Sequence[float]]
    """Amounts that were taken, for each lane of the timeline."""
    activities: Sequence[float]
    background: Sequence[float]
    """The mean of the check-ins."""


Summing: TypeAlias = Callable[[Timeline, Bins], Sums]
"""Adds up: `sums` here, or the faster one of painlog.charts.sums where numpy is loaded."""


def days_together(timeline: Timeline, begin: float, end: float, room: float) -> int:
    """Return how many days are to be summed up; 0 where single marks stand apart.

    `room` is the width of the chart in Metrics.unit.
    """
    columns = [timeline.flare_ups.moments, timeline.done, timeline.asked]
    columns += [lane.moments for lane in timeline.lanes if lane.sort is not Sort.PATCH]
    rate = room / (end - begin)
    crowded = max(moments.count(begin, end) for moments in columns) * NARROWEST_MARK > room
    if not crowded and not any(_is_smear(moments, begin, end, rate) for moments in columns):
        return 0
    wide = (days for days in LADDER if days * DAY / (end - begin) * room >= NARROWEST_SUM)
    return next(wide, LADDER[-1])


def _is_smear(moments: Moments, begin: float, end: float, rate: float) -> bool:
    """Tell whether most of many marks cover one another, though there is room: months without entries.

    Looked at is each with the next `_RUN`: some of them would be others at each step of panning, and the
    chart would flicker between marks and sums. `rate`: Metrics.unit a second.
    """
    at, stretches = moments.at, list(moments.between(begin, end))
    if sum(past - first for first, past, _ in stretches) < _MANY:
        return False
    rows = [row for first, past, _ in stretches for row in range(first, past - _RUN)]
    covered = _RUN * NARROWEST_MARK / 2 / rate
    return 2 * sum(at[row + _RUN] - at[row] < covered for row in rows) > len(rows)


class Adding(NamedTuple):
    """How the entries of each bin are added up: by Python alone, or by numpy."""

    counts: Callable[[Moments, Bins], list[float]]
    totals: Callable[[Moments, Sequence[float], Bins], list[float]]
    levels: Callable[[Moments, Sequence[float], Bins], tuple[list[float], list[float]]]
    """The greatest and the mean of those that are known."""


def sums(timeline: Timeline, bins: Bins) -> Sums:
    """Add up without numpy: fast enough for what a page or the first picture shows."""
    return sums_by(Adding(_counts, _totals, _levels), timeline, bins)


def sums_by(adding: Adding, timeline: Timeline, bins: Bins) -> Sums:
    """Return what the bins hold, added up by `adding`."""
    worst, usual = adding.levels(timeline.flare_ups.moments, timeline.flare_ups.columns.peak, bins)
    _spread_long(timeline, bins, worst)
    _, background = adding.levels(timeline.asked, timeline.check_ins.background, bins)
    return Sums(
        bins,
        adding.counts(timeline.flare_ups.moments, bins),
        worst,
        usual,
        tuple(adding.totals(lane.moments, lane.doses.amount, bins) for lane in timeline.lanes),
        adding.counts(timeline.done, bins),
        background,
    )


def _spread_long(timeline: Timeline, bins: Bins, worst: list[float]) -> None:
    """Let flare-ups that last for days count in all the bins they touch, not only where they began.

    One that ends at midnight does not touch the day that begins then.
    """
    flare_ups = timeline.flare_ups
    for row in flare_ups.long:
        begin = flare_ups.moments.wall(row)
        last = max(begin, nextafter(flare_ups.end(row, timeline.now), -inf))
        level = flare_ups.columns.peak[row]
        for number in range(max(0, bins.number(begin)), min(bins.size - 1, bins.number(last)) + 1):
            worst[number] = max(worst[number], level)


def _cuts(moments: Moments, bins: Bins) -> Iterator[tuple[int, int, int]]:
    """Give (bin, first row, past row) for every bin that has rows; one twice where the clocks changed."""
    edges = bins.edges
    for first, past, shift in moments.stretches:
        low = bisect_left(moments.at, edges[0] - shift, first, past)
        for number, edge in enumerate(edges[1:]):
            high = bisect_left(moments.at, edge - shift, low, past)
            if low < high:
                yield number, low, high
            low = high


def _counts(moments: Moments, bins: Bins) -> list[float]:
    found = [0.0] * bins.size
    for number, low, high in _cuts(moments, bins):
        found[number] += high - low
    return found


def _totals(moments: Moments, column: Sequence[float], bins: Bins) -> list[float]:
    found = [0.0] * bins.size
    for number, low, high in _cuts(moments, bins):
        found[number] += sum(column[low:high])
    return found


def _levels(moments: Moments, column: Sequence[float], bins: Bins) -> tuple[list[float], list[float]]:
    """Return the greatest and the mean of the levels that are known, of each bin."""
    worst, total, known = [UNKNOWN] * bins.size, [0.0] * bins.size, [0] * bins.size
    for number, low, high in _cuts(moments, bins):
        levels = [level for level in column[low:high] if level >= 0]
        worst[number] = max([worst[number], *levels])
        total[number] += sum(levels)
        known[number] += len(levels)
    return worst, [of / count if count else UNKNOWN for of, count in zip(total, known, strict=True)]
