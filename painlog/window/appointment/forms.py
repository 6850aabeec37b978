"""Asking about appointments in their form, and passing on what is answered."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from painlog.entries import Appointment, Kept, Question, Removed
from painlog.journal import Journal
from painlog.report.waiting import WAITING, left_waiting, waiting_in
from painlog.window.forms import new_entry, open_form

if TYPE_CHECKING:
    from uuid import UUID


class VisitForms(QWidget):
    """Opens the form of an appointment over its parent; it is never seen itself."""

    asked_record = Signal(object)
    """A new appointment."""
    asked_change = Signal(object)
    """An appointment as it is to be from now on."""
    asked_remove = Signal(object)
    """The ids (tuple of UUID) of appointments to be removed."""

    asked_draft = Signal(str, str)
    """The questions that wait for another appointment: the name they are kept under, and a line each."""

    def __init__(self, journal: Journal, parent: QWidget) -> None:
        """Ask about appointments of `journal`."""
        super().__init__(parent)
        self._journal = journal
        self._took: dict[UUID, str] = {}
        """The questions that new appointments took along."""
        self._here: set[UUID] = set()
        """Those of these appointments that are in the journal: not taken back, nor waiting to be written."""
        self.hide()

    @property
    def waiting(self) -> tuple[Question, ...]:
        """The questions that wait for an appointment."""
        return waiting_in(self._journal.kept(WAITING))

    def open(self, visit: Appointment | None) -> None:
        """Ask about `visit` as it stands in the journal now; None asks for a new one."""
        if visit is None:
            self.open_new()
            return
        known = self._journal.find(visit.id)
        self._take(open_form(self, self._journal, known if isinstance(known, Appointment) else visit))

    def open_new(self) -> None:
        """Ask for a new appointment; it takes along the questions that wait for one."""
        entry, waiting = new_entry(self._journal, "appointment"), self.waiting
        if isinstance(entry, Appointment) and waiting:
            entry = replace(entry, questions=waiting)
        answer = open_form(self, self._journal, entry) if entry is not None else None
        if not isinstance(answer, Appointment):
            return
        self.asked_record.emit(answer)
        if waiting:
            left = left_waiting(waiting, answer.questions)
            self._took[answer.id] = left_waiting(waiting, waiting_in(left))
            self.asked_draft.emit(WAITING, left)

    def give_back(self) -> None:
        """Let the questions wait again whose appointment was taken back, until that is done again."""
        for visit, lines in self._took.items():
            found, waiting = self._journal.find(visit), self._journal.kept(WAITING)
            if isinstance(found, Appointment) == (visit in self._here):
                continue
            self._here ^= {visit}
            left = left_waiting(waiting_in(waiting), waiting_in(lines))
            if found is None:
                left = "\n".join(filter(None, (left, lines)))
            if left != waiting:
                self.asked_draft.emit(WAITING, left)

    def _take(self, answer: Kept | Removed | None) -> None:
        if isinstance(answer, Removed):
            self.asked_remove.emit((answer.id,))
        elif answer is not None:
            self.asked_change.emit(answer)
