"""What stands in the journal, as writing needs to know it: ids, their keys, and who refers to whom."""

from collections.abc import Sequence
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from painlog import entries as e
from painlog.journal.as_json import picture_from
from painlog.journal.faults import believing
from painlog.journal.moments import DAY, FAR, micros
from painlog.journal.store import Store
from painlog.journal.tables import columns, table_name
from painlog.values import value

REMOVED = "removed"
LINKS = {"dose": "flare_up", "flare-up": "came_back_after"}
"""The column of each kind that names a flare-up."""
_WHERE_IS = " UNION ALL ".join(
    f"SELECT '{kind}', key FROM {table_name(kind)} WHERE id = ?1" for kind in (*e.KINDS.values(), REMOVED)
)

KEPT_AFTER_REMOVAL = timedelta(days=30)
_LIVED = [table_name(kind) for kind in e.KINDS.values() if kind not in ("medicine", "appointment")]
"""Where the moment of an entry was past when it was written."""
_LAST_DAYS = " UNION ".join(f"SELECT at / {DAY} AS day FROM {table} WHERE at > ?1" for table in _LIVED)


def place_of(store: Store, entry_id: UUID) -> tuple[str, int] | None:
    """Return kind and row key of an entry, of a medicine, or of what was removed (kind "removed")."""
    found = store.row(_WHERE_IS, entry_id.bytes)
    return (str(found[0]), int(found[1])) if found else None


def must_be_there(store: Store, entry_id: UUID, kind: str | None = None) -> tuple[str, int]:
    """Return kind and row key of an entry; raises Refused when there is none, or it is not of that `kind`."""
    found = place_of(store, entry_id)
    if found is None or (found[0] == REMOVED) != (kind == REMOVED):
        raise e.Refused("id", e.Why.UNKNOWN_ENTRY, entry_id)
    if kind is not None and found[0] != kind:
        raise e.Refused("id", e.Why.ALREADY_THERE, entry_id)
    return found


def removed_key(store: Store, entry_id: UUID) -> int | None:
    """Return the row key of an entry among what was removed; None when it is not there."""
    found = place_of(store, entry_id)
    return found[1] if found is not None and found[0] == REMOVED else None


def refuse_unlinked(store: Store, entry: e.Kept) -> None:
    """Raise Refused when a dose names a flare-up that is not in the journal."""
    if isinstance(entry, e.Dose) and entry.flare_up is not None and not has_flare_up(store, entry.flare_up):
        raise e.Refused("flare_up", e.Why.UNKNOWN_FLARE_UP, entry.flare_up)


def has_flare_up(store: Store, flare_up: UUID) -> bool:
    """Tell whether the journal has that flare-up."""
    return store.row("SELECT 1 FROM flare_up WHERE id = ?", flare_up.bytes) is not None


def has_doses(store: Store, medicine_key: int) -> bool:
    """Tell whether any dose of the medicine in that row was written down."""
    return store.row("SELECT 1 FROM dose WHERE medicine = ? LIMIT 1", medicine_key) is not None


def linked_to(store: Store, flare_up_key: int) -> list[tuple[str, int]]:
    """Return (kind, key) of what is linked to the flare-up in that row."""
    where = "= (SELECT id FROM flare_up WHERE key = ?)"
    return [
        (kind, int(key))
        for kind, column in LINKS.items()
        for (key,) in store.ask(f"SELECT key FROM {table_name(kind)} WHERE {column} {where}", flare_up_key)
    ]


def long_removed(store: Store, now: datetime) -> list[int]:
    """Return the row keys of what was removed so long ago that it may be forgotten for good.

    The clock alone does not tell, which may be set years ahead by mistake: as many days with entries must
    have followed. Nor does it of what was removed by a clock that was behind.
    """
    limit = micros(now - KEPT_AFTER_REMOVAL)
    sql = "SELECT key, at, kind, entry_key, picture FROM removed WHERE picture IS NOT NULL AND at < ?"
    told = store.ask(f"{sql} ORDER BY at", limit)
    most = KEPT_AFTER_REMOVAL.days
    days = store.ask(f"{_LAST_DAYS} ORDER BY day DESC LIMIT {most}", told[0][1]) if told else []
    if len(days) < most:
        return []
    with believing(store.path):
        return _long_ago(store, [row for row in told if row[1] < days[-1][0] * DAY])


def _long_ago(store: Store, removed: Sequence[tuple[Any, ...]]) -> list[int]:
    """Return the row keys of those that were not removed by a clock that was behind.

    By such a one an entry was removed before it was changed last, or before an earlier one was written.
    """
    sql = "SELECT coalesce(min(key), ?) FROM {} WHERE written_at > ?"
    later = {
        (kind, at): store.number(sql.format(table_name(kind)), FAR, at)
        for kind, at in {(kind, at) for _, at, kind, _, _ in removed}
    }
    return [
        key
        for key, at, kind, entry_key, picture in removed
        if later[kind, at] > entry_key and _updated(kind, picture) <= at
    ]


def _updated(kind: str, picture: str) -> int:
    """Return when a removed entry was changed last; 0 where that was never told."""
    return int(str(picture_from(picture)[columns(kind).index("updated_at")] or 0))


@value
class Standing:
    """Everything that is there by its id, and what was removed."""

    rows: dict[bytes, tuple[str, int, int | None]] = field(default_factory=dict)
    """Id to kind, row key, and when it was updated in microseconds."""
    gone: dict[bytes, int] = field(default_factory=dict)
    """Id to the row key in the table of what was removed."""

    @classmethod
    def of(cls, store: Store) -> "Standing":
        """Read it from an open journal."""
        there = cls()
        for kind in e.KINDS.values():
            told = store.ask(f"SELECT id, key, updated_at FROM {table_name(kind)}")
            there.rows.update({entry_id: (kind, key, updated) for entry_id, key, updated in told})
        there.gone.update(store.ask("SELECT id, key FROM removed"))
        return there
