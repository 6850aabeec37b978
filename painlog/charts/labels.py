"""What is written in a chart: its rows, changes of medicine, appointments, and a sentence across it."""

from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from painlog.entries import Medicine, Plan
from painlog.patterns.timeline import DAY, MINUTE, Lane, Sort, Timeline, Turn, Upright, day_of
from painlog.words import amounts, times
from painlog.words.directions import apart
from painlog.words.entries import kind_name
from painlog.words.language import capital, filled
from painlog.words.taking import names_apart, role_name, told_apart

translate = QCoreApplication.translate


def label_of(upright: Upright) -> str:
    """Return the label of an upright line: "changed to patch", "Dr Sample"."""
    if upright.appointment is not None:
        return upright.appointment.with_whom or kind_name("appointment")
    medicine = upright.medicine
    if medicine is None:
        return ""
    if upright.turn is Turn.CHANGED_TO:
        name = _told_apart(medicine, upright.was)
        return filled(translate("Charts", "changed to %1", "another medicine"), name)
    if upright.turn is Turn.STARTED:
        return filled(translate("Charts", "%1 started", "a medicine"), apart(medicine.name))
    if upright.turn is Turn.STOPPED:
        return filled(translate("Charts", "%1 stopped", "a medicine"), apart(medicine.name))
    return _new_plan(upright, medicine)


def _told_apart(medicine: Medicine, was: Medicine | None) -> str:
    """Return what a medicine is called beside the one whose place it took: "patch", or by its strength."""
    is_new_form = medicine.form == "patch" and (was is None or was.form != "patch")
    return amounts.form_name("patch") if is_new_form else amounts.name_beside(medicine, was)


def before(upright: Upright) -> str:
    """Return what a change took the place of: "before: 2 × 10 mg/day" or a medicine; else nothing."""  # noqa: RUF002 - times
    told = translate("Charts", "before: %1", "an amount, or a medicine")
    if upright.turn is Turn.CHANGED_TO and upright.was is not None:
        return filled(told, amounts.medicine_name(upright.was))
    medicine, plan, was = upright.medicine, upright.plan, _plan_before(upright)
    if medicine is None or plan is None or was is None or not _tells_another_amount(plan, was):
        return ""
    return filled(told, _how_much(medicine, was)) if was.amount is not None or _times_a_day(was) else ""


def _new_plan(upright: Upright, medicine: Medicine) -> str:
    plan, name = upright.plan, apart(medicine.name)
    if plan is None or not _tells_another_amount(plan, _plan_before(upright)):
        return filled(translate("Charts", "%1: new plan", "a medicine"), name)
    text = translate("Charts", "%1: %2", "a medicine, how much of it from now on")
    return filled(text, name, _how_much(medicine, plan))


def _how_much(medicine: Medicine, plan: Plan) -> str:
    """Return how much is taken a day where the plan says how often, else at a time: "20 mg" may be both."""
    taken, often = amounts.dose_amount(medicine, plan.amount or Decimal(1)), _times_a_day(plan)
    if not often:
        return filled(translate("Charts", "%1 at a time", "how much of a medicine"), taken)
    text = translate("Charts", "%1 × %2/day", "how often, how much of a medicine")  # noqa: RUF001 - times
    return filled(text, amounts.number(often), taken)


def _tells_another_amount(plan: Plan, was: Plan | None) -> bool:
    """Tell whether a plan says another amount than the one before it, of a dose or of a day."""
    often = _times_a_day(plan)
    is_other = plan.amount is not None and (was is None or was.amount != plan.amount)
    return is_other or (bool(often) and was is not None and often != _times_a_day(was))


def _times_a_day(plan: Plan) -> int:
    """Return how often a day a plan says to take the medicine; 0 where it does not say, or not every day."""
    if plan.times or plan.every_hours is None:
        return len(plan.times)
    return int(24 / plan.every_hours) if plan.every_hours <= 24 and not 24 % plan.every_hours else 0


def _plan_before(upright: Upright) -> Plan | None:
    """Return the plan that a new one of the same medicine took the place of."""
    medicine, plan = upright.medicine, upright.plan
    if upright.turn is not Turn.NEW_PLAN or medicine is None or plan is None:
        return None
    return medicine.plan_on(plan.start - timedelta(days=1))


def invitation() -> str:
    """Return what an example of a chart is, and what to press first."""
    return translate("Charts", "This is how your days will look. Press “Flare-up now” when it hurts.")


def absence(timeline: Timeline, begin: float, end: float) -> str:
    """Return that nothing is drawn in a span of wall clock, and where there is something.

    Empty where anything is drawn, for hours of a day, and for today alone, which has only begun.
    """
    is_short = end - begin < DAY - MINUTE or begin <= timeline.now < end <= begin + DAY
    if is_short or timeline.first is None or timeline.last is None or not _is_bare(timeline, begin, end):
        return ""
    if timeline.noted.count(begin, end):
        return translate("Charts", "Only notes were written down in this time.")
    said = translate("Charts", "Nothing was written down in this time.")
    if timeline.last < begin:
        told = translate("Charts", "The last entry is of %1.", "a day")
        return f"{said} {filled(told, times.full_date(day_of(timeline.last)))}"
    if timeline.first >= end:
        told = translate("Charts", "The first entry is of %1.", "a day")
        return f"{said} {filled(told, times.full_date(day_of(timeline.first)))}"
    return said


def _is_bare(timeline: Timeline, begin: float, end: float) -> bool:
    """Tell whether neither an entry nor an upright line lies within a span, nor anything goes on in it."""
    if any(column.moments.count(begin, end) for column in timeline.columns()):
        return False
    if any(begin <= upright.at < end for upright in timeline.uprights):
        return False
    patches = (lane for lane in timeline.lanes if lane.sort is Sort.PATCH)
    worn = (lane.worn_between(begin, end, timeline.worn_until) for lane in patches)
    return not timeline.flare_ups.touching(begin, end, timeline.now) and not any(worn)


def title() -> str:
    """Return what is drawn above the rows."""
    return translate("Charts", "Pain 0–10")  # noqa: RUF001 - a dash


def background_name() -> str:
    """Return what the dashed line is."""
    return translate("Charts", "background", "the pain between flare-ups")


def row_name(kind: str, lane: Lane | None, timeline: Timeline, *, with_strength: bool = False) -> str:
    """Return what a row is called: its medicine, "Activities" or their only name, "Flare-ups".

    Medicines that are told apart by their strength alone are always named with it.
    """
    if lane is not None:
        medicines = [each.medicine for each in timeline.lanes]
        if with_strength:
            place = medicines.index(lane.medicine)
            return told_apart(medicines, [amounts.medicine_name(of) for of in medicines])[place]
        return names_apart(medicines)[lane.medicine.id]
    if kind == "flare-up":
        return translate("Charts", "Flare-ups")
    names = timeline.activity_names
    return capital(names[0]) if len(names) == 1 else translate("Charts", "Activities")


def row_note(lane: Lane | None, last: date) -> str:
    """Return how its medicine is taken on the `last` day shown: "as needed", "patch, every 7 days"."""
    if lane is None:
        return ""
    said = role_name(lane.medicine, lane.medicine.plan_by(last))
    if lane.medicine.form != "patch":
        return said
    return filled(translate("Charts", "patch, %1", "how often it is changed"), said)


def left_out_note(medicines: int, *, shows_done: bool) -> str:
    """Return for how many medicines there are no rows, and whether there is none for activities."""
    if shows_done:
        return translate("Charts", "%Ln medicine(s) not shown", "", medicines) if medicines else ""
    if not medicines:
        return translate("Charts", "activities not shown")
    return translate("Charts", "not shown: activities, %Ln medicine(s)", "", medicines)
