"""Reading the journal: frozen entries for forms, lists and exchange. Columns for charts are in columns.py."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import peewee

from painlog import entries as e
from painlog.change import Picture
from painlog.journal import pictures
from painlog.journal.columns import read_record
from painlog.journal.faults import sorting
from painlog.journal.pictures import SECOND, micros
from painlog.journal.tables import ENTRY_KINDS, columns, table_name
from painlog.record import Record, Whole, doubles, flags, keys, shorts

WIDEST_OFFSET = timedelta(hours=26)
"""Between the earliest and the latest wall clock on earth: the margin for finding a local day."""
_SELECT = {
    kind: f"SELECT key, {', '.join(columns(kind))} FROM {table_name(kind)}" for kind in e.KINDS.values()
}  # noqa: S608
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class RowIndex:
    """All entries of the time line, newest first, as columns of equal length."""

    kind: Whole = field(default_factory=flags)
    """Index into `kinds`."""
    key: Whole = field(default_factory=keys)
    at: "array[float]" = field(default_factory=doubles)
    """Seconds since 1970, UTC."""
    offset: Whole = field(default_factory=shorts)
    """Minutes from UTC of the wall clock."""
    kinds: tuple[str, ...] = ENTRY_KINDS


class MedicineBook:
    """The medicines of the open journal, kept in memory: there are few, and every dose names one."""

    def __init__(self) -> None:
        """Start empty; `fill` is called whenever a medicine's row changed."""
        self._by_id: dict[UUID, tuple[int, e.Medicine]] = {}
        self._ids: dict[int, UUID] = {}

    def fill(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Take in the rows of the table, key first."""
        told = [(row[0], pictures.entry_of("medicine", row[1:], self)) for row in rows]
        self._by_id = {m.id: (key, m) for key, m in told if isinstance(m, e.Medicine)}
        self._ids = {key: entry_id for entry_id, (key, _) in self._by_id.items()}

    def all(self) -> tuple[e.Medicine, ...]:
        """Return the medicines in the order they were first written down."""
        return tuple(
            medicine for _, (_, medicine) in sorted(self._by_id.items(), key=lambda item: item[1][0])
        )

    def get(self, medicine: UUID) -> e.Medicine | None:
        """Return the medicine of that id."""
        found = self._by_id.get(medicine)
        return found[1] if found else None

    def key_of_medicine(self, medicine: UUID) -> int:
        """Return its row key; raises Refused when the journal has no such medicine."""
        if medicine not in self._by_id:
            raise e.Refused("medicine", e.Why.UNKNOWN_MEDICINE, medicine)
        return self._by_id[medicine][0]

    def id_of_medicine(self, key: int) -> UUID:
        """Return the id of the medicine in that row."""
        return self._ids[key]


class Reading:
    """The reading half of a journal. Every method raises JournalFault when the world does not allow it."""

    def __init__(self, database: peewee.SqliteDatabase, path: Path, clock: Callable[[], datetime]) -> None:
        """Read from an open database."""
        self.path = path
        self.clock = clock
        self._database = database
        self._medicines = MedicineBook()
        self._medicines.fill(self._ask(_SELECT["medicine"]))

    def _ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with sorting(self.path):
            return list(self._database.execute_sql(sql, values).fetchall())

    def _entries(self, kind: str, where: str, *values: object) -> list[Any]:
        return [self._entry(kind, row[1:]) for row in self._ask(f"{_SELECT[kind]} {where}", *values)]

    def _entry(self, kind: str, picture: Picture) -> e.Kept:
        return pictures.entry_of(kind, picture, self._medicines)

    def _first(self, kind: str, where: str, *values: object) -> Any:  # noqa: ANN401 - the caller knows the kind
        found = self._entries(kind, f"{where} LIMIT 1", *values)
        return found[0] if found else None

    def patient(self) -> e.Patient:
        """Return who keeps the journal."""
        rows = self._ask(f"SELECT {', '.join(columns('patient'))} FROM patient ORDER BY key LIMIT 1")  # noqa: S608
        return pictures.patient_of(rows[0]) if rows else e.Patient()

    def medicines(self) -> tuple[e.Medicine, ...]:
        """Return all medicines in the order they were first written down."""
        return self._medicines.all()

    def find(self, entry_id: UUID) -> e.Kept | None:
        """Return the entry or medicine of that id."""
        found = self.key_of(entry_id)
        return self.at(*found) if found else None

    def at(self, kind: str, key: int) -> e.Kept | None:
        """Return the entry in that row."""
        found: e.Kept | None = self._first(kind, "WHERE key = ?", key)
        return found

    def key_of(self, entry_id: UUID) -> tuple[str, int] | None:
        """Return the kind and the row key of an entry."""
        for kind in e.KINDS.values():
            rows = self._ask(f"SELECT key FROM {table_name(kind)} WHERE id = ?", entry_id.bytes)  # noqa: S608
            if rows:
                return kind, rows[0][0]
        return None

    def running(self) -> e.FlareUp | None:
        """Return the newest flare-up that is going on."""
        found: e.FlareUp | None = self._first(
            "flare-up", "WHERE ended IS NULL AND end_unknown = 0 ORDER BY at DESC, key DESC"
        )
        return found

    def last_flare_up(self) -> e.FlareUp | None:
        """Return the newest flare-up that is over."""
        over = "WHERE ended IS NOT NULL OR end_unknown ORDER BY at DESC, key DESC"
        found: e.FlareUp | None = self._first("flare-up", over)
        return found

    def last_dose(self, medicine: UUID, before: datetime | None = None) -> e.Dose | None:
        """Return the newest dose of a medicine, up to and with `before`."""
        latest = micros(before) if before is not None else 2**62
        found: e.Dose | None = self._first(
            "dose",
            "WHERE medicine = ? AND at <= ? ORDER BY at DESC",
            self._medicines.key_of_medicine(medicine),
            latest,
        )
        return found

    def doses_between(self, medicine: UUID, begin: datetime, end: datetime) -> list[e.Dose]:
        """Return the doses of a medicine taken from `begin` until before `end`, oldest first."""
        key = self._medicines.key_of_medicine(medicine)
        where = "WHERE medicine = ? AND at >= ? AND at < ? ORDER BY at, key"
        return self._entries("dose", where, key, micros(begin), micros(end))

    def day(self, day: date) -> list[e.Entry]:
        """Return the entries that began on that day of their own wall clock, oldest first."""
        noon = datetime.combine(day, time(12), UTC)
        near = self.between(noon - WIDEST_OFFSET, noon + WIDEST_OFFSET)
        return [entry for entry in near if entry.moment.date() == day]

    def between(self, begin: datetime, end: datetime) -> list[e.Entry]:
        """Return the entries that began from `begin` until before `end`, oldest first."""
        where, span = "WHERE at >= ? AND at < ? ORDER BY at, key", (micros(begin), micros(end))
        found = [entry for kind in ENTRY_KINDS for entry in self._entries(kind, where, *span)]
        return sorted(found, key=lambda entry: entry.moment)

    def appointments(self) -> tuple[e.Appointment, ...]:
        """Return all appointments, oldest first."""
        return tuple(self._entries("appointment", "ORDER BY at, key"))

    def rows(self) -> RowIndex:
        """Return where every entry of the time line is, newest first."""
        parts = (
            f"SELECT {code}, key, at, at_offset FROM {table_name(kind)}"  # noqa: S608 - names of our own
            for code, kind in enumerate(ENTRY_KINDS)
        )
        index = RowIndex()
        with sorting(self.path):
            cursor = self._database.execute_sql(f"{' UNION ALL '.join(parts)} ORDER BY 3 DESC, 1, 2 DESC")
            while chunk := cursor.fetchmany(_CHUNK):
                kind, key, at, offset = zip(*chunk, strict=True)
                index.kind.extend(kind)
                index.key.extend(key)
                index.at.extend(moment / SECOND for moment in at)
                index.offset.extend(offset)
        return index

    def count(self) -> int:
        """Return how many entries there are, without medicines."""
        return sum(self._ask(f"SELECT count(*) FROM {table_name(kind)}")[0][0] for kind in ENTRY_KINDS)  # noqa: S608

    def contents(self, begin: date | None = None, until: date | None = None) -> e.Contents:
        """Return everything, or the entries of the local days from `begin` until `until`, both inclusive.

        Of a part, doses keep only links to flare-ups that are in it, so that it can be taken in by itself.
        """
        kinds = {kind: self._in_days(kind, begin, until) for kind in ENTRY_KINDS}
        flare_ups = tuple(kinds["flare-up"])
        there = {flare_up.id for flare_up in flare_ups}
        return e.Contents(
            patient=self.patient(),
            medicines=self.medicines(),
            flare_ups=flare_ups,
            doses=tuple(e.without_link(dose, there) for dose in kinds["dose"]),
            activities=tuple(kinds["activity"]),
            check_ins=tuple(kinds["check-in"]),
            appointments=tuple(kinds["appointment"]),
            notes=tuple(kinds["note"]),
            removed=self._all_removed() if begin is None and until is None else (),
        )

    def _in_days(self, kind: str, begin: date | None, until: date | None) -> list[Any]:
        low = -(2**62) if begin is None else micros(datetime.combine(begin, time(), UTC) - WIDEST_OFFSET)
        high = 2**62 if until is None else micros(datetime.combine(until, time(), UTC) + 2 * WIDEST_OFFSET)
        near = self._entries(kind, "WHERE at >= ? AND at < ? ORDER BY at, key", low, high)
        first, last = begin or date.min, until or date.max
        return [entry for entry in near if first <= entry.moment.date() <= last]

    def _all_removed(self) -> tuple[e.Removed, ...]:
        rows = self._ask("SELECT id, at FROM removed ORDER BY at, key")
        return tuple(e.Removed(id=UUID(bytes=bytes(i)), at=pictures.moment_of(at)) for i, at in rows)

    def recently_removed(self) -> list[tuple[e.Kept, datetime]]:
        """Return what was removed in the last 30 days and when, newest first."""
        rows = self._ask(
            "SELECT kind, picture, at FROM removed WHERE picture IS NOT NULL ORDER BY at DESC, key DESC"
        )
        told = ((kind, pictures.picture_from(text), at) for kind, text, at in rows)
        known = ((kind, picture, at) for kind, picture, at in told if self._can_come_back(kind, picture))
        return [(self._entry(kind, picture), pictures.moment_of(at)) for kind, picture, at in known]

    def _can_come_back(self, kind: str, picture: Picture) -> bool:
        medicine = picture[columns("dose").index("medicine")] if kind == "dose" else None
        return medicine is None or any(
            m for m in self.medicines() if self._medicines.key_of_medicine(m.id) == medicine
        )

    def record_of(self, begin: float, end: float, *, details: bool = False) -> Record:
        """Return the columns of the span from `begin` until before `end`, in seconds UTC."""
        with self._one_picture():
            return read_record(
                self._database,
                self._medicines,
                self.patient(),
                self.appointments(),
                (begin, end),
                details=details,
            )

    def whole_record(self, *, details: bool = True) -> Record:
        """Return the columns of the whole journal."""
        return self.record_of(-1e15, 1e15, details=details)

    @contextmanager
    def _one_picture(self) -> Iterator[None]:
        """See the journal as it is at one moment, whatever other programs write meanwhile."""
        with sorting(self.path):
            if self._database.in_transaction():
                yield
            else:
                with self._database.atomic():
                    yield

    def medicines_used(self) -> list[UUID]:
        """Return the medicines with doses, most used first."""
        rows = self._ask("SELECT medicine FROM dose GROUP BY medicine ORDER BY count(*) DESC, medicine")
        return [self._medicines.id_of_medicine(key) for (key,) in rows]

    def activities_used(self) -> list[str]:
        """Return the names of logged activities (not therapies), most used first."""
        rows = self._ask(
            "SELECT name FROM activity WHERE NOT therapy GROUP BY name ORDER BY count(*) DESC, name",
        )
        return [name for (name,) in rows]

    def therapies_used(self) -> list[str]:
        """Return the names of therapies, most used first."""
        rows = self._ask("SELECT name FROM activity WHERE therapy GROUP BY name ORDER BY count(*) DESC, name")
        return [name for (name,) in rows]

    # what merging and removing need to know

    @property
    def medicine_book(self) -> MedicineBook:
        """The medicines by id and by key."""
        return self._medicines

    def refresh_medicines(self) -> None:
        """Read the medicines anew after one of their rows was touched."""
        self._medicines.fill(self._ask(_SELECT["medicine"]))

    def standing(self, kind: str) -> dict[bytes, tuple[int, int | None]]:
        """Return id to (key, updated_at in microseconds or None) of every row of a kind."""
        rows = self._ask(f"SELECT id, key, updated_at FROM {table_name(kind)}")  # noqa: S608
        return {bytes(entry_id): (key, updated) for entry_id, key, updated in rows}

    def removed_ids(self) -> frozenset[bytes]:
        """Return the ids of everything that was ever removed."""
        return frozenset(bytes(entry_id) for (entry_id,) in self._ask("SELECT id FROM removed"))

    def removed_key(self, entry_id: UUID) -> int:
        """Return the row key of a removed entry; raises Refused when it was not removed."""
        rows = self._ask("SELECT key FROM removed WHERE id = ?", entry_id.bytes)
        if not rows:
            raise e.Refused("id", e.Why.UNKNOWN_ENTRY, entry_id)
        return int(rows[0][0])

    def is_there(self, kind: str, entry_id: UUID) -> bool:
        """Tell whether the journal has an entry of that kind and id."""
        return bool(self._ask(f"SELECT 1 FROM {table_name(kind)} WHERE id = ?", entry_id.bytes))  # noqa: S608

    def has_doses(self, medicine_key: int) -> bool:
        """Tell whether any dose of the medicine was written down."""
        return bool(self._ask("SELECT 1 FROM dose WHERE medicine = ? LIMIT 1", medicine_key))

    def doses_linked_to(self, flare_up_key: int) -> list[int]:
        """Return the keys of the doses that were taken for the flare-up in that row."""
        sql = "SELECT key FROM dose WHERE flare_up = (SELECT id FROM flare_up WHERE key = ?)"
        return [key for (key,) in self._ask(sql, flare_up_key)]

    def returns_linked_to(self, flare_up_key: int) -> list[int]:
        """Return the keys of the flare-ups that are told to be a return of the one in that row."""
        sql = "SELECT key FROM flare_up WHERE came_back_after = (SELECT id FROM flare_up WHERE key = ?)"
        return [key for (key,) in self._ask(sql, flare_up_key)]

    def words_used(self, column: str) -> list[str]:
        """Return what was said on flare-ups, most used first; `column`: triggers, regions, qualities or helped."""
        if column not in ("triggers", "regions", "qualities", "helped"):
            raise KeyError(column)
        told = self._ask(f"SELECT {column}, count(*) FROM flare_up WHERE {column} <> '[]' GROUP BY {column}")  # noqa: S608
        counts: Counter[str] = Counter()
        for text, times in told:
            counts.update(dict.fromkeys(pictures.texts_of(text), times))
        return [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def span_of(rows: Iterable[tuple[str, Picture | None]]) -> tuple[float, float] | None:
    """Return first and last moment, in seconds UTC, of the pictures of entries (kind, picture)."""
    moments = [
        value / SECOND
        for kind, picture in rows
        if kind in ENTRY_KINDS and picture is not None
        for value in _moments(kind, picture)
    ]
    return (min(moments), max(moments)) if moments else None


def _moments(kind: str, picture: Picture) -> Iterator[int]:
    named = dict(zip(columns(kind), picture, strict=True))
    for name in ("at", "ended"):
        value = named.get(name)
        if isinstance(value, int):
            yield value
