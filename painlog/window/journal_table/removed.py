"""What was removed lately, to be brought back."""

from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from painlog.entries import Dose, Kept, Medicine
from painlog.journal import Journal, JournalFault
from painlog.window.fields import dress
from painlog.window.look import FIELD, gap
from painlog.window.panels import Quiet
from painlog.window.question import Question
from painlog.window.scrolling import slim
from painlog.words import amounts, entries, times
from painlog.words.language import SEPARATOR, filled
from painlog.words.shortening import shortened

translate = QCoreApplication.translate

Index = QModelIndex | QPersistentModelIndex

_LONGEST = 240
"""So many letters of an entry tell which one it is; a line of all of a long note would fill the list."""


class RemovedModel(QAbstractListModel):
    """What was removed, newest first; a line is read and put in words when it is looked at."""

    def __init__(self, reader: Journal, parent: QObject | None = None) -> None:
        """Show what `reader` still has."""
        super().__init__(parent)
        self._reader = reader
        self._now = reader.clock()
        self._gone = reader.recently_removed()
        self.texts: dict[int, str] = {}
        """The lines that were looked at, by row."""

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many there are."""
        return 0 if parent is not None and parent.isValid() else len(self._gone)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return what was removed and when, in words."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        row = index.row()
        if row not in self.texts:
            self.texts[row] = self._told(row)
        return self.texts[row]

    def id_at(self, row: int) -> UUID:
        """Return the id of the entry in that row."""
        return self._gone.id_at(row)

    def _told(self, row: int) -> str:
        try:
            entry, at = self._gone[row]
            comes_too = self._gone.comes_back_with(entry) if isinstance(entry, Dose) else None
        except JournalFault:
            return translate("JournalTab", "An entry that cannot be read any more")
        medicines = (comes_too,) if comes_too is not None else self._reader.medicines()
        said = filled(
            translate("JournalTab", "%1\nremoved %2", "an entry, when"),
            _in_one_line(entry, medicines),
            times.near_moment(at.astimezone(), self._now),
        )
        if comes_too is not None:
            name = amounts.medicine_name(comes_too)
            said += SEPARATOR + filled(translate("JournalTab", "%1 comes back with it", "a medicine"), name)
        return said


class _AsHighAsTheirWords(QStyledItemDelegate):
    """Makes a line so high that all of its words are seen at the width of the list, and stand apart."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size at the width of the list."""
        view = self.parent()
        if isinstance(view, QTreeView):
            option.rect = view.viewport().rect()
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(FIELD, size.height() + gap(4)))


class _RemovedList(QTreeView):
    """Lines as high as their words; unlike a list, a tree asks only those that are seen how high they are."""

    def __init__(self, model: RemovedModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.setMinimumSize(gap(120), gap(70))
        self.setWordWrap(True)
        dress(self, "QTreeView")
        self.setItemDelegate(_AsHighAsTheirWords(self))
        slim(self)


class RemovedQuestion(Question):
    """The removed entries, newest first; those that are chosen come back."""

    def __init__(self, reader: Journal, parent: QWidget | None = None) -> None:
        """List what `reader` still has."""
        title = translate("JournalTab", "Recently removed")
        super().__init__(title, translate("JournalTab", "Bring back"), parent)
        self.model = RemovedModel(reader, self)
        self.list = _RemovedList(self.model, title)
        self.rows.addWidget(self.list)
        self.rows.addWidget(
            Quiet(translate("JournalTab", "Removed entries can be brought back for at least 30 days."))
        )
        self.list.selectionModel().selectionChanged.connect(self._look)
        self.list.activated.connect(self.accept)
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        self._look()

    @property
    def ids(self) -> tuple[UUID, ...]:
        """The entries that are chosen."""
        return tuple(self.model.id_at(index.row()) for index in self.list.selectedIndexes())

    def _look(self) -> None:
        self.yes.setEnabled(self.list.selectionModel().hasSelection())


def ask_what_to_bring_back(parent: QWidget, reader: Journal) -> tuple[UUID, ...]:
    """Return the ids of what is to come back; empty when the person left the question."""
    question = RemovedQuestion(reader, parent)
    return question.ids if question.ask_once() else ()


def _in_one_line(entry: Kept, medicines: tuple[Medicine, ...]) -> str:
    medicine = amounts.medicine_of(medicines, entry.medicine) if isinstance(entry, Dose) else None
    when = "" if isinstance(entry, Medicine) else times.full_moment(entry.moment)
    parts = (
        when,
        entries.headline(entry, medicine),
        entries.details(entry, medicine),
        entries.note_of(entry),
    )
    said = SEPARATOR.join(" ".join(part.split()) for part in parts if part)
    return shortened(said, _LONGEST)
