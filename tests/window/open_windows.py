"""Every window and dialog of the program, open, for what all of them must hold."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from painlog.app.program import Program
from painlog.entries import Patient
from painlog.exchange.sample import sample
from painlog.journal import Journal, JournalFault, Reason
from painlog.journal.checking import State, Verdict
from painlog.journal.keys import Effort, new_key
from painlog.journal.recovery_key import new_recovery_key
from painlog.journal.soundness import Problem
from painlog.reasons import Flaw
from painlog.report.page import Paper
from painlog.report.recovery_sheet import recovery_sheet
from painlog.window.appointment.preview import PreviewQuestion
from painlog.window.appointment.tab import AppointmentTab
from painlog.window.appointment.who import WhoQuestion
from painlog.window.cannot_open import CannotOpen
from painlog.window.damaged import Damaged
from painlog.window.doors import Tab
from painlog.window.help import HelpWindow
from painlog.window.locks.managing import Managing
from painlog.window.locks.setting import NewPassphrase
from painlog.window.locks.sheet import RecoverySheet
from painlog.window.locks.unlocking import Unlocking
from painlog.window.main_window import MainWindow
from painlog.window.meanwhile import Wait
from painlog.window.mistake import Mistake
from painlog.window.parting import Parting
from painlog.window.settings import Settings
from painlog.window.unwritten import Waiting

EVENING = datetime(2026, 4, 2, 20, 40, tzinfo=timezone(timedelta(hours=2)))
_DAMAGE = Verdict(State.RECOVERABLE, (Problem(Flaw.DIFFERENT), Problem(Flaw.PAGE)), None, EVENING)
translate = QCoreApplication.translate

RECOVERY = new_recovery_key()
KEY = new_key("x", RECOVERY, Effort(memory_kib=64, passes=1))
SMALL = (1024, 570)
"""The room that the smallest screen leaves to a window."""


def make_sample(path: Path) -> None:
    with Journal.open(path, clock=lambda: EVENING) as journal:
        journal.take_in(sample(EVENING.date() - timedelta(days=1)))


class Opened:
    """The program on the sample journal, with a flare-up running when that is asked for."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self._qtbot = qtbot
        self._path = path
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.program = Program(app)

    def window(self) -> MainWindow:
        window = self.program.open(Journal.open(self._path, clock=lambda: EVENING))
        self._qtbot.addWidget(window)
        with self._qtbot.waitSignal(window.painted):
            window.showNormal()
            window.resize(*SMALL)
        return window

    def tab(self, tab: Tab) -> MainWindow:
        window = self.window()
        window.show_tab(tab)
        return window

    def running(self) -> MainWindow:
        window = self.window()
        window.today.quick.flare_ups.start()
        assert window.today.quick.flare_ups.card is not None
        window.today.quick.flare_ups.card.pad.levels[6].click()
        window.today.quick.flare_ups.card.easing.click()
        window.today.quick.flare_ups.card.triggers.more.click()
        return window

    def drawer(self, opens: Callable[[MainWindow], object]) -> MainWindow:
        window = self.window()
        opens(window)
        return window

    def preview(self) -> PreviewQuestion:
        tab = self.tab(Tab.APPOINTMENT).tab(Tab.APPOINTMENT)
        assert isinstance(tab, AppointmentTab)
        assert tab.page is not None
        return PreviewQuestion(tab.page, tab)

    def dose(self) -> MainWindow:
        window = self.window()
        for _ in range(2):
            window.today.quick.medicines.take(window.today.present.medicines[0].medicine.id)
        return window

    def patch(self) -> MainWindow:
        window = self.window()
        quick = window.today.quick
        patch = next(
            each.medicine for each in window.today.present.medicines if each.medicine.form == "patch"
        )
        quick.medicines.take(patch.id)
        quick.record_therapy()
        return window


def _with_sheet() -> Unlocking:
    question = Unlocking(KEY.record, Path("journal.painlog"))
    question.other_way.click()
    question.sheet.line.setText("0000")
    question.accept()
    return question


def windows() -> dict[str, Callable[[Opened], QWidget]]:
    """Return how to open each window, by what it shows."""
    tabs: dict[str, Callable[[Opened], QWidget]] = {
        f"tab {tab}": lambda opened, tab=tab: opened.tab(tab)  # type: ignore[misc]
        for tab in Tab
    }
    return {
        **tabs,
        "flare-up running": Opened.running,
        "dose just taken": Opened.dose,
        "patch and therapy": Opened.patch,
        "earlier": lambda opened: opened.drawer(lambda w: w.today.quick.flare_ups.open_earlier.click()),
        "first start": lambda opened: opened.drawer(lambda w: w.today.ask_first()),
        "waking hours": lambda opened: opened.drawer(_ask_waking),
        "did something": lambda opened: opened.drawer(lambda w: w.today.quick.open_activities()),
        "how is it": lambda opened: opened.drawer(lambda w: w.today.quick.open_check_in()),
        "note": lambda opened: opened.drawer(lambda w: w.today.quick.open_note()),
        "cannot be written": lambda opened: opened.drawer(_cannot_write),
        "cannot open": lambda _: CannotOpen(JournalFault(Reason.NEWER), Path("journal.painlog")),
        "cannot open, but be mended": lambda _: CannotOpen(
            JournalFault(Reason.DAMAGED), Path("journal.painlog"), None, _DAMAGE
        ),
        "damaged": lambda _: Damaged(_DAMAGE),
        "parting": lambda _: Parting([Waiting(lambda: None, "16:28 Flare-up")]),
        "mistake": lambda _: Mistake("Painlog 0.1.0\nZeroDivisionError\n  painlog/app.py:1"),
        "waiting": lambda _: Wait(translate("Importing", "Reading %1 …"), threading.current_thread()),
        "help": lambda _: HelpWindow("112"),
        "unlocking": lambda _: Unlocking(KEY.record, Path("journal.painlog")),
        "unlocking with the sheet": lambda _: _with_sheet(),
        "first passphrase": lambda _: NewPassphrase(),
        "another passphrase": lambda _: NewPassphrase(KEY),
        "recovery sheet": lambda _: RecoverySheet(
            RECOVERY,
            recovery_sheet(RECOVERY.groups, "journal.painlog", EVENING, Paper.A4),
            translate("Locks", "Lock the journal"),
        ),
        "managing the lock": lambda opened: Managing(opened.program.preferences),
        "settings": lambda opened: Settings(opened.program.looking),
        "page before printing": Opened.preview,
        "name and birth date": lambda _: WhoQuestion(Patient(name="Sample Patient"), EVENING.date()),
    }


def _ask_waking(window: MainWindow) -> None:
    window.today.ask_first()
    assert window.today.welcome is not None
    window.today.welcome.go_on.click()


def _cannot_write(window: MainWindow) -> None:
    window.answers.tell(JournalFault(Reason.DISK_FULL, window.journal.path))
    window.bar.wait(Waiting(lambda: None, "16:28 Flare-up"))
