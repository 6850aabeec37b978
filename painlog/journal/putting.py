"""The statements that write a row of each kind, and what brings a row to a picture."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from painlog.change import Picture
from painlog.journal.store import Store

if TYPE_CHECKING:
    from painlog.journal.models import Statements


@cache
def statements() -> "dict[str, Statements]":
    """Return what writes a row of each kind; Peewee is loaded for the first act, not for reading."""
    from painlog.journal.models import STATEMENTS  # noqa: PLC0415 - said above

    return STATEMENTS


@lru_cache(maxsize=64)
def insert_of(kind: str, filled: tuple[str, ...], same: tuple[str, ...], rows: int) -> str:
    """Return what writes that many rows of a kind, of which some columns are filled, some by one value."""
    from painlog.journal import models  # noqa: PLC0415 - as above

    return models.insert_of(kind, filled, same, rows)


def put(store: Store, kind: str, key: int, picture: Picture | None) -> None:
    """Bring a row to a picture, whatever it is now, inside a transaction."""
    store.do(statements()[kind].delete, key)
    if picture is not None:
        store.do(statements()[kind].insert, key, *picture)
