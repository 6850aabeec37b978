"""The tab Today, whole."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from painlog.change import Act, Change
from painlog.journal import Journal
from painlog.window.look import gap, text_growth
from painlog.window.panels import Scroller, Sheet
from painlog.window.reading_order import insert
from painlog.window.today.asks import Asks
from painlog.window.today.chart_frame import ChartFrame
from painlog.window.today.day_list import TodayList
from painlog.window.today.present import Present, look_at, order_of_buttons
from painlog.window.today.quick import QuickEntry

if TYPE_CHECKING:
    from painlog.window.today.parts import GetParts
    from painlog.window.today.welcome import Welcome


LEFT_WIDTH = 372
"""How wide the quick entry is at 100 %; larger text takes half of its growth."""


class TodayTab(QWidget):
    """Quick entry at the left; charts and today's entries at the right."""

    refreshed = Signal()
    day_turned = Signal()
    """Another day began while the window was open."""

    def __init__(self, journal: Journal, parts: "GetParts") -> None:
        """Make the tab and show this moment; the chart is filled by `ChartFrame.remember` or `show_now`."""
        super().__init__()
        self._journal = journal
        self._parts = parts
        self.welcome: Welcome | None = None
        self._order = order_of_buttons(journal)
        self._is_stale = False
        self._is_shared_anew = False
        """Whether the size of the text changed since the line between left and right was dragged."""
        self._minute = journal.clock().replace(second=0, microsecond=0)
        self.asks = Asks(self)
        self.quick = QuickEntry(self.asks, journal, parts)
        self.chart = ChartFrame(journal)
        self.list = TodayList(self.asks, journal, parts)
        self._lay_out()
        self.present = self._show()

    def refresh(self, change: Change | None = None) -> None:
        """Follow a change of the journal; None: everything may be different."""
        if change is None or change.act is Act.ELSEWHERE or "medicine" in change.kinds:
            self._order = order_of_buttons(self._journal)
        if change is not None:
            self.chart.turn_to_what_came(change)
            if change.act is Act.TAKE_IN and "medicine" in change.kinds:
                self._end_welcome()  # it began elsewhere, and answers them
        if self.isVisible():
            self._show()
            self.chart.refresh(change)
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Look anew at what changed while another tab was in front."""
        super().showEvent(event)
        if self._is_stale:
            self.catch_up()
            self._is_stale = False
            self.chart.refresh(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End the marking in the chart by Esc, or tell the level by a digit, where nothing nearer took it."""
        if event.key() == Qt.Key.Key_Escape:
            self.chart.end_marking()
        elif not self._told_level(event):
            super().keyPressEvent(event)

    def _told_level(self, event: QKeyEvent) -> bool:
        """Let a digit tell how bad the one is that runs, wherever the keyboard is but in an open panel."""
        card, panel = self.quick.flare_ups.card, self.quick.panel
        if card is None or card.isHidden() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if panel is not None and panel.isAncestorOf(self.window().focusWidget()):
            return False  # it may ask for a number of its own
        return card.pad.take_digit(event)

    def catch_up(self) -> None:
        """Let the buttons, which commands of the menu press, know what changed behind another tab."""
        if self._is_stale:
            self._show()

    def welcome_newcomer(self) -> None:
        """Ask the three first questions where the journal is new and they were not asked before."""
        if self.present.is_empty and self._parts().is_to_be_asked(self._journal):
            self.ask_first()

    def ask_first(self) -> "Welcome":
        """Open the three first questions above the charts; everything else can be used meanwhile."""
        if self.welcome is None:
            self.welcome = self._parts().welcome(self.asks, self._journal, self)
            self.welcome.left.connect(self._end_welcome)
            insert(self._right_column, 0, self.welcome)
            self.welcome.show()
        return self.welcome

    def go_to_first_questions(self) -> None:
        """Give the keyboard to the three first questions, which may be open already."""
        self.ask_first().take_keyboard()

    def _end_welcome(self) -> None:
        if self.welcome is not None:
            if self.welcome.isAncestorOf(self.window().focusWidget()):
                self.list.rows.setFocus()  # where one Enter too many does nothing
            self.welcome.hide()
            self.welcome.deleteLater()
            self.welcome = None

    def stop(self) -> None:
        """Ask no more of the journal, which is being closed, but for what was put off."""
        self.asks.hurry()
        self.chart.stop()

    def hand_up(self) -> None:
        """Ask now for what was put off."""
        self.asks.hurry()

    def tick(self) -> None:
        """Let time go on: the card's clock, and each minute the facts that depend on it."""
        self.quick.flare_ups.show_clock()
        minute = self._journal.clock().replace(second=0, microsecond=0)
        if minute != self._minute:
            another_day = minute.date() != self._minute.date()
            self._minute = minute
            self._go_on()
            if another_day:
                self.chart.show_now()
                self.day_turned.emit()
            else:
                self.chart.tell_time()

    def _go_on(self) -> None:
        """Show this moment; a question that comes by itself pushes what has the keyboard not out of sight."""
        stop = self.window().focusWidget()
        was_seen = self.left.isAncestorOf(stop) and self.left.shows(stop)
        place = stop.mapTo(self.left, QPoint()) if was_seen else None
        self._show()

        def stay() -> None:
            if stop.mapTo(self.left, QPoint()) != place:
                self.left.show_around(stop)

        if was_seen:
            QTimer.singleShot(0, stop, stay)

    def _show(self) -> Present:
        self.present = look_at(self._journal, self._order)
        self.quick.show_present(self.present)
        self.left.updateGeometry()  # another name may need more room
        if self.welcome is not None:
            self.welcome.show_medicines()
        self.refreshed.emit()
        self.list.show_empty(is_empty=self.present.is_empty)
        self.list.show_day(self.present.now, self.present.today, self._journal.medicines())
        return self.present

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        row.addWidget(self.splitter)
        left = Sheet()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        self.left = Scroller(self.quick)
        # Always: where it came and went, every button moved while they were pressed.
        self.left.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.quick.opened.connect(self._scroll_to)
        inside.addWidget(self.left)
        self.splitter.addWidget(left)
        self.splitter.addWidget(Scroller(self._right()))
        left.lower()  # Qt lets a screen reader come to the right side first
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.splitterMoved.connect(self._leave_width)
        self.share_width()

    def share_width(self) -> None:
        """Give the quick entry its usual width; larger text gets half of its growth."""
        self._shared_at = text_growth()
        left = min(round(LEFT_WIDTH * (1 + text_growth()) / 2), round(0.45 * max(self.width(), 1024)))
        self.splitter.setSizes([left, max(1, self.width() - left)])

    def follow_text(self) -> None:
        """Share the width anew when the size of the text changes, and as often as what is in it follows.

        Until then the left asks for as much room as its words took before; behind another tab all waits.
        In another look, or where Settings were left as they were, it stays as it was dragged.
        """
        if self._shared_at == text_growth():
            return
        if not self._is_shared_anew:
            self._is_shared_anew = True
            self.splitter.installEventFilter(self)
        self.share_width()

    def _leave_width(self) -> None:
        """Leave the width as it is dragged."""
        self._is_shared_anew = False
        self.splitter.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the width anew when a side of it asks for more or less room than before."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.share_width()
        return super().eventFilter(watched, event)

    def _scroll_to(self, panel: QWidget) -> None:
        """Bring a panel that is to be seen into view, once it has its place."""
        self.left.updateGeometry()
        QTimer.singleShot(0, panel, lambda: self.left.bring_into_view(panel))

    def _right(self) -> QWidget:
        right = QWidget()
        self._right_column = column = QVBoxLayout(right)
        column.setContentsMargins(gap(4.5), gap(3.5), gap(4.5), gap(3.5))
        column.setSpacing(gap(2.5))
        column.addWidget(self.chart, 5)
        column.addWidget(self.list, 3)
        return right
