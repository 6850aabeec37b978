"""Locking a journal with a passphrase, changing that, and taking it off again.

The journal's own file decides what is true: it becomes locked, gets another lock record, or becomes plain in
one step that either happened or did not. What lies beside it follows (before, where the lock is taken off). A
program that dies meanwhile leaves the rest to `settle`, which every opening with a key looks into.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from painlog import entries as e
from painlog.journal import second_record
from painlog.journal.backups import Clock, back_up, backups_of, followed_or_gone, new_name
from painlog.journal.beside import (
    clear,
    folder_of,
    is_part,
    is_set_aside,
    made_or_gone,
    pieces_of,
    sync,
    write_whole,
)
from painlog.journal.converting import convert, put_over, wiped
from painlog.journal.faults import UNREADABLE, JournalFault, Reason, sorting
from painlog.journal.finishing import catch_up, finish
from painlog.journal.key import Key
from painlog.journal.lock_record import first_page, is_locked, read_record, record_in
from painlog.journal.schema import open_store, record_anew, recorded, refuse_foreign
from painlog.journal.second_record import Origin, digest_of_file
from painlog.journal.store import Store, state_of
from painlog.places import MAGIC

_RENAMES_OPEN_FILES = os.name == "posix"
"""Whether a file gives its name away while it is open; on Windows it does not."""
_SEALED = ".sealed"
_PLAIN_HEAD = MAGIC + b"\x10\0\x01\x01\0"
"""How every journal begins that is not locked: pages of 4 KiB, nothing reserved."""


def lock_of(path: Path) -> str:
    """Return the lock record that the passphrase of the journal at `path` is checked against; empty for none.

    Where the journal itself is gone, damaged or replaced, what lies beside it tells. Raises JournalFault.
    """
    if record := record_in(path) or second_record.lock_beside(path):
        return record
    if first_page(path, len(_PLAIN_HEAD)) == _PLAIN_HEAD:
        return ""
    return next((told for one in backups_of(path) if (told := _told_in(one.path))), "")


def _told_in(backup: Path) -> str:
    """Return the lock record in a backup, or nothing: another one may tell it where this cannot be read."""
    try:
        return record_in(backup)
    except JournalFault as fault:
        if fault.reason not in UNREADABLE:
            raise
        return ""


def refuse_read_only(path: Path) -> None:
    """Raise JournalFault where the journal may not be written to, or no new file can take its place."""
    for needed in (path, path.parent):
        if not os.access(needed, os.W_OK):
            raise JournalFault(Reason.READ_ONLY, needed)


def lock(path: Path, key: Key, *, clock: Clock = e.now) -> JournalFault | None:
    """Lock a journal that is not open in this program, and everything beside it, with a new key.

    Raises JournalFault; then the journal is as it was. Returns why something beside it could not be locked
    yet, if anything: that follows when the journal is opened.
    """
    _up_to_date(path, None)
    part = path.with_name(f"{path.name}.locked.part")
    with _replaced_by(part, Store(path, key=key, is_sealed=False), wipe=True):
        convert(path, part, None, key)
    try:
        _catch_up(path, key, is_locked=True)
        _settle_now(path, key, clock)
    except JournalFault as fault:
        return fault
    return None


def change(path: Path, key: Key, *, clock: Clock = e.now) -> JournalFault | None:
    """Give a locked journal that is not open in this program, and what is beside it, the record of `key`.

    Raises JournalFault, and returns one, as `lock` does.
    """
    _up_to_date(path, key)
    record_anew(path, key)
    try:
        _settle_now(path, key, clock)
    except JournalFault as fault:
        return fault
    return None


def unlock(path: Path, key: Key, *, clock: Clock = e.now) -> None:
    """Take the lock off a journal that is not open in this program, and off everything beside it.

    Raises JournalFault; then the journal is still locked.
    """
    _up_to_date(path, key)
    part = path.with_name(f"{path.name}.unlocked.part")
    held = Store(path, key=key)
    with _replaced_by(part, held, wipe=False), made_or_gone(part):
        convert(path, part, key, None)  # first: where a disk has no room for it all is left as it was
        _follow_on_plain(held, key, clock)
        _open_backups(path, key)
        _open_leftovers(path, key)
    if _catch_up(path, key, is_locked=False) or second_record.lock_beside(path):
        _open_backups(path, key)  # one that another program made meanwhile
        back_up(path, clock=clock)


@contextmanager
def _replaced_by(part: Path, held: Store, *, wipe: bool) -> Iterator[None]:
    """Let nobody write to a journal while `part` is made inside, and until that has taken its place.

    What others wrote in between would be gone with the old file, if we died before it was done again in the
    new one. Where an open file keeps its name, the journal is let go of first; then it is done again.
    """
    with closing(held), held.transaction():
        yield
        if _RENAMES_OPEN_FILES:
            _put_over(part, held.path, wipe=wipe)
    if not _RENAMES_OPEN_FILES:
        _put_over(part, held.path, wipe=wipe)


def _put_over(part: Path, path: Path, *, wipe: bool) -> None:
    with sorting(path):
        put_over(part, path, wipe=wipe)


def settle(store: Store, *, clock: Clock = e.now) -> None:
    """Lock what lies beside an open, locked journal and is not yet as it is: a program died meanwhile."""
    if store.key is not None and _is_unsettled(store):
        _settle_now(store.path, store.key, clock)


def _up_to_date(path: Path, key: Key | None) -> None:
    """Bring the journal to today's version, with the last act done; one that can only be read is refused."""
    refuse_foreign(path, key)
    refuse_read_only(path)
    with closing(open_store(path, create=False, key=key)) as store:
        finish(store)


def _catch_up(path: Path, key: Key, *, is_locked: bool) -> bool:
    """Do what was saved while the file was made anew; tell whether there was anything."""
    with closing(open_store(path, create=False, key=key if is_locked else None)) as store:
        before = state_of(store)[1]
        catch_up(store, key)
        return state_of(store)[1] > before


def _is_unsettled(store: Store) -> bool:
    record, base = recorded(store), second_record.origin(store.path)
    return (
        (base is not None and base.lock != record)
        or any(_differs(backup.path, record) for backup in backups_of(store.path))
        or any(_leftovers(store.path))
        or any(_tells_another(kept, record) for kept in _kept(store.path))
    )


def _differs(backup: Path, record: str) -> bool:
    """Tell whether a backup is plain, or tells an older record of the same key."""
    return not is_locked(backup) or _is_older(record_in(backup), record)


def _is_older(told: str, record: str) -> bool:
    """Tell whether what a file tells is another lock record of the same key: that of an older passphrase."""
    return told not in ("", record) and read_record(told).key == read_record(record).key


def _is_of(path: Path, key: Key) -> bool:
    told = record_in(path)
    return bool(told) and read_record(told).key == key.id


def _settle_now(path: Path, key: Key, clock: Clock) -> None:
    second_record.keep_to_wipe(path)
    back_up(path, clock=clock, key=key)
    for backup in backups_of(path):
        if not is_locked(backup.path):
            _lock_one(backup.path, key)
        elif _differs(backup.path, key.record):
            _tell_anew(backup.path, key)
    for left in _leftovers(path):
        _lock_leftover(left, key)
    for kept in _kept(path):
        if _tells_another(kept, key.record):
            _tell_anew_kept(kept, key)


def _tell_anew(file: Path, key: Key) -> None:
    """Write the lock record of a backup, or of a journal that is kept, anew in a copy, which takes its place.

    Otherwise an old passphrase would open it, and by the key in it all the others.
    """
    part = file.with_name(f"{file.name}.part")
    with made_or_gone(part):
        with sorting(file):
            clear(part)
            write_whole(part, pieces_of(file))
        record_anew(part, key)
        _put_over(part, file, wipe=False)


def _tell_anew_kept(kept: Path, key: Key) -> None:
    if second_record.origin_in(kept) is not None:
        second_record.tell_lock(kept, key.record)
    else:
        _or_sealed(partial(_tell_anew, kept, key), kept, key)


def _tells_another(kept: Path, record: str) -> bool:
    """Tell whether a kept file tells an older record of the same key."""
    base = second_record.origin_in(kept)
    return _is_older(base.lock if base is not None else record_in(kept), record)


def _lock_one(path: Path, key: Key) -> None:
    """Lock a backup or an older journal."""
    _or_sealed(partial(convert, path, path, None, key), path, key)


def _or_sealed(act: Callable[[], None], path: Path, key: Key) -> None:
    """Do it to a file; one that cannot be read is sealed as it is."""
    try:
        act()
    except JournalFault as fault:
        if fault.reason not in (Reason.DAMAGED, Reason.NOT_A_JOURNAL):
            raise
        _seal_whole(path, key)


def _lock_leftover(path: Path, key: Key) -> None:
    with sorting(path):
        if is_part(path):
            wiped(path)
        elif first_page(path, len(_PLAIN_HEAD)) == _PLAIN_HEAD:
            _lock_one(path, key)
        else:
            _seal_whole(path, key)


def _seal_whole(path: Path, key: Key) -> None:
    """Seal a file that is no sound journal, byte for byte.

    One that is sealed already is what was left of it while it was overwritten: a program died meanwhile.
    """
    sealed = path.with_name(path.name + _SEALED)
    with sorting(path):
        if _unsealed(sealed, key) is None:
            write_whole(sealed, [key.seal(b"".join(pieces_of(path)), path.name)])
        wiped(path)
        sync(path.parent)


def _unsealed(sealed: Path, key: Key) -> bytes | None:
    """Return what a file holds that was sealed whole, None where it is not there or of another key."""
    try:
        return key.unseal(sealed.read_bytes(), sealed.name.removesuffix(_SEALED))
    except (FileNotFoundError, ValueError):
        return None


def _leftovers(path: Path) -> Iterator[Path]:
    """Return the files that are kept, or were left, beside a journal and that anybody could read."""
    for file in _beside(path):
        is_left = is_set_aside(file) or is_part(file)
        if is_left and not file.name.endswith(_SEALED) and not _is_closed(file):
            yield file


def _kept(path: Path) -> list[Path]:
    """Return the journals and second records that were set aside beside a journal."""
    return [
        file for file in _beside(path) if is_set_aside(file) and not file.name.endswith((_SEALED, ".part"))
    ]


def _beside(path: Path) -> Iterator[Path]:
    """Yield the files that lie beside a journal and have its name, and those in its folder of backups.

    With one that is sealed or opened another may go.
    """
    every = (*path.parent.glob(f"{_glob(path.name)}.*"), *folder_of(path).glob("*"))
    return (file for file in sorted(every) if file.is_file())


def _is_closed(file: Path) -> bool:
    """Tell whether a file is a locked journal, or a second record whose acts are sealed."""
    base = second_record.origin_in(file)
    return is_locked(file) or (base is not None and bool(base.lock))


def _glob(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _follow_on_plain(store: Store, key: Key, clock: Clock) -> None:
    """Begin a plain second record from a plain backup, while the journal itself is still locked."""
    journal_id, act = state_of(store)
    copy = new_name(store.path, clock())
    convert(store.path, copy, key, None)
    with followed_or_gone(store.path, copy):
        with sorting(copy):
            base = Origin(journal_id, act, copy.name, digest_of_file(copy))
        second_record.begin(store.path, base)


def _open_backups(path: Path, key: Key) -> None:
    for backup in backups_of(path):
        if _is_of(backup.path, key):
            convert(backup.path, backup.path, key, None)


def _open_leftovers(path: Path, key: Key) -> None:
    """Make plain what was kept aside and locked; what is of another key stays as it is."""
    for file in _beside(path):
        if file.name.endswith(_SEALED):
            _unseal_whole(file, key)
        elif is_set_aside(file) and _is_of(file, key):
            convert(file, file, key, None)


def _unseal_whole(file: Path, key: Key) -> None:
    with sorting(file):
        content = _unsealed(file, key)
        if content is not None:
            write_whole(file.with_name(file.name.removesuffix(_SEALED)), [content])
            file.unlink()
