"""A disk that remembers every call, fails on request, and can be thrown back to what a power cut leaves.

SQLite's calls are recorded by a VFS of apsw's, under a connection that behaves like sqlite3's; Painlog's own
by wrapping `os`. What was not synced when the power went may be on the disk or not, in any order.
"""

import errno
import itertools
import os
import random
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import apsw

SECTOR = 512
_NUMBER = itertools.count()


@dataclass
class Inode:
    """One file: what is surely on the disk, and what was written since."""

    durable: bytes = b""
    pending: list[tuple[str, int, bytes]] = field(default_factory=list)

    def settle(self) -> None:
        """Bring everything to the disk."""
        self.durable = applied(self.durable, self.pending)
        self.pending = []

    def after_a_cut(self, chance: random.Random) -> bytes:
        """Return what may be left: any calls since the last sync, in any order, a write perhaps torn."""
        kept = [call for call in self.pending if chance.random() < 0.6]
        if chance.random() < 0.5:
            chance.shuffle(kept)
        return applied(self.durable, [torn(call, chance) for call in kept])


def torn(call: tuple[str, int, bytes], chance: random.Random) -> tuple[str, int, bytes]:
    """Cut a write at a sector now and then."""
    kind, at, data = call
    if kind == "write" and len(data) > SECTOR and chance.random() < 0.2:
        return kind, at, data[: SECTOR * chance.randrange(1, len(data) // SECTOR + 1)]
    return call


def applied(content: bytes, calls: Sequence[tuple[str, int, bytes]]) -> bytes:
    """Return a file's content after writes and truncations."""
    whole = bytearray(content)
    for kind, at, data in calls:
        if kind == "truncate":
            whole[at:] = bytes(max(0, at - len(whole)))
        else:
            whole.extend(bytes(max(0, at - len(whole))))
            whole[at : at + len(data)] = data
    return bytes(whole)


@dataclass
class Event:
    """One call; `names` is the other name of a rename or link."""

    kind: str
    path: str = ""
    at: int = 0
    data: bytes = b""
    other: str = ""


class Disk:
    """Records what happens below one folder, and fails where it is told to."""

    def __init__(self, folder: Path) -> None:
        """Watch a folder."""
        self.folder = str(folder)
        self.events: list[Event] = []
        self.calls = 0
        self.fails: Callable[[int], int | None] = lambda _: None
        """Call number to the errno that it fails with."""
        self.reads = 0
        self.fails_to_read: Callable[[int], bool] = lambda _: False
        """Tells of the number of a read of SQLite's whether it fails."""

    def concerns(self, path: object) -> bool:
        """Tell whether a path lies in the watched folder."""
        return isinstance(path, str | os.PathLike) and str(os.fspath(path)).startswith(self.folder)

    def call(self, event: Event) -> None:
        """Count a call and record it, or fail."""
        self.calls += 1
        error = self.fails(self.calls)
        if error is not None:
            raise OSError(error, os.strerror(error), event.path)
        self.events.append(event)

    @contextmanager
    def watching(self) -> Iterator["Disk"]:
        """Let everything that Painlog does to its files pass through here."""
        vfs = _Vfs(self)
        with patch.multiple(os, **_wrapped(self)), patch("sqlite3.connect", _connecting(vfs)):
            yield self
        vfs.unregister()

    def images(
        self, start: dict[str, bytes], chance: random.Random, count: int, *, after: int = 0
    ) -> Iterator["Image"]:
        """Return what may be on the disk after `count` power cuts, none among the first `after` calls."""
        cuts = sorted(chance.randrange(after, len(self.events) + 1) for _ in range(count))
        state, done = _State(start), 0
        for cut in cuts:
            for event in self.events[done:cut]:
                state.happen(event)
            done = cut
            yield Image(state.after_a_cut(chance), state.acknowledged)


@dataclass
class Image:
    """What is on the disk after a power cut, and how many acts were called saved before."""

    files: dict[str, bytes]
    acknowledged: int

    def write(self, folder: Path, old: str) -> None:
        """Write the files into another folder."""
        for name, content in self.files.items():
            path = folder / Path(name).relative_to(old)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_bytes(content)


class _State:
    """The disk as the calls so far leave it: names that are there for sure, and changes since."""

    def __init__(self, start: dict[str, bytes]) -> None:
        self.names = {name: Inode(content) for name, content in start.items()}
        self.durable = dict(self.names)
        self.changes: list[tuple[str, str, Inode | None]] = []
        """(folder, name, inode or None where the name is gone), in order, not yet synced."""
        self.acknowledged = 0

    def happen(self, event: Event) -> None:
        match event.kind:
            case "create":
                if event.path not in self.names:
                    self._name(event.path, Inode())
            case "write" | "truncate":
                self.names[event.path].pending.append((event.kind, event.at, event.data))
            case "sync":
                self.names[event.path].settle()
            case "sync folder":
                self._sync_folder(event.path)
            case "rename":
                inode = self.names.pop(event.path)
                self.changes.append((str(Path(event.path).parent), event.path, None))
                self._name(event.other, inode)
            case "link":
                self._name(event.other, self.names[event.path])
            case "unlink":
                if self.names.pop(event.path, None):
                    self.changes.append((str(Path(event.path).parent), event.path, None))
            case "saved":
                self.acknowledged += 1

    def _name(self, path: str, inode: Inode) -> None:
        self.names[path] = inode
        self.changes.append((str(Path(path).parent), path, inode))

    def _sync_folder(self, folder: str) -> None:
        _change(self.durable, [change for change in self.changes if change[0] == folder])
        self.changes = [change for change in self.changes if change[0] != folder]

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        names = dict(self.durable)
        _change(names, self.changes[: chance.randrange(len(self.changes) + 1)])
        contents = {id(inode): inode.after_a_cut(chance) for inode in names.values()}
        return {name: contents[id(inode)] for name, inode in names.items()}


def _change(names: dict[str, Inode], changes: Sequence[tuple[str, str, Inode | None]]) -> None:
    for _, name, inode in changes:
        if inode is None:
            names.pop(name, None)
        else:
            names[name] = inode


class _Vfs(apsw.VFS):
    """SQLite's own calls, recorded on the way to the real file."""

    def __init__(self, disk: Disk) -> None:
        self.disk, self.vfs_name = disk, f"recording-{next(_NUMBER)}"
        super().__init__(self.vfs_name, "")

    def xOpen(self, name: Any, flags: Any) -> "_File":
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        new = path is not None and flags[0] & apsw.SQLITE_OPEN_CREATE and not Path(path).exists()
        if new:
            _sqlite_call(self.disk, Event("create", path))
        file = _File("", name, flags)
        file.disk, file.path = self.disk, path or ""
        file.syncs_folder = bool(new and flags[0] & apsw.SQLITE_OPEN_MAIN_JOURNAL)
        return file

    def xDelete(self, path: str, sync_folder: bool) -> None:  # noqa: FBT001
        if Path(path).exists():
            _sqlite_call(self.disk, Event("unlink", path))
        super().xDelete(path, sync_folder)
        if sync_folder:
            _sqlite_call(self.disk, Event("sync folder", str(Path(path).parent)))


class _File(apsw.VFSFile):
    """One file of SQLite's."""

    disk: Disk
    path: str
    syncs_folder: bool

    def xRead(self, amount: int, offset: int) -> bytes:
        self.disk.reads += 1
        if self.disk.fails_to_read(self.disk.reads):
            raise apsw.exception_for(apsw.SQLITE_IOERR_READ)
        return super().xRead(amount, offset)

    def xWrite(self, data: Any, offset: int) -> None:
        if self.path:
            _sqlite_call(self.disk, Event("write", self.path, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        if self.path:
            _sqlite_call(self.disk, Event("truncate", self.path, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        if self.path:
            _sqlite_call(self.disk, Event("sync", self.path))
            if self.syncs_folder:
                self.disk.call(Event("sync folder", str(Path(self.path).parent)))
                self.syncs_folder = False
        super().xSync(flags)


def _sqlite_call(disk: Disk, event: Event) -> None:
    try:
        disk.call(event)
    except OSError as error:
        code = apsw.SQLITE_FULL if error.errno == errno.ENOSPC else apsw.SQLITE_IOERR_WRITE
        raise apsw.exception_for(code) from error


class _Cursor:
    """A cursor of apsw's that behaves like one of sqlite3's."""

    def __init__(self, cursor: apsw.Cursor) -> None:
        self.cursor = cursor
        self.rowcount = -1
        self.lastrowid = 0
        self.description = None

    def fetchone(self) -> Any:
        with _as_sqlite3():
            return self.cursor.fetchone()

    def fetchall(self) -> list[Any]:
        with _as_sqlite3():
            return self.cursor.fetchall()

    def fetchmany(self, size: int) -> list[Any]:
        with _as_sqlite3():
            return list(itertools.islice(self.cursor, size))

    def close(self) -> None:
        self.cursor.close(force=True)


class _Connection:
    """A connection of apsw's that behaves like one of sqlite3's with isolation_level None."""

    def __init__(self, name: str, vfs: str) -> None:
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
        with _as_sqlite3():
            self.real = apsw.Connection(name, flags=flags, vfs=vfs)
        self.real.set_busy_timeout(5000)

    @property
    def in_transaction(self) -> bool:
        return self.real.in_transaction

    def cursor(self) -> "_CursorMaker":
        return _CursorMaker(self)

    def execute(self, sql: str, values: Any = ()) -> _Cursor:
        cursor = self.real.cursor()
        with _as_sqlite3():
            made = _Cursor(cursor.execute(sql, values))
        made.lastrowid = self.real.last_insert_rowid()
        return made

    def executemany(self, sql: str, rows: Any) -> None:
        with _as_sqlite3():
            self.real.cursor().executemany(sql, rows)

    def commit(self) -> None:
        if self.real.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.real.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        self.real.close(force=True)

    def create_function(self, *_told: object, **_also: object) -> None:
        """Peewee's own functions are not used."""


class _CursorMaker:
    """What Peewee runs its own statements (pragmas, BEGIN) with."""

    def __init__(self, connection: _Connection) -> None:
        self.connection = connection

    def execute(self, sql: str, values: Any = ()) -> _Cursor:
        return self.connection.execute(sql, values or ())

    def close(self) -> None:
        """Nothing is held."""


@contextmanager
def _as_sqlite3() -> Iterator[None]:
    try:
        yield
    except apsw.Error as error:
        kind = sqlite3.IntegrityError if isinstance(error, apsw.ConstraintError) else sqlite3.OperationalError
        told = kind(str(error))
        told.sqlite_errorcode = getattr(error, "extendedresult", apsw.SQLITE_ERROR)
        raise told from error


def _connecting(vfs: _Vfs) -> Callable[..., _Connection]:
    return lambda name, **_: _Connection(name, vfs.vfs_name)


def _wrapped(disk: Disk) -> dict[str, Any]:
    """Return the calls of `os` that Painlog uses, recorded."""
    real = {
        name: getattr(os, name)
        for name in ("open", "write", "fsync", "truncate", "replace", "unlink", "link", "close")
    }
    handles: dict[int, str] = {}
    appending: set[int] = set()

    def opened(path: Any, flags: int, mode: int = 0o777, **also: Any) -> int:
        if disk.concerns(path) and flags & os.O_CREAT and not Path(path).exists():
            disk.call(Event("create", str(path)))
        handle = int(real["open"](path, flags, mode, **also))
        if disk.concerns(path):
            handles[handle] = str(path)
            (appending.add if flags & os.O_APPEND else appending.discard)(handle)
        return handle

    def write(handle: int, data: bytes) -> int:
        if handle in handles:
            at = os.fstat(handle).st_size if handle in appending else os.lseek(handle, 0, os.SEEK_CUR)
            disk.call(Event("write", handles[handle], at, bytes(data)))
        return int(real["write"](handle, data))

    def fsync(handle: int) -> None:
        if handle in handles:
            kind = "sync folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "sync"
            disk.call(Event(kind, handles[handle]))

    def truncate(path: Any, length: int) -> None:
        if disk.concerns(path):
            disk.call(Event("truncate", str(path), length))
        real["truncate"](path, length)

    def replace(path: Any, other: Any, **also: Any) -> None:
        if disk.concerns(path):
            disk.call(Event("rename", str(path), other=str(other)))
        real["replace"](path, other, **also)

    def link(path: Any, other: Any, **also: Any) -> None:
        if disk.concerns(path):
            disk.call(Event("link", str(path), other=str(other)))
        real["link"](path, other, **also)

    def unlink(path: Any, **also: Any) -> None:
        if disk.concerns(path) and Path(path).exists():
            disk.call(Event("unlink", str(path)))
        real["unlink"](path, **also)

    def close(handle: int) -> None:
        handles.pop(handle, None)
        real["close"](handle)

    return {"open": opened, "write": write, "fsync": fsync, "truncate": truncate, "replace": replace,
            "link": link, "unlink": unlink, "close": close}  # fmt: skip
