"""The rows that ask for a plan, as the label says it."""

from datetime import time
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from painlog.entries import Plan
from painlog.window.buttons import Chip, FlowLayout, LinkButton
from painlog.window.fields import Field
from painlog.window.forms.days import DayField
from painlog.window.forms.form import Form
from painlog.window.forms.keeping import NumberField
from painlog.window.look import SMALL, gap
from painlog.window.panels import Quiet
from painlog.words import times
from painlog.words.amounts import is_measured, typed_number
from painlog.words.clocks import parse_clocks
from painlog.words.language import filled

translate = QCoreApplication.translate

_A_DAY = 24
_CHANGES = (3, 4, 7)
"""Days between two patches that one press sets."""


class PlanRows:
    """Rows of a form for one plan; which of them are asked depends on how the medicine is taken."""

    def __init__(self, form: Form, into: QVBoxLayout, plan: Plan) -> None:
        """Add the rows to `into`, showing `plan`."""
        self._plan = plan
        self._groups: dict[str, QWidget] = {}
        self._wants_limits = False
        self.start = DayField(plan.start, name=translate("PlanRows", "From"))
        form.row(translate("PlanRows", "From"), self.start, "start", into=into, buddy=self.start.field)
        self.amount = NumberField("amount", plan.amount)
        self._amount_words = form.row(_amount_words(), self.amount, "amount", into=into)
        self._ask_by_the_clock(form, self._group("clock", into))
        self._ask_every(form, self._group("every", into))
        self.more = LinkButton(translate("PlanRows", "The label also says how many at most…"), size=SMALL)
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._show_limits)
        into.addWidget(self.more)
        self._ask_limits(form, self._group("limits", into))

    def read(self) -> Plan:
        """Return the plan that the rows tell of; raises Refused where one of them cannot be."""
        return Plan(
            start=self.start.day,
            until=self._plan.until,
            amount=self.amount.number(),
            times=self._times() if self._asks("clock") else (),
            every_hours=self.every.number() if self._asks("every") else None,
            min_hours_between=self.apart.number() if self._asks("limits") else None,
            max_per_day=self.most.number() if self._asks("limits") else None,
            reason=self._plan.reason,
        )

    @property
    def tells_when(self) -> bool:
        """Whether times of day, or hours between two, stand there."""
        return bool(self.clocks.text().strip() or self.every.text().strip())

    def _times(self) -> tuple[time, ...]:
        typed = self.clocks.text()
        return self._plan.times if typed == self._shown_clocks else parse_clocks(typed)

    def ask_for(self, role: str, form: str, unit: str | None) -> None:
        """Ask what belongs to a medicine of that role and form; what is filled in is always shown.

        `unit`: that of its strength; None where there is none.

        Few labels of what is taken by the clock have limits: these are asked for by one press more. A patch
        is changed after hours or days, not at times of day.
        """
        measured = is_measured(form, unit)
        _ask(self._amount_words, self.amount, _amount_words(measured=measured))
        _ask(self._most_words, self.most, _most_words(measured=measured))
        regular = role == "regular"
        by_the_clock = (regular and form != "patch") or bool(self.clocks.text())
        self._groups["clock"].setVisible(by_the_clock)
        asks = _every_words() if by_the_clock else translate("PlanRows", "Changed every so many hours")
        _ask(self._every_words, self.every, asks)
        self._groups["every"].setVisible(regular or bool(self.every.text()))
        are_told = self._wants_limits or bool(self.apart.text() or self.most.text())
        self._groups["limits"].setVisible(not regular or are_told)
        self.more.setVisible(regular and not are_told and form != "patch")
        self._changes.setVisible(form == "patch")

    def say_wear(self, hours: tuple[int, int] | None) -> None:
        """Say how long such a patch is usually worn."""
        self.wear.setVisible(hours is not None)
        if hours is not None:
            self.wear.setText(_wear_words(*hours))

    def _group(self, name: str, into: QVBoxLayout) -> QVBoxLayout:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(gap(3))
        self._groups[name] = holder
        into.addWidget(holder)
        return rows

    def _asks(self, name: str) -> bool:
        return not self._groups[name].isHidden()

    def _ask_by_the_clock(self, form: Form, into: QVBoxLayout) -> None:
        self.clocks = Field(hint=translate("PlanRows", "8:00 and 20:00"))
        clocks = (times.clock(at) for at in self._plan.times)
        self.clocks.setText(translate("PlanRows", ", ", "between times of day").join(clocks))
        self._shown_clocks = self.clocks.text()
        form.row(translate("PlanRows", "At what times of day"), self.clocks, "times", into=into)

    def _ask_every(self, form: Form, into: QVBoxLayout) -> None:
        self.every = NumberField("every_hours", self._plan.every_hours)
        self._every_words = form.row(_every_words(), self.every, "every_hours", into=into)
        self._changes = QWidget()
        line = FlowLayout(self._changes, spacing=gap(1.5))
        self.changes = [
            Chip(translate("PlanRows", "every %n day(s)", "", days), checkable=False) for days in _CHANGES
        ]
        for chip, days in zip(self.changes, _CHANGES, strict=True):
            chip.setAutoDefault(False)
            chip.clicked.connect(partial(self._take_every, days * _A_DAY))
            line.addWidget(chip)
        into.addWidget(self._changes)
        self.wear = Quiet()
        self.wear.hide()
        into.addWidget(self.wear)

    def _take_every(self, hours: int) -> None:
        self.every.setText(typed_number(Decimal(hours)))

    def _show_limits(self) -> None:
        self._wants_limits = True
        self.more.hide()
        self._groups["limits"].show()
        self.apart.setFocus()

    def _ask_limits(self, form: Form, into: QVBoxLayout) -> None:
        self.apart = NumberField("min_hours_between", self._plan.min_hours_between)
        asks = translate("PlanRows", "At least so many hours apart")
        form.row(asks, self.apart, "min_hours_between", into=into)
        self.most = NumberField("max_per_day", self._plan.max_per_day)
        self._most_words = form.row(_most_words(), self.most, "max_per_day", into=into)


def _ask(words: QLabel, field: Field, asks: str) -> None:
    words.setText(asks)
    field.setAccessibleName(asks)


def _amount_words(*, measured: bool = False) -> str:
    if measured:
        return translate("PlanRows", "How many mL at a time")
    return translate("PlanRows", "How many at a time")


def _most_words(*, measured: bool = False) -> str:
    if measured:
        return translate("PlanRows", "At most so many mL a day")
    return translate("PlanRows", "At most so many a day")


def _every_words() -> str:
    return translate("PlanRows", "Or every so many hours")


def _wear_words(least: int, most: int) -> str:
    if least < _A_DAY:
        return filled(
            translate("PlanRows", "Usually worn up to %1; check your leaflet."), times.duration(60 * most)
        )
    if least == most:
        said = times.duration(60 * least)
    else:
        said = filled(
            translate("PlanRows", "%1 to %2", "lengths of time"),
            times.duration(60 * least),
            times.duration(60 * most),
        )
    return filled(translate("PlanRows", "Usually changed after %1; check your leaflet."), said)
