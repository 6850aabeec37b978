"""What was removed in the last 30 days, to be brought back."""

from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from painlog.entries import Dose, Kept, Medicine
from painlog.journal import Journal
from painlog.window.fields import dress
from painlog.window.look import gap
from painlog.window.offered import make_roomy
from painlog.window.panels import Quiet
from painlog.window.question import Question
from painlog.words import amounts, entries, times
from painlog.words.language import SEPARATOR, filled

translate = QCoreApplication.translate


class RemovedQuestion(Question):
    """The removed entries, newest first; those that are chosen come back."""

    def __init__(self, reader: Journal, parent: QWidget | None = None) -> None:
        """List what `reader` still has."""
        title = translate("JournalTab", "Recently removed")
        super().__init__(title, translate("JournalTab", "Bring back"), parent)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setMinimumSize(gap(120), gap(70))
        self.list.setWordWrap(True)
        dress(self.list, "QListWidget")
        make_roomy(self.list)
        self._ids: list[UUID] = []
        now = reader.clock()
        for entry, at in reader.recently_removed():
            self._ids.append(entry.id)
            when = times.near_moment(at.astimezone(), now)
            self.list.addItem(QListWidgetItem(_told(entry, reader.medicines(), when)))
        self.rows.addWidget(self.list)
        self.rows.addWidget(
            Quiet(translate("JournalTab", "Removed entries can be brought back for 30 days."))
        )
        self.list.itemSelectionChanged.connect(self._look)
        self.list.itemActivated.connect(self.accept)
        if self._ids:
            self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        self._look()

    @property
    def ids(self) -> tuple[UUID, ...]:
        """The entries that are chosen."""
        return tuple(self._ids[index.row()] for index in self.list.selectedIndexes())

    def _look(self) -> None:
        self.yes.setEnabled(bool(self.ids))


def ask_what_to_bring_back(parent: QWidget, reader: Journal) -> tuple[UUID, ...]:
    """Return the ids of what is to come back; empty when the person left the question."""
    question = RemovedQuestion(reader, parent)
    return question.ids if question.ask_once() else ()


def _told(entry: Kept, medicines: tuple[Medicine, ...], removed: str) -> str:
    medicine = amounts.medicine_of(medicines, entry.medicine) if isinstance(entry, Dose) else None
    when = "" if isinstance(entry, Medicine) else times.full_moment(entry.moment)
    parts = (
        when,
        entries.headline(entry, medicine),
        entries.details(entry, medicine),
        entries.note_of(entry),
    )
    said = SEPARATOR.join(" ".join(part.split()) for part in parts if part)
    return filled(translate("JournalTab", "%1\nremoved %2", "an entry, when"), said, removed)
