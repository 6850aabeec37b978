"""A journal that is not as it was saved: what is the matter, and the offer to make it whole again."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from painlog.journal.checking import State, Verdict
from painlog.window.panels import Quiet, Words
from painlog.window.question import Question
from painlog.words import times
from painlog.words.entries import count_of_entries
from painlog.words.language import filled
from painlog.words.refusals import flawed, taken_place

translate = QCoreApplication.translate

_WIDTH = 420


class Damaged(Question):
    """Says what a check found, and asks whether to make the journal whole again."""

    def __init__(self, verdict: Verdict, parent: QWidget | None = None) -> None:
        """Show what is wrong, and what would come back."""
        super().__init__(_title(verdict), make_whole(verdict), parent)
        self.no.say(translate("Damaged", "Not now"))
        words = Words(_what_was_found(verdict))
        words.setMinimumWidth(_WIDTH)
        self.rows.addWidget(words)
        self.rows.addWidget(Words(what_comes_back(verdict), strong=True))
        if verdict.state is State.RECOVERABLE:
            self.rows.addWidget(Quiet(what_is_kept(verdict)))
        self.yes.setEnabled(verdict.state is State.RECOVERABLE)


def _title(verdict: Verdict) -> str:
    if verdict.lacks:
        return translate("Damaged", "Another file is in your journal's place")
    return translate("Damaged", "Your journal is damaged")


def _what_was_found(verdict: Verdict) -> str:
    if verdict.lacks:
        return taken_place(count_of_entries(verdict.lacks))
    found = dict.fromkeys(flawed(problem.flaw) for problem in verdict.problems)
    said = translate("Damaged", "This was found when it was opened: %1.", "what is wrong")
    return filled(said, ", ".join(found))


def make_whole(verdict: Verdict | None = None) -> str:
    """Return what the button of the offer says."""
    if verdict is not None and verdict.lacks:
        return translate("Damaged", "Bring mine back")
    return translate("Damaged", "Make it whole again")


def what_is_kept(verdict: Verdict) -> str:
    """Return what becomes of the file that is in the journal's place now."""
    if verdict.lacks:
        return translate(
            "Damaged",
            "The file that is there now is kept beside it, under another name. To bring the two together,"
            " open that one, export it as JSON, and import that here. If you put it there yourself, go on"
            " with it: your journal stays beside it.",
        )
    return translate("Damaged", "The damaged file is kept beside it, under another name.")


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
    return Damaged(verdict, parent).ask_once()
