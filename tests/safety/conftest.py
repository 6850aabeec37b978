"""The window speaks English here, and the platform without a screen may say what it can't do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from painlog.words import language


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
