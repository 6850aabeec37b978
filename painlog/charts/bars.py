"""How sums look: a bar a day, a week or more, where single marks would merge."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt

from painlog.charts.inks import colour
from painlog.charts.layout import Row
from painlog.charts.marks import LONGEST_GAP, Point, Sheet, draw_background, draw_patches
from painlog.charts.tally import Sums
from painlog.patterns.timeline import DAY, Sort

SPACE = 0.22
"""The part of a bin's width that is left free, so that bars stay apart."""


def _sides(sheet: Sheet, sums: Sums, number: int) -> Point:
    """Return left and right of a bin's bar, inside of the plot."""
    begin, end = sums.bins.span(number)
    free = (end - begin) * SPACE / 2
    return sheet.x_within(begin + free), sheet.x_within(end - free)


def _bar(sheet: Sheet, sums: Sums, number: int, top: float, base: float) -> QRectF:
    left, right = _sides(sheet, sums, number)
    return QRectF(left, top, right - left, base - top)


def draw_levels(sheet: Sheet, sums: Sums) -> None:
    """Draw the worst of each bin as a light bar and what is usual as a full one, and the background."""
    layout, painter = sheet.layout, sheet.painter
    painter.setPen(Qt.PenStyle.NoPen)
    for ink, levels in ((sheet.inks.pain_soft, sums.worst), (sheet.inks.pain, sums.usual)):
        painter.setBrush(colour(ink))
        tops = ((number, layout.level(level)) for number, level in enumerate(levels) if level > 0)
        painter.drawRects([_bar(sheet, sums, number, top, layout.pain.bottom()) for number, top in tops])
    middles = [sum(sums.bins.span(number)) / 2 for number in range(sums.bins.size)]
    known = zip(middles, sums.background, strict=True)
    gap = max(LONGEST_GAP, 1.5 * sums.bins.days * DAY)
    draw_background(sheet, [(wall, level) for wall, level in known if level >= 0], gap)


def counts_of(row: Row, sums: Sums) -> Sequence[float]:
    """Return what is summed up in a row."""
    if row.lane is not None:
        return sums.doses[row.number]
    return sums.flare_ups if row.kind == "flare-up" else sums.activities


def draw_sums(sheet: Sheet, row: Row, sums: Sums) -> None:
    """Draw the sums of one row, scaled to the greatest; patches stay spans."""
    if row.lane is not None and row.lane.sort is Sort.PATCH:
        draw_patches(sheet, row, row.lane)
        return
    counts = counts_of(row, sums)
    most, full = max(counts, default=0.0) or 1.0, row.rect.height() - 5 * sheet.metrics.unit
    base = row.rect.bottom()
    sheet.painter.setPen(Qt.PenStyle.NoPen)
    sheet.painter.setBrush(colour(_ink(sheet, row)))
    tops = ((number, base - full * count / most) for number, count in enumerate(counts) if count > 0)
    sheet.painter.drawRects([_bar(sheet, sums, number, top, base) for number, top in tops])


def _ink(sheet: Sheet, row: Row) -> str:
    if row.lane is None:
        return sheet.inks.pain if row.kind == "flare-up" else sheet.inks.activity
    return sheet.inks.as_needed if row.lane.sort is Sort.AS_NEEDED else sheet.inks.regular
