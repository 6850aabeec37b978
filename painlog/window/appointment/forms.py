"""Asking about appointments in their form, and passing on what is answered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from painlog.entries import Appointment, Kept, Removed
from painlog.journal import Journal
from painlog.window.forms import new_entry, open_form


class VisitForms(QWidget):
    """Opens the form of an appointment over its parent; it is never seen itself."""

    asked_record = Signal(object)
    """A new appointment."""
    asked_change = Signal(object)
    """An appointment as it is to be from now on."""
    asked_remove = Signal(object)
    """The ids (tuple of UUID) of appointments to be removed."""

    def __init__(self, journal: Journal, parent: QWidget) -> None:
        """Ask about appointments of `journal`."""
        super().__init__(parent)
        self._journal = journal
        self.hide()

    def open(self, visit: Appointment | None) -> None:
        """Ask about `visit` as it stands in the journal now; None asks for a new one."""
        if visit is None:
            self.open_new()
            return
        known = self._journal.find(visit.id)
        self._take(open_form(self, self._journal, known if isinstance(known, Appointment) else visit))

    def open_new(self) -> None:
        """Ask for a new appointment."""
        entry = new_entry(self._journal, "appointment")
        if entry is not None and (answer := open_form(self, self._journal, entry)) is not None:
            self.asked_record.emit(answer)

    def _take(self, answer: Kept | Removed | None) -> None:
        if isinstance(answer, Removed):
            self.asked_remove.emit((answer.id,))
        elif answer is not None:
            self.asked_change.emit(answer)
