"""What can be undone and done again in a session."""

from dataclasses import dataclass, field, replace

from painlog.change import Change, RowChange

UNDOABLE_ACTS = 100


@dataclass(slots=True)
class History:
    """The last acts of a session, and those that were taken back; the newest at the end."""

    done: list[Change] = field(default_factory=list)
    undone: list[Change] = field(default_factory=list)

    def add(self, change: Change) -> None:
        """Keep a new act: what was taken back before cannot be done again any more."""
        self.done.append(change)
        del self.done[:-UNDOABLE_ACTS]
        self.undone.clear()

    def join(self, change: Change) -> None:
        """Keep what was added to earlier acts with the newest of them that wrote the same row.

        What none of them wrote is kept below them all, so that the person's own acts come back first.
        """
        alone = [row for row in change.rows if not self._joined(row)]
        if alone:
            self.done.insert(0, replace(change, rows=tuple(alone)))
            del self.done[:-UNDOABLE_ACTS]
        self.undone.clear()

    def _joined(self, row: RowChange) -> bool:
        for place in reversed(range(len(self.done))):
            act = self.done[place]
            if any((each.kind, each.key) == (row.kind, row.key) for each in act.rows):
                self.done[place] = replace(act, rows=(*act.rows, row))
                return True
        return False
