"""A date and a time of day that can be pressed, typed and stepped: every time is mended with this."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QMenu, QVBoxLayout, QWidget, QWidgetAction

from painlog import entries
from painlog.window import lettering
from painlog.window.buttons import Chip, FlowLayout, PlainButton
from painlog.window.fields import FIELD, Field, Tick
from painlog.window.look import gap
from painlog.words import times

translate = QCoreApplication.translate

_STEPS_BACK = (15, 5)
"""Minutes by which one press moves the time back."""
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.h ]?(?P<minute>\d\d))?(?:\s*(?P<half>[ap])\.?m\.?)?")
_WIDEST_CLOCK = "00:00 PM"
_BACK, _ON = "\u2039", "\u203a"


class TimeField(Field):
    """A time of day as people type it: 13:05, 1305, 13.05, 1:05 pm; up and down move it by five minutes."""

    typed = Signal(object)
    """The time that was typed, once it can be read and the field is left or Enter is pressed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(name, parent)
        self._shown = time()
        self.editingFinished.connect(self._finished)

    def show_time(self, clock: time) -> None:
        """Show `clock` without saying so."""
        self._shown = clock.replace(second=0, microsecond=0)
        self.setText(times.clock(clock))
        self.setFixedWidth(lettering.width(_WIDEST_CLOCK, self.font()) + gap(8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the time with the arrows."""
        step = {Qt.Key.Key_Up: 5, Qt.Key.Key_Down: -5}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        moved = datetime.combine(date(2000, 1, 2), self._shown) + timedelta(minutes=step)
        self.show_time(moved.time())
        self.typed.emit(self._shown)

    def _finished(self) -> None:
        read = time_typed(self.text())
        if read is None:
            self.show_time(self._shown)
        elif read != self._shown:
            self.show_time(read)
            self.typed.emit(read)


class MomentEdit(QWidget):
    """Day and time of day, with one-press corrections and, where asked for, the tick "about".

    The moment keeps its own distance from UTC when it was written in another time zone than the computer's;
    otherwise a new day or time gets the distance that the computer's zone has then.
    """

    changed = Signal(object)
    """The new moment, an aware datetime; emitted when the person changes it or the tick."""

    def __init__(
        self,
        moment: datetime,
        parent: QWidget | None = None,
        *,
        name: str = "",
        about: bool | None = None,
        clock: Callable[[], datetime] = entries.now,
    ) -> None:
        """Show `moment`; `about` tells whether it is a guess, None leaves the tick out."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._clock = clock
        self._moment = moment
        self._is_local = moment.utcoffset() == _local(moment.replace(tzinfo=None)).utcoffset()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(gap(2))
        rows.addLayout(self._day_and_time())
        rows.addLayout(self._corrections())
        self._about = Tick(translate("MomentEdit", "About: I am not sure of the time"), self)
        self._about.setVisible(about is not None)
        self._about.setChecked(bool(about))
        self._about.toggled.connect(self._told)
        rows.addWidget(self._about)
        self._show()

    @property
    def moment(self) -> datetime:
        """What is shown."""
        return self._moment

    @property
    def is_about(self) -> bool:
        """Whether the time was ticked as a guess."""
        return self._about.isChecked()

    def show_moment(self, moment: datetime) -> None:
        """Show another moment without saying so."""
        self._moment = moment
        self._show()

    def focus_time(self) -> None:
        """Give the keyboard to the time of day."""
        self._time.setFocus()
        self._time.selectAll()

    def _day_and_time(self) -> FlowLayout:
        line = FlowLayout(spacing=gap(1))
        self._before = self._step(_BACK, translate("MomentEdit", "The day before"))
        self._day = PlainButton("", least=FIELD)
        self._day.setAccessibleDescription(translate("MomentEdit", "Opens a calendar"))
        self._after = self._step(_ON, translate("MomentEdit", "The day after"))
        self._time = TimeField(translate("MomentEdit", "Time of day"))
        for widget in (self._before, self._day, self._after, self._time):
            line.addWidget(widget)
        self._before.clicked.connect(self._go_to_day_before)
        self._after.clicked.connect(self._go_to_day_after)
        self._day.clicked.connect(self._open_calendar)
        self._time.typed.connect(self._time_typed)
        return line

    def _corrections(self) -> FlowLayout:
        line = FlowLayout(spacing=gap(1))
        for minutes in _STEPS_BACK:
            chip = Chip(translate("MomentEdit", "%n min back", "earlier by", minutes), self, checkable=False)
            chip.setAccessibleName(translate("MomentEdit", "%n minute(s) earlier", "", minutes))
            chip.setProperty("minutes", minutes)
            chip.clicked.connect(self._go_back)
            line.addWidget(chip)
        present = Chip(translate("MomentEdit", "Now"), self, checkable=False)
        present.clicked.connect(self._go_to_now)
        line.addWidget(present)
        return line

    def _step(self, sign: str, name: str) -> PlainButton:
        button = PlainButton(sign, least=FIELD)
        button.setAccessibleName(name)
        return button

    def _show(self) -> None:
        wall = self._moment
        self._day.say(_day_name(wall.date(), self._clock().date()))
        self._time.show_time(wall.time())

    def _told(self) -> None:
        self.changed.emit(self._moment)

    def _become(self, moment: datetime) -> None:
        if moment != self._moment:
            self._moment = moment
            self._show()
            self._told()

    def _become_wall(self, day: date, clock: time) -> None:
        wall = datetime.combine(day, clock)
        self._become(_local(wall) if self._is_local else wall.replace(tzinfo=self._moment.tzinfo))

    def _go_back(self) -> None:
        minutes = self.sender().property("minutes")
        self._become(self._moment - timedelta(minutes=minutes))

    def _go_to_now(self) -> None:
        now = self._clock().replace(second=0, microsecond=0)
        self._is_local = True
        self._become(now)

    def _go_to_day_before(self) -> None:
        self._become_wall(self._moment.date() - timedelta(days=1), self._moment.time())

    def _go_to_day_after(self) -> None:
        self._become_wall(self._moment.date() + timedelta(days=1), self._moment.time())

    def _time_typed(self, typed: time) -> None:
        self._become_wall(self._moment.date(), typed)

    def _open_calendar(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setSelectedDate(QDate(self._moment.year, self._moment.month, self._moment.day))
        calendar.activated.connect(self._day_picked)
        calendar.clicked.connect(self._day_picked)
        calendar.activated.connect(menu.close)
        calendar.clicked.connect(menu.close)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._day.mapToGlobal(self._day.rect().bottomLeft()))
        calendar.setFocus()

    def _day_picked(self, day: QDate) -> None:
        self._become_wall(date(day.year(), day.month(), day.day()), self._moment.time())


def time_typed(text: str) -> time | None:
    """Return the time of day that `text` means, or None: "13:05", "1305", "13.05", "13", "1:05 pm"."""
    match = _CLOCK.fullmatch(text.strip().casefold())
    if match is None:
        return None
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _local(wall: datetime) -> datetime:
    """Return the wall clock's time in the computer's time zone, with its distance from UTC then."""
    return wall.astimezone()


def _day_name(day: date, today: date) -> str:
    if day == today:
        return translate("MomentEdit", "Today")
    if day == today - timedelta(days=1):
        return translate("MomentEdit", "Yesterday")
    return times.short_day(day) if day.year == today.year else times.short_day_of_year(day)
