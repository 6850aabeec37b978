"""How entries look in the rows of "day by day": bars that are taller when worse, rings, ticks, triangles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf, nextafter

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from painlog.charts.days import DayLayout, DaySheet, activities_are_drawn
from painlog.charts.inks import colour, fill
from painlog.charts.labels import label_of
from painlog.charts.lettering import LEFT_MIDDLE, Lettering
from painlog.charts.marks import HEAD, Mark, Point, draw_triangles, sharp, strengths_of
from painlog.charts.slots import SLOT, SLOTS, Counts, Slots
from painlog.patterns.timeline import DAY, Lane, Sort, Turn

NARROWEST = 2.5
UNKNOWN_LEVEL_SHARE = 0.3
END_UNKNOWN_WIDE, END_UNKNOWN_LEAST = 14.0, 6.0
"""So wide is the broken outline after what has no known end: the ring of a dose does not hide it."""
MOST_ROUND_DOTS = 500
DOT_RIM = 1.0
"""How wide the ground shows around a dot, a tick and a triangle."""
TICK, EDGE = 2.4, 1.3
"""How wide a regular dose is, and the line of a triangle."""
MOST_BARS, MOST_EDGES = 600, 200
"""Where more flare-ups are in view, or begin in others, nobody tells them apart by their edges."""


def bar_share(level: float) -> float:
    """Return how much of a row's height a flare-up takes."""
    return UNKNOWN_LEVEL_SHARE if level < 0 else 0.35 + 0.47 * level / 10


class DayMarks:
    """Draws single entries into the rows, faint where they are not among the chosen ones."""

    def __init__(self, sheet: DaySheet, chosen: Mapping[Mark, float]) -> None:
        """Keep what is drawn on."""
        self._sheet = sheet
        self._chosen = chosen
        self._high = sheet.layout.row_height

    def draw(self) -> None:
        """Draw all that is in view: what lasts first, moments above it."""
        self._draw_flare_ups()
        self._draw_rims()
        for lane in self._sheet.timeline.lanes:
            self._draw_doses(lane)
        if activities_are_drawn(self._sheet.layout, self._sheet.metrics):
            self._draw_activities()
        self._draw_appointments()

    def _is_chosen(self, kind: str, key: int) -> bool:
        return bool(self._chosen) and (kind, key) in self._chosen

    def _row_top(self, wall: float) -> float:
        return self._sheet.layout.scale.at(wall // DAY * DAY)

    def _shows(self, top: float) -> bool:
        """Tell whether a row is in view far enough to be drawn; vector images know no clipping."""
        plot, slack = self._sheet.layout.plot, 0.25 * self._sheet.metrics.unit
        return (
            top + self._high <= plot.bottom() + self._high / 2 + slack and top >= plot.top() - self._high / 2
        )

    def _draw_flare_ups(self) -> None:
        sheet, flare_ups = self._sheet, self._sheet.timeline.flare_ups
        scale = sheet.layout.scale
        rows = flare_ups.touching(scale.begin, scale.end, sheet.timeline.now)
        for chosen, strength in strengths_of(self._chosen):
            bars: list[QRectF] = []
            late: list[QRectF] = []
            guessed: list[QRectF] = []
            unknown: list[QRectF] = []
            going_on: list[QRectF] = []
            for row, began, over in rows:
                if self._is_chosen("flare-up", flare_ups.columns.key[row]) != chosen:
                    continue
                pieces = list(self._bars(began, over, flare_ups.columns.peak[row]))
                told = late if flare_ups.is_late(row) else bars
                told = guessed if flare_ups.is_uncertain(row) else told
                (told if flare_ups.columns.peak[row] >= 0 else unknown).extend(pieces)
                if over > scale.end or not self._shows(self._row_top(max(began, nextafter(over, -inf)))):
                    continue
                if flare_ups.end_is_unknown(row):
                    unknown += map(self._after_end, pieces[-1:])
                elif flare_ups.is_running(row):
                    going_on += pieces[-1:]
            sheet.painter.setPen(Qt.PenStyle.NoPen)
            sheet.painter.setBrush(sheet.tint(sheet.inks.pain, strength))
            sheet.painter.drawRects(bars)
            for bar in going_on:
                sheet.painter.drawPolygon(self._arrow_after(bar))
            self._draw_with_edge(late, sheet.tint(sheet.inks.pain_soft, strength), strength)
            self._draw_again(_begun_in_others(bars, 0.5 * sheet.metrics.unit), strength)
            self._draw_with_edge(guessed, Qt.BrushStyle.NoBrush, strength)
            pen = sheet.pen(sheet.inks.pain, 1.2, strength)
            pen.setDashPattern([2.0, 1.5])
            sheet.painter.setPen(pen)
            sheet.painter.setBrush(Qt.BrushStyle.NoBrush)
            sheet.painter.drawRects(sharp(unknown, sheet.metrics))

    def _after_end(self, bar: QRectF) -> QRectF:
        """Return the place of the broken outline after what has no known end, in the row if it has room."""
        unit, room = self._sheet.metrics.unit, self._sheet.layout.plot.right() - bar.right()
        wide = max(END_UNKNOWN_LEAST * unit, min(END_UNKNOWN_WIDE * unit, room))
        return QRectF(bar.right(), bar.top(), wide, bar.height())

    def _arrow_after(self, bar: QRectF) -> QPolygonF:
        """Return the sign that what ends at `bar` has no end yet: an arrow, as on the timeline."""
        layout, unit = self._sheet.layout, self._sheet.metrics.unit
        half = min(4.0 * unit, 0.3 * self._high)
        left = min(bar.right() + 1.5 * unit, layout.plot.right() - 1.4 * half)
        base = bar.bottom()
        corners = QPointF(left, base - 2 * half), QPointF(left + 1.4 * half, base - half), QPointF(left, base)
        return QPolygonF([*corners])

    def _draw_with_edge(
        self, bars: Sequence[QRectF], inside: QColor | Qt.BrushStyle, strength: float
    ) -> None:
        """Draw what was written down later, pale, or at an hour that is a guess, hollow: it is less exact."""
        sheet, edge = self._sheet, min(1.0, 0.1 * self._high / self._sheet.metrics.unit)
        half = edge * sheet.metrics.unit / 2
        sheet.painter.setPen(sheet.pen(sheet.inks.pain, edge, strength))
        sheet.painter.setBrush(inside)
        inner = [bar.adjusted(half, half, -half, -half) for bar in bars]
        sheet.painter.drawRects(sharp(inner, sheet.metrics))

    def _draw_again(self, bars: Sequence[QRectF], strength: float) -> None:
        """Draw bars with an edge in the colour of the ground: what lies below them ends there."""
        if not bars:
            return
        sheet = self._sheet
        edge = min(1.0, 0.1 * self._high / sheet.metrics.unit)
        sheet.painter.setPen(QPen(colour(sheet.inks.panel), edge * sheet.metrics.unit))
        sheet.painter.setBrush(sheet.tint(sheet.inks.pain, strength))
        sheet.painter.drawRects(bars)

    def _bars(self, began: float, over: float, level: float) -> Iterator[QRectF]:
        """Give the parts of a flare-up, one for each day that it touches in view."""
        layout = self._sheet.layout
        first = max(began // DAY, layout.scale.begin // DAY)
        last = min(over // DAY, layout.scale.end // DAY)
        tall, least = self._high * bar_share(level), NARROWEST * self._sheet.metrics.unit
        for day in range(int(first), int(last) + 1):
            top = layout.scale.at(day * DAY)
            left = layout.across.at(max(0.0, began - day * DAY))
            right = layout.across.at(min(DAY, over - day * DAY))
            if self._shows(top) and (right > left or day * DAY <= began):
                left = min(left, layout.plot.right() - least)
                base = min(top + 0.94 * self._high, layout.plot.bottom())
                upper = max(top + 0.94 * self._high - tall, layout.plot.top())
                yield QRectF(left, upper, max(right - left, least), base - upper)

    def _draw_rims(self) -> None:
        """Let the ground show around ticks and triangles: their inks are as bright as that of a bar."""
        sheet, unit = self._sheet, self._sheet.metrics.unit
        rim = 2 * min(DOT_RIM, 0.08 * self._high / unit)
        sheet.painter.setPen(sheet.pen(sheet.inks.panel, TICK + rim))
        for lane in sheet.timeline.lanes:
            if lane.sort is Sort.REGULAR:
                sheet.painter.drawLines(self._ticks(place for _, place in self._places(lane)))
        if activities_are_drawn(sheet.layout, sheet.metrics):
            sheet.painter.setPen(QPen(colour(sheet.inks.panel), (EDGE + rim) * unit))
            feet = (foot for _, _, foot in self._feet())
            draw_triangles(sheet.painter, feet, self._triangle, full=True)

    def _places(self, lane: Lane) -> list[tuple[bool, Point]]:
        """Return whether each dose in view is chosen, and the top of its row where it was taken."""
        scale, key = self._sheet.layout.scale, lane.doses.key
        return [
            (self._is_chosen("dose", key[row]), (self._sheet.layout.across.at(wall % DAY), top))
            for row, wall in lane.moments.walls(scale.begin, scale.end)
            if self._shows(top := self._row_top(wall))
        ]

    def _ticks(self, places: Iterable[Point]) -> list[QLineF]:
        high = self._high
        return [QLineF(x, top + 0.16 * high, x, top + 0.84 * high) for x, top in places]

    def _feet(self) -> list[tuple[bool, int, Point]]:
        """Return whether each activity in view is chosen, and a therapy, and where its triangle stands."""
        sheet, columns = self._sheet, self._sheet.timeline.activities
        scale, low = sheet.layout.scale, 0.9 * self._high
        return [
            (
                self._is_chosen("activity", columns.key[row]),
                columns.therapy[row],
                (sheet.layout.across.at(wall % DAY), top + low),
            )
            for row, wall in sheet.timeline.done.walls(scale.begin, scale.end)
            if self._shows(top := self._row_top(wall))
        ]

    @property
    def _triangle(self) -> tuple[float, float]:
        """Half the width of a triangle, and its height."""
        half = min(4 * self._sheet.metrics.unit, 0.25 * self._high)
        return half, 2 * half

    def _draw_doses(self, lane: Lane) -> None:
        every = self._places(lane)
        for chosen, strength in strengths_of(self._chosen):
            places = [place for is_chosen, place in every if is_chosen == chosen]
            {
                Sort.AS_NEEDED: self._draw_rings,
                Sort.REGULAR: self._draw_ticks,
                Sort.PATCH: self._draw_squares,
            }[lane.sort](places, strength)

    def _draw_rings(self, places: Sequence[tuple[float, float]], strength: float) -> None:
        painter, unit = self._sheet.painter, self._sheet.metrics.unit
        radius = min((HEAD + 0.5) * unit, 0.34 * self._high)
        painter.setPen(self._sheet.pen(self._sheet.inks.as_needed, min(2.0, 0.5 * radius / unit), strength))
        painter.setBrush(colour(self._sheet.inks.panel))
        for x, top in places:
            painter.drawEllipse(QPointF(x, top + 0.45 * self._high), radius, radius)

    def _draw_ticks(self, places: Sequence[Point], strength: float) -> None:
        self._sheet.painter.setPen(self._sheet.pen(self._sheet.inks.regular, TICK, strength))
        self._sheet.painter.drawLines(self._ticks(places))

    def _draw_squares(self, places: Sequence[tuple[float, float]], strength: float) -> None:
        side = min(9 * self._sheet.metrics.unit, 0.66 * self._high)
        self._sheet.painter.setPen(self._sheet.pen(self._sheet.inks.patch, 1.2, strength))
        self._sheet.painter.setBrush(self._sheet.tint(self._sheet.inks.patch_fill, strength))
        middle = 0.5 * (self._high - side)
        squares = [QRectF(x - side / 2, top + middle, side, side) for x, top in places]
        self._sheet.painter.drawRects(sharp(squares, self._sheet.metrics))

    def _draw_activities(self) -> None:
        sheet, every = self._sheet, self._feet()
        for chosen, strength in strengths_of(self._chosen):
            sheet.painter.setPen(QPen(sheet.tint(sheet.inks.activity, strength), EDGE * sheet.metrics.unit))
            for full in (False, True):
                feet = [foot for is_chosen, therapy, foot in every if (is_chosen, therapy) == (chosen, full)]
                draw_triangles(sheet.painter, feet, self._triangle, full=full)

    def _draw_appointments(self) -> None:
        """Draw appointments as diamonds, with the name beside them where the row is high enough."""
        sheet, scale = self._sheet, self._sheet.layout.scale
        half = min(5 * sheet.metrics.unit, 0.4 * self._high)
        small = Lettering(sheet.painter, sheet.metrics.small)
        for upright in sheet.timeline.uprights:
            top = self._row_top(upright.at)
            if upright.turn is not Turn.APPOINTMENT or not self._shows(top):
                continue
            if not scale.begin <= upright.at < scale.end:
                continue
            x, y = sheet.layout.across.at(upright.at % DAY), top + self._high / 2
            corners = [QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)]
            path = QPainterPath()
            path.addPolygon(QPolygonF(corners))
            fill(sheet.painter, path, colour(sheet.inks.muted))
            if self._high >= 0.9 * sheet.metrics.small_height:
                rect = QRectF(x + 1.6 * half, top, sheet.layout.plot.right() - x - 1.6 * half, self._high)
                small.write(rect, label_of(upright), sheet.inks.muted, LEFT_MIDDLE)


def _begun_in_others(bars: Sequence[QRectF], near: float) -> list[QRectF]:
    """Return the bars that begin on another one of their row, or at its end: they would look like one.

    None where there are so many that it would take too long.
    """
    if len(bars) > MOST_BARS:
        return []
    reach: dict[float, float] = {}
    found = []
    for bar in sorted(bars, key=lambda bar: (bar.left(), -bar.right())):
        before = reach.get(bar.bottom(), -inf)
        if bar.left() < before + near:
            found.append(bar)
        reach[bar.bottom()] = max(before, bar.right())
    return found if len(found) <= MOST_EDGES else []


def draw_slots(sheet: DaySheet, found: Slots) -> None:
    """Draw sums by the hour: bars and ticks taller, dots larger where it was so more often.

    Flare-ups at an hour that is a guess are pale and go through the whole row, as tall as bars of as many.
    """
    layout, unit, painter = sheet.layout, sheet.metrics.unit, sheet.painter
    high, wide = layout.row_height, layout.across.at(SLOT) - layout.plot.left()
    lefts = [layout.across.at(slot * SLOT) for slot in range(SLOTS)]
    middles = [left + wide / 2 for left in lefts]
    most = max(_most(found.flare_ups), *found.unsure)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(sheet.inks.pain_soft))
    painter.drawRects(
        [
            QRectF(layout.plot.left(), base - tall, layout.plot.width(), tall)
            for base, (tall,) in _sizes(layout, [[count] for count in found.unsure], 0.92 * high, most=most)
            if tall
        ]
    )
    painter.setBrush(colour(sheet.inks.pain))
    painter.drawRects(
        [
            QRectF(left, base - tall, 0.94 * wide, tall)
            for base, sizes in _sizes(layout, found.flare_ups, 0.92 * high, most=most)
            for left, tall in zip(lefts, sizes, strict=True)
            if tall
        ]
    )
    painter.setPen(sheet.pen(sheet.inks.regular, min(2.4, 0.25 * wide / unit)))
    painter.drawLines(
        [
            QLineF(x, base, x, base - tall)
            for base, sizes in _sizes(layout, found.regular, 0.8 * high)
            for x, tall in zip(middles, sizes, strict=True)
            if tall
        ]
    )
    lowest = layout.plot.top() + high / 2
    dots = [
        (x, base - high / 2, size)
        for base, sizes in _sizes(layout, found.as_needed, min(7.2 * unit, 0.68 * high), 0.5)
        if base > lowest
        for x, size in zip(middles, sizes, strict=True)
        if size
    ]
    _draw_dots(sheet, dots)


def _draw_dots(sheet: DaySheet, dots: Sequence[tuple[float, float, float]]) -> None:
    """Draw dots by middle and size; square ones where there are so many that round ones take too long.

    On paper each has a rim in the colour of the ground: without colour it stands apart from the bars, too.
    """
    painter = sheet.painter
    painter.setPen(Qt.PenStyle.NoPen)
    if sheet.metrics.on_paper:
        painter.setBrush(colour(sheet.inks.panel))
        rim = 2 * min(DOT_RIM * sheet.metrics.unit, 0.08 * sheet.layout.row_height)
        _fill_dots(painter, [(x, y, size + rim) for x, y, size in dots])
    painter.setBrush(colour(sheet.inks.as_needed))
    _fill_dots(painter, dots)


def _fill_dots(painter: QPainter, dots: Sequence[tuple[float, float, float]]) -> None:
    if len(dots) > MOST_ROUND_DOTS:
        painter.drawRects([QRectF(x - size / 2, y - size / 2, size, size) for x, y, size in dots])
        return
    for x, y, size in dots:
        painter.drawEllipse(QPointF(x, y), size / 2, size / 2)


def _most(counts: Counts) -> float:
    return max((max(row) for row in counts), default=0.0)


def _sizes(
    layout: DayLayout, counts: Counts, full: float, least_share: float = 0.2, *, most: float = 0.0
) -> Iterator[tuple[float, list[float]]]:
    """Give of each row in view its base and the size of every hour: `full` where it was so most often.

    That is `most` times, or as often as in `counts`. `least_share` is drawn at least, so that it is seen; 0
    where there was nothing.
    """
    least, each = least_share * full, (1 - least_share) * full / (most or _most(counts) or 1.0)
    for number, row in enumerate(counts):
        base = layout.scale.at(layout.bins.span(number)[1])
        room = base - layout.plot.top()
        if room > 0 and base <= layout.plot.bottom() + 0.5 * layout.row_height:
            sizes = [least + each * count if count else 0.0 for count in row]
            yield base, sizes if room >= full else [min(room, size) for size in sizes]
