"""The page as a picture: PNG, SVG, and an image for the clipboard."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from painlog.charts.inks import PAPER, colour
from painlog.report.document import Printable, document_of
from painlog.report.lettering import UNITS_A_MM, family
from painlog.report.paint import paint

PICTURE_DPI = 200
_MM_AN_INCH = 25.4
_FAMILIES = b'"Painlog Sans, Inter, sans-serif"'
"""An SVG holds no font: the page's own where it is installed, else the one it was made from."""


def image(printable: Printable, dpi: float = PICTURE_DPI) -> QImage:
    """Return the first sheet as an image on white paper."""
    document = document_of(printable)
    scale = dpi / _MM_AN_INCH
    width, height = document.size
    made = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    made.setDotsPerMeterX(round(scale * 1000))
    made.setDotsPerMeterY(round(scale * 1000))
    made.fill(colour(PAPER.panel))
    with QPainter(made) as painter:
        painter.scale(scale / UNITS_A_MM, scale / UNITS_A_MM)
        paint(painter, document.sheets[0], document.charts, grey=document.grey)
    return made


def png(printable: Printable) -> bytes:
    """Return the first sheet as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image(printable))
    return bytes(buffer.data().data())


def svg(printable: Printable) -> bytes:
    """Return the first sheet as SVG, with real text."""
    document = document_of(printable)
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    width, height = document.size
    generator.setTitle(document.title)
    generator.setResolution(round(_MM_AN_INCH * UNITS_A_MM))
    generator.setSize(QSizeF(width * UNITS_A_MM, height * UNITS_A_MM).toSize())
    generator.setViewBox(QRectF(0, 0, width * UNITS_A_MM, height * UNITS_A_MM))
    with QPainter(generator) as painter:
        paint(painter, document.sheets[0], document.charts, grey=document.grey)
    return bytes(buffer.data().data()).replace(b'"%s"' % family().encode(), _FAMILIES)
