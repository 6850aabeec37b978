"""The first start: an empty journal says what it will look like and what to do; three questions wait."""

from datetime import time
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from painlog.entries import Contents, FlareUp, Note
from painlog.medicines import Medicine
from painlog.window import lettering
from painlog.window.doors import Tab
from painlog.window.forms.medicine import MedicineForm
from painlog.window.look import TEXT_SIZES, apply_look
from tests.stories.person import Person, then

MEDICINES = "1 of 3: Which medicines do you take for the pain?"
WAKING = "2 of 3: When are you usually awake?"
NAME = "3 of 3: Which name goes on the page for your doctor?"


def paracetamol(form: QWidget) -> None:
    """Name a medicine and save it."""
    assert isinstance(form, MedicineForm)
    QTest.keyClicks(form.name, "Paracetamol")
    QTest.keyClick(form.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_three_questions_are_answered_by_mouse(newcomer: Person) -> None:
    assert newcomer.reads(MEDICINES)
    then(paracetamol)
    newcomer.presses("Add a medicine…")
    assert newcomer.sees("Add another medicine…")
    newcomer.presses("Next question")
    assert newcomer.reads(WAKING)
    texts = [each.text() for each in newcomer.window.findChildren(QLabel) if each.isVisible()]
    assert "Paracetamol" not in texts, "they are told beside the question for them"
    newcomer.presses("Keep it")
    assert newcomer.reads(NAME)
    QTest.keyClicks(newcomer.field("Name for the page"), "Sample Patient")
    newcomer.presses("Keep it")
    assert newcomer.took == 4
    assert not newcomer.sees("Skip all questions")
    assert newcomer.sees("Paracetamol")
    patient = newcomer.journal.patient()
    assert (patient.name, patient.waking) == ("Sample Patient", (time(7), time(23)))
    for _ in range(3):
        newcomer.window.answers.undo()
    assert (newcomer.journal.patient().name, newcomer.journal.medicines()) == ("", ())
    newcomer.restarts()
    assert not newcomer.reads(MEDICINES)


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_that_no_name_is_needed_is_read_whole(newcomer: Person, qapp: QApplication, percent: int) -> None:
    """At 150 % it was "Leave it empty if ..." beside a line of free room."""
    apply_look(qapp, percent=percent)
    newcomer.presses("Skip")
    newcomer.presses("Skip")
    field = newcomer.field("Name for the page")
    newcomer.until(lambda: field.width() >= field.minimumWidth())
    assert field.contentsRect().width() > lettering.width("Leave it empty if you like", field.font())


def test_the_menu_goes_to_the_questions_wherever_they_are(newcomer: Person) -> None:
    """Where they were open the command did nothing that could be seen, the keyboard being elsewhere."""
    command = next(each for each in newcomer.window.menus[1].actions() if "Three questions" in each.text())
    welcome = newcomer.window.today.welcome
    assert welcome is not None
    for answer in (welcome.add, welcome.waking.begin, welcome.name):
        newcomer.keys(Qt.Key.Key_2, ctrl=True)
        command.trigger()
        assert answer.hasFocus()
        newcomer.presses("Skip")
    command.trigger()
    asked = newcomer.window.today.welcome
    assert asked is not None
    assert asked.add.hasFocus()


def test_a_journal_that_comes_in_answers_the_questions(newcomer: Person) -> None:
    """On a second laptop they went on asking which medicines are taken, over the journal just imported."""
    codeine = Medicine(id=uuid4(), name="Codeine")
    newcomer.journal.take_in(Contents(notes=(Note(id=uuid4(), at=newcomer.clock.now, text="A note."),)))
    assert newcomer.reads(MEDICINES)
    newcomer.journal.take_in(Contents(medicines=(codeine,)))
    assert not newcomer.reads(MEDICINES)
    assert newcomer.sees("Codeine")


def test_three_questions_are_answered_by_keyboard(newcomer: Person) -> None:
    welcome = newcomer.window.today.welcome
    assert welcome is not None
    newcomer.window.today.quick.evening.setFocus()
    newcomer.window.today.quick.others[-1].setFocus()
    newcomer.keys(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert welcome.add.hasFocus()
    newcomer.keys(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    newcomer.types("0630")
    newcomer.keys(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    newcomer.types("Sample Patient")
    newcomer.keys(Qt.Key.Key_Return)
    patient = newcomer.journal.patient()
    assert (patient.name, patient.waking) == ("Sample Patient", (time(6, 30), time(23)))
    assert newcomer.window.today.list.rows.hasFocus()
    newcomer.keys(Qt.Key.Key_Return)
    assert newcomer.wrote() == []


def test_waking_hours_are_kept_by_enter_once_they_can_be_read(newcomer: Person) -> None:
    newcomer.presses("Skip")
    begin = newcomer.field("Awake from")
    assert isinstance(begin, QLineEdit)
    for text in ("half past six", "25"):
        begin.setFocus()
        begin.selectAll()
        newcomer.types(text)
        newcomer.keys(Qt.Key.Key_Return)
        assert newcomer.reads(WAKING)
        assert newcomer.reads("This is not a time")
        newcomer.presses("Keep it")
        assert newcomer.reads(WAKING)
        assert begin.text() == text
    begin.selectAll()
    newcomer.types("6:30")
    newcomer.keys(Qt.Key.Key_Return)
    assert newcomer.reads(NAME)
    assert newcomer.journal.patient().waking == (time(6, 30), time(23))
    newcomer.window.answers.undo()
    assert newcomer.journal.patient().waking is None


def test_waking_hours_that_cannot_be_read_can_be_skipped(newcomer: Person) -> None:
    newcomer.presses("Skip")
    newcomer.field("Awake from").setFocus()
    newcomer.types("early")
    newcomer.keys(Qt.Key.Key_Tab)
    assert newcomer.reads("This is not a time")
    newcomer.presses("Skip")
    assert newcomer.reads(NAME)
    assert not newcomer.reads("This is not a time")
    newcomer.presses("Keep it")
    assert not newcomer.reads(NAME)
    assert newcomer.journal.patient().waking is None


def test_the_questions_are_never_in_the_way_of_a_flare_up(newcomer: Person) -> None:
    QTest.keyClick(newcomer.window, Qt.Key.Key_F5)
    [flare_up] = newcomer.wrote()
    assert isinstance(flare_up, FlareUp)
    assert flare_up.is_running
    assert newcomer.reads(MEDICINES)
    newcomer.presses("It is over")
    newcomer.restarts()
    assert not newcomer.reads(MEDICINES)


def test_all_questions_are_skipped_with_one_press_and_can_be_asked_for_again(newcomer: Person) -> None:
    newcomer.presses("Skip all questions")
    assert newcomer.took == 1
    newcomer.restarts()
    assert not newcomer.reads(MEDICINES)
    newcomer.window.show_tab(Tab.JOURNAL)
    asks = next(each for each in newcomer.window.menus[1].actions() if each.text().startswith("Three"))
    asks.trigger()
    assert newcomer.reads(MEDICINES)
    for _ in range(3):
        newcomer.presses("Skip")
    assert not newcomer.reads(NAME)
    assert newcomer.wrote() == []


def test_questions_that_were_left_open_wait_for_the_next_start(newcomer: Person) -> None:
    newcomer.presses("Skip")
    newcomer.restarts()
    assert newcomer.reads(MEDICINES)


def test_a_journal_with_entries_is_asked_nothing(person: Person) -> None:
    assert person.window.today.welcome is None


def test_an_empty_journal_teaches(newcomer: Person) -> None:
    assert newcomer.sees("Flare-up now")
    assert newcomer.sees("Add your medicines…")
    assert newcomer.sees("Open the sample journal")
    assert newcomer.reads("Nothing written down today.")
    assert newcomer.reads("Nothing written yet")
    assert newcomer.reads("Journal kept on this computer only")


def test_the_first_press_counts(newcomer: Person) -> None:
    newcomer.presses("Flare-up now")
    newcomer.presses("Pain 6 of 10")
    newcomer.presses("It is over")
    [flare_up] = newcomer.wrote()
    assert isinstance(flare_up, FlareUp)
    assert newcomer.reads("Saved 16:28")
    assert not newcomer.sees("Open the sample journal")


def test_days_later_the_line_at_the_bottom_says_of_which_day_it_is(newcomer: Person) -> None:
    newcomer.presses("Flare-up now")
    newcomer.window.status.show_backup(newcomer.clock.now)
    assert newcomer.reads("backed up today")
    newcomer.waits(days=4)
    assert newcomer.reads("Saved Thu 2 Apr, 16:28")
    assert newcomer.reads("backed up Thu 2 Apr")
    newcomer.waits(days=400)
    assert newcomer.reads("backed up Thu 2 Apr 2026")


def test_medicines_are_one_press_away(newcomer: Person) -> None:
    newcomer.presses("Add your medicines…")
    assert newcomer.window.shown_tab() is Tab.MEDICINES


def test_the_sample_journal_opens(newcomer: Person) -> None:
    old = newcomer.window
    newcomer.presses("Open the sample journal")
    newcomer.until(lambda: newcomer.program.window is not old)
    opened = newcomer.program.window
    assert opened is not None
    newcomer.window = opened
    assert opened.journal.path.name == "sample.painlog"
    assert newcomer.sees("Oxycodone IR 5 mg")


@pytest.mark.parametrize("tab", list(Tab))
def test_each_tab_opens_on_an_empty_journal(newcomer: Person, tab: Tab) -> None:
    newcomer.window.show_tab(tab)
    assert newcomer.window.shown_tab() is tab
    assert newcomer.window.tab(tab).isVisible()
