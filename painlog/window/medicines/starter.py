"""The starter list of common pain medicines: it completes names; it knows no doses and gives no advice."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from painlog import places


@dataclass(frozen=True, slots=True)
class Wear:
    """How long a patch is usually worn, for strengths from `least` to `most` (None: any)."""

    least: Decimal | None
    most: Decimal | None
    hours: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """A medicine of the starter list."""

    name: str
    ingredient: str
    role: str
    action: str | None
    forms: tuple[str, ...]
    also: tuple[str, ...]
    """Other names under which it is looked for."""
    wear: tuple[Wear, ...]

    def wear_of(self, strength: Decimal | None) -> Wear | None:
        """Return how long a patch of that strength is usually worn, as far as that is one answer."""
        if strength is None:
            return self.wear[0] if len(self.wear) == 1 else None
        return next((wear for wear in self.wear if _holds(wear, strength)), None)


@lru_cache(maxsize=1)
def starter_list() -> tuple[Known, ...]:
    """Return the list that ships with Painlog."""
    told = json.loads((places.resources() / "medicines.json").read_text(encoding="utf-8"))
    return tuple(
        Known(
            name=entry["name"],
            ingredient=entry["ingredient"],
            role=entry["role"],
            action=entry["action"],
            forms=tuple(entry["forms"]),
            also=tuple(entry.get("also", ())),
            wear=tuple(_wears(entry.get("wear", ()))),
        )
        for entry in told["medicines"]
    )


def find(name: str) -> Known | None:
    """Return the medicine of that name, or of one of its other names."""
    wanted = name.strip().casefold()
    return next((known for known in starter_list() if wanted in _names(known)), None)


def _names(known: Known) -> set[str]:
    return {name.casefold() for name in (known.name, *known.also)}


def _holds(wear: Wear, strength: Decimal) -> bool:
    above = wear.least is None or wear.least <= strength
    return above and (wear.most is None or strength <= wear.most)


def _wears(told: list[dict[str, object]]) -> Iterator[Wear]:
    for wear in told:
        least, most = (Decimal(str(wear[end])) if end in wear else None for end in ("from", "to"))
        hours = wear["hours"]
        if isinstance(hours, list):
            yield Wear(least, most, (int(hours[0]), int(hours[1])))
