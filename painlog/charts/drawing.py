"""The two pictures of a journal, for any painter: a screen, a page, an image or a vector file."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from painlog.charts import bars, day_changes, days, frame, marks, pain
from painlog.charts.day_marks import DayMarks, draw_slots
from painlog.charts.days import DayLayout, lay_out_days
from painlog.charts.example import example, faint
from painlog.charts.inks import Inks, colour, fill
from painlog.charts.labels import absence, invitation
from painlog.charts.layout import Layout, lay_out
from painlog.charts.legend import draw_legend, lines_needed
from painlog.charts.lettering import write_across
from painlog.charts.marks import Mark, Sheet
from painlog.charts.metrics import Metrics
from painlog.charts.slots import Slotting, slots
from painlog.charts.tally import Bins, Summing, Sums, sums
from painlog.patterns.timeline import Timeline

__all__ = [
    "Mark",
    "View",
    "Which",
    "lay_out_day_by_day",
    "lay_out_timeline",
    "paint",
    "paint_day_by_day",
    "paint_day_by_day_on",
    "paint_timeline",
    "paint_timeline_on",
    "placed",
]


class View(NamedTuple):
    """What part of a timeline is looked at, and how it is to look."""

    begin: float
    """The span of wall clock that is shown; `patterns.moments.midnight` gives that of a day."""
    end: float
    inks: Inks
    metrics: Metrics
    chosen: Mapping[Mark, float] = MappingProxyType({})
    """Entries that are marked while the others stand back, with their wall clock: see `placed`."""
    summing: Summing = sums
    """Adds up where single marks would merge."""
    slotting: Slotting = slots
    """Counts by time of day where rows are weeks or too full."""


class Which(StrEnum):
    """The two pictures."""

    TIMELINE = "timeline"
    DAY_BY_DAY = "day by day"


def paint(painter: QPainter, rect: QRectF, timeline: Timeline, view: View, which: Which) -> None:
    """Paint one of the pictures; of an empty journal what it will look like."""
    shown, seen = timeline, view
    if timeline.is_empty:
        shown, seen = example(view.begin, view.end), view._replace(inks=faint(view.inks))
    if which is Which.TIMELINE:
        paint_timeline(painter, rect, shown, seen)
    else:
        paint_day_by_day(painter, rect, shown, seen)
    if timeline.is_empty:
        write_across(painter, rect, invitation(), view.inks, view.metrics)


def lay_out_timeline(rect: QRectF, timeline: Timeline, view: View) -> Layout:
    """Return where `paint_timeline` puts everything."""
    return lay_out(rect, timeline, (view.begin, view.end), view.metrics)


def paint_timeline(painter: QPainter, rect: QRectF, timeline: Timeline, view: View) -> None:
    """Paint pain above and a row for each medicine below, into `rect` of any painter."""
    paint_timeline_on(painter, lay_out_timeline(rect, timeline, view), timeline, view)


def paint_timeline_on(painter: QPainter, layout: Layout, timeline: Timeline, view: View) -> None:
    """Paint the timeline where it was laid out before."""
    sheet = Sheet(painter, layout, timeline, view.inks, view.metrics, view.chosen)
    found = frame.calendar(sheet)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill(painter, layout.rect, colour(view.inks.panel))
    frame.draw_untracked(sheet, timeline.untracked)
    frame.draw_grid(sheet, found)
    added = _added(sheet, view.summing) if layout.together else None
    is_whole = _paint_marks(sheet, added)
    frame.draw_uprights(sheet)
    marks.draw_chosen(sheet)
    frame.draw_calendar(sheet, found)
    frame.draw_labels(sheet, added, whole=is_whole)
    _write_absence(painter, layout.plot, timeline, view)
    painter.restore()


def _write_absence(painter: QPainter, rect: QRectF, timeline: Timeline, view: View) -> None:
    """Say on a screen that nothing is drawn, and where there is something; a page says it in its own way."""
    text = absence(timeline, view.begin, view.end) if not view.metrics.on_paper else ""
    if text:
        write_across(painter, rect, text, view.inks, view.metrics)


def _added(sheet: Sheet, summing: Summing) -> Sums:
    scale = sheet.layout.scale
    return summing(sheet.timeline, Bins.covering(scale.begin, scale.end, sheet.layout.together))


def _paint_marks(sheet: Sheet, added: Sums | None) -> bool:
    """Paint single marks, or what was `added` up; return whether the line of the background is whole."""
    if added is None:
        scale = sheet.layout.scale
        pain.draw_flare_ups(sheet)
        is_whole = pain.draw_background(sheet, sheet.timeline.background(scale.begin, scale.end))
        for row in sheet.layout.rows:
            marks.draw_row(sheet, row)
        return is_whole
    standing = bars.bars_of(sheet.layout, added)
    is_whole = bars.draw_levels(sheet, standing)
    for row in sheet.layout.rows:
        bars.draw_sums(sheet, row, standing)
    return is_whole


def lay_out_day_by_day(rect: QRectF, timeline: Timeline, view: View) -> DayLayout:
    """Return where `paint_day_by_day` puts everything."""
    layout = lay_out_days(rect, timeline, (view.begin, view.end), view.metrics)
    lines = lines_needed(timeline, layout, view.metrics)
    if lines == layout.legend_lines:
        return layout
    return lay_out_days(rect, timeline, (view.begin, view.end), view.metrics, lines)


def paint_day_by_day(painter: QPainter, rect: QRectF, timeline: Timeline, view: View) -> None:
    """Paint a row for each day, midnight to midnight, into `rect` of any painter."""
    paint_day_by_day_on(painter, lay_out_day_by_day(rect, timeline, view), timeline, view)


def paint_day_by_day_on(painter: QPainter, layout: DayLayout, timeline: Timeline, view: View) -> None:
    """Paint the days where they were laid out before."""
    sheet = days.DaySheet(painter, layout, timeline, view.inks, view.metrics)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill(painter, layout.rect, colour(view.inks.panel))
    days.draw_ground(sheet)
    summed = None if layout.is_single else view.slotting(timeline, layout.bins)
    if summed is None:
        DayMarks(sheet, view.chosen).draw()
    else:
        draw_slots(sheet, summed)
    day_changes.draw_uprights(sheet, summed)
    days.draw_labels(sheet)
    if not view.metrics.on_paper:
        draw_legend(sheet)
    _write_absence(painter, layout.plot, timeline, view)
    painter.restore()


def placed(timeline: Timeline, wanted: Iterable[Mark]) -> dict[Mark, float]:
    """Return those of the wanted entries that the timeline holds, with their wall clock."""
    sought = set(wanted)
    found: dict[Mark, float] = {}
    for column in timeline.columns():
        keys = {key for kind, key in sought if kind == column.kind}
        if keys:
            rows = ((row, key) for row, key in enumerate(column.key) if key in keys)
            found |= {(column.kind, key): column.moments.wall(row) for row, key in rows}
    return found
