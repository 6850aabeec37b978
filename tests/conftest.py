"""The world that every test gets: no display, a home folder of its own, one place on earth, one language."""

import gc
import os
import sys
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from painlog.places import for_dialogs

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

# Before Qt is imported anywhere. A place with daylight saving, away from Greenwich: UTC would hide mistakes.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "en_GB.UTF-8"
os.environ["TZ"] = "Europe/Berlin"
os.environ.pop("PYTHONUNBUFFERED", None)  # programs that tests start hold their output back, as at a person's
if hasattr(time, "tzset"):
    time.tzset()

# As the program: a search for garbage must not take a dialog apart in the middle of Qt's work on it.
gc.disable()

# How long one example takes says nothing on a shared machine.
settings.register_profile("painlog", deadline=None)
settings.load_profile("painlog")


UNCOUNTED = ("house", "safety", "stories", "storm")
"""Folders of tests that go through the whole program: the rooms' own tests reach nearly all of it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count no lines where hardly any is reached for the first time: to count them takes a quarter more."""
    folders = {Path(__file__).parent / name for name in UNCOUNTED}
    for item in items:
        if not folders.isdisjoint(item.path.parents):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty home, so that none ever meets a person's journal."""
    folder = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(folder / name.lower()))
    monkeypatch.setattr(for_dialogs, "_chosen", None)
    return folder


@pytest.fixture
def tmp_path(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Give a folder; where another user works in it, one that stays open to him.

    Pytest shuts its own to other users whenever a run begins, also of another checkout.
    """
    if "as_another_user" not in request.fixturenames:
        yield tmp_path
        return
    with TemporaryDirectory() as name:
        yield Path(name).resolve()


@pytest.fixture
def as_another_user() -> "Callable[[Path], AbstractContextManager[None]]":
    """Give what lets a test be somebody else whose own its folder is."""
    from tests.another_user import as_another_user

    return as_another_user


@pytest.fixture
def qtbot(qtbot: "QtBot", monkeypatch: pytest.MonkeyPatch) -> "Iterator[QtBot]":
    """Hold every window of a test to its end, as the program does with those it shows.

    pytest-qt holds them weakly. A test that makes two of them lets go of the first, and where Python's
    collector comes by before Qt has deleted it, it takes the window apart from within: that ends in a crash.
    """
    held: list[QWidget] = []
    add = qtbot.addWidget

    def add_widget(widget: "QWidget", **rest: Any) -> None:
        held.append(widget)
        add(widget, **rest)

    monkeypatch.setattr(qtbot, "addWidget", add_widget)
    yield qtbot
    held.clear()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None]:
    """Delete the windows and programs that a test has closed or left, once its fixtures have ended.

    Qt deletes later, from its event loop, and no test runs one to its end. What is left would make all later
    tests slow: each change of the look goes through all that stands in any window, and each program listens
    to every window. Then garbage is collected where it is due: as in the program, never in the middle of
    anything, and never on another thread. What is left when all was gone through is loaded, and stays: to go
    through it again would take over a second each time, towards the end.
    """
    try:
        yield
    finally:
        from painlog.app.collecting import collect_due

        widgets, running = sys.modules.get("PySide6.QtWidgets"), sys.modules.get("painlog.app.program")
        app = widgets and widgets.QApplication.instance()
        if app:
            from PySide6.QtCore import QEvent

            for left in (*app.topLevelWidgets(), *(app.findChildren(running.Program) if running else ())):
                left.deleteLater()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gone_through = gc.get_stats()[2]["collections"]
        collect_due()
        if gc.get_stats()[2]["collections"] > gone_through:
            gc.freeze()
