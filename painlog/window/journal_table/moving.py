"""Lines of the table that come, go and move one by one, as Qt wants to be told of it."""

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex

from painlog.window.journal_table.columns import Column
from painlog.window.journal_table.lines import Line, Lines, Place, heading_of

Index: TypeAlias = QModelIndex | QPersistentModelIndex

_ANYWHERE = QModelIndex()


class MovingLines(QAbstractTableModel):
    """Headings and entries in their order, without their texts."""

    def __init__(self, lines: Lines, parent: QObject | None = None) -> None:
        """Show `lines`."""
        super().__init__(parent)
        self.lines = lines

    def rowCount(self, parent: Index = _ANYWHERE) -> int:
        """Return how many lines are shown."""
        return 0 if parent.isValid() else len(self.lines.shown)

    def columnCount(self, parent: Index = _ANYWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def line(self, number: int) -> Line:
        """Return what is shown in that line."""
        return self.lines.shown[number]

    def places(self, numbers: Iterable[int]) -> list[Place]:
        """Return the entries in these lines."""
        return self.lines.places(numbers)

    def number_of(self, place: Place) -> int | None:
        """Return the line that shows an entry; None while it is not shown."""
        line = self.lines.line_at(place)
        return self.lines.number_of(line) if line is not None and self.lines.is_shown(line) else None

    def number_of_day(self, day: date) -> int | None:
        """Return the line of the heading of `day`, or of the nearest day that has entries."""
        heading = self.lines.nearest_day(day)
        return self.lines.number_of(heading) if heading is not None else None

    def headings(self) -> list[int]:
        """Return the lines that are headings."""
        return [number for number, line in enumerate(self.lines.shown) if line.is_heading]

    def counts(self) -> tuple[int, int]:
        """Return how many entries are shown, and how many there are."""
        return self.lines.count_shown(), len(self.lines)

    def move(self, old: Line | None, new: Line | None) -> None:
        """Show `new` where `old` was shown, with the headings that this wants."""
        if new is not None and not self.lines.is_shown(heading_of(new)):
            self._put_in(heading_of(new))
        if old is not None and new is not None:
            self._move_line(old, new)
        elif new is not None:
            self._put_in(new)
        elif old is not None:
            self._take_out(old)
        for line in filter(None, (old, new)):
            self._told_of_day(line)
        if new is not None:
            number = self.lines.number_of(new)
            self.dataChanged.emit(self.index(number, 0), self.index(number, Column.NOTE))

    def _move_line(self, old: Line, new: Line) -> None:
        start, target = self.lines.number_of(old), self.lines.number_of(new)
        moves = target not in (start, start + 1)
        if moves:
            self.beginMoveRows(_ANYWHERE, start, start, _ANYWHERE, target)
        self.lines.take_out(old)
        self.lines.put_in(new)
        if moves:
            self.endMoveRows()

    def _told_of_day(self, line: Line) -> None:
        """Say that a day's heading says something else, or take it away when nothing is left under it."""
        heading = heading_of(line)
        if not self.lines.is_shown(heading):
            return
        if not self.lines.entries_on(line):
            self._take_out(heading)
            return
        number = self.lines.number_of(heading)
        self.dataChanged.emit(self.index(number, 0), self.index(number, Column.NOTE))

    def _put_in(self, line: Line) -> None:
        number = self.lines.number_of(line)
        self.beginInsertRows(_ANYWHERE, number, number)
        self.lines.put_in(line)
        self.endInsertRows()

    def _take_out(self, line: Line) -> None:
        number = self.lines.number_of(line)
        self.beginRemoveRows(_ANYWHERE, number, number)
        self.lines.take_out(line)
        self.endRemoveRows()
