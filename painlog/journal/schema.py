"""The file: how it is opened, and the numbered steps of its tables.

DELETE journal with synchronous EXTRA (store.py): one whole file at rest, readable on a full disk and in a
read-only folder, and a saved entry survives a power cut. (WAL is faster by a millisecond, but cannot even be
read on a full disk, and leaves three files.) The steps are our own short list instead of
playhouse.migrations: all steps of an upgrade happen in one transaction with the number itself, which a runner
that commits each script for itself cannot promise.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Protocol, TypeAlias

from painlog.journal.beside import (
    clear,
    half_written,
    is_kept_beside,
    is_own_backup,
    made_or_gone,
    made_private,
    name_before,
    sync,
)
from painlog.journal.faults import JournalFault, Reason, sorting
from painlog.journal.key import Key
from painlog.journal.lock_record import (
    VIEW,
    is_sealed,
    making,
    read_record,
    record_in,
    refuse_no_file,
    refuse_unfit,
)
from painlog.journal.store import Store, address_of
from painlog.places import MAGIC

APPLICATION_ID = 0x50_4C_4F_47
"""PLOG: tells a journal from other SQLite files."""
_HEADER = 100
"""Bytes of the header of an SQLite file; the user's version lies at 60, the application's id at 68."""

_KEPT = (
    "key INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, written_at INTEGER, updated_at INTEGER"
)
_MOMENT = f"{_KEPT}, at INTEGER NOT NULL, at_offset INTEGER NOT NULL"
_FIRST = (
    f"""CREATE TABLE medicine ({_KEPT}, name TEXT NOT NULL, ingredient TEXT NOT NULL, form TEXT NOT NULL,
        strength TEXT, strength_unit TEXT, action TEXT, role TEXT NOT NULL, plans TEXT NOT NULL,
        changed_from BLOB, note TEXT NOT NULL)""",
    f"""CREATE TABLE flare_up ({_MOMENT}, ended INTEGER, ended_offset INTEGER, peaked INTEGER,
        peaked_offset INTEGER, peak REAL, worst REAL, rise INTEGER, readings TEXT NOT NULL,
        triggers TEXT NOT NULL, regions TEXT NOT NULL, qualities TEXT NOT NULL, kept_from TEXT NOT NULL,
        helped TEXT NOT NULL, came_back_after BLOB, end_unknown INTEGER NOT NULL,
        time_uncertain INTEGER NOT NULL, note TEXT NOT NULL, CHECK (ended IS NULL OR ended >= at))""",
    f"""CREATE TABLE dose ({_MOMENT},
        medicine INTEGER NOT NULL REFERENCES medicine(key) DEFERRABLE INITIALLY DEFERRED,
        amount TEXT NOT NULL, reason TEXT,
        flare_up BLOB REFERENCES flare_up(id) DEFERRABLE INITIALLY DEFERRED, relief REAL,
        relief_minutes REAL, ended INTEGER, ended_offset INTEGER, site TEXT NOT NULL, note TEXT NOT NULL,
        CHECK (ended IS NULL OR ended >= at))""",
    f"""CREATE TABLE activity ({_MOMENT}, name TEXT NOT NULL, ended INTEGER, ended_offset INTEGER,
        therapy INTEGER NOT NULL, note TEXT NOT NULL, CHECK (ended IS NULL OR ended >= at))""",
    f"""CREATE TABLE check_in ({_MOMENT}, background REAL, enjoyment REAL, activity REAL, sleep_hours REAL,
        no_flare_up INTEGER NOT NULL, note TEXT NOT NULL)""",
    f"""CREATE TABLE appointment ({_MOMENT}, with_whom TEXT NOT NULL, questions TEXT NOT NULL,
        note TEXT NOT NULL)""",
    f"CREATE TABLE note ({_MOMENT}, text TEXT NOT NULL)",
    """CREATE TABLE removed (key INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE,
        at INTEGER NOT NULL, kind TEXT, entry_key INTEGER, picture TEXT)""",
    """CREATE TABLE patient (key INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, born TEXT,
        waking TEXT, activities TEXT NOT NULL, usual_regions TEXT NOT NULL)""",
    """CREATE TABLE kept_text (key INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL)""",
    """CREATE TABLE state (key INTEGER PRIMARY KEY CHECK (key = 1), journal BLOB NOT NULL,
        act INTEGER NOT NULL)""",
    "INSERT INTO state VALUES (1, randomblob(16), 0)",
    "CREATE INDEX flare_up_at ON flare_up(at)",
    "CREATE INDEX flare_up_running ON flare_up(at) WHERE ended IS NULL AND end_unknown = 0",
    "CREATE INDEX flare_up_long ON flare_up(ended) WHERE ended - at > 86400000000",
    "CREATE INDEX dose_at ON dose(at)",
    "CREATE INDEX dose_medicine_at ON dose(medicine, at)",
    "CREATE INDEX dose_flare_up ON dose(flare_up) WHERE flare_up IS NOT NULL",
    "CREATE INDEX activity_at ON activity(at)",
    "CREATE INDEX check_in_at ON check_in(at)",
    "CREATE INDEX appointment_at ON appointment(at)",
    "CREATE INDEX note_at ON note(at)",
    f"PRAGMA application_id = {APPLICATION_ID}",
)


class Doing(Protocol):
    """What a step is done to: an open journal, or an empty one in memory."""

    def do(self, sql: str, *values: object) -> int:
        """Run one statement that writes."""


Step: TypeAlias = Callable[[Doing], None]


def _statements(*statements: str) -> Step:
    def step(store: Doing) -> None:
        for statement in statements:
            store.do(statement)

    return step


STEPS: tuple[Step, ...] = (_statements(*_FIRST),)
"""Step n brings a file from version n to n + 1; a released step is never edited."""
VERSION = len(STEPS)
_NEVER = 1 << 10
"""A version that no Painlog will ever write: a higher one is not newer, but damaged."""


def refuse_foreign(path: Path, key: Key | None = None) -> Key | None:
    """Raise JournalFault when the file is newer or no journal, by its first bytes alone: nothing is touched.

    Returns the key that it is to be opened with, None where it is not locked; a locked one is refused without
    a key, and an empty one is made with it. Not for a journal that this program has open (see `is_locked`).

    An empty file is a journal whose making was cut short; so is a headless one beside a rollback journal.
    """
    with sorting(path):
        if not path.exists():
            raise JournalFault(_why_not_there(path), path)
        refuse_no_file(path)
        with path.open("rb") as file:
            header = file.read(_HEADER)
    if not header or (not any(header) and half_written(path).exists()):
        return key
    if len(header) < _HEADER or not header.startswith(MAGIC):
        raise JournalFault(Reason.NOT_A_JOURNAL, path)
    version, application = (int.from_bytes(header[at : at + 4], "big") for at in (60, 68))
    if application != APPLICATION_ID:
        raise JournalFault(Reason.NOT_A_JOURNAL, path)
    if not 0 < version < _NEVER:
        raise JournalFault(Reason.DAMAGED, path, "a journal without its version")
    if version > VERSION:
        raise JournalFault(Reason.NEWER, path)
    if not is_sealed(header):
        return None
    if key is None or is_of_another_key(path, key):
        raise JournalFault(Reason.NEEDS_PASSPHRASE, path)
    return key


def is_of_another_key(path: Path, key: Key | None) -> bool:
    """Tell whether a file is locked with another key than this one, or with any where there is none."""
    told = record_in(path)
    return bool(told) and (key is None or read_record(told).key != key.id)


def recorded(store: Store) -> str:
    """Return the lock record of a locked journal that is open."""
    row = store.row(f"SELECT record FROM {VIEW}")
    return str(row[0]) if row else ""


def write_record(store: Store) -> None:
    """Write the lock record of the store's key into an open journal, inside a transaction."""
    if store.key is not None:
        for statement in making(store.key.record):
            store.do(statement)


def record_anew(path: Path, key: Key) -> None:
    """Write the lock record of `key` into a locked journal that is not open; raises JournalFault."""
    if record_in(path) == key.record:
        return
    with closing(Store(path, key=key)) as store, store.transaction():
        write_record(store)
    refuse_unfit(path, key.record)


def refuse_lost(path: Path, *, create: bool = True) -> bool:
    """Tell whether a journal is to be begun in a file with nothing in it.

    Raises JournalFault where there is no journal, or nothing in it, and none may be begun in its place: not
    in that of a backup either, which would pass for a whole one.
    """
    with sorting(path):
        is_there = path.exists()
        if is_there and path.stat().st_size:
            return False
        if not create or path.is_symlink() or is_kept_beside(path) or is_own_backup(path):
            raise JournalFault(Reason.DAMAGED if is_there else _why_not_there(path), path)
    return is_there


def _why_not_there(path: Path) -> Reason:
    """Return what is to be said of a file that is not there: it may be the link to it that is."""
    is_led_on = path.is_symlink() and not is_kept_beside(path)
    return Reason.LEADS_NOWHERE if is_led_on else Reason.MISSING


def open_store(path: Path, *, create: bool, key: Key | None = None) -> Store:
    """Open the journal at `path`, brought to today's version.

    Raises JournalFault; a file that is not ours, or newer, is left as it is, byte for byte. Where a journal
    is missing, or cut to nothing, whose backups are there, no new one is made in its place.
    """
    is_begun_in_nothing = refuse_lost(path, create=create)
    with sorting(path):
        if not path.exists():
            made_private(path)
    store = Store(path, key=refuse_foreign(path, key))
    store.is_begun_in_nothing = is_begun_in_nothing
    try:
        _refuse_altered(store)
        _refuse_cut(store)
        _upgrade(store)
    except BaseException:
        store.close()
        raise
    return store


def open_to_read(path: Path, key: Key | None = None) -> Store:
    """Open the journal at `path` without ever writing to it; raises JournalFault, also when it is older.

    With a key it must be a locked one. What a program that died had half written is taken back first, as by
    every opening: nobody can read it before.
    """
    with sorting(path):
        if not path.exists():
            raise JournalFault(_why_not_there(path), path)
    try:
        return _read_only(path, key)
    except JournalFault as fault:
        if fault.reason is not Reason.READ_ONLY or not half_written(path).exists():
            raise
    take_back(path, key)
    return _read_only(path, key)


def _read_only(path: Path, key: Key | None) -> Store:
    store = Store(path, read_only=True, key=key)
    try:
        _refuse_altered(store)
        _refuse_cut(store)
    except BaseException:
        store.close()
        raise
    return store


def take_back(path: Path, key: Key | None) -> None:
    """Let SQLite take back what a program that died had half written; raises JournalFault."""
    with closing(Store(path, key=key)) as store:
        store.number("PRAGMA user_version")


class _Blank:
    """An empty journal in memory, in which steps make their tables."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def do(self, sql: str, *values: object) -> int:
        return self._connection.execute(sql, values).lastrowid or 0


_SCHEMA = (
    f"SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*' AND name <> '{VIEW}'"
)


def _refuse_altered(store: Store) -> None:
    """Raise JournalFault when a locked file's tables are not those that the steps to its version make.

    They stand on the first page, which nothing authenticates: who can write to the file, and has no key,
    could put a trigger there, or give columns other names.
    """
    version = store.number("PRAGMA user_version")
    if store.key is None or version == 0:
        return
    with closing(sqlite3.connect(":memory:")) as blank:
        for step in STEPS[:version]:
            step(_Blank(blank))
        made = set(blank.execute(_SCHEMA).fetchall())
    if made != set(store.ask(_SCHEMA)):
        raise JournalFault(Reason.DAMAGED, store.path, "other tables than this version has")


def _refuse_cut(store: Store) -> None:
    """Raise JournalFault for a file that ends within a page: SQLite would read zeros for what is missing."""
    if not _is_cut(store):
        return
    with store.one_moment():
        store.number("PRAGMA user_version")  # from here on nobody is in the middle of writing a page
        if _is_cut(store):
            raise JournalFault(Reason.DAMAGED, store.path, "it ends within a page")


def _is_cut(store: Store) -> bool:
    with sorting(store.path):
        return store.path.stat().st_size % store.number("PRAGMA page_size") != 0


def _upgrade(store: Store) -> None:
    """Do the missing steps in one transaction; a copy of an older journal is kept beside it first."""
    version = store.number("PRAGMA user_version")
    if version == VERSION:
        return
    if version > 0:
        copy_to(store, name_before(store.path, VERSION))
    store.do("PRAGMA foreign_keys = 0")
    with store.transaction():
        for step in STEPS[store.number("PRAGMA user_version") :]:
            step(store)
        if version == 0 and store.key is not None:
            write_record(store)
        if store.row("PRAGMA foreign_key_check") is not None:
            raise JournalFault(Reason.DAMAGED, store.path, "foreign_key_check")
        store.do(f"PRAGMA user_version = {VERSION}")
    store.do("PRAGMA foreign_keys = 1")


def copy_to(store: Store, target: Path, compare: Callable[[Store, Path], None] | None = None) -> None:
    """Write a consistent, private copy of the open journal to `target`, whole or not at all.

    `compare` raises JournalFault when the copy is not good enough to take the name of `target`.
    """
    part = target.with_name(target.name + ".part")
    with made_or_gone(part), sorting(target):
        clear(part)
        made_private(part)
        store.do("VACUUM INTO ?", address_of(part.absolute(), "rw"))
        sync(part)
        if store.key is not None:
            refuse_unfit(part, recorded(store))
        if compare is not None:
            compare(store, part)
        part.replace(target)
        sync(target.parent)
