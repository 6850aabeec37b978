"""The tab itself: it reads what the page needs, shows it, and passes on what is asked for."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from painlog.change import Act, Change
from painlog.entries import Appointment, Kept, Removed
from painlog.journal import Journal
from painlog.record import Record
from painlog.report.compose import Worked, page_for, span_needed
from painlog.report.document import document_of
from painlog.report.listing import Listing, listing_for
from painlog.report.page import Page, Paper
from painlog.report.periods import appointment_after, since_last_appointment, up_to_appointment
from painlog.report.spoken import text
from painlog.window.appointment import saving
from painlog.window.appointment.choices import KEPT_AS, kept_text, read_kept
from painlog.window.appointment.days import Shown
from painlog.window.appointment.left import LeftSide
from painlog.window.appointment.page_view import PageView
from painlog.window.appointment.preview import print_with_dialog
from painlog.window.appointment.who import ask_who
from painlog.window.appointment.zooming import ZoomBar
from painlog.window.forms import new_entry, open_form
from painlog.window.look import gap
from painlog.window.panels import Quiet, Scroller, Sheet
from painlog.window.patterns_tab.tab import ON_PAGE, ticked_in
from painlog.window.patterns_tab.working import Days, Working, WorkOut
from painlog.words.language import filled

translate = QCoreApplication.translate

_TOGETHER_MS = 30
"""Changes that come so soon after one another make one new page."""
_PAINTED_MS = 60
"""The page is shown first; what takes a while begins then."""
_LEFT = gap(93)


class AppointmentTab(QWidget):
    """The page as it will print, live; it is made while the tab is in front, and not before."""

    asked_record = Signal(object)
    """A new appointment."""
    asked_change = Signal(object)
    """An appointment as it is to be from now on."""
    asked_remove = Signal(object)
    """The ids (tuple of UUID) of appointments to be removed."""
    asked_describe = Signal(object)
    """The Patient with name and birth date as they are to be."""
    asked_keep = Signal(str, str)
    """Name and text that the journal is to keep."""

    def __init__(self, journal: Journal, work_out: WorkOut, parent: QWidget | None = None) -> None:
        """Show what `journal` holds; `work_out` makes a report's Worked, on a thread of its own."""
        super().__init__(parent)
        self._journal = journal
        self._stale = True
        self._chosen_visit: Appointment | None = None
        self._waiting: Callable[[], None] | None = None
        self._record: Record | None = None
        self.page: Page | None = None
        self.worked: Worked | None = None
        self.working = Working(work_out, self)
        self.left = LeftSide(read_kept(journal.kept(KEPT_AS), usual_paper()))
        self.view = PageView()
        self.line = Quiet()
        self._side = Sheet()
        self._soon = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._later = QTimer(self, singleShot=True, interval=_PAINTED_MS)
        self._lay_out()
        self._connect()

    # orders from above

    def refresh(self, change: Change | None = None) -> None:
        """Follow a change of the journal, or remember it until the tab is shown."""
        moment = change.at if change is not None else self._journal.clock()
        self.working.forget(Change(Act.ELSEWHERE, moment))
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def print_page(self) -> None:
        """Show the preview and print, as soon as everything on the page is worked out."""
        self._when_whole(self._print)

    def save_page(self) -> None:
        """Ask for a file and save the page."""
        self._when_whole(self._save)

    def show_list(self) -> None:
        """Show the full list, to print or save it."""
        self._when_whole(self._list)

    def copy_picture(self) -> None:
        """Put the page on the clipboard."""
        self._when_whole(self._copy)

    # the page

    @property
    def is_busy(self) -> bool:
        """Whether a part of the page is still being worked out."""
        return self._later.isActive() or self.working.is_busy

    @property
    def visit(self) -> Appointment | None:
        """The appointment that the page is for: the one that was chosen, else the next one."""
        visits = self._journal.appointments()
        chosen = self._chosen_visit
        if chosen is not None:
            return next((visit for visit in visits if visit.id == chosen.id), None)
        return appointment_after(visits, self._today)

    @property
    def days(self) -> tuple[date, date]:
        """The first and last day of the page."""
        return self.left.days.days(
            since_last_appointment(self._journal.appointments(), self._today), self._today
        )

    @property
    def _today(self) -> date:
        return self._journal.clock().date()

    @property
    def _name(self) -> str:
        """What a saved file is to be called."""
        return f"Painlog {self._today.isoformat()}"

    def _read(self) -> None:
        """Read the journal anew and show the page, at first without what takes a while."""
        self._soon.stop()
        self._stale = False
        visits, visit = self._journal.appointments(), self.visit
        if visit is None:
            self._chosen_visit = None
        self.left.show_visit(visit, is_coming=self._chosen_visit is None, today=self._today)
        self.left.visits.show_visits(visits, visit.id if visit is not None else None, self._today)
        begin, until = self.days
        self._record = self._journal.record_of(*span_needed(begin, until), details=True)
        self.worked = None
        self._compose()
        self._later.start()

    def _work_out(self) -> None:
        self.working.ask(Days(*self.days), self._entries)

    def _entries(self) -> Record:
        if self._record is None:
            return self._journal.whole_record(details=True)
        return self._record

    def _finish(self, worked: Worked) -> None:
        """Show the page with its findings, and do what waited for them."""
        self.worked = worked
        self._compose()
        act, self._waiting = self._waiting, None
        if act is not None:
            act()

    def _compose(self) -> None:
        if self._record is None:
            return
        begin, until = self.days
        kept = self._journal.kept(ON_PAGE)
        ticked = ticked_in(kept) if kept else None
        self.page = page_for(
            self._record,
            begin,
            until,
            appointment=self.visit,
            worked=self.worked,
            choices=self.left.choices.choices(ticked),
        )
        self.view.show_document(document_of(self.page), text(self.page))
        self.line.setText(_about(self.page))

    def _choose(self) -> None:
        """Follow what was ticked: the same entries, another page."""
        self.asked_keep.emit(KEPT_AS, kept_text(self.left.choices.choices()))
        self._compose()

    # what the person does

    def _when_whole(self, act: Callable[[], None]) -> None:
        if self._stale or self._record is None:
            self._read()
        if self.is_busy:
            self._waiting = act
            self.left.say(translate("Appointment", "The page is being worked out …"))
            return
        self.left.say("")
        act()

    def _print(self) -> None:
        if self.page is not None:
            self.left.say(print_with_dialog(self, self.page, self._name))

    def _save(self) -> None:
        if self.page is None:
            return
        path = saving.ask_file(self, self.page, self._name)
        if path is not None:
            self.left.say(saving.save(path, self.page))

    def _copy(self) -> None:
        if self.page is not None:
            saving.copy(self.page)
            self.left.say(translate("Appointment", "The page is on the clipboard."))

    def _list(self) -> None:
        listing = self.listing()
        if listing is not None:
            self.left.say(print_with_dialog(self, listing, self._name))

    def listing(self) -> Listing | None:
        """Return the full list that goes with the page."""
        if self.page is None:
            return None
        begin, until = self.days
        zone = self._journal.clock().tzinfo
        first = datetime.combine(begin, time(), zone) - timedelta(days=1)
        last = datetime.combine(until, time(), zone) + timedelta(days=2)
        kept = [
            entry for entry in self._journal.between(first, last) if begin <= entry.moment.date() <= until
        ]
        return listing_for(self.page, kept, self._journal.medicines())

    def _open_visit(self) -> None:
        visit = self.visit
        self._open(visit) if visit is not None else self._open_new()

    def _open_new(self) -> None:
        entry = new_entry(self._journal, "appointment")
        if entry is not None and (answer := open_form(self, self._journal, entry)) is not None:
            self.asked_record.emit(answer)

    def _open(self, visit: Appointment) -> None:
        self.left.questions.tell()
        known = self._journal.find(visit.id)
        self._take(open_form(self, self._journal, known if isinstance(known, Appointment) else visit))

    def _take(self, answer: Kept | Removed | None) -> None:
        if isinstance(answer, Removed):
            self.asked_remove.emit((answer.id,))
        elif answer is not None:
            self.asked_change.emit(answer)

    def _show_page_of(self, visit: Appointment) -> None:
        """Show the page that an appointment was, or will be, made for."""
        coming = appointment_after(self._journal.appointments(), self._today)
        if coming is not None and visit.id == coming.id:
            self._show_coming()
            return
        self.left.questions.tell()
        self._chosen_visit = visit
        first, last = up_to_appointment(self._journal.appointments(), visit)
        self.left.days.choose_dates(first, min(last, self._today))
        self._read()

    def _show_coming(self) -> None:
        self.left.questions.tell()
        self._chosen_visit = None
        self.left.days.choose(Shown.SINCE_LAST)
        self._read()

    def _ask_who(self) -> None:
        told = ask_who(self, self._journal.patient(), self._today)
        if told is not None:
            self.asked_describe.emit(told)

    # Qt's own, and how it is made

    def showEvent(self, event: QShowEvent) -> None:
        """Look anew at what changed while another tab was in front."""
        super().showEvent(event)
        self.window().installEventFilter(self)
        if self._stale:
            self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the left side what it needs, and the page at least half."""
        super().resizeEvent(event)
        needed = self.left.minimumSizeHint().width() + gap(4)
        self._side.setFixedWidth(min(max(_LEFT, needed), max(_LEFT, self.width() // 2)))

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of what is being typed, and of what is being worked out for nobody."""
        super().hideEvent(event)
        self.window().removeEventFilter(self)
        if not self.window().isHidden():
            self.left.questions.tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send up what is being typed before the window closes."""
        if event.type() == QEvent.Type.Close and watched is self.window():
            self.left.questions.tell()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        scroller = Scroller(self.left)
        side = self._side
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroller)
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        foot.addWidget(ZoomBar(self.view))
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, gap(4), gap(2))
        right.addWidget(self.view, 1)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap(4))
        row.addWidget(side)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        left = self.left
        self._soon.timeout.connect(self._read)
        self._later.timeout.connect(self._work_out)
        self.working.found.connect(self._finish)
        left.days.changed.connect(self._read)
        left.choices.changed.connect(self._choose)
        left.questions.asked_change.connect(self.asked_change)
        left.visit.clicked.connect(self._open_visit)
        left.back.clicked.connect(self._show_coming)
        left.who.clicked.connect(self._ask_who)
        left.another.clicked.connect(self._open_new)
        left.visits.page_asked.connect(self._show_page_of)
        left.visits.form_asked.connect(self._open)
        left.print_it.clicked.connect(self.print_page)
        left.save.clicked.connect(self.save_page)
        left.list.clicked.connect(self.show_list)
        left.copy.clicked.connect(self.copy_picture)


def usual_paper() -> Paper:
    """Return the paper of the region: Letter where inches are used."""
    imperial = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return Paper.LETTER if imperial else Paper.A4


def _about(page: Page) -> str:
    paper = "A4" if page.choices.paper is Paper.A4 else "Letter"
    return filled(translate("Appointment", "One page, %1", "the paper"), paper)
