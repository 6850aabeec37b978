"""Where everything lies on the sheet: blocks that are measured first and placed then.

The head, the figures and the foot take what they need; the charts share what is left with the parts told in
words. Nothing is placed outside its block and no two blocks meet: tests/report/test_layout.py proves it for
light and heavy journals, short and long words, one week and ten years, on both papers.
"""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from painlog.report import lettering
from painlog.report.charting import days_a_row, days_together, room_for_names
from painlog.report.column import EASY, columns, eased
from painlog.report.heading import figures, foot, head
from painlog.report.key import key, mostly_guessed, timeline_key
from painlog.report.lettering import HEADING, SMALL, SMALL_STRONG, Style
from painlog.report.marks import Block, Box, Chart, Mark, Rect, Sheet, Text, set_lines
from painlog.report.page import Charts, Page, Part, Questions

translate = QCoreApplication.translate

MARGIN = 14.0
TOP = 13.0
BOTTOM = 10.0
"""Millimetres kept free at the edges of the sheet; most printers can't reach the outer 4 to 6."""

_WEEK = 7
_GAP = 4.5
_GUTTER = 6.0
_TITLE = 6.5
_LANE, _AXIS = 7.5, 11.0
"""Millimetres that each lane, and calendar and labels like to have."""
_LOWEST_PAIN, _LOWEST_LANE = 22.0, 3.6
_HIGHEST_PAIN = 60.0
_LOWER_PART, _LOWER_SHARE = 112.0, 0.62
"""The days and the parts beside them have at least so many mm, and like to have up to this share."""
_LOWEST_LOWER_PART = 92.0
"""Millimetres that they keep of it beside very many medicines, some of which are then only counted."""
_TRIES = ((0.38, _LOWER_SHARE), (0.46, _LOWER_SHARE), (0.46, 0.72))
"""The shares of width and height that the parts told in words have; the last ones where they are full."""
_ROW, _HIGHEST_ROW = 2.9, 8.0
_AROUND_ROWS = 16.0
"""Millimetres for title, hours and key of the days."""
_ABOVE_KEY = 1.4


def lay_out(page: Page) -> Sheet:
    """Return the page on its paper; where a text is shortened, the foot says where it stands in full."""
    sheet = _laid_out(page, page.footer)
    if not _is_shortened(page, sheet):
        return sheet
    footer = f"{page.footer} {translate('Page', '“…” means: more in the full list.')}"
    changed = _foot(page, footer)
    if changed.rect.y < sheet.blocks[-1].rect.y:
        lower = _laid_out(page, footer)
        if _is_shortened(page, lower):
            return lower
        return replace(lower, blocks=(*lower.blocks[:-1], _foot(page, page.footer)))
    return replace(sheet, blocks=(*sheet.blocks[:-1], changed))


def questions_not_whole(page: Page, sheet: Sheet) -> int:
    """Return how many of the patient's questions do not stand on the sheet in full."""
    bodies = [section.body for section in page.sections if isinstance(section.body, Questions)]
    asked = [question for body in bodies for question in body.questions]
    marks = [mark for block in sheet.blocks if block.name == Part.QUESTIONS for mark in block.marks]
    hidden = len(asked) - sum(isinstance(mark, Box) for mark in marks)
    cut = sum(isinstance(mark, Text) and mark.said.endswith("…") for mark in marks)
    return hidden + max(0, cut - sum(question.endswith("…") for question in asked))


def _laid_out(page: Page, footer: str) -> Sheet:
    width, height = page.choices.paper.size
    room = width - 2 * MARGIN
    top = head(page, (MARGIN, TOP, room))
    bottom = _foot(page, footer)
    told = figures(page, MARGIN, top.rect.bottom + 3.2, room)
    y = max((block.rect.bottom for block in told), default=top.rect.bottom) + _GAP
    area = Rect(MARGIN, y, room, bottom.rect.y - 3.0 - y)
    return Sheet(width, height, (top, *told, *_middle(page, area), bottom))


def _foot(page: Page, footer: str) -> Block:
    width, height = page.choices.paper.size
    return foot(footer, page.page_number, MARGIN, height - BOTTOM, width - 2 * MARGIN)


def _is_shortened(page: Page, sheet: Sheet) -> bool:
    """Tell whether a text or the name of a medicine beside its lane does not stand there in full."""
    marks = [mark for block in sheet.blocks for mark in block.marks]
    if any(isinstance(mark, Text) and mark.said.endswith("…") for mark in marks):
        return True
    charts = [mark.rect for mark in marks if isinstance(mark, Chart) and mark.of == "timeline"]
    longest = max((lettering.width(lane.name, SMALL_STRONG) for lane in page.charts.lanes), default=0.0)
    return any(longest > room_for_names(page.charts, rect) for rect in charts)


def _middle(page: Page, area: Rect) -> list[Block]:
    """Return the charts and the parts told in words, in the order in which they are read."""
    if not page.shows(Part.DAY_BY_DAY) or not page.sections:
        above = _timeline(page, area, _LOWER_SHARE)
        rest = _below(above, area)
        if page.shows(Part.DAY_BY_DAY):
            return [above, _days(page, rest, above)]
        each = (rest.width - _GUTTER) / 2
        halves = [Rect(x, rest.y, each, rest.height) for x in (rest.x, rest.x + each + _GUTTER)]
        return [above, *eased(page.sections, halves, *columns(page.sections, halves))]
    return _beside_days(page, area)


def _beside_days(page: Page, area: Rect) -> list[Block]:
    """Return timeline, days and the parts told in words beside them.

    Where texts would be cut short their column becomes wider, then longer.
    """
    charts: list[Block] = []
    beside: list[Rect] = []
    found: tuple[list[Block], int] = [], 0
    for share, lower in _TRIES:
        above = _timeline(page, area, lower)
        rest = _below(above, area)
        width = rest.width * share
        beside = [Rect(rest.right - width, rest.y, width, rest.height)]
        charts = [above, _days(page, replace(rest, width=rest.width - width - _GUTTER), above)]
        found = columns(page.sections, beside)
        if found[1] <= EASY:
            break
    return [*charts, *eased(page.sections, beside, *found)]


def _below(above: Block, area: Rect) -> Rect:
    return Rect(area.x, above.rect.bottom + _GAP, area.width, area.bottom - above.rect.bottom - _GAP)


def _timeline(page: Page, area: Rect, lower: float) -> Block:
    charts = page.charts
    marks: list[Mark] = []
    if charts.instead:
        return _instead("timeline", charts.title, charts.instead, area)
    taken = 0.0 if page.shows(Part.DAY_BY_DAY) else _key_height(charts, area.width)
    height = _timeline_height(page, area.height - _TITLE - _GAP - taken, lower)
    chart = Rect(area.x, area.y + _TITLE, area.width, height)
    together = days_together(charts, chart)
    y = _title(marks, charts.title, _marks_said(together), area)
    marks.append(Chart(replace(chart, y=y), "timeline"))
    bottom = y + chart.height
    below = (area.x, bottom + _ABOVE_KEY, area.width)
    if not page.shows(Part.DAY_BY_DAY) and (named := timeline_key(charts, below, single_marks=not together)):
        marks += named.marks
        bottom = named.rect.bottom
    return Block("timeline", Rect(area.x, area.y, area.width, bottom - area.y), tuple(marks))


def _key_height(charts: Charts, width: float) -> float:
    """Return how much the key of a timeline without days takes, at most."""
    named = timeline_key(charts, (0.0, 0.0, width), single_marks=True)
    return _ABOVE_KEY + named.rect.height if named is not None else 0.0


def _marks_said(together: int) -> str:
    if not together:
        return translate("Page", "height = worst pain, width = how long it lasted")
    if together == 1:
        return translate("Page", "each bar is one day; below, how many or how much")
    if together == _WEEK:
        return translate("Page", "each bar is one week; below, how many or how much")
    return translate("Page", "each bar is %Ln week(s); below, how many or how much", "", together // _WEEK)


def _timeline_height(page: Page, room: float, lower: float) -> float:
    """Return the height of pain and lanes: what they like, or what `lower`, the share below, leaves."""
    lanes = len(page.charts.lanes) + 1
    least = min(_LOWEST_PAIN + _LOWEST_LANE * lanes + _AXIS, room - _LOWEST_LOWER_PART)
    most = _HIGHEST_PAIN + _LANE * lanes + _AXIS
    if not page.shows(Part.DAY_BY_DAY):
        return max(least, min(most, room - _LOWER_PART))
    rows = (page.charts.until - page.charts.begin).days + 1
    liked = rows * _ROW + _AROUND_ROWS if lower == _LOWER_SHARE else room
    below = max(_LOWER_PART, min(liked, room * lower))
    return max(least, min(most, room - below))


def _days(page: Page, area: Rect, above: Block) -> Block:
    """Return the days with their hours above, and below them the key of their marks and of those `above`."""
    charts = page.charts
    marks: list[Mark] = []
    if charts.instead:
        return _instead("day by day", charts.days_title, charts.instead, area)
    below = _key(charts, area, above)
    taken = _ABOVE_KEY + below.rect.height
    rows = (charts.until - charts.begin).days + 1
    most = min(area.height - _TITLE - taken, rows * _HIGHEST_ROW + 5.0)
    together = days_a_row(charts, Rect(area.x, area.y + _TITLE, area.width, most))
    title = charts.days_title if together == 1 else charts.weeks_title
    y = _title(marks, title, _rows_said(charts, together), area)
    chart = Rect(area.x, y, area.width, min(most, area.bottom - taken - y))
    below = below.moved(0, chart.bottom + _ABOVE_KEY)
    marks += (Chart(chart, "day by day"), *below.marks)
    return Block("day by day", Rect(area.x, area.y, area.width, below.rect.bottom - area.y), tuple(marks))


def _key(charts: Charts, area: Rect, above: Block) -> Block:
    """Return the key with its top at 0; how high it is does not change whether a row is a day."""
    timelines = [mark.rect for mark in above.marks if isinstance(mark, Chart)]
    return key(
        charts,
        (area.x, 0.0, area.width),
        single_days=days_a_row(charts, area) == 1,
        single_marks=not any(days_together(charts, rect) for rect in timelines),
    )


def _rows_said(charts: Charts, together: int) -> str:
    if together == 1 and mostly_guessed(charts):
        return translate("Page", "each row is one day; most hours are guesses")
    if together == 1:
        return translate("Page", "each row is one day, midnight to midnight")
    if together == _WEEK:
        return translate("Page", "each row is one week; higher means more often at that time")
    return translate("Page", "each row is %Ln week(s); higher means more often", "", together // _WEEK)


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


def _instead(name: str, title: str, said: str, area: Rect) -> Block:
    """Return the heading of a chart and, in a pale frame, the line that stands in its place."""
    marks: list[Mark] = []
    frame = Rect(area.x, _title(marks, title, "", area), area.width, 20.0)
    marks.append(Box(frame, "line", filled=False, radius=1.6))
    set_lines(marks, said, (Style(8), "muted"), (area.x + 4, frame.y + 7.5, area.width - 8), 2)
    return Block(name, Rect(area.x, area.y, area.width, frame.bottom - area.y), tuple(marks))
