"""The span of wall clock that the panel shows: dragged, zoomed and kept within what there is to see."""

from datetime import date
from typing import Any

from PySide6.QtCore import QPointF, Qt, Signal

from painlog.charts.plotting import ViewBox
from painlog.patterns.timeline import DAY, HOUR, Timeline, midnight
from painlog.rules import EARLIEST, LATEST

SHORTEST, SHORTEST_BY_DAYS = HOUR, DAY
"""The closest zoom of the timeline and of "day by day"."""
BESIDE = DAY
"""How far beyond the first and the last entry the chart can be moved."""
_FIRST, _PAST = midnight(date(EARLIEST, 1, 1)), midnight(date(LATEST + 1, 1, 1))
"""The wall clock from which, and before which, entries can be."""


class TimeBox(ViewBox):  # type: ignore[misc]  # pyqtgraph ships no types
    """Holds the span along one axis: across for the timeline, down for "day by day"."""

    clicked = Signal(QPointF)
    """A press without a drag, in the scene's pixels."""
    reset_asked = Signal()
    dragged = Signal()

    def __init__(self) -> None:
        """Make a box without pyqtgraph's menu, automatic ranges and padding."""
        super().__init__(enableMenu=False, defaultPadding=0.0)
        self.disableAutoRange()
        self._axis = 0
        self.set_axis(0)

    def set_axis(self, axis: int) -> None:
        """Let time run across (0) or down (1)."""
        period = self.period()
        self._axis = axis
        self.setMouseEnabled(x=axis == 0, y=axis == 1)
        self.invertY(axis == 1)
        self.setLimits(**dict.fromkeys(("xMin", "xMax", "yMin", "yMax"), None))
        self.setLimits(**dict.fromkeys(("minXRange", "maxXRange", "minYRange", "maxYRange"), None))
        self.setRange(**{("yRange", "xRange")[axis]: (0.0, 1.0)}, padding=0)
        self.set_period(*period)

    def period(self) -> tuple[float, float]:
        """Return begin and end of what is shown, in seconds of the wall clock."""
        begin, end = self.state["targetRange"][self._axis]
        return float(begin), float(end)

    def set_period(self, begin: float, end: float) -> None:
        """Show a span, as far as the limits allow."""
        self.setRange(**{("xRange", "yRange")[self._axis]: (begin, end)}, padding=0)

    def set_limits(self, begin: float, end: float) -> None:
        """Keep what is shown between two moments, and zooming within reason."""
        name = "XY"[self._axis]
        shortest = min(SHORTEST_BY_DAYS if self._axis else SHORTEST, end - begin)
        limits = {f"{name.lower()}Min": begin, f"{name.lower()}Max": end}
        self.setLimits(**limits, **{f"min{name}Range": shortest, f"max{name}Range": end - begin})

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        """Move what is shown with the left button; the right one is for the menu."""
        if event.button() is Qt.MouseButton.RightButton:
            event.ignore()
            return
        super().mouseDragEvent(event, axis)
        self.dragged.emit()

    def mouseClickEvent(self, event: Any) -> None:
        """Tell of clicks; pyqtgraph has told apart what is a drag."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        event.accept()
        if event.double():
            self.reset_asked.emit()
        else:
            self.clicked.emit(QPointF(event.scenePos()))


def limits_of(timeline: Timeline | None, home: tuple[float, float]) -> tuple[float, float]:
    """Return from when until when the chart can be moved: the journal's entries, and the period asked for.

    A plan may begin or end in a year that no entry can be of: "until 9999-12-31" is no day to go to.
    """
    begin, end = home
    if timeline is None:
        return home
    known = [moment for moment in (timeline.first, timeline.last) if moment is not None]
    ahead = [upright.at for upright in timeline.uprights if _FIRST <= upright.at < _PAST]
    moments = [*known, *ahead, *([timeline.now] if known else [])]
    return min([begin, *(at - BESIDE for at in moments)]), max([end, *(at + BESIDE for at in moments)])
