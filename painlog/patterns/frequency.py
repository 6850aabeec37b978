"""How often: flare-ups a tracked week with an interval that knows about good and bad weeks."""

from dataclasses import replace

import numpy as np

from painlog.patterns.arrays import Floats
from painlog.patterns.diary import Diary
from painlog.patterns.facts import how_often
from painlog.patterns.finding import Caveat, Finding, State
from painlog.patterns.pictures import by_week
from painlog.patterns.rates import garwood

FULL_WEEK_DAYS = 4
"""A week counts when so many of its days are tracked."""
UNEVEN = 1.5
"""Variance over mean of the weekly counts above which weeks are called uneven, and resampled whole."""
_RESAMPLES = 4000
_FEWEST_WEEKS = 4
_SEED = 20260101


def look(diary: Diary) -> Finding:
    """Return the rate with Garwood's interval, or a bootstrap of whole weeks where they are uneven."""
    found = how_often(diary)
    if found.state is not State.SEEN:
        return found
    counts, tracked = weekly(diary)
    uneven = is_uneven(counts, tracked)
    weeks = diary.tracked_days / 7
    if uneven:
        low, high = week_bootstrap(counts, tracked)
    else:
        low, high = (bound / weeks for bound in garwood(len(found.rests_on)))
    return replace(
        found,
        measures={
            **found.measures,
            "low": low,
            "high": high,
            "days": diary.tracked_days,
            "missing": diary.days - diary.tracked_days,
            "newest_left_out": int(diary.may_go_on),
        },
        bars=by_week(counts, np.arange(counts.size, dtype=float)),
        caveats=frozenset({Caveat.UNEVEN_WEEKS}) if uneven else frozenset(),
    )


def weekly(diary: Diary) -> tuple[Floats, Floats]:
    """Return for each week from the first day on its tracked days and the flare-ups of these."""
    weeks = -(-diary.days // 7)
    days = diary.flare_ups.day[diary.is_tracked(diary.flare_ups.day)]
    counts = np.bincount((days - diary.begin) // 7, minlength=weeks)
    tracked = np.bincount(np.arange(diary.days) // 7, diary.tracked, minlength=weeks)
    return counts.astype(float), tracked.astype(float)


def is_uneven(counts: Floats, tracked: Floats) -> bool:
    """Tell whether the rates of the weeks vary more than 1.5 times their mean."""
    full = tracked >= FULL_WEEK_DAYS
    rates = counts[full] * 7 / tracked[full]
    return bool(
        rates.size >= _FEWEST_WEEKS and rates.mean() > 0 and rates.var(ddof=1) / rates.mean() > UNEVEN
    )


def week_bootstrap(counts: Floats, tracked: Floats) -> tuple[float, float]:
    """Return the 95 % percentile interval of flare-ups a week when whole weeks are drawn again.

    Source: Davison and Hinkley 1997, Bootstrap Methods and their Application, 5.3.
    """
    used = tracked > 0
    rng = np.random.default_rng(_SEED)
    drawn = rng.integers(0, int(used.sum()), (_RESAMPLES, int(used.sum())))
    rates = counts[used][drawn].sum(axis=1) * 7 / tracked[used][drawn].sum(axis=1)
    low, high = np.quantile(rates, (0.025, 0.975))
    return float(low), float(high)
