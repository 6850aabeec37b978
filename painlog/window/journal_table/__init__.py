"""The Journal tab: every entry by day, found, mended and removed in one place."""

from painlog.window.journal_table.tab import JournalTab

__all__ = ["JournalTab"]
