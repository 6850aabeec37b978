"""What is taken: a medicine, its strength and the dated plans of the prescription, as frozen values."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_FLOOR, Decimal
from uuid import UUID

from painlog import rules
from painlog.rules import ACTIONS, FORMS, ROLES, STRENGTH_UNITS, Why
from painlog.values import value

_IN_MILLIGRAMS = {"mg": 1.0, "g": 1000.0, "ug": 0.001, "mg/mL": 1.0}
_BETWEEN_INGREDIENTS = re.compile(r"[+/;&]|,\s|\sand\s")


@value(kw_only=True)
class Strength:
    """How much of the ingredient one unit holds."""

    value: Decimal
    unit: str

    def __post_init__(self) -> None:
        """Refuse what cannot be true."""
        rules.amount("strength.value", self.value)
        rules.offered("strength.unit", self.unit, STRENGTH_UNITS)


@value(kw_only=True)
class Plan:
    """The prescription as copied from the label, from one day (inclusive) until another (inclusive)."""

    start: date
    until: date | None = None
    amount: Decimal | None = None
    times: tuple[time, ...] = ()
    every_hours: Decimal | None = None
    min_hours_between: Decimal | None = None
    max_per_day: Decimal | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be true."""
        rules.amount("amount", self.amount)
        rules.amount("max_per_day", self.max_per_day)
        rules.at_most("min_hours_between", self.min_hours_between, rules.LONGEST_HOURS)
        rules.at_most("every_hours", self.every_hours, rules.LONGEST_HOURS)
        rules.require(self.every_hours != 0, "every_hours", Why.NOT_ABOVE_ZERO, self.every_hours)
        rules.require(
            self.until is None or self.until >= self.start, "until", Why.END_BEFORE_START, self.until
        )
        rules.text("reason", self.reason)

    def holds_on(self, day: date) -> bool:
        """Tell whether this is the plan of `day`."""
        return self.start <= day and (self.until is None or day <= self.until)

    @property
    def counts_hours(self) -> bool:
        """Tell whether from one dose to the next it is hours that are told, not whole days."""
        return self.every_hours is not None and self.every_hours % rules.HOURS_A_DAY != 0

    @property
    def said(self) -> tuple[object, ...]:
        """What the label says to take, whenever it holds."""
        return self.amount, self.times, self.every_hours, self.min_hours_between, self.max_per_day

    def due_after(self, taken: datetime) -> datetime | None:
        """Return when the next one is due after one at `taken`; None where no hours between them are told."""
        return None if self.every_hours is None else taken + timedelta(hours=float(self.every_hours))


STOPPED, TAKEN_AGAIN, ANOTHER_DOSE = "stopped", "taken again", "another dose"
"""What may become of the plans of a medicine in one act."""

_A_DAY = timedelta(days=1)
_TAKEN_WHOLE = frozenset(("capsule", "lozenge", "spray", "suppository", "patch"))


@value(kw_only=True)
class Medicine:
    """Something that is taken, with its dated plans."""

    id: UUID
    name: str
    ingredient: str = ""
    form: str = "tablet"
    strength: Strength | None = None
    action: str | None = None
    role: str = "as-needed"
    plans: tuple[Plan, ...] = ()
    changed_from: UUID | None = None
    note: str = ""
    written_at: datetime | None = None
    updated_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be true."""
        rules.stamps(self.written_at, self.updated_at)
        rules.filled("name", self.name)
        rules.text("ingredient", self.ingredient)
        rules.text("note", self.note)
        rules.offered("form", self.form, FORMS)
        rules.offered("action", self.action, ACTIONS)
        rules.offered("role", self.role, ROLES)
        rules.require(self.changed_from != self.id, "changed_from", Why.ITSELF)

    @property
    def substance(self) -> str:
        """The ingredient by which doses of several products are added up, in lower case."""
        return (self.ingredient or self.name).strip().casefold()

    @property
    def ingredients(self) -> frozenset[str]:
        """What is in the product, in lower case: "codeine + paracetamol" and "codeine, paracetamol" hold two.

        A part without a letter is none: the "325" of a name such as "Oxycodone 5/325" is an amount.
        """
        parts = (part.strip() for part in _BETWEEN_INGREDIENTS.split(self.substance))
        named = frozenset(part for part in parts if any(map(str.isalpha, part)))
        return named or frozenset(filter(None, (self.substance,)))

    @property
    def milligrams(self) -> float | None:
        """How much of the ingredient one unit holds; None where that is not told as a weight."""
        if self.strength is None or self.strength.unit not in _IN_MILLIGRAMS:
            return None
        return float(self.strength.value) * _IN_MILLIGRAMS[self.strength.unit]

    @property
    def longest_apart(self) -> timedelta:
        """The longest time from one dose to the next that any of its plans tells; none where none does."""
        hours = [plan.every_hours for plan in self.plans if plan.every_hours is not None]
        return timedelta(hours=float(max(hours, default=0)))

    @property
    def is_worn_by_plan(self) -> bool:
        """Whether it is a patch that is always worn: what one was put on for is told by its plan."""
        return self.form == "patch" and self.role == "regular"

    def shares_with(self, other: "Medicine") -> str:
        """Return the ingredient that both hold (of several the first); empty where there is none."""
        return min(self.ingredients & other.ingredients, default="")

    def plan_on(self, day: date) -> Plan | None:
        """Return the plan of `day`, the newest where several hold."""
        holding = [plan for plan in self.plans if plan.holds_on(day)]
        return max(holding, key=lambda plan: plan.start, default=None)

    def last_day_from(self, day: date) -> date | None:
        """Return the last day of what is taken on `day`; None where it goes on, or no plan holds then."""
        last = None
        while (plan := self.plan_on(day)) is not None:
            last = plan.until
            if last is None or last == date.max:
                break
            day = last + _A_DAY
        return last

    def plan_by(self, day: date) -> Plan | None:
        """Return the plan of `day`, or the last one before it; only where none had begun, the first one."""
        begun = [plan for plan in self.plans if plan.start <= day]
        last = max(begun, key=lambda plan: plan.start, default=None)
        return self.plan_on(day) or last or min(self.plans, key=lambda plan: plan.start, default=None)

    def is_taken_on(self, day: date) -> bool:
        """Tell whether it belongs to what is taken on `day`; one without a plan always does."""
        return not self.plans or self.plan_on(day) is not None

    def took_over(self, was: "Medicine") -> date | None:
        """Return the day on which it took the place of another, where it had been taken before already.

        None where that was the day on which it began, as far as it is told.
        """
        began, others = self.beginnings, was.beginnings
        after = [day for day in began if others and day > others[0]]
        ended = _last_day(was)
        if ended == date.max:
            day = after[-1] if after else None
        else:
            last = ended + _A_DAY
            in_time = [day for day in after if day <= last]
            day = in_time[-1] if in_time else after[0] if after else last
        return None if not began or not others or day == began[0] else day

    @property
    def beginnings(self) -> list[date]:
        """The first days of plans that do not follow on another without a gap, in order."""
        plans = sorted(self.plans, key=lambda plan: plan.start)
        return [
            plan.start
            for place, plan in enumerate(plans)
            if not place or ((end := plans[place - 1].until) is not None and plan.start - end > _A_DAY)
        ]

    def can_be(self, amount: Decimal) -> bool:
        """Tell whether so much of it is taken: a capsule is whole, and so is a tablet that acts for long."""
        is_whole = self.form in _TAKEN_WHOLE or (self.form == "tablet" and self.action == "long-acting")
        return not is_whole or amount == amount.to_integral_value()

    def half_of(self, amount: Decimal) -> Decimal:
        """Return half the amount as far as it can be taken: of three capsules one, of one none."""
        half = amount / 2
        return half if self.can_be(half) else half.to_integral_value(ROUND_FLOOR)

    def usual_amount(self, day: date) -> Decimal:
        """Return the plan's amount on `day`, or one unit."""
        plan = self.plan_on(day)
        return plan.amount if plan is not None and plan.amount is not None else Decimal(1)


def turn_of(was: Medicine, now: Medicine) -> str:
    """Return what an act made of the plans of a medicine; empty where it only mended what they say."""
    ended, ends = _last_day(was), _last_day(now)
    if ends < ended:
        return STOPPED
    if len(now.plans) <= len(was.plans):
        return ""
    return TAKEN_AGAIN if ended < ends else ANOTHER_DOSE


def _last_day(medicine: Medicine) -> date:
    """Return the last day on which it is taken, as far as that is told."""
    newest = max(medicine.plans, key=lambda plan: plan.start, default=None)
    return date.max if newest is None or newest.until is None else newest.until
