"""How long the Journal tab takes for each press and each key on a journal of 20,000 entries.

Run with `python3 run.py bench tests/benchmarks/bench_journal_tab.py`. The aim is 50 ms for every one of them.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.entries import Activity, CheckIn, Contents, Dose, FlareUp, Medicine, Note
from painlog.journal import Journal
from painlog.window.journal_table.shown_days import Shown
from painlog.window.journal_table.tab import JournalTab
from painlog.window.look import apply_look
from painlog.words import language

ENTRIES = 20_000
AIM_MS = 50.0
BEGIN = datetime(2022, 1, 1, 8, tzinfo=UTC)
CONTROL = Qt.KeyboardModifier.ControlModifier
TRIGGERS = ("lifting", "stairs", "long sitting")


def many() -> Contents:
    """Return four and a half years of entries of every kind."""
    medicine = Medicine(id=uuid4(), name="Oxycodone IR")
    moments = [BEGIN + timedelta(minutes=117 * number) for number in range(ENTRIES)]
    hurt, taken = moments[0::5], [*moments[1::5], *moments[2::5]]
    return Contents(
        medicines=(medicine,),
        flare_ups=tuple(
            FlareUp(id=uuid4(), started_at=at, end_unknown=True, peak=6, triggers=(TRIGGERS[n % 3],))
            for n, at in enumerate(hurt)
        ),
        doses=tuple(Dose(id=uuid4(), medicine=medicine.id, taken_at=at) for at in taken),
        activities=tuple(Activity(id=uuid4(), name=TRIGGERS[0], started_at=at) for at in moments[3::5]),
        check_ins=tuple(CheckIn(id=uuid4(), at=at, background=3) for at in moments[4::10]),
        notes=tuple(Note(id=uuid4(), at=at, text="the weather, and a walk") for at in moments[9::10]),
    )


@pytest.fixture
def tab(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[JournalTab]:
    language.install(qapp, "en")
    apply_look(qapp)
    with Journal.open(tmp_path / "journal.painlog") as journal:
        journal.take_in(many())
        shown = JournalTab(journal)
        qtbot.addWidget(shown)
        stop = journal.listen(shown.refresh)
        shown.asked_remove.connect(lambda ids: journal.remove(*ids))
        shown.resize(1366, 640)
        shown.show()
        qtbot.waitUntil(lambda: shown.is_ready_to_search)
        yield shown
        stop()
    language.remove(qapp)


def timed(act: Callable[[], object]) -> float:
    """Return the milliseconds of processor time from a press until everything was painted."""
    began = time.process_time()
    act()
    QApplication.processEvents()
    return (time.process_time() - began) * 1000


def test_every_press_and_key(tab: JournalTab, capsys: pytest.CaptureFixture[str]) -> None:
    view, reader = tab.view, tab.model
    note, journal = reader.entry(("note", 1)), tab._reader
    assert isinstance(note, Note)
    hurt = reader.entry(("flare-up", 4000))
    assert isinstance(hurt, FlareUp)
    changed = [replace(note, text=f"another walk, {number}") for number in range(5)]

    def key(code: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Callable[[], None]:
        return lambda: QTest.keyClick(view, code, held)

    def typed(letter: str) -> Callable[[], None]:
        return lambda: QTest.keyClicks(tab.search, letter)

    presses: dict[str, list[Callable[[], object]]] = {
        "search field": [tab.focus_search],
        "first letter": [typed("s")],
        "further letters": [typed(letter) for letter in "tairs"],
        "backspace": [lambda: QTest.keyClick(tab.search, Qt.Key.Key_Backspace)] * 6,
        "kinds": [segment.click for segment in (*tab.kinds.segments[1:], tab.kinds.segments[0])],
        "days": [tab.days.actions_of[shown].trigger for shown in (*list(Shown)[1:4], Shown.ALL)],
        "table": [view.setFocus],
        "down": [key(Qt.Key.Key_Down)] * 20,
        "page down": [key(Qt.Key.Key_PageDown)] * 20,
        "end and home": [key(Qt.Key.Key_End), key(Qt.Key.Key_Home)] * 3,
        "all chosen": [key(Qt.Key.Key_A, CONTROL)],
        "one chosen": [key(Qt.Key.Key_Down)],
        "flare-up changed": [partial(journal.change, replace(hurt, peak=level)) for level in range(5)],
        "changed": [partial(journal.change, each) for each in changed],
        "removed": [key(Qt.Key.Key_Delete)] * 3,
        "brought back": [journal.undo] * 3,
    }
    view.setFocus()
    found = {name: [timed(act) for act in acts] for name, acts in presses.items()}
    with capsys.disabled():
        print(f"\nThe Journal tab with {ENTRIES:,} entries, aim {AIM_MS:.0f} ms a press")
        for name, times in found.items():
            print(f"  {name:<16} median {median(times):6.1f} ms, longest {max(times):6.1f} ms")
    assert view.currentIndex().row() > 0
    assert all(median(times) < 2 * AIM_MS for times in found.values())
