"""The appointment page as a value: everything it says and shows, in words and figures, before any layout.

`painlog.report.compose` makes it from a record; the layout, the plain text and the HTML form all read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from painlog.patterns.compared import Trend
from painlog.patterns.timeline import Timeline


class Paper(StrEnum):
    """The sizes of paper that the page is laid out for."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in mm."""
        return (210.0, 297.0) if self is Paper.A4 else (215.9, 279.4)


class Part(StrEnum):
    """What the patient can take off the page or put on it."""

    NAME = "name"
    DAY_BY_DAY = "day by day"
    TRIGGERS = "triggers"
    AS_NEEDED = "as-needed medicine"
    DISCUSS = "worth discussing"
    QUESTIONS = "questions"


EVERY_PART = frozenset(Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """How the patient wants the page."""

    paper: Paper = Paper.A4
    grey: bool = False
    parts: frozenset[Part] = EVERY_PART
    ticked: tuple[tuple[str, str], ...] | None = None
    """The names of the findings to discuss; None takes those that are seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One of the five figures at the head of the page."""

    label: str
    value: str
    spread: str
    """What the value means and how it varies: "half lasted 37 - 62 min"."""
    interval: str = ""
    trend: Trend = Trend.NOT_KNOWN
    before: str = ""
    """What it was in the period before, or that nothing changed clearly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The places where it hurt most often, beside the figures; drawn where the drawing has one of them."""

    label: str
    said: tuple[str, ...]
    """The places by name, most frequent first, with the share of the flare-ups that had them."""
    of: str = ""
    """Of how many flare-ups these are shares; empty where all say where."""
    regions: tuple[str, ...]
    """The places that are drawn, as the journal names them; empty where all are the person's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One trigger: how often it was named, and out of how many times it was done."""

    label: str
    count: int
    said: str = ""
    """The figures beside it, which the line below all bars explains."""
    in_full: str = ""
    """The same where no such line stands below."""
    stands_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Triggers, most frequent first, with a line that says what is told beside each count."""

    bars: tuple[Bar, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Facts in two columns: what, and how much."""

    pairs: tuple[tuple[str, str], ...]
    in_full: tuple[tuple[str, str], ...]
    """The same for the list and for the page in words, which have room for every medicine."""
    shorter: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the first of a pair: what stands there with little room, ever shorter, rather than cut."""
    whole: str = ""
    """What no full page cuts off: the first of a pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something worth discussing, with the counts it rests on."""

    headline: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What is worth discussing, at most four."""

    claims: tuple[Claim, ...]
    note: str = ""
    """The fixed line that closes findings about medicines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What the patient wants to ask."""

    questions: tuple[str, ...]


Body: TypeAlias = Bars | Pairs | Claims | Questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page that is told in words."""

    part: Part
    title: str
    body: Body | None = None
    instead: str = ""
    """The line that stands there when there are not enough entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A medicine as it is named beside its lane."""

    name: str
    plan: str
    taken: str = ""
    """How often, for those who read the page without seeing it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One week or month of the period in figures, for those who read the page without seeing it."""

    days: str
    flare_ups: int
    worst: str
    doses: int
    missing: int
    """Days without an entry on pain or medicine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """What both charts show, and the words around them."""

    timeline: Timeline
    begin: date
    until: date
    """The last day, inclusive."""
    title: str
    days_title: str
    weeks_title: str
    """Stands in place of `days_title` where a row is one week or several."""
    instead: str = ""
    """The line that stands in place of the charts when nothing is written down."""
    lanes: tuple[Lane, ...] = ()
    done: tuple[tuple[str, str], ...] = ()
    """What was done, most often first, and how often; for those who do not see the marks."""
    from_before: int = 0
    running: int = 0
    """How many flare-ups went on from before the first day, and how many go on at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The whole page."""

    title: str
    author: str
    who: str
    """Name, birth date, and the appointment it is prepared for."""
    period: str
    completeness: str
    figures: tuple[Figure, ...]
    where: Where | None = None
    """None where no place was noted."""
    charts: Charts
    sections: tuple[Section, ...]
    footer: str
    page_number: str
    stretches: tuple[Stretch, ...] = ()
    as_of: datetime
    """When the last entry was written of: the page is the same as long as the journal is."""
    choices: Choices = field(default_factory=Choices)

    def shows(self, part: Part) -> bool:
        """Tell whether the patient wants `part` on the page."""
        return part in self.choices.parts
