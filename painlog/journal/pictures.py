"""From an entry to the picture of its row and back, column by column in the order of the tables."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID

from painlog import entries as e
from painlog.change import Picture
from painlog.journal.moments import columns_of, micros, moment_of, offset_minutes
from painlog.journal.tables import columns


class MedicineKeys(Protocol):
    """Knows the row key of each medicine, and the other way round."""

    def key_of_medicine(self, medicine: UUID) -> int:
        """Return the row key; raises Refused when the journal has no such medicine."""

    def id_of_medicine(self, key: int) -> UUID:
        """Return the id."""


_encode = json.JSONEncoder(ensure_ascii=False).encode


@lru_cache(maxsize=1024)
def _texts(values: tuple[str, ...]) -> str:
    return _encode(values)


def texts_of(text: str) -> tuple[str, ...]:
    """Return the texts of a column that holds a list; raises ValueError or TypeError where it holds none."""
    if text == "[]":
        return ()
    told = tuple(json.loads(text))
    "".join(told)  # raises where one of them is no text
    return told


def _blob(entry_id: UUID | None) -> bytes | None:
    return None if entry_id is None else entry_id.bytes


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _decimal_text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _readings_text(readings: tuple[e.Reading, ...]) -> str:
    if not readings:
        return "[]"
    return json.dumps([[micros(r.at), offset_minutes(r.at), r.intensity] for r in readings])


def _plan_text(plan: e.Plan) -> dict[str, object]:
    return {
        "from": plan.start.isoformat(),
        "until": plan.until.isoformat() if plan.until else None,
        "times": [moment.isoformat() for moment in plan.times],
        "reason": plan.reason,
        **{name: _decimal_text(getattr(plan, name)) for name in _PLAN_AMOUNTS},
    }


_PLAN_AMOUNTS = ("amount", "every_hours", "min_hours_between", "max_per_day")


def _plan(told: Mapping[str, Any]) -> e.Plan:
    return e.Plan(
        start=date.fromisoformat(told["from"]),
        until=date.fromisoformat(told["until"]) if told["until"] else None,
        times=tuple(time.fromisoformat(text) for text in told["times"]),
        reason=told["reason"],
        **{name: _decimal(told[name]) for name in _PLAN_AMOUNTS},
    )


_COLUMNS = {kind: columns(kind) for kind in e.KINDS.values()}


def _kept(entry: e.Kept) -> tuple[bytes, int | None, int | None]:
    written, updated = entry.written_at, entry.updated_at
    return (
        entry.id.bytes,
        None if written is None else micros(written),
        None if updated is None else micros(updated),
    )


def _flare_up_row(entry: e.FlareUp, _medicines: MedicineKeys) -> Picture:
    return (
        *_kept(entry),
        *columns_of(entry.started_at),
        *columns_of(entry.ended_at),
        *columns_of(entry.peaked_at),
        entry.peak,
        entry.worst,
        _rise(entry),
        _readings_text(entry.readings),
        _texts(entry.triggers),
        _texts(entry.regions),
        _texts(entry.qualities),
        entry.kept_from,
        _texts(entry.helped),
        _blob(entry.came_back_after),
        int(entry.end_unknown),
        int(entry.time_uncertain),
        entry.note,
    )


def _rise(entry: e.FlareUp) -> int | None:
    """Return the microseconds from the start to the worst moment."""
    worst_at = entry.peak_moment
    return None if worst_at is None else max(0, micros(worst_at) - micros(entry.started_at))


def _dose_row(entry: e.Dose, medicines: MedicineKeys) -> Picture:
    return (
        *_kept(entry),
        *columns_of(entry.taken_at),
        medicines.key_of_medicine(entry.medicine),
        str(entry.amount),
        entry.reason,
        _blob(entry.flare_up),
        entry.relief,
        entry.relief_minutes,
        *columns_of(entry.ended_at),
        entry.site,
        entry.note,
    )


def _activity_row(entry: e.Activity, _medicines: MedicineKeys) -> Picture:
    return (
        *_kept(entry),
        *columns_of(entry.started_at),
        entry.name,
        *columns_of(entry.ended_at),
        int(entry.therapy),
        entry.note,
    )


def _check_in_row(entry: e.CheckIn, _medicines: MedicineKeys) -> Picture:
    return (
        *_kept(entry),
        *columns_of(entry.at),
        entry.background,
        entry.enjoyment,
        entry.activity,
        entry.sleep_hours,
        int(entry.no_flare_up),
        entry.note,
    )


def _appointment_row(entry: e.Appointment, _medicines: MedicineKeys) -> Picture:
    asked = [[question.text, question.answer] for question in entry.questions]
    return (*_kept(entry), *columns_of(entry.at), entry.with_whom, _encode(asked), entry.note)


def _medicine_row(entry: e.Medicine, _medicines: MedicineKeys) -> Picture:
    holds = entry.strength
    return (
        *_kept(entry),
        entry.name,
        entry.ingredient,
        entry.form,
        _decimal_text(holds.value) if holds else None,
        holds.unit if holds else None,
        entry.action,
        entry.role,
        _encode([_plan_text(plan) for plan in entry.plans]),
        _blob(entry.changed_from),
        entry.note,
    )


def _note_row(entry: e.Note, _medicines: MedicineKeys) -> Picture:
    return (*_kept(entry), *columns_of(entry.at), entry.text)


_WRITERS: dict[type[e.Kept], Callable[[Any, MedicineKeys], Picture]] = {
    e.FlareUp: _flare_up_row,
    e.Dose: _dose_row,
    e.Activity: _activity_row,
    e.CheckIn: _check_in_row,
    e.Appointment: _appointment_row,
    e.Note: _note_row,
    e.Medicine: _medicine_row,
}


def picture_of(entry: e.Kept, medicines: MedicineKeys) -> Picture:
    """Return the row of `entry`; raises Refused when a dose's medicine is not in the journal."""
    return _WRITERS[type(entry)](entry, medicines)


def _moment(row: Mapping[str, Any], name: str) -> datetime | None:
    return None if row[name] is None else moment_of(row[name], row[name + "_offset"] or 0)


def _start(row: Mapping[str, Any]) -> datetime:
    return moment_of(row["at"], row["at_offset"])


def uuid_of(blob: bytes) -> UUID:
    """Return the id that stands in a row; raises ValueError or TypeError where none does."""
    if not isinstance(blob, bytes):
        raise TypeError(type(blob).__name__)
    return UUID(bytes=blob)


def _id(blob: bytes | None) -> UUID | None:
    return None if blob is None else uuid_of(blob)


def _common(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": uuid_of(row["id"]),
        "written_at": None if row["written_at"] is None else moment_of(row["written_at"]),
        "updated_at": None if row["updated_at"] is None else moment_of(row["updated_at"]),
    }


def _flare_up(row: Mapping[str, Any], _medicines: MedicineKeys) -> e.FlareUp:
    readings = json.loads(row["readings"]) if row["readings"] != "[]" else []
    return e.FlareUp(
        **_common(row),
        started_at=_start(row),
        ended_at=_moment(row, "ended"),
        peaked_at=_moment(row, "peaked"),
        peak=row["peak"],
        readings=tuple(e.Reading(at=moment_of(at, offset), intensity=i) for at, offset, i in readings),
        triggers=texts_of(row["triggers"]),
        regions=texts_of(row["regions"]),
        qualities=texts_of(row["qualities"]),
        kept_from=row["kept_from"],
        helped=texts_of(row["helped"]),
        came_back_after=_id(row["came_back_after"]),
        end_unknown=bool(row["end_unknown"]),
        time_uncertain=bool(row["time_uncertain"]),
        note=row["note"],
    )


def _dose(row: Mapping[str, Any], medicines: MedicineKeys) -> e.Dose:
    plain = {name: row[name] for name in ("reason", "relief", "relief_minutes", "site", "note")}
    return e.Dose(
        **_common(row),
        medicine=medicines.id_of_medicine(row["medicine"]),
        taken_at=_start(row),
        amount=Decimal(row["amount"]),
        flare_up=_id(row["flare_up"]),
        ended_at=_moment(row, "ended"),
        **plain,
    )


def _activity(row: Mapping[str, Any], _medicines: MedicineKeys) -> e.Activity:
    return e.Activity(
        **_common(row),
        name=row["name"],
        started_at=_start(row),
        ended_at=_moment(row, "ended"),
        therapy=bool(row["therapy"]),
        note=row["note"],
    )


def _check_in(row: Mapping[str, Any], _medicines: MedicineKeys) -> e.CheckIn:
    plain = {name: row[name] for name in ("background", "enjoyment", "activity", "sleep_hours", "note")}
    return e.CheckIn(**_common(row), at=_start(row), no_flare_up=bool(row["no_flare_up"]), **plain)


def _appointment(row: Mapping[str, Any], _medicines: MedicineKeys) -> e.Appointment:
    asked = tuple(e.Question(text=text, answer=answer) for text, answer in json.loads(row["questions"]))
    return e.Appointment(
        **_common(row), at=_start(row), with_whom=row["with_whom"], questions=asked, note=row["note"]
    )


def _note(row: Mapping[str, Any], _medicines: MedicineKeys) -> e.Note:
    return e.Note(**_common(row), at=_start(row), text=row["text"])


def _medicine(row: Mapping[str, Any], _medicines: MedicineKeys) -> e.Medicine:
    value = _decimal(row["strength"])
    plain = {name: row[name] for name in ("name", "ingredient", "form", "action", "role", "note")}
    return e.Medicine(
        **_common(row),
        strength=e.Strength(value=value, unit=row["strength_unit"]) if value is not None else None,
        plans=tuple(_plan(told) for told in json.loads(row["plans"])),
        changed_from=_id(row["changed_from"]),
        **plain,
    )


_READERS: dict[str, Callable[[Mapping[str, Any], MedicineKeys], e.Kept]] = {
    "flare-up": _flare_up,
    "dose": _dose,
    "activity": _activity,
    "check-in": _check_in,
    "appointment": _appointment,
    "note": _note,
    "medicine": _medicine,
}


def entry_of(kind: str, picture: Picture, medicines: MedicineKeys) -> e.Kept:
    """Return the entry whose row this is; raises Refused or ValueError when the row cannot be true."""
    try:
        return _READERS[kind](dict(zip(_COLUMNS[kind], picture, strict=True)), medicines)
    except (TypeError, LookupError, ArithmeticError, AttributeError) as error:
        raise ValueError(f"{kind}: {type(error).__name__}") from error


def written_again(entry: e.Kept, before: Picture, at: datetime) -> e.Kept:
    """Return the entry as written anew at `at`: first written as `before`, updated later than it.

    A clock that was set back must not make the newer version lose when two journals are merged.
    """
    columns_before = dict(zip(_COLUMNS[e.kind_of(entry)], before, strict=True))
    written, updated = columns_before["written_at"], columns_before["updated_at"]
    later = micros(at) if not isinstance(updated, int) else max(micros(at), updated + 1)
    first = moment_of(written) if isinstance(written, int) else None
    return replace(entry, written_at=first, updated_at=moment_of(later))


def says_the_same(kind: str, one: Picture, other: Picture) -> bool:
    """Tell whether two pictures differ in nothing but the times of writing."""
    return not unlike(kind, one, other)


def unlike(kind: str, one: Picture, other: Picture) -> frozenset[str]:
    """Return the columns in which two pictures differ, but for the times of writing."""
    names = (name for name, a, b in zip(_COLUMNS[kind], one, other, strict=True) if a != b)
    return frozenset(names) - {"written_at", "updated_at"}


def medicine_in(picture: Picture) -> int:
    """Return the row key of the medicine of a dose's picture."""
    return int(str(picture[_COLUMNS["dose"].index("medicine")]))


def patient_picture(patient: e.Patient) -> Picture:
    """Return the row of the patient."""
    waking = "/".join(moment.isoformat() for moment in patient.waking) if patient.waking else None
    born = patient.born.isoformat() if patient.born else None
    return (patient.name, born, waking, _texts(patient.activities), _texts(patient.usual_regions))


def patient_of(picture: Picture) -> e.Patient:
    """Return the patient whose row this is."""
    name, born, waking, activities, regions = (None if value is None else str(value) for value in picture)
    begin, end = (time.fromisoformat(text) for text in waking.split("/")) if waking else (None, None)
    return e.Patient(
        name=name or "",
        born=date.fromisoformat(born) if born else None,
        waking=(begin, end) if begin is not None and end is not None else None,
        activities=texts_of(activities or "[]"),
        usual_regions=texts_of(regions or "[]"),
    )
