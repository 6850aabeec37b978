"""The Appointment tab: a page that follows what is chosen, typed and written down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from threading import Event, Thread, current_thread
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from painlog.entries import Appointment, FlareUp, Note, Question
from painlog.journal import Journal
from painlog.record import Record
from painlog.report.compose import Worked
from painlog.report.page import Page, Paper, Part, Questions, Section
from painlog.report.ticked import ON_PAGE
from painlog.report.waiting import WAITING
from painlog.report.working import worked_out
from painlog.window.appointment.days import Shown
from painlog.window.appointment.questions import QuestionsField
from painlog.window.appointment.tab import AppointmentTab
from painlog.window.appointment.visits import VisitList
from painlog.window.appointment.who import WhoQuestion
from painlog.window.forms.appointment import AppointmentForm
from painlog.window.journal_table.days import DayQuestion
from painlog.window.look import apply_look
from painlog.window.panels import Quiet
from tests.report.diaries import LONG_QUESTIONS, SUMMER
from tests.window.appointment.conftest import MARCH, Window

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


def page_of(tab: AppointmentTab) -> Page:
    assert tab.page is not None
    return tab.page


def click(qtbot: QtBot, button: QAbstractButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def settle(tab: AppointmentTab, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not tab._soon.isActive() and not tab.live.is_busy, timeout=20_000)


def asked_on(page: Page) -> tuple[str, ...]:
    section = next(section for section in page.sections if section.part is Part.QUESTIONS)
    assert isinstance(section.body, Questions)
    return section.body.questions


def test_it_opens_with_the_days_since_the_last_appointment(tab: AppointmentTab) -> None:
    page = page_of(tab)
    assert (page.charts.begin, page.charts.until) == (date(2026, 3, 9), date(2026, 4, 12))
    assert "prepared for 14 April 2026, Dr Sample" in page.who
    assert tab.left.visit.words == "Tue 14 Apr, 10:20"
    assert tab.left.visit.small == "Dr Sample"
    assert tab.line.text() == "One page, A4"
    since = tab.left.days.periods.chips[0]
    assert (since.words, since.accessibleName()) == ("Since 9 Mar", "Since the last appointment, 9 Mar")


def test_the_page_is_shown_with_intervals_once_they_are_worked_out(tab: AppointmentTab) -> None:
    assert page_of(tab).figures[0].interval.startswith("95 %: ")
    document = tab.view.document
    assert document is not None
    assert document.title.startswith("Breakthrough pain profile")
    assert "Flare-ups: " in tab.view.accessibleDescription()


def test_other_periods_are_one_press_away(tab: AppointmentTab, qtbot: QtBot) -> None:
    click(qtbot, tab.left.days.periods.chips[1])
    assert page_of(tab).charts.begin == date(2026, 3, 2)
    click(qtbot, tab.left.days.periods.chips[2])
    assert page_of(tab).charts.begin == date(2026, 1, 19), "the first entry; 12 January is three months ago"
    settle(tab, qtbot)


def test_days_can_be_chosen_by_hand(tab: AppointmentTab, qtbot: QtBot) -> None:
    assert not tab.left.days.first.isVisible()
    click(qtbot, tab.left.days.periods.chips[3])
    assert tab.left.days.first.isVisible()
    assert tab.left.days.first.words == "Mon 9 Mar 2026"
    tab.left.days.choose_dates(date(2026, 3, 20), date(2026, 3, 10))
    tab.left.days.changed.emit()
    page = page_of(tab)
    assert (page.charts.begin, page.charts.until) == (date(2026, 3, 10), date(2026, 3, 20))
    settle(tab, qtbot)


def test_the_days_since_the_last_appointment_are_offered_once_there_was_one(
    tab: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    """Chosen where there was none, the page silently showed six weeks."""
    visits = [visit for visit in journal.appointments() if visit.at.date() < date(2026, 4, 12)]
    journal.remove(*(visit.id for visit in visits))
    settle(tab, qtbot)
    days = tab.left.days
    assert (days.shown, days.periods.chips[0].isVisible()) == (Shown.SIX_WEEKS, False)
    assert page_of(tab).charts.begin == date(2026, 3, 2)
    journal.undo()
    settle(tab, qtbot)
    assert (days.shown, days.periods.chips[0].isVisible()) == (Shown.SINCE_LAST, True)
    assert page_of(tab).charts.begin == date(2026, 3, 9)
    journal.redo()
    settle(tab, qtbot)
    click(qtbot, days.periods.chips[1])
    journal.undo()
    settle(tab, qtbot)
    assert days.shown is Shown.SIX_WEEKS, "it was chosen"


def test_an_appointment_of_yesterday_is_the_last_one_and_six_weeks_are_shown_until_it_is_a_week_ago(
    tab: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    """“Since last” was chosen and showed the days since the one before it, which nobody could see."""
    yesterday = datetime(2026, 4, 11, 10, tzinfo=SUMMER)
    journal.record(replace(MARCH, id=UUID(int=5), at=yesterday))
    settle(tab, qtbot)
    days = tab.left.days
    assert (days.shown, days.periods.chips[0].isVisible()) == (Shown.SIX_WEEKS, True)
    assert page_of(tab).charts.begin == date(2026, 3, 2)
    click(qtbot, days.periods.chips[0])
    assert page_of(tab).charts.begin == date(2026, 4, 11)
    assert days.periods.chips[0].words == "Since 11 Apr"
    settle(tab, qtbot)


@pytest.mark.parametrize("which", ["first", "last"])
def test_the_question_for_a_day_says_which_one_it_is(tab: AppointmentTab, qtbot: QtBot, which: str) -> None:
    """It was titled as in Journal, "Go to a day", and nothing is gone to."""

    def pick(question: DayQuestion) -> None:
        said.append(question.windowTitle())
        question.calendar.setSelectedDate(date(2026, 3, 20))  # type: ignore[arg-type]
        question.accept()

    said: list[str] = []
    click(qtbot, tab.left.days.periods.chips[3])
    in_dialog(DayQuestion, pick)
    click(qtbot, {"first": tab.left.days.first, "last": tab.left.days.last}[which])
    assert said[0].startswith(f"{which.capitalize()} day of the page")
    charts = page_of(tab).charts
    assert {"first": charts.begin, "last": charts.until}[which] == date(2026, 3, 20)
    settle(tab, qtbot)


def test_parts_paper_and_grey_change_the_page_and_are_remembered(
    tab: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    click(qtbot, tab.left.choices.parts[Part.TRIGGERS])
    click(qtbot, tab.left.choices.grey)
    click(qtbot, tab.left.choices.papers.segments[1])
    page = page_of(tab)
    assert Part.TRIGGERS not in {section.part for section in page.sections}
    assert page.choices.grey
    assert page.choices.paper is Paper.LETTER
    assert page.figures[0].interval
    assert tab.line.text() == "One page, Letter"
    again = Window(journal, qtbot).tab.left.choices.choices()
    assert again.grey
    assert again.paper is Paper.LETTER
    assert Part.TRIGGERS not in again.parts


def test_questions_are_kept_with_the_appointment_while_they_are_typed(
    tab: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    field = tab.left.questions
    assert field.toPlainText().splitlines()[0] == "Can I stop the evening tablet now?"
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "May I swim?")
    with qtbot.waitSignal(tab.asked_change, timeout=5_000):
        pass
    visit = next(visit for visit in journal.appointments() if visit.at.date() == date(2026, 4, 14))
    assert visit.questions[-1].text == "May I swim?"
    qtbot.waitUntil(lambda: "May I swim?" in asked_on(page_of(tab)))
    assert field.toPlainText().endswith("May I swim?")
    settle(tab, qtbot)


def test_choosing_before_anything_was_read_makes_nothing(journal: Journal, qtbot: QtBot) -> None:
    tab = Window(journal, qtbot).tab
    tab.left.choices.changed.emit()
    qtbot.waitUntil(lambda: not tab.live.is_busy)
    assert tab.page is None


def test_a_press_is_answered_before_its_page_is_made(tab: AppointmentTab, qtbot: QtBot) -> None:
    shown = tab.view.document
    click(qtbot, tab.left.choices.grey)
    assert tab.view.document is shown
    qtbot.waitUntil(lambda: tab.view.document is not shown, timeout=20_000)
    assert tab.view.document is not None
    assert tab.view.document.grey


def test_what_waits_for_the_page_waits_for_the_findings_of_its_own_days(
    journal: Journal, qtbot: QtBot
) -> None:
    """Those of the days before came in between: a page was printed with its own days and their findings."""

    def slow(record: Record, begin: date, until: date, progress: Callable[[int, int], bool]) -> Worked:
        looked_at.append(begin)
        threads.append(current_thread())
        go_on.wait(20)
        return worked_out(record, begin, until, progress=progress)

    def send() -> None:
        sent.append((page_of(tab).charts.begin, looked_at[-1]))

    go_on = Event()
    looked_at: list[date] = []
    threads: list[Thread] = []
    sent: list[tuple[date, date]] = []
    tab = AppointmentTab(journal, slow)
    qtbot.addWidget(tab)
    tab.show()
    qtbot.waitUntil(lambda: bool(looked_at), timeout=20_000)
    assert not tab.live.when_whole(send)
    click(qtbot, tab.left.days.periods.chips[1])
    go_on.set()
    threads[0].join()
    qtbot.waitUntil(lambda: bool(sent), timeout=20_000)
    assert sent == [(date(2026, 3, 2), date(2026, 3, 2))]
    settle(tab, qtbot)


def test_a_question_half_typed_is_kept_when_the_tab_is_left(
    tab: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    tab.left.questions.setPlainText("Only this?")
    tab.hide()
    visit = next(visit for visit in journal.appointments() if visit.at.date() == date(2026, 4, 14))
    assert [question.text for question in visit.questions] == ["Only this?"]


def test_a_question_half_typed_is_kept_when_the_window_closes(
    tab: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    tab.left.questions.setPlainText("Only this?")
    assert tab.close()
    assert not tab.live.is_busy
    assert any(
        question.text == "Only this?" for visit in journal.appointments() for question in visit.questions
    )


def test_questions_that_are_cut_on_the_page_are_told_of(tab: AppointmentTab, qtbot: QtBot) -> None:
    """Who printed it saw only at the doctor's that half of each was missing."""
    for asked, said in (
        (LONG_QUESTIONS[:8], "8 questions do not fit whole: shorten them, or take the full list along"),
        (LONG_QUESTIONS[:1], ""),
    ):
        tab.left.questions.setPlainText("\n".join(asked))
        tab.left.questions.hand_up()
        settle(tab, qtbot)
        assert tab.line.text() == " · ".join(filter(None, ("One page, A4", said)))


def test_undo_shows_the_questions_as_they_were(tab: AppointmentTab, journal: Journal, qtbot: QtBot) -> None:
    tab.left.questions.setPlainText("Only this?")
    tab.left.questions.hand_up()
    journal.undo()
    settle(tab, qtbot)
    assert tab.left.questions.toPlainText().splitlines() == [
        "Can I stop the evening tablet now?",
        "Is driving all right with the patch?",
    ]


def test_a_new_entry_comes_onto_the_page(tab: AppointmentTab, journal: Journal, qtbot: QtBot) -> None:
    before = int(page_of(tab).figures[0].value)
    at = datetime(2026, 4, 10, 12, tzinfo=SUMMER)
    journal.record(FlareUp(id=UUID(int=77), started_at=at, ended_at=at, peak=7))
    settle(tab, qtbot)
    assert int(page_of(tab).figures[0].value) == before + 1


def test_a_hidden_tab_looks_when_it_is_shown_again(
    tab: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    before = page_of(tab)
    tab.hide()
    at = datetime(2026, 4, 10, 12, tzinfo=SUMMER)
    journal.record(FlareUp(id=UUID(int=77), started_at=at, ended_at=at, peak=7))
    assert tab.page is before
    tab.show()
    settle(tab, qtbot)
    assert page_of(tab) is not before


def test_the_page_of_an_earlier_appointment_and_back(tab: AppointmentTab, qtbot: QtBot) -> None:
    rows = tab.left.visits.rows
    assert [row.visit.at.date() for row in rows] == [date(2026, 3, 9), date(2026, 1, 12)]
    click(qtbot, rows[0].page)
    page = page_of(tab)
    assert (page.charts.begin, page.charts.until) == (date(2026, 1, 19), date(2026, 3, 8))
    assert "prepared for 9 March 2026" in page.who
    assert asked_on(page) == ("Is a patch better?",)
    assert tab.left.back.isVisible()
    assert tab.window().focusWidget() is tab.left.back, "not the next button, which copies"
    click(qtbot, tab.left.back)
    assert page_of(tab).charts.until == date(2026, 4, 12)
    assert tab.left.days.shown is Shown.SINCE_LAST
    assert not tab.left.back.isVisible()
    settle(tab, qtbot)


def test_the_page_of_an_appointment_after_the_next_shows_what_there_is(
    tab: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    """It showed the days from today to the next appointment."""
    later = replace(MARCH, id=UUID(int=3), at=datetime(2026, 6, 1, 10, tzinfo=SUMMER))
    journal.record(later)
    settle(tab, qtbot)
    row = next(row for row in tab.left.visits.rows if row.visit.id == later.id)
    click(qtbot, row.page)
    page = page_of(tab)
    assert (page.charts.begin, page.charts.until) == (date(2026, 3, 9), date(2026, 4, 12))
    assert "prepared for 1 June 2026" in page.who
    settle(tab, qtbot)


def test_the_full_list_goes_from_the_first_day_to_the_last(
    tab: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    """Also where the clock of an entry was far from the one here."""
    zones = [timezone(timedelta(hours=hours)) for hours in (-11, 2, 13)]
    first, last = date(2026, 3, 9), date(2026, 4, 12)
    for zone in zones:
        for day, clock in ((first, time(0, 0, 1)), (last, time(23, 59))):
            journal.record(Note(id=uuid4(), at=datetime.combine(day, clock, zone), text=f"edge {zone}"))
        for day, clock in ((first - timedelta(days=1), time(23, 59)), (last + timedelta(days=1), time(0, 1))):
            journal.record(Note(id=uuid4(), at=datetime.combine(day, clock, zone), text="outside"))
    settle(tab, qtbot)
    listing = tab.live.listing()
    assert listing is not None
    told = [row.what for day in listing.days for row in day.rows]
    assert sorted(what for what in told if what.startswith("edge")) == sorted(
        2 * [f"edge {zone}" for zone in zones]
    )
    assert "outside" not in told
    assert (listing.days[0].day, listing.days[-1].day) == ("Monday 9 March 2026", "Sunday 12 April 2026")


def test_answers_stay_with_their_questions(tab: AppointmentTab, journal: Journal, qtbot: QtBot) -> None:
    click(qtbot, tab.left.visits.rows[0].page)
    tab.left.questions.setPlainText("Is a patch better for me?\nAnd heat?")
    tab.left.questions.hand_up()
    kept = journal.find(MARCH.id)
    assert isinstance(kept, Appointment)
    assert [(question.text, question.answer) for question in kept.questions] == [
        ("Is a patch better for me?", "We try it"),
        ("And heat?", ""),
    ]
    settle(tab, qtbot)


def in_dialog(kind: type, act: object) -> None:
    """Do `act` with the dialog of `kind` as soon as it stands there."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            act(dialog)  # type: ignore[operator]
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)


def test_an_appointment_is_past_from_the_next_day_on(qtbot: QtBot) -> None:
    """While the page of another one was looked at over midnight, the link went on to say "open"."""
    visits = VisitList()
    qtbot.addWidget(visits)
    for days, words in ((0, "open"), (1, "what was said")):
        visits.show_visits([MARCH], None, MARCH.at.date() + timedelta(days=days))
        assert [row.open.words for row in visits.rows] == [words]


def test_nothing_yet_stands_nearer_to_its_own_appointment_than_to_the_next_one(qtbot: QtBot) -> None:
    """In a second line of a row it read as if it were the heading of the row below."""
    visits = VisitList()
    qtbot.addWidget(visits)
    unsaid = replace(MARCH, id=uuid4(), note="", questions=())
    visits.show_visits([unsaid, replace(unsaid, id=uuid4())], None, MARCH.at.date() + timedelta(days=1))
    visits.resize(260, 400)
    visits.show()
    qtbot.waitExposed(visits)
    first, second = visits.rows
    said = first.findChild(Quiet)
    assert said is not None
    within = said.geometry().top() - first.page.geometry().bottom()
    assert within > 0
    assert second.geometry().top() - first.geometry().bottom() > within


def test_what_was_said_is_written_in_the_appointment_s_form(
    tab: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    def fill(form: AppointmentForm) -> None:
        form.note.setPlainText("Come again in summer")
        form.accept()

    in_dialog(AppointmentForm, fill)
    click(qtbot, tab.left.visits.rows[1].open)
    assert any(visit.note == "Come again in summer" for visit in journal.appointments())
    settle(tab, qtbot)
    assert tab.window().focusWidget() is tab.left.visits.rows[1].open


@pytest.fixture
def without_visit(tab: AppointmentTab, journal: Journal, qtbot: QtBot) -> AppointmentTab:
    """The tab with no appointment to come."""
    coming = tab.visit
    assert coming is not None
    journal.remove(coming.id)
    settle(tab, qtbot)
    return tab


def test_a_question_waits_for_an_appointment_and_goes_with_it(
    without_visit: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    """“First write down the appointment, above” it said to whom a question came to mind, and took no word."""
    tab, questions = without_visit, without_visit.left.questions
    assert tab.left.visit.words == "Write down the appointment…"
    assert tab.left.no_visit.isVisible()
    qtbot.mouseClick(questions.viewport(), Qt.MouseButton.LeftButton)
    assert questions.hasFocus()
    qtbot.keyClicks(questions, "Can I drive?\rIs a patch better?")
    questions.hand_up()
    settle(tab, qtbot)
    assert asked_on(page_of(tab)) == ("Can I drive?", "Is a patch better?")
    offered: list[str] = []

    def fill(form: AppointmentForm) -> None:
        offered.extend(row.text.text() for row in form.questions)
        form.questions[1].text.clear()
        form.accept()

    in_dialog(AppointmentForm, fill)
    click(qtbot, tab.left.visit)
    settle(tab, qtbot)
    assert offered == ["Can I drive?", "Is a patch better?"]
    assert tab.visit is not None
    assert [question.text for question in tab.visit.questions] == ["Can I drive?"]
    assert journal.kept(WAITING) == "Is a patch better?", "what was not taken along waits on"
    assert asked_on(page_of(tab)) == ("Can I drive?", "Is a patch better?")
    assert not tab.left.no_visit.isVisible()
    for _ in range(2):
        journal.undo()
        qtbot.waitUntil(lambda: journal.kept(WAITING) == "Is a patch better?\nCan I drive?")
        journal.redo()
        settle(tab, qtbot)
        assert questions.toPlainText() == "Can I drive?\nIs a patch better?", "nothing is asked twice"
        assert journal.kept(WAITING) == "Is a patch better?", "nor at the appointment after that"


def test_questions_that_wait_are_there_after_another_start_and_for_an_appointment_from_elsewhere(
    without_visit: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    tab, questions = without_visit, without_visit.left.questions
    journal.keep(WAITING, "Can I drive?")
    tab.refresh()
    settle(tab, qtbot)
    assert questions.toPlainText() == "Can I drive?"
    visit = Appointment(
        id=uuid4(), at=journal.clock() + timedelta(days=2), questions=(Question(text="Why?"),)
    )
    journal.record(visit)
    settle(tab, qtbot)
    assert questions.toPlainText() == "Why?\nCan I drive?"
    assert asked_on(page_of(tab)) == ("Why?", "Can I drive?")
    for typed, asked, waiting in (
        ("Why?\nCan I drive?\nHow far?", ["Why?", "How far?"], "Can I drive?"),
        ("Why?\nCan I drive soon?", ["Why?", "Can I drive soon?"], ""),
    ):
        questions.setPlainText(typed)
        questions.hand_up()
        settle(tab, qtbot)
        assert questions.toPlainText() == typed, "nothing moves under the cursor"
        found = journal.find(visit.id)
        assert isinstance(found, Appointment)
        assert [question.text for question in found.questions] == asked
        assert journal.kept(WAITING) == waiting


def test_questions_that_wait_outlast_what_else_is_typed_and_its_undo(
    without_visit: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    """They went into an appointment from elsewhere, and with Undo, or where that was gone, nowhere."""
    tab, questions = without_visit, without_visit.left.questions
    journal.keep(WAITING, "Can I drive?")
    visit = Appointment(id=uuid4(), at=journal.clock() + timedelta(days=2))
    journal.record(visit)
    settle(tab, qtbot)
    questions.setPlainText("Can I drive?\nWhy?")
    questions.hand_up()
    settle(tab, qtbot)
    journal.undo()
    settle(tab, qtbot)
    assert questions.toPlainText() == "Can I drive?"
    assert journal.kept(WAITING) == "Can I drive?"


def test_questions_that_cannot_be_kept_yet_stay_in_their_field(
    without_visit: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    """As on a full disk: what is read of the journal then is older than what was typed."""
    tab, questions = without_visit, without_visit.left.questions
    tab.asked_draft.disconnect()
    questions.setPlainText("Can I drive?")
    questions.hand_up()
    journal.record(Note(id=uuid4(), at=journal.clock(), text="x"))
    settle(tab, qtbot)
    assert questions.toPlainText() == "Can I drive?"


def test_questions_are_not_kept_twice_while_their_appointment_cannot_be_written(
    without_visit: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    tab = without_visit
    journal.keep(WAITING, "Can I drive?")
    tab.refresh()
    settle(tab, qtbot)
    tab.asked_record.disconnect()
    tab.asked_draft.disconnect()
    kept: list[str] = []
    tab.asked_draft.connect(lambda _, lines: kept.append(lines))
    in_dialog(AppointmentForm, AppointmentForm.accept)
    click(qtbot, tab.left.visit)
    tab.refresh()
    settle(tab, qtbot)
    assert kept == [""]


def test_two_spaces_in_a_question_do_not_take_the_cursor_away(
    without_visit: AppointmentTab, qtbot: QtBot
) -> None:
    """What was typed after a pause stood before all the rest."""
    tab, questions = without_visit, without_visit.left.questions
    qtbot.keyClicks(questions, "Can I  drive")
    questions.hand_up()
    settle(tab, qtbot)
    qtbot.keyClicks(questions, " far?")
    assert questions.toPlainText() == "Can I  drive far?"


def test_name_and_birth_date_come_onto_the_page(
    tab: AppointmentTab, qtbot: QtBot, read_aloud: list[str]
) -> None:
    def fill(question: WhoQuestion) -> None:
        question.name.setText("  Maria   Muster ")
        question.born.setText("31/02/1950")
        question.accept()
        said.append(read_aloud[-1] if question.isVisible() else "closed")
        question.born.setText("3/2/1950")
        question.accept()

    said: list[str] = []
    in_dialog(WhoQuestion, fill)
    click(qtbot, tab.left.who)
    assert "can't be read as a date" in said[0]
    settle(tab, qtbot)
    assert page_of(tab).who.startswith("Maria Muster · born 3 February 1950")


def discussed(tab: AppointmentTab) -> Section:
    return next(each for each in page_of(tab).sections if each.part is Part.DISCUSS)


def test_what_was_ticked_meanwhile_is_on_the_page_when_it_is_shown(
    tab: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    assert "After Oxycodone IR, pain is usually" in str(discussed(tab).body)
    for kept, said in (("[]", "Nothing was chosen"), ('[["relief", "Oxycodone IR"]]', "pain is usually")):
        tab.hide()
        journal.keep(ON_PAGE, kept)
        tab.show()
        settle(tab, qtbot)
        assert said in str(discussed(tab))


def test_what_was_ticked_meanwhile_is_on_the_page_when_it_is_sent_from_another_tab(
    tab: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    tab.hide()
    journal.keep(ON_PAGE, "[]")
    sent: list[str] = []

    def send() -> str:
        sent.append(discussed(tab).instead)
        return ""

    tab._when_whole(send)
    qtbot.waitUntil(lambda: bool(sent), timeout=20_000)
    assert sent == ["Nothing was chosen from the patterns."]


def test_an_appointment_changed_elsewhere_is_followed(
    tab: AppointmentTab, journal: Journal, qtbot: QtBot
) -> None:
    visit = tab.visit
    assert visit is not None
    journal.change(replace(visit, with_whom="Dr Other"))
    settle(tab, qtbot)
    assert tab.left.visit.small == "Dr Other"
    assert "Dr Other" in page_of(tab).who


ODD = Appointment(
    id=UUID(int=77),
    at=datetime(2026, 4, 20, 10, tzinfo=SUMMER),
    with_whom="Dr Odd",
    questions=(Question(text=" Why \n at night? ", answer="We look"), Question(text="Is it  cold?")),
)
"""As it may come from a file: with spaces around, and with a line within a question."""


@pytest.fixture
def field(tab: AppointmentTab, journal: Journal, qtbot: QtBot) -> QuestionsField:
    """Return the questions of ODD, which is the only appointment."""
    journal.remove(*(visit.id for visit in journal.appointments()))
    journal.record(ODD)
    settle(tab, qtbot)
    return tab.left.questions


def test_questions_that_are_only_looked_at_stay_as_they_are(
    tab: AppointmentTab, journal: Journal, field: QuestionsField, qtbot: QtBot
) -> None:
    assert field.toPlainText() == "Why at night?\nIs it cold?"
    acts = len(journal._history.done)
    field.setFocus()
    field.clearFocus()
    tab.hide()
    tab.show()
    settle(tab, qtbot)
    assert len(journal._history.done) == acts
    assert journal.appointments()[0].questions == ODD.questions


def test_a_question_beside_the_one_that_is_typed_stays_as_it_is(
    tab: AppointmentTab, journal: Journal, field: QuestionsField, qtbot: QtBot
) -> None:
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    qtbot.keyClicks(field, " Or warm?")
    field.hand_up()
    now = journal.appointments()[0].questions
    assert now == (ODD.questions[0], Question(text="Is it cold? Or warm?"))
    settle(tab, qtbot)


@pytest.mark.parametrize("percent", [100, 200])
def test_the_words_of_its_buttons_are_shown_whole(
    tab: AppointmentTab, qapp: QApplication, percent: int
) -> None:
    apply_look(qapp, percent=percent)
    tab.resize(1366, 650)
    QApplication.processEvents()
    left = tab.left
    for button in (left.print_it, left.save, left.list, left.copy):
        assert button.height() >= button.heightForWidth(button.width())
    apply_look(qapp)
