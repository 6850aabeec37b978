"""The body from the front and from the back: one drawing for the window, for lists and for the page.

It is read from resources/body-map/body.svg, whose paths hold straight lines only, so that neither QtSvg nor a
picture is needed: what is painted is vector on paper too, in the inks of the look.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import hypot
from xml.etree import ElementTree as ET

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from painlog import places
from painlog.charts.inks import Inks, colour, contrast
from painlog.words.body import side_label, view_name

FRONT, BACK = "front", "back"

_SVG = "{http://www.w3.org/2000/svg}"
_STANDS_OUT = 3.0
_SEAM = 1.4
"""Width of the lines between regions, in units of the drawing."""
_RIM = 0.8
"""Width of the line around a figure of the large picture."""
_COARSE = 9.0
"""How far apart the corners of the small figures are, in units of the drawing."""
_WORDS_WIDTH, _WORDS_HEIGHT = 70.0, 60.0
"""The room of a word beside the figures, in units of the drawing."""
_APART = 2.0
"""How far below the feet the name of a view begins at least, in the painter's units."""
_CENTRE = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextDontClip.value | Qt.TextFlag.TextWordWrap.value


@dataclass(frozen=True)
class Part:
    """One region as one of the two figures shows it."""

    id: str
    """The id of its path: "back-lower-back-left"."""
    view: str
    region: str
    """The name that the journal keeps: "lower back, left"; the other figure may have the same."""
    outline: QPainterPath

    @property
    def size(self) -> QSizeF:
        """How wide and high it is, in units of the drawing."""
        return self.outline.boundingRect().size()


@dataclass(frozen=True)
class Word:
    """A word beside a figure: "your left", "your right", or the name of the view."""

    view: str
    says: str
    """"left", "right", or empty for the view's own name."""
    at: QPointF


@dataclass(frozen=True)
class Body:
    """The whole drawing, in its own units."""

    frame: QRectF
    figures: dict[str, QPainterPath]
    parts: tuple[Part, ...]
    words: tuple[Word, ...]

    @property
    def figures_frame(self) -> QRectF:
        """The room of the two figures, without the words beside them."""
        front, back = (figure.boundingRect() for figure in self.figures.values())
        return front.united(back)

    @property
    def regions(self) -> tuple[str, ...]:
        """Return the names of all regions, each once, from head to foot."""
        return tuple(dict.fromkeys(part.region for part in self.parts))

    def part_at(self, place: QPointF, reach: float) -> Part | None:
        """Return the part at `place`, or the nearest one not farther away than `reach`."""
        for part in self.parts:
            if part.outline.contains(place):
                return part
        near = [(_distance(part.outline, place), number) for number, part in enumerate(self.parts)]
        distance, number = min(near)
        return self.parts[number] if distance <= reach else None


@lru_cache(maxsize=1)
def body() -> Body:
    """Return the drawing, read once."""
    root = ET.parse(places.resources() / "body-map" / "body.svg").getroot()  # noqa: S314 - our own file
    parts, figures, words = [], {}, []
    for group in root.findall(f"{_SVG}g"):
        view = group.attrib["id"]
        for path in group.findall(f"{_SVG}path"):
            outline = _outline(path.attrib["d"])
            if region := path.get("data-region"):
                parts.append(Part(path.attrib["id"], view, region, outline))
            else:
                figures[view] = outline
        words += [_word(view, text) for text in group.findall(f"{_SVG}text")]
    left, top, width, height = (float(number) for number in root.attrib["viewBox"].split())
    return Body(QRectF(left, top, width, height), figures, tuple(parts), tuple(words))


def paint_body(
    painter: QPainter, target: QRectF, inks: Inks, marked: Collection[str], *, touched: str = ""
) -> None:
    """Paint both figures into `target`, as large as its shape allows, the `marked` regions in pain's colour.

    `touched` is the region that the mouse is over. Words are set in the painter's font, however large the
    drawing.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(transform_in(target), combine=True)
    _paint_figures(painter, QPen(Qt.PenStyle.NoPen), QBrush(colour(surface(inks))))
    _paint_parts(painter, inks, marked, touched)
    _paint_figures(painter, QPen(colour(inks.edge), _RIM), QBrush(Qt.BrushStyle.NoBrush))
    painter.restore()
    _paint_words(painter, target, inks)


def paint_small_body(
    painter: QPainter, target: QRectF, inks: Inks, marked: Collection[str], least: float
) -> None:
    """Paint the figures alone, as a list or the page shows them beside the names of the marked places.

    A mark is at least `least` wide and high, in the painter's units, or it would not be seen.
    """
    placed = _transform(body().figures_frame, target)
    unit = placed.m11()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(placed, combine=True)
    painter.setPen(QPen(colour(inks.edge), least / unit / 6))
    painter.setBrush(colour(surface(inks)))
    for outline in _small_figures():
        painter.drawPath(outline)
    painter.setBrush(colour(inks.pain))
    for part in body().parts:
        if part.region in marked:
            missing = least / unit - min(part.size.width(), part.size.height())
            pen = QPen(colour(inks.pain), missing, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen if missing > 0 else QPen(Qt.PenStyle.NoPen))
            painter.drawPath(part.outline)
    painter.restore()


@lru_cache(maxsize=1)
def _small_figures() -> tuple[QPainterPath, ...]:
    """Return the figures with as many corners as a small picture can show."""
    return tuple(_coarse(figure) for figure in body().figures.values())


def _coarse(path: QPainterPath) -> QPainterPath:
    rough = QPainterPath()
    for piece in path.toSubpathPolygons():
        corners = piece.toList()
        kept = corners[:1]
        for corner in corners[1:]:
            if hypot(corner.x() - kept[-1].x(), corner.y() - kept[-1].y()) >= _COARSE:
                kept.append(corner)
        rough.addPolygon(QPolygonF([*kept, corners[0]]))
    return rough


def shape_of_small_body() -> float:
    """Return how wide the small picture is for each unit of its height."""
    frame = body().figures_frame
    return frame.width() / frame.height()


def surface(inks: Inks) -> str:
    """Return the ink of unmarked regions: one from which marked ones stand out by 3:1 in every look."""
    return inks.line if contrast(inks.line, inks.pain) >= _STANDS_OUT else inks.band


def transform_in(target: QRectF) -> QTransform:
    """Return how the drawing's units become those of `target`, in whose middle it stands."""
    return _transform(body().frame, target)


def _transform(frame: QRectF, target: QRectF) -> QTransform:
    scale = min(target.width() / frame.width(), target.height() / frame.height())
    start = target.center() - frame.center() * scale
    return QTransform.fromTranslate(start.x(), start.y()).scale(scale, scale)


def _paint_figures(painter: QPainter, pen: QPen, brush: QBrush) -> None:
    painter.setPen(pen)
    painter.setBrush(brush)
    for figure in body().figures.values():
        painter.drawPath(figure)


def _paint_parts(painter: QPainter, inks: Inks, marked: Collection[str], touched: str) -> None:
    plain = surface(inks)
    seam = QPen(colour(inks.panel if plain == inks.line else inks.line), _SEAM)
    seam.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    for part in body().parts:
        is_marked = part.region in marked
        painter.setPen(seam)
        unmarked = inks.pain_soft if part.region == touched else plain
        painter.setBrush(colour(inks.pain if is_marked else unmarked))
        painter.drawPath(part.outline)


def _paint_words(painter: QPainter, target: QRectF, inks: Inks) -> None:
    place = transform_in(target)
    painter.setPen(colour(inks.muted))
    for said, at in side_words(place, painter.fontMetrics()):
        room = QRectF(0, 0, _WORDS_WIDTH, _WORDS_HEIGHT)
        room.moveCenter(at)
        painter.drawText(place.mapRect(room), _CENTRE, said)
    for word in body().words:
        if not word.says:  # one line, which large letters push down from the feet
            shown = place.mapRect(QRectF(0, 0, body().frame.width() / 2, _WORDS_HEIGHT))
            shown.setHeight(painter.fontMetrics().height())
            shown.moveCenter(place.map(word.at))
            shown.moveTop(max(shown.top(), _feet(place) + _APART))
            painter.drawText(shown, _CENTRE, view_name(word.view))


def side_words(place: QTransform, letters: QFontMetrics) -> list[tuple[str, QPointF]]:
    """Return the words for the sides of both figures, and where; one for both where two would touch."""
    shown: list[tuple[str, QPointF]] = []
    for side in dict.fromkeys(word.says for word in body().words if word.says):
        said = side_label(side)
        one, other = (word.at for word in body().words if word.says == side)
        widest = max(letters.horizontalAdvance(part) for part in said.split())
        touch = abs(other.x() - one.x()) * place.m11() < widest + letters.averageCharWidth()
        shown += [(said, at) for at in ([(one + other) / 2] if touch else [one, other])]
    return shown


def room_below(letters: float, scale: float) -> float:
    """Return how much the names of the views stand out below a drawing of `scale`, in `letters` so high."""
    frame = body().frame
    return max(0.0, letters + _APART - (frame.bottom() - body().figures_frame.bottom()) * scale)


def _feet(place: QTransform) -> float:
    return place.map(body().figures_frame.bottomLeft()).y()


def _outline(data: str) -> QPainterPath:
    """Return the path that "M x,y x,y …Z" describes: straight lines, one or more pieces."""
    path = QPainterPath()
    for piece in data.replace("M", " ").split("Z"):
        points = [QPointF(*(float(number) for number in pair.split(","))) for pair in piece.split()]
        if points:
            path.addPolygon(QPolygonF([*points, points[0]]))
    return path


def _word(view: str, text: ET.Element) -> Word:
    said = (text.text or "").removeprefix("your ")
    says = said if text.get("class") == "side" else ""
    return Word(view, says, QPointF(float(text.attrib["x"]), float(text.attrib["y"])))


def _distance(outline: QPainterPath, place: QPointF) -> float:
    """Return the distance from `place` to the nearest corner or edge's middle of the outline."""
    polygon = outline.toFillPolygon()
    corners = [polygon.at(number) for number in range(polygon.size())]
    middles = [(one + other) / 2 for one, other in pairwise(corners)]
    return min(hypot(place.x() - at.x(), place.y() - at.y()) for at in (*corners, *middles))
