"""How the page shows its charts: the same drawing as on screen, with the sizes and inks of paper."""

from functools import cache

from PySide6.QtCore import QRectF

from painlog.charts.drawing import View, lay_out_day_by_day, lay_out_timeline
from painlog.charts.inks import GREY, PAPER
from painlog.charts.metrics import Metrics
from painlog.charts.sums import FastSlots, fast_sums
from painlog.patterns.moments import DAY, midnight
from painlog.report import lettering
from painlog.report.lettering import SMALL, SMALL_STRONG, SMALLEST, UNITS_A_MM, Style
from painlog.report.marks import HAIRLINE, Rect
from painlog.report.page import Charts

_PIXEL_MM = 1 / 6
"""What one pixel of the screen is on paper."""


@cache
def metrics() -> Metrics:
    """Return the sizes of a chart in the units of the page."""
    small = Style(SMALLEST)
    return Metrics(
        unit=_PIXEL_MM * UNITS_A_MM,
        hair=HAIRLINE * UNITS_A_MM,
        text=lettering.font(SMALL),
        bold=lettering.font(SMALL_STRONG),
        small=lettering.font(small),
        text_height=lettering.line_height(SMALL) * UNITS_A_MM,
        small_height=lettering.line_height(small) * UNITS_A_MM,
        on_paper=True,
    )


def view_of(charts: Charts, *, grey: bool = False) -> View:
    """Return what the charts are to show, and how."""
    return View(
        begin=midnight(charts.begin),
        end=midnight(charts.until) + DAY,
        inks=GREY if grey else PAPER,
        metrics=metrics(),
        summing=fast_sums,
        slotting=FastSlots(),
    )


def units(rect: Rect) -> QRectF:
    """Return a place in mm in the units of the page."""
    return QRectF(*(side * UNITS_A_MM for side in (rect.x, rect.y, rect.width, rect.height)))


def days_together(charts: Charts, rect: Rect) -> int:
    """Return how many days the timeline sums up in `rect`; 0 where it shows single marks."""
    return lay_out_timeline(units(rect), charts.timeline, view_of(charts)).together


def days_a_row(charts: Charts, rect: Rect) -> int:
    """Return how many days make a row of the day chart in `rect`."""
    return lay_out_day_by_day(units(rect), charts.timeline, view_of(charts)).bins.days


def room_for_names(charts: Charts, rect: Rect) -> float:
    """Return how wide the name of a medicine beside its lane can be in `rect`, in mm."""
    layout = lay_out_timeline(units(rect), charts.timeline, view_of(charts))
    return (layout.plot.left() - layout.left) / UNITS_A_MM - 8 * _PIXEL_MM
