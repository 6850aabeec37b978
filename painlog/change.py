"""What an act did to the journal, as a value: for undo, for the views and for the words on screen."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from painlog.entries import Kept
from painlog.values import value

Picture: TypeAlias = tuple[object, ...]
"""One row of a table as it stood, without its key, in the order of the table's columns."""


class Act(StrEnum):
    """What can be done to a journal."""

    RECORD = "record"
    CHANGE = "change"
    REMOVE = "remove"
    BRING_BACK = "bring back"
    TAKE_IN = "take in"
    SWITCH = "switch"
    """A medicine ended, and another took its place."""
    DESCRIBE = "describe"
    """The patient's own name, waking hours, activities or usual places were set."""
    UNDO = "undo"
    REDO = "redo"
    ELSEWHERE = "elsewhere"
    """Another program (or a restore) wrote to the same journal: everything may have changed."""


class RowChange(NamedTuple):
    """One row before and after; None where it did not exist. A tuple, for an import makes thousands."""

    kind: str
    """The kind of entry as in entries.KINDS, or "removed" or "patient" for the journal's own rows."""
    key: int
    before: Picture | None
    after: Picture | None


@value
class Change:
    """One act, done whole."""

    act: Act
    at: datetime
    """When it was saved."""
    rows: tuple[RowChange, ...] = ()
    span: tuple[float, float] | None = None
    """First and last moment touched, in seconds UTC, both inclusive; None when no moment is touched."""
    about: Kept | None = None
    """The entry that the act was asked for (of several, the first)."""
    count: int = 1
    """How many entries the act was asked for."""
    of: "Change | None" = None
    """The change that an undo or a redo takes back or repeats."""
    touched: frozenset[str] = frozenset()
    """What of the one entry was told anew, by the names of its row's columns (of plans what became of them,
    see `medicines.turn_of`); empty of several, and of acts that change none."""

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of rows that were touched."""
        return frozenset(row.kind for row in self.rows)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was changed."""
        return not self.rows and self.act is not Act.ELSEWHERE
