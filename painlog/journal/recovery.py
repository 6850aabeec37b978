"""Getting everything back: the act that was cut short, and a journal that is damaged or gone."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from painlog import entries as e
from painlog.journal import second_record
from painlog.journal.backups import (
    back_up,
    backups_of,
    problems_of,
    refuse_unsound,
    restore,
    set_aside,
)
from painlog.journal.beside import pieces_of, sync, write_whole
from painlog.journal.faults import JournalFault, Reason, sorting
from painlog.journal.ledger import put
from painlog.journal.schema import open_store
from painlog.journal.second_record import Account, WrittenAct
from painlog.journal.store import Store, state_of


def finish(store: Store) -> None:
    """Do the act that the second record holds and the journal lacks: the program died before it could.

    Raises JournalFault when the journal lacks more than that: it is an older one than it was.
    """
    journal_id, act = state_of(store)
    last = second_record.last_act(store.path)
    if last is None or last.journal != journal_id or last.number <= act:
        return
    if last.number > act + 1:
        raise JournalFault(Reason.DAMAGED, store.path, f"{last.number - act} acts are missing")
    account = second_record.read(store.path)
    if account is not None and account.last == act + 1:
        _do_once(store, account.acts[-1])


def _do_once(store: Store, act: WrittenAct) -> None:
    try:
        with store.transaction():
            if state_of(store)[1] == act.number - 1:
                _do(store, [act])
    except JournalFault as fault:
        if fault.reason is not Reason.READ_ONLY:
            raise


def _do(store: Store, acts: Iterable[WrittenAct]) -> None:
    for act in acts:
        for kind, key, picture in act.rows:
            put(store, kind, key, picture)
        store.do("UPDATE state SET act = ?", act.number)


def repair(path: Path, *, clock: Callable[[], datetime] = e.now) -> Path | None:
    """Make the journal at `path` anew from its newest whole backup and every act since.

    Returns where the damaged journal is kept, or None when there was none. Raises JournalFault when there is
    nothing to make it from; then everything is as it was.
    """
    account = second_record.read(path)
    if account is None or not second_record.is_intact(path, account.base):
        return _restored(path, clock)
    part = path.with_name(f"{path.name}.repaired.part")
    try:
        _make_anew(path, part, account)
        refuse_unsound(part)
        with sorting(path):
            kept = set_aside(path, clock())
            part.replace(path)
            sync(path.parent)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    back_up(path, clock=clock)
    return kept


def _make_anew(path: Path, part: Path, account: Account) -> None:
    base = second_record.base_path(path, account.base)
    with sorting(part):
        part.unlink(missing_ok=True)
        if base is not None:
            write_whole(part, pieces_of(base))
    store = open_store(part, create=True)
    try:
        with store.transaction():
            store.do("UPDATE state SET journal = ?", bytes.fromhex(account.base.journal))
            _do(store, account.acts)
    finally:
        store.close()
    with sorting(part):
        sync(part)


def _restored(path: Path, clock: Callable[[], datetime]) -> Path | None:
    for backup in backups_of(path):
        if not problems_of(backup.path):
            kept = restore(path, backup.path, clock=clock)
            back_up(path, clock=clock)
            return kept
    raise JournalFault(Reason.MISSING, path, "no whole backup")
