"""The marked places of a flare-up as a picture in the height of a line: lists show it beside the names."""

from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from painlog.charts.body import body, paint_small_body, shape_of_small_body
from painlog.charts.inks import Inks
from painlog.window.look import inks_of

_LEAST = 5.0
"""How small a mark may be, in pixels."""


def has_picture(regions: tuple[str, ...]) -> bool:
    """Tell whether one of the places is in the drawing; people also write down places of their own."""
    return not body_regions().isdisjoint(regions)


def width_of_places(regions: tuple[str, ...], height: int) -> int:
    """Return how wide the picture of the places is in that height, 0 where there is none."""
    return round(height * shape_of_small_body()) if has_picture(regions) else 0


def paint_places(painter: QPainter, room: QRect, regions: tuple[str, ...], on: QWidget) -> int:
    """Paint the places at the right end of `room`; return how wide the picture is, 0 where there is none."""
    width = width_of_places(regions, room.height())
    if width:
        picture = _picture(regions, room.height(), on.devicePixelRatioF(), inks_of(on))
        painter.drawPixmap(QPoint(room.right() - width, room.top()), picture)
    return width


@lru_cache(maxsize=1)
def body_regions() -> frozenset[str]:
    """Return the places that the drawing has."""
    return frozenset(body().regions)


@lru_cache(maxsize=128)
def _picture(regions: tuple[str, ...], height: int, ratio: float, inks: Inks) -> QPixmap:
    """Return the picture: a list paints the same few again and again."""
    width = round(height * shape_of_small_body())
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        paint_small_body(painter, QRectF(1, 1, width - 2, height - 2), inks, regions, _LEAST)
    return picture
