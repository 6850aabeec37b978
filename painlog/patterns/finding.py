"""What was looked for and what was found, as values without numpy: for words, window, page and terminal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import isfinite
from types import MappingProxyType
from typing import TypeAlias

from painlog.medicines import Strength

Measure: TypeAlias = float | int | str | None
"""A figure as it stands in the JSON: minutes, rates per week, shares 0-1; None where there is none."""

EntryKey: TypeAlias = tuple[str, int]
"""An entry as the journal finds it again: its kind as in entries.KINDS, and its row key."""

NOTHING: Mapping[str, Measure] = MappingProxyType({})


def finite(value: float) -> float | None:
    """Return a figure for the measures, None where there is none: what is more than nothing has no ratio."""
    return float(value) if isfinite(value) else None


class Stopped(Exception):
    """The person did not want to wait for the findings any longer."""


class State(StrEnum):
    """What can be said about a pattern."""

    SEEN = "seen"
    NOT_SEEN = "not seen"
    NOT_ENOUGH = "not enough"


class Family(StrEnum):
    """By what rule a pattern counts as seen."""

    FACT = "fact"
    """Counts only: no test."""
    SEARCHED = "searched"
    """The page looks for it by itself: Benjamini-Hochberg over all of them."""
    ASKED = "asked"
    """The person's own act asks: Holm over all of them."""
    OWN = "own"
    """It brings its own intervals."""


class Caveat(StrEnum):
    """What the reader has to know beside a finding."""

    WAKING_ASSUMED = "waking hours assumed"
    """The patient never set the waking hours: the usual ones were taken."""
    WRITING_UNKNOWN = "time of writing unknown"
    """Nothing says when entries were written, so that late ones could not be left out."""
    BACKGROUND_HIGH = "background pain high"
    """Background pain is 5 or more on most days."""
    NEVER_LOGGED = "only marked on flare-ups"
    """A trigger that is marked on flare-ups but not logged on other occasions: no denominator."""
    UNEVEN_WEEKS = "uneven weeks"
    """Good and bad weeks differ by more than chance: intervals are wider for it."""


@dataclass(frozen=True, slots=True)
class Need:
    """One condition of a pattern: of `what` it needs at least `minimum`, and there are `has`."""

    what: str
    minimum: float
    has: float
    left_out: int = 0
    """How many more there are that cannot be used."""

    @property
    def is_met(self) -> bool:
        """Tell whether there are enough."""
        return self.has >= self.minimum


def need_prompt(plain: str, what: str, minimum: float, has: int, of: int, *, known: bool) -> Need:
    """Return a condition on prompt entries, in `plain` words where none of them had to be left out.

    `has` are those that can be used, `of` all that there are. Where some were, the condition is one on prompt
    ones of `what`, or on timed ones where it is not `known` when entries were written.
    """
    return Need(
        plain if has == of else f"prompt {what}" if known else f"timed {what}", minimum, has, of - has
    )


class Drawing(StrEnum):
    """What the bars of a small picture stand for."""

    WEEKS = "weeks"
    """One a week, `places` counting from 1; the mark is where something changed."""
    HOURS = "hours"
    """One for each part of the day that begins at `places` minutes after midnight."""
    ACTIVITIES = "activities"
    """One for each of `names`, as shares."""
    DAYS_BEFORE = "days before"
    """Two: of the days with a flare-up, and of those without, the share before which something was done."""
    BETWEEN_DOSES = "between doses"
    """One for each part of the time from a dose to the next."""
    DAYS_OF_WEAR = "days of wear"
    """One for each day that a patch is on."""
    LENGTHS = "lengths"
    """One for each group of flare-ups in their order, in minutes."""
    AFTER_THE_END = "after the end"
    """One for each hour from the end of a flare-up to the beginning of the next."""
    RELIEF = "relief"
    """One for each step of relief, from none to all of the pain."""


@dataclass(frozen=True, slots=True)
class Bars:
    """The small picture of a finding."""

    drawing: Drawing
    values: tuple[float, ...]
    strong: tuple[bool, ...]
    """Which bars the finding is about."""
    of: tuple[float, ...] = ()
    """What each bar is a part of, where it is: it stands paler behind."""
    line: tuple[float, ...] = ()
    """Another figure of the same places, in its own measure; NaN where nobody told it."""
    places: tuple[float, ...] = ()
    names: tuple[str, ...] = ()
    mark: float | None = None
    """Before which bar something changed; 2.5 is the middle of the third bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One pattern in one period: what was looked for, whether it is seen, and what that rests on."""

    id: str
    about: str = ""
    """The activity, the medicine or the therapy it is about; empty where there is only one of its kind."""
    strength: Strength | None = None
    """Of the medicine of which it tells relief, where another one of the journal is called the same."""
    state: State
    measures: Mapping[str, Measure] = field(default_factory=lambda: NOTHING)
    p: float | None = None
    """Before the others of its family are taken into account: two-sided, unless its pattern says otherwise.

    None for facts.
    """
    other_p: tuple[float, ...] = ()
    """Of other ways in which the same was looked for: they count among the family's p-values."""
    needs: tuple[Need, ...] = ()
    rests_on: tuple[EntryKey, ...] = ()
    """The entries it rests on, oldest first: exactly these are shown on the timeline."""
    bars: Bars | None = None
    family: Family = Family.FACT
    caveats: frozenset[Caveat] = field(default_factory=frozenset)
    effect_is_there: bool = False
    """Whether everything but the test holds: the figure is large enough."""

    @property
    def name(self) -> tuple[str, str]:
        """What it is called among all findings, whatever the period: its id and what it is about.

        A medicine can be changed several times: each change is called by its day as well.
        """
        on = str(self.measures.get("on") or "") if self.id == "medicine-change" else ""
        strength = f"{self.strength.value} {self.strength.unit}" if self.strength is not None else ""
        return self.id, " ".join(part for part in (self.about, strength, on) if part)

    @property
    def is_about_medicines(self) -> bool:
        """Tell whether it closes with the line about not changing a medicine because of it."""
        return self.id in ABOUT_MEDICINES

    @property
    def is_fact(self) -> bool:
        """Tell whether it only counts and tests nothing."""
        return self.family is Family.FACT

    @property
    def progress(self) -> float:
        """How far the condition that lacks most is met, 0 to 1."""
        return min((need.has / need.minimum for need in self.needs if need.minimum), default=1.0)

    @property
    def lacking(self) -> tuple[Need, ...]:
        """The conditions that are not met."""
        return tuple(need for need in self.needs if not need.is_met)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything that was looked for in one period."""

    begin: date
    until: date
    """Both inclusive, in the patient's local days."""
    days: int
    days_with_entries: int
    patterns: tuple[Finding, ...]

    def of(self, pattern: str, about: str = "") -> Finding | None:
        """Return the finding of that id, the first where several have it and `about` is not given."""
        named = (finding for finding in self.patterns if finding.id == pattern)
        return next((finding for finding in named if not about or finding.about == about), None)

    @property
    def was_asked(self) -> bool:
        """Tell whether there were entries enough to test anything."""
        return any(not one.is_fact and one.state is not State.NOT_ENOUGH for one in self.patterns)

    @property
    def has_answers(self) -> bool:
        """Tell whether anything is seen that was tested, not only counted."""
        return any(not one.is_fact and one.state is State.SEEN for one in self.patterns)

    def in_state(self, state: State) -> tuple[Finding, ...]:
        """Return the findings in that state."""
        return tuple(finding for finding in self.patterns if finding.state is state)


ABOUT_MEDICINES = frozenset(
    {"end-of-dose", "by-the-clock", "round-the-clock", "rising-together", "relief", "over-plan"}
)
"""Patterns that close with the fixed line about not changing a medicine because of the page."""
