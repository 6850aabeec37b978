"""A screen reader meets a chart with a child for each entry in view, whatever happens meanwhile."""

import gc
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.charts.panel import ChartsPanel
from painlog.charts.spoken import MOST_CHILDREN
from painlog.patterns.timeline import DAY, Timeline, midnight, timeline
from painlog.words.language import install
from tests.charts.diaries import moment, patient

MONDAY = date(2026, 3, 2)
START = midnight(MONDAY)
NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


@pytest.fixture
def shown(qapp: QApplication) -> Timeline:
    """Return six weeks of a patient."""
    install(qapp, "en")
    return timeline(patient().record(), moment(MONDAY, 24 * 42))


@pytest.fixture
def panel(qtbot: QtBot, shown: Timeline) -> Iterator[ChartsPanel]:
    """Return a panel that shows a week."""
    made = ChartsPanel()
    qtbot.addWidget(made)
    made.resize(900, 340)
    made.set_timeline(shown)
    made.show_period(START, START + 7 * DAY)
    made.show()
    yield made
    made.hide()


def _chart(panel: ChartsPanel) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(panel.canvas)


def test_it_is_a_chart_with_a_name_and_a_description(panel: ChartsPanel, qtbot: QtBot) -> None:
    chart = _chart(panel)
    assert chart.role() == QAccessible.Role.Chart
    assert chart.state().focusable
    qtbot.waitUntil(lambda: chart.text(NAME) == "Timeline")
    assert "2 Mar – 8 Mar 2026" in chart.text(DESCRIPTION)  # noqa: RUF001 - a dash
    assert "Comma and full stop" in chart.text(DESCRIPTION)
    panel.set_view("day by day")
    qtbot.waitUntil(lambda: chart.text(NAME) == "Day by day")


def test_each_entry_in_view_is_a_child_in_order_of_time(panel: ChartsPanel, shown: Timeline) -> None:
    chart = _chart(panel)
    count = sum(column.moments.count(*panel.period()) for column in shown.columns())
    assert chart.childCount() == count
    names = [chart.child(number).text(NAME) for number in range(count)]
    assert names[0].startswith("Mon 2 Mar, 0")
    assert any("Flare-up, worst" in name for name in names)
    assert names[-1].startswith("Sun 8 Mar")
    assert chart.child(count) is None
    assert chart.child(-1) is None


def test_a_child_is_where_the_entry_is_drawn(panel: ChartsPanel) -> None:
    chart = _chart(panel)
    whole = chart.rect()
    for number in range(chart.childCount()):
        child = chart.child(number)
        assert whole.contains(child.rect().center())
        assert child.parent() is chart
        assert chart.indexOfChild(child) == number
        assert child.childCount() == 0
        assert child.role() == QAccessible.Role.ListItem


def test_what_is_at_a_place_is_found(panel: ChartsPanel) -> None:
    chart = _chart(panel)
    doses = [n for n in range(chart.childCount()) if "Oxycodone PR" in chart.child(n).text(NAME)]
    at = chart.child(doses[2]).rect().center()
    assert chart.childAt(at.x(), at.y()) is chart.child(doses[2])
    corner = chart.rect().topLeft()
    assert chart.childAt(corner.x(), corner.y()) is None


def test_children_are_those_of_the_days_that_are_shown(panel: ChartsPanel) -> None:
    chart = _chart(panel)
    before = chart.child(0)
    panel.show_period(START + 20 * DAY, START + 21 * DAY)
    assert chart.child(0) is before
    assert before.text(NAME).startswith("Sun 22 Mar")
    last = chart.child(chart.childCount() - 1)
    panel.show_period(START + 12 * DAY, START + 12.1 * DAY)
    assert not last.isValid()
    assert last.text(NAME) == ""
    assert last.rect().isEmpty()


def test_too_many_entries_have_no_children(panel: ChartsPanel) -> None:
    panel.set_timeline(timeline(patient(days=400).record(), moment(MONDAY, 24 * 400)))
    panel.show_period(START, START + 400 * DAY)
    assert _chart(panel).childCount() == 0
    assert MOST_CHILDREN < 400


def test_it_stands_among_the_other_things_of_its_panel(panel: ChartsPanel) -> None:
    around = _chart(panel).parent()
    assert around is not None
    assert around.child(0).role() == QAccessible.Role.Chart


def test_stepping_says_the_entry(panel: ChartsPanel) -> None:
    panel.step(onwards=True)
    assert panel.canvas.accessibleDescription().startswith("Mon 2 Mar, 0")


def test_nothing_breaks_when_charts_come_and_go(qtbot: QtBot, shown: Timeline) -> None:
    for _ in range(5):
        made = ChartsPanel()
        made.resize(600, 300)
        made.set_timeline(shown)
        made.show_period(START, START + 7 * DAY)
        made.show()
        chart = _chart(made)
        child = chart.child(2)
        assert child.text(NAME)
        made.close()
        made.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        assert not chart.isValid()
        assert chart.childCount() == 0
        assert not child.isValid()
