"""A hard time of day: whether flare-ups begin in some four hours more than waking time would explain.

The obvious test, hours of the clock against evenly spread over 24, finds that people sleep. Here onsets are
parts of that day's waking time, and chance turns all onsets of a day by the same random span, so that
flare-ups that follow one another are not counted as independent.
"""

import numpy as np

from painlog.patterns.arrays import Whole
from painlog.patterns.chances import doubled, drawn
from painlog.patterns.circular import direction, rayleigh
from painlog.patterns.diary import DAY_MINUTES, Diary
from painlog.patterns.finding import Family, Finding, Need, State, need_prompt
from painlog.patterns.pictures import by_hour

WINDOW_MINUTES = 240
STEP_MINUTES = 30
"""By such steps the window is moved over the waking time."""
STANDS_OUT = 1.8
"""The window's share of the onsets in times of its share of the waking time, from which it is seen."""
DRAWS, DRAWS_OF_MANY, MANY = 5000, 2000, 2000
"""How many draws the window is held against, and how many above so many flare-ups."""
_SEED = 20260102


def look(diary: Diary) -> Finding:
    """Return the four hours with most onsets, against onsets spread over each day's waking time."""
    timed = diary.flare_ups.timed
    days, minutes = diary.waking.place(timed.local)
    awake = minutes < diary.waking.length
    needs = (
        need_prompt(
            "flare-ups",
            "flare-ups",
            20,
            int(awake.sum()),
            diary.flare_ups.count,
            known=diary.knows_writing,
        ),
        Need("tracked days", 14, diary.tracked_days),
    )
    if not all(need.is_met for need in needs):
        return Finding(id="time-of-day", state=State.NOT_ENOUGH, needs=needs, family=Family.SEARCHED)
    steps = max(1, round(diary.waking.length / STEP_MINUTES))
    place = (minutes[awake] * steps / diary.waking.length).astype(np.int64)
    width = min(steps, max(1, round(WINDOW_MINUTES / diary.waking.length * steps)))
    inside = windows(np.bincount(place, minlength=steps), width)
    first = fullest(inside, place, width)
    chosen = np.zeros(timed.count, dtype=bool)
    chosen[awake] = (place >= first) & (place < first + width)
    share, expected = float(inside[first] / place.size), width / steps
    angles = minutes[awake] * (2 * np.pi / diary.waking.length)
    middle = direction(angles)[0] / (2 * np.pi) * diary.waking.length + diary.waking.start
    clock = diary.waking.start + np.array([first, first + width]) * diary.waking.length / steps
    return Finding(
        id="time-of-day",
        state=State.NOT_SEEN,
        measures={
            "from": round(float(clock[0])) % DAY_MINUTES,
            "until": round(float(clock[1])) % DAY_MINUTES,
            "share": share,
            "expected": expected,
            "within": int(inside[first]),
            "count": int(place.size),
            "left_out": diary.flare_ups.count - timed.count,
            "night": int((~awake).sum()),
            "middle": round(middle) % DAY_MINUTES,
            "rayleigh": rayleigh(angles),
        },
        p=doubled(turned_p(days[awake], place, steps, width)),
        needs=needs,
        rests_on=timed.only(chosen).keys("flare-up"),
        bars=by_hour(timed.local, chosen, diary.waking.start // 60),
        family=Family.SEARCHED,
        caveats=diary.timing_caveats,
        effect_is_there=share >= STANDS_OUT * expected,
    )


def windows(counts: Whole, width: int) -> Whole:
    """Return the sums of `width` neighbouring counts along the last axis, not around the end."""
    summed = np.cumsum(np.concatenate([np.zeros_like(counts[..., :1]), counts], axis=-1), axis=-1)
    return np.asarray(summed[..., width:] - summed[..., :-width])


def fullest(inside: Whole, place: Whole, width: int) -> int:
    """Return the first step of the window with most onsets; of several that in whose middle they lie."""
    best = np.flatnonzero(inside == inside.max())
    within = place[(place >= best[0]) & (place < best[0] + width)]
    return int(best[np.abs(best + width / 2 - np.median(within + 0.5)).argmin()])


def turned_p(days: Whole, place: Whole, steps: int, width: int) -> float:
    """Return the one-sided p-value of the fullest window when each day's onsets are turned together.

    Days with one onset are spread evenly over all steps, in one multinomial draw.
    """
    _, day, counts = np.unique(days, return_inverse=True, return_counts=True)
    rng = np.random.default_rng(_SEED)
    draws = DRAWS if place.size <= MANY else DRAWS_OF_MANY
    observed = int(windows(np.bincount(place, minlength=steps), width).max())
    alone = int((counts == 1).sum())
    totals = rng.multinomial(alone, np.full(steps, 1 / steps), size=draws).astype(np.int64)
    for several in np.flatnonzero(counts > 1):
        pattern = np.bincount(place[day == several], minlength=steps)
        turned = np.stack([np.roll(pattern, shift) for shift in range(steps)])
        totals += turned[rng.integers(0, steps, draws)]
    return drawn(int((windows(totals, width).max(axis=1) >= observed).sum()), draws)
