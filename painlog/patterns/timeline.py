"""Everything a chart of the entries shows, as values, without a window.

Times on a timeline are seconds of the patient's wall clock since 1970: its day is `// 86400`, its time of day
`% 86400`, also after travel and when the clocks change. The columns of the record are shared, not copied, and
nothing here loops over all marks, so that a timeline of a million entries is made in milliseconds, before
numpy is loaded.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import zip_longest
from typing import NamedTuple

from painlog import entries
from painlog.entries import Medicine
from painlog.patterns.moments import DAY, HOUR, MINUTE, Moments, Piece, day_of, midnight, wall_of
from painlog.patterns.turns import Turn, Upright, uprights
from painlog.record import (
    END_UNKNOWN,
    RUNNING,
    ActivityColumns,
    CheckInColumns,
    DoseColumns,
    FlareUpColumns,
    Record,
    Whole,
)
from painlog.rules import PROMPT
from painlog.values import value

__all__ = [
    "DAY",
    "HOUR",
    "LONG",
    "MINUTE",
    "Column",
    "FlareUps",
    "Lane",
    "Moments",
    "Piece",
    "Sort",
    "Timeline",
    "Turn",
    "Upright",
    "day_of",
    "midnight",
    "timeline",
    "wall_of",
]

LONG = 2 * DAY
"""Flare-ups longer than this are listed apart, so that all others are found near their start."""
OF_LATE = 5000
"""How many doses back the greatest amount is looked for: years, for a person."""
USUAL_WEAR = 7 * DAY
"""How many seconds a patch is worn when nothing says it."""


_BEFORE_ALL_DAYS = -62_135_596_800.0
"""The first moment of the calendar (year 1), in seconds: what begins before it has no begin."""


class FlareUps(NamedTuple):
    """The flare-ups of a timeline."""

    columns: FlareUpColumns
    moments: Moments
    long: tuple[int, ...]
    """Rows of those that run, or lasted longer than LONG."""
    ahead: float
    """The seconds by which the wall clock of now is ahead of UTC."""

    @classmethod
    def of(cls, columns: FlareUpColumns, ahead: float) -> "FlareUps":
        """Return the flare-ups of a record."""
        long = list(_rows_with(columns.state, RUNNING))
        if max(columns.lasted, default=0.0) > LONG:
            long += (row for row, lasted in enumerate(columns.lasted) if lasted > LONG)
        return cls(columns, Moments.of(columns.at, columns.offset), tuple(sorted(long)), ahead)

    def end(self, row: int, now: float) -> float:
        """Return the end by the clock of the onset: now while it runs, the last told when nobody knows."""
        began, lasted = self.moments.wall(row), self.columns.lasted[row]
        if lasted >= 0:
            return began + lasted
        if self.columns.state[row] == RUNNING:
            return began + max(0.0, now - self.ahead - self.columns.at[row])
        return began + self.last_told(row)

    def last_told(self, row: int) -> float:
        """Return the seconds from the onset to the last thing that is known before the end."""
        readings = self.columns.readings.get(self.columns.key[row], ())
        return max([0.0, self.columns.rise[row], *(at for at, _ in readings)])

    def touching(self, begin: float, end: float, now: float) -> list[tuple[int, float, float]]:
        """Return (row, wall clock of onset, of end) of those that lasted within `begin` to `end`."""
        columns, found = self.columns, []
        for row in self.long:
            began = self.moments.wall(row)
            if began < begin - LONG and began < end and self.end(row, now) >= begin:
                found.append((row, began, self.end(row, now)))
        for first, past, shift in self.moments.between(begin - LONG, end):
            for row in range(first, past):
                began, lasted = columns.at[row] + shift, columns.lasted[row]
                over = began + lasted if lasted >= 0 else self.end(row, now)
                if over >= begin:
                    found.append((row, began, over))
        return found

    def end_is_unknown(self, row: int) -> bool:
        """Tell whether nobody knows when it ended."""
        return self.columns.state[row] == END_UNKNOWN

    def is_uncertain(self, row: int) -> bool:
        """Tell whether its time of day is a guess."""
        return bool(self.columns.uncertain[row])

    def is_running(self, row: int) -> bool:
        """Tell whether it is still going on."""
        return self.columns.state[row] == RUNNING

    def is_late(self, row: int) -> bool:
        """Tell whether it was written down more than an hour after it was over; only known with details."""
        delay = self.columns.delay
        return bool(delay) and delay[row] > max(0.0, self.columns.lasted[row]) + PROMPT.total_seconds()

    def shape(self, row: int, lasts: float) -> list[tuple[float, float]]:
        """Return (seconds since onset, level) from onset to end, the way the pain went as far as is known.

        `lasts`: seconds from onset to end (or now). With a peak's time it rises to the peak; readings are
        passed through; what ended falls to 0 at its end. With neither it stands at its worst throughout.
        Empty when no level is known.
        """
        columns = self.columns
        peak, rise = columns.peak[row], columns.rise[row]
        readings = columns.readings.get(columns.key[row])
        if rise < 0 and readings is None:
            return [(0.0, peak), (lasts, peak)] if peak >= 0 else []
        way = self._way(dict(readings or ()), peak, rise)
        if not way:
            return []
        onset = [(0.0, 0.0)] if way[0][0] > 0 else []
        state = columns.state[row]
        if state == END_UNKNOWN:
            return [*onset, *way]
        return [*onset, *way, (max(lasts, way[-1][0]), way[-1][1] if state == RUNNING else 0.0)]

    @staticmethod
    def _way(told: dict[float, float], peak: float, rise: float) -> list[tuple[float, float]]:
        """Return the points that are told; a peak without a time stands at the highest reading."""
        if rise >= 0 and peak >= 0:
            told[rise] = max(peak, told.get(rise, 0.0))
        elif told and peak > max(told.values()):
            told[max(told, key=lambda at: told[at])] = peak
        return sorted(told.items())


def _rows_with(column: Whole, value: int) -> Iterator[int]:
    """Give the rows of a column of bytes that hold `value`."""
    raw, sought = column.tobytes(), bytes([value])
    row = raw.find(sought)
    while row >= 0:
        yield row
        row = raw.find(sought, row + 1)


class Sort(StrEnum):
    """How the doses of a medicine are drawn."""

    AS_NEEDED = "as needed"
    """Stems with a round head, scaled by the amount."""
    REGULAR = "regular"
    """Short stems without a head."""
    PATCH = "patch"
    """Spans of wear."""


class Lane(NamedTuple):
    """One medicine's doses."""

    medicine: Medicine
    doses: DoseColumns
    moments: Moments
    sort: Sort
    most: float
    """The greatest amount of late, to which the others are scaled."""

    @classmethod
    def of(cls, doses: DoseColumns) -> "Lane":
        """Return the lane of one medicine."""
        medicine = doses.medicine
        sort = Sort.PATCH if medicine.form == "patch" else Sort(medicine.role.replace("-", " "))
        return cls(
            medicine,
            doses,
            Moments.of(doses.at, doses.offset),
            sort,
            max(doses.amount[-OF_LATE:], default=1.0),
        )

    def worn_between(self, begin: float, end: float, now: float) -> list[tuple[int, Piece]]:
        """Return the patches that were on between `begin` and `end`, with how long.

        One is on until it came off, else until the next one or now. Where nobody said that it came off it
        counts as worn for twice its planned time at most, and not after the last day that was told.
        """
        planned = max(USUAL_WEAR, self.medicine.longest_apart.total_seconds())
        reach = max([2 * planned, *self.doses.worn.values()])
        put_on = list(self.moments.walls(begin - reach, end))
        found = []
        for (row, on), later in zip_longest(put_on, put_on[1:]):
            told = self.doses.worn.get(self.doses.key[row])
            until = on + told if told is not None else self._worn_until(on, later, now)
            if until >= begin:
                found.append((row, Piece(on, until)))
        return found

    def _worn_until(self, on: float, later: tuple[int, float] | None, now: float) -> float:
        """Return when a patch counts as off that nobody said came off; `later`: the next row in view."""
        if later is None or later[1] <= on:
            following = self.moments.after(on)
            off = now if following is None else self.moments.wall(following)
        else:
            off = later[1]
        last = self.medicine.last_day_from(day_of(on))
        stopped = midnight(last) + DAY if last is not None else off
        return max(on, min(off, stopped, on + 2 * self._planned_wear(on)))

    def is_on(self, row: int, piece: Piece, now: float) -> bool:
        """Tell whether the patch of this row, worn for `piece`, is still on at `now`."""
        return piece.end >= now and self.doses.key[row] not in self.doses.worn

    def _planned_wear(self, wall: float) -> float:
        plan = self.medicine.plan_on(day_of(wall))
        hours = plan.every_hours if plan is not None else None
        return float(hours) * HOUR if hours else USUAL_WEAR


class Column(NamedTuple):
    """All entries of one kind; each medicine has a column of its own."""

    kind: str
    """As in painlog.entries.KINDS."""
    key: Whole
    moments: Moments
    lane: Lane | None = None


@value(kw_only=True, eq=False)
class Timeline:
    """All that is drawn of a record."""

    begin: float
    """The wall clock from which, and until which, entries are held."""
    end: float
    now: float
    """The wall clock at which it was made: running flare-ups reach to it."""
    worn_until: float
    """The wall clock to which patches reach that are still on."""
    first: float | None
    """The first and last entry of the whole journal; None when it is empty."""
    last: float | None
    flare_ups: FlareUps
    lanes: tuple[Lane, ...]
    check_ins: CheckInColumns
    asked: Moments
    """When the check-ins were."""
    noted: Moments
    """When the notes were, which are not drawn."""
    activities: ActivityColumns
    done: Moments
    """When the activities were."""
    activity_names: tuple[str, ...]
    uprights: tuple[Upright, ...]
    """By time."""
    untracked: tuple[Piece, ...]
    """Days, joined, without a flare-up, dose or check-in, until yesterday; also before the first entry."""

    @property
    def is_empty(self) -> bool:
        """Whether the whole journal has no entry that could be drawn."""
        return self.first is None

    def columns(self) -> list[Column]:
        """Return all entries that are drawn."""
        return [
            Column("flare-up", self.flare_ups.columns.key, self.flare_ups.moments),
            *(Column("dose", lane.doses.key, lane.moments, lane) for lane in self.lanes),
            Column("activity", self.activities.key, self.done),
            Column("check-in", self.check_ins.key, self.asked),
        ]

    def background(self, begin: float, end: float) -> list[tuple[float, float]]:
        """Return (wall clock, level) of the background pain, with the neighbours just outside the span."""
        level, edges = self.check_ins.background, (self.asked.before(begin), self.asked.after(end))
        inside = list(self.asked.walls(begin, end))
        outside = [(row, self.asked.wall(row)) for row in edges if row is not None]
        every = sorted({*inside, *outside}, key=lambda row_and_wall: row_and_wall[1])
        return [(wall, level[row]) for row, wall in every if level[row] >= 0]


def timeline(record: Record, now: datetime | None = None, *, gaps_until: datetime | None = None) -> Timeline:
    """Return what a chart of the record shows; `now` is the moment it is looked at, by default this one.

    What runs reaches to `now`; untracked days are told until the one before that of `gaps_until`, by default
    of `now`. A patch that is on reaches to `now` as well, or to that day, if it is later: it stays on.
    """
    looked = now if now is not None else entries.now()
    moment = wall_of(looked)
    shift = record.last_offset * MINUTE
    flare_ups = FlareUps.of(record.flare_ups, moment - looked.timestamp())
    lanes = tuple(Lane.of(doses) for doses in record.doses)
    asked = Moments.of(record.check_ins.at, record.check_ins.offset)
    kept = [flare_ups.moments, asked, *(lane.moments for lane in lanes)]
    span = Piece(record.begin + shift, record.end + shift)
    known_until = moment if gaps_until is None else wall_of(gaps_until)
    return Timeline(
        begin=span.begin,
        end=span.end,
        now=moment,
        worn_until=max(moment, known_until - DAY),
        first=record.first_wall,
        last=record.last_wall,
        flare_ups=flare_ups,
        lanes=lanes,
        check_ins=record.check_ins,
        asked=asked,
        noted=Moments.of(record.notes.at, record.notes.offset),
        activities=record.activities,
        done=Moments.of(record.activities.at, record.activities.offset),
        activity_names=record.activity_names,
        uprights=tuple(
            uprights(record.medicines, record.appointments, record.first_doses, record.first_wall)
        ),
        untracked=_untracked(
            record,
            Piece(span.begin, min(span.end, known_until)),
            kept,
            _filled(flare_ups, span, moment),
        ),
    )


def _untracked(
    record: Record, span: Piece, kept: Sequence[Moments], filled: Iterable[range]
) -> tuple[Piece, ...]:
    """Return the days of a span, but the last one, without a check-in, a flare-up or a dose.

    The days that flare-ups `filled` are known as well. The day of the newest entry is not among them,
    although it may still be incomplete. Those before the journal's first entry are: nobody knows how they
    were. A span without a begin has none of these.
    """
    if record.first_wall is None or record.last_wall is None:
        return ()
    first = int(record.first_wall // DAY)
    past = int(span.end // DAY)
    begin = first if span.begin < _BEFORE_ALL_DAYS else int(-(-span.begin // DAY))
    last = int(record.last_wall // DAY)
    empty = set(range(max(first, begin), past)) - {last}
    for moments in kept:
        empty.difference_update(moments.days(min(empty), max(empty) + 1) if empty else ())
    if empty:  # all flare-ups are gone through for the long ones: not where nothing hangs on it
        empty.difference_update(*filled)
    unknown = [(begin, min(first, past))] if begin < min(first, past) else []
    return tuple(_joined([*unknown, *((day, day + 1) for day in sorted(empty))]))


def _filled(flare_ups: FlareUps, span: Piece, now: float) -> Iterator[range]:
    """Give the days of the span that each flare-up filled, from midnight to midnight."""
    lasted = flare_ups.columns.lasted
    rows = set(flare_ups.long)
    if max(lasted, default=0.0) > DAY:
        rows.update(row for row, seconds in enumerate(lasted) if seconds > DAY)
    for row in rows:
        began, over = flare_ups.moments.wall(row), flare_ups.end(row, now)
        yield range(int(-(-max(began, span.begin) // DAY)), int(min(over, span.end) // DAY))


def _joined(stretches: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    """Yield stretches of days, each from its first day until before its last, joined where they touch."""
    begin = end = None
    for first, past in stretches:
        if first != end:
            if begin is not None and end is not None:
                yield Piece(begin * DAY, end * DAY)
            begin = first
        end = past
    if begin is not None and end is not None:
        yield Piece(begin * DAY, end * DAY)
