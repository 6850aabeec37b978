"""The file: how it is opened, which settings keep it whole, and the numbered steps of its tables.

DELETE journal with synchronous EXTRA: one whole file at rest, readable on a full disk and in a read-only
folder, and a saved entry survives a power cut. (WAL is faster by a millisecond, but cannot even be read on
a full disk, and leaves three files.) The steps are our own short list instead of playhouse.migrations:
all steps of an upgrade happen in one transaction with the number itself, which a runner that commits each
script for itself cannot promise.
"""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import peewee

from painlog.journal.faults import JournalFault, Reason, sorting
from painlog.places import FILE_MODE

APPLICATION_ID = 0x50_4C_4F_47
"""PLOG: tells a journal from other SQLite files."""
WAIT_MS = 5_000
"""How long another program's write is waited for."""
_PRAGMAS = {
    "journal_mode": "delete",
    "synchronous": "extra",
    "foreign_keys": 1,
    "busy_timeout": WAIT_MS,
    "secure_delete": 1,
    "temp_store": "memory",
    "trusted_schema": 0,
}

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
    f"CREATE TABLE appointment ({_MOMENT}, with_whom TEXT NOT NULL, questions TEXT NOT NULL, note TEXT NOT NULL)",
    f"CREATE TABLE note ({_MOMENT}, text TEXT NOT NULL)",
    """CREATE TABLE removed (key INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE,
        at INTEGER NOT NULL, kind TEXT, entry_key INTEGER, picture TEXT)""",
    """CREATE TABLE patient (key INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, born TEXT, waking TEXT,
        activities TEXT NOT NULL, usual_regions TEXT NOT NULL)""",
    "CREATE TABLE kept_text (name TEXT PRIMARY KEY, text TEXT NOT NULL)",
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


def _statements(*statements: str) -> Callable[[peewee.SqliteDatabase], None]:
    def step(database: peewee.SqliteDatabase) -> None:
        for statement in statements:
            database.execute_sql(statement)

    return step


STEPS: tuple[Callable[[peewee.SqliteDatabase], None], ...] = (_statements(*_FIRST),)
"""Step n brings a file from version n to n + 1; a released step is never edited."""
VERSION = len(STEPS)


def _number(database: peewee.SqliteDatabase, pragma: str) -> int:
    return int(database.execute_sql(f"PRAGMA {pragma}").fetchone()[0])


def refuse_foreign(database: peewee.SqliteDatabase, path: Path) -> int:
    """Return the version of the file; raises JournalFault when it is newer or no journal. Writes nothing."""
    with sorting(path):
        version, application = _number(database, "user_version"), _number(database, "application_id")
        tables = database.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application not in (0, APPLICATION_ID) or (application == 0 and tables):
        raise JournalFault(Reason.NOT_A_JOURNAL, path)
    if version > VERSION:
        raise JournalFault(Reason.NEWER, path)
    return version


def _made_private(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE))


def connect(path: Path, *, create: bool) -> peewee.SqliteDatabase:
    """Return the open database of the journal at `path`, brought to today's version.

    Raises JournalFault; a file that is not ours, or newer, is left as it is, byte for byte.
    """
    with sorting(path):
        if path.is_dir():
            raise JournalFault(Reason.NOT_A_JOURNAL, path)
        if not path.exists():
            if not create:
                raise JournalFault(Reason.MISSING, path)
            _made_private(path)
    database = peewee.SqliteDatabase(str(path), pragmas=_PRAGMAS)
    try:
        with sorting(path):
            database.connect()
        version = refuse_foreign(database, path)
        if version < VERSION:
            with sorting(path):
                _upgrade(database, path, version)
    except BaseException:
        database.close()
        raise
    return database


def _upgrade(database: peewee.SqliteDatabase, path: Path, version: int) -> None:
    """Do the missing steps in one transaction; a copy of a file that holds entries is kept beside it first."""
    if version > 0:
        copy_to(database, path.with_name(f"{path.name}.before-version-{VERSION}"))
    database.execute_sql("PRAGMA foreign_keys = 0")
    with database.atomic("IMMEDIATE"):
        for step in STEPS[_number(database, "user_version") :]:
            step(database)
        if database.execute_sql("PRAGMA foreign_key_check").fetchone() is not None:
            raise JournalFault(Reason.DAMAGED, path, "foreign_key_check")
        database.execute_sql(f"PRAGMA user_version = {VERSION}")
    database.execute_sql("PRAGMA foreign_keys = 1")


def copy_to(database: peewee.SqliteDatabase, target: Path) -> None:
    """Write a consistent, private copy of the open journal to `target`, whole or not at all.

    Raises sqlite3.Error, peewee.PeeweeException or OSError, which `faults.sorting` sorts.
    """
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    _made_private(part)
    try:
        database.execute_sql("VACUUM INTO ?", (str(part),))
        sync(part)
        part.replace(target)
    except (sqlite3.Error, peewee.PeeweeException, OSError):
        part.unlink(missing_ok=True)
        raise
    sync(target.parent)


def sync(path: Path) -> None:
    """Wait until the file or folder is on the disk."""
    if os.name != "posix" and path.is_dir():
        return  # Windows has no handle on a folder that could be synced.
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
