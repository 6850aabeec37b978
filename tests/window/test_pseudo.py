"""A run in the pseudo-language, which marks every translated text and makes it longer.

What is seen without its marks was never given to Qt's translation; what is cut off has no room for German.
"""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from painlog.window.look import apply_look
from painlog.words import language
from tests.window.linting import cut_off
from tests.window.open_windows import RECOVERY, Opened, windows

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

MARKED = re.compile(r"\[!!(?:(?!\[!!).)*?!!\]", re.DOTALL)
"""One marked text with no other inside: those are taken out first."""
WORD = re.compile(r"[^\W\d_]{2,}")
NAMES = {"Painlog", "Letter"}
"""The same in every language: the program, a size of paper."""
OWN_WORDS = frozenset(
    """
    Oxycodone Paracetamol Buprenorphine IR PR patch lifting stairs long sitting walking gardening physical
    therapy Dr Sample Patient lower back left stabbing aching Is what sets it off driving all right with the
    journal painlog sample right shoulder Flare-up Flare up
    """.casefold().split()
)
"""What the sample's patient wrote: never translated."""
OF_THE_KEY = frozenset(WORD.findall(str(RECOVERY).casefold()))
"""Letters of the recovery key, drawn by chance."""


@pytest.fixture(autouse=True)
def pseudo(qapp: QApplication) -> Iterator[None]:
    language.install(qapp, language.PSEUDO)
    apply_look(qapp)
    yield
    language.remove(qapp)
    apply_look(qapp)


def texts(window: QWidget) -> Iterator[str]:
    """Give every text of the window that is not typed by a person."""
    yield window.windowTitle()
    for widget in window.findChildren(QWidget):
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        yield widget.toolTip()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            yield widget.placeholderText()
        if isinstance(widget, QTabBar):
            yield from (widget.tabText(index) for index in range(widget.count()))
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(index) for index in range(widget.count()))
        if isinstance(widget, QMenu):
            yield from (action.text() for action in widget.actions())


def unmarked(text: str) -> list[str]:
    """Return the words of a text that no translation gave."""
    rest, found = text.replace("&", ""), 1
    while found:
        rest, found = MARKED.subn(" ", rest)
    known = OWN_WORDS | OF_THE_KEY | _calendar()
    return [word for word in WORD.findall(rest) if word not in NAMES and word.casefold() not in known]


def _calendar() -> set[str]:
    """Return the words that dates are made of; they follow the region, not the translation."""
    region, forms = QLocale(), (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    days = {region.dayName(day, form).casefold() for day in range(1, 8) for form in forms}
    return days | {region.monthName(month, form).casefold() for month in range(1, 13) for form in forms}


@pytest.mark.parametrize("name", windows())
def test_every_text_is_translated(opened: Opened, qtbot: QtBot, name: str) -> None:
    window = windows()[name](opened)
    qtbot.addWidget(window)
    window.show()
    QApplication.processEvents()
    assert {text: unmarked(text) for text in texts(window) if unmarked(text)} == {}


@pytest.mark.no_cover
@pytest.mark.parametrize("name", windows())
@pytest.mark.parametrize("percent", [100, 200])
def test_longer_words_have_room(opened: Opened, qtbot: QtBot, name: str, percent: int) -> None:
    opened.program.looking.choose_percent(percent)
    window = windows()[name](opened)
    qtbot.addWidget(window)
    window.show()
    QApplication.processEvents()
    assert cut_off(window) == []
