"""What chance alone would give where days, or times of day, change places: sums over all pairings.

Drawing ten thousand orders and counting gives the same answer, less exactly.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Self

from scipy import special

from painlog.patterns.arrays import Floats

_EVEN = 1e-4
"""A sum with less skew than this is taken as normal."""
_NONE = 1e-9
"""Sums of whole numbers that vary at all vary more than this."""
_LEAST_P = 1e-12


@dataclass(frozen=True, slots=True)
class Chance:
    """How a sum is spread over all pairings: its mean, and its second and third moment about it."""

    mean: float
    variance: float
    third: float

    def __add__(self, other: Self) -> "Chance":
        """Return the spread of the sum of two sums of their own."""
        return Chance(self.mean + other.mean, self.variance + other.variance, self.third + other.third)

    def reaching(self, observed: float, inflation: float = 1.0) -> float:
        """Return the chance of `observed` or more, half of that of exactly so much left out; never quite 0.

        A Pearson type III distribution with these moments; `inflation` widens it. Source: Mielke and Berry
        2007, Permutation Methods, 2.3.
        """
        if self.variance < _NONE:
            return 1.0
        apart = (observed - self.mean) / sqrt(self.variance * inflation)
        skew = self.third / self.variance**1.5
        if abs(skew) < _EVEN:
            return max(_LEAST_P, float(special.ndtr(-apart)))
        shape = 4 / skew**2
        place = max(0.0, shape + (apart if skew > 0 else -apart) * sqrt(shape))
        tail = special.gammaincc if skew > 0 else special.gammainc
        return max(_LEAST_P, float(tail(shape, place)))


NOTHING = Chance(0.0, 0.0, 0.0)
"""The sum of nothing."""


def exchanged(scores: Floats, rows: Floats, columns: Floats) -> Chance:
    """Return the spread of the sum of scores when each row gets a column, all pairings alike.

    `rows` and `columns` tell how many there are of each row and column of `scores`; both sum to the same.
    Source: Hoeffding 1951, Ann Math Stat 22:558-566.
    """
    count = float(rows.sum())
    if not count:
        return NOTHING
    along, across = scores @ columns / count, rows @ scores / count
    middle = float(rows @ along) / count
    apart = scores - along[:, None] - across + middle
    square = apart * apart
    second, third = float(rows @ square @ columns), float(rows @ (square * apart) @ columns)
    fewer, fewest = max(1.0, count - 1), max(1.0, count - 2)
    return Chance(count * middle, second / fewer, third * count / (fewer * fewest))
