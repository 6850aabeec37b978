"""Reading the journal: frozen entries for forms, lists and exchange. Columns for charts are in columns.py."""

from collections.abc import Callable
from dataclasses import field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from painlog import entries as e
from painlog.journal import pictures
from painlog.journal.columns import read_record
from painlog.journal.faults import believing
from painlog.journal.gone import Gone
from painlog.journal.medicines import MedicineBook
from painlog.journal.moments import DAY, EPOCH, FAR, SECOND, micros, moment_of
from painlog.journal.standing import REMOVED, long_removed, place_of
from painlog.journal.store import Store
from painlog.journal.tables import ENTRY_KINDS, TAKEN, columns, selected, table_name
from painlog.journal.used import Used
from painlog.record import Doubles, Record, Whole, doubles, flags, keys, shorts
from painlog.values import value

_FIRST_DAY = EPOCH.date()
EVER = 1e15
"""Seconds from 1970 to before and after everything that can be written down."""


@value
class RowIndex:
    """All entries of the time line, newest first, as columns of equal length."""

    kind: Whole = field(default_factory=flags)
    """Index into `kinds`."""
    key: Whole = field(default_factory=keys)
    at: Doubles = field(default_factory=doubles)
    """Seconds since 1970, UTC."""
    offset: Whole = field(default_factory=shorts)
    """Minutes from UTC of the wall clock."""
    kinds: tuple[str, ...] = ENTRY_KINDS


class Reading(Used):
    """The reading half of a journal. Every method raises JournalFault when the world does not allow it."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        """Read from an open file."""
        super().__init__(store, MedicineBook(store))
        self.path = store.path
        self.clock = clock

    def _entries(self, kind: str, where: str, *values: object) -> list[Any]:
        rows = self._store.ask(f"{selected(kind)} {where}", *values)
        with believing(self.path):
            return [pictures.entry_of(kind, row[1:], self._medicines) for row in rows]

    def _first(self, kind: str, where: str, *values: object) -> Any:
        found = self._entries(kind, f"{where} LIMIT 1", *values)
        return found[0] if found else None

    def patient(self) -> e.Patient:
        """Return who keeps the journal."""
        row = self._store.row(f"SELECT {', '.join(columns('patient'))} FROM patient ORDER BY key")
        with believing(self.path):
            return pictures.patient_of(row) if row else e.Patient()

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
        found = place_of(self._store, entry_id)
        return found if found and found[0] != REMOVED else None

    def running(self) -> e.FlareUp | None:
        """Return the newest flare-up that is going on."""
        where = "WHERE ended IS NULL AND end_unknown = 0 ORDER BY at DESC, key DESC"
        found: e.FlareUp | None = self._first("flare-up", where)
        return found

    def last_flare_up(self) -> e.FlareUp | None:
        """Return the newest flare-up that is over."""
        where = "WHERE ended IS NOT NULL OR end_unknown ORDER BY at DESC, key DESC"
        found: e.FlareUp | None = self._first("flare-up", where)
        return found

    def last_dose(self, medicine: UUID, now: datetime | None = None) -> e.Dose | None:
        """Return the newest dose of a medicine of which any was taken, with `now` the newest by then.

        Taken is what has a time up to `now`, and what had one when it was written: a clock that was set back
        since makes no dose undone.
        """
        if self._medicines.get(medicine) is None:
            return None
        where = f"""WHERE medicine = ? AND at <= max(?, coalesce(written_at, 0)) AND {TAKEN}
                    ORDER BY at DESC, key DESC"""
        latest = FAR if now is None else micros(now)
        found: e.Dose | None = self._first("dose", where, self._medicines.key_of_medicine(medicine), latest)
        return found

    def doses_between(self, medicine: UUID, begin: datetime, end: datetime) -> list[e.Dose]:
        """Return the doses of a medicine taken from `begin` until before `end`, oldest first."""
        if self._medicines.get(medicine) is None:
            return []
        key = self._medicines.key_of_medicine(medicine)
        where = f"WHERE medicine = ? AND at >= ? AND at < ? AND {TAKEN} ORDER BY at, key"
        return self._entries("dose", where, key, micros(begin), micros(end))

    def day(self, day: date, *kinds: str) -> list[e.Entry]:
        """Return the entries that began on that day of their own wall clock, oldest first; all or these.

        SQLite chooses them, so that none of its neighbours' is made.
        """
        begin, wall = (day - _FIRST_DAY).days * DAY, f"at + at_offset * {60 * SECOND}"
        where = f"WHERE at >= ? AND at < ? AND {wall} >= ? AND {wall} < ? ORDER BY at, key"
        span = begin - DAY, begin + 2 * DAY, begin, begin + DAY
        found = [entry for kind in kinds or ENTRY_KINDS for entry in self._entries(kind, where, *span)]
        return sorted(found, key=lambda entry: entry.moment)

    def reaching_into(self, day: date) -> list[e.FlareUp]:
        """Return the flare-ups that began before that day and ended on it or later, or go on; oldest first.

        One of the day before whose end nobody knows is among them on the day on which that was told. The
        days are those of their own wall clock: on a flight westward one may end on the day before it began.
        """
        low = ((day - _FIRST_DAY).days - 1) * DAY
        where = f"""WHERE (at >= ? AND at < ?) OR (ended - at > {DAY} AND ended >= ?)
            OR (at < ? AND ended IS NULL AND end_unknown = 0) ORDER BY +at, key"""
        high = low + 2 * DAY
        near = self._entries("flare-up", where, low - DAY, high + DAY, low, high)
        today = self.clock().date()
        return [each for each in near if each.moment.date() != day and _reaches(each, day, today)]

    def between(self, begin: datetime, end: datetime, *kinds: str) -> list[e.Entry]:
        """Return the entries that began from `begin` until before `end`, oldest first; all kinds or these."""
        where, span = "WHERE at >= ? AND at < ? ORDER BY at, key", (micros(begin), micros(end))
        found = [entry for kind in kinds or ENTRY_KINDS for entry in self._entries(kind, where, *span)]
        return sorted(found, key=lambda entry: entry.moment)

    def appointments(self) -> tuple[e.Appointment, ...]:
        """Return all appointments, oldest first."""
        return tuple(self._entries("appointment", "ORDER BY at, key"))

    def rows(self) -> RowIndex:
        """Return where every entry of the time line is, newest first."""
        parts = (
            f"SELECT {code}, key, at, at_offset FROM {table_name(kind)}"
            for code, kind in enumerate(ENTRY_KINDS)
        )
        index = RowIndex()
        if rows := self._store.ask(f"{' UNION ALL '.join(parts)} ORDER BY 3 DESC, 1, 2 DESC"):
            kind, key, at, offset = zip(*rows, strict=True)
            with believing(self.path):
                index.kind.extend(kind)
                index.key.extend(key)
                index.at.extend(moment / SECOND for moment in at)
                index.offset.extend(offset)
        return index

    def count(self) -> int:
        """Return how many entries there are, without medicines."""
        return sum(self._store.number(f"SELECT count(*) FROM {table_name(kind)}") for kind in ENTRY_KINDS)

    def has_entries(self) -> bool:
        """Tell whether there is any entry, without counting them."""
        return any(self._store.row(f"SELECT 1 FROM {table_name(kind)} LIMIT 1") for kind in ENTRY_KINDS)

    def contents(self, begin: date | None = None, until: date | None = None) -> e.Contents:
        """Return everything, or the entries of the local days from `begin` until `until`, both inclusive.

        Of a part, doses keep only links to flare-ups that are in it, so that it can be taken in by itself.
        """
        with self._store.one_moment():
            self._medicines.refresh()
            kinds = {kind: tuple(self._in_days(kind, begin, until)) for kind in ENTRY_KINDS}
            there = {flare_up.id for flare_up in kinds["flare-up"]}
            return e.Contents(
                patient=self.patient(),
                medicines=self.medicines(),
                flare_ups=kinds["flare-up"],
                doses=tuple(e.without_link(dose, there) for dose in kinds["dose"]),
                activities=kinds["activity"],
                check_ins=kinds["check-in"],
                appointments=kinds["appointment"],
                notes=kinds["note"],
                removed=self._all_removed() if begin is None and until is None else (),
            )

    def _in_days(self, kind: str, begin: date | None, until: date | None) -> list[Any]:
        """Return the entries of local days: no wall clock is more than a day from UTC."""
        low = -FAR if begin is None else ((begin - _FIRST_DAY).days - 1) * DAY
        high = FAR if until is None else ((until - _FIRST_DAY).days + 2) * DAY
        near = self._entries(kind, "WHERE at >= ? AND at < ? ORDER BY at, key", low, high)
        first, last = begin or date.min, until or date.max
        return [entry for entry in near if first <= entry.moment.date() <= last]

    def _all_removed(self) -> tuple[e.Removed, ...]:
        rows = self._store.ask("SELECT id, at FROM removed ORDER BY at, key")
        with believing(self.path):
            told = ((pictures.uuid_of(entry_id), moment_of(at)) for entry_id, at in rows)
            return tuple(e.Removed(id=entry_id, at=at) for entry_id, at in told)

    def recently_removed(self) -> Gone:
        """Return what was removed and is not to be forgotten yet, and when that was, newest first."""
        return Gone(self._store, self._medicines, long_removed(self._store, self.clock()))

    def record_of(self, begin: float, end: float, *, details: bool = False) -> Record:
        """Return the columns of the span from `begin` until before `end`, in seconds UTC."""
        with self._store.one_moment():
            self._medicines.refresh()
            base = Record(
                begin=begin,
                end=end,
                detailed=details,
                patient=self.patient(),
                medicines=self.medicines(),
                appointments=self.appointments(),
            )
            with believing(self.path):
                return read_record(self._store, self._medicines, base)

    def kept(self, name: str) -> str:
        """Return the small text kept under that name, or an empty one."""
        row = self._store.row("SELECT text FROM kept_text WHERE name = ?", name)
        return str(row[0]) if row else ""


def _reaches(flare_up: e.FlareUp, day: date, today: date) -> bool:
    begun, ended = flare_up.started_at, flare_up.ended_at
    if flare_up.end_unknown:
        told = flare_up.updated_at
        is_of_the_day_before = (day - begun.date()).days == 1
        return is_of_the_day_before and told is not None and told.astimezone(begun.tzinfo).date() == day
    if begun.date() < day:
        return ended is None or ended.date() >= day
    return (today if ended is None else ended.date()) <= day
