"""The form of a medicine, and what is asked when its dose changes, when it ends, or when it comes back."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from painlog.entries import FORMS, STRENGTH_UNITS, Dose, Medicine, Plan, Strength
from painlog.journal import Journal
from painlog.window.doors import NAMELESS
from painlog.window.forms import form_of
from painlog.window.forms.medicine import EVERY_DAY, MedicineForm
from painlog.window.medicines.questions import STOP, SWITCH, NewPlanQuestion, StopQuestion
from painlog.words import times
from tests.window.april import CAPSULE, NOW, PARACETAMOL, PATCH, SLOW_TABLET

TODAY = NOW.date()


@pytest.fixture
def reader(april: Journal) -> Journal:
    return april


def new_form(reader: Journal, qtbot: QtBot) -> MedicineForm:
    form = MedicineForm(reader, Medicine(id=uuid4(), name=NAMELESS, plans=(Plan(start=TODAY),)))
    qtbot.addWidget(form)
    form.show()
    return form


def form_for(reader: Journal, medicine: Medicine, qtbot: QtBot) -> MedicineForm:
    form = form_of(reader, reader.find(medicine.id) or medicine)
    assert isinstance(form, MedicineForm)
    qtbot.addWidget(form)
    form.show()
    return form


def told(form: MedicineForm | NewPlanQuestion | StopQuestion) -> Medicine:
    form.accept()
    assert isinstance(form.answer, Medicine)
    return form.answer


@pytest.mark.parametrize("medicine", [CAPSULE, PARACETAMOL, SLOW_TABLET, PATCH])
def test_a_form_that_is_only_looked_at_changes_nothing(
    reader: Journal, medicine: Medicine, qtbot: QtBot
) -> None:
    assert told(form_for(reader, medicine, qtbot)) == reader.find(medicine.id)


def test_the_form_of_what_is_taken_instead_says_what_it_replaces(reader: Journal, qtbot: QtBot) -> None:
    instead = Medicine(id=uuid4(), name=NAMELESS, changed_from=CAPSULE.id)
    assert form_for(reader, instead, qtbot).windowTitle().startswith("What you take instead of Oxycodone IR")


def test_of_several_plans_the_form_says_that_it_shows_the_newest(reader: Journal, qtbot: QtBot) -> None:
    """Its day was taken for that of the medicine; mended to that, it took the place of the others."""
    assert form_for(reader, CAPSULE, qtbot).before.isHidden()
    (plan,) = CAPSULE.plans
    eve = plan.start + timedelta(days=9)
    plans = (replace(plan, until=eve), Plan(start=eve + timedelta(days=1), amount=Decimal(2)))
    form = form_for(reader, replace(CAPSULE, id=uuid4(), plans=plans), qtbot)
    assert form.before.isVisible()
    assert times.full_date(plan.start) in form.before.text()


def test_a_medicine_without_a_plan_gets_none_by_looking_at_it(reader: Journal, qtbot: QtBot) -> None:
    plain = Medicine(id=uuid4(), name="Ibuprofen")
    reader.record(plain)
    assert told(form_for(reader, plain, qtbot)).plans == ()


def test_a_name_of_the_list_fills_in_the_rest(reader: Journal, qtbot: QtBot) -> None:
    form = new_form(reader, qtbot)
    form.name.setText("paracetamol")
    form.name.editingFinished.emit()
    answer = told(form)
    assert (answer.name, answer.ingredient, answer.form) == ("Paracetamol", "paracetamol", "tablet")
    assert (answer.role, answer.plans) == ("as-needed", (Plan(start=TODAY),))


def test_another_name_of_the_list_stays_as_it_is_on_the_label(reader: Journal, qtbot: QtBot) -> None:
    """It became "Paracetamol", which stands on no label in America and which no doctor there says."""
    form = new_form(reader, qtbot)
    completer = form.name.completer()
    completer.setCompletionPrefix("acetamin")
    assert completer.currentCompletion() == "Acetaminophen"
    form.name.setText("acetaminophen")
    form.name.editingFinished.emit()
    answer = told(form)
    assert (answer.name, answer.ingredient, answer.form) == ("Acetaminophen", "paracetamol", "tablet")


def test_a_name_of_ones_own_stays_as_it_is(reader: Journal, qtbot: QtBot) -> None:
    form = new_form(reader, qtbot)
    form.name.setText("Grandma's drops")
    form.name.editingFinished.emit()
    assert told(form).name == "Grandma's drops"


def test_what_was_said_already_is_not_overwritten(reader: Journal, qtbot: QtBot) -> None:
    form = new_form(reader, qtbot)
    form.ingredient.setText("something else")
    form.name.setText("Paracetamol")
    form.name.editingFinished.emit()
    assert told(form).ingredient == "something else"


def name(form: MedicineForm, typed: str) -> None:
    form.name.setText(typed)
    form.name.editingFinished.emit()


def test_of_a_name_that_is_not_in_the_list_nothing_stays_that_was_filled_in(
    reader: Journal, qtbot: QtBot
) -> None:
    """It was a patch by plan that acts all day."""
    form = new_form(reader, qtbot)
    name(form, "Fentanyl patch")
    assert (form.role.current, form.unit.currentText()) == (EVERY_DAY, "µg/h")
    name(form, "Arnica")
    answer = told(form)
    assert (answer.name, answer.ingredient, answer.form) == ("Arnica", "", "tablet")
    assert (answer.role, answer.action) == ("as-needed", None)
    assert form.unit.currentText() == "mg"


def test_of_another_name_of_the_list_it_is_filled_in_anew(reader: Journal, qtbot: QtBot) -> None:
    form = new_form(reader, qtbot)
    for typed in ("Fentanyl patch", "Arnica", "Morphine ER", "Fentanyl lozenge"):
        name(form, typed)
    answer = told(form)
    assert (answer.ingredient, answer.form, answer.role, answer.action) == (
        "fentanyl",
        "lozenge",
        "as-needed",
        "short-acting",
    )


def test_what_was_said_or_built_upon_stays_under_another_name(reader: Journal, qtbot: QtBot) -> None:
    form = new_form(reader, qtbot)
    name(form, "Fentanyl patch")
    form.strength.setText("12")
    form.plan.changes[0].click()
    form.action.chips[0].click()
    name(form, "Matrifen")
    answer = told(form)
    assert (answer.form, answer.strength) == ("patch", Strength(value=Decimal(12), unit="ug/h"))
    assert (answer.role, answer.action, answer.ingredient) == ("regular", None, "")


def test_what_was_chosen_before_the_name_stays(reader: Journal, qtbot: QtBot) -> None:
    """The list chose anew what somebody had chosen: a tablet that they take by plan was "as needed"."""
    form = new_form(reader, qtbot)
    form.role.chips[EVERY_DAY].click()
    form.form.setCurrentIndex(FORMS.index("capsule"))
    name(form, "Paracetamol")
    answer = told(form)
    assert (answer.ingredient, answer.form, answer.role) == ("paracetamol", "capsule", "regular")


def test_a_patch_says_how_long_it_is_usually_worn(reader: Journal, qtbot: QtBot) -> None:
    form = new_form(reader, qtbot)
    form.name.setText("Buprenorphine patch")
    form.name.editingFinished.emit()
    assert not form.plan.wear.isVisible()
    form.strength.setText("10")
    assert form.plan.wear.text() == "Usually changed after 7 days; check your leaflet."
    form.strength.setText("52.5")
    assert form.plan.wear.text() == "Usually changed after 3 days to 4 days; check your leaflet."
    form.plan.changes[2].click()
    answer = told(form)
    assert answer.strength == Strength(value=Decimal("52.5"), unit="ug/h")
    assert answer.plans == (Plan(start=TODAY, every_hours=Decimal(168)),)


def test_of_a_liquid_it_is_asked_how_many_millilitres(reader: Journal, qtbot: QtBot) -> None:
    form = new_form(reader, qtbot)
    assert form.plan.most.accessibleName() == "At most so many a day"
    form.form.setCurrentIndex(FORMS.index("liquid"))
    asked = (form.plan.amount.accessibleName(), form.plan.most.accessibleName())
    assert asked == ("How many mL at a time", "At most so many mL a day")
    form.strength.setText("20")
    form.unit.setCurrentIndex(STRENGTH_UNITS.index("mg"))
    assert form.plan.amount.accessibleName() == "How many at a time"
    syrup = replace(CAPSULE, form="liquid", strength=None)
    question = NewPlanQuestion("Syrup", reader, syrup)
    qtbot.addWidget(question)
    assert question.plan.amount.accessibleName() == "How many mL at a time"


def test_the_same_ingredient_in_another_product_is_said(reader: Journal, qtbot: QtBot) -> None:
    form = new_form(reader, qtbot)
    assert not form.same.isVisible()
    form.name.setText("Codeine with paracetamol")
    form.name.editingFinished.emit()
    assert form.same.text() == "paracetamol is also in Paracetamol 500 mg: what you take of it is added up."


def test_what_is_taken_no_more_is_not_added_up(reader: Journal, qtbot: QtBot) -> None:
    assert SLOW_TABLET.shares_with(CAPSULE)
    assert not SLOW_TABLET.is_taken_on(TODAY)
    form = new_form(reader, qtbot)
    form.name.setText("Oxycodone with paracetamol")
    form.name.editingFinished.emit()
    assert CAPSULE.name in form.same.text()
    assert SLOW_TABLET.name not in form.same.text()


def test_an_as_needed_plan_is_copied_from_the_label(reader: Journal, qtbot: QtBot) -> None:
    form = new_form(reader, qtbot)
    form.name.setText("Tramadol IR")
    form.plan.amount.setText("1,5")
    form.plan.apart.setText("6")
    form.plan.most.setText("4")
    form.plan.start.show_day(date(2026, 3, 1))
    assert told(form).plans == (
        Plan(
            start=date(2026, 3, 1),
            amount=Decimal("1.5"),
            min_hours_between=Decimal(6),
            max_per_day=Decimal(4),
        ),
    )


def test_a_daily_plan_has_its_times_of_day(reader: Journal, qtbot: QtBot) -> None:
    form = new_form(reader, qtbot)
    form.name.setText("Gabapentin")
    form.role.chips[EVERY_DAY].click()
    form.plan.clocks.setText("20:00 and 8")
    assert told(form).plans[0].times == (time(8), time(20))
    assert not form.plan.apart.isVisible()


def test_a_patch_is_asked_after_how_many_hours_it_is_changed(reader: Journal, qtbot: QtBot) -> None:
    form = new_form(reader, qtbot)
    form.role.chips[EVERY_DAY].click()
    assert form.plan.every.accessibleName() == "Or every so many hours"
    form.form.setCurrentIndex(FORMS.index("patch"))
    assert not form.plan.clocks.isVisible(), "8:00 and 20:00 are times for tablets"
    asks = "Changed every so many hours"
    assert form.plan.every.accessibleName() == asks
    assert [label.text() for label in form.findChildren(QLabel) if label.buddy() is form.plan.every] == [asks]
    assert form.role.chips[EVERY_DAY].words == "by plan"
    form.form.setCurrentIndex(FORMS.index("tablet"))
    assert form.plan.clocks.isVisible()
    assert form.role.chips[EVERY_DAY].words == "every day, by plan"
    form.plan.clocks.setText("8")
    form.form.setCurrentIndex(FORMS.index("patch"))
    assert form.plan.clocks.isVisible(), "what is filled in stays"


def test_a_daily_plan_takes_the_limits_of_its_label_too(reader: Journal, qtbot: QtBot) -> None:
    form = new_form(reader, qtbot)
    assert not form.plan.more.isVisible()
    form.name.setText("Paracetamol")
    form.role.chips[EVERY_DAY].click()
    form.plan.clocks.setText("8, 14, 20")
    form.plan.more.click()
    assert (form.plan.more.isVisible(), form.focusWidget()) == (False, form.plan.apart)
    form.plan.apart.setText("4")
    form.plan.most.setText("8")
    form.strength.setText("500")
    form.form.setCurrentIndex(FORMS.index("liquid"))
    assert form.plan.most.isVisible(), "what is filled in stays"
    plan = told(form).plans[0]
    assert (plan.min_hours_between, plan.max_per_day) == (Decimal(4), Decimal(8))


def test_days_between_two_changes_are_offered_for_patches_alone(reader: Journal, qtbot: QtBot) -> None:
    form = form_for(reader, PATCH, qtbot)
    assert all(chip.isVisible() for chip in form.plan.changes)
    form = form_for(reader, SLOW_TABLET, qtbot)
    assert form.plan.every.isVisible()
    assert not any(chip.isVisible() for chip in form.plan.changes)


def test_a_patch_is_not_asked_how_many_a_day(reader: Journal, qtbot: QtBot) -> None:
    form = form_for(reader, PATCH, qtbot)
    assert not form.plan.more.isVisible()
    assert not form.plan.most.isVisible()
    form.form.setCurrentIndex(FORMS.index("tablet"))
    assert form.plan.more.isVisible()


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("amount", "two", "This is not a number; write for example 2 or 0.5."),
        ("amount", "1/2", "This is not a number; write for example 2 or 0.5."),
        ("amount", "1 or 2", "These are two numbers; please write one, the other in the note."),
        (
            "min_hours_between",
            "4-6",
            "These are two numbers; please write one, the other in the note.",
        ),
        ("max_per_day", "-1", "This cannot be below zero."),
        ("strength.value", "5mg", "This is not a number; write for example 2 or 0.5."),
    ],
)
def test_what_is_no_number_is_refused_at_its_field(
    reader: Journal, qtbot: QtBot, field: str, text: str, reason: str
) -> None:
    form = new_form(reader, qtbot)
    form.name.setText("Tramadol IR")
    fields = {
        "amount": form.plan.amount,
        "min_hours_between": form.plan.apart,
        "max_per_day": form.plan.most,
        "strength.value": form.strength,
    }
    fields[field].setText(text)
    form.accept()
    assert form.answer is None
    assert form.reasons[field][1].text() == reason
    assert (form.name.text(), fields[field].text()) == ("Tramadol IR", text)


def test_a_nameless_medicine_is_refused(reader: Journal, qtbot: QtBot) -> None:
    form = new_form(reader, qtbot)
    form.accept()
    assert form.answer is None
    assert form.reasons["name"][1].text() == "Please fill this in."


def test_times_that_are_none_are_refused(reader: Journal, qtbot: QtBot) -> None:
    form = form_for(reader, SLOW_TABLET, qtbot)
    assert form.plan.clocks.text() == "08:00, 20:00"
    form.plan.clocks.setText("8:00 and noonish")
    form.accept()
    assert form.answer is None
    assert form.reasons["times"][1].text() == "This is not a time; write for example 13:05."


def test_a_medicine_with_doses_is_not_removed_and_says_why(reader: Journal, qtbot: QtBot) -> None:
    form = form_for(reader, CAPSULE, qtbot)
    form.remove.click()
    assert form.answer is None
    said = form.reasons["name"][1].text()
    assert "a medicine with doses stays" in said
    assert "“Stop or switch…”" in said
    form = form_for(reader, PARACETAMOL, qtbot)
    form.remove.click()
    assert form.answer is not None


def test_nor_is_one_whose_doses_are_all_of_nothing(reader: Journal, qtbot: QtBot) -> None:
    """The form took it, and the journal then refused."""
    reader.record(Dose(id=uuid4(), taken_at=NOW, medicine=PARACETAMOL.id, amount=Decimal(0)))
    form = form_for(reader, PARACETAMOL, qtbot)
    form.remove.click()
    assert form.answer is None
    assert "a medicine with doses stays" in form.reasons["name"][1].text()


def test_a_change_of_dose_is_a_new_plan_from_its_day(reader: Journal, qtbot: QtBot) -> None:
    question = NewPlanQuestion("Change of dose", reader, CAPSULE)
    qtbot.addWidget(question)
    assert question.plan.amount.text() == "1"
    question.plan.amount.setText("2")
    question.plan.start.show_day(TODAY + timedelta(days=1))
    answer = told(question)
    assert [(plan.start, plan.until, plan.amount) for plan in answer.plans] == [
        (date(2026, 1, 12), TODAY, Decimal(1)),
        (TODAY + timedelta(days=1), None, Decimal(2)),
    ]
    assert answer.plans[1].min_hours_between == 4


@pytest.mark.parametrize("field", ["start", "until"])
def test_a_plan_decades_ahead_is_refused_at_its_field(reader: Journal, qtbot: QtBot, field: str) -> None:
    """With 2062 for 2026 a medicine was not among the buttons any more, or was taken for ever."""
    question: NewPlanQuestion | StopQuestion
    if field == "start":
        question = NewPlanQuestion("Change of dose", reader, CAPSULE)
        day = question.plan.start
    else:
        question = StopQuestion(reader, CAPSULE)
        day = question.last_day
    qtbot.addWidget(question)
    question.show()
    day.show_day(TODAY.replace(year=2062))
    question.accept()
    assert question.answer is None
    assert question.reasons[field][1].text().endswith("please look at the year.")
    day.show_day(TODAY.replace(year=2027))
    assert told(question).plans


def test_a_plan_that_lies_decades_ahead_already_may_stay(reader: Journal, qtbot: QtBot) -> None:
    far = Medicine(id=uuid4(), name="Ibuprofen", plans=(Plan(start=date(2062, 1, 1)),))
    reader.record(far)
    assert told(form_for(reader, far, qtbot)).plans == far.plans


def test_what_was_taken_before_is_taken_again(reader: Journal, qtbot: QtBot) -> None:
    question = NewPlanQuestion("Take again", reader, SLOW_TABLET)
    qtbot.addWidget(question)
    answer = told(question)
    assert answer.plans[0] == SLOW_TABLET.plans[0]
    assert answer.plans[1] == Plan(start=TODAY, amount=Decimal(1), times=(time(8), time(20)))


def stop(reader: Journal, medicine: Medicine, qtbot: QtBot) -> StopQuestion:
    question = StopQuestion(reader, medicine)
    qtbot.addWidget(question)
    question.show()
    return question


def test_a_stop_has_its_day_and_reason(reader: Journal, qtbot: QtBot) -> None:
    question = stop(reader, CAPSULE, qtbot)
    assert question.what.current == STOP
    assert not question.instead.isVisible()
    question.reason.setText("made me sick")
    assert told(question).plans[-1] == replace(CAPSULE.plans[0], until=TODAY, reason="made me sick")
    assert question.replacement() is None


def test_a_stop_before_the_start_is_refused_at_its_day(reader: Journal, qtbot: QtBot) -> None:
    question = stop(reader, PATCH, qtbot)
    question.last_day.show_day(date(2026, 3, 1))
    question.accept()
    assert question.answer is None
    assert question.reasons["until"][1].text() == "The end is before the start."


def test_a_switch_to_something_new_begins_the_day_after(reader: Journal, qtbot: QtBot) -> None:
    question = stop(reader, PATCH, qtbot)
    question.what.chips[SWITCH].click()
    assert question.instead.isVisible()
    new = question.replacement()
    assert new is not None
    assert (new.name, new.changed_from) == (NAMELESS, PATCH.id)
    assert new.plans == (Plan(start=TODAY + timedelta(days=1)),)


def test_a_switch_back_takes_the_old_label(reader: Journal, qtbot: QtBot) -> None:
    question = stop(reader, PATCH, qtbot)
    question.what.chips[SWITCH].click()
    question.instead.setCurrentText("Oxycodone PR 10 mg")
    back = question.replacement()
    assert back is not None
    assert (back.id, back.changed_from) == (SLOW_TABLET.id, PATCH.id)
    assert back.plans[-1].start == TODAY + timedelta(days=1)
    assert back.plans[-1].times == (time(8), time(20))


def test_a_switch_to_what_is_taken_anyway_adds_no_plan(reader: Journal, qtbot: QtBot) -> None:
    question = stop(reader, PATCH, qtbot)
    question.what.chips[SWITCH].click()
    question.instead.setCurrentText("Oxycodone IR 5 mg")
    other = question.replacement()
    assert other is not None
    assert other.plans == CAPSULE.plans


def test_a_switch_to_what_was_to_begin_later_begins_it_the_day_after(reader: Journal, qtbot: QtBot) -> None:
    """Until the day of its own plan neither of the two had a button."""
    later = Plan(start=TODAY + timedelta(days=30), amount=Decimal(2))
    waiting = replace(CAPSULE, id=uuid4(), name="Tapentadol", plans=(later,))
    reader.record(waiting)
    question = stop(reader, PATCH, qtbot)
    question.what.chips[SWITCH].click()
    question.instead.setCurrentText("Tapentadol 5 mg")
    begun = question.replacement()
    assert begun is not None
    assert begun.is_taken_on(TODAY + timedelta(days=1))
    assert begun.plan_on(later.start) == later
