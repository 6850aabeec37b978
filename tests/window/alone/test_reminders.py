"""Which reminders are due, and the icon that shows each of them once."""

import time as clocks
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.entries import CheckIn, Dose, FlareUp, Medicine, Plan
from painlog.window.reminders import Due, Reminder, due
from painlog.window.tray import Tray
from painlog.words.entries import details

ALL = frozenset(Reminder)
NOW = datetime(2026, 4, 2, 20, 30, tzinfo=UTC)
PATCH = Medicine(
    id=uuid4(),
    name="Buprenorphine",
    form="patch",
    role="regular",
    plans=(Plan(start=NOW.date() - timedelta(days=60), every_hours=Decimal(168)),),
)


def _due(now: datetime = NOW, **known: object) -> list[Reminder]:
    told: dict[str, object] = {"today": [], "running": None, "patches": [], **known}
    return [reminder.reminder for reminder in due(now, ALL, **told)]  # type: ignore[arg-type]


def test_the_evening_check_is_asked_for_in_the_evening_only() -> None:
    assert _due() == [Reminder.EVENING_CHECK]
    assert _due(NOW.replace(hour=19)) == []


def test_the_evening_check_is_not_asked_for_when_it_was_done() -> None:
    done = CheckIn(id=uuid4(), at=NOW.replace(hour=19), background=3)
    assert _due(today=[done]) == []
    assert _due(today=[replace(done, at=NOW.replace(hour=9))]) == [Reminder.EVENING_CHECK]


@pytest.mark.parametrize(("hours", "asked"), [(3, False), (5, True), (50, True)])
def test_a_flare_up_that_runs_for_hours_is_asked_about(hours: int, *, asked: bool) -> None:
    running = FlareUp(id=uuid4(), started_at=NOW - timedelta(hours=hours))
    assert (Reminder.IS_IT_OVER in _due(running=running)) is asked


@pytest.mark.parametrize(("days", "asked"), [(6, False), (7, True), (9, True)])
def test_a_patch_is_reminded_of_when_the_plan_says_so(days: int, *, asked: bool) -> None:
    dose = Dose(id=uuid4(), medicine=PATCH.id, taken_at=NOW - timedelta(days=days))
    assert (Reminder.PATCH_CHANGE in _due(patches=[(PATCH, dose)])) is asked
    off = replace(dose, ended_at=NOW)
    assert Reminder.PATCH_CHANGE not in _due(patches=[(PATCH, off)])


@pytest.mark.skipif(not hasattr(clocks, "tzset"), reason="Windows keeps one zone for all programs")
@pytest.mark.parametrize(
    ("hours", "on", "due_at", "said"),
    [
        (168, "2026-03-27T10:00+01:00", "2026-04-03T10:00+02:00", "Fri 3 Apr, 10:00"),
        (72, "2026-10-23T10:00+02:00", "2026-10-26T10:00+01:00", "Mon 26 Oct, 10:00"),
        (36, "2026-10-24T10:00+02:00", "2026-10-25T21:00+01:00", "Sun 25 Oct, 21:00"),
        (168, "2026-03-27T10:00-04:00", "2026-04-03T10:00-04:00", "Fri 3 Apr, 10:00"),
    ],
)
def test_a_patch_is_changed_by_the_clock_on_the_wall(hours: int, on: str, due_at: str, said: str) -> None:
    """Where the clocks were changed meanwhile it was reminded of an hour late or early, or told so."""
    medicine = replace(PATCH, plans=(replace(PATCH.plans[0], every_hours=Decimal(hours)),))
    dose = Dose(id=uuid4(), medicine=PATCH.id, taken_at=datetime.fromisoformat(on))
    wanted, at = frozenset({Reminder.PATCH_CHANGE}), datetime.fromisoformat(due_at)
    worn = [(medicine, dose)]
    (reminder,) = due(at, wanted, today=[], running=None, patches=worn)
    assert said in reminder.words
    assert due(at - timedelta(minutes=1), wanted, today=[], running=None, patches=worn) == ()
    assert ("change due " + said[: None if hours == 36 else -7]) in details(dose, medicine)


def test_nothing_is_reminded_of_that_was_not_turned_on() -> None:
    running = FlareUp(id=uuid4(), started_at=NOW - timedelta(hours=9))
    assert due(NOW, frozenset(), today=[], running=running, patches=[]) == ()


def test_the_icon_shows_a_reminder_once(qapp: QApplication, qtbot: QtBot) -> None:
    tray = Tray([QAction("Flare-up now", qapp)], QAction("Quit", qapp))
    reminder = Due(Reminder.IS_IT_OVER, "Is it over?", "over 1")
    assert tray.remind([reminder]) == (reminder,)
    assert tray.remind([reminder]) == ()


def test_the_menu_holds_the_quick_entries(qapp: QApplication, qtbot: QtBot) -> None:
    tray = Tray([QAction("Flare-up now", qapp)], QAction("Quit", qapp))
    names = [action.text() for action in tray.menu.actions() if action.text()]
    assert names == ["Flare-up now", "Open Painlog", "Quit"]
    with qtbot.waitSignal(tray.window_asked):
        tray.menu.actions()[2].trigger()
