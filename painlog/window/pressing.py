"""What every button of ours has in common: its face, its focus ring, its wrapping words; and rows of them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QSizePolicy, QWidget

from painlog.charts.inks import Inks, colour, mixed
from painlog.window import lettering
from painlog.window.look import BODY, CORNER, SMALL, TOUCH, font_of, gap, inks_of
from painlog.window.rings import paint_ring

_LONG_WORD = "m" * 14
"""A word wider than this is broken rather than kept whole."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Face(NamedTuple):
    """The colours of a button."""

    fill: str
    edge: str
    words: str


class ClickedOnPurpose(QPushButton):
    """A button that takes the second click of two only where the first was meant for it as well.

    A press may change what stands under the mouse: who clicks "It is over" twice took no medicine.
    """

    takes_both = True
    """Whether two clicks are two presses, as on a step of a time; else a double click is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a button that was not pressed yet."""
        self._pressed_at: int | None = None
        """When the mouse pressed it last, by the clock of the events, in milliseconds."""
        super().__init__(parent)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember when it was pressed."""
        self._pressed_at = event.timestamp()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take a second click as another press, if the first was here; what is chosen stays chosen."""
        if self.isCheckable() or not self.takes_both:
            return
        longest = QApplication.doubleClickInterval()
        if self._pressed_at is not None and event.timestamp() - self._pressed_at <= longest:
            super().mouseDoubleClickEvent(event)


class Pressable(ClickedOnPurpose):
    """A flat button with a line of words and, under it, a smaller one; it grows as the words need."""

    least = TOUCH
    """The least height and width in pixels."""
    corner = CORNER
    type_size = BODY
    strong = True
    align = Qt.AlignmentFlag.AlignHCenter
    sides = 7
    """Room left and right of the words that they keep where a line is full, in pixels."""
    ease = 0
    """Room that they like at each side beyond that."""
    around = gap(4)
    """Room above and below the words, together."""

    def __init__(self, words: str = "", small: str = "", parent: QWidget | None = None) -> None:
        """Make a button that says `words`; `small` stands under it."""
        self._words = ""
        self._small = ""
        self._measured: dict[int, int] = {}
        """Widths (0: what is liked, -1: the least) and the heights or widths found for them."""
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(words, small)

    @property
    def words(self) -> str:
        """What the button says."""
        return self._words

    @property
    def small(self) -> str:
        """What it says in small."""
        return self._small

    def say(self, words: str, small: str = "") -> None:
        """Change what the button says; screen readers hear both lines."""
        if (words, small) == (self._words, self._small):
            return
        self._words, self._small = words, small
        self._measured.clear()
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setAccessibleDescription(small)
        self.updateGeometry()
        self.update()

    def face(self, inks: Inks) -> Face:
        """Return the colours for the state the button is in."""
        if self.isChecked():
            return Face(inks.ink, inks.ink, inks.on_ink)
        return Face(inks.panel, inks.edge, inks.ink)

    def sizeHint(self) -> QSize:
        """Return the size at which no line has to wrap."""
        width = self._once(0, self._liked_width)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which words would be broken."""
        return QSize(self._once(-1, self._least_width), self.least)

    def heightForWidth(self, width: int) -> int:
        """Return the height that all words need in `width` pixels; in more than is liked it is the same."""
        room = max(1, min(width, self._once(0, self._liked_width)))
        return self._once(room, lambda: self.height_in(room))

    def height_in(self, width: int) -> int:
        """Measure the height for `heightForWidth`, which remembers it."""
        room = max(1, width - self._beside())
        words = sum(lettering.height(text, font, room) for text, font, _ in self._lines())
        return max(self.least, words + self.around)

    def follow_text(self) -> None:
        """Measure anew: the program's font is another one."""
        self._measured.clear()
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        """Paint the face, the words and the ring of the keyboard's focus."""
        inks = inks_of(self)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            face = self.face(inks)
            self.paint_face(painter, inks, face)
            self.paint_words(painter, inks, face)

    def paint_face(self, painter: QPainter, inks: Inks, face: Face) -> None:
        """Paint the surface, its border and, where the keyboard is at, the ring."""
        corner = min(self.corner, self.height() // 2)
        painter.setPen(QPen(colour(face.edge), 1))
        painter.setBrush(self.fill(inks, face))
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, corner, corner)
        if self.hasFocus():
            paint_ring(painter, self.rect(), inks, corner)

    def paint_words(self, painter: QPainter, inks: Inks, face: Face) -> None:
        """Set the words in the middle of the button's height."""
        room = self.words_room()
        lines = self._lines()
        heights = [lettering.height(text, font, room.width()) for text, font, _ in lines]
        top = room.top() + (room.height() - sum(heights)) // 2
        for (text, font, is_small), height in zip(lines, heights, strict=True):
            ink = self.ink(inks, face, is_small=is_small)
            box = QRect(room.left(), top, room.width(), height)
            lettering.draw(painter, box, text, font, ink, align=self.align)
            top += height

    def words_room(self) -> QRect:
        """Return where the words stand."""
        return self.rect().adjusted(self.sides, 0, -self.sides, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as well as with Space; arrows move along a row.

        Ctrl+Enter is the dialog's, and so is Enter on what can be chosen in it: that is chosen with Space.
        A key that is held presses once: it must not write a dose twenty times.
        """
        row = self.parentWidget()
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and isinstance(row, Row):
            row.move_along(self, step)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier or (
            self.isCheckable() and enter_answers(self)
        ):
            event.ignore()
        elif not event.isAutoRepeat():
            self.click()

    def setCheckable(self, checkable: bool) -> None:  # noqa: FBT001 - Qt's own signature
        """Let it be chosen; a dialog then does not take it for the button that Enter presses."""
        super().setCheckable(checkable)
        if checkable:
            self.setAutoDefault(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the Tab key come back to this button of its row."""
        super().focusInEvent(event)
        row = self.parentWidget()
        if isinstance(row, Row):
            row.let_tab_stop_at(self)

    def _beside(self) -> int:
        """Return the width that is not for words."""
        return self.width() - self.words_room().width()

    def _lines(self) -> list[tuple[str, QFont, bool]]:
        lines = [(self._words, font_of(self.type_size, strong=self.strong), False)]
        return [*lines, (self._small, font_of(SMALL), True)] if self._small else lines

    def _liked_width(self) -> int:
        widest = max(lettering.width(text, font) for text, font, _ in self._lines())
        ease = self.ease if len(self._words) > 1 else 0  # a sign alone stands in a square
        return max(self.least, widest + self._beside() + 2 * ease)

    def _least_width(self) -> int:
        lines = self._lines()
        longest = max(lettering.widest_word(text, font) for text, font, _ in lines)
        return max(self.least, min(longest, lettering.width(_LONG_WORD, lines[0][1])) + self._beside())

    def _once(self, width: int, measure: Callable[[], int]) -> int:
        """Measuring text is slow, and layouts ask often: remember what was found until the words change."""
        if width not in self._measured:
            self._measured[width] = measure()
        return self._measured[width]

    def fill(self, inks: Inks, face: Face) -> QColor:
        """Return the colour of the surface, darker while it is touched."""
        if not self.isEnabled():
            return mixed(inks.ground, face.fill, 0.9)
        touched = 0.22 if self.isDown() else 0.08 if self.underMouse() else 0.0
        return mixed(face.words, face.fill, touched)

    def ink(self, inks: Inks, face: Face, *, is_small: bool = False) -> QColor:
        """Return the colour of the words, or of the small line."""
        if not self.isEnabled():
            return mixed(inks.panel, inks.muted, 0.35)
        if is_small and face.words == inks.ink:
            return colour(inks.muted)
        return colour(face.words)


def enter_answers(widget: QWidget) -> bool:
    """Tell whether `widget` stands in a question or a popover, which Enter answers."""
    window = widget.window()
    is_popover = window.windowType() == Qt.WindowType.Popup
    return is_popover or (isinstance(window, QDialog) and window.isModal())


class Row(QWidget):
    """Buttons that belong together: one stop of the Tab key, arrows move among them."""

    def hold(self, buttons: Sequence[Pressable]) -> None:
        """Take `buttons` into the row; the Tab key stops at the chosen one, or the first."""
        self._buttons = list(buttons)
        self.let_tab_stop_at(next((each for each in self._buttons if each.isChecked()), self._buttons[0]))

    @property
    def current(self) -> int:
        """The place of the chosen one, or -1."""
        return next((place for place, each in enumerate(self._buttons) if each.isChecked()), -1)

    def choose(self, place: int) -> None:
        """Show the one at `place` as chosen (-1: none) without saying so."""
        for each, button in enumerate(self._buttons):
            button.setChecked(each == place)
        if place >= 0:
            self.let_tab_stop_at(self._buttons[place])

    def move_along(self, button: Pressable, step: int) -> None:
        """Give the keyboard to the neighbour of `button`."""
        at = self._buttons.index(button) + step
        if 0 <= at < len(self._buttons):
            self.let_tab_stop_at(self._buttons[at])
            self._buttons[at].setFocus(Qt.FocusReason.TabFocusReason)

    def let_tab_stop_at(self, stop: Pressable) -> None:
        """Make `stop` the one button of the row that the Tab key reaches."""
        for each in self._buttons:
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each is stop else Qt.FocusPolicy.ClickFocus)
