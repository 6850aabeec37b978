"""What no entry may break: the scale, real times, exact amounts, plain text; and the values on offer."""

import math
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

LATEST_AHEAD = timedelta(days=1)
"""How far in the future an entry may lie: a day covers every time zone and a clock that is set wrong."""
PROMPT = timedelta(hours=1)
"""An entry written no longer than this after what it tells of is prompt; a later one is called late."""

FORMS = (
    "tablet", "capsule", "liquid", "lozenge", "film", "spray", "injection", "suppository", "patch", "cream",
    "other",
)  # fmt: skip
STRENGTH_UNITS = ("mg", "ug", "g", "mg/mL", "ug/h", "unit")
ACTIONS = ("short-acting", "long-acting")
ROLES = ("regular", "as-needed")
REASONS = ("flare-up", "schedule", "prevention", "other")


class Why(StrEnum):
    """Why a value is refused; words.refusals says each of them in a sentence."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not a number"
    OUT_OF_SCALE = "not between 0 and 10"
    NOT_A_PERCENTAGE = "not between 0 and 100"
    BELOW_ZERO = "below zero"
    NOT_ABOVE_ZERO = "not above zero"
    TOO_MUCH = "more than there can be"
    TOO_LATE = "more than 24 hours later"
    NOT_OFFERED = "not one of the values that are possible"
    NO_OFFSET = "a time without its UTC offset"
    NOT_A_TIME = "not a time"
    END_BEFORE_START = "ends before it starts"
    PEAK_BEFORE_START = "peak before the start"
    PEAK_AFTER_END = "peak after the end"
    READING_BEFORE_START = "a reading before the start"
    READING_AFTER_END = "a reading after the end"
    END_BEFORE_READING = "an end before a reading"
    IN_THE_FUTURE = "more than a day in the future"
    FAR_AHEAD = "decades in the future"
    HAS_FLARE_UP = "no flare-up on a day that has one"
    FLARE_UP_GOES_ON = "no flare-up on a day into which one went on"
    START_AFTER_READING = "a start after a reading"
    STILL_TO_COME = "going on, but begins later than now"
    END_TO_COME = "over, but ends later than now"
    UNKNOWN_MEDICINE = "a medicine that is not in the journal"
    UNKNOWN_FLARE_UP = "a flare-up that is not in the journal"
    UNKNOWN_ENTRY = "an entry that is not in the journal"
    ALREADY_THERE = "an id that is already taken by another kind of entry"
    ITSELF = "an entry that follows on itself"
    NOT_EARLIER = "an entry that follows on a later one"
    STILL_NEEDED = "other entries need it"
    NOT_TEXT = "characters that are no text"


class Refused(ValueError):
    """An entry that cannot be true: which field, why, and what stood there."""

    def __init__(self, field: str, why: Why, value: object = None) -> None:
        """Keep `field` as the JSON format spells it, so that any form finds its own field again."""
        super().__init__(f"{field}: {why} ({value!r})")
        self.field = field
        self.why = why
        self.value = value


_EARLIEST = datetime(1, 1, 3)  # noqa: DTZ001 - a bound for any wall clock
_LATEST = datetime(9999, 12, 29)  # noqa: DTZ001 - a bound for any wall clock
_FIRST_AND_LAST = (_EARLIEST.year, _LATEST.year)
EARLIEST, LATEST = 1900, 2200
"""Years that a typed day or a file can tell of; others are slips, and would not fit every clock."""
MOST = Decimal("1e15")
"""Larger numbers than any amount; they would not survive the columns of a chart."""
_MOST_BINARY = float(MOST)
"""The same for binary fractions, which are compared with an exact one in ten times the time."""


USUAL_WAKING = (time(7), time(23))
"""The waking hours that are assumed until the patient tells them."""
HOURS_A_DAY = 24
LONGEST_HOURS = 10_000
"""Of a plan, from one dose to the next: a year and a bit; the longest medicine is given twice a year."""
LONGEST_MINUTES = LONGEST_HOURS * 60
"""From a dose to its relief."""


def require(true: bool, field: str, why: Why, value: object = None) -> None:  # noqa: FBT001 - reads as a sentence
    """Raise Refused unless it is true."""
    if not true:
        raise Refused(field, why, value)


def moment(field: str, value: datetime | None) -> None:
    """Refuse a moment without its offset, with one of seconds, or at the very ends of the calendar."""
    if value is not None:
        offset = value.utcoffset()
        if offset is None:
            raise Refused(field, Why.NO_OFFSET, value)
        at_an_end = value.year in _FIRST_AND_LAST and not _EARLIEST <= value.replace(tzinfo=None) <= _LATEST
        if at_an_end or offset.seconds % 60 or offset.microseconds:
            raise Refused(field, Why.NOT_A_TIME, value)


def stamps(written_at: datetime | None, updated_at: datetime | None) -> None:
    """Refuse times of writing that are no moments."""
    if written_at is not None:
        moment("written_at", written_at)
    if updated_at is not None:
        moment("updated_at", updated_at)


def scale(field: str, value: float | None) -> None:
    """Refuse what is not from 0 to 10."""
    if value is not None and not (math.isfinite(value) and 0 <= value <= 10):
        raise Refused(field, Why.OUT_OF_SCALE if math.isfinite(value) else Why.NOT_A_NUMBER, value)


def one_of_each(words: Iterable[str]) -> list[str]:
    """Return each word once, as it is spelled first: "lifting" and "Lifting" are one."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(word.casefold(), word)
    return [*found.values()]


def amount(field: str, value: Decimal | float | None) -> None:
    """Refuse what is no number, or below zero."""
    if value is not None:
        if isinstance(value, Decimal):
            is_number = value.is_finite() and value < MOST
        else:
            is_number = math.isfinite(value) and value < _MOST_BINARY
        if not is_number:
            raise Refused(field, Why.NOT_A_NUMBER, value)
        if value < 0:
            raise Refused(field, Why.BELOW_ZERO, value)


def at_most(field: str, value: Decimal | float | None, most: int) -> None:
    """Refuse what is no number, below zero, or more than there can be."""
    amount(field, value)
    require(value is None or value <= most, field, Why.TOO_MUCH, value)


def offered(field: str, value: str | None, on_offer: Iterable[str]) -> None:
    """Refuse a word that is not on offer."""
    if value is not None and value not in on_offer:
        raise Refused(field, Why.NOT_OFFERED, value)


def filled(field: str, value: str) -> None:
    """Refuse a text of nothing but blanks."""
    require(bool(value.strip()), field, Why.EMPTY, value)
    text(field, value)


def text(field: str, *values: str) -> None:
    """Refuse what cannot be written as text: halves of characters, and the character zero."""
    for value in values:
        if not is_text(value):
            raise Refused(field, Why.NOT_TEXT, ascii(value))


def texts_of(entry: object, *fields: str) -> None:
    """Refuse the first of these fields, each a text or several, that cannot be written as text."""
    for field in fields:
        told = getattr(entry, field)
        text(field, *((told,) if isinstance(told, str) else told))


def is_text(value: str) -> bool:
    """Tell whether it can be written as text; several texts in a row can when each of them can."""
    return "\0" not in value and (value.isascii() or _is_whole(value))


def _is_whole(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def not_after(field: str, value: datetime | None, latest: datetime) -> None:
    """Refuse a moment after the latest that can be."""
    if value is not None and value > latest:
        raise Refused(field, Why.IN_THE_FUTURE, value)
