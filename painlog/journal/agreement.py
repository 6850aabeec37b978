"""Whether a journal holds what the second record says that it must: the newest backup and every act since."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from itertools import islice
from pathlib import Path
from typing import Any

from painlog.change import Picture
from painlog.journal import second_record
from painlog.journal.faults import JournalFault, Reason
from painlog.journal.key import Key
from painlog.journal.lock_record import key_for
from painlog.journal.schema import open_to_read, refuse_foreign
from painlog.journal.second_record import Account
from painlog.journal.soundness import Problem, refuse_unsound
from painlog.journal.standing import Standing
from painlog.journal.store import Store, state_of
from painlog.journal.tables import ENTRY_KINDS, TABLES, columns, selected, some_selected, table_name
from painlog.reasons import Flaw
from painlog.values import value

_BASE = "base"
_MOST = 100
_AT_ONCE = 500
"""Rows that are asked for together."""


def disagreements(path: Path, key: Key | None = None, account: Account | None = None) -> list[Problem]:
    """Return what of the journal at `path` is not as it was saved; nothing where there is nothing to go by.

    `account` is its second record where that was just read: of a large import that takes seconds.
    There is nothing to go by when the second record is missing or lags behind. Without its backup, intact,
    it tells of the acts that the journal lacks.
    """
    account = account or second_record.read(path, key)
    if account is None:
        return []
    if not second_record.is_intact(path, account.base):
        with closing(open_to_read(path, key)) as store:
            return _lacking(store, account)
    with _beside_its_backup(path, key, account) as (store, base):
        return _at_one_moment(store, account, base)


def held_elsewhere(path: Path, key: Key | None, account: Account) -> int:
    """Return how many entries a second record with its backup tells of that the file at `path` lacks.

    For one that is another journal's file, or of a journal that went on elsewhere; raises JournalFault.
    """
    with _beside_its_backup(path, key, account) as (store, base):
        return _Told.by(store, account, base).lacking_in(Standing.of(store))


def goes_on_from(
    path: Path,
    key: Key | None,
    journal_id: str,
    written: Mapping[tuple[str, int], Picture | None],
    *,
    is_open: bool = False,
) -> bool:
    """Tell whether the file at `path` is that journal with all that was saved in it, as after it was away.

    `written` tells the rows of the last act that is known to be saved: a copy from before lacks it. Where
    this program has that very file open (`is_open`), it is read by SQLite alone.
    """
    with suppress(JournalFault):
        if not is_open:
            refuse_foreign(path, key)
        account = second_record.read(path, key)
        if account is None or not account.is_whole or not second_record.is_intact(path, account.base):
            return False
        with closing(open_to_read(path, key)) as store:
            is_told = state_of(store) == (journal_id, account.last)
            is_there = all(_row(store, kind, row) == picture for (kind, row), picture in written.items())
        return is_told and is_there and not disagreements(path, key, account)
    return False


def is_told_since(store: Store, act: int, written: Mapping[tuple[str, int], Picture | None]) -> bool:
    """Tell whether the second record has every act after `act`, and by them `written` became what is there.

    Its backup is not needed for that.
    """
    account = second_record.read(store.path, store.key)
    if account is None or account.base.acts > act or (account.base.journal, account.last) != state_of(store):
        return False
    since = {row[:2]: row[2] for one in account.acts if one.number > act for row in one.rows}
    return all(_row(store, *row) == since.get(row, picture) for row, picture in written.items())


def holds_all_of(store: Store, *, describes: bool) -> bool:
    """Tell whether another file took the place of an open journal that is that journal, gone on elsewhere.

    As a program puts it there that keeps a folder the same on two computers. It must hold whatever the open
    one holds, which can still be read; also who keeps it, where that was told here (`describes`) since it was
    opened: elsewhere it may have been told anew.
    """
    with suppress(JournalFault):
        refuse_unsound(store.path, rows=False, key=store.key)
        with closing(open_to_read(store.path, store.key)) as there:
            (ours, done), (theirs, act) = state_of(store), state_of(there)
            is_later = ours == theirs and done <= act
            return (
                is_later
                and (not describes or _about_the_patient(store) == _about_the_patient(there))
                and _is_all_in(Standing.of(store), Standing.of(there))
            )
    return False


def _about_the_patient(store: Store) -> list[Any]:
    return store.ask(selected("patient"))


def _is_all_in(ours: Standing, there: Standing) -> bool:
    lacking = (_is_lacking(entry_id, row[2] or 0, there) for entry_id, row in ours.rows.items())
    return ours.gone.keys() <= there.gone.keys() and not any(lacking)


def _row(store: Store, kind: str, key: int) -> Picture | None:
    return _rows(store, "main", kind, [key]).get(key)


@contextmanager
def _beside_its_backup(path: Path, key: Key | None, account: Account) -> Iterator[tuple[Store, str | None]]:
    """Give the file as it is at one moment, and how the backup of its second record is called there."""
    backup = second_record.base_path(path, account.base)
    with (
        closing(open_to_read(path, key)) as store,
        store.attached(backup, _BASE, key_for(backup, key)) if backup else nullcontext(),
        store.one_moment(),
    ):
        yield store, _BASE if backup else None


def _at_one_moment(store: Store, account: Account, base: str | None) -> list[Problem]:
    """Compare what is there now; what other programs wrote since `account` was read is read too."""
    journal_id, act = state_of(store)
    if account.last < act:
        account = second_record.read(store.path, store.key) or account
    if account.base.journal != journal_id or account.last < act:
        return _another(_Told.by(store, account, base), Standing.of(store))
    done = (written for written in account.acts if written.number <= act)
    written = {(kind, key): picture for one in done for kind, key, picture in one.rows}
    found = list(islice(_compared(store, written, base), _MOST))
    if not found:
        return [Problem(Flaw.OLDER, problem.where) for problem in _lacking(store, account)]
    return _went_on_elsewhere(_Told.by(store, account, base), Standing.of(store)) or found


def _lacking(store: Store, account: Account) -> list[Problem]:
    """Tell of acts that the journal lacks, but for one that is being written just now."""
    journal_id, act = state_of(store)
    missing = account.last - act if account.base.journal == journal_id else 0
    return [Problem(Flaw.LACKING, f"{missing} acts")] if missing > 1 else []


@value
class _Told:
    """The entries that a second record tells of, with its backup."""

    last: dict[tuple[str, int], tuple[bytes, int] | None]
    """What stands in each row at the end: the entry's id, and when it was updated."""
    ids: set[bytes]
    """Every id that was ever told, also of what was removed."""
    moments: set[int]
    """Every moment at which one of them was updated."""

    @classmethod
    def by(cls, store: Store, account: Account, base: str | None) -> "_Told":
        """Read it; `base` names the backup within reach of `store`."""
        told = cls({}, set(), set())
        for kind in ENTRY_KINDS if base else ():
            rows = store.ask(f"SELECT key, id, updated_at FROM {base}.{table_name(kind)}")
            told.note(kind, ((key, entry_id, updated) for key, entry_id, updated in rows))
        if base:
            told.ids.update(entry_id for (entry_id,) in store.ask(f"SELECT id FROM {base}.removed"))
        for kind, key, picture in (row for act in account.acts for row in act.rows if row[0] in ENTRY_KINDS):
            if picture is None:
                told.last[kind, key] = None
            else:
                seen = dict(zip(columns(kind), picture, strict=False))
                told.note(kind, [(key, seen["id"], seen["updated_at"])])
        return told

    def note(self, kind: str, rows: Iterable[tuple[int, Any, Any]]) -> None:
        """Take in what stands in some rows: key, id and moment."""
        for key, entry_id, updated in rows:
            self.last[kind, key] = entry_id, updated or 0
            self.ids.add(entry_id)
            self.moments.add(updated or 0)

    def lacking_in(self, there: Standing) -> int:
        """Return how many of the entries a file does not have, nor had, or only as they were before."""
        return sum(_is_lacking(*one, there) for one in self.last.values() if one is not None)


def _is_lacking(entry_id: bytes, updated: int, there: Standing) -> bool:
    if entry_id in there.gone:
        return False
    row = there.rows.get(entry_id)
    return row is None or (row[2] or 0) < updated


def _another(told: _Told, there: Standing) -> list[Problem]:
    """Tell that the file is not the one that was written here, if it lacks what was saved in that."""
    count = told.lacking_in(there)
    return [Problem(Flaw.ANOTHER, f"{count} entries", count)] if count else []


def _went_on_elsewhere(told: _Told, there: Standing) -> list[Problem]:
    """Tell of an older copy that was written to elsewhere: it has entries that were never written here."""
    strange = any(
        entry_id not in told.ids and (updated or 0) not in told.moments
        for entry_id, (kind, _, updated) in there.rows.items()
        if kind in ENTRY_KINDS
    )
    return _another(told, there) if strange else []


def _compared(
    store: Store, written: dict[tuple[str, int], Picture | None], base: str | None
) -> Iterator[Problem]:
    touched = defaultdict[str, list[int]](list)
    for kind, key in written:
        touched[kind].append(key)
    for kind in TABLES:
        unlike = differing(store, kind, base) if base else _keys(store, kind)
        keys = tuple(dict.fromkeys((*unlike, *touched[kind])))
        for begin in range(0, len(keys), _AT_ONCE):
            some = keys[begin : begin + _AT_ONCE]
            before = _rows(store, base, kind, some) if base else {}
            wanted = {key: written.get((kind, key), before.get(key)) for key in some}
            yield from _unequal(kind, wanted, _rows(store, "main", kind, some))


def _unequal(kind: str, wanted: dict[int, Picture | None], there: dict[int, Picture]) -> Iterator[Problem]:
    for key, picture in wanted.items():
        problem = _problem(picture, there.get(key))
        if problem is not None:
            yield Problem(problem, f"{table_name(kind)} {key}")


def _problem(wanted: Picture | None, found: Picture | None) -> Flaw | None:
    if wanted == found:
        return None
    if found is None:
        return Flaw.LACKING
    return Flaw.SURPLUS if wanted is None else Flaw.DIFFERENT


def _keys(store: Store, kind: str) -> list[int]:
    return [int(key) for (key,) in store.ask(f"SELECT key FROM {table_name(kind)}")]


def _rows(store: Store, database: str, kind: str, keys: Sequence[int]) -> dict[int, Picture]:
    """Return the pictures of those of the rows that are there."""
    rows = store.ask(some_selected(kind, len(keys), database), *keys)
    return {row[0]: row[1:] for row in rows}


def differing(store: Store, kind: str, other: str) -> list[int]:
    """Return the keys of the rows of a kind that are not the same in the attached database `other`."""
    table = table_name(kind)
    same = " AND ".join(f"a.{name} IS b.{name}" for name in columns(kind))
    told = f"""
        SELECT a.key FROM main.{table} a LEFT JOIN {other}.{table} b ON b.key = a.key
        WHERE b.key IS NULL OR NOT ({same})
        UNION ALL SELECT b.key FROM {other}.{table} b
        WHERE NOT EXISTS (SELECT 1 FROM main.{table} a WHERE a.key = b.key)"""
    return [int(key) for (key,) in store.ask(told)]


class OvertakenError(Exception):
    """The journal was written to while its copy was made."""


def refuse_unequal(store: Store, copy: Path, key: Key | None) -> None:
    """Raise JournalFault unless the copy is whole and holds every row that the journal holds."""
    refuse_unsound(copy, rows=False, key=key)
    with store.attached(copy, "copy", key), store.one_moment():
        if store.number("SELECT act FROM main.state") != store.number("SELECT act FROM copy.state"):
            raise OvertakenError
        unequal = [kind for kind in TABLES if differing(store, kind, "copy")]
    if unequal:
        raise JournalFault(Reason.DAMAGED, copy, f"unlike the journal: {unequal}")
