"""What was pressed in the window comes back from a file: all of it from JSON, what a table holds from CSV."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from painlog.entries import Contents, Dose, FlareUp, Patient
from painlog.exchange import csv_format, json_format
from painlog.journal import Journal
from painlog.medicines import Plan
from painlog.words.entries import details, fell_asleep, fell_off, says
from tests.stories.medicines import CAPSULE, PATCH
from tests.stories.person import Person


@pytest.fixture
def pressed(person: Person) -> Contents:
    """Return the journal of somebody who used everything: odd ends, a fallen patch, a switch, relief."""
    person.window.answers.describe(Patient(name="Sample Patient", usual_regions=("lower back, left",)))
    person.presses("Buprenorphine patch 10 µg/h")
    person.waits(minutes=30)
    person.presses("it fell off")
    person.presses("Flare-up now")
    person.presses("Pain 7 of 10")
    person.presses("Nothing")
    person.presses("Oxycodone IR 5 mg")
    [dose] = (entry for entry in person.wrote() if isinstance(entry, Dose) and entry.medicine == CAPSULE.id)
    person.window.answers.change(replace(dose, amount=Decimal("0.5")))
    person.waits(minutes=31)
    person.presses("50 %")
    person.presses("It is easing")
    person.presses("I fell asleep")
    person.waits(hours=2)
    person.presses("It came back")
    person.presses("I don't know when")
    person.presses("Physical therapy")
    QTest.keyClicks(person.field("What it was for"), "bridges; walking")
    QTest.keyClick(person.field("What it was for"), Qt.Key.Key_Return)
    today = person.clock.now.date()
    ended = replace(PATCH, plans=(replace(PATCH.plans[0], until=today, reason="fell off twice"),))
    instead = replace(CAPSULE, changed_from=PATCH.id, plans=(*CAPSULE.plans, Plan(start=today)))
    person.window.answers.switch(ended, instead)
    person.window.answers.remove(person.wrote()[0].id)
    return person.journal.contents()


def test_json_gives_the_same_journal(pressed: Contents, tmp_path: Path) -> None:
    with Journal.open(tmp_path / "other.painlog") as other:
        other.take_in(json_format.read(json_format.write(pressed)).contents)
        assert other.contents() == pressed
        assert other.take_in(json_format.read(json_format.write(pressed)).contents).is_empty
    assert pressed.medicines[0].changed_from == PATCH.id
    assert pressed.removed


def test_csv_keeps_the_odd_ends(pressed: Contents) -> None:
    told = csv_format.read(csv_format.write(pressed), pressed.medicines).contents
    assert {entry.id for entry in told.entries()} == {entry.id for entry in pressed.entries()}
    [asleep] = [each for each in told.flare_ups if says(each.note, fell_asleep())]
    assert (asleep.end_unknown, asleep.worst, asleep.triggers) == (True, 7, ("nothing",))
    assert details(asleep).startswith("length not known")
    [patch] = [each for each in told.doses if each.medicine == PATCH.id]
    assert patch.ended_at is not None
    assert says(patch.note, fell_off())
    [half] = [each for each in told.doses if each.medicine == CAPSULE.id]
    assert (str(half.amount), half.reason, half.relief) == ("0.5", "flare-up", 50)
    [session] = told.activities
    assert (session.therapy, session.note) == (True, "bridges; walking")


def test_the_odd_ends_read_well_in_the_list(pressed: Contents) -> None:
    flare_ups = [each for each in pressed.flare_ups if each.end_unknown]
    assert [details(each).split(" · ")[0] for each in flare_ups] == ["length not known"] * 2
    assert isinstance(flare_ups[0], FlareUp)
    again = next(each for each in flare_ups if each.came_back_after is not None)
    assert "came back" in details(again)
    patch = next(each for each in pressed.doses if each.medicine == PATCH.id)
    assert isinstance(patch, Dose)
    assert "off " in details(patch, PATCH)
