"""A time or a day that cannot be read stays in its field with the reason beside it; nothing is saved."""

from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from painlog.entries import FlareUp, Medicine, Note, Plan
from painlog.journal import Journal
from painlog.window.forms import form_of
from painlog.window.journal_table.shown_days import DaysQuestion
from painlog.window.moments import MomentEdit, TimeField
from painlog.window.popover import MomentLink, Popover
from painlog.window.question import Question
from painlog.window.reasons import Reason
from painlog.window.today.asks import Asks
from painlog.window.today.earlier import Earlier
from tests.window.april import CAPSULE, DOSE, LIFTING, NOW, SHOES, on

NO_TIME = "This is not a time; write for example 13:05."
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CONTROL = Qt.KeyboardModifier.ControlModifier


def shown(widget: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def typed(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)


def said(within: QWidget) -> list[str]:
    return [each.text() for each in within.findChildren(Reason) if each.isVisible()]


def time_in(within: QWidget) -> TimeField:
    field = within.findChild(TimeField)
    assert isinstance(field, TimeField)
    return field


@pytest.mark.parametrize("saves", [Qt.Key.Key_Return, Qt.Key.Key_S])
def test_a_note_is_not_saved_at_another_time_than_was_typed(
    april: Journal, qtbot: QtBot, saves: Qt.Key
) -> None:
    form = form_of(april, Note(id=uuid4(), at=NOW, text="the rain came"))
    shown(form, qtbot)
    field = time_in(form)
    typed(field, "half past nine")
    QTest.keyClick(field, saves, CONTROL)
    assert (form.answer, form.isVisible()) == (None, True)
    assert (field.text(), said(form), form.focusWidget()) == ("half past nine", [NO_TIME], field)
    typed(field, "9:30")
    assert said(form) == []
    QTest.keyClick(field, saves, CONTROL)
    assert isinstance(form.answer, Note)
    assert form.answer.at == NOW.replace(hour=9, minute=30)


def test_a_time_that_was_left_by_tab_is_shown_again_when_the_form_is_saved(
    april: Journal, qtbot: QtBot
) -> None:
    form = form_of(april, SHOES)
    shown(form, qtbot)
    field = time_in(form)
    typed(field, "25:99")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert said(form) == [NO_TIME]
    form.yes.click()
    assert (form.answer, form.focusWidget()) == (None, field)
    typed(field, "")
    form.yes.click()
    assert form.answer == SHOES


def test_a_new_medicine_is_not_saved_from_another_day(april: Journal, qtbot: QtBot) -> None:
    new = replace(CAPSULE, id=uuid4(), name="Ibuprofen", plans=(Plan(start=NOW.date()),))
    form = form_of(april, new)
    shown(form, qtbot)
    field = next(each for each in form.findChildren(QLineEdit) if each.accessibleName() == "From")
    typed(field, "31/2/2026")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (form.answer, field.text(), form.focusWidget()) == (None, "31/2/2026", field)
    assert said(form) == ["This can't be read as a date. Write it like 02/04/2026."]
    typed(field, "28/2/2026")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert isinstance(form.answer, Medicine)
    assert f"{form.answer.plans[0].start:%d.%m.}" == "28.02."


def test_days_of_the_table_are_not_shown_until_both_can_be_read(qtbot: QtBot) -> None:
    question = DaysQuestion((NOW.date(), NOW.date()))
    shown(question, qtbot)
    typed(question.last.field, "1/1/1800")
    QTest.keyClick(question.last.field, Qt.Key.Key_Return)
    assert question.result() != Question.DialogCode.Accepted
    assert question.focusWidget() is question.last.field
    QTest.keyClick(question.last.field, Qt.Key.Key_Escape)
    assert not question.isVisible()


@pytest.mark.parametrize("text", ["25:99", "1/1/1800"])
def test_a_popover_stays_open_with_what_cannot_be_read(qtbot: QtBot, text: str) -> None:
    popover, field, moved = opened(qtbot)
    for leaves in ("enter", "done", "elsewhere"):
        typed(field, text)
        leave(popover, leaves)
        assert popover.isVisible()
        assert (field.text(), said(popover), popover.focusWidget()) == (text, [NO_TIME], field)
    typed(field, "9:30")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not popover.isVisible()
    assert [moment for (moment,) in _told(moved)] == [on(2, 9, 30)]


def test_a_popover_with_what_cannot_be_read_is_left_by_esc(qtbot: QtBot) -> None:
    popover, field, moved = opened(qtbot)
    typed(field, "25:99")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not popover.isVisible()
    assert moved.count() == 0


def test_another_day_leaves_a_time_that_cannot_be_read_as_it_was_typed(qtbot: QtBot) -> None:
    edit = MomentEdit(NOW, name="When", clock=lambda: NOW)
    shown(edit, qtbot)
    typed(time_in(edit), "half past nine")
    press(edit, "The day before")
    assert (time_in(edit).text(), said(edit)) == ("half past nine", [NO_TIME])
    press(edit, "Now")
    assert (time_in(edit).text(), said(edit)) == (f"{NOW:%H:%M}", [])


def test_an_earlier_flare_up_is_not_written_at_another_time(april: Journal, qtbot: QtBot) -> None:
    asks = Asks()
    drawer = Earlier(asks, april)
    shown(drawer, qtbot)
    recorded = QSignalSpy(asks.record)
    typed(time_in(drawer), "25:99")
    drawer.write.click()
    assert (recorded.count(), said(drawer), drawer.focusWidget()) == (0, [NO_TIME], time_in(drawer))
    typed(time_in(drawer), "15:00")
    drawer.write.click()
    assert recorded.count() == 1


def test_an_end_that_is_not_asked_for_is_not_in_the_way(april: Journal, qtbot: QtBot) -> None:
    drawer = Earlier(Asks(), april)
    shown(drawer, qtbot)
    drawer.ends[1].click()
    typed(time_in(drawer.ended), "25:99")
    drawer.ends[0].click()
    left = QSignalSpy(drawer.left)
    drawer.write.click()
    assert left.count() == 1


def test_what_is_not_asked_for_is_not_among_the_words_that_are_kept(april: Journal, qtbot: QtBot) -> None:
    """Locked over the form of a flare-up that went on, its note told an end that nobody had typed."""
    running = FlareUp(id=uuid4(), started_at=NOW)
    april.record(running)
    form = form_of(april, running)
    shown(form, qtbot)
    typed(time_in(form), "99:99")
    words = form.let_go()
    assert "99:99" in words
    assert "End" not in words
    assert "worst" not in words


def opened(qtbot: QtBot) -> tuple[Popover, TimeField, QSignalSpy]:
    link = MomentLink("When it began", clock=lambda: NOW)
    link.show_moment(NOW, "16:40")
    shown(link, qtbot)
    moved = QSignalSpy(link.moved)
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, Popover)
    return popover, time_in(popover), moved


def leave(popover: Popover, how: str) -> None:
    if how == "enter":
        QTest.keyClick(time_in(popover), Qt.Key.Key_Return)
    elif how == "done":
        press(popover, "Done")
    else:
        outside = QPoint(-20, -20)
        QTest.mouseClick(popover, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, outside)


def press(within: QWidget, name: str) -> None:
    buttons = within.findChildren(QPushButton)
    button = next(each for each in buttons if each.accessibleName() == name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _told(spy: QSignalSpy) -> list[list[object]]:
    return [spy.at(place) for place in range(spy.count())]


def test_what_was_chosen_and_pressed_is_among_the_words_that_are_kept(april: Journal, qtbot: QtBot) -> None:
    """Locked over the form of a dose, its note told how much, and neither of what nor on which day."""
    dose, flare_up = form_of(april, DOSE), form_of(april, LIFTING)
    shown(dose, qtbot)
    typed(_line_of(dose, "How much"), "so many")
    told = dose.let_go().splitlines()
    assert "Medicine: Oxycodone IR 5 mg" in told
    assert "Taken at: 2 April 2026" in told
    assert "How much: so many" in told
    assert "What for: for the flare-up" in told
    shown(flare_up, qtbot)
    typed(time_in(flare_up), "99:99")
    told = flare_up.let_go().splitlines()
    assert "Worst pain: 6" in told
    assert "What seemed to set it off: lifting" in told
    assert "Where it hurts: lower back, left" in told


def _line_of(form: QWidget, name: str) -> QLineEdit:
    return next(line for line in form.findChildren(QLineEdit) if line.accessibleName() == name)
