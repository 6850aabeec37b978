"""The full list: everything of the period, on numbered sheets with their headings repeated."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from painlog.entries import Dose, Entry, FlareUp, Medicine, Note, Plan
from painlog.report.document import document_of
from painlog.report.listing import Listing, listing_for
from painlog.report.marks import Sheet, Text
from painlog.report.writing import write
from tests.programs import said_by
from tests.report.conftest import MakePage
from tests.report.diaries import LONG_NAMES, LONG_QUESTIONS, Kept, contents_of
from tests.report.test_layout import faults

MakeListing = Callable[..., Listing]


@pytest.fixture
def make_listing(make_page: MakePage) -> MakeListing:
    """Return a function that makes the list of a journal; `change` may change its entries before."""

    def make(change: Callable[[list[Entry]], None] | None = None, **kept: object) -> Listing:
        page = make_page(**kept)
        wanted = Kept(**kept)  # type: ignore[arg-type]
        contents = contents_of(wanted)
        inside = [e for e in contents.entries() if wanted.begin <= e.moment.date() <= wanted.until]
        if change is not None:
            change(inside)
        return listing_for(page, inside, contents.medicines)

    return make


def said_on(sheet: Sheet) -> list[str]:
    return [mark.said for block in sheet.blocks for mark in block.marks if isinstance(mark, Text)]


def test_every_entry_has_its_row(make_listing: MakeListing) -> None:
    listing = make_listing(flare_ups=46)
    entries = [
        e
        for e in contents_of(Kept(flare_ups=46)).entries()
        if Kept().begin <= e.moment.date() <= Kept().until
    ]
    rows = [row for day in listing.days for row in day.rows]
    assert len(rows) == len(entries)
    assert sum(row.what.startswith("Flare-up, worst") for row in rows) == sum(
        isinstance(entry, FlareUp) for entry in entries
    )
    assert any("written next day" in row.more for row in rows)


def test_it_says_in_full_what_was_left_out_of_the_page(make_listing: MakeListing) -> None:
    listing = make_listing(flare_ups=60, medicines=8, names=LONG_NAMES, questions=LONG_QUESTIONS)
    told = {matter.title: matter.lines for matter in listing.matters}
    figures = [said for _, said in told["What seemed to set it off"]]
    assert any(" · followed within an hour " in each for each in figures)
    assert not any(", " in each for each in figures), "two figures side by side said nothing"
    assert [said for _, said in told["I want to ask"]] == list(LONG_QUESTIONS)
    assert {"Lifting", "Driving", "No trigger noted"} <= {
        label for label, _ in told["What seemed to set it off"]
    }
    assert "Oxycodone IR hydrochloride dihydrate prolonged-release film-coated 5 mg" in dict(
        told["Medicines"]
    )
    assert "since 19 January 2026: as needed, 1 at a time, at most 6 a day" in str(told["Medicines"])


def test_a_medicine_whose_plan_was_copied_later_is_told_by_how_it_is_taken(make_page: MakePage) -> None:
    plan = Plan(start=date(2026, 5, 1), max_per_day=Decimal(6))
    medicine = Medicine(id=UUID(int=1), name="Tramadol", plans=(plan,))
    dose = Dose(id=UUID(int=2), medicine=medicine.id, taken_at=datetime(2026, 4, 3, 12, tzinfo=UTC))
    listing = listing_for(make_page(flare_ups=8), [dose], [medicine])
    assert ("Tramadol", "tablet; as needed") in listing.matters[-1].lines


def test_sheets_are_numbered_and_repeat_their_headings(make_listing: MakeListing) -> None:
    sheets = document_of(make_listing(flare_ups=200, medicines=8)).sheets
    assert len(sheets) > 5
    for number, sheet in enumerate(sheets, start=1):
        assert f"page {number} of {len(sheets)}" in said_on(sheet)
        assert "More about it" in said_on(sheet)
    second = said_on(sheets[1])
    assert re.search(r"day \d+ \w+ 2026", second[3])


def test_nothing_overlaps_on_any_sheet(make_listing: MakeListing) -> None:
    listing = make_listing(flare_ups=60, medicines=8, names=LONG_NAMES, questions=LONG_QUESTIONS)
    for sheet in document_of(listing).sheets:
        assert list(faults(sheet)) == []


def test_a_note_longer_than_a_sheet_goes_on_with_its_day(make_listing: MakeListing) -> None:
    lines = [f"line {number} of a very long note" for number in range(200)]

    def add(entries: list[Entry]) -> None:
        first = entries[0]
        text = "\n".join(["Diary", *lines])
        entries.insert(1, Note(id=first.id, at=first.moment + timedelta(minutes=1), text=text))

    sheets = document_of(make_listing(add)).sheets
    every = [said for sheet in sheets for said in said_on(sheet)]
    assert [said for said in every if said.startswith("line ")] == lines
    assert any("(continued)" in said for said in every)
    for sheet in sheets:
        assert list(faults(sheet)) == []


def test_what_was_written_is_shown_as_plain_text(make_listing: MakeListing, tmp_path: Path) -> None:
    def add(entries: list[Entry]) -> None:
        flare_up = next(entry for entry in entries if isinstance(entry, FlareUp))
        entries[entries.index(flare_up)] = replace(flare_up, note="<b>5 < 6 & 7</b> שלום 🙂")

    file = tmp_path / "list.pdf"
    write(file, make_listing(add))
    said = said_by("pdftotext", file, "-")
    assert "<b>5 < 6 & 7</b>" in said


def test_a_picture_that_no_font_draws_in_lines_is_named(make_listing: MakeListing, tmp_path: Path) -> None:
    """With a font of colour bitmaps the place was blank: “one of 💊” was “one of”."""

    def add(entries: list[Entry]) -> None:
        flare_up = next(entry for entry in entries if isinstance(entry, FlareUp))
        entries[entries.index(flare_up)] = replace(flare_up, note="I felt like \N{MELTING FACE}, twice")

    file = tmp_path / "list.pdf"
    write(file, make_listing(add))
    assert "I felt like (melting face), twice" in " ".join(said_by("pdftotext", file, "-").split())


def test_a_day_never_stands_alone_at_the_foot_of_a_sheet(make_listing: MakeListing) -> None:
    days = re.compile(r"\w+day \d+ \w+ 2026")
    for sheet in document_of(make_listing(flare_ups=100, medicines=3)).sheets:
        texts = said_on(sheet)
        last_row = texts[: texts.index(next(said for said in texts if said.startswith("Kept by")))][-1]
        assert not days.fullmatch(last_row)


def test_a_day_stands_there_once_also_where_a_journey_came_back_to_it(make_listing: MakeListing) -> None:
    tokyo, honolulu = timezone(timedelta(hours=9)), timezone(timedelta(hours=-10))

    def fly(inside: list[Entry]) -> None:
        for number, when in enumerate(
            (
                datetime(2026, 4, 3, 22, tzinfo=tokyo),
                datetime(2026, 4, 4, 1, tzinfo=tokyo),
                datetime(2026, 4, 3, 8, tzinfo=honolulu),
                datetime(2026, 4, 4, 9, tzinfo=honolulu),
            )
        ):
            inside.append(Note(id=UUID(int=number + 1), at=when, text=f"stop {number}"))

    listing = make_listing(fly, flare_ups=8)
    days = [day.day for day in listing.days]
    assert days == list(dict.fromkeys(days))
    stops = [[row.what for row in day.rows if row.what.startswith("stop")] for day in listing.days]
    assert [each for each in stops if each] == [["stop 0", "stop 2"], ["stop 1", "stop 3"]]


def test_its_foot_explains_nothing_that_is_not_in_it(make_listing: MakeListing) -> None:
    """“Intervals are 95 %; “before” means …” stood below a list that has neither."""
    assert make_listing().footer == "Kept by the patient with Painlog. A record, not a diagnosis."


def test_an_empty_period_says_so(make_listing: MakeListing) -> None:
    listing = make_listing(lambda entries: entries.clear(), flare_ups=0, medicines=0)
    assert listing.days == ()
    assert "Nothing was written down in these days." in said_on(document_of(listing).sheets[-1])


def test_the_list_is_dated_and_named_as_the_page_is(make_listing: MakeListing) -> None:
    document = document_of(make_listing())
    assert document.title == "All entries, 2 March – 12 April 2026"  # noqa: RUF001
    assert document.author == "Sample Patient"
    assert document.as_of.astimezone(UTC).date().isoformat() == "2026-04-12"
