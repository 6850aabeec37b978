"""The last resort for what nobody expected, and the log."""

import sys
import threading
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from painlog import places
from painlog.change import Change
from painlog.entries import now
from painlog.journal import JournalFault
from painlog.window.voices import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from painlog.window.mistake import Mistake

_LONGEST_LOG = 500_000
"""Bytes; a longer log is put aside, and the one before that forgotten."""


class LastResort(QObject):
    """Meets what nobody expected: it is logged, shown with text to copy, and the window goes on.

    A fault of the world that came while the journal was only looked at is no mistake: it is told as such.
    """

    def __init__(self, app: QApplication) -> None:
        """Take the place of Python's own hooks, also on other threads."""
        super().__init__(app)
        self.tell: Callable[[JournalFault], bool] | None = None
        """Says in a window what is the matter with the world; tells whether there was one."""
        self._shown: Mistake | None = None
        sys.excepthook = self._meet
        threading.excepthook = self._meet_on_thread

    def __enter__(self) -> None:
        """Meet what nobody expected inside too, where no event loop runs yet: it would end the program."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Tell whether it is shown, and waits to be read."""
        if kind is None or error is None or not issubclass(kind, Exception):
            return False
        self._meet(kind, error, trace)
        return self._shown is not None

    def _meet(self, kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(1)
            return
        self._logged(error)()

    def _meet_on_thread(self, met: threading.ExceptHookArgs) -> None:
        if met.exc_value is not None:
            say(self, self._logged(met.exc_value))

    def _logged(self, error: BaseException) -> "Callable[[], None]":
        """Add it to the log, and return what shows it on the window's thread."""
        from painlog.window.mistake import report_of

        report = report_of(error)
        if isinstance(error, JournalFault):
            log(f"fault\n{report}")
            return partial(self._tell, error, report)
        log(f"mistake\n{report}")
        return partial(self._show, report)

    def _tell(self, fault: JournalFault, report: str) -> None:
        if self.tell is None or not self.tell(fault):
            self._show(report)

    def _show(self, report: str) -> None:
        """Show one at a time: a mistake in painting comes again and again."""
        from painlog.window.mistake import Mistake

        if self._shown is None:
            self._shown = Mistake(report, QApplication.activeWindow())
            self._shown.finished.connect(self._forget)
            self._shown.open()

    def _forget(self) -> None:
        if self._shown is not None:
            self._shown.deleteLater()
        self._shown = None


def log(line: str) -> None:
    """Add a line to the log, which holds acts, counts and durations, and nothing that a person wrote."""
    try:
        file = places.log_folder() / "painlog.log"
        if file.exists() and file.stat().st_size > _LONGEST_LOG:
            file.replace(file.with_suffix(".old.log"))
        with file.open("a", encoding="utf-8") as written:
            written.write(f"{now():%Y-%m-%d %H:%M:%S} {line}\n")
        file.chmod(places.FILE_MODE)
    except OSError:
        return  # a full disk must not keep anybody from writing an entry


def log_change(change: Change) -> None:
    """Add an act to the log: what it did to which kinds of rows."""
    kinds = ", ".join(sorted(change.kinds))
    log(f"{change.act} {kinds}: {len(change.rows)} rows")
