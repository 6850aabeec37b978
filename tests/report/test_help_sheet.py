"""When to seek help stands on one sheet of either paper, in the words of the help."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from painlog.places import resources
from painlog.report.document import Document
from painlog.report.help_sheet import help_sheet
from painlog.report.marks import Rect, Text
from painlog.report.page import Paper
from painlog.report.writing import write
from tests.report.conftest import holds

MADE = datetime(2026, 11, 27, 12, tzinfo=UTC)
TEXT = (resources() / "help" / "en" / "seek-help.md").read_text(encoding="utf-8")
NUMBERS = "emergency 112\nDr Sample 555 0123"


def sheet(paper: Paper = Paper.A4, numbers: str = NUMBERS) -> Document:
    """Lay one out."""
    return help_sheet(TEXT, numbers, MADE, paper)


@pytest.mark.parametrize("paper", Paper)
def test_every_word_of_the_help_and_the_own_numbers_are_on_one_page(paper: Paper, tmp_path: Path) -> None:
    write(tmp_path / "sheet.pdf", sheet(paper))
    (page,) = PdfReader(tmp_path / "sheet.pdf").pages
    text = page.extract_text().split()
    told = TEXT.replace("*", "").replace("#", "").replace("\n- ", "\n").split()
    assert [word for word in told if word not in text] == []
    assert "My own emergency numbers" in " ".join(text)
    assert "emergency 112 · Dr Sample 555 0123" in " ".join(text)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("numbers", ["", NUMBERS, "a number and whose it is\n" * 40])
def test_nothing_lies_over_an_edge_or_is_small(paper: Paper, numbers: str) -> None:
    made = sheet(paper, numbers)
    page = Rect(15, 15, made.size[0] - 30, made.size[1] - 30)
    marks = [mark for mark in made.sheets[0].blocks[0].marks if isinstance(mark, Text)]
    assert all(holds(page, mark.rect) for mark in marks)
    assert min(mark.style.points for mark in marks) >= 10
    assert any(mark.said == "My own emergency numbers" for mark in marks) is bool(numbers)


def test_points_stand_in_a_row_below_one_another() -> None:
    marks = [mark for mark in sheet().sheets[0].blocks[0].marks if isinstance(mark, Text)]
    dashes = [mark for mark in marks if mark.said == "–"]  # noqa: RUF001 - the dash before a point
    assert len(dashes) == TEXT.count("\n- ")
    assert all(any(other.y == dash.y and other is not dash for other in marks) for dash in dashes)
