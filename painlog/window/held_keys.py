"""Keys that are held: whatever the system says of them, their repeats are told from presses."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

_AT_ONCE_MS = 2
"""No hand lets a key go and presses it again in so short a time."""


class HeldKeys(QObject):
    """Marks the repeats of a key that is held as repeats, before a command or a button hears of them.

    X11 repeats a key by letting it go and pressing it in the same moment, and Qt often takes that for
    presses: a held command wrote 28 doses in two seconds. Looks at what comes to the windows, not to each
    widget.
    """

    def __init__(self, app: QGuiApplication, parent: QObject) -> None:
        """Watch each window that gets the keyboard."""
        super().__init__(parent)
        self._let_go = (0, 0)
        """The key that was let go last, and when by the clock of the events, in milliseconds."""
        app.focusWindowChanged.connect(self._watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything pass but a press in the moment of letting go: that one becomes a repeat."""
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() is QEvent.Type.KeyRelease:
            self._let_go = event.key(), event.timestamp()
            return False
        if event.isAutoRepeat() or not self._is_still_held(event):
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # no command takes it: it comes again as a press
        else:
            repeat = _as_repeat(event)
            QCoreApplication.sendEvent(watched, repeat)
            event.setAccepted(repeat.isAccepted())
        return True

    def _is_still_held(self, event: QKeyEvent) -> bool:
        key, at = self._let_go
        return event.key() == key and 0 < event.timestamp() <= at + _AT_ONCE_MS

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:  # in a moment: its first events paint it, and no key is a repeat yet
            QTimer.singleShot(0, window, partial(window.installEventFilter, self))


def _as_repeat(event: QKeyEvent) -> QKeyEvent:
    """Return the same press, said to be a repeat."""
    repeat = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        autorep=True,
        count=event.count(),
    )
    repeat.setTimestamp(event.timestamp())
    return repeat
