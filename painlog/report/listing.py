"""The full list: a second document with everything of the period as a table, for whoever wants to look it up.

It begins with what did not fit the page (questions, findings, medicines in full) and goes on with every
entry, a day after the other. Long notes go on over the page's edge; headings are repeated on each sheet.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from painlog.entries import Dose, Entry, Medicine, Plan
from painlog.report.lettering import one_line
from painlog.report.page import Bars, Body, Choices, Claims, Page, Pairs, Questions
from painlog.words import amounts, entries, taking, times
from painlog.words.language import SEPARATOR, filled

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry in the table's columns."""

    when: str
    what: str
    more: str
    """How long, where, what for and the like; also that it was written later."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The rows of one day."""

    day: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something of the page in full: a title and its lines."""

    title: str
    lines: tuple[tuple[str, str], ...]
    """What stands left (may be empty) and what is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The whole list."""

    title: str
    author: str
    who: str
    period: str
    completeness: str
    columns: tuple[str, str, str]
    matters: tuple[Matter, ...]
    days: tuple[Day, ...]
    empty: str
    """The line that stands in place of the table when there is no entry."""
    footer: str
    as_of: datetime
    choices: Choices = field(default_factory=Choices)


def listing_for(page: Page, kept: Iterable[Entry], medicines: Sequence[Medicine]) -> Listing:
    """Return the list that goes with `page`: `kept` are the entries of its days.

    A day stands there once, also where a journey over the date line came back to it.
    """
    by_id = {medicine.id: medicine for medicine in medicines}
    ordered = sorted(kept, key=lambda entry: (entry.moment.date(), entry.moment))
    taken = [medicine for medicine in medicines if any(_is_of(entry, medicine) for entry in ordered)]
    days = groupby(ordered, key=lambda entry: entry.moment.date())
    return Listing(
        title=translate("Page", "All entries"),
        author=page.author,
        who=page.who,
        period=page.period,
        completeness=page.completeness,
        columns=(
            translate("Page", "Time"),
            translate("Page", "What"),
            translate("Page", "More about it"),
        ),
        matters=(*_of_page(page), *_of_medicines(taken, page.charts.until)),
        days=tuple(_day(day, of_day, by_id) for day, of_day in days),
        empty=translate("Page", "Nothing was written down in these days."),
        footer=translate("Page", "Kept by the patient with Painlog. A record, not a diagnosis."),
        as_of=page.as_of,
        choices=page.choices,
    )


def _is_of(entry: Entry, medicine: Medicine) -> bool:
    return isinstance(entry, Dose) and entry.medicine == medicine.id


def _day(day: date, kept: Iterable[Entry], medicines: Mapping[UUID, Medicine]) -> Day:
    return Day(day=times.day_of_year(day), rows=tuple(_row(entry, medicines) for entry in kept))


def _row(entry: Entry, medicines: Mapping[UUID, Medicine]) -> Row:
    medicine = medicines.get(entry.medicine) if isinstance(entry, Dose) else None
    more = (entries.details(entry, medicine), entries.written_later(entry))
    return Row(
        when=entries.time_of(entry),
        what=one_line(entries.headline(entry, medicine)),
        more=one_line(SEPARATOR.join(filter(None, more))),
        note=entries.note_of(entry),
    )


def _of_page(page: Page) -> Iterator[Matter]:
    """Give the parts of the page with nothing left out."""
    for section in page.sections:
        lines = tuple(_lines(section.body)) if section.body is not None and not section.instead else ()
        if lines or section.instead:
            yield Matter(title=section.title, lines=lines or (("", section.instead),))


def _lines(body: Body) -> Iterator[tuple[str, str]]:
    match body:
        case Bars():
            for bar in body.bars:
                yield bar.label, SEPARATOR.join(filter(None, (amounts.number(bar.count), bar.in_full)))
        case Pairs():
            yield from body.in_full
        case Claims():
            for claim in body.claims:
                yield claim.headline, claim.sentence
            if body.note:
                yield "", body.note
        case Questions():
            for number, question in enumerate(body.questions, start=1):
                yield filled(translate("Page", "%1.", "a number in a list"), amounts.number(number)), question


def _of_medicines(medicines: Sequence[Medicine], until: date) -> Iterator[Matter]:
    """Give every medicine of the period with its plans as copied from the label."""
    if medicines:
        lines = tuple((one_line(amounts.medicine_name(of)), _plans(of, until)) for of in medicines)
        yield Matter(title=translate("Page", "Medicines"), lines=lines)


def _plans(medicine: Medicine, until: date) -> str:
    begun = (plan for plan in medicine.plans if plan.start <= until)
    plans = [_plan(medicine, plan) for plan in sorted(begun, key=lambda plan: plan.start)]
    return "; ".join([amounts.form_name(medicine.form), *(plans or [taking.role_name(medicine)])])


def _plan(medicine: Medicine, plan: Plan) -> str:
    if plan.until is not None:
        days = times.span(plan.start, plan.until)
    else:
        days = filled(translate("Page", "since %1", "a date"), times.full_date(plan.start))
    label = (taking.role_name(medicine, plan), taking.label_of(plan, medicine))
    text = translate("Page", "%1: %2", "days, what the plan says")
    return filled(text, days, ", ".join(filter(None, label)))
