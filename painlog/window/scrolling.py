"""What scrolls: slim bars without arrows, and areas that scroll up and down only."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QScrollBar, QWidget

from painlog.charts.inks import mixed
from painlog.window.look import inks_of

_THICK = 12
_SHORTEST = 32
_AROUND = 50
"""How much is seen above and below of what the keyboard goes to, in pixels; as Qt has it."""


class SlimBar(QScrollBar):
    """A bar that is only its handle: dragged, or pressed beside to go a page on."""

    def __init__(self, orientation: Qt.Orientation) -> None:
        """Make a bar for one direction."""
        super().__init__(orientation)
        self._grabbed: tuple[float, int] | None = None

    def sizeHint(self) -> QSize:
        """Return its thickness; its length is the area's."""
        return QSize(_THICK, _THICK)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        """Paint the handle; nothing where there is nothing to scroll."""
        if self.maximum() <= self.minimum():
            return
        inks = inks_of(self)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            held = self._grabbed is not None or self.underMouse()
            painter.setBrush(mixed(inks.edge, inks.panel, 1.0 if held else 0.75))
            painter.drawRoundedRect(self._handle(), _THICK / 2 - 3, _THICK / 2 - 3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle, or go a page towards where was pressed."""
        begin, length = self._place()
        at = self._along(event)
        if begin <= at <= begin + length:
            self._grabbed = at, self.value()
            self.update()
        else:
            self.setValue(self.value() + (self.pageStep() if at > begin else -self.pageStep()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the content follow the handle."""
        if self._grabbed is not None:
            _, length = self._place()
            room = max(1.0, self._length() - length)
            moved = (self._along(event) - self._grabbed[0]) / room
            self.setValue(self._grabbed[1] + round(moved * (self.maximum() - self.minimum())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt's own signature
        """Let go."""
        self._grabbed = None
        self.update()

    def _length(self) -> int:
        return self.height() if self.orientation() is Qt.Orientation.Vertical else self.width()

    def _along(self, event: QMouseEvent) -> float:
        at = event.position()
        return at.y() if self.orientation() is Qt.Orientation.Vertical else at.x()

    def _place(self) -> tuple[float, float]:
        """Return where the handle begins, and how long it is."""
        span = self.maximum() - self.minimum()
        length = max(_SHORTEST, self._length() * self.pageStep() / max(1, span + self.pageStep()))
        return (self._length() - length) * (self.value() - self.minimum()) / max(1, span), length

    def _handle(self) -> QRectF:
        begin, length = self._place()
        if self.orientation() is Qt.Orientation.Vertical:
            return QRectF(3, begin + 2, self.width() - 6, length - 4)
        return QRectF(begin + 2, 3, length - 4, self.height() - 6)


def slim(area: QAbstractScrollArea) -> None:
    """Give an area the slim bars."""
    area.setVerticalScrollBar(SlimBar(Qt.Orientation.Vertical))
    area.setHorizontalScrollBar(SlimBar(Qt.Orientation.Horizontal))


class _Asking(QObject):
    """Has an area ask for another width than before when its content does."""

    def __init__(self, area: "Scroller") -> None:
        super().__init__(area)
        self._area, self._asked = area, 0
        area.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            wanted = self._area.minimumSizeHint().width()
            if wanted != self._asked:
                self._asked = wanted
                self._area.updateGeometry()
        return super().eventFilter(watched, event)


class Scroller(QScrollArea):
    """Lets its content scroll up and down where the window is too low for it; it never scrolls sideways."""

    def __init__(self, content: QWidget) -> None:
        """Show `content`, as wide as there is room."""
        super().__init__()
        slim(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._asking: _Asking | None = None
        self.setWidget(content)
        content.setAutoFillBackground(False)

    def follow_text(self) -> None:
        """Ask for another width from now on whenever the content does: by itself Qt asks only once."""
        if self._asking is None:  # at the start nothing changes its width, and each event would cost time
            self._asking = _Asking(self)

    def minimumSizeHint(self) -> QSize:
        """Return the width below which the content would be cut; its height can be scrolled."""
        content = self.widget()
        if content is None:
            return QSize(_THICK, 0)
        width, height = content.minimumSizeHint().width(), content.sizeHint().height()
        return QSize(width + _THICK, min(3 * _SHORTEST, height))

    def shows(self, part: QWidget) -> bool:
        """Tell whether anything of a part of the content is seen."""
        view = self.viewport()
        return view.rect().intersects(QRect(part.mapTo(view, QPoint()), part.size()))

    def show_around(self, stop: QWidget) -> None:
        """Scroll so that a part of the content is seen with some of what is around it."""
        content = self.widget()
        if content is None:
            return
        self.ensureWidgetVisible(stop)
        room = (self.viewport().height() - stop.height()) // 2
        if room >= 0:
            middle = stop.mapTo(content, stop.rect().center())
            self.ensureVisible(middle.x(), middle.y(), 0, stop.height() // 2 + min(_AROUND, room))

    def bring_into_view(self, panel: QWidget) -> None:
        """Scroll so that a part of the content is seen: all of it, or its beginning if it is too high."""
        content = self.widget()
        if content is None:
            return
        top = panel.mapTo(content, QPoint()).y()
        if panel.height() > self.viewport().height():
            self.verticalScrollBar().setValue(top)
        else:
            self.ensureWidgetVisible(panel)


def follow_keyboard(stop: QWidget) -> None:
    """Scroll all areas that hold `stop` so that it is seen whole, with the words that stand above it.

    Qt does so only where the keyboard was within the area already, and of a note only the line typed in.
    """
    for area in _areas_of(stop):
        area.show_around(stop)


def show_beside_keyboard(said: QWidget) -> None:
    """Scroll all areas that hold `said` so that it is seen whole, and what the keyboard is at as well.

    That is shown first with the words that stand above it; then the areas move no farther than they have to.
    """
    stop = said.window().focusWidget()
    for area in _areas_of(said):
        parts = (stop, said, stop) if area.isAncestorOf(stop) else (said,)
        area.show_around(parts[0])
        for part in parts[1:]:
            area.ensureWidgetVisible(part, 0, 0)


def show_once_placed(said: QWidget) -> None:
    """Do so in a moment, with what has just come and has no place yet."""
    QTimer.singleShot(0, said, partial(show_beside_keyboard, said))


def _areas_of(part: QWidget) -> Iterator[Scroller]:
    holder = part.parentWidget()
    while holder is not None:
        if isinstance(holder, Scroller):
            yield holder
        holder = holder.parentWidget()
