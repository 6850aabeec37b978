"""About me: name, waking hours, activities that may matter; and the three questions of the first start."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from painlog.entries import Patient
from painlog.medicines import Medicine
from painlog.window.buttons import PlainButton
from painlog.window.fields import Field, TextField, Tick
from painlog.window.look import gap
from painlog.window.moments import TimeField, time_typed
from painlog.window.panels import Quiet, Words
from painlog.window.question import Question
from painlog.words.amounts import medicine_name

translate = QCoreApplication.translate

AskMedicine: TypeAlias = Callable[[QWidget], Medicine | None]
"""Asks for one medicine in its form."""

USUAL_WAKING = (time(7), time(23))
"""What is assumed until somebody says otherwise."""
MOST_ACTIVITIES = 12


class WakingRow(QWidget):
    """From when until when the person is usually awake; left alone it stays unsaid."""

    def __init__(self, waking: tuple[time, time] | None, parent: QWidget | None = None) -> None:
        """Show `waking`, or what is assumed."""
        super().__init__(parent)
        begin, end = waking or USUAL_WAKING
        self.told = Tick(translate("AboutMe", "I am usually awake"))
        self.told.setChecked(waking is not None)
        self.begin = TimeField(translate("AboutMe", "Awake from"))
        self.end = TimeField(translate("AboutMe", "Awake until"))
        for field, clock in ((self.begin, begin), (self.end, end)):
            field.show_time(clock)
            field.textEdited.connect(self._tell)
            field.typed.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap(2))
        row.addWidget(self.told)
        for words, field in (
            (translate("AboutMe", "from"), self.begin),
            (translate("AboutMe", "until"), self.end),
        ):
            label = Words(words)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
        row.addStretch(1)

    @property
    def waking(self) -> tuple[time, time] | None:
        """The hours as told; None when they were not."""
        begin, end = time_typed(self.begin.text()), time_typed(self.end.text())
        return (begin, end) if self.told.isChecked() and begin is not None and end is not None else None

    def _tell(self) -> None:
        self.told.setChecked(True)


class AboutMe(Question):
    """What the buttons offer and the page says about the person. Every row can be left empty."""

    def __init__(self, patient: Patient, parent: QWidget | None = None) -> None:
        """Show what is known."""
        super().__init__(translate("AboutMe", "About me"), translate("AboutMe", "Keep"), parent)
        self._patient = patient
        self.name = Field(translate("AboutMe", "Name for the page"))
        self.name.setText(patient.name)
        self.waking = WakingRow(patient.waking)
        self.activities = TextField(translate("AboutMe", "Activities that may matter"), most=8)
        self.activities.setPlainText("\n".join(patient.activities))
        _row(self.rows, translate("AboutMe", "Name for the page"), self.name)
        _row(self.rows, translate("AboutMe", "Waking hours"), self.waking)
        _row(self.rows, translate("AboutMe", "Activities that may matter, one a line"), self.activities)
        self.rows.addWidget(
            Quiet(
                translate(
                    "AboutMe",
                    "At most 12. Log them also when nothing hurts afterwards: only then can the journal show"
                    " what goes with flare-ups.",
                )
            )
        )
        self.fault = Words("")
        self.fault.hide()
        self.rows.addWidget(self.fault)

    @property
    def patient(self) -> Patient:
        """The patient as told; birth date and usual places stay as they were."""
        return replace(
            self._patient,
            name=" ".join(self.name.text().split()),
            waking=self.waking.waking,
            activities=self._activities(),
        )

    def accept(self) -> None:
        """Close, unless there are more activities than the buttons can show."""
        if len(self._activities()) > MOST_ACTIVITIES:
            self.fault.setText(
                translate("AboutMe", "These are more than 12. Please keep the ones that matter most to you.")
            )
            self.fault.show()
            self.activities.setFocus()
            return
        super().accept()

    def _activities(self) -> tuple[str, ...]:
        lines = (" ".join(line.split()) for line in self.activities.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """What was told at the first start."""

    medicines: tuple[Medicine, ...]
    patient: Patient


class FirstStart(Question):
    """Three questions that can each be skipped: medicines, waking hours, name for the page."""

    def __init__(self, patient: Patient, ask_medicine: AskMedicine, parent: QWidget | None = None) -> None:
        """Ask about `patient`; `ask_medicine` opens the form of a medicine."""
        super().__init__(translate("AboutMe", "Welcome to Painlog"), translate("AboutMe", "Start"), parent)
        self.no.say(translate("AboutMe", "Skip all"))
        self._patient = patient
        self._ask_medicine = ask_medicine
        self.medicines: list[Medicine] = []
        welcome = translate(
            "AboutMe",
            "Three questions make the buttons fit you. You can skip each of them, and change every answer"
            " later. All you tell stays on this computer.",
        )
        self.rows.addWidget(Words(welcome))
        self._ask_medicines()
        self.waking = WakingRow(patient.waking)
        _row(self.rows, translate("AboutMe", "2. When are you usually awake?"), self.waking)
        self.name = Field(
            translate("AboutMe", "Name"), hint=translate("AboutMe", "Leave it empty if you like")
        )
        self.name.setText(patient.name)
        _row(
            self.rows,
            translate("AboutMe", "3. Which name should stand on the page for your doctor?"),
            self.name,
        )

    @property
    def answers(self) -> FirstAnswers:
        """What was told."""
        patient = replace(self._patient, name=" ".join(self.name.text().split()), waking=self.waking.waking)
        return FirstAnswers(tuple(self.medicines), patient)

    def _ask_medicines(self) -> None:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(1))
        self.listed = Words("")
        self.listed.hide()
        self.add = PlainButton(translate("AboutMe", "Add a medicine…"))
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._add)
        column.addWidget(self.listed)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        _row(self.rows, translate("AboutMe", "1. Which medicines do you take for the pain?"), block)

    def _add(self) -> None:
        medicine = self._ask_medicine(self)
        if medicine is not None:
            self.medicines.append(medicine)
            self.listed.setText("\n".join(medicine_name(each) for each in self.medicines))
            self.listed.show()
            self.add.say(translate("AboutMe", "Add another medicine…"))


def ask_about_me(parent: QWidget, patient: Patient) -> Patient | None:
    """Return the patient as told, None when the question was left."""
    question = AboutMe(patient, parent)
    told = question.patient if question.ask() else None
    question.deleteLater()
    return told


def ask_first(parent: QWidget, patient: Patient, ask_medicine: AskMedicine) -> FirstAnswers | None:
    """Return what was told at the first start, None when all of it was skipped."""
    question = FirstStart(patient, ask_medicine, parent)
    told = question.answers if question.ask() else None
    question.deleteLater()
    return told


def _row(rows: QVBoxLayout, words: str, widget: QWidget) -> None:
    label = Quiet(words, strong=True)
    label.setBuddy(widget)
    rows.addWidget(label)
    rows.addWidget(widget)
