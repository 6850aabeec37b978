"""The curve of a flare-up: points dragged, moved, added and taken out, by mouse and by keyboard."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from painlog.entries import Reading, Refused
from painlog.window.forms.curve import Curve
from painlog.window.forms.curve_painting import Scale
from painlog.window.forms.readings import Readings, around
from tests.window.april import LIFTING, NOW, on

CONTROL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def curve(qtbot: QtBot) -> Curve:
    shown = Curve()
    qtbot.addWidget(shown)
    shown.resize(400, 180)
    shown.show_span(on(2, 13), on(2, 14), is_over=True, peak=None)
    shown.show_readings(LIFTING.readings)
    shown.show()
    shown.setFocus()
    return shown


def told(curve: Curve) -> list[tuple[str, float]]:
    return [(f"{reading.at:%H:%M}", reading.intensity) for reading in curve.readings()]


def place(curve: Curve, at: datetime, intensity: float) -> QPoint:
    return curve.scale().place(Reading(at=at, intensity=intensity)).toPoint()


def test_a_point_is_dragged_to_another_level_and_time(curve: Curve) -> None:
    start, end = place(curve, on(2, 13, 16), 6), place(curve, on(2, 13, 20), 8)
    QTest.mousePress(curve, LEFT, PLAIN, start)
    QTest.mouseMove(curve, end)
    QTest.mouseRelease(curve, LEFT, PLAIN, end)
    assert told(curve) == [("13:07", 4), ("13:20", 8), ("13:32", 3)]


def test_a_point_dragged_past_another_stays_in_hand(curve: Curve) -> None:
    QTest.mousePress(curve, LEFT, PLAIN, place(curve, on(2, 13, 7), 4))
    for minute in (20, 40, 50):
        QTest.mouseMove(curve, place(curve, on(2, 13, minute), 2))
    QTest.mouseRelease(curve, LEFT, PLAIN, place(curve, on(2, 13, 50), 2))
    assert told(curve) == [("13:16", 6), ("13:32", 3), ("13:50", 2)]


def test_a_drag_out_of_the_curve_stays_on_the_scale(curve: Curve) -> None:
    QTest.mousePress(curve, LEFT, PLAIN, place(curve, on(2, 13, 16), 6))
    QTest.mouseMove(curve, QPoint(-50, -50))
    assert told(curve)[0] == ("13:00", 10)


def test_a_press_where_nothing_is_adds_a_reading(curve: Curve) -> None:
    QTest.mouseClick(curve, LEFT, PLAIN, place(curve, on(2, 13, 50), 1))
    assert told(curve)[-1] == ("13:50", 1)
    assert curve.chosen_reading() == curve.readings()[-1]


def test_arrows_choose_and_change(curve: Curve) -> None:
    QTest.keyClick(curve, Qt.Key.Key_Right)
    QTest.keyClick(curve, Qt.Key.Key_Right)
    QTest.keyClick(curve, Qt.Key.Key_Up)
    QTest.keyClick(curve, Qt.Key.Key_Right, CONTROL)
    assert told(curve)[1] == ("13:17", 7)
    QTest.keyClick(curve, Qt.Key.Key_Left)
    QTest.keyClick(curve, Qt.Key.Key_Down)
    assert told(curve)[0] == ("13:07", 3)


def test_levels_stay_between_0_and_10_by_keyboard(curve: Curve) -> None:
    curve.choose(0)
    for _ in range(12):
        QTest.keyClick(curve, Qt.Key.Key_Up)
    assert told(curve)[0][1] == 10
    for _ in range(15):
        QTest.keyClick(curve, Qt.Key.Key_Down)
    assert told(curve)[0][1] == 0


def test_insert_adds_where_nothing_is_said_and_del_takes_out(curve: Curve) -> None:
    changed = QSignalSpy(curve.changed)
    QTest.keyClick(curve, Qt.Key.Key_Insert)
    assert told(curve)[-1][0] == "13:46"
    QTest.keyClick(curve, Qt.Key.Key_Delete)
    QTest.keyClick(curve, Qt.Key.Key_Delete)
    assert told(curve) == [("13:07", 4), ("13:16", 6)]
    assert changed.count() == 3


def test_a_long_flare_up_moves_in_steps_of_five_minutes() -> None:
    scale = Scale(QRectF(0, 0, 288, 100), on(1, 0), on(2, 0))
    assert scale.grain == timedelta(minutes=5)
    assert scale.reading_at(QPointF(145, 50)) == Reading(at=on(1, 12, 5), intensity=5)
    assert scale.clock(on(1, 12)) == "Wed 1 Apr, 12:00"


def test_every_place_gives_back_its_reading() -> None:
    scale = Scale(QRectF(30, 10, 300, 100), on(2, 13), on(2, 14))
    for minute in range(0, 61, 7):
        for intensity in range(11):
            reading = Reading(at=on(2, 13) + timedelta(minutes=minute), intensity=float(intensity))
            assert scale.reading_at(scale.place(reading)) == reading


def test_the_curve_is_painted_with_and_without_readings(curve: Curve) -> None:
    full = curve.grab().toImage()
    curve.show_span(on(2, 13), on(2, 14), is_over=False, peak=Reading(at=on(2, 13, 30), intensity=9))
    peaked = curve.grab().toImage()
    curve.show_span(on(2, 13), on(2, 13), is_over=False, peak=None)
    curve.show_readings(())
    assert full != peaked != curve.grab().toImage()


@pytest.fixture
def readings(qtbot: QtBot) -> Readings:
    shown = Readings(LIFTING.readings)
    qtbot.addWidget(shown)
    shown.curve.show_span(on(2, 13), on(2, 14), is_over=True, peak=None)
    shown.show()
    return shown


def test_the_chosen_reading_stands_in_figures(readings: Readings) -> None:
    assert (readings.time.text(), readings.level.text()) == ("13:32", "3")
    readings.curve.choose(0)
    assert (readings.time.text(), readings.level.text()) == ("13:07", "4")


def test_typed_figures_move_the_reading(readings: Readings) -> None:
    readings.time.setText("1340")
    readings.level.setText("2.5")
    assert readings.readings()[-1] == Reading(at=on(2, 13, 40), intensity=2.5)
    assert len(readings.readings()) == 3


def test_a_reading_that_is_looked_at_keeps_its_seconds_and_decimals(qtbot: QtBot) -> None:
    exact = Reading(at=on(2, 13, 7).replace(second=25), intensity=4.333)
    shown = Readings([exact])
    qtbot.addWidget(shown)
    assert shown.readings() == (exact,)


@pytest.mark.parametrize(("time", "level"), [("13:40", "12"), ("13:40", "much"), ("later", "5"), ("", "5")])
def test_figures_that_can_not_be_are_refused_and_stay(readings: Readings, time: str, level: str) -> None:
    readings.time.setText(time)
    readings.level.setText(level)
    with pytest.raises(Refused) as refusal:
        readings.readings()
    assert refusal.value.field == ("intensity" if time == "13:40" else "readings")
    assert (readings.time.text(), readings.level.text()) == (time, level)
    assert readings.curve.readings() == LIFTING.readings


def test_readings_are_added_and_taken_out_by_their_links(readings: Readings) -> None:
    readings.add.click()
    assert len(readings.readings()) == 4
    for _ in range(4):
        readings.remove.click()
    assert readings.readings() == ()
    assert not readings.remove.isVisible()
    assert not readings.time.isVisible()


def test_the_curve_goes_until_the_end_or_the_last_reading_or_now() -> None:
    begin = on(2, 13)
    assert around(begin, on(2, 14), (), NOW) == on(2, 14)
    assert around(begin, None, (), NOW) == NOW
    assert around(begin, on(2, 13, 10), LIFTING.readings, NOW) == on(2, 13, 32)
