"""Other copies of the same journal beside it, as programs make them that keep a folder the same elsewhere."""

from contextlib import closing, suppress
from pathlib import Path

from painlog.journal.faults import JournalFault, sorting
from painlog.journal.key import Key
from painlog.journal.schema import open_to_read, refuse_foreign
from painlog.journal.store import Store, state_of
from painlog.journal.tables import ENTRY_KINDS, table_name
from painlog.values import value

_OTHER = "other"


@value
class Copy:
    """Another copy of the journal that holds entries of its own."""

    path: Path
    entries: int
    """How many entries the journal does not have, nor had."""


def copies_beside(path: Path, key: Key | None = None) -> list[Copy]:
    """Return the other copies of the journal at `path` in its folder that hold what it does not.

    An older copy, such as a backup that somebody put there, holds nothing else and is not told of; nor is one
    that does not open with the journal's `key`. Raises JournalFault where the journal can not be read.
    """
    with sorting(path), closing(open_to_read(path, key)) as store:
        others = [other for other in sorted(path.parent.glob("*.painlog")) if other.is_file()]
        counted = [(other, _entries_of_its_own(store, other)) for other in others if not other.samefile(path)]
    return [Copy(other, count) for other, count in counted if count]


def _entries_of_its_own(store: Store, other: Path) -> int:
    with suppress(JournalFault):
        key = refuse_foreign(other, store.key)
        if _is_same(store, other, key):
            with store.attached(other, _OTHER, key):
                return sum(store.number(_LACKING.format(table=table_name(kind))) for kind in ENTRY_KINDS)
    return 0


def _is_same(store: Store, other: Path, key: Key | None) -> bool:
    with closing(open_to_read(other, key)) as copy:
        return state_of(copy)[0] == state_of(store)[0]


_LACKING = (
    f"SELECT count(*) FROM {_OTHER}.{{table}} WHERE id NOT IN (SELECT id FROM main.{{table}})"
    " AND id NOT IN (SELECT id FROM main.removed)"
)
