"""To a printer: its paper, its edges, the pages that were chosen, and the same sizes at every resolution."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter

from painlog.report.document import Document, document_of
from painlog.report.listing import listing_for
from painlog.report.page import Page, Paper
from painlog.report.printing import (
    CannotPrint,
    keep_to_this_computer,
    pages_of,
    prepare,
    print_on,
    reach,
    suited,
)
from tests.programs import said_by
from tests.report.conftest import MakePage
from tests.report.diaries import Kept, contents_of

MM = QPageLayout.Unit.Millimeter


@pytest.fixture
def page(make_page: MakePage) -> Page:
    return make_page()


@pytest.fixture
def long_list(make_page: MakePage) -> Document:
    page = make_page(flare_ups=200)
    kept = contents_of(Kept(flare_ups=200))
    document = document_of(listing_for(page, kept.entries(), kept.medicines))
    assert len(document.sheets) >= 5
    return document


@pytest.fixture
def printer_to(tmp_path: Path) -> Callable[..., QPrinter]:
    """Return a function that makes a printer which prints into a PDF file."""

    def make(name: str = "printed.pdf", resolution: int = 600) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / name))
        printer.setResolution(resolution)
        return printer

    return make


MakePrinter = Callable[..., QPrinter]


def words(path: Path) -> str:
    return said_by("pdftotext", path, "-")


def test_what_is_printed_can_be_read(page: Page, printer_to: MakePrinter, tmp_path: Path) -> None:
    printer = printer_to()
    prepare(printer, page)
    print_on(printer, page)
    said = words(tmp_path / "printed.pdf")
    assert "Breakthrough pain profile" in said
    assert "Can I stop the evening tablet now?" in said
    assert printer.docName() == "Breakthrough pain profile, 2 March – 12 April 2026"  # noqa: RUF001


@pytest.mark.parametrize("resolution", [300, 600, 1200])
def test_lines_and_type_keep_their_size_at_every_resolution(
    page: Page, printer_to: MakePrinter, tmp_path: Path, resolution: int
) -> None:
    pictures = []
    for name, dots in (("printed.pdf", resolution), ("other.pdf", 1440)):
        printer = printer_to(name, dots)
        prepare(printer, page)
        print_on(printer, page)
        stem = tmp_path / name
        said_by("pdftoppm", "-r", "60", "-png", "-singlefile", stem, stem.with_suffix(""))
        pictures.append(QImage(str(stem.with_suffix(".png"))))
    assert pictures[0].size() == pictures[1].size()
    assert difference(*pictures) < 1.0


def difference(one: QImage, other: QImage) -> float:
    """Return the mean difference of two pictures in grey levels out of 255."""
    grey = [picture.convertToFormat(QImage.Format.Format_Grayscale8) for picture in (one, other)]
    first, second = (bytes(picture.constBits()) for picture in grey)
    return sum(abs(a - b) for a, b in zip(first, second, strict=True)) / len(first)


def test_it_is_laid_out_anew_for_the_printer_s_paper(
    page: Page, printer_to: MakePrinter, tmp_path: Path
) -> None:
    printer = printer_to()
    prepare(printer, page)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    print_on(printer, page)
    (only,) = pypdf.PdfReader(tmp_path / "printed.pdf").pages
    assert (round(only.mediabox.width), round(only.mediabox.height)) == (612, 792)
    assert suited(page, 215.9, 279.4).choices.paper is Paper.LETTER  # type: ignore[union-attr]
    assert suited(page, 210, 297).choices.paper is Paper.A4  # type: ignore[union-attr]
    assert suited(page, 148, 210) == page


def test_a_printer_that_is_set_to_landscape_prints_in_full_size(
    page: Page, printer_to: MakePrinter, tmp_path: Path
) -> None:
    """The sheet was made as low as the paper then: its type was smaller than can be read."""
    printer = printer_to()
    prepare(printer, page)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    print_on(printer, page)
    (only,) = pypdf.PdfReader(tmp_path / "printed.pdf").pages
    assert (round(only.mediabox.width), round(only.mediabox.height)) == (595, 842)


class Edged(QPrinter):
    """A printer that can't print to the edge."""

    def __init__(self, size: QPageSize.PageSizeId, edges: QMarginsF) -> None:
        """Have paper of `size` and leave `edges` (in mm) free."""
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self._layout = QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, QMarginsF(), MM, edges)

    def pageLayout(self) -> QPageLayout:
        """Return the paper and its edges."""
        return self._layout


def used(document: Document, place: QRectF) -> QRectF:
    """Return where the blocks come to lie."""
    scale = place.width() / document.size[0]
    rects = [block.rect for sheet in document.sheets for block in sheet.blocks]
    left, top = min(rect.x for rect in rects), min(rect.y for rect in rects)
    right, bottom = max(rect.right for rect in rects), max(rect.bottom for rect in rects)
    return QRectF(
        place.x() + left * scale, place.y() + top * scale, (right - left) * scale, (bottom - top) * scale
    )


def test_a_printer_that_reaches_far_prints_in_full_size(page: Page) -> None:
    document = document_of(page)
    printer = Edged(QPageSize.PageSizeId.A4, QMarginsF(4, 4, 4, 4))
    assert reach(printer, document) == QRectF(0, 0, 210, 297)


@pytest.mark.parametrize("edges", [QMarginsF(4, 4, 4, 16), QMarginsF(20, 20, 20, 20), QMarginsF(18, 3, 3, 3)])
def test_edges_that_cannot_be_printed_are_left_free(page: Page, edges: QMarginsF) -> None:
    document = document_of(page)
    printer = Edged(QPageSize.PageSizeId.A4, edges)
    place = reach(printer, document)
    room = QRectF(0, 0, 210, 297).marginsRemoved(edges).adjusted(-0.01, -0.01, 0.01, 0.01)
    assert room.contains(used(document, place))
    assert place.width() / place.height() == pytest.approx(210 / 297, rel=1e-6)


def test_paper_of_another_size_gets_all_of_the_page(page: Page) -> None:
    document = document_of(page)
    place = reach(Edged(QPageSize.PageSizeId.A5, QMarginsF(4, 4, 4, 4)), document)
    assert QRectF(0, 0, 148, 210).contains(used(document, place))
    assert place.width() == pytest.approx(148, abs=1)


def test_only_the_pages_that_were_chosen_are_printed(
    long_list: Document, printer_to: MakePrinter, tmp_path: Path
) -> None:
    printer = printer_to()
    prepare(printer, long_list)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    ranges = QPageRanges()
    ranges.addRange(2, 3)
    ranges.addPage(5)
    printer.setPageRanges(ranges)
    assert pages_of(printer, len(long_list.sheets)) == [1, 2, 4]
    print_on(printer, long_list)
    said = words(tmp_path / "printed.pdf")
    of = len(long_list.sheets)
    assert [f"page {number} of {of}" in said for number in range(1, 6)] == [False, True, True, False, True]


def test_from_and_to_are_kept_and_the_order_can_be_turned(
    long_list: Document, printer_to: MakePrinter
) -> None:
    printer = printer_to()
    printer.setFromTo(2, 4)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    assert pages_of(printer, 9) == [1, 2, 3]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert pages_of(printer, 9) == [3, 2, 1]


def test_copies_are_printed_one_after_the_other(
    long_list: Document, printer_to: MakePrinter, tmp_path: Path
) -> None:
    printer = printer_to()
    prepare(printer, long_list)
    printer.setCopyCount(2)
    print_on(printer, long_list)
    sheets = len(pypdf.PdfReader(tmp_path / "printed.pdf").pages)
    assert sheets == len(long_list.sheets) * (1 if printer.supportsMultipleCopies() else 2)


@pytest.mark.qt_log_ignore("Returned false", extend=True)
def test_a_printer_that_does_not_take_it_says_so(page: Page, printer_to: MakePrinter, tmp_path: Path) -> None:
    printer = printer_to("missing/printed.pdf")
    prepare(printer, page)
    with pytest.raises(CannotPrint):
        print_on(printer, page)
    assert not (tmp_path / "missing").exists()


def test_queues_are_asked_for_by_a_file_unless_somebody_set_up_a_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CUPS_SERVER", raising=False)
    settings = tmp_path / "client.conf"
    settings.write_text("# of the house\nServerName printers.example\n", encoding="utf-8")
    keep_to_this_computer([str(settings)])
    assert "CUPS_SERVER" not in os.environ
    settings.write_text("Encryption Never\n", encoding="utf-8")
    keep_to_this_computer([str(settings), str(tmp_path / "missing.conf")])
    assert os.environ["CUPS_SERVER"].startswith("/")
    monkeypatch.setenv("CUPS_SERVER", "printers.example")
    keep_to_this_computer([str(settings)])
    assert os.environ["CUPS_SERVER"] == "printers.example"
    monkeypatch.delenv("CUPS_SERVER")
    monkeypatch.setattr(sys, "platform", "darwin")
    keep_to_this_computer([])
    assert "CUPS_SERVER" not in os.environ, "a Mac has no such file, and would find no printer"
