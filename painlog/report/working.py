"""What takes a while to work out for the page; it needs scipy, so the window asks on another thread."""

from datetime import date

from painlog.patterns.before import against_before
from painlog.patterns.findings import Progress, work_out
from painlog.record import Record
from painlog.report.compose import Worked

__all__ = ["Progress", "worked_out"]


def worked_out(record: Record, begin: date, until: date, *, progress: Progress | None = None) -> Worked:
    """Return the findings of the period and how its figures stand against the one before.

    `record` has details and covers painlog.report.compose.span_needed. Raises Stopped when `progress`
    returns False.
    """
    found = work_out(record, begin, until, progress=progress)
    return Worked(
        begin=found.begin,
        until=found.until,
        days=found.days,
        days_with_entries=found.days_with_entries,
        patterns=found.patterns,
        compared=against_before(record, begin, until),
    )
