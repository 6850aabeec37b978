"""The two pictures of a journal, for any painter: a screen, a page, an image or a vector file."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from painlog.charts.inks import Inks, colour
from painlog.charts.metrics import Metrics
from painlog.patterns.timeline import Timeline

Mark: TypeAlias = tuple[str, int]
"""The kind and the key of an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What part of a timeline is looked at, and how it is to look."""

    begin: float
    """The span of wall clock that is shown; `patterns.timeline.midnight` gives that of a day."""
    end: float
    inks: Inks
    metrics: Metrics
    chosen: AbstractSet[Mark] = frozenset()
    """Entries that are marked while the others stand back."""


def paint_timeline(painter: QPainter, rect: QRectF, timeline: Timeline, view: View) -> None:
    """Paint pain above and a lane for each medicine below, into `rect` of any painter."""
    _begin(painter, rect, timeline, view)


def paint_day_by_day(painter: QPainter, rect: QRectF, timeline: Timeline, view: View) -> None:
    """Paint a row for each day, midnight to midnight, into `rect` of any painter."""
    _begin(painter, rect, timeline, view)


def _begin(painter: QPainter, rect: QRectF, _timeline: Timeline, view: View) -> None:
    painter.fillRect(rect, colour(view.inks.panel))
