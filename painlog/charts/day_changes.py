"""The changes of medicine in "day by day": lines between the rows, named where that hides nothing."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QLineF, QRectF

from painlog.charts.days import DaySheet, activities_are_drawn
from painlog.charts.inks import colour, fill
from painlog.charts.labels import label_of
from painlog.charts.lettering import RIGHT_MIDDLE, Lettering
from painlog.charts.slots import SLOT, SLOTS, Slots
from painlog.patterns.timeline import DAY, Turn

OPEN_END, MARK_HALF = 18.0, 6.0
"""How far after a flare-up its broken outline or arrow reaches, and half of the widest mark of a moment."""
_HAIR = 0.01


def draw_uprights(sheet: DaySheet, summed: Slots | None) -> None:
    """Draw changes of medicine as dashed lines between the days, labelled where that hides nothing.

    `summed` is what is drawn in rows that add up; None where they show single entries.
    """
    layout, metrics = sheet.layout, sheet.metrics
    bold = Lettering(sheet.painter, metrics.bold)
    pen = sheet.pen(sheet.inks.ink, 1.4)
    pen.setDashPattern([4.0, 3.0])
    changes = [upright for upright in sheet.timeline.uprights if upright.turn is not Turn.APPOINTMENT]
    placed = [(layout.scale.at(upright.at), upright) for upright in changes]
    inside = [(y, upright) for y, upright in placed if layout.plot.top() <= y <= layout.plot.bottom()]
    sheet.painter.setPen(pen)
    sheet.painter.drawLines([QLineF(layout.plot.left(), y, layout.plot.right(), y) for y, _ in inside])
    used = [QRectF(layout.plot.left(), y, layout.plot.width(), 0) for y, _ in inside]
    for y, upright in inside:
        text = label_of(upright)
        rect = _place_of_label(sheet, summed, (y, bold.width(text) + 2 * metrics.unit), used)
        if rect is not None:
            fill(sheet.painter, rect, colour(sheet.inks.panel, 1.0 if sheet.metrics.on_paper else 0.8))
            bold.write(rect, text, sheet.inks.ink, RIGHT_MIDDLE)
            used.append(rect)


def _place_of_label(
    sheet: DaySheet, summed: Slots | None, wanted: tuple[float, float], used: Sequence[QRectF]
) -> QRectF | None:
    """Return where a label hides no mark: as far right as can be, above or below its line.

    `wanted` is where the line is, and how wide the label. Where every place hides some it hides parts of
    flare-ups, and never a moment: a dose would look not taken. Sums may have a mark at every hour: it stands
    over them all the same. None where there is no such place, where another line or label is there: those
    are `used`; and over the first row, where the hours stand.
    """
    (y, width), plot, edge = wanted, sheet.layout.plot, 3 * sheet.metrics.unit
    high = sheet.metrics.text_height
    above = QRectF(plot.right() - width - edge, y - high, width, high)
    rows = [
        row
        for row in (above, above.translated(0, high))
        if plot.top() <= row.top() and row.bottom() <= plot.bottom() and not _is_used(row, used)
    ]
    if above.left() <= plot.left():
        return None
    for with_pain in (True, False):
        for row in rows:
            taken = _taken(sheet, summed, row, with_pain=with_pain)
            left = _free_left(taken, row, edge)
            if left > plot.left():
                return QRectF(left, row.top(), width, high)
    return above if summed is not None and above in rows else None


def _is_used(row: QRectF, used: Sequence[QRectF]) -> bool:
    """Tell whether a line or a label lies within the height of a row of text."""
    return any(one.top() < row.bottom() - _HAIR and one.bottom() > row.top() + _HAIR for one in used)


def _free_left(taken: Sequence[tuple[float, float]], place: QRectF, apart: float) -> float:
    """Return the left edge of the first free place to the left of `place`, itself included."""
    left = place.left()
    for begin, end in sorted(taken, key=lambda mark: -mark[1]):
        if begin - apart < left + place.width() and end + apart > left:
            left = begin - apart - place.width()
    return left


def _taken(
    sheet: DaySheet, summed: Slots | None, place: QRectF, *, with_pain: bool
) -> list[tuple[float, float]]:
    """Return from where to where there are marks in the rows that `place` lies over."""
    if summed is not None:
        return _summed(sheet, summed, place, with_pain=with_pain)
    return (_pain(sheet, place) if with_pain else []) + _moments(sheet, place)


def _summed(sheet: DaySheet, summed: Slots, place: QRectF, *, with_pain: bool) -> list[tuple[float, float]]:
    """Return the same of the hours that are added up."""
    layout, counts = sheet.layout, [summed.as_needed, summed.regular]
    counts += [summed.flare_ups] if with_pain else []
    tops = [layout.row(number) for number in range(layout.bins.size)]
    under = [
        number for number, (top, bottom) in enumerate(tops) if top < place.bottom() and bottom > place.top()
    ]
    hours = [
        slot for slot in range(SLOTS) if any(count[number][slot] for count in counts for number in under)
    ]
    return [(layout.across.at(slot * SLOT), layout.across.at((slot + 1) * SLOT)) for slot in hours]


def _pain(sheet: DaySheet, place: QRectF) -> list[tuple[float, float]]:
    """Return the same of flare-ups."""
    layout, shown, unit = sheet.layout, sheet.timeline, sheet.metrics.unit
    span = _days_under(sheet, place)
    return [
        (layout.across.at(max(0.0, began - day)), layout.across.at(min(DAY, over - day)) + OPEN_END * unit)
        for _, began, over in shown.flare_ups.touching(*span, shown.now)
        for day in _days_between(*span)
        if began < day + DAY and over >= day
    ]


def _moments(sheet: DaySheet, place: QRectF) -> list[tuple[float, float]]:
    """Return the same of doses, activities where they are drawn, and appointments."""
    layout, shown, unit = sheet.layout, sheet.timeline, sheet.metrics.unit
    span = _days_under(sheet, place)
    moments = [lane.moments for lane in shown.lanes]
    moments += [shown.done] if activities_are_drawn(layout, sheet.metrics) else []
    walls = [wall for column in moments for _, wall in column.walls(*span)]
    walls += [
        one.at for one in shown.uprights if one.turn is Turn.APPOINTMENT and span[0] <= one.at < span[1]
    ]
    middles = [layout.across.at(wall % DAY) for wall in walls]
    return [(x - MARK_HALF * unit, x + MARK_HALF * unit) for x in middles]


def _days_under(sheet: DaySheet, place: QRectF) -> tuple[float, float]:
    """Return the wall clock of the rows that `place` lies over."""
    scale, unit = sheet.layout.scale, sheet.metrics.unit
    first = scale.wall(place.top() + 0.5 * unit) // DAY * DAY
    return first, scale.wall(place.bottom() - 0.5 * unit) // DAY * DAY + DAY


def _days_between(begin: float, end: float) -> Iterator[float]:
    """Give the midnights of a span."""
    while begin < end:
        yield begin
        begin += DAY
