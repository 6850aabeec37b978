"""What can differ between before and after: how often, how long, how bad, each with its interval."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import comb
from typing import TypeVar

import numpy as np

from painlog.patterns.arrays import Floats, Truths, Whole
from painlog.patterns.diary import Diary, Rows
from painlog.patterns.facts import daily_background
from painlog.patterns.finding import Caveat, EntryKey
from painlog.patterns.frequency import FULL_WEEK_DAYS, UNEVEN
from painlog.patterns.means import welch
from painlog.patterns.rates import dispersion, loose_ratio, rate_ratio, rate_ratio_p

AnyRows = TypeVar("AnyRows", bound=Rows)

SIGNIFICANT = 0.05
LEFT_OUT_DAYS = 7
"""Days on either side of a change that are not compared: it was coming, or had not begun to work."""
_PERMUTED = 2.0
"""From here on whole weeks change sides as well: with fewer of them than a year has, that costs much."""
ENOUGH_SHARE, ENOUGH_POINTS = 0.15, 1.0
"""How much flare-ups or their length, and how many points of ten pain, have to differ to be seen."""
_ORDERS = 5000
_SEED = 20260107
_FEWEST_WEEKS = 3
_LONGER_THAN_A_WEEK = 3.0
"""Where weeks differ because bad days come in runs, whole months differ still more than weeks do: one and a
half times for runs of a week. The rest allows for how little a few weeks tell of it."""

WEIGHTS = {
    "medicine-change": {"flare-ups a week": 0.9, "intensity": 0.1},
    "therapy-course": {"flare-ups a week": 0.8, "duration": 0.1, "intensity": 0.1},
}
"""How the chance of an error is shared out over what is compared: flare-ups first (weighted Bonferroni).

Pain has to differ by a whole point as well, which chance alone hardly reaches in weekly means: little is
enough for it.
"""


@dataclass(frozen=True, slots=True)
class Sides:
    """The weeks on both sides of a change that are tracked well enough to be compared."""

    day: int
    begin: int
    until: int
    """The change, and the first and last day that belong to either side."""
    days: Whole
    """The tracked days that are compared."""
    week: Whole
    """For each of them the week, counted from the change: negative before, 0 and more after."""
    drawn: Whole
    """The weeks that are compared, and those next to the change where they are tracked as well."""
    weeks_before: int
    weeks_after: int
    """Weeks with four tracked days, the left out ones included."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """One figure a week over both sides, the weeks next to the change included."""

    weeks: Whole
    """Counted from the change: negative before, 0 and more after."""
    figures: Floats
    compared: Truths
    """The weeks that are compared."""

    @property
    def sides(self) -> tuple[Floats, Floats]:
        """The figures of the compared weeks before and after."""
        after = self.weeks >= 0
        return self.figures[self.compared & ~after], self.figures[self.compared & after]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One figure before and after."""

    of: str
    before: float
    after: float
    change: float
    """As a share of the figure before; in points for intensity."""
    low: float
    high: float
    p: float
    """Two-sided, for everything that was compared at this change."""
    is_large: bool
    weekly: Weekly
    rests_on: tuple[EntryKey, ...]
    caveats: frozenset[Caveat] = field(default_factory=frozenset)
    between: int = 0
    """1 where intensity is that of the pain in between, 0 where it is the worst of flare-ups."""


def sides(diary: Diary, day: int, first: int | None, last: int | None) -> Sides:
    """Return the weeks before and after `day`, without the seven days next to it on either side.

    `first` and `last` are the days of the changes before and after this one, which end its sides.
    """
    begin = max(diary.begin, first if first is not None else diary.begin)
    until = min(diary.until, last - 1 if last is not None else diary.until)
    days = np.arange(begin, until + 1)
    days = days[diary.is_tracked(days)]
    week = (days - day) // 7
    weeks, place, counts = np.unique(week, return_inverse=True, return_counts=True)
    lasting = np.minimum(day + 7 * weeks + 6, until) - np.maximum(day + 7 * weeks, begin) + 1
    full = (counts >= FULL_WEEK_DAYS) & (lasting == 7)
    dense = counts * 7 >= FULL_WEEK_DAYS * lasting
    far = (week < -(LEFT_OUT_DAYS // 7)) | (week >= LEFT_OUT_DAYS // 7)
    used = dense[place] & far
    return Sides(
        day=day,
        begin=begin,
        until=until,
        days=days[used],
        week=week[used],
        drawn=weeks[dense],
        weeks_before=int((weeks[full] < 0).sum()),
        weeks_after=int((weeks[full] >= 0).sum()),
    )


def clearest(diary: Diary, parted: Sides, pattern: str) -> Outcome | None:
    """Return the outcome that differs most surely, its p-value weighted for all that were looked at.

    Flare-ups, if there are any, where none differs surely.
    """
    makers = {"flare-ups a week": _how_often, "duration": _how_long, "intensity": _how_bad}
    found = []
    for of, weight in WEIGHTS[pattern].items():
        outcome = makers[of](diary, parted, pattern)
        if outcome is not None:
            found.append((min(1.0, outcome.p / weight), outcome))
    if not found:
        return None
    p, best = min(found, key=lambda pair: (not pair[1].is_large, pair[0]))
    if not best.is_large or p > SIGNIFICANT:
        p, best = found[0]
    return replace(best, p=p)


def _how_often(diary: Diary, parted: Sides, _: str) -> Outcome | None:
    """Compare flare-ups a week: exact conditional interval, or whole weeks where they are uneven."""
    counts, tracked, after = weekly_counts(diary, parted)
    if not counts.sum() or not after.any() or after.all():
        return None
    sums = [(int(counts[side].sum()), float(tracked[side].sum()) / 7) for side in (after, ~after)]
    (new, new_weeks), (old, old_weeks) = sums
    uneven = unevenness(diary, parted)
    ratio, low, high = rate_ratio(new, new_weeks, old, old_weeks)
    p = rate_ratio_p(new, new_weeks, old, old_weeks)
    if uneven > 1:
        spread = 1 + _LONGER_THAN_A_WEEK * (uneven - 1)
        ratio, low, high, loose = loose_ratio((new, new_weeks), (old, old_weeks), spread)
        p = max(p, loose, exchanged_p(counts, tracked, after) if uneven > _PERMUTED else 0.0)
    change = ratio - 1
    return Outcome(
        of="flare-ups a week",
        before=old / old_weeks,
        after=new / new_weeks,
        change=change,
        low=low - 1,
        high=high - 1,
        p=p,
        is_large=abs(change) >= ENOUGH_SHARE,
        weekly=_rates(diary, parted),
        rests_on=_compared(diary.flare_ups, parted).keys("flare-up"),
        caveats=frozenset({Caveat.UNEVEN_WEEKS}) if uneven > UNEVEN else frozenset(),
    )


def unevenness(diary: Diary, parted: Sides) -> float:
    """Return how many times more than Poisson counts the weeks of both sides vary, at least 1.

    Estimated from overlapping weeks, the left out ones included. A few weeks tell little about it: half of
    all even journals look a little uneven by chance, and the more is made of that, the less is found
    (simulated patients with and without bad weeks: tests/benchmarks/patterns_report.py). No other span than
    a week, nor the best sum of nine of them, parts bad weeks from a change more clearly.
    """
    per_day = np.bincount(diary.flare_ups.day - diary.begin, minlength=diary.days).astype(float)
    turn = parted.day - diary.begin
    first, last = parted.begin - diary.begin, parted.until - diary.begin + 1
    parts = [(per_day[a:b], diary.tracked[a:b]) for a, b in ((first, turn), (turn, last))]
    return max(1.0, dispersion(parts))


def weekly_counts(diary: Diary, parted: Sides) -> tuple[Floats, Floats, Truths]:
    """Return for each compared week its flare-ups, its tracked days and whether it lies after the change."""
    per_day = np.bincount(diary.flare_ups.day - diary.begin, minlength=diary.days)
    weeks, place = np.unique(parted.week, return_inverse=True)
    counts = np.bincount(place, per_day[parted.days - diary.begin], weeks.size).astype(float)
    return counts, np.bincount(place, minlength=weeks.size).astype(float), weeks >= 0


def exchanged_p(counts: Floats, tracked: Floats, after: Truths) -> float:
    """Return the two-sided p-value of the difference of two rates when whole weeks change sides.

    All ways of choosing the weeks after are tried where there are at most 5,000, else as many drawn.
    """
    size, chosen = counts.size, int(after.sum())
    if comb(size, chosen) <= _ORDERS:
        rows = np.array(list(combinations(range(size), chosen)))
    else:
        rng = np.random.default_rng(_SEED)
        rows = rng.permuted(np.tile(np.arange(size), (_ORDERS, 1)), axis=1)[:, :chosen]
        rows[0] = np.flatnonzero(after)
    new, new_time = counts[rows].sum(axis=1), tracked[rows].sum(axis=1)
    differences = new / new_time - (counts.sum() - new) / (tracked.sum() - new_time)
    new, new_time = counts[after].sum(), tracked[after].sum()
    observed = new / new_time - (counts.sum() - new) / (tracked.sum() - new_time)
    return float((np.abs(differences) >= abs(observed) - 1e-12).mean())


def _how_bad(diary: Diary, parted: Sides, pattern: str) -> Outcome | None:
    """Compare weekly means in points: background pain after a change of medicine, peaks else."""
    weekly = _in_between(diary, parted) if pattern == "medicine-change" else None
    between = weekly is not None
    if weekly is not None:
        asked = diary.check_ins.only(np.isfinite(diary.check_ins.background))
        rests_on = _compared(asked, parted).keys("check-in")
    else:
        told = diary.flare_ups.only(np.isfinite(diary.flare_ups.peak))
        weekly = _by_week(diary, parted, told.day, told.peak, np.mean)
        rests_on = _compared(told, parted).keys("flare-up")
    if weekly is None:
        return None
    before, after = weekly.sides
    apart = welch(before, after)
    return Outcome(
        of="intensity",
        before=float(before.mean()),
        after=float(after.mean()),
        change=apart.change,
        low=apart.low,
        high=apart.high,
        p=apart.p,
        is_large=abs(apart.change) >= ENOUGH_POINTS,
        weekly=weekly,
        rests_on=rests_on,
        between=int(between),
    )


def _in_between(diary: Diary, parted: Sides) -> Weekly | None:
    days, levels = daily_background(diary)
    return _by_week(diary, parted, days, levels, np.mean)


def _how_long(diary: Diary, parted: Sides, _: str) -> Outcome | None:
    """Compare weekly medians of the length, on a log scale."""
    ended = diary.flare_ups.only(diary.flare_ups.is_ended & (np.nan_to_num(diary.flare_ups.lasted) > 0))
    weekly = _by_week(diary, parted, ended.day, np.log(ended.lasted), np.median)
    if weekly is None:
        return None
    before, after = weekly.sides
    apart = welch(before, after)
    change, low, high = (float(np.expm1(value)) for value in (apart.change, apart.low, apart.high))
    return Outcome(
        of="duration",
        before=float(np.exp(before.mean())),
        after=float(np.exp(after.mean())),
        change=change,
        low=low,
        high=high,
        p=apart.p,
        is_large=abs(change) >= ENOUGH_SHARE,
        weekly=replace(weekly, figures=np.exp(weekly.figures)),
        rests_on=_compared(ended, parted).keys("flare-up"),
    )


def _compared(rows: AnyRows, parted: Sides) -> AnyRows:
    return rows.only(np.isin(rows.day, parted.days))


def _by_week(
    diary: Diary, parted: Sides, days: Whole, values: Floats, middle: Callable[[Floats], np.float64]
) -> Weekly | None:
    """Return the weekly figures of what was told; None where a side has fewer than three weeks with any."""
    used = (days >= parted.begin) & (days <= parted.until) & diary.is_tracked(days)
    used &= np.isin((days - parted.day) // 7, parted.drawn)
    weeks, place = np.unique((days[used] - parted.day) // 7, return_inverse=True)
    figures = np.array([float(middle(values[used][place == row])) for row in range(weeks.size)])
    weekly = Weekly(weeks, figures, np.isin(weeks, parted.week))
    return weekly if min(side.size for side in weekly.sides) >= _FEWEST_WEEKS else None


def _rates(diary: Diary, parted: Sides) -> Weekly:
    """Return flare-ups a week, of the weeks with four tracked days: fewer would make a tall bar of a few."""
    per_day = np.bincount(diary.flare_ups.day - diary.begin, minlength=diary.days)
    days = np.arange(parted.begin, parted.until + 1)
    days = days[diary.is_tracked(days)]
    weeks, place, tracked = np.unique((days - parted.day) // 7, return_inverse=True, return_counts=True)
    counts = np.bincount(place, per_day[days - diary.begin], weeks.size)
    full = tracked >= FULL_WEEK_DAYS
    return Weekly(weeks[full], counts[full] * 7 / tracked[full], np.isin(weeks[full], parted.week))
