"""Above the plan that the patient copied from the label: days and gaps, as facts.

The rolling 24-hour total at each dose is held against the plan's limit of that day. Products with the same
ingredients are added up by their strengths, whichever of them was taken. A combination ("codeine +
paracetamol") shares an ingredient with others, but its strength is one number, and does not say how much of
each ingredient a unit holds: it is not added up with them, nor they with it. Such doses, and those of
products whose strengths cannot be held against each other, are counted as not added, so that nothing claims
more than was done. Gaps need no strength: that of an as-needed product is counted over all as-needed ones
that share an ingredient, combinations as well; that of a regular one holds for its own doses alone.

A long-acting product does not count against the limit of a short-acting one: both labels are meant together,
and whoever takes both as prescribed would be told to be over the plan on every day. Patches never do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from painlog.entries import Medicine
from painlog.patterns.arrays import Floats, Truths
from painlog.patterns.diary import Dated, Diary, Doses, by_time, date_of
from painlog.patterns.finding import Bars, Finding, Need, State
from painlog.patterns.moments import DAY
from painlog.patterns.pictures import by_week

TOLERANCE_MINUTES = 10.0
"""By so much less than the plan's a gap may be without being told."""
TOGETHER_SECONDS = 300.0
"""Two products taken within so long are one taking, of which no gap is told."""
_EXACT = 1e-6
"""Of the limit: amounts are kept as float32, six of 12.3 mL are 73.8000011."""


@dataclass(frozen=True, slots=True)
class Above:
    """The doses of the period that went over the plan of one medicine, its own and those added up with it."""

    doses: Doses
    held: Truths
    """Those of days on which the plan has a limit that says something of them."""
    over: Truths
    early: Truths


def look(diary: Diary, chosen: Sequence[Doses] | None = None) -> Finding:
    """Return the days with more than the plan's limit and the gaps shorter than it asks for.

    Of the medicines of the `chosen` doses, or of all: these are held against their own plans alone.
    """
    looked_at = diary.doses if chosen is None else chosen
    medicines = diary.record.medicines if chosen is None else [doses.medicine for doses in chosen]
    limited = [doses for doses in looked_at if _has_limit(doses.medicine)]
    needs = (Need("plans with a limit", 1, sum(map(_has_limit, medicines))),)
    if not needs[0].is_met:
        return Finding(id="over-plan", state=State.NOT_ENOUGH, needs=needs)
    days: set[int] = set()
    held: set[int] = set()
    early: set[int] = set()
    told: list[Dated] = []
    apart = [not_added(diary, doses.medicine) for doses in limited]
    for above in (one for doses in limited for one in held_against_plan(diary, doses.medicine)):
        doses = above.doses
        days.update(doses.day[above.over].tolist())
        early.update(doses.key[above.early].tolist())
        held.update(doses.key[above.held].tolist())
        told += doses.only(above.over | above.early).dated("dose")
    return Finding(
        id="over-plan",
        about=limited[0].medicine.name if len(limited) == 1 else "",
        state=State.SEEN if days or early else State.NOT_SEEN,
        measures={
            "days": len(days),
            "gaps": len(early),
            "doses": len(held),
            "not_added": len(set().union(*apart)),
            "others": 0 if held else _others(diary, medicines),
            "tracked": diary.tracked_days,
        },
        needs=needs,
        rests_on=by_time(told),
        bars=_bars(diary, {key for _, (_, key) in told}, held) if told else None,
    )


def _bars(diary: Diary, told: set[int], held: set[int]) -> Bars:
    """Return how many doses a week were above the plan, of those that were held against it."""
    above, every = (_a_week(diary, keys) for keys in (told, held))
    return replace(by_week(above, np.arange(above.size, dtype=float)), of=tuple(every.tolist()))


def _a_week(diary: Diary, keys: set[int]) -> Floats:
    days = np.concatenate([doses.day[np.isin(doses.key, list(keys))] for doses in diary.doses])
    return np.bincount((days - diary.begin) // 7, minlength=-(-diary.days // 7)).astype(float)


def _has_limit(medicine: Medicine) -> bool:
    plans = medicine.plans
    return any(plan.max_per_day is not None or plan.min_hours_between is not None for plan in plans)


def held_against_plan(diary: Diary, medicine: Medicine) -> list[Above]:
    """Return which doses took the rolling 24 hours over the limit, and which came too soon after the last."""
    at, amounts = _together(diary, medicine)
    found = []
    for doses in diary.doses:
        is_added = _scale(doses.medicine, medicine) > 0
        if is_added or _shares_gap(doses.medicine, medicine):
            plans = [medicine.plan_on(date_of(int(day))) for day in doses.day]
            limits = np.array([_or_infinity(plan.max_per_day if plan else None) for plan in plans])
            least = np.array([float(plan.min_hours_between or 0) * 60 if plan else 0.0 for plan in plans])
            has_gap = doses.medicine.id == medicine.id or _shares_gap(doses.medicine, medicine)
            held = (is_added & np.isfinite(limits)) | (has_gap & (least > 0))
            over = (rolling_total(at, amounts, doses.at) > limits * (1 + _EXACT)) & is_added
            early = _since_last(diary, doses, medicine) < least - TOLERANCE_MINUTES
            found.append(Above(doses, held, over, early))
    return found


def not_added(diary: Diary, medicine: Medicine) -> set[int]:
    """Return the doses that share an ingredient with one that has a limit a day, by an unknown amount."""
    return {
        int(key)
        for doses in diary.doses
        if _counts_against(doses.medicine, medicine) and not _scale(doses.medicine, medicine)
        for key, day in zip(doses.key, doses.day, strict=True)
        if (plan := medicine.plan_on(date_of(int(day)))) is not None and plan.max_per_day is not None
    }


def _others(diary: Diary, medicines: Sequence[Medicine]) -> int:
    """Return how many doses of other products share an ingredient with one that has a plan with a limit.

    Where none of that one was taken nobody knows whether its plan is still meant: nothing is held against it.
    """
    limited = [medicine for medicine in medicines if _has_limit(medicine)]
    return sum(
        any(_counts_against(doses.medicine, one) and one.is_taken_on(date_of(day)) for one in limited)
        for doses in diary.doses
        for day in doses.day.tolist()
    )


def rolling_total(at: Floats, amounts: Floats, moments: Floats) -> Floats:
    """Return what was taken in the 24 hours up to and including each moment; `at` ascending, in seconds."""
    summed = np.concatenate([[0.0], np.cumsum(amounts)])
    until = np.searchsorted(at, moments, side="right")
    since = np.searchsorted(at, moments - DAY, side="right")
    return np.asarray(summed[until] - summed[since])


def _or_infinity(limit: object) -> float:
    return float(str(limit)) if limit is not None else np.inf


def _together(diary: Diary, own: Medicine) -> tuple[Floats, Floats]:
    """Return moments and amounts of every product that counts against this one's limit, in its own units."""
    parts = [
        (part.at, part.amount * scale) for part in diary.all_doses if (scale := _scale(part.medicine, own))
    ]
    at = np.concatenate([moments for moments, _ in parts])
    order = np.argsort(at, kind="stable")
    return at[order], np.concatenate([amounts for _, amounts in parts])[order]


def _scale(other: Medicine, own: Medicine) -> float:
    """Return how many units of `own` one unit of `other` counts as; 0 where it is not added.

    Where neither has a strength, a unit of the same form counts as one.
    """
    if other.id == own.id:
        return 1.0
    if other.ingredients != own.ingredients or not _counts_against(other, own):
        return 0.0
    if other.strength is None and own.strength is None:
        return float(other.form == own.form)
    mine, theirs = own.milligrams, other.milligrams
    return theirs / mine if mine and theirs else 0.0


def _counts_against(other: Medicine, own: Medicine) -> bool:
    """Tell whether another product belongs under the limit of `own`, as far as its amounts are known."""
    shares = other.id != own.id and bool(other.shares_with(own))
    return shares and _is_long(other) == _is_long(own) and other.form != "patch"


def _shares_gap(other: Medicine, own: Medicine) -> bool:
    """Tell whether a dose of another product, although not added up, has to keep the gap of `own`."""
    has_gap = any(plan.min_hours_between is not None for plan in own.plans)
    return has_gap and _counts_against(other, own) and other.role == own.role == "as-needed"


def _keeps_gap(other: Medicine, own: Medicine) -> bool:
    """Tell whether a dose after one of this product has to keep the gap of `own`, itself included."""
    return _shares_gap(other, own) or (other.id == own.id and own.role == "as-needed")


def _is_long(medicine: Medicine) -> bool:
    return medicine.action == "long-acting"


def _since_last(diary: Diary, doses: Doses, limited: Medicine) -> Floats:
    """Return the minutes since the dose before of the same product or, as needed, of a shared ingredient.

    Infinity for the first, and for a dose of another product that does not share the plan's gap.
    """
    if doses.medicine.id != limited.id and not _shares_gap(doses.medicine, limited):
        return np.full(doses.count, np.inf)
    last = np.full(doses.count, -np.inf)
    for part in diary.all_doses:
        if part.medicine.id == doses.medicine.id:
            last = np.fmax(last, np.append(-np.inf, part.at[:-1])[np.isin(part.key, doses.key)])
        elif _keeps_gap(part.medicine, limited):
            row = np.searchsorted(part.at, doses.at - TOGETHER_SECONDS, side="left")
            last = np.fmax(last, np.append(-np.inf, part.at)[row])
    return np.asarray((doses.at - last) / 60)
