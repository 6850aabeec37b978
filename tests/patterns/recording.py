"""Journals for the tests of the patterns, written from wall clock times into the columns of a Record."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from painlog.entries import Medicine, Patient
from painlog.record import (
    END_UNKNOWN,
    ENDED,
    REASON_NOT_SAID,
    RUNNING,
    ActivityColumns,
    CheckInColumns,
    DoseColumns,
    FlareUpColumns,
    NoteColumns,
    Record,
)

FIRST = date(2026, 1, 5)
"""Day 0 of every test journal: a Monday."""
DAY, HOUR, MINUTE = 86400.0, 3600.0, 60.0
BASE = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC).timestamp()
KEYS_OF_DOSES = 10_000
"""Doses of the first medicine have keys from here on, of the second from twice as much."""


@dataclass(frozen=True, kw_only=True)
class Flare:
    """A flare-up; `at` in seconds of the wall clock since midnight of day 0, lengths in minutes."""

    at: float
    lasted: float | None = 45.0
    rise: float | None = 10.0
    peak: float | None = 6.0
    delay: float | None = 60.0
    """Seconds until it was written; None when nobody knows."""
    is_uncertain: bool = False
    is_running: bool = False
    triggers: tuple[str, ...] = ()
    after: "Flare | None" = None
    """The one that it is the return of."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A dose."""

    at: float
    amount: float = 1.0
    reason: int = REASON_NOT_SAID
    worn: float | None = None
    """Seconds that a patch was on."""
    delay: float | None = 60.0
    flare: Flare | None = None
    relief: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Did:
    """An activity, or a session."""

    at: float
    name: str
    lasted: float | None = None
    """Minutes."""
    is_therapy: bool = False
    delay: float | None = 60.0


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A check-in."""

    at: float
    background: float | None = 3.0
    no_flare_up: bool = False
    delay: float | None = 60.0


class Clock(NamedTuple):
    """When day 0 began in seconds UTC, and the minutes that the wall clock is ahead of it."""

    base: float
    offset: int


def at(day: int, hour: float) -> float:
    """Return the wall clock's seconds of an hour of a day."""
    return day * DAY + hour * HOUR


def day(number: int) -> date:
    """Return the date of a day of the journal."""
    return FIRST + timedelta(days=number)


def written(
    *,
    flares: Iterable[Flare] = (),
    doses: Mapping[Medicine, Sequence[Taken]] | None = None,
    activities: Iterable[Did] = (),
    check_ins: Iterable[Checked] = (),
    waking: tuple[time, time] | None = (time(7), time(23)),
    days: int = 90,
    offset: int = 60,
) -> Record:
    """Return the record of all these; `offset` is the minutes that the wall clock is ahead of UTC."""
    midnight, base = BASE, BASE - offset * MINUTE
    given, done = sorted(flares, key=_moment), sorted(activities, key=_moment)
    taken = {medicine: sorted(rows, key=_moment) for medicine, rows in (doses or {}).items()}
    checked = sorted(check_ins, key=_moment)
    keys = {id(flare): key for key, flare in enumerate(given, start=1)}
    names = tuple(dict.fromkeys(one.name for one in done))
    every: Iterable[Flare | Taken | Did | Checked] = chain(given, done, checked, *taken.values())
    moments = [base + one.at for one in every]
    return Record(
        begin=base,
        end=base + days * DAY,
        detailed=True,
        patient=Patient(waking=waking),
        medicines=tuple(taken),
        flare_ups=_flare_columns(given, keys, base, offset),
        doses=tuple(
            _dose_columns(medicine, KEYS_OF_DOSES * place, rows, keys, Clock(base, offset))
            for place, (medicine, rows) in enumerate(taken.items(), start=1)
        ),
        activities=_activity_columns(done, names, base, offset),
        activity_names=names,
        check_ins=_check_in_columns(checked, base, offset),
        notes=NoteColumns(),
        first=min(moments, default=None),
        last=max(moments, default=None),
        first_offset=offset,
        last_offset=offset,
        first_doses={what.id: midnight + rows[0].at for what, rows in taken.items() if rows},
        first_sessions={one.name: midnight + one.at for one in reversed(done) if one.is_therapy},
    )


def a_medicine(name: str = "Oxycodone IR", number: int = 1, **told: Any) -> Medicine:
    """Return an as-needed medicine, or what is told in place of it."""
    return Medicine(id=UUID(int=number), name=name, **told)


def _moment(entry: Flare | Taken | Did | Checked) -> float:
    return entry.at


def _known(values: Iterable[float | None], scale: float = 1.0) -> "array[float]":
    return array("f", [-1.0 if value is None else value * scale for value in values])


def _state(flare: Flare) -> int:
    if flare.lasted is not None:
        return ENDED
    return RUNNING if flare.is_running else END_UNKNOWN


def _flare_columns(given: list[Flare], keys: dict[int, int], base: float, offset: int) -> FlareUpColumns:
    return FlareUpColumns(
        key=array("i", keys.values()),
        at=array("d", [base + flare.at for flare in given]),
        offset=array("h", [offset] * len(given)),
        lasted=_known((flare.lasted for flare in given), MINUTE),
        rise=_known((flare.rise for flare in given), MINUTE),
        peak=_known(flare.peak for flare in given),
        state=array("b", [_state(flare) for flare in given]),
        uncertain=array("b", [int(flare.is_uncertain) for flare in given]),
        delay=_known(flare.delay for flare in given),
        triggers={keys[id(flare)]: flare.triggers for flare in given if flare.triggers},
        came_back_after={
            keys[id(flare)]: keys[id(flare.after)] for flare in given if flare.after is not None
        },
    )


def _dose_columns(
    medicine: Medicine, first: int, rows: list[Taken], keys: dict[int, int], clock: Clock
) -> DoseColumns:
    own = range(first, first + len(rows))
    return DoseColumns(
        medicine=medicine,
        key=array("i", own),
        at=array("d", [clock.base + dose.at for dose in rows]),
        offset=array("h", [clock.offset] * len(rows)),
        amount=array("f", [dose.amount for dose in rows]),
        reason=array("b", [dose.reason for dose in rows]),
        worn={key: dose.worn for key, dose in zip(own, rows, strict=True) if dose.worn is not None},
        delay=_known(dose.delay for dose in rows),
        flare_up={key: keys[id(d.flare)] for key, d in zip(own, rows, strict=True) if id(d.flare) in keys},
        relief={key: dose.relief for key, dose in zip(own, rows, strict=True) if dose.relief is not None},
    )


def _activity_columns(done: list[Did], names: tuple[str, ...], base: float, offset: int) -> ActivityColumns:
    return ActivityColumns(
        key=array("i", range(1, len(done) + 1)),
        at=array("d", [base + one.at for one in done]),
        offset=array("h", [offset] * len(done)),
        name=array("h", [names.index(one.name) for one in done]),
        therapy=array("b", [int(one.is_therapy) for one in done]),
        lasted=_known((one.lasted for one in done), MINUTE),
        delay=_known(one.delay for one in done),
    )


def _check_in_columns(checked: list[Checked], base: float, offset: int) -> CheckInColumns:
    return CheckInColumns(
        key=array("i", range(1, len(checked) + 1)),
        at=array("d", [base + one.at for one in checked]),
        offset=array("h", [offset] * len(checked)),
        background=_known(one.background for one in checked),
        no_flare_up=array("b", [int(one.no_flare_up) for one in checked]),
        enjoyment=array("f", [-1.0] * len(checked)),
        activity=array("f", [-1.0] * len(checked)),
        delay=_known(one.delay for one in checked),
    )
