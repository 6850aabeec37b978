"""The sample journal: twelve weeks of a patient who never was, the same every time.

What is planted in it, so that charts, page and patterns have something to show: a change from tablets to a
patch after which flare-ups are about half as many; lifting followed by a flare-up nearly half of the time;
late afternoons, which are also the hours before the evening tablet, as the hard time of day; relief from the
as-needed medicine; a few days without entries, and entries that were written later.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar
from uuid import UUID

from painlog.entries import (
    Activity,
    Appointment,
    CheckIn,
    Contents,
    Dose,
    FlareUp,
    Medicine,
    Note,
    Patient,
    Plan,
    Question,
    Reading,
    Strength,
)
from painlog.exchange.moments import here

DAYS = 84
CHANGE = 42
"""The day (counted from 0) on which the patch takes the place of the tablets."""

_SEED = 42
_MISSING = frozenset((12, 13, 30, 58, 71))
"""Days without any entry: a visit, an infection, days that were forgotten."""
_WAKING = (time(7), time(23))
_TRIGGER, _THERAPY = "lifting", "physical therapy"
_ACTIVITIES = {"stairs": 0.75, "long sitting": 0.6, "walking": 0.7, "gardening": 0.25}
"""Things that are done, and on what share of days; none of them has anything to do with the pain."""
_LIFTING_A_DAY = 0.38
_AFTER_LIFTING = 0.42
_A_DAY = (1.65, 0.45)
"""Flare-ups a day that come by themselves, with the tablets and with the patch."""
_HARD_HOURS = 0.68
"""The share of them that begins between 16:00 and 19:30."""


_Written = TypeVar("_Written", Activity, Appointment, CheckIn, Dose, FlareUp, Note)


@dataclass
class _Story:
    """What has been written down so far, and what chance has in store."""

    first: date
    chance: Random
    medicines: dict[str, Medicine] = field(default_factory=dict)
    flare_ups: list[FlareUp] = field(default_factory=list)
    doses: list[Dose] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    check_ins: list[CheckIn] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def new_id(self) -> UUID:
        """Return the next id; chance decides it, so it is the same every time."""
        return UUID(int=self.chance.getrandbits(128), version=4)

    def at(self, day: int, hours: float) -> datetime:
        """Return the moment of a day (counted from 0) at so many hours after midnight, to the minute."""
        midnight = datetime.combine(self.first + timedelta(days=day), time())
        return here(midnight + timedelta(minutes=round(hours * 60)))

    def minutes(self, middle: float, spread: float, most: float) -> timedelta:
        """Return a length of time around `middle` minutes, as such lengths are: a few are long."""
        length = math.exp(self.chance.gauss(math.log(middle), spread))
        return timedelta(minutes=max(2, round(min(length, most))))


def sample(until: date) -> Contents:
    """Return the sample journal whose last day is `until`, in the computer's time zone."""
    story = _Story(first=until - timedelta(days=DAYS - 1), chance=Random(_SEED))  # noqa: S311 - nothing secret
    story.medicines = _medicines(story)
    for day in range(DAYS):
        if day not in _MISSING:
            _live(story, day)
    _wear_patches(story)
    return Contents(
        patient=_patient(),
        medicines=tuple(story.medicines.values()),
        flare_ups=tuple(story.flare_ups),
        doses=tuple(story.doses),
        activities=tuple(story.activities),
        check_ins=tuple(story.check_ins),
        appointments=_appointments(story),
        notes=tuple(story.notes),
    )


def _patient() -> Patient:
    return Patient(
        name="Sample Patient",
        born=date(1961, 5, 14),
        waking=_WAKING,
        activities=(_TRIGGER, *_ACTIVITIES),
        usual_regions=("lower back, left",),
    )


def _medicines(story: _Story) -> dict[str, Medicine]:
    """Return what is taken, with the plans as on the labels."""
    before, change = story.first - timedelta(days=60), story.first + timedelta(days=CHANGE)
    twice = Plan(
        start=before,
        until=change - timedelta(days=1),
        amount=Decimal(1),
        times=(time(8), time(20)),
        reason="pain between tablets",
    )
    rescue = Plan(start=before, amount=Decimal(1), min_hours_between=Decimal(4), max_per_day=Decimal(6))
    mild = Plan(start=before, amount=Decimal(2), min_hours_between=Decimal(6), max_per_day=Decimal(8))
    weekly = Plan(start=change, amount=Decimal(1), every_hours=Decimal(168))
    tablet = _medicine(story, "Oxycodone PR", "tablet", Strength(value=Decimal(10), unit="mg"), twice)
    patch = _medicine(story, "Buprenorphine patch", "patch", Strength(value=Decimal(10), unit="ug/h"), weekly)
    return {
        "tablet": replace(tablet, action="long-acting", role="regular"),
        "rescue": replace(
            _medicine(story, "Oxycodone IR", "capsule", Strength(value=Decimal(5), unit="mg"), rescue),
            action="short-acting",
        ),
        "mild": _medicine(story, "Paracetamol", "tablet", Strength(value=Decimal(500), unit="mg"), mild),
        "patch": replace(patch, action="long-acting", role="regular", changed_from=tablet.id),
    }


def _medicine(story: _Story, name: str, form: str, strength: Strength, plan: Plan) -> Medicine:
    written = datetime.combine(plan.start, time(6), UTC)
    return Medicine(
        id=story.new_id(),
        name=name,
        ingredient=name.split(maxsplit=1)[0].casefold(),
        form=form,
        strength=strength,
        plans=(plan,),
        written_at=written,
        updated_at=written,
    )


def _live(story: _Story, day: int) -> None:
    """Live one day and write it down."""
    _take_tablets(story, day)
    onsets = sorted(_onsets(story, day))
    free_from = story.at(day, 0)
    for hours, trigger in onsets:
        begin = story.at(day, hours)
        if begin >= free_from:
            flare_up = _flare_up(story, begin, trigger)
            free_from = (flare_up.ended_at or begin + timedelta(hours=2)) + timedelta(minutes=25)
            _treat(story, flare_up)
            free_from = max(free_from, _come_back(story, flare_up, free_from))
    _do_therapy(story, day)
    _check_in(story, day, had_none=not onsets)
    if day in _NOTES:
        moment = story.at(day, 20.5)
        story.notes.append(_stamped(Note(id=story.new_id(), at=moment, text=_NOTES[day]), moment))


def _onsets(story: _Story, day: int) -> Iterator[tuple[float, str]]:
    """Yield when flare-ups begin on a day, in hours after midnight, and what set them off; log the day."""
    chance = story.chance
    for name, share in _ACTIVITIES.items():
        if chance.random() < share:
            _do(story, name, story.at(day, chance.uniform(8, 19.5)), chance.choice((15, 30, 45, 60)))
    if chance.random() < _LIFTING_A_DAY:
        hours = chance.uniform(8.5, 15)
        _do(story, _TRIGGER, story.at(day, hours), 10)
        if chance.random() < _AFTER_LIFTING:
            yield hours + chance.uniform(0.15, 0.8), _TRIGGER
    for _ in range(_count(chance, _A_DAY[day >= CHANGE])):
        hard = chance.random() < _HARD_HOURS
        yield (chance.uniform(16, 19.4) if hard else chance.uniform(7.3, 22)), ""


def _stamped(entry: _Written, written: datetime, changed: datetime | None = None) -> _Written:
    """Return the entry with when it was written down, and when it was last changed."""
    first = written.astimezone(UTC)
    return replace(entry, written_at=first, updated_at=max(first, (changed or written).astimezone(UTC)))


def _count(chance: Random, mean: float) -> int:
    """Return how many of something with that mean happen (Poisson, by Knuth's multiplication)."""
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def _do(story: _Story, name: str, begin: datetime, minutes: int) -> None:
    done = Activity(
        id=story.new_id(), name=name, started_at=begin, ended_at=begin + timedelta(minutes=minutes)
    )
    story.activities.append(_stamped(done, begin + timedelta(minutes=minutes)))


def _flare_up(story: _Story, begin: datetime, trigger: str, after: FlareUp | None = None) -> FlareUp:
    """Write down a flare-up: now and then its end is not known, or it was told later."""
    chance = story.chance
    slept_in = chance.random() < 0.04
    lasted = story.minutes(70 if after else 44, 0.45, 260)
    rise = min(story.minutes(9, 0.5, 30), lasted * 0.6)
    peak = min(9, max(3, round(chance.gauss(6.4 if trigger or after else 6, 1.3))))
    end = None if slept_in else begin + lasted
    flare_up = FlareUp(
        id=story.new_id(),
        started_at=begin,
        peaked_at=None if slept_in else begin + timedelta(minutes=round(rise / timedelta(minutes=1))),
        ended_at=end,
        peak=peak,
        readings=_readings(chance, begin, lasted, peak) if not slept_in and chance.random() < 0.3 else (),
        triggers=_told_triggers(chance, trigger),
        regions=("lower back, left", "buttock, left") if chance.random() < 0.3 else ("lower back, left",),
        qualities=("stabbing",) if chance.random() < 0.6 else ("burning", "shooting"),
        helped=("heat",) if chance.random() < 0.35 else (),
        came_back_after=after.id if after else None,
        end_unknown=slept_in,
        time_uncertain=slept_in,
        note="fell asleep" if slept_in else "",
    )
    late = slept_in or chance.random() < 0.09
    written = begin + (timedelta(hours=chance.uniform(3, 16)) if late else timedelta(seconds=40))
    story.flare_ups.append(_stamped(flare_up, written, end))
    return story.flare_ups[-1]


def _readings(chance: Random, begin: datetime, lasted: timedelta, peak: int) -> tuple[Reading, ...]:
    """Return how bad it was at the beginning, when it was worst, and when it was easing."""
    levels = ((0.05, peak - 2), (0.3, peak), (0.75, peak - chance.choice((1, 2, 3))))
    minutes = lasted / timedelta(minutes=1)
    return tuple(
        Reading(at=begin + timedelta(minutes=round(part * minutes)), intensity=max(1, level))
        for part, level in levels
    )


def _told_triggers(chance: Random, trigger: str) -> tuple[str, ...]:
    if trigger:
        return (trigger,) if chance.random() < 0.85 else ()
    told = chance.random()
    return ("stairs",) if told < 0.08 else ("long sitting",) if told < 0.17 else ()


def _treat(story: _Story, flare_up: FlareUp) -> None:
    """Take the as-needed medicine for most flare-ups, or the mild one where the last dose was too near."""
    chance = story.chance
    taken = flare_up.started_at + timedelta(minutes=round(chance.uniform(3, 15)))
    if (flare_up.peak or 0) < 5 or chance.random() < 0.22:
        return
    rescue, mild = story.medicines["rescue"].id, story.medicines["mild"].id
    last = next((dose for dose in reversed(story.doses) if dose.medicine == rescue), None)
    near = last is not None and taken - last.taken_at < timedelta(hours=4, minutes=5)
    rated = chance.random() < 0.85
    dose = Dose(
        id=story.new_id(),
        medicine=mild if near else rescue,
        taken_at=taken,
        amount=Decimal(2 if near else 1),
        reason="flare-up",
        flare_up=flare_up.id,
        relief=chance.choice((10, 30, 30) if near else (30, 50, 50, 50, 70)) if rated else None,
        relief_minutes=chance.choice((30, 60, 60)) if rated else None,
    )
    story.doses.append(_stamped(dose, taken + timedelta(seconds=20)))


def _come_back(story: _Story, flare_up: FlareUp, free_from: datetime) -> datetime:
    """Let some flare-ups come back, and return when the next one may begin."""
    if flare_up.ended_at is None or story.chance.random() >= 0.13:
        return free_from
    begin = flare_up.ended_at + timedelta(minutes=round(story.chance.uniform(35, 120)))
    if not time(8) <= begin.time() < time(21):
        return free_from
    again = _flare_up(story, begin, "", after=flare_up)
    return (again.ended_at or begin + timedelta(hours=3)) + timedelta(minutes=25)


def _take_tablets(story: _Story, day: int) -> None:
    """Take the regular tablets at about eight, morning and evening, until the patch comes."""
    tablet = story.medicines["tablet"].id
    for hours in (8, 20) if day < CHANGE else ():
        taken = story.at(day, hours + story.chance.gauss(0, 0.12))
        if story.chance.random() < 0.97:
            dose = Dose(id=story.new_id(), medicine=tablet, taken_at=taken, reason="schedule")
            story.doses.append(_stamped(dose, taken + timedelta(seconds=30)))


def _wear_patches(story: _Story) -> None:
    """Wear a patch from the change on, a new one every seven days; the last one is still on."""
    on = [story.at(day, 8 + story.chance.uniform(0, 0.2)) for day in range(CHANGE, DAYS, 7)]
    for index, (taken, off) in enumerate(zip(on, [*on[1:], None], strict=True)):
        dose = Dose(
            id=story.new_id(),
            medicine=story.medicines["patch"].id,
            taken_at=taken,
            reason="schedule",
            ended_at=off,
            site="left shoulder" if index % 2 == 0 else "right shoulder",
        )
        story.doses.append(_stamped(dose, taken, off))


def _do_therapy(story: _Story, day: int) -> None:
    """Go to physical therapy twice a week; before some sessions a capsule is taken to prevent pain."""
    if day % 7 not in (1, 4):
        return
    begin = story.at(day, 10)
    session = Activity(
        id=story.new_id(),
        name=_THERAPY,
        therapy=True,
        started_at=begin,
        ended_at=begin + timedelta(minutes=45),
        note="bridges and walking" if day % 7 == 1 else "",
    )
    story.activities.append(_stamped(session, begin + timedelta(minutes=50)))
    if story.chance.random() < 0.12:
        taken = begin - timedelta(minutes=40)
        rescue = story.medicines["rescue"].id
        dose = Dose(id=story.new_id(), medicine=rescue, taken_at=taken, reason="prevention")
        story.doses.append(_stamped(dose, taken))


def _check_in(story: _Story, day: int, *, had_none: bool) -> None:
    """Tell in most evenings how the day was, and once a week how the pain got in the way."""
    chance = story.chance
    if chance.random() < 0.08 and not had_none:
        return
    with_patch = day >= CHANGE
    weekly = day % 7 == 6
    moment = story.at(day, 21 + chance.uniform(-0.4, 0.6))
    check_in = CheckIn(
        id=story.new_id(),
        at=moment,
        background=min(7, max(1, round(chance.gauss(3.2 if with_patch else 4, 0.8)))),
        enjoyment=chance.choice((4, 5) if with_patch else (5, 6, 7)) if weekly else None,
        activity=chance.choice((4, 5) if with_patch else (6, 7)) if weekly else None,
        sleep_hours=chance.choice((6, 6.5, 7)) if chance.random() < 0.4 else None,
        no_flare_up=had_none,
    )
    story.check_ins.append(_stamped(check_in, moment))


_NOTES = {
    5: "Slept badly, the tablet does not reach until morning",
    24: "Carried the shopping in, not again",
    CHANGE: "First patch. The nurse showed me how to put it on",
    50: "Garden in the sun, a good day",
    66: "Skin under the old patch is a little red",
}


def _appointments(story: _Story) -> tuple[Appointment, ...]:
    """Return the first visit, long enough before the change to compare, and the one that is coming."""
    past, coming = story.at(5, 11), story.at(DAYS + 3, 9.5)
    ahead = ("Is lifting what sets it off?", "Is driving all right with the patch?")
    visit = Appointment(
        id=story.new_id(),
        at=past,
        with_whom="Dr Sample",
        questions=(
            Question(
                text="Why does it hurt before the evening tablet?",
                answer="Keep the journal; in five weeks a patch, 10 µg/h, in place of the tablets",
            ),
        ),
        note="Bring the page to the next visit",
    )
    following = Appointment(
        id=story.new_id(),
        at=coming,
        with_whom="Dr Sample",
        questions=tuple(Question(text=question) for question in ahead),
    )
    return _stamped(visit, past), _stamped(following, past + timedelta(minutes=20))
