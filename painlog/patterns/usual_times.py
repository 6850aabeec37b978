"""The same three to six times on most days: whether doses keep to usual times of day."""

import numpy as np

from painlog.patterns.arrays import Floats, Truths, Whole
from painlog.patterns.chances import drawn
from painlog.patterns.circular import mean_time
from painlog.patterns.diary import DAY_MINUTES

WITHIN_MINUTES = 30
"""How far from a usual time a dose may be."""
MOST_DAYS = 0.7
"""On which share of the tracked days there must be a dose at each of them."""
FEWEST, MOST = 3, 6
"""How many usual times a day."""
_STEP = 15
"""By so many minutes they are looked for."""
_STEPS = DAY_MINUTES // _STEP
_DRAWS = 500
_SEED = 20260106


def usual_times_p(row: Whole, minutes: Floats, days: int) -> tuple[tuple[float, ...], float]:
    """Return the usual times (minutes after midnight) and the one-sided p-value; nothing and 1 without any.

    `row` numbers the tracked day of each dose. On seven of ten days there must be a dose within half an hour
    of each of three to six times. Chance turns the doses of a day together around the clock.
    """
    found = _usual(row, minutes, days)
    if len(found) < FEWEST:
        return (), 1.0
    rng = np.random.default_rng(_SEED)
    turned = sum(
        len(_usual(row, (minutes + rng.uniform(0, DAY_MINUTES, days)[row]) % DAY_MINUTES, days)) >= FEWEST
        for _ in range(_DRAWS)
    )
    return tuple(_centre(minutes, time) for time in found), drawn(turned, _DRAWS)


def _usual(row: Whole, minutes: Floats, days: int) -> tuple[float, ...]:
    """Return the times, the surest first, as many as together still hold on most days."""
    covered = _covered(row, minutes, days)
    shares = covered.mean(axis=0)
    together = np.ones(days, dtype=bool)
    times: list[float] = []
    while len(times) < MOST:
        best = int(shares.argmax())
        both = together & covered[:, best]
        if shares[best] < MOST_DAYS or both.mean() < MOST_DAYS:
            break
        together = both
        times.append(best * float(_STEP))
        near = np.arange(best - 2 * WITHIN_MINUTES // _STEP, best + 2 * WITHIN_MINUTES // _STEP + 1)
        shares[near % _STEPS] = 0.0
    return tuple(times) if len(times) >= FEWEST else ()


def _covered(row: Whole, minutes: Floats, days: int) -> Truths:
    """Return for each day and quarter of an hour whether there is a dose within half an hour."""
    covered = np.zeros((days, _STEPS), dtype=bool)
    nearest = np.rint(minutes / _STEP).astype(np.int64)
    for shift in range(-(WITHIN_MINUTES // _STEP), WITHIN_MINUTES // _STEP + 1):
        apart = np.abs((nearest + shift) * _STEP - minutes)
        close = apart <= WITHIN_MINUTES
        covered[row[close], (nearest[close] + shift) % _STEPS] = True
    return covered


def _centre(minutes: Floats, time: float) -> float:
    """Return the mean time of the doses around `time`."""
    apart = np.abs((minutes - time + DAY_MINUTES / 2) % DAY_MINUTES - DAY_MINUTES / 2)
    return mean_time(minutes[apart <= WITHIN_MINUTES])
