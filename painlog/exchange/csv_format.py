"""CSV: entries as rows, for people with a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from painlog.entries import Contents, Medicine
from painlog.exchange.cabinet import Cabinet
from painlog.exchange.cells import Cell, inert, number_text
from painlog.exchange.moments import moment_text
from painlog.exchange.reading import Choices, Reading
from painlog.exchange.rows import open_sheet
from painlog.exchange.table import COLUMNS, read_table, table_rows

_AUTOMATIC = Choices()


def read(data: bytes, known: Iterable[Medicine] | Cabinet = (), choices: Choices = _AUTOMATIC) -> Reading:
    """Return what a CSV file holds; `known` are the journal's medicines. Raises Unreadable."""
    sheet = open_sheet(data, choices)
    return read_table(sheet.columns, sheet.rows, Cabinet.of(known), sheet.guesses)


def write(contents: Contents) -> bytes:
    """Return all entries as UTF-8 with commas, oldest first; no cell is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_text(cell) for cell in row] for row in table_rows(contents))
    return text.getvalue().encode()


def _text(cell: Cell | Decimal) -> str:
    if isinstance(cell, str):
        return inert(cell)
    if isinstance(cell, datetime):
        return moment_text(cell)
    return number_text(cell) if isinstance(cell, Decimal | int | float) else ""
