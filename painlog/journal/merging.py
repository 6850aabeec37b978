"""Taking in what another journal or file holds: one act, idempotent, all or nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from painlog import entries as e
from painlog.journal import pictures
from painlog.journal.ledger import Ledger
from painlog.journal.medicines import MedicineBook
from painlog.journal.moments import micros
from painlog.journal.removing import remove_row, unlinked
from painlog.journal.standing import Standing
from painlog.journal.store import Store
from painlog.values import value

ByKind: TypeAlias = Mapping[str, tuple[e.Kept, ...]]


@value
class Tally:
    """What taking something in does, or would do: numbers of entries by kind."""

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    left_alone: dict[str, int] = field(default_factory=dict)
    removed: int = 0
    told_removed: int = 0
    """Entries that were never here, and are not to come from a third journal either."""
    describes: bool = False
    """Whether what the journal says about the patient gains something."""
    alike: int = 0
    """New flare-ups that begin with one that is there, and are as bad: a diary was read otherwise before."""


@value
class Plan:
    """What will be done, by kind: entries to add, and by row key those to write anew."""

    new: dict[str, list[e.Kept]] = field(default_factory=dict)
    newer: dict[str, list[tuple[int, e.Kept]]] = field(default_factory=dict)
    left_alone: Counter[str] = field(default_factory=Counter)


def kinds_of(contents: e.Contents) -> dict[str, tuple[e.Kept, ...]]:
    """Return the entries by kind, what others refer to first."""
    return {
        "medicine": contents.medicines,
        "flare-up": contents.flare_ups,
        "dose": contents.doses,
        "activity": contents.activities,
        "check-in": contents.check_ins,
        "appointment": contents.appointments,
        "note": contents.notes,
    }


def _without_removed(contents: e.Contents, there: Standing) -> tuple[ByKind, list[e.Removed]]:
    """Settle what the contents themselves both hold and call removed: it is removed, if no dose needs it."""
    if not contents.removed:
        return kinds_of(contents), []
    needed = {dose.medicine for dose in contents.doses}
    removed = {gone.id: gone for gone in contents.removed if gone.id not in needed}
    never = {one.id for one in contents.flare_ups if one.id in removed and _is_unheard_of(one.id, there)}
    kinds = {
        kind: tuple(_without_link(entry, never) for entry in entries if entry.id not in removed)
        for kind, entries in kinds_of(contents).items()
    }
    return kinds, list(removed.values())


def _is_unheard_of(entry_id: UUID, there: Standing) -> bool:
    return entry_id.bytes not in there.rows and entry_id.bytes not in there.gone


def _without_link(entry: e.Kept, never: set[UUID]) -> e.Kept:
    """Return the entry, which is linked to no flare-up that was never here and does not come in either."""
    if isinstance(entry, e.Dose) and entry.flare_up in never:
        return replace(entry, flare_up=None)
    if isinstance(entry, e.FlareUp) and entry.came_back_after in never:
        return replace(entry, came_back_after=None)
    return entry


def _refuse_the_impossible(contents: e.Contents, there: Standing, at: datetime) -> None:
    """Raise Refused for ids that are taken, links to nothing and entries of the future."""
    seen: set[int] = set()
    for kind, entries in kinds_of(contents).items():
        for entry in entries:
            bits = entry.id.int
            taken = there.rows.get(entry.id.bytes) if there.rows else None
            if bits in seen or (taken and taken[0] != kind):
                raise e.Refused("id", e.Why.ALREADY_THERE, entry.id)
            seen.add(bits)
            e.refuse_the_future(entry, at)
    _refuse_loose_doses(contents, there)


def _refuse_loose_doses(contents: e.Contents, there: Standing) -> None:
    medicines = {medicine.id.int for medicine in contents.medicines}
    flare_ups = {flare_up.id.int for flare_up in contents.flare_ups}
    for dose in contents.doses:
        if dose.medicine.int not in medicines and not _was_ever(dose.medicine, "medicine", there):
            raise e.Refused("medicine", e.Why.UNKNOWN_MEDICINE, dose.medicine)
        loose = dose.flare_up is not None and dose.flare_up.int not in flare_ups
        if loose and dose.flare_up and not _was_ever(dose.flare_up, "flare-up", there):
            raise e.Refused("flare_up", e.Why.UNKNOWN_FLARE_UP, dose.flare_up)


def _was_ever(entry_id: UUID, kind: str, there: Standing) -> bool:
    found = there.rows.get(entry_id.bytes)
    return entry_id.bytes in there.gone if found is None else found[0] == kind


def _planned(kinds: ByKind, there: Standing, store: Store, book: MedicineBook) -> Plan:
    """Sort entries into new ones, newer ones and those that stay: the newer `updated_at` wins.

    An entry without `updated_at` never replaces one that is there. What was removed stays removed, except a
    medicine that doses to be added need.
    """
    plan = Plan()
    for kind in reversed(tuple(kinds)):  # doses before the medicines that they need
        _sort_in(
            plan, kind, kinds[kind], there, _medicines_of(plan.new["dose"]) if kind == "medicine" else set()
        )
    if is_meant := _meant(plan.new["medicine"], kinds["dose"], there, store, book):
        plan.new["dose"] = [_renamed(dose, is_meant) for dose in plan.new["dose"]]
    _leave_out_other_names(plan, kinds)
    return plan


def _medicines_of(doses: Iterable[e.Kept]) -> set[bytes]:
    """Return the ids of the medicines of these doses."""
    return {dose.medicine.bytes for dose in doses if isinstance(dose, e.Dose)}


def _leave_out_other_names(plan: Plan, kinds: ByKind) -> None:
    """Leave out medicines of which the file tells but a name, for doses of which none is to be written."""
    doses = _medicines_of(kinds["dose"])
    doses -= _medicines_of((*plan.new["dose"], *(dose for _, dose in plan.newer["dose"])))
    new = plan.new["medicine"]
    plan.new["medicine"] = [one for one in new if one.id.bytes not in doses or not _is_a_name(one)]


def _is_a_name(medicine: e.Kept) -> bool:
    """Tell whether nobody wrote the medicine down: a table named it, beside a dose."""
    return (
        isinstance(medicine, e.Medicine)
        and medicine.written_at is None
        and not medicine.plans
        and medicine.changed_from is None
    )


def _meant(
    new: Iterable[e.Kept], doses: Iterable[e.Kept], there: Standing, store: Store, book: MedicineBook
) -> dict[UUID, UUID]:
    """Return by the id of a new medicine that of the one here which it is, as its doses in the file tell.

    Those of them that are here must all be of one medicine, and amounts of the one be amounts of the other.
    """
    named = {one.id: one for one in new if isinstance(one, e.Medicine) and _is_a_name(one)}
    here: dict[UUID, set[int]] = {}
    for dose in doses if named else ():
        found = there.rows.get(dose.id.bytes)
        if found is not None and isinstance(dose, e.Dose) and dose.medicine in named:
            here.setdefault(dose.medicine, set()).add(found[1])
    holders: dict[int, int] = dict(store.ask("SELECT key, medicine FROM dose")) if here else {}
    told = {
        name: {holders[key] for key in keys} for name, keys in here.items() if name.bytes not in there.gone
    }
    one_each = {name: book.id_of_medicine(*keys) for name, keys in told.items() if len(keys) == 1}
    return {name: known for name, known in one_each.items() if _counts_like(named[name], book.get(known))}


def _renamed(dose: e.Kept, meant: Mapping[UUID, UUID]) -> e.Kept:
    """Return the dose with the medicine that is meant."""
    if not isinstance(dose, e.Dose) or dose.medicine not in meant:
        return dose
    return replace(dose, medicine=meant[dose.medicine])


def _counts_like(named: e.Medicine, known: e.Medicine | None) -> bool:
    """Tell whether an amount of the one is one of the other: not where each has a strength of its own."""
    return known is not None and (
        None in (named.strength, known.strength) or named.strength == known.strength
    )


def _sort_in(plan: Plan, kind: str, entries: Iterable[e.Kept], there: Standing, needed: set[bytes]) -> None:
    new, newer = plan.new.setdefault(kind, []), plan.newer.setdefault(kind, [])
    if not there.rows and not there.gone:
        new += entries
        return
    for entry in entries:
        entry_id = entry.id.bytes
        found = there.rows.get(entry_id)
        if found is None and (entry_id not in there.gone or entry_id in needed):
            new.append(entry)
        elif found is not None and _is_newer(entry, found[2]):
            newer.append((found[1], entry))
        else:
            plan.left_alone[kind] += 1


def _is_newer(entry: e.Kept, updated: int | None) -> bool:
    return entry.updated_at is not None and (updated is None or micros(entry.updated_at) > updated)


def _refuse_doses_of_nothing(plan: Plan, there: Standing) -> None:
    """Raise Refused for doses to write whose medicine was removed here, and is not in the file."""
    medicines = {medicine.id.bytes for medicine in plan.new["medicine"]}
    for dose in (*plan.new["dose"], *(dose for _, dose in plan.newer["dose"])):
        known = isinstance(dose, e.Dose) and (
            dose.medicine.bytes in medicines or dose.medicine.bytes in there.rows
        )
        if isinstance(dose, e.Dose) and not known:
            raise e.Refused("medicine", e.Why.UNKNOWN_MEDICINE, dose.medicine)


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


def _count_alike(new: Iterable[e.Kept], store: Store) -> int:
    there = set(store.ask("SELECT at, worst FROM flare_up")) if new else set()
    told = (each for each in new if isinstance(each, e.FlareUp)) if there else ()
    return sum((micros(each.started_at), each.worst) in there for each in told)


class Merge:
    """One taking in: weighed first, then written inside an act of the ledger."""

    def __init__(
        self, contents: e.Contents, store: Store, at: datetime, mine: e.Patient, book: MedicineBook
    ) -> None:
        """Weigh `contents` against the journal, which says `mine` of the patient.

        Raises Refused when something of it cannot be.
        """
        self._store, self._book = store, book
        self._mine, self._merged = mine, merged_patient(mine, contents.patient)
        self._there = Standing.of(store)
        _refuse_the_impossible(contents, self._there, at)
        kinds, removed = _without_removed(contents, self._there)
        self._plan = _planned(kinds, self._there, store, book)
        _refuse_doses_of_nothing(self._plan, self._there)
        self._alike = _count_alike(self._plan.new["flare-up"], store)
        # Whatever was changed after it, so that two journals agree whichever takes in the other first.
        need_it_no_more = {gone.id.bytes for gone in removed}
        need_it_no_more |= {dose.id.bytes for _, dose in self._plan.newer["dose"]}
        there = [gone for gone in removed if gone.id.bytes in self._there.rows]
        self._to_remove = [gone for gone in there if not self._has_doses_beside(gone.id, need_it_no_more)]
        self._tombstones = [gone for gone in removed if _is_unheard_of(gone.id, self._there)]

    def _has_doses_beside(self, entry_id: UUID, doses: set[bytes]) -> bool:
        """Tell whether a medicine has doses here that are not among those."""
        kind, key, _ = self._there.rows[entry_id.bytes]
        return kind == "medicine" and any(
            dose not in doses for (dose,) in self._store.ask("SELECT id FROM dose WHERE medicine = ?", key)
        )

    def tally(self) -> Tally:
        """Return what would be done."""
        return Tally(
            added={kind: len(new) for kind, new in self._plan.new.items() if new},
            changed={kind: len(newer) for kind, newer in self._plan.newer.items() if newer},
            left_alone=dict(self._plan.left_alone),
            removed=len(self._to_remove),
            told_removed=len(self._tombstones),
            describes=self._merged != self._mine,
            alike=self._alike,
        )

    def write(self, ledger: Ledger) -> None:
        """Do it, inside an act."""
        if self._merged != self._mine:
            write_patient(ledger, self._merged)
        for kind in reversed(self._plan.new):
            self._write(ledger, kind)
        self._remove(ledger)
        rows = [(removed.id.bytes, micros(removed.at), None, None, None) for removed in self._tombstones]
        ledger.insert_many("removed", rows)

    def _write(self, ledger: Ledger, kind: str) -> None:
        for entry in self._plan.new[kind] if self._there.gone else ():
            if entry.id.bytes in self._there.gone:
                ledger.delete("removed", self._there.gone[entry.id.bytes])
        new: Iterable[e.Kept] = self._plan.new[kind]
        linked = (self._linked(entry, ledger) for entry in new) if self._there.gone else new
        ledger.insert_many(kind, [pictures.picture_of(entry, self._book) for entry in linked])
        for key, entry in self._plan.newer[kind]:
            ledger.update(kind, key, pictures.picture_of(self._linked(entry, ledger), self._book))
        if kind == "medicine":
            self._book.refresh()

    def _remove(self, ledger: Ledger) -> None:
        """Take out what was removed there, in any order: SQLite looks at links when all of it is done."""
        for gone in self._to_remove:
            kind, key, _ = self._there.rows[gone.id.bytes]
            remove_row(ledger, self._store, kind, key, micros(gone.at))

    def _linked(self, entry: e.Kept, ledger: Ledger) -> e.Kept:
        """Clear the link to a flare-up that was removed here, until that is brought back."""
        if not isinstance(entry, e.Dose | e.FlareUp):
            return entry
        return unlinked(ledger, entry, lambda flare_up: self._there.gone.get(flare_up.bytes))


def write_patient(ledger: Ledger, patient: e.Patient) -> None:
    """Write the one row about the patient."""
    picture = pictures.patient_picture(patient)
    if ledger.row("patient", 1) is None:
        ledger.insert("patient", picture, 1)
    else:
        ledger.update("patient", 1, picture)
