"""A journal that is not as it was saved: what is the matter, and the offer to make it whole again."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from painlog.journal.checking import State, Verdict
from painlog.window.panels import Quiet, Words
from painlog.window.question import Question
from painlog.words import times
from painlog.words.language import filled
from painlog.words.refusals import flawed

translate = QCoreApplication.translate

_WIDTH = 420


class Damaged(Question):
    """Says what a check found, and asks whether to make the journal whole again."""

    def __init__(self, verdict: Verdict, parent: QWidget | None = None) -> None:
        """Show what is wrong, and what would come back."""
        super().__init__(translate("Damaged", "Your journal is damaged"), make_whole(), parent)
        self.no.say(translate("Damaged", "Not now"))
        found = dict.fromkeys(flawed(problem.flaw) for problem in verdict.problems)
        said = translate("Damaged", "This was found when it was opened: %1.", "what is wrong")
        words = Words(filled(said, ", ".join(found)))
        words.setMinimumWidth(_WIDTH)
        self.rows.addWidget(words)
        self.rows.addWidget(Words(what_comes_back(verdict), strong=True))
        if verdict.state is State.RECOVERABLE:
            kept = translate("Damaged", "The damaged file is kept beside it, under another name.")
            self.rows.addWidget(Quiet(kept))
        self.yes.setEnabled(verdict.state is State.RECOVERABLE)


def make_whole() -> str:
    """Return what the button of the offer says."""
    return translate("Damaged", "Make it whole again")


def what_comes_back(verdict: Verdict) -> str:
    """Return what of the journal would come back."""
    if verdict.state is not State.RECOVERABLE:
        return translate(
            "Damaged",
            "There is no whole backup beside it. Nothing was changed; please keep the file, and look for a"
            " copy of it elsewhere.",
        )
    if verdict.lost_since is None:
        return translate("Damaged", "Everything that was saved can be brought back.")
    since = translate("Damaged", "What was saved until %1 can be brought back.", "day and time")
    return filled(since, times.full_moment(verdict.lost_since.astimezone()))


def may_make_whole(verdict: Verdict, parent: QWidget) -> bool:
    """Ask whether to make the journal whole again."""
    return Damaged(verdict, parent).ask()
