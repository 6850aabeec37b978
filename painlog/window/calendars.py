"""A month to pick a day from: every part of it named, reached by keyboard and large enough to hit."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import QAbstractItemView, QCalendarWidget, QToolButton, QVBoxLayout, QWidget

from painlog.charts.inks import colour
from painlog.rules import EARLIEST, LATEST
from painlog.window.look import TARGET, font_of, gap, inks_of, text_growth
from painlog.window.panels import Panel, Surface
from painlog.window.screens import room_around

translate = QCoreApplication.translate

_FIRST, _LAST = date(EARLIEST, 1, 1), date(LATEST, 12, 31)
"""What can be picked, unless the day that is shown lies outside."""
_LINES = 7
"""The names of the days, and six weeks below them."""
_DAY = 36
"""The height of a day, in pixels: Qt's is that of its figures alone."""
_ARROWS = {"qt_calendar_prevmonth": -1, "qt_calendar_nextmonth": 1}
"""Where they lead; Qt's names."""
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
        letters = QFontMetrics(font_of()).height()
        self.setMinimumHeight(2 * letters + _LINES * max(_DAY, letters + gap(2)))

    @property
    def day(self) -> date:
        """The day that is chosen."""
        return _date(self.selectedDate())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint arrows that can be seen, and a ring around the arrow, month or year that the keyboard is at.

        Qt's arrows are black on the blue of the month, and of the keyboard it shows nothing.
        """
        if not isinstance(watched, QToolButton) or event.type() is not QEvent.Type.Paint:
            return super().eventFilter(watched, event)
        way = _ARROWS.get(watched.objectName(), 0)
        if way == 0:
            watched.event(event)
        with QPainter(watched) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(watched.palette().highlightedText(), 2 + text_growth()))
            if way != 0:
                reach, middle = 4.5 * text_growth(), watched.rect().toRectF().center()
                tip, back = QPointF(way * reach / 2, 0), -way * reach / 2
                ends = QPointF(back, -reach), tip, QPointF(back, reach)
                painter.drawPolyline([middle + end for end in ends])
            if watched.hasFocus():
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

    def _calm(self) -> None:
        """Take the red off weekends: it means nothing here."""
        quiet = QTextCharFormat()
        quiet.setForeground(colour(inks_of(self).ink))
        for day in _WEEKEND:
            self.setWeekdayTextFormat(day, quiet)


class _Over(QWidget):
    """A calendar over other windows. It is no menu: that takes the keyboard away with the first Tab."""

    def __init__(self, beside: QWidget, day: date) -> None:
        """Show the month of `day`; a click elsewhere or Esc closes it."""
        super().__init__(beside.window(), Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        panel = Panel(surface=Surface.OVER, inset=gap(1))
        self.calendar = Calendar(day, self)
        self.calendar.picked.connect(self.close)
        panel.body.addWidget(self.calendar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)

    def show_under(self, beside: QWidget) -> None:
        """Show it under a widget, as far as the screen has room."""
        self.adjustSize()
        room, place = room_around(beside), beside.mapToGlobal(beside.rect().bottomLeft())
        left = max(room.left(), min(place.x(), room.right() - self.width()))
        self.move(left, max(room.top(), min(place.y(), room.bottom() - self.height())))
        self.show()
        self.calendar.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def pop_up(beside: QWidget, day: date) -> Calendar:
    """Open a calendar under `beside`; it closes when a day is picked, or with Esc."""
    over = _Over(beside, day)
    over.show_under(beside)
    return over.calendar


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
