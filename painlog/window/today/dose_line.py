"""The line under a medicine's button after it was pressed: when, why, how much, and was it one or two."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog.entries import REASONS, Dose, Medicine
from painlog.journal import Journal
from painlog.window.buttons import Chip, FlowLayout, LinkButton
from painlog.window.fields import Field
from painlog.window.look import BODY, SMALL, gap
from painlog.window.panels import Heading, LineWords
from painlog.window.popover import MomentLink
from painlog.window.today.asks import Asks
from painlog.window.today.going_on import going_on_at
from painlog.window.today.mending import at_moment
from painlog.words import times
from painlog.words.amounts import dose_amount

if TYPE_CHECKING:
    from uuid import UUID

translate = QCoreApplication.translate


class DoseLine(QWidget):
    """What can be told of a dose that was just written: when, why, how much; and was it one or two."""

    def __init__(self, asks: Asks, journal: Journal, parent: QWidget | None = None) -> None:
        """Make an empty line."""
        super().__init__(parent)
        self._asks = asks
        self._journal = journal
        self._dose: Dose | None = None
        self._were_two: set[UUID] = set()
        self._asks_why = True
        column = QVBoxLayout(self)
        column.setContentsMargins(gap(3), 0, 0, gap(1))
        column.setSpacing(gap(1))
        self._twice = self._twice_question()
        column.addWidget(self._twice)
        written = FlowLayout(spacing=gap(1))
        self._taken = LineWords("")
        written.addWidget(self._taken)
        self.when = MomentLink(translate("DoseLine", "When it was taken"), clock=journal.clock)
        self.when.moved.connect(self._told_when)
        written.addWidget(self.when)
        self.more = LinkButton(translate("DoseLine", "more…"), size=SMALL)
        self.more.setAccessibleName(translate("DoseLine", "More about this dose"))
        self.more.clicked.connect(self._ask_form)
        written.addWidget(self.more)
        column.addLayout(written)
        self.amounts = [self._chip("amount") for _ in range(3)]
        self.reasons = [self._chip("reason") for _ in REASONS]
        for chips in (self.amounts, self.reasons):
            flow = FlowLayout(spacing=gap(1))
            for chip in chips:
                flow.addWidget(chip)
            column.addLayout(flow)
        for chip, words in zip(self.reasons, _reason_words(), strict=True):
            chip.say(words)
        self.reasons[-1].setAccessibleName(translate("DoseLine", "Taken for another reason"))
        asks_for = translate("DoseLine", "Where the patch is")
        self.site = Field(asks_for, hint=asks_for)
        self.site.editingFinished.connect(self.hand_up)
        column.addWidget(self.site)

    def show_dose(self, dose: Dose, medicine: Medicine, *, is_second: bool) -> None:
        """Show the dose as it is in the journal; `is_second`: another was written just before."""
        is_new = self._dose is None or self._dose.id != dose.id
        self._dose = dose
        if is_new:  # written for a flare-up it tells why; what is told here can be told otherwise
            self._asks_why = dose.flare_up is None
        is_patch = medicine.form == "patch"
        self._taken.setText(
            translate("DoseLine", "Put on at") if is_patch else translate("DoseLine", "Taken at")
        )
        self.when.show_moment(dose.taken_at, times.since(dose.taken_at, self._journal.clock()))
        self._twice.setVisible(is_second and dose.id not in self._were_two)
        usual = medicine.usual_amount(dose.taken_at.date())
        for chip, amount in zip(self.amounts, (medicine.half_of(usual), usual, usual * 2), strict=True):
            is_taken = amount == usual or (amount > 0 and medicine.can_be(amount))
            is_offered = not is_patch and is_taken
            chip.setVisible(is_offered)
            chip.say(dose_amount(medicine, amount))
            chip.setProperty("amount", str(amount))
            chip.setChecked(dose.amount == amount)
        self.site.setVisible(is_patch)
        if is_new or not self.site.hasFocus():
            self.site.setText(dose.site)
        for chip, reason in zip(self.reasons, REASONS, strict=True):
            chip.setVisible(self._asks_why and not medicine.is_worn_by_plan)
            chip.setProperty("reason", reason)
            chip.setChecked(dose.reason == reason)

    def _twice_question(self) -> QWidget:
        question = QWidget(self)
        flow = FlowLayout(question, spacing=gap(1))
        flow.addWidget(Heading(translate("DoseLine", "Same dose twice?"), size=BODY))
        one = Chip(translate("DoseLine", "It was one"), checkable=False)
        one.clicked.connect(self._told_one)
        two = Chip(translate("DoseLine", "They were two"), checkable=False)
        two.clicked.connect(self._told_two)
        flow.addWidget(one)
        flow.addWidget(two)
        return question

    def _chip(self, sets: str) -> Chip:
        chip = Chip("", self)
        chip.setProperty("sets", sets)
        chip.clicked.connect(self._told_chip)
        return chip

    def _told_chip(self) -> None:
        chip, dose = self.sender(), self._dose
        if dose is None:
            return
        if chip.property("sets") == "amount":
            self._asks.change.emit(replace(dose, amount=Decimal(str(chip.property("amount")))))
        else:
            reason = str(chip.property("reason"))
            self._asks.change.emit(self._taken_for(dose, None if dose.reason == reason else reason))

    def _taken_for(self, dose: Dose, reason: str | None) -> Dose:
        """Return the dose with that reason; told to be for pain, it was for the flare-up that went on then.

        So it is of what was written while one went on, and so the form supposes.
        """
        is_for_pain = reason == "flare-up"
        return replace(
            dose,
            reason=reason,
            flare_up=going_on_at(self._journal, dose.taken_at) if is_for_pain else None,
        )

    def leave(self, shown: Dose | None) -> None:
        """Let go of a dose before another is shown; what was typed is written if it is still there."""
        left = self._dose
        if left is not None and (shown is None or shown.id != left.id):
            if self.site.isModified() and self._journal.find(left.id) is not None:
                self._asks.change_soon(self._with_site(left))
            self.site.setModified(False)
            self._dose = None

    def hand_up(self) -> None:
        """Write where the patch is, once the field is left or Enter is pressed."""
        if self._dose is not None and self.site.isModified():
            self.site.setModified(False)
            self._asks.change.emit(self._with_site(self._dose))

    def _with_site(self, dose: Dose) -> Dose:
        return replace(dose, site=" ".join(self.site.text().split()))

    def _told_when(self, moment: datetime) -> None:
        if self._dose is not None:
            self._asks.change.emit(at_moment(self._dose, moment))

    def _told_one(self) -> None:
        if self._dose is not None:
            self._asks.remove.emit(self._dose.id)

    def _told_two(self) -> None:
        if self._dose is not None:
            self._were_two.add(self._dose.id)
            self._twice.hide()

    def _ask_form(self) -> None:
        if self._dose is not None:
            self._asks.form.emit(self._dose)


def _reason_words() -> tuple[str, ...]:
    """Return the reasons as they are asked for, in the order of entries.REASONS."""
    return (
        translate("DoseLine", "For pain now"),
        translate("DoseLine", "By plan"),
        translate("DoseLine", "To prevent pain", "before something that hurts"),
        translate("DoseLine", "Other", "another reason"),
    )
