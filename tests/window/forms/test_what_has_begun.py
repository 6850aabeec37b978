"""When something began that is going on: a later time of day than now is the day before's, none is ahead."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from painlog.entries import FlareUp
from painlog.journal import Journal
from painlog.window.forms.flare_up import GOING_ON, FlareUpForm
from painlog.window.moments import MomentEdit, TimeField
from painlog.window.popover import MomentLink, Popover
from painlog.window.reasons import Reason
from painlog.window.today.asks import Asks
from painlog.window.today.card import RunningCard
from painlog.window.today.earlier import Earlier
from tests.window.april import ASLEEP, NOW, on

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TO_COME = "This is in the future; please say when it began."
RUNNING = FlareUp(id=uuid4(), started_at=on(2, 16))


def since(april: Journal, qtbot: QtBot) -> tuple[Popover, QSignalSpy]:
    asks = Asks()
    card = RunningCard(asks, april)
    qtbot.addWidget(card)
    card.show_running(RUNNING, (), may_be_forgotten=False)
    card.show()
    told = QSignalSpy(asks.change)
    link = card.findChild(MomentLink)
    assert isinstance(link, MomentLink)
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, Popover)
    return popover, told


def time_in(within: QWidget) -> TimeField:
    field = within.findChild(TimeField)
    assert isinstance(field, TimeField)
    return field


def typed(within: QWidget, *texts: str) -> None:
    for text in texts:
        time_in(within).setFocus()
        time_in(within).selectAll()
        QTest.keyClicks(time_in(within), text)
        QTest.keyClick(time_in(within), Qt.Key.Key_Return)


def press(within: QWidget, name: str) -> None:
    buttons = within.findChildren(QPushButton)
    button = next(each for each in buttons if each.accessibleName().endswith(name))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def said(within: QWidget) -> list[str]:
    return [each.text() for each in within.findChildren(Reason) if each.isVisible()]


@pytest.mark.parametrize(("text", "began"), [("23:00", on(1, 23)), ("16:41", on(1, 16, 41)), ("9", on(2, 9))])
def test_a_later_time_of_day_on_the_card_is_the_day_befores(
    april: Journal, qtbot: QtBot, text: str, began: datetime
) -> None:
    popover, told = since(april, qtbot)
    typed(popover, text)
    assert not popover.isVisible()
    assert [entry.started_at for (entry,) in map(told.at, range(told.count()))] == [began]


def test_a_start_after_now_is_refused_on_the_card_until_it_is_mended(april: Journal, qtbot: QtBot) -> None:
    popover, told = since(april, qtbot)
    press(popover, "The day after")
    QTest.keyClick(time_in(popover), Qt.Key.Key_Return)
    assert popover.isVisible()
    assert (told.count(), said(popover), popover.focusWidget()) == (0, [TO_COME], time_in(popover))
    press(popover, "The day before")
    assert said(popover) == []
    QTest.keyClick(time_in(popover), Qt.Key.Key_Up)
    QTest.keyClick(time_in(popover), Qt.Key.Key_Return)
    assert told.at(0)[0].started_at == on(2, 16, 5)


def test_what_was_taken_for_the_day_before_is_todays_again_when_it_is_mended(qtbot: QtBot) -> None:
    edit = MomentEdit(NOW, name="When", has_begun=True, clock=lambda: NOW)
    qtbot.addWidget(edit)
    edit.show()
    typed(edit, "23:00")
    assert edit.moment == on(1, 23)
    typed(edit, "9:00")
    assert edit.moment == on(2, 9)


def test_arrows_go_over_midnight_to_the_next_day_and_back(qtbot: QtBot) -> None:
    edit = MomentEdit(on(2, 0, 2), name="When", has_begun=True, clock=lambda: NOW)
    qtbot.addWidget(edit)
    edit.show()
    QTest.keyClick(time_in(edit), Qt.Key.Key_Down)
    assert edit.moment == on(1, 23, 57)
    QTest.keyClick(time_in(edit), Qt.Key.Key_Up)
    assert edit.moment == on(2, 0, 2)


def test_a_start_that_was_ahead_already_is_not_in_the_way(april: Journal, qtbot: QtBot) -> None:
    """As after the computer's clock was set back."""
    ahead = FlareUp(id=uuid4(), started_at=NOW + timedelta(hours=1))
    april.record(ahead)
    form = FlareUpForm(april, ahead)
    qtbot.addWidget(form)
    form.accept()
    assert isinstance(form.answer, FlareUp)


def test_the_form_refuses_a_start_after_now_of_what_is_going_on(april: Journal, qtbot: QtBot) -> None:
    form = FlareUpForm(april, ASLEEP)
    qtbot.addWidget(form)
    form.show()
    form.ended.chips[GOING_ON].click()
    form.start.show_moment(NOW + timedelta(hours=2))
    form.yes.click()
    _, reason = form.reasons["started_at"]
    assert (form.answer, reason.text()) == (None, TO_COME)
    form.start.show_moment(NOW - timedelta(hours=2))
    form.yes.click()
    assert isinstance(form.answer, FlareUp)


def test_an_earlier_flare_up_is_over_while_another_goes_on(april: Journal, qtbot: QtBot) -> None:
    """Not one of the two is left going on by an answer that nobody gave."""
    for is_running in (False, True):
        if is_running:
            april.record(FlareUp(id=uuid4(), started_at=NOW - timedelta(minutes=5)))
        asks = Asks()
        drawer = Earlier(asks, april)
        qtbot.addWidget(drawer)
        recorded = QSignalSpy(asks.record)
        drawer.write.click()
        assert recorded.at(0)[0].is_running is not is_running


def test_an_earlier_flare_up_does_not_begin_after_now(april: Journal, qtbot: QtBot) -> None:
    asks = Asks()
    drawer = Earlier(asks, april)
    qtbot.addWidget(drawer)
    drawer.show()
    recorded = QSignalSpy(asks.record)
    press(drawer, "The day after")
    drawer.write.click()
    assert (recorded.count(), said(drawer)) == (0, [TO_COME])
    press(drawer, "The day before")
    typed(drawer, "22:30")
    drawer.write.click()
    assert recorded.at(0)[0].started_at == on(1, 22, 30)
