"""Starts the window: builds each room once and hands it what it needs; and the last resort when we erred."""

import gc
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from painlog import places
from painlog.change import Change
from painlog.entries import Kept, Removed
from painlog.journal import Journal, JournalFault
from painlog.medicines import Medicine
from painlog.record import Record
from painlog.window.doors import NUMBERS, Doors, Tab
from painlog.window.looking import Looking
from painlog.window.main_window import MainWindow
from painlog.window.preferences import Preferences
from painlog.window.remembering import show_remembered_tab
from painlog.words import language

if TYPE_CHECKING:
    from painlog.patterns.finding import Findings
    from painlog.window.help import HelpWindow
    from painlog.window.today.parts import Parts
    from painlog.window.unwritten import Waiting

translate = QCoreApplication.translate

_LONGEST_LOG = 500_000
_BACK_UP_AFTER_MS = 10 * 60_000
"""How long after a change the journal is backed up, unless the window is closed before."""


def run(path: Path | None = None) -> int:
    """Open the window on the journal at `path` (the patient's own where none is named) until it is closed."""
    gc.disable()
    app = application(sys.argv)
    LastResort(app)
    program = Program(app)
    journal = opened(path or places.journal_file(), None)
    if journal is None:
        return 1
    program.open(journal)
    return app.exec()


def application(arguments: Sequence[str]) -> QApplication:
    """Return the Qt application, with its name and the language it speaks."""
    # Asking for the style by argument and not by setStyle saves the loading of QStyle with its many enums.
    app = QApplication([*arguments, "-style", "fusion"])
    app.setApplicationName("painlog")
    app.setApplicationDisplayName("Painlog")
    app.setDesktopFileName("painlog")
    language.install(app)
    return app


def opened(path: Path, parent: QWidget | None) -> Journal | None:
    """Return the journal at `path`; where it does not open, say why, and leave its file alone."""
    try:
        return Journal.open(path)
    except JournalFault as fault:
        from painlog.window.cannot_open import other_journal

        another = other_journal(fault, path, parent)
        return opened(another, parent) if another is not None else None


class LastResort(QObject):
    """Meets what nobody expected: it is logged, shown with text to copy, and the window goes on."""

    _met = Signal(str)

    def __init__(self, app: QApplication) -> None:
        """Take the place of Python's own hooks, also on other threads."""
        super().__init__(app)
        self._is_shown = False
        self._met.connect(self._show)
        sys.excepthook = self._meet
        threading.excepthook = self._meet_on_thread

    def _meet(self, kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
        from painlog.window.mistake import report_of

        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(1)
            return
        report = report_of(error)
        log(f"mistake\n{report}")
        self._met.emit(report)

    def _meet_on_thread(self, met: threading.ExceptHookArgs) -> None:
        if met.exc_value is not None:
            self._meet(met.exc_type, met.exc_value, met.exc_traceback)

    def _show(self, report: str) -> None:
        """Show one at a time: a mistake in painting comes again and again."""
        from painlog.window.mistake import Mistake

        if not self._is_shown:
            self._is_shown = True
            Mistake(report, QApplication.activeWindow()).ask()
            self._is_shown = False


def log(line: str) -> None:
    """Add a line to the log, which holds acts, counts and durations, and nothing that a person wrote."""
    file = places.log_folder() / "painlog.log"
    try:
        if file.exists() and file.stat().st_size > _LONGEST_LOG:
            file.replace(file.with_suffix(".old.log"))
        with file.open("a", encoding="utf-8") as written:
            written.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {line}\n")
        file.chmod(places.FILE_MODE)
    except OSError:
        return  # a full disk must not keep anybody from writing an entry


class Loading(QObject):
    """Loads the charts' panel on a thread of its own while the window is already in use."""

    done = Signal()

    def start(self) -> None:
        """Begin; `done` is emitted on the window's thread once everything is loaded."""
        threading.Thread(target=self._load, name="load-charts", daemon=True).start()

    def _load(self) -> None:
        import painlog.charts.panel  # noqa: F401 - loaded here, used on the window's thread

        self.done.emit()


class Backups(QObject):
    """Backs the journal up by itself: some minutes after a change, and when the window is closed."""

    made = Signal()
    """A backup was made, on the thread that made it."""

    def __init__(self, journal: Journal, parent: QObject) -> None:
        """Watch `journal`."""
        super().__init__(parent)
        self._journal = journal
        self._saved_at: datetime | None = None
        self._timer = QTimer(self, singleShot=True, interval=_BACK_UP_AFTER_MS)
        self._timer.timeout.connect(self._begin)

    def follow(self) -> None:
        """Wait some minutes after a change; more changes meanwhile go into the same backup."""
        if not self._timer.isActive():
            self._timer.start()

    def last(self) -> datetime | None:
        """Return when the last one was made."""
        from painlog.journal.backups import backups_of

        found = backups_of(self._journal.path)
        return found[0].made_at.astimezone() if found else None

    def finish(self) -> None:
        """Back up now what was changed since the last time."""
        self._timer.stop()
        if self._journal.saved_at is not None and self._journal.saved_at != self._saved_at:
            self._make(self._journal.path)

    def _begin(self) -> None:
        self._saved_at = self._journal.saved_at
        threading.Thread(target=self._make, args=(self._journal.path,), name="back-up").start()

    def _make(self, path: Path) -> None:
        """Make one; where that is not possible the status line goes on to say when the last one was."""
        from painlog.journal.backups import back_up

        try:
            back_up(path)
        except JournalFault:
            return
        self.made.emit()


class Program(QObject):
    """The running program: one window at a time, over one journal."""

    def __init__(self, app: QApplication) -> None:
        """Read the preferences and wear the look that was chosen."""
        super().__init__(app)
        self.preferences = Preferences(places.preferences_file())
        self.looking = Looking(app, self.preferences, self)
        self.loading = Loading(self)
        self.loading.done.connect(self._show_charts)
        self.window: MainWindow | None = None
        self._backups: Backups | None = None

    def open(self, journal: Journal) -> MainWindow:
        """Show the window of a journal; everything that can wait is done after it was painted."""
        window = MainWindow(journal, self._doors(), self.preferences)
        self.window = window
        self._backups = Backups(journal, window)
        window.painted.connect(self._after_first_paint)
        window.closed.connect(self._backups.finish)
        window.closed.connect(journal.close)
        window.closed.connect(self._forget_window)
        window.show()
        return window

    def _forget_window(self) -> None:
        self.window = None

    def open_another(self, path: Path) -> None:
        """Close this window and open another journal."""
        journal = opened(path, self.window)
        old = self.window
        if journal is not None and (old is None or old.close()):
            self.open(journal)
            if old is not None:
                old.deleteLater()

    def _after_first_paint(self) -> None:
        from painlog.window.menus import Menus

        window, backups = self.window, self._backups
        if window is None or backups is None:
            return
        menus = Menus(window, self.looking)
        window.today.quick.flare_ups.ready_card()
        window.begin()
        self.looking.follow_system()
        self.preferences.remember_journal(window.journal.path)
        menus.files.backed_up.connect(self._show_backup)
        backups.made.connect(self._show_backup)
        window.sample_asked.connect(menus.files.open_sample)
        window.changes.changed.connect(backups.follow)
        window.changes.changed.connect(_log_change)
        self._show_backup()
        self.loading.start()
        show_remembered_tab(window)
        gc.freeze()
        gc.enable()

    def restore(self, source: Path) -> None:
        """Bring back the journal as it is in the backup `source`; the one that is replaced is kept."""
        from painlog.journal.backups import restore
        from painlog.window.restoring import may_restore

        window = self.window
        if window is None or not may_restore(source, window) or not window.close():
            return
        path = window.journal.path
        try:
            restore(path, source)
        except JournalFault as fault:
            from painlog.window.cannot_open import other_journal

            path = other_journal(fault, path, None) or path
        journal = opened(path, None)
        if journal is not None:
            self.open(journal)
            window.deleteLater()

    def _show_backup(self) -> None:
        if self.window is not None and self._backups is not None:
            self.window.status.show_backup(self._backups.last())

    def _show_charts(self) -> None:
        from painlog.charts.panel import ChartsPanel

        if self.window is not None:
            self.window.today.chart.take_panel(ChartsPanel())

    def _doors(self) -> Doors:
        return Doors(
            tabs={
                Tab.JOURNAL: _journal_tab,
                Tab.PATTERNS: _patterns_tab,
                Tab.APPOINTMENT: _appointment_tab,
                Tab.MEDICINES: _medicines_tab,
            },
            today=_parts_of_today,
            may_close=_may_close,
            form=_form,
            export=_export,
            import_files=_import_files,
            back_up=_back_up,
            restore=self.restore,
            help=_help,
            sample=_sample,
            open_journal=self.open_another,
        )


Progress: TypeAlias = Callable[[int, int], bool]


def _log_change(change: Change) -> None:
    kinds = ", ".join(sorted(change.kinds))
    log(f"{change.act} {kinds}: {len(change.rows)} rows")


def _journal_tab(journal: Journal) -> QWidget:
    from painlog.window.journal_table.tab import JournalTab

    return JournalTab(journal)


def _patterns_tab(journal: Journal) -> QWidget:
    from painlog.window.patterns_tab.tab import PatternsTab

    return PatternsTab(journal, _work_out)


def _appointment_tab(journal: Journal) -> QWidget:
    from painlog.window.appointment.tab import AppointmentTab

    return AppointmentTab(journal, _worked_out)


def _work_out(record: Record, begin: date, until: date, progress: "Progress") -> "Findings":
    """Work out the findings of a period; called on a thread, where scipy is loaded too."""
    from painlog.patterns.findings import work_out

    return work_out(record, begin, until, progress=progress)


def _worked_out(record: Record, begin: date, until: date, progress: "Progress") -> "Findings":
    """Work out what the page needs; called on a thread, where scipy is loaded too."""
    from painlog.report.working import worked_out

    return worked_out(record, begin, until, progress=progress)


def _medicines_tab(journal: Journal) -> QWidget:
    from painlog.window.medicines.tab import MedicinesTab

    return MedicinesTab(journal)


def _parts_of_today() -> "type[Parts]":
    from painlog.window.today.parts import Parts

    return Parts


def _may_close(parent: QWidget, waiting: Sequence["Waiting"]) -> bool:
    from painlog.window.parting import may_lose

    return may_lose(parent, waiting)


def _form(parent: QWidget, journal: Journal, entry: Kept) -> Kept | Removed | None:
    from painlog.window.forms import open_form

    return None if isinstance(entry, Medicine) else open_form(parent, journal, entry)


def _export(journal: Journal, path: Path) -> None:
    from painlog.exchange import csv_format, json_format, xlsx_format
    from painlog.report.files import put

    writers = {".csv": csv_format.write, ".xlsx": xlsx_format.write}
    put(path, writers.get(path.suffix.casefold(), json_format.write)(journal.contents()))


def _import_files(parent: QWidget, journal: Journal, paths: Sequence[Path]) -> None:
    from painlog.window.importing import ask_what_to_import

    for path in paths:
        contents = ask_what_to_import(parent, journal, path)
        if contents is not None and isinstance(parent, MainWindow):
            parent.do(partial(journal.take_in, contents))


def _back_up(journal: Journal, path: Path) -> Path:
    from painlog.journal.backups import back_up

    return back_up(journal.path, path)


def _help(parent: QWidget, journal: Journal, page: str) -> "HelpWindow":
    from painlog.window.help import HelpWindow, Page

    window = HelpWindow(journal.kept(NUMBERS), parent)
    window.show_page(Page(page))
    window.show()
    return window


def _sample(path: Path) -> None:
    from painlog.exchange.sample import sample

    with Journal.open(path) as journal:
        journal.take_in(sample(journal.clock().date() - timedelta(days=1)))
