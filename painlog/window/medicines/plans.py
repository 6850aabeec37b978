"""How the dated plans of a medicine follow one another: a change of dose is a new plan, never an edit."""

from dataclasses import replace
from datetime import date, timedelta

from painlog.entries import Medicine, Plan, Refused, Why

_A_DAY = timedelta(days=1)


def last_plan(medicine: Medicine) -> Plan | None:
    """Return the newest plan, over or not."""
    return max(medicine.plans, key=_start, default=None)


def plan_now(medicine: Medicine, today: date) -> Plan | None:
    """Return the plan of today, or the newest one when none holds today."""
    return medicine.plan_on(today) or last_plan(medicine)


def plan_to_come(medicine: Medicine, today: date) -> Plan | None:
    """Return the next plan after that of today; None where none was told, or none holds today."""
    later = (plan for plan in medicine.plans if plan.start > today)
    return min(later, key=_start, default=None) if medicine.plan_on(today) is not None else None


def is_taken_now(medicine: Medicine, today: date) -> bool:
    """Tell whether it is taken today, or will be from a day to come."""
    return medicine.is_taken_on(today) or any(plan.start > today for plan in medicine.plans)


def taken_since(medicine: Medicine, today: date, *, alike: bool = False) -> date | None:
    """Return the first day of the plans that follow one another without a gap, up to that of today.

    With `alike`, only of those that say the same as that of today.
    """
    plans = sorted(medicine.plans, key=_start)
    newest = plan_now(medicine, today)
    if newest is None:
        return None
    since = newest.start
    for plan in reversed(plans):
        follows = plan.start < since and (plan.until is None or plan.until + _A_DAY >= since)
        if follows and not (alike and plan.said != newest.said):
            since = plan.start
    return since


def taken_until(medicine: Medicine) -> date | None:
    """Return the last day of the newest plan, or None while it goes on."""
    plan = last_plan(medicine)
    return plan.until if plan is not None else None


def with_plan(medicine: Medicine, fresh: Plan) -> Medicine:
    """Return the medicine with one more plan; what held before ends on the day before it.

    A plan that began on the same day is replaced; where a later one is there already, this ends before it.
    """
    before = [plan for plan in medicine.plans if plan.start < fresh.start]
    later = [plan for plan in medicine.plans if plan.start > fresh.start]
    if later:
        fresh = _ended(fresh, min(later, key=_start).start - _A_DAY)
    ended = [_ended(plan, fresh.start - _A_DAY) for plan in before]
    return replace(medicine, plans=tuple(sorted([*ended, fresh, *later], key=_start)))


def with_dose(medicine: Medicine, fresh: Plan) -> Medicine:
    """Return the medicine with another dose from a day on; where a last day was told, it stays the last."""
    held = medicine.plan_on(fresh.start)
    if held is None or held.until is None or held is not last_plan(medicine):
        return with_plan(medicine, fresh)
    goes_on = tuple(replace(plan, until=None, reason="") if plan is held else plan for plan in medicine.plans)
    return with_plan(replace(medicine, plans=goes_on), replace(fresh, until=held.until, reason=held.reason))


def with_plan_mended(medicine: Medicine, mended: Plan) -> Medicine:
    """Return the medicine with its newest plan as it should have been from its start.

    With another start, the one before it goes on until there, and what would have begun later never did.
    """
    newest = last_plan(medicine)
    rest = tuple(plan for plan in medicine.plans if plan is not newest)
    if newest is None or mended.start == newest.start:
        return replace(medicine, plans=tuple(sorted([*rest, mended], key=_start)))
    eve = newest.start - _A_DAY
    earlier = (plan for plan in rest if plan.start < mended.start)
    before = tuple(replace(plan, until=None) if plan.until == eve else plan for plan in earlier)
    return with_plan(replace(medicine, plans=before), mended)


def stopped(medicine: Medicine, last_day: date, reason: str, first_day: date) -> Medicine:
    """Return the medicine with its plan ended on `last_day`; one without a plan gets one from `first_day` on.

    Plans that would have begun later are dropped. Raises Refused when the plan began after that day.
    """
    begun = [plan for plan in medicine.plans if plan.start <= last_day]
    if medicine.plans and not begun:
        raise Refused("until", Why.END_BEFORE_START, last_day)
    plans = sorted(begun, key=_start) or [Plan(start=min(first_day, last_day))]
    plans[-1] = replace(plans[-1], until=last_day, reason=reason)
    return replace(medicine, plans=tuple(plans))


def _start(plan: Plan) -> date:
    return plan.start


def _ended(plan: Plan, last_day: date) -> Plan:
    return plan if plan.until is not None and plan.until <= last_day else replace(plan, until=last_day)
