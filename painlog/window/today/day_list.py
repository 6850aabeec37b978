"""Today's entries, newest last: each can be opened, removed, and have its time mended."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from painlog.charts.inks import colour
from painlog.entries import Dose, Entry, FlareUp, Medicine, kind_of
from painlog.journal import Journal
from painlog.values import value
from painlog.window import lettering
from painlog.window.buttons import FlowLayout, PlainButton
from painlog.window.look import BODY, FIELD, font_of, gap, inks_of
from painlog.window.marks import mark_of_kind, mark_size, paint_mark
from painlog.window.panels import LineWords, Panel, Quiet, Rule
from painlog.window.reading_order import insert
from painlog.window.rings import paint_line
from painlog.window.scrolling import slim
from painlog.window.today.asks import Asks
from painlog.window.today.flaring import minutes_to_ease
from painlog.words import times
from painlog.words.entries import details, headline, note_of, time_of, written_later
from painlog.words.language import SEPARATOR, filled

if TYPE_CHECKING:
    from uuid import UUID

    from painlog.window.today.parts import GetParts

translate = QCoreApplication.translate

Index: TypeAlias = QModelIndex | QPersistentModelIndex
PaintPlaces: TypeAlias = "Callable[[QPainter, QRect, tuple[str, ...], QWidget], int]"

_MARK = 14


@value
class Line:
    """What one row says, worked out once: it is painted at every press."""

    entry: Entry
    medicine: Medicine | None
    time: str
    headline: str
    rest: str


class DayModel(QAbstractListModel):
    """The entries of one day as rows. A change touches the rows that it is about, and no other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty day."""
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._medicines: tuple[Medicine, ...] = ()
        self._day: date | None = None
        self._lines: dict[UUID, tuple[object, Line]] = {}
        """The lines that were asked for, each with all that it was worked out from."""

    def show_entries(
        self, entries: Sequence[Entry], medicines: tuple[Medicine, ...], day: date | None = None
    ) -> None:
        """Bring the rows in line with `entries`, oldest first; what began on another day is told so."""
        renamed = medicines != self._medicines
        is_another_day = day != self._day
        self._medicines, self._day = medicines, day
        wanted = {entry.id: entry for entry in entries}
        for row in reversed(range(len(self._entries))):
            if self._entries[row].id not in wanted:
                self._take_out(row)
        for row, entry in enumerate(entries):
            if row < len(self._entries) and self._entries[row].id == entry.id:
                self._renew(row, entry, renamed=renamed)
            else:
                self._put_in(row, entry)
        if is_another_day and self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def entry(self, row: int) -> Entry:
        """Return the entry of a row."""
        return self._entries[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what is said about the entry."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self.line(index.row())
        return ", ".join(filter(None, (line.time, line.headline, line.rest)))

    def line(self, row: int) -> Line:
        """Return what a row says."""
        entry = self._entries[row]
        asked = entry, self._medicine_of(entry), self._eased(entry), self._day
        known, line = self._lines.get(entry.id, (None, None))
        if line is None or known != asked:
            line = self._line(*asked)
            self._lines[entry.id] = asked, line
        return line

    @staticmethod
    def _line(entry: Entry, medicine: Medicine | None, eased: float | None, day: date | None) -> Line:
        begun = ""
        if day is not None and entry.moment.date() != day:
            begun = filled(translate("DayList", "began %1", "a day"), times.short_day(entry.moment.date()))
        rest = SEPARATOR.join(filter(None, (begun, rest_of(entry, medicine, eased))))
        return Line(entry, medicine, time_of(entry), headline(entry, medicine), rest)

    def _eased(self, entry: Entry) -> float | None:
        """Return how many minutes after a dose its flare-up eased, where that is one of the day's."""
        if not isinstance(entry, Dose) or entry.flare_up is None:
            return None
        taken_for = next((each for each in self._entries if each.id == entry.flare_up), None)
        return minutes_to_ease(entry, taken_for) if isinstance(taken_for, FlareUp) else None

    def _medicine_of(self, entry: Entry) -> Medicine | None:
        if not isinstance(entry, Dose):
            return None
        return next((each for each in self._medicines if each.id == entry.medicine), None)

    def _renew(self, row: int, entry: Entry, *, renamed: bool) -> None:
        if entry != self._entries[row] or (renamed and isinstance(entry, Dose)):
            self._entries[row] = entry
            last = len(self._entries) - 1 if isinstance(entry, FlareUp) else row
            self.dataChanged.emit(self.index(row), self.index(last))  # what a dose says hangs on its flare-up

    def _put_in(self, row: int, entry: Entry) -> None:
        later = (at for at in range(row, len(self._entries)) if self._entries[at].id == entry.id)
        moved = next(later, None)
        if moved is not None:
            self._take_out(moved)
        self.beginInsertRows(QModelIndex(), row, row)
        self._entries.insert(row, entry)
        self.endInsertRows()

    def _take_out(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        self._lines.pop(self._entries[row].id, None)
        del self._entries[row]
        self.endRemoveRows()


def rest_of(entry: Entry, medicine: Medicine | None, eased: float | None = None) -> str:
    """Return what is said in small after the headline: details, the note, and "written later"."""
    note = " ".join(note_of(entry).split())
    quoted = filled(translate("DayList", "“%1”", "a note"), note) if note else ""
    return SEPARATOR.join(filter(None, (details(entry, medicine, eased), quoted, written_later(entry))))


class RowPainter(QStyledItemDelegate):
    """Paints an entry: when, its sign, what it is, and more in small."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - all alike
        """Return the height of a row: one line, high enough to be hit."""
        return QSize(0, lettering.height("X", font_of(BODY), 1000) + gap(4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        view = cast("DayList", option.widget)
        inks = inks_of(view)
        line = view.day.line(index.row())
        entry = line.entry
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = view.hasFocus() and index.row() == view.currentIndex().row()
        if chosen or index.row() == view.touched:
            painter.fillRect(rect, colour(inks.band))
        if chosen:
            paint_line(painter, rect.adjusted(1, 0, -1, -1), inks)
        painter.setPen(QPen(colour(inks.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(gap(4), 0, -gap(4), 0)
        room.setWidth(view.time_width)
        lettering.draw_line(painter, room, line.time, font_of(BODY), colour(inks.muted))
        left = room.right() + gap(3)
        size = mark_size(_MARK)
        middle = QPointF(left + size / 2, rect.center().y() + 0.5)
        paint_mark(painter, middle, size, mark_of_kind(kind_of(entry), line.medicine), inks)
        words = QRect(left + size + gap(3), rect.top(), 0, rect.height())
        words.setRight(rect.right() - gap(4))
        strong = font_of(BODY, strong=True)
        if view.paint_places is not None and isinstance(entry, FlareUp) and entry.regions:
            picture = words.adjusted(0, gap(0.5), 0, -gap(0.5))
            words.setRight(words.right() - view.paint_places(painter, picture, entry.regions, view) - gap(3))
        taken = lettering.draw_line(painter, words, line.headline, strong, colour(inks.ink))
        words.setLeft(words.left() + taken + gap(3))
        lettering.draw_line(painter, words, line.rest, font_of(BODY), colour(inks.muted))
        painter.restore()


def time_width() -> int:
    """Return how wide the column of times is; pressed there, a row has its time mended."""
    return lettering.width(times.widest_clock_span(), font_of(BODY)) + gap(2)


class DayList(QListView):
    """The rows. Enter and a click open an entry, a click on its time or F2 mends that, Del removes."""

    def __init__(
        self, asks: Asks, journal: Journal, parts: "GetParts", parent: QWidget | None = None
    ) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._asks = asks
        self._parts = parts
        self._journal = journal
        self._pressed_time = False
        self.paint_places: PaintPlaces | None = None
        """Paints the places of a flare-up small; it waits for the window to be painted first."""
        self.time_width = time_width()
        self.touched = -1
        """The row under the mouse, or -1."""
        self.day = DayModel(self)
        self.setModel(self.day)
        self.setItemDelegate(RowPainter(self))
        slim(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._clicked)

    def show_places(self) -> None:
        """Show where it hurt as a small picture in each row."""
        self.paint_places = self._parts().paint_places
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return room for three rows."""
        return QSize(400, 3 * (lettering.height("X", font_of(BODY), 1000) + gap(4)))

    def minimumSizeHint(self) -> QSize:
        """Return the same: fewer are not worth a list."""
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or the frame that shows that the keyboard is where none is yet."""
        self.time_width = time_width()
        super().paintEvent(event)
        if self.hasFocus() and not self.day.rowCount():
            with QPainter(self.viewport()) as painter:
                paint_line(painter, self.viewport().rect().adjusted(1, 0, -1, -1), inks_of(self))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember whether a time was pressed."""
        self._pressed_time = event.position().x() < gap(4) + self.time_width
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row would be pressed."""
        super().mouseMoveEvent(event)
        self._touch(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """Show that none would be."""
        super().leaveEvent(event)
        self._touch(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, mend or remove the row that the keyboard is at."""
        row = self.currentIndex().row()
        if row < 0 or event.key() not in _KEYS:
            super().keyPressEvent(event)
        elif event.isAutoRepeat():
            return  # held, it would remove one entry after another
        elif event.key() == Qt.Key.Key_Delete:
            self._asks.remove.emit(self.day.entry(row).id)
        elif event.key() == Qt.Key.Key_F2:
            self._mend(row)
        else:
            self._asks.form.emit(self.day.entry(row))

    def _touch(self, row: int) -> None:
        if row != self.touched:
            self.touched = row
            self.viewport().update()

    def _clicked(self, index: QModelIndex) -> None:
        if self._pressed_time:
            self._mend(index.row())
        else:
            self._asks.form.emit(self.day.entry(index.row()))

    def _mend(self, row: int) -> None:
        place = self.viewport().mapToGlobal(self.visualRect(self.day.index(row)).bottomLeft())
        self._parts().mend_when(self._asks, self._journal, self, self.day.entry(row), place)


class TodayList(Panel):
    """The panel of today's entries."""

    def __init__(self, asks: Asks, journal: Journal, parts: "GetParts") -> None:
        """Make an empty panel."""
        super().__init__("", inset=0)
        self._newest: UUID | None = None
        self.body.setContentsMargins(1, 0, 1, gap(2))
        self.body.setSpacing(0)
        self._title = Quiet("", strong=True)
        self._title.setContentsMargins(gap(4), gap(3), gap(4), gap(2))
        self.body.addWidget(self._title)
        self.body.addWidget(Rule())
        self._none = Quiet(translate("DayList", "Nothing written down today."))
        self._none.setContentsMargins(gap(4), gap(3), gap(4), gap(2))
        self.body.addWidget(self._none)
        self.rows = DayList(asks, journal, parts, self)
        self.body.addWidget(self.rows, 1)
        self._asks = asks
        self._look_around: QWidget | None = None

    def show_empty(self, *, is_empty: bool) -> None:
        """Offer the sample journal as long as nothing was ever written down."""
        if is_empty and self._look_around is None:
            self._look_around = self._sample()
            insert(self.body, self.body.indexOf(self.rows), self._look_around)
        if self._look_around is not None:
            self._look_around.setVisible(is_empty)

    def _sample(self) -> QWidget:
        offer = QWidget(self)
        flow = FlowLayout(offer, spacing=gap(2))
        flow.setContentsMargins(gap(4), gap(2), gap(4), gap(2))
        flow.addWidget(LineWords(translate("DayList", "To see how a full journal looks:")))
        button = PlainButton(translate("DayList", "Open the sample journal"), least=FIELD)
        button.clicked.connect(self._asks.sample)
        flow.addWidget(button)
        return offer

    def show_day(self, now: datetime, entries: Sequence[Entry], medicines: tuple[Medicine, ...]) -> None:
        """Show the entries of the day of `now`."""
        title = filled(translate("DayList", "Today, %1", "a day"), times.day(now.date()))
        if title != self._title.text():
            self._title.setText(title)
            self.rows.setAccessibleName(title)
        newest = entries[-1].id if entries else None
        self.rows.day.show_entries(entries, medicines, now.date())
        if newest != self._newest:
            self._newest = newest
            self.rows.scrollToBottom()
        self._none.setVisible(not entries)


_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
