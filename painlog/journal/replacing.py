"""Putting one journal in the place of another: restored, repaired or written anew; the old one is kept."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from painlog import entries as e
from painlog.journal.backups import Clock, copy_of, set_second_record_aside
from painlog.journal.beside import (
    clear,
    left_by_sqlite,
    made_or_gone,
    name_aside,
    pieces_of,
    sync,
    write_whole,
)
from painlog.journal.converting import convert
from painlog.journal.faults import JournalFault, Reason, sorting
from painlog.journal.key import Key
from painlog.journal.lock_record import key_for
from painlog.journal.schema import record_anew, take_back
from painlog.journal.soundness import refuse_unsound

_OF_THE_FOLDER = (Reason.NO_FOLDER, Reason.READ_ONLY_FOLDER, Reason.READ_ONLY, Reason.NO_RIGHT)


def restore(
    path: Path, source: Path, *, clock: Clock = e.now, key: Key | None = None, source_key: Key | None = None
) -> Path | None:
    """Put the journal or backup at `source` in the place of the journal at `path`.

    It is locked with `key` if there is one, and otherwise as it was; `source_key` opens the source where that
    is another one. Returns where the replaced journal is kept now, or None when there was none. The source is
    verified first, and so is its copy; raises JournalFault, and then the journal at `path` is as it was.
    """
    with sorting(source):
        if not source.exists():
            raise JournalFault(Reason.MISSING, source)
    held = key_for(source, source_key or key)
    refuse_unsound(source, key=held)
    part = path.with_name(f"{path.name}.restored.part")
    with told_of(path, part), sorting(part):
        clear(part)
    with told_of(path, part), made_or_gone(part):
        if key is None or (held is not None and held.id == key.id):
            copy_of(source, part, held)
            if key is not None:
                record_anew(part, key)
        else:
            convert(source, part, held, key)
        return put_in_place(part, path, clock(), key)


@contextmanager
def told_of(path: Path, part: Path) -> Iterator[None]:
    """Say of the journal at `path` itself that its folder does not take the `part` that is made there."""
    try:
        yield
    except JournalFault as fault:
        is_of_part = fault.path is not None and fault.path.name.startswith(part.name)
        if is_of_part and fault.reason in _OF_THE_FOLDER:
            raise JournalFault(fault.reason, path, fault.detail) from fault
        raise


def put_in_place(
    part: Path, path: Path, at: datetime, key: Key | None, *, goes_on: bool = False
) -> Path | None:
    """Let `part` be the journal at `path`; return where the one is kept that was there, if any.

    Its second record goes aside as well, unless the new one `goes_on` from there: after it is in place, for
    no other file tells what is in it. Raises JournalFault, and then everything is as it was.
    """
    with sorting(path):
        try:
            kept = set_aside(path, at, key)
            part.replace(path)
            sync(path.parent)
            if not goes_on:
                set_second_record_aside(path, at)
        except OSError:
            _put_back(part, path, name_aside(path, at))
            raise
    return kept


def set_aside(path: Path, at: datetime, key: Key | None = None) -> Path | None:
    """Keep the journal at `path` under another name too, and with it what SQLite had not finished in it.

    That would get into the file that takes its place; also where the journal itself is gone.
    """
    kept, is_there = name_aside(path, at), path.exists()
    if path.is_dir():
        path.replace(kept)
    elif is_there:
        with suppress(JournalFault):
            take_back(path, key_for(path, key))
        _keep(path, kept)
    _move_left(path, kept)
    sync(path.parent)
    return kept if is_there else None


def _put_back(part: Path, path: Path, kept: Path) -> None:
    """Let everything be as it was before `part` was to take the place of the journal."""
    if not part.exists():
        path.replace(part)
    if kept.exists():
        kept.replace(path)  # where both are links to one file this does nothing
        kept.unlink(missing_ok=True)
    _move_left(kept, path)


def _move_left(path: Path, other: Path) -> None:
    for left, there in zip(left_by_sqlite(path), left_by_sqlite(other), strict=True):
        if left.exists():
            left.replace(there)


def _keep(path: Path, kept: Path) -> None:
    with made_or_gone(kept):
        try:
            os.link(path, kept)
        except OSError:  # a file system without links
            write_whole(kept, pieces_of(path))
        sync(kept)
