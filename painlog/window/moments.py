"""A date and a time of day that can be pressed, typed and stepped: every time is mended with this."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog import entries
from painlog.entries import Refused, Why
from painlog.window import lettering
from painlog.window.buttons import Chip, FlowLayout, PlainButton
from painlog.window.calendars import pop_up
from painlog.window.fields import FIELD, Tick
from painlog.window.look import gap
from painlog.window.meant import MeantField
from painlog.window.reasons import Reason
from painlog.words import times
from painlog.words.clocks import parse_clock
from painlog.words.language import filled
from painlog.words.refusals import beside_field

translate = QCoreApplication.translate

_STEPS_BACK = (-60, -15, -5)
_BOTH_WAYS = (-60, -15, 15, 60)
"""Minutes by which one press moves the time of what was, and of what is to come."""
MOST_AHEAD = timedelta(hours=3)
"""A time of day that was told as that of something past, and is further ahead, was the day before's."""
_WIDEST_CLOCK = "00:00 PM"
_BACK, _ON = "\u2039", "\u203a"


class TimeField(MeantField):
    """A time of day as people type it: 13:05, 1305, 13.05, 1:05 pm; up and down move it by five minutes."""

    typed = Signal(object)
    """The time that was typed, once it can be read and the field is left or Enter is pressed."""
    guessed = Signal()
    """The time was typed as a guess: "about 3"."""

    def __init__(self, name: str) -> None:
        """Make an empty field."""
        super().__init__(name)
        self._shown = time()
        self.is_stepped = False
        self.objects: Callable[[], str] = str
        """Says why a time that can be read cannot be; nothing where it can."""

    @property
    def shown(self) -> time:
        """The last time that could be read."""
        return self._shown

    def show_time(self, clock: time) -> None:
        """Show `clock` without saying so."""
        self._shown = clock.replace(second=0, microsecond=0)
        self.setText(times.clock(clock))
        self.say_nothing()
        self.setFixedWidth(lettering.width(_WIDEST_CLOCK, self.font()) + gap(8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the time with the arrows."""
        step = {Qt.Key.Key_Up: 5, Qt.Key.Key_Down: -5}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        moved = datetime.combine(date(2000, 1, 2), self._shown) + timedelta(minutes=step)
        self.show_time(moved.time())
        self.is_stepped = True
        self.typed.emit(self._shown)
        self.is_stepped = False

    def take(self) -> str:
        """Take what was typed; an empty field goes back to the time before."""
        told = without_about(self.text())
        read = time_typed(told)
        if read is None and told.strip() and self.keeps_what_is_wrong:
            return beside_field(Refused("at", Why.NOT_A_TIME, told))
        if read is not None and told != self.text():
            self.guessed.emit()
        if read is None:
            self.show_time(self._shown)
        elif read != self._shown:
            self.show_time(read)
            self.typed.emit(read)
        elif told != self.text():
            self.show_time(read)
        return self.objects()


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
        *,
        name: str = "",
        about: bool | None = None,
        among_others: bool = False,
        to_come: bool = False,
        has_begun: bool = False,
        is_over: bool = False,
        clock: Callable[[], datetime] = entries.now,
    ) -> None:
        """Show `moment`; `about` tells whether it is a guess, None leaves the tick out.

        Where it stands `among_others`, each button says which moment it is about. What is `to_come` is set
        earlier and later, and not to now. When something `has_begun`, or `is_over`, is not after now: a later
        time of day that is typed is the day before's. So is any that is hours ahead, as 23:50 past midnight.
        """
        super().__init__()
        self.objects: Callable[[datetime], Why | None] = _nothing
        """Says why a moment cannot be, where that is known."""
        self._why_ahead = Why.END_TO_COME if is_over else Why.STILL_TO_COME if has_begun else None
        most = timedelta.max if to_come else MOST_AHEAD
        self._farthest_ahead = most if self._why_ahead is None else timedelta(0)
        self._given = moment
        self._told_day = self._seen_day = moment.date()
        self.setAccessibleName(name)
        self._of = name if among_others else ""
        self._unseen = QTimer(self, singleShot=True, interval=0)
        """Runs until a day that a typed time of day changed can be seen."""
        self._clock = clock
        self._moment = moment
        self._is_local = times.is_of_here(moment)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(gap(2))
        rows.addLayout(self._day_and_time())
        reason = Reason(self)
        self._time.say_in(reason)
        self._time.objects = self._why_not
        rows.addWidget(reason)
        rows.addLayout(self._corrections(to_come=to_come))
        self._about = Tick(translate("MomentEdit", "About: I am not sure of the time"), self)
        self._about.setVisible(about is not None)
        self._near.setVisible(about is not None)
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
        self._moment = self._given = moment
        self._is_local = times.is_of_here(moment)
        self._told_day = moment.date()
        self._show()

    def focus_time(self) -> None:
        """Give the keyboard to the time of day."""
        self._time.setFocus()
        self._time.selectAll()

    def _day_and_time(self) -> FlowLayout:
        line = FlowLayout(spacing=gap(1))
        self._before = _arrow(_BACK, self._name(translate("MomentEdit", "The day before")))
        self._day = PlainButton("", least=FIELD)
        self._day.setAccessibleDescription(translate("MomentEdit", "Opens a calendar"))
        self._after = _arrow(_ON, self._name(translate("MomentEdit", "The day after")))
        self._time = TimeField(self._name(translate("MomentEdit", "Time of day")))
        for widget in (self._before, self._day, self._after, self._time):
            line.addWidget(widget)
        for arrow in (self._before, self._after):
            arrow.pressed.connect(self._see_day)
            arrow.clicked.connect(self._go_a_day)
        self._day.clicked.connect(self._open_calendar)
        self._time.typed.connect(self._time_typed)
        self._time.guessed.connect(self._guessed)
        return line

    def _corrections(self, *, to_come: bool) -> FlowLayout:
        line = FlowLayout(spacing=gap(1))
        for minutes in _BOTH_WAYS if to_come else _STEPS_BACK:
            line.addWidget(self._correction(minutes))
        present = Chip(translate("MomentEdit", "Now"), self, checkable=False)
        present.setAccessibleName(self._name(present.words))
        present.setVisible(not to_come)
        present.clicked.connect(self._go_to_now)
        self._near = Chip("", self, checkable=False)
        self._near.clicked.connect(self._go_to_about)
        for chip in (present, self._near):
            line.addWidget(chip)
        return line

    def _correction(self, minutes: int) -> Chip:
        far = times.duration(abs(minutes))
        if minutes < 0:
            words = filled(translate("MomentEdit", "%1 back", "a length of time"), far)
            name = translate("MomentEdit", "%n minute(s) earlier", "", -minutes)
        else:
            words = filled(translate("MomentEdit", "%1 later", "a length of time"), far)
            name = translate("MomentEdit", "%n minute(s) later", "", minutes)
        chip = Chip(words, self, checkable=False)
        chip.setAccessibleName(self._name(name))
        chip.setProperty("minutes", minutes)
        chip.clicked.connect(self._move)
        return chip

    def _show(self) -> None:
        self._time.show_time(self._moment.time())
        self.follow_day()

    def follow_day(self) -> None:
        """Say what day it is as seen from today; what is typed in the time stays."""
        self._day.say(_day_name(self._moment.date(), self._clock().date()))
        self._day.setAccessibleName(self._name(self._day.words))
        near = translate("MomentEdit", "About %1", "a full hour near a time, as a guess")
        self._near.say(filled(near, times.clock(_full_hour(self._moment, self._clock()))))
        self._near.setAccessibleName(self._name(self._near.words))

    def _name(self, part: str) -> str:
        """Return what a part is called: with the name of the whole where there are others like it."""
        return (
            filled(translate("MomentEdit", "%1: %2", "which moment, a part"), self._of, part)
            if self._of
            else part
        )

    def _told(self) -> None:
        self.changed.emit(self._moment)

    def _become(self, moment: datetime) -> None:
        is_new = moment != self._moment
        self._moment = moment
        self._told_day = moment.date()
        self._show()
        if is_new:
            self._told()

    def _of_wall(self, day: date, clock: time) -> datetime:
        wall = datetime.combine(day, clock)
        if self._is_local:
            return times.shown_here(wall, self._moment)
        return wall.replace(tzinfo=self._moment.tzinfo)

    def _why_not(self) -> str:
        """Return why the moment cannot be; one that was there before stays possible."""
        if self._moment == self._given:
            return ""
        is_ahead = self._moment > self._clock()
        why = (self._why_ahead if is_ahead else None) or self.objects(self._moment)
        return beside_field(Refused("at", why)) if why is not None else ""

    def _move(self) -> None:
        minutes = self.sender().property("minutes")
        moved = self._moment + timedelta(minutes=minutes)
        self._become(moved.astimezone() if self._is_local else moved)

    def _go_to_now(self) -> None:
        now = self._clock().replace(second=0, microsecond=0)
        self._is_local = True
        self._become(now)

    def _go_to_about(self) -> None:
        """Say that it was about the full hour."""
        hour = _full_hour(self._moment, self._clock())
        self._about.setChecked(True)
        self._become(self._of_wall(hour.date(), hour.time()))

    def _see_day(self) -> None:
        """Keep the day that was seen: leaving the field for an arrow may have made it the day before."""
        self._seen_day = self._told_day if self._unseen.isActive() else self._moment.date()

    def _go_a_day(self) -> None:
        days = 1 if self.sender() is self._after else -1
        self._go_to_day(self._seen_day + timedelta(days=days))

    def _time_typed(self, typed: time) -> None:
        if self._time.is_stepped:
            self._step_to(typed)
            return
        day, now = self._told_day, self._clock()
        meant = self._of_wall(day, typed)
        if self._farthest_ahead < timedelta.max:
            meant = times.not_ahead(meant, now)
        if day == now.date() and meant - now > self._farthest_ahead:
            meant = self._of_wall(day - timedelta(days=1), typed)
            self._unseen.start()
        self._become(meant)
        self._told_day = day

    def _step_to(self, typed: time) -> None:
        """Go to a time of day that the arrows reached, over midnight too."""
        days = (self._moment.date() + timedelta(days=one) for one in (-1, 0, 1))
        moments = (self._of_wall(day, typed) for day in days)
        self._become(min(moments, key=lambda moment: abs(moment - self._moment)))

    def _guessed(self) -> None:
        """Tick that the time is a guess, where that is asked."""
        if not self._about.isHidden():
            self._about.setChecked(True)

    def _open_calendar(self) -> None:
        pop_up(self._day, self._moment.date()).picked.connect(self._go_to_day)

    def _go_to_day(self, day: date) -> None:
        """Show another day; a time that cannot be read stays as it was typed."""
        typed = self._time.text()
        is_read = self._time.settle()
        self._become(self._of_wall(day, self._moment.time()))
        if not is_read:
            self._time.setText(typed)
            self._time.settle()


def _nothing(_moment: datetime) -> None:
    """Object to no moment."""


def without_about(text: str) -> str:
    """Return what was typed without the word or sign that makes a guess of it: "about 3", "~15:00"."""
    plain = text.strip()
    for sign in (translate("MomentEdit", "about", "before a time that is a guess"), "~", "≈"):
        if plain.casefold().startswith(sign.casefold()):
            return plain[len(sign) :].strip()
    return text


def time_typed(text: str) -> time | None:
    """Return the time of day that `text` means, or None where it means none."""
    try:
        return parse_clock(text)
    except Refused:
        return None


def _arrow(sign: str, name: str) -> PlainButton:
    button = PlainButton(sign, least=FIELD)
    button.setAccessibleName(name)
    return button


def _full_hour(moment: datetime, now: datetime) -> datetime:
    """Return the full hour that is next to the moment, but not ahead of now."""
    hour = moment.replace(minute=0, second=0, microsecond=0)
    later = hour + timedelta(hours=1)
    return later if moment - hour >= timedelta(minutes=30) and later <= now else hour


def _day_name(day: date, today: date) -> str:
    if day == today:
        return translate("MomentEdit", "Today")
    if day == today - timedelta(days=1):
        return translate("MomentEdit", "Yesterday")
    return times.near_day(day, today)
