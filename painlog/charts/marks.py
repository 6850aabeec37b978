"""How each kind of entry looks: its own shape as well as its own colour, drawn many at a time."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias, TypeVar

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from painlog.charts.inks import Inks, colour, fill, mixed
from painlog.charts.layout import Layout, Row
from painlog.charts.metrics import Metrics
from painlog.patterns.timeline import Lane, Piece, Sort, Timeline
from painlog.record import Whole

Mark: TypeAlias = tuple[str, int]
"""The kind and the key of an entry."""
Point: TypeAlias = tuple[float, float]
Seen = TypeVar("Seen", bound=tuple[Any, ...])
"""A mark in view: its row in the columns, and where it is."""

FAINT = 0.28
"""How much of the others is seen while some entries are chosen."""
MARKED_ABOVE = 7.0
"""How far above the plot the marks of chosen entries begin."""
HEAD, SMALLEST_HEAD = 4.0, 2.2
"""Radius of the head of a stem; the smaller one where stems stand close."""
SHORTEST_STEM = 0.35


class Sheet(NamedTuple):
    """What marks are drawn on."""

    painter: QPainter
    layout: Layout
    timeline: Timeline
    inks: Inks
    metrics: Metrics
    chosen: Mapping[Mark, float]
    """The entries that are chosen, with their wall clock."""

    def pen(self, ink: str, width: float = 1.0, strength: float = 1.0) -> QPen:
        """Return a pen `width` pixels of a screen wide; flat ends, as stems and spans need them."""
        pen = QPen(self.tint(ink, strength), width * self.metrics.unit)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def tint(self, ink: str, strength: float) -> QColor:
        """Return an ink, or so much of it as is left of what stands back."""
        return mixed(ink, self.inks.panel, strength)

    def x_within(self, wall: float) -> float:
        """Return where a moment stands, held inside of the plot."""
        scale = self.layout.scale
        return min(max(scale.at(wall), scale.start), scale.stop)

    def strengths(self) -> tuple[tuple[bool, float], ...]:
        """Return (whether chosen, how strong) of the passes in which marks are drawn."""
        return strengths_of(self.chosen)

    def of(self, kind: str, key: Whole, marks: Iterable[Seen], *, chosen: bool) -> Iterable[Seen]:
        """Return those marks, told by their row first, that belong to one of the passes."""
        if not self.chosen:
            return marks
        return [mark for mark in marks if ((kind, key[mark[0]]) in self.chosen) == chosen]


def strengths_of(chosen: Mapping[Mark, float]) -> tuple[tuple[bool, float], ...]:
    """Return (whether chosen, how strong) of the passes: what stands back first, then what is chosen."""
    return ((False, FAINT), (True, 1.0)) if chosen else ((False, 1.0),)


def sharp(rects: Iterable[QRectF], metrics: Metrics) -> list[QRectF]:
    """Return rectangles whose thin outline lies on whole pixels of a screen."""
    if metrics.on_paper:
        return list(rects)
    return [
        QRectF(
            metrics.sharp(rect.left()), metrics.sharp(rect.top()), round(rect.width()), round(rect.height())
        )
        for rect in rects
    ]


def clipped(points: Sequence[Point], left: float, right: float) -> list[Point]:
    """Return the part of a line from left to right that lies between two uprights; x never falls."""
    found: list[Point] = []
    for one, other in pairwise(points):
        if other[0] < left or one[0] > right:
            continue
        ends = [_at(one, other, max(left, one[0])) if one[0] < left else one]
        ends.append(_at(one, other, right) if other[0] > right else other)
        found += ends if not found or found[-1] != ends[0] else ends[1:]
    return found


def _at(one: Point, other: Point, x: float) -> Point:
    share = (x - one[0]) / (other[0] - one[0]) if other[0] > one[0] else 0.0
    return x, one[1] + share * (other[1] - one[1])


def draw_row(sheet: Sheet, row: Row) -> None:
    """Draw the single marks of a row."""
    if row.lane is None:
        draw_activities(sheet, row)
    elif row.lane.sort is Sort.PATCH:
        draw_patches(sheet, row, row.lane)
    else:
        draw_doses(sheet, row, row.lane)


def draw_doses(sheet: Sheet, row: Row, lane: Lane) -> None:
    """Draw doses: stems scaled by the amount, with a round head, or half as high for regular ones."""
    scale, key, amount = sheet.layout.scale, lane.doses.key, lane.doses.amount
    start, begin, rate, most = scale.start, scale.begin, scale.rate, lane.most or 1.0
    headed = lane.sort is Sort.AS_NEEDED
    ink, width = (sheet.inks.as_needed, 2.0) if headed else (sheet.inks.regular, 1.8)
    for chosen, strength in sheet.strengths():
        marks = [
            (start + (wall - begin) * rate, min(1.0, amount[at] / most))
            for at, wall in sheet.of("dose", key, lane.moments.walls(begin, scale.end), chosen=chosen)
        ]
        sheet.painter.setPen(sheet.pen(ink, width, strength))
        if headed:
            _draw_stems(sheet, row, marks)
        else:
            base, high = row.rect.bottom(), 0.5 * (row.rect.height() - (HEAD + 2) * sheet.metrics.unit)
            tall = [(x, base - high * max(SHORTEST_STEM, share)) for x, share in marks]
            sheet.painter.drawLines([QLineF(x, base, x, y) for x, y in tall])


def _draw_stems(sheet: Sheet, row: Row, marks: Sequence[Point]) -> None:
    """Draw stems of the painter's colour with round heads; `marks`: x, and share of the greatest amount."""
    painter, base, unit = sheet.painter, row.rect.bottom(), sheet.metrics.unit
    full = row.rect.height() - (HEAD + 2) * unit
    tops = [(x, base - full * max(SHORTEST_STEM, share)) for x, share in marks]
    painter.drawLines([QLineF(x, base, x, y) for x, y in tops])
    apart = row.rect.width() / max(1, len(marks))
    pen = painter.pen()
    pen.setWidthF(2 * min(HEAD * unit, max(SMALLEST_HEAD * unit, 0.6 * apart)))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints([QPointF(x, y) for x, y in tops])


def draw_patches(sheet: Sheet, row: Row, lane: Lane) -> None:
    """Draw how long each patch was on; where many stand close they are drawn as one."""
    scale, now, unit = sheet.layout.scale, sheet.timeline.worn_until, sheet.metrics.unit
    worn = lane.worn_between(scale.begin, scale.end, now)
    if worn and len(worn) * 10 * unit > scale.stop - scale.start:
        worn = _merged(worn, 2 * unit / scale.rate)
    high = min(13 * unit, 0.6 * row.rect.height())
    top = row.rect.center().y() - high / 2 + unit
    for at, piece in worn:
        faint = bool(sheet.chosen) and ("dose", lane.doses.key[at]) not in sheet.chosen
        sheet.painter.setPen(sheet.pen(sheet.inks.patch, 1.2, FAINT if faint else 1.0))
        sheet.painter.setBrush(sheet.tint(sheet.inks.patch_fill, FAINT if faint else 1.0))
        _draw_span(sheet, piece, top, high, is_open=lane.is_on(at, piece, now))


def _merged(worn: Sequence[tuple[int, Piece]], gap: float) -> list[tuple[int, Piece]]:
    found: list[tuple[int, Piece]] = []
    for at, piece in worn:
        if found and piece.begin - found[-1][1].end <= gap:
            found[-1] = found[-1][0], Piece(found[-1][1].begin, max(piece.end, found[-1][1].end))
        else:
            found.append((at, piece))
    return found


def _draw_span(sheet: Sheet, piece: Piece, top: float, high: float, *, is_open: bool) -> None:
    """Draw one span of wear with round ends; a patch that is still on is open at its right."""
    unit, painter = sheet.metrics.unit, sheet.painter
    left, right = sheet.x_within(piece.begin), sheet.x_within(piece.end)
    [rect] = sharp([QRectF(left, top, max(right - left - 1.5 * unit, unit), high)], sheet.metrics)
    if not is_open:
        painter.drawRoundedRect(rect, 4 * unit, 4 * unit)
        return
    pen, round_by = painter.pen(), min(4 * unit, rect.width() / 2)
    path = QPainterPath(rect.topRight())
    path.lineTo(rect.left() + round_by, rect.top())
    path.quadTo(rect.topLeft(), QPointF(rect.left(), rect.top() + round_by))
    path.lineTo(rect.left(), rect.bottom() - round_by)
    path.quadTo(rect.bottomLeft(), QPointF(rect.left() + round_by, rect.bottom()))
    path.lineTo(rect.bottomRight())
    painter.fillPath(path, painter.brush())
    painter.strokePath(path, pen)


def draw_activities(sheet: Sheet, row: Row) -> None:
    """Draw triangles: full ones for sessions of a therapy, hollow ones for what people do."""
    scale, columns, unit = sheet.layout.scale, sheet.timeline.activities, sheet.metrics.unit
    size = 5 * unit, min(10 * unit, 0.6 * row.rect.height())
    base = row.rect.bottom() - 3 * unit
    for chosen, strength in sheet.strengths():
        feet: tuple[list[Point], list[Point]] = ([], [])
        done = sheet.timeline.done.walls(scale.begin, scale.end)
        for at, wall in sheet.of("activity", columns.key, done, chosen=chosen):
            feet[columns.therapy[at]].append((scale.at(wall), base))
        sheet.painter.setPen(QPen(sheet.tint(sheet.inks.activity, strength), 1.3 * unit))
        draw_triangles(sheet.painter, feet[0], size, full=False)
        draw_triangles(sheet.painter, feet[1], size, full=True)


def draw_triangles(
    painter: QPainter, feet: Iterable[Point], size: tuple[float, float], *, full: bool
) -> None:
    """Draw triangles of the painter's colour on the middles of their bases; `size`: half a width, height."""
    half, high = size
    edges = []
    painter.setBrush(painter.pen().color())
    for x, base in feet:
        corners = [QPointF(x - half, base), QPointF(x, base - high), QPointF(x + half, base)]
        if full:
            painter.drawPolygon(QPolygonF(corners))
        else:
            edges += [QLineF(one, other) for one, other in pairwise([*corners, corners[0]])]
    if not full:
        painter.drawLines(edges)


def draw_chosen(sheet: Sheet) -> None:
    """Draw a small mark above each chosen entry, those that would merge as one."""
    path, unit, last = QPainterPath(), sheet.metrics.unit, -1e9
    scale, top = sheet.layout.scale, sheet.layout.plot.top() - MARKED_ABOVE * unit
    for wall in sorted(wall for wall in sheet.chosen.values() if scale.begin <= wall < scale.end):
        x = scale.at(wall)
        if x - last >= 4 * unit:
            corners = [QPointF(x - 4 * unit, top), QPointF(x + 4 * unit, top), QPointF(x, top + 6 * unit)]
            path.addPolygon(QPolygonF([*corners, corners[0]]))
            last = x
    if not path.isEmpty():
        fill(sheet.painter, path, colour(sheet.inks.focus))
