"""How a medicine is taken: when, what its label says, and when that was last; nothing of it is advice."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from painlog.entries import Dose, Medicine, Plan
from painlog.words import amounts, times
from painlog.words.directions import apart
from painlog.words.language import SEPARATOR, filled

translate = QCoreApplication.translate


def role_name(medicine: Medicine, plan: Plan | None = None) -> str:
    """Return when it is taken: "as needed", "every day", "every 7 days"; of a patch no more than is told."""
    if medicine.role == "as-needed":
        return translate("Entries", "as needed")
    every = plan.every_hours if plan is not None else None
    if every is None and medicine.form == "patch" and not (plan is not None and plan.times):
        return translate("Entries", "by plan")
    if every is None or every == 24:
        return translate("Entries", "every day")
    days, rest = divmod(every, 24)
    if days and not rest:
        return translate("Entries", "every %Ln day(s)", "", int(days))
    return filled(translate("Entries", "every %1"), times.hours(float(every)))


def told_apart(medicines: Sequence[Medicine], names: Sequence[str]) -> list[str]:
    """Return the names of medicines; those that are the same say what else it is: "Diclofenac (cream)"."""
    if len(set(names)) == len(names):
        return [*names]
    more = {
        name: _unlike([of for of, each in zip(medicines, names, strict=True) if each == name])
        for name in {*names}
    }
    text = translate("Entries", "%1 (%2)", "a medicine, its form")
    said = ((name, more[name].get(of.id, "")) for of, name in zip(medicines, names, strict=True))
    return [filled(text, apart(name), what) if what else name for name, what in said]


def names_apart(medicines: Sequence[Medicine]) -> dict[UUID, str]:
    """Return what each medicine is called beside the others: by its name, with as much more as that takes."""
    counts: dict[str, int] = {}
    for of in medicines:
        counts[of.name] = counts.get(of.name, 0) + 1
    full = [amounts.medicine_name(of) if counts[of.name] > 1 else of.name for of in medicines]
    return {of.id: name for of, name in zip(medicines, told_apart(medicines, full), strict=True)}


def _unlike(alike: Sequence[Medicine]) -> dict[UUID, str]:
    """Return what tells medicines apart, the shortest that does; nothing of a single one."""
    if len(alike) < 2:
        return {}
    ways = (lambda of: amounts.form_name(of.form), amounts.form_and_strength, role_name, _all_of_it)
    said = ({of.id: way(of) for of in alike} for way in ways)
    return next((each for each in said if len({*each.values()}) == len(alike)), {})


def _all_of_it(medicine: Medicine) -> str:
    return f"{amounts.form_and_strength(medicine)}, {role_name(medicine)}"


def label_of(plan: Plan, medicine: Medicine) -> str:
    """Return a plan of a medicine as the label says it: "1 at a time, 4 h apart, at most 6 a day"."""
    said = []
    if plan.times:
        said.append(_by_the_clock(plan, amounts.counted(medicine, plan.amount or Decimal(1))))
    elif plan.amount is not None and medicine.form != "patch":
        said.append(filled(translate("Entries", "%1 at a time"), amounts.counted(medicine, plan.amount)))
    if plan.min_hours_between:
        said.append(filled(translate("Entries", "%1 apart"), times.hours(float(plan.min_hours_between))))
    if plan.max_per_day is not None:
        most = amounts.counted(medicine, plan.max_per_day)
        said.append(filled(translate("Entries", "at most %1 a day"), most))
    return ", ".join(said)


def medicine_facts(medicine: Medicine, last: Dose | None, today: Sequence[Dose], now: datetime) -> str:
    """Return the facts under a medicine's button; nothing of it is advice.

    "last 13:14, 3 h 26 min ago · 1 of 6 today", with "plan says from 14:10" while the plan's gap is not over;
    of a patch "on since Mon 30 Mar, change Mon 6 Apr".
    """
    plan = medicine.plan_on(now.date())
    if medicine.form == "patch":
        return _patch_facts(last, plan, now)
    said = [_last_taken(last, plan, now)] if last is not None else []
    taken = sum((dose.amount for dose in today), Decimal(0))
    most = plan.max_per_day if plan is not None else None
    if most is not None:
        counts = amounts.number(taken), amounts.counted(medicine, most)
        said.append(filled(translate("Entries", "%1 of %2 today", "taken, at most"), *counts))
    elif taken:
        said.append(filled(translate("Entries", "%1 today", "taken"), amounts.counted(medicine, taken)))
    return SEPARATOR.join(said) or translate("Entries", "not taken yet")


def also_in(ingredient: str, product: str, at: datetime, now: datetime) -> str:
    """Return where else the same was taken, and when: "paracetamol also in Co-drops 13:14"."""
    text = translate("Entries", "%1 also in %2 %3", "an ingredient, another product, when")
    return filled(text, apart(ingredient), apart(product), times.since(at, now))


def _by_the_clock(plan: Plan, count: str) -> str:
    clocks = [times.clock(at) for at in plan.times]
    listed = (
        clocks[0]
        if len(clocks) == 1
        else filled(
            translate("Entries", "%1 and %2", "the last two of a list"), ", ".join(clocks[:-1]), clocks[-1]
        )
    )
    return filled(translate("Entries", "%1 at %2", "how many, times of day"), count, listed)


def _last_taken(last: Dose, plan: Plan | None, now: datetime) -> str:
    gap = plan.min_hours_between if plan is not None else None
    earliest = last.taken_at + timedelta(hours=float(gap)) if gap is not None else None
    if earliest is None or earliest <= now:
        return times.last(last.taken_at, now)
    when = filled(translate("Entries", "last %1", "when"), times.since(last.taken_at, now))
    allowed = times.since(times.on_the_wall(earliest, now), now)
    return when + SEPARATOR + filled(translate("Entries", "plan says from %1"), allowed)


def change_due(worn: Dose, plan: Plan | None) -> datetime | None:
    """Return when a patch is to be changed, by the clock of its place; None where no plan says it.

    A plan that counts days means the same time of day, also when the clocks are changed meanwhile.
    """
    due = plan.due_after(worn.taken_at) if plan is not None else None
    if plan is None or due is None:
        return None
    if plan.counts_hours:
        return times.on_the_wall(due, worn.taken_at)
    return times.mended(due.replace(tzinfo=None), worn.taken_at)


def patch_change(worn: Dose, plan: Plan | None, now: datetime) -> tuple[str, bool] | None:
    """Return when a patch is to be changed, and whether that is over; None where no plan says it.

    It is told by the clock where the plan counts hours, and by the day where it counts days.
    """
    due = change_due(worn, plan)
    if plan is None or due is None:
        return None
    if plan.counts_hours:
        return times.since(times.on_the_wall(due, now), now), due <= now
    of, today = due.date(), now.date()
    return (times.near_day(of, today), True) if of < today else (times.coming_day(of, today), False)


def _patch_facts(last: Dose | None, plan: Plan | None, now: datetime) -> str:
    if last is None:
        return translate("Entries", "not put on yet")
    if last.ended_at is not None:
        return filled(translate("Entries", "off since %1"), times.near_day(last.ended_at.date(), now.date()))
    by_the_clock = plan is not None and plan.counts_hours
    on = times.since(last.taken_at, now) if by_the_clock else times.near_day(last.taken_at.date(), now.date())
    change = patch_change(last, plan, now)
    if change is None:
        return filled(translate("Entries", "on since %1"), on)
    when, is_over = change
    if is_over:
        return filled(translate("Entries", "on since %1, change was due %2"), on, when)
    return filled(translate("Entries", "on since %1, change %2"), on, when)
