"""What chance alone would give: distributions of sums of independent counts, worked out whole.

Drawing ten thousand times from such a distribution and counting gives the same answer, less exactly.
"""

import numpy as np

from painlog.patterns.arrays import Floats


def sum_of(chances: Floats) -> Floats:
    """Return the distribution of the sum of independent counts.

    `chances` has a row a count: the chances of 0, 1, 2 … The rows are convolved in pairs, by Fourier
    transform; for counts of 0 or 1 this is the Poisson-binomial distribution (Wang 1993, Stat Sin 3:295-312).
    """
    if not len(chances):
        return np.ones(1)
    rows = chances
    while len(rows) > 1:
        if len(rows) % 2:
            none = np.zeros((1, rows.shape[1]))
            none[0, 0] = 1.0
            rows = np.concatenate([rows, none])
        width = 2 * rows.shape[1] - 1
        waves = np.fft.rfft(rows, n=width, axis=1)
        rows = np.fft.irfft(waves[::2] * waves[1::2], n=width, axis=1)
    return np.asarray(np.clip(rows[0], 0.0, 1.0))


def mean_of(chances: Floats) -> float:
    """Return the mean of a distribution over 0, 1, 2 and so on."""
    return float(chances @ np.arange(chances.size))


def reaching(chances: Floats, observed: int) -> float:
    """Return the chance of `observed` or more: the one-sided p-value, never quite 0."""
    return float(np.clip(chances[observed:].sum(), 1e-12, 1.0)) if observed > 0 else 1.0


def mid_p(at_least: float, above: float) -> float:
    """Return the one-sided mid-p-value: half of the chance of exactly what was observed is left out.

    `at_least` is the chance of the observed count or more, `above` that of more. Counts are coarse, and the
    plain tail of a few of them is seen more rarely than it says. Source: Lancaster 1961, J Am Stat Assoc
    56:223-234.
    """
    return (at_least + above) / 2


def doubled(tail: float) -> float:
    """Return a two-sided p-value from one tail."""
    return min(1.0, 2 * tail)


def of_share(tail: float, share: float) -> float:
    """Return the p-value of one of several looks at the same thing, which has a share of what one may see.

    The shares of all looks sum to one. Source: Holm 1979, Scand J Stat 6:65-70, section 5 (weights).
    """
    return min(1.0, tail / share)


def drawn(as_extreme: int, draws: int) -> float:
    """Return the one-sided p-value of a Monte Carlo test.

    The observed value counts as one of the draws. Source: Davison and Hinkley 1997, Bootstrap Methods, 4.2.
    """
    return (as_extreme + 1) / (draws + 1)
