"""Surfaces and plain text: panels with a line around them, headings, quiet words."""

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from painlog.charts.inks import Inks, colour, fill, mixed
from painlog.window import lettering
from painlog.window.look import (
    BODY,
    CORNER,
    SMALL,
    TARGET,
    TITLE,
    font_of,
    gap,
    inks_of,
)
from painlog.window.scrolling import Scroller

__all__ = [
    "Asked",
    "Heading",
    "LineWords",
    "Panel",
    "Quiet",
    "Rule",
    "Scroller",
    "Sheet",
    "Surface",
    "Words",
    "asking",
]


class Surface(Enum):
    """What a panel is painted like."""

    PLAIN = "plain"
    PAIN = "pain"
    """The running flare-up: pain's border on a warm ground."""
    HINT = "hint"
    """Something to read: a broken line on the ground's colour."""
    OVER = "over"
    """What lies over other panels for a while: only its line tells where it ends (3:1)."""


class Words(QLabel):
    """Plain text that wraps and is never read as mark-up; `size` and `strong` as in look.font_of."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, size: float = BODY, strong: bool = False
    ) -> None:
        """Show `text`."""
        super().__init__(parent)
        self._size = size
        self._strong = strong
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(font_of(size, strong=strong))
        self._said = ""
        self.setText(text)

    def text(self) -> str:
        """Return what it says."""
        return self._said

    def setText(self, text: str) -> None:
        """Say `text`, set so that no line ends within an amount, and any within a word without end."""
        self._said = text
        super().setText(lettering.breakable(text))

    def follow_text(self) -> None:
        """Follow the size of the program's text."""
        self.setFont(font_of(self._size, strong=self._strong))


class Heading(Words):
    """The title of a page (TITLE), of a panel or of a group of fields (BODY)."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, size: float = TITLE) -> None:
        """Show `text`."""
        super().__init__(text, parent, size=size, strong=True)


class Quiet(Words):
    """Muted small text."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, size: float = SMALL, strong: bool = False
    ) -> None:
        """Show `text`."""
        super().__init__(text, parent, size=size, strong=strong)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)


class Asked(Words):
    """What a field asks for, the same in every form and question."""

    def __init__(self, text: str, buddy: QWidget | None = None) -> None:
        """Ask by `text`; it is the name of `buddy`, which screen readers say."""
        super().__init__(text, size=SMALL, strong=True)
        if buddy is not None:
            self.setBuddy(buddy)


def asking(text: str, field: QWidget | QLayout, buddy: QWidget | None = None) -> QVBoxLayout:
    """Return `field` with what it asks for right above it: the two stand nearer to each other than to others.

    `buddy` is what is named by that, where it is not the field itself.
    """
    rows = QVBoxLayout()
    rows.setSpacing(gap(1))
    if isinstance(field, QLayout):
        rows.addWidget(Asked(text, buddy))
        rows.addLayout(field)
    else:
        rows.addWidget(Asked(text, buddy or field))
        rows.addWidget(field)
    return rows


class LineWords(Quiet):
    """Quiet words in one line with links and buttons, as high as a link; they wrap only where they must."""

    def __init__(self, text: str = "") -> None:
        """Show `text`."""
        super().__init__(text)
        self.setMinimumHeight(TARGET)

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        return QSize(lettering.width(self.text(), self.font()), TARGET).expandedTo(self.minimumSize())


class Panel(QWidget):
    """A surface with round corners and a line around it; what is on it goes into `body`."""

    def __init__(
        self,
        title: str = "",
        parent: QWidget | None = None,
        *,
        surface: Surface = Surface.PLAIN,
        inset: int = gap(4),
    ) -> None:
        """Make a panel with a small title, or none."""
        super().__init__(parent)
        self._surface = surface
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(inset, inset, inset, inset)
        self.body.setSpacing(gap(2))
        if title:
            self.setAccessibleName(title)
            self.body.addWidget(Quiet(title, strong=True))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        """Paint the surface and its line."""
        inks = inks_of(self)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            fill, pen = _painted(self._surface, inks)
            half = pen.widthF() / 2
            painter.setPen(pen)
            painter.setBrush(fill)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), CORNER, CORNER)


def _painted(surface: Surface, inks: Inks) -> tuple[QColor, QPen]:
    if surface is Surface.PAIN:
        return mixed(inks.pain, inks.panel, 0.05), QPen(colour(inks.pain), 2)
    if surface is Surface.HINT:
        return mixed(inks.panel, inks.ground, 0.6), QPen(colour(inks.line), 1, Qt.PenStyle.DashLine)
    return colour(inks.panel), QPen(colour(inks.edge if surface is Surface.OVER else inks.line), 1)


class Sheet(QWidget):
    """A plain surface in the colour of panels, with a line at one side (the left part of a tab)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty sheet."""
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)


class Rule(QWidget):
    """A thin line across."""

    def __init__(self) -> None:
        """Make a line of one pixel."""
        super().__init__()
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all of it is painted
        """Fill the line."""
        with QPainter(self) as painter:
            fill(painter, self.rect(), colour(inks_of(self).line))
