"""From sheets to a printer: the paper it has, the edges it can't reach, its page range and copies."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from painlog.places import FILE_MODE
from painlog.report.document import Document, Printable, document_of
from painlog.report.page import Paper
from painlog.report.paint import RESOLUTION, paint

_MM = QPageLayout.Unit.Millimeter
_QT_PAPER = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}
_SAME_PAPER = 2.0
"""Two papers are the same if no side differs by more, in mm."""


_OWN_QUEUES = "/run/cups/cups.sock"
_PATIENCE_S = 5.0
"""How long CUPS is waited for, which answers at once or not at all."""
_SETTINGS_OF_CUPS = ("/etc/cups/client.conf", "~/.cups/client.conf")


class CannotPrint(Exception):
    """The printer did not take the pages."""


def keep_to_this_computer(settings: Sequence[str] = _SETTINGS_OF_CUPS) -> None:
    """Let CUPS look for queues only through its file on this computer; comes before any QPrinter is made.

    Where that file is missing CUPS would go on to ask by an internet socket. A server that somebody has set
    up in CUPS' own `settings` is left as it is; so is macOS, whose CUPS listens at another file and finds it.
    """
    if sys.platform == "darwin":
        return
    files = [file for name in settings if (file := Path(name).expanduser()).is_file()]
    if not any("servername" in file.read_text("utf-8", "replace").casefold() for file in files):
        os.environ.setdefault("CUPS_SERVER", _OWN_QUEUES)


def prepare(printer: QPrinter, printable: Printable) -> None:
    """Set up `printer` for the pages: their paper, the whole sheet, and their name in the queue."""
    document = document_of(printable)
    printer.setFullPage(True)
    # For "print to a file". Nothing on a page is transparent: CUPS would send it as one large picture.
    printer.setPdfVersion(QPagedPaintDevice.PdfVersion.PdfVersion_A1b)
    printer.setDocName(document.title)
    printer.setCreator("Painlog")
    printer.setPageSize(QPageSize(_QT_PAPER[_paper_of(*document.size) or Paper.A4]))


def print_on(printer: QPrinter, printable: Printable) -> bool:
    """Print the pages that were chosen in the printer's dialog. Raises CannotPrint.

    Returns whether they go on to the printer; one that is stopped leaves them in its queue.
    The page is laid out anew for the paper that the printer has, and made smaller only where the printer
    can't reach a part of it. It is upright whatever the printer is set to.
    """
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    size = printer.pageLayout().fullRect(_MM)
    document = document_of(suited(printable, size.width(), size.height()))
    wanted = pages_of(printer, len(document.sheets))
    file = printer.outputFileName()
    if file:
        with suppress(OSError):
            Path(file).touch(FILE_MODE)  # Qt would let everybody read it
    painter = QPainter()
    if not painter.begin(printer):
        raise CannotPrint(printer.printerName())
    for at, number in enumerate(wanted * _turns(printer)):
        if at:
            printer.newPage()
        _print_sheet(painter, printer, document, number)
    painter.end()
    if file:
        return True
    # Qt says nothing of any of these.
    told = _told_of(printer.printerName())
    if QPrinterInfo(printer).isNull() or b" not accepting " in told:
        raise CannotPrint(printer.printerName())
    return b" disabled since " not in told


def _told_of(queue: str) -> bytes:
    """Return how a queue is: Qt throws away what CUPS answers, so CUPS' own program is asked."""
    lpstat = shutil.which("lpstat")
    if lpstat is None:
        return b""
    english = {**os.environ, "LC_ALL": "C"}
    asks = [lpstat, f"-a{queue}", f"-p{queue}"]
    try:
        asked = subprocess.run(  # noqa: S603 - CUPS' own program, and a name that Qt has from CUPS
            asks, env=english, capture_output=True, check=False, timeout=_PATIENCE_S
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return asked.stdout


def suited(printable: Printable, width: float, height: float) -> Printable:
    """Return the pages on the paper of `width` by `height` mm, where they can be laid out for it."""
    paper = _paper_of(width, height)
    if paper is None or isinstance(printable, Document):
        return printable
    return replace(printable, choices=replace(printable.choices, paper=paper))


def pages_of(printer: QPrinter, count: int) -> list[int]:
    """Return which of the `count` sheets are to be printed, from 0, in the order that was chosen."""
    pages = list(range(count))
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        pages = [page for page in pages if _is_in_range(printer, page + 1)]
    return pages[::-1] if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst else pages


def reach(printer: QPrinter, document: Document) -> QRectF:
    """Return where the sheet comes to lie on the printer's paper, in mm, so that all of it can be reached."""
    layout = printer.pageLayout()
    paper = layout.fullRect(_MM)
    edges = QPageLayout(layout.pageSize(), layout.orientation(), layout.minimumMargins(), layout.units())
    reached = paper.marginsRemoved(edges.margins(_MM))
    width, height = document.size
    scale = min(1.0, paper.width() / width, paper.height() / height)
    placed = _around(paper.center(), width * scale, height * scale)
    used = _used(document)
    if reached.contains(_scaled(used, scale).translated(placed.topLeft())):
        return placed
    scale = min(reached.width() / used.width(), reached.height() / used.height(), scale)
    centre = _scaled(used, scale).center()
    return QRectF(reached.center() - centre, QSizeF(width, height) * scale)


def _print_sheet(painter: QPainter, printer: QPrinter, document: Document, number: int) -> None:
    place = reach(printer, document)
    dots = printer.resolution() / 25.4
    painter.save()
    painter.translate(place.x() * dots, place.y() * dots)
    scale = printer.resolution() / RESOLUTION * place.width() / document.size[0]
    painter.scale(scale, scale)
    paint(painter, document.sheets[number], document.charts, grey=document.grey)
    painter.restore()


def _is_in_range(printer: QPrinter, page: int) -> bool:
    ranges = printer.pageRanges()
    if not ranges.isEmpty():
        return ranges.contains(page)
    return printer.fromPage() <= page <= printer.toPage()


def _turns(printer: QPrinter) -> int:
    """Return how often the pages are sent: once where the printer makes the copies by itself."""
    return 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())


def _paper_of(width: float, height: float) -> Paper | None:
    for paper in Paper:
        wide, high = paper.size
        if abs(wide - width) <= _SAME_PAPER and abs(high - height) <= _SAME_PAPER:
            return paper
    return None


def _around(centre: QPointF, width: float, height: float) -> QRectF:
    return QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)


def _scaled(rect: QRectF, scale: float) -> QRectF:
    return QRectF(rect.topLeft() * scale, rect.size() * scale)


def _used(document: Document) -> QRectF:
    """Return the part of the sheets that has something on it, in mm."""
    blocks = [block.rect for sheet in document.sheets for block in sheet.blocks]
    left, top = min(rect.x for rect in blocks), min(rect.y for rect in blocks)
    right, bottom = max(rect.right for rect in blocks), max(rect.bottom for rect in blocks)
    return QRectF(left, top, right - left, bottom - top)
