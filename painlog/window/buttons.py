"""The buttons of the window: each says what it does in plain words, and a shaky hand can hit it."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from painlog.charts.inks import Inks, colour
from painlog.window import lettering
from painlog.window.flow import FlowLayout
from painlog.window.look import BODY, FIELD, FIELD_AROUND, TARGET, TITLE, TOUCH, font_of, gap
from painlog.window.marks import Mark, mark_ink, mark_size, paint_mark
from painlog.window.pressing import Face, Pressable, Row
from painlog.window.rings import paint_line, paint_ring
from painlog.words.shortening import shortened

__all__ = [
    "BigButton",
    "Chip",
    "EntryChip",
    "FlowLayout",
    "LinkButton",
    "PlainButton",
    "Pressable",
    "Segmented",
    "Tile",
    "Tone",
]

_MARK = 14
_LONGEST = 60
"""So many letters of its words stand on a chip."""


class Tone(Enum):
    """How much a plain button stands out."""

    PLAIN = "plain"
    STRONG = "strong"
    """The one that ends something, in ink."""
    ACCENT = "accent"
    """The main button of a page, in the colour of the open tab."""


class BigButton(Pressable):
    """The button of the window: in pain's colour, with a line under its name."""

    least = 76
    type_size = TITLE
    takes_both = False

    def face(self, inks: Inks) -> Face:
        """Return pain's colours."""
        return Face(inks.pain, inks.pain, inks.on_pain)


class PlainButton(Pressable):
    """An ordinary button; `least` gives its least height where the 44 pixels of an entry are not needed.

    One with the height of a field stands in a line with fields, and is as high as they are in any text.
    """

    ease = gap(1.5)

    def __init__(
        self,
        words: str,
        small: str = "",
        parent: QWidget | None = None,
        *,
        tone: Tone = Tone.PLAIN,
        least: int | None = None,
    ) -> None:
        """Make a button that says `words`."""
        self._tone = tone
        if least is not None:
            self.least = least
            self.around = FIELD_AROUND if least == FIELD else self.around
        super().__init__(words, small, parent)

    def wear(self, tone: Tone) -> None:
        """Have another tone."""
        self._tone = tone
        self.update()

    def face(self, inks: Inks) -> Face:
        """Return the colours of its tone."""
        if self._tone is Tone.STRONG:
            return Face(inks.ink, inks.ink, inks.on_ink)
        if self._tone is Tone.ACCENT:
            return Face(inks.accent, inks.accent, inks.on_accent)
        return super().face(inks)


class Tile(Pressable):
    """A button with a sign at its left, a name, and facts in small under it."""

    takes_both = False
    align = Qt.AlignmentFlag.AlignLeft
    least = 52
    type_size = 1.1

    _left = 40

    def __init__(self, mark: Mark, words: str, small: str = "", parent: QWidget | None = None) -> None:
        """Make a tile with the sign `mark`."""
        self._mark = mark
        super().__init__(words, small, parent)

    def face(self, inks: Inks) -> Face:
        """Return a panel with a border in the sign's colour."""
        return Face(inks.panel, mark_ink(self._mark, inks), inks.ink)

    def words_room(self) -> QRect:
        """Return the room right of the sign."""
        return self.rect().adjusted(self._left, 0, -gap(2), 0)

    def paint_words(self, painter: QPainter, inks: Inks, face: Face) -> None:
        """Set the words, and the sign beside them."""
        super().paint_words(painter, inks, face)
        middle = QPointF(self._left / 2 + 1, self.height() / 2)
        paint_mark(painter, middle, mark_size(_MARK), self._mark, inks)


class LinkButton(Pressable):
    """Words underlined in a line of text, that can be pressed."""

    takes_both = False
    least = TARGET
    strong = False
    sides = 2
    align = Qt.AlignmentFlag.AlignLeft

    def __init__(self, words: str, parent: QWidget | None = None, *, size: float = BODY) -> None:
        """Make a link that says `words` at the `size` of the text around it."""
        self.type_size = size
        super().__init__(words, "", parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Maximum)
        self.setSizePolicy(policy)

    def face(self, inks: Inks) -> Face:
        """Return the accent on nothing."""
        return Face(inks.panel, inks.panel, inks.accent)

    def height_in(self, width: int) -> int:
        """Return the height of the words alone."""
        font = font_of(self.type_size)
        return max(self.least, lettering.height(self.words, font, max(1, width - 2 * self.sides)))

    def paint_face(self, painter: QPainter, inks: Inks, face: Face) -> None:  # noqa: ARG002 - a link has no surface
        """Paint only the ring of the keyboard's focus."""
        if self.hasFocus():
            paint_line(painter, self.rect(), inks, 5)

    def paint_words(self, painter: QPainter, inks: Inks, face: Face) -> None:
        """Set the words, underlined, at the height at which a label sets those beside them."""
        font = QFont(font_of(self.type_size))
        font.setUnderline(True)
        align = self.align | Qt.AlignmentFlag.AlignVCenter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # the line under them is one pixel
        lettering.draw(painter, self.words_room(), self.words, font, self.ink(inks, face), align=align)


class Chip(Pressable):
    """A small pill: something that can be chosen, or one more thing to do."""

    least = 34
    corner = 17
    strong = False

    def __init__(self, words: str, parent: QWidget | None = None, *, checkable: bool = True) -> None:
        """Make a chip that says `words`."""
        super().__init__(words, "", parent)
        self.setCheckable(checkable)

    def say(self, words: str, small: str = "") -> None:
        """Say `words`, the beginning of very long ones: a pasted page of reasons is no chip to press."""
        super().say(shortened(words, _LONGEST), small)

    def height_in(self, width: int) -> int:
        """Return a flat height for one line, more where the words wrap."""
        room = max(1, width - 2 * self.sides)
        return max(self.least, lettering.height(self.words, font_of(BODY), room) + gap(2))


class EntryChip(Chip):
    """A pill that writes an entry by one press, and so is as large as the other buttons that do."""

    least = TOUCH
    corner = TOUCH // 2


class _Segment(Pressable):
    """One of the joined buttons of a Segmented."""

    least = FIELD
    strong = False
    sides = 12
    around = FIELD_AROUND

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, "", parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paint_face(self, painter: QPainter, inks: Inks, face: Face) -> None:
        """Paint the part of the common surface that is this button's."""
        painter.setClipRect(self.rect())
        first, last = self._ends()
        left, right = (0.5 if first else -20), (-0.5 if last else 20)
        box = QRectF(self.rect()).adjusted(left, 0.5, right, -0.5)
        painter.setPen(QPen(colour(inks.edge), 1))
        painter.setBrush(self.fill(inks, face))
        painter.drawRoundedRect(box, 9, 9)
        if not first:
            painter.setPen(QPen(colour(inks.line), 1))
            painter.drawLine(QPointF(0.5, 1.5), QPointF(0.5, self.height() - 1.5))
        if self.hasFocus():
            paint_ring(painter, self.rect(), inks, 8)

    def height_in(self, width: int) -> int:  # noqa: ARG002 - one line
        """Return the height of one line."""
        return max(self.least, lettering.height(self.words, font_of(BODY), 10_000) + self.around)

    def _ends(self) -> tuple[bool, bool]:
        """Tell whether this is the first, and the last, of its line."""
        row = self.parentWidget()
        together = row.segments if isinstance(row, Segmented) else [self]
        line = [each for each in together if each.y() == self.y() and not each.isHidden()]
        return line[0] is self, line[-1] is self


class Segmented(Row):
    """Joined buttons of which one is chosen (`current`); `steps` among them are only pressed."""

    chosen = Signal(int)
    """The place of the label that was chosen by mouse or keyboard, counted among all labels."""
    stepped = Signal(int)
    """The place of a step that was pressed."""

    def __init__(
        self,
        labels: Sequence[str],
        parent: QWidget | None = None,
        *,
        name: str = "",
        steps: Sequence[int] = (),
    ) -> None:
        """Make a row of `labels`; `name` is what screen readers call the whole."""
        super().__init__(parent)
        self.setAccessibleName(name)
        row = FlowLayout(self, spacing=0, even=True)
        self._steps = frozenset(steps)
        self.segments = [_Segment(label, self) for label in labels]
        for place, segment in enumerate(self.segments):
            segment.setCheckable(place not in self._steps)
            segment.clicked.connect(self._pressed)
            row.addWidget(segment)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hold(self.segments)

    def _pressed(self) -> None:
        segment = self.sender()
        if not isinstance(segment, _Segment):
            return
        place = self.segments.index(segment)
        if place in self._steps:
            self.stepped.emit(place)
        else:
            self.choose(place)
            self.chosen.emit(place)
