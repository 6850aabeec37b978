"""The running flare-up: its clock, how bad it is, what set it off, and how it ends."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from painlog.entries import FlareUp
from painlog.journal import Journal
from painlog.journal.half_written import kept_as, with_half_written
from painlog.window.announcing import announce
from painlog.window.buttons import FlowLayout, LinkButton, PlainButton, Tone
from painlog.window.look import BODY, SMALL, TITLE, gap
from painlog.window.pads import LevelPad
from painlog.window.panels import Heading, LineWords, Panel, Quiet, Surface
from painlog.window.popover import MomentLink
from painlog.window.today import flaring
from painlog.window.today.asks import Asks
from painlog.window.today.choosing import WordChips
from painlog.window.today.forgotten import Forgotten
from painlog.window.today.later import Later
from painlog.window.today.mending import following
from painlog.words import times
from painlog.words.amounts import number
from painlog.words.language import filled

translate = QCoreApplication.translate


class RunningCard(Panel):
    """The card of a flare-up that is going on. Each press mends the entry; the card itself keeps nothing."""

    def __init__(self, asks: Asks, journal: Journal, parent: QWidget | None = None) -> None:
        """Make a card; `show_running` fills it."""
        super().__init__("", parent, surface=Surface.PAIN, inset=gap(3))
        self._asks = asks
        self._journal = journal
        self._clock = journal.clock
        self._flare_up: FlareUp | None = None
        self._other_one: FlareUp | None = None
        self.setAccessibleName(translate("Card", "The flare-up that is going on"))
        self.body.addLayout(self._head())
        self.body.addLayout(self._since_line())
        self.other = LinkButton("", size=SMALL)
        self.other.clicked.connect(self._ask_other)
        self.body.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        self.forgotten = Forgotten(self._as_told, journal.clock, self)
        self.forgotten.answered.connect(asks.change)
        self.body.addWidget(self.forgotten)
        self._add_level()
        self._add_triggers()
        self.body.addLayout(self._ending())
        self.somehow = self._ended_somehow()
        self.body.addWidget(self.somehow)
        self.later = Later(asks, journal, self)
        self.body.addWidget(self.later)

    def show_running(
        self,
        flare_up: FlareUp,
        usual_triggers: Sequence[str],
        *,
        may_be_forgotten: bool,
        other: FlareUp | None = None,
    ) -> None:
        """Show `flare_up` as it is in the journal; `other` goes on as well, as after an import."""
        self.leave(flare_up)
        self._other_one = other
        self.show_clock()
        since = times.since(flare_up.started_at, self._clock())
        if flare_up.time_uncertain:
            since = filled(translate("Card", "about %1", "a time that is a guess"), since)
        self._since.show_moment(flare_up.started_at, since, about=flare_up.time_uncertain)
        if other is not None:
            began = times.since(other.started_at, self._clock())
            self.other.say(filled(translate("Card", "Another one goes on, since %1", "a time"), began))
        self.other.setVisible(other is not None)
        self.pad.show_level(flaring.last_level(flare_up))
        self._show_easing(flare_up)
        self.triggers.show_words(usual_triggers, flare_up.triggers)
        self.later.show_flare_up(flare_up)
        self.forgotten.show_asking(flare_up if may_be_forgotten else None)
        self.somehow.setVisible(self.forgotten.isHidden())

    def leave(self, shown: FlareUp | None) -> None:
        """Let go of a flare-up before another is shown, or none; a reason that was typed is still added."""
        left, self._flare_up = self._flare_up, shown
        if left is not None and (shown is None or shown.id != left.id):
            word, now = self.triggers.take_half_said(), self._journal.find(left.id)
            if word and isinstance(now, FlareUp):
                self._asks.change_soon(flaring.with_trigger(now, word, on=True))

    def hand_up(self) -> None:
        """Add a reason that was typed and not yet added."""
        if self._flare_up is not None and (word := self.triggers.take_half_said()):
            self._told_trigger(word, True)

    def show_clock(self) -> None:
        """Show how long it has been going on; by a clock that was set back it may not have begun yet."""
        if self._flare_up is not None:
            gone = self._clock() - self._flare_up.started_at
            is_to_come = gone <= -timedelta(minutes=1)
            said = "" if is_to_come else times.stopwatch(gone.total_seconds())
            if said != self.clock_face.text():
                self.clock_face.setText(said)
            self._is_to_come.setVisible(is_to_come)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        title = Heading(translate("Card", "Flare-up"), size=1.25)
        title.setForegroundRole(QPalette.ColorRole.BrightText)
        self.clock_face = Heading(size=TITLE * 1.1)
        self.clock_face.setWordWrap(False)
        self.clock_face.setAccessibleDescription(
            translate("Card", "How long it has been going on, in hours and minutes, or in days")
        )
        line.addWidget(title, 1)
        line.addWidget(self.clock_face, 0, Qt.AlignmentFlag.AlignRight)
        return line

    def _since_line(self) -> FlowLayout:
        line = FlowLayout(spacing=gap(1))
        line.addWidget(LineWords(translate("Card", "since")))
        self._since = MomentLink(translate("Card", "When it began"), has_begun=True, clock=self._clock)
        self._since.moved.connect(self._told_start)
        line.addWidget(self._since)
        self._is_to_come = LineWords(translate("Card", "which is still to come by this computer's clock"))
        self._is_to_come.hide()
        line.addWidget(self._is_to_come)
        return line

    def _add_level(self) -> None:
        self.body.addWidget(Heading(translate("Card", "How bad is it now?"), size=BODY))
        self.pad = LevelPad(translate("Card", "Pain"))
        self.pad.pressed_level.connect(self._told_level)
        self.body.addWidget(self.pad)
        self._mend = Quiet()
        self._mend.hide()
        self.body.addWidget(self._mend)

    def _add_triggers(self) -> None:
        question = translate("Card", "What seemed to set it off?")
        self.body.addWidget(Heading(question, size=BODY))
        self.triggers = WordChips(translate("Card", "Another reason"))
        self.triggers.setAccessibleName(question)  # “Nothing” alone says nothing
        self.triggers.toggled_word.connect(self._told_trigger)
        self.body.addWidget(self.triggers)

    def _ending(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(gap(2))
        self.easing = PlainButton(translate("Card", "It is easing"))
        self.easing.clicked.connect(self._told_easing)
        self.easing.takes_both = False
        self.over = PlainButton(translate("Card", "It is over"), tone=Tone.STRONG)
        self.over.clicked.connect(self._told_over)
        line.addWidget(self.easing, 1)
        line.addWidget(self.over, 1)
        return line

    def _ended_somehow(self) -> QWidget:
        """Return the answers of somebody who does not know when it ended."""
        holder = QWidget(self)
        line = FlowLayout(holder, spacing=gap(1))
        line.addWidget(LineWords(translate("Card", "Or it ended:")))
        self.asleep = LinkButton(translate("Card", "I fell asleep"), size=SMALL)
        self.unknown = LinkButton(translate("Card", "I don't know when"), size=SMALL)
        self.asleep.clicked.connect(self._told_asleep)
        self.unknown.clicked.connect(self._told_unknown)
        for link in (self.asleep, self.unknown):
            line.addWidget(link)
        return holder

    def _show_easing(self, flare_up: FlareUp) -> None:
        is_easing = flaring.is_easing(flare_up)
        level = flaring.last_level(flare_up)
        if level is None:
            said = translate("Card", "Easing is written down. A number can be added.")
        else:
            said = filled(translate("Card", "Easing: %1. Press the number that fits better."), number(level))
        self._mend.setText(said)
        self._mend.setVisible(is_easing)

    def _as_told(self) -> FlareUp | None:
        """Return the flare-up with a reason and a note that were typed and not added: no end loses them."""
        if self._flare_up is None:
            return None
        half = self._asks.kept(self._journal, kept_as(self._flare_up))
        told = with_half_written(half, self._flare_up)
        word = self.triggers.take_half_said()
        return flaring.with_trigger(told, word, on=True) if word else told

    def _ask_other(self) -> None:
        if self._other_one is not None:
            self._asks.form.emit(self._other_one)

    def _told_level(self, level: int) -> None:
        if self._flare_up is not None:
            self._asks.change.emit(flaring.with_level(self._flare_up, self._clock(), level))

    def _told_trigger(self, trigger: str, is_on: bool) -> None:  # noqa: FBT001 - the signal's own shape
        if self._flare_up is not None:
            self._asks.change.emit(flaring.with_trigger(self._flare_up, trigger, on=is_on))
            self.triggers.leave_field_for(trigger)  # where the next digit tells how bad it is

    def _told_start(self, moment: datetime) -> None:
        if self._flare_up is not None:
            begun = following(flaring.started(self._flare_up, moment), self._flare_up, self._journal)
            self._asks.change.emit(replace(begun, time_uncertain=self._since.is_about))

    def _told_easing(self) -> None:
        if self._flare_up is not None:
            self._asks.change.emit(flaring.easing(self._flare_up, self._clock()))
            announce(self, self._mend.text())

    def _told_asleep(self) -> None:
        if (told := self._as_told()) is not None:
            self._asks.change.emit(flaring.over_somehow(told, asleep=True))

    def _told_unknown(self) -> None:
        if (told := self._as_told()) is not None:
            self._asks.change.emit(flaring.over_somehow(told, asleep=False))

    def _told_over(self) -> None:
        if (told := self._as_told()) is not None:
            self._asks.change.emit(flaring.over(told, self._clock()))
