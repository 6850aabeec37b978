"""XLSX: the same rows as CSV, with real dates, for people whose spreadsheet prefers it."""

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from itertools import islice
from operator import is_not
from typing import Any, TypeAlias
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from painlog.entries import Contents, Medicine
from painlog.exchange.beginnings import refuse_other_files
from painlog.exchange.cabinet import Cabinet
from painlog.exchange.cells import Cell, kept_verbatim, number_text
from painlog.exchange.moments import here, moment_text
from painlog.exchange.reading import LARGEST, Choices, Reading, Trouble, Unreadable
from painlog.exchange.table import COLUMNS, read_table, table_rows

LONGEST_TEXT = 32_767
"""Characters that a cell of this format holds."""
_EXACT = 1e15
"""Below this each whole number is one of its own; a sheet shows it without a mark, however it is written."""
CUT = " … (cut here: a cell holds no more)"
"""Ends a text that was longer than a cell."""

_LARGEST_UNPACKED = 96 * 2**20
_LARGEST_PART = 2 * 2**20
_MOST_PARTS = 1000
_MOST_CELLS = 300_000
"""Some thirty thousand rows; what takes longer than a person waits is better read from CSV."""
_MOST_TEXTS = 200_000
_MOST_ROWS = 200_000
_WIDEST_HEADER = 256
_BLOCK = 2**18
"""No text in a cell is so long, nor any tag: the parser would read one that does not end again and again."""
_ROWS_AT_ONCE = 500
_DATE_FORMAT = "yyyy-mm-dd hh:mm"
_WIDTHS = {
    "start": 18,
    "end": 18,
    "peak_at": 18,
    "name": 24,
    "triggers": 24,
    "regions": 24,
    "note": 40,
    "id": 38,
}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_TAGS = re.compile(rb"<(?:\w+:)?(c|f|is|si)[\s/>]")
_DEFINES = [b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be")]
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ParseError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
)
_MORE_FAULTS = (AttributeError, ArithmeticError, AssertionError, RuntimeError, OSError)
_AUTOMATIC = Choices()

Sheet: TypeAlias = tuple[Any, ...]
"""A sheet as its values and, where it has any, once more as its formulas."""


def read(data: bytes, known: Iterable[Medicine] | Cabinet = (), choices: Choices = _AUTOMATIC) -> Reading:
    """Return what the first sheet with anything in it holds; `known` are the journal's medicines.

    Raises Unreadable.
    """
    cabinet = Cabinet.of(known)
    for sheet in _sheets(data):
        line, header = next(_rows(sheet, 1, _WIDEST_HEADER), (1, []))
        names = [str(cell) for cell in header]
        while names and not names[-1].strip():
            names.pop()
        if names:
            rows = partial(_rows, sheet, line + 1, len(names) + 1)
            with _header_fault_said(line):
                return read_table(names, rows, cabinet, choices)
    raise Unreadable(Trouble.NOTHING_IN_IT)


@contextmanager
def _header_fault_said(line: int) -> Iterator[None]:
    """Say on which line the header stands, and that of a workbook columns cannot be named."""
    try:
        yield
    except Unreadable as unreadable:
        told = unreadable.problem
        why = Trouble.MISSING_IN_WORKBOOK if told.why is Trouble.MISSING_COLUMN else told.why
        raise Unreadable(why, told.place, told.value, line) from unreadable


def write(contents: Contents) -> bytes:
    """Return all entries as a workbook of one sheet, oldest first; no cell is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Painlog")
    sheet.freeze_panes = "A2"
    for index, column in enumerate(COLUMNS):
        sheet.column_dimensions[chr(ord("A") + index)].width = _WIDTHS.get(column, 12)
    sheet.append(list(COLUMNS))
    for row in table_rows(contents):
        sheet.append([_made(sheet, cell) for cell in row])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _sheets(data: bytes) -> list[Sheet]:
    """Return each sheet: its values and, where there are any, its formulas; raises Unreadable."""
    refuse_other_files(data)
    with _any_fault_said():
        has_formulas = _refuse_hostile(data)
        books = [
            load_workbook(io.BytesIO(data), read_only=True, data_only=are_values)
            for are_values in ((True, False) if has_formulas else (True,))
        ]
        for book in books:
            for sheet in book.worksheets:
                sheet.reset_dimensions()
        return list(zip(*(book.worksheets for book in books), strict=True))


@contextmanager
def _any_fault_said() -> Iterator[None]:
    """Say whatever a broken or hostile workbook makes the parts that read it raise."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl finds odd and reads all the same
            yield
    except Unreadable:
        raise
    except (*_FAULTS, *_MORE_FAULTS) as error:
        raise Unreadable(Trouble.NOT_THIS_FORMAT) from error


def _refuse_hostile(data: bytes) -> bool:
    """Raise Unreadable for a workbook that would unpack to far more than any journal, or defines entities.

    Return whether it holds formulas.
    """
    if len(data) > LARGEST:
        raise Unreadable(Trouble.TOO_LARGE)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        every = parts.infolist()
        if len(every) > _MOST_PARTS or sum(part.file_size for part in every) > _LARGEST_UNPACKED:
            raise Unreadable(Trouble.TOO_LARGE)
        return sum(_refuse_hostile_part(parts, part) for part in every) > 0


def _refuse_hostile_part(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    is_sheet, are_texts = "worksheets/" in part.filename, "sharedStrings" in part.filename
    if part.file_size > _LARGEST_PART and not (is_sheet or are_texts):
        raise Unreadable(Trouble.TOO_LARGE)
    cells = texts = formulas = 0
    with parts.open(part) as stream:
        last = b""
        while block := stream.read(_BLOCK):
            found = _TAGS.findall(block)
            cells += found.count(b"c")
            formulas += found.count(b"f")
            texts += found.count(b"is") + found.count(b"si")
            is_endless = len(block) == _BLOCK and b">" not in block and part.filename.endswith(".xml")
            if is_endless or any(mark in last + block for mark in _DEFINES):
                raise Unreadable(Trouble.NOT_THIS_FORMAT)
            last = block[-20:]
            if cells > _MOST_CELLS or texts > _MOST_TEXTS:
                raise Unreadable(Trouble.TOO_LARGE)
    return is_sheet and formulas > 0


def _rows(sheet: Sheet, first: int, width: int) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the number of each row and its cells; empty ones are ""."""
    every = [part.iter_rows(min_row=first, max_row=_MOST_ROWS, max_col=width) for part in sheet]
    rows = _told(zip(*every, strict=True))
    line = first
    while True:
        with _any_fault_said():
            some = list(islice(rows, _ROWS_AT_ONCE))
        for cells in some:
            if cells:
                yield line, cells
            line += 1
        if not some:
            return


def _told(rows: Iterable[tuple[tuple[Any, ...], ...]]) -> Iterator[list[Cell]]:
    """Yield the cells of each row, none of an empty one.

    Before one that is far down, the library gives the same empty row again and again: it is read once.
    """
    before: tuple[tuple[Any, ...], ...] = ()
    cells: list[Cell] = []
    for row in rows:
        if not before or any(map(is_not, row, before)):
            cells = [_read(*cell) for cell in zip(*row, strict=True)]
            cells = cells if any(cell != "" for cell in cells) else []
        before = row
        yield cells


def _read(cell: Any, as_formula: Any = None) -> Cell:
    """Return what a cell holds; a number shown as percents is in percents, a moment shown as a day is one.

    A formula that no spreadsheet has worked out yet is its own text, and so never taken for an empty cell.
    """
    value = cell.value
    if value is None:
        is_formula = as_formula is not None and as_formula.data_type == "f"
        return str(as_formula.value) if is_formula else ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if "%" in cell.number_format:
            return f"{Decimal(repr(value)) * 100:f}%"
        return (
            int(value) if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT else value
        )
    if isinstance(value, datetime):
        shows_time = "h" in cell.number_format.casefold() or value.time() != time()
        return value.replace(tzinfo=None) if shows_time else value.date()
    return value if isinstance(value, date) else str(value)


def _made(sheet: Any, value: Cell | Decimal) -> Any:
    """Return a cell for a value: moments as real dates where the computer's time zone tells the same."""
    if isinstance(value, datetime):
        wall = value.replace(tzinfo=None)
        if here(wall).utcoffset() == value.utcoffset():
            cell = WriteOnlyCell(sheet, wall)
            cell.number_format = _DATE_FORMAT
            return cell
        return moment_text(value)
    if isinstance(value, Decimal | int | float):
        exact = Decimal(repr(float(value))) == value
        return (int(value) if value == int(value) else float(value)) if exact else number_text(value)
    return _text_cell(sheet, value) if isinstance(value, str) and value else None


def _text_cell(sheet: Any, text: str) -> Any:
    """Return a cell that no program takes for a formula, whatever its text begins with."""
    escaped = _TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", kept_verbatim(text))
    if len(escaped) > LONGEST_TEXT:
        escaped = escaped[: LONGEST_TEXT - len(CUT)] + CUT
    cell = WriteOnlyCell(sheet, escaped)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
