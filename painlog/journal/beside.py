"""What lies beside a journal: its folder of backups and the second record in it."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from painlog.places import BACKUPS, FILE_MODE, SECOND_RECORD, is_among_backups, itself

_PIECE = 1 << 20
_MOMENT = "%Y-%m-%dT%H-%M-%S.%fZ"
_BACKUP_NAME = f"{_MOMENT}.painlog"
_REPLACED, _BEFORE_VERSION = ".replaced-", ".before-version-"

if sys.platform == "darwin":
    import fcntl


def folder_of(journal: Path) -> Path:
    """Return the folder of the journal's own backups; it may not be there yet."""
    return journal.with_name(f"{journal.name}{BACKUPS}")


def second_record_of(journal: Path) -> Path:
    """Return the file of the second record; it may not be there yet."""
    return folder_of(journal) / SECOND_RECORD


def backup_name(at: datetime) -> str:
    """Return the name of a backup of the journal's own, made at `at`."""
    return at.astimezone(UTC).strftime(_BACKUP_NAME)


def made_at(backup: Path) -> datetime | None:
    """Return when a backup of the journal's own was made, as its name tells; None of any other file."""
    try:
        return datetime.strptime(backup.name, _BACKUP_NAME).replace(tzinfo=UTC)
    except ValueError:
        return None


def is_own_backup(path: Path) -> bool:
    """Tell whether a file is one of the backups that Painlog made by itself, however the journal is named."""
    return made_at(path) is not None and is_among_backups(path)


def is_part(path: Path) -> bool:
    """Tell whether a file is one that was not finished, or what SQLite keeps while it fills one."""
    return path.name.removesuffix("-journal").endswith(".part")


def half_written(path: Path) -> Path:
    """Return where SQLite's rollback journal of a file lies, when a program died while it wrote."""
    return path.with_name(f"{path.name}-journal")


def left_by_sqlite(path: Path) -> tuple[Path, ...]:
    """Return where SQLite leaves what is not finished in a file: it does so in the next one of that name.

    Painlog leaves a rollback journal. The others are of tools that brought the file to a form of their own.
    """
    return (half_written(path), *(path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-shm")))


def clear(part: Path) -> None:
    """Delete what is there of a part, with what SQLite kept while it filled it; raises OSError.

    SQLite would take that for something half written in the next file of this name, and take it back there.
    """
    part.unlink(missing_ok=True)
    half_written(part).unlink(missing_ok=True)


def led_to(path: Path) -> Path:
    """Return where the link to a journal leads; what is no link stays as it is, and so does one to nothing.

    Whoever made such a link has a journal somewhere: a new one where it leads would hide that.
    """
    there = itself(path)
    is_known = os.path.exists(there) or os.path.exists(folder_of(there))  # noqa: PTH110 - never raises
    return there if is_known else path


def is_kept_beside(journal: Path) -> bool:
    """Tell whether anything lies beside a journal that it could be made anew from."""
    return second_record_of(journal).exists() or any(map(made_at, folder_of(journal).glob("*.painlog")))


def name_aside(path: Path, at: datetime) -> Path:
    """Return where a journal or a second record is kept that is replaced at `at`."""
    return path.with_name(f"{path.name}{_REPLACED}{at.astimezone(UTC):{_MOMENT}}")


def name_before(path: Path, version: int) -> Path:
    """Return where the journal is kept as it was before it was brought to that version."""
    return path.with_name(f"{path.name}{_BEFORE_VERSION}{version}")


def is_set_aside(file: Path) -> bool:
    """Tell whether a file is kept from before it was replaced, or brought to another version."""
    return _REPLACED in file.name or _BEFORE_VERSION in file.name


@contextmanager
def made_or_gone(part: Path) -> Iterator[None]:
    """Delete a file that is made inside when that fails."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            clear(part)
        raise


def made_private(path: Path) -> None:
    """Make an empty file that only this account can read; raises OSError when there is one already."""
    os.close(opened(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))


def sync(path: Path) -> None:
    """Wait until the file or folder is on the disk; raises OSError."""
    if os.name != "posix" and path.is_dir():
        return  # Windows has no handle on a folder that could be synced.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        sync_handle(handle)
    finally:
        os.close(handle)


def sync_handle(handle: int) -> None:
    """Wait until an open file is on the disk; raises OSError."""
    if sys.platform == "darwin":
        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)  # fsync alone leaves the drive's own memory unwritten
    else:
        os.fsync(handle)


def opened(path: Path, how: int) -> int:
    """Open a file of this account's own, so that what is written stays as it is; raises OSError.

    Without O_BINARY Windows makes two bytes of every 0x0A.
    """
    return os.open(path, how | getattr(os, "O_BINARY", 0), FILE_MODE)


def append(handle: int, content: bytes) -> None:
    """Write all of `content` at the end of an open file; raises OSError."""
    written = os.write(handle, content)
    while written < len(content):
        written += os.write(handle, content[written:])


def write_whole(path: Path, content: Iterable[bytes]) -> None:
    """Write a private file, whole or not at all, and wait until it is on the disk; raises OSError."""
    part = path.with_name(f"{path.name}.part")
    with made_or_gone(part):
        clear(part)
        handle = opened(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        try:
            for piece in content:
                append(handle, piece)
            sync_handle(handle)
        finally:
            os.close(handle)
        part.replace(path)
    sync(path.parent)


def pieces_of(path: Path) -> Iterator[bytes]:
    """Return what a file holds, a piece at a time; raises OSError."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
