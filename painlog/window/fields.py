"""What is typed into or ticked: Qt's own fields, large enough to hit and with a border that can be seen.

Only these wear a style sheet, each its own, made when the field is: at its start the window has none.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from painlog.charts.inks import Inks, colour
from painlog.window import lettering
from painlog.window.dropped import files_in
from painlog.window.look import BODY, FIELD, FIELD_AROUND, TARGET, font_of, gap, inks_of, text_growth
from painlog.window.offered import make_roomy
from painlog.window.pressing import enter_answers
from painlog.window.rings import paint_line
from painlog.window.scrolling import slim

__all__ = ["FIELD", "Choice", "Field", "TextField", "Tick", "dress"]

_BOX = 20
"""The side of a box to tick beside text of 100 %, in pixels."""

FIELD_SHEET = (
    "border: 1px solid palette(mid); border-radius: 8px; padding: 4px 10px;"
    "background: palette(base); color: palette(text);"
)
"""How every field is drawn; the colours are those of the look's palette."""
FOCUSED_SHEET = "border: 3px solid palette(link); padding: 2px 8px;"
"""The same while the keyboard is at it."""


def dress(field: QWidget, kind: str) -> None:
    """Give a field of Qt's the border of ours; `kind` is its class as a style sheet names it."""
    field.setStyleSheet(f"{kind} {{ {FIELD_SHEET} }} {kind}:focus {{ {FOCUSED_SHEET} }}")
    field.setMinimumHeight(FIELD)


def _is_for_the_window(event: QEvent, *, undo: bool, redo: bool) -> bool:
    """Return whether it asks a field for a step back or forth that this has not: the window takes acts back.

    Qt's fields keep these keys to themselves even where nothing was typed.
    """
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    standing_in = (QKeySequence.StandardKey.Undo, undo), (QKeySequence.StandardKey.Redo, redo)
    return any(event.matches(keys) and not there for keys, there in standing_in)


class Field(QLineEdit):
    """A line to type in; `name` is what it asks for, said by screen readers."""

    def __init__(self, name: str = "", parent: QWidget | None = None, *, hint: str = "") -> None:
        """Make an empty line; `hint` stands in it until something is typed."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        dress(self, "QLineEdit")

    def text(self) -> str:
        """Return what was typed or pasted, without the character that no text can hold."""
        return super().text().replace("\0", "")

    def clear(self) -> None:
        """Empty it for good: what was added or put aside does not come back into it by Ctrl+Z."""
        self.setText("")

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window where nothing was typed."""
        if _is_for_the_window(event, undo=self.isUndoAvailable(), redo=self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take words that are dragged; a file is for the window, which imports it."""
        if files_in(event):
            event.ignore()
        else:
            super().dragEnterEvent(event)


class TextField(QPlainTextEdit):
    """Several lines to type in; Tab leaves it, and it grows with what is typed up to `most` lines."""

    def __init__(
        self, name: str = "", parent: QWidget | None = None, *, hint: str = "", most: int = 6
    ) -> None:
        """Make an empty field."""
        super().__init__(parent)
        self._most = most
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        dress(self, "QPlainTextEdit")
        slim(self)
        self.setMinimumHeight(0)  # its hint says more, and goes on saying it as the text grows
        self.textChanged.connect(self.updateGeometry)

    def toPlainText(self) -> str:
        """Return what was typed or pasted, without the character that no text can hold."""
        return super().toPlainText().replace("\0", "")

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window where nothing was typed."""
        steps = self.document()
        if _is_for_the_window(event, undo=steps.isUndoAvailable(), redo=steps.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take words that are dragged; a file is for the window, which imports it."""
        if files_in(event):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def sizeHint(self) -> QSize:
        """Return a height for the lines that are there, at least two."""
        lines = min(self._most, max(2, int(self.document().size().height())))
        return QSize(240, lines * self.fontMetrics().lineSpacing() + gap(6))

    def minimumSizeHint(self) -> QSize:
        """Return the same height: it scrolls inside."""
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count the lines anew where they are wrapped at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class Choice(QComboBox):
    """One of several, in a list that opens; give it a buddy label, for its own name is its value."""

    def __init__(self) -> None:
        """Make an empty choice."""
        super().__init__()
        self.setMinimumHeight(FIELD)
        make_roomy(self.view())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        """Paint the border, the value and the arrow that says that a list opens."""
        inks = inks_of(self)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            thick = 3 if self.hasFocus() else 1
            painter.setPen(QPen(colour(inks.focus if self.hasFocus() else inks.edge), thick))
            painter.setBrush(colour(inks.panel))
            inset = thick / 2
            painter.drawRoundedRect(self.rect().toRectF().adjusted(inset, inset, -inset, -inset), 8, 8)
            ink = colour(inks.ink if self.isEnabled() else inks.muted)
            room = self.rect().adjusted(gap(3), 0, -gap(8), 0)
            lettering.draw_line(painter, room, self.currentText(), font_of(BODY), ink)
            reach = text_growth() * 4
            x, y = self.width() - gap(4.5), self.height() / 2 - reach / 2
            painter.setPen(QPen(ink, 2))
            painter.drawPolyline([QPointF(x - reach, y), QPointF(x, y + reach), QPointF(x + reach, y)])

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls: who scrolls a form over it means no other medicine."""
        event.ignore()

    def sizeHint(self) -> QSize:
        """Return the size for the longest value."""
        texts = [self.itemText(index) for index in range(self.count())]
        widest = max((lettering.width(text, font_of(BODY)) for text in texts), default=80)
        return QSize(widest + gap(11), max(FIELD, self.fontMetrics().height() + FIELD_AROUND))

    def minimumSizeHint(self) -> QSize:
        """Return a size that fits beside something else; longer values end in an ellipsis."""
        return QSize(min(120, self.sizeHint().width()), self.sizeHint().height())


class Tick(QCheckBox):
    """A box to tick, with its words beside it, that wrap."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        """Make a box without its tick."""
        super().__init__(words.replace("&", "&&"), parent)
        self._words = words
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Return the size with its words in one line."""
        width = self._beside() + lettering.width(self._words, font_of(BODY))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which a word would be broken."""
        return QSize(self._beside() + lettering.widest_word(self._words, font_of(BODY)), TARGET)

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words in `width` pixels."""
        room = max(1, width - self._beside())
        return max(TARGET, lettering.height(self._words, font_of(BODY), room) + gap(1))

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002 - all of it
        """Say that all of it can be pressed."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        """Paint the box, its tick, the words and the ring of the keyboard's focus."""
        inks = inks_of(self)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_box(painter, inks)
            if self.hasFocus():
                paint_line(painter, self.rect(), inks, 6)
            room = self.rect().adjusted(self._beside() - gap(1), 0, -gap(1), 0)
            room.setTop((self.height() - lettering.height(self._words, font_of(BODY), room.width())) // 2)
            ink = colour(inks.ink if self.isEnabled() else inks.muted)
            lettering.draw(painter, room, self._words, font_of(BODY), ink)

    def _paint_box(self, painter: QPainter, inks: Inks) -> None:
        side, ticked = _box(), self.isChecked()
        painter.save()
        painter.translate(gap(1), (self.height() - side) / 2)
        painter.scale(side / _BOX, side / _BOX)
        painter.setPen(QPen(colour(inks.ink if ticked else inks.edge), 1.5))
        painter.setBrush(colour(inks.ink if ticked else inks.panel))
        painter.drawRoundedRect(QRectF(0, 0, _BOX, _BOX), 4, 4)
        if ticked:
            painter.setPen(QPen(colour(inks.on_ink), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPolyline([QPointF(5, 10), QPointF(9, 14), QPointF(15, 6)])
        painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Enter as well as with Space; in a question Enter answers."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not enter_answers(self):
            self.click()
        else:
            super().keyPressEvent(event)

    def _beside(self) -> int:
        return _box() + gap(4)


def _box() -> int:
    """Return the side of a box to tick, which grows half as fast as the text: that needs the room."""
    return round(_BOX * (1 + text_growth()) / 2)
