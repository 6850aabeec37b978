"""Sums by time of day: how often each half hour of a day, a week or more had a flare-up or a dose."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from painlog.charts.tally import LADDER, Bins
from painlog.patterns.timeline import DAY, Moments, Sort, Timeline

SLOTS = 48
"""Half hours in a day."""
SLOT = DAY / SLOTS
MOST_MARKS = 4000
"""Above this many entries in view, rows show sums instead of single marks."""

Counts: TypeAlias = Sequence[Sequence[float]]
"""For each bin the count of each half hour."""


@dataclass(frozen=True, slots=True)
class Slots:
    """What happened at which time of day, for each bin of days."""

    bins: Bins
    flare_ups: Counts
    """How many were going on."""
    as_needed: Counts
    regular: Counts


Slotting: TypeAlias = Callable[[Timeline, Bins], Slots]
"""Counts by time of day: `slots` here, or the faster one of painlog.charts.sums where numpy is loaded."""


def days_a_row(
    timeline: Timeline, begin: float, end: float, height: float, thinnest: float
) -> tuple[int, bool]:
    """Return how many days make a row, and whether single marks are shown in it.

    `height` is that of all rows, `thinnest` that of the thinnest row, in the same unit.
    """
    high = (days for days in LADDER if days * DAY / (end - begin) * height >= thinnest)
    days = next(high, LADDER[-1])
    columns = [timeline.flare_ups.moments, *(lane.moments for lane in timeline.lanes)]
    single = days == 1 and sum(moments.count(begin, end) for moments in columns) <= MOST_MARKS
    return days, single


def slots(timeline: Timeline, bins: Bins) -> Slots:
    """Count without numpy: fast enough for what a page or the first picture shows."""
    taken = {Sort.AS_NEEDED: _empty(bins), Sort.REGULAR: _empty(bins), Sort.PATCH: _empty(bins)}
    for lane in timeline.lanes:
        for number, slot in _places(lane.moments, bins):
            taken[lane.sort][number][slot] += 1
    flare_ups, (begin, end) = _empty(bins), (bins.edges[0], bins.edges[-1])
    for _, began, over in timeline.flare_ups.touching(begin, end, timeline.now):
        for at in range(int(max(began, begin) // SLOT), int(min(over, end - 1) // SLOT) + 1):
            flare_ups[bins.number(at * SLOT)][at % SLOTS] += 1
    return Slots(bins, flare_ups, taken[Sort.AS_NEEDED], taken[Sort.REGULAR])


def _empty(bins: Bins) -> list[list[float]]:
    return [[0.0] * SLOTS for _ in range(bins.count)]


def _places(moments: Moments, bins: Bins) -> Iterator[tuple[int, int]]:
    for _, wall in moments.walls(bins.edges[0], bins.edges[-1]):
        yield bins.number(wall), int(wall % DAY // SLOT)
