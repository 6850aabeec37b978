"""Does an activity go with flare-ups: two views of each activity that is logged.

Day: was it done in the 24 hours before an onset more often than before the same time of day on flare-free
days of the same four weeks? Hours: does an onset follow within 60 minutes more often than at the same times
of day without it? Counting only the flare-ups that came after an activity is the obvious way and fails:
things that are done all day long come before everything.
"""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from painlog.patterns.chances import reaching, sum_of, yes_or_no
from painlog.patterns.days_before import FEWEST_DAYS, DayView, day_view
from painlog.patterns.diary import DAY, DAY_MINUTES, Activities, Diary
from painlog.patterns.finding import Bars, Caveat, Drawing, EntryKey, Family, Finding, Measure, Need, State
from painlog.patterns.rates import rate_ratio

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]

AFTER_MINUTES = 60
STANDS_OUT = 1.8
FEWEST_TIMES = 5
_GRID_MINUTES = 5
_GRID = DAY_MINUTES // _GRID_MINUTES
_VIEWS = 2


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
    followed: Truths
    onsets: Truths
    """Which flare-ups followed."""


def look(diary: Diary) -> tuple[Finding, ...]:
    """Return one finding for each activity, and counts for triggers that are never logged otherwise."""
    names = diary.record.activity_names
    chosen = np.unique(diary.activities.name[~diary.activities.is_therapy]).tolist()
    found = _compared([_of_activity(diary, number, names[number]) for number in chosen])
    marked = _only_marked(diary, {names[number] for number in chosen})
    if not found and not marked:
        needs = (Need("times logged", FEWEST_TIMES, 0),)
        return (Finding(id="trigger", state=State.NOT_ENOUGH, needs=needs, family=Family.SEARCHED),)
    return (*found, *marked)


def _of_activity(diary: Diary, number: int, name: str) -> Finding:
    activities = diary.activities.only((diary.activities.name == number) & ~diary.activities.is_therapy)
    days = day_view(diary, activities)
    hours = hour_view(diary, activities)
    needs = _needs(diary, activities, days, hours)
    counted: dict[str, Measure] = {"after": hours.after, "times": hours.times}
    if not all(need.is_met for need in needs):
        return Finding(
            id="trigger",
            about=name,
            state=State.NOT_ENOUGH,
            measures=counted,
            needs=needs,
            family=Family.SEARCHED,
        )
    view = _clearer(days, hours)
    by_hour = view is hours
    return Finding(
        id="trigger",
        about=name,
        state=State.NOT_SEEN,
        measures={
            **counted,
            "ratio": _finite(view.ratio),
            "ratio_low": _finite(view.low),
            "ratio_high": _finite(view.high),
            "share": hours.after / max(1, hours.times),
            "expected": hours.expected,
            "view": "hours" if by_hour else "day",
            **days.counts(),
        },
        p=min(1.0, 2 * _VIEWS * view.p),
        needs=needs,
        rests_on=_rests_on(diary, activities, days, hours, by_hour=by_hour),
        family=Family.SEARCHED,
        caveats=diary.timing_caveats - {Caveat.WAKING_ASSUMED},
        effect_is_there=view.ratio >= STANDS_OUT,
    )


def _clearer(days: DayView, hours: HourView) -> DayView | HourView:
    """Return the view that the finding reports: of those that are large enough, if any, the surer one."""
    if not days.is_possible:
        return hours
    views: tuple[DayView | HourView, ...] = (hours, days) if hours.times >= FEWEST_TIMES else (days,)
    return min(views, key=lambda view: (view.ratio < STANDS_OUT, view.p))


def _needs(diary: Diary, activities: Activities, days: DayView, hours: HourView) -> tuple[Need, ...]:
    """Return the minimum; an activity of every day has no day without it, but hours enough."""
    flare_days = np.unique(diary.flare_ups.day)
    free = int(diary.tracked.sum()) - int(diary.is_tracked(flare_days).sum())
    often = hours.times >= FEWEST_TIMES
    return (
        Need("times logged", FEWEST_TIMES, activities.count),
        Need("flare days", 10, int(diary.is_tracked(flare_days).sum())),
        Need("flare-free days", 10, free),
        Need("tracked days", 28, diary.tracked_days),
        Need("days with it", FEWEST_DAYS, max(days.exposed, FEWEST_DAYS if often else 0)),
        Need("days without it", FEWEST_DAYS, max(days.unexposed, FEWEST_DAYS if often else 0)),
    )


def hour_view(diary: Diary, activities: Activities) -> HourView:
    """Return the share followed by an onset within 60 minutes against matched times, with its p-value."""
    done = activities.only(activities.is_prompt & diary.is_tracked(activities.day))
    flare_ups = diary.flare_ups.timed
    flare_ups = flare_ups.only(diary.is_tracked(flare_ups.day))
    row = np.searchsorted(flare_ups.at, done.at, side="left")
    reach = np.append(flare_ups.at, np.inf)[np.minimum(row, flare_ups.count)] - done.at
    followed = reach <= AFTER_MINUTES * 60
    before = np.searchsorted(done.at, flare_ups.at, side="right") - 1
    since = flare_ups.at - np.append(done.at, -np.inf)[before]
    onsets = (since >= 0) & (since <= AFTER_MINUTES * 60)
    times, after = done.count, int(followed.sum())
    expected = matched_share(diary, flare_ups.local, done.local)
    others = int((~onsets).sum())
    ratio, low, high = (0.0, 0.0, np.inf)
    if times and others and expected > 0:
        ratio, low, high = rate_ratio(after, times, others, others / expected)
    return HourView(
        times=times,
        after=after,
        expected=expected,
        ratio=ratio,
        low=low,
        high=high,
        p=_hours_p(diary, flare_ups.local, done.local, int(onsets.sum())) if times else 1.0,
        followed=followed,
        onsets=onsets,
    )


def _grid(local: Floats, begin: int, days: int) -> Whole:
    """Return the place of each wall clock moment on the grid of the period, clipped to it."""
    place = np.floor((local - begin * DAY) / (_GRID_MINUTES * 60)).astype(np.int64)
    return np.clip(place, 0, days * _GRID - 1)


def _followed_within(places: Whole, length: int, *, before: bool) -> Truths:
    """Return which grid steps have one of `places` within the next (or last) 60 minutes."""
    steps = AFTER_MINUTES // _GRID_MINUTES
    marks = np.zeros(length + 1)
    first = places - steps if before else places
    last = places if before else places + steps
    np.add.at(marks, np.clip(first, 0, length), 1)
    np.add.at(marks, np.clip(last, 0, length), -1)
    return np.cumsum(marks)[:length] > 0


def matched_share(diary: Diary, onsets: Floats, done: Floats) -> float:
    """Return the share of moments followed by an onset within 60 minutes, at the times of day of `done`.

    Taken over all tracked days, where the activity was not done within an hour to either side.
    """
    length = diary.days * _GRID
    hit = _followed_within(_grid(onsets, diary.begin, diary.days), length, before=True)
    places = _grid(done, diary.begin, diary.days)
    near = _followed_within(places, length, before=True) | _followed_within(places, length, before=False)
    free = (~near & np.repeat(diary.tracked, _GRID)).reshape(diary.days, _GRID)
    shares = (hit.reshape(diary.days, _GRID) & free).sum(axis=0) / np.maximum(1, free.sum(axis=0))
    return float(shares[places % _GRID].mean()) if done.size else 0.0


def _hours_p(diary: Diary, onsets: Floats, done: Floats, observed: int) -> float:
    """Return the one-sided p-value of so many onsets after it when their times of day change places.

    Each day keeps its number of flare-ups and its activities; an onset takes the time of day of any other of
    this person's onsets, so that neither bad days nor hard hours count for the activity.
    """
    length = diary.days * _GRID
    exposed = _followed_within(_grid(done, diary.begin, diary.days), length, before=False)
    places = _grid(onsets, diary.begin, diary.days)
    usual = np.bincount(places % _GRID, minlength=_GRID) / max(1, places.size)
    by_day = exposed.reshape(diary.days, _GRID) @ usual
    shares = by_day[places // _GRID]
    shares = shares[shares > 0]
    return reaching(sum_of(yes_or_no(np.minimum(1.0, shares))), observed)


def _rests_on(
    diary: Diary, activities: Activities, days: DayView, hours: HourView, *, by_hour: bool
) -> tuple[EntryKey, ...]:
    """Return the activity's entries and the flare-ups that followed, by time."""
    done = activities.only(activities.is_prompt & diary.is_tracked(activities.day)) if by_hour else activities
    flare_ups = diary.flare_ups.timed
    flare_ups = flare_ups.only(diary.is_tracked(flare_ups.day))
    chosen = flare_ups.only(hours.onsets) if by_hour else days.cases
    together = [(float(at), ("activity", int(key))) for at, key in zip(done.at, done.key, strict=True)]
    together += [(float(at), ("flare-up", int(key))) for at, key in zip(chosen.at, chosen.key, strict=True)]
    return tuple(entry for _, entry in sorted(together))


def _compared(found: list[Finding]) -> list[Finding]:
    """Give each finding a small picture of all activities' shares."""
    shares = {one.about: one.measures.get("share") for one in found}
    told = sorted(
        ((name, float(v)) for name, v in shares.items() if isinstance(v, float)), key=lambda n: -n[1]
    )
    names, values = tuple(name for name, _ in told), tuple(value for _, value in told)
    return [_with_bars(one, names, values) if one.about in names else one for one in found]


def _with_bars(finding: Finding, names: tuple[str, ...], values: tuple[float, ...]) -> Finding:
    bars = Bars(Drawing.ACTIVITIES, values, tuple(name == finding.about for name in names), names=names)
    return replace(finding, bars=bars)


def _only_marked(diary: Diary, logged: set[str]) -> tuple[Finding, ...]:
    """Return the triggers that are marked on flare-ups but never logged otherwise, most marked first."""
    known = {name.casefold() for name in logged}
    marks = diary.record.flare_ups.triggers
    keys: dict[str, list[int]] = {}
    for key in diary.flare_ups.key.tolist():
        for name in marks.get(key, ()):
            keys.setdefault(name, []).append(key)
    counts = Counter({name: len(found) for name, found in keys.items() if name.casefold() not in known})
    return tuple(
        Finding(
            id="trigger",
            about=name,
            state=State.NOT_ENOUGH,
            measures={"after": times, "times": None, "marked": times},
            needs=(Need("times logged", FEWEST_TIMES, 0),),
            rests_on=tuple(("flare-up", key) for key in keys[name]),
            family=Family.SEARCHED,
            caveats=frozenset({Caveat.NEVER_LOGGED}),
        )
        for name, times in counts.most_common()
    )


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
