"""What tests of whole windows share: the program in English, opened on the sample journal."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.window.look import apply_look
from painlog.window.main_window import MainWindow
from painlog.words import language
from tests.window.open_windows import Opened, make_sample


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    """Speak English, in the usual look before and after."""
    language.install(qapp, "en")
    apply_look(qapp)
    yield
    language.remove(qapp)
    apply_look(qapp)


@pytest.fixture(scope="session")
def sample_journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample journal, made once: each test gets a copy, with the backups beside it."""
    path = tmp_path_factory.mktemp("sample") / "journal.painlog"
    make_sample(path)
    return path


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, sample_journal: Path) -> Iterator[Opened]:
    """The program, whose window is closed at the end."""
    shutil.copytree(sample_journal.parent, tmp_path, dirs_exist_ok=True)
    made = Opened(qtbot, tmp_path / sample_journal.name)
    yield made
    if made.program.window is not None:
        made.program.window.close()


@pytest.fixture
def window(opened: Opened, qtbot: QtBot) -> MainWindow:
    """The program's window, once its menus are made."""
    made = opened.window()
    qtbot.waitUntil(lambda: bool(made.menus[0].actions()))
    return made


@pytest.fixture
def read_aloud(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What screen readers are given to say, in the order in which it comes."""
    said: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return said
