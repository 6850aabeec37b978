"""Where everything lies on the sheet: blocks that are measured first and placed then.

The head, the figures and the foot take what they need; the charts share what is left with the parts told in
words. Nothing is placed outside its block and no two blocks meet: tests/report/test_layout.py proves it for
light and heavy journals, short and long words, one week and ten years, on both papers.
"""

from painlog.report import lettering
from painlog.report.column import columns
from painlog.report.heading import figures, foot, head
from painlog.report.lettering import HEADING, SMALL, Style
from painlog.report.marks import Area, Block, Box, Chart, Mark, Rect, Sheet, Text, set_lines
from painlog.report.page import Page, Part

MARGIN = 14.0
TOP = 13.0
BOTTOM = 10.0
"""Millimetres kept free at the edges of the sheet; most printers can't reach the outer 4 to 6."""

_GAP = 4.5
_COLUMN = 0.38
"""The share of the width that the parts told in words have beside the days."""
_GUTTER = 6.0
_PAIN, _LANE, _AXIS = 34.0, 7.4, 6.5
_LOWEST_PAIN, _LOWEST_LANE = 24.0, 5.4
_LOWER_PART = 112.0
"""Millimetres that the days and the parts beside them have at least."""
_ROW = 5.0
"""No row of a day is higher than this, in mm."""
_DAYS_AROUND = 12.0
"""Millimetres above and below the rows of days: the hours and the key."""


def lay_out(page: Page) -> Sheet:
    """Return the page on its paper."""
    width, height = page.choices.paper.size
    room = width - 2 * MARGIN
    top = head(page, MARGIN, TOP, room)
    bottom = foot(page.footer, page.page_number, MARGIN, height - BOTTOM, room)
    told = figures(page, MARGIN, top.rect.bottom + 3.2, room)
    y = max((block.rect.bottom for block in told), default=top.rect.bottom) + _GAP
    area = Rect(MARGIN, y, room, bottom.rect.y - 3.0 - y)
    return Sheet(width, height, (top, *told, *_middle(page, area), bottom))


def _middle(page: Page, area: Rect) -> list[Block]:
    """Return the charts and the parts told in words, in the order in which they are read."""
    above = _timeline(page, area)
    rest = Rect(area.x, above.rect.bottom + _GAP, area.width, area.bottom - above.rect.bottom - _GAP)
    if not page.shows(Part.DAY_BY_DAY):
        each = (rest.width - _GUTTER) / 2
        halves = [Rect(x, rest.y, each, rest.height) for x in (rest.x, rest.x + each + _GUTTER)]
        return [above, *columns(page.sections, halves)]
    beside = rest.width * _COLUMN if page.sections else -_GUTTER
    days = Rect(rest.x, rest.y, rest.width - beside - _GUTTER, rest.height)
    column = Rect(days.right + _GUTTER, rest.y, beside, rest.height)
    return [above, _days(page, days), *(columns(page.sections, [column]) if page.sections else ())]


def _timeline(page: Page, area: Rect) -> Block:
    marks: list[Mark] = []
    y = _title(marks, page.charts.title, page.charts.aside, area)
    if page.charts.instead:
        y = _instead(marks, page.charts.instead, (area.x, y, area.width))
        return Block("timeline", Rect(area.x, area.y, area.width, y - area.y), tuple(marks))
    height = _timeline_height(page, area.bottom - y - _GAP)
    marks.append(Chart(Rect(area.x, y, area.width, height), "timeline"))
    return Block("timeline", Rect(area.x, area.y, area.width, y + height - area.y), tuple(marks))


def _timeline_height(page: Page, room: float) -> float:
    """Return the height of pain and lanes: what they like to have, or what the days below leave them."""
    lanes = len(page.charts.lanes)
    liked = _PAIN + _LANE * lanes + _AXIS
    if not page.shows(Part.DAY_BY_DAY):
        liked += _PAIN
    least = _LOWEST_PAIN + _LOWEST_LANE * lanes + _AXIS
    return max(least, min(liked, room - _LOWER_PART))


def _days(page: Page, area: Rect) -> Block:
    marks: list[Mark] = []
    y = _title(marks, page.charts.days_title, page.charts.days_aside, area)
    if page.charts.instead:
        y = _instead(marks, page.charts.instead, (area.x, y, area.width))
        return Block("day by day", Rect(area.x, area.y, area.width, y - area.y), tuple(marks))
    rows = (page.charts.until - page.charts.begin).days + 1
    height = min(area.bottom - y, rows * _ROW + _DAYS_AROUND)
    marks.append(Chart(Rect(area.x, y, area.width, height), "day by day"))
    return Block("day by day", Rect(area.x, area.y, area.width, y + height - area.y), tuple(marks))


def _title(marks: list[Mark], title: str, aside: str, area: Rect) -> float:
    """Set a heading with what explains the chart at its right, or below where it is too long for that."""
    heading = lettering.fitting(title, HEADING, area.width)
    y = set_lines(marks, title, (heading, "ink"), (area.x, area.y, area.width), 2)
    beside = area.width - lettering.width(title, heading) - 4
    taken = lettering.width(aside, SMALL)
    if taken <= beside:
        lower = area.y + lettering.ascent(heading)
        marks.append(Text(area.right - taken, lower, aside, SMALL, "muted"))
        return y + 1.0
    return set_lines(marks, aside, (SMALL, "muted"), (area.x, y, area.width), 2) + 1.0


def _instead(marks: list[Mark], said: str, area: Area) -> float:
    """Set the line that stands where a chart would be, in a pale frame of some height."""
    x, y, width = area
    frame = Rect(x, y, width, 20.0)
    marks.append(Box(frame, "line", filled=False, radius=1.6))
    set_lines(marks, said, (Style(8), "muted"), (x + 4, y + 7.5, width - 8), 2)
    return frame.bottom
