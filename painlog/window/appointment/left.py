"""The left side of the tab: the appointment, what the page shows, what to ask, and where the page goes."""

from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from painlog.entries import Appointment, Question
from painlog.report.page import Choices
from painlog.window.announcing import announce
from painlog.window.appointment.choices import ChoicesPanel
from painlog.window.appointment.days import DaysPanel
from painlog.window.appointment.questions import QuestionsField
from painlog.window.appointment.visits import VisitList
from painlog.window.buttons import LinkButton, PlainButton, Tone
from painlog.window.look import TOUCH, gap
from painlog.window.panels import Quiet, Words
from painlog.window.scrolling import follow_keyboard
from painlog.words import times

translate = QCoreApplication.translate


class LeftSide(QWidget):
    """Everything that is chosen, typed and pressed beside the page; it decides nothing itself."""

    def __init__(self, choices: Choices) -> None:
        """Show `choices`."""
        super().__init__()
        self.visit = PlainButton(translate("Appointment", "Write down the appointment…"), least=TOUCH)
        self.back = LinkButton(translate("Appointment", "Back to the coming appointment"))
        self.days = DaysPanel()
        self.choices = ChoicesPanel(choices)
        self.who = LinkButton(translate("Appointment", "Name and birth date…"))
        self.questions = QuestionsField()
        self.no_visit = Quiet(
            translate(
                "Appointment", "Your questions wait here, and go with the appointment that you write down."
            )
        )
        self.print_it = PlainButton(translate("Appointment", "Print…"), tone=Tone.ACCENT, least=TOUCH)
        self.save = PlainButton(translate("Appointment", "Save as PDF…"), least=TOUCH)
        self.list = PlainButton(translate("Appointment", "The full list…"), least=TOUCH)
        self.copy = PlainButton(translate("Appointment", "Copy picture"), least=TOUCH)
        self.said = Words()
        self.said.hide()
        self.visits = VisitList()
        self.visits.left_keyboard.connect(self._take_keyboard)
        self.another = LinkButton(translate("Appointment", "Another appointment…"))
        self._lay_out()

    def show_visit(
        self, visit: Appointment | None, waiting: tuple[Question, ...], *, is_coming: bool, today: date
    ) -> None:
        """Show the appointment the page is for, and the questions that wait besides."""
        if visit is None:
            self.visit.say(translate("Appointment", "Write down the appointment…"))
        else:
            is_near = abs((visit.at.date() - today).days) < 200
            when = times.moment(visit.at) if is_near else times.full_moment(visit.at)
            self.visit.say(when, " ".join(visit.with_whom.split()))
        self.back.setVisible(not is_coming)
        self.questions.show_visit(visit, waiting)
        self.no_visit.setVisible(visit is None)

    def _take_keyboard(self) -> None:
        """Give the keyboard to the way back, or to the appointment that the page is for."""
        (self.visit if self.back.isHidden() else self.back).setFocus(Qt.FocusReason.TabFocusReason)

    def say(self, sentence: str) -> None:
        """Show what came of a press, wherever the buttons were scrolled to: saved, printed, or why not."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)
            QTimer.singleShot(0, self.said, lambda: follow_keyboard(self.said))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(gap(4.5), gap(4), gap(4.5), gap(4))
        column.setSpacing(gap(2))
        self._add(column, translate("Appointment", "Appointment"), self.visit, self.back)
        self._add(column, translate("Appointment", "The page shows"), self.days, self.choices, self.who)
        self._add(column, translate("Appointment", "I want to ask"), self.questions, self.no_visit)
        buttons = QGridLayout()
        buttons.setSpacing(gap(2))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)  # in large letters their words need two lines
        for place, button in enumerate((self.print_it, self.save, self.list, self.copy)):
            button.setSizePolicy(policy)
            buttons.addWidget(button, place // 2, place % 2)
        column.addLayout(buttons)
        column.addWidget(self.said)
        self._add(column, translate("Appointment", "Other appointments"), self.visits, self.another)
        column.addStretch(1)

    def _add(self, column: QVBoxLayout, title: str, *widgets: QWidget) -> None:
        column.addSpacing(gap(1))
        column.addWidget(Quiet(title, strong=True))
        for widget in widgets:
            column.addWidget(widget)
