"""What can be undone and done again in a session."""

from dataclasses import dataclass, field

from painlog.change import Change

UNDOABLE_ACTS = 100


@dataclass(slots=True)
class History:
    """The last acts of a session, and those that were taken back; the newest at the end."""

    done: list[Change] = field(default_factory=list)
    undone: list[Change] = field(default_factory=list)

    def add(self, change: Change) -> None:
        """Keep a new act: what was taken back before can not be done again any more."""
        self.done.append(change)
        del self.done[:-UNDOABLE_ACTS]
        self.undone.clear()
