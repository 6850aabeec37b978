"""The hours view of a trigger: whether onsets follow within the hour more than at the same times of day.

Which hour that is, and which entries are used, is said in within_the_hour.py.
"""

from dataclasses import dataclass

import numpy as np

from painlog.patterns.arrays import Floats, Truths, Whole
from painlog.patterns.chances import mid_p, of_share
from painlog.patterns.diary import DAY_MINUTES, Activities, Diary, FlareUps
from painlog.patterns.exchanged import exchanged
from painlog.patterns.moments import DAY
from painlog.patterns.rates import at_least, rate_ratio
from painlog.patterns.within_the_hour import followed, reach, timely, timely_onsets

FEWEST_TIMES = 5
EMPTY = 0.5
"""Where nothing happens without the activity at its times of day, half an onset is counted there."""
SHARE = 0.75
"""Of what one test may see; the days before have the rest."""
_CELL = 5 * 60.0
_CELLS = DAY_MINUTES // 5


@dataclass(frozen=True, slots=True)
class HourView:
    """How often an onset followed an activity within the hour."""

    times: int
    after: int
    expected: float
    """The share at the same times of day without the activity."""
    ratio: float
    low: float
    high: float
    p: float
    """One-sided, against SHARE of what one test may see: more often after the activity."""
    onsets: Truths
    """Which of the timely onsets followed."""


def hour_view(diary: Diary, activities: Activities) -> HourView:
    """Return the share followed by an onset within the hour against matched times, with its p-value."""
    done, flare_ups = timely(diary, activities), timely_onsets(diary)
    onsets = _came_after(done, flare_ups)
    exposed = _exposed(diary, done)
    rates = _rates(diary, flare_ups.only(~onsets), exposed)
    others, by_chance = float((~onsets).sum()), _by_chance(diary, exposed, rates)
    if not by_chance:
        rates, others = _rates_of_half_an_onset(diary, exposed), EMPTY
        by_chance = _by_chance(diary, exposed, rates)
    expected = matched_share(diary, done, rates)
    times, after = done.count, int(followed(done, flare_ups).sum())
    ratio, low, high = (0.0, 0.0, np.inf)
    if times:
        ratio, low, high = rate_ratio(after, times, others, others / expected)
    return HourView(
        times=times,
        after=after,
        expected=expected,
        ratio=ratio,
        low=low,
        high=high,
        p=of_share(_p(diary, flare_ups, exposed, (int(onsets.sum()), others, by_chance)), SHARE)
        if times
        else 1.0,
        onsets=onsets,
    )


def _came_after(done: Activities, flare_ups: FlareUps) -> Truths:
    """Tell of each flare-up whether it began within the hour after an activity."""
    latest = np.append(-np.inf, np.maximum.accumulate(done.at + reach(done)))
    begun = np.searchsorted(done.at, flare_ups.at, side="right")
    return np.asarray(flare_ups.at <= latest[begun])


def _cell(diary: Diary, local: Floats) -> Whole:
    """Return in which five minutes of the period each wall clock moment lies."""
    cells = np.floor((local - diary.begin * DAY) / _CELL).astype(np.int64)
    return np.clip(cells, 0, diary.days * _CELLS - 1)


def _exposed(diary: Diary, done: Activities) -> Truths:
    """Tell of each five minutes whether they lie within the hour after an activity; a row a day."""
    length = diary.days * _CELLS
    marks = np.zeros(length + 1)
    np.add.at(marks, _cell(diary, done.local), 1)
    np.add.at(marks, np.minimum(_cell(diary, done.local) + _cells_of(done), length), -1)
    return (np.cumsum(marks)[:length] > 0).reshape(diary.days, _CELLS)


def _cells_of(done: Activities) -> Whole:
    return np.rint(reach(done) / _CELL).astype(np.int64)


def _rates(diary: Diary, flare_ups: FlareUps, exposed: Truths) -> Floats:
    """Return for each five minutes of the day how many of the other onsets a day without the activity had."""
    free = ~exposed & diary.tracked[:, None]
    hits = np.bincount(_cell(diary, flare_ups.local), minlength=free.size).reshape(free.shape)
    return np.asarray((hits * free).sum(axis=0) / np.maximum(1, free.sum(axis=0)))


def _rates_of_half_an_onset(diary: Diary, exposed: Truths) -> Floats:
    """Return the rates of half an onset that is spread over the activity's times of day without it."""
    at_its_times = exposed.any(axis=0)
    free = (~exposed & diary.tracked[:, None])[:, at_its_times]
    return np.where(at_its_times, EMPTY / max(1, int(free.sum())), 0.0)


def _by_chance(diary: Diary, exposed: Truths, rates: Floats) -> float:
    """Return how many onsets of tracked days would come after it at the rates of the same times of day."""
    return float((exposed * diary.tracked[:, None] * rates).sum())


def matched_share(diary: Diary, done: Activities, rates: Floats) -> float:
    """Return the share of occurrences that would be followed at the rates of the same times of day."""
    summed = np.concatenate([[0.0], np.cumsum(np.tile(rates, 3))])
    first = _cell(diary, done.local) % _CELLS
    total = summed[first + _cells_of(done)] - summed[first]
    return float((1 - np.exp(-total)).mean()) if done.count else 0.0


def _p(diary: Diary, flare_ups: FlareUps, exposed: Truths, counted: tuple[int, float, float]) -> float:
    """Return the one-sided p-value of so many onsets after it.

    `counted` are the onsets after it, the others, and how many would come after it at the rates of the same
    times of day: all onsets together are binomial. That expectation is itself estimated from few onsets, and
    bad days may be days on which more is done, so it has to hold within the days as well: the larger of the
    two p-values counts.
    """
    observed, others, by_chance = counted
    count, share = observed + int(others), by_chance / (by_chance + others)
    above = at_least(observed + 1, count, share) if observed < count else 0.0
    across = mid_p(at_least(observed, count, share), above)
    within = within_days_p(diary, flare_ups, exposed, observed)
    return max(across, within)


def within_days_p(diary: Diary, flare_ups: FlareUps, exposed: Truths, observed: int) -> float:
    """Return the one-sided p-value of so many onsets after it when their times of day change places.

    Each day keeps its number of flare-ups and its activities, and each time of day the onsets it has, so that
    neither bad days nor hard hours count for the activity.
    """
    days, clocks = np.divmod(_cell(diary, flare_ups.local), _CELLS)
    a_day = np.bincount(days, minlength=diary.days).astype(float)
    a_clock = np.bincount(clocks, minlength=_CELLS).astype(float)
    return exchanged(exposed.astype(float), a_day, a_clock).reaching(observed)
