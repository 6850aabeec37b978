"""Which days the page shows: since the last appointment, a usual length, or from and until a day."""

from collections.abc import Sequence
from datetime import date
from enum import Enum

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog.entries import Appointment
from painlog.patterns.turns import last_appointment
from painlog.report.periods import USUAL_DAYS, days_back, is_a_page, kept_of
from painlog.window.buttons import Chip, FlowLayout, PlainButton
from painlog.window.fields import FIELD
from painlog.window.journal_table.days import ask_day
from painlog.window.look import gap
from painlog.window.panels import Words
from painlog.window.pressing import Row
from painlog.words import times
from painlog.words.language import filled

translate = QCoreApplication.translate


class Shown(Enum):
    """The periods that can be chosen, in the order of their buttons; the value is a number of days."""

    SINCE_LAST = -1
    SIX_WEEKS = USUAL_DAYS
    THREE_MONTHS = 91
    DATES = 0


class PeriodRow(Row):
    """The periods, of which one is chosen; they go on in a second line where the text is large."""

    chosen = Signal()

    def __init__(self, names: Sequence[str]) -> None:
        """Choose among `names`."""
        super().__init__()
        self.setAccessibleName(translate("Appointment", "The page shows"))
        self.chips = [Chip(name, self) for name in names]
        row = FlowLayout(self, spacing=gap(1))
        for chip in self.chips:
            chip.clicked.connect(self._pressed)
            row.addWidget(chip)
        self.hold(self.chips)

    def _pressed(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.choose(self.chips.index(chip))
            self.chosen.emit()


class DaysPanel(QWidget):
    """Buttons for the periods, and the two days where they are chosen by hand."""

    changed = Signal()

    def __init__(self) -> None:
        """Begin with the days since the last appointment, or six weeks."""
        super().__init__()
        self._dates = days_back(date(2000, 1, 1), USUAL_DAYS)
        self._is_chosen = False
        """Whether somebody chose the period; until then it is the one that makes a page."""
        names = (
            "",
            translate("Appointment", "6 weeks"),
            translate("Appointment", "3 months"),
            translate("Appointment", "Dates…"),
        )
        self.periods = PeriodRow(names)
        self.periods.choose(0)
        self.periods.chosen.connect(self._chosen)
        self.first = PlainButton("", least=FIELD)
        self.last = PlainButton("", least=FIELD)
        self.first.clicked.connect(self._ask_first)
        self.last.clicked.connect(self._ask_last)
        self._row = QWidget()
        row = FlowLayout(self._row, spacing=gap(2))
        for widget in (self.first, Words(translate("Appointment", "until")), self.last):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(2))
        column.addWidget(self.periods)
        column.addWidget(self._row)
        self._row.hide()

    @property
    def shown(self) -> Shown:
        """The period that is chosen."""
        return list(Shown)[self.periods.current]

    def days(self, appointments: Sequence[Appointment], today: date, first: date | None) -> tuple[date, date]:
        """Return the first and last day that are shown; `first` is the day of the first entry.

        Those since the last appointment are offered where there was one. Where no period is chosen they are
        the usual days.
        """
        last = last_appointment(appointments, today)
        self._offer(last, today)
        if last is None and self.shown is Shown.SINCE_LAST:
            self._is_chosen = False
        if not self._is_chosen:
            self._turn_to(Shown.SINCE_LAST if is_a_page(last, today) else Shown.SIX_WEEKS)
        self._show(self._days(last, today, first))
        return self._dates

    def _offer(self, last: date | None, today: date) -> None:
        """Offer the days since the `last` appointment, named by its day: else nobody sees which one it is."""
        chip = self.periods.chips[0]
        chip.setVisible(last is not None)
        if last is not None:
            day = times.near_calendar_day(last, today)
            chip.say(filled(translate("Appointment", "Since %1", "a day"), day))
            chip.setAccessibleName(filled(translate("Appointment", "Since the last appointment, %1"), day))

    def _days(self, last: date | None, today: date, first: date | None) -> tuple[date, date]:
        if self.shown is Shown.DATES:
            return self._dates
        if self.shown is Shown.SINCE_LAST and last is not None:
            return kept_of((last, today), first)
        return kept_of(days_back(today, self.shown.value), first)

    def choose_usual(self) -> None:
        """Leave it to the appointments which period is shown."""
        self._is_chosen = False

    def choose_dates(self, first: date, last: date) -> None:
        """Choose the days by hand."""
        self._is_chosen = True
        self._show((min(first, last), max(first, last)))
        self._turn_to(Shown.DATES)

    def _turn_to(self, shown: Shown) -> None:
        self.periods.choose(list(Shown).index(shown))
        self._row.setVisible(shown is Shown.DATES)

    def _chosen(self) -> None:
        self._is_chosen = True
        self._row.setVisible(self.shown is Shown.DATES)
        self.changed.emit()

    def _ask_first(self) -> None:
        title = translate("Appointment", "First day of the page")
        day = ask_day(self, title, translate("Appointment", "Take this day"), self._dates[0])
        if day is not None:
            self._take(day, max(day, self._dates[1]))

    def _ask_last(self) -> None:
        title = translate("Appointment", "Last day of the page")
        day = ask_day(self, title, translate("Appointment", "Take this day"), self._dates[1])
        if day is not None:
            self._take(min(day, self._dates[0]), day)

    def _take(self, first: date, last: date) -> None:
        self.choose_dates(first, last)
        self.changed.emit()

    def _show(self, days: tuple[date, date]) -> None:
        self._dates = days
        first, last = (times.short_day_of_year(day) for day in days)
        self.first.say(first)
        self.first.setAccessibleName(filled(translate("Appointment", "First day: %1"), first))
        self.last.say(last)
        self.last.setAccessibleName(filled(translate("Appointment", "Last day: %1"), last))
