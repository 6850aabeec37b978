"""A program to draw in, and eyes to look at what was drawn."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from painlog.charts.drawing import View, Which, paint
from painlog.charts.inks import LIGHT, Inks
from painlog.charts.metrics import Metrics
from painlog.patterns.timeline import Timeline
from painlog.words.language import install


@dataclass
class Drawn:
    """An image with the question what colour is where."""

    image: QImage

    def colour(self, x: float, y: float) -> str:
        """Return the colour at a point."""
        return self.image.pixelColor(round(x), round(y)).name().upper()

    def has(self, ink: str, x: float, y: float, reach: int = 1, likeness: int = 40) -> bool:
        """Tell whether there is something like an ink within `reach` pixels of a point."""
        wanted = QColor(ink)
        around = range(-reach, reach + 1)
        points = ((round(x) + right, round(y) + down) for right in around for down in around)
        inside = (self.image.pixelColor(*point) for point in points if self.image.valid(*point))
        return any(_unlike(colour, wanted) <= likeness for colour in inside)

    def amount(self, ink: str, rect: QRectF, likeness: int = 40) -> int:
        """Return how many pixels of a rectangle are like an ink."""
        wanted = QColor(ink)
        return sum(
            _unlike(self.image.pixelColor(x, y), wanted) <= likeness
            for x in range(max(0, int(rect.left())), min(self.image.width(), int(rect.right()) + 1))
            for y in range(max(0, int(rect.top())), min(self.image.height(), int(rect.bottom()) + 1))
        )


def _unlike(one: QColor, other: QColor) -> int:
    return max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue()))


@pytest.fixture
def metrics(qapp: QApplication) -> Metrics:
    """Return the sizes of a usual screen; the program speaks English, with its plurals."""
    install(qapp, "en")
    return Metrics.for_screen(QFont("DejaVu Sans", 11), 1.0)


Draw = Callable[..., Drawn]


@pytest.fixture
def draw(metrics: Metrics) -> Draw:
    """Return what draws a timeline as the screen would."""

    def drawn(
        timeline: Timeline,
        begin: float,
        end: float,
        *,
        which: Which = Which.TIMELINE,
        inks: Inks = LIGHT,
        size: tuple[int, int] = (900, 340),
        **more: object,
    ) -> Drawn:
        image = QImage(*size, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        view = View(begin=begin, end=end, inks=inks, metrics=metrics, **more)  # type: ignore[arg-type]
        paint(painter, QRectF(image.rect()), timeline, view, which)
        painter.end()
        return Drawn(image)

    return drawn
