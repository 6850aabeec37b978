"""A day to choose: typed, stepped with the arrow keys, or picked from a calendar."""

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from painlog.rules import EARLIEST, LATEST
from painlog.window import lettering
from painlog.window.buttons import PlainButton
from painlog.window.calendars import pop_up
from painlog.window.fields import FIELD
from painlog.window.look import BODY, font_of, gap
from painlog.window.meant import MeantField
from painlog.window.reasons import Reason
from painlog.words.clocks import in_figures, parse_day
from painlog.words.language import filled

translate = QCoreApplication.translate

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class TypedDay(MeantField):
    """A line with a date; emptied it goes back to the one before when the field is left."""

    def __init__(self, day: date, name: str = "") -> None:
        """Show `day`."""
        super().__init__(name)
        self._day = day
        self.show_day(day)
        self.setFixedWidth(lettering.width(self.text(), font_of(BODY)) + gap(8))

    @property
    def day(self) -> date:
        """The day that is shown, or the last one that was a day."""
        self.take()
        return self._day

    def show_day(self, day: date) -> None:
        """Show another day."""
        self._day = day
        self.setText(in_figures(day))
        self.say_nothing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step to the day after or before with the arrow keys."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            there = self.day + timedelta(days=step)
            if EARLIEST <= there.year <= LATEST:
                self.show_day(there)

    def take(self) -> str:
        """Take what was typed; an empty field goes back to the day before."""
        read = parse_day(self.text())
        if read is None and self.text().strip() and self.keeps_what_is_wrong:
            said = translate("DayField", "This can't be read as a date. Write it like %1.")
            return filled(said, in_figures(self._day))
        self.show_day(read or self._day)
        return ""


class DayField(QWidget):
    """A date to type, with a calendar beside it."""

    def __init__(self, day: date, *, name: str = "") -> None:
        """Show `day`."""
        super().__init__()
        self.field = TypedDay(day, name)
        self.calendar = PlainButton(translate("DayField", "Calendar…"), least=FIELD)
        self.calendar.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(1))
        line = QHBoxLayout()
        line.setSpacing(gap(1.5))
        line.addWidget(self.field)
        line.addWidget(self.calendar)
        line.addStretch(1)
        column.addLayout(line)
        reason = Reason(self)
        self.field.say_in(reason)
        column.addWidget(reason)
        self.setFocusProxy(self.field)
        self.calendar.clicked.connect(self._open_calendar)

    @property
    def day(self) -> date:
        """The day that is shown."""
        return self.field.day

    def show_day(self, day: date) -> None:
        """Show another day."""
        self.field.show_day(day)

    def _open_calendar(self) -> None:
        pop_up(self.calendar, self.day).picked.connect(self.show_day)
