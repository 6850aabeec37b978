"""What can be written down: frozen values that refuse what cannot be true.

Moments are aware datetimes whose offset is the patient's wall clock at that moment. Intensities are
numbers from 0 to 10 (the numeric rating scale). Amounts are exact decimals, in units of the medicine's form.
"""

from collections.abc import Container
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from painlog import rules
from painlog.clocks import follow_zone
from painlog.medicines import Medicine, Plan, Strength
from painlog.rules import ACTIONS, FORMS, LATEST_AHEAD, REASONS, ROLES, STRENGTH_UNITS, Refused, Why
from painlog.values import value

__all__ = (
    "ACTIONS", "FORMS", "KINDS", "LATEST_AHEAD", "REASONS", "ROLES", "STRENGTH_UNITS", "Activity",
    "Appointment", "CheckIn", "Contents", "Dose", "Entry", "FlareUp", "Kept", "Medicine", "Note",
    "Patient", "Plan", "Question", "Reading", "Refused", "Removed", "Strength", "Why", "kind_of",
    "now", "refuse_the_future", "stamped", "without_link",
)  # fmt: skip


def now() -> datetime:
    """Return this moment by the computer's clock, with the offset of the time zone that it has now.

    A window stays open over a flight: without a look the zone would be that of the program's start.
    """
    follow_zone()
    return datetime.now(UTC).astimezone()


@value(kw_only=True)
class Reading:
    """How bad it was at one moment of a flare-up."""

    at: datetime
    intensity: float

    def __post_init__(self) -> None:
        """Refuse what cannot be true."""
        rules.moment("at", self.at)
        rules.scale("intensity", self.intensity)


@value(kw_only=True)
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
        rules.stamps(self.written_at, self.updated_at)
        rules.moment("started_at", self.started_at)
        rules.moment("peaked_at", self.peaked_at)
        rules.moment("ended_at", self.ended_at)
        lists = (*self.triggers, *self.regions, *self.qualities, *self.helped)
        if not rules.is_text("".join((*lists, self.kept_from, self.note))):
            rules.texts_of(self, "triggers", "regions", "qualities", "helped", "kept_from", "note")
        rules.scale("peak", self.peak)
        if self.came_back_after is not None and self.came_back_after == self.id:
            raise Refused("came_back_after", Why.ITSELF)
        if self.ended_at is not None:
            rules.require(self.ended_at >= self.started_at, "ended_at", Why.END_BEFORE_START, self.ended_at)
        if self.peaked_at is not None:
            rules.require(
                self.peaked_at >= self.started_at, "peaked_at", Why.PEAK_BEFORE_START, self.peaked_at
            )
            late = self.ended_at is not None and self.peaked_at > self.ended_at
            rules.require(not late, "peaked_at", Why.PEAK_AFTER_END, self.peaked_at)

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
        if not self.readings:
            return self.peak
        highest = max(reading.intensity for reading in self.readings)
        return highest if self.peak is None else max(self.peak, highest)

    @property
    def peak_moment(self) -> datetime | None:
        """When it was worst: as told, else the first of the highest among two or more readings."""
        if self.peaked_at is not None or len(self.readings) < 2:
            return self.peaked_at
        return max(self.readings, key=lambda reading: (reading.intensity, -reading.at.timestamp())).at


@value(kw_only=True)
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
        rules.stamps(self.written_at, self.updated_at)
        rules.moment("taken_at", self.taken_at)
        rules.moment("ended_at", self.ended_at)
        rules.amount("amount", self.amount)
        if self.reason is not None:
            rules.offered("reason", self.reason, REASONS)
        rules.at_most("relief_minutes", self.relief_minutes, rules.LONGEST_MINUTES)
        rules.amount("relief", self.relief)
        if self.relief is not None and self.relief > 100:
            raise Refused("relief", Why.NOT_A_PERCENTAGE, self.relief)
        if not rules.is_text(self.site + self.note):
            rules.texts_of(self, "site", "note")
        if self.ended_at is not None and self.ended_at < self.taken_at:
            raise Refused("ended_at", Why.END_BEFORE_START, self.ended_at)

    @property
    def moment(self) -> datetime:
        """When it was taken."""
        return self.taken_at


@value(kw_only=True)
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
        rules.stamps(self.written_at, self.updated_at)
        rules.filled("name", self.name)
        rules.text("note", self.note)
        rules.moment("started_at", self.started_at)
        rules.moment("ended_at", self.ended_at)
        early = self.ended_at is not None and self.ended_at < self.started_at
        rules.require(not early, "ended_at", Why.END_BEFORE_START, self.ended_at)

    @property
    def moment(self) -> datetime:
        """When it began."""
        return self.started_at


@value(kw_only=True)
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
        rules.stamps(self.written_at, self.updated_at)
        rules.moment("at", self.at)
        for field in ("background", "enjoyment", "activity"):
            rules.scale(field, getattr(self, field))
        rules.at_most("sleep_hours", self.sleep_hours, rules.HOURS_A_DAY)
        rules.text("note", self.note)

    @property
    def moment(self) -> datetime:
        """When it was asked."""
        return self.at


@value(kw_only=True)
class Question:
    """Something to ask at an appointment, and what was answered."""

    text: str
    answer: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no text."""
        rules.text("text", self.text)
        rules.text("answer", self.answer)


@value(kw_only=True)
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
        rules.stamps(self.written_at, self.updated_at)
        rules.moment("at", self.at)
        rules.text("with", self.with_whom)
        rules.text("note", self.note)

    @property
    def moment(self) -> datetime:
        """When it takes place."""
        return self.at


@value(kw_only=True)
class Note:
    """Anything else worth keeping, in the person's own words."""

    id: UUID
    at: datetime
    text: str
    written_at: datetime | None = None
    updated_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be true."""
        rules.stamps(self.written_at, self.updated_at)
        rules.moment("at", self.at)
        rules.text("text", self.text)

    @property
    def moment(self) -> datetime:
        """When it was noted."""
        return self.at


@value(kw_only=True)
class Patient:
    """Who keeps the journal, and what their buttons offer."""

    name: str = ""
    born: date | None = None
    waking: tuple[time, time] | None = None
    activities: tuple[str, ...] = ()
    usual_regions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no text."""
        rules.text("name", self.name)
        rules.text("activities", *self.activities)
        rules.text("usual_regions", *self.usual_regions)


@value(kw_only=True)
class Removed:
    """An entry that was taken out; kept so that merging two journals does not bring it back."""

    id: UUID
    at: datetime

    def __post_init__(self) -> None:
        """Refuse what cannot be true."""
        rules.moment("at", self.at)


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


_MOMENTS: dict[type[Kept], tuple[str, ...]] = {
    FlareUp: ("started_at", "peaked_at", "ended_at"),
    Dose: ("taken_at", "ended_at"),
    Activity: ("started_at", "ended_at"),
    CheckIn: ("at",),
    Appointment: ("at",),
    Note: ("at",),
    Medicine: (),
}


# Pairs, for a union of classes is put together anew at each call.
_OF_ANY_DAY = (Appointment, Medicine)
_WITH_AN_END = (Dose, Activity)


def refuse_the_future(entry: Kept, at: datetime) -> None:
    """Raise Refused when the entry tells of more than a day after `at`; appointments may."""
    last = _last_moment(entry)
    # No wall clock is more than a day from UTC, and days are compared in a third of the time.
    if last is None or last.toordinal() < at.toordinal() - 1:
        return
    latest = at + LATEST_AHEAD
    if last <= latest:
        return
    for name in _MOMENTS[type(entry)]:
        rules.not_after(name, getattr(entry, name), latest)
    rules.not_after("readings", last, latest)


def _last_moment(entry: Kept) -> datetime | None:
    """Return the last moment that may not be to come: nothing is after an entry's end but a reading."""
    if isinstance(entry, FlareUp):
        last = entry.ended_at or entry.peaked_at or entry.started_at
        return max(last, *(reading.at for reading in entry.readings)) if entry.readings else last
    if isinstance(entry, _WITH_AN_END):
        return entry.ended_at or entry.moment
    return None if isinstance(entry, _OF_ANY_DAY) else entry.moment


@value(kw_only=True)
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
