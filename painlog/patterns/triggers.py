"""Does an activity go with flare-ups: two views of each activity that is logged.

Day: was it done in the 24 hours before an onset more often than before the same time of day on flare-free
days of the same four weeks? Hours: does an onset follow within 60 minutes more often than at the same times
of day without it? Counting only the flare-ups that came after an activity is the obvious way and fails:
things that are done all day long come before everything.
"""

from collections import Counter
from dataclasses import replace

import numpy as np

from painlog.patterns.days_before import FEWEST_DAYS, DayView, day_view
from painlog.patterns.diary import Activities, Diary, by_time
from painlog.patterns.finding import (
    Bars,
    Caveat,
    Drawing,
    EntryKey,
    Family,
    Finding,
    Measure,
    Need,
    State,
    finite,
)
from painlog.patterns.hours_after import FEWEST_TIMES, HourView, hour_view
from painlog.patterns.within_the_hour import timely, timely_onsets

STANDS_OUT = 1.8
"""The ratio of either view from which it is seen."""
_MOST_SHOWN = 5
"""So many activities are drawn beside one another."""


def look(diary: Diary) -> tuple[Finding, ...]:
    """Return one finding for each activity, and counts for triggers that are never logged otherwise.

    Sessions of a therapy are looked at where the patient marks them on flare-ups.
    """
    names, marks = diary.record.activity_names, _marks(diary)
    asked = [number for number, name in enumerate(names) if name.casefold() in marks]
    done = diary.activities
    done = done.only(~done.is_therapy | np.isin(done.name, asked))
    chosen = sorted(np.unique(done.name).tolist(), key=lambda number: names[number].casefold())
    found = _compared([_of_activity(diary, done.only(done.name == one), names[one]) for one in chosen])
    marked = _only_marked(marks, {names[number] for number in chosen})
    if not found and not marked:
        needs = (Need("times logged", FEWEST_TIMES, 0),)
        return (Finding(id="trigger", state=State.NOT_ENOUGH, needs=needs, family=Family.SEARCHED),)
    return (*found, *marked)


def _of_activity(diary: Diary, activities: Activities, name: str) -> Finding:
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
            "logged": activities.count,
            "with_an_end": int((timely(diary, activities).lasted > 0).sum()),
            "ratio": finite(view.ratio),
            "ratio_low": finite(view.low),
            "ratio_high": finite(view.high),
            "share": hours.after / max(1, hours.times),
            "expected": hours.expected,
            "view": "hours" if by_hour else "day",
            **days.counts(),
        },
        p=view.p,
        other_p=_other_p(days, hours, view),
        needs=needs,
        rests_on=_rests_on(diary, activities, days, hours, by_hour=by_hour),
        bars=None if by_hour else Bars(Drawing.DAYS_BEFORE, days.shares, (True, False)),
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


def _other_p(days: DayView, hours: HourView, told: DayView | HourView) -> tuple[float, ...]:
    """Return the p-value of the view that is not told, where it could be looked at: it counts as well."""
    if told is days:
        return (hours.p,) if hours.times >= FEWEST_TIMES else ()
    return (days.p,) if days.is_possible else ()


def _needs(diary: Diary, activities: Activities, days: DayView, hours: HourView) -> tuple[Need, ...]:
    """Return the minimum; where only the hours can be compared, any tracked day counts as with or without.

    So it does where it was hardly logged at all: of that the person knows the days.
    """
    flare_days = np.unique(diary.flare_ups.day)
    done = np.unique(activities.day)
    exposed = int(diary.is_tracked(done).sum())
    free = int(diary.tracked.sum()) - int(diary.is_tracked(flare_days).sum())
    by_day = hours.times < FEWEST_TIMES <= activities.count
    before = " before" if by_day else ""
    return (
        Need("times logged", FEWEST_TIMES, activities.count),
        Need("flare days", 10, int(diary.is_tracked(flare_days).sum())),
        Need("flare-free days", 10, free),
        Need("tracked days", 28, diary.tracked_days),
        Need(f"days with it{before}", FEWEST_DAYS, days.exposed if by_day else exposed),
        Need(
            f"days without it{before}",
            FEWEST_DAYS,
            days.unexposed if by_day else diary.tracked_days - exposed,
        ),
    )


def _rests_on(
    diary: Diary, activities: Activities, days: DayView, hours: HourView, *, by_hour: bool
) -> tuple[EntryKey, ...]:
    """Return what was done of it, where that was looked at, and the flare-ups that followed, by time."""
    done = timely(diary, activities) if by_hour else days.done
    chosen = timely_onsets(diary).only(hours.onsets) if by_hour else days.cases
    return by_time(done.dated("activity") + chosen.dated("flare-up"))


def _compared(found: list[Finding]) -> list[Finding]:
    """Give each finding that is told by the hour a small picture of the shares of all that can be."""
    shares = {one.about: one.measures.get("share") for one in found if _times(one) >= FEWEST_TIMES}
    told = sorted(
        ((name, float(v)) for name, v in shares.items() if isinstance(v, float)), key=lambda n: -n[1]
    )
    names, values = tuple(name for name, _ in told), tuple(value for _, value in told)
    return [
        _with_bars(one, names, values) if one.about in names and one.bars is None else one for one in found
    ]


def _times(finding: Finding) -> int:
    """Return of how many times it is known whether a flare-up followed within the hour."""
    return int(finding.measures.get("times") or 0)


def _with_bars(finding: Finding, names: tuple[str, ...], values: tuple[float, ...]) -> Finding:
    """Give it the picture of the largest shares, its own among them."""
    own = names.index(finding.about)
    shown = [*range(min(_MOST_SHOWN, len(names)))]
    if own not in shown:
        shown[-1] = own
    bars = Bars(
        Drawing.ACTIVITIES,
        tuple(values[place] for place in shown),
        tuple(place == own for place in shown),
        names=tuple(names[place] for place in shown),
    )
    return replace(finding, bars=bars)


def _marks(diary: Diary) -> dict[str, list[tuple[int, str]]]:
    """Return for each trigger, however spelt, the flare-ups that it is marked on, each with its spelling."""
    marks = diary.record.flare_ups.triggers
    told: dict[str, list[tuple[int, str]]] = {}
    for key in diary.flare_ups.key.tolist():
        for spelt in {name.casefold(): name for name in marks.get(key, ())}.values():
            told.setdefault(spelt.casefold(), []).append((key, spelt))
    return told


def _only_marked(marks: dict[str, list[tuple[int, str]]], logged: set[str]) -> tuple[Finding, ...]:
    """Return the triggers that are marked on flare-ups but never logged otherwise, most marked first."""
    known = {name.casefold() for name in logged}
    told = [rows for name, rows in marks.items() if name not in known]
    return tuple(
        Finding(
            id="trigger",
            about=Counter(spelt for _, spelt in rows).most_common(1)[0][0],
            state=State.NOT_ENOUGH,
            measures={"after": len(rows), "times": None, "marked": len(rows)},
            needs=(Need("times logged", FEWEST_TIMES, 0),),
            rests_on=tuple(("flare-up", key) for key, _ in rows),
            family=Family.SEARCHED,
            caveats=frozenset({Caveat.NEVER_LOGGED}),
        )
        for rows in sorted(told, key=len, reverse=True)
    )
