"""The sums of painlog.charts.tally with numpy: a million entries in a few milliseconds.

Only the interactive panel imports this, long after the first picture.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from painlog.charts.slots import SLOT, SLOTS, Slots
from painlog.charts.tally import Adding, Bins, Sums, sums_by
from painlog.patterns.timeline import DAY, LONG, FlareUps, Moments, Sort, Timeline
from painlog.record import UNKNOWN

Places: TypeAlias = NDArray[np.intp]
Counts: TypeAlias = NDArray[np.float64]


def fast_sums(timeline: Timeline, bins: Bins) -> Sums:
    """Add up as `tally.sums` does, with the same result but for rounding."""
    return sums_by(Adding(_counts, _totals, _levels), timeline, bins)


def _each(moments: Moments, bins: Bins) -> Iterator[tuple[slice, Places, Places]]:
    """Give of each stretch: its rows, where in them the bins that have any begin, and these bins."""
    at, edges = np.asarray(moments.at), np.asarray(bins.edges)
    for first, past, shift in moments.stretches:
        cuts = first + np.searchsorted(at[first:past], edges - shift)
        filled = np.flatnonzero(cuts[1:] > cuts[:-1])
        if filled.size:
            low, high = int(cuts[filled[0]]), int(cuts[filled[-1] + 1])
            yield slice(low, high), cuts[filled] - low, filled


def _counts(moments: Moments, bins: Bins) -> list[float]:
    found = np.zeros(bins.size)
    for rows, begins, filled in _each(moments, bins):
        found[filled] += np.diff(begins, append=rows.stop - rows.start)
    return list(found.tolist())


def _totals(moments: Moments, column: Sequence[float], bins: Bins) -> list[float]:
    found, values = np.zeros(bins.size), np.asarray(column)
    for rows, begins, filled in _each(moments, bins):
        found[filled] += np.add.reduceat(values[rows], begins, dtype=float)
    return list(found.tolist())


def _levels(moments: Moments, column: Sequence[float], bins: Bins) -> tuple[list[float], list[float]]:
    values = np.asarray(column)
    worst, total, known = np.full(bins.size, UNKNOWN), np.zeros(bins.size), np.zeros(bins.size)
    for rows, begins, filled in _each(moments, bins):
        levels = values[rows]
        told = levels >= 0
        worst[filled] = np.maximum(worst[filled], np.maximum.reduceat(levels, begins))
        total[filled] += np.add.reduceat(np.where(told, levels, 0), begins, dtype=float)
        known[filled] += np.add.reduceat(told, begins, dtype=float)
    mean = np.divide(total, known, out=np.full(bins.size, UNKNOWN), where=known > 0)
    return worst.tolist(), mean.tolist()


class FastSums:
    """Adds up for a panel that shows one timeline for long: all bins of a length once, then only cut out."""

    def __init__(self) -> None:
        """Begin without sums."""
        self._of: Timeline | None = None
        self._known: dict[int, Sums] = {}

    def __call__(self, timeline: Timeline, bins: Bins) -> Sums:
        """Add up as `tally.sums` does, with the same result but for rounding."""
        if self._of is not timeline:
            self._of, self._known = timeline, {}
        if bins.days not in self._known:
            first, days = _days_of(timeline)
            every = Bins.covering(first * DAY, (first + max(1, days)) * DAY, bins.days)
            self._known[bins.days] = fast_sums(timeline, every)
        return _cut_out(self._known[bins.days], bins)


def _cut_out(every: Sums, bins: Bins) -> Sums:
    """Return the sums of some bins; outside of what is known there is nothing."""
    begin = (bins.first - every.bins.first) // bins.days
    low, high = max(0, begin), max(0, min(every.bins.size, begin + bins.size))

    def cut(column: Sequence[float], nothing: float = 0.0) -> list[float]:
        inside = column[low:high] if low < high else []
        before = [nothing] * min(bins.size, low - begin)
        return [*before, *inside, *[nothing] * (bins.size - len(before) - len(inside))]

    return Sums(
        bins,
        cut(every.flare_ups),
        cut(every.worst, UNKNOWN),
        cut(every.usual, UNKNOWN),
        tuple(cut(column) for column in every.doses),
        cut(every.activities),
        cut(every.background, UNKNOWN),
    )


class DayTable:
    """What `slots.slots` counts, for every day of a timeline at once: counted once, then only added up."""

    def __init__(self, timeline: Timeline) -> None:
        """Count all entries of the timeline."""
        self._first, days = _days_of(timeline)
        self._flare_ups = _going_on(timeline.flare_ups, timeline.now, self._first, days)
        self._unsure = _unsure(timeline.flare_ups, self._first, days)
        self._taken = {sort: np.zeros((days, SLOTS)) for sort in Sort}
        for lane in timeline.lanes:
            at = (_walls(lane.moments) // SLOT).astype(np.intp) - self._first * SLOTS
            counted = np.bincount(at, minlength=days * SLOTS)[: days * SLOTS]
            self._taken[lane.sort] += counted.reshape(days, SLOTS)

    def slots(self, bins: Bins) -> Slots:
        """Return the counts of these bins."""
        flare_ups, as_needed, regular, unsure = (
            self._added(table, bins)
            for table in (
                self._flare_ups,
                self._taken[Sort.AS_NEEDED],
                self._taken[Sort.REGULAR],
                self._unsure,
            )
        )
        return Slots(bins, flare_ups, as_needed, regular, [count for (count,) in unsure])

    def _added(self, table: Counts, bins: Bins) -> list[list[float]]:
        begin = bins.first - self._first
        wanted = np.zeros((bins.size * bins.days, table.shape[1]))
        low, high = max(0, begin), min(len(table), begin + len(wanted))
        if low < high:
            wanted[low - begin : high - begin] = table[low:high]
        return list(wanted.reshape(bins.size, bins.days, -1).sum(axis=1).tolist())


def _walls(moments: Moments) -> Counts:
    walls = np.array(moments.at, dtype=float)
    for first, past, shift in moments.stretches:
        walls[first:past] += shift
    return walls


def _days_of(timeline: Timeline) -> tuple[int, int]:
    """Return the first day of any mark, and how many days there are until the last one has ended, or now."""
    flare_ups = timeline.flare_ups
    filled = [column.moments.at for column in timeline.columns() if column.moments.at]
    if not filled:
        return 0, 0
    first = int(min(at[0] for at in filled) // DAY) - 1
    ends = (flare_ups.end(row, timeline.now) for row in flare_ups.long)
    last = max([timeline.now, *(at[-1] + LONG for at in filled), *ends])
    return first, int(last // DAY) + 2 - first


def _going_on(flare_ups: FlareUps, now: float, first: int, days: int) -> Counts:
    """Return for each hour how many flare-ups were going on in it: begun so far, less ended before.

    Those whose time of day is a guess do not count.
    """
    columns, began = flare_ups.columns, _walls(flare_ups.moments)
    lasted = np.asarray(columns.lasted, dtype=float)
    over = began + np.where(lasted >= 0, lasted, np.maximum(columns.rise, 0))
    told = np.flatnonzero((lasted < 0) & np.isin(columns.key, list(columns.readings)))
    for row in (*told.tolist(), *flare_ups.long):
        over[row] = flare_ups.end(row, now)
    size, sure = days * SLOTS, np.asarray(columns.uncertain) == 0
    begun, past = (at[sure].astype(np.intp) - first * SLOTS for at in (began // SLOT, -(-over // SLOT)))
    change = np.bincount(np.minimum(begun, size), minlength=size + 2)[: size + 1].astype(float)
    change -= np.bincount(np.minimum(np.maximum(begun + 1, past), size), minlength=size + 2)[: size + 1]
    return np.cumsum(change)[:size].reshape(days, SLOTS)


def _unsure(flare_ups: FlareUps, first: int, days: int) -> Counts:
    """Return for each day, in one column, how many began at an hour that is a guess."""
    began = _walls(flare_ups.moments)[np.asarray(flare_ups.columns.uncertain) != 0]
    counted = np.bincount((began // DAY).astype(np.intp) - first, minlength=days)
    return counted[:days].astype(float).reshape(days, 1)


class FastSlots:
    """Counts by time of day for a panel that shows one timeline for long."""

    def __init__(self) -> None:
        """Begin without a table."""
        self._of: Timeline | None = None
        self._table: DayTable | None = None

    def __call__(self, timeline: Timeline, bins: Bins) -> Slots:
        """Count as `slots.slots` does, with the same result."""
        if self._table is None or self._of is not timeline:
            self._of, self._table = timeline, DayTable(timeline)
        return self._table.slots(bins)
