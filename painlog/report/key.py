"""The key below the days, or the timeline: what each mark stands for, and only those that are there."""

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QCoreApplication

from painlog.patterns.moments import DAY, midnight
from painlog.patterns.timeline import Sort, Turn
from painlog.report import lettering
from painlog.report.lettering import SMALLEST, Style
from painlog.report.marks import (
    DIAMOND,
    RIGHT,
    UP,
    Area,
    Block,
    Box,
    Line,
    Mark,
    Rect,
    Ring,
    Shape,
    set_lines,
)
from painlog.report.page import Charts

translate = QCoreApplication.translate

_STYLE = Style(SMALLEST)
_SAMPLE, _BESIDE, _APART = 4.0, 1.2, 4.0
"""Millimetres: a sample, its distance from its word, and the distance to the next."""

Sample = Callable[[Rect], Mark]
Entry = tuple[Sample, str]


def key(charts: Charts, area: Area, *, single_days: bool, single_marks: bool) -> Block:
    """Return the key on as many lines as it needs.

    `single_days`: a row of the days is one day, else it sums up weeks. `single_marks`: the timeline above
    shows single marks, else sums.
    """
    both = _of_both(charts, single_days=single_days, single_marks=single_marks)
    return _set((*_of_days(charts, single_days=single_days), *both), area)


def timeline_key(charts: Charts, area: Area, *, single_marks: bool) -> Block | None:
    """Return the key of a timeline with no days below; None where each of its marks has a name beside it."""
    entries = (*_beside_lanes(charts, single_marks=single_marks), *_gaps(charts, _hatched))
    return _set(entries, area) if entries else None


def _set(entries: Iterable[Entry], area: Area) -> Block:
    """Return samples with their words, one after the other on as many lines as they need."""
    x, y, width = area
    marks: list[Mark] = []
    left, step = x, lettering.line_height(_STYLE)
    for sample, said in entries:
        taken = _SAMPLE + _BESIDE + lettering.width(said, _STYLE)
        if left > x and left + taken > x + width:
            left, y = x, y + step
        marks.append(sample(Rect(left, y + step * 0.18, _SAMPLE, step * 0.66)))
        room = x + width - left - _SAMPLE - _BESIDE
        set_lines(marks, said, (_STYLE, "ink"), (left + _SAMPLE + _BESIDE, y, room + 0.1), 1)
        left += taken + _APART
    return Block("key", Rect(x, area[1], width, y + step - area[1]), tuple(marks))


def mostly_guessed(charts: Charts) -> bool:
    """Tell whether more than half of the flare-ups stand at an hour that is a guess."""
    shown = charts.timeline.flare_ups
    guessed = [shown.is_uncertain(row) for row, _, _ in shown.touching(*_span(charts), charts.timeline.now)]
    return 2 * sum(guessed) > len(guessed)


def _span(charts: Charts) -> tuple[float, float]:
    return midnight(charts.begin), midnight(charts.until) + DAY


def _of_days(charts: Charts, *, single_days: bool) -> Iterator[Entry]:
    """Give a sample and its word for the ways in which flare-ups are drawn in the days."""
    shown = charts.timeline.flare_ups
    rows = [row for row, _, _ in shown.touching(*_span(charts), charts.timeline.now)]
    guessed = {row for row in rows if shown.is_uncertain(row)}
    if rows:
        yield lambda rect: Box(rect, "pain"), translate("Page", "flare-up")
    if single_days and any(shown.is_late(row) for row in rows if row not in guessed):
        yield lambda rect: Box(rect, "pain_soft", edge="pain"), translate("Page", "written later")
    if single_days and any(map(shown.end_is_unknown, rows)):
        yield _open, translate("Page", "end not known")
    if single_days and any(shown.columns.peak[row] < 0 for row in rows):
        yield _low, translate("Page", "how bad: not said")
    if guessed:
        yield (_hollow if single_days else _pale), translate("Page", "the hour is a guess")


def _of_both(charts: Charts, *, single_days: bool, single_marks: bool) -> Iterator[Entry]:
    """Give a sample and its word for every other kind of mark in the period."""
    span, shown = _span(charts), charts.timeline
    beside = tuple(_beside_lanes(charts, single_marks=single_marks))
    yield from (entry for entry in beside if entry[0] is _running)
    sorts = {lane.sort for lane in shown.lanes if lane.moments.count(*span)}
    if Sort.AS_NEEDED in sorts and (single_days or single_marks):
        yield _ring, translate("Page", "as-needed dose")
    if Sort.AS_NEEDED in sorts and not single_days:
        yield _dot, translate("Page", "as-needed doses by the hour")
    if Sort.REGULAR in sorts:
        yield _tick, translate("Page", "regular dose")
    if Sort.PATCH in sorts:
        yield _square, translate("Page", "new patch")
    yield from (entry for entry in beside if entry[0] is not _running)
    visits = (upright.at for upright in shown.uprights if upright.turn is Turn.APPOINTMENT)
    if single_days and any(span[0] <= at < span[1] for at in visits):
        yield lambda rect: _shape(rect, DIAMOND, "muted"), translate("Page", "appointment")
    yield from _gaps(charts, _dots)


def _beside_lanes(charts: Charts, *, single_marks: bool) -> Iterator[Entry]:
    """Give a sample and its word for the single marks of a timeline that no name of a lane explains."""
    if not single_marks:
        return
    span, shown = _span(charts), charts.timeline
    rows = shown.flare_ups.touching(*span, shown.now)
    if any(shown.flare_ups.is_running(row) and over < span[1] for row, _, over in rows):
        yield _running, translate("Page", "still going on")
    done = {bool(shown.activities.therapy[row]) for row, _ in shown.done.walls(*span)}
    if False in done:
        yield _triangle, translate("Page", "activity")
    if True in done:
        yield _full_triangle, translate("Page", "physical therapy")


def _gaps(charts: Charts, sample: Sample) -> Iterator[Entry]:
    """Give the sample with its words where days of the period have no entry."""
    begin, end = _span(charts)
    if any(since < end and until > begin for since, until in charts.timeline.untracked):
        yield sample, translate("Page", "no entry on pain or medicine")


def _shape(
    rect: Rect, corners: tuple[tuple[float, float], ...], ink: str, *, wide: float = 1.0, filled: bool = True
) -> Mark:
    width = wide * rect.height
    return Shape(Rect(rect.right - width, rect.y, width, rect.height), corners, ink, filled)


def _running(rect: Rect) -> Mark:
    return _shape(rect, RIGHT, "pain", wide=0.7)


def _triangle(rect: Rect) -> Mark:
    return _shape(rect, UP, "activity", filled=False)


def _full_triangle(rect: Rect) -> Mark:
    return _shape(rect, UP, "activity")


def _hatched(rect: Rect) -> Mark:
    return Box(rect, "hatch", hatched=True)


def _hollow(rect: Rect) -> Mark:
    return Box(rect, "pain", filled=False)


def _pale(rect: Rect) -> Mark:
    return Box(rect, "pain_soft")


def _open(rect: Rect) -> Mark:
    return Box(rect, "pain", filled=False, dashed=True)


def _low(rect: Rect) -> Mark:
    return _open(Rect(rect.x, rect.y + rect.height / 2, rect.width, rect.height / 2))


def _dots(rect: Rect) -> Mark:
    y = rect.y + rect.height / 2
    return Line(rect.x, y, rect.right, y, "hatch", 1.0, (0.2, 1.0))


def _ring(rect: Rect) -> Mark:
    return Ring(Rect(rect.right - rect.height, rect.y, rect.height, rect.height))


def _dot(rect: Rect) -> Mark:
    return Ring(Rect(rect.right - rect.height, rect.y, rect.height, rect.height), filled=True)


def _tick(rect: Rect) -> Mark:
    x = rect.right - rect.height / 2
    return Line(x, rect.y, x, rect.bottom, "regular", 0.4)


def _square(rect: Rect) -> Mark:
    return Box(Rect(rect.right - rect.height, rect.y, rect.height, rect.height), "patch_fill", edge="patch")
