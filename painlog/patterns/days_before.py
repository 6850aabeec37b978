"""The day view of a trigger: was it done in the 24 hours before an onset, or as well before flare-free days.

A time-stratified case-crossover design: each flare day is compared with flare-free days of the same 28 days,
weekdays with weekdays and weekends with weekends. Source: Maclure 1991, Am J Epidemiol 133:144-153; strata
after Levy et al. 2001, Epidemiology 12:186-192.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from painlog.patterns.arrays import Floats, Truths, Whole
from painlog.patterns.chances import of_share
from painlog.patterns.diary import Activities, Diary, FlareUps
from painlog.patterns.exchanged import NOTHING, exchanged
from painlog.patterns.facts import known_length
from painlog.patterns.finding import Measure
from painlog.patterns.moments import DAY
from painlog.patterns.tables import alike, mantel_haenszel

STRATUM_DAYS = 28
FEWEST_DAYS = 5
SHARE = 0.25
"""Of what one test may see: the hours, which have less to go by, have the rest."""
_SATURDAY = 2
"""1970 began on a Thursday: day number modulo 7 is 2 on Saturdays and 3 on Sundays."""


@dataclass(frozen=True, slots=True)
class DayView:
    """Flare days against flare-free days, with and without the activity in the 24 hours before."""

    ratio: float
    low: float
    high: float
    p: float
    """One-sided, against SHARE of what one test may see; 1 where it came less often before flare-ups."""
    exposed: int
    unexposed: int
    table: tuple[int, int, float, float]
    """Flare days with and without, flare-free days with and without (these averaged over the hours)."""
    cases: FlareUps
    """The first flare-ups of the days that had the activity before."""
    done: Activities
    """What was done in the 24 hours before one of these, or before such an hour of a flare-free day."""

    @property
    def is_possible(self) -> bool:
        """Whether there are days enough with and without it."""
        return min(self.exposed, self.unexposed) >= FEWEST_DAYS

    @property
    def shares(self) -> tuple[float, float]:
        """The shares of the days with a flare-up, and of those without, that had the activity before."""
        with_it, without, free_with, free_without = self.table
        return with_it / max(1, with_it + without), free_with / max(1.0, free_with + free_without)

    def counts(self) -> dict[str, Measure]:
        """Return the table as measures."""
        with_it, without, free_with, free_without = self.table
        return {
            "flare_days_with": with_it,
            "flare_days_without": without,
            "free_days_with": free_with,
            "free_days_without": free_without,
        }


def day_view(diary: Diary, activities: Activities) -> DayView:
    """Return the common odds ratio of the strata; days after an untracked day are left out."""
    cases = _first_of_each_day(diary)
    controls = _free_days(diary)
    exposed = _done_before(activities, cases.local)
    strata = _stratum(cases.day, diary), _stratum(controls, diary)
    hours = list(_at_their_hours(cases, controls, strata))
    shares = _control_shares(activities, controls.size, hours)
    table = _tables(exposed, shares, strata)
    used_cases = np.isin(strata[0], strata[1])
    used = np.isfinite(shares)
    whole = (
        int(exposed[used_cases].sum()),
        int((~exposed[used_cases]).sum()),
        float(shares[used].sum()),
        float((1 - shares[used]).sum()),
    )
    likeness = _likeness(diary, activities)
    found = mantel_haenszel(table, likeness)
    return DayView(
        ratio=found.ratio,
        low=found.low,
        high=found.high,
        p=of_share(_p(diary, activities, controls, likeness), SHARE) if found.ratio > 1 else 1.0,
        exposed=round(whole[0] + whole[2]),
        unexposed=round(whole[1] + whole[3]),
        table=whole,
        cases=cases.only(exposed & used_cases),
        done=activities.only(_lies_before(activities, _looked_before(cases.only(used_cases), hours))),
    )


def _certain(diary: Diary) -> FlareUps:
    """Return the flare-ups with a certain time of tracked days that follow a tracked day."""
    certain = diary.flare_ups.only(diary.flare_ups.is_certain)
    return certain.only(diary.is_tracked(certain.day) & diary.is_tracked(certain.day - 1))


def _first_of_each_day(diary: Diary) -> FlareUps:
    """Return the first of these of each day."""
    certain = _certain(diary)
    _, first = np.unique(certain.day, return_index=True)
    chosen = np.zeros(certain.count, dtype=bool)
    chosen[first] = True
    return certain.only(chosen)


def _free_days(diary: Diary) -> Whole:
    """Return the tracked days after tracked days on which no flare-up began or went on."""
    days = np.arange(diary.begin, diary.until + 1)
    taken = np.zeros(diary.days, dtype=bool)
    flare_ups = diary.every_flare_up  # one from before may have gone on
    ends = flare_ups.local + known_length(flare_ups, diary.record) * 60
    for first, last in zip(flare_ups.day, np.floor(ends / DAY).astype(np.int64), strict=True):
        taken[max(0, first - diary.begin) : max(0, last - diary.begin + 1)] = True
    return days[diary.tracked & diary.is_tracked(days - 1) & ~taken]


def _done_before(activities: Activities, ends: Floats) -> Truths:
    """Tell of each wall clock moment whether the activity was begun in the 24 hours before."""
    done = np.sort(activities.local)
    return np.searchsorted(done, ends, side="left") > np.searchsorted(done, ends - DAY, side="left")


def _lies_before(activities: Activities, ends: Floats) -> Truths:
    """Tell of each activity whether it was begun in the 24 hours before one of these moments, in order."""
    begun = activities.local
    within = np.searchsorted(ends, begun + DAY, side="right") > np.searchsorted(ends, begun, side="right")
    return np.asarray(within)


def _stratum(days: Whole, diary: Diary) -> Whole:
    """Return the stratum of each day; a rest of less than two weeks belongs to the one before."""
    weekend = (days % 7 == _SATURDAY) | (days % 7 == _SATURDAY + 1)
    strata = max(1, round(diary.days / STRATUM_DAYS))
    return np.asarray(np.minimum((days - diary.begin) // STRATUM_DAYS, strata - 1) * 2 + weekend)


def _at_their_hours(
    cases: FlareUps, controls: Whole, strata: tuple[Whole, Whole]
) -> Iterator[tuple[Whole, Floats]]:
    """Give the rows of the flare-free days of each stratum, and of each the moments at its onset hours."""
    for stratum in np.unique(strata[0]):
        rows = np.flatnonzero(strata[1] == stratum)
        if rows.size:
            yield rows, controls[rows][:, None] * DAY + cases.local[strata[0] == stratum] % DAY


def _control_shares(activities: Activities, size: int, hours: list[tuple[Whole, Floats]]) -> Floats:
    """Return for each flare-free day the share of its stratum's onset hours that had the activity before.

    NaN where the stratum has no flare day.
    """
    shares = np.full(size, np.nan)
    for rows, ends in hours:
        shares[rows] = _done_before(activities, ends.ravel()).reshape(ends.shape).mean(axis=1)
    return shares


def _looked_before(cases: FlareUps, hours: list[tuple[Whole, Floats]]) -> Floats:
    """Return the moments before which it is looked at, in order."""
    return np.sort(np.concatenate([cases.local, *(ends.ravel() for _, ends in hours)]))


def _tables(exposed: Truths, shares: Floats, strata: tuple[Whole, Whole]) -> Floats:
    rows = []
    for stratum in np.intersect1d(*strata):
        case, control = exposed[strata[0] == stratum], shares[strata[1] == stratum]
        rows.append((case.sum(), (~case).sum(), control.sum(), (1 - control).sum()))
    return np.array(rows, dtype=float).reshape(-1, 4)


def _p(diary: Diary, activities: Activities, controls: Whole, likeness: float) -> float:
    """Return the one-sided p-value of so many flare-ups with the activity before.

    Mantel and Haenszel's test with days scored by their flare-ups: the days of a stratum change places, and
    the flare-ups of a day stay together, each at its hour. A day of three tells more than a day of one, and
    less than three days. Source: Mantel 1963, J Am Stat Assoc 58:690-700.
    """
    onsets = _certain(diary)
    strata, free = _stratum(onsets.day, diary), _stratum(controls, diary)
    observed, chance = 0.0, NOTHING
    for stratum in np.intersect1d(strata, free):
        scores = _scores(activities, onsets.only(strata == stratum), controls[free == stratum])
        once = np.ones(len(scores))
        observed += float(np.trace(scores))
        chance += exchanged(scores, once, once)
    return chance.reaching(observed, likeness)


def _scores(activities: Activities, onsets: FlareUps, controls: Whole) -> Floats:
    """Return for each day, a row, how many of its onsets have it before them if they come on each day."""
    flare_days, place = np.unique(onsets.day, return_inverse=True)
    days = np.concatenate([flare_days, controls])
    scores = np.zeros((days.size, days.size))
    ends = days * DAY + (onsets.local % DAY)[:, None]
    np.add.at(scores, place, _done_before(activities, ends.ravel()).reshape(ends.shape))
    return scores


def _likeness(diary: Diary, activities: Activities) -> float:
    """Return how much surer than they are the days look because neighbours are alike."""
    missing = np.where(diary.tracked, 0.0, np.nan)
    flares, done = missing.copy(), missing.copy()
    flares[np.unique(diary.flare_ups.day) - diary.begin] += 1.0
    done[np.unique(activities.day) - diary.begin] += 1.0
    return alike(flares, done)
