"""A day that is typed, stepped with the arrow keys or picked from a month."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QToolButton
from pytestqt.qtbot import QtBot

from painlog.window.calendars import Calendar
from painlog.window.forms.days import DayField
from painlog.window.look import TARGET
from painlog.window.reasons import Reason

DAY = date(2026, 4, 2)


@pytest.fixture
def field(qtbot: QtBot) -> DayField:
    shown = DayField(DAY, name="Last day")
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_it_shows_the_day_with_all_of_its_year(field: DayField) -> None:
    assert field.field.text() == "02/04/2026"
    assert field.field.accessibleName() == "Last day"


@pytest.mark.parametrize("text", ["5.4.26", "2026-04-05", "05/04/2026"])
def test_a_typed_day_is_understood(field: DayField, text: str) -> None:
    field.field.setText(text)
    assert field.day == date(2026, 4, 5)
    assert field.field.text() == "05/04/2026"


def test_what_is_no_day_stays_with_the_reason_until_it_is_mended_or_emptied(field: DayField) -> None:
    for typed in ("02/04/2026", ""):
        _type(field, "31/02/2026")
        said = "This can't be read as a date. Write it like 02/04/2026."
        assert (field.day, field.field.text(), _reason(field)) == (DAY, "31/02/2026", said)
        _type(field, typed)
        assert (field.day, field.field.text(), _reason(field)) == (DAY, "02/04/2026", "")


def _type(field: DayField, text: str) -> None:
    field.field.selectAll()
    QTest.keyClick(field.field, Qt.Key.Key_Delete)
    QTest.keyClicks(field.field, text)
    QTest.keyClick(field.field, Qt.Key.Key_Return)


def _reason(field: DayField) -> str:
    said = field.findChild(Reason)
    assert isinstance(said, Reason)
    return said.text() if said.isVisible() else ""


def test_a_year_before_christ_is_a_slip(field: DayField) -> None:
    field.field.setText("28/11/-2026")
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert field.day == DAY


def test_arrows_end_with_the_calendar(field: DayField) -> None:
    field.field.setText("31/12/2200")
    QTest.keyClick(field.field, Qt.Key.Key_Up)
    assert field.day == date(2200, 12, 31)


def test_arrows_step_from_day_to_day(field: DayField) -> None:
    for _ in range(3):
        QTest.keyClick(field.field, Qt.Key.Key_Down)
    assert field.day == date(2026, 3, 30)
    QTest.keyClick(field.field, Qt.Key.Key_Up)
    assert field.day == date(2026, 3, 31)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_day_is_picked_from_the_month(field: DayField) -> None:
    field.calendar.click()
    over = QApplication.activePopupWidget()
    assert over is not None
    calendar = over.findChild(Calendar)
    assert isinstance(calendar, Calendar)
    assert calendar.day == DAY
    calendar.clicked.emit(QDate(2026, 4, 17))
    assert field.day == date(2026, 4, 17)
    assert QApplication.activePopupWidget() is None


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_keyboard_reaches_everything_in_the_month_that_pops_up(field: DayField) -> None:
    """It was a menu: the first Tab took the keyboard away, and no arrow went to another day after it."""
    field.calendar.click()
    over = QApplication.activePopupWidget()
    assert over is not None
    reached = set()
    for _ in range(5):
        stop = QApplication.focusWidget()
        assert stop is not None
        assert over.isAncestorOf(stop)
        reached.add(stop.accessibleName())
        QTest.keyClick(stop, Qt.Key.Key_Tab)
    assert reached == {"Days", "The month before", "The month after", "Month", "Year"}
    days = QApplication.focusWidget()
    assert days is not None
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(days, key)
    assert field.day == DAY + timedelta(days=1)
    field.calendar.click()
    again = QApplication.focusWidget()
    assert again is not None
    QTest.keyClick(again, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_the_arrows_and_enter_pick_a_day(qtbot: QtBot) -> None:
    calendar = Calendar(DAY)
    qtbot.addWidget(calendar)
    calendar.show()
    picked = QSignalSpy(calendar.picked)
    days = calendar.findChild(QAbstractItemView)
    assert isinstance(days, QAbstractItemView)
    QTest.keyClick(days, Qt.Key.Key_Down)
    QTest.keyClick(days, Qt.Key.Key_Right)
    QTest.keyClick(days, Qt.Key.Key_Return)
    assert picked.at(0) == [date(2026, 4, 10)]


def test_every_part_of_the_month_has_a_name_and_can_be_reached(qtbot: QtBot) -> None:
    calendar = Calendar(DAY)
    qtbot.addWidget(calendar)
    calendar.show()
    parts = [part for part in calendar.findChildren(QToolButton) if part.isVisible()]
    assert [part.accessibleName() for part in parts] == [
        "The month before",
        "The month after",
        "Month",
        "Year",
    ]
    assert all(part.focusPolicy() & Qt.FocusPolicy.TabFocus for part in parts)
    assert all(min(part.width(), part.height()) >= TARGET for part in parts)
    parts[1].click()
    assert calendar.monthShown() == 5
