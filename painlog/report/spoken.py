"""The page for people who listen, and for a letter: the same words and figures as plain text and as HTML.

A PDF from Qt carries no marks for headings and tables; HTML does, and plain text needs none.
"""

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QCoreApplication, QLocale

from painlog.charts.labels import label_of
from painlog.patterns.moments import DAY, day_of, midnight
from painlog.patterns.turns import Upright
from painlog.report.lettering import one_line
from painlog.report.page import (
    Bar,
    Bars,
    Body,
    Charts,
    Claims,
    Figure,
    Page,
    Pairs,
    Questions,
    Stretch,
    Where,
)
from painlog.words import amounts, times

translate = QCoreApplication.translate

_STYLE = """
body { font-family: sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; line-height: 1.5; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: 0.2em 1em 0.2em 0; vertical-align: top; }
tr { border-bottom: 1px solid #767676; }
"""


def text(page: Page) -> str:
    """Return the page as plain text: a heading a part, a line a fact."""
    return "\n".join(_text_lines(page)) + "\n"


def html(page: Page) -> str:
    """Return the page as HTML that needs no other file; what a person typed is never mark-up."""
    title = escape(f"{page.title}, {page.period}")
    language = QLocale().bcp47Name()
    body = "\n".join(_html_lines(page))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _text_lines(page: Page) -> Iterator[str]:
    yield page.title
    yield page.period
    yield from filter(None, (page.who, page.completeness))
    yield ""
    for figure in page.figures:
        yield f"{figure.label}: {_figure(figure)}"
    if page.where is not None:
        yield f"{page.where.label}: {_where(page.where)}"
    yield from _going_on(page.charts)
    for title, head, rows in _tables(page):
        yield from ("", title.upper())
        for row in rows:
            yield ", ".join(f"{name}: {said}" for name, said in zip(head, row, strict=True) if said)
    for title, lines in _parts(page):
        yield from ("", title.upper(), *lines)
    yield from ("", page.footer)


def _html_lines(page: Page) -> Iterator[str]:
    yield f"<h1>{escape(page.title)}</h1>"
    for said in filter(None, (page.period, page.who, page.completeness)):
        yield f"<p>{escape(said)}</p>"
    yield "<dl>"
    for figure in page.figures:
        yield f"<dt>{escape(figure.label)}</dt><dd>{escape(_figure(figure))}</dd>"
    if page.where is not None:
        yield f"<dt>{escape(page.where.label)}</dt><dd>{escape(_where(page.where))}</dd>"
    yield "</dl>"
    yield from (f"<p>{escape(said)}</p>" for said in _going_on(page.charts))
    for title, head, rows in _tables(page):
        yield f"<h2>{escape(title)}</h2>"
        yield from _table(head, rows)
    for title, lines in _parts(page):
        yield f"<h2>{escape(title)}</h2>"
        yield "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
    yield f"<p><small>{escape(page.footer)}</small></p>"


def _table(head: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield "<table>"
    yield "<tr>" + "".join(f'<th scope="col">{escape(name)}</th>' for name in head) + "</tr>"
    for row in rows:
        first, *others = (escape(said) for said in row)
        yield f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{said}</td>" for said in others) + "</tr>"
    yield "</table>"


def _figure(figure: Figure) -> str:
    return "; ".join(filter(None, (figure.value, figure.spread, figure.interval, figure.before)))


def _where(where: Where) -> str:
    return "; ".join(filter(None, (*where.said, where.of)))


def _going_on(charts: Charts) -> Iterator[str]:
    """Give what is seen at the edges of the charts on paper."""
    if charts.from_before:
        yield translate("Page", "%Ln flare-up(s) went on from before these days.", "", charts.from_before)
    if charts.running:
        yield translate("Page", "%Ln flare-up(s) (is|are) still going on.", "", charts.running)


def _tables(page: Page) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Give what the charts show as tables, of medicines, activities, changes with appointments, and weeks."""
    if page.charts.instead:
        yield page.charts.title, [translate("Page", "Note")], [[page.charts.instead]]
        return
    if page.charts.lanes:
        head = [translate("Page", "Medicine"), translate("Page", "Plan"), translate("Page", "In these days")]
        rows = [[lane.name, lane.plan, lane.taken] for lane in page.charts.lanes]
        yield translate("Page", "Medicines"), head, rows
    if page.charts.done:
        head = [translate("Page", "What"), translate("Page", "In these days")]
        yield translate("Page", "Activities and treatments"), head, [list(row) for row in page.charts.done]
    changes = [_change(each) for each in _uprights(page.charts)]
    if changes:
        head = [translate("Page", "Day"), translate("Page", "What"), translate("Page", "Medicine")]
        yield translate("Page", "Changes of medicine and appointments"), head, changes
    head = [
        translate("Page", "Days"),
        translate("Page", "Flare-ups begun"),
        translate("Page", "Worst pain"),
        translate("Page", "As-needed doses"),
        translate("Page", "Days without entry on pain or medicine"),
    ]
    yield page.charts.title, head, [_stretch(each) for each in page.stretches]


def _uprights(charts: Charts) -> list[Upright]:
    """Return the labelled upright lines of the charts."""
    begin, end = midnight(charts.begin), midnight(charts.until) + DAY
    return [upright for upright in charts.timeline.uprights if begin <= upright.at < end]


def _change(upright: Upright) -> list[str]:
    medicine = "" if upright.medicine is None else amounts.medicine_name(upright.medicine)
    day = times.short_day_of_year(day_of(upright.at))
    return [day, one_line(label_of(upright)), one_line(medicine)]


def _stretch(each: Stretch) -> list[str]:
    counts = [amounts.number(count) for count in (each.flare_ups, each.doses, each.missing)]
    return [each.days, counts[0], each.worst, counts[1], counts[2] if each.missing else ""]


def _parts(page: Page) -> Iterator[tuple[str, list[str]]]:
    """Give title and lines of the parts told in words; one without any is room to write, on paper only."""
    for section in page.sections:
        if lines := [section.instead] if section.instead else list(_told(section.body)):
            yield section.title, lines


def _told(body: Body | None) -> Iterator[str]:
    match body:
        case Bars():
            yield from (_bar(bar) for bar in body.bars)  # each says what the caption below them says on paper
        case Pairs():
            yield from (f"{what}: {said}" for what, said in body.in_full)
        case Claims():
            yield from (f"{claim.headline}: {claim.sentence}" for claim in body.claims)
            yield from filter(None, (body.note,))
        case Questions():
            yield from body.questions


def _bar(bar: Bar) -> str:
    count = f"{bar.label}: {amounts.number(bar.count)}"
    return "; ".join(filter(None, (count, bar.in_full)))
