"""The readings of a flare-up: the curve, and the chosen reading in figures."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from painlog.entries import Reading, Refused, Why
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
    refused = Signal(object)
    """The Refused for which the chosen reading cannot be left: its time or level that was typed is none."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        """Show `readings`."""
        super().__init__()
        self._begin = self._until = datetime.fromtimestamp(0, UTC)
        self._end: datetime | None = None
        self.curve = Curve()
        self.add = LinkButton(translate("Readings", "Add a reading"), size=SMALL)
        self.remove = LinkButton(translate("Readings", "Take this one out"), size=SMALL)
        self.time = Field(translate("Readings", "Time of the reading"))
        self.level = NumberField("intensity", name=translate("Readings", "Level of the reading, 0 to 10"))
        self._lay_out()
        self.curve.show_readings(readings)
        self.curve.choose(len(readings) - 1)
        self._show_chosen()
        self.curve.can_leave = self._can_leave
        self.curve.changed.connect(self._curve_changed)
        self.curve.chosen.connect(self._show_chosen)
        self.add.clicked.connect(self.curve.add)
        self.remove.clicked.connect(self.curve.remove_chosen)
        self.time.editingFinished.connect(self._typed)
        self.level.editingFinished.connect(self._typed)

    def show_span(self, begin: datetime, end: datetime | None, now: datetime, peak: Reading | None) -> None:
        """Show the time from `begin` until `end`, or until now; `peak` is the worst, if told."""
        self._begin, self._end = begin, end
        self._until = around(begin, end, self.curve.readings(), now)
        self.curve.show_span(begin, self._until, is_over=end is not None, peak=peak)

    def readings(self) -> tuple[Reading, ...]:
        """Return the readings; raises Refused when what is typed in the fields is no time or no level."""
        self._take_typed()
        return self.curve.readings()

    def refuse_outside(self) -> None:
        """Choose the first reading that lies before the start or after the end, and raise Refused.

        Not where the end is before the start: then no reading is to blame.
        """
        if self._end is not None and _minute(self._end) < _minute(self._begin):
            return
        for number, reading in enumerate(self.curve.readings()):
            why = self._why_outside(reading.at)
            if why is not None:
                self.curve.choose(number)
                raise Refused("readings", why, times.clock(reading.at))

    def _why_outside(self, at: datetime) -> Why | None:
        """Return why a reading cannot be at that time; within a minute nobody tells times apart."""
        if _minute(at) < _minute(self._begin):
            return Why.READING_BEFORE_START
        is_late = self._end is not None and _minute(at) > _minute(self._end)
        return Why.READING_AFTER_END if is_late else None

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

    def _can_leave(self) -> bool:
        """Take what was typed, or say why the chosen reading stays until that is mended."""
        try:
            self._take_typed()
        except Refused as fault:
            self.refused.emit(fault)
            return False
        return True

    def _take_typed(self) -> None:
        reading = self.curve.chosen_reading()
        if reading is None:
            return
        typed = self.time.text(), self.level.text()
        if typed == (times.clock(reading.at), typed_number(reading.intensity)):
            return
        at = reading.at
        if typed[0] != times.clock(at):
            at = self._moment_typed(parse_clock(typed[0], "readings"), at)
        intensity = float(parse_number(typed[1], "intensity"))
        Reading(at=at, intensity=intensity)  # refuses what is not on the scale
        self.curve.change_chosen(at, intensity)

    def _moment_typed(self, clock: time, was: datetime) -> datetime:
        """Return the moment that is meant: on the day on which it lies inside, the nearest to what it was.

        Who types the minute in which it began means the start.
        """
        typed = was.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0, tzinfo=None)
        days = {typed.date() + timedelta(days=one) for one in (-1, 0, 1)}
        days |= {edge.astimezone(was.tzinfo).date() for edge in (self._begin, self._until)}
        meant = [
            times.mended(typed.replace(year=day.year, month=day.month, day=day.day), was) for day in days
        ]
        every = [at for each in meant for at in times.told_as(each)]
        inside = [at for at in every if _minute(self._begin) <= at <= self._until]
        found = min(inside, key=lambda at: abs(at - was), default=times.mended(typed, was))
        return self._begin if _minute(self._begin) <= found < self._begin else found


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _between() -> Words:
    return Words(translate("Readings", "level", "between the time and the level of a reading"), size=SMALL)


def around(begin: datetime, end: datetime | None, readings: Sequence[Reading], now: datetime) -> datetime:
    """Return until when the curve goes: the end, or now, or the last reading."""
    last = max((reading.at for reading in readings), default=begin)
    return max(begin, last, end if end is not None else now)
