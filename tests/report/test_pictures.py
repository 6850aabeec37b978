"""The page and its charts as pictures."""

import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtSvg import QSvgRenderer

from painlog.report.page import Page
from painlog.report.pictures import image, svg
from painlog.report.writing import UnknownEnding, write
from tests.report.conftest import MakePage

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def page(make_page: MakePage) -> Page:
    return make_page()


def colours(picture: QImage) -> Counter[str]:
    small = picture.scaledToWidth(300)
    return Counter(small.pixelColor(x, y).name() for x in range(300) for y in range(small.height()))


def test_an_image_is_as_large_as_the_paper(page: Page) -> None:
    made = image(page, 100)
    assert (made.width(), made.height()) == (round(210 / 25.4 * 100), round(297 / 25.4 * 100))
    assert made.dotsPerMeterX() == pytest.approx(100 / 0.0254, abs=1)


def test_a_png_shows_flare_ups_on_white(page: Page, tmp_path: Path) -> None:
    write(tmp_path / "page.png", page)
    found = QImage(str(tmp_path / "page.png"))
    assert colours(found).most_common(1)[0][0] == "#ffffff"
    warm = [QColor(name) for name in colours(found)]
    assert any(colour.red() > 180 and colour.blue() < 80 for colour in warm)


def test_an_svg_holds_real_text_and_no_picture(page: Page, tmp_path: Path) -> None:
    write(tmp_path / "page.svg", page)
    root = ET.fromstring((tmp_path / "page.svg").read_bytes())  # noqa: S314 - our own file
    said = [element.text for element in root.iter(f"{SVG}text")]
    assert "Breakthrough pain profile" in said
    assert "Oxycodone IR 5 mg" in said
    assert not list(root.iter(f"{SVG}image"))
    families = {element.get("font-family") for element in root.iter(f"{SVG}text")}
    assert families == {"Painlog Sans, Inter, sans-serif"}


def test_the_svg_is_as_large_as_the_paper_and_can_be_drawn(page: Page) -> None:
    data = svg(page)
    renderer = QSvgRenderer(data)
    assert renderer.isValid()
    box = renderer.viewBoxF()
    assert box.height() / box.width() == pytest.approx(297 / 210, rel=1e-3)


@pytest.mark.parametrize("name", ["page.pdf", "page.PNG", "page.svg", "page.html", "page.txt"])
def test_a_file_s_ending_tells_its_form(page: Page, tmp_path: Path, name: str) -> None:
    write(tmp_path / name, page)
    first = (tmp_path / name).read_bytes()[:5]
    assert (
        first
        == {"pdf": b"%PDF-", "png": b"\x89PNG\r", "svg": b"<?xml", "html": b"<!DOC", "txt": b"Break"}[
            name.rpartition(".")[2].casefold()
        ]
    )


def test_another_ending_is_refused(page: Page, tmp_path: Path) -> None:
    with pytest.raises(UnknownEnding) as refused:
        write(tmp_path / "page.docx", page)
    assert refused.value.ending == ".docx"
    assert not (tmp_path / "page.docx").exists()
