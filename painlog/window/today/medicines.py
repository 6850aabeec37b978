"""A button for each medicine; under the one that was just pressed stands its line (dose_line.py)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog.entries import Dose, FlareUp, Medicine, Why
from painlog.journal import Journal
from painlog.window.buttons import FlowLayout, LinkButton, Tile
from painlog.window.look import SMALL, gap
from painlog.window.marks import mark_of_medicine
from painlog.window.panels import LineWords
from painlog.window.reading_order import insert
from painlog.window.today import flaring
from painlog.window.today.asks import Asks
from painlog.window.today.present import MENDABLE, MedicineNow, Present
from painlog.words import times
from painlog.words.amounts import dose_name, medicine_name
from painlog.words.entries import fell_off, with_line
from painlog.words.language import SEPARATOR, filled
from painlog.words.taking import also_in, medicine_facts, names_apart, told_apart

if TYPE_CHECKING:
    from painlog.window.popover import MomentLink
    from painlog.window.today.dose_line import DoseLine
    from painlog.window.today.parts import GetParts

translate = QCoreApplication.translate


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

    def __init__(
        self, asks: Asks, journal: Journal, parts: "GetParts", parent: QWidget | None = None
    ) -> None:
        """Make the place for the buttons; `show_present` fills it."""
        super().__init__(parent)
        self._asks = asks
        self._parts = parts
        self._journal = journal
        self._clock = journal.clock
        self._running: FlareUp | None = None
        self.tiles: dict[UUID, Tile] = {}
        self.worn: dict[UUID, Worn] = {}
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
        for each, name in zip(present.medicines, _names(present), strict=True):
            facts = [medicine_facts(each.medicine, each.last, each.today, present.now)]
            facts += _also_in_others(each.medicine, present)
            self.tiles[each.medicine.id].say(name, SEPARATOR.join(facts))
            if each.medicine.id in self.worn:
                self.worn[each.medicine.id].show_patch(each.last, present.now)
        self._show_line(present)

    def take(self, medicine: UUID) -> None:
        """Press the button of a medicine."""
        if medicine in self.tiles:
            self.tiles[medicine].click()

    def _make(self, medicines: Sequence[MedicineNow]) -> None:
        for old in (*self.tiles.values(), *self.worn.values()):
            old.hide()
            old.deleteLater()
        self.tiles = {each.medicine.id: self._tile(each.medicine) for each in medicines}
        patches = (each.medicine for each in medicines if each.medicine.form == "patch")
        self.worn = {each.id: Worn(each, self._asks, self._clock, self._parts, self) for each in patches}
        for each, tile in self.tiles.items():
            self._column.addWidget(tile)
            if each in self.worn:
                self._column.addWidget(self.worn[each])

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
        if self.line is not None:
            self.line.leave(dose if medicine is not None else None)
        if dose is None or medicine is None:
            if self.line is not None:
                self.line.hide()
            return
        if self.line is None:
            self.line = self._parts().dose_line(self._asks, self._journal, self)
        is_second = any(_is_same_twice(each, dose) for each in (*present.yesterday, *present.today))
        self._put_below(self.worn.get(medicine.id, self.tiles[medicine.id]), self.line)
        self.line.show_dose(dose, medicine, is_second=is_second)
        self.line.show()

    def _put_below(self, above: QWidget, line: QWidget) -> None:
        if self._column.indexOf(line) != self._column.indexOf(above) + 1:
            self._column.removeWidget(line)
            insert(self._column, self._column.indexOf(above) + 1, line)


class Worn(QWidget):
    """Under the button of a patch that is on: one press tells that it came off, and how."""

    def __init__(
        self,
        patch: Medicine,
        asks: Asks,
        clock: Callable[[], datetime],
        parts: "GetParts",
        parent: QWidget | None = None,
    ) -> None:
        """Make the links, which are called after `patch`; they are hidden until one is on."""
        super().__init__(parent)
        self._asks = asks
        self._clock = clock
        self._parts = parts
        self._dose: Dose | None = None
        self._line = line = FlowLayout(self, spacing=gap(1))
        line.setContentsMargins(gap(3), 0, 0, 0)
        self._says = LineWords(translate("Today", "No longer on:"))
        line.addWidget(self._says)
        self.took_off = LinkButton(translate("Today", "I took it off"), size=SMALL)
        self.took_off.clicked.connect(self._told_taken_off)
        self.fell_off = LinkButton(translate("Today", "it fell off"), size=SMALL)
        self.fell_off.clicked.connect(self._told_fallen_off)
        called = translate("Today", "%1: %2", "a medicine, what became of it")
        for link in (self.took_off, self.fell_off):
            link.setAccessibleName(filled(called, medicine_name(patch), link.words))
            line.addWidget(link)
        self.off: MomentLink | None = None
        self.hide()

    def show_patch(self, dose: Dose | None, now: datetime) -> None:
        """Ask about the patch that is on; once it came off, let that time be mended for some minutes."""
        self._dose = dose
        is_on = dose is not None and dose.ended_at is None
        off = dose.ended_at if dose is not None and _is_fresh(dose, now) else None
        self._says.setText(
            translate("Today", "No longer on:") if is_on else translate("Today", "Written down: off at")
        )
        for link in (self.took_off, self.fell_off):
            link.setVisible(is_on)
        if off is not None:
            self._mend(off, now)
        elif self.off is not None:
            self.off.hide()
        self.setVisible(is_on or off is not None)

    def _mend(self, off: datetime, now: datetime) -> None:
        if self.off is None:
            self.off = self._parts().moment_link(
                translate("Today", "When it came off"), is_over=True, clock=self._clock
            )
            self.off.objects = self._why_not
            self.off.moved.connect(self._told_when)
            self._line.addWidget(self.off)
        self.off.show_moment(off, times.since(off, now))
        self.off.show()

    def _why_not(self, moment: datetime) -> Why | None:
        is_early = self._dose is not None and moment + timedelta(minutes=1) <= self._dose.taken_at
        return Why.END_BEFORE_START if is_early else None

    def _told_when(self, moment: datetime) -> None:
        if self._dose is not None:
            self._asks.change.emit(replace(self._dose, ended_at=max(moment, self._dose.taken_at)))

    def _told_taken_off(self) -> None:
        self._told(by_itself=False)

    def _told_fallen_off(self) -> None:
        self._told(by_itself=True)

    def _told(self, *, by_itself: bool) -> None:
        if self._dose is not None:
            at = max(flaring.to_seconds(self._clock()), self._dose.taken_at)
            note = with_line(self._dose.note, fell_off(), there=by_itself)
            self._asks.change.emit(replace(self._dose, ended_at=at, note=note))


def _is_fresh(dose: Dose, now: datetime) -> bool:
    """Tell whether what was last said of the dose is a few minutes old."""
    return dose.updated_at is not None and abs(now - dose.updated_at) < MENDABLE


def _names(present: Present) -> list[str]:
    """Return what the buttons are called: by what one press writes down, no two of them alike."""
    medicines, day = [each.medicine for each in present.medicines], present.now.date()
    return told_apart(medicines, [dose_name(each, each.usual_amount(day)) for each in medicines])


def _also_in_others(medicine: Medicine, present: Present) -> list[str]:
    """Say which other product with the same in it was taken within a day, also before midnight.

    Slow ones go beside quick ones by plan.
    """
    if medicine.action == "long-acting":
        return []
    names = names_apart([each.medicine for each in present.medicines])
    return [
        also_in(ingredient, names[each.medicine.id], each.last.taken_at, present.now)
        for each in present.medicines
        if each.medicine.id != medicine.id
        and each.medicine.action != "long-acting"
        and each.last is not None
        and present.now - each.last.taken_at < timedelta(days=1)
        and (ingredient := medicine.shares_with(each.medicine))
    ]


def _is_same_twice(entry: object, dose: Dose) -> bool:
    if not isinstance(entry, Dose) or entry.id == dose.id or entry.medicine != dose.medicine:
        return False
    return bool(entry.amount) and abs(dose.taken_at - entry.taken_at) < flaring.SAME_DOSE_WITHIN
