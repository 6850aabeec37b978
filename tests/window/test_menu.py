"""Menus show their commands whole, at every size of text, and names as they were typed."""

from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from painlog.charts.keeping import ChartMenu
from painlog.entries import Note
from painlog.window.buttons import PlainButton
from painlog.window.look import TEXT_SIZES, LookName, apply_look
from painlog.window.menu import Menu
from tests.window.open_windows import EVENING, Opened

WORDS = "Restore from a backup…"
EDGE = 10
"""How much narrower ink may be than the room that its letters take, in pixels."""
pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


@pytest.mark.parametrize("percent", TEXT_SIZES)
@pytest.mark.parametrize("of", ["the window", "a chart"])
def test_a_command_is_shown_whole(qtbot: QtBot, qapp: QApplication, percent: int, of: str) -> None:
    apply_look(qapp, percent=percent)
    holder = QWidget()
    qtbot.addWidget(holder)
    menu = ChartMenu(holder, lambda: None, lambda: None) if of == "a chart" else Menu("", holder)
    action = menu.addAction(WORDS)
    menu.popup(menu.pos())
    line = menu.grab(menu.actionGeometry(action).adjusted(3, 3, -3, -3)).toImage()
    assert _ink(line) >= menu.fontMetrics().horizontalAdvance(WORDS) - EDGE
    menu.hide()


def _ink(line: QImage) -> int:
    """Return from where to where words stand in a picture whose last column is empty."""
    empty = line.pixel(line.width() - 1, 0)
    rows = range(line.height())
    inked = [x for x in range(line.width()) if any(line.pixel(x, y) != empty for y in rows)]
    return inked[-1] - inked[0] + 1


@pytest.mark.parametrize("look", LookName)
def test_the_bar_shows_where_the_keyboard_is(
    opened: Opened, qtbot: QtBot, qapp: QApplication, look: LookName
) -> None:
    apply_look(qapp, look)
    window = opened.window()
    window.activateWindow()
    bar, menu = window.menuBar(), window.menus[2]
    qtbot.waitUntil(window.isActiveWindow)
    resting = _face(window, bar.actions()[2])
    qtbot.keyClick(window, Qt.Key.Key_Alt)
    assert bar.hasFocus()
    assert _face(window, bar.actions()[0]) != resting
    assert _face(window, bar.actions()[2]) == resting
    bar.setActiveAction(bar.actions()[2])
    qtbot.waitUntil(menu.isVisible)
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert bar.activeAction() is menu.menuAction()
    assert _face(window, bar.actions()[2]) != resting
    qtbot.keyClick(bar, Qt.Key.Key_Escape)
    assert _face(window, bar.actions()[2]) == resting


def test_esc_gives_the_keyboard_back_after_two_menus(opened: Opened, qtbot: QtBot) -> None:
    """Opened by its letter while the bar had the keyboard, a second menu left it there for good, unseen."""
    window = opened.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    bar, (_journal, edit, _entry, view, _help) = window.menuBar(), window.menus
    begun = QApplication.focusWidget()
    for key, menu in ((Qt.Key.Key_E, edit), (Qt.Key.Key_V, view), (Qt.Key.Key_E, edit)):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(menu.isVisible)
        assert bar.hasFocus()
        qtbot.keyClick(menu, Qt.Key.Key_Escape)
        assert bar.activeAction() is menu.menuAction()
    qtbot.keyClick(bar, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is begun


def _face(window: QMainWindow, action: QAction) -> int:
    """Return the colour on which a name in the bar of menus stands."""
    place = window.menuBar().actionGeometry(action).topLeft() + QPoint(3, 5)
    return window.menuBar().grab().toImage().pixel(place)


def test_every_menu_of_the_window_has_that_room(opened: Opened, qtbot: QtBot) -> None:
    window = opened.window()
    qtbot.waitUntil(lambda: bool(window.menus[0].actions()))
    under = [action.menu() for menu in window.menus for action in menu.actions()]
    menus = [*window.menus, *(menu for menu in under if isinstance(menu, QMenu))]
    assert len(menus) > len(window.menus)
    assert [menu.title() for menu in menus if not isinstance(menu, Menu)] == []


def test_a_key_opens_the_menu_of_a_button_at_its_first_command(qtbot: QtBot) -> None:
    button, pressed = PlainButton("New"), []
    qtbot.addWidget(button)
    menu = Menu("", button)
    menu.addAction("Note…", lambda: pressed.append("Note…"))
    button.setMenu(menu)
    button.show()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert pressed == ["Note…"]


def test_a_letter_goes_to_the_next_command_that_begins_with_it(qtbot: QtBot) -> None:
    holder, pressed = QWidget(), []
    qtbot.addWidget(holder)
    menu = Menu("", holder)
    for name in ("Import…", "Export…", "Exit", "Ends"):
        menu.addAction(name, lambda name=name: pressed.append(name))
    menu.actions()[2].setEnabled(False)
    menu.popup(QPoint(0, 0))
    for letter, there in (
        ("e", "Export…"),
        ("E", "Ends"),
        ("e", "Export…"),
        ("x", "Export…"),
        ("i", "Import…"),
    ):
        qtbot.keyClicks(menu, letter)
        assert menu.activeAction().text() == there
    assert pressed == []
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert pressed == ["Import…"]


def test_a_letter_that_opens_a_menu_under_this_one_goes_to_its_first_command(qtbot: QtBot) -> None:
    holder, pressed = QWidget(), []
    qtbot.addWidget(holder)
    menu, under = Menu("", holder), Menu("Open again", holder)
    for name in ("not here", "mine", "yours"):
        under.addAction(name, lambda name=name: pressed.append(name))
    under.actions()[0].setEnabled(False)
    menu.addMenu(under)
    menu.popup(QPoint(0, 0))
    qtbot.keyClicks(menu, "o")
    assert under.isVisible()
    assert under.activeAction().text() == "mine"
    qtbot.keyClick(under, Qt.Key.Key_Down)
    qtbot.keyClick(under, Qt.Key.Key_Return)
    assert pressed == ["yours"]


def test_a_name_with_an_ampersand_is_shown_as_typed(opened: Opened, qtbot: QtBot) -> None:
    window = opened.window()
    qtbot.waitUntil(lambda: bool(window.menus[1].actions()))
    window.journal.record(Note(id=uuid4(), at=EVENING, text="Salt & pepper"))
    window.menus[1].aboutToShow.emit()
    assert window.menus[1].actions()[0].text() == "Undo “Salt && pepper”"


def test_a_journal_that_cannot_be_reached_now_is_shown_and_not_opened(opened: Opened, qtbot: QtBot) -> None:
    window = opened.window()
    qtbot.waitUntil(lambda: bool(window.menus[0].actions()))
    window.preferences.remember_journal(Path("/nowhere/on a stick.painlog"))
    again = next(action.menu() for action in window.menus[0].actions() if action.text() == "Open again")
    assert isinstance(again, QMenu)
    again.aboutToShow.emit()
    said = {action.text(): action.isEnabled() for action in again.actions()}
    assert said["on a stick.painlog (not reachable now)"] is False
    assert said[window.journal.path.name] is True


def test_a_menu_that_is_higher_than_the_screen_scrolls(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    menu = Menu("", holder)
    first, *_, last = [menu.addAction(f"Command {place}") for place in range(60)]
    menu.popup(QPoint(0, 0))
    assert menu.actionGeometry(first).left() == menu.actionGeometry(last).left()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(menu, key)
    assert menu.activeAction() is last
    assert menu.rect().contains(menu.actionGeometry(last))
    menu.hide()


def test_the_room_for_the_keys_is_measured_once(qtbot: QtBot) -> None:
    widths = []
    for names in (("Note…", WORDS), (WORDS, "Note…")):
        menu = Menu("")
        qtbot.addWidget(menu)
        for name in names:
            menu.addAction(name).setShortcut("Ctrl+Shift+1")
        widths.append(menu.sizeHint().width())
    assert widths[0] == widths[1]
