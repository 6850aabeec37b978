"""The times of a flare-up's readings: typed they lie inside it; what lies outside is refused beside them."""

import time as clocks
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from painlog.entries import FlareUp, Reading
from painlog.journal import Journal
from painlog.window.forms.flare_up import OVER, FlareUpForm
from painlog.window.moments import TimeField
from tests.window.april import NOW, on

BEGAN, ENDED = on(1, 22, 40).replace(second=41), on(2, 1, 10).replace(second=12)
NO_TIME = "This is not a time; write for example 13:05."
BEFORE = "This reading is before the start: change its time, or take it out."
AFTER = "This reading is after the end: change its time or the end, or take it out."


def shown(
    april: Journal, qtbot: QtBot, *told: datetime, began: datetime = BEGAN, ended: datetime | None = ENDED
) -> FlareUpForm:
    readings = tuple(Reading(at=at, intensity=5) for at in told)
    form = FlareUpForm(april, FlareUp(id=uuid4(), started_at=began, ended_at=ended, readings=readings))
    qtbot.addWidget(form)
    form.show()
    return form


def typed(field: QLineEdit, text: str, then: Qt.Key = Qt.Key.Key_Return) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, then)


def reason(form: FlareUpForm) -> str:
    _, said = form.reasons["readings"]
    return said.text() if said.isVisible() else ""


def saved(form: FlareUpForm) -> FlareUp:
    assert isinstance(form.answer, FlareUp), reason(form)
    return form.answer


@pytest.mark.parametrize(
    ("was", "text", "meant"),
    [
        (on(1, 23), "0:20", on(2, 0, 20)),
        (on(2, 0, 50), "23:15", on(1, 23, 15)),
        (on(1, 23).replace(second=41), "23:10", on(1, 23, 10)),
        (on(1, 23), "22:40", BEGAN),
        (on(1, 23), "1:10", on(2, 1, 10)),
    ],
)
def test_a_typed_time_is_on_the_day_on_which_it_lies_inside_and_has_no_seconds(
    april: Journal, qtbot: QtBot, was: datetime, text: str, meant: datetime
) -> None:
    form = shown(april, qtbot, was)
    typed(form.readings.time, text)
    assert [reading.at for reading in saved(form).readings] == [meant]


@pytest.mark.skipif(not hasattr(clocks, "tzset"), reason="Windows keeps one zone for all programs")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3:30", ("25T22:00+02:00", "26T04:00+01:00", "25T23:00+02:00", "26T03:30+01:00")),
        ("2:05", ("26T02:30+02:00", "26T02:10+01:00", "26T02:40+02:00", "26T02:05+01:00")),
    ],
    ids=["after the clocks were changed", "came twice"],
)
def test_a_typed_time_in_the_night_of_the_change_is_the_one_that_lies_inside(
    april: Journal, qtbot: QtBot, text: str, told: tuple[str, ...]
) -> None:
    began, ended, was, meant = (datetime.fromisoformat(f"2025-10-{at}") for at in told)
    form = shown(april, qtbot, was, began=began, ended=ended)
    typed(form.readings.time, text)
    assert [reading.at for reading in saved(form).readings] == [meant]


@pytest.mark.parametrize(("text", "said"), [("22:30", BEFORE), ("12:00", BEFORE), ("half past", None)])
def test_a_time_outside_or_that_is_none_is_refused_at_its_field(
    april: Journal, qtbot: QtBot, text: str, said: str | None
) -> None:
    form = shown(april, qtbot, on(1, 23))
    typed(form.readings.time, text)
    assert form.answer is None
    assert reason(form) == (said or NO_TIME)
    assert (form.readings.time.text(), form.focusWidget()) == (text, form.readings.time)
    typed(form.readings.time, "0:20")
    assert [reading.at for reading in saved(form).readings] == [on(2, 0, 20)]


@pytest.mark.parametrize("leaves", ["another point", "a new point", "Left", "Up", "Insert", "Add a reading"])
@pytest.mark.parametrize(
    "wrong", [("time", "half past", NO_TIME), ("level", "11", "The level goes from 0 to 10.")]
)
def test_what_cannot_be_read_stays_when_another_reading_is_chosen(
    april: Journal, qtbot: QtBot, leaves: str, wrong: tuple[str, str, str]
) -> None:
    form = shown(april, qtbot, on(1, 23), on(2, 0, 30))
    field, text, said = wrong
    curve, line = form.readings.curve, getattr(form.readings, field)
    there = curve.readings()
    typed(line, text, Qt.Key.Key_Tab)
    leave(form, leaves)
    assert (line.text(), reason(form), form.focusWidget()) == (text, said, line)
    assert (curve.readings(), curve.chosen_reading()) == (there, there[-1])
    typed(line, "0:40" if field == "time" else "6", Qt.Key.Key_Tab)
    QTest.keyClick(curve, Qt.Key.Key_Left)
    assert (reason(form), curve.chosen_reading()) == ("", there[0])


def test_a_reading_of_which_the_time_cannot_be_read_can_be_taken_out(april: Journal, qtbot: QtBot) -> None:
    form = shown(april, qtbot, on(1, 23), on(2, 0, 30))
    typed(form.readings.time, "half past", Qt.Key.Key_Tab)
    form.readings.remove.click()
    form.accept()
    assert [reading.at for reading in saved(form).readings] == [on(1, 23)]


def leave(form: FlareUpForm, how: str) -> None:
    """Go on to another reading, or move the chosen one."""
    curve = form.readings.curve
    curve.setFocus()
    points = {"another point": on(1, 23), "a new point": on(2, 0, 10)}
    if how in points:
        place = curve.scale().place(Reading(at=points[how], intensity=5)).toPoint()
        QTest.mouseClick(curve, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    elif how == "Add a reading":
        form.readings.add.click()
    else:
        QTest.keyClick(curve, getattr(Qt.Key, f"Key_{how}"))


def test_a_flare_up_that_is_ended_before_its_last_reading_says_so_at_that_reading(
    april: Journal, qtbot: QtBot
) -> None:
    form = shown(april, qtbot, on(2, 15), on(2, 16, 20), began=on(2, 14), ended=None)
    form.readings.curve.choose(0)
    form.ended.chips[OVER].click()
    field = form.end.findChild(TimeField)
    assert isinstance(field, TimeField)
    typed(field, "16:00")
    assert (form.answer, reason(form), form.readings.time.text()) == (None, AFTER, "16:20")
    typed(form.readings.time, "15:50")
    assert [reading.at for reading in saved(form).readings] == [on(2, 15), on(2, 15, 50)]
    assert saved(form).ended_at == on(2, 16)


def test_a_start_after_a_reading_is_refused_until_that_is_taken_out(april: Journal, qtbot: QtBot) -> None:
    form = shown(april, qtbot, on(1, 23), on(2, 0, 30))
    form.start.show_moment(on(2, 0, 10))
    form.start.changed.emit(form.start.moment)
    form.accept()
    assert (form.answer, reason(form), form.readings.time.text()) == (None, BEFORE, "23:00")
    form.readings.remove.click()
    form.accept()
    assert [reading.at for reading in saved(form).readings] == [on(2, 0, 30)]


def test_an_end_in_the_minute_of_the_last_reading_is_not_before_it(april: Journal, qtbot: QtBot) -> None:
    told = NOW.replace(second=41) - timedelta(minutes=10)
    form = shown(april, qtbot, told, began=on(2, 14), ended=None)
    form.ended.chips[OVER].click()
    form.end.show_moment(told.replace(second=0))
    form.end.changed.emit(form.end.moment)
    form.accept()
    assert (saved(form).ended_at, saved(form).readings[0].at) == (told, told)


@pytest.mark.parametrize(
    "told", [BEGAN - timedelta(hours=1), ENDED + timedelta(seconds=1), ENDED + timedelta(days=1)]
)
def test_a_reading_outside_that_came_from_a_file_stays_while_no_time_is_mended(
    april: Journal, qtbot: QtBot, told: datetime
) -> None:
    form = shown(april, qtbot, told)
    form.kept_from.setText("cooking")
    form.accept()
    assert (saved(form).readings[0].at, saved(form).ended_at) == (told, ENDED)
