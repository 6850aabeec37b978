"""The parts that are told in words: they share a column, and give way to one another when it is full.

A column is first set with everything in it. While it does not fit, it is set again a little tighter: smaller
type, fewer lines, then fewer rows, each of which is counted in a line that says so. What is free then takes
back what of that still fits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from PySide6.QtCore import QCoreApplication

from painlog.report import lettering
from painlog.report.lettering import HEADING, SMALLEST, Style
from painlog.report.marks import Area, Block, Box, Line, Mark, Rect, set_lines
from painlog.report.page import Bar, Bars, Body, Claims, Pairs, Part, Questions, Section
from painlog.words.language import filled

Row = TypeVar("Row")

translate = QCoreApplication.translate


_RULE = 7.0
"""Millimetres between two lines to write on."""


@dataclass(frozen=True, slots=True)
class Squeeze:
    """How tightly a column is set."""

    points: float = 8.0
    gap: float = 5.0
    """Millimetres between two parts."""
    bars: int = 6
    lines: int = 6
    """The most lines of one sentence."""
    question_lines: int = 6
    questions: int = 12
    answer: float = 7.0
    """Millimetres to write an answer under each question."""
    headline: int = 2
    """The most lines of a finding's headline."""
    heading: float = HEADING.points
    claims: int = 4
    """A doctor has one minute."""
    notes: float = _RULE * 0.8
    """Millimetres to write on below the questions, unless one of them is whole without."""
    whole: int = 0
    """So many of the questions, the first ones, have as many lines as it takes."""

    @property
    def body(self) -> Style:
        """The type of what is told."""
        return Style(self.points)

    @property
    def strong(self) -> Style:
        """The type of what stands out."""
        return Style(self.points, 600)

    @property
    def small(self) -> Style:
        """The type of what explains."""
        return Style(max(SMALLEST, self.points - 1))


STEPS = (
    Squeeze(),
    Squeeze(lines=4, answer=5.5, gap=4.5),
    Squeeze(lines=4, answer=0, gap=4.5),
    Squeeze(7.5, 4.0, 6, 4, 5, 12, 0),
    Squeeze(7.5, 3.5, 5, 3, 4, 12, 0),
    Squeeze(7.0, 3.0, 4, 3, 3, 12, 0),
    Squeeze(7.0, 2.6, 3, 3, 3, 12, 0, 2, 10),
    Squeeze(6.5, 2.4, 3, 3, 2, 12, 0, 2, 10),
    Squeeze(6.5, 2.2, 3, 2, 2, 12, 0, 2, 9.5),
    Squeeze(6.5, 2.0, 3, 2, 2, 12, 0, 2, 9.5, 3),
    Squeeze(6.5, 1.8, 2, 1, 2, 12, 0, 2, 9, 3),
    Squeeze(6.5, 1.6, 2, 1, 2, 12, 0, 2, 9, 2),
    Squeeze(6.5, 1.4, 2, 1, 2, 12, 0, 1, 8.5, 1),
    Squeeze(6.5, 1.4, 2, 1, 2, 8, 0, 1, 8.5, 1),
    Squeeze(6.5, 1.2, 2, 1, 2, 5, 0, 1, 8, 1),
    Squeeze(6.5, 1.2, 2, 1, 2, 2, 0, 1, 8, 1),
    Squeeze(6.5, 1.0, 1, 1, 1, 1, 0, 1, 7, 1),
)
"""From roomy to tight; the last one fits on any sheet that the page is laid out for.

What the patient wrote down to ask gives way last, after findings and triggers.
"""

_TAKEN_BACK = ("questions", "bars", "claims", "question_lines", "headline", "lines")
"""What is set as in the step before where there is room for it, what matters most first."""

EASY = 4
"""Up to this step everything is said in full, or nearly so."""
_TICK = 2.6
_A_LONG_QUESTION = 60
"""Letters: about two lines of a column, which no page cuts."""
_WHOLE = 1000
"""Lines: as many as it takes. What nobody may miss is never cut; the rest gives way."""


def columns(sections: Sequence[Section], areas: Sequence[Rect]) -> tuple[list[Block], int]:
    """Return the sections as blocks in the columns `areas`, filled one after the other, and how tight it is.

    Tightness counts from 0, and is more than EASY where texts had to be shortened.
    """
    roomy = _set_in(sections, areas, STEPS[0])
    if roomy is not None:
        return roomy, 0
    loose, tight = 0, len(STEPS) - 1
    found = _set_in(sections, areas, STEPS[tight])
    while tight - loose > 1:
        middle = (loose + tight) // 2
        done = _set_in(sections, areas, STEPS[middle])
        loose, tight, found = (middle, tight, found) if done is None else (loose, middle, done)
    if found is None:
        raise AssertionError("a column that is tighter than any sheet")
    return found, tight


def eased(sections: Sequence[Section], areas: Sequence[Rect], found: list[Block], tight: int) -> list[Block]:
    """Return what `columns` gave with as much as fits of what the step before, which did not, would show.

    Each try costs as much as setting it once, so only what was shortened is looked at again.
    """
    now = STEPS[tight]
    if tight > EASY:
        now, found = _taken_back(sections, areas, found, (now, STEPS[tight - 1]), _TAKEN_BACK)
    long = [asked for asked in _asked(sections)[: now.questions] if len(asked) > _A_LONG_QUESTION]
    return _told_whole(sections, areas, found, now, tight) if long else found


def _taken_back(
    sections: Sequence[Section],
    areas: Sequence[Rect],
    found: list[Block],
    steps: tuple[Squeeze, Squeeze],
    order: Sequence[str],
) -> tuple[Squeeze, list[Block]]:
    """Return a step and what is set so, with as much as fits of what the roomier one of `steps` has."""
    now, before = steps
    for what in order:
        for most in range(getattr(before, what), getattr(now, what), -1):
            tried = replace(now, **{what: most})
            if (done := _set_in(sections, areas, tried)) is not None:
                now, found = tried, done
                break
    return now, found


def _told_whole(
    sections: Sequence[Section], areas: Sequence[Rect], found: list[Block], now: Squeeze, tight: int
) -> list[Block]:
    """Return what was found with as many questions whole as fit, from the first on, then more of the others.

    Half a question helps nobody, and a line to write on is found beside the page as well: it gives way, and
    so do findings and triggers where that is enough for all of them.
    """
    count = len(_asked(sections)[: now.questions])
    if (done := _set_in(sections, areas, replace(now, whole=count))) is not None:
        return done
    now = replace(now, notes=0.0)
    for place, step in enumerate((now, *STEPS[tight + 1 :]), start=tight):
        tried = replace(step, whole=count, notes=0.0)
        if step.questions >= count and (done := _set_in(sections, areas, tried)) is not None:
            back = reversed(_TAKEN_BACK) if place > tight else ()  # a sentence that is cut first
            return _taken_back(sections, areas, done, (tried, now), tuple(back))[1]
    fits, too_many = 0, count
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        done = _set_in(sections, areas, replace(now, whole=middle))
        found, fits, too_many = (found, fits, middle) if done is None else (done, middle, too_many)
    for lines in range(STEPS[0].question_lines, now.question_lines, -1) if fits < count else ():
        done = _set_in(sections, areas, replace(now, whole=fits, question_lines=lines))
        if done is not None:
            return done
    return found


def _asked(sections: Sequence[Section]) -> tuple[str, ...]:
    bodies = (section.body for section in sections if isinstance(section.body, Questions))
    return next((body.questions for body in bodies), ())


def _set_in(sections: Sequence[Section], areas: Sequence[Rect], squeeze: Squeeze) -> list[Block] | None:
    """Return the blocks, or None where they do not fit."""
    done: list[Block] = []
    at, y = 0, areas[0].y
    for section in sections:
        block = _block(section, areas[at], y, squeeze)
        while block.rect.bottom > areas[at].bottom:
            at += 1
            if at == len(areas):
                return None
            block = _block(section, areas[at], areas[at].y, squeeze)
        if section.part is Part.QUESTIONS:
            block = _with_room_to_write(block, areas[at].bottom)
        done.append(block)
        y = block.rect.bottom + squeeze.gap
    return done


def _block(section: Section, area: Rect, top: float, squeeze: Squeeze) -> Block:
    marks: list[Mark] = []
    heading = lettering.fitting(section.title, Style(squeeze.heading, HEADING.weight), area.width)
    y = set_lines(marks, section.title, (heading, "ink"), (area.x, top, area.width), 2) + 1.0
    if section.instead or section.body is None:
        y = set_lines(marks, section.instead, (squeeze.body, "muted"), (area.x, y, area.width), 4)
    else:
        y = _told(marks, section.body, (area.x, y, area.width), squeeze)
    return Block(section.part.value, Rect(area.x, top, area.width, y - top), tuple(marks))


def _told(marks: list[Mark], body: Body, area: Area, squeeze: Squeeze) -> float:
    match body:
        case Bars():
            return _bars(marks, body, area, squeeze)
        case Pairs():
            return _pairs(marks, body, area, squeeze)
        case Claims():
            return _claims(marks, body, area, squeeze)
        case Questions():
            return _questions(marks, body, area, squeeze)


def _bars(marks: list[Mark], body: Bars, area: Area, squeeze: Squeeze) -> float:
    x, y, width = area
    shown, hidden = _most(body.bars, squeeze.bars)
    longest = max((bar.count for bar in shown), default=1) or 1
    label = min(width * 0.42, max((lettering.width(bar.label, squeeze.body) for bar in shown), default=0) + 2)
    said = max((lettering.width(bar.said, squeeze.small) for bar in shown), default=0)
    numbers = max((lettering.width(str(bar.count), squeeze.strong) for bar in shown), default=0) + 1.2
    scale = max(2.0, width - label - said - numbers - 2) / longest
    for bar in shown:
        y = _bar(marks, bar, (x, y, width), (label, scale), squeeze)
    y = _and_more(marks, hidden, (x, y, width), squeeze)
    right = translate("Page", "right: %1", "what the figures right of the bars tell")
    note = filled(right, body.note) if body.note and any(bar.said for bar in shown) else ""
    return set_lines(marks, note, (squeeze.small, "muted"), (x, y + 0.4, width), 2)


def _bar(marks: list[Mark], bar: Bar, area: Area, across: tuple[float, float], squeeze: Squeeze) -> float:
    """Set one row: its label in up to two lines, the bar with its count, and what is said of it."""
    x, y, width = area
    label, scale = across
    step = lettering.line_height(squeeze.body)
    end = set_lines(marks, bar.label, (squeeze.body, "ink"), (x, y, label - 1), 2)
    length = max(0.4, bar.count * scale)
    box = Rect(x + label, y + step * 0.14, length, step * 0.8)
    marks.append(Box(box, "edge" if bar.stands_back else "pain", hatched=bar.stands_back))
    set_lines(marks, str(bar.count), (squeeze.strong, "ink"), (box.right + 1, y, width), 1)
    taken = lettering.width(bar.said, squeeze.small)
    lower = lettering.ascent(squeeze.body) - lettering.ascent(squeeze.small)
    set_lines(marks, bar.said, (squeeze.small, "muted"), (x + width - taken, y + lower, taken + 0.2), 1)
    return max(end, y + step) + 0.5


def _pairs(marks: list[Mark], body: Pairs, area: Area, squeeze: Squeeze) -> float:
    x, y, width = area
    widest = max((lettering.width(what, squeeze.body) for what, _ in body.pairs), default=0)
    label = min(width * 0.42, widest + 3)
    for what, said in body.pairs:
        lines = _WHOLE if what == body.whole else squeeze.lines
        left = set_lines(marks, what, (squeeze.body, "muted"), (x, y, label - 1.5), lines)
        told = _that_fits((said, *body.shorter.get(what, ())), squeeze.body, width - label, lines)
        right = set_lines(marks, told, (squeeze.body, "ink"), (x + label, y, width - label), lines)
        y = max(left, right) + 0.4
    return y


def _that_fits(said: Sequence[str], style: Style, width: float, lines: int) -> str:
    """Return the first text that is whole in so many lines, or the last."""
    whole = (one for one in said[:-1] if len(lettering.wrapped(one, style, width)) <= lines)
    return next(whole, said[-1])


def _claims(marks: list[Mark], body: Claims, area: Area, squeeze: Squeeze) -> float:
    x, y, width = area
    shown, hidden = _most(body.claims, squeeze.claims)
    for claim in shown:
        top = y
        y = set_lines(
            marks, claim.headline, (squeeze.strong, "ink"), (x + 2.6, y, width - 2.6), squeeze.headline
        )
        y = set_lines(
            marks, claim.sentence, (squeeze.small, "muted"), (x + 2.6, y, width - 2.6), squeeze.lines
        )
        marks.append(Box(Rect(x, top + 0.2, 0.9, y - top - 0.4), "pain"))
        y += 0.9 if squeeze.points < STEPS[0].points else 1.4
    y = _and_more(marks, hidden, (x, y, width), squeeze)
    return set_lines(marks, body.note, (squeeze.small, "muted"), (x, y, width), _WHOLE)


def _questions(marks: list[Mark], body: Questions, area: Area, squeeze: Squeeze) -> float:
    x, y, width = area
    shown, hidden = _most(body.questions, squeeze.questions)
    indent = _TICK + 2.0
    for place, question in enumerate(shown):
        step = lettering.line_height(squeeze.body)
        marks.append(Box(Rect(x, y + step * 0.5 - _TICK / 2, _TICK, _TICK), "ink", filled=False))
        most = _WHOLE if place < squeeze.whole else squeeze.question_lines
        beside = (x + indent, y, width - indent)
        y = set_lines(marks, question, (squeeze.body, "ink"), beside, most) + 0.6
        if squeeze.answer:
            y += squeeze.answer
            marks.append(Line(x + indent, y, x + width, y, "edge"))
            y += 1.0
    y = _and_more(marks, hidden, (x + indent, y, width - indent), squeeze)
    if squeeze.notes:
        y += squeeze.notes
        marks.append(Line(x, y, x + width, y, "edge"))
    return y + 0.2


def _with_room_to_write(block: Block, bottom: float) -> Block:
    """Return the block with lines to write on down to the column's end."""
    more = int((bottom - block.rect.bottom) / _RULE)
    at = [block.rect.bottom - 0.2 + _RULE * (count + 1) for count in range(more)]
    rules = tuple(Line(block.rect.x, y, block.rect.right, y, "edge") for y in at)
    height = (at[-1] + 0.2 if at else block.rect.bottom) - block.rect.y
    return Block(
        block.name, Rect(block.rect.x, block.rect.y, block.rect.width, height), (*block.marks, *rules)
    )


def _most(rows: tuple[Row, ...], most: int) -> tuple[tuple[Row, ...], int]:
    """Return the rows that are shown, and how many are not. One that stands back comes after another."""
    if len(rows) <= most:
        return rows, 0
    last = rows[-1]
    kept = (last,) if most > 1 and isinstance(last, Bar) and last.stands_back else ()
    return (*rows[: most - len(kept)], *kept), len(rows) - most


def _and_more(marks: list[Mark], hidden: int, area: Area, squeeze: Squeeze) -> float:
    if not hidden:
        return area[1]
    said = translate("Page", "and %n more, in the full list", "", hidden)
    return set_lines(marks, said, (squeeze.small, "muted"), area, 2)
