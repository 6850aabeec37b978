"""Getting everything back: a journal that is damaged or gone."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from painlog import entries as e
from painlog.journal import second_record
from painlog.journal.anew import UNTRUE_ACTS, made_as_far_as_told
from painlog.journal.backups import back_up, backups_of
from painlog.journal.beside import made_or_gone
from painlog.journal.faults import UNREADABLE, JournalFault, Reason
from painlog.journal.key import Key
from painlog.journal.replacing import put_in_place, restore, told_of
from painlog.journal.schema import is_of_another_key
from painlog.journal.soundness import problems_of


def repair(path: Path, *, clock: Callable[[], datetime] = e.now, key: Key | None = None) -> Path | None:
    """Make the journal at `path` anew from its newest whole backup and every act since that can be.

    Returns where the damaged journal is kept, or None when there was none. Raises JournalFault when there is
    nothing to make it from; then everything is as it was.
    """
    account = second_record.read(path, key)
    if account is None or not second_record.is_intact(path, account.base):
        return _restored(path, clock, key)
    part = path.with_name(f"{path.name}.repaired.part")
    try:
        with told_of(path, part), made_or_gone(part):
            is_all = made_as_far_as_told(path, part, account, key) == len(account.acts)
            kept = put_in_place(part, path, clock(), key, goes_on=is_all)
    except JournalFault as fault:
        if fault.reason not in UNTRUE_ACTS:
            raise
        return _restored(path, clock, key)
    _back_up_again(path, clock, key)
    return kept


def _back_up_again(path: Path, clock: Callable[[], datetime], key: Key | None) -> None:
    """Back up a journal that is whole again; on a full disk the next time that one is due."""
    with suppress(JournalFault):
        if key is not None:
            second_record.keep_to_wipe(path)
        back_up(path, clock=clock, key=key)


def _restored(path: Path, clock: Callable[[], datetime], key: Key | None) -> Path | None:
    newer = None
    for backup in backups_of(path):
        try:
            is_whole = _is_whole(backup.path, key)
        except JournalFault as fault:
            if fault.reason is not Reason.NEWER:
                raise
            newer, is_whole = fault, False
        if is_whole:
            kept = restore(path, backup.path, clock=clock, key=key)
            _back_up_again(path, clock, key)
            return kept
    raise newer or JournalFault(Reason.NO_BACKUP, path)


def _is_whole(backup: Path, key: Key | None) -> bool:
    try:
        return not is_of_another_key(backup, key) and not problems_of(backup, key=key)
    except JournalFault as fault:
        if fault.reason not in UNREADABLE:
            raise
        return False
