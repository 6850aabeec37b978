"""The window: where the wires are laid between what is pressed, the journal, and everything that shows it."""

from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from painlog.change import Change
from painlog.entries import Dose, Kept, Patient, Refused, Removed
from painlog.journal import Journal, JournalFault
from painlog.medicines import Medicine
from painlog.window.changes import Changes
from painlog.window.doors import Doors, Tab
from painlog.window.look import gap
from painlog.window.panels import Rule, Sheet
from painlog.window.preferences import Preferences
from painlog.window.remembering import keep_window, show_as_remembered
from painlog.window.status_line import StatusLine
from painlog.window.tab_bar import TabBar
from painlog.window.today.tab import TodayTab
from painlog.window.unwritten import UnwrittenBar, Waiting
from painlog.words.amounts import medicine_of
from painlog.words.entries import headline, time_of
from painlog.words.refusals import faulted, refused

translate = QCoreApplication.translate

_TICK_MS = 5_000
_USUAL, _SMALLEST = (1280, 760), (800, 480)


class MainWindow(QMainWindow):
    """Tabs over one journal. Requests come up to `do`; changes go down to the tabs that are in front."""

    painted = Signal()
    """The window was painted for the first time, and can be used."""
    closed = Signal()

    def __init__(self, journal: Journal, doors: Doors, preferences: Preferences) -> None:
        """Show `journal`; everything but Today is made when it is first wanted."""
        super().__init__()
        self.journal = journal
        self.doors = doors
        self.preferences = preferences
        self.today = TodayTab(journal, doors.today)
        self.tabs: dict[Tab, QWidget] = {Tab.TODAY: self.today}
        self._was_painted = False
        self.bar = UnwrittenBar()
        self.tab_bar = TabBar()
        self.pages = QStackedWidget()
        self.status = StatusLine(journal)
        self.changes = Changes(journal, self)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._lay_out()
        self._lay_wires()
        show_as_remembered(self)

    # acts

    def do(self, act: Callable[[], Change | None], words: str = "") -> bool:
        """Do an act on the journal; the one place where the world's faults are caught.

        `words` are those of an entry that must not be lost: if it cannot be written it waits in the bar over
        the tabs, and so does every later one, until writing is possible again. Returns whether it was done.
        """
        try:
            if words and self.bar.waiting:
                self.bar.wait(Waiting(act, words))
                return self.write_waiting()
            act()
        except Refused as fault:
            self.bar.say(refused(fault))
        except JournalFault as fault:
            self._fault(fault)
            if words:
                self.bar.wait(Waiting(act, words))
        else:
            return True
        return False

    def write_waiting(self) -> bool:
        """Try again to write what waits; tell whether nothing waits any more."""
        try:
            fault = self.bar.write()
        except Refused as problem:
            self.bar.say(refused(problem))
            return False
        if fault is not None:
            self._fault(fault)
        return fault is None

    def record(self, entry: Kept) -> None:
        """Write down a new entry."""
        self.do(lambda: self.journal.record(entry), self.said(entry))

    def change(self, entry: Kept) -> None:
        """Write down an entry as it is to be from now on."""
        self.do(lambda: self.journal.change(entry), self.said(entry))

    def remove(self, told: UUID | Iterable[UUID]) -> None:
        """Take entries out; Undo brings them back."""
        ids = (told,) if isinstance(told, UUID) else tuple(told)
        self.do(lambda: self.journal.remove(*ids))

    def bring_back(self, ids: Iterable[UUID]) -> None:
        """Bring back entries that were removed."""
        self.do(lambda: self.journal.bring_back(*ids))

    def keep(self, name: str, text: str) -> None:
        """Keep a half-written note with the journal."""
        self.do(lambda: self.journal.keep(name, text))

    def describe(self, patient: Patient) -> None:
        """Set who keeps the journal and what the buttons offer."""
        self.do(lambda: self.journal.describe(patient))

    def undo(self) -> None:
        """Take back the last act."""
        self.do(self.journal.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self.do(self.journal.redo)

    def open_entry(self, entry: Kept) -> None:
        """Open an entry in its form; what is answered is written."""
        answer = self.doors.form(self, self.journal, entry)
        if isinstance(answer, Removed):
            self.remove(answer.id)
        elif answer is not None:
            is_there = self.journal.key_of(answer.id) is not None
            (self.change if is_there else self.record)(answer)

    def said(self, entry: Kept) -> str:
        """Return the words for an entry that could not be written yet."""
        medicine = medicine_of(self.journal.medicines(), entry.medicine) if isinstance(entry, Dose) else None
        when = "" if isinstance(entry, Medicine) else time_of(entry)
        return f"{when} {headline(entry, medicine)}".strip()

    # tabs

    def show_tab(self, tab: Tab) -> None:
        """Bring a tab to the front, made now if it never was."""
        self.tab_bar.setCurrentIndex(list(Tab).index(tab))

    def shown_tab(self) -> Tab:
        """Return the tab that is in front."""
        return list(Tab)[self.tab_bar.currentIndex()]

    def tab(self, tab: Tab) -> QWidget:
        """Return a tab, made now if it never was."""
        if tab not in self.tabs:
            made = self.doors.tabs[tab](self.journal)
            connect_asks(made, self)
            self.tabs[tab] = made
            self.pages.addWidget(made)
        return self.tabs[tab]

    def _turn(self, place: int) -> None:
        self.pages.setCurrentWidget(self.tab(list(Tab)[place]))

    def _follow(self, change: Change) -> None:
        """Tell every tab; one that is hidden looks when it is shown."""
        self.status.follow(change)
        for tab in self.tabs.values():
            tab.refresh(change)  # type: ignore[attr-defined]

    def _fault(self, fault: JournalFault) -> None:
        self.bar.say(faulted(fault.reason, fault.path))

    # the window itself

    def _lay_out(self) -> None:
        self.setWindowTitle("Painlog")
        self.setMinimumSize(*_SMALLEST)
        self.setAcceptDrops(True)
        for name in tab_names():
            self.tab_bar.addTab(name)
        self.menus = [self.menuBar().addMenu(name) for name in menu_names()]
        self.pages.addWidget(self.today)
        top = Sheet()
        row = QVBoxLayout(top)
        row.setContentsMargins(gap(4), 0, gap(4), 0)
        row.addWidget(self.tab_bar)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (top, Rule(), self.bar):
            column.addWidget(widget)
        column.addWidget(self.pages, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)
        whole.setFocus()

    def _lay_wires(self) -> None:
        self.tab_bar.currentChanged.connect(self._turn)
        self.status.undo_asked.connect(self.undo)
        self.bar.try_again.connect(self.write_waiting)
        self.changes.changed.connect(self._follow)
        self.changes.failed.connect(self._fault)
        self._tick.timeout.connect(self.today.tick)
        self.today.chart.opened.connect(self._open_at)
        self.today.chart.print_asked.connect(self.print_page)
        asks = self.today.asks
        asks.record.connect(self.record)
        asks.change.connect(self.change)
        asks.remove.connect(self.remove)
        asks.form.connect(self.open_entry)
        asks.keep.connect(self.keep)

    def _open_at(self, kind: str, key: int) -> None:
        entry = self.journal.at(kind, key)
        if entry is not None:
            self.open_entry(entry)

    def print_page(self) -> None:
        """Show the appointment's page, and print it."""
        self.doors.print_page(self, self.journal)

    def find_entries(self) -> None:
        """Go to the search of the Journal tab."""
        self.show_tab(Tab.JOURNAL)
        self.tab(Tab.JOURNAL).search.setFocus()  # type: ignore[attr-defined]

    def open_help(self, page: str) -> None:
        """Open the help at a page."""
        self.doors.help(self, self.journal, page)

    def turn_full_screen(self) -> None:
        """Fill the screen, or go back to a window."""
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say once that the window was painted: all that can wait has waited for it."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def begin(self) -> None:
        """Begin what goes on while the window is open: the clock, and looking for other programs."""
        self._tick.start()
        self.changes.watch()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, which are imported."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import the files that were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.doors.import_files(self, self.journal, paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go, unless entries still wait to be written and the person wants to stay with them."""
        if self.bar.waiting and not self.write_waiting() and not self.doors.may_close(self, self.bar.waiting):
            event.ignore()
            return
        self.today.quick.close_panel()
        keep_window(self)
        self._tick.stop()
        self.changes.stop()
        super().closeEvent(event)
        self.closed.emit()


def tab_names() -> tuple[str, ...]:
    """Return what the tabs are called, in the order of Tab."""
    return (
        translate("Window", "Today"),
        translate("Window", "Journal"),
        translate("Window", "Patterns"),
        translate("Window", "Appointment"),
        translate("Window", "Medicines"),
    )


def menu_names() -> tuple[str, ...]:
    """Return what the menus are called, in their order."""
    return (
        translate("Menus", "&Journal"),
        translate("Menus", "&Edit"),
        translate("Menus", "E&ntry"),
        translate("Menus", "&View"),
        translate("Menus", "&Help"),
    )


def connect_asks(tab: QWidget, window: MainWindow) -> None:
    """Connect what a tab asks for; not every tab asks for everything."""
    answers = {
        "asked_record": window.record,
        "asked_change": window.change,
        "asked_remove": window.remove,
        "asked_bring_back": window.bring_back,
        "asked_describe": window.describe,
    }
    for name, answer in answers.items():
        if hasattr(tab, name):
            getattr(tab, name).connect(answer)
