"""What the rows of the Medicines tab say: facts from the journal and from the label, nothing of it advice."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from painlog.entries import Dose, Medicine, Plan
from painlog.journal import Journal
from painlog.window.medicines.plans import (
    is_taken_now,
    plan_now,
    plan_to_come,
    taken_since,
    taken_until,
)
from painlog.words import amounts, taking, times
from painlog.words.directions import apart
from painlog.words.language import SEPARATOR, filled

translate = QCoreApplication.translate

_FOUR_WEEKS = timedelta(days=28)


def when(medicine: Medicine, today: date) -> str:
    """Return when it is taken: "as needed", "every 7 days"."""
    return taking.role_name(medicine, plan_now(medicine, today))


def label(medicine: Medicine, last: Dose | None, now: datetime) -> str:
    """Return what the label says: "1 at a time, 4 h apart, at most 6 a day"; of a patch its next change."""
    plan = plan_now(medicine, now.date())
    if plan is None or plan.said == Plan(start=plan.start).said:
        return translate("Medicines", "no plan written down")
    worn = last if medicine.form == "patch" and last is not None and last.ended_at is None else None
    change = taking.patch_change(worn, plan, now) if worn is not None else None
    if change is None or not is_taken_now(medicine, now.date()):
        return taking.label_of(plan, medicine)
    when, is_over = change
    if is_over:
        return filled(translate("Medicines", "change was due %1", "a day"), when)
    return filled(translate("Medicines", "change due %1", "a day"), when)


def to_come(medicine: Medicine, today: date) -> str:
    """Return what the label will say when its change of dose begins: "from 5 November 2026: 2 at a time"."""
    plan = plan_to_come(medicine, today)
    said = taking.label_of(plan, medicine) if plan is not None else ""
    if plan is None or not said:
        return ""
    told = translate("Medicines", "from %1: %2", "a day, what the label says then")
    return filled(told, times.full_date(plan.start), said)


def since(medicine: Medicine, medicines: tuple[Medicine, ...], today: date) -> str:
    """Return since when it is taken, and in this dose, or from when until when, and what it replaced."""
    began, ended = taken_since(medicine, today), taken_until(medicine)
    before = next((other for other in medicines if other.id == medicine.changed_from), None)
    if began is None:
        said = ""
    elif ended is not None:
        said = times.long_span(began, ended)
    elif began > today:
        said = filled(translate("Medicines", "from %1 on", "a day"), times.full_date(began))
    else:
        said = filled(translate("Medicines", "since %1", "a day"), times.full_date(began))
        so = taken_since(medicine, today, alike=True)
        if so is not None and so > began:
            told = filled(translate("Medicines", "this dose since %1", "a day"), times.full_date(so))
            said = SEPARATOR.join((said, told))
    changed = _changed_from(before, medicine, began) if before is not None else ""
    return SEPARATOR.join(filter(None, (said, changed)))


def _changed_from(before: Medicine, medicine: Medicine, began: date | None) -> str:
    """Say what it took the place of; since when, where it was taken before that already."""
    name, ended = apart(taking.names_apart((before, medicine))[before.id]), taken_until(before)
    if ended is None or began is None or began > ended:
        return filled(translate("Medicines", "changed from %1"), name)
    since = times.full_date(ended + timedelta(days=1))
    return filled(translate("Medicines", "in place of %1 since %2", "a medicine, a day"), name, since)


def facts(medicine: Medicine, reader: Journal) -> str:
    """Return the last dose and how many there were in four weeks; of a patch since when it is on, where."""
    now = reader.clock()
    last = reader.last_dose(medicine.id, now)
    if not is_taken_now(medicine, now.date()):
        return _why_it_ended(medicine)
    if medicine.form == "patch":
        return _worn(last, now.date())
    if last is None:
        return translate("Medicines", "not taken yet")
    said = filled(translate("Medicines", "last %1", "when"), _recently(last.taken_at, now))
    taken = len(reader.doses_between(medicine.id, now - _FOUR_WEEKS, now))
    if taken < 2:
        return said
    return said + SEPARATOR + filled(translate("Medicines", "%1 in 4 weeks"), amounts.number(taken))


def shared(medicine: Medicine, medicines: tuple[Medicine, ...], today: date) -> str:
    """Return which other medicines that are taken now hold the same: a line for each ingredient."""
    if not is_taken_now(medicine, today):
        return ""
    taken = [each for each in medicines if is_taken_now(each, today)]
    names, holding = taking.names_apart(taken), dict[str, list[str]]()
    for each in taken:
        if each.id != medicine.id and (same := medicine.shares_with(each)):
            holding.setdefault(same, []).append(apart(names[each.id]))
    said = translate("Medicines", "%1 is also in %2")
    return "\n".join(filled(said, apart(same), ", ".join(named)) for same, named in holding.items())


def _worn(last: Dose | None, today: date) -> str:
    if last is None:
        return translate("Medicines", "not put on yet")
    if last.ended_at is not None:
        off = times.near_day(last.ended_at.date(), today)
        return filled(translate("Medicines", "off since %1", "a day"), off)
    on = filled(translate("Medicines", "on since %1", "a day"), times.near_day(last.taken_at.date(), today))
    return SEPARATOR.join(filter(None, (on, last.site)))


def _recently(then: datetime, now: datetime) -> str:
    if then.date() == now.date():
        return filled(translate("Medicines", "%1 today", "a time"), times.clock(then))
    return times.since(then, now)


def _why_it_ended(medicine: Medicine) -> str:
    reason = max(medicine.plans, key=lambda plan: plan.start).reason if medicine.plans else ""
    return filled(translate("Medicines", "“%1”", "a reason in the person's words"), reason) if reason else ""
