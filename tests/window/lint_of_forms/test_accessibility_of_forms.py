"""The lint of test_accessibility over every form and question: names, keys, sizes, room for the text."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from painlog.entries import FlareUp, Medicine, Patient, Plan
from painlog.journal import Journal
from painlog.journal.backups import Backup
from painlog.window.about_me import AboutMe
from painlog.window.doors import NAMELESS
from painlog.window.forms import form_of
from painlog.window.forms.medicine import MedicineForm
from painlog.window.importing import ImportQuestion, Source
from painlog.window.journal_table.days import DayQuestion
from painlog.window.journal_table.removed import RemovedQuestion
from painlog.window.journal_table.shown_days import DaysQuestion
from painlog.window.journal_table.tab import JournalTab
from painlog.window.look import FIELD, apply_look
from painlog.window.medicines.questions import SWITCH, NewPlanQuestion, StopQuestion
from painlog.window.medicines.tab import MedicinesTab
from painlog.window.own_backups import OwnBackups
from painlog.words import language
from tests.window.april import (
    CAPSULE,
    DOSE,
    EVENING,
    LIFTING,
    NOW,
    PATCH,
    SHOES,
    THERAPY,
    VISIT,
    WORN,
    april,
    journal,
)
from tests.window.linting import cut_off, problems

__all__ = ["april", "journal"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

DIARY = Path(__file__).parents[2] / "exchange" / "small_diary.csv"
BAD = "kind,start,intensity\nflare-up,03/04/2026,16\nflare-up,soon,2\n"
LANGUAGES = ("en", language.PSEUDO)


def _new_medicine(reader: Journal) -> QWidget:
    form = MedicineForm(reader, Medicine(id=uuid4(), name=NAMELESS, plans=(Plan(start=NOW.date()),)))
    form.name.setText("Codeine with paracetamol")
    form.name.editingFinished.emit()
    return form


def _switch(reader: Journal) -> QWidget:
    question = StopQuestion(reader, PATCH)
    question.what.chips[SWITCH].click()
    return question


def _refused(reader: Journal) -> QWidget:
    form = form_of(reader, DOSE)
    form.show()
    form.amount.setText("some")  # type: ignore[attr-defined]
    form.accept()
    return form


def _removed(reader: Journal) -> QWidget:
    reader.remove(SHOES.id, THERAPY.id)
    return RemovedQuestion(reader)


WINDOWS: dict[str, Callable[[Journal], QWidget]] = {
    "flare-up": lambda reader: form_of(reader, LIFTING),
    "new flare-up": lambda reader: form_of(reader, FlareUp(id=uuid4(), started_at=NOW)),
    "dose": lambda reader: form_of(reader, DOSE),
    "patch": lambda reader: form_of(reader, WORN),
    "activity": lambda reader: form_of(reader, THERAPY),
    "check-in": lambda reader: form_of(reader, EVENING),
    "appointment": lambda reader: form_of(reader, VISIT),
    "note": lambda reader: form_of(reader, SHOES),
    "medicine": lambda reader: form_of(reader, CAPSULE),
    "new medicine": _new_medicine,
    "refused": _refused,
    "change of dose": lambda reader: NewPlanQuestion("Change of dose", reader, CAPSULE),
    "stop or switch": _switch,
    "about me": lambda _: AboutMe(Patient(name="Sample Patient", usual_regions=("neck, left",))),
    "which days": lambda _: DaysQuestion((NOW.date(), NOW.date())),
    "go to a day": lambda _: DayQuestion("Go to a day", "Go there", NOW.date()),
    "recently removed": _removed,
    "own backups": lambda _: OwnBackups([Backup(Path(f"{day}.painlog"), NOW) for day in range(20)]),
    "import a diary": lambda reader: ImportQuestion(Source(DIARY.name, DIARY.read_bytes()), reader),
    "import bad rows": lambda reader: ImportQuestion(Source("bad.csv", BAD.encode()), reader),
    "journal": JournalTab,
    "medicines": MedicinesTab,
}


@pytest.fixture(params=LANGUAGES)
def spoken(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    before = QLocale()
    language.install(qapp, request.param)
    QLocale.setDefault(QLocale("en_GB"))
    yield request.param
    language.remove(qapp)
    QLocale.setDefault(before)
    apply_look(qapp)


@pytest.fixture(params=[100, 200])
def percent(request: pytest.FixtureRequest, qapp: QApplication) -> int:
    apply_look(qapp, percent=request.param)
    return int(request.param)


def _open(qtbot: QtBot, window: QWidget) -> QWidget:
    """Show the window in the room that a screen of 1366 x 768 leaves."""
    qtbot.addWidget(window)
    window.show()
    if isinstance(window, (JournalTab, MedicinesTab)):
        window.resize(1366, 600)
    else:
        window.resize(
            window.sizeHint().expandedTo(window.size()).boundedTo(window.size().expandedTo(window.sizeHint()))
        )
    for _ in range(3):
        QApplication.processEvents()
    return window


@pytest.mark.parametrize("name", WINDOWS)
def test_everything_has_a_name_a_key_and_room_to_be_hit(
    april: Journal, qtbot: QtBot, name: str, spoken: str, qapp: QApplication
) -> None:
    apply_look(qapp)
    assert problems(_open(qtbot, WINDOWS[name](april))) == []


@pytest.mark.parametrize("name", ["recently removed", "own backups"])
def test_lines_of_a_list_are_high_enough_to_be_hit(april: Journal, qtbot: QtBot, name: str) -> None:
    rows = _open(qtbot, WINDOWS[name](april)).findChild(QAbstractItemView)
    assert rows is not None
    assert rows.visualRect(rows.model().index(0, 0)).height() >= FIELD


@pytest.mark.parametrize("name", WINDOWS)
def test_nothing_is_cut_off(april: Journal, qtbot: QtBot, name: str, spoken: str, percent: int) -> None:
    assert cut_off(_open(qtbot, WINDOWS[name](april))) == []
