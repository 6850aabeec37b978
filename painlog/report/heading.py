"""The head of the page (who, which days, how complete), its five figures, and its foot."""

from collections.abc import Sequence

from painlog.patterns.compared import Trend
from painlog.report import lettering
from painlog.report.lettering import FIGURE, LABEL, PERIOD, SMALL, TITLE, Style
from painlog.report.marks import (
    DOWN,
    UP,
    Area,
    Block,
    Box,
    Figures,
    Line,
    Mark,
    Rect,
    Shape,
    Text,
    set_lines,
)
from painlog.report.page import Figure, Page, Where

_WHO = Style(8.5)
_BETWEEN = 6.0
"""Millimetres kept free between what stands left and what stands right on one line."""
_PADDING = 2.1
_GUTTER = 2.4
_WHERE = 30.0
"""Millimetres for where it hurt, beside the figures; its least height, and that of the body in it."""
_LEAST_WHERE, _LEAST_BODY = 27.0, 11.0
_ROUNDED = 0.01
"""So little is not missing for one line more."""


def head(page: Page, area: Area) -> Block:
    """Return the head of the page."""
    return head_of(page.title, page.period, page.who, page.completeness, area)


def head_of(title: str, period: str, who: str, completeness: str, area: Area) -> Block:
    """Return the title with the period, who it is about with how complete it is, and the rule below."""
    x, y, width = area
    marks: list[Mark] = []
    bottom = _across(marks, (title, TITLE, "ink"), (period, PERIOD, "ink"), (x, y, width))
    whole = lettering.width(who, _WHO) + lettering.width(completeness, _WHO) + _BETWEEN
    if whole <= width:
        left, right = (who, _WHO, "muted"), (completeness, _WHO, "muted")
        bottom = _across(marks, left, right, (x, bottom + 1.0, width))
    else:
        for said in (who, completeness):
            bottom = set_lines(marks, said, (_WHO, "muted"), (x, bottom + 0.6, width))
    rule = bottom + 2.0
    marks.append(Line(x, rule, x + width, rule, "ink", 0.5))
    return Block("head", Rect(x, y, width, rule + 0.25 - y), tuple(marks))


def figures(page: Page, x: float, y: float, width: float) -> list[Block]:
    """Return the five figures, side by side and equally high, and at their right where it hurt."""
    cell = _WHERE + _GUTTER if page.where is not None else 0.0
    each = (width - cell - _GUTTER * (len(page.figures) - 1)) / max(1, len(page.figures))
    lefts = [x + at * (each + _GUTTER) for at in range(len(page.figures))]
    labels = [*(figure.label for figure in page.figures), *([page.where.label] if page.where else [])]
    label = _label_for(labels, min(each, _WHERE) - 2 * _PADDING)
    told = [_figure(figure, (left, y, each), label) for figure, left in zip(page.figures, lefts, strict=True)]
    height = max((bottom for _, bottom in told), default=y) + _PADDING - y
    if page.where is not None:
        least = _LEAST_WHERE if page.where.regions else _LEAST_WHERE - _LEAST_BODY
        height = max(height, least + _more_height(page.where))
    blocks = [
        Block(f"figure {at + 1}", rect, (Box(rect, "band", radius=1.6), *marks))
        for at, (left, (marks, _)) in enumerate(zip(lefts, told, strict=True))
        for rect in [Rect(left, y, each, height)]
    ]
    if page.where is None:
        return blocks
    return [*blocks, _where(page.where, Rect(x + width - _WHERE, y, _WHERE, height), label)]


def _label_for(labels: Sequence[str], room: float) -> Style:
    """Return the one size in which all labels fit: tiles beside one another are set alike."""
    return min((lettering.fitting(said, LABEL, room) for said in labels), key=lambda style: style.points)


def _of_height(where: Where) -> float:
    return lettering.line_height(SMALL) if where.of else 0.0


def _more_height(where: Where) -> float:
    """Return what the tile needs beyond two lines: for how many tell it, and a second line for each name."""
    needed = sum(_lines_of(where, _WHERE - 2 * _PADDING, 2 * len(where.said)))
    return _of_height(where) + lettering.line_height(SMALL) * max(0, needed - 2)


def _lines_of(where: Where, room: float, most: int) -> list[int]:
    """Return in how many lines each name is set, of `most` for all; none has less than one."""
    spare, lines = most - len(where.said), []
    for said in where.said:
        lines.append(len(lettering.wrapped(said, SMALL, room, 1 + max(0, spare))))
        spare -= lines[-1] - 1
    return lines


def _where(where: Where, rect: Rect, label: Style) -> Block:
    """Return the body with its marked places, if any, over their names, which give way to the drawing."""
    x, room = rect.x + _PADDING, rect.width - 2 * _PADDING
    marks: list[Mark] = [Box(rect, "band", radius=1.6)]
    top = set_lines(marks, where.label, (label, "muted"), (x, rect.y + _PADDING, room), 1) + 0.6
    step = lettering.line_height(SMALL)
    bottom = rect.bottom - _PADDING - _of_height(where)
    least = _LEAST_BODY if where.regions else 0.0
    lines = _lines_of(where, room, int((bottom - top - least) / step + _ROUNDED))
    y = top
    if where.regions:
        y = bottom - sum(lines) * step
        marks.append(Figures(Rect(x, top, room, y - 0.6 - top), where.regions))
    for said, most in zip(where.said, lines, strict=True):
        y = set_lines(marks, said, (SMALL, "ink"), (x, y, room), most)
    set_lines(marks, where.of, (lettering.fitting(where.of, SMALL, room), "muted"), (x, y, room), 1)
    return Block("where it hurt", rect, tuple(marks))


def foot(said: str, page_number: str, x: float, bottom: float, width: float) -> Block:
    """Return the foot, whose last line ends at `bottom`: what the page is, and which page."""
    number = lettering.width(page_number, SMALL)
    room = width - number - _BETWEEN
    lines = max(1, len(lettering.wrapped(said, SMALL, room, 3)))
    top = bottom - lettering.line_height(SMALL) * lines - 2.0
    marks: list[Mark] = [Line(x, top, x + width, top, "edge", 0.18)]
    set_lines(marks, said, (SMALL, "muted"), (x, top + 2.0, room))
    set_lines(marks, page_number, (SMALL, "muted"), (x + width - number, top + 2.0, number + 1), 1)
    return Block("foot", Rect(x, top, width, bottom + 0.8 - top), tuple(marks))


def _across(
    marks: list[Mark],
    left: tuple[str, Style, str],
    right: tuple[str, Style, str],
    area: Area,
) -> float:
    """Set two texts on one line, the left one in as many lines as it needs; return where they end.

    The right one has what the left one leaves, and at least half.
    """
    (said, style, ink), (other, other_style, other_ink) = left, right
    x, y, width = area
    room = max(width * 0.5, width - lettering.width(said, style) - _BETWEEN)
    other_style = lettering.fitting(other, other_style, room)
    taken = min(room, lettering.width(other, other_style))
    end = set_lines(marks, said, (style, ink), (x, y, width - taken - _BETWEEN))
    if other:
        shown = lettering.shortened(other, other_style, taken + 0.1)
        marks.append(Text(x + width - taken, y + lettering.ascent(style), shown, other_style, other_ink))
    return max(end, y + lettering.line_height(style))


def _figure(figure: Figure, area: Area, label: Style) -> tuple[list[Mark], float]:
    x, room = area[0] + _PADDING, area[2] - 2 * _PADDING
    marks: list[Mark] = []
    y = set_lines(marks, figure.label, (label, "muted"), (x, area[1] + _PADDING, room))
    size = lettering.fitting(figure.value, FIGURE, room, 9)
    smaller_by = lettering.ascent(FIGURE) - lettering.ascent(size)  # it stands on the line of the others
    end = set_lines(marks, figure.value, (size, "ink"), (x, y + smaller_by, room))
    y = max(end, y + lettering.line_height(FIGURE))
    y = set_lines(marks, figure.spread, (SMALL, "ink"), (x, y + 0.3, room))
    y = set_lines(marks, figure.interval, (SMALL, "muted"), (x, y, room))
    return marks, _trend(marks, figure, (x, y + 0.3, room))


def _trend(marks: list[Mark], figure: Figure, area: Area) -> float:
    x, y, room = area
    step = lettering.line_height(SMALL)
    if figure.trend in (Trend.LESS, Trend.MORE):
        corners = UP if figure.trend is Trend.MORE else DOWN
        marks.append(Shape(Rect(x, y + step * 0.24, 2.0, 1.8), corners, "ink"))
    elif figure.trend is Trend.SAME:
        middle = y + step * 0.56
        marks.append(Line(x, middle, x + 1.8, middle, "muted", 0.25))
    indent = 0.0 if figure.trend is Trend.NOT_KNOWN else 2.9
    return set_lines(marks, figure.before, (SMALL, "muted"), (x + indent, y, room - indent))
