"""The entries of a span of time as plain sorted columns, for charts and patterns.

Every column is an `array.array`, so that the first picture can be painted before numpy is loaded and
`numpy.asarray(column)` later sees the same memory without a copy. Rows are sorted by `at`.
Times are seconds since 1970 in UTC; `offset` is the wall clock's distance from UTC in minutes, so that
`at + 60 * offset` is the wall clock (its day is `// 86400`, its time of day `% 86400`).
A negative number stands for "not known" in every column of lengths, levels and keys' neighbours.
"""

from array import array
from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from painlog.entries import Appointment, Medicine, Patient
from painlog.values import value

UNKNOWN = -1.0
"""Stands in a column of lengths or levels where nobody said."""

ENDED, RUNNING, END_UNKNOWN = 0, 1, 2
"""Values of FlareUpColumns.state."""

REASON_NOT_SAID, FOR_FLARE_UP, BY_SCHEDULE, FOR_PREVENTION, FOR_OTHER = range(5)
"""Values of DoseColumns.reason, in the order of entries.REASONS after "not said"."""

Doubles: TypeAlias = "array[float]"
Floats: TypeAlias = "array[float]"
Whole: TypeAlias = "array[int]"


def doubles() -> Doubles:
    """Return an empty column of float64."""
    return array("d")


def floats() -> Floats:
    """Return an empty column of float32."""
    return array("f")


def keys() -> Whole:
    """Return an empty column of int32."""
    return array("i")


def shorts() -> Whole:
    """Return an empty column of int16."""
    return array("h")


def flags() -> Whole:
    """Return an empty column of int8."""
    return array("b")


@value(kw_only=True)
class FlareUpColumns:
    """Flare-ups by onset. The mappings hold only rows that have something to tell, by key."""

    key: Whole = field(default_factory=keys)
    at: Doubles = field(default_factory=doubles)
    offset: Whole = field(default_factory=shorts)
    lasted: Floats = field(default_factory=floats)
    """Seconds from onset to end; negative while it runs or when the end is unknown.

    The end is drawn by the onset's clock: length and curve are then the true ones, also in a night in which
    the clock is set back, when an end by its own clock may stand before its onset."""
    rise: Floats = field(default_factory=floats)
    """Seconds from onset to the peak; negative when unknown."""
    peak: Floats = field(default_factory=floats)
    """The worst level 0-10; negative when nobody said."""
    state: Whole = field(default_factory=flags)
    uncertain: Whole = field(default_factory=flags)
    """1 where the time is a guess: drawn and counted, not used for times of day or gaps."""
    readings: Mapping[int, tuple[tuple[float, float], ...]] = field(default_factory=dict)
    """Key to (seconds since onset, level) pairs, in order of time."""
    delay: Floats = field(default_factory=floats)
    """Seconds from onset until it was written down, 0 too if that was within the hour before; negative when
    not known or earlier. Only with details."""
    triggers: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Key to triggers."""
    regions: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Key to the places where it hurt. Only with details."""
    came_back_after: Mapping[int, int] = field(default_factory=dict)
    """Key to the key of the flare-up that this one is the return of. Only with details."""


@value(kw_only=True)
class DoseColumns:
    """The doses of one medicine by the time they were taken."""

    medicine: Medicine
    key: Whole = field(default_factory=keys)
    at: Doubles = field(default_factory=doubles)
    offset: Whole = field(default_factory=shorts)
    amount: Floats = field(default_factory=floats)
    """Units of the medicine's form."""
    reason: Whole = field(default_factory=flags)
    worn: Mapping[int, float] = field(default_factory=dict)
    """Of patches: key to the seconds it was on; no key while it still is (or nobody said)."""
    delay: Floats = field(default_factory=floats)
    """Seconds until it was written down; negative when not known. Only with details."""
    flare_up: Mapping[int, int] = field(default_factory=dict)
    """Key to the key of the flare-up it was taken for. Only with details."""
    relief: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    """Key to (percent of the pain taken away, minutes after the dose or negative). Only with details."""


@value(kw_only=True)
class ActivityColumns:
    """Activities and therapy sessions by their start."""

    key: Whole = field(default_factory=keys)
    at: Doubles = field(default_factory=doubles)
    offset: Whole = field(default_factory=shorts)
    name: Whole = field(default_factory=keys)
    """Index into Record.activity_names."""
    therapy: Whole = field(default_factory=flags)
    lasted: Floats = field(default_factory=floats)
    """Seconds; negative when nobody said."""
    delay: Floats = field(default_factory=floats)
    """Only with details."""


@value(kw_only=True)
class CheckInColumns:
    """Check-ins by their moment; levels are negative where nobody said."""

    key: Whole = field(default_factory=keys)
    at: Doubles = field(default_factory=doubles)
    offset: Whole = field(default_factory=shorts)
    background: Floats = field(default_factory=floats)
    no_flare_up: Whole = field(default_factory=flags)
    enjoyment: Floats = field(default_factory=floats)
    activity: Floats = field(default_factory=floats)
    delay: Floats = field(default_factory=floats)
    """Only with details."""


@value(kw_only=True)
class NoteColumns:
    """Notes by their moment: they show that somebody wrote on that day."""

    key: Whole = field(default_factory=keys)
    at: Doubles = field(default_factory=doubles)
    offset: Whole = field(default_factory=shorts)


@value(kw_only=True)
class Record:
    """The entries that touch a span of time, with the medicines and appointments of the whole journal."""

    begin: float
    end: float
    """The span asked for, in seconds UTC: begin inclusive, end exclusive. An entry belongs to it by its
    start; flare-ups and patches that began earlier but reach into the span are in it too."""
    detailed: bool = False
    """Whether the columns marked "only with details" are filled."""
    patient: Patient = field(default_factory=Patient)
    medicines: tuple[Medicine, ...] = ()
    """All medicines, in the order they were first written down."""
    flare_ups: FlareUpColumns = field(default_factory=FlareUpColumns)
    doses: tuple[DoseColumns, ...] = ()
    """One for each medicine with doses in the span, in the order of `medicines`."""
    activities: ActivityColumns = field(default_factory=ActivityColumns)
    activity_names: tuple[str, ...] = ()
    check_ins: CheckInColumns = field(default_factory=CheckInColumns)
    notes: NoteColumns = field(default_factory=NoteColumns)
    appointments: tuple[Appointment, ...] = ()
    """All appointments of the journal, oldest first."""
    first: float | None = None
    last: float | None = None
    """The first and last start of any entry (not appointments) in the whole journal; None when empty."""
    first_offset: int = 0
    """The wall clock's offset in minutes at `first`: the day on which the journal begins is told by it."""
    last_offset: int = 0
    """The wall clock's offset in minutes at `last`: the zone in which days without an entry are counted."""
    first_doses: Mapping[UUID, float] = field(default_factory=dict)
    """By medicine: the wall clock, in seconds since 1970, of its first dose in the whole journal."""
    first_sessions: Mapping[str, float] = field(default_factory=dict)
    """By name: the wall clock of the first session of each therapy in it. Only with details."""

    @property
    def first_wall(self) -> float | None:
        """The wall clock at the first start of any entry, in seconds since 1970; None when there is none."""
        return None if self.first is None else self.first + 60 * self.first_offset

    @property
    def first_day(self) -> date | None:
        """The day of that wall clock: before it nothing was kept."""
        return None if self.first_wall is None else date(1970, 1, 1) + timedelta(seconds=self.first_wall)

    @property
    def last_wall(self) -> float | None:
        """The same of the last start."""
        return None if self.last is None else self.last + 60 * self.last_offset
