"""The order of a PDF's objects, on files that Qt wrote."""

import re
import zlib
from datetime import UTC, datetime

import pypdf
import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QUuid
from PySide6.QtGui import QColor, QPainter, QPdfWriter

from painlog.report.lettering import BODY, SMALL_STRONG, TITLE, font
from painlog.report.objects import in_order

NO_ID = "00000000-0000-0000-0000-000000000000"
MOMENT = datetime(2026, 4, 12, 18, 30, tzinfo=UTC)


def written(text: str = "flare-up", pages: int = 2) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(text)
    writer.setDocumentId(QUuid(NO_ID))
    painter = QPainter(writer)
    for page in range(pages):
        if page:
            writer.newPage()
        for row, style in enumerate((BODY, SMALL_STRONG, TITLE)):
            painter.setFont(font(style))
            painter.setPen(QColor(85 * row, 97, 109))
            painter.drawText(QPointF(300.123456, 1000.654321 * (row + 1)), f"{text} {page}")
            painter.drawLine(QPointF(12.3456789, 7.0001), QPointF(1234.56789, 0.123456789))
    painter.end()
    return bytes(buffer.data().data())


def opened(data: bytes) -> pypdf.PdfReader:
    import io

    return pypdf.PdfReader(io.BytesIO(data), strict=True)


def test_a_reader_finds_every_object_where_the_table_says() -> None:
    data = in_order(written(), MOMENT, NO_ID, "en-GB")
    table = data[data.rindex(b"\nxref\n") :]
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", table)]
    assert [data[place:].startswith(b"%d 0 obj" % number) for number, place in enumerate(places, 1)] == [
        True
    ] * len(places)
    assert data[int(data.split()[-2]) :].startswith(b"xref")
    size = re.search(rb"/Size (\d+)", data[data.rindex(b"trailer") :])
    assert size is not None
    assert int(size[1]) == len(places) + 1, "with the place that is never used"


def test_pages_and_words_are_as_before() -> None:
    before, after = opened(written()), opened(in_order(written(), MOMENT, NO_ID, "en-GB"))
    assert len(before.pages) == len(after.pages) == 2
    for one, other in zip(before.pages, after.pages, strict=True):
        assert one.extract_text() == other.extract_text()
        assert one.mediabox == other.mediabox
    assert before.metadata is not None
    assert after.metadata is not None
    assert before.metadata.title == after.metadata.title


def test_the_dates_are_the_given_one() -> None:
    data = in_order(written(), MOMENT, NO_ID, "en-GB")
    assert data.count(b"(D:20260412183000Z)") == 2
    metadata = opened(data).metadata
    assert metadata is not None
    assert metadata.creation_date == datetime(2026, 4, 12, 18, 30, tzinfo=UTC)


def test_the_id_follows_from_the_content_alone() -> None:
    one, same, other = (in_order(written(text), MOMENT, NO_ID, "en-GB") for text in ("a", "a", "b"))
    assert one == same
    assert one != other
    assert NO_ID.encode().hex().encode() not in one


def test_it_is_smaller_and_moves_nothing_that_can_be_seen() -> None:
    before = written(pages=1)
    after = in_order(before, MOMENT, NO_ID, "en-GB")
    assert len(after) < len(before)
    places = [painted_numbers(data) for data in (before, after)]
    assert len(places[0]) == len(places[1])
    assert max(abs(a - b) for a, b in zip(*places, strict=True)) < 1.0


def test_colours_have_the_digits_that_can_be_seen() -> None:
    """Nine of each stood there: a hundredth of the file, which has a page's worth of words to hold."""
    before = written(pages=1)
    colours = [
        re.findall(rb"([\d. ]+) (?:scn|SCN)\n", painted(of))
        for of in (before, in_order(before, MOMENT, NO_ID, "en-GB"))
    ]
    shades = [[float(shade) for colour in of for shade in colour.split()] for of in colours]
    assert len(set(shades[0])) > 2
    assert max(abs(a - b) for a, b in zip(*shades, strict=True)) < 1 / 256 / 20
    assert len(b"".join(colours[1])) < 0.8 * len(b"".join(colours[0]))


def painted_numbers(data: bytes) -> list[float]:
    return [float(number) for number in re.findall(rb"-?\d+(?:\.\d+)?(?= )", painted(data))]


def painted(data: bytes) -> bytes:
    streams = re.findall(rb"/Filter /FlateDecode\n>>\nstream\n(.*?)\nendstream", data, re.DOTALL)
    return next(found for stream in streams if b" Tj" in (found := zlib.decompress(stream)))


@pytest.mark.parametrize("text", ["12 0 R", "endobj", "stream", "(D:20200101000000Z)", "xref", "\\) 1 0 R"])
def test_words_that_look_like_the_file_s_own_do_no_harm(text: str) -> None:
    after = opened(in_order(written(text), MOMENT, NO_ID, "en-GB"))
    assert after.metadata is not None
    assert after.metadata.title == text
    assert text.partition(" ")[0] in after.pages[0].extract_text()
