"""Writing rows inside an act: one transaction, and the picture of each touched row before and after."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import peewee

from painlog.change import Picture, RowChange
from painlog.journal.faults import JournalFault, Reason, sorting
from painlog.journal.tables import TABLES, columns, table_name

_SELECT = {
    kind: f"SELECT {', '.join(columns(kind))} FROM {table_name(kind)} WHERE key = ?" for kind in TABLES
}  # noqa: S608
_UPDATE = {
    kind: f"UPDATE {table_name(kind)} SET {', '.join(f'{c} = ?' for c in columns(kind))} WHERE key = ?"
    for kind in TABLES
}  # noqa: E501, S608
_DELETE = {kind: f"DELETE FROM {table_name(kind)} WHERE key = ?" for kind in TABLES}  # noqa: S608
_INSERT = {
    kind: f"INSERT INTO {table_name(kind)} (key, {', '.join(columns(kind))}) VALUES (?{', ?' * len(columns(kind))})"
    for kind in TABLES
}  # noqa: E501, S608


class Ledger:
    """The only hand that writes. A write outside an act raises RuntimeError."""

    def __init__(self, database: peewee.SqliteDatabase, path: Path) -> None:
        """Write to an open database; `path` is compared with the file that was opened before each commit."""
        self._database = database
        self._path = path
        self._identity = self._file_identity()
        self._rows: list[RowChange] | None = None
        self._changed_by_us = 0

    def _file_identity(self) -> tuple[int, int] | None:
        try:
            stat = self._path.stat()
        except OSError:
            return None
        return stat.st_dev, stat.st_ino

    @contextmanager
    def act(self) -> Iterator[list[RowChange]]:
        """Do everything inside in one transaction, durable when this returns; give the rows it touched.

        Raises JournalFault for the world's faults; then, as after any other exception, nothing remains.
        """
        if self._rows is not None:
            message = "an act inside an act"
            raise RuntimeError(message)
        self._rows = rows = []
        try:
            with sorting(self._path), self._database.atomic("IMMEDIATE"):
                yield rows
                if self._identity is None or self._file_identity() != self._identity:
                    raise JournalFault(Reason.REPLACED, self._path)
        finally:
            self._rows = None
        self.seen()

    def seen(self) -> None:
        """Take note of the file as it is now."""
        with sorting(self._path):
            self._changed_by_us = self._data_version()

    def was_written_elsewhere(self) -> bool:
        """Tell whether another program committed since the last `seen`."""
        with sorting(self._path):
            return self._data_version() != self._changed_by_us

    def _data_version(self) -> int:
        return int(self._database.execute_sql("PRAGMA data_version").fetchone()[0])

    def row(self, kind: str, key: int) -> Picture | None:
        """Return the picture of a row as it is now."""
        found = self._database.execute_sql(_SELECT[kind], (key,)).fetchone()
        return tuple(found) if found else None

    def insert(self, kind: str, picture: Picture, key: int | None = None) -> int:
        """Write a new row, under `key` where it had one before; return its key."""
        cursor = self._database.execute_sql(_INSERT[kind], (key, *picture))
        key = cursor.lastrowid if key is None else key
        self._note(RowChange(kind, key, None, picture))
        return key

    def insert_many(self, kind: str, pictures: Sequence[Picture]) -> range:
        """Write many new rows; return their keys, in order."""
        told = self._database.execute_sql(
            "SELECT seq FROM sqlite_sequence WHERE name = ?", (table_name(kind),)
        ).fetchone()
        begin = (told[0] if told else 0) + 1
        keys = range(begin, begin + len(pictures))
        rows = ((key, *picture) for key, picture in zip(keys, pictures, strict=True))
        self._database.connection().executemany(_INSERT[kind], rows)
        for key, picture in zip(keys, pictures, strict=True):
            self._note(RowChange(kind, key, None, picture))
        return keys

    def update(self, kind: str, key: int, picture: Picture) -> None:
        """Write a row anew; nothing is noted when it stays the same."""
        before = self.row(kind, key)
        if before != picture:
            self._database.execute_sql(_UPDATE[kind], (*picture, key))
            self._note(RowChange(kind, key, before, picture))

    def delete(self, kind: str, key: int) -> Picture:
        """Take a row out; return its picture."""
        before = self.row(kind, key)
        if before is None:
            raise KeyError(kind, key)
        self._database.execute_sql(_DELETE[kind], (key,))
        self._note(RowChange(kind, key, before, None))
        return before

    def put_back(self, change: RowChange) -> None:
        """Bring a row from its `after` to its `before`.

        Raises JournalFault when the row is no longer as the change left it.
        """
        if self.row(change.kind, change.key) != change.after:
            raise JournalFault(Reason.CHANGED_ELSEWHERE, self._path)
        if change.before is None:
            self.delete(change.kind, change.key)
        elif change.after is None:
            self.insert(change.kind, change.before, change.key)
        else:
            self.update(change.kind, change.key, change.before)

    def _note(self, change: RowChange) -> None:
        if self._rows is None:
            message = "a write outside an act"
            raise RuntimeError(message)
        self._rows.append(change)
