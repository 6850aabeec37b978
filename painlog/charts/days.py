"""How the room of "day by day" is shared out, and what stands behind its rows."""

import math
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from painlog.charts.inks import Inks, colour, fill, mixed
from painlog.charts.layout import margins
from painlog.charts.lettering import RIGHT_MIDDLE, Lettering
from painlog.charts.metrics import Metrics
from painlog.charts.scale import MONDAY, Scale
from painlog.charts.slots import days_a_row
from painlog.charts.tally import Bins
from painlog.patterns.timeline import DAY, HOUR, Timeline, day_of
from painlog.words import times

translate = QCoreApplication.translate

HOUR_STEPS = (3, 4, 6, 12)
SATURDAY = 5
NAMES_YEARS_FROM = 28
"""Rows of so many days cover years, so their labels name them."""
NAMED_IN_A_WEEK = ((0, 2, 4), (0, 3), (0,))
"""Days after a Monday that have a name where not each row has room for one: as many as stand apart."""
MOST_NAMED_DAYS = 14
"""Up to so many days each has its name on paper, where beyond only Mondays have one."""
LEGEND_SPACE = 16.0
"""What is left free above and below the legend on a screen."""
ACTIVITIES_FROM = 12.0
"""Rows must be this high (in Metrics.unit) for activities to be shown too."""
LEGEND_STEP = 1.15
"""From one line of the legend to the next, in heights of small text."""


class DayLayout(NamedTuple):
    """Where everything stands, in the painter's units; time of day runs across, days run down."""

    rect: QRectF
    plot: QRectF
    scale: Scale
    """Days, from above to below."""
    across: Scale
    """Times of day in seconds, from left to right."""
    bins: Bins
    """The rows: days, or weeks and more."""
    is_single: bool
    """Whether single entries are drawn; otherwise sums of hours."""
    span: tuple[float, float]
    """The wall clock from which until which is shown; rows of several days reach beyond it."""
    legend_lines: int = 1
    """How many lines below the rows say what the marks mean."""

    @property
    def row_height(self) -> float:
        """How high a row is."""
        return self.bins.days * DAY * self.scale.rate

    def row(self, number: int) -> tuple[float, float]:
        """Return top and bottom of a row, held inside of the plot."""
        begin, end = self.bins.span(number)
        return max(self.plot.top(), self.scale.at(begin)), min(self.plot.bottom(), self.scale.at(end))


def lay_out_days(
    rect: QRectF, timeline: Timeline, span: tuple[float, float], metrics: Metrics, legend_lines: int = 1
) -> DayLayout:
    """Share out `rect` for the days from span[0] to span[1] of the wall clock; paper has no legend here.

    Rows of several days are whole: cut off at the span's end, a row that has just begun could not be seen.
    """
    unit = metrics.unit
    left, right, above = margins(metrics)
    top = rect.top() + above + metrics.small_height + 6 * unit
    legend = (1 + (legend_lines - 1) * LEGEND_STEP) * metrics.small_height + LEGEND_SPACE * unit
    bottom = rect.bottom() - (0 if metrics.on_paper else legend)
    height = max(unit, bottom - top)
    days, single = days_a_row(timeline, *span, height / unit, on_paper=metrics.on_paper)
    start = rect.left() + left + _widest_label(metrics, days) + 10 * unit
    stop = rect.right() - right - metrics.hair
    plot = QRectF(start, top, max(unit, stop - start), height)
    bins = Bins.covering(*span, days)
    first, last = span if days == 1 else (bins.span(0)[0], bins.span(bins.size - 1)[1])
    return DayLayout(
        rect,
        plot,
        Scale(first, last, plot.top(), plot.bottom()),
        Scale(0.0, DAY, plot.left(), plot.right()),
        bins,
        single,
        span,
        legend_lines,
    )


def activities_are_drawn(layout: DayLayout, metrics: Metrics) -> bool:
    """Tell whether the rows have room for activities; on paper they stand in the timeline alone."""
    is_high = layout.row_height >= ACTIVITIES_FROM * metrics.unit
    return layout.is_single and is_high and not metrics.on_paper


def _widest_label(metrics: Metrics, days: int) -> float:
    """Return the room for a label, the same for every row so that nothing moves when days are turned."""
    shown = (date(2026, month, day) for month in (5, 9, 12) for day in (23, 26, 30))
    return max(metrics.width(_label(day, days), metrics.small) for day in shown)


def _label(first: date, days: int) -> str:
    """Return what stands beside a row of so many days."""
    return times.short_day(first) if days < NAMES_YEARS_FROM else times.span(first, first)


class DaySheet(NamedTuple):
    """What the rows are drawn on."""

    painter: QPainter
    layout: DayLayout
    timeline: Timeline
    inks: Inks
    metrics: Metrics

    def pen(self, ink: str, width: float = 1.0, strength: float = 1.0) -> QPen:
        """Return a pen `width` pixels of a screen wide, with flat ends."""
        pen = QPen(self.tint(ink, strength), width * self.metrics.unit)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def tint(self, ink: str, strength: float) -> QColor:
        """Return an ink, or so much of it as is left of what stands back."""
        return mixed(ink, self.inks.panel, strength)

    def hair(self, ink: str) -> QPen:
        """Return the pen of the grid."""
        return QPen(colour(ink), self.metrics.hair)


def draw_ground(sheet: DaySheet) -> None:
    """Draw weekends as bands, the lines of the hours, and the days of which nothing is known."""
    layout, painter = sheet.layout, sheet.painter
    if layout.bins.days == 1:
        for number in range(layout.bins.size):
            if (layout.bins.first + number - MONDAY) % 7 >= SATURDAY:
                top, bottom = layout.row(number)
                band = QRectF(layout.plot.left(), top, layout.plot.width(), bottom - top)
                fill(painter, band, colour(sheet.inks.band))
    _draw_untracked(sheet)
    painter.setPen(sheet.hair(sheet.inks.line))
    xs = [layout.across.at(hour * HOUR) for hour in range(0, 25, _hour_step(sheet))]
    sharp = sheet.metrics.sharp
    painter.drawLines([QLineF(x, layout.plot.top(), x, layout.plot.bottom()) for x in map(sharp, xs)])
    if sheet.metrics.on_paper and layout.bins.days == 1:
        painter.setPen(sheet.hair(sheet.inks.edge))
        painter.drawLines([_line_above(layout, sheet.metrics, day) for day in _mondays(layout)])


def _line_above(layout: DayLayout, metrics: Metrics, day: int) -> QLineF:
    """Return the line above a week: over the name of its day, or, where that was lifted, beside it."""
    y = layout.scale.at(day * DAY)
    left = layout.rect.left() if _top_of_name(layout, metrics, day) >= y else layout.plot.left()
    return QLineF(left, y, layout.plot.right(), y)


def _mondays(layout: DayLayout) -> Iterator[int]:
    """Give the Mondays that begin in view, as days since 1970."""
    first = int(-(-layout.scale.begin // DAY))
    first += (MONDAY - first) % 7
    yield from range(first, int(-(-layout.scale.end // DAY)), 7)


def untracked_rows(timeline: Timeline, layout: DayLayout) -> list[int]:
    """Return the rows of which nothing says how they were, as a note does not; weeks only as a whole."""
    bins, found = layout.bins, []
    for piece in timeline.untracked:
        first, past = bins.number(piece.begin), bins.number(piece.end - 1) + 1
        for number in range(max(0, first), min(bins.size, past)):
            begin, end = bins.span(number)
            if piece.begin <= max(begin, layout.span[0]) and piece.end >= min(end, layout.span[1]):
                found.append(number)
    return found


def _draw_untracked(sheet: DaySheet) -> None:
    """Draw a line of dots through the rows of which nothing is known."""
    layout = sheet.layout
    found = []
    for number in untracked_rows(sheet.timeline, layout):
        y = layout.scale.at(sum(layout.bins.span(number)) / 2)
        if layout.plot.top() <= y <= layout.plot.bottom():
            found.append(QLineF(layout.plot.left(), y, layout.plot.right(), y))
    pen = sheet.pen(sheet.inks.hatch, min(6.0, 0.4 * layout.row_height / sheet.metrics.unit))
    unit = sheet.metrics.unit / max(pen.widthF(), 1e-6)
    pen.setDashPattern([1.0 * unit, 6.0 * unit])
    sheet.painter.setPen(pen)
    sheet.painter.drawLines(found)


def _hour_step(sheet: DaySheet) -> int:
    small = Lettering(sheet.painter, sheet.metrics.small)
    room = sheet.layout.plot.width() / 24
    need = small.width(times.hour(10)) + 8 * sheet.metrics.unit
    return next((step for step in HOUR_STEPS if step * room >= need), 24)


def draw_labels(sheet: DaySheet) -> None:
    """Write the hours above and the days beside the rows, Mondays stronger."""
    layout, metrics = sheet.layout, sheet.metrics
    small = Lettering(sheet.painter, metrics.small)
    for said, rect in hours_across(layout, metrics, small, _hour_step(sheet)):
        small.write(rect, said, sheet.inks.muted, Qt.AlignmentFlag.AlignLeft)
    for day in named_days(layout, metrics):
        _write_day(sheet, small, day)


def hours_across(
    layout: DayLayout, metrics: Metrics, small: Lettering, step: int
) -> Iterator[tuple[str, QRectF]]:
    """Give each hour with its place above the rows.

    The last is kept inside of the sheet, and left out where it would then touch the one before it.
    """
    top = layout.plot.top() - metrics.small_height - 3 * metrics.unit
    free = -math.inf
    for hour in range(0, 25, step):
        said = times.hour(hour)
        width = small.width(said) + 1
        left = min(layout.across.at(hour * HOUR) - width / 2, layout.rect.right() - width)
        if left >= free:
            yield said, QRectF(left, top, width, metrics.small_height)
        free = left + width + 3 * metrics.unit


def named_days(layout: DayLayout, metrics: Metrics) -> list[int]:
    """Return the days (since 1970) that are written: of each row, or as many as there is room for.

    On paper these are Mondays and the first day, unless the days are so few that there is hardly one.
    """
    needed = _least_height(metrics)
    first = [layout.bins.first + number * layout.bins.days for number in range(layout.bins.size)]
    if layout.bins.days == 1 and not _names_each_row(layout, metrics):
        return _days_apart(layout, metrics)
    if len(first) < 2:
        return first
    apart = first[1] - first[0]
    step = max(1, int(-(-needed // (apart * DAY * layout.scale.rate))))
    return [day for day in first if (day - MONDAY) // apart % step == 0]


def _days_apart(layout: DayLayout, metrics: Metrics) -> list[int]:
    """Return the days of each week in view that have a name; beside Mondays others where rows are high.

    On paper the first row has one as well where the first Monday leaves room for it: nothing says its day
    that could be pointed at.
    """
    needed, tries = _least_height(metrics), NAMED_IN_A_WEEK[-1:] if metrics.on_paper else NAMED_IN_A_WEEK
    shown = range(layout.bins.first, layout.bins.first + layout.bins.size)
    for within in tries:
        apart = min(after - before for before, after in pairwise((*within, 7)))
        if apart * layout.row_height >= needed:
            named = [day for day in shown if (day - MONDAY) % 7 in within]
            is_free = not named or (named[0] - shown[0]) * layout.row_height >= needed
            return [shown[0], *named] if metrics.on_paper and is_free else named
    step = max(1, math.ceil(needed / (7 * layout.row_height)))
    return [day for day in shown if (day - MONDAY) % (7 * step) == 0]


def _least_height(metrics: Metrics) -> float:
    """Return how high a row is at least beside which its name stands apart from the next."""
    return 0.98 * metrics.small_height


def _names_each_row(layout: DayLayout, metrics: Metrics) -> bool:
    """Tell whether there is room for the name of each row; on paper only for those of a few days."""
    is_short = layout.bins.days == 1 and layout.bins.size <= MOST_NAMED_DAYS
    return layout.row_height >= _least_height(metrics) and (is_short or not metrics.on_paper)


def _top_of_name(layout: DayLayout, metrics: Metrics, day: int) -> float:
    """Return how high the name of a day stands; the last one's is lifted, not left out for a little."""
    top = layout.scale.at(day * DAY)
    if _names_each_row(layout, metrics):
        top += (layout.row_height - metrics.small_height) / 2
    if layout.row_height >= 0.5 * metrics.small_height:
        top = min(top, _lowest(layout, metrics) - metrics.small_height)
    return top


def _lowest(layout: DayLayout, metrics: Metrics) -> float:
    """Return how far down names reach at most."""
    return layout.plot.bottom() + 3 * metrics.unit


def _write_day(sheet: DaySheet, small: Lettering, day: int) -> None:
    layout, metrics = sheet.layout, sheet.metrics
    is_monday, below = (day - MONDAY) % 7 == 0, _lowest(layout, metrics)
    top = _top_of_name(layout, metrics, day)
    if top < layout.plot.top() - 2 * metrics.unit or top + metrics.small_height > below:
        return
    left = layout.rect.left() + margins(metrics)[0]
    rect = QRectF(left, top, layout.plot.left() - 10 * metrics.unit - left, metrics.small_height)
    name = _label(day_of(day * DAY), layout.bins.days)
    ink = sheet.inks.ink if is_monday and not metrics.on_paper else sheet.inks.muted
    small.write(rect, name, ink, Qt.AlignmentFlag.AlignLeft if metrics.on_paper else RIGHT_MIDDLE)
