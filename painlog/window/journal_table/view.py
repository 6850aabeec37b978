"""The table itself: what the keyboard and the mouse do with its lines."""

from PySide6.QtCore import (
    QCoreApplication,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from painlog.charts.inks import colour, mixed
from painlog.window import lettering
from painlog.window.journal_table.columns import Column
from painlog.window.journal_table.lines import Place
from painlog.window.journal_table.model import JournalModel
from painlog.window.journal_table.painting import SIDE, LinePainter
from painlog.window.look import BODY, SMALL, font_of, gap, inks_of
from painlog.window.menu import Menu
from painlog.window.scrolling import slim
from painlog.words import times

translate = QCoreApplication.translate

_WIDE, _NARROW = 112, 90
"""From so many letters' width on, one line of words is enough for an entry; below the second, three are."""
_WHAT, _NOTE = 0.24, 0.17
"""How wide these columns are at first, of the whole."""
_WHAT_IN_LARGE_TEXT = 0.31
"""The same where the table is narrow for its letters: “Appointment” has no place where it could be parted."""
_MOST_WHAT, _OWN_LETTERS = 0.3, 28
"""How much of the whole the same may have in a narrow window, for so many letters."""
_USUAL_WIDTH = 600
EDGE = gap(1.5)
"""Room above and below the table for the round corners of its panel; lines reach from edge to edge."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TableHead(QHeaderView):
    """The names of the columns, quiet, with a line under them; their borders can be dragged."""

    def __init__(self, parent: QWidget) -> None:
        """Lie above `parent`."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(gap(15))
        self._is_held = self._was_dragged = False

    def behave(self) -> None:
        """Let the last column take the room that is left: then each border between two can be dragged."""
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setSectionResizeMode(Column.NOTE, QHeaderView.ResizeMode.Stretch)
        self.sectionResized.connect(self._resized)

    def fit(self, width: int) -> None:
        """Share `width` among the columns, unless the person has set them."""
        self.setFixedHeight(lettering.height("x", font_of(SMALL), 1000) + gap(4))
        if self._was_dragged:
            return
        wide = max(width, _USUAL_WIDTH)
        lines = lines_in(width)
        clock = times.widest_clock_span() if lines == 1 else times.widest_begin()
        wanted = lettering.width(f"{clock} ", font_of(BODY)) + 2 * SIDE
        what = round(wide * (_WHAT if lines < 3 else _WHAT_IN_LARGE_TEXT))
        if lines == 1:  # what Painlog itself says is whole: “How it was: background 3”
            what = max(what, min(round(wide * _MOST_WHAT), _own_words()))
        time, note = min(wanted, wide // 4), round(wide * _NOTE)
        details = max(self.minimumSectionSize(), width - time - what - note)
        for column, size in ((Column.TIME, time), (Column.WHAT, what), (Column.DETAILS, details)):
            self.resizeSection(column, size)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a border, where there is one; a press elsewhere, on a tab, takes none."""
        self._is_held = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        super().mouseReleaseEvent(event)
        self._is_held = False

    def _resized(self) -> None:
        self._was_dragged |= self._is_held

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Paint one name."""
        inks = inks_of(self)
        painter.save()
        painter.fillRect(rect, colour(inks.panel))
        name = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        font = font_of(SMALL, strong=True)
        room = rect.adjusted(SIDE, -EDGE, -SIDE, 0)  # as far from the panel's edge as from the line
        lettering.draw_line(painter, room, name, font, colour(inks.muted))
        painter.setPen(QPen(mixed(inks.panel, inks.line, 0.4), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class JournalView(QTableView):
    """Entries by day. Enter opens, F2 changes in place, Del removes, Ctrl+C copies."""

    opened = Signal(object)
    """The place of the entry to open in its form."""
    asked_remove = Signal(object)
    """The places of the entries to remove."""
    chosen = Signal()
    """Other entries are chosen than before."""

    def __init__(self, model: JournalModel) -> None:
        """Show `model`."""
        super().__init__()
        self._model = model
        self.painter_of_lines = LinePainter(self)
        self.setItemDelegate(self.painter_of_lines)
        self.head = TableHead(self)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.setAccessibleName(translate("JournalTable", "Entries by day, newest first"))
        self._heights = 0, 0
        self._behave()
        self.follow_text()
        model.modelAboutToBeReset.connect(self._level_headings)
        model.modelReset.connect(self._size_headings)
        model.rowsInserted.connect(self._size_new_lines)

    # what was chosen

    def places(self) -> list[Place]:
        """Return the chosen entries, from top to bottom."""
        return self._model.places(self.numbers())

    def numbers(self) -> list[int]:
        """Return the lines that are chosen, from top to bottom, with headings between them."""
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(place) for place in range(chosen.count())]
        return sorted({number for each in ranges for number in range(each.top(), each.bottom() + 1)})

    def choose(self, places: list[Place], current: Place | None = None) -> None:
        """Choose these entries, as far as they are shown, without scrolling."""
        picked = self.selectionModel()
        picked.clearSelection()
        rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for place in places:
            if (number := self._model.number_of(place)) is not None:
                picked.select(self._model.index(number, 0), rows)
        number = self._model.number_of(current) if current is not None else None
        here = self.currentIndex().row()
        if number is None and here >= 0 and self._model.line(here).is_heading:
            number = here + 1  # the day's first entry was removed: the keyboard is at the next
        if number is not None:
            picked.setCurrentIndex(self._model.index(number, 0), QItemSelectionModel.SelectionFlag.NoUpdate)

    def current_place(self) -> Place | None:
        """Return the entry that the keyboard is at."""
        index = self.currentIndex()
        found = self._model.places([index.row()]) if index.isValid() else []
        return found[0] if found else None

    def go_to(self, number: int) -> None:
        """Bring line `number` to the top, and the keyboard to the first entry from there on."""
        self.scrollTo(self._model.index(number, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        first = number + 1 if self._model.line(number).is_heading else number
        if first < self._model.rowCount():
            self.selectRow(first)
            self.scrollTo(self._model.index(number, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    # what is done to it

    def open_current(self) -> None:
        """Open the entry that the keyboard is at."""
        if (place := self.current_place()) is not None:
            self.opened.emit(place)

    def remove_chosen(self) -> None:
        """Ask to remove what is chosen."""
        if places := self.places():
            self.asked_remove.emit(places)

    def change_here(self) -> None:
        """Change the cell that the keyboard is at in place, or the entry in its form where need be."""
        index = self.currentIndex()
        if not index.isValid():
            return
        if index.data(Qt.ItemDataRole.EditRole) is None:
            self.open_current()
        else:
            self.edit(index)

    def copy_chosen(self) -> None:
        """Put the chosen entries on the clipboard, as rows for a spreadsheet."""
        QGuiApplication.clipboard().setText(self._model.spreadsheet(self.numbers()))

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, change, copy and remove by keyboard."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and plain:
            self.open_current()
        elif event.key() == Qt.Key.Key_F2 and plain:
            self.change_here()
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.remove_chosen()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Leave letters alone: the field above searches."""

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Let Home and End go to the newest and the oldest entry, in the column where the keyboard is."""
        column = max(0, self.currentIndex().column())
        if action is QAbstractItemView.CursorAction.MoveHome and self._model.rowCount():
            return self._model.index(1, column)
        if action is QAbstractItemView.CursorAction.MoveEnd and self._model.rowCount():
            return self._model.index(self._model.rowCount() - 1, column)
        return super().moveCursor(action, modifiers)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the newest entry, not with the heading above it."""
        super().focusInEvent(event)
        if not self.places() and self._model.rowCount() > 1 and self.current_place() is None:
            newest = self._model.index(1, 0)
            self.selectionModel().setCurrentIndex(newest, QItemSelectionModel.SelectionFlag.NoUpdate)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the chosen entries."""
        self.offer_menu(event.globalPos())

    def offer_menu(self, at: QPoint) -> None:
        """Open the menu of what is chosen, else of where the keyboard is, `at` a place of the screen."""
        if not self.places() and self.current_place() is not None:
            self.selectRow(self.currentIndex().row())
        if self.places():
            menu = self.menu_of_chosen()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(at)

    def menu_of_chosen(self) -> QMenu:
        """Return what can be done with the chosen entries, each with its keys."""
        menu = Menu(self)
        column = Column(max(0, self.currentIndex().column()))
        offered = (
            (translate("JournalTable", "Open…"), "Return", self.open_current),
            (_change_words(column), "F2", self.change_here),
            (translate("JournalTable", "Copy"), "Ctrl+C", self.copy_chosen),
            (translate("JournalTable", "Remove"), "Del", self.remove_chosen),
        )
        for words, keys, act in offered:
            action = menu.addAction(words, act)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return menu

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Say that others are chosen."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give lines room for more lines of words where the table is narrow for its letters."""
        super().resizeEvent(event)
        self.follow_text()

    def follow_text(self) -> None:
        """Follow the size of the text."""
        self._size_lines()
        self.head.fit(self.viewport().width())

    # how it is made

    def _behave(self) -> None:
        slim(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)  # else that of the letters before, which were larger
        self.head.behave()
        self.doubleClicked.connect(self.open_current)

    def _size_lines(self) -> None:
        low = self.painter_of_lines.heading_height()
        high = self.painter_of_lines.row_height(lines_in(self.viewport().width()))
        if (low, high) != self._heights:
            self._heights = low, high
            self.verticalHeader().setDefaultSectionSize(high)
            self._size_headings()

    def _size_headings(self) -> None:
        """Give the headings of days their own, lower height."""
        _resize(self.verticalHeader(), self._model.headings(), self._heights[0])

    def _level_headings(self) -> None:
        """Make headings as high as entries: lines that are set anew keep the heights of those before."""
        _resize(self.verticalHeader(), self._model.headings(), self._heights[1])

    def _size_new_lines(self, _parent: QModelIndex, first: int, last: int) -> None:
        for number in range(first, last + 1):
            if self._model.line(number).is_heading:
                self.verticalHeader().resizeSection(number, self._heights[0])


def _own_words() -> int:
    return round(_OWN_LETTERS * lettering.letter(font_of(BODY, strong=True))) + 2 * SIDE


def lines_in(width: int) -> int:
    """Return how many lines of words an entry has where all columns together have `width` pixels."""
    letters = width / lettering.letter(font_of(BODY))
    return 1 if letters >= _WIDE else 2 if letters >= _NARROW else 3


def _resize(header: QHeaderView, lines: list[int], height: int) -> None:
    for number in lines:
        header.resizeSection(number, height)


def _change_words(column: Column) -> str:
    return {
        Column.TIME: translate("JournalTable", "Change the time here"),
        Column.WHAT: translate("JournalTable", "Change level, amount or name here"),
        Column.NOTE: translate("JournalTable", "Change the note here"),
    }.get(column, translate("JournalTable", "Change…"))
