"""Whether one journal file is whole: its pages, its links, its rows. Nothing is changed."""

import json
from contextlib import closing
from itertools import islice
from pathlib import Path

from painlog import entries as e
from painlog.change import Picture
from painlog.journal import pictures
from painlog.journal.faults import UNTRUE, JournalFault, Reason, sorting
from painlog.journal.key import Key
from painlog.journal.medicines import MedicineBook
from painlog.journal.schema import open_to_read, refuse_foreign
from painlog.journal.store import Store
from painlog.journal.tables import TABLES, selected, table_name
from painlog.reasons import Flaw
from painlog.values import value

_MOST_PROBLEMS = 100
_IN_THE_FILE = "*** in database main ***"
"""Stands over the lines in which SQLite tells what it finds."""


@value
class Problem:
    """One thing that is wrong; `where` is technical and holds nothing that a person wrote."""

    flaw: Flaw
    where: str = ""
    entries: int = 0
    """How many entries the file lacks, where they were counted."""


def page_problems(store: Store) -> list[Problem]:
    """Verify every page, index and link of an open file."""
    try:
        pages = [str(row[0]) for row in store.ask(f"PRAGMA integrity_check({_MOST_PROBLEMS})")]
        links = [row[0] for row in store.ask("PRAGMA foreign_key_check")]
    except JournalFault as fault:
        return [_from_fault(fault)]
    lines = (line for page in pages for line in page.splitlines() if line not in ("ok", _IN_THE_FILE))
    found = [Problem(Flaw.PAGE, line) for line in islice(lines, _MOST_PROBLEMS)]
    return [*found, *(Problem(Flaw.LINK, str(table)) for table in links)]


def row_problems(store: Store) -> list[Problem]:
    """Verify that every row holds what can be true."""
    try:
        medicines = MedicineBook(store)
        rows = (
            (kind, row)
            for kind in e.KINDS.values()
            for rows in store.chunks(selected(kind), {})
            for row in rows
        )
        found = [_row_problem(kind, row[0], row[1:], medicines) for kind, row in rows]
        found += [_own_problem(store, kind) for kind in ("patient", "removed", "kept text")]
    except JournalFault as fault:
        return [_from_fault(fault)]
    return [problem for problem in found if problem is not None][:_MOST_PROBLEMS]


def _row_problem(kind: str, key: object, picture: Picture, medicines: MedicineBook) -> Problem | None:
    """Rebuild the entry, which refuses what cannot be true, and its row, which must come out the same."""
    try:
        entry = pictures.entry_of(kind, picture, medicines)
        same = pictures.picture_of(entry, medicines) == picture
    except ValueError:
        same = False
    return None if same else Problem(Flaw.ROW, f"{table_name(kind)} {key}")


def _own_problem(store: Store, kind: str) -> Problem | None:
    try:
        for row in store.ask(selected(kind)):
            if kind == "patient":
                pictures.patient_of(row[1:])
            elif kind == "removed" and row[-1] is not None:
                json.loads(row[-1])
    except UNTRUE:
        return Problem(Flaw.ROW, table_name(kind))
    return None


def _from_fault(fault: JournalFault) -> Problem:
    if fault.reason in (Reason.DAMAGED, Reason.NOT_A_JOURNAL, Reason.IO, Reason.CHANGED_ELSEWHERE):
        return Problem(Flaw.UNREADABLE, fault.detail)
    raise fault


def number_of_rows(store: Store) -> int:
    """Return how many rows all tables of the file hold."""
    return sum(store.number(f"SELECT count(*) FROM {table_name(kind)}") for kind in TABLES)


def problems_of(path: Path, *, rows: bool = True, key: Key | None = None) -> list[Problem]:
    """Return what is wrong in one file: its pages and links and, if asked for, the rules of its rows.

    Raises JournalFault for a newer file, which only a newer Painlog can judge, and for one that is locked
    with another key, or with any where there is none.
    """
    try:
        key = refuse_foreign(path, key)
    except JournalFault as fault:
        if fault.reason in (Reason.NEWER, Reason.NEEDS_PASSPHRASE):
            raise
        return [Problem(Flaw.UNREADABLE, str(fault.reason))]
    with sorting(path):
        if not path.stat().st_size:
            return [Problem(Flaw.EMPTY)]
    return problems_in(path, key, rows=rows)


def problems_in(path: Path, key: Key | None, *, rows: bool) -> list[Problem]:
    """Return what is wrong in a journal that opens with `key`, or, where that is None, is not locked."""
    try:
        store = open_to_read(path, key)
    except JournalFault as fault:
        if fault.reason is Reason.LOCKED:  # by another program: nothing is told of how it is
            raise
        return [Problem(Flaw.UNREADABLE, str(fault.reason))]
    with closing(store):
        return page_problems(store) or (row_problems(store) if rows else [])


def refuse_unsound(path: Path, *, rows: bool = True, key: Key | None = None) -> None:
    """Raise JournalFault when something is wrong in the file."""
    if problems := problems_of(path, rows=rows, key=key):
        raise JournalFault(Reason.DAMAGED, path, f"{problems[0].flaw}: {problems[0].where}")
