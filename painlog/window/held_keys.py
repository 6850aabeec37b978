"""What a shaky hand presses too long or twice, by key or mouse, is told from presses that are meant."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication

from painlog.window.second_clicks import SecondClicks

_AT_ONCE_MS = 2
"""No hand lets a key go and presses it again in so short a time."""
_ANSWERS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""The keys that press a button."""


class HeldKeys(QObject):
    """Marks the repeats of a key that is held as repeats, before a command or a button hears of them.

    X11 repeats a key by letting it go and pressing it in the same moment, and Qt often takes that for
    presses: a held command wrote 28 doses in two seconds. A press that comes as fast as the second of a
    double click, where the first moved the keyboard elsewhere, is one as well: who presses "It is over"
    twice began no flare-up. The second of two clicks, where the first opened or closed a window, is kept
    from what stands there now. Looks at what comes to the windows, not to each widget.
    """

    def __init__(self, app: QGuiApplication, parent: QObject) -> None:
        """Watch each window that gets the keyboard."""
        super().__init__(parent)
        self._let_go = (0, 0)
        """The key that was let go last, and when by the clock of the events, in milliseconds."""
        self._pressed = (0, 0)
        """The key that was pressed last, and when."""
        self._has_moved = False
        """Whether the keyboard went elsewhere since that was meant."""
        self._clicks = SecondClicks()
        app.focusWindowChanged.connect(self._watch)
        app.focusObjectChanged.connect(self._note_move)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything pass but a press that is not meant as one: of a key that becomes a repeat."""
        if isinstance(event, QMouseEvent):
            return isinstance(watched, QWindow) and self._clicks.is_one(watched, event)
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() is QEvent.Type.KeyRelease:
            self._let_go = event.key(), event.timestamp()
            return False
        if event.isAutoRepeat() or not (self._is_still_held(event) or self._comes_too_late(event)):
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

    def _comes_too_late(self, event: QKeyEvent) -> bool:
        """Tell whether it follows so fast that it was for the button which the same key has just pressed."""
        if event.type() is not QEvent.Type.KeyPress:
            return False
        key, at = self._pressed
        self._pressed = event.key(), event.timestamp()
        is_fast = event.key() == key and event.timestamp() - at <= QApplication.doubleClickInterval()
        self._has_moved &= is_fast
        return self._has_moved and event.key() in _ANSWERS

    def _note_move(self, _target: QObject | None) -> None:
        self._has_moved = True

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
