"""The small picture of a finding: bars, those it is about in pain's colour, the others paler."""

from collections.abc import Iterator
from itertools import pairwise
from math import isnan

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from painlog.charts.inks import Inks, colour
from painlog.patterns.finding import Bars, Drawing
from painlog.window import lettering
from painlog.window.look import SMALL, font_of, gap, inks_of
from painlog.words import times
from painlog.words.amounts import percent
from painlog.words.language import filled

translate = QCoreApplication.translate

_WIDTH, _HEIGHT = 220, 112
_LINES_WIDE = 9
"""So many lines of text wide it is at least: labels below keep their places in large letters."""
_HOURS_APART = 6, 12
_DOTS_APART = 8.0
_MINUTES_A_DAY = 24 * 60


class BarsPicture(QWidget):
    """Paints Bars; what it shows is said in words beside it, so screen readers pass it by."""

    def __init__(self, bars: Bars) -> None:
        """Show `bars`."""
        super().__init__()
        self._bars = bars
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a size that grows with the text."""
        line = self._line()
        if self._names():
            return QSize(_WIDTH + 4 * line, len(self._names()) * (line + gap(1)))
        return QSize(max(_WIDTH, self._width_of_labels(), _LINES_WIDE * line), _HEIGHT + line)

    def _width_of_labels(self) -> int:
        """Return the width in which the labels under standing bars do not touch one another."""
        if ends := self._ends():
            return sum(lettering.width(words, font_of(SMALL)) for words in ends) + gap(4)
        if self._bars.drawing is not Drawing.HOURS:
            return 0
        hours = range(0, 24, _HOURS_APART[0])
        widest = max(lettering.width(times.hour(hour), font_of(SMALL)) for hour in hours)
        return len(hours) * (widest * 3 // 2 + gap(1.5))  # one at the edge is moved in by half its width

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        """Paint the bars and their labels."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            inks = inks_of(self)
            if self._names():
                self._paint_lying(painter, inks)
            else:
                self._paint_standing(painter, inks)

    def _names(self) -> tuple[str, ...]:
        """Return what stands beside lying bars; none beside standing ones."""
        if self._bars.drawing is Drawing.DAYS_BEFORE:
            return (
                translate("Patterns", "days with flare-ups"),
                translate("Patterns", "days without"),
            )
        return self._bars.names

    def _line(self) -> int:
        return lettering.height("0", font_of(SMALL), 1000)

    def _colours(self, inks: Inks, *, strong: bool) -> tuple[QColor, QPen]:
        """Return fill and edge: the paler bars have an edge, so that black and white tells them apart too."""
        if strong:
            return colour(inks.pain), QPen(Qt.PenStyle.NoPen)
        return colour(inks.pain_soft), QPen(colour(inks.pain), 1)

    def _paint_lying(self, painter: QPainter, inks: Inks) -> None:
        line, step = self._line(), self._line() + gap(1)
        names = self._names()
        most = max(self._bars.values, default=0) or 1.0
        left = min(self.width() // 2, max(lettering.width(name, font_of(SMALL)) for name in names) + gap(2))
        right = lettering.width(percent(100), font_of(SMALL)) + gap(2)
        room = self.width() - left - right
        for place, name in enumerate(names):
            top = place * step
            name_box = QRectF(0, top, left - gap(1), line).toRect()
            lettering.draw_line(painter, name_box, name, font_of(SMALL), colour(inks.ink))
            value = self._bars.values[place]
            bar = QRectF(left, top + line * 0.15, max(1.0, room * value / most), line * 0.7)
            self._paint_bar(painter, bar, inks, strong=self._bars.strong[place])
            told = QRectF(bar.right() + gap(1), top, right, line).toRect()
            lettering.draw_line(
                painter, told, percent(round(100 * value)), font_of(SMALL), colour(inks.muted)
            )

    def _paint_bar(self, painter: QPainter, bar: QRectF, inks: Inks, *, strong: bool) -> None:
        fill, pen = self._colours(inks, strong=strong)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawRect(bar if pen.style() == Qt.PenStyle.NoPen else bar.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_standing(self, painter: QPainter, inks: Inks) -> None:
        foot = self.height() - self._line() - gap(1)
        values = self._bars.values
        step = self.width() / max(1, len(values))
        for parts, is_part in ((self._bars.of, False), (values, True)):
            most = max(self._bars.of or values, default=0) or 1.0
            for place, value in enumerate(parts):
                height = (foot - gap(3)) * value / most
                bar = QRectF(place * step + step * 0.09, foot - height, step * 0.82, height)
                if value:
                    self._paint_bar(painter, bar, inks, strong=is_part and self._bars.strong[place])
        painter.setPen(QPen(colour(inks.edge), 1))
        painter.drawLine(QPointF(0, foot + 0.5), QPointF(self.width(), foot + 0.5))
        self._paint_line(painter, inks, foot)
        if self._bars.mark is not None:
            painter.setPen(QPen(colour(inks.ink), 1.5, Qt.PenStyle.DashLine))
            x = self._bars.mark * step
            painter.drawLine(QPointF(x, 0), QPointF(x, foot))
        self._paint_labels(painter, inks, foot + gap(1))

    def _paint_line(self, painter: QPainter, inks: Inks, foot: float) -> None:
        """Paint the other figure as a dashed line over the bars, with dots where there is room for them."""
        told = [(place, value) for place, value in enumerate(self._bars.line) if not isnan(value)]
        if not told:
            return
        step = self.width() / len(self._bars.line)
        high = (foot - gap(3)) / (max(value for _, value in told) or 1.0)
        points = [QPointF((place + 0.5) * step, foot - high * value) for place, value in told]
        for pen in (QPen(colour(inks.panel), 4), QPen(colour(inks.ink), 1.5, Qt.PenStyle.DashLine)):
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(points)
        painter.setPen(QPen(colour(inks.panel), 1))
        painter.setBrush(colour(inks.ink))
        for point in points if step > _DOTS_APART else ():
            painter.drawEllipse(point, 3, 3)

    def _paint_labels(self, painter: QPainter, inks: Inks, top: int) -> None:
        for label, words in self.labels():
            label.moveTop(top)
            lettering.draw_line(painter, label.toRect(), words, font_of(SMALL), colour(inks.muted))

    def labels(self) -> list[tuple[QRectF, str]]:
        """Return the labels under standing bars with their places: the most that do not touch one another."""
        placed = ([self._placed(*label) for label in wanted] for wanted in self._wanted())
        apart = (each for each in placed if all(_are_apart(*two) for two in pairwise(each)))
        return next(apart, [])

    def _placed(self, middle: float, words: str) -> tuple[QRectF, str]:
        width = lettering.width(words, font_of(SMALL)) + 2
        left = min(max(0.0, middle - width / 2), self.width() - width)
        return QRectF(left, 0, width, self._line()), words

    def _wanted(self) -> Iterator[list[tuple[float, str]]]:
        """Give (middle in pixels, words) of labels under standing bars, from many to few."""
        count = max(1, len(self._bars.values))
        if ends := self._ends():
            yield [(0.0, ends[0]), (float(self.width()), ends[1])]
        elif self._bars.drawing is Drawing.HOURS:
            for every in _HOURS_APART:
                yield sorted((self._place_of_hour(hour), times.hour(hour)) for hour in range(0, 24, every))
        else:
            width = self.width() / count
            for every in range(1, count + 1):
                yield [((place + 0.5) * width, self._week(place)) for place in range(0, count, every)]

    def _ends(self) -> tuple[str, str] | None:
        """Return what stands under the first and the last bar, where no others are named."""
        match self._bars.drawing:
            case Drawing.BETWEEN_DOSES:
                return translate("Patterns", "after dose"), translate("Patterns", "next dose due")
            case Drawing.DAYS_OF_WEAR:
                return translate("Patterns", "put on"), translate("Patterns", "change due")
            case Drawing.LENGTHS:
                return translate("Patterns", "first"), translate("Patterns", "last")
            case Drawing.AFTER_THE_END:
                later = translate("Patterns", "%Ln hour(s) later", "", len(self._bars.values))
                return translate("Patterns", "it ended"), later
            case Drawing.RELIEF:
                return translate("Patterns", "no relief"), translate("Patterns", "all of the pain")
        return None

    def _place_of_hour(self, hour: int) -> float:
        first = self._bars.places[0] if self._bars.places else 0.0
        step = self._bars.places[1] - first if len(self._bars.places) > 1 else 60.0
        return self.width() * ((hour * 60 - first) % _MINUTES_A_DAY) / (step * max(1, len(self._bars.values)))

    def _week(self, place: int) -> str:
        number = int(self._bars.places[place]) if self._bars.places else place + 1
        return filled(translate("Patterns", "wk %1", "week number, very short"), str(number))


def _are_apart(one: tuple[QRectF, str], other: tuple[QRectF, str]) -> bool:
    return one[0].right() + gap(1) <= other[0].left()
