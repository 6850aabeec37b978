"""The questions for an appointment: a line each, kept while they are typed, with it or until there is one."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QFocusEvent

from painlog.entries import Appointment, Question
from painlog.report.waiting import WAITING, all_asked, left_waiting, line_of, waiting_in
from painlog.window.fields import TextField

translate = QCoreApplication.translate

_PAUSE_MS = 1200
"""Somebody who stops typing for so long has written a question."""


class QuestionsField(TextField):
    """A line a question. What is typed goes up after a pause, or when the field is left."""

    asked_change = Signal(object)
    """The Appointment with its questions as they are now."""
    asked_draft = Signal(str, str)
    """The questions that wait for an appointment: the name they are kept under, and a line each."""

    def __init__(self) -> None:
        """Make a field without an appointment."""
        hint = translate("Appointment", "Add a question…")
        super().__init__(translate("Appointment", "I want to ask"), hint=hint)
        self._visit: Appointment | None = None
        self._waiting: tuple[Question, ...] = ()
        """What waits for an appointment, as it was typed last."""
        self._kept: tuple[Question, ...] = ()
        """What waits, as it was shown last."""
        self._is_typed = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.hand_up)
        self.textChanged.connect(self._typed)

    def show_visit(self, visit: Appointment | None, waiting: tuple[Question, ...] = ()) -> None:
        """Show the questions of `visit` and what waits besides; what is being typed for the same one stays.

        Without an appointment all that is typed waits for one.
        """
        same = (visit and visit.id) == (self._visit and self._visit.id)
        if not same:
            self.hand_up()
        is_typing = same and self._pause.isActive()
        is_new = visit != self._visit or waiting != self._kept  # else it may be that it cannot be kept yet
        self._visit, self._kept = visit, waiting
        self._waiting = waiting if is_new else self._waiting
        shown = [line_of(question) for question in all_asked(visit, waiting)]
        stands = self._plain().splitlines()
        if waiting and sorted(shown) == sorted(stands):
            return  # one that waits stays where it was typed, and so does the cursor
        if not is_typing and (is_new or visit is not None) and shown != stands:
            self.blockSignals(True)
            self.setPlainText("\n".join(shown))
            self.blockSignals(False)

    def hand_up(self) -> None:
        """Send up what was typed, if anything was."""
        self._pause.stop()
        visit, is_typed = self._visit, self._is_typed
        self._is_typed = False
        if not is_typed:
            return
        if visit is None:
            self._wait_with(self._plain())
            return
        waiting, typed = left_waiting(self._waiting, visit.questions).splitlines(), self._plain().splitlines()
        lines = [line for line in self.toPlainText().splitlines() if " ".join(line.split()) not in waiting]
        asked = with_answers(lines, visit.questions)
        if asked != visit.questions:
            self._visit = replace(visit, questions=asked)
            self.asked_change.emit(self._visit)
        self._wait_with("\n".join(line for line in waiting if line in typed))

    def _wait_with(self, lines: str) -> None:
        """Let these questions wait: no appointment has them, nor loses them when what was typed is undone."""
        if (waiting := waiting_in(lines)) != self._waiting:
            self._waiting = waiting
            self.asked_draft.emit(WAITING, lines)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Send up what was typed."""
        super().focusOutEvent(event)
        self.hand_up()

    def _typed(self) -> None:
        self._is_typed = True
        self._pause.start()

    def _plain(self) -> str:
        lines = (" ".join(line.split()) for line in self.toPlainText().splitlines())
        return "\n".join(line for line in lines if line)


def with_answers(lines: Sequence[str], before: Sequence[Question]) -> tuple[Question, ...]:
    """Return a question for each line that says something, then the answers without one, which have no line.

    One whose line stayed is as it was, with its answer; one whose words changed takes the answer of a line
    that is gone.
    """
    texts = [line.strip() for line in lines if line.strip()]
    left = [question for question in before if line_of(question)]
    kept = [_taken_out(left, text) for text in texts]
    orphans = iter([question.answer for question in left])
    asked = (
        question or Question(text=text, answer=next(orphans, ""))
        for text, question in zip(texts, kept, strict=True)
    )
    return *asked, *(question for question in before if not line_of(question))


def _taken_out(questions: list[Question], text: str) -> Question | None:
    """Return the first of the questions with that line, which is then no more among them."""
    found = next((question for question in questions if line_of(question) == text), None)
    if found is not None:
        questions.remove(found)
    return found
