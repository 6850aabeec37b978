"""About me: every row can be left, and what is told is kept as told."""

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from painlog.entries import Patient
from painlog.window.about_me import AboutMe
from painlog.window.look import apply_look
from painlog.window.reasons import Reason

NO_TIME = "This is not a time; write for example 13:05."
CLICK = Qt.MouseButton.LeftButton


def _about(qtbot: QtBot, patient: Patient) -> AboutMe:
    asked = AboutMe(patient)
    qtbot.addWidget(asked)
    asked.show()
    asked.activateWindow()
    qtbot.waitUntil(asked.isActiveWindow)
    return asked


def test_left_alone_nothing_changes(qtbot: QtBot) -> None:
    patient = Patient(name="A", waking=(time(6), time(22)), activities=("lifting",), usual_regions=("neck",))
    assert _about(qtbot, patient).patient == patient
    assert _about(qtbot, Patient()).patient == Patient()


def test_waking_hours_are_told_by_typing_one_of_them(qtbot: QtBot) -> None:
    asked = _about(qtbot, Patient())
    asked.waking.hours.begin.selectAll()
    qtbot.keyClicks(asked.waking.hours.begin, "6:30")
    qtbot.keyClick(asked.waking.hours.begin, Qt.Key.Key_Tab)
    assert asked.patient.waking == (time(6, 30), time(23))


def test_how_long_the_waking_hours_are_is_said_beside_them(qtbot: QtBot) -> None:
    """The same time twice was taken as awake for 24 hours, and two that were mixed up as eight, unsaid."""
    asked = _about(qtbot, Patient())
    hours = asked.waking.hours
    assert hours.length.text() == "16 h"
    for begin, end, length in (
        ("22:00", "22:00", "day and night"),
        ("23:00", "07:00", "8 h"),
        ("06:30", "22:00", "15 h 30 min"),
        ("late", "22:00", ""),
    ):
        for field, text in ((hours.begin, begin), (hours.end, end)):
            typed(field, text, qtbot)
        assert hours.length.text() == length
    hours.go_back()
    assert hours.length.text() == "15 h 30 min"


def test_waking_hours_that_cannot_be_read_stay_with_the_reason(qtbot: QtBot) -> None:
    asked = _about(qtbot, Patient(waking=(time(6), time(22))))
    begin = asked.waking.hours.begin
    typed(begin, "half past six", qtbot)
    for leaves in (Qt.Key.Key_Tab, Qt.Key.Key_Return):
        qtbot.keyClick(begin, leaves)
        assert (begin.text(), said(asked)) == ("half past six", [NO_TIME])
    qtbot.mouseClick(asked.yes, CLICK)
    assert (asked.isVisible(), asked.focusWidget()) == (True, begin)
    typed(begin, "6:30", qtbot)
    assert said(asked) == []
    qtbot.mouseClick(asked.yes, CLICK)
    assert not asked.isVisible()
    assert asked.patient.waking == (time(6, 30), time(22))


def test_one_slip_does_not_throw_away_what_was_told(qtbot: QtBot) -> None:
    asked = _about(qtbot, Patient())
    qtbot.keyClicks(asked.activities, "lifting")
    qtbot.keyClick(asked.activities, Qt.Key.Key_Escape)
    assert asked.isVisible()
    assert said(asked) == ["This is not saved yet: “Keep” keeps it, “Cancel” or Esc leaves it."]
    qtbot.keyClick(asked.activities, Qt.Key.Key_Escape)
    assert not asked.isVisible()


def test_each_of_the_two_times_has_its_own_reason(qtbot: QtBot) -> None:
    asked = _about(qtbot, Patient())
    for field in (asked.waking.hours.begin, asked.waking.hours.end):
        typed(field, "25", qtbot)
        qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert said(asked) == [NO_TIME, NO_TIME]
    typed(asked.waking.hours.begin, "5", qtbot)
    qtbot.mouseClick(asked.yes, CLICK)
    assert (said(asked), asked.focusWidget()) == ([NO_TIME], asked.waking.hours.end)


def test_hours_that_are_not_told_are_in_nobodys_way(qtbot: QtBot) -> None:
    asked = _about(qtbot, Patient(waking=(time(6), time(22))))
    typed(asked.waking.hours.end, "late", qtbot)
    qtbot.mouseClick(asked.waking.told, CLICK)
    assert (asked.waking.hours.end.text(), said(asked)) == ("22:00", [])
    qtbot.mouseClick(asked.yes, CLICK)
    assert (asked.isVisible(), asked.patient.waking) == (False, None)


def typed(field: QLineEdit, text: str, qtbot: QtBot) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def said(asked: AboutMe) -> list[str]:
    return [each.text() for each in asked.findChildren(Reason) if each.isVisible()]


def test_where_it_usually_hurts_is_marked_on_the_body(qtbot: QtBot) -> None:
    asked = _about(qtbot, Patient(usual_regions=("neck", "a place of my own")))
    knee = next(place for place in asked.where.places if place.part.region == "knee, left")
    knee.setFocus()
    qtbot.keyClick(knee, Qt.Key.Key_Space)
    assert asked.patient.usual_regions == ("neck", "a place of my own", "knee, left")


def test_activities_are_lines_without_doubles(qtbot: QtBot) -> None:
    asked = _about(qtbot, Patient())
    asked.activities.setPlainText("lifting\n\n  long   sitting \nlifting")
    assert asked.patient.activities == ("lifting", "long sitting")


def test_more_than_twelve_activities_are_refused_beside_the_field(
    qtbot: QtBot, read_aloud: list[str]
) -> None:
    asked = _about(qtbot, Patient())
    asked.activities.setPlainText("\n".join(str(number) for number in range(13)))
    asked.resize(700, 300)
    qtbot.mouseClick(asked.yes, CLICK)
    assert asked.isVisible()
    assert read_aloud == ["These are more than 12. Please keep the ones that matter most to you."]
    qtbot.waitUntil(lambda: asked.fault.visibleRegion().boundingRect().size() == asked.fault.size())
    assert asked.activities.toPlainText().count("\n") == 12
    asked.activities.setPlainText("lifting")
    assert not asked.fault.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_words_of_the_waking_hours_stand_in_one_line(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    apply_look(qapp, percent=percent)
    asked = _about(qtbot, Patient())
    asked.resize(1300, 700)
    QApplication.processEvents()
    tick = asked.waking.told
    assert tick.width() >= tick.sizeHint().width()
    apply_look(qapp)
