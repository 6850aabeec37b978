"""When nobody is there, or may come: nothing was pressed for minutes, the computer sleeps, or Ctrl+L."""

from PySide6.QtCore import SLOT, QEvent, QKeyCombination, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from painlog import clocks

_LOOK_EVERY_MS = 2_000
_SLEPT_SECONDS = 20
"""A clock that moved on so much further than the time that the computer was awake tells of sleep."""
_LOCK = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)
"""The keys of "Lock now" in the menu, which a form or whatever else is asked keeps from being heard there."""
_PRESSED = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class Resting(QObject):
    """Watches the program's windows, and the sleep of the computer."""

    rested = Signal()
    """Nothing was pressed for as long as was set."""
    slept = Signal()
    """The computer goes to sleep, or did."""
    hidden = Signal()
    """Ctrl+L was pressed where the menu does not hear it."""

    def __init__(self, parent: QObject) -> None:
        """Watch from now on; `watch_idle` tells for how long nothing may be pressed."""
        super().__init__(parent)
        self._seconds = 0.0
        self._pressed_at = clocks.awake()
        self._asleep = _asleep()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QGuiApplication.instance().focusWindowChanged.connect(self._watch)  # type: ignore[union-attr]
        self._watch(QGuiApplication.focusWindow())
        self._listen_to_system()

    def watch_idle(self, minutes: float) -> None:
        """Tell when nothing was pressed for so many minutes; 0 is never."""
        self._seconds = minutes * 60
        self._pressed_at = clocks.awake()

    def look(self) -> None:
        """Look at the clocks."""
        asleep = _asleep()
        if asleep - self._asleep > _SLEPT_SECONDS:
            self.slept.emit()
        self._asleep = asleep
        if self._seconds and clocks.awake() - self._pressed_at > self._seconds:
            self._pressed_at = clocks.awake()
            self.rested.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice what is pressed in a window; only windows are watched, to whom few events come."""
        if event.type() in _PRESSED:
            self._pressed_at = clocks.awake()
            if isinstance(event, QKeyEvent) and event.keyCombination() == _LOCK and _menu_is_deaf():
                self.hidden.emit()
                return True
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def _listen_to_system(self) -> None:
        """Hear of sleep before it comes, where systemd's logind tells."""
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:  # not on Windows and macOS; the clocks tell there
            return
        bus = QDBusConnection.systemBus()
        if bus.isConnected():
            bus.connect(
                "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager",
                "PrepareForSleep", self, SLOT("sleep_comes(bool)"),  # type: ignore[call-overload]
            )  # fmt: skip

    @Slot(bool)
    def sleep_comes(self, begins: bool) -> None:  # noqa: FBT001 - the signal's own
        """Take logind's word that the computer goes to sleep, or woke up."""
        if begins:
            self.slept.emit()


def _menu_is_deaf() -> bool:
    return QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None


def _asleep() -> float:
    """Return how many seconds more the computer ran than it was awake."""
    return clocks.going_on() - clocks.awake()
