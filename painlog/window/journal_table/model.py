"""The table of the Journal tab as Qt asks for it: lines come and go one by one, what is seen is read."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import date, datetime

from PySide6.QtCore import QObject, Qt

from painlog.change import Act, Change, RowChange
from painlog.entries import KINDS, Entry, FlareUp, Medicine, Refused
from painlog.journal import Journal
from painlog.window.journal_table.columns import Column, column_name
from painlog.window.journal_table.lines import Line, Lines, Place, line_of
from painlog.window.journal_table.mending import text_to_mend
from painlog.window.journal_table.moving import Index, MovingLines
from painlog.window.journal_table.texts import Said, Texts, read_aloud, spreadsheet_row
from painlog.window.today.mending import following

_MANY = 200
"""From so many changed rows on the table is read anew instead of line by line."""
_ON_THE_TIME_LINE = frozenset(KINDS.values()) - {KINDS[Medicine]}


class JournalModel(MovingLines):
    """Every entry of the journal by day, newest first; headings of days are lines that cannot be chosen."""

    def __init__(self, reader: Journal, parent: QObject | None = None) -> None:
        """Show all entries that `reader` has."""
        super().__init__(Lines(reader.rows()), parent)
        self._reader = reader
        self._kinds: AbstractSet[str] = frozenset()
        self._days: tuple[date, date] | None = None
        self._words = ""
        self._found: AbstractSet[Place] | None = None
        self._texts = Texts(reader)

    # what Qt asks

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let entries be chosen and changed in place; headings are only read."""
        if not index.isValid() or self.line(index.row()).is_heading:
            return Qt.ItemFlag.NoItemFlags
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return chosen if index.column() == Column.DETAILS else chosen | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return a cell's text, as it is shown, read aloud or changed."""
        if not index.isValid():
            return None
        line, column = self.line(index.row()), Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if line.is_heading:
                return self.heading(line) if column is Column.TIME else ""
            aloud = role == Qt.ItemDataRole.AccessibleTextRole and column is Column.TIME
            said = self.said(line)
            return read_aloud(said) if aloud else _cell(said, column)
        if role == Qt.ItemDataRole.EditRole and not line.is_heading:
            with suppress(Refused):
                return text_to_mend(self._texts.entry(line.place), column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return the name of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return column_name(Column(section))
        return None

    # what the tab asks

    def said(self, line: Line) -> Said:
        """Return what an entry's line says."""
        return self._texts.of_entry(line.place)

    def heading(self, line: Line) -> str:
        """Return what the heading of a day says."""
        return self._texts.of_day(line)

    def entry(self, place: Place) -> Entry:
        """Return the entry in that place, as it is now; raises Refused where it is there no more."""
        return self._texts.entry(place)

    def following(self, flare_up: FlareUp, was: FlareUp) -> FlareUp:
        """Return the flare-up at its new start, with its link where that can still be."""
        return following(flare_up, was, self._reader)

    def clock(self) -> datetime:
        """Return this moment by the journal's clock."""
        return self._reader.clock()

    def spreadsheet(self, numbers: Iterable[int]) -> str:
        """Return the entries of these lines as rows and cells for a spreadsheet."""
        lines = (self.line(number) for number in numbers)
        rows = [spreadsheet_row(line.date, self.said(line)) for line in lines if not line.is_heading]
        return "\n".join("\t".join(row) for row in rows)

    def show(self, kinds: AbstractSet[str], words: str, days: tuple[date, date] | None = None) -> None:
        """Show entries of these kinds (empty: all) and days (None: all) that hold all the words.

        This is another list, so the lines are set anew; the tab keeps what was chosen.
        """
        self.beginResetModel()
        self._kinds, self._words, self._days = kinds, words.strip(), days
        self._show()
        self.endResetModel()

    def refresh(self, change: Change | None) -> None:
        """Follow what was done to the journal; None, or very much at once, reads everything anew."""
        if change is None or change.act is Act.ELSEWHERE or len(change.rows) > _MANY:
            self.beginResetModel()
            self._texts.forget_all()
            self.lines = Lines(self._reader.rows())
            self._show()
            self.endResetModel()
            return
        self._find()
        for row in change.rows:
            if row.kind in _ON_THE_TIME_LINE:
                self._follow(row)
        if KINDS[FlareUp] in change.kinds:
            self._texts.forget_doses()
        if KINDS[Medicine] in change.kinds:
            self._texts.forget_all()
        if {KINDS[FlareUp], KINDS[Medicine]} & change.kinds and self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, Column.NOTE))

    # following the journal

    def _show(self) -> None:
        self._find()
        self.lines.show_only(self._kinds, self._found, self._days)

    def _find(self) -> None:
        self._found = self._reader.search(self._words) if self._words else None

    def _follow(self, row: RowChange) -> None:
        place = row.kind, row.key
        old, new = self.lines.line_at(place), self._line_now(place)
        self._texts.forget(place, old, new)
        was_shown = old is not None and self.lines.is_shown(old)
        if new is None:
            self.lines.forget(place)
        else:
            self.lines.keep(new)
        shown = new if new is not None and self._passes(new) else None
        self.move(old if was_shown else None, shown)

    def _line_now(self, place: Place) -> Line | None:
        entry = self._reader.at(*place)
        return line_of(entry, place[1]) if entry is not None and not isinstance(entry, Medicine) else None

    def _passes(self, line: Line) -> bool:
        if self._days is not None and not self._days[0] <= line.date <= self._days[1]:
            return False
        is_found = self._found is None or line.place in self._found
        return is_found and (not self._kinds or line.kind in self._kinds)


def _cell(said: Said, column: Column) -> str:
    return {
        Column.TIME: said.time,
        Column.WHAT: said.what,
        Column.DETAILS: " ".join(filter(None, (said.details, said.later))),
        Column.NOTE: said.note,
    }[column]
