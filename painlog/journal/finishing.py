"""The act that was cut short: called saved, or nearly, and finished when the journal is opened again."""

from collections.abc import Iterable

from painlog.change import Picture
from painlog.journal import second_record
from painlog.journal.faults import JournalFault, Reason
from painlog.journal.key import Key
from painlog.journal.putting import put
from painlog.journal.second_record import WrittenAct
from painlog.journal.store import Store, state_of
from painlog.journal.tables import ENTRY_KINDS, columns, table_name


def finish(store: Store) -> None:
    """Do the act that the second record holds and the journal lacks: the program died before it could.

    One that cannot follow on what is there keeps nobody from opening it: it stays in the second record.

    Raises JournalFault when the journal lacks more than that: it is an older one than it was. And when it is
    not locked, but what lies beside it is: somebody put another file in its place, who had no passphrase.
    """
    if store.key is None and second_record.lock_beside(store.path):
        raise JournalFault(Reason.UNLOCKED, store.path)
    journal_id, act = state_of(store)
    last = second_record.last_act(store.path, store.key)
    if last is None or last.journal != journal_id or last.number <= act:
        return
    account = second_record.read(store.path, store.key)
    if last.number > act + 1 or (account is not None and not account.acts):  # those are in the backup alone
        raise JournalFault(Reason.DAMAGED, store.path, f"{last.number - act} acts are missing")
    if account is not None and account.last == act + 1:
        _do_once(store, account.acts[-1])


def _do_once(store: Store, act: WrittenAct) -> None:
    try:
        with store.transaction():
            if state_of(store)[1] == act.number - 1:
                is_done_again(store, act)
    except JournalFault as fault:
        if fault.reason not in (Reason.READ_ONLY, Reason.READ_ONLY_FOLDER):
            raise


def catch_up(store: Store, key: Key) -> None:
    """Do what other programs saved while the file was made anew; `key` opens it where it was locked."""
    journal_id, act = state_of(store)
    account = second_record.read(store.path, key)
    if account is not None and account.base.journal == journal_id and account.last > act:
        with store.transaction():
            do_again(store, (done for done in account.acts if done.number > act))


def is_done_again(store: Store, act: WrittenAct) -> bool:
    """Do an act again where it can follow on what is there, inside a transaction; else change nothing."""
    if any(_is_of_another(store, *row) for row in act.rows):
        return False
    store.do("SAVEPOINT again")
    try:
        do_again(store, [act])
        is_possible = store.row("PRAGMA foreign_key_check") is None
    except JournalFault as fault:
        if fault.reason is not Reason.CHANGED_ELSEWHERE:
            raise
        is_possible = False
    if not is_possible:
        store.do("ROLLBACK TO again")
    store.do("RELEASE again")
    return is_possible


def _is_of_another(store: Store, kind: str, key: int, picture: Picture | None) -> bool:
    """Tell whether another entry stands in a row of an act than the one that was written there."""
    if picture is None or kind not in ENTRY_KINDS:
        return False
    there = store.row(f"SELECT id FROM {table_name(kind)} WHERE key = ?", key)
    return there is not None and there[0] != dict(zip(columns(kind), picture, strict=False))["id"]


def do_again(store: Store, acts: Iterable[WrittenAct]) -> None:
    """Bring the rows of acts that were written down to how they left them, inside a transaction."""
    for act in acts:
        for kind, key, picture in act.rows:
            put(store, kind, key, picture)
        store.do("UPDATE state SET act = ?", act.number)
