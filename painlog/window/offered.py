"""Words that are offered in a list that opens: rows that a shaky hand can hit, and slim bars."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
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

        Then names of one word come first: what is typed whole stands above what only has it in it.
        """
        super().__init__(sorted(words, key=lambda word: word.count(" ")) if within else [*words], field)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        if within:
            self.setFilterMode(Qt.MatchFlag.MatchContains)
        rows = self.popup()
        if rows is not None:
            make_roomy(rows)
