"""A flare-up that began earlier: when, how bad, what set it off, and whether it is over, in a small panel."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from painlog.entries import FlareUp, Reading, Refused, refuse_the_future
from painlog.journal import Journal
from painlog.window.buttons import Chip, FlowLayout, PlainButton, Tone
from painlog.window.look import BODY, gap
from painlog.window.meant import first_unread
from painlog.window.moments import MomentEdit
from painlog.window.pads import LevelPad
from painlog.window.panels import Heading
from painlog.window.reasons import Reason
from painlog.window.scrolling import show_once_placed
from painlog.window.today import flaring
from painlog.window.today.asks import Asks
from painlog.window.today.choosing import WordChips
from painlog.window.today.others import Drawer
from painlog.words import times
from painlog.words.entries import fell_asleep
from painlog.words.language import filled
from painlog.words.refusals import beside_field

translate = QCoreApplication.translate

_AN_HOUR = timedelta(hours=1)
RUNS, ENDED, ASLEEP, NOT_KNOWN = range(4)


class Earlier(Drawer):
    """Asks about a flare-up of the past. Only "Write it down" is needed, all else can be left."""

    def __init__(self, asks: Asks, journal: Journal, parent: QWidget | None = None) -> None:
        """Make the panel, with an hour ago as the start."""
        super().__init__(asks, journal, translate("Earlier", "A flare-up that began earlier"), parent)
        self._level: int | None = None
        self._triggers: tuple[str, ...] = ()
        now = flaring.to_seconds(journal.clock()).replace(second=0)
        self.began = MomentEdit(
            times.on_the_wall(now - _AN_HOUR, now),
            name=translate("Earlier", "When it began"),
            about=False,
            has_begun=True,
            clock=journal.clock,
        )
        self.body.addWidget(self.began)
        self._start_refused = Reason(self)
        self.body.addWidget(self._start_refused)
        self.body.addWidget(Heading(translate("Earlier", "How bad at its worst?"), size=BODY))
        self.pad = LevelPad(translate("Earlier", "Pain at its worst"))
        self.pad.pressed_level.connect(self._told_level)
        self.body.addWidget(self.pad)
        question = translate("Earlier", "What seemed to set it off?")
        self.body.addWidget(Heading(question, size=BODY))
        self.triggers = WordChips(translate("Earlier", "Another reason"))
        self.triggers.setAccessibleName(question)
        self.triggers.toggled_word.connect(self._told_trigger)
        self.triggers.show_words(journal.triggers_used(), ())
        self.body.addWidget(self.triggers)
        self._add_end()
        self.write = PlainButton(translate("Earlier", "Write it down"), tone=Tone.STRONG)
        self.write.clicked.connect(self._write)
        self.body.addWidget(self.write)
        self._unsaved = Reason(self)
        self.body.addWidget(self._unsaved)
        self._begun = self._left_at = self._as_told()

    def hand_up(self) -> None:
        """Write it down where something was told; in words where that makes no flare-up as it stands."""
        told = self._as_told()
        if told != self._begun:
            self._begun = told
            if not self._write():
                self._asks.half_said.emit(self._in_words())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write it down with Ctrl+Enter, and leave with Esc: as in the forms, what was told not at once."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._write()
        elif event.key() != Qt.Key.Key_Escape or not self.is_kept_open():
            super().keyPressEvent(event)

    def is_kept_open(self) -> bool:
        """Tell whether something was told since, and say so, once."""
        told, before = self._as_told(), self._left_at
        self._left_at = told
        if told != before:
            said = translate("Earlier", "This is not saved yet: “%1” keeps it, Esc leaves it.")
            self._unsaved.say(filled(said, self.write.words))
        return told != before

    def _as_told(self) -> object:
        self.pad.settle()
        typed = [field.text() for field in self.findChildren(QLineEdit)]
        ends = [chip.isChecked() for chip in self.ends]
        moments = self.began.moment, self.began.is_about, self.ended.moment
        return self._level, self._triggers, typed, ends, moments

    def _add_end(self) -> None:
        self.body.addWidget(Heading(translate("Earlier", "Is it over?"), size=BODY))
        flow = FlowLayout(spacing=gap(1.5))
        words = (
            translate("Earlier", "It still goes on"),
            translate("Earlier", "It ended at…"),
            translate("Earlier", "I fell asleep"),
            translate("Earlier", "Over, I don't know when"),
        )
        self.ends = [Chip(each, self) for each in words]
        for chip in self.ends:
            chip.setAutoExclusive(True)
            chip.clicked.connect(self._show_end)
            flow.addWidget(chip)
        self.ends[RUNS if self._journal.running() is None else NOT_KNOWN].setChecked(True)
        self.body.addLayout(flow)
        self.ended = MomentEdit(
            self._likely_end(),
            name=translate("Earlier", "When it ended"),
            is_over=True,
            clock=self._journal.clock,
        )
        self.ended.hide()
        self.began.changed.connect(self._began_changed)
        self.ended.changed.connect(self._say_nothing)
        self.body.addWidget(self.ended)
        self._end_refused = Reason(self)
        self.body.addWidget(self._end_refused)

    def _began_changed(self) -> None:
        """A flare-up of another day is over; its end is looked for near its start."""
        is_past = flaring.is_of_another_day(self.began.moment, self._journal.clock())
        if is_past and self.ends[RUNS].isChecked():
            self.ends[NOT_KNOWN].setChecked(True)
        if not self.ends[ENDED].isChecked():
            self.ended.show_moment(self._likely_end())
        self._show_end()

    def _likely_end(self) -> datetime:
        """Return an hour after the start, or now where that is still to come."""
        began, now = self.began.moment, self._journal.clock().replace(second=0, microsecond=0)
        return max(began, min(began + _AN_HOUR, times.on_the_wall(now, now)))

    def _show_end(self) -> None:
        """Show when it ended where it did, scrolled to where it is seen."""
        comes = self.ended.isHidden() and self.ends[ENDED].isChecked()
        self.ended.setVisible(self.ends[ENDED].isChecked())
        self._say_nothing()
        if comes:
            show_once_placed(self.ended)

    def _say_nothing(self) -> None:
        for reason in (self._start_refused, self._end_refused):
            reason.say_nothing()

    def _told_level(self, level: int) -> None:
        self._level = level

    def _told_trigger(self, trigger: str, is_on: bool) -> None:  # noqa: FBT001 - the signal's own shape
        self._triggers = flaring.told_triggers(self._triggers, trigger, on=is_on)
        self.triggers.show_words(self._journal.triggers_used(), self._triggers)

    def _write(self) -> bool:
        """Write it down, or say beside the field why that cannot be; tell whether it was."""
        self._say_nothing()
        if first_unread(self) is not None:
            return False
        try:
            flare_up = self._flare_up()
            refuse_the_future(flare_up, self._journal.clock())
        except Refused as refused:
            is_end = refused.field == "ended_at"
            (self._end_refused if is_end else self._start_refused).say(beside_field(refused))
            return False
        self._asks.record.emit(flare_up)
        self.left.emit()
        return True

    def _in_words(self) -> str:
        """Return what was told, with the names of the fields."""
        lines = [
            f"{field.accessibleName()}: {field.text()}"
            for field in self.findChildren(QLineEdit)
            if field.isVisibleTo(self) and field.text()
        ]
        if self._level is not None:
            lines.append(f"{self.pad.accessibleName()}: {self._level}")
        return "\n".join((self.accessibleName(), *lines, *self._triggers))

    def _flare_up(self) -> FlareUp:
        if word := self.triggers.take_half_said():
            self._told_trigger(word, True)
        self.pad.settle()
        began = self.began.moment
        over, asleep = self.ends[ENDED].isChecked(), self.ends[ASLEEP].isChecked()
        flare_up = FlareUp(
            id=uuid4(),
            started_at=began,
            ended_at=self.ended.moment if over else None,
            end_unknown=asleep or self.ends[NOT_KNOWN].isChecked(),
            note=fell_asleep() if asleep else "",
            triggers=self._triggers,
            time_uncertain=self.began.is_about,
        )
        if self._level is None:
            return flare_up
        if flare_up.is_running:
            return replace(flare_up, readings=(Reading(at=began, intensity=self._level),))
        return replace(flare_up, peak=self._level)
