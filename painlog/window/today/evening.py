"""The evening check: background pain, no flare-up today, what of the list happened, in half a minute.

Once a week it asks the two other questions of the PEG scale as well (Krebs 2009, public domain), where the
person wants that: a diary's completion falls with the length of a study, not with the number of questions.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import uuid4

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from painlog.entries import Activity, CheckIn, Entry
from painlog.journal import Journal
from painlog.window.buttons import EntryChip, FlowLayout, PlainButton, Segmented, Tone
from painlog.window.fields import Tick
from painlog.window.look import gap
from painlog.window.marked_days import has_flare_up
from painlog.window.pads import LevelPad
from painlog.window.panels import Quiet
from painlog.window.reading_order import insert
from painlog.window.today.asks import Asks
from painlog.window.today.choosing import shown
from painlog.window.today.doings import of_day
from painlog.window.today.flaring import to_seconds
from painlog.window.today.others import Drawer, activities_offered

translate = QCoreApplication.translate

PARTS_OF_DAY = (time(9), time(12), time(15), time(19))
"""What morning, midday, afternoon and evening stand for. Written hours later, such an activity is told as
done on that day, and is not used where minutes count."""
WEEK = timedelta(days=7)
WEEKLY = "weekly questions"
"""The name under which the journal keeps that the two weekly questions are wanted."""


class EveningCheck(Drawer):
    """One check-in of today, written with the first answer and mended with each further one."""

    def __init__(self, asks: Asks, journal: Journal, parent: QWidget | None = None) -> None:
        """Make the panel; what was already answered today is shown."""
        super().__init__(asks, journal, translate("Evening", "How was today?"), parent)
        now = journal.clock()
        self._today = now.date()
        """The day that is asked about."""
        self._told = _last_check(journal.day(self._today))
        self._add_background()
        self._add_no_flare_up(has_flare_up=has_flare_up(journal, self._today))
        self._add_activities()
        self._wants_weekly = journal.kept(WEEKLY) == "yes"
        self.weekly: tuple[LevelPad, ...] = ()
        self._place_of_weekly = self.body.count()
        if self._wants_weekly and weekly_is_due(journal, now):
            self._add_weekly()
        self.wanted = Tick(translate("Evening", "Ask two more questions once a week"))
        self.wanted.setChecked(self._wants_weekly)
        self.wanted.toggled.connect(self._told_wanted)
        self.body.addWidget(self.wanted)
        self.done = PlainButton(translate("Evening", "Done"), tone=Tone.STRONG)
        self.done.clicked.connect(self.left)
        self.body.addWidget(self.done)

    def start(self) -> None:
        """Give the keyboard to the pad."""
        self.background.take_keyboard()

    def follow_day(self) -> None:
        """Go away when another day begins: what is told then is not of this one."""
        self.left.emit()

    def _add_background(self) -> None:
        self.body.addWidget(Quiet(translate("Evening", "Pain between flare-ups, usually"), strong=True))
        self.background = LevelPad(translate("Evening", "Pain between flare-ups"))
        if self._told is not None and self._told.background is not None:
            self.background.show_level(round(self._told.background))
        self.background.pressed_level.connect(self._told_background)
        self.body.addWidget(self.background)

    def _add_no_flare_up(self, *, has_flare_up: bool) -> None:
        self.none_today = EntryChip(translate("Evening", "No flare-up today"), self)
        self.none_today.setChecked(self._told is not None and self._told.no_flare_up)
        self.none_today.setVisible(not has_flare_up)
        self.none_today.clicked.connect(self._told_none)
        self.body.addWidget(self.none_today)

    def _add_activities(self) -> None:
        offered = activities_offered(self._journal)
        self.chips: list[EntryChip] = []
        if not offered:
            self.parts = Segmented(_part_names(), self, name=translate("Evening", "When"))
            self.parts.hide()
            return
        self.body.addWidget(Quiet(translate("Evening", "What happened today, and about when?"), strong=True))
        self.parts = Segmented(_part_names(), self, name=translate("Evening", "When"))
        self.parts.choose(_part_to_begin_with(self._journal.clock().time()))
        self.body.addWidget(self.parts)
        flow = FlowLayout(spacing=gap(1.5))
        for name in offered:
            chip = EntryChip(shown(name), self, checkable=False)
            chip.setProperty("activity", name)
            chip.takes_both = False
            chip.clicked.connect(self._told_activity)
            self.chips.append(chip)
            flow.addWidget(chip)
        self.body.addLayout(flow)

    def _add_weekly(self) -> None:
        asked = (
            (
                translate("Evening", "In the past week: how much did pain keep you from enjoying life?"),
                "enjoyment",
            ),
            (
                translate("Evening", "In the past week: how much did pain keep you from doing things?"),
                "activity",
            ),
        )
        pads, place = [], self._place_of_weekly
        for words, name in asked:
            pad = LevelPad(words)
            pad.setProperty("field", name)
            pad.pressed_level.connect(self._told_weekly)
            for widget in (Quiet(words, strong=True), pad):
                insert(self.body, place, widget)
                place += 1
            pads.append(pad)
        self.weekly = tuple(pads)

    def _told_background(self, level: int) -> None:
        self._write(background=float(level))

    def _told_none(self) -> None:
        """Tell it; on a day on which one began meanwhile that is refused, and the chip says so."""
        is_told = self.none_today.isChecked()
        self._write(no_flare_up=is_told)
        if is_told and has_flare_up(self._journal, self._today):
            self.none_today.setChecked(False)

    def _told_weekly(self, level: int) -> None:
        self._write(**{str(self.sender().property("field")): float(level)})

    def _told_activity(self) -> None:
        name = str(self.sender().property("activity"))
        now = self._now()
        about = datetime.combine(now.date(), PARTS_OF_DAY[self.parts.current]).astimezone()
        at = min(now, to_seconds(about)) if about.utcoffset() == now.utcoffset() else now
        self._asks.record.emit(Activity(id=uuid4(), name=name, started_at=at))

    def _told_wanted(self, wanted: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self._asks.keep.emit(WEEKLY, "yes" if wanted else "")
        if wanted and not self.weekly:
            self._add_weekly()

    def _write(self, **answered: object) -> None:
        """Write an answer: the first one makes the check-in, the others mend it."""
        there = self._journal.find(self._told.id) if self._told is not None else None
        if isinstance(there, CheckIn):
            self._told = replace(there, **answered)  # type: ignore[arg-type]
            self._asks.change.emit(self._told)
        else:
            self._told = CheckIn(id=uuid4(), at=self._now(), **answered)  # type: ignore[arg-type]
            self._asks.record.emit(self._told)

    def _now(self) -> datetime:
        """Return this moment, at midnight the last one of the day that is asked about."""
        return to_seconds(of_day(self._today, self._journal.clock()))


def weekly_is_due(journal: Journal, now: datetime) -> bool:
    """Tell whether the two weekly questions were not answered in the last six days."""
    past = journal.between(now - WEEK + timedelta(days=1), now + timedelta(minutes=1), "check-in")
    return not any(isinstance(entry, CheckIn) and entry.enjoyment is not None for entry in past)


def _last_check(today: Sequence[Entry]) -> CheckIn | None:
    """Return the check-in of this evening, which further answers mend; earlier ones of the day stay."""
    evening = [
        entry for entry in today if isinstance(entry, CheckIn) and entry.at.hour >= PARTS_OF_DAY[-1].hour
    ]
    return evening[-1] if evening else None


def _part_to_begin_with(now: time) -> int:
    """Return the part of the day that is told most in the evening; before it, the one that it is now."""
    begun = sum(part <= now for part in PARTS_OF_DAY)
    return min(max(begun - 1, 0), PARTS_OF_DAY.index(time(15)))


def _part_names() -> tuple[str, ...]:
    return (
        translate("Evening", "morning"),
        translate("Evening", "midday"),
        translate("Evening", "afternoon"),
        translate("Evening", "evening"),
    )
