"""The medicines of the open journal, kept in memory: there are few, and every dose names one."""

from uuid import UUID

from painlog import entries as e
from painlog.journal import pictures
from painlog.journal.faults import believing
from painlog.journal.store import Store
from painlog.journal.tables import selected


class MedicineBook:
    """The medicines by id and by row key; `refresh` is called whenever a medicine's row changed."""

    def __init__(self, store: Store) -> None:
        """Read them."""
        self._store = store
        self._by_id: dict[UUID, tuple[int, e.Medicine]] = {}
        self._ids: dict[int, UUID] = {}
        self.refresh()

    def refresh(self) -> None:
        """Read them anew."""
        rows = self._store.ask(f"{selected('medicine')} ORDER BY key")
        with believing(self._store.path):
            told = [(row[0], pictures.entry_of("medicine", row[1:], self)) for row in rows]
        self._by_id = {m.id: (key, m) for key, m in told if isinstance(m, e.Medicine)}
        self._ids = {key: entry_id for entry_id, (key, _) in self._by_id.items()}

    def all(self) -> tuple[e.Medicine, ...]:
        """Return the medicines in the order they were first written down."""
        return tuple(medicine for _, medicine in self._by_id.values())

    def get(self, medicine: UUID) -> e.Medicine | None:
        """Return the medicine of that id."""
        found = self._by_id.get(medicine)
        return found[1] if found else None

    def has_key(self, key: int) -> bool:
        """Tell whether there is a medicine in that row."""
        return key in self._ids

    def key_of_medicine(self, medicine: UUID) -> int:
        """Return its row key; raises Refused when the journal has no such medicine."""
        found = self._by_id.get(medicine)
        if found is None:
            self.refresh()  # another program may have added it since
            found = self._by_id.get(medicine)
        if found is None:
            raise e.Refused("medicine", e.Why.UNKNOWN_MEDICINE, medicine)
        return found[0]

    def id_of_medicine(self, key: int) -> UUID:
        """Return the id of the medicine in that row; raises Refused when there is none."""
        if key not in self._ids:
            self.refresh()
        if key not in self._ids:
            raise e.Refused("medicine", e.Why.UNKNOWN_MEDICINE, key)
        return self._ids[key]
