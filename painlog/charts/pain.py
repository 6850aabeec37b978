"""How pain looks: each flare-up with its real shape, and the line of the pain between them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from painlog.charts.inks import colour
from painlog.charts.layout import TOP_OF_SCALE
from painlog.charts.marks import FAINT, Point, Sheet, clipped
from painlog.patterns.timeline import DAY
from painlog.record import ENDED

NARROWEST_FLARE_UP = 3.0
MANY, TOO_NARROW = 120, 8.0
"""From so many flare-ups in view on, those that are narrower than this are bars: their shape is not seen."""
STUB = 8.0
"""Height of a flare-up whose level nobody told, which has no place on the scale."""
LOWEST = 3.0
"""Height of a flare-up that was 0 of 10 at its worst: on the line of 0 it would not be seen."""
UNKNOWN_REACH = 7.0
"""How far the open outline of a flare-up reaches whose end nobody knows."""
DASH, DASH_SPACE, WINDING = 5.0, 3.5, 3.0
"""Of the line of the background pain: its dashes, and of how many widths it has none, since it winds."""
MOST_RIMMED = 150
LONGEST_GAP = 3 * DAY
"""The line of the background pain does not run across more than this without a check-in."""


class FlareUpStrokes:
    """The outlines of many flare-ups, gathered to be drawn at once.

    What is known is filled without smooth edges and then drawn around with smooth lines: on a screen that
    looks the same and is ten times as fast as filling smoothly.
    """

    def __init__(self, sheet: Sheet) -> None:
        """Begin with none."""
        self._sheet = sheet
        self._base = sheet.layout.pain.bottom()
        self._known: list[QPolygonF] = []
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
        for polygon in self._known:
            painter.drawPolyline(polygon)
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
        base, high = self._base, layout.pain.height() / TOP_OF_SCALE
        points = [(start + at * stretch, base - level * high) for at, level in shape]
        if not width:  # of one moment, as bad as it was
            top = min(y for _, y in points)
            points = [(start, top), (start + least, top)]
        if all(y == base for _, y in points):
            points = [(x, base - LOWEST * self._sheet.metrics.unit) for x, _ in points]
        if points[0][0] >= layout.scale.start and points[-1][0] <= layout.scale.stop:
            return points
        return clipped(points, layout.scale.start, layout.scale.stop)

    def _add_known(self, points: Sequence[Point]) -> None:
        corners = [QPointF(points[0][0], self._base), *(QPointF(x, y) for x, y in points)]
        self._known.append(QPolygonF([*corners, QPointF(points[-1][0], self._base)]))

    def _add_stub(self, began: float, over: float) -> None:
        sheet = self._sheet
        left, right, unit = sheet.x_within(began), sheet.x_within(over), sheet.metrics.unit
        wide = max(right - left, 4 * unit)
        left = min(left, sheet.layout.scale.stop - wide)
        self._open.addRect(QRectF(left, self._base - STUB * unit, wide, STUB * unit))

    def _add_unknown_end(self, points: Sequence[Point], over: float) -> None:
        sheet, base = self._sheet, self._base
        x, y = points[-1] if points else (sheet.x_within(over), base - STUB * sheet.metrics.unit)
        reach = min(x + UNKNOWN_REACH * sheet.metrics.unit, sheet.layout.scale.stop)
        if x < reach:
            self._open.addPolygon(QPolygonF([QPointF(x, y), QPointF(reach, y), QPointF(reach, base)]))

    def _add_arrow(self, over: float) -> None:
        sheet = self._sheet
        unit, base = sheet.metrics.unit, self._base
        x = sheet.layout.scale.at(over) + 2 * unit
        corners = [QPointF(x, base - 10 * unit), QPointF(x + 7 * unit, base - 5 * unit), QPointF(x, base)]
        self._arrows.append(QPolygonF(corners))


def draw_flare_ups(sheet: Sheet) -> None:
    """Draw each flare-up as it went: onset, peak, end, and readings where there are any."""
    scale, timeline = sheet.layout.scale, sheet.timeline
    rows = timeline.flare_ups.touching(scale.begin, scale.end, timeline.now)
    narrow = TOO_NARROW * sheet.metrics.unit / scale.rate if len(rows) > MANY else 0.0
    columns = timeline.flare_ups.columns
    for chosen, strength in sheet.strengths():
        strokes, bars = FlareUpStrokes(sheet), []
        for row, began, over in sheet.of("flare-up", columns.key, rows, chosen=chosen):
            if over - began < narrow and columns.state[row] == ENDED and columns.peak[row] >= 0:
                bars.append((began, over, columns.peak[row]))
            else:
                strokes.add(row, began, over)
        _draw_bars(sheet, bars, strength)
        strokes.draw(strength)


def _draw_bars(sheet: Sheet, bars: Iterable[tuple[float, float, float]], strength: float) -> None:
    """Draw flare-ups of which only onset, end and worst level can be seen."""
    layout, least = sheet.layout, NARROWEST_FLARE_UP * sheet.metrics.unit
    scale, base, high = layout.scale, layout.pain.bottom(), layout.pain.height() / TOP_OF_SCALE
    rate, latest, lowest = scale.rate, scale.stop - least, LOWEST * sheet.metrics.unit
    rects = []
    for began, over, level in bars:
        left = min(max(scale.start, scale.start + (began - scale.begin) * rate), latest)
        tall = level * high or lowest
        rects.append(QRectF(left, base - tall, max((over - began) * rate, least), tall))
    sheet.painter.setPen(Qt.PenStyle.NoPen)
    sheet.painter.setBrush(sheet.tint(sheet.inks.pain, strength))
    sheet.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    sheet.painter.drawRects(rects)
    sheet.painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def draw_background(sheet: Sheet, points: Iterable[Point], longest_gap: float = LONGEST_GAP) -> bool:
    """Draw the background pain as a dashed line through (wall clock, level) points, but over no long gap.

    Where it winds so much that dashes could not be told apart, the line is whole; return whether it is. It
    stands back while other entries than check-ins are chosen.
    """
    scale, unit = sheet.layout.scale, sheet.metrics.unit
    along = [(scale.at(wall), sheet.layout.level(level)) for wall, level in points]
    pieces = list(_pieces(sheet, along, longest_gap * scale.rate))
    whole = sum(piece.length() for piece in pieces) > WINDING * (scale.stop - scale.start)
    if len(pieces) <= MOST_RIMMED:
        # A rim of the ground's colour, so that it is seen in front of flare-ups too.
        sheet.painter.setPen(QPen(colour(sheet.inks.panel), 3 * unit))
        sheet.painter.drawLines(pieces)
    stands_back = sheet.chosen and not any(kind == "check-in" for kind, _ in sheet.chosen)
    strength = FAINT if stands_back else 1.0
    if whole:
        sheet.painter.setPen(QPen(sheet.tint(sheet.inks.background, strength), unit))
        sheet.painter.drawLines(pieces)
    else:
        sheet.painter.setPen(sheet.pen(sheet.inks.background, 1.4, strength))
        sheet.painter.drawLines(_dashes(pieces, DASH * unit, DASH_SPACE * unit))
    return whole


def _pieces(sheet: Sheet, along: Sequence[Point], gap: float) -> Iterator[QLineF]:
    """Give the parts of a line through points that are in view; a point that none is near is a short line."""
    scale, reach = sheet.layout.scale, 5 * sheet.metrics.unit
    near = [other[0] - one[0] <= gap for one, other in pairwise(along)]
    for (one, other), is_near in zip(pairwise(along), near, strict=True):
        ends = clipped([one, other], scale.start, scale.stop) if is_near else []
        if len(ends) == 2:
            yield QLineF(*ends[0], *ends[1])
    for (x, y), before, after in zip(along, [False, *near], [*near, False], strict=False):
        if not (before or after) and scale.start <= x <= scale.stop:
            yield QLineF(max(x - reach, scale.start), y, min(x + reach, scale.stop), y)


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
