"""The evening check in five presses, activities of today and yesterday, therapy with what it was for."""

import time
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from painlog.entries import Activity, CheckIn, Patient
from painlog.window.buttons import EntryChip
from tests.stories.person import Person

OWN = ("lifting", "stairs", "long sitting")
MOST = 12


@pytest.fixture
def evening(person: Person) -> Person:
    """Somebody with a list of activities, at half past eight."""
    person.window.answers.describe(Patient(activities=OWN))
    person.waits(hours=4)
    return person


def of_kind(person: Person, kind: type) -> list[object]:
    return [entry for entry in person.wrote() if isinstance(entry, kind)]


def checked(person: Person) -> CheckIn:
    [told] = of_kind(person, CheckIn)
    assert isinstance(told, CheckIn)
    return told


def test_the_evening_check_takes_five_presses_and_no_time(evening: Person) -> None:
    began = time.process_time()
    evening.presses("Evening check…")
    evening.presses("Pain between flare-ups 3 of 10")
    evening.button("No flare-up today")
    panel = evening.window.today.quick.panel
    assert panel is not None
    none_today = panel.none_today  # type: ignore[attr-defined]
    evening.window.today.left.ensureWidgetVisible(none_today)
    evening.clicks(none_today, none_today.rect().center())
    evening.presses("Stairs")
    evening.presses("Done")
    assert evening.took == 5
    assert time.process_time() - began < 5
    assert (checked(evening).background, checked(evening).no_flare_up) == (3, True)
    [done] = of_kind(evening, Activity)
    assert isinstance(done, Activity)
    assert (done.name, done.started_at.hour) == ("stairs", 15)
    for _ in range(3):
        evening.window.answers.undo()
    assert of_kind(evening, CheckIn) == of_kind(evening, Activity) == []


def test_what_the_evening_asks_for_stands_in_one_row_and_alone_has_all_of_it(
    evening: Person, qtbot: QtBot
) -> None:
    quick = evening.window.today.quick
    none_today, check = quick.none_today.geometry(), quick.evening.geometry()
    assert none_today.top() == check.top()
    assert none_today.right() < check.left()
    evening.presses("No flare-up today")
    qtbot.waitUntil(lambda: quick.evening.geometry() == none_today.united(check))
    assert not quick.none_today.isVisible()


def test_the_evening_check_by_keyboard(evening: Person) -> None:
    evening.keys(Qt.Key.Key_E, ctrl=True)
    evening.keys(Qt.Key.Key_4)
    evening.keys(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    evening.keys(Qt.Key.Key_Escape)
    assert (checked(evening).background, checked(evening).no_flare_up) == (4, True)
    assert evening.window.today.quick.panel is None


def test_an_evening_check_left_open_is_gone_the_next_day(evening: Person) -> None:
    """It stood there the next evening with yesterday's answers, and what was pressed changed those."""
    evening.presses("Evening check…")
    evening.presses("Pain between flare-ups 3 of 10")
    evening.waits(days=1)
    assert evening.window.today.quick.panel is None
    evening.presses("Evening check…")
    evening.presses("Pain between flare-ups 5 of 10")
    told = [entry for entry in evening.wrote() if isinstance(entry, CheckIn)]
    assert [(entry.at.day, entry.background) for entry in told] == [(2, 3), (3, 5)]


def test_the_weekly_questions_stand_over_their_tick(evening: Person) -> None:
    evening.presses("Evening check…")
    evening.presses("Ask two more questions once a week")
    panel = evening.window.today.quick.panel
    assert panel is not None
    pads, wanted = panel.weekly, panel.wanted  # type: ignore[attr-defined]
    assert all(pad.y() < wanted.y() for pad in pads)
    for pad in pads:
        evening.window.today.left.ensureWidgetVisible(pad.levels[6])
        evening.clicks(pad.levels[6], pad.levels[6].rect().center())
    assert (checked(evening).enjoyment, checked(evening).activity) == (6, 6)
    evening.presses("Done")
    evening.waits(days=6, hours=23)
    evening.presses("Evening check…")
    assert len(evening.window.today.quick.panel.weekly) == 2  # type: ignore[union-attr]


def test_at_most_twelve_activities_are_offered_most_used_first(evening: Person) -> None:
    evening.window.answers.describe(Patient(activities=tuple(f"thing {number}" for number in range(MOST))))
    for name in ("gardening", "thing 11"):
        evening.presses("Did something…")
        QTest.keyClicks(evening.field("Something else"), name)
        evening.presses("Add")
        evening.presses("Did something…")
    evening.presses("Did something…")
    chips = evening.window.today.quick.panel.chips  # type: ignore[union-attr]
    assert [chip.words for chip in chips][:2] == ["Thing 11", "Thing 0"]
    assert len(chips) == MOST


def test_what_is_typed_over_the_activities_goes_into_their_field(evening: Person) -> None:
    """The keyboard was at the first of them: what was typed was lost, and Enter wrote that one down."""
    evening.keys(Qt.Key.Key_D, ctrl=True)
    assert isinstance(evening.window.focusWidget(), EntryChip)
    evening.types("Gardening")
    evening.keys(Qt.Key.Key_Return)
    assert [getattr(each, "name", "") for each in of_kind(evening, Activity)] == ["Gardening"]
    evening.button("Yesterday").setFocus()
    evening.keys(Qt.Key.Key_Escape)
    assert evening.window.today.quick.panel is None


@pytest.mark.parametrize("by_mouse", [True, False])
def test_what_was_done_yesterday_takes_three_presses(evening: Person, *, by_mouse: bool) -> None:
    if by_mouse:
        evening.presses("Did something…")
        evening.presses("Yesterday")
        evening.presses("Lifting")
    else:
        evening.keys(Qt.Key.Key_D, ctrl=True)
        evening.button("Yesterday").setFocus()
        evening.keys(Qt.Key.Key_Space)
        evening.button("Lifting").setFocus()
        evening.keys(Qt.Key.Key_Return)
    assert evening.took == 3
    [done] = of_kind(evening, Activity)
    assert isinstance(done, Activity)
    assert done.started_at.date() == evening.clock.now.date() - timedelta(days=1)


def test_a_session_says_what_it_was_for(evening: Person) -> None:
    evening.presses("Physical therapy")
    purpose = evening.field("What it was for")
    assert not purpose.visibleRegion().isEmpty()
    QTest.keyClicks(purpose, "lower back, bridges and walking")
    QTest.keyClick(purpose, Qt.Key.Key_Return)
    [session] = of_kind(evening, Activity)
    assert isinstance(session, Activity)
    assert (session.therapy, session.note) == (True, "lower back, bridges and walking")
    assert "lower back, bridges" in evening.day()[-1]
    evening.waits(minutes=10)
    evening.presses("Physical therapy")
    purpose = evening.field("What it was for")
    assert purpose.text() == ""  # type: ignore[union-attr]
    completer = purpose.completer()  # type: ignore[union-attr]
    assert completer.model().index(0, 0).data() == "lower back, bridges and walking"
    evening.window.answers.undo()
    evening.window.answers.undo()
    [session] = of_kind(evening, Activity)
    assert isinstance(session, Activity)
    assert session.note == ""
