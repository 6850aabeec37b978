"""The window: where the wires are laid between what is pressed, the journal, and everything that shows it."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from painlog.change import Change
from painlog.entries import FlareUp, Kept, Removed
from painlog.journal import Journal
from painlog.journal.half_written import kept_as, with_half_written
from painlog.medicines import Medicine, Plan
from painlog.window.answers import Answers
from painlog.window.changes import Changes
from painlog.window.doors import NAMELESS, NUMBERS, Doors, Tab
from painlog.window.dropped import files_in
from painlog.window.look import gap
from painlog.window.marking import Marking
from painlog.window.menu import Menu, MenuBar
from painlog.window.panels import Rule, Sheet
from painlog.window.preferences import Preferences
from painlog.window.reading_order import AsRead
from painlog.window.remembering import keep_window, show_as_remembered
from painlog.window.settling import settled
from painlog.window.status_line import StatusLine
from painlog.window.tab_bar import TabBar
from painlog.window.today.present import NOTE_DRAFT
from painlog.window.today.tab import TodayTab
from painlog.window.unwritten import UnwrittenBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from painlog.window.help import HelpWindow

translate = QCoreApplication.translate

_TICK_MS = 5_000
_SMALLEST = (800, 480)


class MainWindow(QMainWindow):
    """Tabs over one journal. Requests come up to `answers`; changes go down to the tabs that are in front."""

    painted = Signal()
    """The window was painted for the first time, and can be used."""
    closed = Signal()
    sample_asked = Signal()
    """The sample journal is to be opened."""

    def __init__(self, journal: Journal, doors: Doors, preferences: Preferences) -> None:
        """Show `journal`; everything but Today is made when it is first wanted."""
        super().__init__()
        self.journal = journal
        self.doors = doors
        self.preferences = preferences
        self.today = TodayTab(journal, doors.today)
        self.tabs: dict[Tab, QWidget] = {Tab.TODAY: self.today}
        self._was_painted = self._was_closed = False
        self._help: HelpWindow | None = None
        self.bar = UnwrittenBar()
        self.answers = Answers(journal, self.bar, doors.wait_for)
        self.tab_bar = TabBar()
        self.pages = QStackedWidget()
        self.status = StatusLine(journal)
        self.changes = Changes(journal, self)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._lay_out()
        self._lay_wires()
        show_as_remembered(self, self.today, preferences)

    def open_entry(self, entry: Kept) -> None:
        """Open an entry in its form; what is answered is written.

        A note that is half-written on a flare-up stands in the form, which decides about it.
        """
        asks = self.today.asks
        half = asks.kept(self.journal, kept_as(entry)) if isinstance(entry, FlareUp) else ""
        asked = with_half_written(half, entry) if isinstance(entry, FlareUp) and half else entry
        answer = self.doors.form(self, self.journal, asked)
        if isinstance(answer, Removed):
            self.answers.remove(answer.id)
        elif answer is not None:
            self.answers.write(answer)
            if half and isinstance(answer, FlareUp) and not self.bar.waiting:
                self.answers.draft(kept_as(answer), "")

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
        """Show a tab; the keyboard waits at its name, and not at whatever button is next."""
        held = self.focusWidget()
        if held is self.centralWidget() or self.pages.isAncestorOf(held):  # at the start it is shown nowhere
            self.tab_bar.setFocus()
        with settled(self.pages):
            self.pages.setCurrentWidget(self.tab(list(Tab)[place]))

    def _follow(self, change: Change) -> None:
        """Tell every tab; one that is hidden looks when it is shown."""
        self.status.follow(change)
        for tab in self.tabs.values():
            tab.refresh(change)  # type: ignore[attr-defined]

    def _turn_day(self) -> None:
        """Tell anew what says "tomorrow" or counts up to today; in the Journal, every day has its date.

        What stands open anywhere and says "today" has a method `follow_day`.
        """
        self.status.turn_day()
        for widget in QApplication.allWidgets():
            if (follow := getattr(widget, "follow_day", None)) is not None:
                follow()
        for tab in (Tab.PATTERNS, Tab.APPOINTMENT, Tab.MEDICINES):
            if tab in self.tabs:
                self.tabs[tab].refresh(None)  # type: ignore[attr-defined]

    # the window itself

    def _lay_out(self) -> None:
        self.setWindowTitle("Painlog")
        self.setMinimumSize(*_SMALLEST)
        self.setAcceptDrops(True)
        for name in tab_names():
            self.tab_bar.addTab(name)
        self.setMenuBar(MenuBar(self))
        self.menus = [Menu(name, self) for name in menu_names()]
        for menu in self.menus:
            self.menuBar().addMenu(menu)
        self.pages.addWidget(self.today)
        top = Sheet()
        row = QVBoxLayout(top)
        row.setContentsMargins(gap(4), 0, gap(4), 0)
        row.addWidget(self.tab_bar)
        whole = AsRead()
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
        self.status.undo_asked.connect(self.answers.undo)
        self.bar.try_again.connect(self.answers.write_waiting)
        self.bar.waits.connect(self.status.show_waiting)
        self.changes.changed.connect(self._follow)
        self.changes.failed.connect(self.answers.tell)
        self._tick.timeout.connect(self.today.tick)
        self.today.day_turned.connect(self._turn_day)
        self.today.chart.opened.connect(self._open_at)
        self.today.chart.opened_value.connect(self.open_entry)
        self.today.chart.print_asked.connect(self.print_page)
        self.marking = Marking(self, self.today.chart, self.show_tab, self.tab)
        asks = self.today.asks
        asks.waiting = self.bar.kept
        asks.record.connect(self.answers.record)
        asks.begin.connect(self.answers.begin)
        asks.change.connect(self.answers.change)
        asks.remove.connect(self.answers.remove)
        asks.form.connect(self.open_entry)
        asks.keep.connect(self.answers.keep)
        asks.draft.connect(self.answers.draft)
        asks.half_said.connect(partial(self.answers.add_to_draft, NOTE_DRAFT))
        asks.describe.connect(self.answers.describe)
        asks.new_medicine.connect(self._add_medicine)
        asks.medicines.connect(self._show_medicines)
        asks.sample.connect(self.sample_asked)

    def _add_medicine(self) -> None:
        plan = Plan(start=self.journal.clock().date())
        self.open_entry(Medicine(id=uuid4(), name=NAMELESS, plans=(plan,)))

    def _open_at(self, kind: str, key: int) -> None:
        entry = self.journal.at(kind, key)
        if entry is not None:
            self.open_entry(entry)

    def print_page(self) -> None:
        """Show the appointment's page, and print it."""
        self.show_tab(Tab.APPOINTMENT)
        self.tab(Tab.APPOINTMENT).print_page()  # type: ignore[attr-defined]

    def find_entries(self) -> None:
        """Go to the search of the Journal tab."""
        self.show_tab(Tab.JOURNAL)
        self.tab(Tab.JOURNAL).focus_search()  # type: ignore[attr-defined]

    def open_help(self, page: str) -> None:
        """Open the help at a page: one window, however often it is asked for."""
        if self._help is not None:
            self._help.open_at(page)
            return
        waits = self.bar.kept(NUMBERS)
        self._help = self.doors.help(self, self.journal.kept(NUMBERS) if waits is None else waits, page)
        self._help.numbers_told.connect(partial(self.answers.keep, NUMBERS))

    def _show_medicines(self) -> None:
        self.show_tab(Tab.MEDICINES)

    def turn_full_screen(self) -> None:
        """Fill the screen, or go back to a window."""
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say once that the window was painted: all that can wait has waited for it."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)  # none of it once the window is gone

    def come_forward(self) -> None:
        """Be in front of other windows: Painlog was started again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def begin(self) -> None:
        """Begin what goes on while the window is open: the clock, and looking for other programs."""
        self._tick.start()
        self.changes.watch()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer, which are imported; the pointer says so of anything else."""
        if files_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import the files that were dropped, once Qt let go of them.

        The question about them may stand for long: a second drop meanwhile would end the program afterwards.
        """
        if paths := files_in(event):
            QTimer.singleShot(0, self, lambda: self.doors.import_files(self, self.journal, paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go, unless entries still wait to be written and the person wants to stay with them."""
        if self._was_closed:  # by the lock, say, and meanwhile by the person: another may be open by now
            return
        _close_popovers(self)
        _hand_up_typed(self)
        if (
            self.bar.waiting
            and not self.answers.write_waiting()
            and not self.doors.may_close(self, self.bar.waiting)
        ):
            event.ignore()
            return
        self._was_closed = True
        _close_beside(self)
        keep_window(self, self.today, self.shown_tab(), self.preferences)
        self.hide()  # now, and not after the journal is closed: what is left may tell something
        self.setEnabled(False)  # what was pressed meanwhile comes too late
        for tab in self.tabs.values():
            if hasattr(tab, "stop"):
                tab.stop()
        self._tick.stop()
        self.changes.stop()
        super().closeEvent(event)
        self.closed.emit()


def _close_popovers(window: QMainWindow) -> None:
    """Close what stands open over a window for a while, as a note: what was typed in it is written down."""
    for popover in window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if popover.isVisible() and popover.windowType() == Qt.WindowType.Popup:
            popover.close()


def _hand_up_typed(window: QMainWindow) -> None:
    """Let everything in a window hand up what stands typed in it, as when the keyboard goes elsewhere.

    Only then is it known whether all of it could be written. What can be typed in has a method `hand_up`.
    """
    for widget in window.findChildren(QWidget):
        if (hand_up := getattr(widget, "hand_up", None)) is not None:
            hand_up()


def _close_beside(window: QMainWindow) -> None:
    """Close what stands open beside a window, as the help: it keeps what was typed last."""
    for dialog in window.findChildren(QDialog, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if dialog.isVisible() and not dialog.isModal():
            dialog.close()


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
    answers: dict[str, Callable[..., None]] = {
        "asked_record": window.answers.record,
        "asked_change": window.answers.write,
        "asked_switch": window.answers.switch,
        "asked_remove": window.answers.remove,
        "asked_bring_back": window.answers.bring_back,
        "asked_describe": window.answers.describe,
        "asked_keep": window.answers.keep,
        "asked_draft": window.answers.draft,
        "asked_form": window.open_entry,
        "half_said": partial(window.answers.add_to_draft, NOTE_DRAFT),
        "timeline_asked": window.marking.show_on_timeline,
    }
    for name, answer in answers.items():
        if hasattr(tab, name):
            getattr(tab, name).connect(answer)
