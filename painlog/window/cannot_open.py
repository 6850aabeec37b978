"""A journal that does not open: what is the matter, and what can be done. Its file is not touched."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from painlog.journal import JournalFault
from painlog.journal import Reason as JournalReason
from painlog.journal.checking import State, Verdict, check
from painlog.journal.key import Key
from painlog.journal.recovery import repair
from painlog.reasons import Flaw
from painlog.window.buttons import PlainButton
from painlog.window.damaged import make_whole, what_comes_back
from painlog.window.look import TOUCH
from painlog.window.panels import Quiet, Words
from painlog.window.question import Question
from painlog.window.reasons import Reason
from painlog.words.entries import count_of_entries
from painlog.words.refusals import faulted, older_copy, taken_place

translate = QCoreApplication.translate


class CannotOpen(Question):
    """Says why a journal does not open, and offers another."""

    def __init__(
        self,
        fault: JournalFault,
        path: Path,
        parent: QWidget | None = None,
        verdict: Verdict | None = None,
        key: Key | None = None,
    ) -> None:
        """Say what is the matter with the journal at `path`; `verdict` tells what could be brought back."""
        title = translate("CannotOpen", "This journal could not be opened")
        super().__init__(title, translate("CannotOpen", "Try again"), parent)
        self.path: Path | None = path
        self._key = key
        self.no.say(_way_out(parent))
        said = Words(_what_happened(fault, verdict))
        said.setMinimumWidth(_WIDTH)
        self.rows.addWidget(said)
        self.rows.addWidget(Quiet(str(path)))
        self.reason = Reason(self)
        self.mend = PlainButton(make_whole(verdict), least=TOUCH)
        self.mend.clicked.connect(self._mend)
        self.mend.setVisible(verdict is not None and verdict.state is State.RECOVERABLE)
        if verdict is not None and verdict.state is State.RECOVERABLE:
            self.rows.addWidget(Words(what_comes_back(verdict), strong=True))
        self.rows.addWidget(self.reason)
        self.another = PlainButton(translate("CannotOpen", "Open another journal…"), least=TOUCH)
        self.another.clicked.connect(self._choose)
        self.foot.insertWidget(0, self.another)
        self.foot.insertWidget(1, self.mend)

    def _choose(self) -> None:
        title = translate("CannotOpen", "Open another journal")
        folder = str(self.path.parent) if self.path is not None else ""
        chosen, _ = QFileDialog.getOpenFileName(self, title, folder)
        if chosen:
            self.path = Path(chosen)
            self.accept()

    def _mend(self) -> None:
        """Make the journal anew from its backup and all that was saved since; the file is kept."""
        try:
            if self.path is not None:
                repair(self.path, key=self._key)
        except JournalFault as fault:
            self.reason.say(faulted(fault.reason, fault.path))
        else:
            self.accept()


def other_journal(
    fault: JournalFault, path: Path, parent: QWidget | None, key: Key | None = None
) -> Path | None:
    """Ask what to open instead: the same journal again, made whole or not, another one, or None."""
    question = CannotOpen(fault, path, parent, _verdict(fault, path, key), key)
    return question.path if question.ask_once() else None


def _verdict(fault: JournalFault, path: Path, key: Key | None) -> Verdict | None:
    """Return what could be brought back of a journal that is damaged or gone."""
    if fault.reason not in _MENDABLE:
        return None
    try:
        return check(path, thorough=False, key=key)
    except JournalFault:
        return None


_MENDABLE = (
    JournalReason.DAMAGED,
    JournalReason.NOT_A_JOURNAL,
    JournalReason.MISSING,
    JournalReason.IO,
    JournalReason.UNLOCKED,
)


_WIDTH = 420


def _what_happened(fault: JournalFault, verdict: Verdict | None) -> str:
    """Return what the matter is; of damage the window says itself what can be done, and names no command."""
    harmed = fault.reason in (JournalReason.DAMAGED, JournalReason.NOT_A_JOURNAL)
    if harmed and verdict is not None and verdict.state is State.RECOVERABLE:
        return _recoverable(verdict)
    if fault.reason is JournalReason.DAMAGED and verdict is not None:
        return translate("CannotOpen", "The file is damaged.") + " " + what_comes_back(verdict)
    return faulted(fault.reason, fault.path)


def _recoverable(verdict: Verdict) -> str:
    if verdict.lacks:
        return taken_place(count_of_entries(verdict.lacks))
    if verdict.problems[0].flaw is Flaw.OLDER:
        return older_copy()
    return translate("CannotOpen", "The file is damaged. Nothing was changed.")


def _way_out(parent: QWidget | None) -> str:
    if parent is None:
        return translate("CannotOpen", "Close Painlog")
    return translate("CannotOpen", "Back")
