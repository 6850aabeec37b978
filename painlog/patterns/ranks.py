"""Trends and pairs by order alone: what one wild value cannot spoil."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import special

from painlog.patterns.arrays import Floats, Whole
from painlog.patterns.chances import drawn, sum_of

ALL_PAIRS_UNTIL = 2_000
"""Up to so many values every pair gives a slope; above, a million pairs drawn with a fixed seed."""
_DRAWN_PAIRS = 1_000_000
_PAIRS_AT_ONCE = 4_000_000
_SHUFFLED_UNTIL = 40
"""Up to so many blocks their order is shuffled; above, the score is as good as normal."""
_EXACT_PAIRS_UNTIL = 60
_FITTED = 2
"""A line has two figures."""


@dataclass(frozen=True, slots=True)
class Slope:
    """How much a value rises for one step of the other, with its interval."""

    slope: float
    low: float
    high: float
    start: float
    """The fitted value where the other begins."""


def kendall_score(times: Floats, values: Floats) -> int:
    """Return Kendall's S: pairs in which the later value is higher less those in which it is lower.

    `times` ascending; pairs at the same time count as neither.
    """
    first = np.searchsorted(times, times, side="right")
    return sum(
        int(np.count_nonzero(values[later:] > value)) - int(np.count_nonzero(values[later:] < value))
        for later, value in zip(first.tolist(), values.tolist(), strict=True)
    )


def kendall_tau(times: Floats, values: Floats) -> float:
    """Return Kendall's tau-b, which allows for ties in both. Source: Kendall 1945, Biometrika 33:239-251."""
    pairs = values.size * (values.size - 1) / 2
    untied = [pairs - float((tied * (tied - 1) / 2).sum()) for tied in (_ties(times), _ties(values))]
    return kendall_score(times, values) / sqrt(untied[0] * untied[1]) if min(untied) > 0 else 0.0


def score_variance(values: Floats) -> float:
    """Return the variance of Kendall's S without a trend, corrected for ties (Kendall 1975, chapter 4)."""
    count, tied = values.size, _ties(values)
    return float((count * (count - 1) * (2 * count + 5) - (tied * (tied - 1) * (2 * tied + 5)).sum()) / 18)


def theil_sen(times: Floats, values: Floats, level: float = 0.95, inflation: float = 1.0) -> Slope:
    """Return the median of all slopes between two points, with its interval.

    `inflation` widens the variance of the score for values that resemble their neighbours. Source:
    Theil 1950, Proc K Ned Akad Wet 53; Sen 1968, J Am Stat Assoc 63:1379-1389.
    """
    slopes = np.sort(_slopes(times, values))
    sigma = sqrt(score_variance(values) * inflation)
    reach = float(special.ndtri(0.5 + level / 2)) * sigma
    pairs = values.size * (values.size - 1) / 2
    scale = slopes.size / pairs if pairs else 1.0
    upper = min(round((slopes.size + reach * scale) / 2), slopes.size - 1)
    lower = max(round((slopes.size - reach * scale) / 2) - 1, 0)
    slope = float(np.median(slopes))
    start = float(np.median(values) - slope * (np.median(times) - times[0]))
    return Slope(slope, float(slopes[lower]), float(slopes[upper]), start)


def likeness(values: Floats) -> float:
    """Return by how much a trend's variance grows because neighbours are alike, at least 1.

    (1 + r) / (1 - r) with the residuals' correlation r at lag one, corrected for few values and held below
    0.6. Source: von Storch 1995, Analysis of Climate Variability, chapter 2; the correction after Kendall
    1954, Biometrika 41:403-404.
    """
    count = values.size
    if count < 4:
        return 1.0
    return likeness_of_rest(around_line(values))


def around_line(values: Floats) -> Floats:
    """Return the values less the straight line through them (least squares)."""
    place = np.arange(values.size, dtype=float)
    return np.asarray(values - np.polyval(np.polyfit(place, values, 1), place))


def around_step(values: Floats) -> Floats:
    """Return the values less their two means, before and after the step that leaves least (least squares)."""
    parted = (np.split(values, [at]) for at in range(2, values.size - 1))
    rests = (np.concatenate([part - part.mean() for part in parts]) for parts in parted)
    return min(rests, key=lambda rest: float((rest**2).sum()))


def likeness_of_rest(rest: Floats) -> float:
    """Return the `likeness` of values of which a trend is taken off already."""
    count, power = rest.size, float((rest**2).sum())
    alike = float((rest[1:] * rest[:-1]).sum()) / power if power > 0 else 0.0
    alike = min(0.6, max(0.0, alike + (1 + 4 * alike) / count))
    return (1 + alike) / (1 - alike)


def block_trend_p(values: Floats, line: Floats | None, blocks: Whole, draws: int, seed: int) -> float:
    """Return the one-sided p-value of a rising trend when whole blocks change places.

    `blocks` numbers the block of each value, ascending. Kendall's S is the statistic. What changes places are
    the values without their fitted `line`, if it is given: a trend makes blocks unlike one another, and would
    hide behind that. The spread is widened as for a line fitted to so many blocks. Few blocks are shuffled
    `draws` times; of many the exact mean and variance over all orders are taken with the normal distribution.
    Source: Kunsch 1989, Ann Stat 17:1217-1241 (blocks); Freedman and Lane 1983, J Bus Econ Stat 1:292-298.
    """
    starts = np.flatnonzero(np.diff(blocks, prepend=blocks[0] - 1))
    rest = values if line is None else values - line
    widened = 1.0 if line is None else starts.size / max(1, starts.size - _FITTED)
    if starts.size > _SHUFFLED_UNTIL:
        observed, variance = _score_and_variance(values, starts)[0], _score_and_variance(rest, starts)[1]
        return float(special.ndtr(-(observed - 1) / sqrt(variance * widened))) if variance > 0 else 1.0
    observed = float(np.triu(np.concatenate(list(_block_scores(values, starts))), 1).sum())
    scores = np.concatenate(list(_block_scores(rest, starts)))
    rng = np.random.default_rng(seed)
    orders = rng.permuted(np.tile(np.arange(starts.size), (draws, 1)), axis=1)
    rows, columns = np.triu_indices(starts.size, 1)
    shuffled = scores[orders[:, rows], orders[:, columns]].sum(axis=1) * sqrt(widened)
    return drawn(int((shuffled >= observed - 1e-9).sum()), draws)


def signed_rank_p(differences: Floats) -> float:
    """Return the two-sided p-value of Wilcoxon's signed-rank test; zeros are left out.

    Exact up to 60 pairs, ties included; above, the normal approximation. Source: Wilcoxon 1945, Biometrics
    Bulletin 1:80-83.
    """
    given = differences[differences != 0]
    if not given.size:
        return 1.0
    doubled_ranks = np.rint(2 * average_ranks(np.abs(given))).astype(np.int64)
    above = int(doubled_ranks[given > 0].sum())
    extreme = max(above, int(doubled_ranks.sum()) - above)
    if given.size > _EXACT_PAIRS_UNTIL:
        spread = sqrt(float((doubled_ranks.astype(float) ** 2).sum()) / 4)
        return min(1.0, 2 * float(special.ndtr(-(extreme - doubled_ranks.sum() / 2) / spread)))
    chances = np.zeros((given.size, int(doubled_ranks.max()) + 1))
    chances[:, 0] += 0.5
    chances[np.arange(given.size), doubled_ranks] += 0.5
    return float(min(1.0, 2 * sum_of(chances)[extreme:].sum()))


def average_ranks(values: Floats) -> Floats:
    """Return the ranks from 1, ties sharing the mean of theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[place], dtype=float)


def _ties(values: Floats) -> Whole:
    return np.unique(values, return_counts=True)[1].astype(np.int64)


def _slopes(times: Floats, values: Floats) -> Floats:
    count = values.size
    if count <= ALL_PAIRS_UNTIL:
        first, second = np.triu_indices(count, 1)
    else:
        rng = np.random.default_rng(count)
        first, second = rng.integers(0, count, (2, _DRAWN_PAIRS))
    apart = times[second] - times[first]
    used = apart != 0
    return np.asarray((values[second] - values[first])[used] / apart[used], dtype=float)


def _block_scores(values: Floats, starts: Whole) -> Iterator[Floats]:
    """Yield rows of the scores of each pair of blocks, rising less falling, row before column.

    Some rows at a time, so that the signs of all pairs never lie in memory together.
    """
    ends = np.append(starts[1:], values.size)
    at_once = max(1, _PAIRS_AT_ONCE // values.size // max(1, int((ends - starts).max())))
    for first in range(0, starts.size, at_once):
        rows = values[starts[first] : ends[min(first + at_once, starts.size) - 1], None]
        signs = (values > rows).view(np.int8) - (values < rows).view(np.int8)
        sums = np.add.reduceat(signs, starts, axis=1, dtype=np.int32)
        inner = starts[first : first + at_once] - starts[first]
        yield np.asarray(np.add.reduceat(sums, inner, axis=0), dtype=float)


def _score_and_variance(values: Floats, starts: Whole) -> tuple[float, float]:
    """Return the score between blocks in their order, and its variance over all orders of the blocks.

    Two pairs of blocks that share one lie in the same sense in two of three orders, in the other in one:
    their covariance is a third of the product.
    """
    observed, squares, shared, first = 0.0, 0.0, 0.0, 0
    for scores in _block_scores(values, starts):
        rows = np.arange(first, first + len(scores))
        scores[np.arange(len(scores)), rows] = 0.0
        observed += float(np.triu(scores, first + 1).sum())
        own = float((scores**2).sum())
        squares += own / 2
        shared += float((scores.sum(axis=1) ** 2).sum()) - own
        first += len(scores)
    return observed, squares + shared / 3
