"""The row of tabs under the menus: flat, with a line under the open one."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar

from painlog.charts.inks import Inks, colour, fill
from painlog.window import lettering
from painlog.window.look import BODY, font_of, gap, inks_of
from painlog.window.rings import paint_line

_LINE = 3


class TabBar(QTabBar):
    """Qt's row of tabs (arrow keys, roles and names for screen readers) with a face of our own."""

    def __init__(self) -> None:
        """Make an empty row."""
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.follow_text()

    def follow_text(self) -> None:
        """Follow the size of the program's text."""
        self.setFont(font_of(BODY, strong=True))

    def tabSizeHint(self, index: int) -> QSize:
        """Return the room of a tab: its word, and enough around it to hit."""
        font = self.font()
        width = lettering.width(self.tabText(index), font) + gap(10)
        return QSize(width, lettering.height("X", font, 1000) + gap(6))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Return the same: no tab's word is cut."""
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        """Paint the words, the line under the open one, and where the keyboard is."""
        inks = inks_of(self)
        with QPainter(self) as painter:
            painter.setFont(self.font())
            for index in range(self.count()):
                is_open = index == self.currentIndex()
                painter.setPen(colour(inks.ink if is_open else inks.muted))
                painter.drawText(self.tabRect(index), Qt.AlignmentFlag.AlignCenter, self.tabText(index))
                if is_open:
                    self._paint_open(painter, self.tabRect(index), inks)

    def _paint_open(self, painter: QPainter, rect: QRect, inks: Inks) -> None:
        line = QRect(rect.left(), rect.bottom() - _LINE + 1, rect.width(), _LINE)
        fill(painter, line, colour(inks.accent))
        if self.hasFocus():
            paint_line(painter, rect.adjusted(2, 2, -2, -_LINE - 2), inks, 5)
