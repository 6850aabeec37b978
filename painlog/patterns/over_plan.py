"""Above the plan that the patient copied from the label: days and gaps, as facts.

The rolling 24-hour total at each dose is held against the plan's limit of that day. Products with the same
ingredient are added up; a long-acting one does not count against the limit of a short-acting one, since both
labels are meant together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from painlog.entries import Medicine, Plan
from painlog.patterns.diary import DAY, Diary, Doses, date_of
from painlog.patterns.finding import EntryKey, Finding, Need, State

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]

TOLERANCE_MINUTES = 10.0
_IN_MILLIGRAMS = {"mg": 1.0, "g": 1000.0, "ug": 0.001}
_EXACT = 1e-6


@dataclass(frozen=True, slots=True)
class Above:
    """The doses of one medicine that went over its plan, among those of the period."""

    over: Truths
    early: Truths


def look(diary: Diary) -> Finding:
    """Return the days with more than the plan's limit and the gaps shorter than it asks for."""
    limited = [doses for doses in diary.doses if any(_is_limit(plan) for plan in doses.medicine.plans)]
    needs = (Need("plans with a limit", 1, len(limited)),)
    if not limited:
        return Finding(id="over-plan", state=State.NOT_ENOUGH, needs=needs)
    days: set[int] = set()
    gaps, doses_count = 0, 0
    keys: list[tuple[float, EntryKey]] = []
    for doses in limited:
        above = held_against_plan(diary, doses)
        days.update(doses.day[above.over].tolist())
        gaps += int(above.early.sum())
        doses_count += doses.count
        told = above.over | above.early
        keys += [
            (float(at), ("dose", int(key))) for at, key in zip(doses.at[told], doses.key[told], strict=True)
        ]
    return Finding(
        id="over-plan",
        about=limited[0].medicine.name if len(limited) == 1 else "",
        state=State.SEEN if days or gaps else State.NOT_SEEN,
        measures={"days": len(days), "gaps": gaps, "doses": doses_count, "tracked": diary.tracked_days},
        needs=needs,
        rests_on=tuple(key for _, key in sorted(keys)),
    )


def _is_limit(plan: Plan) -> bool:
    return plan.max_per_day is not None or plan.min_hours_between is not None


def held_against_plan(diary: Diary, doses: Doses) -> Above:
    """Return which doses took the rolling 24 hours over the limit, and which came too soon after the last."""
    plans = [doses.medicine.plan_on(date_of(int(day))) for day in doses.day]
    limits = np.array([_or_infinity(plan.max_per_day if plan else None) for plan in plans])
    least = np.array([float(plan.min_hours_between or 0) * 60 if plan else 0.0 for plan in plans])
    at, amounts = _together(diary, doses)
    return Above(
        over=rolling_total(at, amounts, doses.at) > limits + _EXACT,
        early=_since_last(diary, doses) < least - TOLERANCE_MINUTES,
    )


def rolling_total(at: Floats, amounts: Floats, moments: Floats) -> Floats:
    """Return what was taken in the 24 hours up to and including each moment; `at` ascending, in seconds."""
    summed = np.concatenate([[0.0], np.cumsum(amounts)])
    until = np.searchsorted(at, moments, side="right")
    since = np.searchsorted(at, moments - DAY, side="right")
    return np.asarray(summed[until] - summed[since])


def _or_infinity(limit: object) -> float:
    return float(str(limit)) if limit is not None else np.inf


def _together(diary: Diary, doses: Doses) -> tuple[Floats, Floats]:
    """Return moments and amounts of every product that counts against this one's limit, in its own units."""
    parts = [
        (part.at, part.amount * scale)
        for part in diary.all_doses
        if (scale := _scale(part.medicine, doses.medicine))
    ]
    at = np.concatenate([moments for moments, _ in parts])
    order = np.argsort(at, kind="stable")
    return at[order], np.concatenate([amounts for _, amounts in parts])[order]


def _scale(other: Medicine, own: Medicine) -> float:
    """Return how many units of `own` one unit of `other` counts as; 0 where it is not added."""
    if other.id == own.id:
        return 1.0
    if other.substance != own.substance or _is_long(other) != _is_long(own) or other.form == "patch":
        return 0.0
    mine, theirs = _milligrams(own), _milligrams(other)
    return theirs / mine if mine and theirs else 0.0


def _is_long(medicine: Medicine) -> bool:
    return medicine.action == "long-acting"


def _milligrams(medicine: Medicine) -> float:
    holds = medicine.strength
    return float(holds.value) * _IN_MILLIGRAMS.get(holds.unit, 0.0) if holds else 0.0


def _since_last(diary: Diary, doses: Doses) -> Floats:
    """Return the minutes since the dose of the same medicine before, infinity for the first."""
    every = next(part for part in diary.all_doses if part.medicine.id == doses.medicine.id)
    gaps = np.diff(every.at, prepend=-np.inf) / 60
    return np.asarray(gaps[np.isin(every.key, doses.key)])
