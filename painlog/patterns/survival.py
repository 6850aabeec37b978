"""Lengths of time of which some are only known to be longer: their median, its interval, and quartiles."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import ArrayLike

from painlog.patterns.arrays import Floats
from painlog.patterns.shares import Z95

_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Curve:
    """A Kaplan-Meier curve: the share that lasts longer than each of the times."""

    times: Floats
    """Times at which something ended, ascending."""
    lasting: Floats
    """The share lasting beyond each of the times."""
    error: Floats
    """The standard error of each share, by Greenwood's variance; 0 where nothing lasts longer."""

    def quantile(self, share: float) -> float | None:
        """Return the time by which `share` of them ended; None when the curve does not come down so far.

        Where the curve lies exactly on the share from one end to the next, the middle between both is
        taken, so that without unknown ends the median is the ordinary one.
        """
        left = 1 - share
        below = np.flatnonzero(self.lasting < left - _SAME)
        level = np.flatnonzero(np.abs(self.lasting - left) <= _SAME)
        if level.size:
            until = self.times[below[0]] if below.size else self.times[level[0]]
            return float(self.times[level[0]] + until) / 2
        return float(self.times[below[0]]) if below.size else None


def kaplan_meier(lasted: ArrayLike, ended: ArrayLike) -> Curve:
    """Return the product-limit curve of the times `lasted`; those not `ended` lasted at least so long.

    Source: Kaplan and Meier 1958, J Am Stat Assoc 53:457-481.
    """
    time, over = np.asarray(lasted, dtype=float), np.asarray(ended, dtype=bool)
    times, ends = np.unique(time[over], return_counts=True)
    waiting = time.size - np.searchsorted(np.sort(time), times, side="left")
    lasting = np.asarray(np.cumprod(1 - ends / waiting), dtype=float)
    still = np.where(waiting > ends, waiting - ends, 1)
    error = lasting * np.sqrt(np.cumsum(ends / (waiting * still)))
    return Curve(times, lasting, np.where(waiting > ends, error, 0.0))


def quartiles(lasted: ArrayLike, ended: ArrayLike) -> tuple[float | None, float | None, float | None]:
    """Return first quartile, median and third quartile; unknown ends count as "at least so long"."""
    time, over = np.asarray(lasted, dtype=float), np.asarray(ended, dtype=bool)
    if time.size and over.all():
        low, middle, high = np.quantile(time, (0.25, 0.5, 0.75))
        return float(low), float(middle), float(high)
    curve = kaplan_meier(time, over)
    return curve.quantile(0.25), curve.quantile(0.5), curve.quantile(0.75)


def interval_of_median(lasted: ArrayLike, ended: ArrayLike) -> tuple[float | None, float | None]:
    """Return the 95 % interval of the median of `quartiles`; None for an end that the curve does not reach.

    With all ends known it is `median_interval`. Else it holds the times at which half is within 1.96
    standard errors of the curve: from the first at which the lower bound of the share comes down to a half,
    until the first at which the upper bound lies below it.
    Source: Brookmeyer and Crowley 1982, Biometrics 38:29-41; variance by Greenwood 1926.
    """
    time, over = np.asarray(lasted, dtype=float), np.asarray(ended, dtype=bool)
    if time.size and over.all():
        return median_interval(time)
    curve = kaplan_meier(time, over)
    begun = curve.times[curve.lasting - Z95 * curve.error <= 0.5 + _SAME]
    passed = curve.times[curve.lasting + Z95 * curve.error < 0.5 - _SAME]
    return (float(begun[0]) if begun.size else None), (float(passed[0]) if passed.size else None)


def median_interval(values: Sequence[float] | Floats) -> tuple[float, float]:
    """Return the interval of the median between two of the values in order, at least 95 % sure.

    Source: Hahn and Meeker 1991, Statistical Intervals, 5.2 (the binomial distribution of the values'
    order). Fewer than six values give their whole range, which is then less sure.
    """
    ordered = np.sort(np.asarray(values, dtype=float))
    count = ordered.size
    outside, place = 0, 0
    if count >= 1000:
        place = max(0, int(count / 2 - 0.98 * count**0.5))
    else:
        allowed = 0.025 * 2**count
        while place < count // 2 and outside + comb(count, place) <= allowed:
            outside += comb(count, place)
            place += 1
        place = max(0, place - 1)
    return float(ordered[place]), float(ordered[count - 1 - place])
