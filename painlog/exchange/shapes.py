"""The objects of the JSON format: each kind of value with its keys, in the order of writing."""

from datetime import time
from typing import Any
from uuid import UUID

from painlog import entries as e
from painlog.exchange import fields as f
from painlog.exchange.fields import Field, Shape
from painlog.exchange.reading import Trouble, Unreadable

_TEXT, _TEXTS, _FLAG, _ID = Field(f.text), Field(f.many(f.text)), Field(f.flag), Field(f.identity)
_MOMENT, _AMOUNT, _NUMBER = Field(f.moment), Field(f.amount), Field(f.number)
_OWN_ID, _AT = Field(f.identity, is_required=True), Field(f.moment, is_required=True)
_STAMP = Field(f.stamp, give=f.given_stamp)
_STAMPS = {"written_at": _STAMP, "updated_at": _STAMP}


def _hours(*, begin: time, until: time) -> tuple[time, time]:
    return begin, until


_WAKING = Shape(
    _hours,
    {"from": Field(f.clock, "begin", is_required=True), "until": Field(f.clock, is_required=True)},
)


def _given_waking(waking: tuple[time, time]) -> dict[str, Any]:
    return {"from": waking[0], "until": waking[1]}


PATIENT = Shape(
    e.Patient,
    {
        "name": _TEXT,
        "born": Field(f.day),
        "waking": Field(_WAKING.take, give=_given_waking),
        "activities": _TEXTS,
        "usual_regions": _TEXTS,
    },
)
_STRENGTH = Shape(
    e.Strength,
    {"value": Field(f.amount, is_required=True), "unit": Field(f.text, is_required=True)},
)
_PLAN = Shape(
    e.Plan,
    {
        "from": Field(f.day, "start", is_required=True),
        "until": Field(f.day),
        "amount": _AMOUNT,
        "times": Field(f.many(f.clock)),
        "every_hours": _AMOUNT,
        "min_hours_between": _AMOUNT,
        "max_per_day": _AMOUNT,
        "reason": _TEXT,
    },
)
_READING = Shape(e.Reading, {"at": _AT, "intensity": Field(f.number, is_required=True)})
_QUESTION = Shape(e.Question, {"text": Field(f.text, is_required=True), "answer": _TEXT})
REMOVED = Shape(e.Removed, {"id": _OWN_ID, "at": Field(f.stamp, is_required=True, give=f.given_stamp)})


def _its_id(*, id: UUID) -> UUID:  # noqa: A002 - a key of the format
    return id


REMOVAL = Shape(_its_id, {"id": _OWN_ID})
"""What the command line's `record` needs to take an entry out."""

KINDS: dict[str, Shape] = {
    "medicine": Shape(
        e.Medicine,
        {
            "id": _OWN_ID,
            "name": Field(f.text, is_required=True),
            "ingredient": _TEXT,
            "form": _TEXT,
            "strength": Field(_STRENGTH.take, give=_STRENGTH.give),
            "action": _TEXT,
            "role": _TEXT,
            "plans": Field(f.many(_PLAN.take), give=f.given_list(_PLAN)),
            "changed_from": _ID,
            "note": _TEXT,
            **_STAMPS,
        },
    ),
    "flare-up": Shape(
        e.FlareUp,
        {
            "id": _OWN_ID,
            "started_at": _AT,
            "peaked_at": _MOMENT,
            "ended_at": _MOMENT,
            "peak": _NUMBER,
            "readings": Field(f.many(_READING.take), give=f.given_list(_READING)),
            "triggers": _TEXTS,
            "regions": _TEXTS,
            "qualities": _TEXTS,
            "kept_from": _TEXT,
            "helped": _TEXTS,
            "came_back_after": _ID,
            "end_unknown": _FLAG,
            "time_uncertain": _FLAG,
            "note": _TEXT,
            **_STAMPS,
        },
    ),
    "dose": Shape(
        e.Dose,
        {
            "id": _OWN_ID,
            "medicine": Field(f.identity, is_required=True),
            "taken_at": _AT,
            "amount": _AMOUNT,
            "reason": _TEXT,
            "flare_up": _ID,
            "relief": _NUMBER,
            "relief_minutes": _NUMBER,
            "ended_at": _MOMENT,
            "site": _TEXT,
            "note": _TEXT,
            **_STAMPS,
        },
    ),
    "activity": Shape(
        e.Activity,
        {
            "id": _OWN_ID,
            "name": Field(f.text, is_required=True),
            "therapy": _FLAG,
            "started_at": _AT,
            "ended_at": _MOMENT,
            "note": _TEXT,
            **_STAMPS,
        },
    ),
    "check-in": Shape(
        e.CheckIn,
        {
            "id": _OWN_ID,
            "at": _AT,
            "background": _NUMBER,
            "enjoyment": _NUMBER,
            "activity": _NUMBER,
            "sleep_hours": _NUMBER,
            "no_flare_up": _FLAG,
            "note": _TEXT,
            **_STAMPS,
        },
    ),
    "appointment": Shape(
        e.Appointment,
        {
            "id": _OWN_ID,
            "at": _AT,
            "with": Field(f.text, "with_whom"),
            "questions": Field(f.many(_QUESTION.take), give=f.given_list(_QUESTION)),
            "note": _TEXT,
            **_STAMPS,
        },
    ),
    "note": Shape(
        e.Note,
        {"id": _OWN_ID, "at": _AT, "text": Field(f.text, is_required=True), **_STAMPS},
    ),
}
"""The shape of each kind of entry, as on the command line's `record`."""


def _as_named(value: Any, path: str) -> str:
    if value != "painlog-journal":
        raise Unreadable(Trouble.NOT_THIS_FORMAT, path, value)
    return "painlog-journal"


def _as_known(value: Any, path: str) -> int:
    if value != b"1":
        raise Unreadable(Trouble.OTHER_VERSION, path, value)
    return 1


def _contents(*, format: str, version: int, **kept: Any) -> e.Contents:  # noqa: A002, ARG001 - keys of the format
    return e.Contents(**kept)


LISTS = {
    "medicines": KINDS["medicine"],
    "flare_ups": KINDS["flare-up"],
    "doses": KINDS["dose"],
    "activities": KINDS["activity"],
    "check_ins": KINDS["check-in"],
    "appointments": KINDS["appointment"],
    "notes": KINDS["note"],
    "removed": REMOVED,
}
"""The lists of a journal, in the order in which they are written."""

JOURNAL = Shape(
    _contents,
    {
        "format": Field(_as_named, is_required=True),
        "version": Field(_as_known, is_required=True),
        "patient": Field(PATIENT.take, give=PATIENT.give),
        **{key: Field(f.many(shape.take)) for key, shape in LISTS.items()},
    },
)
"""The whole file."""
