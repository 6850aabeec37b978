"""A dialog is a question with an answer: Enter says yes, Esc leaves it, the dialog itself does nothing."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLayoutItem,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)
from shiboken6 import isValid

from painlog.window.buttons import PlainButton, Tone
from painlog.window.look import TOUCH, gap, text_growth
from painlog.window.meant import first_unread
from painlog.window.panels import Heading, Scroller
from painlog.window.reading_order import go_on, say_in_order
from painlog.window.reasons import Reason
from painlog.window.screens import fit, follow_screens, room_around
from painlog.window.scrolling import follow_keyboard
from painlog.words import times
from painlog.words.language import filled

translate = QCoreApplication.translate

_LEAST = gap(145)
"""The least width of a dialog with text of 100 %, in pixels."""
_MARGIN = gap(16)
"""What stays free of the screen around a dialog, in pixels."""

_GUTTER = gap(2)
"""Between the rows and the bar that scrolls them; the margin at the right is so much less."""


def be_done_with(dialog: QDialog) -> None:
    """Delete a dialog that was waited for, unless it went with its window, as where the journal is locked."""
    if isValid(dialog):
        dialog.deleteLater()


class Question(QDialog):
    """A title, rows of what is asked, and the two ways out. Rows scroll where the screen is too low."""

    keeps = False
    """Whether an answer that was begun is not left by one slip, and is kept when the journal is locked."""

    def __init__(self, title: str, yes: str, parent: QWidget | None = None) -> None:
        """Ask under `title`; `yes` is what the button that answers says."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self._begun: object = None
        """What it was told when it was shown."""
        self._left_at: object = None
        """The same, or what it was told when it was about to be left last."""
        self._general = Reason()
        """Of no field, so above the buttons, where it is seen wherever the rows were scrolled to."""
        self.title = Heading(title)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(gap(3))
        self.yes = PlainButton(yes, tone=Tone.ACCENT, least=TOUCH)
        self.yes.setDefault(True)
        self.no = PlainButton(translate("Question", "Cancel"), least=TOUCH)
        self.no.setAutoDefault(False)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(gap(2))
        self.foot.addStretch(1)
        for button in (self.no, self.yes):
            self.foot.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self._lay_out()

    @property
    def bar(self) -> QScrollBar:
        """What the rows are scrolled with."""
        return self._scroller.verticalScrollBar()

    def say_title(self, title: str) -> None:
        """Ask under another title."""
        self.setWindowTitle(title)
        self.title.setText(title)

    def let_go(self) -> str:
        """Close, for the journal is locked: with the answer, where there is one that was begun.

        Return, in words, what was typed and can be no answer as it stands.
        """
        is_begun = self.keeps and self._as_told() != self._begun
        if is_begun:
            self.accept()
        if self.result() == QDialog.DialogCode.Accepted:
            return ""
        words = self._in_words() if is_begun else ""
        self.reject()
        return words

    def ask(self) -> bool:
        """Show the question and wait; tell whether it was answered."""
        return self.exec() == QDialog.DialogCode.Accepted

    def ask_once(self) -> bool:
        """Ask, and go away once the answer, which can still be read, was taken: nothing is left behind."""
        is_answered = self.ask()
        be_done_with(self)
        return is_answered

    def accept(self) -> None:
        """Answer, unless a time or a day that was typed cannot be read: that is said beside it."""
        if self.is_read():
            super().accept()

    def is_read(self) -> bool:
        """Tell whether all times and days that were typed can be read; the first that cannot is shown."""
        return first_unread(self) is None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with Ctrl+Enter too: in a note Enter alone begins a new line. Leave with Esc.

        Enter that is still held from what opened the question is no answer.
        """
        with_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        if with_control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_S):
            self.accept()
        elif not (event.matches(QKeySequence.StandardKey.Cancel) and self._is_kept_open()):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave by the cross of the window's frame, unless that would throw something away."""
        if self.isVisible() and self._is_kept_open():
            event.ignore()
        else:
            super().closeEvent(event)

    def _is_kept_open(self) -> bool:
        """Tell whether something was told since, and say so, once: one slip must not throw it away."""
        told = self._as_told()
        if not self.keeps or self._left_at in (None, told):
            return False
        self._left_at = told
        says = translate("Question", "This is not saved yet: “%1” keeps it, “%2” or Esc leaves it.")
        self._show_general(filled(says, self.yes.words, self.no.words))
        return True

    def _show_general(self, words: str) -> None:
        self._general.say(words)
        QTimer.singleShot(0, self, self._make_room_for_general)

    def _make_room_for_general(self) -> None:
        """Show all of what was said, and of the field that the keyboard is at: it stood half behind it."""
        self._take_room()
        self._column.activate()
        if (stop := self.focusWidget()) is not None:
            follow_keyboard(stop)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Go on with Tab as one reads."""
        return go_on(self, self.focusWidget(), forward=forward)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size that the rows want, as far as the screen has it."""
        self.resize(self.sizeHint())
        super().showEvent(event)
        if self._begun is None:
            if not self.rows.expandingDirections() & Qt.Orientation.Vertical:
                self.rows.addStretch(1)  # room that is left over is below the rows, not between them
            self._begun = self._left_at = self._as_told()
            say_in_order(self)
            follow_screens(self._follow_screen)

    def _follow_screen(self) -> None:
        """Stay where the buttons can be pressed: the screen is smaller now than when it was asked."""
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        if self.isVisible():
            fit(self)

    def _as_told(self) -> object:
        """Return what the question was told so far: what stands in all fields to type in."""
        return [text for _, text in self._typed()]

    def _typed(self) -> list[tuple[QWidget, str]]:
        """Return all fields to type in, with their text."""
        lines: list[tuple[QWidget, str]] = [(line, line.text()) for line in self.findChildren(QLineEdit)]
        return [*lines, *((text, text.toPlainText()) for text in self.findChildren(QPlainTextEdit))]

    def _in_words(self) -> str:
        """Return what was typed, chosen and pressed, with what it was asked by: of what is asked for."""
        told: dict[str, list[str]] = {}
        for widget in self.findChildren(QWidget):
            name, words = _told_in(widget)
            if name and words.strip() and widget.isVisibleTo(self):
                told.setdefault(name, []).append(words)
        return "\n".join((self.windowTitle(), *(f"{name}: {', '.join(said)}" for name, said in told.items())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the rows: one may come, or say why it was not taken, after the question was shown."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            QTimer.singleShot(0, self, self._take_room)
        return super().eventFilter(watched, event)

    def _take_room(self) -> None:
        self.resize(self.size().expandedTo(self.sizeHint()))
        below = self.frameGeometry().bottom() - room_around(self).bottom()
        if below > 0:
            self.move(self.x(), self.y() - below)

    def sizeHint(self) -> QSize:
        """Return the size at which nothing scrolls, not more than the screen."""
        free = room_around(self).size() - QSize(_MARGIN, _MARGIN)
        around = self._column.contentsMargins()
        beside = around.left() + around.right()
        content = self._content.sizeHint().width() + self.bar.sizeHint().width()
        widest = max(content, self.foot.sizeHint().width()) + beside
        width = min(max(widest, round(_LEAST * text_growth())), free.width())
        heights = list(self._heights(width - beside))
        between = self._column.spacing() * (len(heights) - 1)
        return QSize(width, min(sum(heights) + between + around.top() + around.bottom(), free.height()))

    def _heights(self, width: int) -> Iterator[int]:
        """Give how high everything is in `width` pixels that is shown, from the top; of what scrolls, all."""
        for place in range(self._column.count()):
            item = self._column.itemAt(place)
            if item is not None and item.widget() is self._scroller:
                bar = self.bar.sizeHint().width()  # once it is shown, it goes only where rows fit beside it
                yield max(_height_of(QWidgetItem(self._content), room) for room in (width, width - bar))
            elif item is not None and not item.isEmpty():
                yield _height_of(item, width)

    def _lay_out(self) -> None:
        self._content = QWidget()
        self._content.setLayout(self.rows)
        self._content.installEventFilter(self)
        self.rows.setContentsMargins(0, 0, _GUTTER, 0)
        self._scroller = Scroller(self._content)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(gap(5), gap(4), gap(5) - _GUTTER, gap(4))
        self.foot.setContentsMargins(0, 0, _GUTTER, 0)
        column.setSpacing(gap(3))
        column.addWidget(self.title)
        column.addWidget(self._scroller, 1)
        column.addWidget(self._general)
        column.addLayout(self.foot)


def _height_of(item: QLayoutItem, width: int) -> int:
    """Return how high it is in `width` pixels; words that wrap would like to stand in two lines."""
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def _told_in(widget: QWidget) -> tuple[str, str]:
    """Return by which words a widget asks, and what was told in it; nothing where it is no field.

    Of a moment that is the day: its time of day is typed, and may be none.
    """
    if isinstance(moment := getattr(widget, "moment", None), datetime):
        return widget.accessibleName(), times.full_date(moment.date())
    if isinstance(widget, QLineEdit):
        return widget.accessibleName(), widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.accessibleName(), widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.accessibleName(), widget.currentText()
    row = widget.parentWidget()
    if isinstance(widget, QAbstractButton) and widget.isChecked() and row is not None:
        return row.accessibleName(), widget.text()
    return "", ""
