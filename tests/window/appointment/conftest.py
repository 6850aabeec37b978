"""The Appointment tab over a real journal, with the window's part played as the window plays it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.entries import Appointment, Question
from painlog.journal import Journal
from painlog.report.working import worked_out
from painlog.window.appointment.tab import AppointmentTab
from painlog.words import language
from tests.report.diaries import SUMMER, Kept, journal_of

MARCH = Appointment(
    id=UUID(int=1),
    at=datetime(2026, 3, 9, 10, tzinfo=SUMMER),
    with_whom="Dr Sample",
    questions=(Question(text="Is a patch better?", answer="We try it"),),
    note="Patch from 16 March",
)
WINTER = Appointment(id=UUID(int=2), at=datetime(2026, 1, 12, 10, tzinfo=SUMMER), with_whom="Dr Winter")


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    language.install(qapp, "en")
    QLocale.setDefault(QLocale("en_GB"))
    yield
    language.remove(qapp)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with journal_of(tmp_path, Kept(weeks=12, flare_ups=90, before=False)) as opened:
        opened.record(MARCH, WINTER)
        yield opened


class Window:
    """What the main window does for a tab: it lays the wires to the journal."""

    def __init__(self, journal: Journal, qtbot: QtBot) -> None:
        self.journal = journal
        self.tab = AppointmentTab(journal, lambda *told: worked_out(*told[:3], progress=told[3]))
        qtbot.addWidget(self.tab)
        self.tab.resize(1300, 700)
        self.tab.asked_record.connect(journal.record)
        self.tab.asked_change.connect(journal.change)
        self.tab.asked_remove.connect(self._remove)
        self.tab.asked_describe.connect(journal.describe)
        self.tab.asked_keep.connect(journal.keep)
        self.tab.asked_draft.connect(journal.keep)
        self.stop = journal.listen(self.tab.refresh)

    def _remove(self, ids: tuple[UUID, ...]) -> None:
        self.journal.remove(*ids)


@pytest.fixture
def tab(journal: Journal, qtbot: QtBot) -> Iterator[AppointmentTab]:
    """The tab in front, its page worked out."""
    window = Window(journal, qtbot)
    window.tab.show()
    qtbot.waitUntil(lambda: not window.tab.live.is_busy, timeout=20_000)
    yield window.tab
    window.stop()
    window.tab.hide()
