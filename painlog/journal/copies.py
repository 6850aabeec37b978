"""Other copies of the same journal beside it, as programs make them that keep a folder the same elsewhere."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from painlog.journal.faults import JournalFault
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


def copies_beside(path: Path) -> list[Copy]:
    """Return the other copies of the journal at `path` in its folder that hold what it does not.

    An older copy, such as a backup that somebody put there, holds nothing else and is not told of.
    """
    store = open_to_read(path)
    try:
        return list(_copies(store))
    finally:
        store.close()


def _copies(store: Store) -> Iterator[Copy]:
    for other in sorted(store.path.parent.glob("*.painlog")):
        if other.is_file() and not other.samefile(store.path):
            with suppress(JournalFault):
                if count := _entries_of_its_own(store, other):
                    yield Copy(other, count)


def _entries_of_its_own(store: Store, other: Path) -> int:
    refuse_foreign(other)
    copy = open_to_read(other)
    try:
        is_same = state_of(copy)[0] == state_of(store)[0]
    finally:
        copy.close()
    if not is_same:
        return 0
    with store.attached(other, _OTHER):
        return sum(store.number(_LACKING.format(table=table_name(kind))) for kind in ENTRY_KINDS)


_LACKING = (
    f"SELECT count(*) FROM {_OTHER}.{{table}} WHERE id NOT IN (SELECT id FROM main.{{table}})"
    " AND id NOT IN (SELECT id FROM main.removed)"
)
