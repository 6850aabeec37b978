"""The form of something that was done: an activity that may matter, or a session of a therapy."""

from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from painlog.entries import Activity
from painlog.journal import Journal
from painlog.rules import one_of_each
from painlog.window.buttons import Chip, FlowLayout
from painlog.window.doors import NAMELESS
from painlog.window.forms.answers import MomentAnswer
from painlog.window.forms.chips import OneOf
from painlog.window.forms.form import Form
from painlog.window.forms.keeping import KeptLine, KeptText
from painlog.window.look import gap
from painlog.window.moments import MomentEdit
from painlog.window.offered import Offered
from painlog.window.panels import asking
from painlog.words import times

translate = QCoreApplication.translate

ACTIVITY, THERAPY = range(2)
"""What it was, in the order of the chips."""

_LENGTHS = (15, 30, 45, 60)
"""Minutes that one press sets."""


class ActivityForm(Form):
    """What it was, when, and how long."""

    entry: Activity

    def __init__(self, reader: Journal, entry: Activity, parent: QWidget | None = None) -> None:
        """Ask about `entry`."""
        title = (
            translate("ActivityForm", "Therapy") if entry.therapy else translate("ActivityForm", "Activity")
        )
        super().__init__(title, reader, entry, parent)
        self.name = KeptLine("" if entry.name == NAMELESS else entry.name)
        known = [*reader.patient().activities, *reader.activities_used(), *reader.therapies_used()]
        self.name.setCompleter(Offered(one_of_each(known), self.name))
        self.row(translate("ActivityForm", "What it was"), self.name, "name")
        asks = translate("ActivityForm", "Kind")
        labels = [translate("ActivityForm", "Something I did"), translate("ActivityForm", "A therapy")]
        self.kind = OneOf(labels, THERAPY if entry.therapy else ACTIVITY, name=asks)
        self.row(asks, self.kind, buddy=self.kind.chips[0])
        self.start = MomentEdit(
            entry.started_at, name=translate("ActivityForm", "Start"), clock=reader.clock, among_others=True
        )
        self.row(translate("ActivityForm", "When"), self.start, "started_at")
        self._ask_end()
        self.start.changed.connect(self._follow_start)
        self.note = KeptText(entry.note)
        asks = (
            translate("ActivityForm", "What it was for, and other notes")
            if entry.therapy
            else translate("ActivityForm", "Note")
        )
        self.row(asks, self.note)
        self.name.setFocus()

    def read(self) -> Activity:
        """Return what was done as the form tells of it."""
        return replace(
            self.entry,
            name=self.name.told(),
            started_at=self.start.moment,
            ended_at=self.end.moment,
            therapy=self.kind.current == THERAPY,
            note=self.note.told(),
        )

    def _ask_end(self) -> None:
        self.end = MomentAnswer(
            self.entry.ended_at,
            lambda: self._end_after(_LENGTHS[1]),
            asks=translate("ActivityForm", "Say when it ended…"),
            forget=translate("ActivityForm", "Not known when it ended"),
            name=translate("ActivityForm", "End"),
            clock=self.reader.clock,
        )
        self._began, self._is_end_told = self.start.moment, False
        self.end.edit.changed.connect(self._end_told)
        line = FlowLayout(spacing=gap(1.5))
        self.lengths = [Chip(times.duration(minutes), checkable=False) for minutes in _LENGTHS]
        for chip in self.lengths:
            chip.setAutoDefault(False)
            chip.clicked.connect(self._take_length)
            line.addWidget(chip)
        self.rows.addLayout(asking(translate("ActivityForm", "How long"), line, self.lengths[0]))
        self.row("", self.end, "ended_at")

    def _end_told(self) -> None:
        self._is_end_told = True

    def _follow_start(self) -> None:
        """Keep the length until the end itself was told here, as where the start alone is mended."""
        start, end = self.start.moment, self.end.moment
        if end is not None and not self._is_end_told:
            self.end.say(times.on_the_wall(end + (start - self._began), start))
        self._began = start

    def _take_length(self) -> None:
        pressed = self.sender()
        minutes = next(length for chip, length in zip(self.lengths, _LENGTHS, strict=True) if chip is pressed)
        self._is_end_told = False
        self.end.say(self._end_after(minutes))

    def _end_after(self, minutes: int) -> datetime:
        start = self.start.moment
        return times.on_the_wall(start + timedelta(minutes=minutes), start)
