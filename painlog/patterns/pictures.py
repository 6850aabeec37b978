"""The bars that several patterns are shown with."""

import numpy as np

from painlog.patterns.arrays import Floats, Truths
from painlog.patterns.finding import Bars, Drawing
from painlog.patterns.moments import DAY, HOUR

_HOURS = 24


def by_hour(local: Floats, chosen: Truths, first: int = 0) -> Bars:
    """Return how many of the chosen moments fall into each hour of the clock, as parts of all of them.

    `local` in seconds of the wall clock since 1970; the hours begin with `first` o'clock.
    """
    clock = tuple(float((first + hour) % _HOURS * 60) for hour in range(_HOURS))
    counts, of = _in_hours(local[chosen], first), _in_hours(local, first)
    return Bars(Drawing.HOURS, counts, (True,) * _HOURS, of=of, places=clock)


def _in_hours(local: Floats, first: int) -> tuple[float, ...]:
    counts = np.bincount((local % DAY // HOUR).astype(np.int64), minlength=_HOURS)
    return tuple(np.roll(counts, -first).astype(float).tolist())


def by_week(figures: Floats, weeks: Floats) -> Bars:
    """Return a figure for each of these weeks, of which 0 is the first of the period."""
    places = tuple((weeks + 1).tolist())
    return Bars(Drawing.WEEKS, tuple(figures.tolist()), (True,) * figures.size, places=places)
