"""About me: name, waking hours, the activities that may matter, and where it usually hurts."""

from dataclasses import replace
from datetime import time

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from painlog.entries import Patient
from painlog.rules import USUAL_WAKING
from painlog.window.body_map import BodyMap
from painlog.window.columns import Columns
from painlog.window.fields import Field, TextField, Tick
from painlog.window.flow import FlowLayout
from painlog.window.look import gap
from painlog.window.moments import TimeField, time_typed
from painlog.window.panels import Quiet, Words, asking
from painlog.window.question import Question
from painlog.window.reasons import Reason
from painlog.window.today.others import MOST_ACTIVITIES
from painlog.words.amounts import number
from painlog.words.language import filled
from painlog.words.times import hours

translate = QCoreApplication.translate


class WakingHours(QWidget):
    """From when until when the person is usually awake."""

    told = Signal()
    """One of the two times was typed or moved."""

    def __init__(self, waking: tuple[time, time] | None) -> None:
        """Show `waking`, or what is assumed."""
        super().__init__()
        self.begin = TimeField(translate("AboutMe", "Awake from"))
        self.end = TimeField(translate("AboutMe", "Awake until"))
        self.reasons = (Reason(self), Reason(self))
        """Why one of the two was not taken; whoever shows the hours gives them a place below."""
        self.length = Quiet()
        """How long that is: where two times were mixed up, or are the same, it tells what comes of them.

        Whoever shows the hours gives it a place beside them.
        """
        self.length.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap(2))
        asked = (translate("AboutMe", "from"), self.begin), (translate("AboutMe", "until"), self.end)
        for (words, field), clock in zip(asked, waking or USUAL_WAKING, strict=True):
            field.show_time(clock)
            field.textEdited.connect(self.told)
            field.typed.connect(self.told)
            label = Words(words)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
        for field, reason in zip((self.begin, self.end), self.reasons, strict=True):
            field.say_in(reason)
        self.told.connect(self._tell_length)
        self._tell_length()

    @property
    def waking(self) -> tuple[time, time] | None:
        """The hours that are shown; None while one of them is no time."""
        begin, end = time_typed(self.begin.text()), time_typed(self.end.text())
        return (begin, end) if begin is not None and end is not None else None

    def go_back(self) -> None:
        """Show the last two times that could be read, instead of what cannot."""
        for field in (self.begin, self.end):
            field.show_time(field.shown)
        self._tell_length()

    def _tell_length(self) -> None:
        self.length.setText(_length(*self.waking) if self.waking is not None else "")


class WakingRow(QWidget):
    """The same hours with a tick before them; left alone they stay unsaid."""

    def __init__(self, waking: tuple[time, time] | None) -> None:
        """Show `waking`, or what is assumed."""
        super().__init__()
        self.told = Tick(translate("AboutMe", "I am usually awake"))
        self.told.setChecked(waking is not None)
        self.hours = WakingHours(waking)
        self.hours.told.connect(self._tell)
        self.told.toggled.connect(self._told_or_not)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(1))
        row = FlowLayout(spacing=gap(2))
        row.addWidget(self.told)
        row.addWidget(self.hours)
        row.addWidget(self.hours.length)
        column.addLayout(row)
        for reason in self.hours.reasons:
            column.addWidget(reason)

    @property
    def waking(self) -> tuple[time, time] | None:
        """The hours as told; None when they were not."""
        return self.hours.waking if self.told.isChecked() else None

    def _tell(self) -> None:
        self.told.setChecked(True)

    def _told_or_not(self, is_told: bool) -> None:  # noqa: FBT001 - the signal's own shape
        """Hours that are not told keep nobody from going on: what cannot be read of them goes."""
        if not is_told:
            self.hours.go_back()


class AboutMe(Question):
    """What the buttons offer and the page says about the person. Every row can be left empty."""

    keeps = True

    def __init__(self, patient: Patient, parent: QWidget | None = None) -> None:
        """Show what is known."""
        super().__init__(translate("AboutMe", "About me"), translate("AboutMe", "Keep"), parent)
        self._patient = patient
        self.name = Field(translate("AboutMe", "Name for the page"))
        self.name.setText(patient.name)
        self.waking = WakingRow(patient.waking)
        self.activities = TextField(translate("AboutMe", "Activities that may matter"), most=8)
        self.activities.setPlainText("\n".join(patient.activities))
        self.where = BodyMap()
        self.where.show_regions(patient.usual_regions)
        columns = Columns(2)
        self.rows.addWidget(columns)
        left, right = columns.column(0), columns.column(1)
        left.addLayout(asking(translate("AboutMe", "Name for the page"), self.name))
        left.addLayout(asking(translate("AboutMe", "Waking hours"), self.waking))
        activities = translate("AboutMe", "Activities that may matter, one a line")
        left.addLayout(asking(activities, self.activities))
        right.addLayout(asking(translate("AboutMe", "Where it usually hurts"), self.where))
        right.addWidget(
            Quiet(translate("AboutMe", "These places are already marked when you say where a flare-up is."))
        )
        log_them = translate(
            "AboutMe",
            "At most %1. Log them also when nothing hurts afterwards: only then can the journal show what"
            " goes with flare-ups.",
        )
        left.addWidget(Quiet(filled(log_them, number(MOST_ACTIVITIES))))
        self.fault = Reason()
        self.activities.textChanged.connect(self.fault.say_nothing)
        left.addWidget(self.fault)
        for column in (left, right):
            column.addStretch(1)
        self.name.setFocus()

    @property
    def patient(self) -> Patient:
        """The patient as told; the birth date stays as it was."""
        return replace(
            self._patient,
            name=" ".join(self.name.text().split()),
            waking=self.waking.waking,
            activities=self._activities(),
            usual_regions=self.where.regions(),
        )

    def accept(self) -> None:
        """Close, unless there are more activities than the buttons can show."""
        if len(self._activities()) > MOST_ACTIVITIES:
            said = translate(
                "AboutMe", "These are more than %1. Please keep the ones that matter most to you."
            )
            self.fault.say(filled(said, number(MOST_ACTIVITIES)))
            self.activities.setFocus()
            return
        super().accept()

    def _as_told(self) -> object:
        return self.patient, super()._as_told()

    def _activities(self) -> tuple[str, ...]:
        lines = (" ".join(line.split()) for line in self.activities.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))


def ask_about_me(parent: QWidget, patient: Patient) -> Patient | None:
    """Return the patient as told, None when the question was left."""
    question = AboutMe(patient, parent)
    return question.patient if question.ask_once() else None


def _length(begin: time, end: time) -> str:
    """Return how long somebody is awake, as patterns count it: past midnight where that ends first."""
    minutes = (60 * (end.hour - begin.hour) + end.minute - begin.minute) % (24 * 60)
    return hours(minutes / 60) if minutes else translate("AboutMe", "day and night")
