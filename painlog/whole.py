"""Puts a finished file in its place, whole or not at all, for the eyes of this account only."""

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from painlog.places import MAGIC, SECOND_RECORD, is_among_backups, itself


def put(path: Path, data: bytes) -> None:
    """Write `data` to `path`; what stood there stays until all of it is on disk. Raises OSError.

    A link stays a link; what is no file, as a pipe behind /dev/stdout, has no other name to be written under.
    A journal, open or not, is never written over, nor what is kept to make it anew.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    path = itself(path)
    if path.exists() and (_is_journal(path) or _is_kept_beside_one(path)):
        raise FileExistsError(errno.EEXIST, "a journal is never written over", str(path))
    handle, part = tempfile.mkstemp(prefix=f".{path.name[:40]}-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    with suppress(OSError):  # a file system that syncs no folder; the file is there by its name all the same
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Wait until a name in a folder is on the disk: else a power cut could bring back what stood there."""
    if os.name == "posix":  # Windows has no handle on a folder that could be synced
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_journal(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _is_kept_beside_one(path: Path) -> bool:
    """Tell whether a file lies among a journal's backups and its second record, or is that."""
    return is_among_backups(path) and path.with_name(SECOND_RECORD).exists()
