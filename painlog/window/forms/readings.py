"""The readings of a flare-up: the curve, and the chosen reading in figures."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from painlog.entries import Reading, Refused
from painlog.window.buttons import FlowLayout, LinkButton
from painlog.window.fields import Field
from painlog.window.forms.curve import Curve
from painlog.window.forms.keeping import NumberField
from painlog.window.look import SMALL, gap
from painlog.window.panels import Words
from painlog.words import times
from painlog.words.amounts import parse_number, typed_number
from painlog.words.clocks import parse_clock

translate = QCoreApplication.translate


class Readings(QWidget):
    """Readings to drag, to add, to take out, and to type: what is typed is taken when the field is left."""

    changed = Signal()

    def __init__(self, readings: Sequence[Reading], parent: QWidget | None = None) -> None:
        """Show `readings`."""
        super().__init__(parent)
        self._fault: Refused | None = None
        self.curve = Curve()
        self.add = LinkButton(translate("Readings", "Add a reading"), size=SMALL)
        self.remove = LinkButton(translate("Readings", "Take this one out"), size=SMALL)
        self.time = Field(translate("Readings", "Time of the reading"))
        self.level = NumberField("intensity", name=translate("Readings", "Level of the reading, 0 to 10"))
        self._lay_out()
        self.curve.show_readings(readings)
        self.curve.choose(len(readings) - 1)
        self._show_chosen()
        self.curve.changed.connect(self._curve_changed)
        self.curve.chosen.connect(self._show_chosen)
        self.add.clicked.connect(self.curve.add)
        self.remove.clicked.connect(self.curve.remove_chosen)
        self.time.editingFinished.connect(self._typed)
        self.level.editingFinished.connect(self._typed)

    def readings(self) -> tuple[Reading, ...]:
        """Return the readings; raises Refused when what is typed in the fields is no time or no level."""
        self._take_typed()
        return self.curve.readings()

    def _lay_out(self) -> None:
        self._figures = QWidget()
        line = QHBoxLayout(self._figures)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(gap(1.5))
        self.time.setMaximumWidth(gap(28))
        self.level.setMaximumWidth(gap(18))
        for widget in (self.time, _between(), self.level):
            line.addWidget(widget)
        line.addStretch(1)
        links = FlowLayout(spacing=gap(3))
        for link in (self.add, self.remove):
            link.setAutoDefault(False)
            links.addWidget(link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(1.5))
        column.addWidget(self.curve)
        column.addWidget(self._figures)
        column.addLayout(links)

    def _curve_changed(self) -> None:
        self._show_chosen()
        self.changed.emit()

    def _show_chosen(self) -> None:
        reading = self.curve.chosen_reading()
        self._figures.setVisible(reading is not None)
        self.remove.setVisible(reading is not None)
        if reading is not None:
            self.time.setText(times.clock(reading.at))
            self.level.setText(typed_number(reading.intensity))

    def _typed(self) -> None:
        try:
            self._take_typed()
        except Refused:
            return  # said when the form is saved: the field keeps what was typed

    def _take_typed(self) -> None:
        reading = self.curve.chosen_reading()
        if reading is None:
            return
        typed = self.time.text(), self.level.text()
        if typed == (times.clock(reading.at), typed_number(reading.intensity)):
            return
        clock = parse_clock(typed[0], "intensity")
        intensity = float(parse_number(typed[1], "intensity"))
        at = reading.at.replace(hour=clock.hour, minute=clock.minute)
        Reading(at=at, intensity=intensity)  # refuses what is not on the scale
        self.curve.change_chosen(at, intensity)


def _between() -> Words:
    return Words(translate("Readings", "level", "between the time and the level of a reading"), size=SMALL)


def around(begin: datetime, end: datetime | None, readings: Sequence[Reading], now: datetime) -> datetime:
    """Return until when the curve goes: the end, or now, or the last reading."""
    last = max((reading.at for reading in readings), default=begin)
    return max(begin, last, end if end is not None else now)
