"""The pads for a level of pain and for relief: one press tells it."""

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from painlog.charts.inks import Inks
from painlog.window.look import gap
from painlog.window.pressing import Face, Pressable, Row
from painlog.words.amounts import number, percent
from painlog.words.language import filled

translate = QCoreApplication.translate

HIGHEST = 10
RELIEF_STEPS = (0, 25, 50, 75, 100)
"""The five answers to "Better?", in percent of the pain taken away."""

_PER_ROW = 6
_WAIT_FOR_ZERO_MS = 600


class _Level(Pressable):
    """One level of a pad."""

    sides = 4
    corner = 8

    def __init__(self, level: int, parent: QWidget) -> None:
        super().__init__(number(level), "", parent)
        self.level = level
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def face(self, inks: Inks) -> Face:
        """Return pain's colours for the level that was told."""
        if self.isChecked():
            return Face(inks.pain, inks.pain, inks.on_pain)
        return Face(inks.panel, inks.edge, inks.ink)


class LevelPad(Row):
    """The numbers 0 to 10 in two rows; pressing one, or typing it, tells how bad it is."""

    pressed_level = Signal(int)

    def __init__(self, asks: str = "") -> None:
        """Make a pad; `asks` is what it asks for, which screen readers say with each number."""
        super().__init__()
        self._one = QTimer(self, singleShot=True, interval=_WAIT_FOR_ZERO_MS)
        self._one.timeout.connect(self._one_was_meant)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(gap(1))
        self.levels = [_Level(level, self) for level in range(HIGHEST + 1)]
        for level, button in enumerate(self.levels):
            button.setCheckable(True)
            button.setAccessibleName(_level_name(asks, level))
            button.clicked.connect(self._pressed)
            grid.addWidget(button, level // _PER_ROW, level % _PER_ROW)
        self.hold(self.levels)

    def show_level(self, level: float | None) -> None:
        """Mark the level that was told last, where Tab then stops; None marks none."""
        for button in self.levels:
            button.setChecked(level is not None and button.level == round(level))
            if button.isChecked():
                self.let_tab_stop_at(button)

    def take_keyboard(self) -> None:
        """Give the keyboard to the level that was told, or to the first."""
        stop = next((button for button in self.levels if button.isChecked()), self.levels[0])
        self.let_tab_stop_at(stop)
        stop.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits, and leave the other keys to whoever wants them."""
        if not self.take_digit(event):
            super().keyPressEvent(event)

    def take_digit(self, event: QKeyEvent) -> bool:
        """Take a digit, and tell whether it was one; a 1 waits a moment for the 0 of 10."""
        digit = event.text()
        if not (digit.isdecimal() and len(digit) == 1):
            return False
        if event.isAutoRepeat():
            return True
        waiting = self._one.isActive()
        self._one.stop()
        if digit == "1" and not waiting:
            self._one.start()
        elif waiting:
            self._tell(HIGHEST if digit == "0" else int(digit))
        else:
            self._tell(int(digit))
        return True

    def settle(self) -> None:
        """Take a 1 that still waits: what was typed counts. Whoever is about to save asks this first."""
        if self._one.isActive():
            self._one_was_meant()

    def hand_up(self) -> None:
        """Take a 1 that still waits."""
        self.settle()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take a 1 that still waits."""
        self.settle()
        super().hideEvent(event)

    def _one_was_meant(self) -> None:
        self._tell(1)

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, _Level):
            self._tell(button.level)

    def _tell(self, level: int) -> None:
        self._one.stop()
        self.show_level(level)
        if any(button.hasFocus() for button in self.levels):
            self.take_keyboard()
        self.pressed_level.emit(level)


class ReliefPad(Row):
    """The question "Better?" in five steps, from 0 to 100 percent of the pain taken away."""

    pressed_relief = Signal(int)

    def __init__(self) -> None:
        """Make a pad with nothing told yet."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap(1.5))
        self.steps = [_Step(percent(step), "", self) for step in RELIEF_STEPS]
        for step, button in zip(RELIEF_STEPS, self.steps, strict=True):
            button.setAccessibleName(_relief_name(step))
            button.clicked.connect(self._pressed)
            row.addWidget(button)
        self.hold(self.steps)

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, _Step):
            self.pressed_relief.emit(RELIEF_STEPS[self.steps.index(button)])


class _Step(Pressable):
    """One step of relief."""

    sides = 4
    corner = 8


def _level_name(asks: str, level: int) -> str:
    return filled(translate("LevelPad", "%1 %2 of 10", "question, level"), asks, number(level)).strip()


def _relief_name(step: int) -> str:
    if step == 0:
        return translate("ReliefPad", "Not better")
    if step == RELIEF_STEPS[-1]:
        return translate("ReliefPad", "The pain is gone")
    return filled(translate("ReliefPad", "Better by %1"), percent(step))
