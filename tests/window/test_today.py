"""Today's list and charts: rows that change one by one, and the days that are shown."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from painlog.charts.panel import ChartsPanel
from painlog.entries import Activity, Appointment, Contents, Dose, FlareUp
from painlog.journal import Journal
from painlog.medicines import Medicine, Plan
from painlog.window import lettering
from painlog.window.doors import NUMBERS, Tab
from painlog.window.fields import Tick
from painlog.window.help import HelpWindow, Page
from painlog.window.look import BODY, apply_look, font_of
from painlog.window.main_window import MainWindow
from painlog.window.moments import TimeField
from painlog.window.reasons import Reason
from painlog.window.status_line import StatusLine
from painlog.window.today.asks import Asks
from painlog.window.today.better import Better
from painlog.window.today.chart_frame import DAY_BY_DAY
from painlog.window.today.day_list import DayModel, time_width
from painlog.window.today.dose_line import DoseLine
from painlog.window.today.earlier import Earlier
from painlog.window.today.evening import EveningCheck
from painlog.window.today.forgotten import Forgotten
from painlog.window.today.others import DidSomething, Drawer, HowIsIt, WriteNote
from painlog.window.today.periods import Period, Span, span_of
from painlog.words.entries import time_of
from tests.window.april import (
    CAPSULE,
    DOSE,
    LIFTING,
    NOW,
    PARACETAMOL,
    SLOW_TABLET,
    THERAPY,
    april,
    journal,
    on,
)
from tests.window.open_windows import EVENING, Opened

__all__ = ["april", "journal"]
pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


# the panels that open under the buttons


@pytest.mark.parametrize("kind", [DidSomething, HowIsIt, WriteNote, EveningCheck, Earlier])
def test_all_that_a_panel_asks_stands_in_it(april: Journal, qtbot: QtBot, kind: type[Drawer]) -> None:
    panel = kind(Asks(), april)  # type: ignore[call-arg]
    qtbot.addWidget(panel)
    held = [each for each in vars(panel).values() if isinstance(each, QWidget)]
    assert [each for each in held if not panel.isAncestorOf(each)] == []


# today's list


def _rows(model: DayModel) -> list[str]:
    return [str(model.data(model.index(row))) for row in range(model.rowCount())]


def test_a_change_touches_only_its_own_row(april: Journal) -> None:
    model = DayModel()
    resets: list[int] = []
    changed: list[int] = []
    inserted: list[int] = []
    removed: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.rowsInserted.connect(lambda _parent, first, _last: inserted.append(first))
    model.rowsRemoved.connect(lambda _parent, first, _last: removed.append(first))
    model.show_entries([LIFTING, DOSE], april.medicines())
    assert inserted == [0, 1]
    model.show_entries([LIFTING, replace(DOSE, relief=75.0)], april.medicines())
    assert changed == [1]
    model.show_entries([THERAPY, LIFTING], april.medicines())
    assert (inserted, removed, resets) == ([0, 1, 0], [1], [])
    assert _rows(model)[1].startswith("13:05")


def test_a_dose_says_how_soon_its_flare_up_eased(april: Journal) -> None:
    model = DayModel()
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    model.show_entries([LIFTING, DOSE], april.medicines())
    assert "eased after 18 min" in _rows(model)[1]
    sooner = replace(
        LIFTING, readings=(*LIFTING.readings[:2], replace(LIFTING.readings[2], at=on(2, 13, 20)))
    )
    model.show_entries([sooner, DOSE], april.medicines())
    assert changed == [(0, 1)]
    assert "eased after 6 min" in _rows(model)[1]


def test_what_began_on_another_day_is_told_so(april: Journal) -> None:
    model = DayModel()
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    running = replace(LIFTING, ended_at=None)
    model.show_entries([running], april.medicines(), running.started_at.date())
    assert "began" not in _rows(model)[0]
    changed.clear()
    model.show_entries([running], april.medicines(), running.started_at.date() + timedelta(days=1))
    assert changed == [0]
    assert "began Thu 2 Apr" in _rows(model)[0]


def test_an_entry_that_moved_in_time_moves_in_the_list(april: Journal) -> None:
    model = DayModel()
    earlier = replace(DOSE, taken_at=LIFTING.started_at - timedelta(hours=1))
    model.show_entries([LIFTING, DOSE], april.medicines())
    model.show_entries([earlier, LIFTING], april.medicines())
    assert [row.split(",")[0] for row in _rows(model)] == ["12:05", "13:05 \u2013 13:47"]


def test_keys_open_mend_and_remove_a_row(window: MainWindow) -> None:
    window.today.quick.record_therapy()
    rows = window.today.list.rows
    asked: list[object] = []
    window.today.asks.form.disconnect()
    window.today.asks.form.connect(asked.append)
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(rows.model().rowCount() - 1, 0))
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert isinstance(asked[0], Activity)
    QTest.keyClick(rows, Qt.Key.Key_F2)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    assert window.journal.find(asked[0].id) is None
    assert window.journal.undoable is not None


def test_a_flare_up_in_the_list_is_mended_to_a_guess_and_back(window: MainWindow) -> None:
    flare_up = FlareUp(id=uuid4(), started_at=EVENING - timedelta(hours=1), ended_at=EVENING)
    window.journal.record(flare_up)
    rows = window.today.list.rows
    rows.setFocus()
    for hour, presses_tick in ((15, False), (14, True)):
        places = [
            place for place in range(rows.model().rowCount()) if rows.day.entry(place).id == flare_up.id
        ]
        rows.setCurrentIndex(rows.model().index(places[0], 0))
        QTest.keyClick(rows, Qt.Key.Key_F2)
        popup = QApplication.activePopupWidget()
        assert popup is not None
        field = popup.findChild(TimeField)
        assert isinstance(field, TimeField)
        if presses_tick:
            tick = popup.findChild(Tick)
            assert isinstance(tick, Tick)
            tick.click()
        field.selectAll()
        QTest.keyClicks(field, f"{hour}:00" if presses_tick else f"about {hour}:00")
        QTest.keyClick(field, Qt.Key.Key_Return)
        found = window.journal.find(flare_up.id)
        assert isinstance(found, FlareUp)
        assert (found.started_at.hour, found.time_uncertain) == (hour, not presses_tick)
        QApplication.processEvents()


def test_what_was_typed_about_a_patch_is_kept_when_the_next_dose_is_taken(
    window: MainWindow, qtbot: QtBot
) -> None:
    patch = Medicine(id=uuid4(), name="Patch", form="patch", plans=(Plan(start=EVENING.date()),))
    window.journal.record(patch)
    medicines = window.today.quick.medicines
    medicines.take(patch.id)
    line = medicines.line
    assert line is not None
    line.site.setFocus()
    QTest.keyClicks(line.site, "left arm")
    medicines.take(next(each for each in medicines.tiles if each != patch.id))
    qtbot.waitUntil(lambda: [dose.site for dose in window.journal.contents().doses].count("left arm") == 1)


@pytest.mark.parametrize("role", ["regular", "as-needed"])
def test_what_for_is_asked_of_no_patch_that_is_worn_by_plan(window: MainWindow, role: str) -> None:
    """“For pain now” and “To prevent pain” were asked of it as of a tablet."""
    patch = Medicine(id=uuid4(), name="Patch", form="patch", role=role, plans=(Plan(start=EVENING.date()),))
    window.journal.record(patch)
    medicines = window.today.quick.medicines
    medicines.take(patch.id)
    assert medicines.line is not None
    assert {chip.isVisibleTo(window) for chip in medicines.line.reasons} == {role == "as-needed"}
    assert medicines.line.site.isVisibleTo(window)


def test_a_patch_that_came_off_can_be_put_at_a_later_time(window: MainWindow) -> None:
    patch = Medicine(id=uuid4(), name="Patch", form="patch", plans=(Plan(start=EVENING.date()),))
    window.journal.record(patch)
    medicines = window.today.quick.medicines
    medicines.take(patch.id)
    (taken,) = (dose for dose in window.journal.contents().doses if dose.medicine == patch.id)
    window.journal.change(replace(taken, ended_at=taken.taken_at))
    line = medicines.line
    assert line is not None
    later = taken.taken_at + timedelta(minutes=1)
    QTest.mouseClick(line.when, Qt.MouseButton.LeftButton)
    field = QApplication.focusWidget()
    assert isinstance(field, TimeField)
    QTest.keyClicks(field, f"{later:%H:%M}")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Return)
    found = window.journal.find(taken.id)
    assert isinstance(found, Dose)
    assert (found.taken_at, found.ended_at) == (later, later)


def test_what_was_typed_about_a_session_is_kept_when_its_line_goes(window: MainWindow, qtbot: QtBot) -> None:
    session = Activity(id=uuid4(), name="Massage", started_at=EVENING, therapy=True)
    window.journal.record(session)
    line = window.today.quick.done
    assert line is not None
    line.purpose.setFocus()
    QTest.keyClicks(line.purpose, "the back")
    line.show_activity(None, EVENING)
    qtbot.waitUntil(lambda: _note(window, session) == "the back")


def test_what_was_typed_last_is_kept_when_the_window_is_closed_at_once(
    window: MainWindow, qtbot: QtBot
) -> None:
    session = Activity(id=uuid4(), name="Massage", started_at=EVENING, therapy=True)
    window.journal.record(session)
    line, path = window.today.quick.done, window.journal.path
    assert line is not None
    QTest.keyClicks(line.purpose, "the back")
    line.show_activity(None, EVENING)
    window.open_help("seek-help")
    help_ = window.findChild(HelpWindow)
    assert help_ is not None
    QTest.keyClicks(help_._own._field, "emergency 112")
    window.close()
    assert not help_.isVisible()
    with qtbot.captureExceptions() as mistakes, Journal.open(path) as journal:
        qtbot.waitUntil(lambda: not help_._own._later.isActive())
        assert journal.kept(NUMBERS) == "emergency 112"
        found = journal.find(session.id)
        assert isinstance(found, Activity)
        assert found.note == "the back"
    assert mistakes == []


def test_there_is_one_help_however_often_it_is_asked_for(window: MainWindow) -> None:
    """Each F1 opened another one over it, and none of them went away when it was closed."""
    pages: list[Page] = []
    for page in ("how-to", "about", "patterns"):
        window.open_help(page)
        [help_] = window.findChildren(HelpWindow)
        assert help_.isVisible()
        pages.append(help_.page)
        if page == "about":
            help_.close()
    assert pages == [Page.HOW_TO, Page.ABOUT, Page.PATTERNS]


def test_a_note_that_stands_open_is_written_down_when_the_window_is_closed(
    window: MainWindow, qtbot: QtBot
) -> None:
    """By the lock, say: it stayed open over nothing, and asked for its note when the journal was closed."""
    window.today.quick.flare_ups.start()
    card, path = window.today.quick.flare_ups.card, window.journal.path
    assert card is not None
    card.later.note.click()
    QTest.keyClicks(card.later._field, "carrying the shopping")
    with qtbot.captureExceptions() as mistakes:
        window.close()
        assert QApplication.activePopupWidget() is None
    assert mistakes == []
    with Journal.open(path) as journal:
        running = journal.running()
        assert running is not None
        assert running.note == "carrying the shopping"


def test_a_note_of_several_lines_stays_when_its_line_is_only_passed(window: MainWindow) -> None:
    session = Activity(id=uuid4(), name="Massage", started_at=EVENING, therapy=True, note="one\ntwo")
    window.journal.record(session)
    line = window.today.quick.done
    assert line is not None
    line.purpose.setFocus()
    QTest.keyClick(line.purpose, Qt.Key.Key_Return)
    window.today.list.rows.setFocus()
    assert _note(window, session) == "one\ntwo"


def _note(window: MainWindow, session: Activity) -> str:
    found = window.journal.find(session.id)
    assert isinstance(found, Activity)
    return found.note


# days that are shown


@pytest.mark.parametrize(
    ("period", "first", "days"),
    [
        (Period.DAY, "2026-04-02", 1),
        (Period.TWO_WEEKS, "2026-03-20", 14),
        (Period.THREE_MONTHS, "2026-01-02", 91),
        (Period.ALL, "2025-12-24", 100),
        (Period.SINCE_APPOINTMENT, "2026-03-02", 32),
    ],
)
def test_periods_end_with_today(period: Period, first: str, days: int) -> None:
    today = NOW.date()
    span = span_of(
        period,
        today,
        first=today - timedelta(days=99),
        appointment=date(2026, 3, 2),
    )
    assert span.first_day.isoformat() == first
    assert span.last_day == today
    assert (span.end - span.begin) / 86400 == days


def test_without_entries_or_appointments_two_weeks_are_shown() -> None:
    for period in (Period.ALL, Period.SINCE_APPOINTMENT):
        assert span_of(period, NOW.date()) == span_of(Period.TWO_WEEKS, NOW.date())


def test_a_span_steps_by_its_own_length_and_reads_a_little_more() -> None:
    span = span_of(Period.TWO_WEEKS, NOW.date())
    assert span.stepped(-1).end == span.begin
    assert span.with_zones().holds(span)
    assert not span.holds(span.widened())
    assert span.widened() == Span(span.begin - 14 * 86400, span.end + 14 * 86400)


def test_the_charts_follow_periods_steps_and_marks(window: MainWindow, qtbot: QtBot) -> None:
    chart = window.today.chart
    qtbot.waitUntil(lambda: hasattr(chart.chart, "highlight"), timeout=20_000)
    chart.header.chosen.emit(Period.DAY)
    assert chart.header.days.text() == "2 Apr 2026"
    chart.header.stepped.emit(-1)
    assert chart.header.days.text() == "1 Apr 2026"
    assert chart.period is None
    flare_up = window.journal.last_flare_up()
    assert flare_up is not None
    place = window.journal.key_of(flare_up.id)
    assert place is not None
    chart.show_marks(EVENING.date() - timedelta(days=20), EVENING.date(), frozenset({place}), "Marked: it")
    assert chart.header.days.text() == "13 Mar \u2013 2 Apr 2026"
    chart.chart.period_moved.emit(chart.chart.period()[0], chart.chart.period()[1] - 86400)  # type: ignore[union-attr]
    assert chart.header.days.text() == "13 Mar \u2013 1 Apr 2026"


def _one_day(window: MainWindow, qtbot: QtBot) -> ChartsPanel:
    """Let the charts show one day, and return their panel once it is loaded."""
    chart = window.today.chart
    qtbot.waitUntil(lambda: hasattr(chart.chart, "highlight"), timeout=20_000)
    chart.header.chosen.emit(Period.DAY)
    assert isinstance(chart.chart, ChartsPanel)
    return chart.chart


def test_a_double_click_on_the_chart_comes_back_to_the_period_that_was_chosen(
    window: MainWindow, qtbot: QtBot
) -> None:
    chart, panel = window.today.chart, _one_day(window, qtbot)
    begin, end = panel.period()
    panel.go_to(begin)
    assert (chart.period, chart.header.periods.current) == (None, -1)
    panel.canvas.reset_asked.emit()
    assert panel.period() == pytest.approx((begin, end))
    assert chart.period is Period.DAY
    assert chart.header.periods.current > 0


def test_all_days_are_all_of_them_when_an_earlier_one_was_written(window: MainWindow, qtbot: QtBot) -> None:
    chart = window.today.chart
    chart.header.chosen.emit(Period.ALL)
    assert chart._span.first_day == date(2026, 1, 8)
    window.journal.record(FlareUp(id=uuid4(), started_at=on(1, 9) - timedelta(days=200), end_unknown=True))
    qtbot.waitUntil(lambda: chart._span.first_day == date(2025, 9, 13))
    assert chart.period is Period.ALL
    window.journal.undo()
    qtbot.waitUntil(lambda: chart._span.first_day == date(2026, 1, 8))


def test_the_days_since_the_last_appointment_follow_the_appointments(
    window: MainWindow, qtbot: QtBot
) -> None:
    chart = window.today.chart
    for visit in window.journal.appointments():
        window.journal.remove(visit.id)
    first, second = (Appointment(id=uuid4(), at=NOW - timedelta(days=days)) for days in (31, 5))
    window.journal.record(first)
    chart.header.chosen.emit(Period.SINCE_APPOINTMENT)
    assert chart._span.first_day == first.at.date()
    window.journal.record(second)
    qtbot.waitUntil(lambda: chart._span.first_day == second.at.date())
    for visit in (first, second):
        window.journal.remove(visit.id)
    qtbot.waitUntil(lambda: chart.period is Period.TWO_WEEKS)
    assert chart._span == span_of(Period.TWO_WEEKS, NOW.date())


def test_a_double_click_after_midnight_comes_back_to_the_days_up_to_today(
    window: MainWindow, qtbot: QtBot
) -> None:
    chart, panel = window.today.chart, _one_day(window, qtbot)
    panel.go_to(panel.period()[0])
    tomorrow = NOW + timedelta(days=1)
    window.journal.clock = lambda: tomorrow
    window.today.tick()
    panel.canvas.reset_asked.emit()
    assert (chart.header.days.text(), chart.period) == ("3 Apr 2026", Period.DAY)
    assert panel.period() == (chart._span.begin, chart._span.end)


@pytest.mark.parametrize("in_front", [Tab.TODAY, Tab.JOURNAL])
def test_a_diary_of_long_ago_is_shown_when_it_was_taken_in(
    window: MainWindow, qtbot: QtBot, in_front: Tab
) -> None:
    chart = window.today.chart
    qtbot.waitUntil(lambda: hasattr(chart.chart, "highlight"), timeout=20_000)
    before = chart.header.days.text()
    window.show_tab(in_front)
    old = [
        FlareUp(id=uuid4(), started_at=on(day, 9) - timedelta(days=900), end_unknown=True) for day in (1, 9)
    ]
    window.journal.take_in(Contents(flare_ups=(LIFTING,)))
    window.show_tab(Tab.TODAY)
    assert chart.header.days.text() == before
    window.show_tab(in_front)
    window.journal.take_in(Contents(flare_ups=tuple(old)))
    window.show_tab(Tab.TODAY)
    qtbot.waitUntil(lambda: chart.header.days.text() == "13 Oct \u2013 23 Oct 2023")
    assert chart.period is None
    begin, end = chart.chart.period()  # type: ignore[union-attr]
    assert begin < old[0].started_at.timestamp() < old[1].started_at.timestamp() < end
    window.show_tab(in_front)
    window.journal.undo()
    window.show_tab(Tab.TODAY)
    qtbot.waitUntil(lambda: chart.header.days.text() == before)
    window.journal.redo()
    QTest.mouseClick(chart.header.periods.segments[2], Qt.MouseButton.LeftButton)
    assert chart.header.days.text() == before


def test_an_entry_pressed_in_the_chart_opens(window: MainWindow) -> None:
    flare_up = window.journal.last_flare_up()
    assert flare_up is not None
    place = window.journal.key_of(flare_up.id)
    assert place is not None
    asked: list[object] = []
    window.doors = replace(window.doors, form=lambda _parent, _journal, entry: asked.append(entry))
    window.today.chart.opened.emit(*place)
    assert asked == [flare_up]


@pytest.mark.parametrize("region", ["en_GB", "en_US", "de_DE", "pt_BR"])
def test_no_time_of_an_entry_is_cut_short_whatever_the_clock(region: str) -> None:
    QLocale.setDefault(QLocale(region))
    late = FlareUp(id=uuid4(), started_at=on(2, 22, 20))
    for entry in (late, replace(late, ended_at=on(2, 23, 50)), replace(late, time_uncertain=True)):
        assert lettering.width(time_of(entry), font_of(BODY)) < time_width()


def test_days_and_picture_are_chosen_by_the_buttons_above_the_chart(window: MainWindow) -> None:
    chart = window.today.chart
    began: list[tuple[Period | None, date]] = []
    for place in (1, 3, 4, 2, 0, 6):
        chart.header.periods.segments[place].click()
        began.append((chart.period, chart._span.first_day))
    assert began == [
        (Period.DAY, date(2026, 4, 2)),
        (Period.THREE_MONTHS, date(2026, 1, 2)),
        (Period.ALL, date(2026, 1, 8)),
        (Period.TWO_WEEKS, date(2026, 3, 20)),
        (None, date(2026, 3, 6)),
        (None, date(2026, 3, 20)),
    ]
    chart.header.views.segments[1].click()
    assert chart.view == DAY_BY_DAY


def test_the_picture_that_the_menu_chooses_is_marked_above_it(window: MainWindow) -> None:
    header = window.today.chart.header
    for words, place in (("Day by day", 1), ("Timeline", 0)):
        next(each for each in window.menus[3].actions() if each.text() == words).trigger()
        assert header.views.current == place


def test_what_more_of_a_dose_can_be_told_is_named(window: MainWindow) -> None:
    medicines = window.today.quick.medicines
    medicines.take(window.today.present.medicines[0].medicine.id)
    assert medicines.line is not None
    assert medicines.line.more.accessibleName() == "More about this dose"
    assert medicines.line.reasons[-1].accessibleName() == "Taken for another reason"


def test_what_nothing_and_more_are_about_is_told(opened: Opened) -> None:
    card = opened.running().today.quick.flare_ups.card
    assert card is not None
    assert card.triggers.accessibleName() == "What seemed to set it off?"


def test_the_level_that_easing_supposes_is_read_aloud(opened: Opened, read_aloud: list[str]) -> None:
    opened.running()
    assert read_aloud[-1] == "Easing: 5. Press the number that fits better."


def test_a_question_that_comes_by_itself_is_read_aloud_once(qtbot: QtBot, read_aloud: list[str]) -> None:
    better, forgotten = Better(Asks()), Forgotten(lambda: LIFTING, lambda: NOW)
    for each in (better, forgotten):
        qtbot.addWidget(each)
    for _ in range(2):
        better.show_asking((DOSE, 30), CAPSULE)
        forgotten.show_asking(LIFTING)
    assert read_aloud == [
        "Better? How much of the pain went away, 30 min after Oxycodone IR 5 mg?",
        "Is it over by now?",
    ]


def test_the_left_is_as_wide_as_before_after_large_text(opened: Opened, qtbot: QtBot) -> None:
    """It asked for the room of the large text still when the width was shared, and kept 17 pixels."""
    today = opened.running().today
    app, usual = QApplication.instance(), today.left.width()
    assert isinstance(app, QApplication)
    apply_look(app, percent=200)
    qtbot.waitUntil(lambda: today.left.width() > usual)
    QApplication.processEvents()
    apply_look(app)
    qtbot.waitUntil(lambda: today.left.width() == usual)


def test_the_left_is_as_wide_as_before_after_large_text_that_was_made_small_in_another_tab(
    opened: Opened, qtbot: QtBot
) -> None:
    """It kept its width of the large text, also at the next start."""
    window = opened.running()
    today, app = window.today, QApplication.instance()
    assert isinstance(app, QApplication)
    usual = today.left.width()
    apply_look(app, percent=200)
    qtbot.waitUntil(lambda: today.left.width() > usual)
    window.show_tab(Tab.MEDICINES)
    QApplication.processEvents()
    apply_look(app)
    QApplication.processEvents()
    window.show_tab(Tab.TODAY)
    qtbot.waitUntil(lambda: today.left.width() == usual)


def test_the_left_stays_as_it_was_dragged_where_only_the_look_is_another(
    window: MainWindow, qtbot: QtBot
) -> None:
    """Cancel in Settings gave it its usual width as well."""
    splitter, app = window.today.splitter, QApplication.instance()
    assert isinstance(app, QApplication)
    splitter.setSizes([500, 1000])
    dragged = splitter.sizes()
    apply_look(app)
    QApplication.processEvents()
    assert splitter.sizes() == dragged


def test_the_left_begins_where_the_tabs_and_the_last_line_begin(window: MainWindow) -> None:
    now, said = window.today.quick.flare_ups.now, window.findChild(StatusLine)
    assert said is not None
    begin = window.tab_bar.mapTo(window, QPoint()).x()
    assert now.mapTo(window, QPoint()).x() == said.saved.mapTo(window, QPoint()).x() == begin


def test_a_name_that_needs_more_room_gets_it_however_narrow_the_left_was(
    window: MainWindow, qtbot: QtBot
) -> None:
    """A column that was dragged narrow, or came from a smaller screen, cut all its buttons off."""
    today = window.today
    content = today.left.widget()
    assert content is not None
    today.splitter.setSizes([100, 2000])
    narrow = today.left.width()
    window.answers.record(replace(CAPSULE, id=uuid4(), name="Oxycodonhydrochloridhemihydrat retard"))
    qtbot.waitUntil(lambda: content.width() > narrow)
    qtbot.waitUntil(lambda: content.width() <= today.left.viewport().width())


@pytest.mark.parametrize(("typed", "written"), [("03:00", 1), ("99:99", 0)])
def test_one_that_began_earlier_is_written_with_control_enter_from_the_time(
    april: Journal, qtbot: QtBot, typed: str, written: int
) -> None:
    """As in the forms and the note: otherwise "Write it down" is many presses of Tab away."""
    asks = Asks()
    told: list[object] = []
    asks.record.connect(told.append)
    panel = Earlier(asks, april)
    qtbot.addWidget(panel)
    panel.show()
    field = panel.findChild(TimeField)
    assert field is not None
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(told) == written
    assert all(isinstance(each, FlareUp) and each.started_at.hour == 3 for each in told)


@pytest.mark.parametrize("told", ["nothing", "a level", "a reason", "a time", "its end"])
def test_one_that_began_earlier_is_not_thrown_away_by_one_slip(
    april: Journal, qtbot: QtBot, told: str
) -> None:
    """As in the forms, which keep open what something was told in."""
    panel, left = Earlier(Asks(), april), []
    qtbot.addWidget(panel)
    panel.left.connect(lambda: left.append(told))
    panel.show()
    field = panel.findChild(TimeField)
    assert field is not None
    tell = {
        "nothing": lambda: None,
        "a level": panel.pad.levels[7].click,
        "a reason": next(iter(panel.triggers.chips.values())).click,
        "a time": lambda: field.setText("03:00"),
        "its end": panel.ends[2].click,
    }
    tell[told]()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert bool(left) is (told == "nothing")
    said = [each.text() for each in panel.findChildren(Reason) if each.isVisible()]
    assert [words[:22] for words in said] == ([] if told == "nothing" else ["This is not saved yet:"])
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert left


def test_the_line_under_the_button_offers_no_half_capsule_either(april: Journal, qtbot: QtBot) -> None:
    line = DoseLine(Asks(), april)
    qtbot.addWidget(line)
    line.show()
    three = replace(CAPSULE, plans=(replace(CAPSULE.plans[0], amount=Decimal(3)),))
    for medicine, offered in (
        (CAPSULE, ["5 mg", "10 mg"]),
        (PARACETAMOL, ["500 mg", "1 g", "2 g"]),
        (three, ["5 mg", "15 mg", "30 mg"]),  # a change of dose left nothing less than the new one
    ):
        line.show_dose(replace(DOSE, medicine=medicine.id), medicine, is_second=False)
        assert [chip.text() for chip in line.amounts if chip.isVisible()] == offered


def test_a_regular_dose_told_to_be_for_pain_now_is_linked_to_the_flare_up_that_goes_on(
    journal: Journal, qtbot: QtBot
) -> None:
    """One that is taken as needed is linked when it is written; told afterwards, the link was missing."""
    asks = Asks()
    line = DoseLine(asks, journal)
    qtbot.addWidget(line)
    line.show()
    over = FlareUp(id=uuid4(), started_at=NOW - timedelta(hours=5), ended_at=NOW - timedelta(hours=4))
    goes_on = FlareUp(id=uuid4(), started_at=NOW - timedelta(minutes=20))
    dose = Dose(id=uuid4(), medicine=SLOW_TABLET.id, taken_at=NOW - timedelta(minutes=1))
    journal.record(SLOW_TABLET, over, goes_on, dose)

    def follow(told: Dose) -> None:
        journal.change(told)
        line.show_dose(told, SLOW_TABLET, is_second=False)

    asks.change.connect(follow)
    line.show_dose(dose, SLOW_TABLET, is_second=False)
    for pressed, reason, linked in (
        (0, "flare-up", goes_on.id),
        (1, "schedule", None),
        (0, "flare-up", goes_on.id),
        (0, None, None),  # pressed again
    ):
        line.reasons[pressed].click()
        told = journal.find(dose.id)
        assert isinstance(told, Dose)
        assert (told.reason, told.flare_up) == (reason, linked)
        assert all(chip.isVisible() for chip in line.reasons), "a wrong press is mended with the next"
    before = replace(dose, taken_at=NOW - timedelta(hours=3))
    line.show_dose(before, SLOW_TABLET, is_second=False)
    line.reasons[0].click()
    told = journal.find(dose.id)
    assert isinstance(told, Dose)
    assert (told.reason, told.flare_up) == ("flare-up", None), "none went on at that time"
    line.show_dose(replace(dose, id=uuid4(), flare_up=goes_on.id), CAPSULE, is_second=False)
    assert not any(chip.isVisible() for chip in line.reasons), "it tells why itself"
