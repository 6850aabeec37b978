"""Marking where it hurts: the body from the front and from the back, by click or by keyboard."""

from collections.abc import Iterable
from math import ceil, hypot

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from painlog.charts.body import Part, body, paint_body, room_below, transform_in
from painlog.charts.inks import Inks, colour
from painlog.window.look import SMALL, TARGET, font_of, inks_of
from painlog.words.body import region_name, view_name
from painlog.words.language import filled

translate = QCoreApplication.translate

_LEAST = QSize(340, 334)
_LIKED = QSize(420, 412)
_ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_RING = 4
"""How far the ring of the keyboard's focus reaches beyond a region, in pixels."""
_SIDEWAYS = 2.5
"""How much farther a place beside the way of an arrow counts than one on the way."""
_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Region(QCheckBox):
    """One region for the keyboard and for screen readers; the map paints it and takes its clicks."""

    def __init__(self, part: Part, parent: "BodyMap") -> None:
        """Stand for `part`."""
        super().__init__(parent)
        self.part = part
        self._map = parent
        self.setAccessibleName(_called(part))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def middle(self) -> QPointF:
        """The middle of the region, in units of the drawing."""
        return self.part.outline.boundingRect().center()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Leave the painting to the map."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows; Space marks."""
        way = _ARROWS.get(Qt.Key(event.key()))
        if way is not None:
            self._map.move_from(self, way)
        elif event.key() in _PRESSES:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the map show where the keyboard is."""
        super().focusInEvent(event)
        self._map.keyboard_came_to(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Have the ring taken away: the map paints again where this region is."""
        super().focusOutEvent(event)
        self.update()


class BodyMap(QWidget):
    """The body with its marked regions. One stop of the Tab key; arrows move, Space or a click marks."""

    marked = Signal(tuple)
    """The regions that are marked now."""
    touched = Signal(str)
    """What is said of the region that the mouse or the keyboard is at; empty when there is none."""

    def __init__(self) -> None:
        """Show a body without marks."""
        super().__init__()
        self._marked: dict[str, None] = {}
        self._under_mouse = ""
        self.places = [Region(part, self) for part in body().parts]
        for place in self.places:
            place.clicked.connect(self._pressed)
        self._let_tab_stop_at(self.places[0])
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def regions(self) -> tuple[str, ...]:
        """Return the marked regions, in the order in which they were marked."""
        return tuple(self._marked)

    def show_regions(self, regions: Iterable[str]) -> None:
        """Mark exactly these; names that the drawing does not have are kept."""
        self._marked = dict.fromkeys(regions)
        for place in self.places:
            place.setChecked(place.part.region in self._marked)
        self._let_tab_stop_at(next((place for place in self.places if place.isChecked()), self.places[0]))
        self.update()

    def take_keyboard(self) -> None:
        """Give the keyboard to the first region that is marked, or to the first."""
        stop = next((place for place in self.places if place.isChecked()), self.places[0])
        stop.setFocus(Qt.FocusReason.TabFocusReason)

    def sizeHint(self) -> QSize:
        """Return a size at which every region is easy to hit."""
        return _LIKED + QSize(0, self._below())

    def heightForWidth(self, width: int) -> int:
        """Return the height at which the drawing fills `width`, but none that it does not take."""
        frame = body().frame
        drawn = min(_LIKED.height(), round(width * frame.height() / frame.width()))
        return drawn + self._below()

    def minimumSizeHint(self) -> QSize:
        """Return the size below which small regions get hard to hit."""
        return _LEAST + QSize(0, self._below())

    def move_from(self, place: Region, way: QPointF) -> None:
        """Give the keyboard to the nearest region in the direction `way`."""
        found = min(
            (each for each in self.places if each is not place),
            key=lambda each: _distance_along(each.middle - place.middle, way),
        )
        if _distance_along(found.middle - place.middle, way) < float("inf"):
            self._let_tab_stop_at(found)
            found.setFocus(Qt.FocusReason.TabFocusReason)

    def keyboard_came_to(self, place: Region) -> None:
        """Tell which region the keyboard is at."""
        self.touched.emit(self._said(place.part.region))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        """Paint the figures, the marks and the ring of the keyboard's focus."""
        with QPainter(self) as painter:
            painter.setFont(font_of(SMALL))
            inks = inks_of(self)
            paint_body(painter, self._frame(), inks, self._marked, touched=self._under_mouse)
            for place in self.places:
                if place.hasFocus():
                    self._paint_focus(painter, place, inks)

    def _paint_focus(self, painter: QPainter, place: Region, inks: Inks) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = transform_in(self._frame()).map(place.part.outline)
        for width, ink in ((5, inks.panel), (3, inks.focus)):
            painter.strokePath(outline, QPen(colour(ink), width))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark or unmark what was clicked."""
        part = self._part_at(event.position())
        if part is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        place = next(place for place in self.places if place.part is part)
        self._let_tab_stop_at(place)
        place.setFocus(Qt.FocusReason.MouseFocusReason)
        self._turn(part.region)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name what the mouse is over."""
        part = self._part_at(event.position())
        region = part.region if part is not None else ""
        if region != self._under_mouse:
            self._under_mouse = region
            self.touched.emit(self._said(region) if region else "")
            self.update()

    def leaveEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        """Forget the mouse."""
        self._under_mouse = ""
        self.touched.emit("")
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the regions' rectangles where they are painted: screen readers and magnifiers follow them."""
        super().resizeEvent(event)
        place_in = transform_in(self._frame())
        for place in self.places:
            rect = place_in.mapRect(place.part.outline.boundingRect()).toAlignedRect()
            rect.adjust(-_RING, -_RING, _RING, _RING)
            grown = QSize(max(TARGET, rect.width()), max(TARGET, rect.height()))
            middle = rect.center()
            rect.setSize(grown)
            rect.moveCenter(middle)
            place.setGeometry(rect)

    def _frame(self) -> QRectF:
        return self.rect().toRectF().adjusted(2, 2, -2, -2 - self._below())

    def _below(self) -> int:
        """Return the room that names of the views in large letters need under the drawing."""
        letters = QFontMetricsF(font_of(SMALL)).height()
        return ceil(room_below(letters, _LEAST.width() / body().frame.width()))

    def _part_at(self, at: QPointF) -> Part | None:
        placed, possible = transform_in(self._frame()).inverted()
        reach = TARGET / 2 * placed.m11()
        return body().part_at(placed.map(at), reach) if possible else None

    def _pressed(self) -> None:
        place = self.sender()
        if isinstance(place, Region):
            self._turn(place.part.region)

    def _turn(self, region: str) -> None:
        """Mark `region` if it is not, unmark it if it is, in both figures."""
        if region in self._marked:
            del self._marked[region]
        else:
            self._marked[region] = None
        for place in self.places:
            if place.part.region == region:
                place.setChecked(region in self._marked)
        self.update()
        self.marked.emit(self.regions())
        self.touched.emit(self._said(region))

    def _said(self, region: str) -> str:
        """Return what a region is called, and that it is not marked where it is not."""
        name, is_marked = region_name(region), region in self._marked
        return name if is_marked else filled(translate("BodyMap", "%1: not marked", "a region"), name)

    def _let_tab_stop_at(self, stop: Region) -> None:
        for place in self.places:
            place.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place is stop else Qt.FocusPolicy.NoFocus)


def _called(part: Part) -> str:
    """Return what a region is called: with its view, for the other figure may have it too."""
    told = translate("BodyMap", "%1, %2", "a region, which view")
    return filled(told, region_name(part.region), view_name(part.view))


def _distance_along(step: QPointF, way: QPointF) -> float:
    """Return how far a step leads when the direction `way` is wanted; infinite where it leads elsewhere."""
    ahead = step.x() * way.x() + step.y() * way.y()
    aside = hypot(step.x() - ahead * way.x(), step.y() - ahead * way.y())
    return hypot(ahead, _SIDEWAYS * aside) if ahead > max(1.0, aside / 2) else float("inf")
