"""What a finding rests on, marked in the chart of Today: what it says, and the ways out of it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from painlog.charts.panel import ChartsPanel
from painlog.window.doors import Tab
from painlog.window.main_window import MainWindow
from painlog.window.patterns_tab.card import FindingCard
from painlog.window.patterns_tab.tab import PatternsTab
from painlog.window.patterns_tab.working import Days
from painlog.window.today.periods import Period
from tests.window.open_windows import EVENING

pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


def _marked(window: MainWindow) -> frozenset[tuple[str, int]]:
    flare_up = window.journal.last_flare_up()
    assert flare_up is not None
    place = window.journal.key_of(flare_up.id)
    assert place is not None
    return frozenset({place})


def _drawn_as_marked(window: MainWindow) -> set[tuple[str, int]]:
    panel = window.today.chart.chart
    assert isinstance(panel, ChartsPanel)
    shown = panel.chart()
    assert shown is not None
    return set(shown.view.chosen)


def test_the_chart_says_what_is_marked_and_escape_ends_it_wherever_the_keyboard_is(
    window: MainWindow, qtbot: QtBot
) -> None:
    frame = window.today.chart
    qtbot.waitUntil(lambda: hasattr(frame.chart, "highlight"), timeout=20_000)
    frame.choose_view("day by day")
    before, marks = frame.header.days.text(), _marked(window)
    for where in (frame.marked.back, frame.chart.focusProxy(), window.today.quick.flare_ups):
        day = EVENING.date() - timedelta(days=20)
        window.marking.show_on_timeline(Days(day, EVENING.date()), marks, "Marked: Lifting stands out")
        assert frame.marked.isVisible()
        assert frame.marked.words.text() == "Marked: Lifting stands out"
        assert frame.marked.back.accessibleDescription() == "Marked: Lifting stands out"
        assert window.focusWidget() is frame.marked.back
        assert (frame.view, _drawn_as_marked(window)) == ("timeline", set(marks))
        qtbot.keyClick(where, Qt.Key.Key_Escape)
        assert not frame.marked.isVisible()
        assert _drawn_as_marked(window) == set()
        assert (frame.view, frame.header.days.text(), frame.period) == (
            "day by day",
            before,
            Period.TWO_WEEKS,
        )
        assert frame.isAncestorOf(window.focusWidget())


def test_the_marking_ends_by_its_link_and_with_days_that_have_none_of_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    frame, day = window.today.chart, EVENING.date()
    frame.header.stepped.emit(-1)
    before = frame.header.days.text()
    frame.show_marks(day, day, _marked(window), "Marked: one")
    frame.show_marks(day, day, _marked(window), "Marked: another")
    qtbot.waitUntil(lambda: hasattr(frame.chart, "highlight"), timeout=20_000)
    frame.take_panel(ChartsPanel())  # which comes later than the still picture
    assert _drawn_as_marked(window) == set(_marked(window))
    qtbot.mouseClick(frame.marked.end, Qt.MouseButton.LeftButton)
    assert (frame.marked.isVisible(), frame.header.days.text()) == (False, before)
    frame.show_marks(day, day, _marked(window), "Marked: one")
    frame.header.chosen.emit(Period.DAY)
    assert (frame.marked.isVisible(), frame.period) == (False, Period.DAY)


def test_the_marking_goes_on_over_other_days_that_have_some_of_it(window: MainWindow, qtbot: QtBot) -> None:
    """“All” ended it: what a finding rests on could be seen over its own days only."""
    frame, day = window.today.chart, EVENING.date()
    qtbot.waitUntil(lambda: hasattr(frame.chart, "highlight"), timeout=20_000)
    frame.choose_view("day by day")
    frame.show_marks(day, day, _marked(window), "Marked: one")
    frame.header.chosen.emit(Period.ALL)
    assert (frame.marked.isVisible(), frame.period) == (True, Period.ALL)
    assert _drawn_as_marked(window) == set(_marked(window))
    qtbot.mouseClick(frame.marked.end, Qt.MouseButton.LeftButton)
    assert (frame.marked.isVisible(), frame.view) == (False, "day by day")
    assert (frame.period, frame.header.periods.current) == (Period.ALL, 4)


def test_the_way_back_from_what_is_marked_leads_to_the_same_finding(window: MainWindow, qtbot: QtBot) -> None:
    window.show_tab(Tab.PATTERNS)
    tab = window.tab(Tab.PATTERNS)
    assert isinstance(tab, PatternsTab)
    qtbot.waitUntil(lambda: bool(tab.findChildren(FindingCard)), timeout=30_000)
    card = next(each for each in tab.findChildren(FindingCard) if each.finding.rests_on)
    qtbot.mouseClick(card.show_link, Qt.MouseButton.LeftButton)
    assert card.heading.text() in window.today.chart.marked.words.text()
    qtbot.keyClick(window.today.chart.marked.back, Qt.Key.Key_Return)
    assert window.shown_tab() is Tab.PATTERNS
    assert window.focusWidget() is card.show_link
    assert not window.today.chart.marked.isVisibleTo(window.today)
