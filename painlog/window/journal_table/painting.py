"""How a line of the table looks, and the field that opens in a cell to mend it."""

from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QLineF,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPalette, QPen, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from painlog.charts.inks import Inks, colour, mixed
from painlog.entries import Entry, FlareUp, Refused, refuse_the_future
from painlog.window import lettering
from painlog.window.fields import Field
from painlog.window.journal_table.columns import Column, column_name
from painlog.window.journal_table.mending import mended, refuse_start
from painlog.window.journal_table.model import JournalModel
from painlog.window.journal_table.moving import Index
from painlog.window.journal_table.texts import Said
from painlog.window.look import BODY, SMALL, font_of, gap, inks_of
from painlog.window.marks import mark_size, paint_mark
from painlog.window.reasons import Reason
from painlog.window.rings import paint_line
from painlog.window.small_body import paint_places, width_of_places
from painlog.words.refusals import beside_field
from painlog.words.shortening import UTF_16

SIDE = gap(3.5)
"""Room left and right of a cell's words, in pixels."""
_MARK = 11
_PICTURE = 30
"""The height of the picture of where it hurt."""
_LEAST_FIELD, _REASON_WIDTH = 120, 320
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Fonts(NamedTuple):
    body: QFont
    strong: QFont
    small: QFont
    heading: QFont


class LinePainter(QStyledItemDelegate):
    """Paints entries and headings in the inks of the look, and lets cells be changed in place."""

    asked_change = Signal(object)
    """The entry as it was mended in its line."""
    refused = Signal(str)
    """Why what was typed was left out."""
    half_said = Signal(str)
    """What was typed and cannot be taken, in words, where the window is to be closed."""

    lines = 1
    """How many lines of words a line of the table has room for."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model = index.model()
        if not isinstance(model, JournalModel):
            return
        inks = inks_of(option.widget)
        line = model.line(index.row())
        rect: QRect = option.rect
        painter.save()
        painter.setClipRect(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.is_heading:
            self._paint_heading(painter, rect, inks, model.heading(line), _left_edge(option.widget))
        else:
            self._paint_ground(painter, option, inks)
            self._paint_cell(painter, rect, model.said(line), Column(index.column()), option.widget)
        painter.setPen(QPen(mixed(inks.panel, inks.line, 0.4), 1))
        painter.drawLine(QLineF(rect.left(), rect.bottom() + 0.5, rect.right() + 1, rect.bottom() + 0.5))
        if _has_keyboard(option):
            paint_line(painter, rect, inks)
        painter.restore()

    def heading_height(self) -> int:
        """Return the height of the heading of a day."""
        fonts = _fonts()
        return lettering.height("x", fonts.heading, 1000) + gap(3)

    def row_height(self, lines: int) -> int:
        """Return the height of a line of the table with `lines` lines of words in it."""
        self.lines = lines
        fonts = _fonts()
        return lines * lettering.height("x", fonts.strong, 1000) + gap(4.5)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, inks: Inks) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        fill = mixed(inks.accent, inks.panel, 0.25 if inks.is_dark else 0.1) if chosen else colour(inks.panel)
        painter.fillRect(option.rect, fill)

    def _paint_heading(self, painter: QPainter, rect: QRect, inks: Inks, text: str, left: int) -> None:
        """Paint the part of a heading that falls into this cell: its words go on over all columns."""
        painter.fillRect(rect, colour(inks.band))
        whole = QRect(left + SIDE, rect.top(), 100_000, rect.height())
        fonts = _fonts()
        lettering.draw_line(painter, whole, text, fonts.heading, colour(inks.ink))

    def _paint_cell(self, painter: QPainter, rect: QRect, said: Said, column: Column, on: QWidget) -> None:
        fonts, inks = _fonts(), inks_of(on)
        room = rect.adjusted(SIDE, gap(1), -SIDE, -gap(1))
        if column is Column.WHAT:
            size = mark_size(_MARK)
            paint_mark(
                painter, QPointF(room.left() + size / 2, rect.center().y() + 0.5), size, said.mark, inks
            )
            self._words(painter, _what_room(room, said, on), said.what, fonts.strong, inks.ink)
        elif column is Column.DETAILS and _goes_on(said):
            self._words(painter, _what_room(room, said, on), said.what, fonts.strong, inks.ink)
        elif column is Column.DETAILS or (column is Column.NOTE and not said.note):
            if (whole := self._details_room(room, said, on)).intersects(rect):
                self._paint_details(painter, whole, inks, said, on)
        elif column is Column.TIME:
            self._words(painter, room, said.time, fonts.body, inks.muted)
        else:
            self._words(painter, room, said.note, fonts.body, inks.muted)

    def _details_room(self, room: QRect, said: Said, table: QWidget) -> QRect:
        """Return where the details stand: over the note, too, where there is none and they are long."""
        if not isinstance(table, QTableView):
            return room
        left, own = _span(table, Column.DETAILS, Column.DETAILS)
        wide = _span(table, Column.DETAILS, Column.NOTE)[1]
        width = own if said.note or self._has_room(said, own - _taken_by_places(said)) else wide
        return QRect(left, room.top(), width, room.height())

    def _has_room(self, said: Said, width: int) -> bool:
        """Tell whether all of the details can be read in `width` pixels."""
        fonts = _fonts()
        if said.later:
            width -= lettering.width(said.later, fonts.small) + gap(6)
        lines = [said.details]
        if self.lines > 1 and lettering.width(said.details, fonts.body) > width:
            lines = in_lines(said.details, fonts.body, width, self.lines)
        return all(lettering.width(line, fonts.body) <= width for line in lines)

    def _paint_details(self, painter: QPainter, room: QRect, inks: Inks, said: Said, on: QWidget) -> None:
        """Paint the details and, where the words leave it room, the picture of the places."""
        fonts = _fonts()
        taken = _taken_by_places(said)
        if taken and self._has_room(said, room.width() - taken):
            picture = QRect(room.left(), room.center().y() - _PICTURE // 2, room.width(), _PICTURE)
            paint_places(painter, picture, said.regions, on)
            room = room.adjusted(0, 0, -taken, 0)
        if said.later:
            pill = min(lettering.width(said.later, fonts.small) + gap(4), room.width())
            liked = lettering.width(said.details, fonts.body) if said.details else 0
            taken = min(liked, max(0, room.width() - pill - gap(2)))
            place = room.left() + taken + (gap(2) if taken else 0)
            _paint_pill(painter, QRect(place, room.top(), pill, room.height()), inks, said.later, fonts.small)
            room = QRect(room.left(), room.top(), taken, room.height())
        self._words(painter, room, said.details, fonts.body, inks.ink)

    def _words(self, painter: QPainter, room: QRect, text: str, font: QFont, ink: str) -> None:
        if self.lines == 1 or lettering.width(text, font) <= room.width():
            lettering.draw_line(painter, room, text, font, colour(ink))
        else:
            _draw_lines(painter, room, in_lines(text, font, room.width(), self.lines), font, colour(ink))

    # changing a cell in place

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        """Open a field in the cell."""
        field = CellField(index, parent)
        field.handed_up.connect(self._take)
        return field

    def _take(self) -> None:
        """Take what stands in the field, or where it is refused hand it up in words."""
        field = self.sender()
        if isinstance(field, CellField) and field.is_refused():
            self.half_said.emit(f"{field.accessibleName()}: {field.text()}")
        elif isinstance(field, CellField):
            self.commitData.emit(field)
        self.closeEditor.emit(field)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what stands there."""
        text = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, CellField) and isinstance(text, str):
            editor.setText(text)
            editor.selectAll()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002
        """Let the field fill the cell, at least as wide as a few letters."""
        height = max(option.rect.height(), editor.sizeHint().height())
        top = option.rect.center().y() - height // 2
        editor.setGeometry(option.rect.x(), top, max(option.rect.width(), _LEAST_FIELD), height)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: ARG002
        """Ask for the change; what cannot be true is said and left out."""
        if not isinstance(editor, CellField):
            return
        try:
            was, now = editor.entries()
        except Refused as fault:
            self.refused.emit(beside_field(fault))
            return
        if now != was:
            self.asked_change.emit(now)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Take what was typed on Enter; while it is refused, keep the field open with the reason under it."""
        if not isinstance(editor, CellField) or not _is_enter(event):
            return super().eventFilter(editor, event)
        if not editor.is_refused():
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
        return True


class CellField(Field):
    """The field in a cell; it knows the entry that it mends."""

    handed_up = Signal()

    def __init__(self, index: Index, parent: QWidget) -> None:
        """Mend the cell at `index`."""
        super().__init__(column_name(Column(index.column())), parent)
        self._index = QPersistentModelIndex(index)
        self.reason = Reason(parent)
        self.reason.setAutoFillBackground(True)
        self.reason.setBackgroundRole(QPalette.ColorRole.Base)
        self.reason.setMargin(gap(2))
        self.destroyed.connect(self.reason.deleteLater)

    def hand_up(self) -> None:
        """Ask for what was typed to be taken."""
        self.handed_up.emit()

    def entries(self) -> tuple[Entry, Entry]:
        """Return the entry as it is and as it is to be; raises Refused where that cannot be true."""
        model = self._index.model()
        if not isinstance(model, JournalModel):
            raise TypeError(model)
        was = model.entry(model.line(self._index.row()).place)
        now = mended(was, Column(self._index.column()), self.text(), model.clock())
        refuse_the_future(now, model.clock())
        if isinstance(now, FlareUp) and isinstance(was, FlareUp) and now.started_at != was.started_at:
            refuse_start(now, was, model.clock())
            now = model.following(now, was)
        return was, now

    def is_refused(self) -> bool:
        """Tell whether what was typed is refused, and say why under the field."""
        try:
            self.entries()
        except Refused as fault:
            self.reason.say(beside_field(fault))
            self.reason.adjustSize()
            self.reason.setFixedWidth(max(self.width(), _REASON_WIDTH))
            self.reason.adjustSize()
            self.reason.move(self.x(), self.geometry().bottom() + 2)
            self.reason.raise_()
            return True
        return False


def _paint_pill(painter: QPainter, room: QRect, inks: Inks, text: str, font: QFont) -> None:
    height = lettering.height(text, font, 10_000) + gap(1)
    top = room.center().y() - height // 2 + 0.5
    pill = QRectF(room.left() + 0.5, top, room.width() - 1, height)
    painter.setPen(QPen(colour(inks.edge), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(pill, height / 2, height / 2)
    inside = QRect(room.left() + gap(2), room.top(), room.width() - gap(3), room.height())
    lettering.draw_line(painter, inside, text, font, colour(inks.muted))


def _left_edge(table: QWidget) -> int:
    return table.columnViewportPosition(0) if isinstance(table, QTableView) else 0


def _goes_on(said: Said) -> bool:
    """Tell whether what an entry says goes on over the details, of which it has none: a note is no name."""
    return not (said.details or said.later or said.regions)


def _what_room(room: QRect, said: Said, table: QWidget) -> QRect:
    """Return where the words of the column "what" stand, seen from any cell that shows a part of them."""
    after_mark = mark_size(_MARK) + _MARK
    if not isinstance(table, QTableView) or not _goes_on(said):
        return room.adjusted(after_mark, 0, 0, 0)
    left, width = _span(table, Column.WHAT, Column.DETAILS)
    return QRect(left + after_mark, room.top(), width - after_mark, room.height())


def _taken_by_places(said: Said) -> int:
    width = width_of_places(said.regions, _PICTURE) if said.regions else 0
    return width + gap(2) if width else 0


def _span(table: QTableView, first: Column, last: Column) -> tuple[int, int]:
    """Return where the words of these columns begin, and how wide they are together."""
    left = table.columnViewportPosition(first) + SIDE
    return left, table.columnViewportPosition(last) + table.columnWidth(last) - SIDE - left


def _draw_lines(painter: QPainter, room: QRect, lines: list[str], font: QFont, ink: QColor) -> None:
    """Set lines one below the other, each shortened where it has no room."""
    height = lettering.height("x", font, 1000)
    top = room.top() + (room.height() - len(lines) * height) // 2
    for number, line in enumerate(lines):
        place = QRect(room.left(), top + number * height, room.width(), height)
        lettering.draw_line(painter, place, line, font, ink)


def in_lines(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Return `text` in up to `most` lines of `width` pixels, all that is left in the last one."""
    text = lettering.together(text)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    units = text.encode(UTF_16)
    edges = (2 * unit for unit in (*starts, len(units) // 2))
    return [units[start:end].decode(UTF_16).rstrip() for start, end in pairwise(edges)]


def _is_enter(event: QEvent) -> bool:
    pressed = event.type() == QEvent.Type.KeyPress
    return pressed and isinstance(event, QKeyEvent) and event.key() in _ENTER


def _has_keyboard(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_HasFocus)


def _fonts() -> _Fonts:
    return _Fonts(font_of(BODY), font_of(BODY, strong=True), font_of(SMALL), font_of(SMALL, strong=True))
