"""The tab Patterns, whole."""

import json
from collections.abc import Sequence
from datetime import date
from enum import Enum

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from painlog.change import Change
from painlog.journal import Journal
from painlog.patterns.finding import Finding, Findings
from painlog.patterns.turns import last_appointment
from painlog.report.periods import days_back, kept_of
from painlog.report.ticked import ON_PAGE, offered, on_page
from painlog.window import lettering
from painlog.window.buttons import FlowLayout, LinkButton, Segmented
from painlog.window.look import BODY, font_of, gap, text_growth
from painlog.window.panels import Heading, Quiet, Scroller, Words
from painlog.window.patterns_tab.card import FigureCard, FindingCard
from painlog.window.patterns_tab.quiet import Question, lead, quiet_box
from painlog.window.patterns_tab.working import Days, Working, WorkOut, not_worked_out
from painlog.window.reading_order import say_in_order
from painlog.window.settling import settled
from painlog.words import findings as said
from painlog.words.language import filled

translate = QCoreApplication.translate

FIGURES = ("frequency", "duration", "time-to-peak", "intensity")
"""The facts that stand at the top as figures; `coverage` is said in the line under the title."""
_TWO_COLUMNS_FROM = 52
"""Width from which cards stand side by side, in widths of the letter 0 of the usual text."""


class Shown(Enum):
    """The periods that can be chosen, in the order of their buttons."""

    SINCE_APPOINTMENT = 0
    SIX_WEEKS = 42
    THREE_MONTHS = 91
    ALL = -1


def days_of(shown: Shown, today: date, first: date | None, appointment: date | None) -> Days:
    """Return the days of a period until `today`, as the page has them; `first` is that of the first entry."""
    if shown is Shown.ALL and first is not None:
        return Days(min(first, today), today)
    if shown is Shown.SINCE_APPOINTMENT and appointment is not None:
        return Days(*kept_of((appointment, today), first))
    count = shown.value if shown.value > 0 else Shown.SIX_WEEKS.value
    return Days(*kept_of(days_back(today, count), first))


class PatternsTab(QWidget):
    """What the journal shows of a period; it is worked out when the tab is in front, and not before."""

    timeline_asked = Signal(object, object, str)
    """The Days of the period, the (kind, key) pairs of the entries to be shown, and what they are."""
    asked_keep = Signal(str, str)
    """Name and text that the journal is to keep."""

    def __init__(self, journal: Journal, work_out: WorkOut) -> None:
        """Show what `journal` holds; `work_out` is called on a thread of its own."""
        super().__init__()
        self._journal = journal
        self._stale = True
        self._figures: list[FigureCard] = []
        self._cards: list[FindingCard] = []
        self._questions: list[Question] = []
        self._ticked: tuple[tuple[str, str], ...] = ()
        self._on_timeline = "", ""
        """Id and matter of the finding whose entries were shown on the timeline last."""
        self.findings: Findings | None = None
        self._held = journal.hold(details=True)
        self.working = Working(work_out, self)
        self.working.found.connect(self._show)
        self.working.progressed.connect(self._show_progress)
        self.working.failed.connect(self._show_failure)
        self.title = Heading(translate("Patterns", "What the journal shows"))
        self.line = Quiet("", size=1.0)
        self.periods = Segmented(_period_names(), self, name=translate("Patterns", "Period"))
        self.periods.choose(1)
        self.periods.chosen.connect(self._choose)
        self.waiting = Words("")
        self.waiting.setWordWrap(False)
        self.cancel = LinkButton(translate("Patterns", "Cancel"))
        self.cancel.clicked.connect(self._cancel)
        self._content = _Cards()
        self._lay_out()

    def refresh(self, change: Change | None = None) -> None:
        """Follow a change of the journal; what it does not touch is kept."""
        if change is not None:
            self.working.forget(change)
        self._stale = True
        if self.isVisible():
            self._ask()

    def come_back(self) -> None:
        """Let the keyboard wait where the timeline was asked for."""
        for card in self._cards:
            if card.finding.name == self._on_timeline:
                card.show_link.setFocus()

    def stop(self) -> None:
        """Ask no more of the journal: it is being closed."""
        self.working.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Look anew at what changed while another tab was in front."""
        super().showEvent(event)
        if self._stale:
            self._ask()

    @property
    def days(self) -> Days:
        """The period that is chosen, in local days."""
        now = self._journal.clock()
        record = self._journal.record_of(now.timestamp(), now.timestamp())
        return days_of(list(Shown)[self.periods.current], now.date(), record.first_day, self._last_visit)

    @property
    def _last_visit(self) -> date | None:
        today = self._journal.clock().date()
        return last_appointment(self._journal.appointments(), today)

    def _lay_out(self) -> None:
        top = FlowLayout(spacing=gap(2), split=1)
        self.title.setWordWrap(False)
        top.addWidget(self.title)
        top.addWidget(self.periods)
        wait = FlowLayout(spacing=gap(2))
        wait.addWidget(self.waiting)
        wait.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(gap(6), gap(4), gap(6), gap(2))
        column.setSpacing(gap(3))
        column.addLayout(top)
        column.addWidget(self.line)
        column.addLayout(wait)
        record = translate(
            "Patterns",
            "A record, not a diagnosis: never change a medicine without talking to your doctor or"
            " pharmacist.",
        )
        whole = QWidget()
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._content, 1)
        inside.addWidget(Quiet(record))
        self._scroller = Scroller(whole)
        column.addWidget(self._scroller, 1)
        say_in_order(self)

    def _choose(self) -> None:
        self._scroller.verticalScrollBar().setValue(0)
        self._ask()

    def _offer_appointment(self) -> None:
        """Offer the days since the last appointment where there was one; else six weeks are shown."""
        since = list(Shown).index(Shown.SINCE_APPOINTMENT)
        has_been = self._last_visit is not None
        self.periods.segments[since].setVisible(has_been)
        if self.periods.current == since and not has_been:
            self.periods.choose(list(Shown).index(Shown.SIX_WEEKS))

    def _ask(self) -> None:
        self._offer_appointment()
        self.working.ask(self.days, self._held.whole)
        self._stale = False
        if self.working.is_busy:
            self._show_progress(0, 1)

    def _cancel(self) -> None:
        self.working.stop()
        self._wait_for(translate("Patterns", "Stopped. Choose a period to work it out again."))

    def _show_progress(self, done: int, of: int) -> None:
        share = filled(translate("Patterns", "Being worked out … %1 of %2"), str(done), str(of))
        self._wait_for(share if done else translate("Patterns", "Being worked out …"), cancel=True)

    def _show_failure(self) -> None:
        self._wait_for(not_worked_out())

    def _wait_for(self, words: str, *, cancel: bool = False) -> None:
        self.waiting.setText(words)
        self.waiting.setVisible(bool(words))
        self.cancel.setVisible(cancel)

    def _show(self, findings: Findings) -> None:
        """Show findings; what was opened stays open, and the keyboard where it was."""
        self.findings = findings
        with settled(self):
            self._wait_for("")
            self.line.setText(said.period(findings))
            self._ticked = on_page(findings, self._journal.kept(ON_PAGE))
            self._put_in_place(findings)

    def _put_in_place(self, findings: Findings) -> None:
        figures = [one for name in FIGURES for one in (findings.of(name),) if one is not None]
        before = self._told()
        self._figures = [FigureCard(one) for one in figures]
        self._cards = [self._card(one, one.name in self._ticked) for one in offered(findings)]
        box = quiet_box(findings, FIGURES)
        self._questions = [] if box is None else box.findChildren(Question)
        opened, keyboard = {told.finding.name for told in before if told.is_open}, _keyboard_in(before)
        self._content.show_all(self._figures, lead(findings), self._cards, box)
        for told in self._told():
            if told.finding.name in opened:
                told.turn()
            if keyboard is not None and keyboard[0] == told.finding.name:
                told.controls[min(keyboard[1], len(told.controls) - 1)].setFocus()

    def _told(self) -> list[FigureCard | FindingCard | Question]:
        return [*self._figures, *self._cards, *self._questions]

    def _card(self, finding: Finding, on_page: bool) -> FindingCard:  # noqa: FBT001 - one of two
        card = FindingCard(finding, on_page=on_page)
        card.timeline_asked.connect(self._tell_timeline)
        card.ticked.connect(self._keep_tick)
        return card

    def _tell_timeline(self, finding: Finding) -> None:
        if self.findings is not None:
            self._on_timeline = finding.name
            days = Days(self.findings.begin, self.findings.until)
            self.timeline_asked.emit(days, frozenset(finding.rests_on), said.marked(finding))

    def _keep_tick(self, finding: Finding, ticked: bool) -> None:  # noqa: FBT001 - Qt's own signal
        one = finding.name
        others = tuple(each for each in self._ticked if each != one)
        self._ticked = (*others, one) if ticked else others
        self.asked_keep.emit(ON_PAGE, json.dumps(self._ticked))


def _keyboard_in(told: Sequence[FigureCard | FindingCard | Question]) -> tuple[tuple[str, str], int] | None:
    """Return the name of the finding that the keyboard is at, and the place of its control."""
    for one in told:
        for place, control in enumerate(one.controls):
            if control.hasFocus():
                return one.finding.name, place
    return None


def _period_names() -> tuple[str, ...]:
    return (
        translate("Patterns", "Since last appointment"),
        translate("Patterns", "6 weeks"),
        translate("Patterns", "3 months"),
        translate("Patterns", "All"),
    )


class _Cards(QWidget):
    """Figures in a row, what is said first, cards in two columns where there is room, and the quiet box."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, gap(1), gap(2))
        self._grid.setSpacing(gap(3))
        self._figures: Sequence[QWidget] = ()
        self._lead: QWidget | None = None
        self._cards: Sequence[QWidget] = ()
        self._rest: QWidget | None = None
        self._columns = 0

    def show_all(
        self,
        figures: Sequence[QWidget],
        lead: QWidget | None,
        cards: Sequence[QWidget],
        rest: QWidget | None,
    ) -> None:
        """Show these in place of what was there."""
        for widget in (*self._figures, self._lead, *self._cards, self._rest):
            if widget is not None:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._figures, self._lead, self._cards, self._rest = figures, lead, cards, rest
        self._columns = 0
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between one and two columns."""
        super().resizeEvent(event)
        self._place()

    def follow_text(self) -> None:
        """Change between one and two columns with the size of the text, too."""
        self._place()

    def minimumSizeHint(self) -> QSize:
        """Return a width that never asks to scroll sideways."""
        return QSize(1, super().minimumSizeHint().height())

    def _place(self) -> None:
        from_width = _TWO_COLUMNS_FROM * 2 * lettering.width("0", font_of(BODY))
        columns = 2 if self.width() >= min(from_width, 1000 * text_growth()) else 1
        if columns == self._columns:
            return
        self._columns = columns
        across = 4
        wide = across // columns
        for place, widget in enumerate(self._figures):
            span = 1 if columns > 1 else 2
            self._grid.addWidget(widget, place * span // across, place * span % across, 1, span)
        top = 1 if columns > 1 else 2
        if self._lead is not None:
            self._grid.addWidget(self._lead, top, 0, 1, across)
            top += 1
        for place, widget in enumerate(self._cards):
            self._grid.addWidget(widget, top + place // columns, place % columns * wide, 1, wide)
        last = top + -(-len(self._cards) // columns)
        if self._rest is not None:
            self._grid.addWidget(self._rest, last, 0, 1, across)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(last + 1, 1)
        for column in range(across):
            self._grid.setColumnStretch(column, 1)
