"""The journal: every act that writes, undo and redo, and who is told of it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID

import peewee

from painlog import entries as e
from painlog.change import Act, Change, RowChange
from painlog.journal import merging, pictures
from painlog.journal.faults import JournalFault, Reason, sorting
from painlog.journal.ledger import Ledger
from painlog.journal.pictures import micros
from painlog.journal.reading import Reading, span_of
from painlog.journal.schema import connect
from painlog.journal.search import Search

UNDOABLE_ACTS = 100
KEPT_AFTER_REMOVAL = timedelta(days=30)


class Journal(Reading):
    """One open journal file. Acts raise Refused for values and JournalFault for the world; then nothing remains."""

    def __init__(self, database: peewee.SqliteDatabase, path: Path, clock: Callable[[], datetime]) -> None:
        """Use `Journal.open`."""
        super().__init__(database, path, clock)
        self.saved_at: datetime | None = None
        self._ledger = Ledger(database, path)
        self._undo: list[Change] = []
        self._redo: list[Change] = []
        self._told: list[Callable[[Change], None]] = []
        self._search = Search(self._ask)
        self.listen(self._search.follow)
        self._ledger.seen()

    @classmethod
    def open(cls, path: Path, *, create: bool = True, clock: Callable[[], datetime] = e.now) -> Self:
        """Open the journal at `path`, or make a new one there; `clock` tells the time of writing.

        Raises JournalFault; a file that is damaged, newer or not ours is left as it is, byte for byte.
        """
        database = connect(path, create=create)
        try:
            return cls(database, path, clock)
        except BaseException:
            database.close()
            raise

    def close(self) -> None:
        """Let go of the file; forget for good what was removed more than 30 days ago."""
        if not self._database.is_closed():
            try:
                self._forget_the_long_removed()
            finally:
                self._database.close()

    def __enter__(self) -> Self:
        """Use the journal in a with statement."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _forget_the_long_removed(self) -> None:
        limit = micros(self.clock() - KEPT_AFTER_REMOVAL)
        where = "WHERE picture IS NOT NULL AND at < ?"
        if self._ask(f"SELECT 1 FROM removed {where} LIMIT 1", limit):  # noqa: S608 - a text of our own
            with self._ledger.act():
                self._database.execute_sql(f"UPDATE removed SET picture = NULL {where}", (limit,))  # noqa: S608

    # acts

    def record(self, *entries: e.Kept) -> Change:
        """Write down new entries, as one act."""
        at = self.clock()
        with self._ledger.act() as rows:
            for entry in entries:
                self._refuse(entry, at, new=True)
                kind = e.kind_of(entry)
                self._ledger.insert(kind, pictures.picture_of(e.stamped(entry, at), self._medicines))
                self._medicines_follow(kind)
        return self._done(Act.RECORD, at, rows, entries)

    def change(self, *entries: e.Kept) -> Change:
        """Write entries anew under their ids, as one act; when each was first written stays as it is."""
        at = self.clock()
        with self._ledger.act() as rows:
            for entry in entries:
                self._refuse(entry, at, new=False)
                kind, key = self._must_have(entry.id, e.kind_of(entry))
                before = self.at(kind, key)
                kept = pictures.with_written_at(entry, before.written_at if before else None)
                if before != pictures.with_updated_at(kept, before.updated_at if before else None):
                    stamped = pictures.with_updated_at(kept, at.astimezone(UTC))
                    self._ledger.update(kind, key, pictures.picture_of(stamped, self._medicines))
                    self._medicines_follow(kind)
        return self._done(Act.CHANGE, at, rows, entries)

    def remove(self, *ids: UUID) -> Change:
        """Take entries out; they can come back for 30 days, and links to them are cleared."""
        at = self.clock()
        about = [entry for entry in (self.find(entry_id) for entry_id in ids) if entry is not None]
        with self._ledger.act() as rows:
            for entry_id in dict.fromkeys(ids):
                kind, key = self._must_have(entry_id)
                if kind == "medicine" and self.has_doses(key):
                    raise e.Refused("medicine", e.Why.STILL_NEEDED, entry_id)
                merging.remove_row(self._ledger, self, kind, key, micros(at))
                self._medicines_follow(kind)
        return self._done(Act.REMOVE, at, rows, about)

    def bring_back(self, *ids: UUID) -> Change:
        """Bring back entries that were removed in the last 30 days, under their old keys."""
        at = self.clock()
        with self._ledger.act() as rows:
            for entry_id in dict.fromkeys(ids):
                removed_key = self.removed_key(entry_id)
                row = self._ledger.row("removed", removed_key)
                if row is None or row[4] is None:
                    raise e.Refused("id", e.Why.UNKNOWN_ENTRY, entry_id)
                kind, key, picture = str(row[2]), int(str(row[3])), pictures.picture_from(str(row[4]))
                self._ledger.delete("removed", removed_key)
                entry = pictures.with_updated_at(
                    self._relinked(self._entry(kind, picture)), at.astimezone(UTC)
                )
                self._ledger.insert(kind, pictures.picture_of(entry, self._medicines), key)
                self._medicines_follow(kind)
        about = [entry for entry in (self.find(entry_id) for entry_id in ids) if entry is not None]
        return self._done(Act.BRING_BACK, at, rows, about)

    def _relinked(self, entry: e.Kept) -> e.Kept:
        if isinstance(entry, e.Dose) and entry.flare_up is not None:
            return e.without_link(entry, {entry.flare_up} if self.key_of(entry.flare_up) else set())
        return entry

    def describe(self, patient: e.Patient) -> Change:
        """Set who keeps the journal and what the buttons offer."""
        at = self.clock()
        with self._ledger.act() as rows:
            merging.write_patient(self._ledger, patient)
        return self._done(Act.DESCRIBE, at, rows, ())

    def weigh(self, contents: e.Contents) -> merging.Tally:
        """Return what `take_in` would do; nothing is written."""
        return merging.Merge(contents, self, self.clock()).tally()

    def take_in(self, contents: e.Contents) -> Change:
        """Take in what another journal or a file holds, as one act; taking it in twice changes nothing."""
        at = self.clock()
        try:
            with self._ledger.act() as rows:
                merging.Merge(contents, self, at).write(self._ledger)
        except BaseException:
            self.refresh_medicines()
            raise
        return self._done(Act.TAKE_IN, at, rows, contents.entries()[:1], count=len(rows))

    def _refuse(self, entry: e.Kept, at: datetime, *, new: bool) -> None:
        e.refuse_the_future(entry, at)
        if (
            isinstance(entry, e.Dose)
            and entry.flare_up is not None
            and not self.is_there("flare-up", entry.flare_up)
        ):
            raise e.Refused("flare_up", e.Why.UNKNOWN_FLARE_UP, entry.flare_up)
        if new and self.key_of(entry.id) is not None:
            raise e.Refused("id", e.Why.ALREADY_THERE, entry.id)

    def _must_have(self, entry_id: UUID, kind: str | None = None) -> tuple[str, int]:
        found = self.key_of(entry_id)
        if found is None:
            raise e.Refused("id", e.Why.UNKNOWN_ENTRY, entry_id)
        if kind is not None and found[0] != kind:
            raise e.Refused("id", e.Why.ALREADY_THERE, entry_id)
        return found

    def _medicines_follow(self, kind: str) -> None:
        if kind == "medicine":
            self.refresh_medicines()

    # undo and redo

    @property
    def undoable(self) -> Change | None:
        """The change that `undo` would take back."""
        return self._undo[-1] if self._undo else None

    @property
    def redoable(self) -> Change | None:
        """The change that `redo` would do again."""
        return self._redo[-1] if self._redo else None

    def undo(self) -> Change | None:
        """Take back the last act, as an act of its own; None when there is none."""
        return self._reverse(self._undo, self._redo, Act.UNDO)

    def redo(self) -> Change | None:
        """Do again what was taken back last; None when there is nothing."""
        return self._reverse(self._redo, self._undo, Act.REDO)

    def _reverse(self, taken: list[Change], given: list[Change], act: Act) -> Change | None:
        if not taken:
            return None
        of = taken[-1]
        try:
            with self._ledger.act() as rows:
                for row in reversed(of.rows):
                    self._ledger.put_back(row)
        except JournalFault as fault:
            if fault.reason is Reason.CHANGED_ELSEWHERE:
                taken.pop()
            raise
        finally:
            self.refresh_medicines()
        taken.pop()
        change = self._told_of(act, rows, of.about, of.count, of)
        given.append(change)
        return change

    def _done(
        self, act: Act, at: datetime, rows: Sequence[RowChange], about: Sequence[e.Kept], count: int = 0
    ) -> Change:
        change = self._told_of(act, rows, about[0] if about else None, count or len(about), None, at)
        if rows:
            self._undo.append(change)
            del self._undo[:-UNDOABLE_ACTS]
            self._redo.clear()
        return change

    def _told_of(  # noqa: PLR0913 - the parts of a Change
        self, act: Act, rows: Sequence[RowChange], about: e.Kept | None, count: int, of: Change | None,
        at: datetime | None = None,
    ) -> Change:  # fmt: skip
        touched = ((row.kind, picture) for row in rows for picture in (row.before, row.after))
        change = Change(act, at or self.clock(), tuple(rows), span_of(touched), about, count, of)
        if rows:
            self.saved_at = change.at
            self._announce(change)
        return change

    # telling and noticing

    def listen(self, told: Callable[[Change], None]) -> Callable[[], None]:
        """Tell `told` of every change from now on; the returned function ends that."""
        self._told.append(told)
        return lambda: self._told.remove(told)

    def _announce(self, change: Change) -> None:
        for told in tuple(self._told):
            told(change)

    def notice(self) -> Change | None:
        """Look whether another program wrote to the journal; tell of it as a Change with Act.ELSEWHERE."""
        if not self._ledger.was_written_elsewhere():
            return None
        self._ledger.seen()
        self.refresh_medicines()
        change = Change(Act.ELSEWHERE, self.clock())
        self._announce(change)
        return change

    def search(self, words: str) -> set[tuple[str, int]]:
        """Return (kind, key) of the entries that hold every one of the words, whatever their case."""
        return self._search.find(words)

    # small texts that are no entries

    def keep(self, name: str, text: str) -> None:
        """Keep a small text with the journal (a half-written note, emergency numbers); empty forgets it."""
        with self._ledger.act():
            if text:
                sql = "INSERT INTO kept_text VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text"
                self._database.execute_sql(sql, (name, text))
            else:
                self._database.execute_sql("DELETE FROM kept_text WHERE name = ?", (name,))

    def kept(self, name: str) -> str:
        """Return the small text kept under that name, or an empty one."""
        with sorting(self.path):
            rows = self._ask("SELECT text FROM kept_text WHERE name = ?", name)
        return str(rows[0][0]) if rows else ""
