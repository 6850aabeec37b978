"""The five figures of a period against the equally long period before it.

A change counts as clear where chance does not explain it: for flare-ups a week by the exact ratio of two
rates, for everything else where the intervals of the two medians lie apart (which is the stricter way).
Nothing is held against a period of which less than half lies within the journal: people begin one when things
are at their worst, and a week's figures are not those of six.
Needs scipy for the rates.
"""

from datetime import date
from typing import NamedTuple, TypeAlias

import numpy as np

from painlog.patterns import facts, frequency
from painlog.patterns.arrays import Floats
from painlog.patterns.compared import Compared, Trend, period_before
from painlog.patterns.diary import Diary, day_number, open_diary
from painlog.patterns.finding import Finding
from painlog.patterns.moments import DAY
from painlog.patterns.rates import rate_ratio
from painlog.patterns.survival import interval_of_median, quartiles
from painlog.record import Record

Interval: TypeAlias = tuple[float | None, float | None]

FEWEST = 5
"""A median of fewer values is not held against another one."""
_FIGURES = ("duration", "time-to-peak", "intensity", "background")


class _Median(NamedTuple):
    """A median with its interval, None where there is none; both None where there are too few values."""

    median: float | None
    interval: Interval


def against_before(record: Record, begin: date, until: date) -> dict[str, Compared]:
    """Return by pattern ("frequency", "duration", "time-to-peak", "intensity", "background") how it stands.

    Rates are flare-ups a week, lengths minutes, levels 0-10. The record must reach back to the period before;
    where the journal does not reach half of it, there are intervals only.
    """
    earlier = period_before(begin, until)
    now, then = open_diary(record, begin, until), open_diary(record, *earlier)
    told = {figure: _median_against(_median(now, figure), _median(then, figure)) for figure in _FIGURES}
    found = {"frequency": _rate_against(now, then), **told}
    if _is_kept(record, *earlier):
        return found
    return {figure: Compared(compared.low, compared.high) for figure, compared in found.items()}


def _is_kept(record: Record, begin: date, until: date) -> bool:
    """Tell whether half of these days or more are not before the journal's first entry."""
    if record.first_wall is None:
        return False
    first = record.first_wall // DAY
    days = day_number(until) + 1 - max(first, day_number(begin))
    return days * 2 >= (until - begin).days + 1


def _rate_against(now: Diary, then: Diary) -> Compared:
    here, there = frequency.look(now), frequency.look(then)
    low, high, before = _measure(here, "low"), _measure(here, "high"), _measure(there, "per_week")
    if low is None or before is None:
        return Compared(low, high, before)
    if here.caveats or there.caveats:
        earlier = _measure(there, "low"), _measure(there, "high")
        return Compared(low, high, before, _apart((low, high), earlier))
    _, least, most = rate_ratio(*_counted(here, now), *_counted(there, then))
    trend = Trend.LESS if most < 1 else Trend.MORE if least > 1 else Trend.SAME
    return Compared(low, high, before, trend)


def _counted(found: Finding, diary: Diary) -> tuple[int, int]:
    """Return the flare-ups of tracked days, which the figure tells, and how many such days there are."""
    return int(_measure(found, "count") or 0), diary.tracked_days


def _median_against(now: _Median, then: _Median) -> Compared:
    return Compared(*now.interval, then.median, _apart(now.interval, then.interval))


def _median(diary: Diary, figure: str) -> _Median:
    values = _values(diary, figure)
    ended = diary.flare_ups.is_ended if figure == "duration" else np.ones(values.size, dtype=bool)
    if ended.sum() < FEWEST:
        return _Median(None, (None, None))
    return _Median(quartiles(values, ended)[1], interval_of_median(values, ended))


def _values(diary: Diary, figure: str) -> Floats:
    flare_ups = diary.flare_ups
    match figure:
        case "duration":
            return facts.known_length(flare_ups, diary.record)
        case "time-to-peak":
            return flare_ups.rising.rise
        case "intensity":
            return flare_ups.peak[np.isfinite(flare_ups.peak)]
    return facts.daily_background(diary)[1]


def _apart(now: Interval, then: Interval) -> Trend:
    low, high = now
    least, most = then
    if low is None or least is None:
        return Trend.NOT_KNOWN
    if high is not None and high < least:
        return Trend.LESS
    return Trend.MORE if most is not None and low > most else Trend.SAME


def _measure(found: Finding, name: str) -> float | None:
    value = found.measures.get(name)
    return float(value) if isinstance(value, int | float) else None
