"""The values that JSON objects hold: taken strictly, with the path of what is wrong, and given back.

Numbers come from the reader as the bytes that stood in the file, so that decimals stay exactly as typed.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from painlog import entries as e
from painlog.exchange.ids import exact_id
from painlog.exchange.moments import exact_clock, exact_day, exact_moment
from painlog.exchange.reading import LONGEST_CELL, Trouble, Unreadable

T = TypeVar("T")

Take: TypeAlias = Callable[[Any, str], Any]
"""Turns a JSON value into one of the journal's, given its path; raises Unreadable."""

_MOST_DIGITS = 30
_EXPONENTS = range(-30, 16)
_LONGEST_NUMBER = 60


@dataclass(frozen=True, slots=True)
class Field:
    """One key of an object."""

    take: Take
    attribute: str = ""
    """The attribute of the value, where it is not spelled like the key."""
    is_required: bool = False
    give: Callable[[Any], Any] | None = None
    """Turns the attribute into what is written, where that is not plain."""


@dataclass(frozen=True, slots=True)
class Shape:
    """An object of the format: which value it becomes, and its keys in the order of writing."""

    make: Callable[..., Any]
    fields: Mapping[str, Field]

    def take(self, value: Any, path: str) -> Any:
        """Return the value of a JSON object; raises Unreadable with the path of what is wrong."""
        if not isinstance(value, dict):
            raise Unreadable(Trouble.NO_OBJECT, path, value)
        found: dict[str, Any] = {}
        for key, inner in value.items():
            field = self.fields.get(key)
            if field is None:
                raise Unreadable(Trouble.UNKNOWN_KEY, below(path, key))
            if inner is not None:
                found[field.attribute or key] = field.take(inner, below(path, key))
        for key, field in self.fields.items():
            if field.is_required and (field.attribute or key) not in found:
                raise Unreadable(Trouble.MISSING, below(path, key))
        try:
            return self.make(**found)
        except e.Refused as refused:
            key = refused.field.rpartition(".")[2]
            raise Unreadable(refused.why, below(path, key), value.get(key, "")) from refused

    def give(self, value: Any) -> dict[str, Any]:
        """Return the JSON object of a value, with every key."""
        given: dict[str, Any] = {}
        for key, field in self.fields.items():
            inner = getattr(value, field.attribute or key)
            given[key] = field.give(inner) if field.give is not None and inner is not None else inner
        return given


def below(path: str, key: str) -> str:
    """Return the path of a key inside an object."""
    return f"{path}.{key}" if path else key


def text(value: Any, path: str) -> str:
    """Take a text."""
    if not isinstance(value, str):
        raise Unreadable(Trouble.NO_TEXT, path, value)
    if len(value) > LONGEST_CELL:
        raise Unreadable(Trouble.TOO_LARGE, path)
    try:
        value.isascii() or value.encode()
    except UnicodeEncodeError as error:
        raise Unreadable(Trouble.BROKEN_TEXT, path) from error
    return value


def flag(value: Any, path: str) -> bool:
    """Take true or false."""
    if not isinstance(value, bool):
        raise Unreadable(Trouble.NO_FLAG, path, value)
    return value


def amount(value: Any, path: str) -> Decimal:
    """Take an exact number, as typed."""
    if not isinstance(value, bytes):
        raise Unreadable(Trouble.NO_FIGURE, path, value)
    try:
        number = Decimal(value.decode()) if len(value) <= _LONGEST_NUMBER else Decimal("nan")
    except InvalidOperation:
        number = Decimal("nan")
    parts = number.as_tuple()
    if parts.exponent not in _EXPONENTS or len(parts.digits) > _MOST_DIGITS:
        raise Unreadable(Trouble.NOT_A_NUMBER, path, value)
    return Decimal(f"{number:f}") if number else abs(number)


def number(value: Any, path: str) -> float:
    """Take a number of a scale, or of minutes or hours."""
    exact = float(amount(value, path))
    if not math.isfinite(exact):
        raise Unreadable(Trouble.NOT_A_NUMBER, path, value)
    return exact


def identity(value: Any, path: str) -> UUID:
    """Take an id."""
    return _parsed(exact_id, value, path, Trouble.NOT_AN_ID)


def moment(value: Any, path: str) -> datetime:
    """Take a moment with its UTC offset."""
    found = _parsed(exact_moment, value, path, Trouble.NOT_EXACT)
    if found is None:
        raise Unreadable(e.Why.NO_OFFSET, path, value)
    return found


def stamp(value: Any, path: str) -> datetime:
    """Take a moment of writing, which is kept in UTC."""
    return moment(value, path).astimezone(UTC)


def day(value: Any, path: str) -> date:
    """Take a day."""
    return _parsed(exact_day, value, path, Trouble.NOT_A_DAY)


def clock(value: Any, path: str) -> time:
    """Take a time of day."""
    return _parsed(exact_clock, value, path, Trouble.NOT_A_CLOCK)


def given_stamp(written: datetime) -> str:
    """Give a moment of writing in UTC."""
    return written.astimezone(UTC).isoformat().replace("+00:00", "Z")


def given_list(shape: Shape) -> Callable[[Any], Any]:
    """Give the objects of a list."""
    return lambda values: [shape.give(value) for value in values]


def many(take: Take) -> Take:
    """Take a list of what `take` takes."""

    def take_all(value: Any, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Unreadable(Trouble.NO_LIST, path, value)
        return tuple(take(item, f"{path}[{index}]") for index, item in enumerate(value))

    return take_all


def _parsed(parse: Callable[[str], T], value: Any, path: str, trouble: Trouble) -> T:
    if not isinstance(value, str):
        raise Unreadable(Trouble.NO_TEXT, path, value)
    try:
        return parse(value)
    except ValueError as error:
        raise Unreadable(trouble, path, value) from error
