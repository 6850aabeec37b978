"""The Journal tab by mouse and by keyboard: search, kinds, days, changes in place, removing, copying."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from painlog.charts.inks import contrast
from painlog.entries import Activity, Appointment, Dose, Entry, FlareUp, Kept, Medicine, Note, Reading
from painlog.journal import Journal
from painlog.window import lettering
from painlog.window.forms import Form
from painlog.window.forms.note import NoteForm
from painlog.window.journal_table.columns import Column
from painlog.window.journal_table.days import DayQuestion
from painlog.window.journal_table.painting import SIDE, CellField
from painlog.window.journal_table.removed import RemovedQuestion
from painlog.window.journal_table.shown_days import DaysQuestion, Shown
from painlog.window.journal_table.tab import JournalTab
from painlog.window.look import BODY, apply_look, font_of, gap, inks_of
from painlog.window.marks import mark_size
from painlog.window.question import Question
from tests.journal.worlds import Clock, lived
from tests.window.april import DOSE, LIFTING, NOW, SHOES, SITTING, THERAPY, on

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


Asked = TypeVar("Asked", bound=Question)


class Wires:
    """What the main window does with what the tab asks for."""

    def __init__(self, tab: JournalTab, journal: Journal) -> None:
        self._journal = journal
        self.stop = journal.listen(tab.refresh)
        tab.asked_record.connect(self.record)
        tab.asked_change.connect(self.change)
        tab.asked_remove.connect(self.remove)
        tab.asked_bring_back.connect(self.bring_back)

    def record(self, entry: Kept) -> None:
        self._journal.record(entry)

    def change(self, entry: Kept) -> None:
        self._journal.change(entry)

    def remove(self, ids: tuple[UUID, ...]) -> None:
        self._journal.remove(*ids)

    def bring_back(self, ids: tuple[UUID, ...]) -> None:
        self._journal.bring_back(*ids)


@pytest.fixture
def tab(april: Journal, qtbot: QtBot) -> Iterator[JournalTab]:
    shown = JournalTab(april)
    qtbot.addWidget(shown)
    wires = Wires(shown, april)
    shown.resize(1232, 620)
    shown.show()
    qtbot.waitExposed(shown)
    shown.view.setFocus()
    yield shown
    wires.stop()


def go(tab: JournalTab, journal: Journal, entry: Entry, column: Column = Column.TIME) -> None:
    place = journal.key_of(entry.id)
    assert place is not None
    number = tab.model.number_of(place)
    assert number is not None
    tab.view.setCurrentIndex(tab.model.index(number, column))


def middle(tab: JournalTab, journal: Journal, entry: Entry, column: Column = Column.WHAT) -> QPoint:
    place = journal.key_of(entry.id)
    number = tab.model.number_of(place) if place else None
    assert number is not None
    return tab.view.visualRect(tab.model.index(number, column)).center()


def cell_field(tab: JournalTab) -> CellField:
    field = tab.view.findChild(CellField)
    assert isinstance(field, CellField)
    return field


def answer_question(kind: type[Asked], act: Callable[[Asked], None]) -> None:
    """Do `act` with the question of that kind that opens next; it never stays open."""

    def begin() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, kind)
        try:
            act(question)
        finally:
            if question.isVisible():
                question.reject()

    QTimer.singleShot(0, begin)


def answer(act: Callable[[Form], None]) -> None:
    """Do `act` with the form that opens next."""
    answer_question(Form, act)


def test_it_begins_with_the_newest_entry(tab: JournalTab) -> None:
    assert tab.view.currentIndex().row() == 1
    assert tab.status.text() == "9 entries"


def test_down_goes_over_headings(tab: JournalTab) -> None:
    seen = [tab.view.currentIndex().row()]
    for _ in range(8):
        QTest.keyClick(tab.view, Qt.Key.Key_Down)
        seen.append(tab.view.currentIndex().row())
    assert seen == [number for number in range(1, 14) if number not in tab.model.headings()]


def test_home_and_end_go_to_the_newest_and_the_oldest(tab: JournalTab) -> None:
    QTest.keyClick(tab.view, Qt.Key.Key_End)
    assert tab.view.currentIndex().row() == tab.model.rowCount() - 1
    QTest.keyClick(tab.view, Qt.Key.Key_Home)
    assert tab.view.currentIndex().row() == 1


def test_typed_words_are_searched_at_once_and_esc_ends_it(tab: JournalTab) -> None:
    tab.focus_search()
    QTest.keyClicks(tab.search, "lift")
    assert tab.model.counts() == (1, 9)
    assert tab.status.text() == "1 of 9 entries"
    QTest.keyClick(tab.search, Qt.Key.Key_Escape)
    assert tab.model.counts() == (9, 9)


def test_down_leaves_the_search_for_what_was_found(tab: JournalTab) -> None:
    tab.focus_search()
    QTest.keyClicks(tab.search, "shoes")
    QTest.keyClick(tab.search, Qt.Key.Key_Down)
    assert tab.view.hasFocus()
    assert [tab.model.entry(place) for place in tab.view.places()] == [tab.model.entry(("note", 1))]


def test_a_search_keeps_what_was_chosen(tab: JournalTab, april: Journal) -> None:
    go(tab, april, LIFTING)
    chosen = tab.view.places()
    QTest.keyClicks(tab.search, "back")
    assert tab.view.places() == chosen
    tab.search.clear()
    assert tab.view.places() == chosen
    assert tab.view.current_place() == chosen[0]


def test_kinds_are_pressed(tab: JournalTab) -> None:
    shown = []
    for segment in tab.kinds.segments:
        QTest.mouseClick(segment, Qt.MouseButton.LeftButton)
        shown.append(tab.model.counts()[0])
    assert shown == [9, 3, 2, 1, 3]


def test_several_are_removed_and_undo_brings_them_back(tab: JournalTab, april: Journal) -> None:
    go(tab, april, DOSE)
    QTest.keyClick(tab.view, Qt.Key.Key_Down, SHIFT)
    assert tab.status.text().startswith("9 entries · 2 chosen")
    QTest.keyClick(tab.view, Qt.Key.Key_Delete)
    assert april.count() == 7
    assert tab.removed.words == "Recently removed (2)"
    april.undo()
    assert april.count() == 9
    assert not tab.removed.isVisible()
    assert tab.status.text().startswith("9 entries · 2 chosen"), "what is back is seen"
    assert tab.view.current_place() in tab.view.places()


def test_after_a_days_first_entry_is_removed_the_keyboard_is_at_the_next(
    tab: JournalTab, april: Journal
) -> None:
    """It was at the heading above, a ring around some of its letters."""
    heading = tab.model.number_of_day(DOSE.taken_at.date())
    assert heading is not None
    newest, next_ = tab.model.places([heading + 1, heading + 2])
    tab.view.selectRow(heading + 1)
    QTest.keyClick(tab.view, Qt.Key.Key_Delete)
    assert april.at(*newest) is None
    assert tab.view.current_place() == next_
    assert tab.view.places() == [], "one Del too many removes nothing"


def test_what_can_no_longer_be_brought_back_is_not_offered(tab: JournalTab, april: Journal) -> None:
    april.remove(THERAPY.id)
    april.clock = clock = Clock(NOW)
    lived(april, clock, 31)
    tab.follow_day()
    assert not tab.removed.isVisible()


@pytest.mark.parametrize(("count", "resets"), [(3, 0), (60, 1)])
def test_what_was_done_while_it_was_hidden_is_followed_at_once(
    tab: JournalTab, april: Journal, count: int, resets: int
) -> None:
    """After three hundred presses on Today it stood still for a second, or for minutes with much removed."""
    go(tab, april, SHOES)
    chosen, (_, before) = tab.view.places(), tab.model.counts()
    april.remove(THERAPY.id)
    tab.hide()
    for number in range(count):
        april.record(Note(id=uuid4(), at=on(1, 12) - timedelta(minutes=number), text="x"))
    april.remove(SITTING.id)
    read_anew = QSignalSpy(tab.model.modelReset)
    tab.show()
    assert tab.model.counts() == (before + count - 2, before + count - 2)
    assert tab.removed.words == "Recently removed (2)"
    assert tab.view.places() == chosen
    assert read_anew.count() == resets


def test_several_are_chosen_by_mouse(tab: JournalTab, april: Journal) -> None:
    for entry, key in ((DOSE, PLAIN), (THERAPY, CONTROL)):
        spot = middle(tab, april, entry)
        QTest.mouseClick(tab.view.viewport(), Qt.MouseButton.LeftButton, key, spot)
    assert [tab.model.entry(place).id for place in tab.view.places()] == [DOSE.id, THERAPY.id]


def test_scroll_and_choice_stay_when_something_is_written_elsewhere(tab: JournalTab, april: Journal) -> None:
    april.record(*(Note(id=uuid4(), at=on(1, 12) - timedelta(hours=n), text="x") for n in range(200)))
    bar = tab.view.verticalScrollBar()
    go(tab, april, SHOES)
    chosen, seen = tab.view.places(), tab.view.visualRect(tab.view.currentIndex())
    april.record(Note(id=uuid4(), at=on(1, 12) - timedelta(hours=300), text="below"))
    assert tab.view.places() == chosen
    assert tab.view.visualRect(tab.view.currentIndex()) == seen
    assert bar.value() > 0


def _taken_out_elsewhere(april: Journal, entry: Entry) -> None:
    """Take an entry out as another program does, of which the table is told a moment later."""
    with Journal.open(april.path, clock=april.clock) as other:
        other.remove(entry.id)


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_F2], ids=["open", "remove", "change"]
)
def test_what_another_program_took_out_just_now_is_told_of(
    tab: JournalTab, april: Journal, key: Qt.Key
) -> None:
    go(tab, april, LIFTING, Column.NOTE)
    _taken_out_elsewhere(april, LIFTING)
    QTest.keyClick(tab.view, key)
    assert tab.status.text() == "Left as it was: This entry is not in the journal."
    assert april.find(LIFTING.id) is None


def test_a_cell_that_is_being_changed_says_it_where_another_program_took_the_entry_out(
    tab: JournalTab, april: Journal
) -> None:
    go(tab, april, LIFTING, Column.NOTE)
    QTest.keyClick(tab.view, Qt.Key.Key_F2)
    QTest.keyClicks(cell_field(tab), "two bags")
    _taken_out_elsewhere(april, LIFTING)
    QTest.keyClick(cell_field(tab), Qt.Key.Key_Return)
    assert cell_field(tab).reason.text() == "This entry is not in the journal."
    assert cell_field(tab).text() == "two bags"
    QTest.keyClick(cell_field(tab), Qt.Key.Key_Escape)


def test_f2_changes_the_note_in_place(tab: JournalTab, april: Journal) -> None:
    go(tab, april, LIFTING, Column.NOTE)
    QTest.keyClick(tab.view, Qt.Key.Key_F2)
    QTest.keyClicks(cell_field(tab), "two bags")
    QTest.keyClick(cell_field(tab), Qt.Key.Key_Return)
    changed = april.find(LIFTING.id)
    assert isinstance(changed, FlareUp)
    assert changed.note == "two bags"
    assert [tab.model.entry(place).id for place in tab.view.places()] == [LIFTING.id]


def test_esc_leaves_a_cell_as_it_was(tab: JournalTab, april: Journal) -> None:
    go(tab, april, LIFTING, Column.NOTE)
    QTest.keyClick(tab.view, Qt.Key.Key_F2)
    QTest.keyClicks(cell_field(tab), "nothing")
    QTest.keyClick(cell_field(tab), Qt.Key.Key_Escape)
    assert april.undoable is not None
    assert april.undoable.act == "record"


def test_an_impossible_level_stays_in_its_field_with_the_reason(tab: JournalTab, april: Journal) -> None:
    go(tab, april, LIFTING, Column.WHAT)
    QTest.keyClick(tab.view, Qt.Key.Key_F2)
    field = cell_field(tab)
    QTest.keyClicks(field, "12")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.isVisible()
    assert field.text() == "12"
    assert field.reason.isVisible()
    assert field.reason.text() == "The level goes from 0 to 10."
    field.clear()
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Return)
    changed = april.find(LIFTING.id)
    assert isinstance(changed, FlareUp)
    assert changed.worst == 7


def test_a_time_that_can_not_be_is_left_out_when_the_field_is_left(
    tab: JournalTab, april: Journal, read_aloud: list[str]
) -> None:
    go(tab, april, LIFTING)
    QTest.keyClick(tab.view, Qt.Key.Key_F2)
    QTest.keyClicks(cell_field(tab), "15:00")
    tab.search.setFocus()
    assert april.find(LIFTING.id) == tab.model.entry(("flare-up", 3))
    assert "Left as it was: The end is before the start." in tab.status.text()
    assert read_aloud[-1] == tab.status.text()
    tab.search.setText("shoes")
    assert read_aloud[-1].startswith("1 of ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("16:41", "This is in the future; please say when it began."),
        ("16:11", "A reading is before this start: open the entry with Enter to change its times."),
    ],
)
def test_a_start_of_what_goes_on_is_refused_where_it_cannot_be(
    tab: JournalTab, april: Journal, text: str, said: str
) -> None:
    running = FlareUp(id=uuid4(), started_at=on(2, 16), readings=(Reading(at=on(2, 16, 10), intensity=4),))
    april.record(running)
    go(tab, april, running)
    QTest.keyClick(tab.view, Qt.Key.Key_F2)
    field = cell_field(tab)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.isVisible(), field.text(), field.reason.text()) == (True, text, said)
    field.clear()
    QTest.keyClicks(field, "15:30")
    QTest.keyClick(field, Qt.Key.Key_Return)
    changed = april.find(running.id)
    assert isinstance(changed, FlareUp)
    assert changed.started_at == on(2, 15, 30)


@pytest.mark.parametrize(("text", "link"), [("13:04", None), ("13:06", LIFTING.id)])
def test_a_start_before_the_one_it_came_back_after_is_no_return(
    tab: JournalTab, april: Journal, text: str, link: UUID | None
) -> None:
    again = FlareUp(id=uuid4(), started_at=on(2, 14), ended_at=on(2, 15), came_back_after=LIFTING.id)
    april.record(again)
    go(tab, april, again)
    QTest.keyClick(tab.view, Qt.Key.Key_F2)
    QTest.keyClicks(cell_field(tab), text)
    QTest.keyClick(cell_field(tab), Qt.Key.Key_Return)
    changed = april.find(again.id)
    assert isinstance(changed, FlareUp)
    assert (f"{changed.started_at:%H:%M}", changed.came_back_after) == (text, link)
    april.undo()
    undone = april.find(again.id)
    assert isinstance(undone, FlareUp)
    assert (undone.started_at, undone.came_back_after) == (on(2, 14), LIFTING.id)


def test_details_and_long_notes_open_the_form(tab: JournalTab, april: Journal) -> None:
    opened = QSignalSpy(tab.view.opened)
    go(tab, april, LIFTING, Column.DETAILS)
    answer(lambda form: form.no.click())
    QTest.keyClick(tab.view, Qt.Key.Key_F2)
    assert opened.count() == 1


def test_enter_opens_the_form_and_its_answer_is_written(tab: JournalTab, april: Journal) -> None:
    def write(form: Form) -> None:
        assert isinstance(form, NoteForm)
        form.text.setPlainText("Other shoes")
        form.yes.click()

    go(tab, april, SHOES)
    answer(write)
    QTest.keyClick(tab.view, Qt.Key.Key_Return)
    changed = april.find(SHOES.id)
    assert isinstance(changed, Note)
    assert changed.text == "Other shoes"


def test_a_double_click_opens_and_the_form_can_remove(tab: JournalTab, april: Journal) -> None:
    spot = middle(tab, april, THERAPY)
    answer(lambda form: form.remove.click())
    QTest.mouseClick(tab.view.viewport(), Qt.MouseButton.LeftButton, PLAIN, spot)
    QTest.mouseDClick(tab.view.viewport(), Qt.MouseButton.LeftButton, PLAIN, spot)
    assert april.find(THERAPY.id) is None


def test_a_form_that_is_left_changes_nothing(tab: JournalTab, april: Journal) -> None:
    before = april.contents()
    go(tab, april, SITTING)
    answer(lambda form: form.no.click())
    QTest.keyClick(tab.view, Qt.Key.Key_Return)
    assert april.contents() == before


def test_chosen_rows_are_copied_for_a_spreadsheet(tab: JournalTab, april: Journal) -> None:
    go(tab, april, DOSE)
    QTest.keyClick(tab.view, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(tab.view, Qt.Key.Key_C, CONTROL)
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert [cells[2] for cells in rows] == ["Oxycodone IR 5 mg", "Flare-up, worst 6"]


def test_the_menu_offers_what_can_be_done(tab: JournalTab, april: Journal) -> None:
    go(tab, april, LIFTING, Column.NOTE)
    menu = tab.view.menu_of_chosen()
    assert [action.text() for action in menu.actions()] == [
        "Open…",
        "Change the note here",
        "Copy",
        "Remove",
    ]
    menu.actions()[3].trigger()
    assert april.find(LIFTING.id) is None


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_right_click_opens_the_menu(tab: JournalTab, april: Journal) -> None:
    spot = middle(tab, april, DOSE)
    QTest.mouseClick(tab.view.viewport(), Qt.MouseButton.LeftButton, PLAIN, spot)
    there = tab.view.viewport().mapToGlobal(spot)
    QApplication.sendEvent(
        tab.view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, there)
    )
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    popup.close()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menus_key_is_about_the_entry_that_the_keyboard_is_at(tab: JournalTab, april: Journal) -> None:
    """Come to by Tab the newest has its ring, and is not chosen: the key did nothing."""
    tab.view.setFocus(Qt.FocusReason.TabFocusReason)
    newest = tab.view.current_place()
    assert newest is not None
    assert tab.view.places() == []
    tab.view.offer_menu(tab.view.mapToGlobal(QPoint()))
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    popup.actions()[3].trigger()
    popup.close()
    assert april.at(*newest) is None


def test_going_to_a_day_shows_its_heading_at_the_top(tab: JournalTab, april: Journal) -> None:
    april.record(*(Note(id=uuid4(), at=on(1, 12) - timedelta(hours=7 * n), text="x") for n in range(200)))
    tab.go_to(date(2026, 3, 20))
    number = tab.view.currentIndex().row() - 1
    assert tab.model.line(number).date == date(2026, 3, 20)
    assert tab.view.visualRect(tab.model.index(number, 0)).top() == 0


def days_shown(tab: JournalTab) -> set[date]:
    return {tab.model.line(number).date for number in range(tab.model.rowCount())}


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_last_days_are_chosen_from_a_menu(tab: JournalTab, april: Journal) -> None:
    old = Note(id=uuid4(), at=on(2, 9) - timedelta(days=30), text="long ago")
    april.record(old)
    every = tab.model.counts()[0]
    QTest.keyClick(tab.days, Qt.Key.Key_Space)
    menu = tab.days.menu()
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert tab.days.words == "Last 7 days ▾"
    assert tab.days.accessibleName() == "Days that are shown: Last 7 days"
    assert min(days_shown(tab)) > NOW.date() - timedelta(days=7)
    assert tab.status.text().startswith(f"{every - 1} of {every} entries")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_last_days_are_chosen_with_the_mouse_alone(tab: JournalTab, april: Journal) -> None:
    april.record(Note(id=uuid4(), at=on(2, 9) - timedelta(days=30), text="long ago"))
    every = tab.model.counts()[0]
    for words, is_all in (("Last 7 days", False), ("All days", True)):
        QTest.mouseClick(tab.days, Qt.MouseButton.LeftButton)
        menu = tab.days.menu()
        assert menu.isVisible()
        entry = next(action for action in menu.actions() if action.text() == words)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, PLAIN, menu.actionGeometry(entry).center())
        assert not menu.isVisible()
        assert tab.days.words == f"{words} ▾"
        assert (min(days_shown(tab)) > NOW.date() - timedelta(days=7)) is not is_all
        shown = f"{every} entries" if is_all else f"{every - 1} of {every} entries"
        assert tab.status.text().startswith(shown)


def test_days_are_told_by_their_first_and_last(tab: JournalTab, april: Journal) -> None:
    def tell(question: DaysQuestion) -> None:
        question.first.show_day(date(2026, 4, 1))
        question.last.show_day(date(2026, 3, 31))
        QTest.keyClick(question, Qt.Key.Key_Return)

    answer_question(DaysQuestion, tell)
    tab.days.actions_of[Shown.DATES].trigger()
    assert days_shown(tab) == {date(2026, 3, 31), date(2026, 4, 1)}
    assert tab.days.words == "31 Mar – 1 Apr 2026 ▾"  # noqa: RUF001 - from until
    within, without = (Note(id=uuid4(), at=on(day, 9), text="new") for day in (1, 2))
    for note in (within, without):
        april.record(note)
    assert tab.model.number_of(april.key_of(within.id) or ("", 0)) is not None
    assert tab.model.number_of(april.key_of(without.id) or ("", 0)) is None


def test_a_question_for_days_that_is_left_changes_nothing(tab: JournalTab) -> None:
    before = days_shown(tab)
    answer_question(DaysQuestion, lambda question: question.reject())
    tab.days.actions_of[Shown.DATES].trigger()
    assert (days_shown(tab), tab.days.shown) == (before, Shown.ALL)


def test_days_since_the_last_visit_are_offered_once_there_was_one(tab: JournalTab, april: Journal) -> None:
    def is_offered() -> bool:
        tab.days.menu().aboutToShow.emit()
        return tab.days.actions_of[Shown.SINCE_APPOINTMENT].isVisible()

    for visit in april.appointments():
        april.remove(visit.id)
    assert not is_offered()
    april.record(Appointment(id=uuid4(), at=on(1, 9)))
    assert is_offered()
    tab.days.actions_of[Shown.SINCE_APPOINTMENT].trigger()
    assert min(days_shown(tab)) == date(2026, 4, 1)


def test_the_day_is_asked_for(tab: JournalTab, april: Journal) -> None:
    def pick(question: DayQuestion) -> None:
        assert question.day == NOW.date() + timedelta(days=8)
        question.calendar.setSelectedDate(on(1, 9).date())  # type: ignore[arg-type]
        QTest.keyClick(question.calendar, Qt.Key.Key_Return)

    answer_question(DayQuestion, pick)
    tab.go_to_day.click()
    place = tab.view.current_place()
    assert place is not None
    assert tab.model.entry(place).moment.date() == date(2026, 4, 1)


def test_a_new_entry_of_each_kind_is_offered_and_recorded(tab: JournalTab, april: Journal) -> None:
    actions = {action.text(): action for action in tab.new.menu().actions()}
    assert list(actions) == [
        "Flare-up…",
        "Medicine taken…",
        "Activity…",
        "Therapy…",
        "How it was…",
        "Appointment…",
        "Note…",
    ]
    before = april.count()
    answer(lambda form: form.yes.click())
    actions["Medicine taken…"].trigger()
    assert april.count() == before + 1
    newest = april.last_dose(DOSE.medicine)
    assert isinstance(newest, Dose)
    assert newest.taken_at == NOW
    assert tab.view.places() == [april.key_of(newest.id)], "it is shown, wherever its day is"


def test_a_day_to_go_to_is_chosen_with_the_arrows_at_once(tab: JournalTab, qtbot: QtBot) -> None:
    question = DayQuestion("Go to a day", "Go there", date(2026, 4, 2), tab)
    qtbot.addWidget(question)
    question.show()
    qtbot.waitUntil(question.isActiveWindow)
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClick(at, Qt.Key.Key_Left)
    assert question.day == date(2026, 4, 1)


def test_that_everything_is_shown_is_marked_from_the_start(tab: JournalTab) -> None:
    assert [each.words for each in tab.kinds.segments if each.isChecked()] == ["Everything"]


def test_why_there_is_no_dose_without_medicines_is_said(
    journal: Journal, qtbot: QtBot, read_aloud: list[str]
) -> None:
    """The command did nothing, and did not say why."""
    shown = JournalTab(journal)
    qtbot.addWidget(shown)
    shown.show()
    next(each for each in shown.new.menu().actions() if each.text() == "Medicine taken…").trigger()
    assert shown.status.text().startswith("No medicine is written down yet.")
    assert read_aloud[-1] == shown.status.text()


def test_a_new_entry_that_was_left_is_not_recorded(tab: JournalTab, april: Journal) -> None:
    before = april.count()
    answer(lambda form: form.no.click())
    tab.new.menu().actions()[0].trigger()
    assert april.count() == before


def test_no_question_stays_behind_once_it_was_answered_or_left(
    tab: JournalTab, april: Journal, qtbot: QtBot
) -> None:
    """Each calendar, and each list of what was removed, stayed as long as the window."""
    april.remove(THERAPY.id)
    for _ in range(2):
        answer_question(DayQuestion, DayQuestion.accept)
        tab.go_to_day.click()
        answer_question(RemovedQuestion, RemovedQuestion.reject)
        tab.removed.click()
    qtbot.waitUntil(lambda: not tab.findChildren(Question))


def test_what_was_removed_is_brought_back_from_its_list(tab: JournalTab, april: Journal) -> None:
    april.remove(THERAPY.id)
    april.remove(SHOES.id)

    def bring_back(question: RemovedQuestion) -> None:
        told = [question.model.index(row).data() for row in range(question.model.rowCount())]
        assert "New shoes" in told[0]
        assert "Physical therapy" in told[1]
        question.list.setCurrentIndex(question.model.index(1))
        question.yes.click()

    answer_question(RemovedQuestion, bring_back)
    tab.removed.click()
    assert isinstance(april.find(THERAPY.id), Activity)
    assert april.find(SHOES.id) is None


def test_after_the_last_was_brought_back_the_keyboard_is_at_it(tab: JournalTab, april: Journal) -> None:
    """It was at the name of the tab: the link that was pressed goes with what it offered."""
    april.remove(THERAPY.id)
    tab.removed.setFocus()
    answer_question(RemovedQuestion, lambda question: question.yes.click())
    tab.removed.click()
    assert not tab.removed.isVisible()
    assert tab.focusWidget() is tab.view
    assert tab.view.current_place() == april.key_of(THERAPY.id)


def test_a_dose_says_that_its_medicine_comes_back_with_it(tab: JournalTab, april: Journal) -> None:
    medicine = Medicine(id=uuid4(), name="Tramadol", form="liquid", role="as-needed")
    dose = Dose(id=uuid4(), medicine=medicine.id, taken_at=on(2, 15), amount=Decimal(20))
    april.record(medicine, dose)
    april.remove(dose.id, medicine.id)

    def bring_back(question: RemovedQuestion) -> None:
        told = [question.model.index(row).data() for row in range(question.model.rowCount())]
        assert [said.endswith("Tramadol comes back with it") for said in told] == [False, True]
        assert "Tramadol 20" in told[1]
        question.list.setCurrentIndex(question.model.index(1))
        question.yes.click()

    answer_question(RemovedQuestion, bring_back)
    tab.removed.click()
    assert april.find(dose.id) is not None
    assert april.find(medicine.id) is not None
    assert not april.recently_removed()


def test_of_very_many_that_were_removed_only_the_first_are_read_at_once(
    journal: Journal, qtbot: QtBot
) -> None:
    """Of 5,000 all were read and laid out before the list was there: the window stood still for a second."""
    notes = [replace(SHOES, id=uuid4(), at=SHOES.at - timedelta(minutes=each)) for each in range(600)]
    journal.record(*notes)
    journal.remove(*(note.id for note in notes))
    question = RemovedQuestion(journal)
    qtbot.addWidget(question)
    question.show()
    qtbot.waitUntil(lambda: bool(question.model.texts))
    assert len(question.model.texts) < 100
    QTest.keyClick(question.list, Qt.Key.Key_End)
    assert question.list.currentIndex().row() == 599
    seen = question.list.visualRect(question.list.currentIndex())
    assert question.list.viewport().rect().contains(seen)
    question.list.selectAll()
    assert set(question.ids) == {note.id for note in notes}


def test_a_long_note_that_was_removed_leaves_room_for_others_and_for_when_that_was(
    journal: Journal, qtbot: QtBot
) -> None:
    """Its line was as high as the whole note: in the list, which scrolls by lines, the end was never seen."""
    journal.record(SHOES, replace(SHOES, id=uuid4(), at=SHOES.at - timedelta(hours=1), text="word " * 20_000))
    journal.remove(*(note.id for note in journal.contents().notes))
    question = RemovedQuestion(journal)
    qtbot.addWidget(question)
    question.show()
    rows = [question.model.index(row) for row in range(2)]
    assert all("removed" in row.data() for row in rows)
    assert any("word word…\nremoved" in row.data() for row in rows)
    assert sum(question.list.visualRect(row).height() for row in rows) < question.list.viewport().height()


def test_what_was_removed_in_another_year_is_told_with_it(
    journal: Journal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.record(SHOES)
    journal.remove(SHOES.id)
    for days, said in ((20, "removed Thu 2 Apr, 16:40"), (-100, "removed Thu 2 Apr 2026, 16:40")):
        monkeypatch.setattr(journal, "clock", lambda days=days: NOW + timedelta(days=days))
        question = RemovedQuestion(journal)
        qtbot.addWidget(question)
        assert question.model.index(0).data().endswith(said)


def test_a_hidden_tab_catches_up_when_it_is_shown(tab: JournalTab, april: Journal) -> None:
    go(tab, april, LIFTING)
    chosen = tab.view.places()
    tab.hide()
    april.record(Note(id=uuid4(), at=on(2, 15), text="meanwhile"))
    assert tab.model.counts() == (9, 9)
    tab.show()
    assert tab.model.counts() == (10, 10)
    assert tab.view.places() == chosen


def test_where_nothing_is_found_it_says_how_to_see_all_again(tab: JournalTab, qtbot: QtBot) -> None:
    there = tab.model.counts()[1]
    tab.search.setFocus()
    QTest.keyClicks(tab.search, "zebra")
    said = next(label for label in tab.findChildren(QLabel) if "No entry fits" in label.text())
    assert said.isVisible()
    assert not tab.view.isVisible()
    assert tab.search.hasFocus()
    beside = tab.search.mapTo(tab, QPoint(0, tab.search.height())).y()
    # It stands at the top, where the lines would.
    qtbot.waitUntil(lambda: beside < said.mapTo(tab, said.contentsRect().topLeft()).y() < beside + 60)
    for _ in "zebra":
        QTest.keyClick(tab.search, Qt.Key.Key_Backspace)
    assert not said.isVisible()
    assert tab.view.isVisible()
    assert tab.model.counts() == (there, there)


def test_an_empty_journal_says_what_will_be_here(journal: Journal, qtbot: QtBot) -> None:
    tab = JournalTab(journal)
    qtbot.addWidget(tab)
    tab.show()
    assert tab.status.text() == "0 entries"
    assert not tab.view.isVisible()


def test_lines_are_as_low_again_where_the_text_is_made_smaller(tab: JournalTab, qapp: QApplication) -> None:
    """After 200 % headings stayed as high as entries, until the next start."""
    heights = []
    for percent in (100, 200, 100):
        apply_look(qapp, percent=percent)
        QApplication.processEvents()
        heights.append([tab.view.rowHeight(number) for number in range(4)])
    assert heights[0] == heights[2] != heights[1]


def test_in_large_text_its_tools_take_two_lines_and_the_table_the_rest(
    tab: JournalTab, qtbot: QtBot, qapp: QApplication
) -> None:
    """They took three at 200 %: on the smallest screen not one entry was seen whole."""
    tools = (tab.search, tab.kinds, tab.days, tab.go_to_day, tab.new)
    tab.resize(1366, 600)
    qtbot.waitUntil(lambda: len({_line(each) for each in tools}) == 1)
    apply_look(qapp, percent=200)
    for width in (1366, 1024):
        tab.resize(width, 400)
        qtbot.waitUntil(lambda: len({_line(each) for each in tools}) == 2)
        assert _line(tab.search) == _line(tab.go_to_day) == _line(tab.new)
    around = 2 * gap(4)  # “Search notes, medicines, trigg…” it said there
    assert lettering.width(tab.search.placeholderText(), tab.search.font()) < tab.search.width() - around
    apply_look(qapp)


def test_in_large_text_a_long_word_has_room_in_its_column(
    tab: JournalTab, qtbot: QtBot, qapp: QApplication
) -> None:
    """“Appoint… with Dr Sample” it said on the smallest screen, beside room for twice as many details."""
    apply_look(qapp, percent=200)
    tab.resize(1024, 400)
    strong = font_of(BODY, strong=True)
    needed = lettering.width("Appointment", strong) + 2 * SIDE + mark_size(11)
    qtbot.waitUntil(lambda: tab.view.columnWidth(Column.WHAT) >= needed)
    apply_look(qapp)


def _line(tool: QWidget) -> int:
    """Return about how far below the window's edge a tool stands."""
    return round(tool.mapTo(tool.window(), tool.rect().center()).y() / 20)


def test_lines_reach_from_edge_to_edge_of_their_panel(tab: JournalTab) -> None:
    """The band of a day ended 5 pixels before it, and stood there as if cut out."""
    panel = tab.view.parentWidget()
    assert panel is not None
    assert (tab.view.x(), tab.view.geometry().right()) == (1, panel.width() - 2), "the line around is seen"


def test_the_names_of_the_columns_stand_in_the_middle_of_their_line(tab: JournalTab) -> None:
    panel = tab.view.parentWidget()
    assert panel is not None
    inks, picture = inks_of(tab), panel.grab().toImage()
    end = tab.view.mapTo(panel, tab.view.head.geometry().bottomLeft()).y()
    words = range(SIDE, tab.view.columnWidth(0))
    inked = [
        y
        for y in range(2, end - 1)
        if any(contrast(picture.pixelColor(x, y).name(), inks.panel) > 2 for x in words)
    ]
    assert abs(inked[0] - (end - inked[-1])) <= 2


def test_on_a_narrow_screen_what_painlog_itself_says_is_whole(tab: JournalTab, qtbot: QtBot) -> None:
    """“How it was: backgr…” it said at 1024 pixels, beside details with room to spare."""
    tab.resize(1024, 500)
    needed = lettering.width("How it was: background 3", font_of(BODY, strong=True))
    room = needed + 2 * SIDE + mark_size(11) + gap(2.5)
    qtbot.waitUntil(lambda: tab.view.columnWidth(Column.WHAT) >= room)
