"""Every test of the words speaks English with Britain's customs, wherever it runs."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from painlog.words import language


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    language.install(qapp, "en")
    QLocale.setDefault(QLocale("en_GB"))
    yield
    language.remove(qapp)
    QLocale.setDefault(before)


@pytest.fixture
def some_id() -> UUID:
    return UUID(int=7)
