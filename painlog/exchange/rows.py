"""The rows of a delimited text file, whatever program wrote it: its encoding, delimiter and lines."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

from painlog.exchange.reading import LARGEST, LONGEST_CELL, Choices, Trouble, Unreadable

DELIMITERS = (",", ";", "\t")
ENCODINGS = ("utf-8", "utf-16", "cp1252")
"""The encodings that a person may choose from when the guess was wrong."""

_MOST_CELLS_A_ROW = 1_000_000
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text file as columns and rows."""

    columns: tuple[str, ...]
    """The header as it stands, without surrounding spaces."""
    text: str
    guesses: Choices

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the line on which each row begins, counted from 1, and its cells; empty rows are left out.

        Raises Unreadable where the file is malformed.
        """
        every = _rows(self.text, self.guesses.delimiter or ",")
        next(every, None)
        yield from every


def open_sheet(data: bytes, choices: Choices) -> Sheet:
    """Return the file as a sheet; encoding and delimiter are guessed where they are not chosen.

    Raises Unreadable where it is no text, or has no header.
    """
    text, encoding = _decoded(data, choices.encoding)
    text, told = _without_separator_line(text)
    delimiter = choices.delimiter or told or _delimiter_of(text)
    header = next(_rows(text, delimiter), None)
    if header is None:
        raise Unreadable(Trouble.NOTHING_IN_IT)
    columns = tuple(cell.strip() for cell in header[1])
    return Sheet(columns, text, replace(choices, encoding=encoding, delimiter=delimiter))


def _decoded(data: bytes, chosen: str | None) -> tuple[str, str]:
    """Return the text and its encoding; the order of guesses is mark, UTF-8, Windows."""
    if len(data) > LARGEST:
        raise Unreadable(Trouble.TOO_LARGE)
    for mark, encoding in _BOMS:
        if data.startswith(mark) and chosen in (None, "utf-8", "utf-16"):
            return _strictly(data, encoding), encoding.removesuffix("-sig")
    if chosen is not None:
        return _strictly(data, chosen), chosen
    if b"\0" in data[:4000]:
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
        return _strictly(data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strictly(data, "cp1252"), "cp1252"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise Unreadable(Trouble.NOT_TEXT) from error


def _without_separator_line(text: str) -> tuple[str, str | None]:
    """Return the text and the delimiter that a first line "sep=;" tells (a custom of Excel)."""
    first, _, _ = text[:10].partition("\n")
    if first.startswith("sep=") and len(first.rstrip("\r")) == len("sep=;"):
        # The empty line in its place keeps the numbers of the lines.
        return "\n" + text[len(first) + 1 :], first[4]
    return text, None


def _delimiter_of(text: str) -> str:
    """Return the delimiter that parts the header into most cells."""
    header = next((line for line in text[:100_000].splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda mark: (header.count(mark), -DELIMITERS.index(mark)))


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


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    lines = io.StringIO(text, newline="")
    is_huge = text.count(delimiter) > _MOST_CELLS_A_ROW
    watched = _Lines(lines, delimiter) if is_huge else None
    reader = csv.reader(watched or lines, delimiter=delimiter, strict=True)
    begin = 1
    try:
        for row in reader:
            if watched is not None:
                watched.cells = 0
            if any(row):
                yield begin, row
            begin = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(Trouble.BROKEN, line=begin) from error
