"""The pyqtgraph view of the charts: one item that paints all, one for the pointer, one box that moves."""

from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget
from shiboken6 import isValid

from painlog.charts.box import TimeBox
from painlog.charts.days import DayLayout
from painlog.charts.drawing import (
    View,
    Which,
    lay_out_day_by_day,
    lay_out_timeline,
    paint,
    paint_day_by_day_on,
    paint_timeline_on,
)
from painlog.charts.layout import Layout
from painlog.charts.picture import sheet_for
from painlog.charts.plotting import GraphicsObject, GraphicsView
from painlog.charts.pointer import Pointer, paint_focus, paint_pointer, place_of
from painlog.charts.spoken import Voice, let_speak
from painlog.charts.touch import REACH, Touch, again, touched, touched_day, turned_on
from painlog.patterns.timeline import Timeline

ZOOM_A_STEP = 0.8
"""How much of the span remains after one click of a wheel."""
WHEEL_STEP = 120.0
"""What Qt counts for one click of a wheel."""
PAN_A_STEP = 0.1
"""The part of the span that a sideways click moves."""


class ChartItem(GraphicsObject):  # type: ignore[misc]  # pyqtgraph ships no types
    """Paints the chart once into a picture, which stands while only the pointer moves."""

    def __init__(self, canvas: "Canvas") -> None:
        """Paint for `canvas`."""
        super().__init__()
        self._canvas = canvas
        self._picture: QPixmap | None = None

    def renew(self) -> None:
        """Paint anew at the next opportunity, however often this is asked for."""
        self._picture = None
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the whole canvas."""
        return QRectF(self._canvas.rect())

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Paint what has changed, or the picture of what has not."""
        if self._picture is None:
            self._picture = sheet_for(self._canvas)
            with QPainter(self._picture) as within:
                self._canvas.paint_chart(within)
        painter.drawPixmap(QPointF(), self._picture)


class PointerItem(GraphicsObject):  # type: ignore[misc]  # pyqtgraph ships no types
    """Paints the crosshair and the small box that names what it touches."""

    def __init__(self, canvas: "Canvas") -> None:
        """Paint for `canvas`."""
        super().__init__()
        self._canvas = canvas
        self.setZValue(10)

    def boundingRect(self) -> QRectF:
        """Return the whole canvas."""
        return QRectF(self._canvas.rect())

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Paint where the pointer is."""
        canvas = self._canvas
        if canvas.hasFocus() and canvas.view is not None:
            paint_focus(painter, self.boundingRect(), canvas.view)
        if canvas.timeline is not None and canvas.view is not None and canvas.layout_now is not None:
            paint_pointer(painter, canvas.timeline, canvas.view, canvas.layout_now, canvas.pointer)


class Canvas(GraphicsView):  # type: ignore[misc]  # pyqtgraph ships no types
    """Shows a timeline and turns wheel, pinch, drag and pointer into what is shown and touched."""

    moved = Signal()
    """Somebody zoomed or panned."""
    pressed = Signal(QPointF)
    reset_asked = Signal()
    menu_asked = Signal(QPointF)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty canvas."""
        self.timeline: Timeline | None = None
        self.view: View | None = None
        self.which = Which.TIMELINE
        self.layout_now: Layout | DayLayout | None = None
        self.pointer = Pointer()
        self.opened: tuple[str, int] | None = None
        """What was opened last by a press: another press at its place opens the next one there."""
        super().__init__(parent, useOpenGL=False, background=None)
        self.voice = Voice(self, self)
        let_speak(Canvas)
        self.box = TimeBox()
        self.chart = ChartItem(self)
        self.over = PointerItem(self)
        for item in (self.chart, self.box, self.over):
            self.scene().addItem(item)
        self.setCentralWidget(None)
        self.box.sigRangeChanged.connect(self._range_changed)
        self.box.dragged.connect(self.moved)
        self.box.clicked.connect(self.pressed)
        self.box.reset_asked.connect(self.reset_asked)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def useOpenGL(self, *_asked: bool) -> None:
        """Paint on a widget made here; the name is pyqtgraph's.

        Asked for one that Qt made, PySide6 makes the classes of all kinds of widgets to find its kind.
        """
        self.setViewport(QWidget())

    def show_timeline(self, timeline: Timeline, view: View, which: Which) -> None:
        """Show a timeline as `view` says; the span is that of the box."""
        is_another = timeline is not self.timeline
        self.timeline, self.view = timeline, view
        if which is not self.which:
            self.which = which
            self.box.set_axis(0 if which is Which.TIMELINE else 1)
        self.renew()
        if is_another and self.pointer.touch is not None:
            self._touch_anew(self.pointer.touch)

    def renew(self) -> None:
        """Lay out and paint anew; ten times in a row paint once."""
        if self.timeline is None or self.view is None:
            return
        begin, end = self.box.period()
        self.view = self.view._replace(begin=begin, end=end)
        lay_out = lay_out_timeline if self.which is Which.TIMELINE else lay_out_day_by_day
        self.layout_now = lay_out(QRectF(self.rect()), self.timeline, self.view)
        if self.box.geometry() != self.layout_now.plot:
            self.box.setGeometry(self.layout_now.plot)
        self.chart.renew()

    def paint_chart(self, painter: QPainter) -> None:
        """Paint the chart without the pointer."""
        if self.timeline is None or self.view is None:
            painter.fillRect(self.rect(), self.palette().base())
        elif self.timeline.is_empty:
            paint(painter, QRectF(self.rect()), self.timeline, self.view, self.which)
        elif isinstance(self.layout_now, Layout):
            paint_timeline_on(painter, self.layout_now, self.timeline, self.view)
        elif isinstance(self.layout_now, DayLayout):
            paint_day_by_day_on(painter, self.layout_now, self.timeline, self.view)

    def touch_at(self, at: QPointF) -> Touch | None:
        """Return what lies at a point."""
        if self.timeline is None or self.view is None or self.timeline.is_empty:
            return None
        reach = REACH * self.view.metrics.unit
        found = None
        if isinstance(self.layout_now, Layout):
            found = touched(self.timeline, self.layout_now, at, reach)
        elif isinstance(self.layout_now, DayLayout):
            found = touched_day(self.timeline, self.layout_now, at, reach)
        return found and turned_on(found, self.opened)

    def point_at(self, pointer: Pointer) -> None:
        """Put the crosshair somewhere else."""
        if pointer != self.pointer:
            self.pointer = pointer
            self.over.update()

    def current(self) -> Touch | None:
        """Return the entry that the keyboard is at."""
        return self.pointer.touch if self.pointer.by_keyboard else None

    def stand_at(self, touch: Touch | None) -> None:
        """Put the ring of the keyboard around an entry, or take it away."""
        if touch is None or self.timeline is None or self.layout_now is None:
            self.point_at(Pointer())
        else:
            self.point_at(Pointer(place_of(self.timeline, self.layout_now, touch), touch, by_keyboard=True))

    def _touch_anew(self, touch: Touch) -> None:
        """Touch what is there now: an entry has another row in another timeline, or is gone."""
        at = self.pointer.at
        if self.timeline is None or at is None or self.pointer.by_keyboard:
            self.stand_at(None if self.timeline is None else again(self.timeline, touch))
        else:
            self.point_at(Pointer(at, self.touch_at(at)))

    def zoom(self, factor: float, about: float | None = None) -> None:
        """Show `factor` of the span, with the moment `about` (by default the middle) where it is."""
        begin, end = self.box.period()
        fixed = (begin + end) / 2 if about is None else about
        self._move_to(fixed + (begin - fixed) * factor, fixed + (end - fixed) * factor)

    def pan(self, share: float) -> None:
        """Move by a share of the span."""
        begin, end = self.box.period()
        by = (end - begin) * share
        self._move_to(begin + by, end + by)

    def _move_to(self, begin: float, end: float) -> None:
        """Show another span, as far as the limits allow, and tell of it when that is another one."""
        before = self.box.period()
        self.box.set_period(begin, end)
        if self.box.period() != before:
            self.moved.emit()

    # --- what Qt tells -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        if hasattr(self, "box"):
            self.renew()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; sideways, or with Shift, pan."""
        across, along = event.angleDelta().x(), event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            across, along = along or across, 0
        if abs(across) > abs(along):
            self.pan(-across / WHEEL_STEP * PAN_A_STEP)
        elif along:
            self.zoom(ZOOM_A_STEP ** (along / WHEEL_STEP), self._wall_at(event.position()))
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom with two fingers, on a touch pad or a touch screen."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1 / (1 + max(-0.9, event.value())), self._wall_at(event.position()))
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture) and pinch.scaleFactor() > 0:
                self.zoom(1 / pinch.scaleFactor(), self._wall_at(pinch.centerPoint()))
                event.accept()
                return True
        return bool(super().viewportEvent(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name what is touched."""
        super().mouseMoveEvent(event)
        if not event.buttons():
            at = QPointF(event.position())
            self.point_at(Pointer(at, self.touch_at(at)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the menu with the right button; the rest is pyqtgraph's."""
        if event.button() is Qt.MouseButton.RightButton:
            self.menu_asked.emit(QPointF(event.globalPosition()))
            return
        super().mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the crosshair away."""
        super().leaveEvent(event)
        self.point_at(Pointer())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self._show_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self._show_focus()

    def _show_focus(self) -> None:
        # When a program ends, the focus is taken away after the scene and its items are gone.
        if isValid(self.over):
            self.over.update()

    def _wall_at(self, at: QPointF) -> float | None:
        if self.layout_now is None:
            return None
        along = at.x() if self.which is Which.TIMELINE else at.y()
        return self.layout_now.scale.wall(along)

    def _range_changed(self, *_: Any) -> None:
        self.renew()
