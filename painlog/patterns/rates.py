"""How often something happens: exact intervals of counts, and two rates against each other.

The only place of the facts that needs scipy; scipy.special is quick to load, scipy.stats is not.
"""

from collections.abc import Sequence
from math import exp, inf, log, sqrt

import numpy as np
from scipy import special

from painlog.patterns.arrays import Floats, Truths
from painlog.patterns.shares import Z95

_TAIL = 0.025
_WEEK = 7


def garwood(count: int) -> tuple[float, float]:
    """Return the exact 95 % interval of the mean of a Poisson count: 10 gives 4.795 to 18.390.

    Source: Garwood 1936, Biometrika 28:437-442.
    """
    low = float(special.gammaincinv(count, _TAIL)) if count else 0.0
    return low, float(special.gammaincinv(count + 1, 1 - _TAIL))


def at_least(successes: int, trials: int, share: float) -> float:
    """Return the binomial chance of `successes` or more in `trials`."""
    return float(special.betainc(successes, trials - successes + 1, share)) if successes > 0 else 1.0


def two_sided(successes: int, trials: int, share: float) -> float:
    """Return the exact binomial p-value: twice the smaller tail."""
    upper = at_least(successes, trials, share)
    lower = 1 - at_least(successes + 1, trials, share) if successes < trials else 1.0
    return min(1.0, 2 * min(upper, lower))


def clopper_pearson(successes: int, trials: float) -> tuple[float, float]:
    """Return the exact 95 % interval of a share. Source: Clopper and Pearson 1934, Biometrika 26:404-413."""
    low = float(special.betaincinv(successes, trials - successes + 1, _TAIL)) if successes else 0.0
    above = special.betaincinv(successes + 1, trials - successes, 1 - _TAIL) if successes < trials else 1.0
    return low, float(above)


def rate_ratio(
    count: int, time: float, reference: float, reference_time: float
) -> tuple[float, float, float]:
    """Return the ratio of two Poisson rates with its exact conditional 95 % interval.

    Given the sum of both counts the first one is binomial. Source: Przyborowski and Wilenski 1940,
    Biometrika 31:313-323; interval after Clopper and Pearson. `reference` may be half a count.
    """
    low, high = clopper_pearson(count, count + reference) if count + reference else (0.0, 1.0)
    scale = reference_time / time
    ratio = count / reference * scale if reference else (inf if count else 1.0)
    return ratio, low / (1 - low) * scale, high / (1 - high) * scale if high < 1 else inf


def rate_ratio_p(count: int, time: float, reference: int, reference_time: float) -> float:
    """Return the exact conditional two-sided p-value of two equal Poisson rates."""
    return two_sided(count, count + reference, time / (time + reference_time))


def dispersion(parts: Sequence[tuple[Floats, Truths]]) -> float:
    """Return the variance over the mean of counts in overlapping weeks: 1 for Poisson counts.

    Each part is a stretch of days with one rate: its daily counts, and which of its days are known. All
    weeks of a part are used, which tells more than weeks side by side (Allan's overlapping variance;
    Bartlett 1950, Biometrika 37:1-16, for the weights this gives the correlation of neighbouring days).
    """
    square, mean = 0.0, 0.0
    for counts, known in parts:
        days = int(known.sum())
        if counts.size >= _WEEK and days > _WEEK:
            rate = float(counts[known].mean())
            apart = np.convolve(np.where(known, counts - rate, 0.0), np.ones(_WEEK), "valid")
            expected = rate * np.convolve(known.astype(float), np.ones(_WEEK), "valid")
            square += float((apart**2).sum())
            mean += float(expected.sum()) * (1 - _WEEK / days)
    return square / mean if mean > 0 else 1.0


def loose_ratio(
    counts: tuple[int, float], reference: tuple[int, float], spread: float
) -> tuple[float, float, float, float]:
    """Return the ratio of two rates with a 95 % interval and a two-sided p-value for uneven weeks.

    `counts` and `reference` are a count and its time; `spread` is the dispersion: quasi-Poisson, log ratio
    with the normal distribution. Source: McCullagh and Nelder 1989, Generalized Linear Models, 6.2. A side
    without any count is given half of one.
    """
    first, second = max(counts[0], 0.5), max(reference[0], 0.5)
    error = sqrt(spread * (1 / first + 1 / second))
    middle = log(first / counts[1]) - log(second / reference[1])
    reach = Z95 * error
    p = 2 * float(special.ndtr(-abs(middle) / error))
    return exp(middle), exp(middle - reach), exp(middle + reach), p
