"""What stands over the table: the search, what is shown, and the two buttons."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from painlog.window.flow import FlowLayout
from painlog.window.look import gap
from painlog.window.reading_order import say_in_order

_BETWEEN = gap(3)


class ToolLine(QWidget):
    """One line, or two where the window is too narrow for one: the table needs the rest of its height."""

    def __init__(self, search: QWidget, shown: tuple[QWidget, ...], buttons: tuple[QWidget, ...]) -> None:
        """Hold the `search`, what tells what is `shown`, and the `buttons`."""
        super().__init__()
        self._search, self._buttons = search, buttons
        self._shown = QWidget()
        flow = FlowLayout(self._shown, spacing=_BETWEEN)
        for widget in shown:
            flow.addWidget(widget)
        self._is_in_one: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_BETWEEN)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(search, 0, 0)
        for place, button in enumerate(buttons, 2):
            self._grid.addWidget(button, 0, place)
        self._arrange(in_one=True)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the first of two lines, below which something would be cut."""
        parts = (self._search, *self._buttons)
        width = sum(part.minimumSizeHint().width() + _BETWEEN for part in parts) - _BETWEEN
        least = max(width, self._shown.minimumSizeHint().width())
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take one line or two."""
        super().resizeEvent(event)
        parts = (self._shown, *self._buttons)
        needed = self._search.minimumWidth() + sum(_BETWEEN + part.sizeHint().width() for part in parts)
        self._arrange(in_one=needed <= event.size().width())

    def _arrange(self, *, in_one: bool) -> None:
        if in_one is self._is_in_one:
            return
        self._is_in_one = in_one
        self._grid.removeWidget(self._shown)
        if in_one:
            self._grid.addWidget(self._shown, 0, 1)
        else:
            self._grid.addWidget(self._shown, 1, 0, 1, 2 + len(self._buttons))
        say_in_order(self)
