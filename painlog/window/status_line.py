"""The line at the bottom: what was saved and when, Undo by its name, and where the journal is kept."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout

from painlog.change import Change
from painlog.entries import Dose
from painlog.journal import Journal
from painlog.medicines import Medicine
from painlog.window.announcing import announce
from painlog.window.buttons import FlowLayout, LinkButton
from painlog.window.look import SMALL, gap
from painlog.window.panels import LineWords, Rule, Sheet
from painlog.window.today.present import NOTE_DRAFT
from painlog.words import acts, times
from painlog.words.amounts import medicine_of
from painlog.words.language import filled

translate = QCoreApplication.translate

UNDO_KEYS = "Ctrl+Z"


class StatusLine(Sheet):
    """Says in words that what is on the screen is saved."""

    undo_asked = Signal()

    def __init__(self, journal: Journal) -> None:
        """Make the line for `journal`."""
        super().__init__()
        self._journal = journal
        self._waits, self._asked, self._offers_undo = False, "", False
        self._backup: datetime | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        row = FlowLayout(spacing=gap(1), split=2)
        row.setContentsMargins(gap(4), gap(0.5), gap(4), gap(0.5))
        column.addLayout(row)
        self.saved = LineWords()
        self.undo = LinkButton("", size=SMALL)
        self.undo.clicked.connect(self.undo_asked)
        self.kept = LineWords()
        for widget in (self.saved, self.undo, self.kept):
            row.addWidget(widget)
        self.kept.setText(translate("Status", "Journal kept on this computer only"))
        self.show_saved()

    def show_saved(self) -> None:
        """Say when the last entry was written and what Undo would take back."""
        undoable = self._journal.undoable
        if self._asked:
            self.undo.say(acts.undo_of(self._asked, UNDO_KEYS))
        elif undoable is not None:
            self.undo.say(acts.undo(undoable, self.medicine_of(undoable), UNDO_KEYS))
        self._offers_undo = bool(self._asked) or undoable is not None
        self._say(self._saved())
        self.undo.setVisible(self._offers_undo)  # last: Qt lays out the whole window for what comes

    def show_waiting(self, waits: bool, asked: str = "") -> None:  # noqa: FBT001 - the signal's own shape
        """Say so while entries wait to be written: that all is saved is not true then.

        What was `asked` for last and waits is what Undo takes back.
        """
        if (waits, asked) != (self._waits, self._asked):
            self._waits, self._asked = waits, asked
            self.show_saved()

    def follow(self, change: Change) -> None:
        """Show what was done, and say it to screen readers.

        The name of Undo tells it of what was written down, but not of what was taken back or done again.
        """
        self.show_saved()
        done = acts.done(change, self.medicine_of(change))
        if change.of is not None and not self._waits:
            self._say(done)
        announce(self, done)

    def tell(self, words: str) -> None:
        """Say what was done with a file, until something is written; and say it to screen readers.

        What waits to be written is not in an export or a copy, so it is still said that something does.
        """
        if self._waits:
            words = filled(translate("Status", "%1 · %2", "what was done, what waits"), words, _what_waits())
        self._say(words)
        announce(self, words)

    def _say(self, words: str) -> None:
        self.saved.setText(words + " ·" if self._offers_undo else words)

    def show_backup(self, at: datetime | None) -> None:
        """Say where the journal is kept, and when its last copy was made."""
        self._backup = at
        said = translate("Status", "Journal kept on this computer only · %1", "when it was backed up")
        self.kept.setText(filled(said, self._backed_up(at)))

    def turn_day(self) -> None:
        """Say of which day it is: what was saved today was saved yesterday now."""
        self.show_saved()
        self.show_backup(self._backup)

    def _saved(self) -> str:
        """Say when something was written last; before the first entry of this session, that all is kept."""
        if self._waits:
            return _what_waits()
        at = self._journal.saved_at
        if at is None and self._journal.kept(NOTE_DRAFT):
            return translate("Status", "All is saved; what you were typing waits on Today: Note…")
        if at is None and self._journal.has_entries():
            return translate("Status", "Everything you wrote down is saved")
        return acts.saved(at, self._journal.clock())

    def _backed_up(self, at: datetime | None) -> str:
        if at is None:
            return translate("Status", "not backed up yet")
        day, today = at.date(), self._journal.clock().date()
        if day == today:
            return translate("Status", "backed up today")
        return filled(translate("Status", "backed up %1", "a day"), times.near_day(day, today))

    def medicine_of(self, change: Change) -> Medicine | None:
        """Return the medicine of the dose that a change is about."""
        about = (change.of or change).about
        return medicine_of(self._journal.medicines(), about.medicine) if isinstance(about, Dose) else None


def _what_waits() -> str:
    return translate("Status", "Not everything is saved yet: see above")
