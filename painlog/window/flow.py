"""A layout that fills lines with widgets as words fill a paragraph.

Qt asks for the same sizes hundreds of times until a window stands, so they are kept until a widget in the
layout changes, which Qt tells by `invalidate`.
"""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from painlog.window.look import gap


class _Line(NamedTuple):
    items: list[tuple[QLayoutItem, QSize]]
    width: int
    height: int


class FlowLayout(QLayout):
    """Places widgets beside one another at the size they like, and starts a new line where they don't fit."""

    def __init__(
        self,
        parent: QWidget | None = None,
        spacing: int = gap(2),
        *,
        split: int | None = None,
        even: bool = False,
    ) -> None:
        """Fill `parent`, with `spacing` pixels between widgets and lines.

        Widgets from the one numbered `split` on stand at the far end of a line that holds others too. With
        `even`, lines hold equally many and none is left over for a line of its own.
        """
        self._heights: dict[int, int] = {}
        self._liked: QSize | None = None
        self._least: QSize | None = None
        self._sized: list[tuple[QLayoutItem, QSize]] | None = None
        super().__init__(parent)
        self._split = split
        self._even = even
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Take in what addWidget brings."""
        self._items.append(item)
        self.invalidate()

    def invalidate(self) -> None:
        """Measure anew: a widget came, went, was hidden or shown, or likes another size."""
        self._heights.clear()
        self._liked = self._least = self._sized = None
        super().invalidate()

    def count(self) -> int:
        """Return how many widgets there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one of them, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one of them out."""
        self.invalidate()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Say that more room is not wanted."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower layout is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high all lines are in `width` pixels."""
        if width not in self._heights:
            self._heights[width] = self._height_in(width)
        return self._heights[width]

    def _height_in(self, width: int) -> int:
        margins = self.contentsMargins()
        lines = self._lines(width - margins.left() - margins.right())
        between = self.spacing() * max(0, len(lines) - 1)
        return sum(line.height for line in lines) + between + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """Return the size with everything in one line."""
        if self._liked is None:
            self._liked = self._measure_line()
        return QSize(self._liked)

    def _measure_line(self) -> QSize:
        sizes = [size for _, size in self._shown_sizes()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return self._with_margins(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the widest widget."""
        if self._least is None:
            self._least = self._measure_widest()
        return QSize(self._least)

    def _measure_widest(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        width = max((size.width() for size in sizes), default=0)
        return self._with_margins(width, max((size.height() for size in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:
        """Place everything in `rect`."""
        super().setGeometry(rect)
        rect = rect.marginsRemoved(self.contentsMargins())
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        y = rect.top()
        for line in self._lines(rect.width()):
            x = rect.left()
            for item, size in line.items:
                if self._is_first_of_the_end(item, line):
                    x += rect.width() - line.width
                left = rect.left() + rect.right() - x - size.width() + 1 if mirrored else x
                item.setGeometry(QRect(QPoint(left, y), QSize(size.width(), line.height)))
                x += size.width() + self.spacing()
            y += line.height + self.spacing()

    def _with_margins(self, width: int, height: int) -> QSize:
        margins = self.contentsMargins()
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def _is_first_of_the_end(self, item: QLayoutItem, line: _Line) -> bool:
        if self._split is None:
            return False
        end = self._items[self._split :]
        at_end = [each for each, _ in line.items if each in end]
        return len(at_end) < len(line.items) and bool(at_end) and at_end[0] is item

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _shown_sizes(self) -> list[tuple[QLayoutItem, QSize]]:
        """Return what is shown, each with the size it likes."""
        if self._sized is None:
            self._sized = [(item, item.sizeHint()) for item in self._shown()]
        return self._sized

    def _lines(self, width: int) -> list[_Line]:
        sized = [(item, self._size_in(item, size, width)) for item, size in self._shown_sizes()]
        lines = self._filled(sized, width)
        if not self._even or len(lines) < 2:
            return lines
        each = -(-len(sized) // len(lines))
        even = [self._line(sized[begin : begin + each]) for begin in range(0, len(sized), each)]
        return even if all(line.width <= width for line in even) else lines

    def _filled(self, sized: list[tuple[QLayoutItem, QSize]], width: int) -> list[_Line]:
        """Return lines each of which holds as much as it can."""
        lines: list[_Line] = []
        begin = taken = 0
        for place, (_, size) in enumerate(sized):
            if place > begin and taken + size.width() > width:
                lines.append(self._line(sized[begin:place]))
                begin, taken = place, 0
            taken += size.width() + self.spacing()
        return [*lines, self._line(sized[begin:])] if sized else lines

    def _line(self, items: list[tuple[QLayoutItem, QSize]]) -> _Line:
        width = sum(size.width() for _, size in items) + self.spacing() * (len(items) - 1)
        return _Line(items, width, max(size.height() for _, size in items))

    def _size_in(self, item: QLayoutItem, size: QSize, width: int) -> QSize:
        """Return the `size` an item likes, or the one it takes where that is too wide."""
        if size.width() <= width:
            return size
        return QSize(width, item.heightForWidth(width) if item.hasHeightForWidth() else size.height())
