"""PySide6 6.12.0 on Python 3.11 loses a reference to None at every void call, and dies of it in the end."""

import sys

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def test_none_keeps_its_references(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(1000):
        widget.update()
    assert before - sys.getrefcount(None) < 100  # Python 3.14 counts some up for what it never takes down
