"""What was removed and can still come back: counted at once, read as it is looked at."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple, overload
from uuid import UUID

from painlog import entries as e
from painlog.journal import pictures
from painlog.journal.as_json import picture_and_linked
from painlog.journal.faults import believing
from painlog.journal.medicines import MedicineBook
from painlog.journal.moments import moment_of
from painlog.journal.store import Store

_MEDICINES = "SELECT entry_key, id, picture FROM removed WHERE kind = 'medicine' AND picture IS NOT NULL"


class _Row(NamedTuple):
    entry_id: bytes
    kind: str
    text: str
    at: int


class Gone(Sequence[tuple[e.Kept, datetime]]):
    """Entries that were removed lately and when, newest first; a dose whose medicine is lost is none of them.

    Reading one raises JournalFault where its row cannot be true.
    """

    def __init__(self, store: Store, medicines: MedicineBook, forgotten: Collection[int]) -> None:
        """Look up what was removed, but for what stands in the rows that are to be `forgotten`."""
        self._path = store.path
        self._medicines = medicines
        with store.one_moment():
            self._with_it = {key: (entry_id, text) for key, entry_id, text in store.ask(_MEDICINES)}
            where = "WHERE picture IS NOT NULL ORDER BY at DESC, key DESC"
            rows = store.ask(f"SELECT key, id, kind, picture, at FROM removed {where}")
        away = set(forgotten)
        with believing(self._path):
            lately = (_Row._make(row[1:]) for row in rows if row[0] not in away)
            self._rows = [row for row in lately if self._can_come_back(row)]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> tuple[e.Kept, datetime]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[e.Kept, datetime]]: ...
    def __getitem__(self, place: int | slice) -> tuple[e.Kept, datetime] | list[tuple[e.Kept, datetime]]:
        """Read what stands there."""
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        row = self._rows[place]
        with believing(self._path):
            picture, _ = picture_and_linked(row.kind, row.text)
            return pictures.entry_of(row.kind, picture, self), moment_of(row.at)

    def id_at(self, place: int) -> UUID:
        """Return the id of what stands there; it need not be read for that."""
        with believing(self._path):
            return pictures.uuid_of(self._rows[place].entry_id)

    def comes_back_with(self, dose: e.Dose) -> e.Medicine | None:
        """Return the medicine of a dose when that was removed as well: the two come back together."""
        if self._medicines.get(dose.medicine) is not None:
            return None
        text = next(text for entry_id, text in self._with_it.values() if entry_id == dose.medicine.bytes)
        with believing(self._path):
            picture, _ = picture_and_linked("medicine", text)
            medicine = pictures.entry_of("medicine", picture, self)
        return medicine if isinstance(medicine, e.Medicine) else None

    # as the keys of medicines that a picture is read with

    def key_of_medicine(self, medicine: UUID) -> int:
        """Return the row key of a medicine that is there."""
        return self._medicines.key_of_medicine(medicine)

    def id_of_medicine(self, key: int) -> UUID:
        """Return the id of the medicine that is in that row, or was."""
        if self._medicines.has_key(key) or key not in self._with_it:
            return self._medicines.id_of_medicine(key)
        return pictures.uuid_of(self._with_it[key][0])

    def _can_come_back(self, row: _Row) -> bool:
        if row.kind != "dose":
            return True
        key = pictures.medicine_in(picture_and_linked("dose", row.text)[0])
        return self._medicines.has_key(key) or key in self._with_it
