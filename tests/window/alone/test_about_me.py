"""About me: every row can be left, and what is told is kept as told."""

from datetime import time

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from painlog.entries import Patient
from painlog.window.about_me import AboutMe

CLICK = Qt.MouseButton.LeftButton


def _about(qtbot: QtBot, patient: Patient) -> AboutMe:
    asked = AboutMe(patient)
    qtbot.addWidget(asked)
    asked.show()
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


def test_more_than_twelve_activities_are_refused_beside_the_field(qtbot: QtBot) -> None:
    asked = _about(qtbot, Patient())
    asked.activities.setPlainText("\n".join(str(number) for number in range(13)))
    qtbot.mouseClick(asked.yes, CLICK)
    assert asked.isVisible()
    assert "12" in asked.fault.text()
    assert asked.activities.toPlainText().count("\n") == 12
