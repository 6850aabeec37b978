"""What is done with whole journals and with files: new, open, import, export, back up, restore."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QFileDialog

from painlog.journal import JournalFault, Reason
from painlog.journal.beside import folder_of
from painlog.places import for_dialogs
from painlog.window.unwritten import KEPT_ELSEWHERE
from painlog.words.folders import breakable
from painlog.words.language import filled

if TYPE_CHECKING:
    from painlog.window.main_window import MainWindow

translate = QCoreApplication.translate

ENDING = ".painlog"
_ENDING = re.compile(r"\.(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{1,4}")
"""The end of a name that tells what is in a file, unlike that of “for Dr. Sample” or of “30.11.2026”."""


class Files(QObject):
    """Asks for the file, then does it through the window's doors."""

    backed_up = Signal()

    def __init__(self, window: "MainWindow") -> None:
        """Act for `window`."""
        super().__init__(window)
        self._window = window

    def new(self) -> None:
        """Make a new journal; one that is there is neither replaced nor opened in its stead."""
        title, name = translate("Files", "A new journal"), f"journal{ENDING}"
        path = self._to_save(title, name, _journals(), asks=False)
        if path is None:
            return
        if os.path.lexists(path):
            self._window.answers.tell(JournalFault(Reason.ALREADY_THERE, path))
        else:
            self._window.doors.open_journal(path)

    def open(self) -> None:
        """Open another journal."""
        path = self._to_open(translate("Files", "Open a journal"), _to_be_opened())
        if path is not None:
            self._window.doors.open_journal(path)

    def open_sample(self) -> None:
        """Open the sample journal, made where it is not there yet."""
        path = self._window.journal.path.parent / f"sample{ENDING}"
        if not path.exists() and not self._try(lambda: self._window.doors.sample(path)):
            return
        self._window.doors.open_journal(path)

    def import_(self) -> None:
        """Take in what other programs or other journals hold."""
        title, kinds = translate("Files", "Import"), translate("Files", "Files that can be read (*)")
        beside = str(for_dialogs.folder())
        names, _ = QFileDialog.getOpenFileNames(self._window, title, beside, kinds)
        if names:
            window = self._window
            window.doors.import_files(window, window.journal, [for_dialogs.choose(name) for name in names])

    def export(self) -> None:
        """Write everything into a file for another program."""
        path = self._to_save(translate("Files", "Export"), f"{self._dated()}.json", _exports())
        if path is not None:
            self._window.doors.export(self._window, path)

    def back_up(self) -> None:
        """Write a copy of the journal, checked, to a place of the person's choice."""
        title, name = translate("Files", "Back up"), f"{self._dated()}{ENDING}"
        path = self._to_save(title, name, _journals(), asks=False)
        if path is not None and self._try(lambda: self._window.doors.back_up(self._window.journal, path)):
            said = translate("Files", "Backed up to %1 in %2", "a file, its folder")
            self._window.status.tell(filled(said, path.name, breakable(path.parent)))
            self._window.bar.settle(KEPT_ELSEWHERE)
            self.backed_up.emit()

    def restore(self) -> None:
        """Bring back the journal as it was in a backup; the one that is replaced is kept."""
        window = self._window
        path = window.doors.which_backup(window, window.journal.path, self._backup_file)
        if path is not None:
            self._window.doors.restore(path)

    def _backup_file(self) -> Path | None:
        return self._to_open(translate("Files", "Restore from a backup"), _to_be_opened(), own_backups=True)

    def _try(self, act: Callable[[], object]) -> bool:
        """Do something outside of the journal under the window's eye for faults."""

        def done() -> None:
            act()

        return self._window.answers.do(done)

    def _dated(self) -> str:
        return f"Painlog {self._window.journal.clock():%Y-%m-%d}"

    def _to_save(self, title: str, name: str, kinds: str, *, asks: bool = True) -> Path | None:
        """Ask for a file to write; where it is there already, `asks` whether to replace it."""
        beside, options = str(for_dialogs.folder() / name), QFileDialog.Option(0)
        if not asks:
            options = QFileDialog.Option.DontConfirmOverwrite
        path, kind = QFileDialog.getSaveFileName(self._window, title, beside, kinds, "", options)
        return with_ending(for_dialogs.choose(path), kind or kinds) if path else None

    def _to_open(self, title: str, kinds: str, *, own_backups: bool = False) -> Path | None:
        journal = self._window.journal.path
        backups = folder_of(journal)
        folder = backups if own_backups and backups.is_dir() else for_dialogs.folder(journal.parent)
        path, _ = QFileDialog.getOpenFileName(self._window, title, str(folder), kinds)
        if not path:
            return None
        return Path(path) if own_backups else for_dialogs.choose(path)


def with_ending(path: Path, kind: str) -> Path:
    """Return `path` with the ending of the chosen kind ("PDF (*.pdf)") where none was typed, or half of it.

    Not that of a file that is there: the person was not asked whether to replace it.
    """
    found = re.search(r"\*((?:\.\w+)+)", kind)
    typed = path.suffix.casefold()
    if found is None or path.name.casefold().endswith(found[1]):
        return path
    if typed and found[1].endswith(typed):  # .json, of .fhir.json
        path = path.with_suffix("")
    elif _ENDING.fullmatch(path.suffix) or typed == ENDING:
        return path
    ended = path.with_name(path.name + found[1])
    return ended.with_suffix("") if os.path.exists(ended) else ended  # noqa: PTH110 - never raises


def _journals() -> str:
    return translate("Files", "Painlog journals (*.painlog);;All files (*)")


def _to_be_opened() -> str:
    """Return what can be opened: journals, also those that another one took the place of."""
    return translate("Files", "Painlog journals (*.painlog *.replaced-*Z);;All files (*)")


def _exports() -> str:
    return translate(
        "Files",
        "Everything (*.json);;Spreadsheet (*.csv);;Excel (*.xlsx);;"
        "FHIR, for a doctor's program (*.fhir.json);;All files (*)",
    )
