"""Every form and question stands on one grid: what asks near what it asks for, and one edge at the right."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from painlog.journal import Journal
from painlog.window.fields import Choice, Field, TextField
from painlog.window.look import gap
from painlog.window.panels import Asked, Words
from painlog.window.question import Question
from painlog.window.screens import room_around
from tests.window.april import april, journal
from tests.window.lint_of_forms.test_accessibility_of_forms import WINDOWS
from tests.window.open_windows import windows

__all__ = ["april", "journal"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ALONE = (
    "cannot open",
    "damaged",
    "parting",
    "unlocking",
    "unlocking with the sheet",
    "first passphrase",
    "another passphrase",
    "name and birth date",
)
"""Questions that open without the window."""
QUESTIONS = [*(name for name in WINDOWS if name not in ("journal", "medicines")), *ALONE]


@pytest.fixture(params=QUESTIONS)
def question(request: pytest.FixtureRequest, april: Journal, qtbot: QtBot) -> Question:
    name = request.param
    made = windows()[name](None) if name in ALONE else WINDOWS[name](april)  # type: ignore[arg-type]
    assert isinstance(made, Question)
    qtbot.addWidget(made)
    made.show()
    for _ in range(3):
        QApplication.processEvents()
    return made


def _within(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def _asks(question: Question) -> Iterator[tuple[QLabel, QWidget]]:
    for label in question.findChildren(QLabel):
        buddy: QWidget | None = label.buddy()
        if buddy is not None and label.isVisible() and buddy.isVisible():
            yield label, buddy


def test_what_asks_looks_the_same_everywhere_and_stands_near(question: Question) -> None:
    for label, field in _asks(question):
        above, below = _within(label, question), _within(field, question)
        if below.top() <= above.bottom():  # beside it, as "from" and "until"
            continue
        is_question = label.text().endswith("?")  # that an import asks, of what it could not read
        assert isinstance(label, Words if is_question else Asked), label.text()
        assert below.top() - above.bottom() - 1 <= gap(2), label.text()


def test_fields_end_where_the_buttons_end(question: Question) -> None:
    wide = [
        _within(field, question).right()
        for kind in (Field, TextField, Choice)
        for field in question.findChildren(kind)
        if field.isVisible() and not question.bar.isVisible()
    ]
    end = max(_within(button, question).right() for button in (question.yes, question.no))
    assert all(right <= end for right in wide)
    assert not wide or max(wide) == end or max(wide) < question.width() * 0.9


def test_nothing_scrolls_where_the_screen_has_room(question: Question) -> None:
    margin = 64  # what stays free of the screen around a dialog
    is_as_high_as_may_be = question.height() >= room_around(question).height() - margin
    assert is_as_high_as_may_be or not question.bar.isVisible()


def test_room_that_is_left_over_is_below_the_rows(question: Question) -> None:
    before = [_within(label, question).topLeft() for label, _ in _asks(question)]
    question.resize(question.width(), question.height() + 60)
    for _ in range(3):
        QApplication.processEvents()
    if not question.bar.isVisible() and not question.rows.expandingDirections():
        assert [_within(label, question).topLeft() for label, _ in _asks(question)] == before
