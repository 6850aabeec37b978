"""Times stay what they were: zones, flights, both nights on which the clocks change, a clock that is set."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from painlog.entries import Dose, FlareUp, Medicine, Note, Plan, Strength, now
from painlog.exchange import json_format
from painlog.journal import Journal
from painlog.patterns.timeline import timeline
from painlog.window.clock_watch import ClockWatch, Jump, noted
from painlog.window.today.doings import none_today
from painlog.words.taking import medicine_facts
from tests.journal.worlds import whole
from tests.stories.medicines import CAPSULE
from tests.stories.person import Clock, Person

BERLIN = ZoneInfo("Europe/Berlin")
"""Where the tests run."""
FOUR_APART = Medicine(
    id=UUID(int=4),
    name="Metamizole",
    strength=Strength(value=Decimal(500), unit="mg"),
    plans=(Plan(start=datetime(2026, 1, 1, tzinfo=UTC).date(), min_hours_between=Decimal(4)),),
)


def dose(at: datetime) -> Dose:
    return Dose(id=uuid4(), medicine=FOUR_APART.id, taken_at=at)


# the nights on which the clocks change

SPRING = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
"""01:30 in winter's time; half an hour later it is three."""
AUTUMN = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""02:30 in summer's time; half an hour later it is two again."""


@pytest.mark.parametrize(
    ("begin", "walls", "offsets"),
    [
        (SPRING, ["01:30", "03:30", "04:30"], [60, 120, 120]),
        (AUTUMN, ["02:30", "02:30", "03:30"], [120, 60, 60]),
    ],
    ids=["spring", "autumn"],
)
def test_through_the_night_wall_time_day_order_and_gaps_are_kept(
    tmp_path: Path, begin: datetime, walls: list[str], offsets: list[int]
) -> None:
    taken = [(begin + timedelta(hours=hours)).astimezone() for hours in range(3)]
    path = tmp_path / "journal.painlog"
    with Journal.open(path, clock=lambda: taken[-1] + timedelta(hours=1)) as journal:
        journal.record(FOUR_APART)
        for at in taken:
            journal.record(dose(at))
    with Journal.open(path) as journal:
        contents = journal.contents()
        timed = timeline(whole(journal), taken[-1])
    again = json_format.read(json_format.write(contents)).contents
    for doses in (contents.doses, again.doses):
        kept = [each.taken_at for each in doses]
        assert kept == taken
        assert [at.strftime("%H:%M") for at in kept] == walls
        assert [at.utcoffset() for at in kept] == [timedelta(minutes=offset) for offset in offsets]
        assert [later - sooner for sooner, later in pairwise(kept)] == [timedelta(hours=1)] * 2
    [lane] = timed.lanes
    assert list(lane.doses.key) == sorted(lane.doses.key)


@pytest.mark.parametrize(
    ("begin", "allowed"), [(SPRING, "06:30"), (AUTUMN, "05:30")], ids=["spring", "autumn"]
)
def test_four_hours_after_a_dose_are_four_hours_also_in_that_night(begin: datetime, allowed: str) -> None:
    """A quarter of an hour later, before the clocks are changed, the button says what the clock will show."""
    taken = begin.astimezone()
    said = medicine_facts(FOUR_APART, dose(taken), (), taken + timedelta(minutes=15))
    assert allowed in said, said


@pytest.mark.parametrize(
    ("change", "ago", "earlier"),
    [
        (SPRING, "2026-03-29T01:55+01:00", "2026-03-29T00:50+01:00"),
        (AUTUMN, "2026-10-25T02:55+02:00", "2026-10-25T01:50+02:00"),
    ],
    ids=["spring", "autumn"],
)
def test_what_began_before_the_change_has_the_clock_of_then(
    person: Person, clock: Clock, change: datetime, ago: str, earlier: str
) -> None:
    clock.now = (change + timedelta(minutes=35)).astimezone()
    person.presses("Earlier…")
    person.presses("15 min back")
    person.presses("Write it down")
    person.presses("It is over")
    person.presses("10 min ago")
    began = [each.started_at.isoformat(timespec="minutes") for each in person.journal.contents().flare_ups]
    assert began == [earlier, ago]


# flights


def test_after_a_flight_each_entry_keeps_its_own_wall_clock(tmp_path: Path) -> None:
    home, away = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")
    before = datetime(2026, 4, 2, 20, 0, tzinfo=home)
    landed = datetime(2026, 4, 4, 2, 0, tzinfo=away)
    assert landed.astimezone(home).day == 3, "another day than at home, and than in UTC"
    with Journal.open(tmp_path / "j.painlog", clock=lambda: landed + timedelta(hours=1)) as journal:
        journal.record(FOUR_APART)
        journal.record(dose(before), dose(landed))
        first, second = journal.contents().doses
        days = [journal.day(each.taken_at.date()) for each in (first, second)]
    assert [each.taken_at.strftime("%d %H:%M %z") for each in (first, second)] == [
        "02 20:00 +0200",
        "04 02:00 +0900",
    ]
    assert second.taken_at - first.taken_at == timedelta(hours=23)
    assert days == [[first], [second]]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows keeps one zone for all programs")
def test_a_window_that_is_open_over_a_flight_takes_the_zone_of_the_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The C library looks for the computer's zone once, unless it is asked to look again."""
    at_home = now()
    assert at_home.utcoffset() == at_home.astimezone(BERLIN).utcoffset()
    with monkeypatch.context() as flight:
        flight.setenv("TZ", "America/New_York")
        there = now()
    assert there.utcoffset() == there.astimezone(ZoneInfo("America/New_York")).utcoffset()
    home_again = now()
    assert home_again.utcoffset() == home_again.astimezone(BERLIN).utcoffset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows keeps one zone for all programs")
@pytest.mark.parametrize("zone", ["XXX24", "XXX-24", "XXX4YYY-30,60,300", "XXX12:34:56", "<+14>-14:13:12"])
def test_a_zone_that_no_clock_can_show_is_left_for_the_computers_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    """Painlog ended with lines of source; a zone of seconds let it begin, and refused every entry."""
    path = tmp_path / "journal.painlog"
    painlog = [sys.executable, "-m", "painlog", "--journal", str(path)]
    told = '{"kind": "note", "at": "2026-04-02T16:40+02:00", "text": "here"}'
    done = subprocess.run(
        [*painlog, "record"],
        input=told, env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("saved ")
    with monkeypatch.context() as mistyped:
        mistyped.setenv("TZ", zone)
        with Journal.open(path) as journal:
            journal.record(Note(id=uuid4(), at=now(), text="now"))
        assert "TZ" not in os.environ
    assert now().utcoffset() == datetime.now(BERLIN).utcoffset()


def test_flying_back_over_the_date_line_keeps_days_and_order(tmp_path: Path) -> None:
    auckland, honolulu = ZoneInfo("Pacific/Auckland"), ZoneInfo("Pacific/Honolulu")
    left = datetime(2026, 4, 3, 9, 0, tzinfo=auckland)
    arrived = datetime(2026, 4, 2, 20, 0, tzinfo=honolulu)
    assert arrived > left
    with Journal.open(tmp_path / "j.painlog", clock=lambda: arrived + timedelta(hours=1)) as journal:
        journal.record(Note(id=uuid4(), at=left, text="left"), Note(id=uuid4(), at=arrived, text="arrived"))
        assert [each.text for each in journal.contents().notes] == ["left", "arrived"]
        assert [each.at.day for each in journal.contents().notes] == [3, 2]


# a clock that is set and one that was taken along


class Steady:
    """A clock that nobody can set, wound by hand with the other one."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.ran = 0.0

    def __call__(self) -> float:
        return self.ran

    def passes(self, **length: float) -> None:
        self.ran += timedelta(**length).total_seconds()
        self.clock.passes(**length)


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 4, 2, 16, 40, tzinfo=BERLIN).astimezone())


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Person]:
    path = tmp_path / "journal.painlog"
    with Journal.open(path, clock=clock) as journal:
        journal.record(CAPSULE)
    made = Person(qtbot, path, clock)
    yield made
    made.window.close()


def watch_of(person: Person, clock: Clock) -> tuple[ClockWatch, Steady]:
    """Let the window's own watch look at a clock that the test winds."""
    watch = person.window.findChild(ClockWatch)
    assert isinstance(watch, ClockWatch)
    steady = Steady(clock)
    watch._steady = steady
    watch._wall, watch._ran = clock(), 0.0
    return watch, steady


def test_what_is_flown_with_into_the_day_before_is_of_that_day(person: Person, clock: Clock) -> None:
    """It was in no list, and after an evening with it the day was offered to be marked as one without."""
    tokyo, los_angeles = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/Los_Angeles")
    clock.now = datetime(2026, 4, 3, 0, 30, tzinfo=tokyo)
    person.presses("Flare-up now")
    clock.now = datetime(2026, 4, 2, 18, 30, tzinfo=los_angeles)
    person.window.today.tick()
    assert [row.partition(" · ")[0] for row in person.day()] == ["since 00:30, Flare-up, began Fri 3 Apr"]
    person.presses("It is over")
    assert [row.partition(" · ")[0] for row in person.day()] == ["from 00:30, Flare-up, began Fri 3 Apr"]
    assert not person.sees("No flare-up today")
    person.window.answers.record(none_today(clock.now))
    assert [type(entry) for entry in person.wrote()] == [FlareUp]


@pytest.mark.parametrize("hours", [-1, 1, -30])
def test_a_clock_that_jumped_is_noted_on_the_entry(person: Person, clock: Clock, hours: int) -> None:
    watch, steady = watch_of(person, clock)
    person.presses("Flare-up now")
    steady.passes(minutes=3)
    person.presses(CAPSULE.name + " 5 mg")
    before = person.journal.contents()
    steady.passes(minutes=1)
    clock.passes(hours=hours)
    watch.look()
    assert person.window.bar.isVisible()
    assert person.reads("clock was set from")
    after = person.journal.contents()
    far = hours == -30
    assert person.reads("it is noted there") is not far
    for old, new in ((before.flare_ups[0], after.flare_ups[0]), (before.doses[0], after.doses[0])):
        assert new.moment == old.moment
        assert ("clock was set from" in new.note) is not far  # more than a day ahead can't be changed
    assert after.flare_ups[0].time_uncertain is not far
    assert len(after.doses) == 1


def test_one_press_of_undo_takes_back_what_was_done_and_the_note_on_the_clock(
    person: Person, clock: Clock
) -> None:
    watch, steady = watch_of(person, clock)
    person.presses("Flare-up now")
    steady.passes(minutes=3)
    person.presses(CAPSULE.name + " 5 mg")
    steady.passes(minutes=1)
    clock.passes(hours=-1)
    watch.look()
    assert "clock was set from" in person.journal.contents().doses[0].note
    assert person.reads("Undo “Oxycodone IR 5 mg”")
    person.keys(Qt.Key.Key_Z, ctrl=True)
    assert person.journal.contents().doses == ()
    assert "clock was set from" in person.journal.contents().flare_ups[0].note
    person.keys(Qt.Key.Key_Z, ctrl=True)
    assert person.journal.contents().flare_ups == ()
    assert person.journal.undoable is None


def test_a_flare_up_that_begins_later_than_now_has_not_been_going_on_for_no_time(
    person: Person, clock: Clock
) -> None:
    """It stood at 0:00, as one that was pressed a moment ago, for as long as the clock was set back."""
    watch, steady = watch_of(person, clock)
    person.presses("Flare-up now")
    face = person.window.today.quick.flare_ups.card.clock_face  # type: ignore[union-attr]
    assert face.text() == "0:00"
    clock.passes(hours=-1)
    watch.look()
    steady.passes(minutes=2)
    person.window.today.tick()
    assert face.text() == ""
    assert person.reads("still to come by this computer's clock")
    person.restarts()
    face = person.window.today.quick.flare_ups.card.clock_face  # type: ignore[union-attr]
    assert person.reads("still to come by this computer's clock")
    clock.passes(minutes=63)
    person.window.today.tick()
    assert face.text() == "0:05"
    assert not person.reads("still to come by this computer's clock")


def test_a_dose_stands_on_its_button_also_when_the_clock_was_set_back(person: Person, clock: Clock) -> None:
    watch, steady = watch_of(person, clock)
    person.presses(CAPSULE.name + " 5 mg")
    steady.passes(minutes=10)
    clock.passes(hours=-1)
    watch.look()
    assert person.reads("last 16:40")
    assert not person.reads("not taken yet")


def test_what_was_written_long_before_is_left_alone(person: Person, clock: Clock) -> None:
    watch, steady = watch_of(person, clock)
    person.presses(CAPSULE.name + " 5 mg")
    steady.passes(minutes=30)
    clock.passes(hours=-1)
    watch.look()
    assert person.reads("clock was set from")
    assert not person.reads("it is noted there")
    assert person.journal.contents().doses[0].note == ""


def test_sleeping_and_small_corrections_are_no_jump(person: Person, clock: Clock) -> None:
    watch, steady = watch_of(person, clock)
    jumps: list[Jump] = []
    watch.jumped.connect(jumps.append)
    steady.passes(hours=9)
    watch.look()
    clock.passes(seconds=90)
    watch.look()
    assert jumps == []


def test_a_change_of_zone_is_no_jump(person: Person, clock: Clock) -> None:
    watch, _ = watch_of(person, clock)
    jumps: list[Jump] = []
    watch.jumped.connect(jumps.append)
    clock.now = clock.now.astimezone(ZoneInfo("Asia/Tokyo"))
    watch.look()
    assert jumps == []


def test_the_jump_is_noted_once() -> None:
    at = datetime(2026, 4, 2, 16, 40, tzinfo=BERLIN)
    jump = Jump(at, at - timedelta(hours=1))
    entry = FlareUp(id=uuid4(), started_at=at, note="bad")
    once = noted(entry, jump)
    assert noted(once, jump) == once
    assert isinstance(once, FlareUp)
    assert once.note.startswith("bad\n")
