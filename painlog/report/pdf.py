"""PDF files: vectors and real text only, PDF/A-1b, and the same bytes for the same journal on any day.

The moment of the last entry stands as the file's date.
"""

import uuid

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QSizeF, QUuid
from PySide6.QtGui import QGuiApplication, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

import painlog
from painlog.report.document import Document, Printable, document_of
from painlog.report.objects import in_order
from painlog.report.paint import RESOLUTION, paint

_NO_ID = str(uuid.UUID(int=0))


def pdf(printable: Printable) -> bytes:
    """Return the page, or the list, as a PDF file."""
    document = document_of(printable)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    _describe(writer, document)
    with QPainter(writer) as painter:
        for at, sheet in enumerate(document.sheets):
            if at:
                writer.newPage()
            paint(painter, sheet, document.charts, grey=document.grey)
    buffer.close()
    return in_order(bytes(buffer.data().data()), document.as_of, _NO_ID, QLocale().bcp47Name())


def application() -> QGuiApplication:
    """Return the running application, or start one without a screen: a PDF wants fonts, nothing else."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    return QGuiApplication(["painlog", "-platform", "offscreen"])


def _describe(writer: QPdfWriter, document: Document) -> None:
    writer.setPdfVersion(QPagedPaintDevice.PdfVersion.PdfVersion_A1b)
    writer.setResolution(RESOLUTION)
    writer.setTitle(document.title)
    writer.setAuthor(document.author)
    writer.setCreator(f"Painlog {painlog.__version__}")
    writer.setDocumentId(QUuid(_NO_ID))
    size = QPageSize(QSizeF(*document.size), QPageSize.Unit.Millimeter)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
