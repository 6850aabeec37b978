"""Forms of what was told on a journey, or while the clocks were changed: times as they were shown."""

import time as clocks
from datetime import datetime, timedelta, timezone
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from painlog.entries import Activity, FlareUp
from painlog.journal import Journal
from painlog.window.forms.activity import ActivityForm
from painlog.window.forms.flare_up import OVER, FlareUpForm
from painlog.window.forms.form import Form
from painlog.window.moments import TimeField
from painlog.window.today.mending import at_moment

TOKYO = timezone(timedelta(hours=9))
BEGAN = datetime(2026, 3, 29, 1, 30, tzinfo=timezone(timedelta(hours=1)))
"""Half an hour before the clocks were put forward."""

pytestmark = pytest.mark.skipif(
    not hasattr(clocks, "tzset"), reason="Windows keeps one zone for all programs"
)


def shown(form: Form, qtbot: QtBot) -> None:
    qtbot.addWidget(form)
    form.show()


def wall(moment: datetime | None) -> str:
    return moment.isoformat(timespec="minutes") if moment is not None else ""


def type_time(within: QWidget, text: str) -> None:
    field = within.findChild(TimeField)
    assert field is not None
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize("kind", ["the worst", "the end"])
def test_what_is_added_to_an_entry_of_a_journey_is_told_by_the_clock_there(
    april: Journal, qtbot: QtBot, kind: str
) -> None:
    """The first time was of that place; the one that was typed in its stead was of here, hours later."""
    began = datetime(2026, 4, 2, 9, tzinfo=TOKYO)
    flare_up = FlareUpForm(april, FlareUp(id=uuid4(), started_at=began, end_unknown=True))
    activity = ActivityForm(april, Activity(id=uuid4(), name="walking", started_at=began))
    for form in (flare_up, activity):
        shown(form, qtbot)
    answer = flare_up.peak_at if kind == "the worst" else activity.end
    answer.ask.click()
    assert answer.moment is not None
    assert answer.moment.utcoffset() == timedelta(hours=9)
    type_time(answer, "9:20")
    assert answer.moment == began + timedelta(minutes=20)


def test_an_hour_later_the_clock_shows_two_hours_more_where_it_was_put_forward(
    april: Journal, qtbot: QtBot
) -> None:
    """The end stood at 02:30, which no clock showed that night, and was kept as of another zone."""
    form = FlareUpForm(april, FlareUp(id=uuid4(), started_at=BEGAN))
    shown(form, qtbot)
    form.ended.chips[OVER].click()
    assert wall(form.end.moment) == "2026-03-29T03:30+02:00"
    form.start.show_moment(BEGAN + timedelta(minutes=25))
    form.start.changed.emit(form.start.moment)
    form.peak_at.ask.click()
    assert wall(form.peak_at.moment) == "2026-03-29T03:05+02:00"
    form.readings.add.click()
    [reading] = form.readings.readings()
    assert wall(reading.at) == "2026-03-29T03:12+02:00"


def test_the_lengths_of_an_activity_are_real_ones(april: Journal, qtbot: QtBot) -> None:
    form = ActivityForm(april, Activity(id=uuid4(), name="walking", started_at=BEGAN))
    shown(form, qtbot)
    form.lengths[2].click()
    assert wall(form.end.moment) == "2026-03-29T03:15+02:00"


def test_an_activity_that_is_moved_over_the_change_keeps_its_length() -> None:
    ended = BEGAN - timedelta(minutes=30)
    walk = Activity(id=uuid4(), name="walking", started_at=BEGAN - timedelta(hours=1), ended_at=ended)
    moved = at_moment(walk, BEGAN)
    assert isinstance(moved, Activity)
    assert wall(moved.ended_at) == "2026-03-29T03:00+02:00"
