"""As-needed doses by the clock: taken without a flare-up, and at regular times.

Regular doses alone are no sign, since flare-ups can be regular; doses without a flare-up alone are none
either, since not every flare-up is logged. Both together are worth asking about.
"""

from dataclasses import dataclass

import numpy as np

from painlog.patterns.arrays import Floats, Truths, Whole
from painlog.patterns.chances import doubled, drawn
from painlog.patterns.diary import Diary, Doses, FlareUps, date_of
from painlog.patterns.facts import known_length
from painlog.patterns.finding import EntryKey, Family, Finding, Need, State
from painlog.patterns.moments import DAY
from painlog.patterns.pictures import by_hour
from painlog.patterns.rates import at_least
from painlog.patterns.shares import wilson
from painlog.patterns.usual_times import usual_times_p
from painlog.record import FOR_FLARE_UP

BEFORE_SECONDS, AFTER_SECONDS = 3600.0, 900.0
"""A dose is near a flare-up that goes on, that began so long before it, or that begins so long after it."""
EVEN = 0.15
"""Waking gaps with a coefficient of variation up to this are regular."""
FEWEST_GAPS = 8
"""Of fewer gaps it is not said how much they vary."""
_TOGETHER_SECONDS = 900.0
"""Doses so close to one another are one taking."""
_DRAWS, _GAPS_IN_ALL = 2000, 4_000_000
_SEED = 20260105


@dataclass(frozen=True, slots=True)
class AsNeeded:
    """All as-needed doses by time, of whatever medicine."""

    at: Floats
    local: Floats
    keys: Whole
    for_flare_up: Truths
    is_prompt: Truths


def look(diary: Diary) -> Finding:
    """Return how many as-needed doses came without a flare-up, and how regular they are."""
    doses = diary.as_needed_doses
    taken = as_needed(doses)
    needs = (
        Need("as-needed doses", 15, int(taken.at.size)),
        Need("tracked days", 14, diary.tracked_days),
        Need("flare-ups", 5, diary.flare_ups.count),
    )
    if not all(need.is_met for need in needs):
        return Finding(id="by-the-clock", state=State.NOT_ENOUGH, needs=needs, family=Family.SEARCHED)
    every = diary.every_flare_up
    without = without_flare_up(taken, every, known_length(every, diary.record))
    count, alone = int(taken.at.size), int(without.sum())
    gaps = waking_gaps(taken, diary)
    variation = float(gaps.std(ddof=1) / gaps.mean()) if gaps.size >= FEWEST_GAPS else None
    even = variation is not None and is_even(variation, float(gaps.mean()), least_gap(doses))
    times, times_p = _usual(taken, diary)
    p_regular = min(_even_p(gaps, least_gap(doses)) if even else 1.0, times_p)
    rests: tuple[EntryKey, ...] = tuple(("dose", int(key)) for key in taken.keys[without])
    return Finding(
        id="by-the-clock",
        state=State.NOT_SEEN,
        measures={
            "without_flare_up": alone,
            "doses": count,
            "regularity": variation,
            "gap": float(np.median(gaps)) if gaps.size else None,
            "gaps": int(gaps.size),
            "usual_times": len(times),
            "low": wilson(alone, count)[0],
        },
        p=max(doubled(at_least(alone, count, 0.5)), doubled(p_regular)),
        needs=needs,
        rests_on=rests,
        bars=by_hour(taken.local, without),
        family=Family.SEARCHED,
        caveats=diary.timing_caveats,
        effect_is_there=wilson(alone, count)[0] > 0.5 and (even or bool(times)),
    )


def as_needed(doses: list[Doses]) -> AsNeeded:
    """Return the doses of these medicines together, by time."""
    if not doses:
        none = np.empty(0)
        return AsNeeded(none, none, none.astype(np.int64), none.astype(bool), none.astype(bool))
    linked = [np.array([int(key) in part.columns.flare_up for key in part.key], dtype=bool) for part in doses]
    purpose = np.concatenate([(d.reason == FOR_FLARE_UP) | at for d, at in zip(doses, linked, strict=True)])
    at, local, keys, prompt = (
        np.concatenate([getattr(part, name) for part in doses])
        for name in ("at", "local", "key", "is_prompt")
    )
    order = np.lexsort((local, ~prompt, at))  # of doses at one moment, one written at once stands for all
    return AsNeeded(at[order], local[order], keys[order], purpose[order], prompt[order])


def without_flare_up(taken: AsNeeded, flare_ups: FlareUps, lasted: Floats) -> Truths:
    """Tell which doses were not for a flare-up: none going on, none from 60 min before to 15 min after.

    `lasted`: for how many minutes each went on, as far as that is known.
    """
    ends = flare_ups.at + 60 * lasted
    begun = np.searchsorted(flare_ups.at, taken.at + AFTER_SECONDS, side="right")
    latest_start = np.concatenate([[-np.inf], flare_ups.at])[begun]
    latest_end = np.concatenate([[-np.inf], np.maximum.accumulate(ends)])[begun]
    near = (latest_start >= taken.at - BEFORE_SECONDS) | (latest_end >= taken.at)
    return ~near & ~taken.for_flare_up


def waking_gaps(taken: AsNeeded, diary: Diary) -> Floats:
    """Return the minutes between doses of the same waking time; doses taken together count as one.

    Gaps from or to an entry written later are left out.
    """
    apart = np.diff(taken.at, prepend=-np.inf) > _TOGETHER_SECONDS
    at, local, prompt = taken.at[apart], taken.local[apart], taken.is_prompt[apart]
    days, minutes = diary.waking.place(local)
    awake = (minutes < diary.waking.length) & prompt
    good = awake[1:] & awake[:-1] & (days[1:] == days[:-1])
    return np.asarray(np.diff(at)[good] / 60)


def least_gap(doses: list[Doses]) -> float:
    """Return the minutes that the last plan of the most used medicine asks for between doses, else 0."""
    most = max(doses, key=lambda part: part.count)
    plan = most.medicine.plan_on(date_of(int(most.day[-1])))
    return float(plan.min_hours_between) * 60 if plan and plan.min_hours_between else 0.0


def is_even(variation: float, mean: float, least: float) -> bool:
    """Tell whether gaps vary less than chance would let them.

    Doses at random, but never sooner than `least` minutes, vary by (mean - least) / mean: half of it is even.
    """
    return variation <= EVEN or (mean > least and variation < 0.5 * (mean - least) / mean)


def _even_p(gaps: Floats, least: float) -> float:
    """Return the one-sided p-value of so little variation among gaps of `least` plus an exponential rest."""
    shortest = min(least, float(gaps.min()))
    observed = float(gaps.std(ddof=1) / gaps.mean())
    draws = int(np.clip(_GAPS_IN_ALL // gaps.size, _DRAWS // 10, _DRAWS))
    mean_rest = max(1.0, float(gaps.mean()) - shortest)
    rest = np.random.default_rng(_SEED).exponential(mean_rest, (draws, gaps.size))
    variation = rest.std(axis=1, ddof=1) / (rest.mean(axis=1) + shortest)
    return drawn(int((variation <= observed).sum()), draws)


def _usual(taken: AsNeeded, diary: Diary) -> tuple[tuple[float, ...], float]:
    """Return the usual times of day and their p-value; what was written later is not used for them."""
    days = np.floor(taken.local / DAY).astype(np.int64)
    used = diary.is_tracked(days) & taken.is_prompt
    minutes = taken.local[used] % DAY / 60
    row = (np.cumsum(diary.tracked) - 1)[days[used] - diary.begin]
    return usual_times_p(row, minutes, diary.tracked_days)
