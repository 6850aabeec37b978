"""The panel through real events: wheel, pinch, drag, keys, clicks, and what it asks of its owner."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPalette,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.charts.box import limits_of
from painlog.charts.inks import DARK, LIGHT, colour
from painlog.charts.panel import ChartsPanel
from painlog.charts.picture import Picture
from painlog.charts.pointer import Pointer, paint_box
from painlog.charts.telling import Line, told
from painlog.charts.touch import Touch
from painlog.entries import Appointment, Plan
from painlog.patterns.timeline import DAY, HOUR, Timeline, midnight, timeline
from painlog.record import RUNNING, Record
from painlog.words.language import install
from tests.charts.conftest import Drawn
from tests.charts.diaries import OXYCODONE, Attack, Diary, moment, patient, utc

MONDAY = date(2026, 3, 2)
START = midnight(MONDAY)
BEGIN, END = START + 10 * DAY, START + 24 * DAY
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def shown(qapp: QApplication) -> Timeline:
    """Return six weeks of a patient."""
    install(qapp, "en")
    return timeline(patient().record(), moment(MONDAY, 24 * 42))


@pytest.fixture
def panel(qtbot: QtBot, shown: Timeline) -> Iterator[ChartsPanel]:
    """Return a panel that shows two of these weeks."""
    made = ChartsPanel()
    qtbot.addWidget(made)
    made.resize(900, 340)
    made.set_timeline(shown)
    made.show_period(BEGIN, END)
    made.show()
    qtbot.waitExposed(made)
    made.canvas.setFocus()
    yield made
    made.hide()


def _mouse(panel: ChartsPanel, kind: QEvent.Type, at: QPointF, button: Any = LEFT, held: Any = NONE) -> None:
    viewport = panel.canvas.viewport()
    event = QMouseEvent(kind, at, viewport.mapToGlobal(at), button, held, PLAIN)
    QApplication.sendEvent(viewport, event)
    QApplication.processEvents()


def _move(panel: ChartsPanel, at: QPointF, held: Any = NONE) -> None:
    panel.canvas.scene()._lastMoveEventTime = 0  # pyqtgraph leaves out moves that follow within 10 ms
    _mouse(panel, QEvent.Type.MouseMove, at, NONE, held)


def _click(panel: ChartsPanel, at: QPointF) -> None:
    _mouse(panel, QEvent.Type.MouseButtonPress, at, LEFT, LEFT)
    _mouse(panel, QEvent.Type.MouseButtonRelease, at)


def _double_click(panel: ChartsPanel, at: QPointF) -> None:
    _click(panel, at)
    _mouse(panel, QEvent.Type.MouseButtonDblClick, at, LEFT, LEFT)
    _mouse(panel, QEvent.Type.MouseButtonRelease, at)


def _drag(panel: ChartsPanel, begin: QPointF, end: QPointF) -> None:
    _mouse(panel, QEvent.Type.MouseButtonPress, begin, LEFT, LEFT)
    for step in range(1, 11):
        _move(panel, begin + (end - begin) * step / 10, LEFT)
    _mouse(panel, QEvent.Type.MouseButtonRelease, end)


def _wheel(panel: ChartsPanel, at: QPointF, up: int = 0, across: int = 0, keys: Any = PLAIN) -> None:
    viewport = panel.canvas.viewport()
    where, steps = viewport.mapToGlobal(at), QPoint(across, up)
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, where, QPoint(), steps, NONE, keys, phase, False)
    QApplication.sendEvent(viewport, event)


def _place(panel: ChartsPanel, wall: float, level: float) -> QPointF:
    layout: Any = panel.canvas.layout_now
    return QPointF(layout.scale.at(wall), layout.level(level))


def _flare_up(panel: ChartsPanel, shown: Timeline) -> tuple[int, QPointF]:
    """Return key and place of the first flare-up in view."""
    moments, columns = shown.flare_ups.moments, shown.flare_ups.columns
    row = next(row for row, _ in moments.walls(*panel.period()))
    return columns.key[row], _place(panel, moments.wall(row) + columns.lasted[row] / 2, 0.5)


# --- what is touched when entries come and go ---------------------------------------------------------------


def _without_the_last_weeks() -> Timeline:
    """Return a timeline with far fewer rows, as after undo or the removal of many entries."""
    return timeline(Diary(MONDAY, attacks=[Attack(24.0 * 11)]).record(), moment(MONDAY, 24 * 42))


def touched_row(panel: ChartsPanel) -> int | None:
    touch = panel.canvas.pointer.touch
    return touch.row if touch is not None else None


@pytest.mark.parametrize("by_keyboard", [True, False])
def test_what_was_touched_and_is_gone_is_touched_no_more(
    panel: ChartsPanel, shown: Timeline, *, by_keyboard: bool
) -> None:
    """Its row is beyond the end by now: painting it would bring the program down."""
    key, at = _flare_up(panel, shown)
    if by_keyboard:
        panel.go_to_last()
        panel.step(onwards=False)
    else:
        panel.canvas.point_at(
            Pointer(at, Touch("flare-up", key, START, len(shown.flare_ups.columns.key) - 1))
        )
    assert panel.canvas.pointer.touch is not None
    panel.set_timeline(_without_the_last_weeks())
    assert touched_row(panel) in (None, 0)
    panel.grab()


def test_the_keyboard_stays_at_its_entry_when_others_come_before_it(
    panel: ChartsPanel, shown: Timeline
) -> None:
    panel.go_to_last()
    panel.step(onwards=False)
    before = panel.canvas.current()
    assert before is not None
    panel.set_timeline(timeline(patient().record(), moment(MONDAY, 24 * 42)))
    assert panel.canvas.current() == before


# --- zoom and pan ----------------------------------------------------------------------------------------


def test_the_wheel_zooms_where_the_pointer_is(panel: ChartsPanel, qtbot: QtBot) -> None:
    at = _place(panel, BEGIN + 3 * DAY, 5)
    with qtbot.waitSignal(panel.period_moved) as moved:
        _wheel(panel, at, up=120)
    begin, end = panel.period()
    assert moved.args == [begin, end]
    assert end - begin == pytest.approx(0.8 * 14 * DAY)
    layout: Any = panel.canvas.layout_now
    assert layout.scale.wall(at.x()) == pytest.approx(BEGIN + 3 * DAY, abs=60)
    _wheel(panel, at, up=-120)
    assert panel.period() == pytest.approx((BEGIN, END))


def test_the_wheel_sideways_or_with_shift_pans(panel: ChartsPanel) -> None:
    _wheel(panel, QPointF(400, 100), across=-120)
    assert panel.period() == pytest.approx((BEGIN + 1.4 * DAY, END + 1.4 * DAY))
    _wheel(panel, QPointF(400, 100), up=120, keys=Qt.KeyboardModifier.ShiftModifier)
    assert panel.period() == pytest.approx((BEGIN, END))


def test_two_fingers_zoom(panel: ChartsPanel) -> None:
    at = QPointF(panel.canvas.layout_now.plot.center())  # type: ignore[union-attr]
    device = QPointingDevice.primaryPointingDevice()
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, device, 2, at, at, at, 0.25, QPointF()
    )
    QApplication.sendEvent(panel.canvas.viewport(), pinch)
    begin, end = panel.period()
    assert end - begin == pytest.approx(14 * DAY / 1.25)


def test_a_drag_pans_with_the_hand(panel: ChartsPanel, qtbot: QtBot) -> None:
    layout: Any = panel.canvas.layout_now
    with qtbot.waitSignal(panel.period_moved):
        _drag(panel, QPointF(500, 150), QPointF(400, 150))
    assert panel.period()[0] - BEGIN == pytest.approx(100 / layout.scale.rate, rel=0.02)
    assert panel.period()[1] - panel.period()[0] == pytest.approx(14 * DAY)


def test_a_double_click_comes_back_to_the_period_that_was_chosen(panel: ChartsPanel) -> None:
    panel.canvas.pan(0.4)
    panel.canvas.zoom(0.3)
    _double_click(panel, QPointF(870, 30))
    assert panel.period() == (BEGIN, END)


def test_a_refresh_of_what_is_shown_keeps_where_a_double_click_leads(panel: ChartsPanel) -> None:
    panel.canvas.pan(0.4)
    panel.show_period(*panel.period())
    panel.reset()
    assert panel.period() == (BEGIN, END)


def test_one_can_not_get_lost(panel: ChartsPanel, shown: Timeline) -> None:
    for _ in range(60):
        _wheel(panel, QPointF(500, 100), up=-120)
        panel.canvas.pan(1)
    begin, end = panel.period()
    first, last = shown.first or 0.0, max(shown.last or 0.0, shown.now)
    assert begin >= first - 2 * DAY
    assert end <= last + 2 * DAY
    for _ in range(80):
        _wheel(panel, QPointF(500, 100), up=120)
    begin, end = panel.period()
    assert end - begin == pytest.approx(HOUR)


def test_limits_hold_everything_there_is_and_what_was_asked_for(shown: Timeline) -> None:
    visit = Appointment(id=OXYCODONE.id, at=moment(MONDAY, 24 * 60), with_whom="Dr Sample")
    diary = Diary(MONDAY, attacks=[Attack(5)], appointments=(visit,))
    ahead = timeline(diary.record(), moment(MONDAY, 100))
    assert limits_of(ahead, (BEGIN, END)) == (START + 5 * HOUR - DAY, START + 61 * DAY)
    assert limits_of(ahead, (START - 40 * DAY, START + 99 * DAY)) == (START - 40 * DAY, START + 99 * DAY)
    assert limits_of(None, (BEGIN, END)) == (BEGIN, END)
    empty = timeline(Record(begin=0, end=1), moment(MONDAY))
    assert limits_of(empty, (BEGIN, END)) == (BEGIN, END)


def test_a_plan_until_the_end_of_time_is_no_place_to_get_lost_in(panel: ChartsPanel) -> None:
    """Zoomed out to where it ended, the year 10000, the chart had no name for its days and failed."""
    plans = (Plan(start=date(1, 1, 1), until=date(2, 1, 1)), Plan(start=MONDAY, until=date(9999, 12, 31)))
    diary = patient()
    diary.medicines = [replace(each, plans=plans) for each in diary.medicines]
    panel.set_timeline(timeline(diary.record(), moment(MONDAY, 24 * 42)))
    panel.canvas.zoom(1e9)
    begin, end = panel.period()
    assert START - 2 * DAY <= begin < end <= START + 44 * DAY


@pytest.mark.parametrize(
    ("key", "begin", "end"),
    [
        (Qt.Key.Key_Left, -1.4, -1.4),
        (Qt.Key.Key_Right, 1.4, 1.4),
        (Qt.Key.Key_PageDown, 14, 14),
        (Qt.Key.Key_Plus, 1.4, -1.4),
        (Qt.Key.Key_Minus, -1.75, 1.75),
    ],
)
def test_keys_move_and_zoom(panel: ChartsPanel, qtbot: QtBot, key: Qt.Key, begin: float, end: float) -> None:
    qtbot.keyClick(panel.canvas, key)
    assert panel.period() == pytest.approx((BEGIN + begin * DAY, END + end * DAY))


def test_home_and_end_show_the_first_and_the_last_entry(
    panel: ChartsPanel, qtbot: QtBot, shown: Timeline
) -> None:
    assert shown.first is not None
    assert shown.last is not None
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Home)
    assert panel.period()[0] <= shown.first < panel.period()[1]
    qtbot.keyClick(panel.canvas, Qt.Key.Key_End)
    assert panel.period()[0] <= shown.last < panel.period()[1]
    qtbot.keyClick(panel.canvas, Qt.Key.Key_0)
    assert panel.period() == (BEGIN, END)


def test_keys_of_the_window_are_left_to_it(panel: ChartsPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert panel.period() == (BEGIN, END)


# --- pointing and opening --------------------------------------------------------------------------------


def test_the_pointer_names_what_it_touches(panel: ChartsPanel, shown: Timeline) -> None:
    key, at = _flare_up(panel, shown)
    _move(panel, at)
    touch = panel.canvas.pointer.touch
    assert touch is not None
    assert (touch.kind, touch.key) == ("flare-up", key)
    before = Drawn(panel.grab().toImage())
    _move(panel, QPointF(5, 335))
    assert panel.canvas.pointer.touch is None
    after = Drawn(panel.grab().toImage())
    assert before.image != after.image
    x = round(at.x())
    crosshair = QRectF(x - 1, 0, 2, panel.height())
    assert before.amount(LIGHT.muted, crosshair, 10) > after.amount(LIGHT.muted, crosshair, 10) + 100


@pytest.mark.parametrize("height", [200, 340, 600])
def test_what_the_pointer_says_stands_beside_it_and_inside_of_the_chart(
    panel: ChartsPanel, shown: Timeline, height: int
) -> None:
    panel.resize(900, height)
    layout, view = panel.canvas.layout_now, panel.canvas.view
    assert layout is not None
    assert view is not None
    lines = [Line("Tue 31 Mar, 13:05", is_bold=True), Line("Flare-up, worst 6"), Line("Oxycodone IR 5 mg")]
    inside = QRectF(panel.rect())
    for x in (layout.plot.left(), layout.plot.center().x(), layout.plot.right() - 1):
        for y in (layout.plot.top(), layout.plot.center().y(), layout.plot.bottom() - 1):
            image = QImage(panel.size() * 2, QImage.Format.Format_RGB32)
            image.fill(colour(LIGHT.ground))
            with QPainter(image) as painter:
                painter.translate(panel.width() / 2, panel.height() / 2)
                paint_box(painter, view, inside, QPointF(x, y), lines)
            drawn, middle = Drawn(image), inside.translated(panel.width() / 2, panel.height() / 2)
            whole = drawn.amount(LIGHT.panel, QRectF(image.rect()), 4)
            assert drawn.amount(LIGHT.panel, middle, 4) == whole > 1000
            at = middle.topLeft() + QPointF(x, y)
            beside = QRectF(at - QPointF(40, 60 + 20 * view.metrics.unit), at + QPointF(40, 60))
            assert drawn.amount(LIGHT.panel, beside, 4) > 100


def test_a_click_opens_the_entry(panel: ChartsPanel, shown: Timeline, qtbot: QtBot) -> None:
    key, at = _flare_up(panel, shown)
    with qtbot.waitSignal(panel.opened) as opened:
        _click(panel, at)
    assert opened.args == ["flare-up", key]


def _at_one_minute(panel: ChartsPanel) -> Timeline:
    """Show four entries of one minute, of which a capsule and two more are in one lane, and others near."""
    diary = Diary(MONDAY, activities=[(250, "lifting", False), (250.001, "stairs", False)])
    for at, amount in ((250, 1), (250.001, 2), (250.1, 3)):
        diary.take(OXYCODONE, at, amount)
    made = timeline(diary.record(), moment(MONDAY, 24 * 42))
    panel.set_timeline(made)
    return made


def _lane(panel: ChartsPanel, kind: str, wall: float) -> QPointF:
    layout: Any = panel.canvas.layout_now
    row = next(row for row in layout.rows if row.kind == kind)
    return QPointF(layout.scale.at(wall), row.rect.center().y())


@pytest.mark.parametrize(
    ("kind", "also"),
    [("dose", "and Oxycodone IR 5 mg × 2"), ("activity", "and stairs")],  # noqa: RUF001 - times
)
def test_two_entries_of_one_minute_are_both_named_and_opened_in_turn(
    panel: ChartsPanel, kind: str, also: str
) -> None:
    """Only the first of two doses of one medicine was told of, and no press came to the second."""
    shown, at = _at_one_minute(panel), _lane(panel, kind, START + 250 * HOUR)
    _move(panel, at)
    touch = panel.canvas.pointer.touch
    assert touch is not None
    assert [line.text for line in told(shown, touch)][2:] == [also]
    opened = []
    panel.opened.connect(lambda kind, key: opened.append((kind, key)))
    for _ in range(3):
        _click(panel, at)
    assert opened == [(kind, 1), (kind, 2), (kind, 1)]


def test_a_row_of_a_day_names_all_that_is_at_one_minute(panel: ChartsPanel) -> None:
    shown = _at_one_minute(panel)
    panel.set_view("day by day")
    layout: Any = panel.canvas.layout_now
    day = layout.scale.at(START + 10.5 * DAY)
    _move(panel, QPointF(layout.across.at(10 * HOUR), day))
    touch = panel.canvas.pointer.touch
    assert touch is not None
    assert [line.text for line in told(shown, touch)] == [
        "Thu 12 Mar, 10:00",
        "Oxycodone IR 5 mg",
        "and Oxycodone IR 5 mg × 2",  # noqa: RUF001 - times
        "and lifting",
        "and stairs",
    ]


def test_a_click_beside_everything_opens_nothing(panel: ChartsPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.opened):
        _click(panel, _place(panel, BEGIN + 0.05 * DAY, 9.5))


def test_a_drag_opens_nothing(panel: ChartsPanel, shown: Timeline, qtbot: QtBot) -> None:
    _, at = _flare_up(panel, shown)
    with qtbot.assertNotEmitted(panel.opened):
        _drag(panel, at, at + QPointF(120, 0))


def test_an_upright_line_opens_its_medicine(panel: ChartsPanel, shown: Timeline, qtbot: QtBot) -> None:
    change = next(upright for upright in shown.uprights if upright.medicine is not None)
    panel.canvas.box.set_period(change.at - 5 * DAY, change.at + 5 * DAY)
    layout: Any = panel.canvas.layout_now
    with qtbot.waitSignal(panel.opened_value) as opened:
        _click(panel, QPointF(layout.scale.at(change.at), layout.plot.top() + 2))
    assert opened.args == [change.medicine]


def test_a_click_on_a_sum_comes_closer(qtbot: QtBot, panel: ChartsPanel) -> None:
    panel.set_timeline(timeline(patient(days=400).record(), moment(MONDAY, 24 * 401)))
    panel.show_period(START, START + 400 * DAY)
    with qtbot.waitSignal(panel.period_moved):
        _click(panel, _place(panel, START + 100 * DAY, 2))
    begin, end = panel.period()
    assert end - begin == pytest.approx(7 * DAY)
    assert begin <= START + 100 * DAY < end


def test_the_keyboard_goes_from_entry_to_entry_and_opens(
    panel: ChartsPanel, qtbot: QtBot, shown: Timeline
) -> None:
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Period)
    first = panel.canvas.current()
    qtbot.keyClick(panel.canvas, Qt.Key.Key_N)
    second = panel.canvas.current()
    assert first is not None
    assert second is not None
    assert BEGIN <= first.wall <= second.wall
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Comma)
    assert panel.canvas.current() == first
    with qtbot.waitSignal(panel.opened) as opened:
        qtbot.keyClick(panel.canvas, Qt.Key.Key_Return)
    assert opened.args == [first.kind, first.key]
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Escape)
    assert panel.canvas.current() is None


def test_stepping_moves_to_what_is_out_of_sight(panel: ChartsPanel, qtbot: QtBot) -> None:
    for _ in range(70):
        qtbot.keyClick(panel.canvas, Qt.Key.Key_Period)
    touch = panel.canvas.current()
    assert touch is not None
    assert touch.wall >= END
    assert panel.period()[0] <= touch.wall < panel.period()[1]
    assert panel.canvas.pointer.at is not None


def test_stepping_in_day_by_day_shows_the_whole_row(panel: ChartsPanel, qtbot: QtBot) -> None:
    """In a row cut off by zooming the ring stood above the picture, around nothing."""
    panel.set_view("day by day")
    for _ in range(3):
        qtbot.keyClick(panel.canvas, Qt.Key.Key_Plus)
    panel.canvas.pan(0.03)
    walls = []
    for _ in range(40):
        qtbot.keyClick(panel.canvas, Qt.Key.Key_Period)
        touch = panel.canvas.current()
        assert touch is not None
        walls.append(touch.wall)
        begin, end = panel.period()
        assert begin <= touch.wall // DAY * DAY
        assert touch.wall // DAY * DAY + DAY <= end
    assert walls == sorted(walls)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_right_button_offers_the_menu(panel: ChartsPanel, qtbot: QtBot) -> None:
    _mouse(panel, QEvent.Type.MouseButtonPress, QPointF(300, 100), Qt.MouseButton.RightButton)
    qtbot.waitUntil(panel.menu.isVisible)
    names = [action.text() for action in panel.menu.actions() if action.text()]
    assert names == ["Copy the picture", "Save as PNG…", "Save as SVG…", "Print…"]
    with qtbot.waitSignal(panel.print_asked):
        panel.menu.actions()[-1].trigger()
    panel.menu.close()


def test_the_picture_is_copied(panel: ChartsPanel) -> None:
    panel.menu.copy_picture()
    image = QGuiApplication.clipboard().image()
    assert image.width() == 2 * panel.width()
    assert Drawn(image).has(LIGHT.panel, 3, 3, likeness=0)


# --- what it needs and shows -----------------------------------------------------------------------------


def test_it_asks_once_for_entries_that_are_not_held(qtbot: QtBot, panel: ChartsPanel) -> None:
    record = patient().record()
    part = timeline(
        replace(record, begin=utc(MONDAY, 24 * 5), end=utc(MONDAY, 24 * 30)), moment(MONDAY, 24 * 42)
    )
    asked: list[tuple[float, float]] = []
    panel.wanted.connect(lambda begin, end: asked.append((begin, end)))
    panel.set_timeline(part)
    panel.show_period(BEGIN, END)
    assert asked == []
    panel.canvas.pan(0.6)
    assert asked == [panel.period()]
    panel.canvas.pan(-0.01)
    assert len(asked) == 1
    panel.set_timeline(timeline(record, moment(MONDAY, 24 * 42)))
    panel.canvas.pan(0.1)
    assert len(asked) == 1


def test_it_does_not_ask_for_days_before_the_first_entry(panel: ChartsPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.wanted):
        panel.show_period(START - 30 * DAY, START + 2 * DAY)


def test_showing_a_period_is_not_moving(panel: ChartsPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.period_moved):
        panel.show_period(BEGIN + DAY, END + DAY)
    assert panel.period() == (BEGIN + DAY, END + DAY)


def test_ten_changes_are_painted_once(panel: ChartsPanel, shown: Timeline, monkeypatch: Any) -> None:
    painted: list[int] = []
    real = panel.canvas.paint_chart

    def counted(painter: QPainter) -> None:
        painted.append(1)
        real(painter)

    monkeypatch.setattr(panel.canvas, "paint_chart", counted)
    for _ in range(10):
        panel.set_timeline(shown)
    QApplication.processEvents()
    assert painted == [1]


def test_only_the_pointer_is_painted_when_only_it_moves(panel: ChartsPanel, monkeypatch: Any) -> None:
    QApplication.processEvents()
    painted: list[QPainter] = []
    monkeypatch.setattr(panel.canvas, "paint_chart", painted.append)
    _move(panel, QPointF(300, 100))
    _move(panel, QPointF(310, 100))
    assert painted == []


@pytest.mark.parametrize("view", ["timeline", "day by day"])
@pytest.mark.parametrize("points", [11, 18])
def test_the_panel_takes_the_place_of_the_picture_without_a_jump(
    qtbot: QtBot, shown: Timeline, view: str, points: float
) -> None:
    made: list[QImage] = []
    for kind in (Picture, ChartsPanel):
        widget = kind()
        qtbot.addWidget(widget)
        font = widget.font()
        font.setPointSizeF(points)
        widget.setFont(font)
        widget.resize(900, 400)
        widget.set_view(view)
        widget.set_timeline(shown)
        widget.show_period(BEGIN, END)
        made.append(widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32))
    assert made[0] == made[1]


COLOURED_EDGES = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  <match target="pattern"><edit name="rgba" mode="assign"><const>rgb</const></edit></match>
</fontconfig>
"""


@pytest.mark.skipif(sys.platform != "linux", reason="fontconfig says there how letters are painted")
def test_nor_where_the_edges_of_letters_are_coloured(tmp_path: Path) -> None:
    """As on every Ubuntu: each pixel of a letter has three parts side by side."""
    told = tmp_path / "fonts.conf"
    told.write_text(COLOURED_EDGES, encoding="utf-8")
    same = f"{__file__}::{test_the_panel_takes_the_place_of_the_picture_without_a_jump.__name__}"
    line = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "--no-cov", f"{same}[11-timeline]"]
    done = subprocess.run(
        line, capture_output=True, text=True, check=False, env={**os.environ, "FONTCONFIG_FILE": str(told)}
    )
    assert "1 passed" in done.stdout, done.stdout


def test_both_views_show_the_same_days(panel: ChartsPanel) -> None:
    panel.canvas.pan(0.2)
    period = panel.period()
    panel.set_view("day by day")
    assert panel.period() == pytest.approx(period)
    _wheel(panel, QPointF(400, 150), up=-120)
    begin, end = panel.period()
    assert end - begin == pytest.approx(1.25 * 14 * DAY)
    panel.set_view("timeline")
    assert panel.period() == pytest.approx((begin, end))


def test_one_day_alone_is_shown_from_midnight_to_midnight_in_both_views(panel: ChartsPanel) -> None:
    panel.set_view("day by day")
    panel.show_period(BEGIN, BEGIN + DAY)
    assert panel.period() == (BEGIN, BEGIN + DAY)


def test_days_are_dragged_up_and_down(panel: ChartsPanel) -> None:
    panel.set_view("day by day")
    layout: Any = panel.canvas.layout_now
    before = panel.period()
    _drag(panel, QPointF(400, 200), QPointF(400, 140))
    assert panel.period()[0] - before[0] == pytest.approx(60 / layout.scale.rate, rel=0.05)


def test_chosen_entries_stand_out_until_they_are_let_go(panel: ChartsPanel, shown: Timeline) -> None:
    key, at = _flare_up(panel, shown)
    other = shown.flare_ups.columns.key[0]
    panel.highlight([("flare-up", other)])
    assert not Drawn(panel.grab().toImage()).has(LIGHT.pain, at.x(), at.y(), 2, 30)
    panel.highlight([("flare-up", key)])
    assert Drawn(panel.grab().toImage()).has(LIGHT.pain, at.x(), at.y(), 2, 60)
    panel.highlight([])
    assert panel.canvas.view is not None
    assert not panel.canvas.view.chosen


def test_time_goes_on_for_what_is_still_going_on(qtbot: QtBot, panel: ChartsPanel) -> None:
    running = Diary(MONDAY, attacks=[Attack(24 * 12, -1, state=RUNNING)])
    panel.set_timeline(timeline(running.record(), moment(MONDAY, 24 * 13)))
    at = _place(panel, START + 13.5 * DAY, 3)
    assert not Drawn(panel.grab().toImage()).has(LIGHT.pain, at.x(), at.y(), 1, 60)
    panel.tell_time(moment(MONDAY, 24 * 14))
    assert Drawn(panel.grab().toImage()).has(LIGHT.pain, at.x(), at.y(), 1, 60)


def test_it_follows_the_look_of_the_window(panel: ChartsPanel) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Midlight, colour(DARK.line))
    palette.setColor(QPalette.ColorRole.Base, colour(DARK.panel))
    panel.setPalette(palette)
    drawn = Drawn(panel.grab().toImage())
    assert drawn.has(DARK.panel, 880, 20, likeness=2)


def test_it_follows_the_size_of_the_text(panel: ChartsPanel) -> None:
    before: Any = panel.canvas.layout_now
    font = panel.font()
    font.setPointSizeF(22)
    panel.setFont(font)
    after: Any = panel.canvas.layout_now
    assert after.plot.left() > before.plot.left()


def test_an_empty_journal_shows_what_will_be_there(qtbot: QtBot, panel: ChartsPanel) -> None:
    panel.set_timeline(timeline(Record(begin=0, end=1), moment(MONDAY)))
    _move(panel, QPointF(400, 100))
    assert panel.canvas.pointer.touch is None
    with qtbot.assertNotEmitted(panel.opened):
        _click(panel, QPointF(400, 100))
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Period)
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Home)
    drawn = Drawn(panel.grab().toImage())
    assert drawn.amount(LIGHT.pain, panel.rect().toRectF(), 5) == 0
    assert drawn.amount(LIGHT.ink, panel.rect().toRectF(), 20) > 200


def test_a_panel_without_a_timeline_does_nothing(qtbot: QtBot) -> None:
    made = ChartsPanel()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.highlight([("dose", 1)])
    made.tell_time(moment(MONDAY))
    made.step(onwards=True)
    made.show()
    assert made.chart() is None
    made.menu.copy_picture()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Return, Qt.Key.Key_Plus):
        qtbot.keyClick(made.canvas, key)
