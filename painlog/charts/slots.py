"""Sums by time of day: how often each hour of a day, a week or more had a flare-up or a dose."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from painlog.charts.tally import LADDER, Bins
from painlog.patterns.timeline import DAY, Moments, Sort, Timeline

SLOTS = 24
"""Hours in a day."""
SLOT = DAY / SLOTS
MOST_MARKS = 900
"""Above this many entries in view, rows show sums instead of single marks; a page has room for more."""
MOST_ON_PAPER = 10_000
THINNEST = 2.4
"""Height of the thinnest row with single marks on a screen: three months on a small one."""
MOST_ROWS_ON_PAPER = 26 * 7
"""Days that have a row each on a page: half a year."""
THINNEST_SUM = 7.0

Counts: TypeAlias = Sequence[Sequence[float]]
"""For each bin the count of each hour."""


class Slots(NamedTuple):
    """What happened at which time of day, for each bin of days."""

    bins: Bins
    flare_ups: Counts
    """How many were going on, of those whose time of day is no guess."""
    as_needed: Counts
    regular: Counts
    unsure: Sequence[float]
    """How many flare-ups began in each bin at an hour that is a guess."""


Slotting: TypeAlias = Callable[[Timeline, Bins], Slots]
"""Counts by time of day: `slots` here, or the faster one of painlog.charts.sums where numpy is loaded."""


def days_a_row(
    timeline: Timeline, begin: float, end: float, height: float, *, on_paper: bool
) -> tuple[int, bool]:
    """Return how many days make a row, and whether single marks are shown in it.

    `height` is that of all rows in Metrics.unit.
    """
    a_day = height * DAY / (end - begin)
    columns = [timeline.flare_ups.moments, *(lane.moments for lane in timeline.lanes)]
    count = sum(moments.count(begin, end) for moments in columns)
    if on_paper:
        is_single = (end - begin) / DAY <= MOST_ROWS_ON_PAPER and count <= MOST_ON_PAPER
    else:
        is_single = a_day >= THINNEST and count <= MOST_MARKS
    if is_single:
        return 1, True
    return next((days for days in LADDER if days * a_day >= THINNEST_SUM), LADDER[-1]), False


def slots(timeline: Timeline, bins: Bins) -> Slots:
    """Count without numpy: fast enough for what a page or the first picture shows."""
    taken = {Sort.AS_NEEDED: _empty(bins), Sort.REGULAR: _empty(bins), Sort.PATCH: _empty(bins)}
    for lane in timeline.lanes:
        for number, slot in _places(lane.moments, bins):
            taken[lane.sort][number][slot] += 1
    flare_ups, unsure, (begin, end) = _empty(bins), [0.0] * bins.size, (bins.edges[0], bins.edges[-1])
    for row, began, over in timeline.flare_ups.touching(begin, end, timeline.now):
        if timeline.flare_ups.is_uncertain(row):
            if began >= begin:
                unsure[bins.number(began)] += 1
            continue
        first = int(began // SLOT)
        past = max(first + 1, int(-(-over // SLOT)))
        for at in range(max(first, int(begin // SLOT)), min(past, int(end // SLOT))):
            flare_ups[bins.number(at * SLOT)][at % SLOTS] += 1
    return Slots(bins, flare_ups, taken[Sort.AS_NEEDED], taken[Sort.REGULAR], unsure)


def _empty(bins: Bins) -> list[list[float]]:
    return [[0.0] * SLOTS for _ in range(bins.size)]


def _places(moments: Moments, bins: Bins) -> Iterator[tuple[int, int]]:
    for _, wall in moments.walls(bins.edges[0], bins.edges[-1]):
        yield bins.number(wall), int(wall % DAY // SLOT)
