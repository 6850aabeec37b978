"""The forms of doses, activities, check-ins, appointments and notes, and what a new entry begins with."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import TypeVar
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from painlog.entries import (
    Activity,
    Appointment,
    CheckIn,
    Dose,
    Entry,
    FlareUp,
    Note,
    Plan,
    Question,
    Removed,
)
from painlog.journal import Journal
from painlog.window.buttons import Chip
from painlog.window.forms import Form, form_of, new_entry, open_form
from painlog.window.forms.activity import THERAPY as A_THERAPY
from painlog.window.forms.activity import ActivityForm
from painlog.window.forms.appointment import AppointmentForm
from painlog.window.forms.check_in import CheckInForm
from painlog.window.forms.dose import FELL_OFF, STILL_ON, TAKEN_OFF, DoseForm
from painlog.window.forms.note import NoteForm
from painlog.window.look import apply_look, gap
from painlog.window.medicines.plans import stopped, with_plan
from painlog.window.moments import MomentEdit
from tests.window.april import (
    CAPSULE,
    DOSE,
    EVENING,
    LIFTING,
    NOW,
    PARACETAMOL,
    PATCH,
    SHOES,
    SITTING,
    SLOW_TABLET,
    THERAPY,
    VISIT,
    WORN,
    on,
)

Kind = TypeVar("Kind", bound=Form)


@pytest.fixture
def reader(april: Journal) -> Journal:
    return april


def shown(kind: type[Kind], reader: Journal, entry: Entry, qtbot: QtBot) -> Kind:
    form = form_of(reader, reader.find(entry.id) or entry)
    assert isinstance(form, kind)
    qtbot.addWidget(form)
    form.show()
    return form


def reason(form: Form, field: str) -> str:
    return form.reasons[field][1].text()


def go_back(edit: MomentEdit, days: int) -> None:
    back = next(
        each for each in edit.findChildren(QAbstractButton) if each.accessibleName().endswith("day before")
    )
    for _ in range(days):
        back.click()


def answered(form: Form) -> object:
    form.accept()
    return form.answer


@pytest.mark.parametrize("entry", [DOSE, WORN, THERAPY, EVENING, VISIT, SHOES])
def test_a_form_that_is_only_looked_at_changes_nothing(reader: Journal, entry: Entry, qtbot: QtBot) -> None:
    assert answered(shown(Form, reader, entry, qtbot)) == reader.find(entry.id)


@pytest.mark.parametrize(("chip", "amount"), [(0, "1"), (1, "2"), (2, "4")])
def test_half_and_double_amounts_are_of_the_plan(
    reader: Journal, qtbot: QtBot, chip: int, amount: str
) -> None:
    dose = replace(DOSE, id=uuid4(), medicine=PARACETAMOL.id)
    form = shown(DoseForm, reader, dose, qtbot)
    form.shares[chip][0].click()
    assert form.amount.text() == amount
    told = answered(form)
    assert isinstance(told, Dose)
    assert told.amount == Decimal(amount)


def test_half_a_capsule_is_not_offered(reader: Journal, qtbot: QtBot) -> None:
    """Nor half of a patch, or of a tablet that acts for long."""
    form = shown(DoseForm, reader, replace(DOSE, id=uuid4(), medicine=CAPSULE.id), qtbot)
    offered = {}
    for place, medicine in enumerate(form._medicines):
        form.medicine.setCurrentIndex(place)
        offered[medicine.id] = [chip.text() for chip, _ in form.shares if chip.isVisible()]
    assert offered[CAPSULE.id] == offered[PATCH.id] == offered[SLOW_TABLET.id] == ["The usual", "Double"]
    assert offered[PARACETAMOL.id] == ["Half", "The usual", "Double"]


def test_an_amount_says_what_it_comes_to(reader: Journal, qtbot: QtBot) -> None:
    form = shown(DoseForm, reader, DOSE, qtbot)
    form.amount.setText("1.5")
    assert form.comes_to.text() == "1.5 capsules, 7.5 mg"
    form.amount.setText("0")
    assert form.comes_to.text() == "none taken"
    form.amount.setText("some")
    assert form.comes_to.text() == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("two", "This is not a number; write for example 2 or 0.5."),
        ("", "Please fill this in."),
        ("-1", "This cannot be below zero."),
        ("1,000", "This can be read as 1 or as 1000; please write one of them."),
    ],
)
def test_an_amount_that_is_no_number_is_refused_and_stays(
    reader: Journal, qtbot: QtBot, text: str, said: str
) -> None:
    form = shown(DoseForm, reader, DOSE, qtbot)
    form.note.setPlainText("kept")
    form.amount.setText(text)
    assert answered(form) is None
    assert reason(form, "amount") == said
    assert (form.amount.text(), form.note.toPlainText()) == (text, "kept")


def test_relief_is_pressed_or_typed_and_ends_at_100(reader: Journal, qtbot: QtBot) -> None:
    form = shown(DoseForm, reader, DOSE, qtbot)
    form.relief.setText("120")
    assert answered(form) is None
    assert reason(form, "relief") == "Relief goes from 0 to 100 percent."
    form.relief.setText("33.5")
    form.minutes.setText("")
    told = answered(form)
    assert isinstance(told, Dose)
    assert (told.relief, told.relief_minutes) == (33.5, None)


@pytest.mark.parametrize("minutes", ["999999999", "1441"])
def test_relief_after_more_than_a_day_is_refused_at_its_field(
    reader: Journal, qtbot: QtBot, minutes: str
) -> None:
    form = shown(DoseForm, reader, DOSE, qtbot)
    typed(form.minutes, minutes)
    assert (form.answer, form.minutes.text(), form.focusWidget()) == (None, minutes, form.minutes)
    assert reason(form, "relief_minutes") == "This is more than 24 hours, 1440 minutes, after the dose."
    typed(form.minutes, "1440")
    assert isinstance(form.answer, Dose)
    assert form.answer.relief_minutes == 1440


def test_relief_that_came_so_from_a_file_stays(reader: Journal, qtbot: QtBot) -> None:
    late = replace(DOSE, id=uuid4(), relief_minutes=2000)
    assert answered(shown(DoseForm, reader, late, qtbot)) == late


def typed(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_reason_and_its_flare_up(reader: Journal, qtbot: QtBot) -> None:
    form = shown(DoseForm, reader, replace(DOSE, id=uuid4(), reason=None, flare_up=None), qtbot)
    assert not form.flare_up.isVisible()
    form.reason.chips[1].click()
    assert form.flare_up.isVisible()
    form.flare_up.setCurrentIndex(1)
    told = answered(form)
    assert isinstance(told, Dose)
    assert (told.reason, told.flare_up) == ("flare-up", LIFTING.id)


def test_a_new_dose_of_another_day_is_offered_the_flare_ups_of_that_day(
    reader: Journal, qtbot: QtBot
) -> None:
    dose = replace(DOSE, id=uuid4(), taken_at=NOW, reason=None, flare_up=None)
    long_ago = FlareUp(id=uuid4(), started_at=NOW - timedelta(days=20), end_unknown=True)
    reader.record(long_ago)
    form = shown(DoseForm, reader, dose, qtbot)
    form.reason.chips[1].click()
    go_back(form.taken, 20)
    form.flare_up.setCurrentIndex(1)
    told = answered(form)
    assert isinstance(told, Dose)
    assert told.flare_up == long_ago.id


def test_a_new_dose_of_another_day_is_not_supposed_to_be_for_what_runs_now(
    reader: Journal, qtbot: QtBot
) -> None:
    running = FlareUp(id=uuid4(), started_at=NOW - timedelta(minutes=5))
    later = Plan(start=NOW.date(), amount=Decimal(3))
    reader.record(running)
    reader.change(with_plan(CAPSULE, later))
    dose = new_entry(reader, "dose")
    assert isinstance(dose, Dose)
    form = shown(DoseForm, reader, replace(dose, medicine=CAPSULE.id, amount=Decimal(3)), qtbot)
    go_back(form.taken, 20)
    told = answered(form)
    assert isinstance(told, Dose)
    assert (told.reason, told.flare_up, told.amount) == (None, None, Decimal(1))


@pytest.mark.parametrize("days", [0, 5])
def test_told_to_be_for_a_flare_up_it_is_for_the_one_that_went_on(
    reader: Journal, qtbot: QtBot, days: int
) -> None:
    """It had to be looked for in a list, in which one that ran for days was not."""
    began = NOW - timedelta(days=days, minutes=30)
    running = FlareUp(id=uuid4(), started_at=began)
    over = FlareUp(id=uuid4(), started_at=NOW - timedelta(hours=4), ended_at=NOW - timedelta(hours=3))
    dose = Dose(id=uuid4(), medicine=SLOW_TABLET.id, taken_at=NOW - timedelta(minutes=10))
    reader.record(running, over, dose)
    form = shown(DoseForm, reader, dose, qtbot)
    form.reason.chips[1].click()
    told = answered(form)
    assert isinstance(told, Dose)
    assert (told.reason, told.flare_up) == ("flare-up", running.id)


def test_what_was_supposed_goes_with_the_time_and_what_was_chosen_stays(
    reader: Journal, qtbot: QtBot
) -> None:
    first = FlareUp(id=uuid4(), started_at=NOW - timedelta(days=1, hours=2), ended_at=NOW - timedelta(days=1))
    running = FlareUp(id=uuid4(), started_at=NOW - timedelta(minutes=30))
    dose = Dose(id=uuid4(), medicine=SLOW_TABLET.id, taken_at=NOW - timedelta(minutes=10))
    reader.record(first, running, dose)
    form = shown(DoseForm, reader, dose, qtbot)
    form.reason.chips[1].click()
    go_back(form.taken, 1)
    assert form.flare_up.linked == first.id
    form.flare_up.setCurrentIndex(0)
    go_back(form.taken, 1)
    assert form.flare_up.linked is None


def test_a_dose_that_is_written_down_keeps_its_flare_up_on_another_day(reader: Journal, qtbot: QtBot) -> None:
    form = shown(DoseForm, reader, DOSE, qtbot)
    go_back(form.taken, 20)
    told = answered(form)
    assert isinstance(told, Dose)
    assert (told.reason, told.flare_up) == ("flare-up", DOSE.flare_up)


def test_another_reason_lets_the_flare_up_go(reader: Journal, qtbot: QtBot) -> None:
    form = shown(DoseForm, reader, DOSE, qtbot)
    form.reason.chips[2].click()
    told = answered(form)
    assert isinstance(told, Dose)
    assert (told.reason, told.flare_up) == ("schedule", None)


def test_another_medicine_is_chosen_and_a_patch_asks_where(reader: Journal, qtbot: QtBot) -> None:
    form = shown(DoseForm, reader, DOSE, qtbot)
    assert not form.patch.isVisible()
    form.medicine.setCurrentText("Buprenorphine patch 10 µg/h")
    assert form.patch.isVisible()
    form.site.setText("right hip")
    told = answered(form)
    assert isinstance(told, Dose)
    assert (told.medicine, told.site, told.ended_at) == (PATCH.id, "right hip", None)


def test_of_a_patch_that_is_worn_by_plan_it_is_not_asked_what_for(reader: Journal, qtbot: QtBot) -> None:
    """Unless a reason is told of it already; one that is put on as needed has one."""
    form = shown(DoseForm, reader, WORN, qtbot)
    assert not form.reason.isVisible()
    form.medicine.setCurrentText("Oxycodone IR 5 mg")
    assert form.reason.isVisible()
    reader.change(replace(WORN, reason="other"))
    told = shown(DoseForm, reader, WORN, qtbot)
    assert told.reason.isVisibleTo(told)
    reader.change(WORN)
    reader.change(replace(PATCH, role="as-needed"))
    as_needed = shown(DoseForm, reader, WORN, qtbot)
    assert as_needed.reason.isVisibleTo(as_needed)


def test_a_reason_chosen_before_the_patch_is_not_kept_unseen(reader: Journal, qtbot: QtBot) -> None:
    """Told of another medicine first, "for a flare-up" was written down with the patch, and seen nowhere."""
    form = shown(DoseForm, reader, WORN, qtbot)
    patch = form.medicine.currentText()
    form.medicine.setCurrentText("Oxycodone IR 5 mg")
    form.reason.chips[1].click()
    form.medicine.setCurrentText(patch)
    assert (form.read().medicine, form.read().reason) == (PATCH.id, "flare-up")
    assert form.reason.isVisibleTo(form)
    form.reason.chips[0].click()
    assert form.read().reason is None


@pytest.mark.parametrize(("chip", "note"), [(TAKEN_OFF, ""), (FELL_OFF, "fell off")])
def test_a_patch_comes_off(reader: Journal, qtbot: QtBot, chip: int, note: str) -> None:
    form = shown(DoseForm, reader, WORN, qtbot)
    assert form.worn.current == STILL_ON
    assert not form.off.isVisible()
    form.worn.chips[chip].click()
    form.off.show_moment(on(1, 7))
    told = answered(form)
    assert isinstance(told, Dose)
    assert (told.ended_at, told.note) == (on(1, 7), note)
    reader.change(told)
    assert shown(DoseForm, reader, told, qtbot).worn.current == chip


def test_a_patch_that_did_not_fall_off_after_all(reader: Journal, qtbot: QtBot) -> None:
    fell = replace(WORN, ended_at=on(1, 7), note="in the shower\nfell off")
    reader.change(fell)
    form = shown(DoseForm, reader, fell, qtbot)
    form.worn.chips[TAKEN_OFF].click()
    told = answered(form)
    assert isinstance(told, Dose)
    assert (told.ended_at, told.note) == (on(1, 7), "in the shower")


@pytest.mark.parametrize(("minutes", "said"), [(10, "eased 18 min"), (4, "eased 12 min")])
def test_the_form_says_how_soon_the_flare_up_eased(
    reader: Journal, qtbot: QtBot, minutes: int, said: str
) -> None:
    form = shown(DoseForm, reader, DOSE, qtbot)
    assert "eased 18 min after this dose" in form.eased.text()
    form.taken.show_moment(DOSE.taken_at + timedelta(minutes=10 - minutes))
    form.taken.changed.emit(form.taken.moment)
    assert said in form.eased.text()
    form.reason.chips[0].click()
    assert not form.eased.isVisible()


def test_when_a_patch_came_off_keeps_its_seconds(reader: Journal, qtbot: QtBot) -> None:
    off = replace(WORN, ended_at=on(1, 7).replace(second=31))
    reader.change(off)
    told = answered(shown(DoseForm, reader, off, qtbot))
    assert isinstance(told, Dose)
    assert told.ended_at == off.ended_at


def test_a_patch_that_came_off_before_it_was_on_is_refused(reader: Journal, qtbot: QtBot) -> None:
    form = shown(DoseForm, reader, WORN, qtbot)
    form.worn.chips[TAKEN_OFF].click()
    form.off.show_moment(on(29, 7, month=3))
    assert answered(form) is None
    assert reason(form, "ended_at") == "The end is before the start."


def _button(of: QWidget, name: str) -> QAbstractButton:
    return next(each for each in of.findChildren(QAbstractButton) if each.accessibleName() == name)


def test_an_activity_gets_a_name_a_kind_and_a_length(reader: Journal, qtbot: QtBot) -> None:
    new = new_entry(reader, "activity")
    assert isinstance(new, Activity)
    form = shown(ActivityForm, reader, new, qtbot)
    assert form.name.text() == ""
    form.accept()
    assert form.answer is None
    assert reason(form, "name") == "Please fill this in."
    form.name.setText("massage")
    form.kind.chips[A_THERAPY].click()
    form.lengths[1].click()
    told = answered(form)
    assert isinstance(told, Activity)
    assert (told.name, told.therapy) == ("massage", True)
    assert told.ended_at == NOW + timedelta(minutes=30)


def test_an_activitys_end_is_left_open(reader: Journal, qtbot: QtBot) -> None:
    form = shown(ActivityForm, reader, THERAPY, qtbot)
    form.end.forget.click()
    told = answered(form)
    assert isinstance(told, Activity)
    assert told.ended_at is None


@pytest.mark.parametrize("percent", [100, 200])
def test_when_it_was_written_has_the_whole_room_beside_the_buttons(
    reader: Journal, qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    """Half of it stayed empty: in large text it took five lines, and the height from the fields."""
    apply_look(qapp, percent=percent)
    form = shown(ActivityForm, reader, THERAPY, qtbot)
    QApplication.processEvents()
    assert form.written.text()
    assert form.no.x() - (form.written.x() + form.written.width()) <= gap(4)
    apply_look(qapp)


@pytest.mark.parametrize("is_told", [False, True])
def test_an_activitys_end_goes_with_its_start_until_it_is_told(
    reader: Journal, qtbot: QtBot, *, is_told: bool
) -> None:
    """A length that was pressed first, and then another day, was a day too long."""
    form = shown(ActivityForm, reader, THERAPY, qtbot)
    _button(form.start, "Start: 60 minutes earlier").click()
    assert form.end.moment == on(1, 9, 45)
    if is_told:
        _button(form.end.edit, "End: 5 minutes earlier").click()
    _button(form.start, "Start: The day before").click()
    told = answered(form)
    assert isinstance(told, Activity)
    assert told.ended_at == (on(1, 9, 40) if is_told else on(31, 9, 45, month=3))


def test_a_check_in_with_the_weekly_questions(reader: Journal, qtbot: QtBot) -> None:
    form = shown(CheckInForm, reader, EVENING, qtbot)
    form.background.pad.levels[4].click()
    form.enjoyment.pad.levels[6].click()
    form.activity.pad.levels[7].click()
    form.sleep.setText("6,5")
    form.no_flare_up.click()
    told = answered(form)
    assert isinstance(told, CheckIn)
    assert [told.background, told.enjoyment, told.activity, told.sleep_hours] == [4, 6, 7, 6.5]
    assert not told.no_flare_up


def test_an_appointment_decades_ahead_is_refused_at_its_field(reader: Journal, qtbot: QtBot) -> None:
    form = shown(AppointmentForm, reader, VISIT, qtbot)
    form.at.show_moment(VISIT.at.replace(year=2062))
    form.accept()
    assert form.answer is None
    assert form.reasons["at"][1].text().endswith("please look at the year.")


def test_questions_of_an_appointment_and_their_answers(reader: Journal, qtbot: QtBot) -> None:
    form = shown(AppointmentForm, reader, VISIT, qtbot)
    form.questions[0].answer.setText("Wait two weeks")
    form.more.click()
    form.questions[1].text.setText("May I drive?")
    form.more.click()
    told = answered(form)
    assert isinstance(told, Appointment)
    assert told.questions == (
        Question(text="Is the patch strong enough?", answer="Wait two weeks"),
        Question(text="May I drive?"),
    )


@pytest.mark.parametrize("is_past", [True, False])
def test_what_was_said_is_typed_at_once_where_an_appointment_is_past(
    reader: Journal, qtbot: QtBot, *, is_past: bool
) -> None:
    """Typed after "what was said", it took the place of the doctor's name."""
    reader.change(replace(VISIT, at=on(1, 9) if is_past else VISIT.at))
    form = shown(AppointmentForm, reader, VISIT, qtbot)
    assert form.focusWidget() is (form.note if is_past else form.with_whom)


def test_a_note_keeps_its_lines_and_must_say_something(reader: Journal, qtbot: QtBot) -> None:
    form = shown(NoteForm, reader, SHOES, qtbot)
    form.text.setPlainText("  ")
    assert answered(form) is None
    assert reason(form, "text") == "Please fill this in."
    form.text.setPlainText("<b>one</b>\n\ntwo & three ")
    told = answered(form)
    assert isinstance(told, Note)
    assert told.text == "<b>one</b>\n\ntwo & three "


@pytest.mark.parametrize(
    "kind", ["flare-up", "dose", "activity", "therapy", "check-in", "appointment", "note"]
)
def test_a_new_entry_of_each_kind_begins_now(reader: Journal, kind: str) -> None:
    entry = new_entry(reader, kind)
    assert entry is not None
    assert entry.moment.date() in (NOW.date(), NOW.date() + timedelta(days=7))
    assert reader.key_of(entry.id) is None


def test_a_new_appointment_is_in_a_week_at_a_time_that_is_set_with_the_mouse_alone(
    reader: Journal, qtbot: QtBot
) -> None:
    entry = new_entry(reader, "appointment")
    assert isinstance(entry, Appointment)
    form = AppointmentForm(reader, entry)
    qtbot.addWidget(form)
    form.show()
    for words in ("1 h later", "15 min later", "15 min later", "1 h back"):
        chip = next(each for each in form.at.findChildren(Chip) if each.words == words)
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    QTest.mouseClick(form.yes, Qt.MouseButton.LeftButton)
    assert isinstance(form.answer, Appointment)
    assert form.answer.at == on(9, 10, 30)
    assert not [each for each in form.at.findChildren(Chip) if each.isVisible() and each.words == "Now"]


def test_a_new_dose_is_of_what_is_taken_most_for_what_is_going_on(reader: Journal) -> None:
    running = FlareUp(id=uuid4(), started_at=on(2, 16))
    reader.record(running)
    dose = new_entry(reader, "dose")
    assert isinstance(dose, Dose)
    assert (dose.medicine, dose.reason, dose.flare_up) == (CAPSULE.id, "flare-up", running.id)
    reader.change(replace(CAPSULE, role="regular"))
    by_plan = new_entry(reader, "dose")
    assert isinstance(by_plan, Dose)
    assert (by_plan.medicine, by_plan.reason, by_plan.flare_up) == (CAPSULE.id, None, None)


def test_medicines_of_the_day_are_offered_before_those_that_were_stopped(
    reader: Journal, qtbot: QtBot
) -> None:
    reader.change(stopped(CAPSULE, on(1, 8).date(), "", on(1, 8).date()))
    form = shown(DoseForm, reader, Dose(id=uuid4(), medicine=PARACETAMOL.id, taken_at=NOW), qtbot)
    offered = [form.medicine.itemText(place) for place in range(form.medicine.count())]
    assert offered.index("Paracetamol 500 mg") < offered.index("Oxycodone IR 5 mg")


def test_a_dose_of_what_was_stopped_can_be_written_later(journal: Journal) -> None:
    journal.record(stopped(PARACETAMOL, on(1, 8).date(), "", on(1, 8).date()))
    dose = new_entry(journal, "dose")
    assert isinstance(dose, Dose)
    assert dose.medicine == PARACETAMOL.id


def test_without_medicines_there_is_no_dose(journal: Journal) -> None:
    assert new_entry(journal, "dose") is None


def test_open_form_returns_what_was_answered(reader: Journal, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def press(name: str) -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, Form)
        getattr(form, name).click()

    answers = []
    for name in ("yes", "no", "remove"):
        QTimer.singleShot(0, partial(press, name))
        answers.append(open_form(parent, reader, SITTING))
    saved, left, removed = answers
    assert saved == replace(SITTING, updated_at=getattr(saved, "updated_at", None))
    assert left is None
    assert isinstance(removed, Removed)
