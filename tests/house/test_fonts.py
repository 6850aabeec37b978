"""The fonts that ship: every text on a page can be found and copied again, on a machine without any font."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QPageSize, QPainter, QPdfWriter, QRawFont
from pytestqt.qtbot import QtBot

from painlog.places import resources

WEIGHTS = {
    "Regular": QFont.Weight.Normal,
    "SemiBold": QFont.Weight.DemiBold,
    "Bold": QFont.Weight.Bold,
}
LINES = (
    "flare-up fluffy office 12:30 3x4 -> off-time 31/03",
    "µg ≥ 4 ≤ 6 – — … ▼ ▲ → ← ½ × ✓ ☐ ☑ · ° ± %",  # noqa: RUF001 - signs that a page uses
    "Müller Łódź żółw Ελληνικά Кириллица „x“ « » Tiếng Việt Ğİşı",
)


def font_file(weight: str) -> Path:
    return resources() / "fonts" / f"PainlogSans-{weight}.otf"


def written_page(target: Path, size: float = 10) -> Path:
    """Write the lines in each weight on one page."""
    page = QPdfWriter(str(target))
    page.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    page.setResolution(1200)
    painter = QPainter(page)
    for place, weight in enumerate(WEIGHTS.values()):
        font = QFont("Painlog Sans")
        font.setPointSizeF(size)
        font.setWeight(weight)
        painter.setFont(font)
        for number, line in enumerate(LINES):
            painter.drawText(QPointF(1000, 1000 + 300 * (len(LINES) * place + number)), line)
    painter.end()
    return target


@pytest.fixture
def fonts(qtbot: QtBot) -> list[int]:
    return [QFontDatabase.addApplicationFont(str(font_file(weight))) for weight in WEIGHTS]


def test_each_weight_is_one_of_the_family(fonts: list[int]) -> None:
    assert -1 not in fonts
    for weight in WEIGHTS.values():
        found = QFontInfo(QFont("Painlog Sans", 10, weight))
        assert (found.family().startswith("Painlog Sans"), found.weight()) == (True, weight)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_page_uses_no_sign_that_the_font_lacks(qtbot: QtBot, weight: str) -> None:
    font = QRawFont(str(font_file(weight)), 12)
    missing = [sign for sign in "".join(LINES) if not font.supportsCharacter(ord(sign))]
    assert missing == []


def test_digits_have_one_width(qtbot: QtBot) -> None:
    font = QRawFont(str(font_file("Regular")), 12)
    widths = font.advancesForGlyphIndexes(font.glyphIndexesForString("0123456789"))
    assert len({round(advance.x(), 3) for advance in widths}) == 1


def test_a_page_can_be_searched_and_is_small(fonts: list[int], tmp_path: Path) -> None:
    file = written_page(tmp_path / "page.pdf")
    text = PdfReader(file).pages[0].extract_text()
    assert text.count("flare-up fluffy office 12:30") == len(WEIGHTS)
    # Between scripts a reader may see a gap or none; the letters are what counts.
    letters = "".join(text.split())
    assert [line for line in LINES if letters.count("".join(line.split())) != len(WEIGHTS)] == []
    assert file.stat().st_size < 30_000


def test_a_page_embeds_its_fonts(fonts: list[int], tmp_path: Path) -> None:
    page = PdfReader(written_page(tmp_path / "page.pdf")).pages[0]
    drawn = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert sorted(font["/BaseFont"].split("+")[-1] for font in drawn) == [
        "/PainlogSans-Bold",
        "/PainlogSans-Regular",
        "/PainlogSans-SemiBold",
    ]
    for font in drawn:
        assert "/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"]
