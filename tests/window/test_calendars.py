"""The calendar: every day that can be reached is a day of Python's, too."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QTableView, QToolButton
from pytestqt.qtbot import QtBot

from painlog.charts.inks import contrast
from painlog.window.calendars import Calendar
from painlog.window.look import FIELD, LookName, apply_look


def test_no_day_before_1900_can_be_reached(qtbot: QtBot) -> None:
    """Qt's own calendar goes back to the year -4714, for which Python has no date."""
    calendar = Calendar(date(2026, 4, 2))
    qtbot.addWidget(calendar)
    calendar.setSelectedDate(calendar.minimumDate())
    assert calendar.day == date(1900, 1, 1)
    calendar.setSelectedDate(calendar.minimumDate().addDays(-1))
    assert calendar.day.year >= 1900
    calendar.setSelectedDate(QDate(9999, 12, 31))
    assert calendar.day.year <= 2200


@pytest.mark.parametrize("percent", [100, 200])
def test_its_arrows_are_easy_to_hit_and_grow_with_the_text(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    apply_look(qapp, percent=percent)
    calendar = Calendar(date(2026, 4, 2))
    qtbot.addWidget(calendar)
    calendar.show()
    letters = calendar.fontMetrics().height()
    for arrow in calendar.findChildren(QToolButton):
        assert min(arrow.width(), arrow.height()) >= max(24, 1.5 * letters), arrow.accessibleName()
        assert len({y for _, y in _seen_on(arrow)}) >= letters / 3, arrow.accessibleName()
    apply_look(qapp)


@pytest.mark.parametrize("look", LookName)
def test_its_arrows_can_be_seen(qtbot: QtBot, qapp: QApplication, look: LookName) -> None:
    """They were black on the blue of the month."""
    apply_look(qapp, look)
    calendar = Calendar(date(2026, 4, 2))
    qtbot.addWidget(calendar)
    calendar.show()
    for name in ("qt_calendar_prevmonth", "qt_calendar_nextmonth"):
        arrow = calendar.findChild(QToolButton, name)
        assert isinstance(arrow, QToolButton)
        assert len(_seen_on(arrow)) >= 10
    apply_look(qapp)


def _seen_on(button: QToolButton) -> list[tuple[int, int]]:
    """Return the places that differ from the ground of a button so much that they are seen (3:1)."""
    picture = button.window().grab(QRect(button.mapTo(button.window(), QPoint()), button.size())).toImage()
    ground = picture.pixelColor(1, 1).name()
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return [at for at in places if contrast(picture.pixelColor(*at).name(), ground) >= 3]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(9999, 12, 31)])
def test_a_day_from_elsewhere_is_shown_all_the_same(qtbot: QtBot, day: date) -> None:
    calendar = Calendar(day)
    qtbot.addWidget(calendar)
    assert calendar.day == day


def test_where_the_keyboard_is_can_be_seen(qtbot: QtBot) -> None:
    """At the arrows, month and year Qt shows nothing of it."""
    calendar = Calendar(date(2026, 4, 2))
    qtbot.addWidget(calendar)
    calendar.show()
    calendar.activateWindow()
    qtbot.waitUntil(calendar.isActiveWindow)
    for part in calendar.findChildren(QToolButton):
        part.setFocus(Qt.FocusReason.TabFocusReason)
        there = calendar.grab().toImage()
        part.clearFocus()
        assert calendar.grab().toImage() != there, part.accessibleName()


@pytest.mark.parametrize("percent", [100, 200])
def test_its_days_are_easy_to_hit(qtbot: QtBot, qapp: QApplication, percent: int) -> None:
    """They were 22 pixels high."""
    apply_look(qapp, percent=percent)
    calendar = Calendar(date(2026, 4, 2))
    qtbot.addWidget(calendar)
    calendar.adjustSize()
    calendar.show()
    days = calendar.findChild(QTableView)
    assert isinstance(days, QTableView)
    assert min(days.rowHeight(row) for row in range(1, 7)) >= FIELD - 4
    apply_look(qapp)
