"""Chips, levels, moments that may be missing, and columns."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from painlog.window.buttons import Chip
from painlog.window.columns import Columns
from painlog.window.forms.answers import LevelAnswer, MomentAnswer
from painlog.window.forms.chips import Chips, OneOf, OwnWord
from painlog.window.forms.where import Where
from painlog.words.body import region_name
from tests.window.april import NOW, on


@pytest.fixture
def chips(qtbot: QtBot) -> Chips:
    shown = Chips(["lifting", "stairs"], ["sitting"], name="What set it off")
    qtbot.addWidget(shown)
    shown.show()
    return shown


def own(chips: Chips) -> OwnWord:
    field = chips.findChild(OwnWord)
    assert isinstance(field, OwnWord)
    return field


def test_chosen_words_come_first_and_are_kept(chips: Chips) -> None:
    assert chips.chosen() == ("sitting",)
    chips.chip("stairs").click()
    assert chips.chosen() == ("sitting", "stairs")
    chips.chip("sitting").click()
    assert chips.chosen() == ("stairs",)


def test_a_word_of_ones_own_becomes_a_chip(chips: Chips) -> None:
    QTest.keyClicks(own(chips), "  long   drive ")
    QTest.keyClick(own(chips), Qt.Key.Key_Return)
    assert chips.chosen() == ("sitting", "long drive")
    assert own(chips).text() == ""


def test_a_typed_word_that_is_there_already_is_chosen(chips: Chips) -> None:
    QTest.keyClicks(own(chips), "LIFTING")
    QTest.keyClick(own(chips), Qt.Key.Key_Return)
    assert chips.chosen() == ("sitting", "lifting")


def test_a_word_in_other_capitals_has_no_chip_of_its_own_and_stays_as_it_was_told(qtbot: QtBot) -> None:
    """One that is on and one that is off stood side by side."""
    shown = Chips(["lifting", "Stairs", "stairs"], ["Lifting", "walking", "LIFTING"])
    qtbot.addWidget(shown)
    assert [chip.text() for chip in shown.findChildren(Chip)] == ["Lifting", "walking", "Stairs"]
    assert shown.chosen() == ("Lifting", "walking", "LIFTING")
    shown.chip("stairs").click()
    assert shown.chosen() == ("Lifting", "walking", "LIFTING", "Stairs")
    shown.chip("lifting").click()
    assert shown.chosen() == ("walking", "Stairs")


def test_what_was_typed_and_not_entered_is_not_lost(chips: Chips) -> None:
    QTest.keyClicks(own(chips), "a cough")
    assert chips.chosen() == ("sitting", "a cough")


def test_an_empty_enter_is_left_to_the_dialog(chips: Chips) -> None:
    told = QSignalSpy(own(chips).said)
    QTest.keyClick(own(chips), Qt.Key.Key_Return)
    assert told.count() == 0


def test_one_of_several_is_always_chosen(qtbot: QtBot) -> None:
    shown = OneOf(["over", "going on", "not known"], 1)
    qtbot.addWidget(shown)
    told = QSignalSpy(shown.chosen)
    shown.chips[1].click()
    assert shown.current == 1
    shown.chips[2].click()
    assert shown.current == 2
    assert [chip.isChecked() for chip in shown.chips] == [False, False, True]
    assert told.count() == 2


def test_a_level_is_pressed_and_forgotten(qtbot: QtBot) -> None:
    shown = LevelAnswer(None, name="Worst pain")
    qtbot.addWidget(shown)
    shown.show()
    assert not shown.not_said.isVisible()
    shown.pad.levels[7].click()
    assert (shown.level, _pressed(shown)) == (7, [7])
    shown.not_said.click()
    assert (shown.level, _pressed(shown)) == (None, [])


def test_a_level_with_decimals_stays_until_another_is_pressed(qtbot: QtBot) -> None:
    shown = LevelAnswer(4.6)
    qtbot.addWidget(shown)
    assert (shown.level, _pressed(shown)) == (4.6, [5])


def _pressed(shown: LevelAnswer) -> list[int]:
    """Return the levels whose buttons look pressed."""
    return [button.level for button in shown.pad.levels if button.isChecked()]


def moment(qtbot: QtBot, *, said: bool) -> MomentAnswer:
    shown = MomentAnswer(
        on(2, 13) if said else None,
        lambda: on(2, 14),
        asks="Say when…",
        forget="Not known",
        name="End",
        clock=lambda: NOW,
    )
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_a_moment_is_said_and_left_open(qtbot: QtBot) -> None:
    shown = moment(qtbot, said=False)
    assert shown.moment is None
    assert not shown.edit.isVisible()
    shown.ask.click()
    assert shown.moment == on(2, 14)
    assert shown.edit.isVisible()
    shown.forget.click()
    assert shown.moment is None
    assert not shown.edit.isVisible()


def test_a_moment_that_is_there_is_shown(qtbot: QtBot) -> None:
    assert moment(qtbot, said=True).moment == on(2, 13)


def test_columns_stand_beside_one_another_only_where_they_fit(qtbot: QtBot) -> None:
    shown = Columns(2)
    qtbot.addWidget(shown)
    labels = [QLabel("x" * 40), QLabel("y" * 40)]
    for number, label in enumerate(labels):
        shown.column(number).addWidget(label)
    for width, beside in ((900, True), (350, False), (900, True)):
        shown.resize(width, 300)
        shown.show()
        qtbot.waitUntil(lambda beside=beside: _are_beside(labels) is beside)  # type: ignore[misc]


def _are_beside(labels: list[QLabel]) -> bool:
    left, right = (label.mapTo(label.window(), QPoint(0, 0)) for label in labels)
    return left.y() == right.y()


def test_the_body_and_the_chips_say_the_same(qtbot: QtBot) -> None:
    shown = Where(["lower back, left"], ["hip, right"])
    qtbot.addWidget(shown)
    shown.chips.chip("hip, right").click()
    assert shown.body.regions() == shown.regions() == ("lower back, left", "hip, right")
    knee = next(place for place in shown.body.places if place.part.region == "knee, left")
    knee.click()
    assert shown.regions() == ("lower back, left", "hip, right", "knee, left")
    assert shown.chips.chip("knee, left").words == region_name("knee, left")
    shown.chips.chip("lower back, left").click()
    assert shown.body.regions() == ("hip, right", "knee, left")
