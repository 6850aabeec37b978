"""The screen outlives every window that asks how much room it has."""

import gc
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from painlog.window.screens import room_around

SOURCE = Path(__file__).parents[2] / "painlog"


def test_the_room_is_that_of_the_screen(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert room_around(widget) == QGuiApplication.primaryScreen().availableGeometry()


def test_a_window_far_away_gets_the_room_of_the_first_screen(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.move(100_000, 100_000)
    assert room_around(widget).size().isValid()


def test_the_screen_stays_when_windows_are_collected(qapp: object) -> None:
    rooms: list[str] = []
    gc.collect()
    gc.freeze()  # fifty times through all that a whole run has loaded took minutes
    for _ in range(50):
        widget = QWidget()
        rooms.append(str(room_around(widget)))
        widget.itself = widget  # type: ignore[attr-defined]
        del widget
        gc.collect()
    assert set(rooms) == {str(QGuiApplication.primaryScreen().availableGeometry())}


def test_no_widget_is_asked_for_its_screen() -> None:
    asked = [path.name for path in SOURCE.rglob("*.py") if ".screen()" in path.read_text(encoding="utf-8")]
    assert asked == []
