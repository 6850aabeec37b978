"""The acts that write: each one transaction, durable when it returns, told to whoever listens."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from uuid import UUID

from painlog import entries as e
from painlog.change import Act, Change, Picture, RowChange
from painlog.journal import merging, pictures, removing, standing
from painlog.journal.faults import JournalFault
from painlog.journal.history import History
from painlog.journal.ledger import Ledger
from painlog.journal.medicines import MedicineBook
from painlog.journal.moments import micros
from painlog.journal.reading import Reading
from painlog.journal.spans import span_of
from painlog.journal.store import Store
from painlog.medicines import turn_of
from painlog.values import only_growing

_KINDS = tuple(merging.kinds_of(e.Contents()))
"""What others refer to first."""


def _linking(entries: Sequence[e.Kept]) -> list[UUID]:
    """Return the ids of what may be linked to a flare-up, each before that flare-up."""
    may = [entry for entry in entries if isinstance(entry, e.Dose | e.FlareUp)]
    may.sort(key=lambda entry: (isinstance(entry, e.Dose), entry.moment), reverse=True)
    return [entry.id for entry in may]


def _touched(rows: Sequence[RowChange], entries: Sequence[e.Kept], medicines: MedicineBook) -> frozenset[str]:
    """Return what of the one entry was told anew; of several nothing."""
    if len(entries) != 1:
        return frozenset()
    kind, entry_id = e.kind_of(entries[0]), entries[0].id.bytes
    for row in rows:
        if row.kind == kind and row.before and row.after and row.before[0] == entry_id:
            touched = pictures.unlike(kind, row.before, row.after)
            return _turned(touched, row.before, entries[0], medicines) if "plans" in touched else touched
    return frozenset()


def _turned(touched: frozenset[str], before: Picture, now: e.Kept, medicines: MedicineBook) -> frozenset[str]:
    """Return what was told anew with what became of the plans, where that has a name."""
    was = pictures.entry_of(e.kind_of(now), before, medicines)
    turn = turn_of(was, now) if isinstance(was, e.Medicine) and isinstance(now, e.Medicine) else ""
    return touched - {"plans"} | {turn} if turn else touched


class Acts(Reading):
    """The writing half of a journal. Acts raise Refused for values and JournalFault for the world."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        ledger: Ledger | None = None,
        history: History | None = None,
    ) -> None:
        """Write to an open file."""
        super().__init__(store, clock)
        self.saved_at: datetime | None = None
        self._ledger = ledger or Ledger(store, clock)
        self._history = history or History()
        self._told: list[Callable[[Change], None]] = []
        self._seen = self._store.version()

    def record(self, *entries: e.Kept, untrue: Sequence[e.Kept | e.Removed] = ()) -> Change:
        """Write down new entries, as one act; what they make `untrue` is mended, or taken out, with it."""
        at = self.clock()
        with self._act() as rows:
            for entry in sorted(entries, key=lambda entry: _KINDS.index(e.kind_of(entry))):
                self._record(entry, at)
            self._mend(untrue, at)
        return self._done(Act.RECORD, at, rows, entries)

    def _record(self, entry: e.Kept, at: datetime) -> None:
        e.refuse_the_future(entry, at)
        standing.refuse_unlinked(self._store, entry)
        there = standing.place_of(self._store, entry.id)
        if there and there[0] != standing.REMOVED:
            raise e.Refused("id", e.Why.ALREADY_THERE, entry.id)
        if there:
            self._ledger.delete(*there)
        self._insert(e.stamped(entry, at))

    def _insert(self, entry: e.Kept, key: int | None = None) -> None:
        self._ledger.insert(e.kind_of(entry), pictures.picture_of(entry, self._medicines), key)
        if isinstance(entry, e.Medicine):
            self._medicines.refresh()

    def change(self, *entries: e.Kept, untrue: Sequence[e.Kept | e.Removed] = ()) -> Change:
        """Write entries anew under their ids, as one act; when each was first written stays as it is.

        What they make `untrue` is mended, taken out or brought back with it.
        """
        return self._write_anew(entries, self._history.add, untrue)

    def amend(self, *entries: e.Kept) -> Change:
        """Write entries anew with what Painlog has to add; undo takes it back with what it was added to."""
        return self._write_anew(entries, self._history.join)

    def _write_anew(
        self,
        entries: Sequence[e.Kept],
        keep: Callable[[Change], None],
        untrue: Sequence[e.Kept | e.Removed] = (),
    ) -> Change:
        at = self.clock()
        with self._act() as rows:
            for entry in entries:
                self._change(entry, at)
            self._mend(untrue, at)
        return self._done(
            Act.CHANGE, at, rows, entries, keep=keep, touched=_touched(rows, entries, self._medicines)
        )

    def _mend(self, untrue: Sequence[e.Kept | e.Removed], at: datetime) -> None:
        for each in untrue:
            if isinstance(each, e.Removed):
                self._take_out(each.id, at)
            elif standing.removed_key(self._store, each.id) is not None:
                self._record(each, at)
            else:
                self._change(each, at)

    def _change(self, entry: e.Kept, at: datetime) -> None:
        e.refuse_the_future(entry, at)
        standing.refuse_unlinked(self._store, entry)
        kind, key = standing.must_be_there(self._store, entry.id, e.kind_of(entry))
        before = self._ledger.must_have(kind, key)
        if not pictures.says_the_same(kind, before, pictures.picture_of(entry, self._medicines)):
            anew = pictures.written_again(entry, before, at)
            self._ledger.update(kind, key, pictures.picture_of(anew, self._medicines))
            if kind == "medicine":
                self._medicines.refresh()

    def before_with(self, entry_id: UUID, kind: str) -> list[e.Kept]:
        """Return entries of a kind as they stood before the acts of this session that wrote that one, too."""
        place = standing.place_of(self._store, entry_id)
        acts = [act for act in self._history.done if any((row.kind, row.key) == place for row in act.rows)]
        before = [row.before for act in acts for row in act.rows if row.kind == kind]
        told = [
            pictures.entry_of(kind, picture, self._medicines) for picture in before if picture is not None
        ]
        return list({entry.id: entry for entry in told}.values())

    def switch(self, ended: e.Medicine, instead: e.Medicine) -> Change:
        """End a medicine and begin with what takes its place, be that new or known, as one act."""
        at = self.clock()
        with self._act() as rows:
            self._change(ended, at)
            is_known = instead.id in {medicine.id for medicine in self._medicines.all()}
            (self._change if is_known else self._record)(instead, at)
        return self._done(Act.SWITCH, at, rows, (instead, ended))

    def remove(self, *ids: UUID, untrue: Sequence[e.Kept | e.Removed] = ()) -> Change:
        """Take entries out; they can come back for at least 30 days, and links to them are cleared.

        What becomes `untrue` without them is mended, or brought back, with it.
        """
        at = self.clock()
        about = [entry for entry in map(self.find, ids) if entry is not None]
        with self._act() as rows:
            for entry_id in dict.fromkeys((*_linking(about), *ids)):  # their pictures keep the links
                self._take_out(entry_id, at)
            self._mend(untrue, at)
        return self._done(Act.REMOVE, at, rows, about)

    def _take_out(self, entry_id: UUID, at: datetime) -> None:
        kind, key = standing.must_be_there(self._store, entry_id)
        if kind == "medicine" and standing.has_doses(self._store, key):
            raise e.Refused("medicine", e.Why.STILL_NEEDED, entry_id)
        removing.remove_row(self._ledger, self._store, kind, key, micros(at))
        if kind == "medicine":
            self._medicines.refresh()

    def bring_back(self, *ids: UUID, untrue: Sequence[e.Kept | e.Removed] = ()) -> Change:
        """Bring back entries that were removed and are not forgotten yet, under their old keys.

        A medicine that was removed as well comes back with its doses. What they make `untrue` is mended, or
        taken out, with it.
        """
        at = self.clock()
        with self._act() as rows:
            wanted = list(dict.fromkeys(ids))
            removed = [self._taken_from_removed(entry_id) for entry_id in wanted]
            with_them = removing.medicines_of(removed, self._store, self._medicines)
            removed += map(self._taken_from_removed, with_them)
            for kind, key, picture, _ in sorted(removed, key=lambda taken: _KINDS.index(taken.kind)):
                entry = pictures.entry_of(kind, picture, self._medicines)
                entry = removing.unlinked(self._ledger, entry, partial(standing.removed_key, self._store))
                self._insert(pictures.written_again(entry, picture, at), key)
            for taken in removed:
                removing.link_again(self._ledger, self._store, taken)
            self._mend(untrue, at)
            about = [entry for entry in map(self.find, (*wanted, *with_them)) if entry is not None]
        return self._done(Act.BRING_BACK, at, rows, about)

    def _taken_from_removed(self, entry_id: UUID) -> removing.Taken:
        _, key = standing.must_be_there(self._store, entry_id, standing.REMOVED)
        return removing.take_from_removed(self._ledger, key, entry_id)

    def describe(self, patient: e.Patient) -> Change:
        """Set who keeps the journal and what the buttons offer."""
        at = self.clock()
        with self._act() as rows:
            merging.write_patient(self._ledger, patient)
        return self._done(Act.DESCRIBE, at, rows, ())

    def weigh(self, contents: e.Contents) -> merging.Tally:
        """Return what `take_in` would do; nothing is written."""
        with self._store.one_moment():
            return merging.Merge(contents, self._store, self.clock(), self.patient(), self._medicines).tally()

    def take_in(self, contents: e.Contents, tell: Callable[[merging.Tally], None] | None = None) -> Change:
        """Take in what another journal or a file holds, as one act; taking it in twice changes nothing.

        `tell` hears what was done once it is saved: another program may have written since it was weighed.
        """
        at = self.clock()
        with only_growing(), self._act() as rows:
            merge = merging.Merge(contents, self._store, at, self.patient(), self._medicines)
            merge.write(self._ledger)
        if tell is not None:
            tell(merge.tally())
        about = [entry for entries in merging.kinds_of(contents).values() for entry in entries[:1]]
        return self._done(Act.TAKE_IN, at, rows, about, count=len(rows))

    def keep(self, name: str, text: str) -> None:
        """Keep a small text with the journal (a half-written note, emergency numbers); empty forgets it."""
        with self._act():
            found = self._store.row("SELECT key FROM kept_text WHERE name = ?", name)
            if found and text:
                self._ledger.update("kept text", found[0], (name, text))
            elif found:
                self._ledger.delete("kept text", found[0])
            elif text:
                self._ledger.insert("kept text", (name, text))

    @contextmanager
    def _act(self) -> Iterator[list[RowChange]]:
        """Do an act of the ledger; the medicines in memory follow the file, whatever comes of it.

        Everything that is to be read for it is read inside: afterwards it is saved, and a disk that cannot be
        read then must not make it look as if it was not.
        """
        try:
            with self._ledger.act() as rows:
                if self._ledger.has_caught_up:
                    self._seen = 0  # so that the next look tells of it
                if self._store.version() != self._seen:
                    self._medicines.refresh()
                yield rows
        except BaseException:
            with suppress(JournalFault):
                self._medicines.refresh()
            raise

    def _done(
        self,
        act: Act,
        at: datetime,
        rows: Sequence[RowChange],
        about: Sequence[e.Kept],
        *,
        count: int = 0,
        keep: Callable[[Change], None] | None = None,
        touched: frozenset[str] = frozenset(),
    ) -> Change:
        first, span = about[0] if about else None, span_of(rows, self._is_patch)
        change = Change(act, at, tuple(rows), span, first, count or len(about), touched=touched)
        if rows:
            (keep or self._history.add)(change)
            self._announce(change)
        return change

    def listen(self, told: Callable[[Change], None]) -> Callable[[], None]:
        """Tell `told` of every change from now on; the returned function ends that."""
        self._told.append(told)
        return lambda: self._told.remove(told)

    def _announce(self, change: Change) -> None:
        if change.act is not Act.ELSEWHERE:
            self.saved_at = change.at
        for told in tuple(self._told):
            told(change)

    def _is_patch(self, medicine_key: int) -> bool:
        """Tell whether that medicine is, or may have been, a patch."""
        if not self._medicines.has_key(medicine_key):
            return True
        medicine = self._medicines.get(self._medicines.id_of_medicine(medicine_key))
        return medicine is not None and medicine.form == "patch"
