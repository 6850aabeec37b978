"""The charts of Today with their header: which picture, which days. First a still picture, then the panel."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from painlog.change import Act, Change
from painlog.charts.drawing import placed
from painlog.charts.picture import Picture
from painlog.journal import Journal
from painlog.patterns.timeline import DAY, Timeline, day_of, midnight, timeline
from painlog.patterns.turns import last_appointment
from painlog.window import lettering
from painlog.window.buttons import FlowLayout, PlainButton, Segmented
from painlog.window.look import FIELD, font_of, gap
from painlog.window.panels import LineWords, Panel
from painlog.window.today.marked import MarkedLine
from painlog.window.today.periods import Period, Span, span_of
from painlog.words import times
from painlog.words.language import filled

if TYPE_CHECKING:
    from painlog.charts.panel import ChartsPanel

translate = QCoreApplication.translate

TIMELINE, DAY_BY_DAY = "timeline", "day by day"
_BACK, _ON = "\u2039", "\u203a"
_LEAST_LINES = 14
"""The least height of the chart, in lines of text."""
_ANY_WIDTH = 1000


_PLACES = {
    Period.DAY: 1,
    Period.TWO_WEEKS: 2,
    Period.THREE_MONTHS: 3,
    Period.ALL: 4,
    Period.SINCE_APPOINTMENT: 5,
}
"""Where each period stands among the joined buttons."""


class ChartHeader(QWidget):
    """Which picture and which days; what is pressed goes up."""

    viewed = Signal(str)
    chosen = Signal(object)
    """The Period that was pressed."""
    stepped = Signal(int)
    """One back (-1) or one on (1)."""
    print_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the header."""
        super().__init__(parent)
        row = FlowLayout(self, spacing=gap(2), split=1)
        labels = [translate("Charts", "Timeline"), translate("Charts", "Day by day")]
        self.views = Segmented(labels, name=translate("Charts", "Picture"))
        self.views.choose(0)
        self.views.chosen.connect(self._viewed)
        self.days = LineWords()
        self.periods = self._new_periods()
        self.print = PlainButton(translate("Charts", "Print…"), least=FIELD)
        self.print.clicked.connect(self.print_asked)
        for widget in (self.views, self.days, self.periods, self.print):
            row.addWidget(widget)

    def show_span(self, span: Span, period: Period | None) -> None:
        """Say which days are shown; `period` None: a part that was zoomed or panned to."""
        self.days.setText(times.span(span.first_day, span.last_day))
        self.periods.choose(_PLACES.get(period, -1) if period is not None else -1)

    def offer_appointment(self, since: str) -> None:
        """Offer "since the last appointment", named by its day; empty offers it not."""
        segment = self.periods.segments[_PLACES[Period.SINCE_APPOINTMENT]]
        segment.setVisible(bool(since))
        if since:
            segment.say(filled(translate("Charts", "Since %1", "a day"), since))
            segment.setAccessibleName(
                filled(translate("Charts", "Since the last appointment, %1", "a day"), since)
            )

    def _new_periods(self) -> Segmented:
        labels = (
            _BACK,
            translate("Charts", "Day"),
            translate("Charts", "2 weeks"),
            translate("Charts", "3 months"),
            translate("Charts", "All"),
            "",  # since an appointment, named by its day once there was one
            _ON,
        )
        periods = Segmented(labels, name=translate("Charts", "Days that are shown"), steps=(0, 6))
        periods.segments[0].setAccessibleName(translate("Charts", "Earlier days"))
        periods.segments[6].setAccessibleName(translate("Charts", "Later days"))
        periods.segments[5].hide()
        periods.chosen.connect(self._chosen)
        periods.stepped.connect(self._stepped)
        return periods

    def _viewed(self, place: int) -> None:
        self.viewed.emit(DAY_BY_DAY if place else TIMELINE)

    def _chosen(self, place: int) -> None:
        self.chosen.emit(next(period for period, at in _PLACES.items() if at == place))

    def _stepped(self, place: int) -> None:
        self.stepped.emit(-1 if place == 0 else 1)


class ChartPlace(Panel):
    """The surface under a chart. It likes no more than it needs: no scroll bar for the difference."""

    def sizeHint(self) -> QSize:
        """Return the least height; what is left over is given to it anyway."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


class ChartFrame(QWidget):
    """Header and chart. It reads the days it shows, and a little more on both sides."""

    opened = Signal(str, int)
    """Kind and key of an entry that was pressed in the chart."""
    opened_value = Signal(object)
    """The appointment or the medicine whose line was pressed."""
    print_asked = Signal()
    back_asked = Signal()
    """The finding whose entries were marked is to be seen again."""

    def __init__(self, journal: Journal) -> None:
        """Make the frame with a still picture; `show_now` fills it."""
        super().__init__()
        self._journal = journal
        self.period: Period | None = Period.TWO_WEEKS
        self.view = TIMELINE
        self._span = span_of(Period.TWO_WEEKS, journal.clock().date())
        self._home = self._span, Period.TWO_WEEKS
        """The days that were chosen last, and as which period: a double click comes back to them."""
        self._came: tuple[tuple[float, float] | None, Span] | None = None
        """What an import brought, and the days that were turned to for it."""
        self._before_it = Period.TWO_WEEKS
        self._marks: frozenset[tuple[str, int]] = frozenset()
        self._before_marks: tuple[Span, Period | None, str] | None = None
        """Which days were shown, as which period and picture, before entries were marked."""
        self._held = journal.hold()
        self._read: Span | None = None
        self._timeline: Timeline | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(2.5))
        self.header = ChartHeader(self)
        self.header.chosen.connect(self.choose_period)
        self.header.stepped.connect(self._step)
        self.header.viewed.connect(self.choose_view)
        self.header.print_asked.connect(self.print_asked)
        column.addWidget(self.header)
        self.marked = MarkedLine(self)
        self.marked.back_asked.connect(self.back_asked)
        self.marked.end_asked.connect(self.end_marking)
        column.addWidget(self.marked)
        self._panel = ChartPlace("", inset=gap(1))
        self.follow_text()
        self._place = QStackedLayout()
        self._panel.body.addLayout(self._place)
        column.addWidget(self._panel, 1)
        self.chart: Picture | ChartsPanel = Picture()
        self._place.addWidget(self.chart)
        self._redraw = QTimer(self, singleShot=True, interval=0)
        self._redraw.timeout.connect(self._follow)

    def follow_text(self) -> None:
        """Give larger text more room."""
        self._panel.setMinimumHeight(_LEAST_LINES * lettering.height("X", font_of(), _ANY_WIDTH))

    def remember(self, period: Period, view: str) -> None:
        """Show what was shown last."""
        self.period = period
        if view == DAY_BY_DAY:
            self.choose_view(view)
        self.show_now()

    def show_now(self) -> None:
        """Read the days and show them at once: at the start, and when everything may have changed."""
        self._offer_appointment()
        if self.period is Period.ALL:
            self._read_timeline()  # it tells where the journal begins, whatever days are read
        if self.period is not None:
            self._turn_to(self.period)
        self._read_and_show()

    def tell_time(self) -> None:
        """Let what is still going on reach to this moment."""
        if not isinstance(self.chart, Picture):
            self.chart.tell_time(self._journal.clock())

    def refresh(self, change: Change | None) -> None:
        """Follow a change of the journal; several in a row are drawn once."""
        if change is None or change.act is Act.ELSEWHERE or "appointment" in change.kinds:
            self._offer_appointment()
        if change is None or change.rows or change.act is Act.ELSEWHERE:
            self._redraw.start()

    def turn_to_what_came(self, change: Change) -> None:
        """Show the days of an import that all lies before those that are shown, and a day on both sides.

        When it is taken back while they are shown, the days from before it are shown again.
        """
        if change.act is Act.UNDO and self._came == (change.span, self._span):
            self._came = None
            self._turn_to(self._before_it)
        if change.act is not Act.TAKE_IN or change.span is None:
            return
        begin, end = change.span
        if end + DAY < self._span.begin:
            self._before_it, self.period = self.period or Period.TWO_WEEKS, None
            self._span = Span(midnight(day_of(begin - DAY)), midnight(day_of(end + DAY)) + DAY)
            self._came = change.span, self._span

    def stop(self) -> None:
        """Draw no more what changed last."""
        self._redraw.stop()

    def choose_period(self, period: Period) -> None:
        """Show the days of a period, up to today; a marking ends where they have none of it.

        These days stay when it is ended later.
        """
        self._turn_to(period)
        self._show_span()
        if self._before_marks is not None and _any_in(self._span, self._timeline, self._marks):
            self._before_marks = self._span, period, self._before_marks[2]
        else:
            self._mark(frozenset())

    def _turn_to(self, period: Period) -> None:
        if period is Period.SINCE_APPOINTMENT and _last_visit(self._journal) is None:
            period = Period.TWO_WEEKS
        self.period = period
        self._span = self._span_of(period)
        self._home = self._span, period

    def _follow(self) -> None:
        """Show what changed: the first day of all, or since an appointment, may be another one now."""
        self._read_and_show()
        if self.period is not None and self._span_of(self.period) != self._span:
            self._turn_to(self.period)
            self._show_span()

    def show_marks(self, begin: date, until: date, marks: frozenset[tuple[str, int]], words: str) -> None:
        """Show the days from `begin` until `until`, and mark these entries until that is ended.

        `words` say over the chart what is marked.
        """
        before = self._before_marks or (self._span, self.period, self.view)
        self.period = None
        self._span = Span(midnight(begin), midnight(until) + DAY)
        self.choose_view(TIMELINE)
        self._show_span()
        self._mark(marks)
        self._before_marks = before
        self.marked.show_words(words)

    def end_marking(self) -> None:
        """Mark nothing any more, and show the days from before."""
        if self._before_marks is None:
            return
        self._span, period, view = self._before_marks
        if view == DAY_BY_DAY:
            self.choose_view(view)
        self._mark(frozenset())
        if period is None:
            self._show_span()
        else:
            self.choose_period(period)

    def _mark(self, marks: frozenset[tuple[str, int]]) -> None:
        self._marks = marks
        if not isinstance(self.chart, Picture):
            self.chart.highlight(marks)
        if not marks:
            self._before_marks = None
            self.marked.leave(self.chart)

    def choose_view(self, view: str) -> None:
        """Show the timeline or the days."""
        self.view = view
        self.header.views.choose(1 if view == DAY_BY_DAY else 0)
        self.chart.set_view(view)

    def take_panel(self, panel: "ChartsPanel") -> None:
        """Put the panel that can be zoomed and pressed in the place of the still picture."""
        old, self.chart = self.chart, panel
        panel.set_view(self.view)
        panel.highlight(self._marks)
        panel.opened.connect(self.opened)
        panel.opened_value.connect(self.opened_value)
        panel.print_asked.connect(self.print_asked)
        panel.period_moved.connect(self._moved)
        panel.wanted.connect(self._wanted)
        self._place.addWidget(panel)
        self._read = self._span.widened()
        self._read_and_show()
        self._place.setCurrentWidget(panel)
        self._place.removeWidget(old)
        old.deleteLater()

    def _span_of(self, period: Period) -> Span:
        today = self._journal.clock().date()
        first = _first_day(self._timeline) if period is Period.ALL else None
        return span_of(period, today, first=first, appointment=_last_visit(self._journal))

    def _offer_appointment(self) -> None:
        day, today = _last_visit(self._journal), self._journal.clock().date()
        self.header.offer_appointment(times.near_calendar_day(day, today) if day is not None else "")

    def _step(self, steps: int) -> None:
        self.period = None
        self._span = self._span.stepped(steps)
        self._show_span()

    def _moved(self, begin: float, end: float) -> None:
        """Follow the panel, which was zoomed or panned, or came back to the days that were chosen."""
        home, period = self._home
        self._span = Span(begin, end)
        self.period = period if self._span.is_close_to(home) else None
        if self.period is not None and not self._span_of(self.period).is_close_to(home):
            self._turn_to(self.period)  # midnight went by meanwhile
            self._show_span()
        else:
            self.header.show_span(self._span, self.period)

    def _wanted(self, begin: float, end: float) -> None:
        """Read more days: the panel came near the end of what it has."""
        self._read = Span(begin, end).widened()
        self.chart.set_timeline(self._read_timeline())

    def _show_span(self) -> None:
        if self._read is None or not self._read.holds(self._span):
            self._read_and_show()
        else:
            self.header.show_span(self._span, self.period)
            self.chart.show_period(self._span.begin, self._span.end)

    def _read_and_show(self) -> None:
        self._redraw.stop()
        if self._read is None:
            self._read = self._span.with_zones()
        elif not self._read.holds(self._span):
            self._read = self._span.widened()
        self.chart.set_timeline(self._read_timeline())
        self.header.show_span(self._span, self.period)
        self.chart.show_period(self._span.begin, self._span.end)

    def _read_timeline(self) -> Timeline:
        """Read in seconds UTC what is asked for in wall clock; the span has a day to spare on both sides."""
        read = self._read or self._span.widened()
        record = self._held.between(read.begin, read.end)
        self._timeline = timeline(record, self._journal.clock())
        return self._timeline


def _last_visit(journal: Journal) -> date | None:
    return last_appointment(journal.appointments(), journal.clock().date())


def _first_day(known: Timeline | None) -> date | None:
    return day_of(known.first) if known is not None and known.first is not None else None


def _any_in(span: Span, shown: Timeline | None, marks: frozenset[tuple[str, int]]) -> bool:
    """Tell whether any of the marked entries began in that span."""
    walls = placed(shown, marks).values() if shown is not None else ()
    return any(span.begin <= wall < span.end for wall in walls)
