"""Sheets of paper on the screen: whole in the window, or larger and scrolled."""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from painlog.charts.inks import PAPER, colour
from painlog.report.document import Document
from painlog.report.lettering import UNITS_A_MM
from painlog.report.paint import paint
from painlog.window.look import NEXT_FRAME_MS, gap, inks_of
from painlog.window.scrolling import slim

translate = QCoreApplication.translate

_MM_AN_INCH = 25.4
_DPI = 96.0
"""What 100 % is: a sheet as large as in life on a usual screen."""
_STEP = 1.25
_SMALLEST, _LARGEST = 0.25, 4.0
_SEEN = 0.4
"""Of a sheet that is smaller than this nothing can be told: it begins as wide as the room then."""
_SPACE = gap(4)
_FRAME = 2
"""Pixels around what scrolls: there it is shown that keys go to the page."""
_LARGEST_PICTURE = 4_000_000
"""Pixels: a larger sheet is painted as far as it is in view, each time, and needs no memory for the rest."""
_KEYS = {
    Qt.Key.Key_Plus: _STEP,
    Qt.Key.Key_Equal: _STEP,
    Qt.Key.Key_Minus: 1 / _STEP,
}


class Sheets(QWidget):
    """The sheets below one another; each is painted for its size, so that letters are sharp at any.

    A sheet takes long enough to be noticed. It is painted into a picture after the press that asked for it
    is answered; until then the picture before stands there, stretched to the new size.
    """

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._document: Document | None = None
        self._scale = 1.0
        self._pictures: dict[int, QPixmap] = {}
        self._before: dict[int, QPixmap] = {}
        self._next = QTimer(self, singleShot=True, interval=NEXT_FRAME_MS)
        self._next.timeout.connect(self._paint_next)

    def show_document(self, document: Document, scale: float) -> None:
        """Show `document` at so many pixels a millimetre."""
        if document is not self._document or scale != self._scale:
            self._before.update(self._pictures)
            self._pictures = {}
        self._document, self._scale = document, scale
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of all sheets with the space around them."""
        if self._document is None:
            return QSize(0, 0)
        width, height = self._sheet_size()
        return QSize(width + 2 * _SPACE, _SPACE + (height + _SPACE) * len(self._document.sheets))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheets that are in view."""
        if self._document is None:
            return
        with QPainter(self) as painter:
            for number in self._in(event.rect()):
                self._show_sheet(painter, self._place(number), number, self._document)

    def _show_sheet(self, painter: QPainter, place: QRect, number: int, document: Document) -> None:
        painter.fillRect(place, colour(PAPER.panel))
        painter.setPen(QPen(colour(inks_of(self).edge), 1))
        painter.drawRect(QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5))
        if place.width() * place.height() * self.devicePixelRatio() ** 2 > _LARGEST_PICTURE:
            painter.save()
            painter.translate(place.topLeft())
            self._paint_sheet(painter, number, document)
            painter.restore()
            return
        if not self._has_picture(number):
            self._next.start()
        picture = self._pictures.get(number) or self._before.get(number)
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place, picture)

    def _paint_next(self) -> None:
        """Paint a picture of a sheet that is in view, and forget those that are not."""
        seen = self._in(self.visibleRegion().boundingRect())
        self._pictures = {number: kept for number, kept in self._pictures.items() if number in seen}
        missing = [number for number in seen if not self._has_picture(number)]
        if self._document is None or not missing:
            self._before = {}
            return
        number, ratio = missing[0], self.devicePixelRatio()
        picture = QPixmap(self._place(number).size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(colour(PAPER.panel))
        with QPainter(picture) as painter:
            self._paint_sheet(painter, number, self._document)
        self._pictures[number] = picture
        self._next.start()
        self.update(self._place(number))

    def _has_picture(self, number: int) -> bool:
        picture = self._pictures.get(number)
        return picture is not None and picture.devicePixelRatio() == self.devicePixelRatio()

    def _paint_sheet(self, painter: QPainter, number: int, document: Document) -> None:
        painter.scale(self._scale / UNITS_A_MM, self._scale / UNITS_A_MM)
        paint(painter, document.sheets[number], document.charts, grey=document.grey)

    def _in(self, area: QRect) -> list[int]:
        """Return the numbers of the sheets that `area` touches."""
        count = len(self._document.sheets) if self._document is not None else 0
        return [number for number in range(count) if self._place(number).intersects(area)]

    def _place(self, number: int) -> QRect:
        width, height = self._sheet_size()
        left = max(_SPACE, (self.width() - width) // 2)
        return QRect(left, _SPACE + number * (height + _SPACE), width, height)

    def _sheet_size(self) -> tuple[int, int]:
        width, height = self._document.size if self._document is not None else (0.0, 0.0)
        return round(width * self._scale), round(height * self._scale)


class PageView(QScrollArea):
    """A document as it will print. It fits the room until somebody zooms: Ctrl with wheel, plus, minus, 0.

    In little room, as below large text, a whole sheet would be a stamp: it is shown as wide as the room until
    the whole one is asked for.
    """

    zoomed = Signal(int)
    """The size in percent of the paper's own."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setAccessibleName(translate("PageView", "The page"))
        slim(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(_FRAME, _FRAME, _FRAME, _FRAME)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.sheets = Sheets()
        self.setWidget(self.sheets)
        self._document: Document | None = None
        self._zoom: float | None = None
        self._is_whole_asked = False

    @property
    def document(self) -> Document | None:
        """What is shown."""
        return self._document

    @property
    def percent(self) -> int:
        """How large it is shown, in percent of the paper's own size."""
        return round(100 * self._factor())

    @property
    def is_whole(self) -> bool:
        """Whether it is kept as large as the room lets it be."""
        return self._zoom is None

    def show_document(self, document: Document, spoken: str = "") -> None:
        """Show `document`; `spoken` says the same to a screen reader."""
        self._document = document
        self.setAccessibleDescription(spoken)
        self._show()

    def show_whole(self) -> None:
        """Fit a whole sheet into the room again."""
        self._zoom, self._is_whole_asked = None, True
        self._show()

    def zoom(self, factor: float) -> None:
        """Show it so many times as large as now, keeping the middle where it is."""
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        size = self.sheets.size()
        middle = QPoint(across.value(), bar.value()) + self.viewport().rect().center()
        share = middle.x() / max(1, size.width()), middle.y() / max(1, size.height())
        self._zoom = min(_LARGEST, max(_SMALLEST, self._factor() * factor))
        self._show()
        centre = self.viewport().rect().center()
        across.setValue(round(share[0] * self.sheets.width()) - centre.x())
        bar.setValue(round(share[1] * self.sheets.height()) - centre.y())

    def larger(self) -> None:
        """Zoom in by a step."""
        self.zoom(_STEP)

    def smaller(self) -> None:
        """Zoom out by a step."""
        self.zoom(1 / _STEP)

    def event(self, event: QEvent) -> bool:
        """Paint the frame while the keyboard is here."""
        done = super().event(event)
        if event.type() is QEvent.Type.Paint and self.hasFocus():
            with QPainter(self) as painter:
                painter.setPen(QPen(colour(inks_of(self).focus), _FRAME))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole sheet in view."""
        super().resizeEvent(event)
        if self._zoom is None:
            self._show()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with plus, minus and 0; everything else scrolls."""
        if event.key() in _KEYS:
            self.zoom(_KEYS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_0:
            self.show_whole()
        else:
            super().keyPressEvent(event)

    def _factor(self) -> float:
        """Return how large it is shown.

        A bar beside it that is there or not makes no difference: the two would change in turn, for ever.
        """
        if self._zoom is not None or self._document is None:
            return self._zoom or 1.0
        width, height = self._document.size
        room = self.maximumViewportSize() - QSize(2 * _SPACE, 2 * _SPACE)
        beside_bar = room.width() - self.verticalScrollBar().sizeHint().width()
        across, down, narrow = (
            pixels / paper * _MM_AN_INCH / _DPI
            for pixels, paper in ((room.width(), width), (room.height(), height), (beside_bar, width))
        )
        whole = min(across, down)
        if whole < _SEEN and not self._is_whole_asked:
            whole = max(whole, min(1.0, narrow))
        return max(_SMALLEST, whole)

    def _show(self) -> None:
        if self._document is None:
            return
        self.sheets.show_document(self._document, self._factor() * _DPI / _MM_AN_INCH)
        self.zoomed.emit(self.percent)
