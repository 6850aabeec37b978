"""What could not be written yet: it stays on the screen, with what to do, and is tried again by itself."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from painlog.change import Change
from painlog.entries import Refused
from painlog.journal import JournalFault
from painlog.values import value
from painlog.window.announcing import announce
from painlog.window.buttons import PlainButton
from painlog.window.look import BODY, FIELD, gap
from painlog.window.panels import Panel, Surface, Words
from painlog.words.language import filled
from painlog.words.shortening import shortened

translate = QCoreApplication.translate

TRY_EVERY_MS = 5_000
WRITTEN, KEPT_ELSEWHERE = "written", "kept elsewhere"
"""What makes a reason untrue that stands in the bar: an entry, or an export or a copy, could be written."""
_MOST_SHOWN = 4
"""So many of those that wait stand in the bar, the newest: the buttons below keep their room."""
_LONGEST = 120
"""So many letters of what each says."""


@value
class Waiting:
    """An act that waits to be written, and the words for its entry."""

    act: Callable[[], Change | None]
    words: str
    in_full: str = ""
    """All that was told of it; empty where the words are all."""
    draft: str = ""
    """The name under which it is kept, half-written or chosen; empty for an entry."""
    text: str = ""
    """What is kept under that name."""


class UnwrittenBar(QWidget):
    """A quiet bar over the tabs; entries that wait are told in it until they are written."""

    try_again = Signal()
    waits = Signal(bool, str)
    """Whether entries wait in it now, and what Undo would take out of it."""

    def __init__(self) -> None:
        """Make an empty bar; it is hidden while there is nothing to say."""
        super().__init__()
        self.waiting: list[Waiting] = []
        self._taken: list[Waiting] = []
        """What was taken back before it could be written, for Redo."""
        column = QVBoxLayout(self)
        column.setContentsMargins(gap(4.5), gap(2), gap(4.5), 0)
        panel = Panel("", surface=Surface.PAIN, inset=gap(3))
        column.addWidget(panel)
        row = QHBoxLayout()
        panel.body.addLayout(row)
        words = QVBoxLayout()
        row.addLayout(words, 1)
        self.reason = Words("", size=BODY, strong=True)
        self.entries = Words("")
        words.addWidget(self.reason)
        words.addWidget(self.entries)
        self.again = PlainButton(translate("Unwritten", "Try again"), least=FIELD)
        self.again.clicked.connect(self.try_again)
        self.away = PlainButton(translate("Unwritten", "Close"), least=FIELD)
        self.away.clicked.connect(self.clear_reason)
        for button in (self.again, self.away):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self, interval=TRY_EVERY_MS)
        self._timer.timeout.connect(self._try_by_itself)
        self._tries_by_itself = False
        self._until = ""
        self.hide()

    def say(self, reason: str, until: str = "") -> None:
        """Show why something was not done, until it is closed, or `settle` hears what makes it untrue.

        A screen reader tells it too, but not again each time that what waits was tried by itself in vain.
        """
        self._until = until
        is_known = self._tries_by_itself and reason == self.reason.text()
        self.reason.setText(reason)
        self._show()
        if not is_known:
            announce(self, reason)

    def wait(self, waiting: Waiting) -> None:
        """Keep an act until it can be written."""
        self.waiting.append(waiting)
        self._show()

    @property
    def asked(self) -> str:
        """The words of what was asked for last and waits; empty where only what is kept by itself does."""
        return next((each.words for each in reversed(self.waiting) if not each.draft), "")

    def take_back(self) -> bool:
        """Let what was asked for last wait no more; tell whether there was anything."""
        taken = next((each for each in reversed(self.waiting) if not each.draft), None)
        if taken is None:
            return False
        self._forget(taken)
        self._taken.append(taken)
        if not self.waiting:
            self.reason.setText("")
        self._show()
        announce(self, filled(translate("Unwritten", "Taken back: %1", "an entry"), taken.words))
        return True

    @property
    def has_taken_back(self) -> bool:
        """Whether something was taken back that can be asked for again."""
        return bool(self._taken)

    def taken_back(self) -> Waiting | None:
        """Return what was taken back last, to be asked for again; None once anything was written."""
        return self._taken.pop() if self._taken else None

    def write(self) -> JournalFault | None:
        """Write what waits, oldest first; return the fault that stopped it.

        Raises Refused when the rest is written, if an entry is not possible any more, as after the clock was
        set back; it waits on.
        """
        refused: Refused | None = None
        for waiting in tuple(self.waiting):
            try:
                waiting.act()
            except JournalFault as fault:
                return fault
            except Refused as problem:
                refused = refused or problem
            else:
                self._forget(waiting)
        if refused is not None:
            raise refused
        self.clear_reason()
        return None

    def kept(self, draft: str) -> str | None:
        """Return the text that waits to be kept under that name; None where none does."""
        return next((each.text for each in self.waiting if each.draft == draft), None)

    def drop(self, draft: str) -> None:
        """Let what was to be kept under that name wait no more: there is a later one."""
        for waiting in [each for each in self.waiting if each.draft == draft]:
            self._forget(waiting)
        self._show()

    def _try_by_itself(self) -> None:
        self._tries_by_itself = True
        try:
            self.try_again.emit()
        finally:
            self._tries_by_itself = False

    def _forget(self, waiting: Waiting) -> None:
        self.waiting = [each for each in self.waiting if each is not waiting]

    def settle(self, until: str) -> None:
        """Take a reason away that is untrue now, as that of a full disk once something was written."""
        if until == WRITTEN:
            self._taken.clear()
        if until == self._until and not self.waiting:
            self.clear_reason()

    def clear_reason(self) -> None:
        """Take the bar away, unless entries still wait."""
        self.reason.setText("")
        self._show()

    def _show(self) -> None:
        names = _told(self.waiting)
        self.entries.setText(names)
        self.entries.setVisible(bool(names))
        self.again.setVisible(bool(names))
        self.away.setVisible(not names)
        self.setVisible(bool(names) or bool(self.reason.text()))
        self.waits.emit(bool(names), self.asked)
        if names and not self._timer.isActive():
            self._timer.start()
        elif not names:
            self._timer.stop()


def _told(waiting: Sequence[Waiting]) -> str:
    """Return that nothing is lost, how many wait that are not shown, and the last of them, a line each."""
    if not waiting:
        return ""
    lines = [shortened(each.words, _LONGEST) for each in waiting[-_MOST_SHOWN:]]
    if len(waiting) == 1:  # in one line: large text leaves little room
        return filled(translate("Unwritten", "Kept here: %1", "an entry"), lines[0])
    waits = translate("Unwritten", "Kept here until it can be written:")
    others = len(waiting) - len(lines)
    if others:
        waits += " " + translate("Unwritten", "%Ln earlier one(s) and", "entries that wait", others)
    return "\n".join([waits, *lines])
