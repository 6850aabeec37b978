"""Reading a span of time as plain columns: one read, without an object an entry.

Also used for the first picture, so nothing here needs numpy.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from itertools import chain
from typing import Any
from uuid import UUID

from painlog.entries import Medicine
from painlog.journal.moments import DAY, FAR, MICROSECOND, SECOND
from painlog.journal.pictures import MedicineKeys, texts_of
from painlog.journal.store import Store, Values
from painlog.journal.tables import TAKEN
from painlog.record import (
    END_UNKNOWN,
    ENDED,
    FOR_FLARE_UP,
    REASON_NOT_SAID,
    RUNNING,
    UNKNOWN,
    ActivityColumns,
    CheckInColumns,
    DoseColumns,
    Doubles,
    FlareUpColumns,
    NoteColumns,
    Record,
    Whole,
)
from painlog.rules import PROMPT, REASONS
from painlog.values import value

_LONGEST_WORN = 31 * DAY
"""How far back a patch is looked for that reaches into a span; or twice as long as any is planned."""

_IN_SPAN = "at >= :begin AND at < :end"
_TIME = f"at / {SECOND}.0, at_offset"
_WALL = f"at / {SECOND}.0 + 60 * at_offset"
_DELAY = f"""coalesce(CASE WHEN written_at BETWEEN at - {PROMPT // MICROSECOND} AND at THEN 0
                       ELSE (written_at - at) / {SECOND}.0 END, {UNKNOWN})"""
_LASTED = f"coalesce((ended - at) / {SECOND}.0, {UNKNOWN})"
_ORDER = "ORDER BY at, key"
_ORDER_OF_FEW = "ORDER BY +at, key"
"""For the few rows that reach into a span: without the plus SQLite walks through all that came before, in
order, instead of sorting the few that it finds by their own indexes."""

_FLARE_UPS = f"""
    SELECT key, {_TIME}, {_LASTED}, coalesce(rise / {SECOND}.0, {UNKNOWN}), coalesce(worst, {UNKNOWN}),
           CASE WHEN ended IS NOT NULL THEN {ENDED} WHEN end_unknown THEN {END_UNKNOWN} ELSE {RUNNING} END,
           time_uncertain {{delay}}
    FROM flare_up WHERE"""
_REACHING_IN = f"""
    (at < :begin AND at >= :begin - {DAY} AND ended >= :begin)
    OR (at < :begin AND ended - at > {DAY} AND ended >= :begin)
    OR (at < :begin AND ended IS NULL AND end_unknown = 0)"""
_REASON_CODES = " ".join(f"WHEN '{reason}' THEN {code}" for code, reason in enumerate(REASONS, FOR_FLARE_UP))
_DOSES = f"""
    SELECT key, {_TIME}, CAST(amount AS REAL),
           CASE reason {_REASON_CODES} ELSE {REASON_NOT_SAID} END {{delay}}
    FROM dose WHERE {TAKEN} AND"""
_NEWEST_BEFORE = f"""SELECT key FROM dose WHERE medicine = :medicine AND at < :begin AND {TAKEN}
                     ORDER BY at DESC, key DESC LIMIT 1"""
_WORN_INTO = f"""key IN (
    SELECT key FROM dose
    WHERE medicine = :medicine AND at >= :begin - :longest AND at < :begin AND ended > :begin
    UNION SELECT key FROM ({_NEWEST_BEFORE}))"""
_ACTIVITIES = f"""
    SELECT key, {_TIME}, name, therapy, {_LASTED} {{delay}} FROM activity WHERE {_IN_SPAN} {_ORDER}"""
_CHECK_INS = f"""
    SELECT key, {_TIME}, coalesce(background, {UNKNOWN}), no_flare_up, coalesce(enjoyment, {UNKNOWN}),
           coalesce(activity, {UNKNOWN}) {{delay}} FROM check_in WHERE {_IN_SPAN} {_ORDER}"""


class _Span:
    """One span of one open journal, being read."""

    def __init__(self, store: Store, begin: float, end: float, *, details: bool) -> None:
        self.details = details
        self._store = store
        first, last = (int(max(-FAR, min(FAR, moment * SECOND))) for moment in (begin, end))
        self.values: dict[str, object] = {"begin": first, "end": last}

    def _chunks(self, sql: str, **values: object) -> Iterator[list[Values]]:
        delay = f", {_DELAY}" if self.details else ""
        return self._store.chunks(sql.replace("{delay}", delay), {**self.values, **values})

    def ask(self, sql: str, **values: object) -> Iterator[Values]:
        """Return the rows that `sql` selects."""
        return chain.from_iterable(self._chunks(sql, **values))

    def fill(self, columns: Sequence["Doubles | Whole"], sql: str, **values: object) -> None:
        """Append what `sql` selects to the columns, in order."""
        for rows in self._chunks(sql, **values):
            for column, told in zip(columns, zip(*rows, strict=True), strict=False):
                column.extend(told)

    def pairs(self, sql: str, **values: object) -> dict[int, Any]:
        """Return first column to the second."""
        return {int(key): told for key, told in self.ask(sql, **values)}


def _flare_ups(span: _Span) -> FlareUpColumns:
    columns = FlareUpColumns(
        readings=_readings(span),
        triggers=_words(span, "triggers"),
        regions=_words(span, "regions") if span.details else {},
        came_back_after=_came_back(span) if span.details else {},
    )
    arrays = (
        columns.key, columns.at, columns.offset, columns.lasted, columns.rise, columns.peak, columns.state,
        columns.uncertain, columns.delay,
    )  # fmt: skip
    span.fill(arrays, f"{_FLARE_UPS} ({_REACHING_IN}) {_ORDER_OF_FEW}")
    span.fill(arrays, f"{_FLARE_UPS} {_IN_SPAN} {_ORDER}")
    return columns


def _readings(span: _Span) -> dict[int, tuple[tuple[float, float], ...]]:
    sql = f"SELECT key, at, readings FROM flare_up WHERE readings <> '[]' AND ({_IN_SPAN} OR {_REACHING_IN})"
    return {
        key: tuple(
            sorted((max(0.0, (moment - at) / SECOND), float(level)) for moment, _, level in json.loads(told))
        )
        for key, at, told in span.ask(sql)
    }


def _words(span: _Span, column: str) -> dict[int, tuple[str, ...]]:
    """Return what a column of lists holds, by key."""
    told = span.pairs(
        f"SELECT key, {column} FROM flare_up WHERE {column} <> '[]' AND ({_IN_SPAN} OR {_REACHING_IN})"
    )
    lists = {text: texts_of(text) for text in set(told.values())}  # the same few, again and again
    return {key: lists[text] for key, text in told.items()}


def _came_back(span: _Span) -> dict[int, int]:
    return span.pairs(
        "SELECT f.key, earlier.key FROM flare_up f JOIN flare_up earlier ON earlier.id = f.came_back_after"
        " WHERE f.at >= :begin AND f.at < :end"
    )


def _doses(span: _Span, medicine: Medicine, key: int) -> DoseColumns:
    details = _details(span, key) if span.details else _Details()
    longest = max(_LONGEST_WORN, int(2 * SECOND * medicine.longest_apart.total_seconds()))
    worn = _worn(span, key, longest) if medicine.form == "patch" else {}
    columns = DoseColumns(medicine=medicine, worn=worn, flare_up=details.flare_up, relief=details.relief)
    arrays = (columns.key, columns.at, columns.offset, columns.amount, columns.reason, columns.delay)
    if medicine.form == "patch":
        span.fill(arrays, f"{_DOSES} {_WORN_INTO} {_ORDER_OF_FEW}", medicine=key, longest=longest)
    span.fill(arrays, f"{_DOSES} medicine = :medicine AND {_IN_SPAN} {_ORDER}", medicine=key)
    return columns


def _worn(span: _Span, medicine: int, longest: int) -> dict[int, float]:
    """Return how long the patches were worn of which that is told, by key."""
    told = f"SELECT key, {_LASTED} FROM dose WHERE ended IS NOT NULL"
    newest = span.pairs(f"{told} AND key IN ({_NEWEST_BEFORE})", medicine=medicine)
    within = f"{told} AND medicine = :medicine AND at >= :begin - :longest AND at < :end AND {TAKEN}"
    return newest | span.pairs(within, medicine=medicine, longest=longest)


@value
class _Details:
    """What the doses of one medicine tell beyond their moments."""

    flare_up: dict[int, int] = field(default_factory=dict)
    relief: dict[int, tuple[float, float]] = field(default_factory=dict)


def _details(span: _Span, medicine: int) -> _Details:
    where = f"WHERE dose.medicine = :medicine AND dose.at >= :begin AND dose.at < :end AND {TAKEN}"
    flare_up = f"SELECT dose.key, f.key FROM dose JOIN flare_up f ON f.id = dose.flare_up {where}"
    relief = (
        f"SELECT key, relief, coalesce(relief_minutes, {UNKNOWN}) FROM dose {where} AND relief IS NOT NULL"
    )
    return _Details(
        flare_up=span.pairs(flare_up, medicine=medicine),
        relief={key: (percent, minutes) for key, percent, minutes in span.ask(relief, medicine=medicine)},
    )


def _activities(span: _Span) -> tuple[ActivityColumns, tuple[str, ...]]:
    names: dict[str, int] = {}
    columns = ActivityColumns()
    arrays: tuple[Doubles | Whole, ...] = (
        columns.key, columns.at, columns.offset, columns.name, columns.therapy, columns.lasted, columns.delay,
    )  # fmt: skip
    told = [(*row[:3], names.setdefault(row[3], len(names)), *row[4:]) for row in span.ask(_ACTIVITIES)]
    for column, values in zip(arrays, zip(*told, strict=True), strict=False):
        column.extend(values)
    return columns, tuple(names)


def _check_ins(span: _Span) -> CheckInColumns:
    columns = CheckInColumns()
    arrays = (
        columns.key, columns.at, columns.offset, columns.background, columns.no_flare_up, columns.enjoyment,
        columns.activity, columns.delay,
    )  # fmt: skip
    span.fill(arrays, _CHECK_INS)
    return columns


def _notes(span: _Span) -> NoteColumns:
    columns = NoteColumns()
    arrays = (columns.key, columns.at, columns.offset)
    span.fill(arrays, f"SELECT key, {_TIME} FROM note WHERE {_IN_SPAN} {_ORDER}")
    return columns


def _with_ends(span: _Span, base: Record) -> Record:
    """Return `base` with the first and last start of the journal in seconds UTC, each with its offset."""
    firsts, lasts = (
        [
            row
            for table in ("flare_up", "dose", "activity", "check_in", "note")
            for row in span.ask(f"SELECT at, at_offset FROM {table} ORDER BY {order} LIMIT 1")
        ]
        for order in ("at, key", "at DESC, key DESC")
    )
    if not firsts:
        return base
    (first, first_offset), (last, last_offset) = min(firsts), max(lasts)
    return replace(
        base,
        first=first / SECOND,
        first_offset=first_offset,
        last=last / SECOND,
        last_offset=last_offset,
    )


def _first_doses(span: _Span, base: Record, medicines: MedicineKeys) -> dict[UUID, float]:
    """Return the wall clock of each medicine's first dose in the whole journal."""
    sql = f"SELECT {_WALL} FROM dose WHERE medicine = :medicine AND {TAKEN} {_ORDER} LIMIT 1"
    asked = {one.id: span.ask(sql, medicine=medicines.key_of_medicine(one.id)) for one in base.medicines}
    return {id_: wall for id_, rows in asked.items() for (wall,) in rows}


def _first_sessions(span: _Span) -> dict[str, float]:
    """Return the wall clock of each therapy's first session in the whole journal; SQLite tells that row's."""
    sql = f"SELECT name, {_WALL}, min(at) FROM activity WHERE therapy GROUP BY name"
    return {name: wall for name, wall, _ in span.ask(sql)}


def read_record(store: Store, medicines: MedicineKeys, base: Record) -> Record:
    """Return `base`, which tells span, medicines and appointments, with the columns of its span."""
    span = _Span(store, base.begin, base.end, details=base.detailed)
    doses = (_doses(span, medicine, medicines.key_of_medicine(medicine.id)) for medicine in base.medicines)
    activities, names = _activities(span)
    return replace(
        _with_ends(span, base),
        flare_ups=_flare_ups(span),
        doses=tuple(columns for columns in doses if columns.key),
        activities=activities,
        activity_names=names,
        check_ins=_check_ins(span),
        notes=_notes(span),
        first_doses=_first_doses(span, base, medicines),
        first_sessions=_first_sessions(span) if base.detailed else {},
    )
