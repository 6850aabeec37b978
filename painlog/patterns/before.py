"""The five figures of a period against the equally long period before it.

A change counts as clear where chance does not explain it: for flare-ups a week by the exact ratio of two
rates, for everything else where the intervals of the two medians lie apart (which is the stricter way).
Needs scipy for the rates.
"""

from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from painlog.patterns import facts, frequency
from painlog.patterns.compared import Compared, Trend, period_before
from painlog.patterns.diary import Diary, open_diary
from painlog.patterns.finding import Finding
from painlog.patterns.rates import rate_ratio
from painlog.patterns.survival import median_interval
from painlog.record import Record

Interval: TypeAlias = tuple[float | None, float | None]

FEWEST = 5
"""A median of fewer values is not held against another one."""
_FIGURES = ("duration", "time-to-peak", "intensity", "background")


def against_before(record: Record, begin: date, until: date) -> dict[str, Compared]:
    """Return by pattern ("frequency", "duration", "time-to-peak", "intensity", "background") how it stands.

    Rates are flare-ups a week, lengths minutes, levels 0-10. The record must reach back to the period before.
    """
    now, then = open_diary(record, begin, until), open_diary(record, *period_before(begin, until))
    told = {figure: _median_against(_values(now, figure), _values(then, figure)) for figure in _FIGURES}
    return {"frequency": _rate_against(now, then), **told}


def _rate_against(now: Diary, then: Diary) -> Compared:
    here, there = frequency.look(now), frequency.look(then)
    low, high, before = _measure(here, "low"), _measure(here, "high"), _measure(there, "per_week")
    if low is None or before is None:
        return Compared(low, high, before)
    if here.caveats or there.caveats:
        earlier = _measure(there, "low"), _measure(there, "high")
        return Compared(low, high, before, _apart((low, high), earlier))
    counts = (now.flare_ups.count, now.tracked_days, then.flare_ups.count, then.tracked_days)
    _, least, most = rate_ratio(*counts)
    trend = Trend.LESS if most < 1 else Trend.MORE if least > 1 else Trend.SAME
    return Compared(low, high, before, trend)


def _median_against(now: NDArray[np.float64], then: NDArray[np.float64]) -> Compared:
    here, there = _interval(now), _interval(then)
    before = float(np.median(then)) if then.size >= FEWEST else None
    return Compared(*here, before, _apart(here, there))


def _interval(values: NDArray[np.float64]) -> Interval:
    return median_interval(values) if values.size >= FEWEST else (None, None)


def _values(diary: Diary, figure: str) -> NDArray[np.float64]:
    flare_ups = diary.flare_ups
    match figure:
        case "duration":
            return flare_ups.lasted[flare_ups.is_ended]
        case "time-to-peak":
            return flare_ups.rise[np.isfinite(flare_ups.rise)]
        case "intensity":
            return flare_ups.peak[np.isfinite(flare_ups.peak)]
    return facts.daily_background(diary)[1]


def _apart(now: Interval, then: Interval) -> Trend:
    low, high = now
    least, most = then
    if low is None or high is None or least is None or most is None:
        return Trend.NOT_KNOWN
    return Trend.LESS if high < least else Trend.MORE if low > most else Trend.SAME


def _measure(found: Finding, name: str) -> float | None:
    value = found.measures.get(name)
    return float(value) if isinstance(value, int | float) else None
