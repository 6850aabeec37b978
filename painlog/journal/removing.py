"""Taking entries out and bringing them back, with what is linked to them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple
from uuid import UUID

from painlog import entries as e
from painlog.change import Picture
from painlog.journal.as_json import encode, picture_and_linked, picture_from
from painlog.journal.ledger import Ledger
from painlog.journal.medicines import MedicineBook
from painlog.journal.pictures import medicine_in
from painlog.journal.standing import LINKS, REMOVED, linked_to, place_of
from painlog.journal.store import Store
from painlog.journal.tables import columns

_ID = {kind: columns(kind).index("id") for kind in e.KINDS.values()}
_PICTURE = columns(REMOVED).index("picture")


class Taken(NamedTuple):
    """An entry that is taken from what was removed."""

    kind: str
    key: int
    """Its old row key."""
    picture: Picture
    linked: tuple[bytes, ...]
    """The ids of the entries whose links to it were cleared."""


def remove_row(ledger: Ledger, store: Store, kind: str, key: int, at: int) -> None:
    """Take an entry out, clear the links to it, and keep its picture with them; `at` in microseconds."""
    places = linked_to(store, key) if kind == "flare-up" else ()
    linked = [_point(ledger, *place, None)[_ID[place[0]]] for place in places]
    picture = ledger.delete(kind, key)
    ledger.insert(REMOVED, (picture[_ID[kind]], at, kind, key, encode((*picture, *linked))))


def _point(ledger: Ledger, kind: str, key: int, flare_up: object) -> Picture:
    """Write the link of a row anew; return its picture."""
    picture = _with(kind, ledger.must_have(kind, key), LINKS[kind], flare_up)
    ledger.update(kind, key, picture)
    return picture


def _with(kind: str, picture: Picture, column: str, value: object) -> Picture:
    told = zip(columns(kind), picture, strict=True)
    return tuple(value if name == column else old for name, old in told)


def take_from_removed(ledger: Ledger, removed_key: int, entry_id: UUID) -> Taken:
    """Take an entry out of what was removed; raises Refused when nothing but its id is left."""
    _, _, kind, key, text = ledger.must_have(REMOVED, removed_key)
    if text is None:
        raise e.Refused("id", e.Why.UNKNOWN_ENTRY, entry_id)
    ledger.delete(REMOVED, removed_key)
    return Taken(str(kind), int(str(key)), *picture_and_linked(str(kind), str(text)))


def medicines_of(back: Sequence[Taken], store: Store, medicines: MedicineBook) -> list[UUID]:
    """Return the ids of the removed medicines without which doses that come back would be of nothing."""
    named = {medicine_in(taken.picture) for taken in back if taken.kind == "dose"}
    sql = "SELECT id FROM removed WHERE kind = 'medicine' AND entry_key = ? AND picture IS NOT NULL"
    found = (store.row(sql, key) for key in sorted(named) if not medicines.has_key(key))
    return [UUID(bytes=row[0]) for row in found if row is not None]


def link_again(ledger: Ledger, store: Store, back: Taken) -> None:
    """Link to a flare-up that came back what was, where nothing else was told of it meanwhile."""
    for entry_id in back.linked:
        place = place_of(store, UUID(bytes=entry_id))
        if place is not None and place[0] in LINKS and _may_link(place[0], ledger.must_have(*place), back):
            _point(ledger, *place, back.picture[_ID[back.kind]])


def _may_link(kind: str, picture: Picture, back: Taken) -> bool:
    told = dict(zip(columns(kind), picture, strict=True))
    if told[LINKS[kind]] is not None:
        return False
    if kind == "dose":
        return told["reason"] in (None, "flare-up")
    return int(str(told["at"])) > int(str(back.picture[columns(back.kind).index("at")]))


def unlinked(ledger: Ledger, entry: e.Kept, removed: Callable[[UUID], int | None]) -> e.Kept:
    """Return an entry without its link to a flare-up that is removed; it has it again when that is back.

    `removed` returns the row key of what was removed with an id; None for what was not.
    """
    column = LINKS.get(e.kind_of(entry), "")
    flare_up = getattr(entry, column, None)
    removed_key = removed(flare_up) if flare_up is not None else None
    if removed_key is None:
        return entry
    _link_later(ledger, removed_key, entry.id)
    without: dict[str, Any] = {column: None}
    return replace(entry, **without)


def _link_later(ledger: Ledger, removed_key: int, entry_id: UUID) -> None:
    picture = ledger.must_have(REMOVED, removed_key)
    if (text := picture[_PICTURE]) is not None:
        kept = encode((*picture_from(str(text)), entry_id.bytes))
        ledger.update(REMOVED, removed_key, _with(REMOVED, picture, "picture", kept))


def forget(ledger: Ledger, removed_key: int) -> None:
    """Drop the picture of an entry that was removed long ago; its id stays, for merging."""
    ledger.update(
        REMOVED, removed_key, _with(REMOVED, ledger.must_have(REMOVED, removed_key), "picture", None)
    )
