"""A button for each medicine; under the one that was just pressed stands its line (dose_line.py)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog.entries import Dose, FlareUp, Medicine
from painlog.window.buttons import Tile
from painlog.window.look import gap
from painlog.window.marks import mark_of_medicine
from painlog.window.today import flaring
from painlog.window.today.asks import Asks
from painlog.window.today.present import MedicineNow, Present
from painlog.words.amounts import dose_name, medicine_name
from painlog.words.entries import medicine_facts

if TYPE_CHECKING:
    from painlog.window.today.dose_line import DoseLine
    from painlog.window.today.parts import GetParts


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
        self, asks: Asks, clock: Callable[[], datetime], parts: "GetParts", parent: QWidget | None = None
    ) -> None:
        """Make the place for the buttons; `show_present` fills it."""
        super().__init__(parent)
        self._asks = asks
        self._parts = parts
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
            self.line = self._parts().dose_line(self._asks, self._clock, self)
        before = next(
            (each for each in reversed(present.today) if _is_same_twice(each, dose)),
            None,
        )
        self._column.removeWidget(self.line)
        self._column.insertWidget(self._column.indexOf(self.tiles[medicine.id]) + 1, self.line)
        self.line.show_dose(dose, medicine, is_second=before is not None)
        self.line.show()


def _is_same_twice(entry: object, dose: Dose) -> bool:
    if not isinstance(entry, Dose) or entry.id == dose.id or entry.medicine != dose.medicine:
        return False
    return abs(dose.taken_at - entry.taken_at) < flaring.SAME_DOSE_WITHIN
