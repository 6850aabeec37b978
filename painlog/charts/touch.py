"""What lies under a pointer, and which entry comes next: found by search, not by looking at every mark."""

from collections.abc import Iterable, Iterator
from math import inf, nextafter
from typing import NamedTuple

from PySide6.QtCore import QPointF

from painlog.charts.days import DayLayout
from painlog.charts.layout import Layout, Row
from painlog.charts.tally import Bins
from painlog.patterns.timeline import DAY, MINUTE, Column, Lane, Sort, Timeline, Upright

REACH = 8.0
"""How near a pointer must be to a mark, in pixels of a screen at 100 %."""
LAST_PLACE = 10_000
"""Appointments come after all else at the same moment."""


class Touch(NamedTuple):
    """One entry, one upright line or one sum that is touched."""

    kind: str
    """The kind as in painlog.entries.KINDS, "medicine" for a change of it; "sum" for days added up."""
    key: int | None
    """The entry's key; None for upright lines and sums."""
    wall: float
    """When it was; of a sum its begin."""
    row: int = -1
    """Its row in the columns."""
    lane: Lane | None = None
    """Of a dose."""
    upright: Upright | None = None
    bins: Bins | None = None
    """Of a sum: the bins, of which `row` is the number."""
    place: int = 0
    """Which column it is in: those at the same moment are stepped through in this order."""
    others: tuple["Touch", ...] = ()
    """What is drawn at the same place at the same minute: no zoom tells them apart."""

    @property
    def order(self) -> tuple[float, int, int]:
        """Return what entries are stepped through by."""
        return self.wall, self.place, self.row

    @property
    def named(self) -> tuple[str, int]:
        """Return what an entry is told apart by."""
        return self.kind, -1 if self.key is None else self.key


def touched(timeline: Timeline, layout: Layout, at: QPointF, reach: float) -> Touch | None:
    """Return what lies at a point of the timeline, None where nothing does; `reach` as the point's units."""
    if not layout.plot.adjusted(-1, -reach * 3, 1, 0).contains(at):
        return None
    wall, near = layout.scale.wall(at.x()), reach / layout.scale.rate
    upright = _upright(timeline, wall, near / 2)
    if at.y() < layout.plot.top():
        return upright
    if layout.together:
        return upright or _sum(layout, wall)
    row = layout.row_at(at.y())
    if row is not None:
        return _in_row(timeline, row, wall, near) or upright
    level = layout.level_at(at.y())
    found = _flare_up(timeline, wall, near, level)
    if found is None or level < 0:
        return upright or _check_in(timeline, layout, at, near)
    return found


def touched_day(timeline: Timeline, layout: DayLayout, at: QPointF, reach: float) -> Touch | None:
    """Return what lies at a point of "day by day"."""
    if not layout.plot.contains(at):
        return None
    bins = layout.bins
    if not layout.is_single:
        number = bins.number(layout.scale.wall(at.y()))
        return Touch("sum", None, bins.span(number)[0], number, bins=bins)
    day = layout.scale.wall(at.y()) // DAY * DAY
    wall, near = day + layout.across.wall(at.x()), reach / layout.across.rate
    begin, end = max(day, wall - near), min(day + DAY, wall + near)
    drawn = [column for column in timeline.columns() if column.kind in ("dose", "activity")]
    found = [touch for column in drawn for touch in _nearest(column, (begin, end), wall)]
    dose = min(found, key=lambda touch: abs(touch.wall - wall), default=None)
    if dose is not None and abs(dose.wall - wall) < near * 0.7:
        return dose._replace(others=_at_that_minute(drawn, dose))
    found_there = _flare_up(timeline, wall, near) or dose or _upright(timeline, wall, near)
    return found_there or _change_between(timeline, layout, at.y(), reach / 2)


def _upright(timeline: Timeline, wall: float, near: float) -> Touch | None:
    return _nearest_upright(timeline.uprights, wall, near)


def _change_between(timeline: Timeline, layout: DayLayout, y: float, reach: float) -> Touch | None:
    """Return the change of medicine whose line between two days runs through a height."""
    changes = (upright for upright in timeline.uprights if upright.appointment is None)
    return _nearest_upright(changes, layout.scale.wall(y), reach / layout.scale.rate)


def _nearest_upright(uprights: Iterable[Upright], wall: float, near: float) -> Touch | None:
    close = (upright for upright in uprights if abs(upright.at - wall) <= near)
    found = min(close, key=lambda upright: abs(upright.at - wall), default=None)
    if found is None:
        return None
    kind = "appointment" if found.appointment is not None else "medicine"
    return Touch(kind, None, found.at, upright=found)


def _sum(layout: Layout, wall: float) -> Touch:
    bins = Bins.covering(layout.scale.begin, layout.scale.end, layout.together)
    number = bins.number(wall)
    return Touch("sum", None, bins.span(number)[0], number, bins=bins)


def _flare_up(timeline: Timeline, wall: float, near: float, level: float = 0.0) -> Touch | None:
    """Return the flare-up that was going on, else the nearest one.

    Of several the shortest of those that were as bad as `level`, since only these are seen at that height.
    """
    flare_ups = timeline.flare_ups
    close = flare_ups.touching(wall - near, wall + near, timeline.now)
    ranked = [
        (max(began - wall, wall - over, 0.0), flare_ups.columns.peak[row] < level, over - began, row, began)
        for row, began, over in close
    ]
    if not ranked:
        return None
    *_, row, began = min(ranked)
    return Touch("flare-up", flare_ups.columns.key[row], began, row)


def _check_in(timeline: Timeline, layout: Layout, at: QPointF, near: float) -> Touch | None:
    wall, level = layout.scale.wall(at.x()), timeline.check_ins.background
    for touch in _nearest(timeline.columns()[-1], (wall - near, wall + near), wall):
        if abs(layout.level(level[touch.row]) - at.y()) <= near * layout.scale.rate * 1.5:
            return touch
    return None


def _in_row(timeline: Timeline, row: Row, wall: float, near: float) -> Touch | None:
    lane = row.lane
    if lane is not None and lane.sort is Sort.PATCH:
        worn = [
            (at, piece)
            for at, piece in lane.worn_between(wall, wall + 1, timeline.worn_until)
            if piece.begin <= wall
        ]
        found = [Touch("dose", lane.doses.key[at], piece.begin, at, lane) for at, piece in worn]
        return found[-1]._replace(others=tuple(found[:-1])) if found else None
    column = next(of for of in timeline.columns() if of.kind == row.kind and of.lane is lane)
    nearest = next(iter(_nearest(column, (wall - near, wall + near), wall)), None)
    return nearest and nearest._replace(others=_at_that_minute([column], nearest))


def _at_that_minute(columns: Iterable[Column], touch: Touch) -> tuple[Touch, ...]:
    """Return the other entries of some columns at the minute of one of theirs."""
    begin = touch.wall // MINUTE * MINUTE
    every = (
        Touch(column.kind, column.key[row], wall, row, column.lane)
        for column in columns
        for row, wall in column.moments.walls(begin, begin + MINUTE)
    )
    return tuple(one for one in every if one.named != touch.named)


def turned_on(touch: Touch, opened: tuple[str, int] | None) -> Touch:
    """Return what is touched with the next one first, where `opened` is among those at its minute."""
    every = sorted([touch._replace(others=()), *touch.others], key=lambda one: one.named)
    names = [one.named for one in every]
    if not touch.others or opened not in names:
        return touch
    place = (names.index(opened) + 1) % len(every)
    return every[place]._replace(others=(*every[place + 1 :], *every[:place]))


def _nearest(column: Column, span: tuple[float, float], wall: float) -> list[Touch]:
    """Return the one nearest to `wall` within the span, or nothing."""
    inside = ((abs(at - wall), row, at) for row, at in column.moments.walls(*span))
    found = min(inside, default=None)
    if found is None:
        return []
    return [Touch(column.kind, column.key[found[1]], found[2], found[1], column.lane)]


# --- one entry after the other ---------------------------------------------------------------------------


def following(timeline: Timeline, after: Touch | None, wall: float) -> Touch | None:
    """Return the entry after `after`, or the first one from `wall` on; None at the end."""
    order = (wall, -1, 0) if after is None else after.order
    later = (touch for touch in _around(timeline, order[0]) if touch.order > order)
    return min(later, key=lambda touch: touch.order, default=None)


def preceding(timeline: Timeline, before: Touch | None, wall: float) -> Touch | None:
    """Return the entry before `before`, or the last one until `wall`; None at the begin."""
    order = (wall, LAST_PLACE + 1, 0) if before is None else before.order
    sooner = (touch for touch in _around(timeline, order[0]) if touch.order < order)
    return max(sooner, key=lambda touch: touch.order, default=None)


def again(timeline: Timeline, touch: Touch) -> Touch | None:
    """Return the same entry as another timeline has it; None where it is gone."""
    for place, column in enumerate(timeline.columns()):
        if column.kind == touch.kind and touch.key is not None and touch.key in column.key:
            row = column.key.index(touch.key)
            return Touch(touch.kind, touch.key, column.moments.wall(row), row, column.lane, place=place)
    return next((visit for visit in _visits(timeline) if visit.upright == touch.upright), None)


def entries_between(timeline: Timeline, begin: float, end: float, most: int) -> list[Touch]:
    """Return the entries that begin within a span, by time; none when there are more than `most`."""
    columns = timeline.columns()
    if sum(column.moments.count(begin, end) for column in columns) > most:
        return []
    found = [
        Touch(column.kind, column.key[row], wall, row, column.lane, place=place)
        for place, column in enumerate(columns)
        for row, wall in column.moments.walls(begin, end)
    ]
    found += (visit for visit in _visits(timeline) if begin <= visit.wall < end)
    return sorted(found, key=lambda touch: touch.order)


def _visits(timeline: Timeline) -> Iterator[Touch]:
    for number, upright in enumerate(timeline.uprights):
        if upright.appointment is not None:
            yield Touch("appointment", None, upright.at, number, upright=upright, place=LAST_PLACE)


def _around(timeline: Timeline, wall: float) -> Iterator[Touch]:
    """Give of every column the entries at a moment, and the nearest ones before and after it."""
    for place, (kind, key, moments, lane) in enumerate(timeline.columns()):
        near = (moments.before(wall), moments.after(wall))
        walls = {wall, *(moments.wall(row) for row in near if row is not None)}
        for at in walls:
            for row, _ in moments.walls(at, nextafter(at, inf)):
                yield Touch(kind, key[row], at, row, lane, place=place)
    yield from _visits(timeline)
