"""Pictures of rows as JSON text, which knows no bytes: in the second record, and of what was removed."""

import json
from typing import Any

from painlog.change import Picture
from painlog.journal.tables import columns


def _hexed(value: object) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    raise TypeError(type(value).__name__)


# Pictures are flat; a circle would be looked for in each of the thousands of rows of an import.
encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_hexed
).encode
"""Returns pictures, or what holds them, as text."""


def _unhexed(told: dict[str, Any]) -> object:
    return bytes.fromhex(told["hex"]) if "hex" in told else told


decode = json.JSONDecoder(object_hook=_unhexed).decode
"""Returns what `encode` made a text of, with lists where pictures were; raises ValueError."""


def picture_from(text: str) -> Picture:
    """Return the picture that `encode` made a text of; raises ValueError."""
    return tuple(decode(text))


def picture_and_linked(kind: str, text: str) -> tuple[Picture, tuple[bytes, ...]]:
    """Return what is kept of a removed entry: its picture, and the ids of what was linked to it.

    The ids stand behind the columns of the picture. Raises ValueError.
    """
    told = picture_from(text)
    width = len(columns(kind))
    return told[:width], tuple(each for each in told[width:] if isinstance(each, bytes))
