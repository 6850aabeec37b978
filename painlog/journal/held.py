"""A span of the journal that is held as columns: after a change only what it touched is read again.

There is one way of reading, `Reading.record_of`. What is held is what it returned, with a part of it read
anew wherever an act of ours touched it; whatever another program wrote makes it be read anew as a whole.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import fields, replace
from math import ceil, floor
from typing import Any, TypeVar

from painlog.change import Act, Change
from painlog.journal.reading import EVER, Reading
from painlog.journal.store import Store
from painlog.record import ActivityColumns, DoseColumns, Record

Columns = TypeVar("Columns", bound=Any)
"""The columns of one kind of entry."""


class Held:
    """One span at a time, as the journal is now; made by `Journal.hold`, which tells it of every change."""

    def __init__(self, reader: Reading, store: Store, *, details: bool) -> None:
        """Hold nothing yet."""
        self._reader, self._store = reader, store
        self._details = details
        self._record: Record | None = None
        self._version = 0
        self._has_changed = False
        self._touched: tuple[float, float] | None = None

    def follow(self, change: Change) -> None:
        """Remember what a change touched, or that it may be everything."""
        self._has_changed = True
        if change.act is Act.ELSEWHERE or "medicine" in change.kinds:
            self._record = None
        elif change.span is not None:
            first, last = self._touched or change.span
            self._touched = min(first, change.span[0]), max(last, change.span[1])

    def whole(self) -> Record:
        """Return the columns of the whole journal."""
        return self.between(-EVER, EVER)

    def between(self, begin: float, end: float) -> Record:
        """Return the columns of a span, in seconds UTC, exactly as `Reading.record_of` would read them."""
        version = self._store.version()
        held = self._record if version == self._version else None
        if held is None or (held.begin, held.end) != (begin, end) or not self._is_touched_within(begin):
            held = self._reader.record_of(begin, end, details=self._details)
        elif self._has_changed:
            held = spliced(held, self._reader.record_of(*self._part(begin, end), details=self._details))
        self._record, self._version = held, version
        self._has_changed, self._touched = False, None
        return held

    def _is_touched_within(self, begin: float) -> bool:
        """Tell whether nothing was touched that began before the span, and may reach into it."""
        return self._touched is None or self._touched[0] >= begin + 1

    def _part(self, begin: float, end: float) -> tuple[float, float]:
        """Return what is to be read anew: nothing but medicines, appointments and ends where no entry is."""
        if self._touched is None:
            return end, end
        first, last = (min(max(moment, begin), end) for moment in self._touched)
        return min(end, float(floor(first))), min(end, float(ceil(last + 1)))


def spliced(held: Record, part: Record) -> Record:
    """Return `held` with everything that began in the span of `part` as `part` has it.

    Both are of one journal and its present medicines; `part` lies within `held`.
    """
    span = (part.begin, part.end)
    activities, names = _activities(held, part)
    return replace(
        part,
        begin=held.begin,
        end=held.end,
        flare_ups=_columns(held.flare_ups, part.flare_ups, span),
        doses=tuple(_doses(held, part)),
        activities=activities,
        activity_names=names,
        check_ins=_columns(held.check_ins, part.check_ins, span),
        notes=_columns(held.notes, part.notes, span),
    )


def _columns(held: Columns, part: Columns, span: tuple[float, float]) -> Columns:
    """Return the rows of `held` outside of the span, and those of `part` that began in it."""
    first, past = (bisect_left(held.at, moment) for moment in span)
    begun, over = (bisect_left(part.at, moment) for moment in span)
    if first == past and begun == over:
        return held
    gone, come = held.key[first:past], part.key[begun:over]
    put: dict[str, Any] = {}
    for name in (one.name for one in fields(held)):
        mine, theirs = getattr(held, name), getattr(part, name)
        if isinstance(mine, array):
            put[name] = mine[:first] + theirs[begun:over] + mine[past:]
        elif isinstance(mine, dict):
            put[name] = _told(mine, theirs, gone, come)
    return replace(held, **put)


def _told(mine: dict[int, Any], theirs: dict[int, Any], gone: "array[int]", come: "array[int]") -> Any:
    """Return what is told by key, without what is gone and with what came."""
    told = dict(mine)
    for key in gone:
        told.pop(key, None)
    told.update((key, theirs[key]) for key in come if key in theirs)
    return told


def _doses(held: Record, part: Record) -> Iterator[DoseColumns]:
    mine, theirs = ({one.medicine.id: one for one in record.doses} for record in (held, part))
    for medicine in part.medicines:
        none = DoseColumns(medicine=medicine)
        columns = (mine.get(medicine.id, none), theirs.get(medicine.id, none))
        doses = _columns(*columns, (part.begin, part.end))
        if doses.key:
            yield doses


def _activities(held: Record, part: Record) -> tuple[ActivityColumns, tuple[str, ...]]:
    """Return the activities, their names numbered in the order in which they were first done."""
    numbers: dict[str, int] = {}
    columns = _columns(_by_name(held, numbers), _by_name(part, numbers), (part.begin, part.end))
    order = {number: place for place, number in enumerate(dict.fromkeys(columns.name))}
    names = tuple(numbers)
    name = array(columns.name.typecode, (order[number] for number in columns.name))
    return replace(columns, name=name), tuple(names[number] for number in order)


def _by_name(record: Record, numbers: dict[str, int]) -> ActivityColumns:
    """Return the activities of a record with the numbers that their names have in `numbers`."""
    told = [numbers.setdefault(name, len(numbers)) for name in record.activity_names]
    columns = record.activities
    return replace(columns, name=array(columns.name.typecode, (told[number] for number in columns.name)))
