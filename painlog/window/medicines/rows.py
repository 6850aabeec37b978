"""A medicine as a row of its panel: its name, what the label says, since when, and what can be done."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from painlog.charts.inks import Inks
from painlog.entries import Medicine
from painlog.journal import Journal
from painlog.window.buttons import FlowLayout, LinkButton
from painlog.window.look import gap
from painlog.window.marks import mark_of_medicine, mark_size, paint_mark
from painlog.window.medicines import facts
from painlog.window.medicines.plans import is_taken_now, taken_until
from painlog.window.panels import Panel, Quiet, Rule, Words
from painlog.window.pressing import Face, Pressable
from painlog.words.amounts import form_and_strength, medicine_name
from painlog.words.language import filled

translate = QCoreApplication.translate

_SHARES = (23, 11, 29, 24, 26)
"""How the columns share the width: name, when, label, since, what can be done."""
_MOST_NAME = 0.32
"""The share of the width that the longest word of a name may hold against the columns beside it."""
_MARK = 11


class NameButton(Pressable):
    """The name of a medicine with its sign; pressed, it opens the medicine."""

    least = 32
    type_size = 1.05
    align = Qt.AlignmentFlag.AlignLeft

    def __init__(self, medicine: Medicine) -> None:
        """Show `medicine`."""
        self._mark = mark_of_medicine(medicine)
        self._most = 0
        super().__init__(medicine.name, form_and_strength(medicine))
        self.setAccessibleDescription(translate("Medicines", "Opens what the label says"))

    def show_medicine(self, medicine: Medicine) -> None:
        """Show it as it is now."""
        self._mark = mark_of_medicine(medicine)
        self.say(medicine.name, form_and_strength(medicine))
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return the size below which words would be broken, or what a narrow window leaves of it."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), self._most), least.height()) if self._most else least

    def give_way(self, width: int) -> None:
        """Take no more than its share of so wide a window, where large text leaves little room."""
        self._most = round(_MOST_NAME * width)
        self.updateGeometry()

    def face(self, inks: Inks) -> Face:
        """Return ink on the panel, without a border."""
        return Face(inks.panel, inks.panel, inks.ink)

    def words_room(self) -> QRect:
        """Return the room right of the sign."""
        return self.rect().adjusted(gap(1) + mark_size(_MARK) + gap(2), 0, -gap(1), 0)

    def paint_words(self, painter: QPainter, inks: Inks, face: Face) -> None:
        """Set the words, and the sign beside them."""
        super().paint_words(painter, inks, face)
        size = mark_size(_MARK)
        paint_mark(painter, QPointF(gap(1) + size / 2, self.height() / 2), size, self._mark, inks)


class MedicineRow:
    """The widgets of one row; they stand in the grid of their panel."""

    def __init__(self, medicine: Medicine) -> None:
        """Make a row for `medicine`, without its words yet."""
        self.medicine = medicine
        self.name = NameButton(medicine)
        self.when, self.label, self.since = Words(), Words(), Words()
        self.shared, self.facts = Quiet(), Quiet()
        self.change = LinkButton(translate("Medicines", "Change dose…"))
        self.stop = LinkButton(translate("Medicines", "Stop or switch…"))
        self.again = LinkButton(_take_again())

    def widgets(self) -> list[QWidget]:
        """Return the cells from left to right."""
        links = QWidget()
        line = FlowLayout(links, spacing=gap(1.5))
        for link in (self.change, self.stop, self.again):
            line.addWidget(link)
        return [self.name, self.when, _stack(self.label, self.shared), _stack(self.since, self.facts), links]

    def show(self, medicine: Medicine, reader: Journal) -> None:
        """Say everything as it is now."""
        self.medicine = medicine
        now, medicines = reader.clock(), reader.medicines()
        today = now.date()
        taken = is_taken_now(medicine, today)
        self.name.show_medicine(medicine)
        self.when.setText(facts.when(medicine, today))
        self.label.setText(facts.label(medicine, reader.last_dose(medicine.id, now), now))
        beside = (facts.to_come(medicine, today), facts.shared(medicine, medicines, today))
        for quiet, said in (
            (self.shared, "\n".join(filter(None, beside))),
            (self.since, facts.since(medicine, medicines, today)),
            (self.facts, facts.facts(medicine, reader)),
        ):
            quiet.setText(said)
            quiet.setVisible(bool(said))
        ends = taken_until(medicine) is not None
        self.again.say(_go_on() if taken else _take_again())
        for link, is_shown in ((self.change, taken), (self.stop, taken), (self.again, ends or not taken)):
            link.setVisible(is_shown)
            said = translate("Medicines", "%1 %2", "an act, the medicine")
            link.setAccessibleName(filled(said, link.words, medicine_name(medicine)))


class MedicinePanel(Panel):
    """Rows of medicines under the names of the columns."""

    pressed_name = Signal(object)
    """The medicine that is to be opened."""
    pressed_change = Signal(object)
    pressed_stop = Signal(object)
    pressed_again = Signal(object)
    wants_room = Signal()
    """What stands in the columns is wider or narrower than it was."""

    def __init__(self, *, headed: bool = True) -> None:
        """Make an empty panel; `headed` tells whether the columns are named."""
        super().__init__(inset=0)
        self._headed = headed
        self._width = 0
        self.rows: list[MedicineRow] = []
        self._grid_holder: _Holder | None = None
        self._cells: list[list[QWidget]] = []
        self._spacers: list[QSpacerItem] = []
        self._widths: list[tuple[int, int]] = []

    def give_way(self, width: int) -> None:
        """Let long names leave room for the other columns in so wide a window."""
        self._width = width
        for row in self.rows:
            row.name.give_way(width)

    def show_medicines(self, medicines: Sequence[Medicine], reader: Journal) -> None:
        """Show these; rows that are there already only change their words."""
        if [row.medicine.id for row in self.rows] != [medicine.id for medicine in medicines]:
            self._make_rows(medicines)
        for row, medicine in zip(self.rows, medicines, strict=True):
            row.show(medicine, reader)

    def widths(self) -> list[tuple[int, int]]:
        """Return how wide each column must be at least, and how wide it is at best."""
        hints = [[(cell.minimumSizeHint(), cell.sizeHint()) for cell in column] for column in self._cells]
        return [
            (max(least.width() for least, _ in column), max(best.width() for _, best in column))
            for column in hints
        ]

    def line_up(self, widths: Sequence[tuple[int, int]]) -> None:
        """Make the columns as wide as they are in the panels above and below."""
        holder = self._grid_holder
        if holder is None or widths == self._widths:
            return
        self._widths = [*widths]
        for column, (spacer, (least, best)) in enumerate(zip(self._spacers, widths, strict=True)):
            holder.grid.setColumnMinimumWidth(column, least)
            spacer.changeSize(best, 0, QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        holder.grid.invalidate()

    def _make_rows(self, medicines: Sequence[Medicine]) -> None:
        if self._grid_holder is not None:
            self._grid_holder.deleteLater()
            self.body.removeWidget(self._grid_holder)
        self._grid_holder = _Holder()
        self._grid_holder.wants_room.connect(self.wants_room)
        self._widths = []
        grid = self._grid_holder.grid
        grid.setContentsMargins(0, 1, 0, 1)  # inside of the line around
        grid.setHorizontalSpacing(gap(4))
        grid.setVerticalSpacing(0)
        self._cells = [[] for _ in _SHARES]
        self._spacers = [QSpacerItem(0, 0) for _ in _SHARES]
        for column, (share, spacer) in enumerate(zip(_SHARES, self._spacers, strict=True)):
            grid.setColumnStretch(column, share)
            grid.addItem(spacer, 0, column)
        self.rows = [MedicineRow(medicine) for medicine in medicines]
        self.give_way(self._width)
        if self._headed:
            for column, name in enumerate(_column_names()):
                self._add(grid, _Cell(Quiet(name, strong=True)), 0, column)
        for number, row in enumerate(self.rows):
            self._put(grid, 2 * number + 1, row)
        self.body.addWidget(self._grid_holder)

    def _put(self, grid: QGridLayout, number: int, row: MedicineRow) -> None:
        if number > 1 or self._headed:
            grid.addWidget(Rule(), number, 0, 1, len(_SHARES))
        for column, widget in enumerate(row.widgets()):
            # A button and a link have some of the room around them within themselves.
            around = {0: 0, len(_SHARES) - 1: gap(1)}.get(column, gap(2))
            self._add(grid, _Cell(widget, around), number + 1, column)
        for button, signal in (
            (row.name, self.pressed_name),
            (row.change, self.pressed_change),
            (row.stop, self.pressed_stop),
            (row.again, self.pressed_again),
        ):
            button.clicked.connect(partial(self._pressed, row, signal))

    def _add(self, grid: QGridLayout, cell: QWidget, number: int, column: int) -> None:
        self._cells[column].append(cell)
        grid.addWidget(cell, number, column)

    def _pressed(self, row: MedicineRow, signal: SignalInstance) -> None:
        signal.emit(row.medicine)


class _Holder(QWidget):
    """Holds the grid of a panel, and hears when what stands in it wants another room."""

    wants_room = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.grid = QGridLayout(self)

    def event(self, event: QEvent) -> bool:
        is_answered = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.wants_room.emit()
        return is_answered


class _Cell(QWidget):
    """A cell with as much room above as below what is in it, which stands at its top."""

    def __init__(self, content: QWidget, around: int = gap(2)) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(gap(3), around, 0, around)
        column.addWidget(content)
        column.addStretch(1)


def _stack(upper: QWidget, lower: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(upper)
    column.addWidget(lower)
    return holder


def _take_again() -> str:
    return translate("Medicines", "Take again…")


def _go_on() -> str:
    return translate("Medicines", "Go on taking it…")


def _column_names() -> tuple[str, ...]:
    return (
        translate("Medicines", "Medicine"),
        translate("Medicines", "When"),
        translate("Medicines", "As it says on the label"),
        translate("Medicines", "Since"),
    )
