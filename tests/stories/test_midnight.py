"""Around midnight: what belongs together stands on two days, and a day begins under an open window."""

import pytest

from painlog.entries import Dose
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
