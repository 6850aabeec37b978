"""The recovery sheet holds all that somebody needs who forgot the passphrase, on one page of either paper."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from painlog.report import lettering
from painlog.report.document import Document
from painlog.report.marks import Rect, Text
from painlog.report.page import Paper
from painlog.report.pdf import pdf
from painlog.report.recovery_sheet import recovery_sheet
from painlog.report.writing import write
from tests.report.conftest import holds

GROUPS = ("3W4Q2", "37BYT", "1AJX3", "PVVGM", "4Z16R", "SSS66", "NAA5T")
MADE = datetime(2026, 11, 27, 12, tzinfo=UTC)


def sheet(paper: Paper = Paper.A4, name: str = "mine.painlog") -> Document:
    """Lay one out."""
    return recovery_sheet(GROUPS, name, MADE, paper)


@pytest.mark.parametrize("paper", Paper)
def test_it_says_all_that_is_needed(paper: Paper, tmp_path: Path) -> None:
    write(tmp_path / "sheet.pdf", sheet(paper))
    pages = PdfReader(tmp_path / "sheet.pdf").pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    for words in (*GROUPS, "mine.painlog", "27 November 2026", "Use the recovery sheet"):
        assert words in text


def test_its_groups_are_large_and_in_their_order() -> None:
    marks = sheet().sheets[0].blocks[0].marks
    groups = [mark for mark in marks if isinstance(mark, Text) and mark.said in GROUPS]
    assert [mark.said for mark in groups] == list(GROUPS)
    assert all(mark.style.points >= 24 for mark in groups)
    numbers = [mark.said for mark in marks if isinstance(mark, Text) and mark.said.isdecimal()]
    assert [number for number in numbers if len(number) == 1] == [str(at) for at in range(1, 8)]


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("name", ["j.painlog", "a long name of a journal " * 12])
def test_nothing_lies_over_an_edge(paper: Paper, name: str) -> None:
    made = sheet(paper, name)
    page = Rect(15, 15, made.size[0] - 30, made.size[1] - 30)
    for block in made.sheets[0].blocks:
        assert all(holds(page, mark.rect) for mark in block.marks if isinstance(mark, Text))


def test_all_of_it_can_be_read_without_glasses() -> None:
    told = [mark for mark in sheet().sheets[0].blocks[0].marks if isinstance(mark, Text)]
    assert min(mark.style.points for mark in told) >= 11
    assert lettering.SMALLEST < 11


def test_the_same_sheet_is_the_same_file() -> None:
    assert pdf(sheet()) == pdf(sheet())
