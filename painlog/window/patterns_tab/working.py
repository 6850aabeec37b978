"""Working the findings of a period out beside the window, and keeping them until an entry of it changes."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QObject, Signal
from shiboken6 import isValid

from painlog.change import Act, Change
from painlog.patterns.finding import Findings, Stopped
from painlog.record import Record
from painlog.window.voices import say

translate = QCoreApplication.translate

WorkOut: TypeAlias = Callable[[Record, date, date, Callable[[int, int], bool]], Findings]
"""Works out a period (both days inclusive); calls back with how many of how many patterns are done."""

REACH = timedelta(days=2)
"""How far an entry outside a period can matter to it: a limit of 24 hours, and the widest time zones."""
DATED_BY_THE_FIRST = frozenset({"dose", "activity"})
"""Kinds that matter to a later period, however old: a change of medicine and a course of therapy are dated by
their first dose or session, and a patch from before may still be on."""


@dataclass(frozen=True, slots=True)
class Days:
    """A period in local days, both inclusive."""

    begin: date
    until: date

    def is_touched_by(self, change: Change) -> bool:
        """Tell whether a change can change the findings of these days."""
        if change.act is Act.ELSEWHERE or change.kinds & {"medicine", "patient"}:
            return True
        if change.span is None:
            return False
        first, last = (datetime.combine(day, time(), UTC) for day in (self.begin, self.until))
        if change.span[1] < (first - REACH).timestamp():
            return bool(change.kinds & DATED_BY_THE_FIRST)
        return change.span[0] <= (last + 2 * REACH).timestamp()


def not_worked_out() -> str:
    """Return what is said when `Working.failed` tells of a mistake."""
    return translate(
        "Patterns", "This could not be worked out, by a mistake in Painlog. Your journal is as it was."
    )


class Working(QObject):
    """One period is worked out at a time, on a thread of its own; a new wish stops the one before."""

    progressed = Signal(int, int)
    """How many of how many patterns are done."""
    found = Signal(object)
    """The Findings of the period that was asked for last."""
    failed = Signal()
    """It could not be worked out, which is a mistake of ours."""

    def __init__(self, work_out: WorkOut, parent: QObject | None = None) -> None:
        """Work out by `work_out`, which is called on the thread and may load what it needs there."""
        super().__init__(parent)
        self._work_out = work_out
        self._kept: dict[Days, Findings] = {}
        self._wish = 0
        self._asked: Days | None = None
        self._changed_meanwhile = False

    @property
    def is_busy(self) -> bool:
        """Whether findings are on their way."""
        return self._asked is not None

    def forget(self, change: Change) -> None:
        """Forget what a change may have changed."""
        self._kept = {days: found for days, found in self._kept.items() if not days.is_touched_by(change)}
        if self._asked is not None and self._asked.is_touched_by(change):
            self._changed_meanwhile = True

    def ask(self, days: Days, read: Callable[[], Record]) -> None:
        """Find what `days` show: at once where it is kept, else later; `read` gives the detailed record."""
        self.stop()
        if days in self._kept:
            self.found.emit(self._kept[days])
            return
        record = read()
        self._asked = days
        self._changed_meanwhile = False
        wanted = self._wish, days, record
        threading.Thread(target=self._run, args=wanted, daemon=True).start()

    def stop(self) -> None:
        """Give up what is being worked out."""
        self._wish += 1
        self._asked = None

    def _run(self, wish: int, days: Days, record: Record) -> None:
        def step(done: int, of: int) -> bool:
            say(self, partial(self._tell_step, wish, done, of))
            return wish == self._wish and isValid(self)

        findings = None
        try:
            findings = self._work_out(record, days.begin, days.until, step)
        except Stopped:
            pass  # Somebody asked for another period, or for none.
        finally:
            say(self, partial(self._take, wish, findings))  # A mistake goes on to the program's last resort.

    def _tell_step(self, wish: int, done: int, of: int) -> None:
        if wish == self._wish:
            self.progressed.emit(done, of)

    def _take(self, wish: int, findings: Findings | None) -> None:
        if wish != self._wish or self._asked is None:
            return
        days, self._asked = self._asked, None
        if findings is None:
            self.failed.emit()
            return
        if not self._changed_meanwhile:
            self._kept[days] = findings
        self.found.emit(findings)
