"""The world's faults, sorted at one place: a disk that is full, a file that is locked, damaged or gone."""

import errno
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from painlog.reasons import Reason

__all__ = ["UNREADABLE", "UNTRUE", "JournalFault", "Reason", "believing", "reason_of", "sorting"]


class JournalFault(Exception):
    """The journal could not do what was asked; nothing of the act remains."""

    def __init__(self, reason: Reason, path: Path | None = None, detail: str = "") -> None:
        """Keep the reason for the words, and the technical `detail` for the log."""
        super().__init__(f"{reason}: {path}" + (f" ({detail})" if detail else ""))
        self.reason = reason
        self.path = path
        self.detail = detail


_BY_CODE = {
    sqlite3.SQLITE_FULL: Reason.DISK_FULL,
    sqlite3.SQLITE_READONLY: Reason.READ_ONLY,
    sqlite3.SQLITE_PERM: Reason.READ_ONLY,
    sqlite3.SQLITE_AUTH: Reason.READ_ONLY,
    sqlite3.SQLITE_BUSY: Reason.LOCKED,
    sqlite3.SQLITE_LOCKED: Reason.LOCKED,
    sqlite3.SQLITE_CANTOPEN: Reason.NO_FOLDER,
    sqlite3.SQLITE_NOTADB: Reason.NOT_A_JOURNAL,
    sqlite3.SQLITE_CORRUPT: Reason.DAMAGED,
    sqlite3.SQLITE_IOERR: Reason.IO,
    sqlite3.SQLITE_CONSTRAINT: Reason.CHANGED_ELSEWHERE,
}
_BY_ERRNO = {
    errno.ENOSPC: Reason.DISK_FULL,
    errno.EDQUOT: Reason.DISK_FULL,
    errno.EROFS: Reason.READ_ONLY,
    errno.EACCES: Reason.READ_ONLY,
    errno.EPERM: Reason.READ_ONLY,
    errno.ENOENT: Reason.NO_FOLDER,
    errno.ENOTDIR: Reason.NO_FOLDER,
    errno.EISDIR: Reason.NOT_A_JOURNAL,
    errno.ENAMETOOLONG: Reason.NAME_TOO_LONG,
}
_HELD_ON_WINDOWS = {32, 33}
_DENIED_ON_WINDOWS = 5
"""ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION and ERROR_ACCESS_DENIED of Microsoft's system error codes."""
_BY_EXTENDED_CODE = {sqlite3.SQLITE_READONLY_DBMOVED: Reason.REPLACED}
_TOLD_OF_THE_DISK = {"database or disk is full": Reason.DISK_FULL, "disk I/O error": Reason.IO}
"""What SQLite says, without a code of its own, inside a function that runs statements itself."""
_TOLD_OF_DAMAGE = (
    "Could not decode to UTF-8",
    "no such table: ",
    "no such column: ",
    "unsupported file format",
    "must use the same text encoding",
)
"""What SQLite says, without a code of its own, of a journal whose text or schema is damaged."""
_PRIMARY = 0xFF
"""The low byte of SQLite's extended result codes is the primary one."""


def reason_of(error: BaseException) -> Reason | None:
    """Return the fault of the world that `error` tells of, or None when the mistake is ours."""
    if isinstance(error, UnicodeDecodeError) or any(told in str(error) for told in _TOLD_OF_DAMAGE):
        return Reason.DAMAGED
    if str(error) in _TOLD_OF_THE_DISK:
        return _TOLD_OF_THE_DISK[str(error)]
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _BY_EXTENDED_CODE.get(code) or _BY_CODE.get(code & _PRIMARY)
    if isinstance(error, OSError):
        if _is_held(error):
            return Reason.LOCKED
        return _BY_ERRNO.get(error.errno or 0, Reason.IO)
    return None


def _is_held(error: OSError) -> bool:
    """Tell whether a file could not be used since a program has it open; only Windows refuses that.

    A name that another file is to take is refused there in the words for a missing right.
    """
    told = getattr(error, "winerror", None)
    return told in _HELD_ON_WINDOWS or (told == _DENIED_ON_WINDOWS and error.filename2 is not None)


def _of_the_world() -> tuple[type[Exception], ...]:
    """Return what files, SQLite and, where it is loaded, SQLCipher raise."""
    told = (sqlite3.Error, OSError, UnicodeDecodeError)
    sqlcipher = sys.modules.get("sqlcipher3.dbapi2")
    return told if sqlcipher is None else (*told, sqlcipher.Error)


UNREADABLE = (Reason.IO, Reason.NO_RIGHT, Reason.READ_ONLY)
"""Why a file that is there cannot be read, by the disk or by this account: another one may do as well."""
UNTRUE = (ValueError, TypeError, ArithmeticError, LookupError, AttributeError)
"""What comes of reading a row that is not as it was written."""


@contextmanager
def believing(path: Path) -> Iterator[None]:
    """Raise what cannot be true inside, read from the file at `path`, as a JournalFault: it is damaged.

    One wrong bit makes mere bytes of a text, and another number of a number. Around nothing but reading rows.
    """
    try:
        yield
    except UNTRUE as error:
        raise JournalFault(Reason.DAMAGED, path, type(error).__name__) from error


def _why_denied(path: Path) -> Reason:
    """Return what is the matter with a file that the system does not let us use."""
    if not os.path.exists(path):  # noqa: PTH110 - never raises
        return _why_not_made(path)
    if os.path.isdir(path):  # noqa: PTH112 - never raises
        return Reason.NOT_A_JOURNAL  # Windows says of a folder that it may not be read
    if not os.access(path, os.R_OK):
        return Reason.NO_RIGHT
    is_ours = os.access(path, os.W_OK) and not os.access(path.parent, os.W_OK | os.X_OK)
    return Reason.READ_ONLY_FOLDER if is_ours else Reason.READ_ONLY


def _why_not_made(path: Path) -> Reason:
    """Return what is the matter with a place where a file could not be opened, nor be made."""
    folder = path.parent
    if not os.path.isdir(folder):  # noqa: PTH112 - never raises
        return Reason.NO_FOLDER
    return Reason.IO if os.access(folder, os.W_OK | os.X_OK) else Reason.READ_ONLY_FOLDER


@contextmanager
def sorting(path: Path) -> Iterator[None]:
    """Raise every fault of the world inside as a JournalFault about `path`; let our own mistakes pass."""
    try:
        yield
    except _of_the_world() as error:
        reason = reason_of(error)
        if reason is None:
            raise
        if reason is Reason.READ_ONLY:
            reason = _why_denied(path)
        elif reason is Reason.NO_FOLDER:
            reason = _why_not_made(path)
        detail = type(error).__name__ if reason is Reason.DAMAGED else str(error)  # no words of an entry
        raise JournalFault(reason, path, detail) from error
