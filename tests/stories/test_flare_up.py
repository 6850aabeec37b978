"""A flare-up from the first press to "it is over", with a dose; and each press taken back again."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from painlog.charts.panel import ChartsPanel
from painlog.entries import Activity, CheckIn, Contents, Dose, FlareUp, Patient
from painlog.window.forms.flare_up import OVER, FlareUpForm
from painlog.window.moments import TimeField
from painlog.window.today import flaring
from painlog.window.today.choosing import WordChips
from painlog.window.today.drafting import DraftField
from painlog.window.today.others import DidSomething
from tests.stories.medicines import CAPSULE
from tests.stories.person import Person, then


def _flare_up(person: Person) -> FlareUp:
    found = [entry for entry in person.wrote() if isinstance(entry, FlareUp)]
    return found[-1]


def _dose(person: Person) -> Dose:
    return next(entry for entry in person.wrote() if isinstance(entry, Dose))


def test_one_press_writes_it_down_and_the_clock_goes(person: Person) -> None:
    person.presses("Flare-up now")
    assert person.took == 1
    flare_up = _flare_up(person)
    assert flare_up.started_at == person.clock.now
    assert flare_up.is_running
    assert person.reads("Took a medicine for it")
    assert person.reads("0:00")
    person.waits(minutes=12)
    assert person.reads("0:12")
    assert person.day()[-1].startswith("since 16:28")


def test_one_that_began_yesterday_and_ended_today_stands_in_todays_list(person: Person) -> None:
    """Over at twenty past midnight it was gone from the list, and only the table could mend it."""
    person.presses("Flare-up now")
    person.waits(hours=7, minutes=52)
    person.presses("It is over")
    [said] = person.day()
    assert said.startswith("16:28 \N{EN DASH} 00:20")
    assert "began Thu 2 Apr" in said
    person.waits(hours=18)
    assert not person.sees("No flare-up today"), "one went on into today"
    person.waits(hours=12)
    assert person.day() == []


def test_one_of_last_night_whose_end_nobody_saw_stays_where_it_was_pressed(person: Person) -> None:
    """Pressed in the morning, "I fell asleep" took it out of the list at once."""
    person.presses("Flare-up now")
    person.waits(hours=15)
    person.presses("I fell asleep")
    [said] = person.day()
    assert said.startswith("16:28")
    assert "began Thu 2 Apr" in said
    assert "length not known" in said
    person.waits(hours=18)
    assert person.day() == []


def test_its_beginning_is_mended_to_about_an_hour_on_the_card(person: Person) -> None:
    person.presses("Flare-up now")
    person.presses("16:28")
    _says_when(person, "about 3 pm")
    began = _flare_up(person)
    assert (f"{began.started_at:%H:%M}", began.time_uncertain) == ("15:00", True)
    assert person.sees("about 15:00")
    person.presses("about 15:00")
    _says_when(person, "15:30")
    assert _flare_up(person).time_uncertain, "a guess until the tick is taken away"
    assert f"{_flare_up(person).started_at:%H:%M}" == "15:30"


def _says_when(person: Person, typed: str) -> None:
    popover = QApplication.activePopupWidget()
    assert popover is not None
    field = popover.findChild(TimeField)
    assert isinstance(field, TimeField)
    field.selectAll()
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_from_the_first_press_to_the_end_with_a_dose(person: Person) -> None:
    person.keys(Qt.Key.Key_F5)
    person.waits(minutes=2)
    person.presses("Pain 7 of 10")
    person.presses("Lifting")
    person.waits(minutes=7)
    person.presses("Oxycodone IR 5 mg")
    dose = _dose(person)
    assert dose.medicine == CAPSULE.id
    assert dose.reason == "flare-up"
    assert dose.flare_up == _flare_up(person).id
    person.waits(minutes=31)
    assert person.reads("Better?")
    person.presses("Better by 50 %")
    assert (_dose(person).relief, _dose(person).relief_minutes) == (50, 31)
    assert not person.reads("Better?")
    person.presses("It is easing")
    person.waits(minutes=10)
    person.presses("It is over")
    flare_up = _flare_up(person)
    assert [reading.intensity for reading in flare_up.readings] == [7, 6]
    assert flare_up.triggers == ("lifting",)
    assert flare_up.ended_at == person.clock.now
    assert person.day()[-2] == "16:28 \u2013 17:18, Flare-up, worst 7, 50 min · peak after 2 min · lifting"
    assert person.sees("Flare-up now")


def test_every_press_is_taken_back_in_turn(person: Person) -> None:
    before = person.journal.contents()
    states = []
    for press in (
        "Flare-up now",
        "Pain 7 of 10",
        "Lifting",
        "Oxycodone IR 5 mg",
        "It is easing",
        "It is over",
    ):
        states.append(person.journal.contents())
        person.waits(minutes=3)
        person.presses(press)
    for state in reversed(states):
        person.keys(Qt.Key.Key_Z, ctrl=True)
        assert person.journal.contents() == state
    assert person.journal.contents() == before
    assert person.sees("Flare-up now")
    for _ in states:
        person.keys(Qt.Key.Key_Z, ctrl=True, shift=True)
    assert _flare_up(person).ended_at is not None


def test_undo_stands_by_its_name_in_the_status_line(person: Person) -> None:
    person.presses("Oxycodone IR 5 mg")
    person.presses("Undo “Oxycodone IR 5 mg” (Ctrl+Z)")
    assert not any(isinstance(entry, Dose) for entry in person.wrote())


def test_several_presses_never_make_two(person: Person) -> None:
    person.presses("Flare-up now")
    person.keys(Qt.Key.Key_F5, Qt.Key.Key_F5)
    person.keys(Qt.Key.Key_F6)
    assert sum(isinstance(entry, FlareUp) and entry.is_running for entry in person.wrote()) == 1


def test_keys_pressed_in_another_tab_know_what_runs(person: Person) -> None:
    person.keys(Qt.Key.Key_2, ctrl=True)
    person.keys(Qt.Key.Key_F5, Qt.Key.Key_F5, Qt.Key.Key_F6)
    assert sum(isinstance(entry, FlareUp) and entry.is_running for entry in person.wrote()) == 1
    person.keys(Qt.Key.Key_2, ctrl=True)
    QTest.keyClick(
        person.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    dose = max((e for e in person.wrote() if isinstance(e, Dose)), key=lambda each: each.taken_at)
    assert (dose.reason, dose.flare_up) == ("flare-up", _flare_up(person).id)
    person.waits(minutes=3)
    person.keys(Qt.Key.Key_F5, ctrl=True)
    assert _flare_up(person).ended_at is not None


@pytest.mark.parametrize("tab", [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_5])
@pytest.mark.parametrize("times", [1, 2])
def test_a_digit_after_the_key_tells_the_level_wherever_the_keyboard_was(
    person: Person, tab: Qt.Key, times: int
) -> None:
    for _ in range(times):
        person.keys(tab, ctrl=True)
        person.keys(Qt.Key.Key_F5)
    person.keys(Qt.Key.Key_7)
    assert [reading.intensity for reading in _flare_up(person).readings] == [7]


@pytest.mark.parametrize("words", ["Flare-up now", "10 min ago", "It came back"])
def test_a_digit_after_the_button_tells_the_level(person: Person, words: str) -> None:
    if words == "It came back":
        person.keys(Qt.Key.Key_F5)
        person.waits(minutes=3)
        person.keys(Qt.Key.Key_F5, ctrl=True)
        person.waits(minutes=3)
    person.presses(words)
    person.keys(Qt.Key.Key_7)
    assert [reading.intensity for reading in _flare_up(person).readings] == [7]


def test_a_digit_after_one_that_began_earlier_tells_the_level(person: Person) -> None:
    person.presses("Earlier…")
    person.presses("Write it down")
    person.keys(Qt.Key.Key_7)
    assert [reading.intensity for reading in _flare_up(person).readings] == [7]


@pytest.mark.parametrize("presses", [["Oxycodone IR 5 mg"], ["Oxycodone IR 5 mg", "50 %"]])
def test_a_digit_after_a_dose_and_after_its_relief_tells_the_level(
    person: Person, presses: list[str]
) -> None:
    """It was lost without a word: the button pressed last, or the link after it, had the keyboard."""
    person.keys(Qt.Key.Key_F5)
    person.keys(Qt.Key.Key_8)
    for words in presses:
        person.presses(words)
        person.waits(minutes=32)
    person.keys(Qt.Key.Key_1, Qt.Key.Key_0)
    assert [reading.intensity for reading in _flare_up(person).readings] == [8, 10]


def test_a_digit_in_a_panel_tells_no_level_of_the_flare_up(person: Person) -> None:
    person.keys(Qt.Key.Key_F5)
    person.presses("Did something…")
    person.keys(Qt.Key.Key_4)
    person.keys(Qt.Key.Key_B, ctrl=True)
    person.keys(Qt.Key.Key_3)
    assert _flare_up(person).readings == ()
    assert [entry.background for entry in person.wrote() if isinstance(entry, CheckIn)] == [3]


@pytest.mark.parametrize("key", [Qt.Key.Key_F5, Qt.Key.Key_F8])
def test_what_a_key_begins_is_scrolled_to(person: Person, key: Qt.Key) -> None:
    person.window.resize(1024, 600)
    QApplication.processEvents()
    today, flare_ups = person.window.today, person.window.today.quick.flare_ups
    bar = today.left.verticalScrollBar()
    for _ in range(2):
        bar.setValue(bar.maximum())
        assert bar.value() > 0
        person.keys(key)
        panel = flare_ups.card if key == Qt.Key.Key_F5 else flare_ups.earlier
        assert panel is not None
        QApplication.processEvents()
        assert panel.visibleRegion().boundingRect().top() == 0, "its beginning is seen"
    assert len([entry for entry in person.wrote() if isinstance(entry, FlareUp) and entry.is_running]) == (
        1 if key == Qt.Key.Key_F5 else 0
    )


def test_a_flare_up_that_was_ended_in_another_tab_does_not_keep_the_next_from_beginning(
    person: Person,
) -> None:
    person.keys(Qt.Key.Key_F5)
    person.keys(Qt.Key.Key_2, ctrl=True)
    person.waits(minutes=3)
    person.journal.change(flaring.over(_flare_up(person), person.journal.clock()))
    assert not any(isinstance(entry, FlareUp) and entry.is_running for entry in person.wrote())
    person.keys(Qt.Key.Key_F5)
    assert _flare_up(person).is_running


def test_a_level_pressed_wrongly_is_mended_by_the_next_press(person: Person) -> None:
    person.presses("Flare-up now")
    person.presses("Pain 3 of 10")
    person.presses("Pain 8 of 10")
    assert [reading.intensity for reading in _flare_up(person).readings] == [8]
    person.waits(minutes=5)
    person.presses("Pain 6 of 10")
    assert [reading.intensity for reading in _flare_up(person).readings] == [8, 6]


def test_digits_on_the_pad(person: Person) -> None:
    person.presses("Flare-up now")
    person.button("Pain 0 of 10").setFocus()
    person.keys(Qt.Key.Key_1, Qt.Key.Key_0)
    assert _flare_up(person).readings[-1].intensity == 10


def test_nothing_set_it_off(person: Person) -> None:
    person.presses("Flare-up now")
    person.presses("Nothing")
    assert _flare_up(person).triggers == ("nothing",)


def test_nothing_and_something_do_not_go_together(person: Person) -> None:
    person.presses("Flare-up now")
    for words, triggers in (("Lifting", ("lifting",)), ("Nothing", ("nothing",)), ("Stairs", ("stairs",))):
        person.presses(words)
        assert _flare_up(person).triggers == triggers
    person.presses("Lifting")
    assert _flare_up(person).triggers == ("stairs", "lifting")
    assert not person.button("Nothing").isChecked()


def test_another_reason_is_typed(person: Person) -> None:
    person.presses("Flare-up now")
    person.presses("More…")
    person.field("Another reason").setFocus()
    person.types("washing up")
    person.keys(Qt.Key.Key_Return)
    assert _flare_up(person).triggers == ("washing up",)
    assert person.button("Washing up").isChecked()


def test_a_digit_after_a_reason_that_was_typed_tells_how_bad_it_is(person: Person) -> None:
    """Minutes later the field for another reason still had the keyboard: an 8 became what had set it off."""
    person.presses("Flare-up now")
    person.presses("More…")
    person.types("washing up")
    person.keys(Qt.Key.Key_Return)
    assert person.button("Washing up").hasFocus()
    person.waits(minutes=12)
    person.keys(Qt.Key.Key_8)
    person.presses("It is over")
    flare_up = _flare_up(person)
    assert (flare_up.triggers, [each.intensity for each in flare_up.readings]) == (("washing up",), [8])


def test_a_reason_as_long_as_a_page_leaves_the_buttons_in_reach(person: Person) -> None:
    """It was a chip as high as ten windows, in this flare-up and, as one of the usual, in the next ones."""
    told = "carrying the shopping up the stairs, and then turning round " * 200
    for _ in range(2):
        person.presses("Flare-up now")
        card = person.window.today.quick.flare_ups.card
        assert card is not None
        card.triggers.toggled_word.emit(told, True)
        QApplication.processEvents()
        assert card.height() < person.window.height()
        person.presses("It is over")
    assert _flare_up(person).triggers == (told,)


def test_an_activity_as_long_as_a_page_leaves_the_panel_in_reach(person: Person) -> None:
    person.presses("Did something…")
    panel = person.window.today.quick.panel
    assert isinstance(panel, DidSomething)
    field = person.field("Something else")
    assert isinstance(field, QLineEdit)
    field.setText("carrying the shopping up " * 200)
    person.presses("Add")
    done = person.window.today.quick.done
    assert done is not None
    for told in (panel.chips[-1], done._what):
        assert told.heightForWidth(300) < person.window.height() / 4


def _half_says(person: Person, field: str, word: str) -> None:
    person.presses("More…")
    person.field(field).setFocus()
    person.types(word)


@pytest.mark.parametrize("ends", ["It is over", "I fell asleep", "I don't know when", "Add"])
def test_a_reason_that_was_only_typed_is_kept(person: Person, ends: str) -> None:
    person.presses("Flare-up now")
    _half_says(person, "Another reason", "washing up")
    person.presses(ends)
    assert _flare_up(person).triggers == ("washing up",)


def test_a_reason_that_was_only_typed_is_kept_when_it_ended_unseen(person: Person) -> None:
    person.presses("Flare-up now")
    person.waits(hours=5)
    _half_says(person, "Another reason", "washing up")
    person.presses("I fell asleep")
    assert _flare_up(person).triggers == ("washing up",)


def test_a_reason_that_was_only_typed_is_kept_of_an_earlier_one(person: Person) -> None:
    person.presses("Earlier…")
    _half_says(person, "Another reason", "washing up")
    person.presses("Write it down")
    assert _flare_up(person).triggers == ("washing up",)


def test_a_word_for_how_it_feels_that_was_only_typed_is_kept(person: Person) -> None:
    person.presses("Flare-up now")
    person.presses("how it feels")
    _half_says(person, "Another word", "like glass")
    person.presses("Done")
    assert _flare_up(person).qualities == ("like glass",)


@pytest.mark.parametrize("ends", ["It is over", "I fell asleep", "I don't know when"])
def test_a_note_that_was_half_written_when_the_program_died_waits_and_is_in_the_end(
    person: Person, ends: str
) -> None:
    """Nothing told of it, and once the flare-up was over nobody came to it again."""
    person.presses("Flare-up now")
    half = f"note on {_flare_up(person).id}"
    person.journal.keep(half, "carrying the shop")
    person.waits(minutes=5)
    person.presses("a note, half-written…")
    field = person.field("A note on this flare-up")
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == "carrying the shop"
    person.keys(Qt.Key.Key_Escape)
    person.presses(ends)
    assert _flare_up(person).note.startswith("carrying the shop")
    assert not person.journal.kept(half)


def _ends_in_the_form(person: Person) -> None:
    """Open the form from the card, and say there that it is over."""

    def answer(form: QWidget) -> None:
        assert isinstance(form, FlareUpForm)
        form.ended.choose(OVER)
        form.end.show_moment(person.clock.now)
        form.accept()

    then(answer)
    person.presses("more…")
    QApplication.processEvents()


def test_what_was_typed_in_the_card_is_taken_along_by_an_end_in_the_form(person: Person) -> None:
    """The note was kept under a name that nothing reads any more, and the reason waited for the next one."""
    person.presses("Flare-up now")
    _half_says(person, "Another reason", "washing up")
    person.presses("a note…")
    person.types("carrying the shop")
    person.keys(Qt.Key.Key_Escape)
    half = f"note on {_flare_up(person).id}"
    person.waits(minutes=20)
    _ends_in_the_form(person)
    told = _flare_up(person)
    assert (told.note, told.triggers, told.is_running) == ("carrying the shop", ("washing up",), False)
    assert not person.journal.kept(half)
    person.waits(minutes=20)
    person.presses("Flare-up now")
    person.presses("It is over")
    assert _flare_up(person).triggers == ()


def test_a_half_written_note_stands_in_the_form_and_stays_when_that_is_left(person: Person) -> None:
    person.presses("Flare-up now")
    half = f"note on {_flare_up(person).id}"
    person.journal.keep(half, "carrying the shop")
    seen: list[str] = []

    def leave(form: QWidget) -> None:
        assert isinstance(form, FlareUpForm)
        seen.append(form.note.told())
        form.reject()

    def mend(form: QWidget) -> None:
        assert isinstance(form, FlareUpForm)
        form.note.setPlainText("carrying the bags")
        form.accept()

    then(leave)
    person.window.open_entry(_flare_up(person))
    assert (seen, person.journal.kept(half)) == (["carrying the shop"], "carrying the shop")
    then(mend)
    person.window.open_entry(_flare_up(person))
    assert _flare_up(person).note == "carrying the bags"
    assert not person.journal.kept(half)


def test_undo_of_the_end_leaves_the_words_that_were_half_written(person: Person) -> None:
    """They were gone from the note and from the card."""
    person.presses("Flare-up now")
    person.journal.keep(f"note on {_flare_up(person).id}", "carrying the shop")
    person.waits(minutes=20)
    person.presses("It is over")
    person.window.answers.undo()
    assert _flare_up(person).is_running
    assert _flare_up(person).note == "carrying the shop"


def test_an_end_told_in_the_table_takes_the_half_written_note_along(person: Person) -> None:
    person.presses("Flare-up now")
    person.journal.keep(f"note on {_flare_up(person).id}", "carrying the shop")
    person.waits(minutes=20)
    person.window.answers.change(replace(_flare_up(person), ended_at=person.clock.now))
    assert _flare_up(person).note == "carrying the shop"


def test_a_note_that_was_written_down_is_half_written_no_more(person: Person) -> None:
    person.presses("Flare-up now")
    person.presses("a note…")
    person.types("carrying")
    person.keys(Qt.Key.Key_Escape)
    person.presses("a note, half-written…")
    person.types("It hurt after ")
    person.presses("Done")
    assert _flare_up(person).note == "It hurt after carrying"
    assert person.sees("a note…")
    person.presses("It is over")
    assert _flare_up(person).note == "It hurt after carrying"


def test_a_note_that_is_refused_stays_half_written(person: Person) -> None:
    """Begun by a clock that was days ahead and was put right: the words were gone."""
    person.presses("Flare-up now")
    person.clock.now -= timedelta(days=4)
    person.presses("a note…")
    person.types("carrying")
    person.presses("Done")
    assert person.reads("more than a day in the future")
    assert _flare_up(person).note == ""
    person.presses("a note, half-written…")
    field = person.field("A note on this flare-up")
    assert isinstance(field, DraftField)
    assert field.text == "carrying"


def test_a_typed_word_left_with_esc_is_not_meant(person: Person) -> None:
    person.presses("Flare-up now")
    _half_says(person, "Another reason", "washing up")
    person.keys(Qt.Key.Key_Escape)
    person.presses("It is over")
    assert _flare_up(person).triggers == ()


def test_a_reason_that_has_a_chip_is_not_added_a_second_time(person: Person) -> None:
    person.presses("Flare-up now")
    _half_says(person, "Another reason", "LIFTING")
    person.keys(Qt.Key.Key_Return)
    assert _flare_up(person).triggers == ("lifting",)


def test_a_reason_in_other_capitals_has_one_chip_and_stays_as_it_was_written(person: Person) -> None:
    """A file had told "Lifting": two chips said so, and one flare-up could have both."""
    told = FlareUp(
        id=uuid4(), started_at=person.clock.now - timedelta(minutes=5), triggers=("Lifting", "Nothing")
    )
    person.window.answers.record(told)
    card = person.window.findChild(WordChips)
    assert card is not None
    assert [each.text() for each in card.chips.values()] == ["Lifting", "Stairs", "Sitting", "Nothing"]
    assert _flare_up(person).triggers == ("Lifting", "Nothing")
    person.presses("Lifting")
    assert _flare_up(person).triggers == ("Nothing",)
    person.presses("Lifting")
    assert _flare_up(person).triggers == ("lifting",)


def test_what_was_done_is_called_as_on_its_chip(person: Person) -> None:
    person.presses("Did something…")
    for name in ("Gardening", "gardening"):
        person.field("Something else").setFocus()
        person.types(name)
        person.presses("Add")
    done = [each.name for each in person.wrote() if isinstance(each, Activity)]
    assert done == ["Gardening", "Gardening"]


def test_a_forgotten_one_is_asked_about_and_never_ended(person: Person) -> None:
    person.presses("Flare-up now")
    person.waits(hours=5)
    assert person.reads("Is it over by now?")
    assert _flare_up(person).is_running
    person.presses("Still going on")
    assert not person.reads("Is it over by now?")
    person.waits(hours=5)
    person.presses("I fell asleep")
    flare_up = _flare_up(person)
    assert flare_up.end_unknown
    assert flare_up.note == "fell asleep"


def test_the_end_of_a_forgotten_one_is_the_time_that_is_shown_once_that_is_said(person: Person) -> None:
    """Done took only another time; who meant the one that was offered pressed it in vain."""
    person.presses("Flare-up now")
    person.waits(hours=5)
    person.presses("It ended at…")
    person.keys(Qt.Key.Key_Escape)
    assert _flare_up(person).is_running
    person.presses("It ended at…")
    person.presses("Done")
    assert _flare_up(person).ended_at == person.clock.now


def test_a_look_at_when_it_ended_ends_nothing(person: Person) -> None:
    """A minute later the time offered was another than the clock's: a press elsewhere wrote it down."""
    person.presses("Flare-up now")
    person.waits(hours=5)
    person.presses("It ended at…")
    person.waits(minutes=3)
    popover = QApplication.activePopupWidget()
    assert popover is not None
    popover.close()  # as Qt does where something else is pressed
    QApplication.processEvents()
    assert _flare_up(person).is_running


@pytest.mark.parametrize(("says", "note"), [("I fell asleep", "fell asleep"), ("I don't know when", "")])
def test_an_end_that_nobody_saw_is_an_answer(person: Person, says: str, note: str) -> None:
    person.presses("Flare-up now")
    person.presses(says)
    assert person.took == 2
    flare_up = _flare_up(person)
    assert (flare_up.end_unknown, flare_up.ended_at, flare_up.note) == (True, None, note)
    assert "length not known" in person.day()[-1]
    assert person.sees("Flare-up now")
    person.window.answers.undo()
    assert _flare_up(person).is_running


def test_the_chart_goes_on_with_the_clock_while_one_runs(person: Person) -> None:
    person.presses("Flare-up now")
    person.keys(Qt.Key.Key_8)
    person.until(lambda: _drawn_for(person) is not None)
    person.waits(hours=3)
    assert _drawn_for(person) == 3 * 3600


def _drawn_for(person: Person) -> float | None:
    """Return for how many seconds the running flare-up is drawn in the chart."""
    panel = person.window.today.chart.chart
    assert isinstance(panel, ChartsPanel)
    chart = panel.chart()
    assert chart is not None
    drawn, now = chart.timeline.flare_ups, chart.timeline.now
    running = (row for row in range(len(drawn.columns.key)) if drawn.is_running(row))
    return next((drawn.end(row, now) - drawn.moments.wall(row) for row in running), None)


def test_it_came_back(person: Person) -> None:
    person.presses("Flare-up now")
    person.waits(minutes=20)
    first = _flare_up(person)
    person.presses("It is over")
    person.waits(hours=2)
    person.presses("Flare-up now")
    assert _flare_up(person).came_back_after is None, "only who says so means the last one"
    person.window.answers.undo()
    person.presses("It came back")
    assert _flare_up(person).came_back_after == first.id
    person.presses("It is over")
    person.waits(hours=25)
    assert not person.sees("It came back")


def test_it_came_back_has_its_key(newcomer: Person) -> None:
    """It alone of what starts a flare-up was in no menu: only Tab, again and again, found its button."""
    person = newcomer
    command = next(each for each in person.window.menus[2].actions() if each.text() == "It came back")
    command.trigger()
    assert person.wrote() == [], "there is none to come back"
    person.keys(Qt.Key.Key_F5)
    first = _flare_up(person)
    person.waits(minutes=20)
    person.keys(Qt.Key.Key_F5, ctrl=True)
    person.waits(hours=2)
    person.keys(Qt.Key.Key_2, ctrl=True)
    person.keys(Qt.Key.Key_F6, shift=True)
    person.keys(Qt.Key.Key_7)
    again = _flare_up(person)
    assert (again.came_back_after, [each.intensity for each in again.readings]) == (first.id, [7])


@pytest.mark.parametrize("by", ["the card", "the list"])
def test_it_did_not_come_back_after_one_that_began_later(person: Person, by: str) -> None:
    person.presses("Flare-up now")
    person.waits(minutes=20)
    person.presses("It is over")
    first = _flare_up(person)
    person.waits(minutes=40)
    person.presses("It came back")
    for typed, link in (("16:40", first.id), ("16:00", None)):
        _mends_start(person, by)
        _says_when(person, typed)
        again = next(each for each in person.wrote() if isinstance(each, FlareUp) and each.is_running)
        assert (f"{again.started_at:%H:%M}", again.came_back_after) == (typed, link)
    person.window.answers.undo()
    assert _flare_up(person).came_back_after == first.id


def test_a_later_time_of_day_in_the_list_is_the_day_befores(person: Person) -> None:
    person.presses("Flare-up now")
    _mends_start(person, "the list")
    _says_when(person, "23:00")
    began = _flare_up(person).started_at
    assert (began < person.clock.now, f"{began:%H:%M}") == (True, "23:00")


def _mends_start(person: Person, by: str) -> None:
    """Open the popover for the start of what runs."""
    runs = person.journal.running()
    assert runs is not None
    if by == "the card":
        person.presses(f"{runs.started_at:%H:%M}")
    else:
        row = person.row(f"since {runs.started_at:%H:%M}")
        person.clicks(person.window.today.list.rows.viewport(), QPoint(30, row.y()))


def test_the_start_is_mended_by_pressing_its_time(person: Person) -> None:
    person.presses("Flare-up now")
    person.presses("16:28")
    person.presses("15 min back")
    person.presses("Done")
    assert _flare_up(person).started_at.strftime("%H:%M") == "16:13"
    assert person.sees("16:13")


def test_same_dose_twice_is_asked_on_the_line(person: Person) -> None:
    person.presses("Oxycodone IR 5 mg")
    person.waits(minutes=2)
    person.presses("Oxycodone IR 5 mg")
    assert person.reads("Same dose twice?")
    person.presses("It was one")
    assert sum(isinstance(entry, Dose) for entry in person.wrote()) == 1


def test_a_dose_with_its_reason_takes_two_presses(person: Person) -> None:
    person.presses("Oxycodone IR 5 mg")
    person.presses("To prevent pain")
    assert person.took == 2
    assert _dose(person).reason == "prevention"
    person.presses("10 mg")
    assert _dose(person).amount == Decimal(2)
    assert person.reads("2 of 6 today")


@pytest.mark.parametrize("ends", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_usual_places_are_already_marked(person: Person, ends: Qt.Key) -> None:
    person.window.answers.describe(Patient(usual_regions=("lower back, left",)))
    person.presses("Flare-up now")
    person.presses("Where it hurts")
    assert person.reads("lower back, left")
    popover = QApplication.activePopupWidget()
    assert popover is not None
    QTest.keyClick(popover, ends)
    expected = ("lower back, left",) if ends == Qt.Key.Key_Return else ()
    person.until(lambda: _flare_up(person).regions == expected)
    assert QApplication.activePopupWidget() is None


def test_where_it_hurts_is_seen_in_the_list(person: Person) -> None:
    person.presses("Flare-up now")
    rows = person.window.today.list.rows
    person.until(lambda: rows.paint_places is not None)
    before = rows.viewport().grab().toImage()
    person.window.answers.change(replace(_flare_up(person), regions=("a place of my own",)))
    own = rows.viewport().grab().toImage()
    person.window.answers.change(replace(_flare_up(person), regions=("lower back, left",)))
    marked = rows.viewport().grab().toImage()
    right = QRect(marked.width() - 60, 0, 60, marked.height())
    assert own.copy(right) == before.copy(right)
    assert marked.copy(right) != before.copy(right)
    assert "lower back, left" in person.day()[-1]


@pytest.mark.parametrize("way", ["card", "list", "chart"])
def test_its_form_opens_from_the_card_the_list_and_the_chart(person: Person, way: str) -> None:
    def mend(form: QWidget) -> None:
        assert isinstance(form, FlareUpForm)
        QTest.keyClicks(form.kept_from, "the shopping")
        QTest.keyClick(form.kept_from, Qt.Key.Key_Return)

    person.presses("Flare-up now")
    then(mend)
    if way == "card":
        person.presses("Everything about this flare-up")
    elif way == "list":
        person.window.today.list.rows.setCurrentIndex(person.window.today.list.rows.model().index(0, 0))
        QTest.keyClick(person.window.today.list.rows, Qt.Key.Key_Return)
    else:
        key = person.journal.key_of(_flare_up(person).id)
        assert key is not None
        person.window.today.chart.opened.emit(*key)
    assert _flare_up(person).kept_from == "the shopping"


def test_two_that_go_on_after_an_import_are_both_told_of_by_the_card(person: Person) -> None:
    person.presses("Flare-up now")
    assert not person.reads("Another one")
    before = FlareUp(id=uuid4(), started_at=person.clock.now - timedelta(days=2))
    person.journal.take_in(Contents(flare_ups=(before,)))
    asked: list[FlareUp] = []
    person.window.today.asks.form.disconnect()
    person.window.today.asks.form.connect(asked.append)
    person.presses("Another one goes on, since Tue 31 Mar, 16:28")
    assert [each.id for each in asked] == [before.id]
    person.presses("It is over")
    assert person.reads("Tue 31 Mar, 16:28")
    assert not person.reads("Another one")


@pytest.mark.parametrize("words", ["where", "how it feels"])
def test_the_keyboard_marks_at_once_in_what_a_link_opens(person: Person, words: str) -> None:
    person.presses("Flare-up now")
    person.presses(words)
    QApplication.processEvents()
    popover = QApplication.activePopupWidget()
    assert popover is not None
    inside = popover.focusWidget()
    assert inside is not None
    QTest.keyClick(inside, Qt.Key.Key_Space)
    nothing = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, nothing, "", autorep=True)
    QApplication.sendEvent(inside, held)
    assert popover.isVisible(), "Enter is still held from opening it"
    QTest.keyClick(inside, Qt.Key.Key_Return)
    assert not popover.isVisible()
    told = _flare_up(person)
    assert len(told.regions if words == "where" else told.qualities) == 1


@pytest.mark.parametrize("later", [False, True])
def test_one_that_begins_after_its_return_has_no_return(person: Person, *, later: bool) -> None:
    person.presses("Flare-up now")
    first = _flare_up(person)
    person.waits(minutes=10)
    person.presses("It is over")
    person.waits(minutes=20)
    person.presses("It came back")
    again = _flare_up(person)
    person.waits(minutes=30)
    moved = first.started_at + timedelta(minutes=40 if later else 5)
    person.window.answers.change(replace(first, started_at=moved, ended_at=moved + timedelta(minutes=5)))
    found = person.journal.find(again.id)
    assert isinstance(found, FlareUp)
    assert found.came_back_after == (None if later else first.id)
    person.keys(Qt.Key.Key_Z, ctrl=True)
    assert person.journal.find(again.id) == again
