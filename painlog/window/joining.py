"""Two changes of one entry that know nothing of each other: what each of them tells is kept."""

from dataclasses import fields, replace
from typing import Any

from painlog.entries import Kept, Refused


def joined(told: Kept, before: Kept, now: Kept) -> Kept:
    """Return the entry as it is `now`, with what `told` says otherwise than the entry as it was `before`.

    A list has lost and gained what it lost and gained in `told`. Where the two cannot both be true it is as
    `told`, which was said last.
    """
    changes: dict[str, Any] = {}
    for name in (field.name for field in fields(told)):
        was, said, stands = (getattr(entry, name) for entry in (before, told, now))
        if said != was:
            changes[name] = _joined_list(said, was, stands) if isinstance(said, tuple) else said
    try:
        return replace(now, **changes)
    except Refused:
        return told


def _joined_list(said: tuple[Any, ...], was: tuple[Any, ...], stands: tuple[Any, ...]) -> tuple[Any, ...]:
    kept = [each for each in stands if each in said or each not in was]
    return (*kept, *(each for each in said if each not in was and each not in kept))
