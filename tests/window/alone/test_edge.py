"""The icon and the reminders are off until somebody turns them on, and come once."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from painlog.entries import FlareUp
from painlog.journal import Journal
from painlog.window.edge import ICON, Edge
from painlog.window.preferences import Preferences
from painlog.window.reminders import Reminder

NOW = datetime(2026, 4, 2, 12, 0, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "j.painlog", clock=lambda: NOW) as journal:
        yield journal


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "preferences.ini")


@pytest.fixture
def edge(journal: Journal, preferences: Preferences, qapp: QApplication) -> Iterator[Edge]:
    owner = QObject()
    actions = [QAction("Flare-up now", owner)]
    yield Edge(journal, preferences, lambda: actions, QAction("Quit", owner), owner)
    owner.deleteLater()


def test_all_are_off_at_first(edge: Edge, journal: Journal) -> None:
    journal.record(FlareUp(id=uuid4(), started_at=NOW - timedelta(hours=9)))
    assert not any(edge.is_on(name) for name in (ICON, *Reminder))
    assert edge.look() == ()


def test_a_reminder_turned_on_comes_once_and_needs_the_icon(edge: Edge, journal: Journal) -> None:
    journal.record(FlareUp(id=uuid4(), started_at=NOW - timedelta(hours=9)))
    edge.turn(Reminder.IS_IT_OVER, on=True)
    assert edge.is_on(ICON)
    assert [one.reminder for one in edge.look()] == [Reminder.IS_IT_OVER]
    assert edge.look() == ()


def test_what_was_turned_on_is_remembered(edge: Edge, preferences: Preferences, tmp_path: Path) -> None:
    edge.turn(Reminder.EVENING_CHECK, on=True)
    assert Preferences(tmp_path / "preferences.ini").text(Reminder.EVENING_CHECK) == "on"
    edge.turn(Reminder.EVENING_CHECK, on=False)
    assert not edge.is_on(Reminder.EVENING_CHECK)
    assert preferences.text(ICON) == "on"


def test_without_the_icon_no_reminder_is_said_to_be_on(edge: Edge) -> None:
    edge.turn(Reminder.EVENING_CHECK, on=True)
    edge.turn(ICON, on=False)
    assert not any(edge.is_on(name) for name in (ICON, *Reminder))
