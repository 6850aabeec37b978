"""Taking entries out and bringing them back."""

from uuid import UUID

from painlog import entries as e
from painlog.change import Picture
from painlog.journal.as_json import encode, picture_from
from painlog.journal.ledger import Ledger
from painlog.journal.standing import linked_to
from painlog.journal.store import Store
from painlog.journal.tables import columns

_ID = {kind: columns(kind).index("id") for kind in e.KINDS.values()}
_PICTURE = columns("removed").index("picture")


def remove_row(ledger: Ledger, store: Store, kind: str, key: int, at: int) -> None:
    """Take an entry out, clear the links to it, and keep its picture; `at` in microseconds."""
    for linked_kind, linked_key, column in linked_to(store, key) if kind == "flare-up" else ():
        _clear(ledger, linked_kind, linked_key, column)
    picture = ledger.delete(kind, key)
    ledger.insert("removed", (picture[_ID[kind]], at, kind, key, encode(picture)))


def _clear(ledger: Ledger, kind: str, key: int, column: str) -> None:
    picture = list(ledger.must_have(kind, key))
    picture[columns(kind).index(column)] = None
    ledger.update(kind, key, tuple(picture))


def take_from_removed(ledger: Ledger, removed_key: int, entry_id: UUID) -> tuple[str, int, Picture]:
    """Take an entry out of what was removed; return kind, its old row key and its picture.

    Raises Refused when nothing but its id is left.
    """
    _, _, kind, key, picture = ledger.must_have("removed", removed_key)
    if picture is None:
        raise e.Refused("id", e.Why.UNKNOWN_ENTRY, entry_id)
    ledger.delete("removed", removed_key)
    return str(kind), int(str(key)), picture_from(str(picture))


def forget(ledger: Ledger, removed_key: int) -> None:
    """Drop the picture of an entry that was removed long ago; its id stays, for merging."""
    picture = list(ledger.must_have("removed", removed_key))
    picture[_PICTURE] = None
    ledger.update("removed", removed_key, tuple(picture))
