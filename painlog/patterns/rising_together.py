"""More medicine and more pain: whether the weekly dose and the weekly pain both rise.

Weeks resemble their neighbours, so that a slope looks surer than it is: its interval is widened for that, and
shared out over everything that is looked at here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from painlog.patterns.arrays import Floats, Truths, Whole
from painlog.patterns.diary import Dated, Diary, Doses, Rows, by_time, name_of
from painlog.patterns.facts import daily_background
from painlog.patterns.finding import Family, Finding, Need, State
from painlog.patterns.frequency import FULL_WEEK_DAYS, weekly
from painlog.patterns.pictures import by_week
from painlog.patterns.ranks import (
    Slope,
    around_line,
    around_step,
    likeness,
    likeness_of_rest,
    theil_sen,
)

FEWEST_WEEKS = 8
MORE = 0.25
"""By which share of its beginning a dose, or the number of flare-ups, has to rise."""
POINTS = 1.0
"""By how much of ten pain has to rise."""
_UNSURE = 0.10
"""Both slopes have to be above zero in intervals of 90 %: together that is rarer than either."""
_OF_ALL = 0.5
"""A rise is held against no less than the first quarter's mean and this part of the mean of all weeks: the
fitted line may begin near zero or below."""

_PLAIN_STEP = 0.4
"""A dose was raised once where a step leaves less than this part of the squares that a line leaves.

With 0.6, bad stretches pass for steps: then one patient of a hundred more is told of what is not there.
"""


@dataclass(frozen=True, slots=True)
class Rise:
    """A weekly figure over time: how much it changed from the first week to the last."""

    change: float
    """In the figure's own unit."""
    share: float
    """As a share of its beginning."""
    is_rising: bool
    """The interval of the slope lies above 0."""


class Weeks(NamedTuple):
    """The weeks of the period that are looked at: those with enough tracked days."""

    diary: Diary
    tracked: Floats
    """The tracked days of each week of the period."""
    is_full: Truths
    """Which of these weeks are looked at."""

    @property
    def numbers(self) -> Floats:
        """The weeks that are looked at, counted from the first of the period."""
        return np.flatnonzero(self.is_full).astype(float)

    def of_seven_days(self, totals: Floats) -> Floats:
        """Return what was counted on the tracked days, for the weeks that are looked at, as of seven days."""
        return totals[self.is_full] * 7 / self.tracked[self.is_full]

    def dated(self, rows: Rows, kind: str) -> list[Dated]:
        """Return those entries that lie in the weeks that are looked at."""
        return rows.only(self.is_full[(rows.day - self.diary.begin) // 7]).dated(kind)


class Beside(NamedTuple):
    """What may rise beside the medicine: pain, or the number of flare-ups."""

    risen: Rise
    weekly: Floats
    """Its figure in each of the weeks that are looked at, NaN where nobody told it."""
    told: list[Dated]
    """The entries that tell it."""


class Taken(NamedTuple):
    """How much of an ingredient was taken."""

    name: str
    risen: Rise
    weekly: Floats
    """In mg or units, in each of the weeks that are looked at."""
    weeks: Floats
    """These weeks, counted from the first of the period."""
    told: list[Dated]
    """The doses that are added up."""


def look(diary: Diary) -> Finding:
    """Return the ingredient whose rise is clearest, beside pain or the number of flare-ups."""
    counts, tracked = weekly(diary)
    weeks = Weeks(diary, tracked, tracked >= FULL_WEEK_DAYS)
    groups = _by_ingredient(diary)
    needs = (
        Need("weeks with 4 tracked days", FEWEST_WEEKS, int(weeks.is_full.sum())),
        Need("medicines with doses", 1, len(groups)),
    )
    if not all(need.is_met for need in needs):
        return Finding(id="rising-together", state=State.NOT_ENOUGH, needs=needs, family=Family.OWN)
    rates = weeks.of_seven_days(counts)
    counted = diary.flare_ups.only(diary.is_tracked(diary.flare_ups.day))
    flares = Beside(rise(weeks.numbers, rates, _UNSURE), rates, weeks.dated(counted, "flare-up"))
    pain = _pain(diary, weeks)
    amounts = [weeks.of_seven_days(weekly_total(diary, group, tracked.size)) for group in groups]
    more = sum(rise(weeks.numbers, amount, _UNSURE).share >= MORE for amount in amounts)
    unsure = _UNSURE / max(1, more)  # shared out over those of which more is taken at the end
    found = [
        _of_ingredient(_taken(group, amount, weeks, unsure), flares, pain)
        for group, amount in zip(groups, amounts, strict=True)
    ]
    best = max(found, key=lambda one: (one.effect_is_there, float(one.measures["dose_change"] or 0)))
    return replace(best, state=State.SEEN if best.effect_is_there else State.NOT_SEEN, needs=needs)


def rise(weeks: Floats, values: Floats, unsure: float, alike: Callable[[Floats], float] = likeness) -> Rise:
    """Return the fitted rise from the first week to the last (Theil-Sen).

    `alike` tells by how much its interval is widened because neighbours are alike.
    """
    if values.size < FEWEST_WEEKS or np.ptp(values) == 0:
        return Rise(0.0, 0.0, is_rising=False)
    fitted: Slope = theil_sen(weeks, values, 1 - unsure, alike(values))
    change = fitted.slope * float(weeks[-1] - weeks[0])
    early = float(beginning(values).mean())
    start = max(fitted.start, early, _OF_ALL * float(values.mean()))
    return Rise(change, change / start if start > 0 else 0.0, is_rising=fitted.low > 0)


def dose_likeness(totals: Floats) -> float:
    """Return the likeness of neighbours of a weekly dose, which is often raised once and then stays.

    Around a line the weeks before and after such a step look alike, as if it were a good and a bad stretch.
    """
    step, line = around_step(totals), around_line(totals)
    is_step = float((step**2).sum()) < _PLAIN_STEP * float((line**2).sum())
    return min(likeness(totals), likeness_of_rest(step)) if is_step else likeness(totals)


def beginning(values: Floats) -> Floats:
    """Return the values of the first quarter, two at least."""
    return values[: max(2, values.size // 4)]


def _by_ingredient(diary: Diary) -> list[list[Doses]]:
    groups: dict[str, list[Doses]] = {}
    for doses in diary.doses:
        if doses.medicine.form != "cream":
            groups.setdefault(doses.medicine.substance, []).append(doses)
    return list(groups.values())


def _name(group: list[Doses], used: list[Doses]) -> str:
    """Return what is added up; where others hold it as well, but cannot be, it is not told of all of it."""
    return name_of(group) if len(used) == len(group) else ", ".join(part.medicine.name for part in used)


def _taken(group: list[Doses], weekly: Floats, weeks: Weeks, unsure: float) -> Taken:
    used = [part for part, _ in added(weeks.diary, group)]
    return Taken(
        name=_name(group, used),
        risen=rise(weeks.numbers, weekly, unsure, dose_likeness),
        weekly=weekly,
        weeks=weeks.numbers,
        told=[dose for part in used for dose in weeks.dated(part, "dose")],
    )


def _of_ingredient(taken: Taken, flares: Beside, pain: Beside | None) -> Finding:
    worse = pain is not None and pain.risen.is_rising and pain.risen.change >= POINTS
    more = flares.risen.is_rising and flares.risen.share >= MORE
    by_pain = worse or not more
    is_seen = taken.risen.is_rising and taken.risen.share >= MORE and (worse or more)
    beside = pain if by_pain and pain is not None else flares
    told = beside.told if is_seen or pain is None else pain.told + flares.told  # else both are told of
    return Finding(
        id="rising-together",
        about=taken.name,
        state=State.NOT_SEEN,
        measures={
            "dose_change": taken.risen.share,
            "pain_change": None if pain is None else pain.risen.change,
            "flare_up_change": flares.risen.share,
            "weeks": int(taken.weekly.size),
            "begun": int(taken.weekly.any() and not beginning(taken.weekly).any()),
            "by": "pain" if by_pain else "flare-ups",
        },
        rests_on=by_time(taken.told + told),
        bars=replace(by_week(taken.weekly, taken.weeks), line=tuple(beside.weekly.tolist())),
        family=Family.OWN,
        effect_is_there=is_seen,
    )


def weekly_total(diary: Diary, group: list[Doses], weeks: int) -> Floats:
    """Return how much of the ingredient was taken on the tracked days of each week.

    In mg where the strengths say, else in units.
    """
    total = np.zeros(weeks)
    for part, scale in added(diary, group):
        total += np.bincount((part.day - diary.begin) // 7, part.amount * scale, weeks)
    return total


def added(diary: Diary, group: list[Doses]) -> list[tuple[Doses, float]]:
    """Return the doses of tracked days that can be added up, and what a unit of each product counts."""
    scales = [part.medicine.milligrams for part in group]
    known = any(scale is not None for scale in scales)
    return [
        (part.only(diary.is_tracked(part.day)), scale or 1.0)
        for part, scale in zip(group, scales, strict=True)
        if not known or scale is not None
    ]


def _pain(diary: Diary, weeks: Weeks) -> Beside | None:
    """Return background pain where enough check-ins tell it, else the peaks, if these do."""
    asked = diary.check_ins.only(np.isfinite(diary.check_ins.background))
    told = diary.flare_ups.only(np.isfinite(diary.flare_ups.peak))
    ways = (
        (daily_background(diary), asked, "check-in"),
        ((told.day, told.peak), told, "flare-up"),
    )
    for of_days, rows, kind in ways:
        weekly = _weekly_means(diary, weeks.is_full, of_days)
        is_told = np.isfinite(weekly)
        if is_told.sum() >= FEWEST_WEEKS:
            risen = rise(weeks.numbers[is_told], weekly[is_told], _UNSURE)
            return Beside(risen, weekly, weeks.dated(rows, kind))
    return None


def _weekly_means(diary: Diary, full: Truths, of_days: tuple[Whole, Floats]) -> Floats:
    """Return the mean of each full week of what was told on some days, NaN where on none."""
    week = (of_days[0] - diary.begin) // 7
    counts = np.bincount(week, minlength=full.size)[full]
    sums = np.bincount(week, of_days[1], full.size)[full]
    return np.where(counts > 0, sums / np.maximum(1, counts), np.nan)
