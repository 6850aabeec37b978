"""The question before an import: what would be added, what can't be read, and how the file is to be read."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QListView, QListWidget, QVBoxLayout, QWidget

from painlog.entries import Contents, Refused
from painlog.exchange import diary, reading
from painlog.exchange.reading import Choices, Reading, Unreadable
from painlog.exchange.rows import DELIMITERS, ENCODINGS
from painlog.journal import Journal
from painlog.journal.merging import Tally
from painlog.window.answers import MANY
from painlog.window.columns import Columns
from painlog.window.fields import Choice, Tick, dress
from painlog.window.forms.chips import OneOf
from painlog.window.importing import outcome
from painlog.window.importing.mapping import MappingRows
from painlog.window.importing.source import Source
from painlog.window.look import gap
from painlog.window.meanwhile import Left, meanwhile
from painlog.window.panels import Asked, Quiet, Words, asking
from painlog.window.question import Question
from painlog.window.reasons import Reason
from painlog.window.scrolling import slim
from painlog.words import readings, refusals
from painlog.words.language import SEPARATOR, filled

translate = QCoreApplication.translate

T = TypeVar("T")

_LINES_SEEN = 5


class LeftOpen(QWidget):
    """Something that the rows of a file leave open, with its possible answers; hidden while it is settled."""

    answered = Signal()

    def __init__(self, asked: reading.Question, labels: list[str]) -> None:
        """Ask it."""
        super().__init__()
        self._asked = asked
        self.answers = OneOf(labels, -1, name=readings.question(asked))
        self.answers.chosen.connect(self.answered)
        label = Words(readings.question(asked), strong=True)
        label.setBuddy(self.answers.chips[0])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(label)
        rows.addWidget(self.answers)
        self.hide()

    def show_if_open(self, told: Reading) -> None:
        """Show the question where `told` leaves it open, and keep it where it was answered."""
        self.setVisible(self._asked in told.questions or self.answers.current >= 0)


class ImportQuestion(Question):
    """What is in a file, and what of it the journal would take."""

    def __init__(self, source: Source, reader: Journal, parent: QWidget | None = None) -> None:
        """Look at `source`; nothing is written."""
        title = filled(translate("Importing", "Import %1", "a file"), source.name)
        super().__init__(title, translate("Importing", "Import"), parent)
        self._source = source
        self._reader = reader
        self._choices = Choices()
        self._told = Reading()
        self._unreadable: Unreadable | None = None
        """Why the rows of a table cannot be read, whatever its columns are."""
        self.mapping: MappingRows | None = None
        self.columns = Columns(2)
        self.rows.addWidget(self.columns)
        self._make_outcome(self.columns.column(1))
        self._ask_how(self.columns.column(1))
        self.columns.column(1).addStretch(1)
        self._ask_mapping()
        self.columns.keep_in_view(1, self.bar)
        if self.mapping is None:
            self.columns.leave_out(0)
        self.look()
        self._first_stop().setFocus()

    @property
    def contents(self) -> Contents:
        """What is to be taken in."""
        return self._told.contents

    def look(self) -> None:
        """Read the file as it is to be read now, and say what would be done."""
        if self.mapping is not None and (unchosen := self.mapping.unchosen()):
            self._say_fault(_please_choose(unchosen.values()))
            return
        try:
            self._told = self._read()
            tally = self._weighed(self._told.contents)
        except Unreadable as fault:
            self._say_fault(outcome.said_of_unreadable(self._source.name, fault))
            return
        except Refused as fault:
            self._say_fault(refusals.refused(fault))
            return
        except Left:
            self._say_fault(translate("Importing", "The file was not read to its end; nothing is taken in."))
            return
        self.fault.say("")
        is_open = bool(self._told.questions) and not outcome.adds_something(tally)
        self.said.setText("" if is_open else "\n".join(outcome.said_of(tally)))
        self._show_rest()
        is_whole = not self._told.problems or self.leave_out.isChecked()
        self.yes.setEnabled(is_whole and not self._told.questions and outcome.adds_something(tally))

    def _first_stop(self) -> QWidget:
        """Return where the keyboard begins: at the first column that is still to be chosen."""
        if self.mapping is None:
            return self.yes
        return next((self.mapping.choice(field) for field in self.mapping.unchosen()), self.yes)

    # how the file is read

    def _ask_how(self, into: QVBoxLayout) -> None:
        """Show how the characters and columns were guessed, to be changed."""
        self.encoding, self.delimiter = Choice(), Choice()
        guessed = translate("Importing", "as Painlog sees it")
        self.encoding.addItems([guessed, *_encoding_names()])
        self.delimiter.addItems([guessed, *_delimiter_names()])
        self._how = Columns(2)
        for place, (asks, choice) in enumerate(
            (
                (translate("Importing", "Letters of the file"), self.encoding),
                (translate("Importing", "Columns are parted by"), self.delimiter),
            )
        ):
            self._how.column(place).addLayout(asking(asks, choice))
            choice.setMinimumWidth(choice.sizeHint().width())  # the two go under one another before it is cut
            choice.currentIndexChanged.connect(self._read_otherwise)
        into.addWidget(self._how)

    def _ask_mapping(self) -> None:
        """Ask what the columns are where they are not Painlog's own."""
        if self.mapping is not None:
            self.columns.column(0).removeWidget(self.mapping)
            self.mapping.deleteLater()
            self.mapping = None
        self._how.hide()
        self._unreadable = None
        try:
            self._how.setVisible(self._source.is_text)
            is_a_diary = self._source.is_a_diary(self._choices)
            preview = diary.preview(self._source.bytes, self._choices) if is_a_diary else None
        except Unreadable as fault:
            self._unreadable = fault  # said when it is looked at
            return
        if preview is not None:
            self.mapping = MappingRows(preview)
            self.mapping.show_names(self._names(preview.suggested.name))
            self.mapping.name_column_chosen.connect(self._name_column_chosen)
            self.mapping.changed.connect(self.look)
            self.columns.column(0).addWidget(self.mapping)

    def _names(self, column: str) -> dict[str, int]:
        return diary.names_in(self._source.bytes, column, self._choices) if column else {}

    def _name_column_chosen(self, column: str) -> None:
        if self.mapping is not None:
            self.mapping.show_names(self._names(column))

    def _read_otherwise(self) -> None:
        encoding, delimiter = self.encoding.currentIndex(), self.delimiter.currentIndex()
        self._choices = replace(
            self._choices,
            encoding=ENCODINGS[encoding - 1] if encoding else None,
            delimiter=DELIMITERS[delimiter - 1] if delimiter else None,
        )
        self._ask_mapping()
        self.look()

    def _read(self) -> Reading:
        if self._unreadable is not None:
            raise self._unreadable
        if self.mapping is not None:
            return self._beside(partial(self._source.read_diary, self.mapping.mapping(), self._choices))
        told = self._beside(partial(self._source.read, self._reader.medicines(), self._choices))
        # The journal is open to the window's thread alone.
        self._source.refuse_loose(told.contents, self._is_there)
        return told

    def _is_there(self, entry_id: UUID) -> bool:
        return self._reader.key_of(entry_id) is not None

    def _weighed(self, contents: Contents) -> Tally:
        """Return what would be done; raises Left."""
        if len(contents.entries()) < MANY:
            return self._reader.weigh(contents)
        return self._beside(partial(self._reader.beside, lambda journal: journal.weigh(contents)))

    def _beside(self, read: Callable[[], T]) -> T:
        """Read while the window answers; raises Left."""
        parent = self if self.isVisible() else self.parentWidget() or self
        return meanwhile(parent, says_reading(self._source.name), read)

    # what would be done

    def _make_outcome(self, into: QVBoxLayout) -> None:
        self.day_first = LeftOpen(reading.Question.DAY_OR_MONTH_FIRST, _day_first_words())
        self.decimal_mark = LeftOpen(reading.Question.DECIMAL_MARK, _decimal_words())
        self.fault = Reason()
        self.said, self._left_out = Words(), Quiet()
        self._problems_said, self._remedy = Words(strong=True), Quiet()
        self.problems = QListWidget()
        self.problems.setAccessibleName(translate("Importing", "Rows that cannot be read"))
        self.problems.setFixedHeight(_LINES_SEEN * self.fontMetrics().lineSpacing() + gap(5))
        dress(self.problems, "QListWidget")
        slim(self.problems)
        self.problems.setWordWrap(True)  # a reason is read whole
        self.problems.setResizeMode(QListView.ResizeMode.Adjust)
        self.problems.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.leave_out = Tick(translate("Importing", "Leave these rows out, and import the others"))
        heading = Asked(translate("Importing", "What would be imported"))
        found: list[QWidget] = [self.fault, self.said, self._left_out, self._problems_said, self.problems]
        for widget in [heading, *found, self._remedy, self.leave_out, self.day_first, self.decimal_mark]:
            into.addWidget(widget)
        self.leave_out.toggled.connect(self.look)
        for asked in (self.day_first, self.decimal_mark):
            asked.answered.connect(self._answered)

    def _answered(self) -> None:
        """Read the file again as the person says that its days and numbers are written."""
        day, mark = self.day_first.answers.current, self.decimal_mark.answers.current
        self._choices = replace(
            self._choices,
            day_first=day == 0 if day >= 0 else None,
            decimal_mark=".,"[mark] if mark >= 0 else None,
        )
        self.look()

    def _show_rest(self) -> None:
        """Show what is left open, what is left out on purpose, and what can't be read."""
        for asked in (self.day_first, self.decimal_mark):
            asked.show_if_open(self._told)
        self._left_out.setText(outcome.said_of_left_out(self._told))
        self._left_out.setVisible(bool(self._told.left_out))
        said = outcome.said_of_problems(self._told)
        self._problems_said.setText(said)
        self.problems.clear()
        self.problems.addItems(list(outcome.problem_lines(self._told)))
        for widget in (self._problems_said, self.problems, self.leave_out):
            widget.setVisible(bool(said))
        is_a_diary = self.mapping is not None and not self.mapping.day_from_written.isChecked()
        self._remedy.setText(outcome.said_of_missing_days(self._told) if is_a_diary else "")
        self._remedy.setVisible(bool(self._remedy.text()))

    def _say_fault(self, words: str) -> None:
        """Say why nothing can be taken in."""
        self._told = Reading()
        self.fault.say(words)
        self.said.setText("")
        self._show_rest()
        self.yes.setEnabled(False)


def says_reading(file: str) -> str:
    """Say that a file is being read."""
    return filled(translate("Importing", "Reading %1 …"), file)


def _please_choose(asked: Iterable[str]) -> str:
    """Say which columns are still to be chosen before anything can be imported."""
    said = translate("Importing", "Please choose the columns that say this: %1.")
    return filled(said, SEPARATOR.join(asked))


def _encoding_names() -> list[str]:
    names = {
        "utf-8": translate("Importing", "UTF-8"),
        "utf-16": translate("Importing", "UTF-16"),
        "cp1252": translate("Importing", "Windows, Western Europe"),
    }
    return [names[encoding] for encoding in ENCODINGS]


def _delimiter_names() -> list[str]:
    names = {
        ",": translate("Importing", "comma"),
        ";": translate("Importing", "semicolon"),
        "\t": translate("Importing", "tab"),
    }
    return [names[mark] for mark in DELIMITERS]


def _day_first_words() -> list[str]:
    return [translate("Importing", "the day first"), translate("Importing", "the month first")]


def _decimal_words() -> list[str]:
    return [translate("Importing", "a point: 4.5"), translate("Importing", "a comma: 4,5")]
