"""What is asked about a medicine over time: another dose, its end, another in its place, once more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog.entries import Medicine, Plan
from painlog.journal import Journal
from painlog.window.doors import NAMELESS
from painlog.window.fields import Choice, Field
from painlog.window.forms.chips import OneOf
from painlog.window.forms.days import DayField
from painlog.window.forms.form import Form
from painlog.window.forms.medicine import MedicineForm
from painlog.window.forms.plan import PlanRows
from painlog.window.medicines.plans import is_taken_now, plan_now, stopped, taken_until, with_dose, with_plan
from painlog.window.panels import Quiet
from painlog.window.question import be_done_with
from painlog.words import times
from painlog.words.amounts import medicine_name
from painlog.words.language import filled
from painlog.words.taking import told_apart

translate = QCoreApplication.translate

_EVER = datetime(1970, 1, 1, tzinfo=UTC)

STOP, SWITCH = range(2)
"""What is to happen, in the order of the chips."""


class NewPlanQuestion(Form):
    """The plan from a day on: after a change of dose, or when a medicine is taken again."""

    entry: Medicine
    can_remove = False

    def __init__(
        self,
        title: str,
        reader: Journal,
        entry: Medicine,
        parent: QWidget | None = None,
        *,
        still_ends: bool = False,
    ) -> None:
        """Begin with today and the label as it was; `still_ends`: a last day that was told stays the last."""
        super().__init__(title, reader, entry, parent)
        self._still_ends = still_ends
        today = reader.clock().date()
        now = plan_now(entry, today) or Plan(start=today)
        self.plan = PlanRows(self, self.rows, replace(now, start=today, until=None, reason=""))
        unit = entry.strength.unit if entry.strength is not None else None
        self.plan.ask_for(entry.role, entry.form, unit)
        self.rows.addWidget(
            Quiet(translate("Medicines", "The label as it was until then stays in the journal."))
        )
        self.plan.amount.setFocus()

    def read(self) -> Medicine:
        """Return the medicine with the new plan."""
        plan = self.plan.read()
        return with_dose(self.entry, plan) if self._still_ends else with_plan(self.entry, plan)


class StopQuestion(Form):
    """The last day, why, and what is taken in its place."""

    entry: Medicine
    can_remove = False

    def __init__(self, reader: Journal, entry: Medicine, parent: QWidget | None = None) -> None:
        """Begin with today as the last day."""
        name = medicine_name(entry)
        super().__init__(filled(translate("Medicines", "Stop or switch: %1"), name), reader, entry, parent)
        self.others = [other for other in reader.medicines() if other.id != entry.id]
        asks = translate("Medicines", "What changes?")
        self.what = OneOf(_changes(), STOP, name=asks)
        self.row(asks, self.what, buddy=self.what.chips[0])
        self.last_day = DayField(reader.clock().date())
        self.row(translate("Medicines", "Last day"), self.last_day, "until", buddy=self.last_day.field)
        self.reason = Field(hint=translate("Medicines", "pain between doses, for example"))
        self.row(translate("Medicines", "Why"), self.reason, "reason")
        self.instead = Choice()
        self.instead.addItem(translate("Medicines", "Something new…"))
        self.instead.addItems(told_apart(self.others, [medicine_name(other) for other in self.others]))
        self._instead = QWidget()
        into = QVBoxLayout(self._instead)
        into.setContentsMargins(0, 0, 0, 0)
        self.row(translate("Medicines", "What you take instead"), self.instead, into=into)
        self.rows.addWidget(self._instead)
        self.what.chosen.connect(self._follow)
        self._follow()
        self.last_day.setFocus()

    def read(self) -> Medicine:
        """Return the medicine as it ends."""
        dose = next(iter(self.reader.doses_between(self.entry.id, _EVER, self.reader.clock())), None)
        last_day = self.last_day.day
        first = dose.taken_at.date() if dose is not None else last_day
        return stopped(self.entry, last_day, self.reason.text().strip(), first)

    def replacement(self) -> Medicine | None:
        """Return what is taken instead, from the day after; a new one is nameless yet; None for nothing."""
        if self.what.current == STOP:
            return None
        start = self.last_day.day + timedelta(days=1)
        if self.instead.currentIndex() == 0:
            plans = (Plan(start=start),)
            return Medicine(
                id=uuid4(), name=NAMELESS, role=self.entry.role, plans=plans, changed_from=self.entry.id
            )
        other = self.others[self.instead.currentIndex() - 1]
        taken = replace(other, changed_from=self.entry.id)
        if other.is_taken_on(start):
            return taken
        was = other.plan_by(start) or Plan(start=start)
        return with_plan(taken, replace(was, start=start, until=None, reason=""))

    def _follow(self) -> None:
        self._instead.setVisible(self.what.current == SWITCH)


def ask_change_of_dose(parent: QWidget, reader: Journal, medicine: Medicine) -> Medicine | None:
    """Return the medicine with the plan that holds from some day on; None when the question was left."""
    title = filled(translate("Medicines", "Change of dose: %1"), medicine_name(medicine))
    question = NewPlanQuestion(title, reader, medicine, parent, still_ends=True)
    question.rows.addWidget(Quiet(_on_strengths()))
    if (last_day := taken_until(medicine)) is not None:
        stays = translate("Medicines", "Its last day stays %1.", "a day")
        question.rows.addWidget(Quiet(filled(stays, times.full_date(last_day))))
    return _answer_of(question)


def ask_to_take_again(parent: QWidget, reader: Journal, medicine: Medicine) -> Medicine | None:
    """Return the medicine with a plan from today on; None when the question was left."""
    again, on = translate("Medicines", "Take again: %1"), translate("Medicines", "Go on taking: %1")
    is_taken = is_taken_now(medicine, reader.clock().date())
    title = filled(on if is_taken else again, medicine_name(medicine))
    return _answer_of(NewPlanQuestion(title, reader, medicine, parent))


def ask_to_stop(parent: QWidget, reader: Journal, medicine: Medicine) -> tuple[Medicine, ...]:
    """Return the medicine as it ends, and what is taken in its place; nothing when the question was left.

    Whoever leaves the form of what is new comes back to the question, with all that was told there.
    """
    question = StopQuestion(reader, medicine, parent)
    told: tuple[Medicine, ...] = ()
    while not told and question.ask():
        told = _told(parent, reader, question)
    be_done_with(question)
    return told


def _told(parent: QWidget, reader: Journal, question: StopQuestion) -> tuple[Medicine, ...]:
    """Return what was answered; nothing when the form of what is new was left."""
    ended, instead = question.answer, question.replacement()
    if not isinstance(ended, Medicine) or instead is None:
        return (ended,) if isinstance(ended, Medicine) else ()
    if instead.name == NAMELESS:
        instead = ask_about(parent, reader, instead)
    return (ended, instead) if instead is not None else ()


def ask_about(parent: QWidget, reader: Journal, medicine: Medicine) -> Medicine | None:
    """Return a new medicine as its form tells of it; None when the form was left."""
    return _answer_of(MedicineForm(reader, medicine, parent))


def _answer_of(form: Form) -> Medicine | None:
    answer = form.answer if form.ask_once() else None
    return answer if isinstance(answer, Medicine) else None


def _on_strengths() -> str:
    return translate(
        "Medicines",
        "One of another strength is another medicine: leave this, and change to it with “Stop or switch…”.",
    )


def _changes() -> list[str]:
    return [
        translate("Medicines", "I stop taking it"),
        translate("Medicines", "I take something else instead"),
    ]
