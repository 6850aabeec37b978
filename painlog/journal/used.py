"""What was written down most often: what the buttons, chips and lists offer first.

Of words that differ in capitals alone the one that is used most stands for all.
"""

from collections import Counter
from uuid import UUID

from painlog.change import Act, Change
from painlog.journal.faults import believing
from painlog.journal.medicines import MedicineBook
from painlog.journal.pictures import texts_of
from painlog.journal.store import Store
from painlog.rules import one_of_each


class Used:
    """What was used in an open journal, most used first. Raises JournalFault like all reading."""

    def __init__(self, store: Store, medicines: MedicineBook) -> None:
        """Read from an open journal."""
        self._store = store
        self._medicines = medicines
        self._words_used: dict[str, list[str]] = {}
        """The words of flare-ups by column, until a flare-up changes: counting them reads every one."""

    def follow_used(self, change: Change) -> None:
        """Count anew after a change that touched flare-ups."""
        if change.act is Act.ELSEWHERE or "flare-up" in change.kinds:
            self._words_used.clear()

    def medicines_used(self) -> list[UUID]:
        """Return the medicines with doses."""
        rows = self._store.ask("SELECT medicine FROM dose GROUP BY medicine ORDER BY count(*) DESC, medicine")
        with believing(self._store.path):
            return [self._medicines.id_of_medicine(key) for (key,) in rows]

    def activities_used(self) -> list[str]:
        """Return the names of logged activities, without therapies."""
        return self._names(therapy=False)

    def therapies_used(self) -> list[str]:
        """Return the names of logged therapies."""
        return self._names(therapy=True)

    def _names(self, *, therapy: bool) -> list[str]:
        sql = "SELECT name, count(*) FROM activity WHERE therapy = ? GROUP BY name"
        with believing(self._store.path):
            return _most_used(Counter(dict(self._store.ask(sql, therapy))))

    def triggers_used(self) -> list[str]:
        """Return the triggers that flare-ups name."""
        return self._words("triggers")

    def regions_used(self) -> list[str]:
        """Return the regions that flare-ups name."""
        return self._words("regions")

    def qualities_used(self) -> list[str]:
        """Return the words for how flare-ups feel."""
        return self._words("qualities")

    def helped_used(self) -> list[str]:
        """Return what helped with flare-ups, besides medicines."""
        return self._words("helped")

    def _words(self, column: str) -> list[str]:
        if column not in self._words_used:
            self._words_used[column] = self._count_words(column)
        return list(self._words_used[column])

    def _count_words(self, column: str) -> list[str]:
        told = f"SELECT {column}, count(*) FROM flare_up WHERE {column} <> '[]' GROUP BY {column}"
        counts: Counter[str] = Counter()
        rows = self._store.ask(told)
        with believing(self._store.path):
            for text, times in rows:
                counts.update(dict.fromkeys(texts_of(text), times))
            return _most_used(counts)


def _most_used(counts: Counter[str]) -> list[str]:
    together: Counter[str] = Counter()
    for word, times in counts.items():
        together[word.casefold()] += times
    one_each = one_of_each(sorted(counts, key=lambda word: (-counts[word], word)))
    return sorted(one_each, key=lambda word: (-together[word.casefold()], word))
