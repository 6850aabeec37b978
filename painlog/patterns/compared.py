"""How a figure stands against the equally long period before, as values without numpy."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Trend(StrEnum):
    """How a figure stands against the period before."""

    LESS = "less"
    MORE = "more"
    SAME = "same"
    """No clear change."""
    NOT_KNOWN = "not known"
    """One of the two periods has not enough entries."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure: its 95 % interval in this period, and what it was before, in the measures' own units.

    An interval without `high` is open above: of too many flare-ups the end is not known.
    """

    low: float | None = None
    high: float | None = None
    before: float | None = None
    trend: Trend = Trend.NOT_KNOWN


def period_before(begin: date, until: date) -> tuple[date, date]:
    """Return the first and last day of the equally long period that ends the day before `begin`."""
    return begin - (until - begin) - timedelta(days=1), begin - timedelta(days=1)
