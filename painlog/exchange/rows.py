"""The rows of a delimited text file, whatever program wrote it: its encoding, delimiter and lines."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from painlog.exchange.beginnings import is_workbook, refuse_other_files
from painlog.exchange.reading import LARGEST, LONGEST_CELL, Choices, Trouble, Unreadable

DELIMITERS = (",", ";", "\t")
ENCODINGS = ("utf-8", "utf-16", "cp1252")
"""The encodings that a person may choose from when the guess was wrong."""

MOST_ROWS = 150_000
"""Rows of the largest file that is read; a journal of thirty busy years has a third of it."""
_MOST_LINES = 5_000_000
_MOST_CELLS_A_ROW = 1_000_000
_BEGINNING = 100_000
_ROWS_TRIED = 20
_NO_LETTER = re.compile("[\x00-\x08\x0e-\x1f]")
"""What stands in no name of a column, and soon in a file that is no text."""
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text file as columns and rows."""

    columns: tuple[str, ...]
    """The header as it stands, without surrounding spaces."""
    data: bytes
    lines_before: int
    """How many lines stand before the header."""
    guesses: Choices

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Return the line on which each row begins, counted from 1, and its cells; empty rows are left out.

        Going through them raises Unreadable where the file is malformed, or far larger than any journal.
        """
        every = _rows(self.data, self.guesses, self.lines_before)
        next(every, None)
        return every


def open_sheet(data: bytes, choices: Choices) -> Sheet:
    """Return the file as a sheet; encoding and delimiter are guessed where they are not chosen.

    Raises Unreadable where it is no text, or a workbook, or has no header.
    """
    refuse_other_files(data)
    if is_workbook(data):
        raise Unreadable(Trouble.WORKBOOK)
    encoding, beginning = _decoded(data, choices.encoding)
    told = _separator_line(beginning)
    delimiter = choices.delimiter or told or _delimiter_of(beginning)
    guesses = replace(choices, encoding=encoding, delimiter=delimiter)
    before = 1 if told else 0
    header = next(_rows(data, guesses, before), None)
    if header is None:
        raise Unreadable(Trouble.NOTHING_IN_IT)
    if any(_NO_LETTER.search(cell) for cell in header[1]):
        raise Unreadable(Trouble.NOT_TEXT)
    return Sheet(tuple(cell.strip() for cell in header[1]), data, before, guesses)


def _decoded(data: bytes, chosen: str | None) -> tuple[str, str]:
    """Return the encoding and how the text begins; the order of guesses is mark, UTF-8, Windows."""
    if len(data) > LARGEST or data.count(b"\n") + data.count(b"\r") > _MOST_LINES:
        raise Unreadable(Trouble.TOO_LARGE)
    for mark, encoding in _BOMS:
        if data.startswith(mark) and chosen in (None, "utf-8", "utf-16"):
            return encoding.removesuffix("-sig"), _strictly(data, encoding)
    if chosen == "utf-16" or (chosen is None and b"\0" in data[:2]):  # a header begins with plain letters
        encoding = "utf-16-be" if data[:1] == b"\0" != data[1:2] else "utf-16-le"
        return encoding, _strictly(data, encoding)
    if chosen is not None:
        return chosen, _strictly(data, chosen)
    try:
        return "utf-8", data.decode("utf-8")[:_BEGINNING]
    except UnicodeDecodeError:
        return "cp1252", _strictly(data, "cp1252")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)[:_BEGINNING]
    except (UnicodeError, LookupError) as error:
        raise Unreadable(Trouble.NOT_TEXT) from error


def _separator_line(beginning: str) -> str | None:
    """Return the delimiter that a first line "sep=;" tells (a custom of Excel)."""
    first = beginning[:10].partition("\n")[0].rstrip("\r")
    return first[4] if first.startswith("sep=") and len(first) == len("sep=;") else None


def _delimiter_of(beginning: str) -> str:
    """Return the delimiter that parts the first rows into as many cells as the header.

    Of several that which makes most of them; else not the comma, which also stands in numbers and in words.
    """
    fits = {mark: _fit_of(beginning, mark) for mark in reversed(DELIMITERS)}
    return max(fits, key=lambda mark: fits[mark]) if any(map(any, fits.values())) else DELIMITERS[0]


def _fit_of(beginning: str, delimiter: str) -> tuple[int, int]:
    """Return how many of the first rows a delimiter parts as the header, and into how many cells."""
    reader = csv.reader(io.StringIO(beginning, newline=""), delimiter=delimiter, strict=True)
    widths: list[int] = []
    with suppress(csv.Error):
        widths += (len(row) for row in islice(_full(reader), _ROWS_TRIED))
    width = widths[0] if widths else 0
    return (widths.count(width), width) if width > 1 else (0, 0)


def _full(reader: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yield the rows in which something stands."""
    return (row for row in reader if any(map(str.strip, row)))


class _Lines:
    """Feeds lines to the csv reader and stops a row that would fill the memory."""

    def __init__(self, lines: Iterator[str], delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self.cells = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.cells += line.count(self._delimiter)
        if self.cells > _MOST_CELLS_A_ROW:
            raise Unreadable(Trouble.TOO_LARGE)
        return line


def _rows(data: bytes, guesses: Choices, lines_before: int) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    delimiter = guesses.delimiter or ","
    encoding = "utf-8-sig" if guesses.encoding == "utf-8" else guesses.encoding
    lines: Iterator[str] = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    for _ in range(lines_before):
        next(lines, None)
    is_huge = data.count(delimiter.encode()) > _MOST_CELLS_A_ROW
    watched = _Lines(lines, delimiter) if is_huge else None
    reader = csv.reader(watched or lines, delimiter=delimiter, strict=True)
    first = begin = 1 + lines_before
    count = 0
    try:
        for row in reader:
            if watched is not None:
                watched.cells = 0
            if any(map(str.strip, row)):
                yield begin, row
                count += 1
            if count > MOST_ROWS:
                raise Unreadable(Trouble.TOO_LARGE)
            begin = reader.line_num + first
    except csv.Error as error:
        is_huge = "field larger" in str(error)
        raise Unreadable(Trouble.TOO_LARGE if is_huge else Trouble.BROKEN, line=begin) from error
