"""Entries edited and removed in the Journal tab, medicines added, stopped and switched, a diary imported.

Each of them once with the mouse alone and once with the keyboard alone.
"""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from painlog.entries import Contents, FlareUp, Medicine, Note, Strength
from painlog.exchange import json_format
from painlog.journal import Journal
from painlog.window.doors import Tab
from painlog.window.forms.flare_up import FlareUpForm
from painlog.window.forms.medicine import MedicineForm
from painlog.window.importing import ImportQuestion
from painlog.window.journal_table.columns import Column
from painlog.window.journal_table.painting import CellField
from painlog.window.journal_table.tab import JournalTab
from painlog.window.medicines.questions import SWITCH, StopQuestion
from painlog.window.medicines.tab import MedicinesTab
from tests.stories.medicines import CAPSULE, PATCH
from tests.stories.person import Person, then

SMALL_DIARY = Path(__file__).parents[1] / "exchange" / "small_diary.csv"
PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def journal_tab(person: Person) -> JournalTab:
    tab = person.window.tab(Tab.JOURNAL)
    assert isinstance(tab, JournalTab)
    return tab


def medicines_tab(person: Person) -> MedicinesTab:
    tab = person.window.tab(Tab.MEDICINES)
    assert isinstance(tab, MedicinesTab)
    return tab


def goes_to(person: Person, tab: Tab, key: Qt.Key) -> None:
    """Open a tab by its key."""
    QTest.keyClick(person.window, key, Qt.KeyboardModifier.ControlModifier)
    assert person.window.shown_tab() is tab


def presses_tab(person: Person, tab: Tab) -> None:
    """Open a tab by the mouse."""
    bar = person.window.tab_bar
    person.clicks(bar, bar.tabRect(list(Tab).index(tab)).center())
    assert person.window.shown_tab() is tab


def line(tab: JournalTab, words: str, column: Column = Column.WHAT) -> QPoint:
    """Return the middle of a cell of the line that says `words`."""
    number = next(n for n in range(tab.model.rowCount()) if words in str(tab.model.index(n, 1).data()))
    tab.view.scrollTo(tab.model.index(number, 0))
    return tab.view.visualRect(tab.model.index(number, column)).center()


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, PLAIN, widget.rect().center())


def takes_back(person: Person) -> None:
    """Press Ctrl+Z; without a window manager a window must be told that it is in front again."""
    person.window.activateWindow()
    person.until(person.window.isActiveWindow)
    QTest.keyClick(person.window, Qt.Key.Key_Z, CONTROL)


def newest_flare_up(person: Person) -> FlareUp:
    found = [entry for entry in person.wrote() if isinstance(entry, FlareUp)]
    return found[-1]


def test_an_entry_is_edited_in_its_form_by_mouse(person: Person) -> None:
    def mend(form: QWidget) -> None:
        assert isinstance(form, FlareUpForm)
        click(form.peak.pad.levels[8])
        click(form.triggers.chip("stairs"))
        click(form.yes)

    presses_tab(person, Tab.JOURNAL)
    tab = journal_tab(person)
    spot = line(tab, "Flare-up")
    then(mend)
    QTest.mouseClick(tab.view.viewport(), Qt.MouseButton.LeftButton, PLAIN, spot)
    QTest.mouseDClick(tab.view.viewport(), Qt.MouseButton.LeftButton, PLAIN, spot)
    assert (newest_flare_up(person).worst, newest_flare_up(person).triggers) == (8, ("sitting", "stairs"))
    person.window.status.undo.click()
    assert (newest_flare_up(person).worst, newest_flare_up(person).triggers) == (5, ("sitting",))


def test_an_entry_is_edited_by_keyboard_in_its_form_and_in_its_line(person: Person) -> None:
    def mend(form: QWidget) -> None:
        assert isinstance(form, FlareUpForm)
        form.peak.pad.levels[0].setFocus()
        QTest.keyClick(form.focusWidget(), Qt.Key.Key_7)
        QTest.keyClick(form.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    goes_to(person, Tab.JOURNAL, Qt.Key.Key_2)
    tab = journal_tab(person)
    tab.view.setFocus()
    then(mend)
    QTest.keyClick(tab.view, Qt.Key.Key_Return)
    assert newest_flare_up(person).worst == 7
    for _ in Column:
        QTest.keyClick(tab.view, Qt.Key.Key_Right)
    QTest.keyClick(tab.view, Qt.Key.Key_F2)
    field = tab.view.findChild(CellField)
    assert isinstance(field, CellField)
    QTest.keyClicks(field, "in the car")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert newest_flare_up(person).note == "in the car"
    takes_back(person)
    takes_back(person)
    assert (newest_flare_up(person).worst, newest_flare_up(person).note) == (5, "")


@pytest.mark.parametrize("by_mouse", [True, False])
def test_several_entries_are_removed_and_brought_back(person: Person, *, by_mouse: bool) -> None:
    before = person.wrote()
    goes_to(person, Tab.JOURNAL, Qt.Key.Key_2)
    tab = journal_tab(person)
    tab.view.setFocus()
    if by_mouse:
        view = tab.view.viewport()
        QTest.mouseClick(
            view, Qt.MouseButton.LeftButton, PLAIN, tab.view.visualRect(tab.model.index(1, 1)).center()
        )
        further = tab.view.visualRect(tab.model.index(5, 1)).center()
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, further)
        tab.view.menu_of_chosen().actions()[-1].trigger()
    else:
        person.keys(Qt.Key.Key_Down)
        person.keys(Qt.Key.Key_Up)
        person.keys(Qt.Key.Key_Down, Qt.Key.Key_Down, shift=True)
        person.keys(Qt.Key.Key_Delete)
    assert len(person.wrote()) == len(before) - 3
    assert tab.removed.words == "Recently removed (3)"
    takes_back(person)
    assert person.wrote() == before
    QTest.keyClick(person.window, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert len(person.wrote()) == len(before) - 3


def test_words_are_found_as_they_are_typed(person: Person) -> None:
    goes_to(person, Tab.JOURNAL, Qt.Key.Key_2)
    QTest.keyClick(person.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    person.types("stairs")
    assert journal_tab(person).status.text() == "2 of 5 entries"
    person.keys(Qt.Key.Key_Escape)
    assert journal_tab(person).status.text() == "5 entries"


def medicine(person: Person, name: str) -> Medicine:
    return next(each for each in person.journal.medicines() if each.name == name)


def test_a_medicine_is_added_stopped_and_taken_again_by_mouse(person: Person) -> None:
    def add(form: QWidget) -> None:
        assert isinstance(form, MedicineForm)
        form.name.setFocus()
        QTest.keyClicks(form.name, "ibup")
        names = form.name.completer().popup()
        assert names is not None
        first = names.visualRect(names.model().index(0, 0)).center()
        QTest.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, PLAIN, first)
        QTest.keyClicks(form.strength, "400")
        click(form.yes)

    def stop(question: QWidget) -> None:
        assert isinstance(question, StopQuestion)
        QTest.keyClicks(question.reason, "upset stomach")
        click(question.yes)

    presses_tab(person, Tab.MEDICINES)
    tab = medicines_tab(person)
    then(add)
    click(tab.add)
    assert medicine(person, "Ibuprofen").ingredient == "ibuprofen"
    row = tab.now.rows[-1]
    then(stop)
    QTest.mouseClick(row.stop, Qt.MouseButton.LeftButton)
    assert tab.now.rows[-1].since.text() == "2 April 2026"
    person.waits(days=1)
    tab.refresh(None)
    assert [row.medicine.name for row in tab.before.rows] == ["Ibuprofen"]
    assert tab.before.rows[0].facts.text() == "“upset stomach”"
    takes_back(person)
    takes_back(person)
    assert [each.name for each in person.journal.medicines()] == [CAPSULE.name, "Paracetamol", PATCH.name]


def test_a_medicine_is_switched_by_keyboard(person: Person) -> None:
    def name_it(form: QWidget) -> None:
        assert isinstance(form, MedicineForm)
        QTest.keyClicks(form.name, "Fentanyl patch")
        QTest.keyClick(form.name, Qt.Key.Key_Tab)
        QTest.keyClick(form.ingredient, Qt.Key.Key_Return)

    def switch(question: QWidget) -> None:
        assert isinstance(question, StopQuestion)
        chip = question.what.chips[SWITCH]
        chip.setFocus()
        QTest.keyClick(chip, Qt.Key.Key_Space)
        then(name_it)
        QTest.keyClick(question.reason, Qt.Key.Key_Return)

    goes_to(person, Tab.MEDICINES, Qt.Key.Key_5)
    tab = medicines_tab(person)
    row = next(row for row in tab.now.rows if row.medicine.id == PATCH.id)
    row.stop.setFocus()
    then(switch)
    QTest.keyClick(row.stop, Qt.Key.Key_Return)
    new = medicine(person, "Fentanyl patch")
    assert new.changed_from == PATCH.id
    assert medicine(person, PATCH.name).plans[-1].until == person.clock.now.date()
    assert new.plans[0].start == person.clock.now.date() + timedelta(days=1)
    assert person.window.status.undo.words == "Undo “Changing to Fentanyl patch” (Ctrl+Z)"
    takes_back(person)
    assert [each.name for each in person.journal.medicines()] == [CAPSULE.name, "Paracetamol", PATCH.name]
    assert medicine(person, PATCH.name).plans == PATCH.plans


def take_in(question: QWidget) -> None:
    """Say which names are flare-ups, leave out what can't be read, and import."""
    assert isinstance(question, ImportQuestion)
    assert question.mapping is not None
    assert question.mapping.names is not None
    assert not question.yes.isEnabled()
    click(question.mapping.names.chip("Knee Pain"))
    click(question.leave_out)
    click(question.yes)


def test_a_diary_is_dropped_on_the_window_and_mapped_by_mouse(person: Person) -> None:
    before = len(person.wrote())
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(SMALL_DIARY))])
    drop = QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, files, Qt.MouseButton.LeftButton, PLAIN)
    then(take_in)
    person.window.dropEvent(drop)
    person.until(lambda: len(person.wrote()) > before)
    knees = [each for each in person.wrote() if isinstance(each, FlareUp) and each.regions == ("Knee Pain",)]
    assert len(knees) == len(person.wrote()) - before > 0
    takes_back(person)
    assert len(person.wrote()) == before


def test_a_diary_is_mapped_by_keyboard(person: Person) -> None:
    def map_it(question: QWidget) -> None:
        assert isinstance(question, ImportQuestion)
        assert question.mapping is not None
        assert question.mapping.names is not None
        for widget in (question.mapping.names.chip("Knee Pain"), question.leave_out):
            widget.setFocus()
            QTest.keyClick(widget, Qt.Key.Key_Space)
        QTest.keyClick(question, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    before = len(person.wrote())
    then(map_it)
    person.window.doors.import_files(person.window, person.journal, [SMALL_DIARY])
    assert len(person.wrote()) > before


def test_a_table_finds_the_medicines_of_an_export_that_is_chosen_with_it(
    person: Person, tmp_path: Path
) -> None:
    drops = Medicine(id=uuid4(), name="Drops", strength=Strength(value=Decimal(20), unit="mg/mL"))
    table, export = tmp_path / "a.csv", tmp_path / "b.json"
    table.write_text("kind,start,name\ndose,2026-03-31 13:05,drops\n", encoding="utf-8")
    export.write_bytes(json_format.write(Contents(medicines=(drops,))))

    def import_both(question: QWidget) -> None:
        then(import_it)
        import_it(question)

    then(import_both)
    person.window.doors.import_files(person.window, person.journal, [table, export])
    assert [dose.medicine for dose in person.journal.contents().doses][-1:] == [drops.id]


def test_an_import_that_another_one_came_before_says_that_it_added_nothing(
    person: Person, tmp_path: Path
) -> None:
    path = tmp_path / "note.json"
    told = Contents(notes=(Note(id=uuid4(), at=person.clock() - timedelta(days=1), text="Slept badly"),))
    path.write_bytes(json_format.write(told))

    def another_first(question: QWidget) -> None:
        with Journal.open(person.journal.path) as other:
            other.take_in(told)
        import_it(question)

    then(another_first)
    person.window.doors.import_files(person.window, person.journal, [path])
    said = "Nothing was imported: meanwhile all of it is in the journal"
    assert person.window.status.saved.text().startswith(said)
    assert len(person.journal.contents().notes) == 1


def import_it(question: QWidget) -> None:
    assert isinstance(question, ImportQuestion)
    question.yes.click()
