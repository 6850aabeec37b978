"""The form of a check-in: background pain, and the other two questions of the PEG scale (Krebs 2009)."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from painlog.entries import CheckIn
from painlog.journal import Journal
from painlog.window.columns import Columns
from painlog.window.fields import Tick
from painlog.window.forms.answers import LevelAnswer
from painlog.window.forms.form import Form
from painlog.window.forms.keeping import KeptText, NumberField
from painlog.window.marked_days import refuse_mark
from painlog.window.moments import MomentEdit
from painlog.window.panels import Quiet

translate = QCoreApplication.translate


class CheckInForm(Form):
    """How it is, whether there was a flare-up, and the weekly questions."""

    entry: CheckIn

    def __init__(self, reader: Journal, entry: CheckIn, parent: QWidget | None = None) -> None:
        """Ask about `entry`."""
        super().__init__(translate("CheckInForm", "How it was"), reader, entry, parent)
        self.columns = Columns(2)
        self.rows.addWidget(self.columns)
        self._ask_how(entry)
        self._ask_weekly(entry)
        for number in (0, 1):
            self.columns.column(number).addStretch(1)
        self.background.pad.take_keyboard()

    def read(self) -> CheckIn:
        """Return the check-in as the form tells of it."""
        hours = self.sleep.number()
        told = replace(
            self.entry,
            at=self.at.moment,
            background=self.background.level,
            enjoyment=self.enjoyment.level,
            activity=self.activity.level,
            sleep_hours=None if hours is None else float(hours),
            no_flare_up=self.no_flare_up.isChecked(),
            note=self.note.told(),
        )
        refuse_mark(self.reader, told)
        return told

    def _ask_how(self, entry: CheckIn) -> None:
        into = self.columns.column(0)
        self.at = MomentEdit(entry.at, name=translate("CheckInForm", "When"), clock=self.reader.clock)
        self.row(translate("CheckInForm", "When"), self.at, "at", into=into)
        asks = translate("CheckInForm", "The pain that is always there")
        self.background = LevelAnswer(entry.background, name=asks)
        self.row(asks, self.background, "background", into=into, buddy=self.background.pad)
        self.no_flare_up = Tick(translate("CheckInForm", "No flare-up on this day"))
        self.no_flare_up.setChecked(entry.no_flare_up)
        into.addWidget(self.no_flare_up)
        self.reason_for("no_flare_up", self.no_flare_up, into)
        self.sleep = NumberField("sleep_hours", entry.sleep_hours)
        self.row(translate("CheckInForm", "Hours of sleep"), self.sleep, "sleep_hours", into=into)
        self.note = KeptText(entry.note)
        self.row(translate("CheckInForm", "Note"), self.note, into=into)

    def _ask_weekly(self, entry: CheckIn) -> None:
        into = self.columns.column(1)
        into.addWidget(Quiet(translate("CheckInForm", "Once a week, if you like: over the past week")))
        asks = translate("CheckInForm", "How much did pain keep you from enjoying life?")
        self.enjoyment = LevelAnswer(entry.enjoyment, name=asks)
        self.row(asks, self.enjoyment, "enjoyment", into=into, buddy=self.enjoyment.pad)
        asks = translate("CheckInForm", "How much did pain keep you from what you usually do?")
        self.activity = LevelAnswer(entry.activity, name=asks)
        self.row(asks, self.activity, "activity", into=into, buddy=self.activity.pad)
        into.addWidget(
            Quiet(
                translate(
                    "CheckInForm", "0: not at all, 10: completely. The first number is the pain itself."
                )
            )
        )
