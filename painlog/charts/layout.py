"""How the room of a timeline is shared out: pain above, a row for each medicine, the calendar below."""

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QRectF

from painlog.charts.labels import background_name, row_name, row_note, title
from painlog.charts.metrics import Metrics
from painlog.charts.scale import Scale
from painlog.charts.tally import days_together
from painlog.patterns.timeline import Lane, Sort, Timeline, day_of

MOST_FOR_ROWS = 0.55
"""The share of the height that rows may take from the pain above."""
LEAST_ROW = 0.9
"""Heights of a line: the names of two rows beside one another do not meet."""
WIDEST_GUTTER = 0.28
"""The share of the width that the names of the rows may take beside the plot."""
WIDEST_IN_LARGE_TEXT = 0.4
"""That share on a screen, where the names need more of it because the text is large."""
WIDEST_FOR_OWN_WORDS = 0.6
"""The share that the title and what stands below it may take, so that neither is ever shortened."""
ROOM_FOR_A_NAME = 14.0
"""Heights of a line that a name has room for on a screen, before the text counts as large."""
WIDE_COUNT = "000"
"""As wide as most counts are."""
TOP_OF_SCALE = 10.0

Wanted: TypeAlias = tuple[str, Lane | None, int]
"""Kind, lane and place of a row."""


class Row(NamedTuple):
    """One row below the pain: a medicine, the activities or the number of flare-ups."""

    kind: str
    """The kind of the entries in it, as in painlog.entries.KINDS."""
    rect: QRectF
    """Its part of the plot; marks stand on its lower edge."""
    lane: Lane | None = None
    number: int = -1
    """The lane's place in the timeline."""


class Layout(NamedTuple):
    """Where everything stands, in the painter's units."""

    rect: QRectF
    plot: QRectF
    """Pain and rows together: where a pointer meets entries."""
    pain: QRectF
    rows: tuple[Row, ...]
    scale: Scale
    left: float
    """Where the labels beside the rows begin."""
    together: int
    """How many days are summed up; 0 when single marks are shown."""
    left_out: int = 0
    """Medicines for which there is no room."""
    shows_done: bool = True
    """Whether there is room for activities."""

    def level(self, level: float) -> float:
        """Return how high a level of pain stands."""
        return self.pain.bottom() - level / TOP_OF_SCALE * self.pain.height()

    def level_at(self, y: float) -> float:
        """Return the level of pain that stands at a height."""
        return TOP_OF_SCALE * (self.pain.bottom() - y) / self.pain.height()

    def row_at(self, y: float) -> Row | None:
        """Return the row at a height."""
        return next((row for row in self.rows if row.rect.top() <= y < row.rect.bottom()), None)


def gutter(
    names: Iterable[tuple[str, str, bool]], rect: QRectF, metrics: Metrics, *, summed: bool = False
) -> float:
    """Return the width beside the plot that the names of the rows and the title need, within reason.

    Of each name: what stands below it, and whether a count stands beside it where days are summed up. On a
    screen its room is always there, so that nothing moves when somebody zooms; on paper where they are
    `summed` up. Where the names leave any.
    """
    left, unit = margins(metrics)[0], metrics.unit
    numbers = metrics.width("10", metrics.small) + 8 * unit
    beside_numbers = (
        metrics.width(title(), metrics.bold),
        metrics.width(background_name(), metrics.small) + 17 * unit,
    )
    widths = [
        (max(metrics.width(name, metrics.bold), metrics.width(note, metrics.small)), counted)
        for name, note, counted in names
    ]
    space = 6 * unit if metrics.on_paper else 6.0
    around = left + 8 * unit
    widest_name = around + space + max((width for width, _ in widths), default=0.0)
    if summed or not metrics.on_paper:
        count = metrics.width(WIDE_COUNT, metrics.small) + 4 * unit
        with_count = around + space + max((width + counted * count for width, counted in widths), default=0.0)
        widest_name = max(widest_name, min(with_count, WIDEST_GUTTER * rect.width()))
    names_share = min(widest_name, _share_for_names(rect, metrics) * rect.width())
    own_words = around + numbers + max(beside_numbers)
    return max(min(own_words, WIDEST_FOR_OWN_WORDS * rect.width()), min(names_share, rect.width() / 2))


def _share_for_names(rect: QRectF, metrics: Metrics) -> float:
    if metrics.on_paper:
        return WIDEST_GUTTER
    wanted = ROOM_FOR_A_NAME * metrics.text_height / max(rect.width(), 1.0)
    return min(max(WIDEST_GUTTER, wanted), WIDEST_IN_LARGE_TEXT)


def margins(metrics: Metrics) -> tuple[float, float, float]:
    """Return what is left free at the left, at the right and above; paper has its own margins."""
    return (0.0, 0.0, 0.0) if metrics.on_paper else (16 * metrics.unit, 20 * metrics.unit, 4 * metrics.unit)


def lay_out(rect: QRectF, timeline: Timeline, span: tuple[float, float], metrics: Metrics) -> Layout:
    """Share out `rect` for the timeline from span[0] to span[1] of the wall clock."""
    unit = metrics.unit
    left, right, above = margins(metrics)
    wanted = _wanted(timeline, counted=False)
    names = [
        (
            row_name(kind, lane, timeline, with_strength=metrics.on_paper),
            row_note(lane, day_of(span[1] - 1)) if metrics.on_paper else "",
            lane is None or lane.sort is not Sort.PATCH,
        )
        for kind, lane, _ in wanted
    ]
    start, stop = rect.left() + gutter(names, rect, metrics), rect.right() - right
    together = days_together(timeline, *span, max(stop - start, unit) / unit)
    if together:  # the same days as before: a little less width is no reason to show weeks for days
        start = rect.left() + gutter(names, rect, metrics, summed=True)
    scale = Scale(*span, start, max(stop, start + unit))
    top = rect.top() + above + metrics.text_height + 6 * unit
    bottom = rect.bottom() - metrics.small_height - 14 * unit
    kinds, height = _rows_that_fit(timeline, span, bottom - top, metrics, counted=bool(together))
    pain_bottom = bottom - height * len(kinds) - (6 * unit if kinds else 0)
    width = scale.stop - scale.start
    rows = tuple(
        Row(kind, QRectF(start, bottom - height * (len(kinds) - at), width, height), lane, number)
        for at, (kind, lane, number) in enumerate(kinds)
    )
    return Layout(
        rect,
        QRectF(start, top, width, bottom - top),
        QRectF(start, top, width, max(unit, pain_bottom - top)),
        rows,
        scale,
        rect.left() + left,
        together,
        left_out=len(timeline.lanes) - sum(row.kind == "dose" for row in rows),
        shows_done=not timeline.done.at or any(row.kind == "activity" for row in rows),
    )


def _rows_that_fit(
    timeline: Timeline, span: tuple[float, float], room: float, metrics: Metrics, *, counted: bool
) -> tuple[list[Wanted], float]:
    """Return kind, lane and place of each row, and the height of one.

    Where they do not fit, medicines that were not taken in the span go first.
    """
    wanted = _wanted(timeline, counted=counted)
    lines = metrics.text_height + (metrics.small_height if metrics.on_paper else 0)
    height = max((26 - 8 * metrics.on_paper) * metrics.unit, lines + 6 * metrics.unit)
    most = max(0, int(room * MOST_FOR_ROWS / (LEAST_ROW * metrics.text_height)))
    shown = wanted
    if len(wanted) > most:
        until = timeline.worn_until
        shown = [row for row in wanted if row[1] is None or _is_taken(row[1], span, until)][:most]
    return shown, min(height, room * MOST_FOR_ROWS / max(1, len(shown)))


def _wanted(timeline: Timeline, *, counted: bool) -> list[Wanted]:
    """Return kind, lane and place of every row there is something for."""
    wanted: list[Wanted] = [("flare-up", None, -1)] if counted else []
    wanted += [("dose", lane, number) for number, lane in enumerate(timeline.lanes)]
    return wanted + ([("activity", None, -1)] if timeline.done.at else [])


def _is_taken(lane: Lane, span: tuple[float, float], now: float) -> bool:
    return bool(lane.moments.count(*span) or (lane.worn_between(*span, now)))
