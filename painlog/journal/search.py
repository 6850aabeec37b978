"""Finding entries by their words, as fast as somebody types.

The words of all entries are kept in memory, folded, from the first search on: a `LIKE` over the tables knows
no letters beyond ASCII, and a full-text index would find no parts of words.
"""

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from painlog.change import Act, Change
from painlog.journal.tables import ENTRY_KINDS, table_name

_WORDED = {
    "flare-up": ("triggers", "regions", "qualities", "kept_from", "helped", "note"),
    "dose": ("reason", "site", "note"),
    "activity": ("name", "note"),
    "check-in": ("note",),
    "appointment": ("with_whom", "questions", "note"),
    "note": ("text",),
}


def folded(text: str) -> str:
    """Return the text as it is compared: without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _select(kind: str) -> str:
    words = " || ' ' || ".join(f"coalesce({table_name(kind)}.{name}, '')" for name in _WORDED[kind])
    if kind == "dose":
        return f"SELECT dose.key, medicine.name || ' ' || {words} FROM dose JOIN medicine ON medicine.key = dose.medicine"  # noqa: S608, E501
    return f"SELECT {table_name(kind)}.key, {words} FROM {table_name(kind)}"  # noqa: S608


class Search:
    """The words of every entry, by (kind, key)."""

    def __init__(self, ask: Callable[..., list[tuple[Any, ...]]]) -> None:
        """Read through `ask(sql, *values)`; nothing is read before the first search."""
        self._ask = ask
        self._words: dict[tuple[str, int], str] | None = None

    def find(self, words: str) -> set[tuple[str, int]]:
        """Return the entries that hold every one of the words."""
        if self._words is None:
            self._words = {}
            for kind in ENTRY_KINDS:
                self._take(kind, self._ask(_select(kind)))
        wanted = folded(words).split()
        return {place for place, text in self._words.items() if all(word in text for word in wanted)}

    def follow(self, change: Change) -> None:
        """Keep up with a change."""
        if self._words is None:
            return
        if change.act is Act.ELSEWHERE or "medicine" in change.kinds:
            self._words = None
            return
        for row in change.rows:
            if row.after is None:
                self._words.pop((row.kind, row.key), None)
            elif row.kind in _WORDED:
                self._take(
                    row.kind, self._ask(f"{_select(row.kind)} WHERE {table_name(row.kind)}.key = ?", row.key)
                )

    def _take(self, kind: str, rows: Iterable[tuple[int, str]]) -> None:
        if self._words is not None:
            self._words.update({(kind, key): folded(text) for key, text in rows})
