"""The record of one period as numpy columns: its days, what was tracked, what was written at once.

Local days are whole numbers of days since 1970 by the patient's wall clock (`(at + 60 * offset) // 86400`),
so that neither the computer's nor the reader's time zone changes anything. Lengths are minutes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, time
from functools import cached_property
from typing import Self, TypeAlias

import numpy as np

from painlog.entries import Medicine
from painlog.patterns.arrays import Floats, Truths, Whole
from painlog.patterns.finding import Caveat, EntryKey
from painlog.patterns.moments import DAY
from painlog.record import (
    ENDED,
    RUNNING,
    ActivityColumns,
    CheckInColumns,
    DoseColumns,
    FlareUpColumns,
    Record,
)
from painlog.rules import PROMPT, USUAL_WAKING

DAY_MINUTES = 1440
_DECIMALS = 5
_EPOCH = date(1970, 1, 1).toordinal()

AnyColumns: TypeAlias = FlareUpColumns | DoseColumns | ActivityColumns | CheckInColumns
Dated: TypeAlias = tuple[float, EntryKey]
"""An entry with its moment, in seconds UTC."""


def day_number(day: date) -> int:
    """Return the days since 1970."""
    return day.toordinal() - _EPOCH


def date_of(day: int) -> date:
    """Return the date of a day number."""
    return date.fromordinal(int(day) + _EPOCH)


def by_time(entries: Iterable[Dated]) -> tuple[EntryKey, ...]:
    """Return the entries oldest first, each once."""
    return tuple(key for _, key in sorted(set(entries)))


@dataclass(frozen=True, slots=True)
class Waking:
    """When the patient is usually awake: the span over which chance is allowed to spread things."""

    start: int
    """Minutes after midnight."""
    length: int
    """Minutes, 1 to 1440."""
    is_assumed: bool = False

    @classmethod
    def of(cls, hours: tuple[time, time] | None) -> "Waking":
        """Return the waking hours as set by the patient, else the usual ones; past midnight is fine."""
        start, until = (part.hour * 60 + part.minute for part in hours or USUAL_WAKING)
        return cls(start, (until - start) % DAY_MINUTES or DAY_MINUTES, is_assumed=hours is None)

    def place(self, local: Floats) -> tuple[Whole, Floats]:
        """Return the waking day that a wall clock moment belongs to, and the minutes since it began.

        From `length` on it is night.
        """
        since = local - self.start * 60
        days = np.floor(since / DAY)
        return days.astype(np.int64), (since - days * DAY) / 60


@dataclass(frozen=True)
class Rows:
    """Entries of one kind, oldest first; subclasses add columns of the same length, and what all share."""

    key: Whole
    at: Floats
    """Seconds UTC."""
    local: Floats
    """Seconds of the wall clock."""
    is_prompt: Truths
    """Written within the hour, or nobody knows of any entry when it was written."""
    is_late: Truths
    """Known to be written more than an hour after it was over, as charts and lists mark it."""
    is_known: Truths
    """Somebody knows when it was written."""

    @property
    def count(self) -> int:
        """How many there are."""
        return int(self.key.size)

    @cached_property
    def day(self) -> Whole:
        """The local day of each."""
        return np.floor(self.local / DAY).astype(np.int64)

    def only(self, chosen: Truths | Whole) -> Self:
        """Return the chosen ones; row numbers give them another order."""
        told = (getattr(self, column.name) for column in fields(self))
        return type(self)(*(value[chosen] if isinstance(value, np.ndarray) else value for value in told))

    def within(self, first: int, last: int) -> Self:
        """Return those of the local days from `first` until `last`, both inclusive."""
        return self.only((self.day >= first) & (self.day <= last))

    def keys(self, kind: str) -> tuple[EntryKey, ...]:
        """Return them as the journal finds them again."""
        return tuple((kind, int(key)) for key in self.key)

    def dated(self, kind: str) -> list[Dated]:
        """Return them so that they can be put in order with entries of other kinds: see `by_time`."""
        return list(zip(self.at.tolist(), self.keys(kind), strict=True))


@dataclass(frozen=True)
class FlareUps(Rows):
    """Flare-ups by onset, of those at one moment the shortest first; NaN where nobody said."""

    lasted: Floats
    """Minutes from onset to end, NaN without an end."""
    rise: Floats
    peak: Floats
    state: Whole
    is_certain: Truths
    """The time is no guess."""

    @property
    def is_ended(self) -> Truths:
        """Whether it is over and somebody knows since when."""
        return np.asarray((self.state == ENDED) & np.isfinite(self.lasted))

    @property
    def timed(self) -> "FlareUps":
        """Those whose onset is good enough for times of day and gaps: prompt and no guess."""
        return self.only(self.is_prompt & self.is_certain)

    @property
    def rising(self) -> "FlareUps":
        """Those of which the time of the worst is told, and the time of the onset is no guess."""
        return self.only(np.isfinite(self.rise) & self.is_certain)


@dataclass(frozen=True)
class Doses(Rows):
    """Doses of one medicine."""

    amount: Floats
    reason: Whole
    medicine: Medicine
    columns: DoseColumns


def name_of(group: Sequence[Doses]) -> str:
    """Return the name of the one product, or what several of them hold, whose doses are counted together."""
    first = group[0].medicine
    return first.name if len(group) == 1 else first.ingredient or first.name


@dataclass(frozen=True)
class Activities(Rows):
    """Activities and sessions."""

    name: Whole
    is_therapy: Truths
    lasted: Floats
    """Minutes, 0 where nobody said."""


@dataclass(frozen=True)
class CheckIns(Rows):
    """Check-ins; NaN where nobody said."""

    background: Floats


@dataclass(frozen=True)
class Diary:
    """What a period holds, in the form that the patterns read."""

    record: Record
    begin: int
    until: int
    """First and last local day, both inclusive."""
    waking: Waking
    flare_ups: FlareUps
    doses: tuple[Doses, ...]
    """Every medicine with doses in the period."""
    all_doses: tuple[Doses, ...]
    """The same medicines with all doses that the record holds, before and after the period as well."""
    activities: Activities
    check_ins: CheckIns
    tracked: Truths
    """Of each day from `begin` on."""
    knows_writing: bool
    """Whether anything says when entries of the period were written."""

    @property
    def days(self) -> int:
        """How many days the period has."""
        return self.until - self.begin + 1

    @property
    def tracked_days(self) -> int:
        """How many of them are tracked."""
        return int(self.tracked.sum())

    @property
    def as_needed_doses(self) -> list[Doses]:
        """What counts as as-needed doses, by medicine: a patch is worn, and not counted."""
        return [of for of in self.doses if of.medicine.role == "as-needed" and of.medicine.form != "patch"]

    @cached_property
    def every_flare_up(self) -> FlareUps:
        """Those of the period, and what else the record holds: one from before may have gone on into it."""
        return _flare_ups(self.record.flare_ups, knows=self.knows_writing)

    @property
    def days_with_only_others(self) -> int:
        """How many days have activities or notes and nothing else: they say nothing of flare-ups."""
        notes = self.record.notes
        local = np.asarray(notes.at, dtype=np.float64) + 60.0 * np.asarray(notes.offset, dtype=np.float64)
        noted = np.floor(local / DAY).astype(np.int64)
        noted = noted[(noted >= self.begin) & (noted <= self.until)]
        days = np.setdiff1d(np.union1d(self.activities.day, noted), self.flare_ups.day)
        for doses in self.doses:
            days = np.setdiff1d(days, doses.day)
        return int((~self.is_tracked(days)).sum())

    @property
    def may_go_on(self) -> bool:
        """Whether the newest day is not tracked although it has a flare-up or a dose: it may not be over."""
        days = (self.flare_ups.day, *(doses.day for doses in self.doses))
        return any(bool((~self.is_tracked(part)).any()) for part in days)

    def is_tracked(self, days: Whole) -> Truths:
        """Tell of each day whether it is tracked; days outside of the period are not."""
        inside = (days >= self.begin) & (days <= self.until)
        return inside & self.tracked[np.clip(days - self.begin, 0, self.days - 1)]

    def is_missing(self, days: Whole) -> Truths:
        """Tell of each day of the period whether it has no entry on pain or medicine, as charts hatch it."""
        noted = np.concatenate((self.flare_ups.day, *(doses.day for doses in self.doses)))
        return np.asarray(~self.is_tracked(days) & ~np.isin(days, noted))

    @property
    def timing_caveats(self) -> frozenset[Caveat]:
        """What has to be said beside findings on times of day and gaps."""
        said = [Caveat.WAKING_ASSUMED] if self.waking.is_assumed else []
        return frozenset(said if self.knows_writing else [*said, Caveat.WRITING_UNKNOWN])


def open_diary(record: Record, begin: date, until: date) -> Diary:
    """Return the entries of the local days from `begin` until `until`, both inclusive."""
    first, last = day_number(begin), day_number(until)
    knows = _knows_writing(record, first, last)
    doses = tuple(_doses(columns, knows=knows) for columns in record.doses)
    within = tuple(part.within(first, last) for part in doses)
    flare_ups = _flare_ups(record.flare_ups, knows=knows).within(first, last)
    activities = _activities(record.activities, knows=knows).within(first, last)
    check_ins = _check_ins(record.check_ins, knows=knows).within(first, last)
    return Diary(
        record=record,
        begin=first,
        until=last,
        waking=Waking.of(record.patient.waking),
        flare_ups=flare_ups,
        doses=tuple(part for part in within if part.count),
        all_doses=doses,
        activities=replace(activities, name=_one_spelling(activities.name, record.activity_names)),
        check_ins=check_ins,
        tracked=_tracked(first, last, check_ins.day, [flare_ups.day, *(p.day for p in within)], record),
        knows_writing=knows,
    )


def _tracked(first: int, last: int, certain: Whole, others: Sequence[Whole], record: Record) -> Truths:
    """Return which days are tracked: with a check-in, or with an entry and some entry on a later day."""
    days = np.zeros(last - first + 1, dtype=bool)
    final = record.last_wall // DAY if record.last_wall is not None else -1.0
    for part in others:
        days[part[part < final] - first] = True
    days[certain - first] = True
    return days


def _knows_writing(record: Record, first: int, last: int) -> bool:
    kinds: tuple[AnyColumns, ...] = (record.flare_ups, *record.doses, record.activities, record.check_ins)
    for kind in kinds:
        day = np.floor(_local(kind) / DAY)
        if (_delay(kind)[(day >= first) & (day <= last)] >= 0).any():
            return True
    return False


def _local(columns: AnyColumns) -> Floats:
    """Return the seconds of the wall clock."""
    at = np.asarray(columns.at, dtype=np.float64)
    return at + 60.0 * np.asarray(columns.offset, dtype=np.float64)


def _delay(columns: AnyColumns) -> Floats:
    """Return the seconds until each was written, negative where not known."""
    delay = np.asarray(columns.delay, dtype=np.float64)
    return delay if delay.size == len(columns.at) else np.full(len(columns.at), -1.0)


def _shared(
    columns: AnyColumns, lasted: Sequence[float] = (), *, knows: bool
) -> tuple[Whole, Floats, Floats, Truths, Truths, Truths]:
    """Return the columns that every kind has: key, moment, wall clock, prompt, late, known.

    Prompt is what was written within an hour of its begin, late what was so more than one after its end.
    """
    delay, hour = _delay(columns), PROMPT.total_seconds()
    known = delay >= 0
    prompt = known & (delay <= hour) if knows else np.ones(delay.size, dtype=bool)
    length = np.maximum(0.0, lasted) if len(lasted) else np.zeros(delay.size)
    at = np.asarray(columns.at, dtype=np.float64)
    return np.asarray(columns.key, dtype=np.int64), at, _local(columns), prompt, delay > length + hour, known


def _told(column: Sequence[float], scale: float = 1.0) -> Floats:
    """Return a column of lengths or levels with NaN where nobody said."""
    values = np.asarray(column, dtype=np.float64)
    return np.where(values < 0, np.nan, values / scale)


def _levels(column: Sequence[float]) -> Floats:
    """Return levels as they were typed, which a float32 holds as 3.2000000477."""
    return np.round(_told(column), _DECIMALS)


def _flare_ups(columns: FlareUpColumns, *, knows: bool) -> FlareUps:
    every = FlareUps(
        *_shared(columns, columns.lasted, knows=knows),
        _told(columns.lasted, 60.0),
        _told(columns.rise, 60.0),
        _levels(columns.peak),
        np.asarray(columns.state, dtype=np.int64),
        np.asarray(columns.uncertain, dtype=np.int64) == 0,
    )
    return every.only(np.lexsort((every.peak, every.lasted, every.at)))


def going_on(flare_ups: FlareUps, record: Record) -> Truths:
    """Tell which still go on: of one that is running and that others followed nobody told the end."""
    newest = max(record.flare_ups.at, default=0.0)
    return np.asarray((flare_ups.state == RUNNING) & (flare_ups.at >= newest))


def _doses(columns: DoseColumns, *, knows: bool) -> Doses:
    return Doses(
        *_shared(columns, knows=knows),
        np.asarray(columns.amount, dtype=np.float64),
        np.asarray(columns.reason, dtype=np.int64),
        columns.medicine,
        columns,
    )


def _activities(columns: ActivityColumns, *, knows: bool) -> Activities:
    return Activities(
        *_shared(columns, columns.lasted, knows=knows),
        np.asarray(columns.name, dtype=np.int64),
        np.asarray(columns.therapy, dtype=np.int64) != 0,
        np.nan_to_num(_told(columns.lasted, 60.0)),
    )


def _one_spelling(given: Whole, names: Sequence[str]) -> Whole:
    """Return the numbers of names with one for "Lifting" and "lifting": that which is used most."""
    often = np.bincount(given, minlength=len(names))
    chosen: dict[str, int] = {}
    for number in sorted(range(len(names)), key=lambda one: (-often[one], names[one])):
        chosen.setdefault(names[number].casefold(), number)
    return np.array([chosen[name.casefold()] for name in names], dtype=np.int64)[given]


def _check_ins(columns: CheckInColumns, *, knows: bool) -> CheckIns:
    return CheckIns(*_shared(columns, knows=knows), _levels(columns.background))
