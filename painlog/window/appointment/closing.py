"""Noticing that the window around a widget is about to close, before its journal does."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


class ClosingWatch(QObject):
    """Watches the window of a widget while the widget is shown."""

    closing = Signal()
    """The window is about to close; its journal still takes what is sent up now."""
    stayed = Signal()
    """It did not close after all."""

    def __init__(self, widget: QWidget) -> None:
        """Watch for `widget`."""
        super().__init__(widget)
        self._widget = widget
        self.has_closed = False

    def begin(self) -> None:
        """Watch the window that the widget is in now."""
        self.has_closed = False
        self._widget.window().installEventFilter(self)

    def end(self) -> None:
        """Watch no more."""
        self._widget.window().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell that the window closes, and look afterwards whether it did."""
        if event.type() == QEvent.Type.Close and not self.has_closed:
            self.closing.emit()
            self.has_closed = True
            QTimer.singleShot(0, self, self._look)
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        if self._widget.isVisible():
            self.has_closed = False
            self.stayed.emit()
