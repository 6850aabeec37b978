"""Medicines that a table calls by another name than the journal: it was written before they had that one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from painlog import entries as e
from painlog.journal.medicines import MedicineBook
from painlog.journal.standing import Standing
from painlog.journal.store import Store


def is_a_name(medicine: e.Kept) -> bool:
    """Tell whether nobody wrote the medicine down: a table named it, beside a dose."""
    return (
        isinstance(medicine, e.Medicine)
        and medicine.written_at is None
        and not medicine.plans
        and medicine.changed_from is None
    )


def meant(
    new: Iterable[e.Kept], doses: Iterable[e.Kept], there: Standing, store: Store, book: MedicineBook
) -> dict[UUID, UUID]:
    """Return by the id of a new medicine that of the one here which it is, as its doses in the file tell.

    Those of them that are here must all be of one medicine, and amounts of the one be amounts of the other.
    """
    named = {one.id: one for one in new if isinstance(one, e.Medicine) and is_a_name(one)}
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


def renamed(dose: e.Kept, meant: Mapping[UUID, UUID]) -> e.Kept:
    """Return the dose with the medicine that is meant."""
    if not isinstance(dose, e.Dose) or dose.medicine not in meant:
        return dose
    return replace(dose, medicine=meant[dose.medicine])


def _counts_like(named: e.Medicine, known: e.Medicine | None) -> bool:
    """Tell whether an amount of the one is one of the other: not where each has a strength of its own."""
    return known is not None and (
        None in (named.strength, known.strength) or named.strength == known.strength
    )
