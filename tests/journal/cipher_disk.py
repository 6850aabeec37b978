"""The disk under SQLCipher: its calls recorded, and failing on request, like those of SQLite in disk.py.

SQLCipher's library has SQLite of its own inside. Its file layer is a table of C functions; three of them are
replaced through ctypes while the disk is watched.
"""

import ctypes
import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from painlog.journal.key import Key
from tests.journal.disk import Disk, Event

_CREATE, _MAIN_JOURNAL = 0x4, 0x800
_OK, _FULL, _IOERR_WRITE = 0, 13, 778
_P, _INT, _I64, _TEXT = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64, ctypes.c_char_p
_OPEN = ctypes.CFUNCTYPE(_INT, _P, _P, _P, _INT, _P)
_DELETE = ctypes.CFUNCTYPE(_INT, _P, _TEXT, _INT)
_WRITE = ctypes.CFUNCTYPE(_INT, _P, _P, _INT, _I64)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _P, _I64)
_SYNC = ctypes.CFUNCTYPE(_INT, _P, _INT)


class _Vfs(ctypes.Structure):
    """SQLite's sqlite3_vfs."""

    _fields_ = (
        ("version", _INT), ("file_size", _INT), ("longest", _INT), ("next", _P), ("name", _TEXT),
        ("data", _P), ("open", _P), ("delete", _P), ("others", _P * 14),
    )  # fmt: skip


class _Methods(ctypes.Structure):
    """SQLite's sqlite3_io_methods."""

    _fields_ = (
        ("version", _INT), ("close", _P), ("read", _P), ("write", _P), ("truncate", _P), ("sync", _P),
        ("others", _P * 13),
    )  # fmt: skip


@contextmanager
def watching(disk: Disk, key: Key | None) -> Iterator[None]:
    """Let everything that Painlog does to its files pass through the disk, also under a lock."""
    with disk.watching(), CipherDisk(disk).watching() if key is not None else nullcontext():
        yield


class CipherDisk:
    """SQLCipher's file layer, with a disk that watches it."""

    def __init__(self, disk: Disk) -> None:
        """Make the layer; nothing is recorded before `watching`."""
        from sqlcipher3 import _sqlite3

        self.disk = disk
        self.paths: dict[int, str] = {}
        self.unsynced: set[int] = set()
        """Rollback journals whose name is not yet on the disk."""
        self.library = ctypes.CDLL(_sqlite3.__file__)
        self.library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        self.real = self.library.sqlite3_vfs_find(None)
        self.methods: dict[int, tuple[_Methods, _Methods]] = {}
        self.kept: list[Any] = []
        """What C points to must not be collected."""
        self.vfs = _Vfs.from_buffer_copy(self.real.contents)
        self.vfs.name = b"watched"
        self.vfs.open = self._c(_OPEN, self._open)
        self.vfs.delete = self._c(_DELETE, self._delete)

    def _c(self, kind: Any, called: Callable[..., int]) -> int | None:
        made = kind(called)
        self.kept.append(made)
        return ctypes.cast(made, _P).value

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Let every file that SQLCipher opens pass through here."""
        self.library.sqlite3_vfs_register(ctypes.byref(self.vfs), 1)
        try:
            yield
        finally:
            self.library.sqlite3_vfs_register(self.real, 1)
            self.library.sqlite3_vfs_unregister(ctypes.byref(self.vfs))

    def _open(self, _: int, name: int | None, file: int, flags: int, out: int) -> int:
        # SQLite keeps this very pointer; a copy of the text would be gone when it looks again.
        path = ctypes.string_at(name).decode() if name else ""
        new = bool(path) and bool(flags & _CREATE) and not Path(path).exists()
        if new and (code := self._told(Event("create", path))):
            return code
        code = _OPEN(self.real.contents.open)(ctypes.addressof(self.real.contents), name, file, flags, out)
        place = _P.from_address(file)
        if code == _OK and path and place.value:
            self.paths[file] = path
            self.unsynced.discard(file)
            if new and flags & _MAIN_JOURNAL:
                self.unsynced.add(file)
            place.value = ctypes.addressof(self._watched(place.value)[1])
        return int(code)

    def _watched(self, address: int) -> tuple[_Methods, _Methods]:
        if address not in self.methods:
            real = _Methods.from_address(address)
            ours = _Methods.from_buffer_copy(real)
            ours.write = self._c(_WRITE, lambda *told: self._write(real, *told))
            ours.truncate = self._c(_TRUNCATE, lambda *told: self._truncate(real, *told))
            ours.sync = self._c(_SYNC, lambda *told: self._sync(real, *told))
            self.methods[address] = (real, ours)
        return self.methods[address]

    def _write(self, real: _Methods, file: int, data: int, size: int, at: int) -> int:
        event = Event("write", self.paths[file], at, ctypes.string_at(data, size))
        return self._told(event) or int(_WRITE(real.write)(file, data, size, at))

    def _truncate(self, real: _Methods, file: int, size: int) -> int:
        return self._told(Event("truncate", self.paths[file], size)) or int(
            _TRUNCATE(real.truncate)(file, size)
        )

    def _sync(self, real: _Methods, file: int, flags: int) -> int:
        if code := self._told(Event("sync", self.paths[file])):
            return code
        if file in self.unsynced:
            self.unsynced.discard(file)
            if code := self._told(Event("sync folder", str(Path(self.paths[file]).parent))):
                return code
        return int(_SYNC(real.sync)(file, flags))

    def _delete(self, _: int, name: bytes, syncs_folder: int) -> int:
        path = name.decode()
        if Path(path).exists() and (code := self._told(Event("unlink", path))):
            return code
        code = int(
            _DELETE(self.real.contents.delete)(ctypes.addressof(self.real.contents), name, syncs_folder)
        )
        if syncs_folder and code == _OK:
            return self._told(Event("sync folder", str(Path(path).parent)))
        return code

    def _told(self, event: Event) -> int:
        try:
            self.disk.call(event)
        except OSError as error:
            return _FULL if error.errno == errno.ENOSPC else _IOERR_WRITE
        return _OK
