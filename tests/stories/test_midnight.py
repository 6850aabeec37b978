"""Around midnight: what belongs together stands on two days, and a day begins under an open window."""

import pytest
from PySide6.QtCore import Qt

from painlog.entries import Activity, CheckIn, Dose, Patient
from painlog.window.today.evening import EveningCheck
from painlog.window.today.others import HowIsIt
from tests.stories.person import Clock, Person


@pytest.fixture
def clock(clock: Clock) -> Clock:
    """Begin two minutes before midnight."""
    clock.now = clock.now.replace(hour=23, minute=58, second=0)
    return clock


def doses(person: Person) -> list[Dose]:
    return [entry for entry in person.wrote() if isinstance(entry, Dose)]


def test_two_presses_on_two_sides_of_midnight_may_be_one_dose(person: Person) -> None:
    """The one before midnight is not of today, and nothing was asked."""
    person.presses("Oxycodone IR 5 mg")
    first = doses(person)
    person.waits(minutes=4)
    person.presses("Oxycodone IR 5 mg")
    assert person.reads("Same dose twice?")
    person.presses("It was one")
    assert doses(person) == first


def test_two_doses_before_midnight_written_after_it_may_be_one(person: Person) -> None:
    person.presses("Oxycodone IR 5 mg")
    person.waits(minutes=10)
    assert not person.reads("Same dose twice?")
    person.presses("Oxycodone IR 5 mg")
    line = person.window.today.quick.medicines.line
    assert line is not None
    line.when.moved.emit(doses(person)[0].taken_at)
    assert person.reads("Same dose twice?")


@pytest.mark.parametrize("hours", [0.1, 60])
def test_where_a_patch_is_is_written_although_midnight_passed_meanwhile(person: Person, hours: float) -> None:
    """What was typed was dropped with its line: the patch is not of today, least of all after a sleep."""
    person.presses("Buprenorphine patch 10 µg/h")
    field = person.field("Where the patch is")
    field.setFocus()
    person.types("left arm")
    person.waits(hours=hours)
    person.until(lambda: [each.site for each in doses(person)] == ["left arm"])


def test_the_lines_under_a_medicine_say_of_which_day_their_times_are(person: Person) -> None:
    """“Taken at 23:58” became 00:02 with four keys, of the day before, and still looked right."""
    person.presses("Buprenorphine patch 10 µg/h")
    person.waits(minutes=1)
    person.presses("I took it off")
    assert person.sees("23:58")
    assert person.sees("23:59")
    person.waits(minutes=2)
    assert person.sees("Thu 2 Apr, 23:58")
    assert person.sees("Thu 2 Apr, 23:59")


@pytest.mark.parametrize("hours", [0.04, 10])
def test_a_day_is_marked_that_is_called_today_when_it_is_pressed(person: Person, hours: float) -> None:
    """At midnight, or when the computer wakes, the button of last night marked the day that just begins."""
    day = person.clock.now.date()
    person.clock.passes(hours=hours)
    person.presses("No flare-up today")
    [mark] = [entry for entry in person.wrote() if isinstance(entry, CheckIn)]
    assert (mark.at.date(), mark.no_flare_up) == (day, True)
    person.window.today.tick()
    assert not person.sees("No flare-up today")


def test_the_evening_check_is_of_the_evening_on_which_it_was_opened(person: Person) -> None:
    day = person.clock.now.date()
    person.window.answers.describe(Patient(activities=("lifting",)))
    person.presses("Evening check…")
    panel = person.window.today.quick.panel
    assert isinstance(panel, EveningCheck)
    person.clock.passes(minutes=3)
    panel.background.pressed_level.emit(3)
    panel.chips[0].click()
    told = [entry for entry in person.wrote() if isinstance(entry, CheckIn | Activity)]
    assert [entry.moment.date() for entry in told] == [day, day]
    person.window.today.tick()
    assert person.window.today.quick.panel is None


def test_how_it_was_yesterday_is_not_shown_as_how_it_is_now(person: Person) -> None:
    """The level of last night stood marked under the question in the morning, as if it were told."""
    person.presses("How is it now?")
    person.presses("Background pain 5 of 10")
    panel = person.window.today.quick.panel
    assert isinstance(panel, HowIsIt)
    assert [each.level for each in panel.pad.levels if each.isChecked()] == [5]
    person.presses("Background pain 4 of 10")
    person.waits(hours=8)
    assert [each for each in panel.pad.levels if each.isChecked()] == []
    person.presses("Background pain 4 of 10")
    assert [entry.background for entry in person.wrote() if isinstance(entry, CheckIn)] == [4, 4]
    person.keys(Qt.Key.Key_Z, ctrl=True)
    assert [each for each in panel.pad.levels if each.isChecked()] == []
