"""About me, and the first start: every row can be left, and what is told is kept as told."""

from datetime import time
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from painlog.entries import Patient
from painlog.medicines import Medicine
from painlog.window.about_me import AboutMe, FirstStart

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
    asked.waking.begin.selectAll()
    qtbot.keyClicks(asked.waking.begin, "6:30")
    qtbot.keyClick(asked.waking.begin, Qt.Key.Key_Tab)
    assert asked.patient.waking == (time(6, 30), time(23))


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


def test_the_first_start_takes_medicines_hours_and_name(qtbot: QtBot) -> None:
    made = Medicine(id=uuid4(), name="Oxycodone IR")

    def form(_parent: QWidget) -> Medicine | None:
        return made

    first = FirstStart(Patient(), form)
    qtbot.addWidget(first)
    first.show()
    qtbot.mouseClick(first.add, CLICK)
    qtbot.mouseClick(first.waking.told, CLICK)
    qtbot.keyClicks(first.name, "Sample Patient")
    assert first.answers.medicines == (made,)
    assert first.answers.patient == Patient(name="Sample Patient", waking=(time(7), time(23)))
    assert "Oxycodone IR" in first.listed.text()


def test_the_first_start_can_be_skipped_with_one_key(qtbot: QtBot) -> None:
    first = FirstStart(Patient(), lambda _parent: None)
    qtbot.addWidget(first)
    first.show()
    with qtbot.waitSignal(first.rejected):
        qtbot.keyClick(first, Qt.Key.Key_Escape)


def test_a_form_that_was_left_adds_no_medicine(qtbot: QtBot) -> None:
    first = FirstStart(Patient(), lambda _parent: None)
    qtbot.addWidget(first)
    first.show()
    first.add.click()
    assert first.answers.medicines == ()
