"""A question has a title, rows that scroll where the screen is low, and two ways out."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from painlog.journal import JournalFault, Reason
from painlog.window.buttons import Chip, Segmented
from painlog.window.cannot_open import CannotOpen
from painlog.window.fields import Field, TextField, Tick
from painlog.window.look import TOUCH, apply_look
from painlog.window.pads import LevelPad
from painlog.window.panels import Quiet
from painlog.window.parting import Parting
from painlog.window.question import Question
from painlog.window.reasons import Reason as Said
from painlog.window.screens import room_around
from painlog.window.unwritten import Waiting
from painlog.words import language

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.install(qapp, "en")
    apply_look(qapp)
    yield
    language.remove(qapp)


@pytest.fixture
def question(qtbot: QtBot) -> Question:
    asked = Question("How are you?", "Say so")
    field = QLineEdit()
    asked.rows.addWidget(field)
    qtbot.addWidget(asked)
    asked.show()
    field.setFocus()
    return asked


def result(question: Question) -> int | None:
    return None if question.isVisible() else question.result()


def test_it_says_what_it_asks(question: Question) -> None:
    assert question.windowTitle() == question.title.text() == "How are you?"
    assert (question.yes.words, question.no.words) == ("Say so", "Cancel")
    assert min(question.yes.height(), question.no.height()) >= TOUCH


@pytest.mark.parametrize(
    ("key", "held", "answered"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, 1),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, 1),
        (Qt.Key.Key_Return, CONTROL, 1),
        (Qt.Key.Key_S, CONTROL, 1),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, 0),
    ],
)
def test_keys_answer_or_leave(
    question: Question, key: Qt.Key, held: Qt.KeyboardModifier, answered: int
) -> None:
    QTest.keyClick(question.focusWidget(), key, held)
    assert result(question) == answered


def test_control_enter_answers_also_from_a_button(question: Question) -> None:
    question.no.setFocus()
    QTest.keyClick(question.no, Qt.Key.Key_Return, CONTROL)
    assert result(question) == 1


def test_enter_on_cancel_leaves(question: Question) -> None:
    question.no.setFocus()
    QTest.keyClick(question.no, Qt.Key.Key_Return)
    assert result(question) == 0


@pytest.mark.parametrize("made", [lambda: Chip("Lifting"), lambda: Tick("Lifting")])
def test_what_can_be_chosen_is_chosen_with_space_and_enter_answers(
    question: Question, made: Callable[[], QAbstractButton]
) -> None:
    choice = made()
    question.rows.addWidget(choice)
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Space)
    assert choice.isChecked()
    QTest.keyClick(choice, Qt.Key.Key_Return)
    assert result(question) == 1
    assert choice.isChecked(), "Enter took the choice back"


def test_enter_answers_from_a_row_of_choices(question: Question) -> None:
    row = Segmented(["Day", "All"], name="Days")
    pad = LevelPad("Pain")
    for each in (row, pad):
        question.rows.addWidget(each)
    row.segments[1].setFocus()
    QTest.keyClick(row.segments[1], Qt.Key.Key_Space)
    pad.levels[4].setFocus()
    QTest.keyClick(pad.levels[4], Qt.Key.Key_Space)
    QTest.keyClick(pad.levels[4], Qt.Key.Key_Return)
    assert result(question) == 1
    assert row.current == 1
    assert pad.levels[4].isChecked()


def test_enter_still_presses_what_is_only_pressed(question: Question, qtbot: QtBot) -> None:
    back = Chip("15 min back", checkable=False)
    question.rows.addWidget(back)
    back.setFocus()
    with qtbot.waitSignal(back.clicked):
        QTest.keyClick(back, Qt.Key.Key_Return)
    assert result(question) is None


def test_buttons_answer_and_leave(question: Question) -> None:
    question.no.click()
    assert result(question) == 0
    question.show()
    question.yes.click()
    assert result(question) == 1


def test_a_question_whose_window_goes_meanwhile_is_not_answered(qtbot: QtBot) -> None:
    """As where the journal is locked: that it was gone already was noted as a mistake of the program."""
    window = QWidget()
    asked = Question("How are you?", "Say so", window)
    QTimer.singleShot(0, lambda: delete(window))
    assert not asked.ask_once()


def test_it_grows_with_what_comes_later_and_stays_on_the_screen(question: Question, qtbot: QtBot) -> None:
    later = QWidget()
    later.setMinimumHeight(300)
    room = room_around(question)
    question.move(room.left() + 40, room.bottom() - question.height())
    before = question.height()
    question.rows.addWidget(later)
    bar = question._scroller.verticalScrollBar()
    qtbot.waitUntil(lambda: question.height() > before and later.isVisible() and not bar.isVisible())
    assert question.frameGeometry().bottom() <= room.bottom()


def test_it_grows_when_it_says_why_something_was_not_taken(qtbot: QtBot) -> None:
    asked, reason = Question("Short", "Yes"), Said()
    asked.rows.addWidget(reason)
    qtbot.addWidget(asked)
    asked.show()
    before = asked.height()
    reason.say("This is not the passphrase. " * 20)
    qtbot.waitUntil(lambda: asked.height() > before)
    assert not asked._scroller.verticalScrollBar().isVisible()


def test_another_journal_can_be_opened_where_one_does_not_open(qtbot: QtBot) -> None:
    asked = CannotOpen(JournalFault(Reason.NEWER), Path("journal.painlog"))
    qtbot.addWidget(asked)
    asked.show()
    shown = [each for each in asked.findChildren(QAbstractButton) if each.isVisible()]
    words = [each.text() for each in sorted(shown, key=QWidget.x)]
    assert words == ["Open another journal…", "Close Painlog", "Try again"]


def test_it_is_never_larger_than_the_screen(qtbot: QtBot) -> None:
    asked = Question("Long", "Yes")
    high = QWidget()
    high.setMinimumSize(200, 5_000)
    asked.rows.addWidget(high)
    qtbot.addWidget(asked)
    asked.show()
    assert asked.height() <= room_around(asked).height()
    assert asked.yes.isVisible()
    assert asked.yes.geometry().bottom() <= asked.height()


def test_it_comes_back_to_a_screen_that_became_smaller(question: Question, qtbot: QtBot) -> None:
    """Its buttons stood beyond the edge when the laptop left its desk, and nothing scrolled them there."""
    screen = QGuiApplication.primaryScreen()
    question.resize(screen.size() * 2)
    question.move(200, 100)
    screen.availableGeometryChanged.emit(screen.availableGeometry())
    qtbot.waitUntil(lambda: room_around(question).contains(question.frameGeometry()))
    assert room_around(question).contains(question.yes.mapToGlobal(question.yes.rect().bottomRight()))


def test_a_reason_is_seen_only_while_there_is_one(qtbot: QtBot) -> None:
    reason = Said()
    qtbot.addWidget(reason)
    assert reason.isHidden()
    reason.say("<b>10</b> at most")
    assert not reason.isHidden()
    assert reason.textFormat() == Qt.TextFormat.PlainText
    assert reason.text() == "<b>10</b> at most"
    reason.say("")
    assert reason.isHidden()


@pytest.mark.parametrize(
    ("key", "held", "answered"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, 0),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, 0),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, 0),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, 0),
        (Qt.Key.Key_Return, CONTROL, None),
        (Qt.Key.Key_S, CONTROL, None),
    ],
)
def test_no_single_key_loses_what_is_not_written(
    qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier, answered: int | None
) -> None:
    parting = Parting([Waiting(lambda: None, "16:28 Flare-up")])
    qtbot.addWidget(parting)
    parting.show()
    qtbot.waitUntil(parting.no.hasFocus)
    QTest.keyClick(parting.no, key, held)
    assert result(parting) == answered
    QTest.keyClick(parting, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert result(parting) == 0


def test_what_is_not_written_is_left_by_its_own_button(qtbot: QtBot) -> None:
    parting = Parting([Waiting(lambda: None, "16:28 Flare-up")])
    qtbot.addWidget(parting)
    parting.show()
    QTest.mouseClick(parting.yes, Qt.MouseButton.LeftButton)
    assert result(parting) == 1


@pytest.fixture
def high(qtbot: QtBot) -> Question:
    """Ask more than the window has room for."""
    asked = Question("How are you?", "Say so")
    for _ in range(40):
        asked.rows.addWidget(Field())
    note = TextField()
    note.setFixedHeight(120)
    asked.rows.addWidget(note)
    qtbot.addWidget(asked)
    asked.show()
    asked.resize(400, 420)
    return asked


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_what_the_keyboard_goes_to_is_seen_whole(high: Question, key: Qt.Key) -> None:
    high.yes.setFocus()
    for _ in range(50):
        at = high.focusWidget()
        QTest.keyClick(at, key)
        assert high.focusWidget() is not at
        stop = high.focusWidget()
        assert _is_seen_whole(stop)


def test_what_is_higher_than_the_room_is_seen_where_one_types(high: Question) -> None:
    high.resize(400, 200)
    high.no.setFocus()
    QTest.keyClick(high.no, Qt.Key.Key_Backtab)
    note = high.focusWidget()
    assert isinstance(note, TextField)
    assert note.height() > note.visibleRegion().boundingRect().height()
    assert note.visibleRegion().boundingRect().contains(note.cursorRect())


def test_why_something_was_not_taken_is_seen_whole_with_its_field(high: Question, qtbot: QtBot) -> None:
    label, field, reason = Quiet("The same again"), Field(), Said()
    for place, widget in enumerate((label, field, reason), 20):
        high.rows.insertWidget(place, widget)
    bar = high._scroller.verticalScrollBar()
    for came_from in (bar.minimum(), bar.maximum()):
        bar.setValue(came_from)
        field.setFocus()
        reason.say("This is not the same as above. Please type it again. " * 3)
        qtbot.waitUntil(lambda: all(_is_seen_whole(each) for each in (label, field, reason)))


def _is_seen_whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_it_is_wider_where_its_text_is_larger(qtbot: QtBot, qapp: QApplication) -> None:
    widths = []
    for percent in (100, 125):
        apply_look(qapp, percent=percent)
        asked = Question("Short", "Yes")
        qtbot.addWidget(asked)
        widths.append(asked.sizeHint().width())
    assert widths[1] == round(1.25 * widths[0])
