"""The act that was cut short: called saved, or nearly, and finished when the journal is opened again."""

from collections.abc import Iterable

from painlog.journal import second_record
from painlog.journal.faults import JournalFault, Reason
from painlog.journal.key import Key
from painlog.journal.putting import put
from painlog.journal.second_record import WrittenAct
from painlog.journal.store import Store, state_of


def finish(store: Store) -> None:
    """Do the act that the second record holds and the journal lacks: the program died before it could.

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
                do_again(store, [act])
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


def do_again(store: Store, acts: Iterable[WrittenAct]) -> None:
    """Bring the rows of acts that were written down to how they left them, inside a transaction."""
    for act in acts:
        for kind, key, picture in act.rows:
            put(store, kind, key, picture)
        store.do("UPDATE state SET act = ?", act.number)
