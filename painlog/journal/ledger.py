"""Writing rows inside an act: one transaction, and the picture of each touched row before and after."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from itertools import chain, groupby, islice, repeat

from painlog.change import Picture, RowChange
from painlog.journal.agreement import disagreements, goes_on_from, holds_all_of, is_told_since
from painlog.journal.backups import begin_anew
from painlog.journal.beside import is_own_backup
from painlog.journal.faults import JournalFault, Reason
from painlog.journal.finishing import is_done_again
from painlog.journal.putting import insert_of, statements
from painlog.journal.schema import is_of_another_key
from painlog.journal.second_record import SecondRecord, WrittenAct
from painlog.journal.store import Store, Values, state_of
from painlog.journal.tables import TABLES, columns, some_selected, table_name

_MOST_VALUES = 999
"""Values that one statement takes, of whatever SQLite."""
_MOST_KEPT = 10
"""Rows by which the file is known again."""
_row_change: Callable[[Values], RowChange] = partial(tuple.__new__, RowChange)
"""Makes one of its four parts, in a third of the time."""
_SELECT = {
    kind: f"SELECT {', '.join(columns(kind))} FROM {table_name(kind)} WHERE key = ?" for kind in TABLES
}


def _filled(kind: str, pictures: Iterable[Picture]) -> dict[str, tuple[object, ...]]:
    """Return the columns that any of the pictures fills.

    Naming an empty one costs as much as writing a number, and an import leaves a third of them empty.
    """
    every = zip(columns(kind), zip(*pictures, strict=True), strict=False)
    return {name: values for name, values in every if values.count(None) < len(values)}


def _same(filled: Mapping[str, tuple[object, ...]]) -> dict[str, object]:
    """Return what is one value in all rows: it is told once for some dozens of them."""
    ends = {name: values[0] for name, values in filled.items() if values[0] == values[-1]}
    return {name: first for name, first in ends.items() if filled[name].count(first) == len(filled[name])}


def _why_another(store: Store, *, is_same: bool) -> Reason:
    """Return why another file is in the place of an open journal: another program may have locked it."""
    with suppress(JournalFault):
        if not is_same and is_of_another_key(store.path, store.key):
            return Reason.NEEDS_PASSPHRASE
    return Reason.REPLACED


def _identity_of(store: Store) -> tuple[int, int] | None:
    """Return which file is at the path of an open journal; None where there is none."""
    try:
        stat = store.path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def _was_changed_here(
    store: Store, ahead: WrittenAct | None, act: int, saved: Mapping[tuple[str, int], Picture | None]
) -> bool:
    """Tell whether other programs changed what act `act` had `saved`, in this very file.

    All of it is as the second record has it; or that tells of each act since, where its backup is gone.
    """
    if ahead is not None:
        return not disagreements(store.path, store.key)
    return is_told_since(store, act, saved)


def _sort_of(change: RowChange) -> tuple[str, bool, bool]:
    return change.kind, change.before is None, change.after is None


class Ledger:
    """The only hand that writes. A write outside an act raises RuntimeError."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        second: SecondRecord | None = None,
        identity: tuple[int, int] | None = None,
    ) -> None:
        """Write to an open journal; its file is looked for again before and after each commit."""
        self._store = store
        self._clock = clock
        self._second = second or SecondRecord(store.path, store.key)
        self._identity = identity or _identity_of(self._store)
        store.leave()
        self._id, self._last = state_of(store)
        self._saved: Mapping[tuple[str, int], Picture | None] = {}
        """The last rows of the last act of this program …"""
        self._saved_at = -1
        """… and its number."""
        self._describes = False
        """Whether who keeps the journal was told here, and not in a file that came."""
        self._refused: tuple[int, int] | None = None
        """The file at its path that was looked at, and cannot be gone on with."""
        self._is_overwritten = False
        """Whether something else was copied over the file that was opened."""
        self._rows: list[RowChange] | None = None
        self.has_caught_up = False
        """Whether this act does another program's with it, which was cut off."""

    def by(self, store: Store) -> "Ledger":
        """Return what writes to the very same file by another connection."""
        other = Ledger(store, self._clock, self._second, self._identity)
        other._refused = _identity_of(self._store)  # what it opened is held against nothing
        return other

    def is_in_place(self) -> bool:
        """Tell whether the file that was opened is there, and no other in its place."""
        is_it = self._identity is not None and _identity_of(self._store) == self._identity
        return is_it and not self._is_overwritten

    def look_around(self) -> None:
        """Go on with the file at its path where that is this journal, with all that was saved in it.

        Its disk was pulled out and is back, as another device; or a program that keeps a folder the same on
        two computers put a newer one there, or wrote over it. Where that is another, or lacks something, acts
        are refused.
        """
        if _identity_of(self._store) != self._identity:
            self._look_for_it_again()
        elif self._store.is_overwritten():
            path, key = self._store.path, self._store.key
            self._is_overwritten = not goes_on_from(path, key, self._id, self._saved, is_open=True)
            (self._store.leave if self._is_overwritten else self._store.open_anew)()

    def _look_for_it_again(self) -> None:
        there, before = _identity_of(self._store), self._identity
        if there is None or before is None or there in (before, self._refused):
            return
        if there[0] != before[0] and goes_on_from(self._store.path, self._store.key, self._id, self._saved):
            self._store.open_anew()
            self._identity, self._is_overwritten = there, False
        elif there[0] == before[0] and holds_all_of(self._store, describes=self._describes):
            self._take_up(there)
        else:
            self._refused = there

    def _take_up(self, there: tuple[int, int]) -> None:
        """Go on with a newer file; what was half-written here is kept in it too."""
        kept = self._store.ask("SELECT name, text FROM kept_text")
        self._store.open_anew()
        self._identity, (_, self._last) = there, state_of(self._store)
        self._describes = self._is_overwritten = False
        self._saved, self._saved_at = {}, -1  # what of it was changed elsewhere since is not as it was left
        known = {name for (name,) in self._store.ask("SELECT name FROM kept_text")}
        if lacking := [told for told in kept if told[0] not in known]:
            with self.act():
                for told in lacking:
                    self.insert("kept text", told)

    def see_elsewhere(self) -> None:
        """Remember how far another program went on: a copy from before that is an older file from here on."""
        journal_id, act = state_of(self._store)
        if journal_id == self._id:
            self._last = max(self._last, act)

    def refuse_another_file(self) -> None:
        """Raise JournalFault unless the file that was opened is in its place; it may have been locked."""
        if not self.is_in_place():
            raise JournalFault(_why_another(self._store, is_same=self._is_overwritten), self._store.path)

    @contextmanager
    def act(self) -> Iterator[list[RowChange]]:
        """Do everything inside in one transaction, durable when this returns; give the rows it touched.

        Raises JournalFault for the world's faults; then, as after any other exception, nothing remains.
        """
        if self._rows is not None:
            raise RuntimeError("an act inside an act")
        if is_own_backup(self._store.path):  # what was written there would be thinned out with it
            raise JournalFault(Reason.A_BACKUP, self._store.path)
        self.look_around()
        if self._is_overwritten:
            raise JournalFault(Reason.REPLACED, self._store.path)
        self._rows = rows = list[RowChange]()
        number, is_added, self.has_caught_up = 0, False, False
        try:
            with self._store.transaction():
                number = self._next_act()
                yield rows
                if rows:
                    self._store.do("UPDATE state SET act = ?", number)
                    self.refuse_another_file()
                    self._second.add(number, rows)
                    is_added = True
            is_added = False
            self.refuse_another_file()
            if rows:
                self._saved = {(row.kind, row.key): row.after for row in rows[-_MOST_KEPT:]}
                self._last = self._saved_at = number
                self._describes |= any(row.kind == "patient" for row in rows)
        except JournalFault:
            self.refuse_another_file()  # whatever is wrong with the file that was there before
            if not is_added or not self._is_done(number, rows):
                raise
            is_added = False  # what the second record holds is on the disk, and done again if need be
        finally:
            self._rows = None
            self._store.leave()
            if is_added:
                self._second.take_back(number, rows)

    def _is_done(self, number: int, rows: Sequence[RowChange]) -> bool:
        """Tell whether an act is there although committing it failed.

        SQLite commits by deleting a journal of its own; that this could not be brought to the disk it tells
        as well. Another program's act of this number would have left these rows as they were before. And one
        that came in between may have done this act first, and then its own.
        """
        left = {(row.kind, row.key): row.after for row in rows}
        with suppress(JournalFault):
            last = state_of(self._store)[1]
            if last > number:
                return self._second.tells(number, rows)
            return last == number and all(self.row(*place) == picture for place, picture in left.items())
        return False

    def _next_act(self) -> int:
        """Return the number of this act, with the second record ready for it."""
        journal_id, act = state_of(self._store)
        if journal_id != self._id or act < self._last or (act == self._saved_at and not self._is_as_left()):
            raise JournalFault(Reason.REPLACED, self._store.path)  # copied over it, and not put in its place
        if not self._second.is_in_step(journal_id, act + 1):
            self.refuse_another_file()
            ahead = self._second.ahead
            saved = self._saved_at, self._saved
            if not self._is_as_left() and not _was_changed_here(self._store, ahead, *saved):
                raise JournalFault(Reason.REPLACED, self._store.path)
            self.has_caught_up = ahead is not None and is_done_again(self._store, ahead)
            if not self.has_caught_up:
                begin_anew(self._store, self._clock())
            if not self._second.is_in_step(journal_id, act + 1 + self.has_caught_up):
                raise JournalFault(Reason.IO, self._store.path, "the second record cannot be kept")
        self._last = act
        return act + 1 + self.has_caught_up

    def _is_as_left(self) -> bool:
        return all(self.row(*place) == picture for place, picture in self._saved.items())

    def row(self, kind: str, key: int) -> Picture | None:
        """Return the picture of a row as it is now."""
        return self._store.row(_SELECT[kind], key)

    def must_have(self, kind: str, key: int) -> Picture:
        """Return the picture of a row that is there for sure."""
        found = self.row(kind, key)
        if found is None:
            raise KeyError(kind, key)
        return found

    def insert(self, kind: str, picture: Picture, key: int | None = None) -> int:
        """Write a new row, under `key` where it had one before; return its key."""
        made = self._store.do(statements()[kind].insert, key, *picture)
        self._note(RowChange(kind, made, None, picture))
        return made

    def insert_many(self, kind: str, pictures: Sequence[Picture]) -> None:
        """Write many new rows."""
        if not pictures:
            return
        first = 1 + self._store.number("SELECT seq FROM sqlite_sequence WHERE name = ?", table_name(kind))
        filled = _filled(kind, pictures)
        keys = range(first, first + len(pictures))
        self._insert_filled(kind, keys, filled)
        self._note(*map(_row_change, zip(repeat(kind), keys, repeat(None), pictures)))

    def _insert_filled(self, kind: str, keys: range, filled: Mapping[str, tuple[object, ...]]) -> None:
        """Write some dozens of rows with each statement: one a row takes half as much again of the time."""
        same = _same(filled)
        others = [values for name, values in filled.items() if name not in same]
        width = 1 + len(others)
        at_once = min(len(keys), (_MOST_VALUES - len(same)) // width)
        each = chain.from_iterable(zip(keys, *others, strict=True))
        whole, rest = divmod(len(keys), at_once)
        told = kind, tuple(filled), tuple(same)
        some = ((*same.values(), *islice(each, at_once * width)) for _ in range(whole))
        self._store.do_many(insert_of(*told, at_once), some)
        if rest:
            self._store.do(insert_of(*told, rest), *same.values(), *each)

    def update(self, kind: str, key: int, picture: Picture) -> None:
        """Write a row anew; nothing is noted when it stays the same."""
        before = self.must_have(kind, key)
        if before != picture:
            self._store.do(statements()[kind].update, *picture, key)
            self._note(RowChange(kind, key, before, picture))

    def delete(self, kind: str, key: int) -> Picture:
        """Take a row out; return its picture."""
        before = self.must_have(kind, key)
        self._store.do(statements()[kind].delete, key)
        self._note(RowChange(kind, key, before, None))
        return before

    def put_back(self, changes: Iterable[RowChange]) -> None:
        """Bring rows from their `after` to their `before`, each after those that it stands behind.

        Raises JournalFault when a row is no longer as its change left it.
        """
        for (kind, was_made, was_deleted), run in groupby(changes, _sort_of):
            several = list(run)
            if was_made:
                self._unmake(kind, several)
            elif was_deleted:
                self._make_again(kind, several)
            else:
                self._write_back(kind, several)

    def _unmake(self, kind: str, changes: Sequence[RowChange]) -> None:
        self._refuse_changed(kind, changes)
        self._store.do_many(statements()[kind].delete, ((change.key,) for change in changes))
        self._note(*(RowChange(kind, change.key, change.after, None) for change in changes))

    def _make_again(self, kind: str, changes: Sequence[RowChange]) -> None:
        self._refuse_changed(kind, changes)
        rows = ((change.key, *change.before) for change in changes if change.before is not None)
        self._store.do_many(statements()[kind].insert, rows)
        self._note(*(RowChange(kind, change.key, None, change.before) for change in changes))

    def _write_back(self, kind: str, changes: Sequence[RowChange]) -> None:
        for change in changes:
            self._refuse_changed(kind, [change])
            if change.before is not None:
                self.update(kind, change.key, change.before)

    def _refuse_changed(self, kind: str, changes: Sequence[RowChange]) -> None:
        """Raise JournalFault when any of the rows is not as its change left it."""
        for begin in range(0, len(changes), _MOST_VALUES):
            some = changes[begin : begin + _MOST_VALUES]
            rows = self._store.ask(some_selected(kind, len(some)), *(change.key for change in some))
            there = {row[0]: row[1:] for row in rows}
            if any(there.get(change.key) != change.after for change in some):
                raise JournalFault(Reason.CHANGED_ELSEWHERE, self._store.path)

    def _note(self, *changes: RowChange) -> None:
        if self._rows is None:
            raise RuntimeError("a write outside an act")
        self._rows.extend(changes)
