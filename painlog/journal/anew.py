"""A journal made anew from a backup and every act since, as the second record tells them."""

import os
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from painlog.entries import now
from painlog.journal import second_record
from painlog.journal.agreement import held_elsewhere
from painlog.journal.beside import (
    backup_name,
    clear,
    folder_of,
    made_or_gone,
    name_aside,
    pieces_of,
    sync,
    write_whole,
)
from painlog.journal.converting import convert, put_over
from painlog.journal.faults import JournalFault, Reason, sorting
from painlog.journal.finishing import do_again
from painlog.journal.key import Key
from painlog.journal.schema import is_of_another_key, open_store
from painlog.journal.second_record import Account
from painlog.journal.soundness import refuse_unsound

_OF_THE_DISK = (
    Reason.DISK_FULL,
    Reason.IO,
    Reason.LOCKED,
    Reason.NO_FOLDER,
    Reason.NO_RIGHT,
    Reason.READ_ONLY,
    Reason.READ_ONLY_FOLDER,
)
UNTRUE_ACTS = (Reason.DAMAGED, Reason.CHANGED_ELSEWHERE)
"""Why an act that is told cannot be done: it makes a row that cannot be true, or stands against another."""


def make_anew(path: Path, part: Path, account: Account, key: Key | None) -> None:
    """Write into `part` what the second record of the journal at `path` tells; raises JournalFault."""
    base = second_record.base_path(path, account.base)
    with sorting(part):
        clear(part)
        if base is not None:
            write_whole(part, pieces_of(base))
    store = open_store(part, create=True, key=key)
    with closing(store), store.transaction():
        store.do("UPDATE state SET journal = ?", bytes.fromhex(account.base.journal))
        do_again(store, account.acts)
    with sorting(part):
        sync(part)
    if key is not None and store.key is None:  # made from a backup of the time before it was locked
        locked = part.with_name(f"locked-{part.name}")
        convert(part, locked, None, key)
        with sorting(part):
            put_over(locked, part, wipe=True)
    refuse_unsound(part, key=key)


def made_as_far_as_told(path: Path, part: Path, account: Account, key: Key | None) -> int:
    """Write into `part` what the second record tells up to the first act that cannot be.

    Returns of how many acts that is. Raises JournalFault, also where its backup alone is not sound.
    """
    if _is_made(path, part, account, key):
        return len(account.acts)
    done, too_far = 0, len(account.acts)
    while too_far - done > 1:
        middle = (done + too_far) // 2
        if _is_made(path, part, replace(account, acts=account.acts[:middle]), key):
            done = middle
        else:
            too_far = middle
    make_anew(path, part, replace(account, acts=account.acts[:done]), key)
    return done


def part_of_a_check(path: Path, at: datetime) -> Path:
    """Return where a check that begins at `at` makes what it looks at; two may be at work at once.

    It lies among the backups, under the name of one that is not finished: where the check is killed, it goes
    with those.
    """
    return folder_of(path) / f"{backup_name(at)}.part-{os.getpid()}.part"


def as_far_as_can_be(path: Path, account: Account, key: Key | None) -> Account | None:
    """Return what of a second record a repair would bring back, by making it; nothing of that is kept.

    None where not even its backup is sound. Where the disk does not take it, it is believed.
    """
    part = part_of_a_check(path, now())
    try:
        done = made_as_far_as_told(path, part, account, key)
    except JournalFault as fault:
        return None if fault.reason in UNTRUE_ACTS else account
    finally:
        with suppress(OSError):
            clear(part)
    is_all = account.is_whole and done == len(account.acts)
    return replace(account, acts=account.acts[:done], is_whole=is_all)


def _is_made(path: Path, part: Path, account: Account, key: Key | None) -> bool:
    try:
        make_anew(path, part, account, key)
    except JournalFault as fault:
        if fault.reason not in UNTRUE_ACTS:
            raise
        return False
    return True


def keep_the_other(path: Path, at: datetime, key: Key | None) -> Path | None:
    """Keep the journal that was here before the file at `path` took its place, with all that was saved in it.

    Returns where it is kept, under the name of one that was replaced at `at`; None where nothing of it is
    lacking in the file, or it cannot be made. Raises JournalFault where the disk does not take it.
    """
    kept = name_aside(path, at)
    part = path.with_name(f"{path.name}.kept.part")
    try:
        account = _another(path, key)
        if account is None:
            return None
        with made_or_gone(part):
            make_anew(path, part, account, key)
            with sorting(path):
                part.replace(kept)
                sync(kept.parent)
    except JournalFault as fault:
        if fault.reason in _OF_THE_DISK:
            raise JournalFault(fault.reason, path, fault.detail) from fault
        return None
    return kept


def _another(path: Path, key: Key | None) -> Account | None:
    """Return what the second record tells where that can be made anew, and the file lacks some of it."""
    account = second_record.read(path, key)
    if account is None or not second_record.is_intact(path, account.base):
        return None
    base = second_record.base_path(path, account.base)
    is_readable = base is None or not is_of_another_key(base, key)
    return account if is_readable and held_elsewhere(path, key, account) else None
