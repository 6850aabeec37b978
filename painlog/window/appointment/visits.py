"""Past and coming appointments: for each the page it was made for, and what was said."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog.entries import Appointment
from painlog.report.lettering import one_line
from painlog.window.buttons import FlowLayout, LinkButton
from painlog.window.look import SMALL, gap
from painlog.window.panels import Quiet, Words
from painlog.window.reading_order import insert
from painlog.words import times
from painlog.words.language import SEPARATOR

translate = QCoreApplication.translate

MOST = 12
"""Older ones stand in the Journal tab."""


class VisitRow(QWidget):
    """One appointment with its two links."""

    page_asked = Signal(object)
    """The Appointment whose page is to be shown."""
    form_asked = Signal(object)
    """The Appointment that is to be opened."""

    def __init__(self, visit: Appointment, today: date) -> None:
        """Show `visit`, which is past or not by `today`."""
        super().__init__()
        self.visit = visit
        said = visit_name(visit)
        self.page = LinkButton(translate("Appointment", "page"))
        self.page.setAccessibleName(f"{translate('Appointment', 'page')}, {said}")
        self.page.clicked.connect(self._ask_page)
        is_past = visit.at.date() < today
        was_said = visit.note or any(question.answer for question in visit.questions)
        words = translate("Appointment", "open")
        if is_past:
            words = translate("Appointment", "what was said")
        self.open = LinkButton(words)
        self.open.setAccessibleName(f"{words}, {said}")
        self.open.clicked.connect(self._ask_form)
        row = FlowLayout(self, spacing=gap(2))
        for widget in (Words(said), self.page, self.open):
            row.addWidget(widget)
        if is_past and not was_said:
            row.addWidget(Quiet(translate("Appointment", "nothing yet")))

    def _ask_page(self) -> None:
        self.page_asked.emit(self.visit)

    def _ask_form(self) -> None:
        self.form_asked.emit(self.visit)


class VisitList(QWidget):
    """The appointments, the latest first."""

    page_asked = Signal(object)
    form_asked = Signal(object)
    left_keyboard = Signal()
    """The row that had the keyboard is gone."""

    def __init__(self) -> None:
        """Show none yet."""
        super().__init__()
        self.rows: list[VisitRow] = []
        self._none = Quiet(translate("Appointment", "None is written down yet."))
        self._more = Quiet(translate("Appointment", "Older ones are in the journal."), size=SMALL)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(gap(4))
        self._column.addWidget(self._none)
        self._column.addWidget(self._more)
        self._shown: tuple[tuple[Appointment, ...], date] | None = None

    def show_visits(self, visits: Sequence[Appointment], but: UUID | None, today: date) -> None:
        """Show `visits`, oldest first as given, except the one with the id `but`."""
        wanted = tuple(visit for visit in reversed(visits) if visit.id != but)
        if (wanted, today) == self._shown:
            return
        self._shown = wanted, today
        at = self.window().focusWidget()
        held = next(((row.visit.id, at is row.open) for row in self.rows if at in (row.page, row.open)), None)
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [VisitRow(visit, today) for visit in wanted[:MOST]]
        for place, row in enumerate(self.rows):
            row.page_asked.connect(self.page_asked)
            row.form_asked.connect(self.form_asked)
            insert(self._column, place, row)
        self._none.setVisible(not wanted)
        self._more.setVisible(len(wanted) > MOST)
        if held is not None:
            self._give_keyboard(held[0], to_open=held[1])

    def _give_keyboard(self, of: UUID, *, to_open: bool) -> None:
        """Give the keyboard to the link that had it, in the new row of that appointment."""
        row = next((row for row in self.rows if row.visit.id == of), None)
        if row is None:
            self.left_keyboard.emit()
        else:
            (row.open if to_open else row.page).setFocus(Qt.FocusReason.TabFocusReason)


def visit_name(visit: Appointment) -> str:
    """Return the appointment in a few words: "Mon 2 March 2026 · Dr Sample"."""
    return SEPARATOR.join(filter(None, (times.short_day_of_year(visit.at.date()), one_line(visit.with_whom))))
