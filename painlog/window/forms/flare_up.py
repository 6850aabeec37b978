"""The form of a flare-up, in full."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog.entries import FlareUp, Reading, Refused, Why
from painlog.journal import Journal
from painlog.rules import one_of_each
from painlog.window.columns import Columns
from painlog.window.fields import Choice
from painlog.window.forms.answers import LevelAnswer, MomentAnswer
from painlog.window.forms.chips import Chips, OneOf
from painlog.window.forms.form import Form
from painlog.window.forms.keeping import KeptLine, KeptText
from painlog.window.forms.readings import Readings
from painlog.window.forms.where import Where
from painlog.window.moments import MomentEdit
from painlog.window.panels import Quiet
from painlog.window.scrolling import show_once_placed
from painlog.window.today.flaring import is_of_another_day
from painlog.words import entries, times
from painlog.words.amounts import number
from painlog.words.body import QUALITIES, quality_name
from painlog.words.language import filled

translate = QCoreApplication.translate

Links: TypeAlias = list[UUID | None]
"""Ids in the order of the items of a choice; None stands for "not said"."""

OVER, GOING_ON, FELL_ASLEEP, NOT_KNOWN = range(4)
"""How it ended, in the order of the chips."""

_MOST_TRIGGERS = 12
_COMES_BACK_WITHIN = timedelta(days=3)
"""What began so long before, at most, is offered as the one that came back; Today offers it for a day."""
_MOST_EARLIER = 6


class FlareUpForm(Form):
    """When it was, how bad, what set it off, where, how it felt, what it kept from and what helped."""

    entry: FlareUp

    def __init__(self, reader: Journal, entry: FlareUp, parent: QWidget | None = None) -> None:
        """Ask about `entry`."""
        super().__init__(_title(entry.started_at), reader, entry, parent)
        self._links: Links = [None]
        self.columns = Columns(3)
        self.rows.addWidget(self.columns)
        self._ask_when(self.columns.column(0))
        self._ask_triggers(self.columns.column(1))
        self._ask_where(self.columns.column(1))
        self._ask_what(self.columns.column(2))
        self._follow_times()
        self.start.focus_time()

    def read(self) -> FlareUp:
        """Return the flare-up as the form tells of it."""
        self._refuse_what_is_to_come()
        readings = self.readings.readings()
        if not self._has_its_times():
            self.readings.refuse_outside()
        return replace(
            self.entry,
            started_at=self.start.moment,
            time_uncertain=self.start.is_about,
            peaked_at=self.peak_at.moment,
            peak=self.peak.level,
            ended_at=self._ended_at(),
            end_unknown=self.ended.current in (FELL_ASLEEP, NOT_KNOWN),
            readings=readings,
            triggers=self.triggers.chosen(),
            regions=self.where.regions(),
            qualities=self.qualities.chosen(),
            kept_from=self.kept_from.told(),
            helped=self.helped.chosen(),
            came_back_after=self._came_back_after(),
            note=self._note(),
        )

    # when it was

    def _refuse_what_is_to_come(self) -> None:
        """Refuse a start after now of what is going on, and an end after now; one that was there may stay."""
        start, was = self.start.moment, self.entry
        is_told = start != was.started_at or not was.is_running
        if self.ended.current == GOING_ON and is_told and start > self.reader.clock():
            raise Refused("started_at", Why.STILL_TO_COME, start)
        end = self.end.moment
        if self.ended.current == OVER and end != was.ended_at and end > self.reader.clock():
            raise Refused("ended_at", Why.END_TO_COME, end)

    def _has_its_times(self) -> bool:
        """Tell whether start, end and readings are as they were: what is only looked at stays as it is."""
        was = self.entry
        end = self.end.moment if self.ended.current == OVER else None
        told = sorted(was.readings, key=lambda reading: reading.at)
        now = self.start.moment, end, [*self.readings.curve.readings()]
        return now == (was.started_at, was.ended_at, told)

    def _ended_at(self) -> datetime | None:
        """Return the end; one in the minute of the last reading is not before that."""
        if self.ended.current != OVER:
            return None
        end = self.end.moment
        if self._has_its_times():
            return end
        same = end.replace(second=0, microsecond=0) + timedelta(minutes=1)
        told = (reading.at for reading in self.readings.curve.readings() if reading.at < same)
        return max([end, *told])

    def _ask_when(self, into: QVBoxLayout) -> None:
        entry, clock = self.entry, self.reader.clock
        self.start = MomentEdit(
            entry.started_at,
            name=translate("FlareUpForm", "Start"),
            about=entry.time_uncertain,
            clock=clock,
            among_others=True,
        )
        self.row(translate("FlareUpForm", "It began"), self.start, "started_at", into=into)
        self.peak = LevelAnswer(entry.peak, name=translate("FlareUpForm", "Worst pain"))
        self.row(translate("FlareUpForm", "How bad it got"), self.peak, "peak", into=into)
        self.highest = Quiet()
        into.addWidget(self.highest)
        self.peak_at = MomentAnswer(
            entry.peaked_at,
            self._likely_peak,
            asks=translate("FlareUpForm", "Say when it was worst…"),
            forget=translate("FlareUpForm", "Not known when it was worst"),
            name=translate("FlareUpForm", "Time of the worst"),
            clock=clock,
        )
        self.row("", self.peak_at, "peaked_at", into=into)
        self._ask_end(into)
        self.readings = Readings(entry.readings)
        asks = translate("FlareUpForm", "How bad it was meanwhile")
        self.row(asks, self.readings, "intensity", into=into, buddy=self.readings.curve)
        _, reason = self.reasons["intensity"]
        self.reasons["intensity"] = self.readings.level, reason
        self.reasons["readings"] = self.readings.time, reason
        self.readings.refused.connect(self.say_refused)
        for line in (self.readings.time, self.readings.level):
            line.textEdited.connect(reason.say_nothing)
        into.addStretch(1)
        self.start.changed.connect(self._follow_start)
        self.end.changed.connect(self._follow_times)
        for asked in (self.peak, self.peak_at, self.readings):
            asked.changed.connect(self._follow_times)

    def _ask_end(self, into: QVBoxLayout) -> None:
        asks = translate("FlareUpForm", "Is it over?")
        other_runs = self.is_new and self.reader.running() is not None
        self.ended = OneOf(_endings(), NOT_KNOWN if other_runs else _ending_of(self.entry), name=asks)
        self.row(asks, self.ended, into=into, buddy=self.ended.chips[0])
        self.end = MomentEdit(
            self.entry.ended_at or self._likely_end(),
            name=translate("FlareUpForm", "End"),
            clock=self.reader.clock,
            among_others=True,
        )
        self.row("", self.end, "ended_at", into=into)
        self._is_end_told = not self.is_new
        self.ended.chosen.connect(self._told_end)

    def _follow_start(self) -> None:
        """Take a new one of another day for over, and look for its end near its start, until that is told."""
        start, now = self.start.moment, self.reader.clock()
        self.say_title(_title(start))
        if not self._is_end_told:
            if self.ended.current == GOING_ON and is_of_another_day(start, now):
                self.ended.choose(NOT_KNOWN)
            self.end.show_moment(self._likely_end())
        self._follow_times()

    def _likely_end(self) -> datetime:
        """Return an hour after the start, or now where that is still to come, by the clock of the start."""
        start = self.start.moment
        end = min(self.reader.clock(), start + timedelta(hours=1)).replace(second=0, microsecond=0)
        return times.on_the_wall(max(start, end), start)

    def _told_end(self) -> None:
        """Go to the time of the end where there is one: the next thing that is told."""
        self._is_end_told = True
        self._follow_times()
        if self.ended.current == OVER:
            self.end.focus_time()
            show_once_placed(self.end)

    def _follow_times(self) -> None:
        """Show the end only where there is one, the curve from start to end, and what of it cannot be."""
        over = self.ended.current == OVER
        self.end.setVisible(over)
        end = self.end.moment if over else None
        at, worst = self.peak_at.moment, self.peak.level
        peak = Reading(at=at, intensity=worst) if at is not None and worst is not None else None
        self.readings.show_span(self.start.moment, end, self.reader.clock(), peak)
        self._show_highest()

    def _show_highest(self) -> None:
        """Say what the readings make of the worst pain, where nothing else is said."""
        told = [reading.intensity for reading in self.readings.curve.readings()]
        self.highest.setVisible(bool(told) and self.peak.level is None)
        if told:
            said = translate("FlareUpForm", "Not said: then it is the highest below, %1.", "a level of pain")
            self.highest.setText(filled(said, number(max(told))))

    def _likely_peak(self) -> datetime:
        """Return when it may have been worst: at the highest reading, else soon after the start."""
        told = self.readings.curve.readings()
        if told:
            return max(told, key=lambda reading: reading.intensity).at
        soon = times.on_the_wall(self.start.moment + timedelta(minutes=10), self.start.moment)
        return min(soon, self.end.moment) if self.ended.current == OVER else soon

    # where and what

    def _ask_where(self, into: QVBoxLayout) -> None:
        usual = self.reader.patient().usual_regions
        begins = self.is_new or self.entry.is_running
        marked = self.entry.regions or (usual if begins else ())
        offered = [*usual, *self.reader.regions_used()[:_MOST_TRIGGERS]]
        self.where = Where(marked, offered)
        asks = translate("FlareUpForm", "Where")
        self.row(asks, self.where, into=into, buddy=self.where.body)
        into.addStretch(1)

    def _ask_triggers(self, into: QVBoxLayout) -> None:
        offered = one_of_each([*self.reader.triggers_used(), *self.reader.patient().activities])
        asks = translate("FlareUpForm", "What seemed to set it off")
        self.triggers = self._chips(asks, offered[:_MOST_TRIGGERS], self.entry.triggers, into)

    def _ask_what(self, into: QVBoxLayout) -> None:
        entry, reader = self.entry, self.reader
        self.qualities = Chips(
            [*QUALITIES, *reader.qualities_used()],
            entry.qualities,
            name=translate("FlareUpForm", "How it feels"),
            says=quality_name,
        )
        self.row(translate("FlareUpForm", "How it feels"), self.qualities, into=into)
        helps = one_of_each([*reader.helped_used(), *_helping()])
        self.helped = self._chips(
            translate("FlareUpForm", "What helped, besides medicine"),
            helps[:_MOST_TRIGGERS],
            entry.helped,
            into,
        )
        self.kept_from = KeptLine(entry.kept_from)
        self.row(translate("FlareUpForm", "What it kept you from"), self.kept_from, into=into)
        self.came_back = Choice()
        self._offer_earlier(entry.came_back_after)
        self.start.changed.connect(lambda: self._offer_earlier(self._links[self.came_back.currentIndex()]))
        self.row(translate("FlareUpForm", "It came back after"), self.came_back, "came_back_after", into=into)
        self.note = KeptText(entry.note)
        self.row(translate("FlareUpForm", "Note"), self.note, into=into)
        into.addStretch(1)

    def _chips(self, asks: str, offered: list[str], chosen: tuple[str, ...], into: QVBoxLayout) -> Chips:
        chips = Chips(offered, chosen, name=asks)
        self.row(asks, chips, into=into)
        return chips

    def _offer_earlier(self, chosen: UUID | None) -> None:
        """Offer the flare-ups shortly before the start; what was chosen stays, and Save looks at it."""
        self._links = [None]
        self.came_back.clear()
        self.came_back.addItem(translate("FlareUpForm", "It did not come back"))
        for each in self._before(chosen):
            said = translate("FlareUpForm", "%1, %2", "when, which flare-up")
            self.came_back.addItem(filled(said, times.moment(each.started_at), entries.headline(each)))
            self._links.append(each.id)
        if chosen not in self._links:  # as a file told it that lacked the earlier one
            self.came_back.addItem(translate("FlareUpForm", "One that is not in this journal"))
            self._links.append(chosen)
        self.came_back.setCurrentIndex(self._links.index(chosen))

    def _before(self, chosen: UUID | None) -> list[FlareUp]:
        """Return the last flare-ups before the start, the newest first, and the one that is chosen."""
        start = self.start.moment
        near = self.reader.between(start - _COMES_BACK_WITHIN, start, "flare-up")
        others = [each for each in near if isinstance(each, FlareUp) and each.id != self.entry.id]
        found = [each for each in others if each.started_at < start][-_MOST_EARLIER:]
        linked = self.reader.find(chosen) if chosen else None
        there = [linked] if isinstance(linked, FlareUp) and linked not in found else []
        return [*there, *reversed(found)]

    def _came_back_after(self) -> UUID | None:
        """Return which one this is the return of; raises Refused where that did not begin earlier.

        What came in so from a file stays as it is while neither the start nor the answer is another.
        """
        chosen = self._links[self.came_back.currentIndex()]
        if (chosen, self.start.moment) == (self.entry.came_back_after, self.entry.started_at):
            return chosen
        earlier = self.reader.find(chosen) if chosen else None
        if isinstance(earlier, FlareUp) and earlier.started_at >= self.start.moment:
            raise Refused("came_back_after", Why.NOT_EARLIER, chosen)
        return chosen

    def _note(self) -> str:
        """Return the note, which says that the person fell asleep: the format has no field for it."""
        asleep = self.ended.current == FELL_ASLEEP
        return entries.with_line(self.note.told(), entries.fell_asleep(), there=asleep)


def _title(begun: datetime) -> str:
    return filled(translate("FlareUpForm", "Flare-up, %1", "a day"), times.day(begun.date()))


def _endings() -> list[str]:
    return [
        translate("FlareUpForm", "It is over"),
        translate("FlareUpForm", "Still going on"),
        translate("FlareUpForm", "I fell asleep"),
        translate("FlareUpForm", "I don't know when it ended"),
    ]


def _ending_of(entry: FlareUp) -> int:
    if entry.is_running:
        return GOING_ON
    if entry.ended_at is not None:
        return OVER
    return FELL_ASLEEP if entries.says(entry.note, entries.fell_asleep()) else NOT_KNOWN


def _helping() -> list[str]:
    return [
        translate("FlareUpForm", "heat"),
        translate("FlareUpForm", "cold"),
        translate("FlareUpForm", "lying down"),
        translate("FlareUpForm", "moving about"),
        translate("FlareUpForm", "stretching"),
        translate("FlareUpForm", "massage"),
        translate("FlareUpForm", "breathing slowly"),
        translate("FlareUpForm", "distraction"),
    ]
