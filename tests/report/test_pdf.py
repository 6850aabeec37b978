"""The PDF as others see it: read back with poppler and pypdf."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pypdf
import pytest
from PySide6.QtCore import QLocale

from painlog.entries import Appointment, Medicine
from painlog.patterns.moments import DAY, wall_of
from painlog.patterns.turns import Turn, Upright
from painlog.report.page import EVERY_PART, Choices, Page, Paper, Part
from painlog.report.pdf import pdf
from painlog.report.writing import write
from tests.programs import said_by
from tests.report.conftest import MakePage
from tests.report.diaries import SUMMER, Kept, journal_of

ROOT = Path(__file__).parents[2]
VISIT = datetime(2026, 3, 16, 10, tzinfo=SUMMER)


@pytest.fixture
def page(make_page: MakePage) -> Page:
    return make_page()


def words(path: Path, *options: str) -> str:
    return said_by("pdftotext", *options, path, "-")


def reader(path: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(path, strict=True)


def objects(file: pypdf.PdfReader) -> Iterator[pypdf.generic.PdfObject]:
    for number in range(1, int(str(file.trailer["/Size"]))):
        found = file.get_object(number)
        if found is not None:
            yield found


def test_every_word_can_be_searched_in_the_order_of_reading(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    write(file, page)
    said = " ".join(words(file, "-raw").split())
    order = [
        "Breakthrough pain profile",
        "2 March – 12 April 2026",  # noqa: RUF001
        "Sample Patient",
        "Flare-ups",
        "Usual length",
        "Background pain",
        "Flare-ups against medication",
        "Oxycodone IR 5 mg",
        "Day by day",
        "What seemed to set it off",
        "As-needed medicine",
        "Worth discussing",
        "I want to ask",
        "Can I stop the evening tablet now?",
        "A record, not a diagnosis",
        "page 1 of 1",
    ]
    places = [said.find(phrase) for phrase in order]
    assert -1 not in places, dict(zip(order, places, strict=True))
    assert places == sorted(places)


def test_flare_up_is_found_in_spite_of_ligatures(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    write(file, page)
    assert words(file).lower().count("flare-up") >= 3
    assert "\ufb02" not in words(file)


def test_it_is_one_page_of_the_paper_that_was_chosen(page: Page, tmp_path: Path) -> None:
    for paper, size in ((Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))):
        file = tmp_path / f"{paper}.pdf"
        write(file, replace(page, choices=Choices(paper=paper)))
        (only,) = reader(file).pages
        assert (round(only.mediabox.width), round(only.mediabox.height)) == size


def test_title_author_and_date_are_those_of_the_journal(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    write(file, page)
    told = reader(file).metadata
    assert told is not None
    assert told.title == "Breakthrough pain profile, 2 March – 12 April 2026"  # noqa: RUF001
    assert told.author == "Sample Patient"
    assert told.creation_date == page.as_of.astimezone(UTC).replace(microsecond=0)
    assert told.modification_date == told.creation_date


def test_it_says_in_which_language_it_is(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    write(file, page)
    root = reader(file).root_object
    assert str(root["/Lang"]) == QLocale().bcp47Name()


def test_fonts_are_embedded_and_nothing_is_a_picture(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    write(file, page)
    listed = said_by("pdffonts", file).splitlines()[2:]
    assert {line.split()[0].rpartition("+")[2] for line in listed} == {
        "PainlogSans-Regular",
        "PainlogSans-SemiBold",
        "PainlogSans-Bold",
    }
    assert all(re.search(r"yes (yes|no)\s+yes", line) for line in listed)
    kinds = [each.get("/Subtype") for each in objects(reader(file)) if isinstance(each, dict)]
    assert "/Image" not in kinds


def test_it_says_that_it_is_an_archive_file_and_uses_no_transparency(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    write(file, page)
    found = reader(file)
    told = found.xmp_metadata
    assert told is not None
    raw = told.stream.get_data().decode()
    assert 'pdfaid:part="1"' in raw
    assert 'pdfaid:conformance="B"' in raw
    opacities = [each.get("/ca", 1) for each in objects(found) if isinstance(each, dict)]
    assert {float(str(opacity)) for opacity in opacities} == {1.0}


def test_grey_prints_without_colour(page: Page, tmp_path: Path) -> None:
    for grey in (False, True):
        file = tmp_path / f"{grey}.pdf"
        write(file, replace(page, choices=Choices(grey=grey)))
        said_by("pdftoppm", "-r", "50", "-png", "-singlefile", file, file.with_suffix(""))
        assert has_colour(file.with_suffix(".png")) is not grey


def has_colour(path: Path) -> bool:
    from PySide6.QtGui import QImage

    image = QImage(str(path))
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return any(max(p.red(), p.green(), p.blue()) - min(p.red(), p.green(), p.blue()) > 30 for p in pixels)


def test_the_size_stays_small(make_page: MakePage) -> None:
    quarter = make_page(weeks=13, flare_ups=120)
    assert len(pdf(quarter)) < 200_000
    bare = make_page(Choices(parts=EVERY_PART - {Part.DAY_BY_DAY}), weeks=13, flare_ups=120)
    assert len(pdf(bare)) <= 40_000
    assert len(pdf(make_page(weeks=520, flare_ups=3000))) < 200_000


SCRIPT = """
import sys
from datetime import date
from pathlib import Path
from painlog.journal import Journal
from painlog.report.compose import page_for, span_needed
from painlog.report.pdf import application
from painlog.report.working import worked_out
from painlog.report.writing import write
from painlog.words import language
app = application()
language.install(app, "en")
days = date(2026, 3, 2), date(2026, 4, 12)
with Journal.open(Path(sys.argv[1]), create=False) as journal:
    record = journal.record_of(*span_needed(*days), details=True)
write(Path(sys.argv[2]), page_for(record, *days, worked=worked_out(record, *days)))
"""


def test_the_same_journal_gives_the_same_bytes_anywhere_at_any_time(tmp_path: Path) -> None:
    journal_of(tmp_path, Kept()).close()
    made = []
    for zone, seed in (("Europe/Berlin", "1"), ("Asia/Tokyo", "2"), ("UTC", "3"), ("America/New_York", "4")):
        file = tmp_path / f"{seed}.pdf"
        surroundings = {
            **os.environ,
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "DISPLAY": "",
            "QT_QPA_PLATFORM": "",
        }
        command = [sys.executable, "-c", SCRIPT, str(tmp_path / "journal.painlog"), str(file)]
        subprocess.run(command, check=True, cwd=ROOT, env=surroundings)
        made.append(file.read_bytes())
    assert len(set(made)) == 1


def test_another_page_has_another_id(page: Page) -> None:
    def id_of(data: bytes) -> bytes:
        found = re.search(rb"/ID \[ <([0-9a-f]+)>", data)
        assert found is not None
        return found[1]

    one, same, other = (pdf(each) for each in (page, page, replace(page, title="Another")))
    assert id_of(one) == id_of(same) != id_of(other)


def test_a_date_in_a_title_is_left_alone(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    write(file, replace(page, title="(D:20200101000000Z)", as_of=datetime(2026, 1, 2, 3, 4, tzinfo=UTC)))
    told = reader(file).metadata
    assert told is not None
    assert str(told.title).startswith("(D:20200101000000Z)")


def test_a_file_that_cannot_be_written_leaves_the_old_one(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(b"old")
    with pytest.raises(OSError):  # noqa: PT011 - whatever the system says
        write(tmp_path / "missing" / "page.pdf", page)
    assert file.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_a_picture_in_a_medicines_name_is_not_blank_in_the_chart(make_page: MakePage, tmp_path: Path) -> None:
    """With a font of colour bitmaps nothing was printed in its place, and the doctor read half a name."""
    name = "Oxy \N{MELTING FACE}"
    file = tmp_path / "page.pdf"
    write(file, make_page(names=(name, "Paracetamol", "Patch")))
    said = " ".join(words(file, "-raw").split())
    lanes = said.partition("Flare-ups against medication")[2].partition("Day by day")[0]
    assert "Oxy (mel" in lanes


def test_nor_is_one_at_a_line_of_the_chart(make_page: MakePage, tmp_path: Path) -> None:
    page = make_page()
    visit = Appointment(id=uuid4(), at=VISIT, with_whom="Dr \N{MELTING FACE}")
    drops = Medicine(id=uuid4(), name="Drops \N{MELTING FACE}")
    at = wall_of(VISIT)
    lines = (
        Upright(at, Turn.APPOINTMENT, appointment=visit),
        Upright(at + 7 * DAY, Turn.CHANGED_TO, medicine=drops, was=drops),
    )
    charts = replace(page.charts, timeline=replace(page.charts.timeline, uprights=lines))
    file = tmp_path / "page.pdf"
    write(file, replace(page, charts=charts))
    said = words(file, "-raw")
    assert "Dr (melting face)" in said
    assert "changed to Drops (melting face)" in said
