"""Telling what the columns of another program's diary are."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from painlog.exchange.diary import Mapping, Preview
from painlog.window.buttons import LinkButton
from painlog.window.columns import Columns
from painlog.window.fields import Choice, Tick, dress
from painlog.window.forms.chips import Chips, OneOf
from painlog.window.look import gap
from painlog.window.panels import Asked, Quiet, asking
from painlog.window.scrolling import slim
from painlog.words.amounts import number
from painlog.words.language import filled
from painlog.words.shortening import shortened

translate = QCoreApplication.translate

ONE_COLUMN, THREE_COLUMNS = range(2)
"""How the day is told, in the order of the chips."""
LEFT_OUT, NOTES = range(2)
"""What becomes of rows that are no flare-ups."""

_ROWS_SEEN = 5
_LONGEST_NAME = 40
_LONGEST_CELL = 24
_MOST_NAMES = 40
"""So many names are offered at once."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One column that is asked for: what it is, and whether it may be missing."""

    words: str
    suggested: str
    may_be_missing: bool = True

    @property
    def first(self) -> str:
        """What the choice says before a column is chosen."""
        if self.may_be_missing:
            return translate("Importing", "not in this file")
        return translate("Importing", "please choose")


class MappingRows(QWidget):
    """The first rows as they stand, and a choice for each thing that a column may tell."""

    changed = Signal()
    name_column_chosen = Signal(str)
    """Another column holds the names; they are to be counted and shown by `show_names`."""

    def __init__(self, preview: Preview) -> None:
        """Begin with what the names of the columns suggest."""
        super().__init__()
        self._columns = preview.columns
        self._choices: dict[str, Choice] = {}
        self._needed: dict[str, str] = {}
        """What is asked for the columns that a diary has to have."""
        self.names: Chips | None = None
        self._unseen: list[str] = []
        """Names that are not offered yet, most frequent first."""
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(gap(3))
        rows.addLayout(asking(translate("Importing", "The first rows of the file"), _table_of(preview)))
        self.columns = Columns(2)
        rows.addWidget(self.columns)
        self._ask_when(preview.suggested)
        self._ask_what(preview.suggested)
        self.rest = OneOf(_rest_words(), LEFT_OUT, name=translate("Importing", "The other rows"))
        self.rest.chosen.connect(self.changed)
        self._rest_label = Asked(translate("Importing", "The other rows"), self.rest.chips[0])
        rest = QVBoxLayout()
        rest.setSpacing(gap(1))
        rest.addWidget(self._rest_label)
        rest.addWidget(self.rest)
        self.columns.column(1).addLayout(rest)
        self.columns.column(1).addWidget(Quiet(_hint()))
        self.columns.column(1).addStretch(1)
        self._follow()

    def mapping(self) -> Mapping:
        """Return what was told."""
        in_three = self.day_in.current == THREE_COLUMNS
        chosen = self.names.chosen() if self.names is not None else ()
        return Mapping(
            start="" if in_three else self._chosen("start"),
            day=self._chosen("day") if in_three else "",
            month=self._chosen("month") if in_three else "",
            year=self._chosen("year") if in_three else "",
            time=self._chosen("time"),
            level=self._chosen("level"),
            name=self._chosen("name"),
            flare_ups=chosen,
            keep_rest=self.rest.current == NOTES,
            written=self._chosen("written"),
            day_from_written=self.day_from_written.isChecked(),
            note=self._chosen("note"),
        )

    def unchosen(self) -> dict[str, str]:
        """Return the fields whose columns are still to be chosen, with what is asked for them."""
        asked = {field: words for field, words in self._needed.items() if not self._holder(field).isHidden()}
        return {field: words for field, words in asked.items() if not self._chosen(field)}

    def choice(self, field: str) -> Choice:
        """Return the choice of a column, by the name of the field of Mapping."""
        return self._choices[field]

    def show_names(self, names: dict[str, int]) -> None:
        """Offer the names that stand in their column, with how often; none chosen means all of them."""
        if self.names is not None:
            self._names.removeWidget(self.names)
            self.names.deleteLater()
            self.names = None
        while (item := self._names.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if names:
            asks = translate("Importing", "Which of these are flare-ups? (none pressed: all of them)")
            self._names.addWidget(Asked(asks))
            self.names = Chips((), name=asks, says=lambda name: _counted(name, names), own=False)
            self.names.changed.connect(self.changed)
            self._names.addWidget(self.names)
        self._unseen = [*names]
        self._offer_names()
        for widget in (self._rest_label, self.rest):
            widget.setVisible(bool(names))

    def _offer_names(self) -> None:
        """Offer the next of the names, and say how many are left."""
        offered, self._unseen = self._unseen[:_MOST_NAMES], self._unseen[_MOST_NAMES:]
        if self.names is not None:
            self.names.offer(offered)
            if self.more_names.hasFocus():
                self.names.chip(offered[0]).setFocus()
        self.more_names.say(translate("Importing", "%Ln more name(s)…", "", len(self._unseen)))
        self.more_names.setVisible(bool(self._unseen))

    def _ask_when(self, suggested: Mapping) -> None:
        into = self.columns.column(0)
        labels = [translate("Importing", "one column"), translate("Importing", "three columns")]
        self.day_in = OneOf(
            labels,
            THREE_COLUMNS if suggested.day else ONE_COLUMN,
            name=translate("Importing", "The day is in"),
        )
        self.day_in.chosen.connect(self._follow)
        into.addLayout(asking(translate("Importing", "The day is in"), self.day_in, self.day_in.chips[0]))
        for field, words, told in (
            ("start", translate("Importing", "When it was"), suggested.start),
            ("day", translate("Importing", "Day of the month"), suggested.day),
            ("month", translate("Importing", "Month"), suggested.month),
            ("year", translate("Importing", "Year"), suggested.year),
        ):
            self._ask(field, _Asked(words, told, may_be_missing=False), into)
        clock = translate("Importing", "The time, if in another column")
        self._ask("time", _Asked(clock, suggested.time), into)
        self._ask("written", _Asked(translate("Importing", "When it was written"), suggested.written), into)
        self.day_from_written = Tick(
            translate("Importing", "Rows without a day are about the day on which they were written")
        )
        self.day_from_written.toggled.connect(self.changed)
        into.addWidget(self.day_from_written)
        into.addStretch(1)

    def _ask_what(self, suggested: Mapping) -> None:
        into = self.columns.column(1)
        level = _Asked(
            translate("Importing", "How bad it was, 0 to 10"), suggested.level, may_be_missing=False
        )
        self._ask("level", level, into)
        self._ask("name", _Asked(translate("Importing", "What was rated"), suggested.name), into)
        self._ask("note", _Asked(translate("Importing", "Note"), suggested.note), into)
        self._names = QVBoxLayout()
        self._names.setSpacing(gap(1))
        into.addLayout(self._names)
        self.more_names = LinkButton("")
        self.more_names.setAutoDefault(False)
        self.more_names.clicked.connect(self._offer_names)
        self.more_names.hide()
        into.addWidget(self.more_names)

    def _ask(self, field: str, asked: _Asked, into: QVBoxLayout) -> None:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(gap(1))
        choice = Choice()
        choice.addItems([asked.first])
        choice.setMinimumWidth(choice.sizeHint().width())  # the columns go under one another before it is cut
        choice.addItems(self._columns)
        choice.setCurrentIndex(self._place_of(asked.suggested))
        choice.currentIndexChanged.connect(self._follow)
        rows.addWidget(Asked(asked.words, choice))
        rows.addWidget(choice)
        into.addWidget(holder)
        self._choices[field] = choice
        if not asked.may_be_missing:
            self._needed[field] = asked.words

    def _place_of(self, column: str) -> int:
        return self._columns.index(column) + 1 if column in self._columns else 0

    def _chosen(self, field: str) -> str:
        place = self._choices[field].currentIndex()
        return self._columns[place - 1] if place > 0 else ""

    def _follow(self) -> None:
        """Show one choice or three for the day, and tell when the names are in another column."""
        in_three = self.day_in.current == THREE_COLUMNS
        for field in ("day", "month", "year"):
            self._holder(field).setVisible(in_three)
        self._holder("start").setVisible(not in_three)
        self.day_from_written.setVisible(bool(self._chosen("written")))
        if self.sender() is self._choices["name"]:
            self.name_column_chosen.emit(self._chosen("name"))
        self.changed.emit()

    def _holder(self, field: str) -> QWidget:
        holder = self._choices[field].parentWidget()
        return holder if holder is not None else self._choices[field]


def _table_of(preview: Preview) -> QTableWidget:
    """Return the first rows as they stand in the file."""
    rows = preview.rows[:_ROWS_SEEN]
    table = QTableWidget(len(rows), len(preview.columns))
    table.setHorizontalHeaderLabels([_in_short(column) for column in preview.columns])
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.setAccessibleName(translate("Importing", "The first rows of the file"))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    for line, row in enumerate(rows):
        for column, text in enumerate(row):
            table.setItem(line, column, QTableWidgetItem(_in_short(text)))
    table.resizeColumnsToContents()
    table.resizeRowsToContents()
    heights = sum(table.rowHeight(line) for line in range(len(rows)))
    table.setFixedHeight(heights + table.horizontalHeader().sizeHint().height() + gap(6))
    dress(table, "QTableWidget")
    slim(table)
    return table


def _in_short(text: str) -> str:
    """Return what tells a column from others: of a long comment all would push them out of sight."""
    return shortened(" ".join(text.split()), _LONGEST_CELL)


def _counted(name: str, counts: dict[str, int]) -> str:
    said = translate("Importing", "%1 (%2)", "a name, how often")
    return filled(said, shortened(name, _LONGEST_NAME), number(counts[name]))


def _hint() -> str:
    return translate(
        "Importing", "What was rated becomes the place of the flare-up. Its length stays unknown."
    )


def _rest_words() -> Sequence[str]:
    return [translate("Importing", "leave out"), translate("Importing", "keep as notes")]
