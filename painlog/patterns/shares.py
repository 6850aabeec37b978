"""A share of counted things, and how exactly a small number of them tells it."""

from math import sqrt

Z95 = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Return the 95 % Wilson score interval of the share `successes` / `trials`; (0, 1) without trials.

    Source: Wilson 1927, J Am Stat Assoc 22:209-212.
    """
    if not trials:
        return 0.0, 1.0
    share, weight = successes / trials, Z95 * Z95 / trials
    middle = (share + weight / 2) / (1 + weight)
    half = Z95 * sqrt(share * (1 - share) / trials + weight / (4 * trials)) / (1 + weight)
    return max(0.0, middle - half), min(1.0, middle + half)
