"""Opening the rest of the program: each part is loaded when it is first wanted."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtWidgets import QApplication, QWidget

from painlog import places
from painlog.change import Change
from painlog.entries import Kept, Patient, Removed, now
from painlog.journal import Journal, JournalFault, Reason, Tally
from painlog.record import Record
from painlog.window.doors import Doors, Tab
from painlog.window.main_window import MainWindow

if TYPE_CHECKING:
    from painlog.journal.key import Key
    from painlog.patterns.finding import Findings
    from painlog.window.help import HelpWindow
    from painlog.window.today.parts import Parts
    from painlog.window.unwritten import Waiting

Progress: TypeAlias = Callable[[int, int], bool]


def opened(path: Path, parent: QWidget | None, key: "Key | None" = None) -> Journal | None:
    """Return the journal at `path`; where it does not open, say why, and leave its file alone.

    The passphrase of a locked one is asked for; also of one that is damaged or gone, for what it can be made
    whole from is locked too.
    """
    places.make_folder_of(path)
    try:
        return Journal.open(path, key=key)
    except JournalFault as fault:
        told = fault.with_traceback(None)
    if key is None and (told.reason is Reason.NEEDS_PASSPHRASE or _is_locked_beside(path)):
        from painlog.app.locks import key_asked

        try:
            key = key_asked(path, parent, may_renew=True)
        except JournalFault as fault:
            told = fault.with_traceback(None)
        else:
            if key is not None:
                return opened(path, parent, key)
            if told.reason is not Reason.UNLOCKED:  # who has no passphrase must still hear what happened
                return None
    from painlog.window.cannot_open import other_journal

    another = other_journal(told, path, parent, key)
    return opened(another, parent, key if another == path else None) if another is not None else None


def chosen_instead(journal: Journal, fault: JournalFault) -> Path | None:
    """Ask what to open in the place of a journal of which no window could be made; it is closed.

    Not all that is damaged keeps it from being opened.
    """
    from painlog.window.cannot_open import other_journal

    journal.close(hurried=True)
    for half_made in QApplication.topLevelWidgets():
        if isinstance(half_made, MainWindow) and half_made.journal is journal:
            half_made.deleteLater()
    return other_journal(fault, journal.path, None, journal.key)


def _is_locked_beside(path: Path) -> bool:
    """Tell whether a passphrase opens what lies beside a journal that does not open."""
    from painlog.journal.locking import lock_of

    try:
        return bool(lock_of(path))
    except JournalFault:
        return False


def doors(
    restore: Callable[[Path], None],
    open_journal: Callable[[Path], None],
    lock: Callable[[], None],
    passphrase: Callable[[], None],
) -> Doors:
    """Return everything that the window can open; all four that are given may close the window first."""
    return Doors(
        tabs={
            Tab.JOURNAL: _journal_tab,
            Tab.PATTERNS: _patterns_tab,
            Tab.APPOINTMENT: _appointment_tab,
            Tab.MEDICINES: _medicines_tab,
        },
        today=_parts_of_today,
        wait_for=wait_for,
        may_close=_may_close,
        form=_form,
        about_me=_about_me,
        export=_export,
        import_files=_import_files,
        back_up=_back_up,
        which_backup=_which_backup,
        restore=restore,
        help=_help,
        sample=_sample,
        open_journal=open_journal,
        lock=lock,
        passphrase=passphrase,
    )


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

    return open_form(parent, journal, entry)


def _about_me(parent: QWidget, patient: Patient) -> Patient | None:
    from painlog.window.about_me import ask_about_me

    return ask_about_me(parent, patient)


def _export(window: QWidget, path: Path) -> None:
    from painlog.exchange import csv_format, endings, fhir_format, json_format, xlsx_format
    from painlog.window.exporting import export

    writers = {
        "json": json_format.write,
        "csv": csv_format.write,
        "xlsx": xlsx_format.write,
        "fhir": fhir_format.write,
    }
    wanted = endings.format_of(path.name)
    if isinstance(window, MainWindow):
        export(window, path, None if wanted is None else writers[wanted])


def wait_for(window: QWidget, says: str, act: Callable[[], Change | None]) -> Change | None:
    """Do what takes long beside the window, and say so over it."""
    from painlog.window.doing import Doing

    return Doing(says, window).wait_for(act)


def _import_files(parent: QWidget, journal: Journal, paths: Sequence[Path]) -> None:
    from painlog.window.importing import all_was_there, ask_what_to_import

    # A table finds its medicines by their names, which a journal's own export tells.
    for path in sorted(paths, key=lambda path: path.suffix.casefold() != ".json"):
        contents = ask_what_to_import(parent, journal, path)
        if contents is not None and isinstance(parent, MainWindow):
            done: list[Tally] = []
            parent.answers.take_in(contents, done.append)
            if done and (words := all_was_there(done[0])):
                parent.status.tell(words)


def _back_up(journal: Journal, path: Path) -> Path:
    from painlog.journal.backups import back_up

    return back_up(journal.path, path, key=journal.key)


def _which_backup(parent: QWidget, journal: Path, asked_for_file: Callable[[], Path | None]) -> Path | None:
    from painlog.window.own_backups import asked_for_backup

    return asked_for_backup(parent, journal, asked_for_file)


def _help(parent: QWidget, numbers: str, page: str) -> "HelpWindow":
    from painlog.window.help import HelpWindow

    window = HelpWindow(numbers, parent)
    window.print_asked.connect(partial(_print_help, window))
    window.open_at(page)
    return window


def _print_help(window: "HelpWindow", text: str, numbers: str) -> None:
    """Print when to seek help, on the paper that the journal's page has."""
    from painlog.report.help_sheet import help_sheet
    from painlog.window.appointment.choices import choices_of
    from painlog.window.appointment.going_out import print_page

    parent = window.parentWidget()
    if isinstance(parent, MainWindow):
        sheet = help_sheet(text, numbers, now(), choices_of(parent.journal).paper)
        if said := print_page(window, sheet, sheet.title):
            parent.status.tell(said)


def _sample(path: Path) -> None:
    from painlog.exchange.sample import sample
    from painlog.journal.beginning import begin

    begin(path, sample(now().date() - timedelta(days=1)))
