"""Several tests at once: which p-values still count when many were looked at."""

from collections.abc import Sequence


def benjamini_hochberg(p_values: Sequence[float], rate: float) -> list[bool]:
    """Tell for each p-value whether it is rejected at a false discovery rate of `rate`.

    Source: Benjamini and Hochberg 1995, J R Stat Soc B 57:289-300, procedure (1).
    """
    ordered = sorted(p_values)
    count = len(ordered)
    passing = [p for place, p in enumerate(ordered, start=1) if p <= rate * place / count]
    limit = max(passing, default=-1.0)
    return [p <= limit for p in p_values]


def holm(p_values: Sequence[float]) -> list[float]:
    """Return the p-values as Holm's step-down procedure adjusts them.

    Source: Holm 1979, Scand J Stat 6:65-70.
    """
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    adjusted = [1.0] * len(p_values)
    highest = 0.0
    for place, index in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - place) * p_values[index]))
        adjusted[index] = highest
    return adjusted
