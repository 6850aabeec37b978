"""A disk that is full, and another program at the same journal: nothing that was pressed is lost."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from painlog.entries import Appointment, Dose, FlareUp, Medicine, Note, Patient, Question, Reading
from painlog.journal import Journal, store
from painlog.window.appointment.tab import AppointmentTab
from painlog.window.doors import NUMBERS, Tab
from painlog.window.forms.note import NoteForm
from painlog.window.help import HelpWindow
from painlog.window.journal_table.tab import JournalTab
from painlog.window.parting import Parting
from painlog.window.today.drafting import DraftField
from painlog.window.unwritten import Waiting
from tests.stories.person import Person, then


def _let_the_disk_be_full(person: Person) -> None:
    """Forbid SQLite to use more pages than the file has, and fill those."""
    store = person.journal._store
    store.number(f"PRAGMA max_page_count = {store.number('PRAGMA page_count')}")
    long = Note(id=uuid4(), at=person.clock.now, text="x" * 100_000)
    assert not person.window.answers.do(lambda: person.journal.record(long))
    person.window.bar.clear_reason()


def _make_room(person: Person) -> None:
    person.journal._store.number("PRAGMA max_page_count = 1000000")


def test_what_cannot_be_written_stays_on_the_screen_until_it_is(person: Person) -> None:
    _let_the_disk_be_full(person)
    before = len(person.wrote())
    for _ in range(200):
        person.window.today.quick.medicines.take(person.window.today.present.medicines[0].medicine.id)
        person.clock.passes(minutes=10)
        if person.window.bar.waiting:
            break
    assert person.window.bar.isVisible()
    assert person.reads("full")
    person.presses("Flare-up now")
    assert any("Oxycodone IR 5 mg" in waiting.words for waiting in person.window.bar.waiting)
    assert any("Flare-up" in waiting.words for waiting in person.window.bar.waiting)
    assert person.window.status.saved.text().startswith("Not everything is saved yet")
    _make_room(person)
    person.presses("Try again")
    assert not person.window.bar.isVisible()
    assert person.window.status.saved.text().startswith("Saved ")
    wrote = person.wrote()[before:]
    assert any(isinstance(entry, FlareUp) for entry in wrote)
    assert any(isinstance(entry, Dose) for entry in wrote)
    assert person.reads("Took a medicine for it")


def test_what_waits_to_be_written_is_taken_back_first_and_asked_for_again(person: Person) -> None:
    """Ctrl+Z would try in vain to take back what was written before, and nothing was seen of it."""
    _let_the_disk_be_full(person)
    for _ in range(200):
        person.window.today.quick.medicines.take(person.window.today.present.medicines[0].medicine.id)
        person.clock.passes(minutes=10)
        if person.window.bar.waiting:
            break
    before = person.wrote()
    person.presses("Flare-up now")
    dose, flare_up = (waiting.words for waiting in person.window.bar.waiting)
    assert person.window.status.undo.words == f"Undo “{flare_up}” (Ctrl+Z)"
    person.keys(Qt.Key.Key_Z, ctrl=True)
    assert [waiting.words for waiting in person.window.bar.waiting] == [dose]
    assert person.window.status.undo.words == f"Undo “{dose}” (Ctrl+Z)"
    person.keys(Qt.Key.Key_Z, ctrl=True)
    assert not person.window.bar.isVisible()
    assert not person.window.status.saved.text().startswith("Not everything is saved yet")
    assert person.wrote() == before
    person.keys(Qt.Key.Key_Z, ctrl=True, shift=True)
    assert [waiting.words for waiting in person.window.bar.waiting] == [dose]
    _make_room(person)
    person.presses("Try again")
    assert len(person.wrote()) == len(before) + 1
    person.keys(Qt.Key.Key_Z, ctrl=True)
    assert person.wrote() == before
    person.keys(Qt.Key.Key_Z, ctrl=True, shift=True)
    assert len(person.wrote()) == len(before) + 1


def test_a_half_written_note_waits_too_and_only_its_last_words(person: Person) -> None:
    person.presses("Note…")
    field = person.window.findChild(DraftField)
    assert field is not None
    _let_the_disk_be_full(person)
    field.setPlainText("a first\n" + "x" * 100_000)
    person.until(lambda: len(person.window.bar.waiting) == 1)
    field.setPlainText("the last\n" + "y" * 100_000)
    person.until(lambda: "the last" in person.window.bar.waiting[0].words)
    assert [waiting.words for waiting in person.window.bar.waiting] == ["Half-written: the last"]
    assert person.window.status.saved.text().startswith("Not everything is saved yet")
    _make_room(person)
    person.presses("Try again")
    assert not person.window.bar.isVisible()
    person.restarts()
    person.presses("Note…")
    again = person.window.findChild(DraftField)
    assert again is not None
    assert again.text == "the last\n" + "y" * 100_000


def test_several_presses_make_one_flare_up_also_while_none_can_be_written(person: Person, path: Path) -> None:
    def running() -> int:
        return sum(isinstance(each, FlareUp) and each.is_running for each in person.wrote())

    aside = path.rename(path.with_name("aside"))
    person.presses("Flare-up now")
    person.clock.passes(seconds=20)
    person.presses("Flare-up now")
    aside.rename(path)
    person.presses("Try again")
    assert running() == 1
    person.presses("It is over")
    with Journal.open(path, clock=person.clock) as other:
        other.record(FlareUp(id=uuid4(), started_at=person.clock.now))
    person.presses("Flare-up now")
    assert running() == 1
    assert not person.window.bar.isVisible()


def test_no_page_is_made_of_a_journal_that_is_closed(person: Person, qtbot: QtBot) -> None:
    """What waits is written at closing, and the page that is in front was to follow it a moment later."""
    person.keys(Qt.Key.Key_4, ctrl=True)
    tab = person.window.tab(Tab.APPOINTMENT)
    assert isinstance(tab, AppointmentTab)
    person.until(lambda: not tab.live.is_busy)
    note = Note(id=uuid4(), at=person.clock.now, text="carrying")
    person.window.bar.wait(Waiting(partial(person.journal.record, note), "a note"))
    with qtbot.captureExceptions() as mistakes:
        person.window.close()
        assert not tab._soon.isActive()
    assert mistakes == []
    assert note.id in [entry.id for entry in person.wrote()]


def test_presses_on_what_waits_lose_nothing_of_each_other(person: Person) -> None:
    """The window shows a flare-up as it was saved last: each press knows nothing of the one before."""
    person.presses("Flare-up now")
    _let_the_disk_be_full(person)
    before = person.window.journal.running()
    assert before is not None
    answers = person.window.answers
    note = "n" * 100_000
    answers.change(replace(before, note=note))
    at = person.clock.now
    answers.change(replace(before, readings=(Reading(at=at, intensity=6),), triggers=("stairs",)))
    answers.change(replace(before, readings=(Reading(at=at + timedelta(minutes=9), intensity=4),)))
    answers.change(replace(before, ended_at=at + timedelta(minutes=10)))
    assert len(person.window.bar.waiting) == 4
    _make_room(person)
    person.presses("Try again")
    told = person.window.journal.find(before.id)
    assert isinstance(told, FlareUp)
    assert [reading.intensity for reading in told.readings] == [6, 4]
    assert (told.triggers, told.note, told.ended_at) == (("stairs",), note, at + timedelta(minutes=10))


def test_what_is_told_about_oneself_waits_too(person: Person) -> None:
    _let_the_disk_be_full(person)
    person.window.answers.describe(Patient(name="Ada" + "a" * 100_000))
    assert [waiting.words for waiting in person.window.bar.waiting] == ["What you told about yourself"]
    _make_room(person)
    person.presses("Try again")
    assert person.window.journal.patient().name.startswith("Ada")


def test_emergency_numbers_and_choices_wait_too_and_only_the_last_of_each(person: Person) -> None:
    _let_the_disk_be_full(person)
    person.window.answers.keep(NUMBERS, "112" + "1" * 100_000)
    for choice in ("first", "last"):
        person.window.answers.keep("which page", choice + "x" * 100_000)
    waiting = person.window.bar.waiting
    assert [each.words for each in waiting] == ["Your emergency numbers", "What you chose"]
    assert "\n112111" in waiting[0].in_full
    _make_room(person)
    person.presses("Try again")
    assert person.window.journal.kept(NUMBERS).startswith("112")
    assert person.window.journal.kept("which page").startswith("last")


def test_emergency_numbers_that_wait_are_seen_when_help_is_opened_again(person: Person) -> None:
    """Help showed those of before, and what was typed into them took the place of the ones that waited."""
    person.window.answers.keep(NUMBERS, "112")
    _let_the_disk_be_full(person)
    person.window.answers.keep(NUMBERS, "112, my sister 555 0199" + "9" * 100_000)
    person.window.open_help("seek-help")
    help_ = person.window.findChild(HelpWindow)
    assert help_ is not None
    assert help_._own._field.toPlainText().startswith("112, my sister")
    help_.close()
    _make_room(person)
    person.presses("Try again")


def test_what_is_taken_along_as_text_is_all_that_was_typed(person: Person, qtbot: QtBot) -> None:
    _let_the_disk_be_full(person)
    person.window.answers.record(Note(id=uuid4(), at=person.clock.now, text="one line\n" + "z" * 100_000))
    parting = Parting(person.window.bar.waiting)
    qtbot.addWidget(parting)
    parting.copy.click()
    assert QGuiApplication.clipboard().text().endswith("one line\n" + "z" * 100_000)


def test_what_is_taken_along_as_text_is_all_that_was_told_with_its_day(person: Person, qtbot: QtBot) -> None:
    patch = Medicine(id=uuid4(), name="Fentanyl", form="patch", role="regular")
    person.window.answers.record(patch)
    _let_the_disk_be_full(person)
    at = datetime(2026, 3, 30, 8, 5, tzinfo=person.clock.now.tzinfo)
    big = "z" * 100_000
    for entry in (
        Dose(id=uuid4(), medicine=patch.id, taken_at=at, site="left upper arm", note=big),
        FlareUp(
            id=uuid4(),
            started_at=at,
            ended_at=at + timedelta(hours=1),
            readings=(Reading(at=at + timedelta(minutes=5), intensity=6),),
            triggers=("stairs",),
            note=big,
        ),
        Appointment(id=uuid4(), at=at, questions=(Question(text="Why at night?"),), note=big),
    ):
        person.window.answers.record(entry)
    person.window.answers.describe(Patient(name="Ada", activities=("lifting" + big,)))
    parting = Parting(person.window.bar.waiting)
    qtbot.addWidget(parting)
    parting.copy.click()
    taken = QGuiApplication.clipboard().text().replace(big, "").splitlines()
    assert "Mon 30 Mar 2026, 08:05 Fentanyl" in taken
    assert {"left upper arm", "08:10 6", "Why at night?", "Ada", "lifting", "1 h · stairs"} <= {*taken}


def test_another_program_at_the_same_journal_is_noticed(person: Person, path: Path) -> None:
    flare_up = FlareUp(id=uuid4(), started_at=person.clock.now)
    with Journal.open(path, clock=person.clock) as other:
        other.record(flare_up)
    person.window.changes.look()
    assert person.sees("It is over")


def test_an_answered_form_waits_where_another_program_lets_nobody_read(
    person: Person, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "WAIT_MS", 50)
    person.journal._store.do("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:

        def answer(form: QWidget) -> None:
            assert isinstance(form, NoteForm)
            form.text.setPlainText("not to be lost")
            other.execute("BEGIN EXCLUSIVE")
            form.yes.click()

        then(answer)
        person.window.open_entry(Note(id=uuid4(), at=person.clock.now, text="a word"))
        assert person.reads("Another program is using")
        other.execute("ROLLBACK")
    person.presses("Try again")
    assert [entry.text for entry in person.wrote() if isinstance(entry, Note)] == ["not to be lost"]


def test_what_another_program_removed_while_its_form_was_open_is_kept_as_it_was_saved(
    person: Person, path: Path
) -> None:
    """It said “Id “c65de86e…”: This entry is not in the journal”, and what was typed was gone."""
    tab = person.window.tab(Tab.JOURNAL)
    assert isinstance(tab, JournalTab)
    flare_up = FlareUp(id=uuid4(), started_at=person.clock.now - timedelta(hours=2), end_unknown=True)
    medicine = person.journal.medicines()[0]
    dose = Dose(
        id=uuid4(),
        medicine=medicine.id,
        taken_at=flare_up.started_at,
        reason="flare-up",
        flare_up=flare_up.id,
    )
    person.journal.record(flare_up, dose)
    with Journal.open(path, clock=person.journal.clock) as other:
        other.remove(flare_up.id)
    tab.asked_change.emit(replace(flare_up, note="typed meanwhile"))
    assert person.reads("This had been removed meanwhile")
    kept, linked = person.journal.find(flare_up.id), person.journal.find(dose.id)
    assert isinstance(kept, FlareUp)
    assert isinstance(linked, Dose)
    assert (kept.note, linked.flare_up) == ("typed meanwhile", flare_up.id)
    person.window.answers.undo()
    assert person.journal.find(flare_up.id) is None


def test_what_is_half_written_and_waits_is_in_its_field_when_that_is_opened_again(person: Person) -> None:
    """The field was empty, and what was typed into it took the place of the words that waited."""
    ways = (
        ("Note…", "Note…", "Your note"),
        ("a note…", "a note, half-written…", "A note on this flare-up"),
    )
    for opens, opens_again, name in ways:
        if opens != "Note…":
            _make_room(person)
            person.presses("Flare-up now")
        _let_the_disk_be_full(person)
        person.presses(opens)
        field = person.field(name)
        assert isinstance(field, DraftField)
        field.setPlainText("the first words\n" + "x" * 100_000)
        person.keys(Qt.Key.Key_Escape)
        person.until(lambda: bool(person.window.bar.waiting))
        person.presses(opens_again)
        again = person.field(name)
        assert isinstance(again, DraftField)
        assert again.text.startswith("the first words\nxxx")
        person.keys(Qt.Key.Key_Escape)
        _make_room(person)
        person.presses("Try again")
