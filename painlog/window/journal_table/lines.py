"""Which line of the table shows what: a heading a day, newest day first, and under it the day's entries.

The lines are sorted tuples, so that any line is found, put in and taken out by bisection among 100,000.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from functools import partial
from typing import NamedTuple, TypeAlias

from painlog.entries import Entry, kind_of
from painlog.journal import RowIndex

Place: TypeAlias = tuple[str, int]
"""Kind and row key of an entry, as the journal counts them."""

_DAY = 86_400
_UNIX_DAY_ONE = date(1970, 1, 1).toordinal()


class Line(NamedTuple):
    """One line of the table; lines sort in the order in which they are shown."""

    day: int
    """Days before 1970 by the wall clock: the newest is the smallest."""
    before_heading: int
    """0 for the heading of the day, 1 for entries."""
    age: float
    """Seconds before 1970, UTC."""
    kind: str
    key: int
    """The row key, negative: of two entries at one moment the later written stands first."""

    @property
    def is_heading(self) -> bool:
        """Tell whether this is the heading of a day."""
        return not self.before_heading

    @property
    def place(self) -> Place:
        """Where the journal keeps the entry."""
        return self.kind, -self.key

    @property
    def date(self) -> date:
        """The day it belongs to."""
        return date.fromordinal(_UNIX_DAY_ONE - self.day)


_made = partial(tuple.__new__, Line)
"""Makes a line of a tuple, at a third of the usual cost: a journal has many."""


def heading_of(line: Line) -> Line:
    """Return the heading above a line."""
    return Line(line.day, 0, 0.0, "", 0)


def heading_on(day: date) -> Line:
    """Return the heading of a day."""
    return Line(_UNIX_DAY_ONE - day.toordinal(), 0, 0.0, "", 0)


def line_of(entry: Entry, key: int) -> Line:
    """Return the line of an entry in row `key`."""
    return _line(kind_of(entry), key, entry.moment.timestamp(), _offset_minutes(entry.moment))


class Lines:
    """All entries as lines, and those of them that are shown now."""

    def __init__(self, index: RowIndex) -> None:
        """Take in where every entry is; all are shown."""
        kinds = [index.kinds[code] for code in index.kind]
        every = map(_line, kinds, index.key, index.at, index.offset)
        self._at: dict[Place, Line] = dict(zip(zip(kinds, index.key, strict=True), every, strict=True))
        self.shown: list[Line] = []
        self.show_only()

    def __len__(self) -> int:
        """Return how many entries there are in all."""
        return len(self._at)

    def line_at(self, place: Place) -> Line | None:
        """Return the line of an entry, shown or not."""
        return self._at.get(place)

    def show_only(
        self,
        kinds: AbstractSet[str] = frozenset(),
        found: AbstractSet[Place] | None = None,
        days: tuple[date, date] | None = None,
    ) -> None:
        """Show entries of these kinds (empty: all) that are among `found` and of `days` (None: all)."""
        if found is None:
            entries = [line for line in self._at.values() if not kinds or line[3] in kinds]
        else:
            wanted = (place for place in found if not kinds or place[0] in kinds)
            entries = [line for place in wanted if (line := self._at.get(place)) is not None]
        if days is not None:
            newest, oldest = heading_on(days[1]).day, heading_on(days[0]).day
            entries = [line for line in entries if newest <= line[0] <= oldest]
        dates = {line[0] for line in entries}
        self.shown = sorted([*(Line(day, 0, 0.0, "", 0) for day in dates), *entries])

    def count_shown(self) -> int:
        """Return how many entries are shown."""
        return sum(line.before_heading for line in self.shown)

    def number_of(self, line: Line) -> int:
        """Return where a line is shown, or would be."""
        return bisect_left(self.shown, line)

    def is_shown(self, line: Line) -> bool:
        """Tell whether a line is among those shown."""
        number = self.number_of(line)
        return number < len(self.shown) and self.shown[number] == line

    def entries_on(self, line: Line) -> int:
        """Return how many entries are shown on the day of `line`."""
        first = self.number_of(heading_of(line))
        return bisect_left(self.shown, Line(line.day + 1, -1, 0.0, "", 0)) - first - 1

    def keep(self, line: Line) -> None:
        """Remember where an entry is."""
        self._at[line.place] = line

    def forget(self, place: Place) -> Line | None:
        """Forget an entry; return the line it had."""
        return self._at.pop(place, None)

    def put_in(self, line: Line) -> None:
        """Show a line."""
        insort(self.shown, line)

    def take_out(self, line: Line) -> None:
        """No longer show a line."""
        del self.shown[self.number_of(line)]

    def nearest_day(self, day: date) -> Line | None:
        """Return the heading of `day`, or of the next one before it with entries, or of the last there is."""
        if not self.shown:
            return None
        number = self.number_of(heading_on(day))
        line = self.shown[min(number, len(self.shown) - 1)]
        return heading_of(line)

    def places(self, numbers: Iterable[int]) -> list[Place]:
        """Return the entries in these lines, without headings."""
        lines = (self.shown[number] for number in numbers)
        return [line.place for line in lines if not line.is_heading]


def _line(kind: str, key: int, at: float, offset: int) -> Line:
    return _made((-int((at + 60 * offset) // _DAY), 1, -at, kind, -key))


def _offset_minutes(moment: datetime) -> int:
    offset = moment.utcoffset()
    return int(offset.total_seconds() // 60) if offset is not None else 0
