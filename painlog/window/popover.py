"""A small panel beside what was pressed; a click elsewhere closes it, Esc leaves things as they were.

A time that cannot be read keeps it open, with the reason beside the field, until it is mended or left by Esc.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog import entries
from painlog.window.buttons import LinkButton, PlainButton
from painlog.window.look import FIELD, SMALL, gap
from painlog.window.meant import first_unread
from painlog.window.moments import MomentEdit
from painlog.window.panels import Panel, Surface
from painlog.window.screens import room_around

translate = QCoreApplication.translate

_WIDEST = 480
"""The width in pixels above which words in a popover wrap."""


class Popover(QWidget):
    """Shows one widget in a panel of its own, under or over `anchor`."""

    closed = Signal(bool)
    """It went away; whether what was done in it is meant (False after Esc)."""

    def __init__(self, anchor: QWidget, content: QWidget, title: str = "") -> None:
        """Hold `content`; `open` shows it."""
        # The window is its parent, for what was pressed may go away before this is deleted.
        super().__init__(anchor.window(), Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._anchor = anchor
        self._is_meant = True
        self.is_answered = False
        """Whether Done or Enter closed it, and not a press elsewhere."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        panel = Panel(title, surface=Surface.OVER)
        panel.body.addWidget(content)
        done = PlainButton(translate("Popover", "Done"), least=FIELD)
        done.clicked.connect(self._take)
        panel.body.addWidget(done, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(panel)

    def open(self, at: QPoint | None = None) -> None:
        """Show it as near to the anchor, or to `at` on the screen, as there is room."""
        self._take_size()
        screen = room_around(self._anchor)
        below = self._anchor.mapToGlobal(QPoint(0, self._anchor.height() + gap(1)))
        above = self._anchor.mapToGlobal(QPoint(0, -gap(1))) - QPoint(0, self.height())
        fits = below.y() + self.height() <= screen.bottom()
        place = at or (below if fits else above)
        left = max(screen.left(), min(place.x(), screen.right() - self.width()))
        self.move(left, max(screen.top(), min(place.y(), screen.bottom() - self.height())))
        self.show()

    def event(self, event: QEvent) -> bool:
        """Grow with what is in it."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._take_size()
        return done

    def _take_size(self) -> None:
        """Be as wide as is liked, within reason, and as high as that needs."""
        width = min(self.sizeHint().width(), max(_WIDEST, self.minimumSizeHint().width()))
        self.resize(width, max(self.sizeHint().height(), self.heightForWidth(width)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc, take with Enter."""
        if event.key() == Qt.Key.Key_Escape:
            self._is_meant = False
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():  # still held from opening it
                self._take()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close with a press elsewhere, as Qt does, once all can be read."""
        if self.rect().contains(event.position().toPoint()) or first_unread(self) is None:
            super().mousePressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that it went away, however that came."""
        super().hideEvent(event)
        self.closed.emit(self._is_meant and first_unread(self) is None)

    def _take(self) -> None:
        if first_unread(self) is None:
            self.is_answered = True
            self.close()


class MomentLink(LinkButton):
    """A time in a line of text; pressed, it opens a popover to mend it."""

    moved = Signal(object)
    """The new moment, an aware datetime; also when only `is_about` is another."""

    def __init__(
        self,
        name: str,
        *,
        has_begun: bool = False,
        is_over: bool = False,
        asks: bool = False,
        clock: Callable[[], datetime] = entries.now,
    ) -> None:
        """Make a link without a time; `name` says which. What `has_begun` or `is_over` is not after now.

        Where it `asks`, the time that is shown was not told yet: Done takes it as it is.
        """
        super().__init__("", size=SMALL)
        self._name = name
        self._has_begun, self._is_over, self._asks = has_begun, is_over, asks
        self._clock = clock
        self.objects: Callable[[datetime], entries.Why | None] | None = None
        """Says why a moment cannot be; nothing objects where it is None."""
        self._moment: datetime | None = None
        self._about: bool | None = None
        self._editor: MomentEdit | None = None
        self._popover: Popover | None = None
        self._offered: tuple[datetime | None, bool | None] = None, None
        """What the popover opened with: what is shown under it may go on with the clock."""
        self.clicked.connect(self._open)

    @property
    def is_about(self) -> bool:
        """Whether the moment is a guess."""
        return bool(self._about)

    def show_moment(self, moment: datetime, words: str, *, about: bool | None = None) -> None:
        """Show `moment`, as `words` say it; `about` tells whether it is a guess, None does not ask that."""
        self._moment = moment
        self._about = about
        self.say(words)
        self.setAccessibleName(f"{self._name}: {words}")

    def _open(self) -> None:
        if self._moment is None:
            return
        self._editor = MomentEdit(
            self._moment,
            name=self._name,
            about=self._about,
            has_begun=self._has_begun,
            is_over=self._is_over,
            clock=self._clock,
        )
        if self.objects is not None:
            self._editor.objects = self.objects
        self._offered = self._moment, self._about
        self._popover = Popover(self, self._editor, self._name)
        self._popover.closed.connect(self._closed)
        self._popover.open()
        self._editor.focus_time()

    def _closed(self, is_meant: bool) -> None:  # noqa: FBT001 - the signal's own shape
        (editor, self._editor), (popover, self._popover) = (self._editor, None), (self._popover, None)
        if editor is None or popover is None or not is_meant:
            return
        about = None if self._about is None else editor.is_about
        is_new = (editor.moment, about) != self._offered
        if is_new or (self._asks and popover.is_answered):
            self._about = about
            self.moved.emit(editor.moment)
