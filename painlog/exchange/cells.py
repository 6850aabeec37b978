"""Reading the cells of one row: text, lists, numbers and moments, and what they tell about the whole file.

Cells are text, or the dates and numbers that a sheet of XLSX holds.
"""

import math
import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from painlog.exchange.ids import exact_id
from painlog.exchange.moments import day_order_of, here, is_ambiguous, typed_clock, typed_moment, usual_moment
from painlog.exchange.reading import Choices, Question, Trouble
from painlog.numbers import decimal_mark_of, meanings

Cell: TypeAlias = str | int | float | date | None
"""What one cell holds; a `datetime` is a `date` too."""

_FEW_DIGITS = 10
_INERT = re.compile(r"'+(?=[=+\-@\t\r\n＝＋－＠])")  # noqa: RUF001 - some programs take these for formulas too
_ACTIVE = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")  # noqa: RUF001
_ITEM = re.compile(r"(?:\\[;\\]|[^;])+")
_ESCAPED = re.compile(r"\\([;\\])")


class Unread(Exception):
    """A cell of the row at hand cannot be read."""

    def __init__(self, why: Trouble, column: str) -> None:
        """Keep why and where."""
        super().__init__(why, column)
        self.why = why
        self.column = column


class Cells:
    """The cells of one row after the other, and what all of them tell about days and decimals."""

    def __init__(self, choices: Choices) -> None:
        """Read by `choices`; what they leave open is gathered from the rows."""
        self.row: dict[str, Cell] = {}
        self.questions: set[Question] = set()
        self._choices = choices
        self._items: dict[Cell, tuple[str, ...]] = {}
        self._levels: dict[str, float] = {}
        self._orders: Counter[bool] = Counter()
        self._marks: Counter[str] = Counter()

    def settled(self) -> Choices:
        """Return the choices with what the rows have told beyond doubt."""
        day_first, mark = self._choices.day_first, self._choices.decimal_mark
        if day_first is None and len(self._orders) == 1:
            day_first = next(iter(self._orders))
        if mark is None and len(self._marks) == 1:
            mark = next(iter(self._marks))
        return replace(self._choices, day_first=day_first, decimal_mark=mark)

    def contradict_each_other(self) -> bool:
        """Tell whether some rows write the day first and others the month."""
        return self._choices.day_first is None and len(self._orders) > 1

    def verbatim(self, column: str) -> str:
        """Return the text of a cell as it was before it was made inert."""
        cell = self.row.get(column)
        if cell is None:
            return ""
        text = cell if isinstance(cell, str) else str(cell)
        return text[1:] if text[0] == "'" and _INERT.match(text) else text

    def text(self, column: str) -> str:
        """Return the text of a cell without surrounding spaces."""
        return self.verbatim(column).strip() if column in self.row else ""

    def items(self, column: str) -> tuple[str, ...]:
        """Return the items of a list, which are separated by ";"."""
        cell = self.row.get(column)
        if cell is None:
            return ()
        found = self._items.get(cell)
        if found is None:
            text = self.text(column)
            parts = (_ESCAPED.sub(r"\1", part.strip()) for part in _ITEM.findall(text))
            found = self._items[cell] = tuple(part for part in parts if part)
        return found

    def level(self, column: str) -> float | None:
        """Return a number of a small scale, in which a mark can only be the decimal one."""
        cell = self.row.get(column)
        if cell is None:
            return None
        if isinstance(cell, str) and (level := self._levels.get(cell)) is not None:
            return level
        found = self._numbers(cell, column)
        if found and isinstance(cell, str):
            self._levels[cell] = float(found[0])
        return float(found[0]) if found else None

    def amount(self, column: str) -> Decimal | None:
        """Return an exact number; of two meanings the one of the file's decimal mark."""
        cell = self.row.get(column)
        if cell is None:
            return None
        found = self._numbers(cell, column)
        if len(found) < 2:
            return found[0] if found else None
        mark = self._choices.decimal_mark
        settled = meanings(self.text(column), mark) if mark else ()
        if len(settled) != 1:
            self.questions.add(Question.DECIMAL_MARK)
            raise Unread(Trouble.UNCLEAR_NUMBER, column)
        return settled[0]

    def moment(self, column: str) -> tuple[datetime, bool] | None:
        """Return the moment of a cell, and whether a time of day stands there (noon where not)."""
        cell = self.row.get(column)
        if cell is None:
            return None
        if isinstance(cell, str) and (usual := usual_moment(cell)) is not None:
            return usual, True
        try:
            if isinstance(cell, str):
                return self._typed_moment(_with_plain_blanks(cell))
            if isinstance(cell, datetime):
                return here(cell), True
            if isinstance(cell, date):
                return here(datetime.combine(cell, time(12))), False
        except ValueError as error:
            raise Unread(self._why_no_moment(cell), column) from error
        raise Unread(Trouble.NOT_A_MOMENT, column)

    def clock(self, column: str) -> time | None:
        """Return the time of day that stands alone in a cell; None where the cell is empty."""
        text = _with_plain_blanks(self.text(column))
        try:
            return typed_clock(text) if text else None
        except ValueError as error:
            raise Unread(Trouble.NOT_A_CLOCK, column) from error

    def exact_moment(self, column: str) -> datetime | None:
        """Return the moment of a cell that must name its time of day."""
        found = self.moment(column) if column in self.row else None
        if found is None:
            return None
        if not found[1]:
            raise Unread(Trouble.NO_TIME_OF_DAY, column)
        return found[0]

    def end_after(self, begun: datetime, *, names_time: bool) -> datetime | None:
        """Return when something ended; the end must name its time of day where the beginning did.

        None where nobody knows, as where both name nothing but one day.
        """
        found = self.moment("end")
        if found is None:
            return None
        if names_time and not found[1]:
            raise Unread(Trouble.NO_TIME_OF_DAY, "end")
        is_open = not found[1] and found[0].date() == begun.date()
        return None if is_open else found[0]

    def id(self) -> UUID | None:
        """Return the id of the row, if it has one."""
        if "id" not in self.row:
            return None
        text = self.text("id")
        try:
            return exact_id(text) if text else None
        except ValueError as error:
            raise Unread(Trouble.NOT_AN_ID, "id") from error

    def _numbers(self, cell: Cell, column: str) -> tuple[Decimal, ...]:
        """Return what the number in a cell can mean; nothing where the cell is empty."""
        if not isinstance(cell, str):
            return _exact(cell, column)
        text = cell.strip().removesuffix("%").rstrip()
        if not text:
            return ()
        if len(text) < _FEW_DIGITS and text.isascii() and text.isdigit():
            return (Decimal(text),)
        found = meanings(text)
        if not found:
            raise Unread(Trouble.NOT_A_NUMBER, column)
        if mark := decimal_mark_of(text):
            self._marks[mark] += 1
        return found

    def _typed_moment(self, text: str) -> tuple[datetime, bool] | None:
        if not text:
            return None
        if text[4:5] != "-" and (order := day_order_of(text)) is not None:
            self._orders[order] += 1
        return typed_moment(text, day_first=self._choices.day_first)

    def _why_no_moment(self, cell: Cell) -> Trouble:
        is_open = self._choices.day_first is None and isinstance(cell, str)
        open_order = is_open and is_ambiguous(_with_plain_blanks(str(cell)))
        if open_order:
            self.questions.add(Question.DAY_OR_MONTH_FIRST)
        return Trouble.UNCLEAR_DAY if open_order else Trouble.NOT_A_MOMENT


def _with_plain_blanks(text: str) -> str:
    """Return text with one plain blank for whatever parts its words: browsers write "1:05", U+202F, "PM"."""
    return " ".join(text.split())


def _exact(cell: Cell, column: str) -> tuple[Decimal]:
    """Return the number of a cell that holds one already."""
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not math.isfinite(cell):
        raise Unread(Trouble.NOT_A_NUMBER, column)
    return (Decimal(repr(cell)),)


def inert(text: str) -> str:
    """Return text that no spreadsheet takes for a formula; Cells.verbatim takes the mark off again."""
    return f"'{text}" if _ACTIVE.match(text) else text


def kept_verbatim(text: str) -> str:
    """Return text for a cell that cannot be a formula, so that Cells.verbatim gives it back as it is."""
    return f"'{text}" if _INERT.match(text) else text


def joined(items: tuple[str, ...]) -> str:
    """Return a list as one cell; Cells.items reads it back."""
    return ";".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def number_text(value: Decimal | float | None) -> str:
    """Return a number whose mark can only be the decimal one: "1.125" becomes "1.1250"."""
    if value is None:
        return ""
    text = f"{value if isinstance(value, Decimal) else Decimal(repr(value)):f}"
    text = text.removesuffix(".0")
    return f"{text}0" if len(meanings(text)) > 1 else text
