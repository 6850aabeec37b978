"""How sums look: a bar a day, a week or more, where single marks would merge."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt

from painlog.charts.inks import colour
from painlog.charts.layout import TOP_OF_SCALE, Layout, Row
from painlog.charts.marks import Sheet, draw_patches
from painlog.charts.pain import LONGEST_GAP, draw_background
from painlog.charts.tally import Sums
from painlog.patterns.timeline import DAY, Sort

SPACE = 0.22
"""The part of a bin's width that is left free, so that bars stay apart."""


class Bars(NamedTuple):
    """The sums of a span, and where the bar of each bin stands."""

    sums: Sums
    sides: Sequence[tuple[float, float]]
    """Left and width of each bin's bar, inside of the plot."""

    def rects(self, heights: Iterable[float], base: float) -> list[QRectF]:
        """Return the bars of these heights on a base; none where there is nothing."""
        tall = zip(self.sides, heights, strict=True)
        return [QRectF(left, base - high, width, high) for (left, width), high in tall if high > 0]


def bars_of(layout: Layout, sums: Sums) -> Bars:
    """Return where the bars of sums stand."""
    scale, bins = layout.scale, sums.bins
    wide = bins.days * DAY * scale.rate
    free = wide * SPACE / 2
    sides = []
    for number in range(bins.size):
        begin = scale.at(bins.span(number)[0])
        left, right = max(begin + free, scale.start), min(begin + wide - free, scale.stop)
        sides.append((left, max(0.0, right - left)))
    return Bars(sums, sides)


def draw_levels(sheet: Sheet, bars: Bars) -> bool:
    """Draw the worst of each bin as a light bar and what is usual as a full one, and the background.

    Return whether the line of that is whole.
    """
    layout, painter, sums = sheet.layout, sheet.painter, bars.sums
    painter.setPen(Qt.PenStyle.NoPen)
    unit = layout.pain.height() / TOP_OF_SCALE
    for ink, levels in ((sheet.inks.pain_soft, sums.worst), (sheet.inks.pain, sums.usual)):
        painter.setBrush(colour(ink))
        painter.drawRects(bars.rects((level * unit for level in levels), layout.pain.bottom()))
    middles = [sum(sums.bins.span(number)) / 2 for number in range(sums.bins.size)]
    known = zip(middles, sums.background, strict=True)
    gap = max(LONGEST_GAP, 1.5 * sums.bins.days * DAY)
    return draw_background(sheet, [(wall, level) for wall, level in known if level >= 0], gap)


def counts_of(row: Row, sums: Sums) -> Sequence[float]:
    """Return what is summed up in a row."""
    if row.lane is not None:
        return sums.doses[row.number]
    return sums.flare_ups if row.kind == "flare-up" else sums.activities


def draw_sums(sheet: Sheet, row: Row, bars: Bars) -> None:
    """Draw the sums of one row, scaled to the greatest; patches stay spans."""
    if row.lane is not None and row.lane.sort is Sort.PATCH:
        draw_patches(sheet, row, row.lane)
        return
    counts = counts_of(row, bars.sums)
    each = (row.rect.height() - 5 * sheet.metrics.unit) / (max(counts, default=0.0) or 1.0)
    sheet.painter.setPen(Qt.PenStyle.NoPen)
    sheet.painter.setBrush(colour(_ink(sheet, row)))
    sheet.painter.drawRects(bars.rects((count * each for count in counts), row.rect.bottom()))


def _ink(sheet: Sheet, row: Row) -> str:
    if row.lane is None:
        return sheet.inks.pain if row.kind == "flare-up" else sheet.inks.activity
    return sheet.inks.as_needed if row.lane.sort is Sort.AS_NEEDED else sheet.inks.regular
