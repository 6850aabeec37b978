"""Answers that may be missing: a level that nobody said, a time that is not known."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog.window.buttons import LinkButton
from painlog.window.look import SMALL, gap
from painlog.window.moments import MomentEdit
from painlog.window.pads import LevelPad
from painlog.window.panels import Asked
from painlog.window.scrolling import show_once_placed

translate = QCoreApplication.translate


class LevelAnswer(QWidget):
    """A level from 0 to 10, or none. A level with decimals, from a file, stays until another is pressed."""

    changed = Signal()

    def __init__(self, level: float | None, *, name: str = "") -> None:
        """Show `level`."""
        super().__init__()
        self._level = level
        self.pad = LevelPad(name)
        self.pad.setAccessibleName(name)
        self.not_said = LinkButton(translate("LevelAnswer", "Not said"), size=SMALL)
        self.not_said.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(1))
        column.addWidget(self.pad)
        column.addWidget(self.not_said)
        self.pad.pressed_level.connect(self._pressed)
        self.not_said.clicked.connect(self._forget)
        self._show()

    @property
    def level(self) -> float | None:
        """What is said, also the 1 that was typed just now and may become a 10."""
        self.pad.settle()
        return self._level

    def _pressed(self, level: int) -> None:
        self._level = float(level)
        self._show()
        self.changed.emit()

    def _forget(self) -> None:
        self._level = None
        self._show()
        self.pad.take_keyboard()
        self.changed.emit()

    def _show(self) -> None:
        self.pad.show_level(self._level)
        self.not_said.setVisible(self._level is not None)


class MomentAnswer(QWidget):
    """A moment that may be said, or left open by a press on `forget`."""

    changed = Signal()

    def __init__(
        self,
        moment: datetime | None,
        begin: Callable[[], datetime],
        *,
        asks: str,
        forget: str,
        name: str,
        clock: Callable[[], datetime],
    ) -> None:
        """Show `moment`, or a link that `asks` for it and begins with what `begin` returns."""
        super().__init__()
        self._begin = begin
        self.edit = MomentEdit(moment or clock(), name=name, clock=clock, among_others=True)
        self._says = Asked(name)
        self.ask = LinkButton(asks)
        self.forget = LinkButton(forget, size=SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(1))
        for widget in (self.ask, self._says, self.edit, self.forget):
            column.addWidget(widget)
        for link in (self.ask, self.forget):
            link.setAutoDefault(False)
        self.ask.clicked.connect(self._say)
        self.forget.clicked.connect(self._leave_open)
        self.edit.changed.connect(self.changed)
        self._show(is_said=moment is not None)

    @property
    def moment(self) -> datetime | None:
        """What is said."""
        return self.edit.moment if self._is_said else None

    def say(self, moment: datetime) -> None:
        """Show a moment."""
        self.edit.show_moment(moment)
        self._show(is_said=True)

    def _say(self) -> None:
        self.say(self._begin())
        self.edit.focus_time()
        show_once_placed(self.edit)
        self.changed.emit()

    def _leave_open(self) -> None:
        self._show(is_said=False)
        self.ask.setFocus()
        self.changed.emit()

    def _show(self, *, is_said: bool) -> None:
        self._is_said = is_said
        self.ask.setVisible(not is_said)
        for widget in (self._says, self.edit):
            widget.setVisible(is_said)
        self.forget.setVisible(is_said)
