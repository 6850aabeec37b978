"""The Medicines tab: what is taken now, what was before, and what changes."""

from uuid import uuid4

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from painlog.change import Act, Change
from painlog.entries import Medicine, Plan, Removed
from painlog.journal import Journal
from painlog.window.buttons import PlainButton
from painlog.window.doors import NAMELESS
from painlog.window.forms import open_form
from painlog.window.look import BODY, gap
from painlog.window.medicines.plans import is_taken_now
from painlog.window.medicines.questions import (
    ask_about,
    ask_change_of_dose,
    ask_to_stop,
    ask_to_take_again,
)
from painlog.window.medicines.rows import MedicinePanel
from painlog.window.panels import Heading, Quiet, Scroller

translate = QCoreApplication.translate

_TOLD_IN_ROWS = frozenset({"medicine", "dose"})


class MedicinesTab(QWidget):
    """Medicines with the plans of their labels. What is to be done goes up as a signal."""

    asked_record = Signal(object)
    """A new medicine, to be recorded."""
    asked_change = Signal(object)
    """A medicine that is there, as it is to be from now on."""
    asked_switch = Signal(object, object)
    """A medicine as it ends, and the one that is taken in its place."""
    asked_remove = Signal(object)
    """The ids (tuple of UUID) of medicines to be removed."""

    def __init__(self, reader: Journal) -> None:
        """Show the medicines that `reader` has."""
        super().__init__()
        self._reader = reader
        self.add = PlainButton(translate("Medicines", "Add a medicine…"))
        self.now, self.before = MedicinePanel(), MedicinePanel(headed=False)
        self._heading_before = Heading(translate("Medicines", "What you took before"), size=1.15)
        self._empty = Quiet(_empty_words(), size=BODY)
        self._lay_out()
        self.add.clicked.connect(self._add)
        for panel in (self.now, self.before):
            panel.pressed_name.connect(self._open)
            panel.pressed_change.connect(self._change_dose)
            panel.pressed_stop.connect(self._stop)
            panel.pressed_again.connect(self._take_again)
            panel.wants_room.connect(self._line_up)

    def refresh(self, change: Change | None) -> None:
        """Follow a change of the journal (None: look at all anew); what is hidden looks when it is shown."""
        if change is not None and change.act is not Act.ELSEWHERE and not change.kinds & _TOLD_IN_ROWS:
            return
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was done while the tab was hidden, and with the clock."""
        super().showEvent(event)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the names follow the width of the window."""
        super().resizeEvent(event)
        for panel in (self.now, self.before):
            panel.give_way(event.size().width())

    def _show(self) -> None:
        today = self._reader.clock().date()
        medicines = self._reader.medicines()
        now = [medicine for medicine in medicines if is_taken_now(medicine, today)]
        before = [medicine for medicine in medicines if not is_taken_now(medicine, today)]
        self.now.show_medicines(now, self._reader)
        self.before.show_medicines(before, self._reader)
        self.now.setVisible(bool(now))
        self._empty.setVisible(not now)
        for widget in (self.before, self._heading_before):
            widget.setVisible(bool(before))

    def _line_up(self) -> None:
        """Let the columns of what was taken before stand below those of what is taken now."""
        panels = [panel for panel in (self.now, self.before) if panel.rows]
        each = zip(*(panel.widths() for panel in panels), strict=True)
        widths = [(max(least), max(best)) for least, best in (zip(*column, strict=True) for column in each)]
        for panel in panels:
            panel.line_up(widths)

    # what the person does

    def _add(self) -> None:
        today = self._reader.clock().date()
        new = Medicine(id=uuid4(), name=NAMELESS, plans=(Plan(start=today),))
        if (answer := ask_about(self, self._reader, new)) is not None:
            self.asked_record.emit(answer)

    def _open(self, medicine: Medicine) -> None:
        answer = open_form(self, self._reader, medicine)
        if isinstance(answer, Removed):
            self.asked_remove.emit((answer.id,))
        elif answer is not None:
            self.asked_change.emit(answer)

    def _change_dose(self, medicine: Medicine) -> None:
        self._ask_to_change(ask_change_of_dose(self, self._reader, medicine))

    def _take_again(self, medicine: Medicine) -> None:
        self._ask_to_change(ask_to_take_again(self, self._reader, medicine))

    def _stop(self, medicine: Medicine) -> None:
        """End a medicine, and begin with what takes its place: one act, for one undo."""
        match ask_to_stop(self, self._reader, medicine):
            case (ended, instead):
                self.asked_switch.emit(ended, instead)
            case (ended,):
                self.asked_change.emit(ended)

    def _ask_to_change(self, answer: Medicine | None) -> None:
        if answer is not None:
            self.asked_change.emit(answer)

    # how it is made

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(gap(6), gap(4), gap(6), gap(4))
        column.setSpacing(gap(3))
        self._heading_before.setContentsMargins(0, gap(2), 0, 0)  # nearer to what it heads
        head = QHBoxLayout()
        head.addWidget(Heading(translate("Medicines", "What you take now")), 1)
        head.addWidget(self.add)
        column.addLayout(head)
        for widget in (self.now, self._empty, self._heading_before, self.before, Quiet(_quiet_words())):
            column.addWidget(widget)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scroller(content))


def _quiet_words() -> str:
    return translate(
        "Medicines",
        "Painlog keeps what you copied from the label. It does not know what is right for you: "
        "ask your doctor or pharmacist.",
    )


def _empty_words() -> str:
    return translate(
        "Medicines",
        "No medicine is written down yet. “Add a medicine” copies what the label says; "
        "after that one press on Today writes down a dose.",
    )
