"""Each story begins with somebody who opens Painlog, on an empty journal or on one with their medicines."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.entries import FlareUp
from painlog.journal import Journal
from painlog.window import unwritten
from painlog.words import language
from tests.stories.medicines import CAPSULE, PARACETAMOL, PATCH
from tests.stories.person import SUMMER, Clock, Person

BEGIN = datetime(2026, 4, 2, 16, 28, 5, tzinfo=SUMMER)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a screen says so where a window is raised or takes the keyboard."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.install(qapp, "en")
    yield
    language.remove(qapp)


@pytest.fixture(autouse=True)
def tries_when_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a story is slow, what waits would be written by itself before its button is pressed."""
    monkeypatch.setattr(unwritten, "TRY_EVERY_MS", 3_600_000)


@pytest.fixture
def clock() -> Clock:
    return Clock(BEGIN)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.painlog"


@pytest.fixture
def newcomer(qtbot: QtBot, path: Path, clock: Clock) -> Iterator[Person]:
    """Somebody who opens Painlog for the first time."""
    person = Person(qtbot, path, clock)
    yield person
    person.window.close()


@pytest.fixture
def person(qtbot: QtBot, path: Path, clock: Clock) -> Iterator[Person]:
    """Somebody with three medicines and a few flare-ups of which lifting set off the most."""
    with Journal.open(path, clock=clock) as journal:
        journal.record(CAPSULE, PARACETAMOL, PATCH)
        journal.record(*_earlier_flare_ups())
    person = Person(qtbot, path, clock)
    yield person
    person.window.close()


def _earlier_flare_ups() -> list[FlareUp]:
    told = (("lifting",), ("lifting",), ("stairs",), ("lifting", "stairs"), ("sitting",))
    return [
        FlareUp(
            id=UUID(int=100 + day),
            started_at=datetime(2026, 3, 10 + day, 9, tzinfo=SUMMER),
            ended_at=datetime(2026, 3, 10 + day, 10, tzinfo=SUMMER),
            peak=5,
            triggers=triggers,
        )
        for day, triggers in enumerate(told)
    ]
