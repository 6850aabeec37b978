"""The form of an appointment: when, with whom, what to ask, and what was answered."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog.entries import Appointment, Question
from painlog.journal import Journal
from painlog.window.buttons import LinkButton
from painlog.window.forms.form import Form
from painlog.window.forms.keeping import KeptLine, KeptText
from painlog.window.look import gap
from painlog.window.moments import MomentEdit
from painlog.window.panels import asking
from painlog.window.scrolling import follow_keyboard
from painlog.words.amounts import number
from painlog.words.language import filled

translate = QCoreApplication.translate


class QuestionRow(QWidget):
    """One question, and room for what was answered."""

    def __init__(self, question: Question, place: int) -> None:
        """Show `question`, the one numbered `place` from 1."""
        super().__init__()
        named = filled(translate("AppointmentForm", "Question %1"), number(place))
        self.text = KeptLine(
            question.text, named, hint=translate("AppointmentForm", "What do you want to ask?")
        )
        answered = filled(translate("AppointmentForm", "Answer to question %1"), number(place))
        self.answer = KeptLine(
            question.answer, answered, hint=translate("AppointmentForm", "What was answered")
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(gap(1))
        rows.addWidget(self.text)
        rows.addWidget(self.answer)

    def question(self) -> Question | None:
        """Return the question; None when nothing is written."""
        text, answer = self.text.told(), self.answer.told()
        return Question(text=text, answer=answer) if text or answer else None


class AppointmentForm(Form):
    """When and with whom it is, the questions for it, and what was said."""

    entry: Appointment

    def __init__(self, reader: Journal, entry: Appointment, parent: QWidget | None = None) -> None:
        """Ask about `entry`."""
        super().__init__(translate("AppointmentForm", "Appointment"), reader, entry, parent)
        self.at = MomentEdit(
            entry.at, name=translate("AppointmentForm", "When"), to_come=True, clock=reader.clock
        )
        self.row(translate("AppointmentForm", "When"), self.at, "at")
        self.with_whom = KeptLine(entry.with_whom)
        self.row(translate("AppointmentForm", "With whom"), self.with_whom, "with")
        self.questions: list[QuestionRow] = []
        self._questions = QVBoxLayout()
        self._questions.setSpacing(gap(3))
        self.rows.addLayout(asking(translate("AppointmentForm", "Questions"), self._questions))
        for question in entry.questions or (Question(text=""),):
            self._add(question)
        self.more = LinkButton(translate("AppointmentForm", "One more question"))
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._add_empty)
        self.rows.addWidget(self.more)
        self.note = KeptText(entry.note)
        self.row(translate("AppointmentForm", "What was said, and other notes"), self.note)
        if entry.at > reader.clock():
            self.with_whom.setFocus()
        else:
            self.note.setFocus()
            QTimer.singleShot(0, self.note, partial(follow_keyboard, self.note))

    def read(self) -> Appointment:
        """Return the appointment as the form tells of it; empty questions are left out."""
        told = (row.question() for row in self.questions)
        return replace(
            self.entry,
            at=self.at.moment,
            with_whom=self.with_whom.told(),
            questions=tuple(question for question in told if question is not None),
            note=self.note.told(),
        )

    def _add(self, question: Question) -> QuestionRow:
        row = QuestionRow(question, len(self.questions) + 1)
        self.questions.append(row)
        self._questions.addWidget(row)
        return row

    def _add_empty(self) -> None:
        row = self._add(Question(text=""))
        row.show()
        row.text.setFocus()
