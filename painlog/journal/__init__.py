"""Everything that touches the journal's file: the Peewee models, acts, undo, schema, backups, checks."""

from painlog.journal.book import Journal
from painlog.journal.faults import JournalFault, Reason
from painlog.journal.merging import Tally
from painlog.journal.reading import RowIndex

__all__ = ["Journal", "JournalFault", "Reason", "RowIndex", "Tally"]
