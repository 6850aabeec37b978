"""The open file: one connection, every statement through it, every fault of the world sorted."""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path, PurePath
from typing import Any, TypeAlias
from urllib.parse import quote_from_bytes

from painlog.journal.faults import JournalFault, Reason, sorting
from painlog.journal.key import Key

Values: TypeAlias = tuple[Any, ...]
"""One row as it comes out of the database."""

WAIT_MS = 5_000
"""How long another program's write is waited for."""
_SHORTEST_WAIT, _LONGEST_WAIT = 0.0005, 0.01
"""Between two looks whether another program is done, in seconds."""
_CHUNK = 5_000
_COUNTED = 32
"""Bits of SQLite's own count of what others wrote."""
EMPTY = "''"
"""How a file that is not locked is attached beside one that is."""
_PRAGMAS = {
    "journal_mode": "delete",
    "synchronous": "extra",
    "foreign_keys": 1,
    "busy_timeout": WAIT_MS,
    "secure_delete": 1,
    "temp_store": "memory",
    "trusted_schema": 0,
    "fullfsync": 1,  # macOS: beyond the memory of the drive
}
_READ_ONLY_PRAGMAS = {"busy_timeout": WAIT_MS, "temp_store": "memory", "trusted_schema": 0}


class Store:
    """A journal's file while it is open. Every method raises JournalFault when the world forbids it."""

    def __init__(
        self, path: Path, *, read_only: bool = False, key: Key | None = None, is_sealed: bool = True
    ) -> None:
        """Open the file at `path`, which must exist; nothing is written yet.

        With a key it is opened by the library that can encrypt; `is_sealed` tells whether this file is.
        """
        self.path = path
        self.key = key
        name = address_of(path.absolute(), "ro" if read_only else "rw")
        pragmas = _READ_ONLY_PRAGMAS if read_only else _PRAGMAS
        with sorting(path):
            if key is None:
                self._connection: Any = sqlite3.connect(
                    name, timeout=WAIT_MS / 1000, isolation_level=None, uri=True
                )
            else:
                self._connection = key.connect(name, is_sealed=is_sealed)
        self._opened = 1
        """How often; each connection counts what others write from its own beginning."""
        self._left: tuple[int, int] | None = None
        """Length of the file and when it was written, as it was left …"""
        self._version_left: int | None = None
        """… and what of others had been seen by then."""
        self.is_open = True
        """Whether the file is still held."""
        self.is_begun_in_nothing = False
        """Whether the file was there, but empty, when it was opened."""
        try:
            for pragma, setting in pragmas.items():
                self.do(f"PRAGMA {pragma} = {setting}")
        except BaseException:
            self.close()
            raise

    def open_anew(self) -> None:
        """Let go of the file, and open the one that is at its path now; raises JournalFault."""
        there = Store(self.path, key=self.key)
        gone, self._connection = self._connection, there._connection
        self._opened += 1
        self._left, self._version_left = self._stamp(), self.version()
        with suppress(JournalFault), sorting(self.path):
            gone.close()

    def close(self) -> None:
        """Let go of the file."""
        self.is_open = False
        with sorting(self.path):
            self._connection.close()

    def ask(self, sql: str, *values: object) -> list[Values]:
        """Return all rows of a question."""
        with sorting(self.path):
            found: list[Values] = self._connection.execute(sql, values).fetchall()
            return found

    def chunks(self, sql: str, values: dict[str, object]) -> Iterator[list[Values]]:
        """Return all rows of a question with named values, some thousand at a time."""
        with sorting(self.path):
            cursor = self._connection.execute(sql, values)
            while rows := cursor.fetchmany(_CHUNK):
                yield rows

    def row(self, sql: str, *values: object) -> Values | None:
        """Return the first row of a question, or None."""
        with sorting(self.path):
            found: Values | None = self._connection.execute(sql, values).fetchone()
            return found

    def number(self, sql: str, *values: object) -> int:
        """Return the one whole number that a question has for an answer."""
        found = self.row(sql, *values)
        return int(found[0]) if found else 0

    def version(self) -> int:
        """Return a number that is another whenever another program has written to the file."""
        return self._opened << _COUNTED | self.number("PRAGMA data_version")

    def leave(self) -> None:
        """Note how the file is after an act, or when it was looked into."""
        self._left = self._stamp()
        if self._version_left is None:
            self._version_left = self.version()

    def is_overwritten(self) -> bool:
        """Tell whether it was written to since, and not by SQLite: what of it is held in memory is untrue.

        Another program copied a file over it, of which SQLite's own counter may tell the same number.
        """
        if self._left == self._stamp():
            return False
        version, before = self.version(), self._version_left
        if version == before:
            return self._left is not None
        self._left, self._version_left = self._stamp(), version
        return False

    def _stamp(self) -> tuple[int, int] | None:
        if os.name != "posix":
            return None  # Windows tells only when a file is closed that it was written to
        try:
            stat = self.path.stat()
        except OSError:
            return None
        return stat.st_size, stat.st_mtime_ns

    def do(self, sql: str, *values: object) -> int:
        """Run one statement that writes; return the key of the row it inserted last."""
        with sorting(self.path):
            return int(self._connection.execute(sql, values).lastrowid or 0)

    def do_many(self, sql: str, rows: Iterable[Values]) -> None:
        """Run one statement for each of the rows."""
        with sorting(self.path):
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do everything inside at once, durable when this returns; after an exception nothing remains."""
        with self._between("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """See the journal as it is at one moment, whatever other programs write meanwhile."""
        with nullcontext() if self._connection.in_transaction else self._between("BEGIN"):
            yield

    @contextmanager
    def _between(self, begin: str) -> Iterator[None]:
        """Begin and commit by hand: a full disk ends a transaction itself, and Peewee would fail on that."""
        self._take_turn(begin)
        try:
            yield
            self.do("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                with suppress(JournalFault):
                    self.do("ROLLBACK")
            raise

    def _take_turn(self, begin: str) -> None:
        """Begin as soon as no other program writes, looking often.

        SQLite's own waits grow to a tenth of a second: beside a program that writes without a pause they
        never end in one of its gaps.
        """
        until = time.monotonic() + WAIT_MS / 1000
        wait = _SHORTEST_WAIT
        self.do("PRAGMA busy_timeout = 0")
        try:
            while not self._has_begun(begin, is_last_try=time.monotonic() >= until):
                time.sleep(wait)
                wait = wait * 1.3 if wait < _LONGEST_WAIT else _SHORTEST_WAIT
        finally:
            self.do(f"PRAGMA busy_timeout = {WAIT_MS}")

    def _has_begun(self, begin: str, *, is_last_try: bool) -> bool:
        try:
            self.do(begin)
        except JournalFault as fault:
            if fault.reason is not Reason.LOCKED or is_last_try:
                raise
            return False
        return True

    @contextmanager
    def attached(self, other: Path, name: str, key: Key | None = None) -> Iterator[None]:
        """Have another file, which is only read and opens with `key`, within reach under `name`."""
        with self._attached(other, name, "ro", key):
            yield

    @contextmanager
    def filling(self, part: Path, name: str, key: Key | None) -> Iterator[None]:
        """Have a new, empty file within reach under `name`, to be written to and locked with `key`."""
        with self._attached(part, name, "rw", key):
            yield

    @contextmanager
    def _attached(self, other: Path, name: str, mode: str, key: Key | None) -> Iterator[None]:
        if self.key is None and key is not None:
            raise JournalFault(Reason.NEEDS_PASSPHRASE, other)
        by = "" if self.key is None else f" KEY {key.attaching() if key is not None else EMPTY}"
        with sorting(other):
            self._connection.execute(f"ATTACH ? AS {name}{by}", (address_of(other.absolute(), mode),))
        try:
            yield
        finally:
            with sorting(other):
                self._connection.execute(f"DETACH {name}")


def address_of(path: PurePath, mode: str) -> str:
    """Return how SQLite is told of a file by its absolute path, with `mode` "ro" or "rw".

    Not by `Path.as_uri`, which since Python 3.14 brings what reaches out to the internet, and tells a share
    of Windows as SQLite does not know it. Source: Uniform Resource Identifiers in SQLite, 3.1 and 3.2.
    """
    name = path.as_posix()
    rooted = name if name.startswith("/") else f"/{name}"
    return f"file://{quote_from_bytes(os.fsencode(rooted), safe='/:')}?mode={mode}"


def state_of(store: Store) -> tuple[str, int]:
    """Return which journal the file is (its id in hex), and how many acts it has seen."""
    row = store.row("SELECT journal, act FROM state")
    if row is None:
        raise JournalFault(Reason.DAMAGED, store.path, "no state")
    journal, act = row
    if not isinstance(journal, bytes) or not isinstance(act, int):
        raise JournalFault(Reason.DAMAGED, store.path, "no state that can be")
    return journal.hex(), act
