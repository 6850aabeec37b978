"""The list on paper: rows that break over sheets, with the headings repeated and every sheet numbered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from painlog.report import lettering
from painlog.report.heading import foot, head_of
from painlog.report.layout import BOTTOM, MARGIN, TOP
from painlog.report.lettering import BODY, HEADING, LABEL, SMALL, SMALL_STRONG, STRONG, Style
from painlog.report.listing import Day, Listing, Matter, Row
from painlog.report.marks import Block, Line, Mark, Rect, Sheet, Text
from painlog.words import amounts
from painlog.words.language import filled

translate = QCoreApplication.translate

_COLUMNS = (0.0, 0.17, 0.47)
"""Where the columns begin, as shares of the width."""
_LABEL = 0.3
"""Where the said begins in the matters."""
_LEFT = 3.0
"""Millimetres between a column and the next."""
_APART = 1.1
_REPEATED = 20.0
"""Millimetres that repeated headings take at most."""
_TOGETHER = 6
"""A row of no more lines is kept on one sheet."""


@dataclass(frozen=True, slots=True)
class _Strip:
    """One line across the sheet, which can't be divided: texts with their left edge, style and ink."""

    texts: tuple[tuple[float, str, Style, str], ...]
    height: float
    rule: bool = False
    """A hairline above it."""
    together: int = 0
    """So many strips after this one have to be on the same sheet."""
    day: str = ""
    """The day that is written again where a sheet begins within it."""
    is_titles: bool = False
    """It names the columns."""
    is_day: bool = False
    """It is the day's own line."""


def set_table(listing: Listing) -> tuple[Sheet, ...]:
    """Return the sheets of the list."""
    width, height = listing.choices.paper.size
    room = width - 2 * MARGIN
    first = head_of(listing.title, listing.period, listing.who, listing.completeness, (MARGIN, TOP, room))
    tail = _foot(listing, 1, 1, room, height)
    bodies = list(_bodies(_strips(listing, room), first.rect.bottom + 3, TOP, tail.rect.y - 3))
    sheets = []
    for at, strips in enumerate(bodies):
        top = first.rect.bottom + 3 if at == 0 else TOP
        blocks = [first] if at == 0 else []
        blocks += [_block(strips, at, top, room), _foot(listing, at + 1, len(bodies), room, height)]
        sheets.append(Sheet(width, height, tuple(blocks)))
    return tuple(sheets)


def _foot(listing: Listing, number: int, of: int, room: float, height: float) -> Block:
    page = filled(translate("Page", "page %1 of %2"), amounts.number(number), amounts.number(of))
    return foot(listing.footer, page, MARGIN, height - BOTTOM, room)


def _bodies(strips: Iterable[_Strip], first: float, top: float, bottom: float) -> Iterator[list[_Strip]]:
    """Share the strips out over sheets; a sheet that begins within the table repeats its headings."""
    waiting = list(strips)
    titles = next(strip for strip in waiting if strip.is_titles)
    room, used = bottom - first, 0.0
    sheet: list[_Strip] = []
    in_table = False
    for at, strip in enumerate(waiting):
        if sheet and used + min(_kept_together(waiting, at), bottom - top - _REPEATED) > room:
            yield sheet
            sheet = [titles] if in_table else []
            sheet += [_day_strip(_again(strip.day), "")] if strip.day and not strip.is_day else []
            used, room = sum(each.height for each in sheet), bottom - top
        in_table = in_table or strip.is_titles
        sheet.append(strip)
        used += strip.height
    yield sheet


def _kept_together(strips: list[_Strip], at: int) -> float:
    """Return the height of a strip with all that has to stay on its sheet."""
    last, each = at + strips[at].together, at
    while each < last:
        each += 1
        last = max(last, each + strips[each].together)
    return sum(strip.height for strip in strips[at : last + 1])


def _again(day: str) -> str:
    return filled(translate("Page", "%1 (continued)", "a day"), day)


def _block(strips: list[_Strip], number: int, top: float, room: float) -> Block:
    marks: list[Mark] = []
    y = top
    for strip in strips:
        if strip.rule:
            marks.append(Line(MARGIN, y, MARGIN + room, y, "line"))
        for x, said, style, ink in strip.texts:
            base = y + strip.height - lettering.line_height(style) + lettering.ascent(style)
            marks.append(Text(MARGIN + x, base, said, style, ink))
        y += strip.height
    return Block(f"list {number + 1}", Rect(MARGIN, top, room, y - top), tuple(marks))


def _strips(listing: Listing, room: float) -> Iterator[_Strip]:
    for matter in listing.matters:
        yield from _matter(matter, room)
    titles = zip(_COLUMNS, listing.columns, strict=True)
    yield _Strip(
        tuple((share * room, title, LABEL, "muted") for share, title in titles),
        lettering.line_height(LABEL) + 4.0,
        together=1,
        is_titles=True,
    )
    for day in listing.days:
        yield from _day(day, room)
    if not listing.days:
        yield _Strip(((0.0, listing.empty, BODY, "muted"),), lettering.line_height(BODY) + 1)


def _matter(matter: Matter, room: float) -> Iterator[_Strip]:
    yield _Strip(((0.0, matter.title, HEADING, "ink"),), lettering.line_height(HEADING) + 3.0, together=1)
    beside = _LABEL * room
    for label, said in matter.lines:
        short = len(label) <= 3
        at = 6.0 if short else beside
        left = lettering.wrapped(label, SMALL_STRONG, (at if not short else beside) - _LEFT)
        if not label:
            at = 0.0
        right = lettering.wrapped(said, SMALL, room - at)
        yield from _lines([(0.0, left, SMALL_STRONG, "ink"), (at, right, SMALL, "ink")], "")


def _day(day: Day, room: float) -> Iterator[_Strip]:
    yield _day_strip(day.day, day.day)
    for row in day.rows:
        yield from _row(row, day.day, room)


def _day_strip(said: str, day: str) -> _Strip:
    height = lettering.line_height(STRONG) + 2.2
    return _Strip(((0.0, said, STRONG, "ink"),), height, together=1, day=day, is_day=True)


def _row(row: Row, day: str, room: float) -> Iterator[_Strip]:
    lefts = [share * room for share in _COLUMNS]
    widths = [right - left - _LEFT for left, right in zip(lefts, [*lefts[1:], room + _LEFT], strict=True)]
    more = lettering.wrapped(row.more, SMALL, widths[2])
    more += [line for part in row.note.splitlines() for line in lettering.wrapped(part, SMALL, widths[2])]
    when = lettering.wrapped(row.when, SMALL, widths[0])
    what = lettering.wrapped(row.what, SMALL_STRONG, widths[1])
    columns = [
        (lefts[0], when, SMALL, "muted"),
        (lefts[1], what, SMALL_STRONG, "ink"),
        (lefts[2], more, SMALL, "ink"),
    ]
    yield from _lines(columns, day, rule=True)


def _lines(
    columns: list[tuple[float, list[str], Style, str]], day: str, *, rule: bool = False
) -> Iterator[_Strip]:
    """Give the lines of a row, one strip each; a short row stays on one sheet."""
    count = max(1, *(len(lines) for _, lines, _, _ in columns))
    for at in range(count):
        texts = tuple((x, lines[at], style, ink) for x, lines, style, ink in columns if at < len(lines))
        strip = _Strip(texts, lettering.line_height(SMALL), day=day)
        if at == 0:
            together = count - 1 if count <= _TOGETHER else 1
            strip = replace(strip, height=strip.height + _APART, rule=rule, together=together)
        yield strip
