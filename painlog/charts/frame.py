"""What stands around and behind the marks of a timeline: grid, calendar, labels, changes and gaps."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from painlog.charts.bars import counts_of
from painlog.charts.inks import colour, fill
from painlog.charts.labels import background_name, label_of, left_out_note, row_name, row_note, title
from painlog.charts.layout import Row
from painlog.charts.lettering import LEFT_MIDDLE, RIGHT_MIDDLE, Lettering
from painlog.charts.marks import MARKED_ABOVE, Sheet
from painlog.charts.pain import LONGEST_GAP
from painlog.charts.scale import Tick, ticks
from painlog.charts.tally import Sums
from painlog.patterns.timeline import Piece, Sort, Turn, Upright, day_of
from painlog.words import amounts

translate = QCoreApplication.translate

LEVELS = (0, 2, 4, 6, 8, 10)
HATCH_SPACING = 7.0
MOST_HATCHES = 600
_LEAST_FOR_TWO = 1.45
"""Heights of a line, from which two lines of a name stand under one another: few letters reach below."""


def draw_grid(sheet: Sheet, found: Sequence[Tick]) -> None:
    """Draw the levels that have a number, base lines and the uprights of the calendar."""
    layout, painter = sheet.layout, sheet.painter
    left, right = layout.plot.left(), layout.plot.right()
    bases = [layout.level(level) for level in _numbered(layout.pain.height(), sheet.metrics.small_height)]
    bases += [row.rect.bottom() for row in layout.rows]
    painter.setPen(QPen(colour(sheet.inks.line), sheet.metrics.hair))
    sharp = sheet.metrics.sharp
    painter.drawLines([QLineF(left, y, right, y) for y in map(sharp, bases)])
    painter.setPen(QPen(sheet.tint(sheet.inks.line, 0.55), sheet.metrics.hair))
    xs = [sharp(layout.scale.at(tick.wall)) for tick in found]
    top, bottom = layout.plot.top(), layout.plot.bottom()
    painter.drawLines([QLineF(x, top, x, bottom) for x in xs])


def calendar(sheet: Sheet) -> list[Tick]:
    """Return the moments that are written below the plot."""
    small = Lettering(sheet.painter, sheet.metrics.small)
    return ticks(sheet.layout.scale, small.width, 5 * sheet.metrics.unit)


def draw_calendar(sheet: Sheet, found: Sequence[Tick]) -> None:
    """Write the days or hours below the plot: days beside their line, moments below it."""
    layout, unit = sheet.layout, sheet.metrics.unit
    small = Lettering(sheet.painter, sheet.metrics.small)
    top, right = layout.plot.bottom() + 7 * unit, layout.rect.right()
    for tick in found:
        x, width = layout.scale.at(tick.wall), small.width(tick.label) + 1
        left = x + 4 * unit if tick.is_day else x - width / 2
        if left + width <= right:
            rect = QRectF(left, top, width, sheet.metrics.small_height)
            small.write(rect, tick.label, sheet.inks.muted, Qt.AlignmentFlag.AlignLeft)


def draw_untracked(sheet: Sheet, pieces: Sequence[Piece]) -> None:
    """Hatch the days without an entry on pain or medicine: nobody knows how they were."""
    layout, scale = sheet.layout, sheet.layout.scale
    bands = [(sheet.x_within(begin), sheet.x_within(end)) for begin, end in pieces if end > scale.begin]
    least = (7 if layout.together else 3) * sheet.metrics.unit
    wide = [(left, right) for left, right in bands if right - left >= least]
    across = sum(right - left + layout.pain.height() for left, right in wide)
    spacing = max(HATCH_SPACING * sheet.metrics.unit, across / MOST_HATCHES)
    lines = [line for left, right in wide for line in _diagonals(left, right, layout.pain, spacing)]
    # Square ends, as a pen has them: flat ones take seven times as long on a screen.
    sheet.painter.setPen(QPen(colour(sheet.inks.hatch), sheet.metrics.unit))
    sheet.painter.drawLines(lines)


def _diagonals(left: float, right: float, within: QRectF, spacing: float) -> Iterator[QLineF]:
    """Give the parts inside a band of lines that rise to the right, the same lines in every band.

    They are cut by hand, since vector images know no clipping.
    """
    top, bottom = within.top(), within.bottom()
    line = -(-(left + top) // spacing) * spacing
    while line <= right + bottom:
        begin, end = max(left, line - bottom), min(right, line - top)
        if end > begin:
            yield QLineF(begin, line - begin, end, line - end)
        line += spacing


def draw_labels(sheet: Sheet, sums: Sums | None, *, whole: bool) -> None:
    """Write what stands above, and what each row is, beside the plot.

    `whole`: the line of the background has no dashes.
    """
    layout, unit = sheet.layout, sheet.metrics.unit
    small = Lettering(sheet.painter, sheet.metrics.small)
    right = layout.plot.left() - 8 * unit
    for level in _numbered(layout.pain.height(), sheet.metrics.small_height):
        rect = QRectF(layout.left, layout.level(level) - 20 * unit, right - layout.left, 40 * unit)
        number = amounts.number(level)
        small.write(rect, number, sheet.inks.muted, RIGHT_MIDDLE)
    _draw_title(sheet, sums, whole=whole)
    _write_names(sheet, [_make_room_for_name(sheet, row, sums) for row in layout.rows])
    if left_out := left_out_note(layout.left_out, shows_done=layout.shows_done):
        below = QRectF(
            layout.left, layout.plot.bottom() + 7 * unit, right - layout.left, sheet.metrics.small_height
        )
        small.write(below, left_out, sheet.inks.muted, LEFT_MIDDLE)


def _numbered(height: float, text_height: float) -> Sequence[int]:
    """Return the levels whose numbers stand apart."""
    if height >= 5 * text_height:
        return LEVELS
    return (0, 5, 10) if height >= 2 * text_height else (0, 10)


def _draw_title(sheet: Sheet, sums: Sums | None, *, whole: bool) -> None:
    layout, metrics = sheet.layout, sheet.metrics
    width = (
        layout.plot.left()
        - layout.left
        - 8 * metrics.unit
        - Lettering(sheet.painter, metrics.small).width("10")
    )
    rect = QRectF(layout.left, layout.plot.top(), width, metrics.text_height)
    Lettering(sheet.painter, metrics.bold).write(rect, title(), sheet.inks.pain_text, LEFT_MIDDLE)
    rect.translate(0, metrics.text_height)
    rect.setHeight(metrics.small_height)
    for ink, text in _legend(sheet, sums):
        if rect.bottom() > layout.pain.bottom():
            break
        _draw_legend(sheet, rect, ink, text, whole=whole)
        rect.translate(0, metrics.small_height)


def _legend(sheet: Sheet, sums: Sums | None) -> list[tuple[str, str]]:
    """Return what stands below the title; on a screen the background always does, so that nothing moves."""
    is_there = not sheet.metrics.on_paper or _has_background(sheet, sums)
    said = [("", background_name())] if is_there else []
    if sums is not None:
        said.append((sheet.inks.pain_soft, translate("Charts", "worst", "the worst pain of a day or week")))
        said.append((sheet.inks.pain, translate("Charts", "usual", "the usual pain of a day or week")))
    return said


def _has_background(sheet: Sheet, sums: Sums | None) -> bool:
    """Tell whether the line of the background is drawn, from a day before into the span as well."""
    if sums is not None:
        return any(level >= 0 for level in sums.background)
    begin, end = sheet.layout.scale.begin, sheet.layout.scale.end
    told = [wall for wall, _ in sheet.timeline.background(begin, end)]
    goes_across = len(told) > 1 and told[-1] - told[0] <= LONGEST_GAP
    return goes_across or any(begin <= wall < end for wall in told)


def _draw_legend(sheet: Sheet, rect: QRectF, ink: str, text: str, *, whole: bool) -> None:
    """Draw a sample of a mark (without ink: the line of the background) and what it means."""
    unit, middle = sheet.metrics.unit, rect.center().y() + sheet.metrics.unit
    if ink:
        sample = QRectF(rect.left(), middle - 4 * unit, 8 * unit, 8 * unit)
        fill(sheet.painter, sample, colour(ink))
    else:
        sheet.painter.setPen(sheet.pen(sheet.inks.background, 1.4))
        dashes = [(0.0, 13.0)] if whole else [(0.0, 5.0), (8.0, 13.0)]
        lines = [QLineF(rect.left() + a * unit, middle, rect.left() + b * unit, middle) for a, b in dashes]
        sheet.painter.drawLines(lines)
    beside = rect.adjusted(17 * unit if not ink else 12 * unit, 0, 0, 0)
    Lettering(sheet.painter, sheet.metrics.small).write(beside, text, sheet.inks.muted, LEFT_MIDDLE)


def _make_room_for_name(sheet: Sheet, row: Row, sums: Sums | None) -> tuple[QRectF, str]:
    """Write the count and the note of a row, and return the room that is left beside them for its name."""
    layout, metrics = sheet.layout, sheet.metrics
    small = Lettering(sheet.painter, metrics.small)
    rect = QRectF(layout.left, row.rect.top(), layout.plot.left() - layout.left - 8 * metrics.unit, 0)
    rect.setHeight(row.rect.height())
    counts = [] if sums is None else counts_of(row, sums)
    if any(counts) and (row.lane is None or row.lane.sort is not Sort.PATCH):
        most = amounts.rounded(max(counts), 2)
        top = QRectF(rect.left(), row.rect.top(), rect.width(), metrics.small_height)
        small.write(top, most, sheet.inks.muted, RIGHT_MIDDLE)
        rect.setWidth(rect.width() - small.width(most) - 4 * metrics.unit)
    note = row_note(row.lane, day_of(layout.scale.end - 1)) if metrics.on_paper else ""
    if note and row.rect.height() >= metrics.text_height + metrics.small_height:
        rect.setHeight(metrics.text_height + metrics.small_height)
        rect.moveBottom(row.rect.bottom())
        under = QRectF(rect.left(), rect.top() + metrics.text_height, rect.width(), metrics.small_height)
        small.write(under, note, sheet.inks.muted, LEFT_MIDDLE)
        rect.setHeight(metrics.text_height)
    name = row_name(row.kind, row.lane, sheet.timeline, with_strength=metrics.on_paper)
    return rect, name


def _write_names(sheet: Sheet, names: Sequence[tuple[QRectF, str]]) -> None:
    """Write the names of the rows as large as all fit: smaller, or in two lines, before any is cut."""
    metrics = sheet.metrics
    small, bold = Lettering(sheet.painter, metrics.small), Lettering(sheet.painter, metrics.bold)
    whole = metrics.on_paper or all(bold.width(name) <= rect.width() for rect, name in names)
    for rect, name in names:
        lines = [name] if whole else _in_lines(name, rect, small, metrics.small_height)
        high = rect.height() / len(lines)
        for number, line in enumerate(lines):
            at = QRectF(rect.left(), rect.top() + number * high, rect.width(), high)
            lettering = bold if whole else small
            lettering.write(at, line, sheet.inks.ink, LEFT_MIDDLE, Qt.TextElideMode.ElideMiddle)


def _in_lines(name: str, rect: QRectF, lettering: Lettering, height: float) -> list[str]:
    """Return a name as one line where it fits, or there is no room for two; else broken between words."""
    words = name.split(" ")
    if lettering.width(name) <= rect.width() or rect.height() < _LEAST_FOR_TWO * height or len(words) == 1:
        return [name]
    broken = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return [*min(broken, key=lambda lines: max(map(lettering.width, lines)))]


# --- changes of medicine and appointments ----------------------------------------------------------------


class Placed(NamedTuple):
    """Where the label of an upright line is written."""

    upright: Upright
    x: float
    label: QRectF | None
    """None where there is no room: the pointer still finds it."""
    text: str


def place_uprights(sheet: Sheet) -> list[Placed]:
    """Return the upright lines in view, with labels that never overlap."""
    scale, lettering = sheet.layout.scale, Lettering(sheet.painter, sheet.metrics.bold)
    taken: list[QRectF] = []
    found = []
    inside = [upright for upright in sheet.timeline.uprights if scale.begin <= upright.at < scale.end]
    for upright in sorted(inside, key=lambda upright: upright.turn is Turn.APPOINTMENT):
        x, text = scale.at(upright.at), label_of(upright)
        rooms = _rooms(sheet, x, lettering.width(text))
        label = next((rect for rect in rooms if _is_free(rect, taken) and not _hides_pain(sheet, rect)), None)
        if label is not None:
            taken.append(label)
        found.append(Placed(upright, x, label, text))
    return found


def _rooms(sheet: Sheet, x: float, width: float) -> Iterator[QRectF]:
    """Give the places for a label at x in the order of choice: right, left, then a line lower.

    Those of the first line stand above the marks of chosen entries, where there are any.
    """
    layout, metrics = sheet.layout, sheet.metrics
    height, space = metrics.text_height, 6 * metrics.unit
    lift = MARKED_ABOVE * metrics.unit if sheet.chosen else 0.0
    for top in (
        layout.plot.top() - height - 2 * metrics.unit - lift,
        layout.plot.top() + 2 * metrics.unit,
    ):
        for left in (x + space, x - space - width):
            rect = QRectF(left, top, width + 1, height)
            if rect.left() >= layout.plot.left() - space and rect.right() <= layout.rect.right():
                yield rect


def _is_free(rect: QRectF, taken: Sequence[QRectF]) -> bool:
    return not any(rect.adjusted(-6, 0, 6, 0).intersects(other) for other in taken)


def _hides_pain(sheet: Sheet, rect: QRectF) -> bool:
    """Tell whether a label would lie over the worst of a flare-up; sums of days reach up anywhere."""
    layout, flare_ups = sheet.layout, sheet.timeline.flare_ups
    if rect.bottom() <= layout.plot.top() or layout.together:
        return False
    span = layout.scale.wall(rect.left()), layout.scale.wall(rect.right())
    peaks = [flare_ups.columns.peak[row] for row, _, _ in flare_ups.touching(*span, sheet.timeline.now)]
    return bool(peaks) and layout.level(max(peaks)) < rect.bottom()


def draw_uprights(sheet: Sheet) -> None:
    """Draw changes of medicine as dashed lines and appointments as dotted ones, with their labels."""
    layout, unit = sheet.layout, sheet.metrics.unit
    bold = Lettering(sheet.painter, sheet.metrics.bold)
    found = place_uprights(sheet)
    for upright, x, label, _ in found:
        pen = sheet.pen(_ink_of(sheet, upright), 1.4)
        pen.setDashPattern([1.2, 2.5] if upright.turn is Turn.APPOINTMENT else [4.0, 3.0])
        sheet.painter.setPen(pen)
        top = layout.plot.top() - (10 * unit if label is not None else 4 * unit)
        sheet.painter.drawLine(QPointF(x, top), QPointF(x, layout.plot.bottom()))
    for upright, _, label, text in found:
        if label is None:
            continue
        is_crossed = any(label.left() < other.x < label.right() for other in found)
        if is_crossed or label.bottom() > layout.plot.top():
            fill(sheet.painter, label, colour(sheet.inks.panel, 1.0 if sheet.metrics.on_paper else 0.85))
        bold.write(label, text, _ink_of(sheet, upright), LEFT_MIDDLE)


def _ink_of(sheet: Sheet, upright: Upright) -> str:
    return sheet.inks.muted if upright.turn is Turn.APPOINTMENT else sheet.inks.ink
