"""One window a journal: a second start brings the first one forward and leaves."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS, _LOOK_EVERY_MS = 1_500, 50


class OneWindow(QObject):
    """Listens for later starts on the same journal. Only the holder of the journal's lock makes one."""

    called = Signal()
    """Painlog was started again; the window is to come forward."""

    def __init__(self, journal: Path, parent: QObject | None = None) -> None:
        """Listen for starts on `journal`; what a program that died left behind is cleared away."""
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        QLocalServer.removeServer(name_for(journal))
        self._server.listen(name_for(journal))

    def stop(self) -> None:
        """Listen no more; a later start finds nobody."""
        self._server.close()

    def _answer(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
            self.called.emit()


def call(journal: Path, is_left: Callable[[], bool] = lambda: False) -> bool:
    """Call the window that shows `journal`; tell whether there is one that answers, by hanging up.

    The system takes the call also for a window that hangs. `is_left` tells that nobody waits any more.
    """
    socket = QLocalSocket()
    socket.connectToServer(name_for(journal))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    patience = QDeadlineTimer(_PATIENCE_MS)
    while not patience.hasExpired() and not is_left():
        if socket.waitForDisconnected(_LOOK_EVERY_MS):  # a little at a time: nothing else of ours runs then
            return True
    return False


def name_for(journal: Path) -> str:
    """Return the name under which the window of a journal is called; it does not tell the path."""
    return f"painlog-{hashlib.sha256(os.fsencode(journal.resolve())).hexdigest()[:24]}"
