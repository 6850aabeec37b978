"""What a form does with the keyboard alone: where it stands, what is offered, and what goes with what."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.entries import CheckIn, Dose, FlareUp, Medicine, Note, Patient
from painlog.journal import Journal
from painlog.window.about_me import AboutMe
from painlog.window.appointment.who import WhoQuestion
from painlog.window.doors import NAMELESS
from painlog.window.forms import form_of
from painlog.window.forms.check_in import CheckInForm
from painlog.window.forms.dose import DoseForm
from painlog.window.forms.flare_up import FlareUpForm
from painlog.window.forms.medicine import MedicineForm
from painlog.window.forms.note import NoteForm
from painlog.window.moments import TimeField
from painlog.window.question import Question
from tests.window.april import CAPSULE, EVENING, NOW, PARACETAMOL, on


def opened(question: Question, qtbot: QtBot) -> None:
    qtbot.addWidget(question)
    question.show()
    qtbot.waitUntil(question.isActiveWindow)


@pytest.mark.parametrize(
    "question", [lambda: AboutMe(Patient()), lambda: WhoQuestion(Patient(), date(2026, 4, 1))]
)
def test_a_name_can_be_typed_at_once(question: type[AboutMe] | type[WhoQuestion], qtbot: QtBot) -> None:
    asked = question()  # type: ignore[call-arg]
    opened(asked, qtbot)
    typing = QApplication.focusWidget()
    assert typing is asked.name
    QTest.keyClicks(typing, "Pat A")
    assert asked.patient.name == "Pat A"


def test_a_note_can_be_typed_at_once(april: Journal, qtbot: QtBot) -> None:
    form = form_of(april, Note(id=uuid4(), at=NOW, text=""))
    assert isinstance(form, NoteForm)
    opened(form, qtbot)
    assert QApplication.focusWidget() is form.text


def test_a_one_that_is_saved_at_once_counts(april: Journal, qtbot: QtBot) -> None:
    """It waits for the 0 of a 10; who saved it meanwhile had the level from before."""
    form = form_of(april, EVENING)
    assert isinstance(form, CheckInForm)
    opened(form, qtbot)
    QTest.keyClick(form.background.pad.levels[0], Qt.Key.Key_1)
    QTest.keyClick(form.background.pad.levels[0], Qt.Key.Key_Return)
    assert isinstance(form.answer, CheckIn)
    assert form.answer.background == 1


def test_the_keyboard_is_seen_where_a_level_was_taken_back(april: Journal, qtbot: QtBot) -> None:
    form = form_of(april, EVENING)
    assert isinstance(form, CheckInForm)
    opened(form, qtbot)
    form.background.not_said.setFocus()
    QTest.keyClick(form.background.not_said, Qt.Key.Key_Space)
    assert QApplication.focusWidget() in form.background.pad.levels


def test_the_keyboard_stands_at_a_time_that_was_refused(april: Journal, qtbot: QtBot) -> None:
    began = on(1, 9)
    form = form_of(april, FlareUp(id=uuid4(), started_at=began, ended_at=began - timedelta(0)))
    assert isinstance(form, FlareUpForm)
    opened(form, qtbot)
    ended = form.reasons["ended_at"][0]
    [line] = ended.findChildren(TimeField)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "8:00")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    form.accept()
    assert form.reasons["ended_at"][1].text()
    assert QApplication.focusWidget() is line


def typed_into(form: MedicineForm, name: str) -> None:
    form.name.setText(name)
    form.name.editingFinished.emit()


def test_what_a_wrong_name_filled_in_goes_with_it_and_what_was_typed_stays(
    april: Journal, qtbot: QtBot
) -> None:
    form = MedicineForm(april, Medicine(id=uuid4(), name=NAMELESS))
    opened(form, qtbot)
    typed_into(form, "ibuprofen")
    assert form.ingredient.text() == "ibuprofen"
    typed_into(form, "Paracetamol")
    assert form.ingredient.text() == "paracetamol"
    typed_into(form, "Something of my own")
    assert form.ingredient.text() == ""
    form.ingredient.setText("mine")
    typed_into(form, "Ibuprofen")
    assert form.ingredient.text() == "mine"


def test_a_name_that_was_typed_whole_is_offered_above_those_that_have_it_in_them(
    april: Journal, qtbot: QtBot
) -> None:
    form = MedicineForm(april, Medicine(id=uuid4(), name=NAMELESS))
    opened(form, qtbot)
    completer = form.name.completer()
    completer.setCompletionPrefix("Paracetamol")
    assert completer.completionCount() > 1
    assert completer.currentCompletion() == "Paracetamol"


def test_the_amount_goes_with_the_medicine_until_another_was_typed(april: Journal, qtbot: QtBot) -> None:
    usual = [CAPSULE.usual_amount(NOW.date()), PARACETAMOL.usual_amount(NOW.date())]
    assert usual == [1, 2]
    form = form_of(april, Dose(id=uuid4(), medicine=CAPSULE.id, taken_at=NOW))
    assert isinstance(form, DoseForm)
    opened(form, qtbot)
    names = [form.medicine.itemText(place) for place in range(form.medicine.count())]
    paracetamol, capsule = (
        next(n for n in names if n.startswith(one.name)) for one in (PARACETAMOL, CAPSULE)
    )
    form.medicine.setCurrentText(paracetamol)
    assert form.amount.number() == 2
    form.medicine.setCurrentText(capsule)
    assert form.amount.number() == 1
    form.amount.setText("1.5")
    form.medicine.setCurrentText(paracetamol)
    assert form.amount.number() == Decimal("1.5")
