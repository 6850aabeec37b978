"""Closing in the middle of typing: all of it is in the journal, or it is asked about first."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from painlog.entries import Appointment
from painlog.window.doors import Tab
from painlog.window.journal_table.columns import Column
from painlog.window.journal_table.painting import CellField
from painlog.window.journal_table.tab import JournalTab
from painlog.window.moments import TimeField
from painlog.window.today.present import NOTE_DRAFT
from painlog.window.unwritten import Waiting
from tests.stories.medicines import PATCH
from tests.stories.person import Person

TYPED = "left arm"


def _types(person: Person, field: str) -> None:
    QApplication.processEvents()
    person.field(field).setFocus()
    person.types(TYPED)


def _where_a_patch_is(person: Person) -> None:
    person.window.today.quick.medicines.take(PATCH.id)
    _types(person, "Where the patch is")


def _what_therapy_was_for(person: Person) -> None:
    person.presses("Physical therapy")
    _types(person, "What it was for")


def _a_note(person: Person) -> None:
    person.presses("Note…")
    person.types(TYPED)


def _a_reason(person: Person) -> None:
    person.presses("Flare-up now")
    person.presses("More…")
    _types(person, "Another reason")


def _an_activity(person: Person) -> None:
    person.presses("Did something…")
    _types(person, "Something else")


def _one_that_began_earlier(person: Person) -> None:
    person.presses("Earlier…")
    person.presses("More…")
    _types(person, "Another reason")


def _one_at_no_time(person: Person) -> None:
    _one_that_began_earlier(person)
    assert person.window.today.quick.flare_ups.earlier is not None
    field = person.window.today.quick.flare_ups.earlier.findChild(TimeField)
    assert field is not None
    field.setText("9:75")


def _a_question(person: Person) -> None:
    person.journal.record(Appointment(id=uuid4(), at=person.clock.now + timedelta(days=3)))
    person.keys(Qt.Key.Key_4, ctrl=True)
    _types(person, "I want to ask")


def _a_cell(person: Person, column: Column = Column.NOTE) -> None:
    person.keys(Qt.Key.Key_2, ctrl=True)
    tab = person.window.tab(Tab.JOURNAL)
    assert isinstance(tab, JournalTab)
    model = tab.view.model()
    rows = range(model.rowCount())
    places = [model.index(row, column) for row in rows]
    tab.view.edit(next(each for each in places if model.flags(each) & Qt.ItemFlag.ItemIsEditable))
    field = tab.view.findChild(CellField)
    assert field is not None
    field.setText(TYPED)


def _a_cell_that_is_refused(person: Person) -> None:
    _a_cell(person, Column.TIME)


def _who_it_is(person: Person) -> None:
    person.window.today.ask_first()
    person.presses("Next question")
    person.presses("Skip")
    _types(person, "Name for the page")


EVERYWHERE = [
    _where_a_patch_is,
    _what_therapy_was_for,
    _a_note,
    _a_reason,
    _an_activity,
    _one_that_began_earlier,
    _one_at_no_time,
    _a_question,
    _a_cell,
    _a_cell_that_is_refused,
    _who_it_is,
]


@pytest.mark.parametrize("types", EVERYWHERE)
def test_what_is_being_typed_when_the_window_is_closed_is_in_the_journal(
    person: Person, types: Callable[[Person], None]
) -> None:
    """A reason, an activity and one that began earlier, typed and not yet added, were gone without a word."""
    types(person)
    person.restarts()
    kept = person.journal.kept(NOTE_DRAFT), person.journal.patient()
    assert TYPED in repr((person.wrote(), *kept))


@pytest.mark.parametrize("types", EVERYWHERE)
def test_what_is_being_typed_and_cannot_be_written_is_asked_about(
    person: Person, path: Path, types: Callable[[Person], None]
) -> None:
    """It was handed up only once that had been asked, and went with the window."""
    types(person)
    path.rename(path.with_name("aside"))
    asked: list[Sequence[Waiting]] = []

    def stay(_parent: QWidget, waiting: Sequence[Waiting]) -> bool:
        asked.append(waiting)
        return False

    person.window.doors = replace(person.window.doors, may_close=stay)
    assert not person.window.close()
    assert len(asked) == 1
    assert person.window.isVisible()
    path.with_name("aside").rename(path)
    person.presses("Try again")
    kept = person.journal.kept(NOTE_DRAFT), person.journal.patient()
    assert TYPED in repr((person.wrote(), *kept))
