"""A chart as a picture of its own: to be copied, or kept as PNG or SVG."""

from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize
from PySide6.QtGui import QImage, QImageWriter, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator

from painlog.charts.drawing import View, Which, paint
from painlog.charts.inks import colour
from painlog.charts.lettering import LEFT_MIDDLE, Lettering
from painlog.charts.telling import span_of
from painlog.patterns.timeline import Timeline

DOTS_PER_INCH = 96.0
"""What a picture is measured in, so that its text has the size that it has on a screen."""
MARGIN = 12.0


class Chart(NamedTuple):
    """One picture of one timeline."""

    timeline: Timeline
    view: View
    which: Which


def image_of(chart: Chart, size: QSize, ratio: float = 2.0) -> QImage:
    """Return the chart as an image; `size` in pixels of a screen, of which each becomes `ratio` dots."""
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    dots_per_meter = round(DOTS_PER_INCH / 0.0254)
    image.setDotsPerMeterX(dots_per_meter)
    image.setDotsPerMeterY(dots_per_meter)
    _paint_on(image, chart, QRectF(0, 0, size.width(), size.height()))
    return image


def png_of(chart: Chart, size: QSize) -> bytes:
    """Return the chart as the contents of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image_of(chart, size))
    return bytes(buffer.data().data())


def svg_of(chart: Chart, size: QSize) -> bytes:
    """Return the chart as the contents of an SVG file, with text as text."""
    buffer, generator = QBuffer(), QSvgGenerator()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator.setOutputDevice(buffer)
    generator.setResolution(round(DOTS_PER_INCH))
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(span_of(chart.view.begin, chart.view.end))
    _paint_on(generator, chart, QRectF(0, 0, size.width(), size.height()))
    return bytes(buffer.data().data())


def _paint_on(device: QPaintDevice, chart: Chart, rect: QRectF) -> None:
    """Paint the chart with a margin, and below it which days it shows: a copied picture stands alone."""
    metrics, inks = chart.view.metrics, chart.view.inks
    with QPainter(device) as painter:
        painter.fillRect(rect, colour(inks.panel))
        inside = rect.marginsRemoved(QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN))
        line = QRectF(inside.left() + 16 * metrics.unit, 0, inside.width(), metrics.small_height)
        line.moveBottom(inside.bottom())
        paint(painter, inside.adjusted(0, 0, 0, -line.height()), chart.timeline, chart.view, chart.which)
        days = span_of(chart.view.begin, chart.view.end)
        Lettering(painter, metrics.small).write(line, days, inks.muted, LEFT_MIDDLE)
