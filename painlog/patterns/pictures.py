"""The bars that several patterns are shown with."""

import numpy as np

from painlog.patterns.arrays import Floats
from painlog.patterns.finding import Bars, Drawing
from painlog.patterns.moments import DAY, HOUR

_HOURS = 24


def by_hour(local: Floats, first: int = 0) -> Bars:
    """Return how many of these moments fall into each hour of the clock, from `first` o'clock on.

    `local` in seconds of the wall clock since 1970.
    """
    counts = np.bincount((local % DAY // HOUR).astype(np.int64), minlength=_HOURS)
    clock = tuple(float((first + hour) % _HOURS * 60) for hour in range(_HOURS))
    return Bars(Drawing.HOURS, tuple(map(float, np.roll(counts, -first))), (True,) * _HOURS, clock)


def by_week(figures: Floats, weeks: Floats) -> Bars:
    """Return a figure for each of these weeks, of which 0 is the first of the period."""
    return Bars(Drawing.WEEKS, tuple(figures.tolist()), (True,) * figures.size, tuple((weeks + 1).tolist()))
