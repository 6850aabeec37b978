"""How the curve of a flare-up's readings is painted, and which time and level a place in it stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF

from painlog.charts.inks import Inks, colour, mixed
from painlog.entries import Reading
from painlog.window import lettering
from painlog.window.look import SMALL, font_of, gap
from painlog.words import times
from painlog.words.amounts import number

HIGHEST = 10
_POINT = 7.0
_STEP = timedelta(minutes=5)
_FINE_STEP = timedelta(minutes=1)
_FINE_BELOW = timedelta(hours=3)
"""Where less than this is shown, points are dragged by the minute, else by five."""
_CORNERS = ((0, -6), (6, 0), (0, 6), (-6, 0))


@dataclass(frozen=True, slots=True)
class Scale:
    """Times from left to right and levels from bottom to top of `room`."""

    room: QRectF
    begin: datetime
    end: datetime

    @property
    def grain(self) -> timedelta:
        """The step by which points are moved in time."""
        return _FINE_STEP if self.end - self.begin < _FINE_BELOW else _STEP

    def x(self, at: datetime) -> float:
        """Return where a moment is; what lies outside is at the edge."""
        share = (at - self.begin) / (self.end - self.begin)
        return self.room.left() + max(0.0, min(1.0, share)) * self.room.width()

    def y(self, intensity: float) -> float:
        """Return where a level is."""
        return self.room.bottom() - intensity / HIGHEST * self.room.height()

    def place(self, reading: Reading) -> QPointF:
        """Return where a reading is."""
        return QPointF(self.x(reading.at), self.y(reading.intensity))

    def distance(self, reading: Reading, place: QPointF) -> float:
        """Return how far a reading is from a place, the farther of across and down."""
        away = self.place(reading) - place
        return max(abs(away.x()), abs(away.y()))

    def reading_at(self, place: QPointF) -> Reading:
        """Return the reading that a place stands for, in whole levels and steps of time."""
        share = max(0.0, min(1.0, (place.x() - self.room.left()) / self.room.width()))
        height = max(0.0, min(1.0, (self.room.bottom() - place.y()) / self.room.height()))
        steps = round((self.end - self.begin) * share / self.grain)
        at = min(self.begin + steps * self.grain, self.end)
        return Reading(at=times.on_the_wall(at, self.begin), intensity=float(round(height * HIGHEST)))

    def clock(self, moment: datetime) -> str:
        """Return a moment in words, with its day where the curve goes over several."""
        return times.clock(moment) if self.begin.date() == self.end.date() else times.moment(moment)


def moment_of(reading: Reading) -> datetime:
    """Return when a reading was, to sort by."""
    return reading.at


def paint_frame(painter: QPainter, rect: QRect, inks: Inks, *, focused: bool) -> None:
    """Paint the surface, with a thick border while the keyboard is at it."""
    painter.setPen(QPen(colour(inks.focus if focused else inks.edge), 3 if focused else 1))
    painter.setBrush(colour(inks.panel))
    inset = 1.5 if focused else 0.5
    painter.drawRoundedRect(rect.toRectF().adjusted(inset, inset, -inset, -inset), 8, 8)


def paint_scale(painter: QPainter, scale: Scale, inks: Inks) -> None:
    """Paint the lines of 0, 5 and 10, and the times at both ends."""
    font, room = font_of(SMALL), scale.room
    high = QFontMetrics(font).height()
    painter.setFont(font)
    for at in (0, 5, HIGHEST):
        y = scale.y(at)
        painter.setPen(QPen(colour(inks.line), 1))
        painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
        place = QRectF(0, y - high / 2, room.left() - gap(1.5), high)
        painter.setPen(colour(inks.muted))
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number(at))
    under = QRectF(room.left(), room.bottom() + gap(1), room.width(), high).toAlignedRect()
    for moment, align in (
        (scale.begin, Qt.AlignmentFlag.AlignLeft),
        (scale.end, Qt.AlignmentFlag.AlignRight),
    ):
        lettering.draw(painter, under, scale.clock(moment), font, colour(inks.muted), align=align)


def paint_shape(
    painter: QPainter,
    scale: Scale,
    inks: Inks,
    readings: Sequence[Reading],
    peak: Reading | None,
    *,
    is_over: bool,
) -> None:
    """Paint the line through start, readings, peak and end, as the timeline draws a flare-up."""
    told = sorted([*readings, *([peak] if peak is not None else [])], key=moment_of)
    if not told:
        return
    ends = [QPointF(scale.x(scale.end), scale.y(0))] if is_over else []
    points = [QPointF(scale.x(scale.begin), scale.y(0)), *(scale.place(reading) for reading in told), *ends]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(inks.pain, inks.panel, 0.18))
    painter.drawPolygon(QPolygonF([*points, QPointF(points[-1].x(), scale.y(0))]))
    painter.setPen(QPen(colour(inks.pain), 2))
    painter.drawPolyline(QPolygonF(points))
    if peak is not None:
        painter.setBrush(colour(inks.panel))
        painter.drawPolygon(QPolygonF([scale.place(peak) + QPointF(*corner) for corner in _CORNERS]))


def paint_point(painter: QPainter, place: QPointF, inks: Inks, *, is_chosen: bool) -> None:
    """Paint a reading, with a ring around the chosen one."""
    painter.setPen(QPen(colour(inks.panel), 2))
    painter.setBrush(colour(inks.pain))
    painter.drawEllipse(place, _POINT, _POINT)
    if is_chosen:
        painter.setPen(QPen(colour(inks.ink), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place, _POINT + 3, _POINT + 3)
