"""Two groups of figures against each other: the difference of their means."""

from dataclasses import dataclass
from math import sqrt

from scipy import special

from painlog.patterns.arrays import Floats


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of the second group less that of the first."""

    change: float
    low: float
    high: float
    p: float


def welch(first: Floats, second: Floats) -> Difference:
    """Return the difference of two means with Welch's 95 % interval and two-sided p-value.

    Source: Welch 1947, Biometrika 34:28-35. Groups without any spread give an interval without width.
    """
    errors = [float(group.var(ddof=1)) / group.size for group in (first, second)]
    change, error = float(second.mean() - first.mean()), sqrt(sum(errors))
    if error == 0:
        return Difference(change, change, change, 1.0 if change == 0 else 0.0)
    free = sum(errors) ** 2 / sum(e**2 / (g.size - 1) for e, g in zip(errors, (first, second), strict=True))
    reach = float(special.stdtrit(free, 0.975)) * error
    p = 2 * float(special.stdtr(free, -abs(change) / error))
    return Difference(change, change - reach, change + reach, p)
