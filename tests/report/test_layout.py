"""Nothing on the page overlaps, leaves its block or the paper, or is too small: proved for many journals."""

import re
from array import array
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import combinations, pairwise, product
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from painlog.charts.body import body
from painlog.entries import FlareUp, Note
from painlog.patterns.compared import Trend
from painlog.record import Record
from painlog.report.column import columns, eased
from painlog.report.compose import Worked, page_for
from painlog.report.heading import figures
from painlog.report.layout import BOTTOM, MARGIN, TOP, lay_out, questions_not_whole
from painlog.report.lettering import SMALLEST
from painlog.report.marks import (
    DOWN,
    UP,
    Block,
    Box,
    Chart,
    Figures,
    Line,
    Mark,
    Rect,
    Shape,
    Sheet,
    Text,
)
from painlog.report.page import (
    EVERY_PART,
    Bar,
    Bars,
    Choices,
    Claim,
    Claims,
    Page,
    Pairs,
    Paper,
    Part,
    Section,
    Where,
)
from painlog.report.pictures import image, svg
from painlog.report.working import worked_out
from painlog.words import language
from painlog.words.findings import medicines_line
from tests.report.conftest import MakePage, holds, meet
from tests.report.diaries import LONG_NAMES, LONG_QUESTIONS, NAMES, SUMMER, Kept, journal_of, record_of

WEEKS = (1, 6, 26, 104)
FLARE_UPS = (0, 5, 60, 600)
MEDICINES = (1, 3, 8)
LONG_WORD = "Schmerzmittelverschreibungsverordnungsdurchführungsbestimmungsnummer" * 3


@pytest.mark.parametrize(("trend", "corners"), [(Trend.MORE, UP), (Trend.LESS, DOWN)])
def test_the_sign_beside_a_figure_points_where_it_went_and_is_painted(
    make_page: MakePage, trend: Trend, corners: object
) -> None:
    page = make_page(flare_ups=46)
    told = replace(page.figures[0], trend=trend, before="was every 2 days before")
    changed = replace(page, figures=(told, *page.figures[1:]))
    block = next(block for block in lay_out(changed).blocks if block.name == "figure 1")
    [sign] = [mark for mark in block.marks if isinstance(mark, Shape)]
    assert sign.corners == corners
    middle = sign.rect.x + sign.rect.width / 2, sign.rect.y + sign.rect.height / 2
    painted = image(changed, 127).pixelColor(*(round(5 * mm) for mm in middle))  # 5 dots a millimetre
    assert painted.lightness() < 100


def place_of(mark: Mark) -> Rect:
    if isinstance(mark, Line):
        left, top = min(mark.x1, mark.x2), min(mark.y1, mark.y2)
        return Rect(left, top, abs(mark.x2 - mark.x1), abs(mark.y2 - mark.y1))
    return mark.rect


def faults(sheet: Sheet) -> Iterator[str]:
    """Give everything that is wrong with where things lie on a sheet."""
    paper = Rect(MARGIN, TOP, sheet.width - 2 * MARGIN, sheet.height - TOP - BOTTOM + 1)
    for block in sheet.blocks:
        if not holds(paper, block.rect):
            yield f"{block.name} leaves the paper: {block.rect}"
        yield from faults_within(block)
    for one, other in combinations(sheet.blocks, 2):
        if meet(one.rect, other.rect):
            yield f"{one.name} meets {other.name}: {one.rect} {other.rect}"


def faults_within(block: Block) -> Iterator[str]:
    """Give what leaves the block, is too small, or lies over something else in it."""
    for mark in block.marks:
        if not holds(block.rect, place_of(mark), 0.4):
            yield f"{block.name} does not hold {mark}"
        if isinstance(mark, Text) and mark.style.points < SMALLEST:
            yield f"{mark} is too small"
    texts = [(mark, letters_of(mark)) for mark in block.marks if isinstance(mark, Text)]
    for (one, place), (other, elsewhere) in combinations(texts, 2):
        if meet(place, elsewhere, 0.02):
            yield f"{one.said!r} lies over {other.said!r}"
    charts = [mark for mark in block.marks if isinstance(mark, Chart | Figures)]
    for (text, _), chart in product(texts, charts):
        if meet(text.rect, chart.rect, 0.3):
            yield f"{text.said!r} lies over {chart}"


def letters_of(text: Text) -> Rect:
    """Return where the letters are: from the x-height's top to the base line."""
    high = 0.25 * text.style.points
    return Rect(text.x, text.y - high, text.rect.width, high)


def all_papers(page: Page) -> Iterator[Page]:
    for paper in Paper:
        yield replace(page, choices=replace(page.choices, paper=paper))


@pytest.mark.no_cover
@pytest.mark.parametrize("weeks", WEEKS)
@pytest.mark.parametrize("flare_ups", FLARE_UPS)
def test_nothing_overlaps(make_page: MakePage, weeks: int, flare_ups: int) -> None:
    for medicines in MEDICINES:
        for page in all_papers(
            make_page(whole=weeks < WEEKS[-1], weeks=weeks, flare_ups=flare_ups, medicines=medicines)
        ):
            assert list(faults(lay_out(page))) == [], (medicines, page.choices.paper)


@pytest.mark.no_cover
@pytest.mark.parametrize("weeks", WEEKS)
@pytest.mark.parametrize("flare_ups", [5, 600])
def test_nothing_overlaps_with_long_names_and_questions(
    make_page: MakePage, weeks: int, flare_ups: int
) -> None:
    for medicines in (1, 8):
        page = make_page(
            weeks=weeks,
            flare_ups=flare_ups,
            medicines=medicines,
            names=LONG_NAMES,
            questions=(*LONG_QUESTIONS, LONG_WORD),
            name=f"Maria Magdalena {LONG_WORD}",
        )
        for each in all_papers(page):
            assert list(faults(lay_out(each))) == [], (medicines, each.choices.paper)


@pytest.mark.no_cover
@pytest.mark.parametrize("weeks", [1, 6, 26])
def test_nothing_overlaps_in_a_language_of_long_words(
    make_page: MakePage, qapp: QApplication, weeks: int
) -> None:
    language.install(qapp, language.PSEUDO)
    QLocale.setDefault(QLocale("de_DE"))
    for medicines, names in ((1, NAMES), (8, LONG_NAMES)):
        page = make_page(
            weeks=weeks, flare_ups=60, medicines=medicines, names=names, questions=LONG_QUESTIONS
        )
        assert page.title.startswith("[!!")
        for each in all_papers(page):
            assert list(faults(lay_out(each))) == [], (medicines, each.choices.paper)


@pytest.mark.no_cover
@pytest.mark.parametrize("tongue", ["en", language.PSEUDO])
def test_nothing_overlaps_beside_more_medicines_than_there_is_room_for(
    make_page: MakePage, qapp: QApplication, tongue: str
) -> None:
    language.install(qapp, tongue)
    for count in (16, 24, 60):
        names = tuple(f"{number}. {LONG_NAMES[number % 8]}" for number in range(count))
        page = make_page(flare_ups=60, medicines=count, names=names, questions=LONG_QUESTIONS)
        without_days = replace(page, choices=Choices(parts=EVERY_PART - {Part.DAY_BY_DAY}))
        for each in (*all_papers(page), *all_papers(without_days)):
            assert list(faults(lay_out(each))) == [], (count, each.choices)


@pytest.mark.no_cover
def test_nothing_overlaps_whatever_is_left_out(make_page: MakePage) -> None:
    page = make_page(flare_ups=60, medicines=8, questions=LONG_QUESTIONS[:3])
    for part in EVERY_PART:
        for parts in (EVERY_PART - {part}, frozenset({part}), frozenset[Part]()):
            kept = tuple(section for section in page.sections if section.part in parts)
            changed = replace(page, sections=kept, choices=Choices(parts=parts))
            for each in all_papers(changed):
                assert list(faults(lay_out(each))) == [], (parts, each.choices.paper)


def with_four_long_findings(page: Page) -> Page:
    claims = Claims(
        claims=(Claim(headline=f"{LONG_QUESTIONS[0][:90]}", sentence=LONG_QUESTIONS[1]),) * 4,
        note=medicines_line(),
    )
    sections = tuple(
        Section(part=Part.DISCUSS, title=section.title, body=claims)
        if section.part is Part.DISCUSS
        else section
        for section in page.sections
    )
    return replace(page, sections=sections)


@pytest.mark.no_cover
@pytest.mark.parametrize("weeks", WEEKS)
def test_four_long_findings_find_room_and_their_closing_line_is_whole(
    make_page: MakePage, weeks: int
) -> None:
    """The last words of the line say whom to ask: they are never what a full page cuts off."""
    page = make_page(weeks=weeks, flare_ups=60, medicines=8, names=LONG_NAMES, questions=LONG_QUESTIONS)
    for each in all_papers(with_four_long_findings(page)):
        sheet = lay_out(each)
        assert list(faults(sheet)) == [], each.choices.paper
        assert medicines_line() in words_of(sheet), each.choices.paper


def test_every_reason_for_as_needed_medicine_stands_on_a_full_page(make_page: MakePage) -> None:
    page = make_page(flare_ups=60, medicines=8, names=LONG_NAMES, questions=LONG_QUESTIONS)
    reasons = "flare-up 52 %, to prevent 16 %, by plan 12 %, other 11 %, not said 10 %"
    pairs = next(section.body.pairs for section in page.sections if isinstance(section.body, Pairs))
    told = tuple((what, reasons if what == "Taken for" else said) for what, said in pairs)
    sections = tuple(
        replace(section, body=replace(section.body, pairs=told))
        if isinstance(section.body, Pairs)
        else section
        for section in page.sections
    )
    for each in all_papers(replace(page, sections=sections)):
        sheet = lay_out(each)
        assert list(faults(sheet)) == [], each.choices.paper
        assert reasons in words_of(sheet), each.choices.paper


@pytest.mark.parametrize("questions", [(), LONG_QUESTIONS])
def test_fewer_medicines_are_named_rather_than_one_cut_in_its_amount(
    make_page: MakePage, questions: tuple[str, ...]
) -> None:
    """So “Fentanyl nasal 10…” stood for 100 µg."""
    page = make_page(flare_ups=60, medicines=8, names=LONG_NAMES, questions=questions)
    for each in all_papers(page):
        block = next(block for block in lay_out(each).blocks if block.name == Part.AS_NEEDED.value)
        words = " ".join(mark.said for mark in block.marks if isinstance(mark, Text))
        of_these = words.partition("Of these ")[2].partition(" Taken for")[0]
        assert of_these.startswith("Oxycodone IR hydrochloride dihy… 5 mg: 41 · ")
        assert of_these.endswith("Ibuprofen hydrochloride dihydra… 400 mg: 39") or "Ibu" not in of_these


def test_it_does_find_what_overlaps(make_page: MakePage) -> None:
    sheet = lay_out(make_page())
    head, *others = sheet.blocks
    pushed = replace(sheet, blocks=(head.moved(0, 20), *others))
    assert any("meets" in fault for fault in faults(pushed))
    assert any("leaves the paper" in fault for fault in faults(replace(sheet, width=180.0)))


def words_of(sheet: Sheet) -> str:
    return " ".join(mark.said for block in sheet.blocks for mark in block.marks if isinstance(mark, Text))


def test_what_does_not_fit_is_counted(make_page: MakePage) -> None:
    said = words_of(lay_out(make_page(flare_ups=60, medicines=8, questions=LONG_QUESTIONS)))
    shown = sum(f"{number}. When" in said for number in range(1, 13))
    assert 0 < shown < 12
    assert f"and {12 - shown} more, in the full list" in said
    assert "“…” means: more in the full list." in said


@pytest.mark.parametrize(("asked", "whole"), [(3, 3), (5, 2), (7, 2)])
def test_where_not_all_questions_fit_the_first_are_told_whole_rather_than_all_by_half(
    make_page: MakePage, asked: int, whole: int
) -> None:
    """They were all cut, most to two lines, above a line or more to write on."""
    flare_ups = 10 if asked == 7 else 60
    page = make_page(flare_ups=flare_ups, names=LONG_NAMES, questions=LONG_QUESTIONS[:asked])
    sheet = lay_out(page)
    block = next(block for block in sheet.blocks if block.name == "questions")
    said = " ".join(mark.said for mark in block.marks if isinstance(mark, Text))
    assert [question in said for question in LONG_QUESTIONS[:asked]] == [True] * whole + [False] * (
        asked - whole
    )
    assert all(f"{number}. When" in said for number in range(1, asked + 1))
    assert not any(isinstance(mark, Line) for mark in block.marks)


def test_questions_that_are_not_whole_are_counted(make_page: MakePage) -> None:
    page = make_page(flare_ups=60, medicines=8, questions=(*LONG_QUESTIONS, "And then …"))
    assert questions_not_whole(page, lay_out(page)) > 8
    for asked in (LONG_QUESTIONS[:2], ("And then …",), ()):
        few = make_page(flare_ups=60, medicines=3, questions=asked)
        assert questions_not_whole(few, lay_out(few)) == 0
    unasked = replace(page, sections=())
    assert questions_not_whole(unasked, lay_out(unasked)) == 0


def test_long_questions_are_whole_before_findings_and_triggers_are(make_page: MakePage) -> None:
    """Four were all cut after three lines, beside five triggers and a line about the figures."""
    page = make_page(flare_ups=46, medicines=3, questions=LONG_QUESTIONS[:4])
    for each in all_papers(page):
        sheet = lay_out(each)
        assert list(faults(sheet)) == []
        assert all(question in words_of(sheet) for question in LONG_QUESTIONS[:4])
        assert ("“…” means" in words_of(sheet)) is any(
            mark.said.endswith("…")
            for block in sheet.blocks
            for mark in block.marks
            if isinstance(mark, Text)
        )


def test_what_most_often_set_it_off_gives_way_last_and_comes_back_where_there_is_room(
    make_page: MakePage,
) -> None:
    """Half a year beside eleven medicines told only how often no trigger was noted, above empty lines."""
    page = make_page(weeks=26, flare_ups=60, medicines=8, names=LONG_NAMES, questions=LONG_QUESTIONS)
    bars = next(section.body.bars for section in page.sections if isinstance(section.body, Bars))
    sections = with_four_long_findings(page).sections
    asked = {}
    for height in range(80, 125, 4):
        areas = [Rect(0, 0, 86, height)]
        blocks = eased(sections, areas, *columns(sections, areas))
        said = words_of(Sheet(86, height, tuple(blocks)))
        assert bars[0].label in said, height
        assert (bars[-1].label in said) is (height > 80), height
        asked[height] = sum(isinstance(mark, Box) for mark in blocks[-1].marks)
    assert (asked[80], asked[124]) == (2, 6)


def test_what_the_patient_wants_to_ask_gives_way_after_findings(make_page: MakePage) -> None:
    """Eight of twelve questions stood below four findings that Painlog had put there by itself."""
    asked = tuple(f"{number}. Who do I call at the weekend, and may I drive?" for number in range(1, 13))
    page = make_page(flare_ups=46, medicines=4, questions=asked)
    claim = Claim(headline="Lifting stands out", sentence="46 % of the time, other activities 4 %")
    sections = tuple(
        replace(section, body=Claims(claims=(claim,) * 4, note=medicines_line()))
        if section.part is Part.DISCUSS
        else section
        for section in page.sections
    )
    for each in all_papers(replace(page, sections=sections)):
        said = words_of(lay_out(each))
        assert all(question in said for question in asked), each.choices.paper
        assert 0 < said.count(claim.headline) < 4


@pytest.mark.parametrize(
    ("asked", "height"), [(LONG_QUESTIONS[:3], 160), ((" ".join(LONG_QUESTIONS[:3]),), 250)]
)
def test_long_questions_are_told_whole_where_there_is_room(
    make_page: MakePage, asked: tuple[str, ...], height: int
) -> None:
    """They were cut after four lines, or on an empty page after six, above lines to write on."""
    sections = make_page(flare_ups=60, medicines=3, questions=asked).sections
    areas = [Rect(0, 0, 86, height)]
    blocks = eased(sections, areas, *columns(sections, areas))
    said = words_of(Sheet(86, height, tuple(blocks)))
    assert said.count("a glass of wine the evening before?") == 3
    assert "…" not in said


def test_as_many_questions_stand_there_as_fit_and_not_only_as_many_as_a_step_has(make_page: MakePage) -> None:
    """Two of twelve stood above empty lines, since five did not fit."""
    sections = make_page(flare_ups=60, medicines=3, questions=LONG_QUESTIONS).sections
    told = set()
    for height in range(70, 130, 3):
        areas = [Rect(0, 0, 86, height)]
        blocks = eased(sections, areas, *columns(sections, areas))
        told.add(sum(isinstance(mark, Box) for mark in blocks[-1].marks))
    assert {1, 2, 3, 4, 5} <= told


def test_the_line_about_the_figures_beside_the_bars_stands_only_below_such_figures() -> None:
    bars = (
        Bar(label="Climbing stairs", count=28),
        Bar(label="Lifting", count=25, said="3 of 8 times"),
        Bar(label="No trigger noted", count=20, stands_back=True),
    )
    note = "followed within an hour / times it was logged"
    section = Section(part=Part.TRIGGERS, title="Triggers", body=Bars(bars=bars, note=note))
    said = {}
    for height in (60, 17):
        areas = [Rect(0, 0, 86, height)]
        blocks = eased([section], areas, *columns([section], areas))
        said[height] = words_of(Sheet(86, height, tuple(blocks)))
    assert "3 of 8 times" in said[60]
    assert note in said[60]
    assert "3 of 8 times" not in said[17]
    assert "right:" not in said[17]


def test_a_line_to_write_on_gives_way_to_what_else_is_asked(make_page: MakePage) -> None:
    """Below questions that were cut it stood on a full page all the same."""
    sections = make_page(flare_ups=60, medicines=3, questions=LONG_QUESTIONS[:3]).sections
    lines = set()
    for height in range(120, 210, 3):
        areas = [Rect(0, 0, 86, height)]
        blocks = eased(sections, areas, *columns(sections, areas))
        block = next(one for one in blocks if one.name == "questions")
        if words_of(Sheet(86, height, (block,))).count("a glass of wine the evening before?") == 3:
            lines.add(sum(isinstance(mark, Line) for mark in block.marks))
    assert lines >= {0, 1}, "told whole without a line where there is no room for both"


def test_everything_that_fits_is_there_and_nothing_says_more(make_page: MakePage) -> None:
    page = make_page(flare_ups=46)
    said = words_of(lay_out(page))
    bars = next(section.body for section in page.sections if section.part is Part.TRIGGERS)
    assert isinstance(bars, Bars)
    assert "Can I stop the evening tablet now?" in said
    assert "Is driving all right with the patch?" in said
    assert f"and {len(bars.bars) - 6} more, in the full list" in said
    assert "means: more in the full list" not in said


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_long_name_among_short_ones_is_said_to_be_shortened(make_page: MakePage, place: int) -> None:
    names = [*NAMES[:3]]
    names[place] = "Hydromorphone hydrochloride prolonged-release tablets"
    page = make_page(flare_ups=8, medicines=3, names=tuple(names))
    bare = replace(page, sections=(), where=None)
    assert "means: more in the full list" in words_of(lay_out(bare))


def test_how_complete_it_is_has_the_whole_line_where_no_name_stands_beside_it(make_page: MakePage) -> None:
    told = "42 days · entries on 1 of them · on 3 more only notes · 12 % written over an hour later"
    for who in ("", "Sample Patient"):
        page = replace(make_page(flare_ups=5, medicines=1), who=who, completeness=told)
        assert told in words_of(lay_out(page))


def test_there_is_room_to_write_below_each_question(make_page: MakePage) -> None:
    sheet = lay_out(make_page(flare_ups=5, medicines=1))
    block = next(block for block in sheet.blocks if block.name == "questions")
    rules = [mark for mark in block.marks if isinstance(mark, Line)]
    boxes = [mark for mark in block.marks if isinstance(mark, Box)]
    assert len(boxes) == 2
    assert len(rules) >= 3
    heights = sorted({rule.y1 for rule in rules})
    assert all(below - above >= 4.9 for above, below in pairwise(heights))


def test_a_part_without_entries_keeps_its_place(make_page: MakePage) -> None:
    sheet = lay_out(make_page(flare_ups=0, medicines=0))
    names = [block.name for block in sheet.blocks]
    assert {"head", "figure 1", "figure 5", "timeline", "day by day", "triggers", "foot"} <= set(names)
    said = words_of(sheet)
    assert "No flare-up was written down." in said
    assert "None was written down." in said


def test_up_to_26_weeks_a_row_is_a_day_and_beyond_one_week_or_more(make_page: MakePage) -> None:
    """The title is true for rows of several weeks as well."""
    days, hours, several = "Day by day", "Hours of the day", (False, True)
    for weeks, title, summed in (
        (1, days, (False,)),
        (26, days, (False,)),
        (27, hours, several),
        (260, hours, (True,)),
    ):
        for page in all_papers(make_page(whole=False, weeks=weeks, flare_ups=60, medicines=8)):
            said = words_of(lay_out(page))
            assert title in said, (weeks, page.choices.paper)
            assert bool(re.search(r"each row is \d+ weeks", said)) in summed, (weeks, page.choices.paper)
            assert "Week by week" not in said


@pytest.mark.parametrize("weeks", [6, 60])
def test_the_key_tells_what_each_mark_means_and_only_of_what_is_there(tmp_path: Path, weeks: int) -> None:
    kept = Kept(weeks=weeks, flare_ups=60)
    plain = words_of(lay_out(page_for(record_of(_folder(tmp_path, "plain"), kept), kept.begin, kept.until)))
    odd = FlareUp(
        id=uuid4(),
        started_at=datetime.combine(kept.begin, time(12), SUMMER),
        end_unknown=True,
        time_uncertain=True,
        peak=4,
    )
    record = record_of(_folder(tmp_path, "odd"), kept, odd)
    page = words_of(lay_out(page_for(record, kept.begin, kept.until)))
    assert ("end not known" in page) is (weeks == 6)
    assert "the hour is a guess" in page
    assert "end not known" not in plain
    assert "the hour is a guess" not in plain
    assert ("written later" in page) is ("written later" in plain)
    if weeks == 60:
        assert "written later" not in page


def test_the_key_shows_an_end_or_a_level_that_is_not_known_as_the_days_draw_it(tmp_path: Path) -> None:
    kept = Kept(flare_ups=0)
    started = datetime.combine(kept.begin, time(12), SUMMER)
    odd = FlareUp(id=uuid4(), started_at=started, end_unknown=True)
    sheet = lay_out(page_for(record_of(tmp_path, kept, odd), kept.begin, kept.until))
    [days] = [block for block in sheet.blocks if block.name == "day by day"]
    samples = {after.said: mark for mark, after in pairwise(days.marks) if isinstance(after, Text)}
    unended, without_level = samples["end not known"], samples["how bad: not said"]
    assert isinstance(unended, Box)
    assert isinstance(without_level, Box)
    assert unended.dashed
    assert without_level.dashed
    assert without_level.rect.height < unended.rect.height


def test_rows_of_weeks_have_no_key_of_what_only_rows_of_days_show(tmp_path: Path) -> None:
    """Sums show neither a broken outline nor a pale bar of what was written later."""
    kept = Kept(weeks=40, flare_ups=0)
    began = datetime.combine(kept.begin, time(12), SUMMER)
    odd = FlareUp(id=uuid4(), started_at=began, end_unknown=True)
    late = FlareUp(
        id=uuid4(),
        started_at=began + timedelta(days=1),
        ended_at=began + timedelta(days=1, hours=1),
        peak=6,
        written_at=began + timedelta(days=2),
    )
    said = key_of(lay_out(page_for(record_of(tmp_path, kept, odd, late), kept.begin, kept.until)))
    assert "flare-up" in said
    assert not {"end not known", "how bad: not said", "written later"} & set(said)


@pytest.mark.parametrize(("guessed", "aside"), [(2, "midnight to midnight"), (3, "most hours are guesses")])
def test_where_most_hours_are_guesses_the_days_say_so(tmp_path: Path, guessed: int, aside: str) -> None:
    kept = Kept(flare_ups=0, before=False)
    first = datetime.combine(kept.begin, time(2), SUMMER)
    told = [
        FlareUp(
            id=uuid4(), started_at=first + timedelta(days=n), time_uncertain=n < guessed, end_unknown=True
        )
        for n in range(5)
    ]
    sheet = lay_out(page_for(record_of(tmp_path, kept, *told), kept.begin, kept.until))
    [said] = [part for part in ("midnight to midnight", "most hours are guesses") if part in words_of(sheet)]
    assert said == aside
    assert list(faults(sheet)) == []


def key_of(sheet: Sheet) -> list[str]:
    """Return what the key says: it stands below the days."""
    [days] = [block for block in sheet.blocks if block.name == "day by day"]
    [chart] = [mark.rect for mark in days.marks if isinstance(mark, Chart)]
    return [mark.said for mark in days.marks if isinstance(mark, Text) and mark.y > chart.bottom]


def test_the_key_tells_activities_therapy_appointments_and_what_is_still_going_on(tmp_path: Path) -> None:
    kept = Kept(until=date(2026, 4, 14))
    running = FlareUp(id=uuid4(), started_at=datetime.combine(kept.until, time(20), SUMMER), peak=4)
    record = record_of(tmp_path, kept, running)
    visit = replace(record.appointments[-1], at=datetime.combine(kept.until, time(9), SUMMER))
    record = replace(record, appointments=(visit,))
    page = page_for(record, kept.begin, kept.until)
    told = {"activity", "physical therapy", "appointment", "still going on"}
    for each in all_papers(page):
        sheet = lay_out(each)
        assert list(faults(sheet)) == []
        assert told <= set(key_of(sheet))
    before = page_for(record, kept.begin, kept.begin + timedelta(days=13))
    assert told & set(key_of(lay_out(before))) == {"activity"}


def test_a_day_with_a_note_alone_is_not_said_to_have_nothing_written_down(tmp_path: Path) -> None:
    kept = Kept(before=False)
    first = kept.begin - timedelta(days=7)
    with journal_of(tmp_path, kept) as journal:
        journal.record(Note(id=uuid4(), at=datetime.combine(first, time(9), SUMMER), text="a new bed"))
    key = key_of(lay_out(page_for(record_of(tmp_path, kept), first, kept.until)))
    assert "no entry on pain or medicine" in key
    assert "nothing written down" not in key


def test_sums_have_no_key_of_single_marks(make_page: MakePage) -> None:
    said = key_of(lay_out(make_page(weeks=60, flare_ups=600)))
    assert "as-needed doses by the hour" in said
    assert not {"as-needed dose", "activity", "physical therapy", "appointment"} & set(said)


def test_the_longest_key_keeps_its_distance_from_the_foot(tmp_path: Path) -> None:
    kept = Kept(flare_ups=60, medicines=8, questions=LONG_QUESTIONS, until=date(2026, 4, 14))
    first = datetime.combine(kept.begin, time(12), SUMMER)
    odd = FlareUp(id=uuid4(), started_at=first, end_unknown=True, peak=4)
    guess = FlareUp(id=uuid4(), started_at=first + timedelta(hours=3), time_uncertain=True, peak=4)
    running = FlareUp(id=uuid4(), started_at=datetime.combine(kept.until, time(20), SUMMER), peak=4)
    record = record_of(tmp_path, kept, odd, guess, running)
    page = page_for(record, kept.begin, kept.until, worked=worked_out(record, kept.begin, kept.until))
    for each in all_papers(page):
        sheet = lay_out(each)
        assert list(faults(sheet)) == []
        [days] = [block.rect for block in sheet.blocks if block.name == "day by day"]
        assert len(key_of(sheet)) >= 9
        assert days.bottom <= sheet.blocks[-1].rect.y - 2.5


def test_without_flare_ups_the_key_tells_of_none(make_page: MakePage) -> None:
    said = key_of(lay_out(make_page(flare_ups=0)))
    assert "regular dose" in said
    assert "flare-up" not in said


def _folder(within: Path, name: str) -> Path:
    made = within / name
    made.mkdir()
    return made


def test_the_blocks_are_in_the_order_in_which_they_are_read(make_page: MakePage) -> None:
    names = [block.name for block in lay_out(make_page()).blocks]
    expected = ["head", *(f"figure {n}" for n in range(1, 6)), "where it hurt", "timeline"]
    expected += ["day by day", "triggers", "as-needed medicine", "worth discussing", "questions", "foot"]
    assert names == expected


def test_before_the_findings_are_worked_out_the_page_stands_as_it_will(tmp_path: Path) -> None:
    kept = Kept(flare_ups=60)
    record = record_of(tmp_path, kept)
    worked: Worked = worked_out(record, kept.begin, kept.until)
    for each in (None, worked):
        page = page_for(record, kept.begin, kept.until, worked=each)
        assert list(faults(lay_out(page))) == []


@pytest.mark.parametrize("of", ["", "of 128 that say where"])
@pytest.mark.parametrize("said", [NAMES[:2], LONG_NAMES[:2], (LONG_WORD,)])
def test_where_it_hurt_keeps_room_for_the_body(make_page: MakePage, said: tuple[str, ...], of: str) -> None:
    page = make_page(weeks=1)
    assert page.where is not None
    for each in all_papers(replace(page, where=replace(page.where, said=said, of=of))):
        sheet = lay_out(each)
        assert list(faults(sheet)) == []
        [body] = [mark for block in sheet.blocks for mark in block.marks if isinstance(mark, Figures)]
        assert body.rect.height >= 10
        assert of in words_of(sheet)


@pytest.mark.parametrize("of", ["", "of 128 that say where"])
def test_of_two_places_of_the_drawing_both_are_said_whole(make_page: MakePage, of: str) -> None:
    """A place cut to “back of thigh, …” did not tell on which side it hurt."""
    page = replace(make_page(weeks=1), figures=())
    for places in combinations(body().regions, 2):
        said = tuple(f"100 % {place}" for place in places)
        where = Where(label="Where it hurt", said=said, of=of, regions=places)
        [tile] = figures(replace(page, where=where), 0, 0, 182)
        assert " ".join(said) in words_of(Sheet(210, 297, (tile,)))
        [drawn] = [mark for mark in tile.marks if isinstance(mark, Figures)]
        assert drawn.rect.height >= 10


def test_tiles_beside_one_another_are_set_alike(make_page: MakePage) -> None:
    """“Worst pain, usually” was smaller than the other names, and its figure stood higher than theirs."""
    page = make_page()
    said = [replace(page.figures[0], value="23 h 13 min"), *page.figures[1:]]
    tiles = figures(replace(page, figures=tuple(said)), 0, 0, 182)
    texts = [[mark for mark in tile.marks if isinstance(mark, Text)] for tile in tiles]
    assert len({of[0].style for of in texts}) == 1, "the names"
    for line in range(3):  # the name, the figure, and what is first below it
        assert len({round(of[line].y, 3) for of in texts[: len(said)]}) == 1, line


def test_without_a_place_the_five_figures_have_the_whole_width(make_page: MakePage) -> None:
    page = make_page()
    figures = [block.rect for block in lay_out(replace(page, where=None)).blocks if "figure" in block.name]
    assert figures[-1].right == pytest.approx(page.choices.paper.size[0] - MARGIN)
    assert figures[0].width > 33


def test_without_the_days_the_timeline_says_what_its_marks_are(tmp_path: Path) -> None:
    """Triangles stood there, full and hollow, and nothing told which is which."""
    kept = Kept(until=date(2026, 4, 14))
    running = FlareUp(id=uuid4(), started_at=datetime.combine(kept.until, time(20), SUMMER), peak=4)
    without = Choices(parts=EVERY_PART - {Part.DAY_BY_DAY})
    for folder, weeks in (("long", 0), ("longer", 1)):
        record = record_of(_folder(tmp_path, folder), kept, running)
        page = page_for(record, kept.begin - timedelta(days=77 * weeks), kept.until, choices=without)
        for each in all_papers(page):
            sheet = lay_out(each)
            assert list(faults(sheet)) == []
            [shown] = [block for block in sheet.blocks if block.name == "timeline"]
            [chart] = [mark.rect for mark in shown.marks if isinstance(mark, Chart)]
            said = {mark.said for mark in shown.marks if isinstance(mark, Text) and mark.y > chart.bottom}
            assert {"activity", "physical therapy", "still going on"} <= said
            assert ("no entry on pain or medicine" in said) is bool(weeks)
        for chosen in (EVERY_PART, frozenset({Part.DAY_BY_DAY})):
            sheet = lay_out(replace(page, choices=Choices(parts=chosen)))
            [shown] = [block for block in sheet.blocks if block.name == "timeline"]
            assert "activity" not in {mark.said for mark in shown.marks if isinstance(mark, Text)}


@pytest.mark.parametrize("weeks", [6, 104])
def test_the_background_stands_in_the_legend_only_where_somebody_told_it(tmp_path: Path, weeks: int) -> None:
    kept = Kept(weeks=weeks)
    record = record_of(tmp_path, kept)
    untold = array("f", [-1.0]) * len(record.check_ins.at)
    quiet = replace(record, check_ins=replace(record.check_ins, background=untold))

    def is_named(told: Record) -> bool:
        return ">background<" in svg(page_for(told, kept.begin, kept.until)).decode()

    assert is_named(record)
    assert not is_named(quiet)
