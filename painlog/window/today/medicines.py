"""A button for each medicine, and the line under the one that was just pressed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog.entries import Dose, FlareUp, Medicine
from painlog.window.buttons import Chip, FlowLayout, LinkButton, Tile
from painlog.window.look import BODY, SMALL, gap
from painlog.window.marks import mark_of_medicine
from painlog.window.panels import Heading
from painlog.window.popover import MomentLink
from painlog.window.today import flaring
from painlog.window.today.asks import Asks
from painlog.window.today.later import LineWords
from painlog.window.today.present import MedicineNow, Present
from painlog.words import times
from painlog.words.amounts import dose_amount, dose_name, medicine_name
from painlog.words.entries import medicine_facts

translate = QCoreApplication.translate

_HALF = Decimal("0.5")
_REASONS = ("flare-up", "schedule", "prevention", "other")


def dose_of(medicine: Medicine, at: datetime, running: FlareUp | None) -> Dose:
    """Return the usual amount taken now; while a flare-up runs, an as-needed one is taken for it."""
    at = flaring.to_seconds(at)
    is_for_it = running is not None and medicine.role == "as-needed"
    return Dose(
        id=uuid4(),
        medicine=medicine.id,
        taken_at=at,
        amount=medicine.usual_amount(at.date()),
        reason="flare-up" if is_for_it else None,
        flare_up=running.id if is_for_it and running is not None else None,
    )


class Medicines(QWidget):
    """The buttons of the medicines that are taken, most used first."""

    def __init__(self, asks: Asks, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        """Make the place for the buttons; `show_present` fills it."""
        super().__init__(parent)
        self._asks = asks
        self._clock = clock
        self._running: FlareUp | None = None
        self.tiles: dict[UUID, Tile] = {}
        self._medicines: dict[UUID, Medicine] = {}
        self.line: DoseLine | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(gap(2))

    def show_present(self, present: Present) -> None:
        """Show the medicines with their facts, and the line of the one that was just taken."""
        self._running = present.running
        shown = {each.medicine.id: each.medicine for each in present.medicines}
        if shown != self._medicines:
            self._medicines = shown
            self._make(present.medicines)
        for each in present.medicines:
            usual = each.medicine.usual_amount(present.now.date())
            facts = medicine_facts(each.medicine, each.last, each.today, present.now)
            self.tiles[each.medicine.id].say(dose_name(each.medicine, usual), facts)
        self._show_line(present)

    def take(self, medicine: UUID) -> None:
        """Press the button of a medicine."""
        if medicine in self.tiles:
            self.tiles[medicine].click()

    def _make(self, medicines: Sequence[MedicineNow]) -> None:
        for tile in self.tiles.values():
            tile.hide()
            tile.deleteLater()
        self.tiles = {each.medicine.id: self._tile(each.medicine) for each in medicines}
        for tile in self.tiles.values():
            self._column.addWidget(tile)

    def _tile(self, medicine: Medicine) -> Tile:
        tile = Tile(mark_of_medicine(medicine), medicine_name(medicine), parent=self)
        tile.setProperty("medicine", str(medicine.id))
        tile.clicked.connect(self._pressed)
        return tile

    def _pressed(self) -> None:
        medicine = self._medicines[UUID(str(self.sender().property("medicine")))]
        self._asks.record.emit(dose_of(medicine, self._clock(), self._running))

    def _show_line(self, present: Present) -> None:
        dose = present.just_taken
        medicine = present.told(dose) if dose is not None else None
        if dose is None or medicine is None:
            if self.line is not None:
                self.line.hide()
            return
        if self.line is None:
            self.line = self._new_line()
        before = next(
            (each for each in reversed(present.today) if _is_same_twice(each, dose)),
            None,
        )
        self._column.removeWidget(self.line)
        self._column.insertWidget(self._column.indexOf(self.tiles[medicine.id]) + 1, self.line)
        self.line.show_dose(dose, medicine, is_second=before is not None)
        self.line.show()

    def _new_line(self) -> "DoseLine":
        return DoseLine(self._asks, self._clock, self)


class DoseLine(QWidget):
    """What can be told of a dose that was just written: when, why, how much; and was it one or two."""

    def __init__(self, asks: Asks, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        """Make an empty line."""
        super().__init__(parent)
        self._asks = asks
        self._dose: Dose | None = None
        self._medicine: Medicine | None = None
        self._were_two: set[UUID] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap(3), 0, 0, gap(1))
        column.setSpacing(gap(1))
        self._twice = self._twice_question()
        column.addWidget(self._twice)
        written = FlowLayout(spacing=gap(1))
        written.addWidget(LineWords(translate("DoseLine", "Written down at")))
        self.when = MomentLink(translate("DoseLine", "When it was taken"), clock=clock)
        self.when.moved.connect(self._told_when)
        written.addWidget(self.when)
        self.more = LinkButton(translate("DoseLine", "more…"), size=SMALL)
        self.more.setAccessibleName(translate("DoseLine", "More about this dose"))
        self.more.clicked.connect(self._ask_form)
        written.addWidget(self.more)
        column.addLayout(written)
        self.amounts = [self._chip("amount") for _ in range(3)]
        self.reasons = [self._chip("reason") for _ in _REASONS]
        for chips in (self.amounts, self.reasons):
            flow = FlowLayout(spacing=gap(1))
            for chip in chips:
                flow.addWidget(chip)
            column.addLayout(flow)
        for chip, words in zip(self.reasons, _reason_words(), strict=True):
            chip.say(words)

    def show_dose(self, dose: Dose, medicine: Medicine, *, is_second: bool) -> None:
        """Show the dose as it is in the journal; `is_second`: another was written just before."""
        self._dose, self._medicine = dose, medicine
        self.when.show_moment(dose.taken_at, times.clock(dose.taken_at))
        self._twice.setVisible(is_second and dose.id not in self._were_two)
        usual = medicine.usual_amount(dose.taken_at.date())
        for chip, amount in zip(self.amounts, (usual * _HALF, usual, usual * 2), strict=True):
            chip.setVisible(medicine.form != "patch")
            chip.say(dose_amount(medicine, amount))
            chip.setProperty("amount", str(amount))
            chip.setChecked(dose.amount == amount)
        for chip, reason in zip(self.reasons, _REASONS, strict=True):
            chip.setVisible(dose.flare_up is None)
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
            self._asks.change.emit(replace(dose, reason=None if dose.reason == reason else reason))

    def _told_when(self, moment: datetime) -> None:
        if self._dose is not None:
            self._asks.change.emit(replace(self._dose, taken_at=moment))

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


def _is_same_twice(entry: object, dose: Dose) -> bool:
    if not isinstance(entry, Dose) or entry.id == dose.id or entry.medicine != dose.medicine:
        return False
    return abs(dose.taken_at - entry.taken_at) < flaring.SAME_DOSE_WITHIN


def _reason_words() -> tuple[str, ...]:
    """Return the reasons as they are asked for, in the order of entries.REASONS."""
    return (
        translate("DoseLine", "For pain now"),
        translate("DoseLine", "By plan"),
        translate("DoseLine", "Before something that hurts"),
        translate("DoseLine", "Another reason"),
    )
