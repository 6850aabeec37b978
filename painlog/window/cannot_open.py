"""A journal that does not open: what is the matter, and what can be done. Its file is not touched."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from painlog.journal import JournalFault
from painlog.window.buttons import PlainButton
from painlog.window.look import TOUCH
from painlog.window.panels import Quiet, Words
from painlog.window.question import Question
from painlog.words.refusals import faulted

translate = QCoreApplication.translate


class CannotOpen(Question):
    """Says why a journal does not open, and offers another."""

    def __init__(self, fault: JournalFault, path: Path, parent: QWidget | None = None) -> None:
        """Say what is the matter with the journal at `path`."""
        title = translate("CannotOpen", "This journal could not be opened")
        super().__init__(title, translate("CannotOpen", "Try again"), parent)
        self.path: Path | None = path
        self.no.say(_way_out(parent))
        said = Words(faulted(fault.reason, fault.path))
        said.setMinimumWidth(_WIDTH)
        self.rows.addWidget(said)
        self.rows.addWidget(Quiet(str(path)))
        self.another = PlainButton(translate("CannotOpen", "Open another journal…"), least=TOUCH)
        self.another.clicked.connect(self._choose)
        self.foot.insertWidget(0, self.another)

    def _choose(self) -> None:
        title = translate("CannotOpen", "Open another journal")
        folder = str(self.path.parent) if self.path is not None else ""
        chosen, _ = QFileDialog.getOpenFileName(self, title, folder)
        if chosen:
            self.path = Path(chosen)
            self.accept()


def other_journal(fault: JournalFault, path: Path, parent: QWidget | None) -> Path | None:
    """Ask what to open instead: the same journal again, another one, or None."""
    question = CannotOpen(fault, path, parent)
    return question.path if question.ask() else None


_WIDTH = 420


def _way_out(parent: QWidget | None) -> str:
    if parent is None:
        return translate("CannotOpen", "Close Painlog")
    return translate("CannotOpen", "Back")
