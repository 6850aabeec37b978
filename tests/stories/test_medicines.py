"""Medicines as people have them: patches that come off, the same ingredient twice, half and double doses."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from painlog.charts.panel import ChartsPanel
from painlog.entries import Dose, Medicine, Plan, Strength
from painlog.patterns.timeline import midnight
from painlog.window.doors import Tab
from painlog.window.medicines.plans import stopped
from tests.stories.medicines import CAPSULE, PARACETAMOL, PATCH
from tests.stories.person import Person

DROPS = Medicine(
    id=uuid4(),
    name="Co-drops",
    ingredient="codeine + paracetamol",
    plans=(Plan(start=PARACETAMOL.plans[0].start, amount=Decimal(1)),),
)


def doses(person: Person, medicine: Medicine) -> list[Dose]:
    return [each for each in person.wrote() if isinstance(each, Dose) and each.medicine == medicine.id]


def facts(person: Person, medicine: Medicine) -> str:
    return person.window.today.quick.medicines.tiles[medicine.id].small


def test_a_tab_that_is_left_open_over_midnight_says_of_the_new_day_when_a_patch_is_due(
    person: Person,
) -> None:
    person.presses("Buprenorphine patch 10 µg/h")
    person.window.show_tab(Tab.MEDICINES)
    person.waits(days=6)
    person.until(lambda: person.reads("change due tomorrow"))
    person.waits(days=1)
    person.until(lambda: person.reads("change due today"))
    person.waits(days=1)
    person.until(lambda: person.reads("change was due Thu 9 Apr"))


def test_what_became_of_a_patch_is_called_after_it(person: Person) -> None:
    """With two patches on, a screen reader said “I took it off” twice, and not of which."""
    person.presses("Buprenorphine patch 10 µg/h")
    assert person.sees("Buprenorphine patch 10 µg/h: I took it off")
    assert person.sees("Buprenorphine patch 10 µg/h: it fell off")


@pytest.mark.parametrize(("says", "note"), [("I took it off", ""), ("it fell off", "fell off")])
@pytest.mark.parametrize("by_mouse", [True, False])
def test_a_patch_comes_off_with_one_press(person: Person, says: str, note: str, *, by_mouse: bool) -> None:
    person.presses("Buprenorphine patch 10 µg/h")
    person.waits(days=2)
    person.took = 0
    if by_mouse:
        person.presses(says)
    else:
        person.button(says).setFocus()
        person.keys(Qt.Key.Key_Return)
    assert person.took == 1
    [worn] = doses(person, PATCH)
    assert (worn.ended_at, worn.note) == (person.clock.now, note)
    assert facts(person, PATCH) == "off since Sat 4 Apr"
    assert not person.sees(says)
    assert person.sees("When it came off: 16:28")
    person.window.answers.undo()
    assert doses(person, PATCH)[0].ended_at is None
    assert person.sees(says)


def test_when_a_patch_came_off_is_mended_by_pressing_its_time(person: Person) -> None:
    person.presses("Buprenorphine patch 10 µg/h")
    person.waits(days=2)
    person.presses("it fell off")
    person.presses("When it came off: 16:28")
    person.types("1410")
    person.keys(Qt.Key.Key_Return)
    person.until(lambda: person.sees("When it came off: 14:10"))
    [worn] = doses(person, PATCH)
    assert worn.ended_at == person.clock.now.replace(hour=14, minute=10, second=0)
    person.waits(minutes=6)
    assert not person.sees("When it came off: 14:10")


@pytest.mark.parametrize("typed", ["4", "2300"])
def test_a_patch_did_not_come_off_before_it_was_put_on_nor_after_now(person: Person, typed: str) -> None:
    """Eleven at night is that of the day before: then it was not on yet."""
    person.presses("Buprenorphine patch 10 µg/h")
    person.waits(hours=2)
    person.presses("it fell off")
    was = doses(person, PATCH)
    person.presses("When it came off: 18:28")
    person.types(typed)
    person.keys(Qt.Key.Key_Return)
    assert person.reads("The end is before the start.")
    person.keys(Qt.Key.Key_Escape)
    assert doses(person, PATCH) == was


def test_where_a_patch_is_stands_on_its_line(person: Person) -> None:
    person.presses("Oxycodone IR 5 mg")
    with pytest.raises(StopIteration):
        person.field("Where the patch is")
    person.waits(seconds=20)
    person.presses("Buprenorphine patch 10 µg/h")
    site = person.field("Where the patch is")
    QTest.keyClicks(site, "left shoulder")
    QTest.keyClick(site, Qt.Key.Key_Return)
    assert doses(person, PATCH)[0].site == "left shoulder"
    assert "left shoulder" in person.day()[-1]
    person.window.answers.undo()
    assert doses(person, PATCH)[0].site == ""


@pytest.mark.parametrize(
    ("name", "says"), [("Oxycodone IR 5 mg", "Taken at"), ("Buprenorphine patch 10 µg/h", "Put on at")]
)
def test_the_line_under_a_medicine_tells_when_it_was_taken_not_when_it_was_written(
    person: Person, name: str, says: str
) -> None:
    """“Written down at” stood before the evening before, once that was said, although it was written now."""
    person.presses(name)
    line = person.window.today.quick.medicines.line
    assert line is not None
    line.when.moved.emit(person.clock.now - timedelta(hours=20))
    assert person.reads(says)
    assert person.sees("Wed 1 Apr, 20:28")
    assert not person.reads("Written")


def test_a_new_patch_is_asked_about_in_its_turn(person: Person) -> None:
    person.presses("Buprenorphine patch 10 µg/h")
    person.waits(days=7)
    person.presses("it fell off")
    person.presses("Buprenorphine patch 10 µg/h")
    assert person.sees("it fell off")
    assert [worn.ended_at is None for worn in doses(person, PATCH)] == [False, True]


def test_a_patch_that_was_stopped_is_drawn_until_its_last_day(person: Person) -> None:
    """Its button goes, so nobody could say that it came off: the chart had it on for days beside the line."""
    person.presses("Buprenorphine patch 10 µg/h")
    put_on = doses(person, PATCH)[0].taken_at
    person.journal.change(stopped(PATCH, put_on.date() + timedelta(days=1), "", put_on.date()))
    person.waits(days=5)
    panel = person.window.today.chart.chart
    assert isinstance(panel, ChartsPanel)

    def ends() -> list[float]:
        chart = panel.chart()
        assert chart is not None
        shown = chart.timeline
        lanes = (lane for lane in shown.lanes if lane.medicine.id == PATCH.id)
        worn = [piece for lane in lanes for _, piece in lane.worn_between(shown.begin, shown.end, shown.now)]
        return [piece.end for piece in worn]

    person.until(lambda: ends() == [midnight(put_on.date() + timedelta(days=2))])
    assert not person.sees("Buprenorphine patch 10 µg/h")


def test_the_same_ingredient_in_another_product_is_said(person: Person) -> None:
    person.window.answers.record(DROPS)
    assert "paracetamol" not in facts(person, PARACETAMOL)
    person.window.today.quick.medicines.take(DROPS.id)
    assert "paracetamol also in Co-drops 16:28" in facts(person, PARACETAMOL)
    assert "also in" not in facts(person, CAPSULE)
    person.waits(hours=8)
    assert "paracetamol also in Co-drops Thu 2 Apr, 16:28" in facts(person, PARACETAMOL)
    person.waits(hours=16)
    assert "also in" not in facts(person, PARACETAMOL)


def test_another_strength_of_the_same_name_is_told_apart(person: Person) -> None:
    strong = replace(CAPSULE, id=uuid4(), strength=Strength(value=Decimal(10), unit="mg"))
    person.window.answers.record(strong)
    person.window.today.quick.medicines.take(strong.id)
    assert "oxycodone also in Oxycodone IR 10 mg 16:28" in facts(person, CAPSULE)


def test_no_two_buttons_of_medicines_say_the_same(person: Person) -> None:
    """Of a tablet and a cream of one name nobody saw which button writes down which."""
    cream, tablet = (Medicine(id=uuid4(), name="Diclofenac", form=form) for form in ("cream", "tablet"))
    weak = replace(CAPSULE, id=uuid4(), plans=(replace(CAPSULE.plans[0], amount=Decimal(2)),))
    strong = replace(CAPSULE, id=uuid4(), strength=Strength(value=Decimal(10), unit="mg"))
    for medicine in (cream, tablet, weak, strong):
        person.window.answers.record(medicine)
    tiles = person.window.today.quick.medicines.tiles
    assert [tiles[each.id].text() for each in (cream, tablet, weak, strong)] == [
        "Diclofenac (cream)",
        "Diclofenac (tablet)",
        "Oxycodone IR 10 mg (capsule 5 mg)",
        "Oxycodone IR 10 mg (capsule 10 mg)",
    ]
    person.presses("Diclofenac (cream)")
    assert [each.medicine for each in doses(person, cream)] == [cream.id]
    said = [action.text() for menu in person.window.menus for action in menu.actions()]
    assert {"Diclofenac (cream)", "Diclofenac (tablet)"} <= {*said}


def test_what_works_slowly_is_taken_beside_what_works_quickly(person: Person) -> None:
    slow = Medicine(id=uuid4(), name="Oxycodone PR", ingredient="oxycodone", action="long-acting")
    person.window.answers.record(slow)
    for medicine in (slow, CAPSULE):
        person.window.today.quick.medicines.take(medicine.id)
    assert "also in" not in facts(person, CAPSULE) + facts(person, slow)


@pytest.mark.parametrize(("chip", "amount"), [("500 mg", 1), ("2 g", 4)])
def test_half_and_double_amounts_take_two_presses(person: Person, chip: str, amount: int) -> None:
    person.presses("Paracetamol 1 g")
    person.presses(chip)
    assert person.took == 2
    [dose] = doses(person, PARACETAMOL)
    assert dose.amount == amount
    person.window.answers.undo()
    assert doses(person, PARACETAMOL)[0].amount == 2


def test_relief_is_asked_after_half_an_hour_and_an_hour_and_easing_is_measured(person: Person) -> None:
    person.presses("Flare-up now")
    person.presses("Pain 7 of 10")
    person.waits(minutes=5)
    person.presses("Oxycodone IR 5 mg")
    assert not person.reads("Better?")
    person.waits(minutes=30)
    assert person.reads("Better?")
    person.presses("25 %")
    assert not person.reads("Better?")
    person.waits(minutes=12)
    person.presses("It is easing")
    assert "eased after 42 min" in person.day()[-1]
    person.waits(minutes=18)
    assert person.reads("Better?")
    person.presses("75 %")
    [dose] = doses(person, CAPSULE)
    assert (dose.relief, dose.relief_minutes) == (75, 60)
    person.waits(minutes=30)
    assert not person.reads("Better?")


def test_relief_that_nobody_answers_goes_away(person: Person) -> None:
    person.presses("Flare-up now")
    person.presses("Oxycodone IR 5 mg")
    person.waits(minutes=31)
    assert person.reads("Better?")
    person.waits(minutes=21)
    assert not person.reads("Better?")
    assert doses(person, CAPSULE)[0].relief is None


def test_better_comes_without_pushing_what_has_the_keyboard_out_of_sight(person: Person) -> None:
    person.window.resize(1024, 570)
    person.presses("Flare-up now")
    person.presses("Oxycodone IR 5 mg")
    person.waits(minutes=28)
    left, note = person.window.today.left, person.button("Note…")
    note.setFocus()
    for _ in range(3):  # as all takes its place
        QApplication.processEvents()
    left.show_around(note)
    bar, place = left.verticalScrollBar(), note.mapTo(left.viewport(), QPoint()).y()
    bar.setValue(bar.value() - (left.viewport().height() - place - note.height()))
    bar.setValue(bar.value() - note.height() // 2)
    halfway = bar.value()
    person.clock.passes(seconds=61)
    person.window.today.tick()
    QApplication.processEvents()
    assert bar.value() == halfway, "the person has scrolled there"
    person.waits(minutes=1)
    assert person.reads("Better?")
    QApplication.processEvents()  # all below it moves
    person.until(lambda: note.visibleRegion().boundingRect() == note.rect())


def test_no_button_moves_when_there_is_more_than_the_window_is_high(person: Person) -> None:
    """A bar came at the side, "10 min ago" was set in two lines, and all below it stood elsewhere."""
    bar = person.window.today.left.verticalScrollBar()
    person.window.resize(1366, 640)
    person.until(lambda: bar.maximum() == 0)
    button = person.button("Oxycodone IR 5 mg")
    place = button.mapTo(person.window, QPoint()), button.width()
    person.presses("Oxycodone IR 5 mg")
    person.until(lambda: bar.maximum() > 0)
    button = person.button("Oxycodone IR 5 mg")
    assert (button.mapTo(person.window, QPoint(0, bar.value())), button.width()) == place


def test_two_doses_are_asked_about_on_the_line_by_keyboard(person: Person) -> None:
    for _ in range(2):
        QTest.keyClick(
            person.window,
            Qt.Key.Key_1,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
    assert len(doses(person, CAPSULE)) == 2
    person.button("It was one").setFocus()
    person.keys(Qt.Key.Key_Return)
    [dose] = doses(person, CAPSULE)
    assert dose == replace(dose, taken_at=person.clock.now)
    assert person.clock.now - dose.taken_at < timedelta(minutes=5)


def test_a_dose_beside_one_of_which_none_was_taken_is_no_second_one(person: Person) -> None:
    none = Dose(id=uuid4(), medicine=CAPSULE.id, taken_at=person.clock.now, amount=Decimal(0))
    person.journal.record(none)
    person.presses("Oxycodone IR 5 mg")
    assert len(doses(person, CAPSULE)) == 2
    assert not person.sees("It was one")
