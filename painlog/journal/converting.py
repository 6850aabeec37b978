"""Writing a journal's file anew, locked or plain, and letting go of what anybody could read."""

import os
from contextlib import closing, suppress
from pathlib import Path

from painlog.journal.agreement import refuse_unequal
from painlog.journal.beside import clear, made_or_gone, made_private, opened, sync, sync_handle
from painlog.journal.faults import sorting
from painlog.journal.key import Key
from painlog.journal.lock_record import VIEW, making, refuse_unfit
from painlog.journal.schema import APPLICATION_ID
from painlog.journal.store import Store
from painlog.places import FILE_MODE

_PART = "part"
_PIECE = bytes(1 << 16)


def convert(source: Path, target: Path, held: Key | None, wanted: Key | None) -> None:
    """Write what the journal at `source` holds into a new file, whole and compared, or not at all.

    `held` opens the source, `wanted` the new file; None is a plain one, and one of the two is a key. Nobody
    must write to the source meanwhile. Raises JournalFault.
    """
    part = target if target.name.endswith(".part") else target.with_name(f"{target.name}.part")
    with made_or_gone(part), sorting(part):
        store = Store(source, read_only=True, key=held or wanted, is_sealed=held is not None)
        with closing(store):
            clear(part)
            made_private(part)
            _export(store, part, wanted)
            sync(part)
            refuse_unequal(store, part, wanted)
        if wanted is not None:
            refuse_unfit(part, wanted.record)
        if part != target:  # which may be the source: on Windows a file that is open keeps its name
            put_over(part, target, wipe=wanted is not None)


def _export(store: Store, part: Path, wanted: Key | None) -> None:
    """Fill the new file, then write or drop its lock record: an export is seen only afterwards."""
    version = store.number("PRAGMA user_version")
    with store.filling(part, _PART, wanted), store.one_moment():
        store.ask(f"SELECT sqlcipher_export('{_PART}')")
        store.do(f"PRAGMA {_PART}.user_version = {version}")
        store.do(f"PRAGMA {_PART}.application_id = {APPLICATION_ID}")
    with store.filling(part, _PART, wanted), store.one_moment():
        told = making(wanted.record, _PART) if wanted is not None else [f"DROP VIEW {_PART}.{VIEW}"]
        for statement in told:
            store.do(statement)


def put_over(part: Path, path: Path, *, wipe: bool) -> None:
    """Give a finished file its name; what had it before is overwritten if asked for. Raises OSError."""
    old = path.with_name(f"{path.name}.old.part")
    old.unlink(missing_ok=True)
    if wipe and path.exists():
        with suppress(OSError):  # a file system without links
            os.link(path, old)
    part.replace(path)
    sync(path.parent)
    if old.exists():
        wiped(old)


def wiped(path: Path) -> None:
    """Overwrite a file with zeros, also one that can only be read, and delete it; raises OSError.

    One that has another name is somebody's copy under that, and only loses this name. Disks of today may keep
    traces all the same: an SSD writes the zeros to another place.
    """
    if path.stat().st_nlink > 1:
        path.unlink()
        return
    with suppress(OSError):  # a file system without rights
        path.chmod(FILE_MODE)
    handle = opened(path, os.O_WRONLY)
    try:
        left = os.fstat(handle).st_size
        while left > 0:
            left -= os.write(handle, _PIECE[:left])
        sync_handle(handle)
    finally:
        os.close(handle)
    path.unlink()
