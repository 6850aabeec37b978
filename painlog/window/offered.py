"""Words that are offered in a list that opens: rows that a shaky hand can hit, and slim bars."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    QStringListModel,
    Qt,
)
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCompleter,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from painlog.window.look import FIELD
from painlog.window.scrolling import slim


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a size that can be hit."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(FIELD, size.height()))


def make_roomy(view: QAbstractItemView) -> None:
    """Give a list that opens rows as high as a field, and the bars of the rest of the window."""
    view.setItemDelegate(_Rows(view))
    slim(view)


class Offered(QCompleter):
    """Offers, while something is typed into a field, what it may become; whatever its case."""

    def __init__(self, words: Iterable[str], field: QLineEdit, *, within: bool = False) -> None:
        """Offer those of `words` that begin with what is typed, or hold it `within`.

        Then those come first that begin with it, then those of which a word does, and of these names of one
        word: what is typed whole stands above what only has it in it.
        """
        super().__init__(field)
        self._words = sorted(words, key=_length) if within else [*words]
        self._list = QStringListModel(self._words, self)
        self.setModel(self._list)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        if within:
            self.setFilterMode(Qt.MatchFlag.MatchContains)
            field.textEdited.connect(self._put_nearest_first)
        rows = self.popup()
        if rows is not None:
            make_roomy(rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a press beside the list, which closes it, reach the field that was pressed.

        Qt keeps that press for the list; what is typed next would go on in the field left.
        """
        is_answered = super().eventFilter(watched, event)
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            rows = self.popup()
            if watched is rows and rows.isHidden():
                self._go_to(event.globalPosition().toPoint())
        return is_answered

    def _go_to(self, pressed: QPoint) -> None:
        found = QApplication.widgetAt(pressed)
        meant = found.focusProxy() or found if found is not None else None
        if meant is not None and meant.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            meant.setFocus(Qt.FocusReason.MouseFocusReason)

    def _put_nearest_first(self, typed: str) -> None:
        self._list.setStringList(sorted(self._words, key=lambda word: _distance(word, typed.casefold())))


def _distance(word: str, typed: str) -> tuple[bool, bool, int]:
    """Return what of two offered words is smaller for the one that is more likely meant."""
    known = word.casefold()
    return not known.startswith(typed), f" {typed}" not in known, _length(word)


def _length(word: str) -> int:
    """Return how many words it has, less one."""
    return word.count(" ")
