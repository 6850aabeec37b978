"""Who the page is about: name and birth date, both left out where they are not wanted."""

import re
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from painlog.entries import Patient
from painlog.window.fields import Field
from painlog.window.panels import Quiet, asking
from painlog.window.question import Question
from painlog.window.reasons import Reason
from painlog.words.clocks import in_figures
from painlog.words.language import filled
from painlog.words.times import day_comes_first

translate = QCoreApplication.translate

_OLDEST = 1880
_FOR_EXAMPLE = date(1961, 5, 14)
_YEAR_DIGITS = 4
_NUMBERS = re.compile(r"(\d{1,4})[-./ ]+(\d{1,2})[-./ ]+(\d{1,4})")
_A_CENTURY = 100


class WhoQuestion(Question):
    """Asks for name and birth date; what can't be read as a date is said beside it."""

    keeps = True

    def __init__(self, patient: Patient, today: date, parent: QWidget | None = None) -> None:
        """Show what is known of `patient`."""
        title = translate("Who", "Name and birth date")
        super().__init__(title, translate("Who", "Keep"), parent)
        self._patient = patient
        self._today = today
        self.name = Field(translate("Who", "Name"))
        self.name.setText(patient.name)
        self.born = Field(translate("Who", "Birth date"), hint=in_figures(_FOR_EXAMPLE))
        self.born.setText(in_figures(patient.born) if patient.born is not None else "")
        self.fault = Reason()
        self.born.textChanged.connect(self.fault.say_nothing)
        for label, field in (
            (translate("Who", "Name"), self.name),
            (translate("Who", "Birth date"), self.born),
        ):
            self.rows.addLayout(asking(label, field))
        self.rows.addWidget(self.fault)
        self.rows.addWidget(
            Quiet(translate("Who", "They stand on the page only, and never leave this computer."))
        )
        self.name.setFocus()

    def accept(self) -> None:
        """Close, unless the birth date can't be read."""
        if self.born.text().strip() and read_date(self.born.text(), self._today) is None:
            said = translate("Who", "This can't be read as a date. Write it like %1, or leave it empty.")
            self.fault.say(filled(said, in_figures(_FOR_EXAMPLE)))
            self.born.setFocus()
            return
        super().accept()

    @property
    def patient(self) -> Patient:
        """The patient as told."""
        born = read_date(self.born.text(), self._today)
        return replace(self._patient, name=" ".join(self.name.text().split()), born=born)


def ask_who(parent: QWidget, patient: Patient, today: date) -> Patient | None:
    """Return the patient as told, None when the question was left or nothing in it was changed."""
    question = WhoQuestion(patient, today, parent)
    told = question.patient if question.ask_once() else patient
    return told if told != patient else None


def read_date(text: str, today: date) -> date | None:
    """Return the past day that `text` means, in the region's own order or as 1961-05-14, or None."""
    parts = _NUMBERS.fullmatch(text.strip())
    if parts is None:
        return None
    first, second, third = parts.groups()
    if len(first) == _YEAR_DIGITS:
        year, month, day = first, second, third
    else:
        day, month, year = (first, second, third) if day_comes_first() else (second, first, third)
    return _past_day(int(year), int(month), int(day), today)


def _past_day(year: int, month: int, day: int, today: date) -> date | None:
    if year < _A_CENTURY:
        year += today.year // _A_CENTURY * _A_CENTURY
        year -= _A_CENTURY if year > today.year else 0
    try:
        told = date(year, month, day)
    except ValueError:
        return None
    return told if told.year >= _OLDEST and told <= today else None
