"""How bad it was over time, as a small curve whose points are dragged, or moved by keyboard."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from painlog.entries import Reading
from painlog.window.announcing import announce
from painlog.window.forms.curve_painting import (
    HIGHEST,
    Scale,
    moment_of,
    paint_frame,
    paint_point,
    paint_scale,
    paint_shape,
)
from painlog.window.look import SMALL, font_of, gap, inks_of
from painlog.words import times
from painlog.words.amounts import level
from painlog.words.language import filled

translate = QCoreApplication.translate

_REACH = 16.0
"""How near a press must be to take hold of a point, in pixels."""
_SHORTEST = timedelta(minutes=20)


class Curve(QWidget):
    """Readings from the start to the end. A press where nothing is adds one; Del takes the chosen one out."""

    changed = Signal()
    """Readings were added, moved or taken out."""
    chosen = Signal()
    """Another reading is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing; `show_span` and `show_readings` come next."""
        super().__init__(parent)
        self._begin = self._end = datetime.fromtimestamp(0, UTC)
        self._is_over = True
        self._peak: Reading | None = None
        self._readings: list[Reading] = []
        self._at = -1
        self._is_held = False
        self.can_leave: Callable[[], bool] = lambda: True
        """Asked before another reading is chosen or the chosen one is moved: whether its figures are told."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("Curve", "How bad it was over time"))
        self.setAccessibleDescription(
            translate(
                "Curve",
                "Left and Right choose a reading, Up and Down change its level, "
                "Ctrl with Left and Right its time, Insert adds one, Del takes it out.",
            )
        )

    # what is shown

    def show_span(self, begin: datetime, end: datetime, *, is_over: bool, peak: Reading | None) -> None:
        """Show the time from `begin` until `end`; `peak` is when and how bad it was at the worst, if told."""
        self._begin, self._end = begin, max(end, begin + _SHORTEST)
        self._is_over = is_over
        self._peak = peak
        self.update()

    def show_readings(self, readings: Sequence[Reading]) -> None:
        """Show these readings."""
        self._readings = sorted(readings, key=moment_of)
        self._at = min(self._at, len(self._readings) - 1)
        self.update()

    def readings(self) -> tuple[Reading, ...]:
        """Return the readings, oldest first."""
        return tuple(self._readings)

    def chosen_reading(self) -> Reading | None:
        """Return the reading that is chosen."""
        return self._readings[self._at] if 0 <= self._at < len(self._readings) else None

    # what can be done

    def choose(self, number: int) -> None:
        """Choose a reading by its place."""
        self._at = max(-1, min(number, len(self._readings) - 1))
        self._say_chosen()
        self.chosen.emit()
        self.update()

    def change_chosen(self, at: datetime, intensity: float) -> None:
        """Move the chosen reading to `at` and `intensity`."""
        if self.chosen_reading() is not None:
            self._put(Reading(at=at, intensity=intensity), instead_of=self._at)

    def add(self) -> None:
        """Add a reading in the middle of the longest time without one."""
        if not self.can_leave():
            return
        marks = [self._begin, *(reading.at for reading in self._readings), self._end]
        gaps = [(later - earlier, earlier) for earlier, later in pairwise(marks)]
        length, earlier = max(gaps)
        middle = times.on_the_wall(_whole_minute(earlier + length / 2), earlier)
        self._put(Reading(at=middle, intensity=self._usual_level()))

    def remove_chosen(self) -> None:
        """Take the chosen reading out."""
        if self.chosen_reading() is not None:
            del self._readings[self._at]
            self.choose(min(self._at, len(self._readings) - 1))
            self.changed.emit()

    # mouse and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a point, or add one."""
        if event.button() != Qt.MouseButton.LeftButton or not self.can_leave():
            return
        near = [
            (self.scale().distance(reading, event.position()), n) for n, reading in enumerate(self._readings)
        ]
        distance, number = min(near, default=(_REACH + 1, -1))
        if distance <= _REACH:
            self.choose(number)
        else:
            self._put(self.scale().reading_at(event.position()))
        self._is_held = True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the point."""
        if self._is_held:
            self._put(self.scale().reading_at(event.position()), instead_of=self._at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - wherever it is
        """Let go."""
        self._is_held = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, move, add and take out by keyboard."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Insert, Qt.Key.Key_Plus):
            self.add()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_chosen()
        elif key not in steps:
            super().keyPressEvent(event)
        elif not self.can_leave():
            return
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(timedelta(), steps[key])
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._step(steps[key] * self.scale().grain, 0)
        else:
            self.choose(max(0, self._at + steps[key]))

    def sizeHint(self) -> QSize:
        """Return a size in which points can be told apart."""
        return QSize(gap(80), 5 * self.fontMetrics().height() + gap(16))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        """Paint scale, curve and points."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            inks = inks_of(self)
            paint_frame(painter, self.rect(), inks, focused=self.hasFocus())
            scale = self.scale()
            paint_scale(painter, scale, inks)
            paint_shape(painter, scale, inks, self._readings, self._peak, is_over=self._is_over)
            for number, reading in enumerate(self._readings):
                paint_point(painter, scale.place(reading), inks, is_chosen=number == self._at)

    def scale(self) -> Scale:
        """Return which place stands for which time and level."""
        high = QFontMetrics(font_of(SMALL)).height()
        left = QFontMetrics(font_of(SMALL)).horizontalAdvance("10") + gap(4)
        room = QRectF(self.rect()).adjusted(left, gap(4), -gap(4), -high - gap(2.5))
        return Scale(room, self._begin, self._end)

    # changing

    def _usual_level(self) -> float:
        chosen = self.chosen_reading()
        return chosen.intensity if chosen is not None else 5.0

    def _step(self, later: timedelta, higher: int) -> None:
        reading = self.chosen_reading()
        if reading is None:
            self.choose(0)
            return
        at = times.on_the_wall(max(self._begin, min(self._end, reading.at + later)), reading.at)
        intensity = max(0.0, min(float(HIGHEST), reading.intensity + higher))
        self._put(replace(reading, at=at, intensity=intensity), instead_of=self._at)

    def _put(self, reading: Reading, instead_of: int | None = None) -> None:
        if instead_of is not None:
            del self._readings[instead_of]
        self._readings.append(reading)
        self._readings.sort(key=moment_of)
        self.choose(next(n for n, each in enumerate(self._readings) if each is reading))
        self.changed.emit()

    def _say_chosen(self) -> None:
        """Let screen readers say the chosen reading: "13:13, 6 / 10"."""
        if (reading := self.chosen_reading()) is not None and self.hasFocus():
            said = filled(
                translate("Curve", "%1, %2", "a time, a level"),
                self.scale().clock(reading.at),
                level(reading.intensity),
            )
            announce(self, said)


def _whole_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
