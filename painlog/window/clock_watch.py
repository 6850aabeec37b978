"""Notices when the computer's clock is set while Painlog runs: times before and after do not go together."""

from collections import deque
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from painlog import clocks
from painlog.change import Act, Change
from painlog.entries import Entry, FlareUp, Note
from painlog.journal import Journal
from painlog.rules import LATEST_AHEAD
from painlog.values import value
from painlog.words import times
from painlog.words.entries import with_line
from painlog.words.language import filled

translate = QCoreApplication.translate

LEAST = timedelta(minutes=2)
"""A smaller difference is the clock being kept right, and is not spoken of."""
LATELY = timedelta(minutes=10)
"""What was written down so shortly before may have the wrong time."""
_LOOK_EVERY_MS = 5_000


@value
class Jump:
    """The clock was set: what it would have shown, and what it shows."""

    expected: datetime
    shown: datetime


class ClockWatch(QObject):
    """Holds the clock against one that nobody can set."""

    jumped = Signal(object)
    """The Jump."""

    def __init__(self, journal: Journal, parent: QObject | None = None) -> None:
        """Watch the clock of `journal` from now on."""
        super().__init__(parent)
        self._journal = journal
        self._steady = clocks.going_on
        self._wall, self._ran = journal.clock(), self._steady()
        self._lately: deque[tuple[float, Entry]] = deque()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look every few seconds from now on."""
        self._timer.start()

    def stop(self) -> None:
        """Look no more: the journal is being closed."""
        self._timer.stop()

    def look(self) -> None:
        """Tell of it when the clock was set since the last look."""
        wall, ran = self._journal.clock(), self._steady()
        expected = self._wall + timedelta(seconds=ran - self._ran)
        self._wall, self._ran = wall, ran
        if abs(wall - expected) >= LEAST:
            self.jumped.emit(Jump(expected.astimezone(wall.tzinfo), wall))

    def follow(self, change: Change) -> None:
        """Remember what was written down lately; the clock is looked at first."""
        self.look()
        if change.act is Act.RECORD and isinstance(change.about, Entry):
            while self._lately and not self._is_recent(self._lately[0][0]):
                self._lately.popleft()
            self._lately.append((self._ran, change.about))

    def concerned(self) -> list[Entry]:
        """Return the entries that a jump concerns, as they are now: what runs, and what is just written."""
        lately = [self._journal.find(entry.id) for ran, entry in self._lately if self._is_recent(ran)]
        running = self._journal.running()
        latest = self._journal.clock() + LATEST_AHEAD
        told = [each for each in (running, *lately) if isinstance(each, Entry) and each.moment <= latest]
        return list({entry.id: entry for entry in told}.values())

    def _is_recent(self, ran: float) -> bool:
        return self._steady() - ran <= LATELY.total_seconds()


def noted(entry: Entry, jump: Jump) -> Entry:
    """Return the entry with the jump in its note; the times of a flare-up are uncertain from then on."""
    line = in_words(jump)
    if isinstance(entry, Note):
        return replace(entry, text=with_line(entry.text, line))
    if isinstance(entry, FlareUp):
        return replace(entry, note=with_line(entry.note, line), time_uncertain=True)
    return replace(entry, note=with_line(entry.note, line))


def in_words(jump: Jump) -> str:
    """Return what happened to the clock."""
    said = translate("ClockWatch", "The computer's clock was set from %1 to %2.", "two moments")
    return filled(said, times.full_moment(jump.expected), times.full_moment(jump.shown))


def advice(jump: Jump, *, is_noted: bool) -> str:
    """Return what happened, and what to do; whether it was noted on what was written just before."""
    said = translate(
        "ClockWatch",
        "%1 What was saved is safe and keeps its time. Please look at the times of what you wrote just"
        " before.",
    )
    if is_noted:
        said = translate(
            "ClockWatch",
            "%1 What was saved is safe and keeps its time. Please look at the times of what you wrote just"
            " before; it is noted there.",
        )
    return filled(said, in_words(jump))
