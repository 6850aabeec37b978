"""A tab that is shown is painted where it stays: nothing jumps under a finger that is already on its way."""

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from painlog.window.appointment.tab import AppointmentTab
from painlog.window.doors import Tab
from painlog.window.patterns_tab.tab import PatternsTab
from painlog.window.settling import settled
from tests.window.open_windows import Opened

pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]

_SEEN_BEFORE_ALL_ELSE = "Quiet “A record, not a diagnosis"
"""Stands below what is worked out, and there before it."""


class FirstPaints(QObject):
    """Notes where each widget lay in its window when it was first painted."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.places: dict[QWidget, QRect] = {}
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the first paint of a widget."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.places.setdefault(watched, _place(watched))
        return False


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), widget.rect().topLeft()), widget.size())


@pytest.mark.parametrize("tab", [tab for tab in Tab if tab is not Tab.TODAY])
@pytest.mark.parametrize("size", [(1366, 738), (1024, 570)])
def test_a_tab_is_painted_where_it_stays(
    opened: Opened, qtbot: QtBot, qapp: QApplication, tab: Tab, size: tuple[int, int]
) -> None:
    window = opened.window()
    window.resize(*size)
    QApplication.processEvents()
    paints = FirstPaints(qapp)
    window.show_tab(tab)
    shown = window.tab(tab)
    if isinstance(shown, PatternsTab):
        qtbot.waitUntil(lambda: shown.findings is not None)
    if isinstance(shown, AppointmentTab):
        qtbot.waitUntil(lambda: shown.page is not None)
    qtbot.waitUntil(lambda: any(shown.isAncestorOf(each) for each in paints.places))
    for _ in range(9):  # what would move, moves now
        QApplication.processEvents()
    qapp.removeEventFilter(paints)
    told = [each for each in paints.places if isinstance(each, QLabel | QAbstractButton | QAbstractItemView)]
    seen = [each for each in told if shown.isAncestorOf(each) and each.isVisible()]
    assert seen
    moved = [_called(each) for each in seen if paints.places[each] != _place(each)]
    assert [words for words in moved if not words.startswith(_SEEN_BEFORE_ALL_ELSE)] == []


def test_what_settles_within_another_leaves_neither_unpainted(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    part = QWidget(whole)
    with settled(whole), settled(part):
        assert not whole.updatesEnabled()
    qtbot.waitUntil(lambda: whole.updatesEnabled() and part.updatesEnabled())


def _called(widget: QWidget) -> str:
    said = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} “{said or widget.accessibleName()}”"
