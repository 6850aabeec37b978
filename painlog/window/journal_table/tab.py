"""The Journal tab: search, kinds, days, a day to go to, new entries, and the table of them all."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from painlog.change import Act, Change
from painlog.entries import KINDS, Kept, Refused, Removed
from painlog.journal import Journal
from painlog.window.announcing import announce
from painlog.window.buttons import LinkButton, PlainButton, Segmented
from painlog.window.fields import FIELD, Field
from painlog.window.forms import new_entry, open_form
from painlog.window.journal_table.days import ask_day
from painlog.window.journal_table.lines import Place
from painlog.window.journal_table.model import JournalModel
from painlog.window.journal_table.painting import SIDE
from painlog.window.journal_table.removed import ask_what_to_bring_back
from painlog.window.journal_table.shown_days import DaysButton, Shown
from painlog.window.journal_table.tool_line import ToolLine
from painlog.window.journal_table.view import EDGE, JournalView
from painlog.window.look import SMALL, gap
from painlog.window.menu import Menu
from painlog.window.panels import Panel, Quiet
from painlog.words import entries
from painlog.words.amounts import number
from painlog.words.language import SEPARATOR, filled
from painlog.words.refusals import beside_field

translate = QCoreApplication.translate

_EVERYTHING: frozenset[str] = frozenset()
_KINDS = (
    _EVERYTHING,
    frozenset({"flare-up"}),
    frozenset({"dose"}),
    frozenset({"activity"}),
    frozenset({"note", "check-in", "appointment"}),
)
"""What each of the joined buttons shows."""
_NEW = ("flare-up", "dose", "activity", "therapy", "check-in", "appointment", "note")
_MOST_MISSED = 50
"""So many changes are followed one by one when the tab is shown again; more, and all is read anew."""
_MOST_CHOSEN = 1000
"""So many that come back at once are chosen; of more it would take too long."""
_A_MOMENT_MS = 250
"""After so long a tab that is open gathers the words to be searched."""


class SearchField(Field):
    """Where words are typed to be found; Down leaves it for what was found."""

    left = Signal()
    """The keyboard wants to go to what was found."""
    entered = Signal()
    """The keyboard came here: something will be typed soon."""

    def __init__(self) -> None:
        """Make an empty field."""
        super().__init__(
            translate("JournalTab", "Search"),
            hint=translate("JournalTab", "Search your entries… (Ctrl+F)"),
        )
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(gap(60))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that something will be typed soon."""
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty it with Esc, leave it with Down or Enter."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class JournalTab(QWidget):
    """Every entry by day. What is to be done goes up as a signal; the window does it and calls `refresh`."""

    asked_record = Signal(object)
    """A new entry, to be recorded."""
    asked_change = Signal(object)
    """An entry that is there, as it is to be from now on."""
    asked_remove = Signal(object)
    """The ids (tuple of UUID) of entries to be removed."""
    asked_bring_back = Signal(object)
    """The ids (tuple of UUID) of removed entries to be brought back."""

    half_said = Signal(str)
    """Words that make no entry as they stand, to be kept with the half-written note."""

    def __init__(self, reader: Journal) -> None:
        """Show what `reader` has; all entries are looked up now: make the tab when it is first wanted."""
        super().__init__()
        self._reader = reader
        self._missed: list[Change | None] = []
        self.is_ready_to_search = False
        """Whether the journal has gathered its words."""
        self.model = JournalModel(reader, self)
        self.view = JournalView(self.model)
        self.search = SearchField()
        self.kinds = Segmented(_kind_words(), name=translate("JournalTab", "Show"))
        self.kinds.choose(0)
        self.days = DaysButton(reader)
        self.go_to_day = PlainButton(translate("JournalTab", "Go to a day…"), least=FIELD)
        self.new = PlainButton(translate("JournalTab", "New entry ▾"), least=FIELD)
        self.new.setAccessibleName(translate("JournalTab", "New entry"))
        self.status = Quiet()
        self.removed = LinkButton("", size=SMALL)
        self._empty = Quiet(_empty_words(), size=1.0)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(SIDE, gap(3), SIDE, gap(3))
        self._lay_out()
        self._connect()
        self._tell_status()
        self._tell_removed()

    # orders from above

    def refresh(self, change: Change | None) -> None:
        """Follow a change of the journal (None: look at all anew), or remember it until it is shown."""
        if self.isVisible():
            self._follow([change])
        elif len(self._missed) < _MOST_MISSED:
            self._missed.append(change)
        else:
            self._missed = [None]

    def _follow(self, changes: Sequence[Change | None]) -> None:
        chosen, current = self.view.places(), self.view.current_place()
        scrolled = self.view.verticalScrollBar().value()
        for change in [None] if None in changes else changes:
            self.model.refresh(change)
        if back := _brought_back(changes[-1] if changes else None):
            self.view.choose(back, back[0])
            self.view.scrollTo(self.view.currentIndex())
        elif not self.view.places():
            self.view.choose(chosen, current)
            self.view.verticalScrollBar().setValue(scrolled)
        self._tell_status()
        self._tell_removed()

    def follow_day(self) -> None:
        """Show the last days as seen from today, and what can still be brought back."""
        if self.isVisible() and self.days.shown is not Shown.ALL:
            self._show()
        elif self.isVisible():
            self._tell_removed()

    def focus_search(self) -> None:
        """Give the keyboard to the search field, with what is in it chosen (Edit, Find)."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def go_to(self, day: date) -> None:
        """Show `day`, or the nearest one before it with entries."""
        if (heading := self.model.number_of_day(day)) is not None:
            self.view.go_to(heading)
            self.view.setFocus()

    # what the person does

    def _show(self) -> None:
        """Show what the search field, the kinds and the days ask for, and keep what was chosen."""
        chosen, current = self.view.places(), self.view.current_place()
        self.model.show(_KINDS[max(0, self.kinds.current)], self.search.text(), self.days.days())
        self.view.choose(chosen, current)
        if current is not None and (line := self.model.number_of(current)) is not None:
            self.view.scrollTo(self.model.index(line, 0))
        self._tell_status()
        announce(self, self.status.text())

    def _get_ready_to_search(self) -> None:
        """Let the journal gather its words, so that the first letter finds as fast as the next."""
        if self.isVisible() and not self.is_ready_to_search:
            self.is_ready_to_search = True
            self._reader.search(" ")

    def _go_to_what_was_found(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.view.places() and self.model.rowCount() > 1:
            self.view.selectRow(1)

    def _open(self, place: Place) -> None:
        with _telling(self._tell_refused):
            self._take(open_form(self, self._reader, self.model.entry(place)))

    def _open_new(self) -> None:
        """Ask for a new entry of the kind that was picked from the menu."""
        kind = str(self.sender().property("kind"))
        entry = new_entry(self._reader, kind)
        if entry is None:
            self._tell(_no_medicine())
        elif (answer := open_form(self, self._reader, entry)) is not None:
            self.asked_record.emit(answer)
            self._go_to_entry(answer.id)

    def _go_to_entry(self, entry: UUID) -> None:
        """Show an entry among those that are shown, wherever its day is."""
        place = self._reader.key_of(entry)
        if place is not None and (line := self.model.number_of(place)) is not None:
            self.view.selectRow(line)
            self.view.scrollTo(self.model.index(line, 0))

    def _take(self, answer: Kept | Removed | None) -> None:
        if isinstance(answer, Removed):
            self.asked_remove.emit((answer.id,))
        elif answer is not None:
            self.asked_change.emit(answer)

    def _remove(self, places: list[Place]) -> None:
        with _telling(self._tell_refused):
            self.asked_remove.emit(tuple(self.model.entry(place).id for place in places))

    def _ask_day(self) -> None:
        current, shown = self.view.current_place(), self._reader.clock().date()
        with suppress(Refused):  # one that another program took out just now
            shown = self.model.entry(current).moment.date() if current else shown
        title, there = translate("JournalTab", "Go to a day"), translate("JournalTab", "Go there")
        if (day := ask_day(self, title, there, shown)) is not None:
            self.go_to(day)

    def _bring_back(self) -> None:
        if ids := ask_what_to_bring_back(self, self._reader):
            self.asked_bring_back.emit(ids)
            if not self.removed.isVisible():  # it had the keyboard, which would be at the name of the tab now
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_refused(self, reason: str) -> None:
        self._tell(filled(translate("JournalTab", "Left as it was: %1", "a reason"), reason))

    def _tell(self, said: str) -> None:
        """Say below the table why nothing came of a press."""
        self.status.setText(said)
        announce(self, said)

    def _tell_status(self) -> None:
        shown, there = self.model.counts()
        places = len(self.view.places())
        said = entries.count_of_entries(there)
        if shown != there:
            said = filled(translate("JournalTab", "%1 of %2", "how many are shown"), number(shown), said)
        if places:
            chosen = filled(translate("JournalTab", "%1 chosen"), number(places))
            keys = translate("JournalTab", "Enter opens, Del removes (Undo brings it back)")
            said += SEPARATOR + filled(translate("JournalTab", "%1: %2", "how many, keys"), chosen, keys)
        self.status.setText(said)
        self._empty.setText(_nothing_fits() if there else _empty_words())
        self._empty.setVisible(not shown)
        self.view.setVisible(shown > 0)

    def _tell_removed(self) -> None:
        """Offer what can be brought back. It is read for that: not each time that another line is chosen."""
        gone = len(self._reader.recently_removed())
        self.removed.say(filled(translate("JournalTab", "Recently removed (%1)"), number(gone)))
        self.removed.setVisible(gone > 0)

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was done while the tab was hidden."""
        super().showEvent(event)
        missed, self._missed = self._missed, []
        if missed:
            self._follow(missed)
        QTimer.singleShot(_A_MOMENT_MS, self, self._get_ready_to_search)
        self.follow_day()  # another may have begun

    # how it is made

    def _lay_out(self) -> None:
        panel = Panel()
        panel.body.setContentsMargins(1, EDGE, 1, EDGE)
        panel.body.addWidget(self.view)
        panel.body.addWidget(self._empty)
        foot = QHBoxLayout()
        foot.addWidget(self.status, 1)
        foot.addWidget(self.removed)
        column = QVBoxLayout(self)
        column.setContentsMargins(gap(6), gap(3.5), gap(6), gap(2))
        column.setSpacing(gap(3))
        column.addWidget(ToolLine(self.search, (self.kinds, self.days), (self.go_to_day, self.new)))
        column.addWidget(panel, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._show)
        self.search.left.connect(self._go_to_what_was_found)
        self.search.entered.connect(self._get_ready_to_search)
        self.kinds.chosen.connect(self._show)
        self.days.changed.connect(self._show)
        self.go_to_day.clicked.connect(self._ask_day)
        self.new.setMenu(self._menu_of_new())
        self.removed.clicked.connect(self._bring_back)
        self.view.opened.connect(self._open)
        self.view.asked_remove.connect(self._remove)
        self.view.chosen.connect(self._tell_status)
        self.view.painter_of_lines.asked_change.connect(self.asked_change)
        self.view.painter_of_lines.half_said.connect(self.half_said)
        self.view.painter_of_lines.refused.connect(self._tell_refused)

    def _menu_of_new(self) -> QMenu:
        menu = Menu(self)
        for kind in _NEW:
            action = menu.addAction(f"{entries.kind_name(kind)}…", self._open_new)
            action.setProperty("kind", kind)
        return menu


def _kind_words() -> list[str]:
    return [
        translate("JournalTab", "Everything"),
        translate("JournalTab", "Flare-ups"),
        translate("JournalTab", "Medicines"),
        translate("JournalTab", "Activities"),
        translate("JournalTab", "Notes"),
    ]


def _brought_back(change: Change | None) -> list[Place]:
    """Return the entries that are there again: they are shown, chosen, and the keyboard is at them."""
    if change is None or change.act not in (Act.UNDO, Act.BRING_BACK) or len(change.rows) > _MOST_CHOSEN:
        return []
    rows = (row for row in change.rows if row.kind in KINDS.values())
    return [(row.kind, row.key) for row in rows if row.before is None and row.after is not None]


@contextmanager
def _telling(tell: Callable[[str], None]) -> Iterator[None]:
    """Tell it where what was pressed is there no more: another program took it out just now."""
    try:
        yield
    except Refused as fault:
        tell(beside_field(fault))


def _no_medicine() -> str:
    return translate(
        "JournalTab", "No medicine is written down yet. Add it under “Medicines”; then its doses have a name."
    )


def _nothing_fits() -> str:
    return translate(
        "JournalTab",
        "No entry fits what is asked for above. Take out the words, or choose “Everything” and “All days”: "
        "then all of them stand here again.",
    )


def _empty_words() -> str:
    return translate(
        "JournalTab",
        "Nothing is written yet. What you press on Today stands here, day by day: "
        "find it again, mend it or take it out. “New entry” writes down what was earlier.",
    )
