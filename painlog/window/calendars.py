"""A month to pick a day from: every part of it named, reached by keyboard and large enough to hit."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import QAbstractItemView, QCalendarWidget, QToolButton, QWidget, QWidgetAction

from painlog.charts.inks import colour
from painlog.rules import EARLIEST, LATEST
from painlog.window.look import TARGET, font_of, inks_of
from painlog.window.menu import Menu

translate = QCoreApplication.translate

_FIRST, _LAST = date(EARLIEST, 1, 1), date(LATEST, 12, 31)
"""What can be picked, unless the day that is shown lies outside."""
_WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class Calendar(QCalendarWidget):
    """A month. A click or Enter picks a day; the arrows of the keyboard go from day to day."""

    picked = Signal(object)
    """The day (a date)."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        """Show the month of `day`."""
        super().__init__(parent)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setDateRange(_qdate(min(day, _FIRST)), _qdate(max(day, _LAST)))
        self.setSelectedDate(_qdate(day))
        self.clicked.connect(self._tell)
        self.activated.connect(self._tell)
        self._name_parts()
        self._calm()

    @property
    def day(self) -> date:
        """The day that is chosen."""
        return _date(self.selectedDate())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put a ring around the arrow, month or year that the keyboard is at: Qt shows nothing of that."""
        if not isinstance(watched, QToolButton) or event.type() is not QEvent.Type.Paint:
            return super().eventFilter(watched, event)
        if not watched.hasFocus():
            return False
        watched.event(event)
        with QPainter(watched) as painter:
            painter.setPen(QPen(watched.palette().highlightedText(), 2))
            painter.drawRect(watched.rect().adjusted(2, 2, -2, -2))
        return True

    def _tell(self, day: QDate) -> None:
        self.picked.emit(_date(day))

    def _name_parts(self) -> None:
        """Name what Qt leaves nameless, and let the Tab key reach it."""
        days = self.findChild(QAbstractItemView)
        if isinstance(days, QAbstractItemView):
            days.setAccessibleName(translate("Calendar", "Days"))
        names = {
            "qt_calendar_prevmonth": translate("Calendar", "The month before"),
            "qt_calendar_nextmonth": translate("Calendar", "The month after"),
            "qt_calendar_monthbutton": translate("Calendar", "Month"),
            "qt_calendar_yearbutton": translate("Calendar", "Year"),
        }
        for part in self.findChildren(QToolButton):
            part.setAccessibleName(names.get(part.objectName(), part.text()))
            part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            part.installEventFilter(self)
            letters = QFontMetrics(font_of()).height()
            part.setMinimumSize(max(TARGET, 2 * letters), max(TARGET, 2 * letters))
            part.setIconSize(QSize(letters, letters))

    def _calm(self) -> None:
        """Take the red off weekends: it means nothing here."""
        quiet = QTextCharFormat()
        quiet.setForeground(colour(inks_of(self).ink))
        for day in _WEEKEND:
            self.setWeekdayTextFormat(day, quiet)


def pop_up(beside: QWidget, day: date) -> Calendar:
    """Open a calendar under `beside`; it closes when a day is picked, or with Esc."""
    menu = Menu(beside)
    calendar = Calendar(day, menu)
    calendar.picked.connect(menu.close)
    action = QWidgetAction(menu)
    action.setDefaultWidget(calendar)
    menu.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(beside.mapToGlobal(beside.rect().bottomLeft()))
    calendar.setFocus()
    return calendar


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
