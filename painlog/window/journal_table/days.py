"""Asking for a day."""

from datetime import date

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from painlog.window.calendars import Calendar
from painlog.window.question import Question

translate = QCoreApplication.translate


class DayQuestion(Question):
    """A calendar; a double click or Enter takes the day."""

    def __init__(self, title: str, takes: str, shown: date, parent: QWidget | None = None) -> None:
        """Begin with the day that is `shown`; `takes` is the button that takes the chosen one."""
        super().__init__(title, takes, parent)
        self.calendar = Calendar(shown)
        self.calendar.setAccessibleName(translate("JournalTab", "Day"))
        self.calendar.activated.connect(self.accept)
        self.rows.addWidget(self.calendar)
        self.calendar.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def day(self) -> date:
        """The day that is chosen."""
        return self.calendar.day


def ask_day(parent: QWidget, title: str, takes: str, shown: date) -> date | None:
    """Return the day that is chosen, as DayQuestion asks for it; None when the question was left."""
    question = DayQuestion(title, takes, shown, parent)
    return question.day if question.ask_once() else None
