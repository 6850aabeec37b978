"""How each kind of entry looks: its own shape as well as its own colour, drawn many at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from painlog.charts.inks import Inks, colour, mixed
from painlog.charts.layout import Layout, Row
from painlog.charts.metrics import Metrics
from painlog.patterns.timeline import DAY, Lane, Piece, Sort, Timeline

Mark: TypeAlias = tuple[str, int]
"""The kind and the key of an entry."""
Point: TypeAlias = tuple[float, float]

FAINT = 0.28
"""How much of the others is seen while some entries are chosen."""
HEAD = 4.0
NARROWEST_FLARE_UP = 3.0
STUB = 8.0
"""Height of a flare-up whose level nobody told, which has no place on the scale."""
UNKNOWN_REACH = 10.0
"""How far the open outline of a flare-up reaches whose end nobody knows."""
SHORTEST_STEM = 0.35
DASH, DASH_SPACE, CLOSE = 5.0, 3.5, 7.0
"""Of the line of the background pain: its dashes, and how close its points stand when it has none."""
LONGEST_GAP = 3 * DAY
"""The line of the background pain does not run across more than this without a check-in."""


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
        return ((False, FAINT), (True, 1.0)) if self.chosen else ((False, 1.0),)

    def is_chosen(self, kind: str, key: int) -> bool:
        """Tell whether an entry is drawn among the chosen ones."""
        return bool(self.chosen) and (kind, key) in self.chosen


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


# --- flare-ups -------------------------------------------------------------------------------------------


class FlareUpStrokes:
    """The outlines of many flare-ups, gathered to be drawn at once.

    What is known is filled without smooth edges and then drawn around with smooth lines: on a screen that
    looks the same and is ten times as fast as filling smoothly.
    """

    def __init__(self, sheet: Sheet) -> None:
        """Begin with none."""
        self._sheet = sheet
        self._known: list[QPolygonF] = []
        self._edges: list[QLineF] = []
        self._open = QPainterPath()
        self._arrows: list[QPolygonF] = []

    def add(self, row: int, began: float, over: float) -> None:
        """Take in one flare-up by its row and the wall clock of its onset and end."""
        sheet, flare_ups = self._sheet, self._sheet.timeline.flare_ups
        shape = flare_ups.shape(row, over - began)
        points = self._points(shape, began) if shape else []
        if not shape:
            self._add_stub(began, over)
        elif points:
            self._add_known(points)
        if flare_ups.end_is_unknown(row):
            self._add_unknown_end(points, over)
        elif flare_ups.is_running(row) and sheet.layout.scale.begin <= over < sheet.layout.scale.end:
            self._add_arrow(over)

    def draw(self, strength: float) -> None:
        """Draw what was taken in."""
        sheet, painter = self._sheet, self._sheet.painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(sheet.tint(sheet.inks.pain, 0.88 * strength))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for polygon in self._known:
            painter.drawPolygon(polygon)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(sheet.tint(sheet.inks.pain, strength), sheet.metrics.unit))
        painter.drawLines(self._edges)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(sheet.tint(sheet.inks.pain, strength))
        for polygon in self._arrows:
            painter.drawPolygon(polygon)
        pen = sheet.pen(sheet.inks.pain, 1.5, strength)
        pen.setDashPattern([2.0, 1.5])
        painter.strokePath(self._open, pen)

    def _points(self, shape: Sequence[Point], began: float) -> list[Point]:
        """Return the outline's upper edge in the painter's units, at least as wide as can be seen."""
        layout = self._sheet.layout
        start, rate = layout.scale.at(began), layout.scale.rate
        width, least = shape[-1][0] * rate, NARROWEST_FLARE_UP * self._sheet.metrics.unit
        stretch = rate if width >= least else rate * least / width if width > 0 else 0.0
        points = [(start + at * stretch, layout.level(level)) for at, level in shape]
        if not width:
            points.append((start + least, points[-1][1]))
        return clipped(points, layout.scale.start, layout.scale.stop)

    def _add_known(self, points: Sequence[Point]) -> None:
        base = self._sheet.layout.pain.bottom()
        corners = [QPointF(x, y) for x, y in [(points[0][0], base), *points, (points[-1][0], base)]]
        self._known.append(QPolygonF(corners))
        self._edges += [QLineF(one, other) for one, other in pairwise(corners)]

    def _add_stub(self, began: float, over: float) -> None:
        sheet = self._sheet
        left, right, unit = sheet.x_within(began), sheet.x_within(over), sheet.metrics.unit
        base = sheet.layout.pain.bottom()
        self._open.addRect(QRectF(left, base - STUB * unit, max(right - left, 4 * unit), STUB * unit))

    def _add_unknown_end(self, points: Sequence[Point], over: float) -> None:
        sheet = self._sheet
        base = sheet.layout.pain.bottom()
        x, y = points[-1] if points else (sheet.x_within(over), base - STUB * sheet.metrics.unit)
        reach = min(x + UNKNOWN_REACH * sheet.metrics.unit, sheet.layout.scale.stop)
        if x < reach:
            self._open.addPolygon(QPolygonF([QPointF(x, y), QPointF(reach, y), QPointF(reach, base)]))

    def _add_arrow(self, over: float) -> None:
        sheet = self._sheet
        unit, base = sheet.metrics.unit, sheet.layout.pain.bottom()
        x = sheet.layout.scale.at(over) + 2 * unit
        corners = [QPointF(x, base - 10 * unit), QPointF(x + 7 * unit, base - 5 * unit), QPointF(x, base)]
        self._arrows.append(QPolygonF(corners))


def draw_flare_ups(sheet: Sheet) -> None:
    """Draw each flare-up as it went: onset, peak, end, and readings where there are any."""
    scale, timeline = sheet.layout.scale, sheet.timeline
    rows = timeline.flare_ups.touching(scale.begin, scale.end, timeline.now)
    key = timeline.flare_ups.columns.key
    for chosen, strength in sheet.strengths():
        strokes = FlareUpStrokes(sheet)
        for row, began, over in rows:
            if sheet.is_chosen("flare-up", key[row]) == chosen:
                strokes.add(row, began, over)
        strokes.draw(strength)


def draw_background(sheet: Sheet, points: Iterable[Point], longest_gap: float = LONGEST_GAP) -> None:
    """Draw the background pain as a dashed line through (wall clock, level) points, but over no long gap.

    Where points stand so close that dashes could not be told apart, the line is whole.
    """
    scale, unit = sheet.layout.scale, sheet.metrics.unit
    along = [(scale.at(wall), sheet.layout.level(level)) for wall, level in points]
    pieces = list(_pieces(sheet, along, longest_gap * scale.rate))
    whole = len(pieces) * CLOSE * unit > scale.stop - scale.start
    if not whole:
        sheet.painter.setPen(QPen(colour(sheet.inks.panel), 3 * unit))
        sheet.painter.drawLines(pieces)
    sheet.painter.setPen(sheet.pen(sheet.inks.background, 1.4, FAINT if sheet.chosen else 1.0))
    sheet.painter.drawLines(pieces if whole else _dashes(pieces, DASH * unit, DASH_SPACE * unit))


def _pieces(sheet: Sheet, along: Sequence[Point], gap: float) -> Iterator[QLineF]:
    """Give the parts of a line through points that are in view; a lone point is a short line."""
    scale, reach = sheet.layout.scale, 5 * sheet.metrics.unit
    for one, other in pairwise(along):
        ends = clipped([one, other], scale.start, scale.stop) if other[0] - one[0] <= gap else []
        if len(ends) == 2:
            yield QLineF(*ends[0], *ends[1])
    if len(along) == 1 and scale.start <= along[0][0] <= scale.stop:
        yield QLineF(along[0][0] - reach, along[0][1], along[0][0] + reach, along[0][1])


def _dashes(pieces: Iterable[QLineF], dash: float, space: float) -> list[QLineF]:
    """Return the dashes along lines; a painter's own dashes take ten times as long on a screen."""
    found, at = [], 0.0
    for piece in pieces:
        length = piece.length()
        while at < length:
            if at + dash > 0:
                begin, end = max(0.0, at) / length, min(length, at + dash) / length
                found.append(QLineF(piece.pointAt(begin), piece.pointAt(end)))
            at += dash + space
        at -= length
    return found


# --- rows ------------------------------------------------------------------------------------------------


def draw_row(sheet: Sheet, row: Row) -> None:
    """Draw the single marks of a row."""
    if row.lane is None:
        draw_activities(sheet, row)
    elif row.lane.sort is Sort.PATCH:
        draw_patches(sheet, row, row.lane)
    else:
        draw_doses(sheet, row, row.lane)


def draw_doses(sheet: Sheet, row: Row, lane: Lane) -> None:
    """Draw doses: stems with a round head scaled by the amount, short stems for regular ones."""
    scale, key, amount = sheet.layout.scale, lane.doses.key, lane.doses.amount
    headed = lane.sort is Sort.AS_NEEDED
    ink, width = (sheet.inks.as_needed, 2.0) if headed else (sheet.inks.regular, 1.8)
    full = row.rect.height() - (HEAD + 2) * sheet.metrics.unit
    for chosen, strength in sheet.strengths():
        marks = [
            (scale.at(wall), amount[at] / (lane.most or 1))
            for at, wall in lane.moments.walls(scale.begin, scale.end)
            if sheet.is_chosen("dose", key[at]) == chosen
        ]
        sheet.painter.setPen(sheet.pen(ink, width, strength))
        if headed:
            _draw_stems(sheet, row, [(x, full * max(SHORTEST_STEM, share)) for x, share in marks])
        else:
            base, high = row.rect.bottom(), 0.5 * full
            sheet.painter.drawLines([QLineF(x, base, x, base - high) for x, _ in marks])


def _draw_stems(sheet: Sheet, row: Row, stems: Sequence[Point]) -> None:
    """Draw stems of the painter's colour with round heads; `stems`: x and height."""
    painter, base = sheet.painter, row.rect.bottom()
    painter.drawLines([QLineF(x, base, x, base - high) for x, high in stems])
    pen = painter.pen()
    pen.setWidthF(2 * HEAD * sheet.metrics.unit)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints([QPointF(x, base - high) for x, high in stems])


def draw_patches(sheet: Sheet, row: Row, lane: Lane) -> None:
    """Draw how long each patch was on; where many stand close they are drawn as one."""
    scale, now, unit = sheet.layout.scale, sheet.timeline.now, sheet.metrics.unit
    worn = lane.worn_between(scale.begin, scale.end, now)
    if worn and len(worn) * 6 * unit > scale.stop - scale.start:
        worn = _merged(worn, 2 * unit / scale.rate)
    high = min(13 * unit, 0.6 * row.rect.height())
    top = row.rect.center().y() - high / 2 + unit
    for at, piece in worn:
        faint = bool(sheet.chosen) and not sheet.is_chosen("dose", lane.doses.key[at])
        sheet.painter.setPen(sheet.pen(sheet.inks.patch, 1.2, FAINT if faint else 1.0))
        sheet.painter.setBrush(QBrush(sheet.tint(sheet.inks.patch_fill, FAINT if faint else 1.0)))
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
    rect = QRectF(left, top, max(right - left - 1.5 * unit, unit), high)
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
    base, half, high = row.rect.bottom() - 3 * unit, 5 * unit, min(10 * unit, 0.6 * row.rect.height())
    sheet.painter.setBrush(Qt.BrushStyle.NoBrush)
    for chosen, strength in sheet.strengths():
        paths = (QPainterPath(), QPainterPath())
        for at, wall in sheet.timeline.done.walls(scale.begin, scale.end):
            if sheet.is_chosen("activity", columns.key[at]) == chosen:
                x = scale.at(wall)
                corners = [QPointF(x - half, base), QPointF(x, base - high), QPointF(x + half, base)]
                paths[columns.therapy[at]].addPolygon(QPolygonF([*corners, corners[0]]))
        sheet.painter.strokePath(paths[0], sheet.pen(sheet.inks.activity, 1.4, strength))
        sheet.painter.fillPath(paths[1], QBrush(sheet.tint(sheet.inks.activity, strength)))


def draw_chosen(sheet: Sheet) -> None:
    """Draw a small mark above each chosen entry, those that would merge as one."""
    path, unit, last = QPainterPath(), sheet.metrics.unit, -1e9
    scale, top = sheet.layout.scale, sheet.layout.plot.top() - 7 * unit
    for wall in sorted(wall for wall in sheet.chosen.values() if scale.begin <= wall < scale.end):
        x = scale.at(wall)
        if x - last >= 4 * unit:
            corners = [QPointF(x - 4 * unit, top), QPointF(x + 4 * unit, top), QPointF(x, top + 6 * unit)]
            path.addPolygon(QPolygonF([*corners, corners[0]]))
            last = x
    sheet.painter.fillPath(path, QBrush(colour(sheet.inks.focus)))
