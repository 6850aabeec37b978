"""What can be written down: frozen values that refuse what cannot be true.

Moments are aware datetimes whose offset is the patient's wall clock at that moment. Intensities are
numbers from 0 to 10 (the numeric rating scale). Amounts are exact decimals, in units of the medicine's form.
"""

import math
from collections.abc import Container, Iterable
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

LATEST_AHEAD = timedelta(days=1)
"""How far in the future an entry may lie: a day covers every time zone and a clock that is set wrong."""

FORMS = (
    "tablet",
    "capsule",
    "liquid",
    "lozenge",
    "film",
    "spray",
    "injection",
    "suppository",
    "patch",
    "cream",
    "other",
)
STRENGTH_UNITS = ("mg", "ug", "g", "mg/mL", "ug/h", "unit")
ACTIONS = ("short-acting", "long-acting")
ROLES = ("regular", "as-needed")
REASONS = ("flare-up", "schedule", "prevention", "other")


class Why(StrEnum):
    """Why a value is refused; words.py says each of them in a sentence."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not a number"
    OUT_OF_SCALE = "not between 0 and 10"
    NOT_A_PERCENTAGE = "not between 0 and 100"
    BELOW_ZERO = "below zero"
    NOT_OFFERED = "not one of the values that are possible"
    NO_OFFSET = "a time without its UTC offset"
    NOT_A_TIME = "not a time"
    END_BEFORE_START = "ends before it starts"
    PEAK_BEFORE_START = "peak before the start"
    PEAK_AFTER_END = "peak after the end"
    IN_THE_FUTURE = "more than a day in the future"
    UNKNOWN_MEDICINE = "a medicine that is not in the journal"
    UNKNOWN_FLARE_UP = "a flare-up that is not in the journal"
    UNKNOWN_ENTRY = "an entry that is not in the journal"
    ALREADY_THERE = "an id that is already taken by another kind of entry"
    STILL_NEEDED = "other entries need it"


class Refused(ValueError):
    """An entry that cannot be true: which field, why, and what stood there."""

    def __init__(self, field: str, why: Why, value: object = None) -> None:
        """Keep `field` as the JSON format spells it, so that any form finds its own field again."""
        super().__init__(f"{field}: {why} ({value!r})")
        self.field = field
        self.why = why
        self.value = value


def now() -> datetime:
    """Return this moment by the computer's clock, with the offset of its time zone."""
    return datetime.now(UTC).astimezone()


def _require(true: bool, field: str, why: Why, value: object = None) -> None:  # noqa: FBT001 - reads as a sentence
    if not true:
        raise Refused(field, why, value)


def _moment(field: str, value: datetime | None) -> None:
    if value is not None:
        offset = value.utcoffset()
        _require(offset is not None, field, Why.NO_OFFSET, value)
        _require(offset is not None and offset.total_seconds() % 60 == 0, field, Why.NOT_A_TIME, value)


def _scale(field: str, value: float | None) -> None:
    if value is not None:
        _require(math.isfinite(value), field, Why.NOT_A_NUMBER, value)
        _require(0 <= value <= 10, field, Why.OUT_OF_SCALE, value)  # noqa: PLR2004 - the scale's own name


def _amount(field: str, value: Decimal | float | None) -> None:
    if value is not None:
        _require(math.isfinite(value), field, Why.NOT_A_NUMBER, value)
        _require(value >= 0, field, Why.BELOW_ZERO, value)


def _offered(field: str, value: str | None, offered: Iterable[str]) -> None:
    _require(value is None or value in offered, field, Why.NOT_OFFERED, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How bad it was at one moment of a flare-up."""

    at: datetime
    intensity: float

    def __post_init__(self) -> None:
        """Refuse what cannot be true."""
        _moment("at", self.at)
        _scale("intensity", self.intensity)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlareUp:
    """Pain that breaks through: from its first sign over its peak to its end."""

    id: UUID
    started_at: datetime
    peaked_at: datetime | None = None
    ended_at: datetime | None = None
    peak: float | None = None
    readings: tuple[Reading, ...] = ()
    triggers: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    kept_from: str = ""
    helped: tuple[str, ...] = ()
    came_back_after: UUID | None = None
    end_unknown: bool = False
    time_uncertain: bool = False
    note: str = ""
    written_at: datetime | None = None
    updated_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be true: start, peak and end must follow one another."""
        for field in ("started_at", "peaked_at", "ended_at"):
            _moment(field, getattr(self, field))
        _scale("peak", self.peak)
        if self.ended_at is not None:
            _require(self.ended_at >= self.started_at, "ended_at", Why.END_BEFORE_START, self.ended_at)
        if self.peaked_at is not None:
            _require(self.peaked_at >= self.started_at, "peaked_at", Why.PEAK_BEFORE_START, self.peaked_at)
            late = self.ended_at is not None and self.peaked_at > self.ended_at
            _require(not late, "peaked_at", Why.PEAK_AFTER_END, self.peaked_at)

    @property
    def moment(self) -> datetime:
        """When it began."""
        return self.started_at

    @property
    def is_running(self) -> bool:
        """Whether it is still going on."""
        return self.ended_at is None and not self.end_unknown

    @property
    def worst(self) -> float | None:
        """The higher of the peak that was told and the highest reading; None when nobody said."""
        told = [self.peak] if self.peak is not None else []
        return max([*told, *(reading.intensity for reading in self.readings)], default=None)

    @property
    def peak_moment(self) -> datetime | None:
        """When it was worst: as told, else the first of the highest among two or more readings."""
        if self.peaked_at is not None or len(self.readings) < 2:  # noqa: PLR2004 - one reading has no shape
            return self.peaked_at
        return max(self.readings, key=lambda reading: (reading.intensity, -reading.at.timestamp())).at


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How much of the ingredient one unit holds."""

    value: Decimal
    unit: str

    def __post_init__(self) -> None:
        """Refuse what cannot be true."""
        _amount("strength.value", self.value)
        _offered("strength.unit", self.unit, STRENGTH_UNITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The prescription as copied from the label, from one day (inclusive) until another (inclusive)."""

    start: date
    until: date | None = None
    amount: Decimal | None = None
    times: tuple[time, ...] = ()
    every_hours: Decimal | None = None
    min_hours_between: Decimal | None = None
    max_per_day: Decimal | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be true."""
        for field in ("amount", "every_hours", "min_hours_between", "max_per_day"):
            _amount(field, getattr(self, field))
        _require(self.until is None or self.until >= self.start, "until", Why.END_BEFORE_START, self.until)

    def holds_on(self, day: date) -> bool:
        """Tell whether this is the plan of `day`."""
        return self.start <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """Something that is taken, with its dated plans."""

    id: UUID
    name: str
    ingredient: str = ""
    form: str = "tablet"
    strength: Strength | None = None
    action: str | None = None
    role: str = "as-needed"
    plans: tuple[Plan, ...] = ()
    changed_from: UUID | None = None
    note: str = ""
    written_at: datetime | None = None
    updated_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be true."""
        _require(bool(self.name.strip()), "name", Why.EMPTY, self.name)
        _offered("form", self.form, FORMS)
        _offered("action", self.action, ACTIONS)
        _offered("role", self.role, ROLES)

    @property
    def substance(self) -> str:
        """The ingredient by which doses of several products are added up, in lower case."""
        return (self.ingredient or self.name).strip().casefold()

    def plan_on(self, day: date) -> Plan | None:
        """Return the plan of `day`, the newest where several hold."""
        holding = [plan for plan in self.plans if plan.holds_on(day)]
        return max(holding, key=lambda plan: plan.start, default=None)

    def is_taken_on(self, day: date) -> bool:
        """Tell whether it belongs to what is taken on `day`; one without a plan always does."""
        return not self.plans or self.plan_on(day) is not None

    def usual_amount(self, day: date) -> Decimal:
        """Return the plan's amount on `day`, or one unit."""
        plan = self.plan_on(day)
        return plan.amount if plan is not None and plan.amount is not None else Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """One time that a medicine was taken; for a patch, the time that it was on."""

    id: UUID
    medicine: UUID
    taken_at: datetime
    amount: Decimal = Decimal(1)
    reason: str | None = None
    flare_up: UUID | None = None
    relief: float | None = None
    relief_minutes: float | None = None
    ended_at: datetime | None = None
    site: str = ""
    note: str = ""
    written_at: datetime | None = None
    updated_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be true."""
        _moment("taken_at", self.taken_at)
        _moment("ended_at", self.ended_at)
        _amount("amount", self.amount)
        _offered("reason", self.reason, REASONS)
        _amount("relief_minutes", self.relief_minutes)
        _amount("relief", self.relief)
        _require(self.relief is None or self.relief <= 100, "relief", Why.NOT_A_PERCENTAGE, self.relief)  # noqa: PLR2004
        early = self.ended_at is not None and self.ended_at < self.taken_at
        _require(not early, "ended_at", Why.END_BEFORE_START, self.ended_at)

    @property
    def moment(self) -> datetime:
        """When it was taken."""
        return self.taken_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Something that was done: an activity that may matter, or a session of a therapy."""

    id: UUID
    name: str
    started_at: datetime
    ended_at: datetime | None = None
    therapy: bool = False
    note: str = ""
    written_at: datetime | None = None
    updated_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be true."""
        _require(bool(self.name.strip()), "name", Why.EMPTY, self.name)
        _moment("started_at", self.started_at)
        _moment("ended_at", self.ended_at)
        early = self.ended_at is not None and self.ended_at < self.started_at
        _require(not early, "ended_at", Why.END_BEFORE_START, self.ended_at)

    @property
    def moment(self) -> datetime:
        """When it began."""
        return self.started_at


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """How it is now: background pain and the other items of the PEG scale, and "no flare-up today"."""

    id: UUID
    at: datetime
    background: float | None = None
    enjoyment: float | None = None
    activity: float | None = None
    sleep_hours: float | None = None
    no_flare_up: bool = False
    note: str = ""
    written_at: datetime | None = None
    updated_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be true."""
        _moment("at", self.at)
        for field in ("background", "enjoyment", "activity"):
            _scale(field, getattr(self, field))
        _amount("sleep_hours", self.sleep_hours)

    @property
    def moment(self) -> datetime:
        """When it was asked."""
        return self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something to ask at an appointment, and what was answered."""

    text: str
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A visit, with the questions for it and what was said."""

    id: UUID
    at: datetime
    with_whom: str = ""
    questions: tuple[Question, ...] = ()
    note: str = ""
    written_at: datetime | None = None
    updated_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be true."""
        _moment("at", self.at)

    @property
    def moment(self) -> datetime:
        """When it takes place."""
        return self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Anything else worth keeping, in the person's own words."""

    id: UUID
    at: datetime
    text: str
    written_at: datetime | None = None
    updated_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be true."""
        _moment("at", self.at)

    @property
    def moment(self) -> datetime:
        """When it was noted."""
        return self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Who keeps the journal, and what their buttons offer."""

    name: str = ""
    born: date | None = None
    waking: tuple[time, time] | None = None
    activities: tuple[str, ...] = ()
    usual_regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """An entry that was taken out; kept so that merging two journals does not bring it back."""

    id: UUID
    at: datetime


Entry: TypeAlias = FlareUp | Dose | Activity | CheckIn | Appointment | Note
"""Everything that stands on the time line of a journal."""
Kept: TypeAlias = Entry | Medicine
"""Everything that has an id of its own in a journal."""

KINDS: dict[type[Kept], str] = {
    FlareUp: "flare-up",
    Dose: "dose",
    Activity: "activity",
    CheckIn: "check-in",
    Appointment: "appointment",
    Note: "note",
    Medicine: "medicine",
}
"""The name of each kind, as in the formats and on the command line."""


def kind_of(entry: Kept) -> str:
    """Return the name of the entry's kind."""
    return KINDS[type(entry)]


def moments_of(entry: Kept) -> dict[str, datetime]:
    """Return every moment that the entry tells of by its field, without when it was written."""
    named = ((field.name, getattr(entry, field.name)) for field in fields(entry))
    return {n: v for n, v in named if isinstance(v, datetime) and n not in ("written_at", "updated_at")}


def refuse_the_future(entry: Kept, at: datetime) -> None:
    """Raise Refused when the entry tells of more than a day after `at`; appointments may."""
    if not isinstance(entry, Appointment):
        for field, moment in moments_of(entry).items():
            _require(moment - at <= LATEST_AHEAD, field, Why.IN_THE_FUTURE, moment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything a journal holds, as values: what is exported, imported and merged."""

    patient: Patient | None = None
    medicines: tuple[Medicine, ...] = ()
    flare_ups: tuple[FlareUp, ...] = ()
    doses: tuple[Dose, ...] = ()
    activities: tuple[Activity, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    notes: tuple[Note, ...] = ()
    removed: tuple[Removed, ...] = ()

    def entries(self) -> list[Entry]:
        """Return all entries of the time line, oldest first."""
        every = (self.flare_ups, self.doses, self.activities, self.check_ins, self.appointments, self.notes)
        return sorted((entry for kind in every for entry in kind), key=lambda entry: entry.moment)


def stamped(entry: Kept, at: datetime) -> Kept:
    """Return the entry with `updated_at`, and `written_at` where it has none, in UTC."""
    utc = at.astimezone(UTC)
    return replace(entry, updated_at=utc, written_at=entry.written_at or utc)


def without_link(dose: Dose, flare_ups: Container[UUID]) -> Dose:
    """Return the dose without its link when its flare-up is not among `flare_ups`."""
    return dose if dose.flare_up is None or dose.flare_up in flare_ups else replace(dose, flare_up=None)
