"""Entries that are written later: times ago, yesterday, mended times, and days without a flare-up."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from painlog.entries import Activity, CheckIn, Dose, FlareUp, Note
from painlog.window.buttons import Chip
from painlog.window.forms.flare_up import FlareUpForm
from painlog.window.pressing import Pressable
from tests.stories.person import Person, then


def _last(person: Person, kind: type) -> object:
    return [entry for entry in person.wrote() if isinstance(entry, kind)][-1]


def _types_in_popover(text: str) -> None:
    popover = QApplication.activePopupWidget()
    assert popover is not None
    field = popover.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_half_an_hour_ago(person: Person) -> None:
    person.presses("30 min ago")
    flare_up = _last(person, FlareUp)
    assert isinstance(flare_up, FlareUp)
    assert person.clock.now - flare_up.started_at == timedelta(minutes=30)
    assert flare_up.written_at == person.clock.now
    assert person.reads("0:30")


def test_yesterdays_flare_up_with_level_and_trigger_in_six_presses(person: Person) -> None:
    person.presses("Earlier…")
    person.presses("The day before")
    person.presses("Pain at its worst 6 of 10")
    person.presses("Lifting")
    person.presses("Write it down")
    assert person.took <= 6
    flare_up = _last(person, FlareUp)
    assert isinstance(flare_up, FlareUp)
    assert flare_up.started_at.date() == person.clock.now.date() - timedelta(days=1)
    assert (flare_up.worst, flare_up.triggers, flare_up.end_unknown) == (6, ("lifting",), True)
    assert person.sees("Flare-up now")


def test_a_day_that_stands_open_is_called_by_what_it_is_after_midnight(person: Person) -> None:
    """A panel for today that was left open overnight went on to say so, and took 06:30 for yesterday's."""
    person.presses("Earlier…")
    person.types("15:")
    person.waits(hours=15)
    assert person.sees("Yesterday")
    assert not person.sees("Today")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "15:", "what is being typed stays"


@pytest.mark.parametrize(
    ("typed", "hour"), [("about 3", 3), ("About 15:00", 15), ("~1500", 15), ("about 15:28", 15)]
)
def test_a_time_can_be_typed_as_a_guess(person: Person, typed: str, hour: int) -> None:
    person.presses("Earlier…")
    person.types(typed)
    person.keys(Qt.Key.Key_Return)
    person.presses("Write it down")
    flare_up = _last(person, FlareUp)
    assert isinstance(flare_up, FlareUp)
    assert (flare_up.started_at.hour, flare_up.time_uncertain) == (hour, True)
    assert person.day()[-1].startswith("about ")


def test_about_three_in_the_afternoon_with_the_mouse_alone(person: Person) -> None:
    person.presses("Earlier…")  # at 16:28: an hour ago
    person.presses("About 15:00")
    person.presses("Write it down")
    assert person.took == 3
    flare_up = _last(person, FlareUp)
    assert isinstance(flare_up, FlareUp)
    assert flare_up.started_at.replace(tzinfo=None) == person.clock.now.replace(
        hour=15, minute=0, second=0, tzinfo=None
    )
    assert flare_up.time_uncertain
    assert person.day()[-1].startswith("about 15:00")
    person.keys(Qt.Key.Key_Z, ctrl=True)
    assert not person.day()


@pytest.mark.parametrize("by_mouse", [True, False])
def test_that_it_was_about_three_is_told_afterwards_in_its_form(person: Person, *, by_mouse: bool) -> None:
    def mend(form: QWidget) -> None:
        assert isinstance(form, FlareUpForm)
        chip = next(
            each for each in form.findChildren(Chip) if each.isVisible() and each.words == "About 16:00"
        )
        for button in (chip, form.yes):
            if by_mouse:
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            else:
                button.setFocus(Qt.FocusReason.TabFocusReason)
                QTest.keyClick(button, Qt.Key.Key_Space)

    person.presses("Flare-up now")
    then(mend)
    person.presses("Everything about this flare-up")
    flare_up = _last(person, FlareUp)
    assert isinstance(flare_up, FlareUp)
    assert (flare_up.started_at.hour, flare_up.started_at.minute) == (16, 0)
    assert flare_up.time_uncertain


def test_one_of_last_night_that_ended_in_sleep(person: Person) -> None:
    person.presses("Earlier…")
    person.presses("The day before")
    person.presses("I fell asleep")
    person.presses("Write it down")
    flare_up = _last(person, FlareUp)
    assert isinstance(flare_up, FlareUp)
    assert (flare_up.end_unknown, flare_up.note) == (True, "fell asleep")


def test_a_dose_written_after_midnight_is_mended_to_before_it(person: Person) -> None:
    """At ten past twelve, 23:50 was that of the day to come: the dose was the last for all of the day."""
    person.waits(hours=7, minutes=42)
    person.presses("Oxycodone IR 5 mg")
    midnight = person.clock.now.replace(hour=0, minute=0, second=0)
    for typed, was in (("0005", 5), ("2350", -10)):
        person.window.today.quick.medicines.line.when.click()  # type: ignore[union-attr]
        _types_in_popover(typed)
        dose = _last(person, Dose)
        assert isinstance(dose, Dose)
        assert dose.taken_at - midnight == timedelta(minutes=was)


@pytest.mark.parametrize(("typed", "days_back"), [("2300", 1), ("1640", 0)])
def test_a_dose_of_last_night_told_in_the_afternoon_is_not_of_tonight(
    person: Person, typed: str, days_back: int
) -> None:
    """It was written down for the evening to come; another clock that is minutes fast is no day away."""
    person.presses("Oxycodone IR 5 mg")
    person.window.today.quick.medicines.line.when.click()  # type: ignore[union-attr]
    _types_in_popover(typed)
    dose = _last(person, Dose)
    assert isinstance(dose, Dose)
    assert (person.clock.now.date() - dose.taken_at.date()).days == days_back


def test_when_an_earlier_one_ended_is_seen_once_it_is_asked(person: Person) -> None:
    """The time that it took for the end stood under the edge of the window, unseen."""
    person.window.resize(1024, 600)
    person.presses("Earlier…")
    earlier, left = person.window.today.quick.flare_ups.earlier, person.window.today.left
    assert earlier is not None
    ended_at = earlier.ends[1]
    left.verticalScrollBar().setValue(0)
    left.ensureWidgetVisible(ended_at, 0, 0)
    person.clicks(ended_at, ended_at.rect().center())
    person.until(lambda: earlier.ended.y() > ended_at.y() and earlier.ended.height() > 40)
    person.until(lambda: left.shows(earlier.ended))
    assert left.shows(ended_at)


def test_it_ended_at_a_later_time_of_day_than_now_was_yesterday(person: Person) -> None:
    person.presses("Flare-up now")
    person.waits(hours=21)  # 13:28
    person.presses("It ended at…")
    _types_in_popover("2130")
    flare_up = _last(person, FlareUp)
    assert isinstance(flare_up, FlareUp)
    assert flare_up.ended_at is not None
    assert flare_up.ended_at - flare_up.started_at.replace(second=0) == timedelta(hours=5, minutes=2)


@pytest.mark.parametrize(
    ("typed", "why"),
    [("4", "The end is before the start."), ("1635", "You told later than this how bad it was")],
)
def test_an_end_that_cannot_be_is_refused_and_not_moved(person: Person, typed: str, why: str) -> None:
    """Who typed 4 for four in the afternoon had a flare-up of less than a minute, and nothing said so."""
    person.presses("Flare-up now")
    began = person.clock.now
    person.waits(minutes=10)
    person.keys(Qt.Key.Key_6)
    person.waits(hours=5)
    person.presses("It ended at…")
    _types_in_popover(typed)
    assert person.reads(why)
    flare_up = _last(person, FlareUp)
    assert isinstance(flare_up, FlareUp)
    assert flare_up.is_running
    _types_in_popover("1815")
    flare_up = _last(person, FlareUp)
    assert isinstance(flare_up, FlareUp)
    assert flare_up.ended_at == began.replace(hour=18, minute=15, second=0)


@pytest.mark.parametrize(("began", "goes_on"), [("2330", True), ("1900", False)])
def test_one_of_an_hour_ago_goes_on_also_past_midnight(person: Person, began: str, *, goes_on: bool) -> None:
    """With its time mended it was turned to "Over, I don't know when", for it began on another day."""
    person.waits(hours=8)
    assert person.clock.now.hour == 0
    person.presses("Earlier…")
    person.types(began)
    person.keys(Qt.Key.Key_Return)
    person.presses("Write it down")
    flare_up = _last(person, FlareUp)
    assert isinstance(flare_up, FlareUp)
    assert (flare_up.started_at.strftime("%H%M"), flare_up.is_running) == (began, goes_on)


def test_a_time_of_day_still_to_come_and_the_day_before_are_yesterday(person: Person) -> None:
    """Leaving the field had already made it yesterday, unseen, and the press the day before that."""
    person.presses("Earlier…")
    person.types("about 1850")
    person.presses("The day before")
    assert person.sees("Yesterday")
    person.presses("The day before")
    person.presses("Write it down")
    flare_up = _last(person, FlareUp)
    assert isinstance(flare_up, FlareUp)
    assert person.clock.now.date() - flare_up.started_at.date() == timedelta(days=2)


def test_one_that_ended_is_written_with_its_end(person: Person) -> None:
    person.presses("Earlier…")
    person.types("1305")
    person.keys(Qt.Key.Key_Return)
    person.presses("It ended at…")
    person.presses("Write it down")
    flare_up = _last(person, FlareUp)
    assert isinstance(flare_up, FlareUp)
    assert flare_up.ended_at is not None
    assert flare_up.started_at.strftime("%H:%M") == "13:05"
    assert flare_up.ended_at - flare_up.started_at == timedelta(hours=1)


def test_one_of_a_moment_ago_did_not_end_after_now(person: Person) -> None:
    """The end that was offered was an hour after the start, so 50 minutes ahead, and was taken."""
    person.presses("Earlier…")
    person.types("1618")
    person.keys(Qt.Key.Key_Return)
    person.presses("It ended at…")
    person.presses("Write it down")
    flare_up = _last(person, FlareUp)
    assert isinstance(flare_up, FlareUp)
    assert flare_up.ended_at == person.clock.now.replace(second=0)


def test_a_one_that_is_written_down_at_once_counts(person: Person) -> None:
    """It waits for the 0 of a 10."""
    person.presses("Earlier…")
    person.button("Pain at its worst 0 of 10").setFocus()
    person.keys(Qt.Key.Key_1)
    person.keys(Qt.Key.Key_Return, ctrl=True)
    flare_up = _last(person, FlareUp)
    assert isinstance(flare_up, FlareUp)
    assert flare_up.worst == 1


def test_earlier_pressed_again_does_not_throw_away_what_was_told(person: Person) -> None:
    person.presses("Earlier…")
    person.presses("Pain at its worst 8 of 10")
    person.presses("Earlier…")
    assert person.reads("This is not saved yet")
    person.presses("Earlier…")
    assert not person.sees("Write it down")


def test_escape_leaves_what_began_earlier(person: Person) -> None:
    before = person.wrote()
    person.presses("Earlier…")
    person.types("1305")
    person.keys(Qt.Key.Key_Escape)
    assert person.sees("Write it down"), "one slip does not throw it away"
    person.keys(Qt.Key.Key_Escape)
    assert not person.sees("Write it down")
    assert person.wrote() == before
    assert person.button("Earlier…").hasFocus()


def test_a_flare_up_of_next_week_is_refused_beside_its_time(person: Person) -> None:
    person.presses("Earlier…")
    for _ in range(3):
        person.presses("The day after")
    person.presses("Write it down")
    assert not any(isinstance(entry, FlareUp) and entry.is_running for entry in person.wrote())
    assert person.sees("Write it down")
    assert person.reads("more than a day in the future") or person.reads("future")


def test_why_an_end_is_refused_is_seen_where_the_panel_is_higher_than_the_window(person: Person) -> None:
    """It stood at the start, which was scrolled away: the press seemed to do nothing."""
    person.window.resize(1024, 570)
    person.presses("Earlier…")
    person.presses("It ended at…")
    panel = person.window.today.quick.flare_ups.earlier
    assert panel is not None
    [*_, hour_back] = [each for each in panel.ended.findChildren(Chip) if each.words == "1 h back"]
    for _ in range(2):
        hour_back.click()
    person.presses("Write it down")
    said = [each for each in panel.findChildren(QLabel) if each.text() == "The end is before the start."]
    person.until(lambda: [not each.visibleRegion().isEmpty() for each in said] == [True])
    hour_back.click()
    assert not person.reads("The end is before the start.")


def test_escape_keeps_another_day_that_was_told(person: Person) -> None:
    """While one goes on an earlier one is taken for over from the start, so nothing else is another then."""
    person.presses("Flare-up now")
    person.window.today.quick.flare_ups.go_earlier()
    person.presses("The day before")
    person.keys(Qt.Key.Key_Escape)
    assert person.sees("Write it down")


def test_a_time_in_the_list_is_mended(person: Person) -> None:
    person.presses("Physical therapy")
    rows = person.window.today.list.rows
    person.clicks(rows.viewport(), QPoint(30, person.row("Physical therapy").y()))
    person.types("1410")
    person.keys(Qt.Key.Key_Return)
    person.until(lambda: person.day()[-1].startswith("14:10"))
    therapy = _last(person, Activity)
    assert isinstance(therapy, Activity)
    assert therapy.therapy
    assert therapy.written_at == person.clock.now


def test_a_start_after_the_end_is_refused_in_the_list_and_nothing_is_moved(person: Person) -> None:
    """A slip made a flare-up of an hour one of less than a minute, with all its levels at its start."""
    person.presses("Flare-up now")
    person.keys(Qt.Key.Key_6)
    person.waits(hours=1)
    person.presses("It is over")
    was = _last(person, FlareUp)
    person.waits(hours=3)
    person.clicks(person.window.today.list.rows.viewport(), QPoint(30, person.row("Flare-up").y()))
    _types_in_popover("1810")
    assert person.reads("The end is before the start.")
    assert _last(person, FlareUp) == was
    _types_in_popover("1640")
    flare_up = _last(person, FlareUp)
    assert isinstance(flare_up, FlareUp)
    assert isinstance(was, FlareUp)
    assert (flare_up.started_at.strftime("%H%M"), flare_up.ended_at) == ("1640", was.ended_at)


def test_an_activity_is_of_just_now_until_it_is_said_otherwise(person: Person) -> None:
    person.presses("Did something…")
    chosen = [
        each.words for each in person.window.findChildren(Pressable) if each.isVisible() and each.isChecked()
    ]
    assert "Just now" in chosen


def test_what_was_done_yesterday(person: Person) -> None:
    person.presses("Did something…")
    person.field("Something else").setFocus()
    person.types("long walk")
    person.presses("Add")
    person.presses("Yesterday")
    person.presses("Long walk")
    done = [entry for entry in person.wrote() if isinstance(entry, Activity)]
    assert [entry.name for entry in done] == ["long walk", "long walk"]
    assert done[1].started_at - done[0].started_at == timedelta(days=1)


def test_the_field_stays_in_sight_while_one_thing_after_the_other_is_added(person: Person) -> None:
    """The chip of what was added pushed the field, in which the next is typed, out below."""
    person.window.resize(1024, 600)
    person.keys(Qt.Key.Key_D, ctrl=True)
    field = person.field("Something else")
    for name in ("long walk", "hoovering", "carrying shopping", "weeding", "sitting in the car"):
        person.types(name)
        person.keys(Qt.Key.Key_Return)
        QApplication.processEvents()  # the chip takes its place
        person.until(lambda: field.visibleRegion().boundingRect() == field.rect())
    assert len([entry for entry in person.wrote() if isinstance(entry, Activity)]) == 5


def test_when_it_was_yesterday_can_be_said_afterwards(person: Person) -> None:
    """The line with which its time is mended stood under what was done today alone."""
    person.presses("Did something…")
    person.presses("Yesterday")
    person.field("Something else").setFocus()
    person.types("long walk")
    person.presses("Add")
    line = person.window.today.quick.done
    assert line is not None
    assert line.isVisible()
    assert line.when.words.endswith("1 Apr, 16:28")
    earlier = (person.clock.now - timedelta(days=1)).replace(hour=9, minute=0, second=0)
    line.when.moved.emit(earlier)
    [done] = [entry for entry in person.wrote() if isinstance(entry, Activity)]
    assert done.started_at == earlier
    person.waits(minutes=6)
    assert not line.isVisible()


def test_how_it_is_now(person: Person) -> None:
    person.presses("How is it now?")
    person.keys(Qt.Key.Key_3)
    person.keys(Qt.Key.Key_4)
    told = [entry for entry in person.wrote() if isinstance(entry, CheckIn)]
    assert [entry.background for entry in told] == [4]


def test_an_evening_without_a_flare_up(person: Person) -> None:
    assert not person.sees("No flare-up today")
    person.waits(hours=3)
    person.presses("No flare-up today")
    told = _last(person, CheckIn)
    assert isinstance(told, CheckIn)
    assert told.no_flare_up
    assert not person.sees("No flare-up today")


@pytest.mark.parametrize(
    ("key", "shift"),
    [(Qt.Key.Key_N, True), (Qt.Key.Key_D, False), (Qt.Key.Key_B, False), (Qt.Key.Key_E, False)],
)
def test_a_key_goes_into_its_panel_that_is_open_already(person: Person, key: Qt.Key, *, shift: bool) -> None:
    person.keys(key, ctrl=True, shift=shift)
    panel = person.window.today.quick.panel
    assert panel is not None
    inside = QApplication.focusWidget()
    assert inside is not None
    assert panel.isAncestorOf(inside)
    person.types("half")
    for _ in range(2):
        person.window.today.list.rows.setFocus()
        person.keys(key, ctrl=True, shift=shift)
        assert person.window.today.quick.panel is panel
        assert QApplication.focusWidget() is inside
    person.keys(Qt.Key.Key_Escape)
    assert person.window.today.quick.panel is None


def test_a_note_that_was_half_written_is_there_after_a_restart(person: Person) -> None:
    person.presses("Note…")
    person.types("The new chair helps")
    person.until(lambda: person.journal.kept("note") == "The new chair helps")
    person.restarts()
    assert person.reads("half-written")
    person.presses("Note…")
    assert not person.reads("half-written"), "it stands there"
    assert person.field("Your note").toPlainText() == "The new chair helps"  # type: ignore[union-attr]
    person.types(" a lot")
    person.presses("Write it down")
    note = _last(person, Note)
    assert isinstance(note, Note)
    assert note.text == "The new chair helps a lot"
    assert person.journal.kept("note") == ""
    assert not person.reads("half-written")


def test_a_note_that_is_left_half_written_waits_on_its_button(person: Person) -> None:
    person.presses("Note…")
    person.types("The new chair")
    person.keys(Qt.Key.Key_Escape)
    assert person.reads("half-written")
    person.presses("Did something…")
    assert person.reads("half-written")


def test_a_restart_shows_the_same(person: Person) -> None:
    person.presses("Flare-up now")
    person.presses("Pain 5 of 10")
    person.waits(minutes=10)
    person.presses("Paracetamol 1 g")
    shown, wrote = person.day(), person.wrote()
    person.restarts()
    assert person.day() == shown
    assert person.wrote() == wrote
    assert person.reads("0:10")
    assert person.button("Pain 5 of 10").isChecked()
