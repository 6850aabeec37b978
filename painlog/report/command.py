"""The page for the command line, made without a window.

Start painlog.report.pdf.application() and install the language first; painlog.report.writing writes the page.
"""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from painlog.record import Record
from painlog.report.compose import page_for, span_needed
from painlog.report.page import Choices, Page
from painlog.report.periods import appointment_after, since_last_appointment
from painlog.report.working import worked_out

ReadRecord: TypeAlias = Callable[[float, float], Record]
"""Gives the record with details from and until so many seconds UTC: Journal.record_of."""


def page_of(
    read: ReadRecord, today: date, *, begin: date | None = None, until: date | None = None, choices: Choices
) -> Page:
    """Return the page with everything on it; without dates that since the last appointment until `today`."""
    last = until if until is not None else today
    visits = read(0.0, 0.0).appointments
    if begin is None:
        begin, _ = since_last_appointment(visits, last)
    first = min(begin, last)
    record = read(*span_needed(first, last))
    return page_for(
        record,
        first,
        last,
        appointment=appointment_after(visits, last),
        worked=worked_out(record, first, last),
        choices=choices,
    )
