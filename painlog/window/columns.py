"""Columns of rows beside one another, or under one another where the window is too narrow for them."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollBar, QVBoxLayout, QWidget

from painlog.window.look import gap

_BETWEEN = gap(7)
_COLUMN = gap(85)
"""The least width that a column likes, in pixels."""


class Columns(QWidget):
    """So many columns; each is a QVBoxLayout to fill."""

    def __init__(self, count: int) -> None:
        """Make `count` empty columns."""
        super().__init__()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        self._line.setSpacing(_BETWEEN)
        self._parts = [QWidget() for _ in range(count)]
        for part in self._parts:
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(gap(3))
            self._line.addWidget(part, 1)
        self._kept: QVBoxLayout | None = None
        self._bar: QScrollBar | None = None

    def column(self, number: int) -> QVBoxLayout:
        """Return a column to put rows into."""
        layout = self._parts[number].layout()
        if not isinstance(layout, QVBoxLayout):
            raise TypeError(layout)
        return layout

    def sizeHint(self) -> QSize:
        """Return the size with all columns beside one another."""
        hints = [part.sizeHint() for part in self._shown()]
        width = sum(max(_COLUMN, hint.width()) + _BETWEEN for hint in hints) - _BETWEEN
        return QSize(width, max(hint.height() for hint in hints))

    def minimumSizeHint(self) -> QSize:
        """Return the size of the widest column: the others can go under it."""
        return QSize(max(part.minimumSizeHint().width() for part in self._shown()), 0)

    def leave_out(self, number: int) -> None:
        """Show the other columns only."""
        self._parts[number].hide()

    def keep_in_view(self, number: int, bar: QScrollBar) -> None:
        """Let a column that is lower than the one beside it stay in view while `bar` scrolls that."""
        self._kept, self._bar = self.column(number), bar
        bar.valueChanged.connect(self._keep_in_view)

    def _keep_in_view(self) -> None:
        if self._kept is None or self._bar is None:
            return
        width = self._kept.geometry().width()
        above = self._kept.contentsMargins().top()
        lower_by = self.height() - (self._kept.totalHeightForWidth(width) - above)
        is_beside = self._line.direction() is QBoxLayout.Direction.LeftToRight
        self._kept.setContentsMargins(0, max(0, min(self._bar.value(), lower_by)) if is_beside else 0, 0, 0)

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns where they fit."""
        super().resizeEvent(event)
        self._arrange(event.size().width())
        self._keep_in_view()

    def _arrange(self, width: int) -> None:
        needed = sum(part.minimumSizeHint().width() + _BETWEEN for part in self._shown()) - _BETWEEN
        beside = needed <= width
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._line.direction():
            self._line.setDirection(way)
