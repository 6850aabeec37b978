"""The help window: its pages, and the person's own numbers."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPlainTextEdit, QTextBrowser
from pytestqt.qtbot import QtBot

from painlog.window.buttons import PlainButton
from painlog.window.help import HelpWindow, Page, about_text, help_text
from painlog.window.look import gap
from painlog.window.screens import room_around


@pytest.fixture
def window(qtbot: QtBot) -> HelpWindow:
    made = HelpWindow("112")
    qtbot.addWidget(made)
    made.show()
    return made


def _shown(window: HelpWindow) -> str:
    text = window.findChild(QTextBrowser)
    assert text is not None
    return text.toPlainText()


def _field(window: HelpWindow) -> QPlainTextEdit:
    field = window.findChild(QPlainTextEdit)
    assert field is not None
    return field


def test_it_leaves_room_on_a_small_screen(window: HelpWindow) -> None:
    """It was 620 pixels high on any screen: on the smallest one its Close button was below the edge."""
    free = room_around(window)
    assert window.width() <= free.width() - gap(16)
    assert window.height() <= free.height() - gap(16)


def test_each_page_has_its_text(window: HelpWindow) -> None:
    expected = {
        Page.HOW_TO: "one press",
        Page.PATTERNS: "never a diagnosis",
        Page.SEEK_HELP: "naloxone",
        Page.ABOUT: "Painlog 0.",
    }
    for page, words in expected.items():
        window.show_page(page)
        assert window.page is page
        assert words in _shown(window)


def test_own_numbers_stand_only_with_when_to_seek_help(window: HelpWindow) -> None:
    field = _field(window)
    window.show_page(Page.HOW_TO)
    assert not field.isVisible()
    window.show_page(Page.SEEK_HELP)
    assert field.isVisible()
    assert field.toPlainText() == "112"


def test_when_to_seek_help_can_be_asked_for_on_paper(window: HelpWindow, qtbot: QtBot) -> None:
    asked: list[tuple[str, str]] = []
    window.print_asked.connect(lambda *told: asked.append(told))
    (button,) = (each for each in window.findChildren(PlainButton) if each.words == "Print…")
    for page in Page:
        window.show_page(page)
        assert button.isVisible() is (page is Page.SEEK_HELP)
    window.show_page(Page.SEEK_HELP)
    qtbot.keyClicks(_field(window), "0")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [(help_text(Page.SEEK_HELP, "en"), "0112")]


def test_own_numbers_are_told_once_after_typing(window: HelpWindow, qtbot: QtBot) -> None:
    window.show_page(Page.SEEK_HELP)
    field = _field(window)
    field.setFocus()
    with qtbot.waitSignal(window.numbers_told) as told:
        qtbot.keyClicks(field, "9")
    assert told.args == ["9112"]


def test_closing_at_once_loses_no_number(window: HelpWindow, qtbot: QtBot) -> None:
    window.show_page(Page.SEEK_HELP)
    heard: list[str] = []
    window.numbers_told.connect(heard.append)
    qtbot.keyClicks(_field(window), "0")
    window.close()
    assert heard == ["0112"]


def test_escape_closes_it_and_loses_no_number_nor_tells_it_later(window: HelpWindow, qtbot: QtBot) -> None:
    """The journal may be closed some moments later."""
    window.show_page(Page.SEEK_HELP)
    heard: list[str] = []
    window.numbers_told.connect(heard.append)
    qtbot.keyClicks(_field(window), "0")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert heard == ["0112"]
    assert not any(timer.isActive() for timer in window.findChildren(QTimer))


def test_an_unknown_language_reads_english() -> None:
    assert help_text(Page.HOW_TO, "xx") == help_text(Page.HOW_TO, "en")


def test_what_painlog_is_stands_everywhere_in_the_same_words() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    texts = [" ".join(text.split()) for text in (readme, help_text(Page.HOW_TO, "en"), about_text())]
    begin, end = "Painlog records, shows and prints", "may be taken."
    (said,) = {text[text.index(begin) : text.index(end)] for text in texts}
    for told in ("not a medical device", "no diagnosis", "no advice", "no alarm", "no opioid"):
        assert told in said


def test_the_texts_give_no_advice_on_doses() -> None:
    pages = (help_text(page, "en") for page in (Page.HOW_TO, Page.PATTERNS, Page.SEEK_HELP))
    told = " ".join((*pages, about_text())).casefold()
    for word in (
        "addict",
        "overuse",
        "you may take",
        "you should take",
        "reduce your",
        "increase your",
        "normal",
    ):
        assert word not in told


def test_the_texts_name_nothing_to_load() -> None:
    for page in (Page.HOW_TO, Page.PATTERNS, Page.SEEK_HELP):
        assert not re.search(r"https?:|!\[|<img", help_text(page, "en"))
