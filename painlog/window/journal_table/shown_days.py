"""Which days the table shows: all, the last ones, since the last appointment, or from a day to a day."""

from datetime import date, timedelta
from enum import Enum
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QWidget

from painlog.journal import Journal
from painlog.patterns.turns import last_appointment
from painlog.window.buttons import PlainButton
from painlog.window.fields import FIELD
from painlog.window.forms.days import DayField
from painlog.window.menu import Menu
from painlog.window.panels import asking
from painlog.window.question import Question
from painlog.words import times
from painlog.words.language import filled

translate = QCoreApplication.translate

Days: TypeAlias = tuple[date, date]
"""The first and the last day, both inclusive."""


class Shown(Enum):
    """What can be chosen; the value is a number of days that end with today."""

    ALL = 0
    WEEK = 7
    FOUR_WEEKS = 28
    THREE_MONTHS = 91
    SINCE_APPOINTMENT = -1
    DATES = -2


class DaysQuestion(Question):
    """A first and a last day."""

    def __init__(self, days: Days, parent: QWidget | None = None) -> None:
        """Begin with `days`."""
        super().__init__(translate("JournalTab", "Which days?"), translate("JournalTab", "Show them"), parent)
        self.first, self.last = (DayField(day) for day in days)
        for words, field in (
            (translate("JournalTab", "First day"), self.first),
            (translate("JournalTab", "Last day"), self.last),
        ):
            field.field.setAccessibleName(words)
            field.calendar.setAccessibleName(filled(translate("JournalTab", "Calendar: %1"), words))
            self.rows.addLayout(asking(words, field, field.field))
        self.first.field.setFocus()

    @property
    def days(self) -> Days:
        """The days in their order, whichever was told first."""
        return min(self.first.day, self.last.day), max(self.first.day, self.last.day)


class DaysButton(PlainButton):
    """Says which days are shown; its menu offers others."""

    changed = Signal()

    def __init__(self, reader: Journal) -> None:
        """Show all days of `reader`."""
        super().__init__("", "", least=FIELD)
        self._reader = reader
        self._dates: Days | None = None
        self.shown = Shown.ALL
        menu = Menu(self)
        group = QActionGroup(menu)
        self.actions_of = {}
        for shown, words in _offered().items():
            action = menu.addAction(words, self._choose)
            action.setCheckable(True)
            action.setData(shown)
            group.addAction(action)
            self.actions_of[shown] = action
        menu.aboutToShow.connect(self._tick)
        self.setMenu(menu)
        self._tell()

    def days(self) -> Days | None:
        """Return the first and the last day that are shown; None for all there are."""
        today = self._reader.clock().date()
        if self.shown is Shown.DATES:
            return self._dates
        if self.shown is Shown.SINCE_APPOINTMENT:
            return last_appointment(self._reader.appointments(), today) or date.min, date.max
        if self.shown is Shown.ALL:
            return None
        return today - timedelta(days=self.shown.value - 1), date.max

    def show_dates(self, days: Days) -> None:
        """Show the days from the first until the last."""
        self._dates, self.shown = days, Shown.DATES
        self._tell()
        self.changed.emit()

    def _tick(self) -> None:
        last = last_appointment(self._reader.appointments(), self._reader.clock().date())
        self.actions_of[Shown.SINCE_APPOINTMENT].setVisible(last is not None)
        for shown, action in self.actions_of.items():
            action.setChecked(shown is self.shown)

    def _choose(self) -> None:
        shown: Shown = self.sender().data()  # type: ignore[attr-defined]
        if shown is Shown.DATES:
            self._ask_dates()
            return
        self.shown = shown
        self._tell()
        self.changed.emit()

    def _ask_dates(self) -> None:
        today = self._reader.clock().date()
        question = DaysQuestion(self._dates or (today - timedelta(days=6), today), self.window())
        if question.ask_once():
            self.show_dates(question.days)

    def _tell(self) -> None:
        if self.shown is Shown.DATES and self._dates is not None:
            said = times.span(*self._dates)
        else:
            said = _offered()[self.shown]
        self.say(filled(translate("JournalTab", "%1 ▾", "what a menu is set to"), said))
        self.setAccessibleName(filled(translate("JournalTab", "Days that are shown: %1"), said))


def _offered() -> dict[Shown, str]:
    return {
        Shown.ALL: translate("JournalTab", "All days"),
        Shown.WEEK: translate("JournalTab", "Last 7 days"),
        Shown.FOUR_WEEKS: translate("JournalTab", "Last 4 weeks"),
        Shown.THREE_MONTHS: translate("JournalTab", "Last 3 months"),
        Shown.SINCE_APPOINTMENT: translate("JournalTab", "Since last appointment"),
        Shown.DATES: translate("JournalTab", "From a day to a day…"),
    }
