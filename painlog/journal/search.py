"""Finding entries by their words, as fast as somebody types.

The words of all entries are kept in memory, folded, from the first search on: a `LIKE` over the tables knows
no letters beyond ASCII, and a full-text index would find no parts of words.
"""

import json
import unicodedata
from collections.abc import Iterable

from painlog.change import Act, Change
from painlog.journal.faults import believing
from painlog.journal.store import Store, Values
from painlog.journal.tables import ENTRY_KINDS, table_name

_WORDED = {
    "flare-up": ("kept_from", "note", "triggers", "regions", "qualities", "helped"),
    "dose": ("reason", "site", "note"),
    "activity": ("name", "note"),
    "check-in": ("note",),
    "appointment": ("with_whom", "note", "questions"),
    "note": ("text",),
}
_LISTS = {"flare-up": 4, "appointment": 1}
"""How many of the columns, the last ones, hold JSON lists."""
_ALIKE = {"\u0131": "i"}
"""The small letter of the capital I, where that has no dot, as in Turkish."""
_MOST_TOUCHED = 1_000
"""Of more, as after an import, everything is read again at once."""


def folded(text: str) -> str:
    """Return the text as it is compared: without case and accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold()).casefold()  # again: what was one sign has capitals
    return "".join(_ALIKE.get(letter, letter) for letter in apart if not unicodedata.combining(letter))


def _question(kind: str) -> str:
    words = ", ".join(f"{table_name(kind)}.{name}" for name in _WORDED[kind])
    if kind == "dose":
        return (
            f"SELECT dose.key, medicine.name, {words} FROM dose JOIN medicine ON medicine.key = dose.medicine"
        )
    return f"SELECT key, {words} FROM {table_name(kind)}"


def _flat(told: str) -> str:
    """Return the words of a JSON list, also of a list of lists."""
    if told == "[]":
        return ""
    return "\n".join("\n".join(item) if isinstance(item, list) else item for item in json.loads(told))


def _words(kind: str, columns: Values) -> str:
    plain = len(columns) - _LISTS.get(kind, 0)
    return folded("\n".join([*(text for text in columns[:plain] if text), *map(_flat, columns[plain:])]))


class Search:
    """The words of every entry, by (kind, key)."""

    def __init__(self, store: Store) -> None:
        """Read from an open journal; nothing is read before the first search."""
        self._store = store
        self._words: dict[tuple[str, int], str] | None = None
        self._touched: set[tuple[str, int]] = set()
        """What changed since it was read."""

    def find(self, words: str) -> set[tuple[str, int]]:
        """Return the entries that hold every one of the words."""
        if self._words is None or len(self._touched) > _MOST_TOUCHED:
            there = self._read_all()
        else:
            there = self._catch_up(self._words)
        wanted = folded(words).split()
        return {place for place, text in there.items() if all(word in text for word in wanted)}

    def follow(self, change: Change) -> None:
        """Note what a change touched. It is saved by now, so it is read when somebody searches next."""
        if change.act is Act.ELSEWHERE or "medicine" in change.kinds:
            self._words = None
        elif self._words is not None:
            self._touched.update((row.kind, row.key) for row in change.rows if row.kind in _WORDED)

    def _read_all(self) -> dict[tuple[str, int], str]:
        told = {}
        for kind in ENTRY_KINDS:
            told.update(self._told(kind, self._store.ask(_question(kind))))
        self._words = told
        self._touched.clear()
        return told

    def _catch_up(self, words: dict[tuple[str, int], str]) -> dict[tuple[str, int], str]:
        """Read again what was touched."""
        for kind, key in tuple(self._touched):
            where = f"WHERE {table_name(kind)}.key = ?"
            told = self._told(kind, self._store.ask(f"{_question(kind)} {where}", key))
            words.pop((kind, key), None)
            words.update(told)
            self._touched.discard((kind, key))
        return words

    def _told(self, kind: str, rows: Iterable[Values]) -> dict[tuple[str, int], str]:
        with believing(self._store.path):
            return {(kind, row[0]): _words(kind, row[1:]) for row in rows}
