"""A note that is being written. Half-written it is kept with the journal, so that a crash does not lose it.

What stands in the field is handed up (`Asks.draft`) shortly after each pause and when the field is left; the
main window gives it to Journal.keep, which makes it as safe as an entry: synced, and encrypted where the
journal is. It is no entry, cannot be undone, and is forgotten once the note is written down.
"""

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, Qt

from painlog.window.fields import TextField
from painlog.window.today.asks import Asks

translate = QCoreApplication.translate

_PAUSE_MS = 400


class DraftField(TextField):
    """A field for a note, whose text is handed up while it is written."""

    finished = Signal()
    """Ctrl+Enter was pressed."""

    def __init__(self, asks: Asks, keep_as: str, text: str, name: str) -> None:
        """Show `text`; it is kept under `keep_as`."""
        super().__init__(name, hint=name)
        self._asks = asks
        self._keep_as = keep_as
        self._kept = text
        self.setPlainText(text)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.hand_up)
        self.textChanged.connect(self._pause.start)

    @property
    def text(self) -> str:
        """What was typed, without blanks around it."""
        return self.toPlainText().strip()

    def hand_up(self) -> None:
        """Hand up what stands in the field, if it is not kept already."""
        self._pause.stop()
        text = self.toPlainText()
        if text != self._kept:
            self._kept = text
            self._asks.draft.emit(self._keep_as, text)

    def forget(self) -> None:
        """Empty the field: its text was written down."""
        self._pause.stop()
        self._kept = ""
        self.clear()
        self._pause.stop()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep the text when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        self.hand_up()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the text when the field goes away."""
        super().hideEvent(event)
        self.hand_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Finish with Ctrl+Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)
