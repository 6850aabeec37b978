"""Yes-or-no against yes-or-no in several layers: the Mantel-Haenszel odds ratio."""

from dataclasses import dataclass
from math import exp, inf, log, sqrt

import numpy as np

from painlog.patterns.arrays import Floats
from painlog.patterns.shares import Z95

_LAGS = 7


@dataclass(frozen=True, slots=True)
class Odds:
    """An odds ratio over all layers and its 95 % interval."""

    ratio: float
    low: float
    high: float


NOTHING = Odds(0.0, 0.0, inf)
"""No layer with days of both kinds, with and without."""


def mantel_haenszel(tables: Floats, inflation: float = 1.0) -> Odds:
    """Return the common odds ratio of layers of two-by-two tables.

    `tables` has a row a layer: cases exposed, cases unexposed, others exposed, others unexposed; the counts
    may be fractions. Where a sum of the ratio is empty, half a count for every cell is spread over the layers
    (Haldane 1956, Ann Hum Genet 20:309-311). `inflation` widens the variance where days resemble their
    neighbours. Source: Mantel and Haenszel 1959, J Natl Cancer Inst 22:719-748; the interval after Robins,
    Breslow and Greenland 1986, Biometrics 42:311-323.
    """
    used = tables[(tables[:, :2].sum(axis=1) > 0) & (tables[:, 2:].sum(axis=1) > 0)]
    a, b, c, d = used.T
    n = a + b + c + d
    up, down = a * d / n, b * c / n
    total_up, total_down = float(up.sum()), float(down.sum())
    if total_up == total_down == 0:
        return NOTHING
    if total_up == 0 or total_down == 0:
        return mantel_haenszel(used + 0.5 / len(used), inflation)
    along, across = (a + d) / n, (b + c) / n
    variance = (
        float((along * up).sum()) / (2 * total_up**2)
        + float((along * down + across * up).sum()) / (2 * total_up * total_down)
        + float((across * down).sum()) / (2 * total_down**2)
    )
    middle, reach = log(total_up / total_down), Z95 * sqrt(variance * inflation)
    return Odds(total_up / total_down, exp(middle - reach), exp(middle + reach))


def alike(first: Floats, second: Floats) -> float:
    """Return by how much a connection's variance grows because days resemble their neighbours, at least 1.

    1 + 2 sum of r1(k) r2(k) over lags of up to a week, where both series resemble themselves; NaN marks
    missing days. Source: Bartlett 1935, J R Stat Soc 98:536-543.
    """
    total = sum(max(0.0, _lagged(first, lag)) * max(0.0, _lagged(second, lag)) for lag in range(1, _LAGS + 1))
    return 1 + 2 * total


def _lagged(values: Floats, lag: int) -> float:
    rest = values - np.nanmean(values) if np.isfinite(values).any() else values
    early, late = rest[:-lag], rest[lag:]
    both = np.isfinite(early) & np.isfinite(late)
    power = np.nanmean(rest**2) if np.isfinite(rest).any() else 0.0
    return float((early[both] * late[both]).mean() / power) if both.sum() > lag + 3 and power > 0 else 0.0
