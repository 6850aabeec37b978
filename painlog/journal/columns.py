"""Reading a span of time as plain columns: one read, without an object an entry.

Also used for the first picture, so nothing here needs numpy.
"""

import json
from array import array
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import peewee

from painlog.entries import Appointment, Medicine, Patient
from painlog.journal.pictures import SECOND, MedicineKeys
from painlog.record import (
    UNKNOWN,
    ActivityColumns,
    CheckInColumns,
    DoseColumns,
    FlareUpColumns,
    NoteColumns,
    Record,
)

_CHUNK = 5_000
_DAY = 86_400 * SECOND


class Medicines(MedicineKeys, Protocol):
    """The medicines of the open journal."""

    def all(self) -> tuple[Medicine, ...]:
        """Return them in the order they were first written down."""


_FAR = 2**62
_IN_SPAN = "at >= :begin AND at < :end"
_TIME = f"at / {SECOND}.0, at_offset"
_DELAY = f"coalesce((written_at - at) / {SECOND}.0, {UNKNOWN})"
_LASTED = f"coalesce((ended - at) / {SECOND}.0, {UNKNOWN})"
_ORDER = "ORDER BY at, key"

_FLARE_UPS = f"""
    SELECT key, {_TIME}, {_LASTED}, coalesce(rise / {SECOND}.0, {UNKNOWN}), coalesce(worst, {UNKNOWN}),
           CASE WHEN ended IS NOT NULL THEN 0 WHEN end_unknown THEN 2 ELSE 1 END, time_uncertain {{delay}}
    FROM flare_up WHERE {{where}} {_ORDER}"""
_REACHING_IN = f"""
    (at < :begin AND at >= :begin - {_DAY} AND ended >= :begin)
    OR (at < :begin AND ended - at > {_DAY} AND ended >= :begin)
    OR (at < :begin AND ended IS NULL AND end_unknown = 0)"""
_DOSES = f"""
    SELECT key, {_TIME}, CAST(amount AS REAL),
           CASE reason WHEN 'flare-up' THEN 1 WHEN 'schedule' THEN 2 WHEN 'prevention' THEN 3
                       WHEN 'other' THEN 4 ELSE 0 END {{delay}}
    FROM dose WHERE medicine = :medicine AND {_IN_SPAN} {_ORDER}"""
_ACTIVITIES = f"""
    SELECT key, {_TIME}, name, therapy, {_LASTED} {{delay}} FROM activity WHERE {_IN_SPAN} {_ORDER}"""
_CHECK_INS = f"""
    SELECT key, {_TIME}, coalesce(background, {UNKNOWN}), no_flare_up, coalesce(enjoyment, {UNKNOWN}),
           coalesce(activity, {UNKNOWN}) {{delay}} FROM check_in WHERE {_IN_SPAN} {_ORDER}"""


class _Span:
    """One span of one open journal, being read."""

    def __init__(self, database: peewee.SqliteDatabase, span: tuple[float, float], *, details: bool) -> None:
        self.details = details
        self._database = database
        begin, end = (int(max(-_FAR, min(_FAR, moment * SECOND))) for moment in span)
        self.values = {"begin": begin, "end": end}

    def ask(self, sql: str, **values: object) -> Any:  # noqa: ANN401 - a database cursor
        return self._database.connection().execute(sql, {**self.values, **values})

    def fill(self, sql: str, columns: Sequence["array[Any]"], **values: object) -> None:
        """Append what `sql` selects to the columns, in order."""
        cursor = self.ask(sql.format(delay=f", {_DELAY}" if self.details else "", where=_IN_SPAN), **values)
        self.append(cursor, columns)

    def append(self, cursor: Any, columns: Sequence["array[Any]"]) -> None:  # noqa: ANN401 - a database cursor
        while chunk := cursor.fetchmany(_CHUNK):
            for column, values in zip(columns, zip(*chunk, strict=True), strict=False):
                column.extend(values)

    def pairs(self, sql: str, **values: object) -> dict[int, Any]:
        """Return first column to the rest (to the second alone where there are two)."""
        return {row[0]: row[1] if len(row) == 2 else row[1:] for row in self.ask(sql, **values)}  # noqa: PLR2004


def _flare_ups(span: _Span) -> FlareUpColumns:
    columns = FlareUpColumns(
        readings={
            key: tuple((max(0.0, (moment - at) / SECOND), level) for moment, _, level in json.loads(told))
            for key, (at, told) in span.pairs(
                f"SELECT key, at, readings FROM flare_up WHERE readings <> '[]' AND ({_IN_SPAN} OR {_REACHING_IN})"
            ).items()
        },
        triggers=_triggers(span) if span.details else {},
        came_back_after=_came_back(span) if span.details else {},
    )
    arrays = (
        columns.key, columns.at, columns.offset, columns.lasted, columns.rise, columns.peak, columns.state,
        columns.uncertain, columns.delay,
    )  # fmt: skip
    delay = f", {_DELAY}" if span.details else ""
    span.append(span.ask(_FLARE_UPS.format(delay=delay, where=_REACHING_IN)), arrays)
    span.fill(_FLARE_UPS, arrays)
    return columns


def _triggers(span: _Span) -> dict[int, tuple[str, ...]]:
    told = span.pairs(f"SELECT key, triggers FROM flare_up WHERE triggers <> '[]' AND {_IN_SPAN}")
    return {key: tuple(json.loads(text)) for key, text in told.items()}


def _came_back(span: _Span) -> dict[int, int]:
    return span.pairs(
        "SELECT f.key, earlier.key FROM flare_up f JOIN flare_up earlier ON earlier.id = f.came_back_after"
        " WHERE f.at >= :begin AND f.at < :end"
    )


def _doses(span: _Span, medicine: Medicine, key: int) -> DoseColumns:
    if medicine.form != "patch":
        worn = {}
    else:
        worn = span.pairs(
            f"SELECT key, {_LASTED} FROM dose WHERE medicine = :medicine AND ended IS NOT NULL", medicine=key
        )
    columns = DoseColumns(medicine=medicine, worn=worn, **(_dose_details(span, key) if span.details else {}))
    arrays = (columns.key, columns.at, columns.offset, columns.amount, columns.reason, columns.delay)
    if medicine.form == "patch":
        begin = span.ask(
            "SELECT at FROM dose WHERE medicine = :medicine AND at < :begin ORDER BY at DESC LIMIT 1",
            medicine=key,
        ).fetchone()
        if begin is not None:
            span.fill(_DOSES, arrays, medicine=key, begin=begin[0], end=span.values["begin"])
    span.fill(_DOSES, arrays, medicine=key)
    return columns


def _dose_details(span: _Span, medicine: int) -> dict[str, dict[int, Any]]:
    where = "WHERE dose.medicine = :medicine AND dose.at >= :begin AND dose.at < :end"
    flare_up = span.pairs(
        f"SELECT dose.key, f.key FROM dose JOIN flare_up f ON f.id = dose.flare_up {where}", medicine=medicine
    )
    relief = span.pairs(
        f"SELECT key, relief, coalesce(relief_minutes, {UNKNOWN}) FROM dose {where} AND relief IS NOT NULL",
        medicine=medicine,
    )
    return {"flare_up": flare_up, "relief": relief}


def _activities(span: _Span) -> tuple[ActivityColumns, tuple[str, ...]]:
    names: dict[str, int] = {}
    columns = ActivityColumns()
    rows: Iterator[tuple[Any, ...]] = span.ask(
        _ACTIVITIES.format(delay=f", {_DELAY}" if span.details else "")
    )
    told = [(*row[:3], names.setdefault(row[3], len(names)), *row[4:]) for row in rows]
    arrays = (
        columns.key,
        columns.at,
        columns.offset,
        columns.name,
        columns.therapy,
        columns.lasted,
        columns.delay,
    )
    for column, values in zip(arrays, zip(*told, strict=True), strict=False):
        column.extend(values)
    return columns, tuple(names)


def _ends(span: _Span) -> tuple[float | None, float | None, int]:
    """Return the first and last start of the journal in seconds UTC, and the last one's offset."""
    tables = ("flare_up", "dose", "activity", "check_in", "note")
    firsts = [span.ask(f"SELECT min(at) FROM {table}").fetchone()[0] for table in tables]  # noqa: S608
    lasts = [
        span.ask(f"SELECT at, at_offset FROM {table} ORDER BY at DESC LIMIT 1").fetchone()  # noqa: S608
        for table in tables
    ]
    first = min((at for at in firsts if at is not None), default=None)
    last = max((row for row in lasts if row is not None), default=None)
    if first is None or last is None:
        return None, None, 0
    return first / SECOND, last[0] / SECOND, last[1]


def read_record(  # noqa: PLR0913 - the parts that a record is made of
    database: peewee.SqliteDatabase,
    medicines: Medicines,
    patient: Patient,
    appointments: tuple[Appointment, ...],
    span: tuple[float, float],
    *,
    details: bool,
) -> Record:
    """Return the columns of a span (seconds UTC: begin inclusive, end exclusive)."""
    reading = _Span(database, span, details=details)
    all_medicines = medicines.all()
    doses = (_doses(reading, medicine, medicines.key_of_medicine(medicine.id)) for medicine in all_medicines)
    activities, names = _activities(reading)
    check_ins, notes = CheckInColumns(), NoteColumns()
    reading.fill(
        _CHECK_INS,
        (
            check_ins.key, check_ins.at, check_ins.offset, check_ins.background, check_ins.no_flare_up,
            check_ins.enjoyment, check_ins.activity, check_ins.delay,
        ),
    )  # fmt: skip
    reading.fill(
        f"SELECT key, {_TIME} FROM note WHERE {_IN_SPAN} {_ORDER}", (notes.key, notes.at, notes.offset)
    )
    first, last, last_offset = _ends(reading)
    return Record(
        begin=span[0],
        end=span[1],
        detailed=details,
        patient=patient,
        medicines=all_medicines,
        flare_ups=_flare_ups(reading),
        doses=tuple(columns for columns in doses if columns.key),
        activities=activities,
        activity_names=names,
        check_ins=check_ins,
        notes=notes,
        appointments=appointments,
        first=first,
        last=last,
        last_offset=last_offset,
    )
