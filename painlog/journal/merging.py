"""Taking in what another journal or file holds: one act, idempotent, all or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from painlog import entries as e
from painlog.journal import pictures
from painlog.journal.ledger import Ledger
from painlog.journal.pictures import micros
from painlog.journal.reading import Reading
from painlog.journal.tables import columns

_ID = {kind: columns(kind).index("id") for kind in e.KINDS.values()}
_UPDATED = {kind: columns(kind).index("updated_at") for kind in e.KINDS.values()}


@dataclass(frozen=True, slots=True)
class Tally:
    """What taking something in does, or would do: numbers of entries by kind."""

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    left_alone: dict[str, int] = field(default_factory=dict)
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What is already there of one kind: id to (key, updated_at in microseconds or None)."""

    rows: dict[bytes, tuple[int, int | None]]
    gone: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Decision:
    """What will be done with one kind: rows to add and to write anew."""

    kind: str
    new: list[e.Kept]
    newer: list[tuple[int, e.Kept]]
    same: int


def kinds_of(contents: e.Contents) -> list[tuple[str, tuple[Any, ...]]]:
    """Return the entries by kind, what others refer to first."""
    return [
        ("medicine", contents.medicines),
        ("flare-up", contents.flare_ups),
        ("dose", contents.doses),
        ("activity", contents.activities),
        ("check-in", contents.check_ins),
        ("appointment", contents.appointments),
        ("note", contents.notes),
    ]


def decide(kind: str, entries: Iterable[e.Kept], there: Standing, needed: frozenset[UUID]) -> Decision:
    """Sort entries into new ones, newer ones and those that stay: the newer `updated_at` wins.

    An entry without `updated_at` never replaces one that is there. What was removed stays removed, except a
    medicine that doses still need.
    """
    decision = Decision(kind, [], [], 0)
    same = 0
    for entry in entries:
        found = there.rows.get(entry.id.bytes)
        updated = None if entry.updated_at is None else micros(entry.updated_at)
        if found is None and (entry.id.bytes not in there.gone or entry.id in needed):
            decision.new.append(entry)
        elif found is not None and updated is not None and updated > (found[1] or -1):
            decision.newer.append((found[0], entry))
        else:
            same += 1
    return replace(decision, same=same)


def refuse_the_impossible(contents: e.Contents, known: set[UUID], at: datetime) -> None:
    """Raise Refused for doubled ids, links to nothing and entries of the future."""
    seen: set[UUID] = set()
    for _, entries in kinds_of(contents):
        for entry in entries:
            if entry.id in seen:
                raise e.Refused("id", e.Why.ALREADY_THERE, entry.id)
            seen.add(entry.id)
            e.refuse_the_future(entry, at)
    medicines = known | {medicine.id for medicine in contents.medicines}
    flare_ups = known | {flare_up.id for flare_up in contents.flare_ups}
    for dose in contents.doses:
        if dose.medicine not in medicines:
            raise e.Refused("medicine", e.Why.UNKNOWN_MEDICINE, dose.medicine)
        if dose.flare_up is not None and dose.flare_up not in flare_ups:
            raise e.Refused("flare_up", e.Why.UNKNOWN_FLARE_UP, dose.flare_up)


def merged_patient(mine: e.Patient, theirs: e.Patient | None) -> e.Patient:
    """Return my description with what only theirs tells; lists keep my order and gain theirs."""
    if theirs is None:
        return mine
    return e.Patient(
        name=mine.name or theirs.name,
        born=mine.born or theirs.born,
        waking=mine.waking or theirs.waking,
        activities=tuple(dict.fromkeys((*mine.activities, *theirs.activities))),
        usual_regions=tuple(dict.fromkeys((*mine.usual_regions, *theirs.usual_regions))),
    )


class Merge:
    """One taking in: weighed first, then written inside an act of the ledger."""

    def __init__(self, contents: e.Contents, reading: Reading, at: datetime) -> None:
        """Weigh `contents` against the journal; raises Refused when something of it cannot be."""
        self._contents = contents
        self._reading = reading
        gone = reading.removed_ids()
        standing = {kind: Standing(reading.standing(kind), gone) for kind, _ in kinds_of(contents)}
        known = {UUID(bytes=i) for kind in ("medicine", "flare-up") for i in standing[kind].rows}
        known |= {UUID(bytes=i) for i in gone}
        refuse_the_impossible(contents, known, at)
        needed = frozenset(dose.medicine for dose in contents.doses)
        self._decisions = [decide(kind, kept, standing[kind], needed) for kind, kept in kinds_of(contents)]
        self._standing = standing
        self._gone = gone
        self._to_remove = [removed for removed in contents.removed if self._is_newer_removal(removed)]
        self._tombstones = [r for r in contents.removed if r.id.bytes not in gone and not self._key_of(r.id)]

    def _key_of(self, entry_id: UUID) -> tuple[str, int, int | None] | None:
        for kind, there in self._standing.items():
            if entry_id.bytes in there.rows:
                return (kind, *there.rows[entry_id.bytes])
        return None

    def _is_newer_removal(self, removed: e.Removed) -> bool:
        found = self._key_of(removed.id)
        return (
            found is not None
            and micros(removed.at) >= (found[2] or 0)
            and not self._is_needed(found[0], found[1])
        )

    def _is_needed(self, kind: str, key: int) -> bool:
        return kind == "medicine" and self._reading.has_doses(key)

    def tally(self) -> Tally:
        """Return what would be done."""
        return Tally(
            added={d.kind: len(d.new) for d in self._decisions if d.new},
            changed={d.kind: len(d.newer) for d in self._decisions if d.newer},
            left_alone={d.kind: d.same for d in self._decisions if d.same},
            removed=len(self._to_remove),
        )

    def write(self, ledger: Ledger) -> None:
        """Do it, inside an act."""
        self._write_patient(ledger)
        for decision in self._decisions:
            self._write(ledger, decision)
        for removed in self._to_remove:
            found = self._key_of(removed.id)
            if found is not None:
                remove_row(ledger, self._reading, found[0], found[1], micros(removed.at))
        rows = [(removed.id.bytes, micros(removed.at), None, None, None) for removed in self._tombstones]
        ledger.insert_many("removed", rows)

    def _write_patient(self, ledger: Ledger) -> None:
        mine = self._reading.patient()
        merged = merged_patient(mine, self._contents.patient)
        if merged != mine:
            write_patient(ledger, merged)

    def _write(self, ledger: Ledger, decision: Decision) -> None:
        removed_again = {removed.id for removed in self._contents.removed}
        book = self._reading.medicine_book
        for entry in decision.new if decision.kind == "medicine" else ():
            self._drop_tombstone(ledger, entry.id)
        made = [pictures.picture_of(self._linked(entry), book) for entry in decision.new]
        ledger.insert_many(decision.kind, made)
        for key, entry in decision.newer:
            if entry.id not in removed_again:
                ledger.update(decision.kind, key, pictures.picture_of(self._linked(entry), book))
        if decision.kind == "medicine":
            self._reading.refresh_medicines()

    def _drop_tombstone(self, ledger: Ledger, entry_id: UUID) -> None:
        if entry_id.bytes in self._gone:
            ledger.delete("removed", self._reading.removed_key(entry_id))

    def _linked(self, entry: e.Kept) -> e.Kept:
        """Clear the link of a dose to a flare-up that was removed here."""
        if isinstance(entry, e.Dose) and entry.flare_up is not None and entry.flare_up.bytes in self._gone:
            return replace(entry, flare_up=None)
        return entry


def remove_row(ledger: Ledger, reading: Reading, kind: str, key: int, at: int) -> None:
    """Take an entry out, clear the links to it, and keep its picture; `at` in microseconds."""
    for dose_key in reading.doses_linked_to(key) if kind == "flare-up" else ():
        clear(ledger, "dose", dose_key, "flare_up")
    for later_key in reading.returns_linked_to(key) if kind == "flare-up" else ():
        clear(ledger, "flare-up", later_key, "came_back_after")
    picture = ledger.delete(kind, key)
    ledger.insert("removed", (picture[_ID[kind]], at, kind, key, pictures.picture_text(picture)))


def clear(ledger: Ledger, kind: str, key: int, column: str) -> None:
    """Set one column of a row to nothing."""
    picture = list(ledger.row(kind, key) or ())
    picture[columns(kind).index(column)] = None
    ledger.update(kind, key, tuple(picture))


def write_patient(ledger: Ledger, patient: e.Patient) -> None:
    """Write the one row about the patient."""
    picture = pictures.patient_picture(patient)
    if ledger.row("patient", 1) is None:
        ledger.insert("patient", picture, 1)
    else:
        ledger.update("patient", 1, picture)
