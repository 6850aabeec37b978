"""The charts panel: the picture of the days, to be zoomed, moved, asked and gone through by keyboard."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSize, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from painlog.charts.box import limits_of
from painlog.charts.canvas import Canvas
from painlog.charts.drawing import Mark, View, Which, placed
from painlog.charts.export import Chart
from painlog.charts.inks import worn_by
from painlog.charts.keeping import ChartMenu
from painlog.charts.keys import ChartKeys
from painlog.charts.metrics import Metrics
from painlog.charts.picture import LEAST_SIZE, USUAL_SIZE
from painlog.charts.pointer import Pointer
from painlog.charts.sums import FastSlots, FastSums
from painlog.charts.telling import described, spoken
from painlog.charts.touch import Touch, following, preceding
from painlog.patterns.timeline import DAY, Piece, Timeline, wall_of

translate = QCoreApplication.translate

_SAYS_AFTER_MS = 300


class ChartsPanel(QWidget):
    """Shows a timeline or its days. Inks and sizes follow the palette and the font of the window."""

    opened = Signal(str, int)
    """Kind and key of an entry that somebody wants to open."""
    opened_value = Signal(object)
    """An Appointment or a Medicine, pressed at its upright line."""
    period_moved = Signal(float, float)
    """Somebody zoomed or panned to this span of wall clock."""
    wanted = Signal(float, float)
    """Entries of this span of wall clock are to be seen, and more are needed than are held."""
    print_asked = Signal()

    def __init__(self) -> None:
        """Make an empty panel."""
        super().__init__()
        self._timeline: Timeline | None = None
        self._home = (0.0, 14 * DAY)
        self._which = Which.TIMELINE
        self._marked: frozenset[Mark] = frozenset()
        self._asked_for: tuple[float, float] | None = None
        self._sums, self._slots = FastSums(), FastSlots()
        self.canvas = Canvas(self)
        self.canvas.box.set_period(*self._home)
        self.canvas.moved.connect(self._moved)
        self.canvas.pressed.connect(self._pressed)
        self.canvas.reset_asked.connect(self.reset)
        self.canvas.menu_asked.connect(self.show_menu)
        self.setFocusProxy(self.canvas)
        self._keys = ChartKeys(self)
        self.canvas.installEventFilter(self._keys)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self.menu = ChartMenu(self, self.chart, self.print_asked.emit)
        self._say = QTimer(self, singleShot=True, interval=_SAYS_AFTER_MS)
        self._say.timeout.connect(self._describe)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(LEAST_SIZE)

    # --- what it is told ---------------------------------------------------------------------------------

    def set_timeline(self, timeline: Timeline) -> None:
        """Show other entries at the same place; painted once however often it is called."""
        self._timeline = timeline
        self._asked_for = None
        self._apply_limits()
        self._show()

    def show_period(self, begin: float, end: float) -> None:
        """Show another span of wall clock, to which a double click comes back."""
        if (begin, end) != self.period():
            self._home = (begin, end)
            self._apply_limits()
            self.canvas.box.set_period(begin, end)
        self._ask_for_more()
        self._say.start()

    def set_view(self, view: str) -> None:
        """Show the "timeline" or "day by day"."""
        self._which = Which(view)
        self.canvas.point_at(Pointer())
        self._show()
        self._apply_limits()
        self._say.start()

    def highlight(self, marks: Iterable[Mark]) -> None:
        """Mark exactly these entries, by kind and key, and let the others stand back; none: all alike."""
        self._marked = frozenset(marks)
        self._show()

    def tell_time(self, now: datetime) -> None:
        """Let what is still going on reach to `now`."""
        if self._timeline is not None:
            wall = wall_of(now)
            flare_ups = self._timeline.flare_ups._replace(ahead=wall - now.timestamp())
            self._timeline = replace(self._timeline, now=wall, worn_until=wall, flare_ups=flare_ups)
            self._show()

    # --- what it tells -----------------------------------------------------------------------------------

    def period(self) -> tuple[float, float]:
        """Return the span of wall clock that is shown."""
        return self.canvas.box.period()

    def chart(self) -> Chart | None:
        """Return what is shown, to be painted elsewhere; None while there is nothing."""
        view = self.canvas.view
        if self._timeline is None or view is None:
            return None
        return Chart(self._timeline, view, self._which)

    def sizeHint(self) -> QSize:
        """Return the size that shows two weeks well."""
        return USUAL_SIZE

    # --- what can be done with it ------------------------------------------------------------------------

    def reset(self) -> None:
        """Come back to the period that was chosen."""
        self.canvas.box.set_period(*self._home)
        self._moved()

    def go_to(self, wall: float) -> None:
        """Show the same length of time with `wall` in its middle."""
        begin, end = self.period()
        self.canvas.box.set_period(wall - (end - begin) / 2, wall + (end - begin) / 2)
        self._moved()

    def go_to_first(self) -> None:
        """Show the first entry of the journal."""
        if self._timeline is not None and self._timeline.first is not None:
            self.go_to(self._timeline.first)

    def go_to_last(self) -> None:
        """Show the last entry of the journal."""
        if self._timeline is not None and self._timeline.last is not None:
            self.go_to(self._timeline.last)

    def step(self, *, onwards: bool) -> None:
        """Go to the next or the previous entry."""
        if self._timeline is None:
            return
        begin, end = self.period()
        seek, edge = (following, begin) if onwards else (preceding, end)
        found = seek(self._timeline, self.canvas.current(), edge)
        if found is not None:
            self._stand_at(found)

    def open_current(self) -> None:
        """Open the entry that the keyboard is at."""
        touch = self.canvas.current()
        if touch is not None:
            self._open(touch)

    # --- inside ------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Follow another look or size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._show()

    def _show(self) -> None:
        if self._timeline is None:
            return
        begin, end = self.period()
        view = View(
            begin=begin,
            end=end,
            inks=worn_by(self.palette()),
            metrics=Metrics.for_screen(self.font()),
            chosen=placed(self._timeline, self._marked) if self._marked else {},
            summing=self._sums,
            slotting=self._slots,
        )
        self.canvas.show_timeline(self._timeline, view, self._which)
        self._say.start()

    def _apply_limits(self) -> None:
        self.canvas.box.set_limits(*limits_of(self._timeline, self._home))

    def _moved(self) -> None:
        self.canvas.stand_at(self.canvas.current())
        self.period_moved.emit(*self.period())
        self._ask_for_more()
        self._say.start()

    def _ask_for_more(self) -> None:
        """Ask for entries, once, when the span reaches beyond what is held and there are more."""
        held = self._timeline
        if held is None or held.first is None or held.last is None:
            return
        begin, end = self.period()
        low, high = max(begin, held.first), min(end, held.last)
        known = Piece(held.begin, held.end)
        if self._asked_for is not None:
            known = Piece(min(known.begin, self._asked_for[0]), max(known.end, self._asked_for[1]))
        if low < known.begin or high > known.end:
            self._asked_for = (begin, end)
            self.wanted.emit(begin, end)

    def _pressed(self, at: QPointF) -> None:
        touch = self.canvas.touch_at(at)
        if touch is not None:
            self.canvas.opened = touch.named
            self._open(touch)

    def _open(self, touch: Touch) -> None:
        """Open an entry; of a sum, come closer to what it sums up."""
        if touch.kind == "sum" and touch.bins is not None:
            self.canvas.box.set_period(*touch.bins.span(touch.row))
            self._moved()
        elif touch.upright is not None:
            self.opened_value.emit(touch.upright.appointment or touch.upright.medicine)
        elif touch.key is not None:
            self.opened.emit(touch.kind, touch.key)

    def _stand_at(self, touch: Touch) -> None:
        """Put the ring around an entry, moving there when it is out of sight, and say what it is."""
        begin, end = self.period()
        first, last = _room_of(touch.wall, self._which)
        if not (begin <= first and last <= end):
            self.go_to((first + last) / 2)
        self.canvas.stand_at(touch)
        if self._timeline is not None:
            said = spoken(self._timeline, touch)
            self.canvas.setAccessibleDescription(said)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.canvas, said))

    def show_menu(self, at: QPointF | None = None) -> None:
        """Offer what can be done with the picture, at a place of the screen or in the middle."""
        middle = self.mapToGlobal(self.rect().center())
        self.menu.popup(middle if at is None else at.toPoint())

    def _describe(self) -> None:
        """Tell a screen reader what is shown, when it has come to rest."""
        if self._timeline is not None:
            self.canvas.setAccessibleName(name_of(self._which))
            self.canvas.setAccessibleDescription(
                f"{described(self._timeline, *self.period())} {how_to_go_through()}"
            )


def _room_of(wall: float, which: Which) -> tuple[float, float]:
    """Return from when to when a picture must reach to show what is at `wall`: the row of a whole day."""
    if which is Which.TIMELINE:
        return wall, wall
    midnight = wall // DAY * DAY
    return midnight, midnight + DAY


def name_of(which: Which) -> str:
    """Return what a picture is called."""
    if which is Which.TIMELINE:
        return translate("Charts", "Timeline")
    return translate("Charts", "Day by day")


def how_to_go_through() -> str:
    """Return which keys do what in the chart."""
    return translate(
        "Charts",
        "Comma and full stop go from entry to entry, Enter opens one, arrows move, plus and minus zoom.",
    )
