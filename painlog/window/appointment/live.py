"""The page while it is looked at: made at once, and again when its findings are worked out.

A press is answered first; the page follows in steps, between which the window answers.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from painlog.change import Act, Change
from painlog.entries import Appointment, Question
from painlog.journal import Journal
from painlog.record import Record
from painlog.report.compose import Looked, Worked, look_at, page_of, span_needed
from painlog.report.listing import Listing, listing_for
from painlog.report.page import Choices, Page
from painlog.window.look import NEXT_FRAME_MS
from painlog.window.patterns_tab.working import Days, Working, WorkOut

_PAINTED_MS = 60
"""The page is shown first; what takes a while begins then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What page is wanted."""

    begin: date
    until: date
    visit: Appointment | None
    waiting: tuple[Question, ...] = ()
    """Questions that no appointment has yet."""
    choices: Choices


class LivePage(QObject):
    """Makes the page that is wished for, and tells when it has become another."""

    changed = Signal(object)
    """The Page."""
    failed = Signal()
    """What takes a while could not be worked out; the page stays as it is, and nothing waits for it."""

    def __init__(self, journal: Journal, work_out: WorkOut, parent: QObject | None = None) -> None:
        """Make pages of `journal`; `work_out` makes a report's Worked, on a thread of its own."""
        super().__init__(parent)
        self._journal = journal
        self._held = journal.hold(details=True)
        self._wish: Wish | None = None
        self._record: Record | None = None
        self._looked: Looked | None = None
        self._worked: Worked | None = None
        self._waiting: Callable[[], None] | None = None
        self._page: Page | None = None
        self._is_to_be_worked_out = False
        self._working = Working(work_out, self)
        self._working.found.connect(self._finish)
        self._working.failed.connect(self._give_up)
        self._next = QTimer(self, singleShot=True, interval=NEXT_FRAME_MS)
        self._next.timeout.connect(self._step)
        self._later = QTimer(self, singleShot=True, interval=_PAINTED_MS)
        self._later.timeout.connect(self._work_out)

    @property
    def page(self) -> Page | None:
        """The page that was wished for last; it is made now if it is still to be made."""
        if self._next.isActive():
            self._compose()
        return self._page

    @property
    def is_busy(self) -> bool:
        """Whether the page, or a part of it, is still to be made."""
        return self._next.isActive() or self._later.isActive() or self._working.is_busy

    def follow(self, wish: Wish) -> None:
        """Make the page anew if another is wished for than the one that is shown."""
        shown = self._wish
        if shown is None or replace(shown, choices=wish.choices, waiting=wish.waiting) != wish:
            self.read(wish)
        elif shown != wish:
            self.choose(wish)

    def read(self, wish: Wish) -> None:
        """Read what changed and make the page anew, at first without what takes a while.

        What is being worked out is of other days or entries: it is given up, and what waits goes on waiting.
        """
        self._later.stop()
        self._working.stop()
        self._wish = wish
        self._record = self._held.between(*span_needed(wish.begin, wish.until))
        self._looked = self._worked = None
        self._is_to_be_worked_out = True
        self._next.start()

    def choose(self, wish: Wish) -> None:
        """Make the page of the same entries in another way."""
        self._wish = wish
        self._next.start()

    def forget(self, change: Change | None) -> None:
        """Forget what was worked out before a change: the page looks at twice the days it shows."""
        moment = change.at if change is not None else self._journal.clock()
        self._working.forget(Change(Act.ELSEWHERE, moment))

    def when_whole(self, act: Callable[[], None]) -> bool:
        """Do `act` now, or as soon as everything is worked out; tell whether it was now."""
        if self._next.isActive():
            self._compose()
        if self.is_busy:
            self._waiting = act
            return False
        act()
        return True

    def stop(self) -> None:
        """Give up what is being made and worked out, and what waits for it."""
        self._next.stop()
        self._later.stop()
        self._working.stop()
        self._waiting = None

    def listing(self) -> Listing | None:
        """Return the full list that goes with the page."""
        wish, page = self._wish, self.page
        if page is None or wish is None:
            return None
        zone = self._journal.clock().tzinfo
        first = datetime.combine(wish.begin, time(), zone) - timedelta(days=1)
        last = datetime.combine(wish.until, time(), zone) + timedelta(days=2)
        every = self._journal.between(first, last)
        kept = [entry for entry in every if wish.begin <= entry.moment.date() <= wish.until]
        return listing_for(page, kept, self._journal.medicines())

    def _work_out(self) -> None:
        wish = self._wish
        if wish is not None:
            self._working.ask(Days(wish.begin, wish.until), self._entries)

    def _entries(self) -> Record:
        return self._record if self._record is not None else Record(begin=0.0, end=0.0)

    def _finish(self, worked: Worked) -> None:
        """Make the page with its findings, and do what waited for them."""
        self._worked = worked
        self._next.start()
        act, self._waiting = self._waiting, None
        if act is not None:
            act()

    def _give_up(self) -> None:
        self._waiting = None
        self.failed.emit()

    def _step(self) -> None:
        """Make the next part of the page."""
        if self._looked is not None:
            self._compose()
        elif self._look() is not None:
            self._next.start()

    def _look(self) -> Looked | None:
        wish, record = self._wish, self._record
        if self._looked is None and wish is not None and record is not None:
            self._looked = look_at(record, wish.begin, wish.until)
        return self._looked

    def _compose(self) -> None:
        self._next.stop()
        wish, looked = self._wish, self._look()
        if wish is None or looked is None:
            return
        self._page = page_of(
            looked,
            appointment=wish.visit,
            waiting=wish.waiting,
            worked=self._worked,
            choices=wish.choices,
        )
        if self._is_to_be_worked_out:
            self._is_to_be_worked_out = False
            self._later.start()
        self.changed.emit(self._page)
