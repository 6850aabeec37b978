"""The columns of the table."""

from enum import IntEnum

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


class Column(IntEnum):
    """The columns, from left to right."""

    TIME = 0
    WHAT = 1
    DETAILS = 2
    NOTE = 3


def column_name(column: Column) -> str:
    """Return what stands above a column."""
    return {
        Column.TIME: translate("JournalTable", "Time"),
        Column.WHAT: translate("JournalTable", "What"),
        Column.DETAILS: translate("JournalTable", "Details"),
        Column.NOTE: translate("JournalTable", "Note"),
    }[column]
