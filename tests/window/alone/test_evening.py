"""The evening check: five presses at most, one check-in, activities at their part of the day."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from painlog.entries import Activity, CheckIn, FlareUp, Patient
from painlog.journal import Journal
from painlog.window.panels import Quiet
from painlog.window.today.asks import Asks
from painlog.window.today.evening import WEEKLY, EveningCheck, weekly_is_due

NOW = datetime(2026, 4, 2, 20, 30, tzinfo=timezone(timedelta(hours=2)))
CLICK = Qt.MouseButton.LeftButton
Opened = Callable[[], EveningCheck]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "j.painlog", clock=lambda: NOW) as journal:
        journal.describe(Patient(activities=("lifting", "stairs")))
        yield journal


@pytest.fixture
def opened(journal: Journal, qtbot: QtBot) -> Opened:
    def open_here() -> EveningCheck:
        asks = Asks()
        asks.record.connect(journal.record)
        asks.change.connect(journal.change)
        asks.keep.connect(journal.keep)
        check = EveningCheck(asks, journal)
        asks.setParent(check)
        qtbot.addWidget(check)
        check.show()
        return check

    return open_here


def _today(journal: Journal, kind: type) -> list[object]:
    return [entry for entry in journal.day(NOW.date()) if isinstance(entry, kind)]


def test_without_activities_it_is_not_asked_what_happened(opened: Opened, journal: Journal) -> None:
    journal.describe(Patient())
    check = opened()
    assert not check.parts.isVisible()
    assert not [each for each in check.findChildren(Quiet) if each.isVisible() and "happened" in each.text()]


def test_level_and_no_flare_up_are_one_entry(opened: Opened, journal: Journal, qtbot: QtBot) -> None:
    check = opened()
    qtbot.mouseClick(check.background.levels[3], CLICK)
    qtbot.mouseClick(check.none_today, CLICK)
    (told,) = _today(journal, CheckIn)
    assert isinstance(told, CheckIn)
    assert (told.background, told.no_flare_up) == (3, True)


def test_another_level_mends_the_first(opened: Opened, journal: Journal, qtbot: QtBot) -> None:
    check = opened()
    for level in (3, 5):
        qtbot.mouseClick(check.background.levels[level], CLICK)
    assert [entry.background for entry in _today(journal, CheckIn)] == [5]  # type: ignore[attr-defined]
    journal.undo()
    assert [entry.background for entry in _today(journal, CheckIn)] == [3]  # type: ignore[attr-defined]


def test_opened_again_it_shows_and_mends_what_was_told(
    opened: Opened, journal: Journal, qtbot: QtBot
) -> None:
    first = opened()
    qtbot.mouseClick(first.background.levels[4], CLICK)
    again = opened()
    assert again.background.levels[4].isChecked()
    qtbot.mouseClick(again.none_today, CLICK)
    assert len(_today(journal, CheckIn)) == 1


def test_an_activity_is_told_at_its_part_of_the_day(opened: Opened, journal: Journal, qtbot: QtBot) -> None:
    check = opened()
    qtbot.mouseClick(check.parts.segments[0], CLICK)
    qtbot.mouseClick(check.chips[0], CLICK)
    (done,) = _today(journal, Activity)
    assert isinstance(done, Activity)
    assert (done.name, done.started_at.hour) == ("lifting", 9)


def test_no_activity_is_told_in_the_future(tmp_path: Path, qtbot: QtBot) -> None:
    noon = NOW.replace(hour=12, minute=10)
    with Journal.open(tmp_path / "noon.painlog", clock=lambda: noon) as journal:
        journal.describe(Patient(activities=("stairs",)))
        asks = Asks()
        asks.record.connect(journal.record)
        check = EveningCheck(asks, journal)
        qtbot.addWidget(check)
        qtbot.mouseClick(check.parts.segments[3], CLICK)
        qtbot.mouseClick(check.chips[0], CLICK)
        (done,) = journal.day(noon.date())
        assert done.moment == noon


@pytest.mark.parametrize(("hour", "part"), [(7, 0), (9, 0), (13, 1), (16, 2), (21, 2)])
def test_no_part_of_the_day_is_chosen_that_is_still_to_come(
    hour: int, part: int, tmp_path: Path, qtbot: QtBot
) -> None:
    """In the morning "afternoon" was chosen, and what was pressed was told at the time of the press."""
    with Journal.open(tmp_path / "early.painlog", clock=lambda: NOW.replace(hour=hour)) as journal:
        journal.describe(Patient(activities=("stairs",)))
        check = EveningCheck(Asks(), journal)
        qtbot.addWidget(check)
        assert check.parts.current == part


def test_a_day_with_a_flare_up_is_not_asked_whether_it_had_none(opened: Opened, journal: Journal) -> None:
    journal.record(FlareUp(id=uuid4(), started_at=NOW - timedelta(hours=3), ended_at=NOW))
    assert not opened().none_today.isVisible()


def test_the_weekly_questions_are_asked_when_wanted_and_due(
    opened: Opened, journal: Journal, qtbot: QtBot
) -> None:
    assert opened().weekly == ()
    journal.keep(WEEKLY, "yes")
    check = opened()
    for pad in check.weekly:
        qtbot.mouseClick(pad.levels[6], CLICK)
    (told,) = _today(journal, CheckIn)
    assert isinstance(told, CheckIn)
    assert (told.enjoyment, told.activity) == (6, 6)
    assert not weekly_is_due(journal, NOW + timedelta(days=1))
    assert weekly_is_due(journal, NOW + timedelta(days=7))
    assert opened().weekly == ()


def test_wanting_them_asks_at_once_and_is_kept(opened: Opened, journal: Journal, qtbot: QtBot) -> None:
    check = opened()
    check.wanted.setFocus()
    qtbot.keyClick(check.wanted, Qt.Key.Key_Space)
    assert len(check.weekly) == 2
    assert journal.kept(WEEKLY) == "yes"


def test_keyboard_alone(opened: Opened, journal: Journal, qtbot: QtBot) -> None:
    check = opened()
    check.start()
    qtbot.keyClick(check.background.levels[0], Qt.Key.Key_4)
    assert [entry.background for entry in _today(journal, CheckIn)] == [4]  # type: ignore[attr-defined]
    with qtbot.waitSignal(check.left):
        qtbot.keyClick(check, Qt.Key.Key_Escape)
