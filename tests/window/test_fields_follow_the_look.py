"""Fields that are open while the look changes wear the new one, in its colours and its size of text."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from painlog.charts.inks import DARK, LIGHT, colour
from painlog.window.fields import Field, TextField
from painlog.window.look import LookName, apply_look


@pytest.fixture(autouse=True)
def back_to_light(qapp: QApplication) -> Iterator[None]:
    apply_look(qapp, LookName.LIGHT)
    yield
    apply_look(qapp)


def ground(field: QWidget) -> str:
    return field.grab().toImage().pixelColor(field.width() - 20, field.height() // 2).name()


@pytest.mark.parametrize("kind", [Field, TextField])
def test_an_open_field_wears_the_new_colours(
    qtbot: QtBot, qapp: QApplication, kind: type[Field | TextField]
) -> None:
    field = kind("A field")
    qtbot.addWidget(field)
    field.resize(300, 60)
    field.show()
    assert ground(field) == colour(LIGHT.panel).name()
    apply_look(qapp, LookName.DARK)
    assert ground(field) == colour(DARK.panel).name()


@pytest.mark.parametrize("kind", [Field, TextField])
def test_an_open_field_writes_in_the_new_size(
    qtbot: QtBot, qapp: QApplication, kind: type[Field | TextField]
) -> None:
    field = kind("A field")
    qtbot.addWidget(field)
    field.show()
    before = field.fontMetrics().height()
    apply_look(qapp, LookName.LIGHT, 200)
    assert field.fontMetrics().height() > 1.8 * before
