"""The first start: three questions at the side of Today, one after the other, and none of them in the way."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from painlog.entries import Patient
from painlog.journal import Journal
from painlog.window import lettering
from painlog.window.about_me import WakingHours
from painlog.window.buttons import FlowLayout, LinkButton, PlainButton, Tone
from painlog.window.fields import Field
from painlog.window.look import BODY, FIELD, SMALL, gap
from painlog.window.meant import first_unread
from painlog.window.panels import Heading, Panel, Quiet
from painlog.window.today.asks import Asks
from painlog.words.amounts import medicine_name, number
from painlog.words.language import filled

translate = QCoreApplication.translate

WERE_ASKED = "first questions"
"""The name under which the journal keeps that the questions were answered or skipped."""
MEDICINES, WAKING, NAME = range(3)
"""The questions, in their order."""

_NAME_WIDTH = gap(60)


class Welcome(Panel):
    """Asks for medicines, waking hours, and the name for the page. Each answer is written when given."""

    left = Signal()
    """All were answered or skipped."""

    def __init__(self, asks: Asks, journal: Journal, parent: QWidget | None = None) -> None:
        """Begin with the first question."""
        super().__init__("", parent)
        self._asks = asks
        self._journal = journal
        self.setAccessibleName(translate("Welcome", "Welcome to Painlog"))
        self.body.addLayout(self._head())
        self.promise = Quiet(_promise())
        """What happens to what is told; what else there is to know about it stands here."""
        self.body.addWidget(self.promise)
        self.body.addWidget(Quiet(_lock()))
        self._question = Heading(size=BODY)
        self.body.addWidget(self._question)
        self._listed = Quiet()
        self.body.addWidget(self._listed)
        self.body.addLayout(self._answers())
        for reason in self.waking.reasons:
            self.body.addWidget(reason)
        self._ask(MEDICINES)

    def show_medicines(self) -> None:
        """Show which medicines are written down by now."""
        names = [medicine_name(each) for each in self._journal.medicines()]
        self._listed.setText(", ".join(names))
        self._listed.setVisible(bool(names) and self._at == MEDICINES)
        self.add.say(
            translate("Welcome", "Add another medicine…")
            if names
            else translate("Welcome", "Add a medicine…")
        )
        self.go_on.setVisible(self._at != MEDICINES or bool(names))
        self.skip.setVisible(self._at != MEDICINES or not names)

    def take_keyboard(self) -> None:
        """Give the keyboard to what answers the question."""
        answers = {MEDICINES: self.add, WAKING: self.waking.begin, NAME: self.name}
        answers[self._at].setFocus(Qt.FocusReason.TabFocusReason)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(Heading(translate("Welcome", "Welcome to Painlog"), size=1.25), 1)
        self.skip_all = LinkButton(translate("Welcome", "Skip all questions"), size=SMALL)
        self.skip_all.clicked.connect(self._finish)
        line.addWidget(self.skip_all, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _answers(self) -> FlowLayout:
        line = FlowLayout(spacing=gap(2))
        self.add = PlainButton("")
        self.add.clicked.connect(self._add_medicine)
        self.waking = WakingHours(self._journal.patient().waking)
        self.name = Field(
            translate("Welcome", "Name for the page"), hint=translate("Welcome", "Leave it empty if you like")
        )
        self.name.setText(self._journal.patient().name)
        for field in (self.name, self.waking.begin, self.waking.end):
            field.returnPressed.connect(self._keep)
        self.go_on = PlainButton("", tone=Tone.STRONG)
        self.go_on.clicked.connect(self._keep)
        self.skip = PlainButton(translate("Welcome", "Skip"))
        self.skip.clicked.connect(self._go_on)
        for widget in (self.add, self.waking, self.waking.length, self.name, self.go_on, self.skip):
            line.addWidget(widget)
        for field in (self.name, self.waking.begin, self.waking.end):
            field.setMinimumHeight(self.go_on.least if field is self.name else FIELD)
        return line

    def _ask(self, question: int) -> None:
        self._at = question
        said = filled(
            translate("Welcome", "%1 of 3: %2", "which, a question"), number(question + 1), _asked()[question]
        )
        self._question.setText(said)
        self.add.setVisible(question == MEDICINES)
        for widget in (self.waking, self.waking.length):
            widget.setVisible(question == WAKING)
        self.name.setVisible(question == NAME)
        hint = lettering.width(self.name.placeholderText(), self.name.font())
        self.name.setMinimumWidth(max(_NAME_WIDTH, hint + gap(8)))
        self.go_on.say(
            translate("Welcome", "Next question")
            if question == MEDICINES
            else translate("Welcome", "Keep it", "the answer")
        )
        self.show_medicines()

    def _add_medicine(self) -> None:
        self._asks.new_medicine.emit()
        self.show_medicines()

    def _keep(self) -> None:
        """Write the answer down, where it says something new, and go on; not while it cannot be read."""
        if first_unread(self) is not None:
            return
        patient = self._journal.patient()
        told = self._told(patient)
        if told != patient:
            self._asks.describe.emit(told)
        self._go_on()

    def hand_up(self) -> None:
        """Write the answer down that is being typed, as far as it can be read."""
        patient = self._journal.patient()
        if (told := self._told(patient)) != patient:
            self._asks.describe.emit(told)

    def _told(self, patient: Patient) -> Patient:
        if self._at == WAKING:
            return replace(patient, waking=self.waking.waking or patient.waking)
        return replace(patient, name=" ".join(self.name.text().split())) if self._at == NAME else patient

    def _go_on(self) -> None:
        if self._at == NAME:
            self._finish()
            return
        self.waking.go_back()
        had_keyboard = self.isAncestorOf(self.window().focusWidget())
        self._ask(self._at + 1)
        if had_keyboard:
            self.take_keyboard()

    def _finish(self) -> None:
        self._asks.keep.emit(WERE_ASKED, "yes")
        self.left.emit()


def is_to_be_asked(journal: Journal) -> bool:
    """Tell whether the journal is new and its questions were neither answered nor skipped."""
    return not journal.has_entries() and not journal.medicines() and not journal.kept(WERE_ASKED)


def _promise() -> str:
    return translate(
        "Welcome",
        "Three questions make the buttons fit you. They can wait, and every answer can be changed later."
        " All you tell stays on this computer.",
    )


def _asked() -> tuple[str, ...]:
    return (
        translate("Welcome", "Which medicines do you take for the pain?"),
        translate("Welcome", "When are you usually awake?"),
        translate("Welcome", "Which name goes on the page for your doctor?"),
    )


def _lock() -> str:
    return translate(
        "Welcome", "You can lock it with a passphrase, now or later: Journal → Passphrase and lock… (Ctrl+L)"
    )
