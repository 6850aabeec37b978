"""The page for those who listen: the same words as plain text and as HTML."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from painlog.charts.labels import label_of
from painlog.patterns.moments import DAY, midnight
from painlog.report.layout import lay_out
from painlog.report.marks import Text
from painlog.report.page import Bars, Page, Part, Questions, Section
from painlog.report.spoken import html, text
from painlog.report.writing import write
from tests.report.conftest import MakePage


class Outline(HTMLParser):
    """Reads the headings, the words and whether every tag is closed."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.open: list[str] = []
        self.headings: list[str] = []
        self.words: list[str] = []
        self.tags: list[str] = []
        self.language = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "html":
            self.language = dict(attributes)["lang"] or ""
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("h1", "h2"):
            self.headings.append(data)
        self.words.append(data)


@pytest.fixture
def page(make_page: MakePage) -> Page:
    return make_page(flare_ups=46)


def read(page: Page) -> Outline:
    outline = Outline()
    outline.feed(html(page))
    assert outline.open == []
    return outline


def test_weeks_tell_how_many_flare_ups_began_in_them(page: Page) -> None:
    """One that goes on for days is counted once: a week that it fills does not say that there was none."""
    weeks = [line for line in text(page).splitlines() if line.startswith("Days: ")]
    assert len(weeks) == len(page.stretches)
    begun = [f", Flare-ups begun: {week.flare_ups}," for week in page.stretches]
    assert all(said in week for said, week in zip(begun, weeks, strict=True))


def test_weeks_tell_their_doses_and_the_days_without_entries(page: Page) -> None:
    first, second = page.stretches[:2]
    changed = replace(page, stretches=(replace(first, doses=7, missing=3), replace(second, missing=0)))
    weeks = [line for line in text(changed).splitlines() if line.startswith("Days: ")]
    assert weeks[0].endswith("As-needed doses: 7, Days without entry on pain or medicine: 3")
    assert "Days without" not in weeks[1]


def test_everything_that_is_set_on_the_page_is_said_in_the_text(page: Page) -> None:
    said = " ".join(text(page).split()).casefold()
    told_in_words = {section.part.value for section in page.sections}
    column = [block for block in lay_out(page).blocks if block.name in told_in_words]
    told = " ".join(
        mark.said for block in column for mark in block.marks if isinstance(mark, Text)
    ).casefold()
    words = set(told.replace(":", " ").replace("(", " ").split()) - {
        "and",
        "more,",
        "in",
        "the",
        "full",
        "list",
        "right",
    }
    missing = {word for word in words if word not in said}
    assert not missing
    for figure in page.figures:
        assert f"{figure.label}: {figure.value}".casefold() in said


def test_headings_come_in_the_order_of_the_page(page: Page) -> None:
    assert read(page).headings == [
        "Breakthrough pain profile",
        "Medicines",
        "Activities and treatments",
        "Changes of medicine and appointments",
        "Flare-ups against medication",
        "What seemed to set it off",
        "As-needed medicine",
        "Worth discussing",
        "I want to ask",
    ]


def test_the_html_names_its_language_and_needs_nothing_from_elsewhere(page: Page) -> None:
    assert read(page).language == "en-GB"
    assert "http" not in html(page)
    assert "<script" not in html(page)
    assert 'charset="utf-8"' in html(page)


def test_charts_are_tables_with_a_row_a_week(page: Page) -> None:
    weeks = [line for line in text(page).splitlines() if line.startswith("Days: ")]
    assert len(weeks) == 6
    assert len(page.charts.done) == 4
    assert read(page).tags.count("tr") == 3 + 4 + 3 + 2 + 6, "each with a row of headings"
    assert 'scope="row"' in html(page)


def test_changes_of_medicine_and_appointments_are_told_as_the_chart_labels_them(page: Page) -> None:
    begin, end = midnight(page.charts.begin), midnight(page.charts.until) + DAY
    inside = [each for each in page.charts.timeline.uprights if begin <= each.at < end]
    lines = [line for line in text(page).splitlines() if line.startswith("Day: ")]
    assert len(lines) == len(inside) > 0
    assert "Day: Fri 27 Mar 2026, What: changed to patch, Medicine: Buprenorphine 10 µg/h" in lines
    told = "".join(read(page).words)
    assert all(label_of(each) in told for each in inside)
    none = replace(page, charts=replace(page.charts, timeline=replace(page.charts.timeline, uprights=())))
    assert "Changes of medicine" not in text(none)


def test_what_a_caption_says_on_paper_is_said_once_of_each_trigger(page: Page) -> None:
    """No column of figures stands over it here: as a line of its own it would be a riddle."""
    set_down = " ".join(
        mark.said for block in lay_out(page).blocks for mark in block.marks if isinstance(mark, Text)
    )
    assert "right: followed within an hour / times counted" in set_down
    [body] = [section.body for section in page.sections if section.part is Part.TRIGGERS]
    assert isinstance(body, Bars)
    counted = [bar for bar in body.bars if bar.said]
    assert counted
    for form in (text, html):
        said = form(page)
        assert "/ times counted" not in said
        assert "right:" not in said
        for bar in counted:
            after, done = bar.said.removesuffix(" times").split(" of ")
            times = "time" if done == "1" else "times"
            told = f"followed within an hour {after} of the {done} {times} it was logged"
            assert said.count(f"{bar.label}: {bar.count}; {told}") == 1


def test_what_a_person_typed_is_never_mark_up(page: Page) -> None:
    typed = "<script>alert(1)</script> & \"quotes\" 'too'"
    asked = Section(part=Part.QUESTIONS, title="I want to ask", body=Questions(questions=(typed,)))
    changed = replace(page, who=typed, sections=(asked,))
    outline = read(changed)
    assert "script" not in outline.tags
    assert typed in "".join(outline.words)
    assert typed in text(changed)


def test_of_how_many_flare_ups_the_places_are_told_is_said_in_the_text(page: Page) -> None:
    assert page.where is not None
    said = "Where it hurt: 100 % lower back, left"
    assert f"{said}\n" in text(page)
    few = replace(page, where=replace(page.where, of="of 2 that say where"))
    assert f"{said}; of 2 that say where\n" in text(few)
    assert "<dd>100 % lower back, left; of 2 that say where</dd>" in html(few)


def test_where_nothing_is_to_be_asked_no_heading_stands_over_nothing(make_page: MakePage) -> None:
    page = make_page(flare_ups=8, questions=())
    assert "I WANT TO ASK" not in text(page)
    assert "I want to ask" not in html(page)
    assert "<ul></ul>" not in html(page)


def test_a_part_without_entries_is_said_too(make_page: MakePage) -> None:
    empty = make_page(flare_ups=0, medicines=0)
    for form in (text, html):
        assert "Nothing was written down in these days." in form(empty)
        assert "No flare-up was written down." in form(empty)


def test_the_files_hold_the_forms(page: Page, tmp_path: Path) -> None:
    write(tmp_path / "page.txt", page)
    write(tmp_path / "page.html", page)
    assert (tmp_path / "page.txt").read_text(encoding="utf-8") == text(page)
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == html(page)
