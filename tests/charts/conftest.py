"""A program to draw in, and eyes to look at what was drawn."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from painlog.charts.drawing import View, Which, paint
from painlog.charts.inks import LIGHT, Inks
from painlog.charts.metrics import Metrics
from painlog.patterns.timeline import Timeline
from painlog.report.lettering import family
from painlog.words.language import install


@dataclass
class Drawn:
    """An image with the question what colour is where."""

    image: QImage

    def __post_init__(self) -> None:
        """Look at every pixel once."""
        plain = self.image.convertToFormat(QImage.Format.Format_RGB32)
        flat = np.frombuffer(plain.constBits(), dtype=np.uint8)
        rows = flat.reshape(plain.height(), plain.bytesPerLine())[:, : 4 * plain.width()]
        self._pixels = rows.reshape(plain.height(), plain.width(), 4)[:, :, 2::-1].astype(int)

    def colour(self, x: float, y: float) -> str:
        """Return the colour at a point."""
        return self.image.pixelColor(round(x), round(y)).name().upper()

    def has(self, ink: str, x: float, y: float, reach: int = 1, likeness: int = 40) -> bool:
        """Tell whether there is something like an ink within `reach` pixels of a point."""
        around = QRectF(round(x) - reach, round(y) - reach, 2 * reach, 2 * reach)
        return self.amount(ink, around, likeness) > 0

    def amount(self, ink: str, rect: QRectF, likeness: int = 40) -> int:
        """Return how many pixels of a rectangle are like an ink."""
        left, top = max(0, int(rect.left())), max(0, int(rect.top()))
        part = self._pixels[top : max(0, int(rect.bottom()) + 1), left : max(0, int(rect.right()) + 1)]
        wanted = [int(ink[at : at + 2], 16) for at in (1, 3, 5)]
        return int((np.abs(part - wanted).max(axis=2) <= likeness).sum())


@pytest.fixture
def metrics(qapp: QApplication) -> Metrics:
    """Return the sizes of a usual screen; the program speaks English, with its plurals."""
    install(qapp, "en")
    return Metrics.for_screen(QFont(family(), 11))


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
        more = {"metrics": metrics, **more}
        view = View(begin=begin, end=end, inks=inks, **more)  # type: ignore[arg-type]
        paint(painter, QRectF(image.rect()), timeline, view, which)
        painter.end()
        return Drawn(image)

    return drawn
