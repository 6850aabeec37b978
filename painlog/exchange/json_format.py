"""JSON, "painlog-journal" version 1: everything that a journal holds, without loss, in and out."""

import codecs
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from painlog.entries import (
    Contents,
    Entry,
    Kept,
    Medicine,
    Refused,
    Removed,
    Why,
    now,
    refuse_the_future,
)
from painlog.exchange.beginnings import encoding_of_utf_16
from painlog.exchange.json_text import text_of
from painlog.exchange.moments import moment_text
from painlog.exchange.reading import LARGEST, Choices, Reading, Trouble, Unreadable
from painlog.exchange.shapes import JOURNAL, KINDS, LISTS, PATIENT, REMOVAL
from painlog.values import only_growing

_HEAVIEST = 3_200_000
"""The weight of the largest file that is read, by the memory its marks take: seventy thousand entries."""
_WEIGHTS = {b",": 1, b"[": 1, b'":': 1, b"{": 4}


def read(data: bytes) -> Reading:
    """Return what a file holds, before `refuse_loose_doses`: that needs the journal.

    Raises Unreadable with the path of the first thing that is wrong: it is taken whole or not at all.
    """
    parsed = _parsed(data)
    if isinstance(parsed, dict) and "resourceType" in parsed:
        raise Unreadable(Trouble.FHIR)
    with only_growing():
        contents: Contents = JOURNAL.take(parsed, "")
    _refuse_the_future(contents)
    _refuse_doubled_ids(contents)
    entries = sum(len(getattr(contents, key)) for key in LISTS)
    guesses = Choices(encoding=encoding_of_utf_16(data) or "utf-8")
    return Reading(contents=contents, guesses=guesses, rows=entries)


def write(contents: Contents) -> bytes:
    """Return the contents as a file; the same contents always give the same bytes."""
    return "".join(_lines(contents)).encode()


def parse_entry(line: str) -> dict[str, Any]:
    """Return the keys of one entry on a line, numbers as bytes; raises Unreadable."""
    found = _loaded(line)
    if not isinstance(found, dict):
        raise Unreadable(Trouble.NO_OBJECT, "", line)
    return found


def take_entry(kind: str, keys: Mapping[str, Any]) -> Kept:
    """Return the entry of a kind that the keys tell of; raises Unreadable."""
    entry: Kept = KINDS[kind].take(keys, "")
    return entry


def take_removal(keys: Mapping[str, Any]) -> UUID:
    """Return the id of the entry that is to be removed; raises Unreadable."""
    removed: UUID = REMOVAL.take(keys, "")
    return removed


def give_entry(kind: str, entry: Kept) -> dict[str, Any]:
    """Return an entry as parse_entry would: for an entry that is changed by some of its keys."""
    return parse_entry(text_of(KINDS[kind].give(entry)))


def _parsed(data: bytes) -> Any:
    data = _in_utf_8(data)
    weight = sum(data.count(mark) * each for mark, each in _WEIGHTS.items())
    if len(data) > LARGEST or weight > _HEAVIEST:
        raise Unreadable(Trouble.TOO_LARGE)
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise Unreadable(Trouble.NOTHING_IN_IT)
    try:
        return _loaded(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable(Trouble.NOT_TEXT) from error


def _in_utf_8(data: bytes) -> bytes:
    """Return a file as UTF-8, whichever Unicode it was saved in; raises Unreadable."""
    encoding = encoding_of_utf_16(data)
    if encoding is None or len(data) > LARGEST:
        return data
    try:
        return data.decode(encoding).encode()
    except UnicodeDecodeError as error:
        raise Unreadable(Trouble.NOT_TEXT) from error


def _loaded(text: str) -> Any:
    try:
        return json.loads(
            text,
            parse_float=str.encode,
            parse_int=str.encode,
            parse_constant=str.encode,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise Unreadable(Trouble.BROKEN, line=error.lineno) from error
    except RecursionError as error:
        raise Unreadable(Trouble.TOO_DEEP) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise Unreadable(Trouble.DOUBLED_KEY, next(key for key in keys if keys.count(key) > 1))
    return found


def _refuse_the_future(contents: Contents) -> None:
    at = now()
    for key in LISTS.keys() - {"medicines", "removed"}:
        for index, entry in enumerate(getattr(contents, key)):
            _refuse_ahead(entry, at, f"{key}[{index}]")


def _refuse_ahead(entry: Entry, at: datetime, path: str) -> None:
    try:
        refuse_the_future(entry, at)
    except Refused as refused:
        told = moment_text(refused.value) if isinstance(refused.value, datetime) else refused.value
        raise Unreadable(refused.why, f"{path}.{refused.field}", told) from refused


def _refuse_doubled_ids(contents: Contents) -> None:
    seen: set[int] = set()
    for key in LISTS:
        for index, entry in enumerate(getattr(contents, key)):
            if entry.id.int in seen:
                raise Unreadable(Trouble.DOUBLED_ID, f"{key}[{index}].id", entry.id)
            seen.add(entry.id.int)


def refuse_loose_doses(contents: Contents, is_there: Callable[[UUID], bool]) -> None:
    """Refuse doses of nothing; other links may lead out of the file, as those of an exported part do.

    `is_there` tells which ids the journal has. Raises Unreadable.
    """
    medicines = {medicine.id.int for medicine in contents.medicines}
    flare_ups = {flare_up.id.int for flare_up in contents.flare_ups}
    for index, dose in enumerate(contents.doses):
        for name, end, known, why in (
            ("medicine", dose.medicine, medicines, Why.UNKNOWN_MEDICINE),
            ("flare_up", dose.flare_up, flare_ups, Why.UNKNOWN_FLARE_UP),
        ):
            if end is not None and end.int not in known and not is_there(end):
                raise Unreadable(why, f"doses[{index}].{name}", end)


def _lines(contents: Contents) -> Iterator[str]:
    yield '{\n "format": "painlog-journal", "version": 1'
    if contents.patient is not None:
        yield f',\n "patient": {text_of(PATIENT.give(contents.patient))}'
    for key, shape in LISTS.items():
        rows = [text_of(_without_stamps(shape.give(entry))) for entry in _ordered(getattr(contents, key))]
        yield f',\n "{key}": [' + ",".join(f"\n  {row}" for row in rows) + "]"
    yield "\n}\n"


def _ordered(entries: Iterable[Any]) -> list[Any]:
    """Return entries by time and id, medicines as they came."""
    every = list(entries)
    if not every or isinstance(every[0], Medicine):
        return every
    return sorted(
        every, key=lambda entry: (entry.at if isinstance(entry, Removed) else entry.moment, entry.id)
    )


def _without_stamps(given: dict[str, Any]) -> dict[str, Any]:
    """Leave out when it was written where nobody knows."""
    for key in ("written_at", "updated_at"):
        if key in given and given[key] is None:
            del given[key]
    return given
