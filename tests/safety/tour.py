"""A tour of the whole program, as a process of its own: every part of it is used once, then it is closed.

    python -m tests.safety.tour JOURNAL FOLDER [WORD]

What is written down on the way holds WORD in every field. Files go into FOLDER.
"""

import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from uuid import UUID, uuid4

from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from painlog import entries as e
from painlog.app import prepare
from painlog.app.last_resort import LastResort
from painlog.app.program import Program
from painlog.app.running import application
from painlog.charts.picture import Picture
from painlog.cli import leave_no_core_dump
from painlog.exchange import csv_format
from painlog.report.printing import keep_to_this_computer
from painlog.window.appointment.going_out import sent
from painlog.window.doors import Tab
from painlog.window.main_window import MainWindow
from painlog.window.one_window import call
from painlog.window.settings import Settings
from painlog.window.today.chart_frame import DAY_BY_DAY, TIMELINE
from painlog.window.today.periods import Period

PATIENCE_S = 60
_A_MOMENT = Event()
"""Never set: between two looks."""


def everything(word: str) -> list[e.Kept]:
    """Return an entry of each kind with `word` in each of its texts."""
    at, words = e.now().replace(microsecond=0), (word,)
    plan = e.Plan(start=at.date(), reason=word)
    medicine = e.Medicine(id=uuid4(), name=word, ingredient=word, plans=(plan,), note=word)
    return [
        medicine,
        e.FlareUp(
            id=uuid4(),
            started_at=at,
            triggers=words,
            regions=words,
            qualities=words,
            helped=words,
            kept_from=word,
            note=word,
        ),
        e.Dose(id=uuid4(), medicine=medicine.id, taken_at=at, site=word, note=word),
        e.Activity(id=uuid4(), name=word, started_at=at, note=word),
        e.CheckIn(id=uuid4(), at=at, background=3, note=word),
        e.Appointment(
            id=uuid4(),
            at=at,
            with_whom=word,
            questions=(e.Question(text=word, answer=word),),
            note=word,
        ),
        e.Note(id=uuid4(), at=at, text=word),
    ]


class Tour:
    """Goes through the program, room by room."""

    def __init__(self, program: Program, folder: Path, word: str) -> None:
        """Write files into `folder`, and `word` into every field."""
        self._program, self._folder, self._word = program, folder, word

    @property
    def window(self) -> MainWindow:
        """The window that is open."""
        assert self._program.window is not None
        return self._program.window

    def go(self) -> None:
        """Do everything once."""
        window = self.window
        self.until(lambda: bool(window.menus[0].actions()))
        self.until(lambda: not isinstance(window.today.chart.chart, Picture))
        for step in (
            self.write,
            self.look_at_charts,
            self.look_at_tabs,
            self.print_and_save,
            self.import_and_export,
            self.open_dialogs,
            self.err,
            self.restore,
        ):
            step()
            print(step.__name__, flush=True)  # noqa: T201 - how far it came
        heard = list[bool]()
        threading.Thread(target=lambda: heard.append(call(window.journal.path))).start()
        self.until(lambda: heard == [True])
        self.window.today.quick.open_note()
        self.window.answers.keep("note", self._word)
        assert self.window.close()

    def write(self) -> None:
        """Write down an entry of each kind, by keys and by forms; undo and redo."""
        window, word = self.window, self._word
        patient = e.Patient(name=word, activities=(word,), usual_regions=(word,))
        window.answers.describe(patient)
        for entry in everything(word):
            window.answers.write(entry)
        window.today.quick.flare_ups.start()
        window.today.quick.flare_ups.end()
        window.today.quick.medicines.take(window.today.present.medicines[0].medicine.id)
        for _ in range(3):
            window.answers.undo()
            window.answers.redo()
        note = e.Note(id=UUID(int=7), at=e.now(), text=word)
        window.answers.write(note)
        window.answers.write(replace(note, text=word + word))
        window.answers.remove(note.id)

    def look_at_charts(self) -> None:
        """Show every picture of every period."""
        for view in (DAY_BY_DAY, TIMELINE):
            self.window.today.chart.choose_view(view)
            for period in Period:
                self.window.today.chart.choose_period(period)
                self.until(lambda: True)

    def look_at_tabs(self) -> None:
        """Show every tab, with its findings worked out, and search."""
        for tab in Tab:
            self.window.show_tab(tab)
            self.until(lambda: True)
        journal = self.window.tab(Tab.JOURNAL)
        journal.search.setText(self._word)  # type: ignore[attr-defined]
        patterns = self.window.tab(Tab.PATTERNS)
        self.window.show_tab(Tab.PATTERNS)
        self.until(lambda: patterns.findings is not None)  # type: ignore[attr-defined]
        self.window.show_tab(Tab.APPOINTMENT)
        self.until(lambda: not self.window.tab(Tab.APPOINTMENT).live.is_busy)  # type: ignore[attr-defined]

    def print_and_save(self) -> None:
        """Print the page into a file, save it in every form, put it on the clipboard."""
        tab = self.window.tab(Tab.APPOINTMENT)
        for ending in ("pdf", "png", "svg", "html", "txt"):
            self._choose(self._folder / f"page.{ending}")
            tab.save_page()  # type: ignore[attr-defined]
        keep_to_this_computer()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(self._folder / "printed.pdf"))
        sent(printer, tab.page)  # type: ignore[attr-defined]
        tab.copy_picture()  # type: ignore[attr-defined]
        self._leave_dialogs(True, False)  # the preview, then the system's own
        self.window.print_page()

    def import_and_export(self) -> None:
        """Take in a diary; write everything in every format, and a backup."""
        window = self.window
        window.show_tab(Tab.TODAY)
        diary = self._folder / "diary.csv"
        note = e.Note(id=uuid4(), at=e.now(), text=self._word)
        diary.write_bytes(csv_format.write(e.Contents(notes=(note,))))
        self._leave_dialogs(True)
        window.doors.import_files(window, window.journal, [diary])
        for ending in (".json", ".csv", ".xlsx", ".fhir.json"):
            window.doors.export(window, self._folder / f"out{ending}")
        window.doors.back_up(window.journal, self._folder / "backup.painlog")

    def open_dialogs(self) -> None:
        """Open help, settings and a form, and leave them."""
        for page in ("how-to", "patterns", "seek-help", "about"):
            self.window.open_help(page)
        self._leave_dialogs(False)
        self.window.open_entry(self.window.journal.contents().flare_ups[0])
        settings = Settings(self._program.looking, self.window)
        settings.show()
        settings.close()
        self.until(lambda: True)

    def err(self) -> None:
        """Make a mistake, which the last resort tells of."""
        self._leave_dialogs(False)
        error = KeyError(self._word)
        sys.excepthook(KeyError, error, error.__traceback__)
        self.until(lambda: True)

    def restore(self) -> None:
        """Bring a backup back: the window is another one afterwards."""
        before = self.window
        self._leave_dialogs(True)
        self._program.restore(self._folder / "backup.painlog")
        self.until(lambda: self._program.window not in (None, before))
        self.until(lambda: bool(self.window.menus[0].actions()))

    def until(self, true: Callable[[], bool]) -> None:
        """Let the program go on until it is so, and has nothing left to do."""
        end = time.monotonic() + PATIENCE_S
        while not true():
            if time.monotonic() > end:
                raise TimeoutError
            QApplication.processEvents()
            _A_MOMENT.wait(0.005)
        for _ in range(5):
            QApplication.processEvents()
        self._read_titles()

    def _read_titles(self) -> None:
        """No title of a window tells what was written: it stands on the desktop's bar, for all to see."""
        for window in QApplication.topLevelWidgets():
            assert self._word not in window.windowTitle(), type(window).__name__

    def _choose(self, path: Path) -> None:
        QFileDialog.getSaveFileName = lambda *_: (str(path), "")  # type: ignore[method-assign]

    def _leave_dialogs(self, *accept: bool) -> None:
        """Answer the next dialogs as soon as each is there: yes or no."""
        answers, answered = list(accept), list[QDialog]()

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog) and not any(dialog is each for each in answered):
                self._read_titles()
                answered.append(dialog)
                QTimer.singleShot(20, dialog.accept if answers.pop(0) else dialog.reject)
            if answers:
                QTimer.singleShot(50, answer)

        QTimer.singleShot(0, answer)


def main() -> int:
    """Go on the tour."""
    path, folder = Path(sys.argv[1]), Path(sys.argv[2])
    word = sys.argv[3] if len(sys.argv) > 3 else "word"
    prepare()
    leave_no_core_dump()
    app = application(sys.argv[:1])
    LastResort(app)
    program = Program(app)
    assert program.start(path)

    def go() -> None:
        try:
            Tour(program, folder, word).go()
        except BaseException:  # noqa: BLE001 - told to whoever sent us on the tour
            traceback.print_exc()
            os._exit(1)

    QTimer.singleShot(0, go)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
