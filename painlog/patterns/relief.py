"""Does a dose help, and how soon: what the patient said afterwards. Counts only.

Nobody knows how the flare-up would have gone without the dose; many end by themselves in the same time.
"""

from collections import Counter

import numpy as np

from painlog.patterns.arrays import Floats
from painlog.patterns.diary import Diary, Doses
from painlog.patterns.facts import known_length
from painlog.patterns.finding import Bars, Drawing, EntryKey, Finding, Measure, Need, State
from painlog.patterns.survival import median_interval, quartiles
from painlog.record import FOR_FLARE_UP

FEWEST_RATED = 8
RATED_SHARE = 0.6
_STEPS = 5
"""From no relief to all of it."""


def look(diary: Diary) -> tuple[Finding, ...]:
    """Return one finding for each as-needed medicine, and for others that were rated."""
    chosen = [
        doses
        for doses in diary.doses
        if doses.medicine.role == "as-needed" or any(int(key) in doses.columns.relief for key in doses.key)
    ]
    if not chosen:
        needs = (Need("rated doses", FEWEST_RATED, 0),)
        return (Finding(id="relief", state=State.NOT_ENOUGH, needs=needs),)
    return tuple(_of_medicine(diary, doses) for doses in chosen)


def _of_medicine(diary: Diary, doses: Doses) -> Finding:
    columns = doses.columns
    asked = [
        int(key)
        for key, is_for_one in zip(doses.key, _for_flare_ups(doses), strict=True)
        if is_for_one or int(key) in columns.relief
    ]
    rated = [key for key in asked if key in columns.relief]
    share = len(rated) / len(asked) if asked else 0.0
    needs = (Need("rated doses", FEWEST_RATED, len(rated)), Need("share rated", RATED_SHARE, share))
    enough = all(need.is_met for need in needs)
    rests: tuple[EntryKey, ...] = tuple(("dose", key) for key in rated) if enough else ()
    alike = sum(medicine.name == doses.medicine.name for medicine in diary.record.medicines)
    return Finding(
        id="relief",
        about=doses.medicine.name,
        strength=doses.medicine.strength if alike > 1 else None,
        state=State.SEEN if enough else State.NOT_ENOUGH,
        measures=_measures(diary, doses, asked, rated) if enough else {},
        needs=needs,
        rests_on=rests,
        bars=_bars(np.array([columns.relief[key][0] for key in rated])) if enough else None,
    )


def _for_flare_ups(doses: Doses) -> list[bool]:
    """Tell of each dose whether it was taken for a flare-up."""
    linked = doses.columns.flare_up
    told = zip(doses.key.tolist(), doses.reason.tolist(), strict=True)
    return [reason == FOR_FLARE_UP or key in linked for key, reason in told]


def _bars(percent: Floats) -> Bars:
    """Return how many doses took away each share of the pain, that of the median strong."""
    steps = np.floor(np.append(percent, np.median(percent)) * (_STEPS - 1) / 100 + 0.5).astype(np.int64)
    counts = np.bincount(steps[:-1], minlength=_STEPS)
    return Bars(Drawing.RELIEF, tuple(map(float, counts)), tuple(step == steps[-1] for step in range(_STEPS)))


def usual_relief(told: Floats) -> tuple[float, float | None]:
    """Return the usual relief in percent, and after how many minutes it usually came, None where it did not.

    `told` has a row a dose: its relief, and after how many minutes (negative: not said). What did not ease is
    known not to have eased until then.
    """
    percent, minutes = told[:, 0], told[:, 1]
    timed = minutes >= 0
    _, soon, _ = quartiles(minutes[timed], percent[timed] > 0) if timed.any() else (None, None, None)
    return float(np.median(percent)), soon


def _measures(diary: Diary, doses: Doses, asked: list[int], rated: list[int]) -> dict[str, Measure]:
    told = np.array([doses.columns.relief[key] for key in rated])
    percent = told[:, 0]
    relief, soon = usual_relief(told)
    low, high = median_interval(percent)
    per_flare_up = Counter(doses.columns.flare_up[key] for key in asked if key in doses.columns.flare_up)
    lasted, ended = known_length(diary.flare_ups, diary.record), diary.flare_ups.is_ended
    usual = quartiles(lasted, ended)[1] if ended.any() else None  # as `duration` tells it
    return {
        "relief": relief,
        "low": low,
        "high": high,
        "minutes": soon,
        "rated": len(rated),
        "doses": len(asked),
        "taken": doses.count,
        "no_relief": int((percent <= 0).sum()),
        "not_for_flare_ups": len(asked) - sum(_for_flare_ups(doses)),
        "repeated": sum(1 for times in per_flare_up.values() if times > 1),
        "usual_length": usual,
    }
