"""The tab itself: it reads what the page needs, shows it, and passes on what is asked for."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from painlog.change import Change
from painlog.entries import Appointment
from painlog.journal import Journal
from painlog.report.document import document_of
from painlog.report.layout import questions_not_whole
from painlog.report.page import Page, Paper
from painlog.report.periods import appointment_after, up_to_appointment
from painlog.report.spoken import text
from painlog.report.ticked import ON_PAGE, chosen_in
from painlog.window.appointment import going_out
from painlog.window.appointment.choices import KEPT_AS, choices_of, kept_text
from painlog.window.appointment.forms import VisitForms
from painlog.window.appointment.left import LeftSide
from painlog.window.appointment.live import LivePage, Wish
from painlog.window.appointment.page_view import PageView
from painlog.window.appointment.who import ask_who
from painlog.window.appointment.zooming import ZoomBar
from painlog.window.look import gap
from painlog.window.panels import Quiet, Scroller, Sheet
from painlog.window.patterns_tab.working import WorkOut, not_worked_out
from painlog.words.language import SEPARATOR, filled

translate = QCoreApplication.translate

_TOGETHER_MS = 30
"""Changes that come so soon after one another make one new page."""
_LEFT = gap(102)


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
    asked_draft = Signal(str, str)
    """In the same way the questions that wait for an appointment."""

    def __init__(self, journal: Journal, work_out: WorkOut) -> None:
        """Show what `journal` holds; `work_out` makes a report's Worked, on a thread of its own."""
        super().__init__()
        self._journal = journal
        self._stale = True
        self._chosen_visit: Appointment | None = None
        self.live = LivePage(journal, work_out, self)
        self.left = LeftSide(choices_of(journal))
        self.view = PageView()
        self.line = Quiet()
        self._side = Sheet()
        self.forms = VisitForms(journal, self)
        self._soon = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._lay_out()
        self._connect()

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self.live.page

    def refresh(self, change: Change | None = None) -> None:
        """Follow a change of the journal, or remember it until the tab is shown."""
        self.live.forget(change)
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def stop(self) -> None:
        """Send up what is being typed, and make no page: the tab goes out of sight, or the journal closes."""
        self.left.questions.hand_up()
        self._stale = self._stale or self.live.is_busy
        self._soon.stop()
        self.live.stop()

    def print_page(self) -> None:
        """Show the preview and print, as soon as everything on the page is worked out."""
        self._when_whole(lambda: going_out.print_page(self, self.page, self._name))

    def save_page(self) -> None:
        """Ask for a file and save the page."""
        self._when_whole(lambda: going_out.save_page(self, self.page, self._name))

    def show_list(self) -> None:
        """Show the full list, to print or save it."""
        self._when_whole(lambda: going_out.print_page(self, self.live.listing(), self._name))

    def copy_picture(self) -> None:
        """Put the page on the clipboard."""
        self._when_whole(lambda: going_out.copy_page(self.page))

    # the page

    @property
    def visit(self) -> Appointment | None:
        """The appointment that the page is for: the one that was chosen, else the next one."""
        visits, chosen = self._journal.appointments(), self._chosen_visit
        if chosen is not None:
            return next((visit for visit in visits if visit.id == chosen.id), None)
        return appointment_after(visits, self._journal.clock().date())

    @property
    def _name(self) -> str:
        """What a saved file is to be called."""
        return f"Painlog {self._journal.clock().date().isoformat()}"

    @property
    def _wish(self) -> Wish:
        today, visits = self._journal.clock().date(), self._journal.appointments()
        begin, until = self.left.days.days(visits, today, _first_day(self._journal))
        choices = self.left.choices.choices(chosen_in(self._journal.kept(ON_PAGE)))
        waiting = self.forms.waiting if self._chosen_visit is None else ()  # not for one that is looked up
        return Wish(begin=begin, until=until, visit=self.visit, waiting=waiting, choices=choices)

    def _read(self) -> None:
        """Look at everything anew."""
        self._soon.stop()
        self._stale = False
        self.forms.give_back()
        if self.visit is None:
            self._chosen_visit = None
        wish, visits, today = self._wish, self._journal.appointments(), self._journal.clock().date()
        is_coming, shown = self._chosen_visit is None, wish.visit.id if wish.visit is not None else None
        self.left.show_visit(wish.visit, wish.waiting, is_coming=is_coming, today=today)
        self.left.visits.show_visits(visits, shown, today)
        self.live.read(wish)

    def _catch_up(self) -> None:
        """Follow what changed meanwhile: entries, the day, or what was ticked among the patterns."""
        if self._stale:
            self._read()
        else:
            self.live.follow(self._wish)

    def _show(self, page: Page) -> None:
        document = document_of(page)
        self.view.show_document(document, text(page))
        paper = "A4" if page.choices.paper is Paper.A4 else "Letter"
        said = filled(translate("Appointment", "One page, %1", "the paper"), paper)
        cut = _not_whole(questions_not_whole(page, document.sheets[0]))
        self.line.setText(SEPARATOR.join(filter(None, (said, cut))))

    def _choose(self) -> None:
        """Follow what was ticked: the same entries, another page."""
        self.asked_keep.emit(KEPT_AS, kept_text(self.left.choices.choices()))
        self.live.choose(self._wish)

    def _when_whole(self, act: Callable[[], str]) -> None:
        """Do what sends the page somewhere as soon as nothing is left to be worked out, and say what came."""
        self.left.questions.hand_up()
        self._catch_up()
        if not self.live.when_whole(lambda: self.left.say(act())):
            self.left.say(translate("Appointment", "The page is being worked out …"))

    # what the person does

    def _open(self, visit: Appointment | None) -> None:
        self.left.questions.hand_up()
        self.forms.open(visit)

    def _show_page_of(self, visit: Appointment) -> None:
        """Show the page that an appointment was, or will be, made for."""
        visits, today = self._journal.appointments(), self._journal.clock().date()
        self.left.questions.hand_up()
        if visit == appointment_after(visits, today):
            self._show_coming()
            return
        self._chosen_visit = visit
        self.left.days.choose_dates(*up_to_appointment(visits, visit, today, _first_day(self._journal)))
        self._read()

    def _show_coming(self) -> None:
        self.left.questions.hand_up()
        self._chosen_visit = None
        self.left.days.choose_usual()
        self._read()

    def _ask_who(self) -> None:
        told = ask_who(self, self._journal.patient(), self._journal.clock().date())
        if told is not None:
            self.asked_describe.emit(told)

    # Qt's own, and how it is made

    def showEvent(self, event: QShowEvent) -> None:
        """Look anew at what changed while another tab was in front."""
        super().showEvent(event)
        self._catch_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the left side what it needs, and the page at least half."""
        super().resizeEvent(event)
        needed = self.left.minimumSizeHint().width() + gap(4)
        self._side.setFixedWidth(min(max(_LEFT, needed), max(_LEFT, self.width() // 2)))

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of what is being typed, and of what is being worked out for nobody."""
        super().hideEvent(event)
        self.stop()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroller(self.left))
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
        row.addWidget(self._side)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        left = self.left
        self._soon.timeout.connect(self._read)
        self.live.changed.connect(self._show)
        self.live.failed.connect(lambda: left.say(not_worked_out()))
        self.forms.asked_record.connect(self.asked_record)
        self.forms.asked_change.connect(self.asked_change)
        self.forms.asked_remove.connect(self.asked_remove)
        left.days.changed.connect(self._read)
        left.choices.changed.connect(self._choose)
        left.questions.asked_change.connect(self.asked_change)
        left.questions.asked_draft.connect(self.asked_draft)
        left.questions.asked_draft.connect(lambda *_: self._soon.start())  # no entry: nobody tells of it
        self.forms.asked_draft.connect(self.asked_draft)
        left.visit.clicked.connect(lambda: self._open(self.visit))
        left.back.clicked.connect(self._show_coming)
        left.who.clicked.connect(self._ask_who)
        left.another.clicked.connect(self.forms.open_new)
        left.visits.page_asked.connect(self._show_page_of)
        left.visits.form_asked.connect(self._open)
        left.print_it.clicked.connect(self.print_page)
        left.save.clicked.connect(self.save_page)
        left.list.clicked.connect(self.show_list)
        left.copy.clicked.connect(self.copy_picture)


def _first_day(journal: Journal) -> date | None:
    """Return the day of the first entry."""
    now = journal.clock().timestamp()
    return journal.record_of(now, now).first_day


def _not_whole(questions: int) -> str:
    """Return that so many questions are cut on the page, and what can be done; empty where none is."""
    if not questions:
        return ""
    return translate(
        "Appointment",
        "%Ln question(s) (does|do) not fit whole: shorten (it|them), or take the full list along",
        "",
        questions,
    )
