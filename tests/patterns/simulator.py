"""Simulated patients whose journals hold exactly what was planted in them.

A patient sleeps at night and has flare-ups as a Poisson process over the waking hours, of log-normal
length, none while another one goes on. A regular medicine is taken at 08:00 and 20:00 (10 minutes early or
late, 3 % missed), an as-needed one for most flare-ups, not sooner than 4 hours after the last. Six activities
are logged as they happen, and most evenings there is a check-in.

What varies from patient to patient: rate, length, and how often a dose is taken. What varies in a life: good
and bad stretches (the log rate of a day is an autoregressive series, and background pain goes with it), days
without any entry, half of them in runs, and entries that are written hours later, their times rounded to half
an hour. What can be planted: see `Planted`; nothing by default.
"""

from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from painlog.entries import Medicine, Plan, Strength
from painlog.record import BY_SCHEDULE, FOR_FLARE_UP, FOR_OTHER, REASON_NOT_SAID, Record
from tests.patterns.recording import DAY, FIRST, HOUR, MINUTE, Checked, Did, Flare, Taken, written

Floats = NDArray[np.float64]
Kind = TypeVar("Kind", Flare, Taken, Did)

ACTIVITIES = ("lifting", "stairs", "sitting", "walking", "housework", "driving")
LIFTING, DRIVING = ACTIVITIES[0], ACTIVITIES[5]
LESS_AT_WEEKENDS = {"sitting", "driving"}
THERAPY = "physical therapy"
_REGULAR_ID, _AS_NEEDED_ID, _PATCH_ID = (UUID(int=number) for number in (1, 2, 3))


@dataclass(frozen=True, kw_only=True)
class Planted:
    """What is really there."""

    trigger: float = 1.0
    """How many times the usual hourly rate applies in the hour after lifting."""
    trigger_day: float = 1.0
    """How many times the usual rate applies in the 24 hours after driving."""
    hard_time: float = 0.0
    """Share of flare-ups moved to 15:30-18:30."""
    end_of_dose: float = 0.0
    """Share of flare-ups moved to the last fifth of the time before a regular dose."""
    returning: float = 0.0
    """Share of flare-ups that come back 20 to 150 minutes after their end, and half as long again."""
    lengthening: float = 1.0
    """Factor of the length from the first to the last day."""
    every_hours: float = 0.0
    """As-needed doses so many waking hours apart, whatever happens."""
    rising: float = 0.0
    """Share by which flare-ups grow; amounts grow three times as much, pain by three times as many points."""
    change: float | None = None
    """Factor of the rate since a change of the regular medicine in the middle; None: there was no change."""
    at_worst: bool = False
    """The change comes right after the worst fortnight instead of in the middle."""
    therapy: float | None = None
    """Factor of the rate since physical therapy began in the middle, twice a week; None: there was none."""


@dataclass(frozen=True, kw_only=True)
class Habits:
    """How a patient lives and writes."""

    days: int = 90
    rate: float = 1.0
    """Flare-ups a day."""
    unevenness: float = 0.0
    """Standard deviation of the log rate of a day."""
    memory: float = 0.7
    """Correlation of the log rate with that of the day before."""
    length: float = 45.0
    length_spread: float = 0.6
    """Median of the lengths in minutes, and standard deviation of their logarithm."""
    dosing: float = 0.8
    """Share of flare-ups that an as-needed dose is taken for."""
    missing: float = 0.0
    """Share of days without any entry."""
    late: float = 0.1
    """Share of entries written hours later."""
    says_when_written: bool = True
    done_a_day: tuple[float, ...] = (0.8, 1.2, 0.9, 1.0, 0.6, 0.4)
    """How often a day each of the activities is logged."""
    checks_in: float = 0.9
    wakes_at: float = 7.0
    waking_hours: float = 16.0


@dataclass
class Life:
    """A patient's time as it goes by."""

    rng: np.random.Generator
    habits: Habits
    planted: Planted
    mood: Floats
    """The log rate of each day against the usual one."""
    turn: int
    """The day of the change or of the first session."""
    flares: list[Flare] = field(default_factory=list)
    regular: list[Taken] = field(default_factory=list)
    as_needed: list[Taken] = field(default_factory=list)
    patches: list[Taken] = field(default_factory=list)
    activities: list[Did] = field(default_factory=list)
    check_ins: list[Checked] = field(default_factory=list)


def simulate(seed: int, habits: Habits | None = None, planted: Planted | None = None) -> Record:
    """Return the journal of one patient; the same seed gives the same patient."""
    rng = np.random.default_rng(seed)
    own = _varied(rng, habits or Habits())
    mood = _stretches(rng, own)
    life = Life(rng, own, planted or Planted(), mood, 0)
    life.turn = _turning_day(life)
    _live(life)
    return _journal(life)


def period(record: Record) -> tuple[date, date]:
    """Return the first and the last local day of a simulated journal."""
    return FIRST, FIRST + timedelta(days=round((record.end - record.begin) / DAY) - 1)


def _varied(rng: np.random.Generator, habits: Habits) -> Habits:
    return replace(
        habits,
        rate=habits.rate * float(np.exp(rng.normal(0, 0.25))),
        length=habits.length * float(np.exp(rng.normal(0, 0.3))),
        dosing=float(np.clip(habits.dosing + rng.normal(0, 0.08), 0.3, 1)),
    )


def _stretches(rng: np.random.Generator, habits: Habits) -> Floats:
    steps = rng.normal(0, habits.unevenness, habits.days)
    steps[1:] *= np.sqrt(1 - habits.memory**2)
    mood = np.zeros(habits.days)
    for day in range(habits.days):
        mood[day] = habits.memory * (mood[day - 1] if day else 0.0) + steps[day]
    return mood


def _turning_day(life: Life) -> int:
    if not life.planted.at_worst:
        return life.habits.days // 2
    fortnights = np.convolve(life.mood + life.rng.normal(0, 0.01, life.mood.size), np.ones(14), mode="valid")
    low, high = 36, life.habits.days - 36
    return low + int(np.argmax(fortnights[low - 14 : high - 13]))


def _live(life: Life) -> None:
    habits, planted, rng = life.habits, life.planted, life.rng
    place = np.arange(habits.days)
    since = np.where(place >= life.turn, (planted.change or 1.0) * (planted.therapy or 1.0), 1.0)
    rates = habits.rate * np.exp(life.mood) * since * (1 + planted.rising * place / habits.days)
    for day in range(habits.days):
        _be_active(life, day)
        _take_regular(life, day)
        _have_flare_ups(life, day, float(rates[day]))
        if rng.random() < habits.checks_in:
            level = 3 + 3 * planted.rising * day / habits.days + life.mood[day] + rng.normal(0, 0.7)
            at = day * DAY + rng.uniform(20.5, 22.5) * HOUR
            life.check_ins.append(Checked(at=at, background=float(np.clip(round(level), 0, 10))))
    _leave_out_overlaps(life)
    _take_as_needed(life)


def _waking_moment(life: Life, day: int) -> float:
    return day * DAY + (life.habits.wakes_at + life.habits.waking_hours * life.rng.random()) * HOUR


def _delay(life: Life) -> float | None:
    if not life.habits.says_when_written:
        return None
    is_late = life.rng.random() < life.habits.late
    return float(life.rng.uniform(1.5, 12) * HOUR if is_late else life.rng.uniform(0, 900))


def _be_active(life: Life, day: int) -> None:
    for name, rate in zip(ACTIVITIES, life.habits.done_a_day, strict=True):
        today = rate * (0.6 if day % 7 >= 5 and name in LESS_AT_WEEKENDS else 1.0)
        for _ in range(life.rng.poisson(today)):
            life.activities.append(Did(at=_waking_moment(life, day), name=name))
    if life.planted.therapy is not None and day >= life.turn and (day - life.turn) % 7 in (0, 3):
        at = day * DAY + life.rng.uniform(10, 16) * HOUR
        life.activities.append(Did(at=at, name=THERAPY, is_therapy=True))


def _take_regular(life: Life, day: int) -> None:
    if life.planted.change is not None and day >= life.turn:
        if (day - life.turn) % 7 == 0:
            life.patches.append(Taken(at=day * DAY + 9 * HOUR, reason=BY_SCHEDULE))
        return
    for hour in (8, 20):
        if life.rng.random() < 0.97:
            at = day * DAY + hour * HOUR + life.rng.normal(0, 600)
            life.regular.append(Taken(at=at, reason=BY_SCHEDULE))


def _have_flare_ups(life: Life, day: int, rate: float) -> None:
    habits, planted, rng = life.habits, life.planted, life.rng
    today = [one for one in life.activities if one.at >= (day - 1) * DAY]
    drives = [one.at for one in today if one.name == DRIVING]
    most = max(1.0, planted.trigger_day)
    tried = [_moved(life, _waking_moment(life, day)) for _ in range(rng.poisson(rate * most))]
    onsets = [at for at in tried if rng.random() * most < _factor(planted, at, drives)]
    hourly = rate / habits.waking_hours
    for lift in (one.at for one in today if one.name == LIFTING and one.at >= day * DAY):
        more = rng.poisson((planted.trigger - 1) * hourly)
        onsets += [lift + rng.uniform(60, 3500) for _ in range(more)]
    for onset in onsets:
        _have_one(life, onset, planted.lengthening ** (day / habits.days))


def _factor(planted: Planted, onset: float, drives: list[float]) -> float:
    return planted.trigger_day if any(0 < onset - at < DAY for at in drives) else 1.0


def _have_one(life: Life, onset: float, growth: float) -> None:
    habits, rng = life.habits, life.rng
    lasted = habits.length * growth * float(np.exp(rng.normal(0, habits.length_spread)))
    peak = float(np.clip(round(rng.normal(6.5, 1.3)), 1, 10))
    rise = min(0.9 * lasted, float(rng.lognormal(2.3, 0.5)))
    life.flares.append(Flare(at=onset, lasted=lasted, rise=rise, peak=peak))
    if rng.random() < life.planted.returning:
        again = onset + (lasted + rng.uniform(20, 150)) * MINUTE
        life.flares.append(Flare(at=again, lasted=1.5 * lasted, rise=rise, peak=peak))


def _moved(life: Life, onset: float) -> float:
    planted, rng = life.planted, life.rng
    midnight = onset // DAY * DAY
    if rng.random() < planted.hard_time:
        return float(midnight + rng.uniform(15.5, 18.5) * HOUR)
    if rng.random() < planted.end_of_dose:
        due = float(rng.choice((8.0, 20.0)))
        return float(midnight + max(due - 2.4 * rng.random(), 6.5 if due < 12 else 0.0) * HOUR)
    return onset


def _leave_out_overlaps(life: Life) -> None:
    kept: list[Flare] = []
    for flare in sorted(life.flares, key=lambda one: one.at):
        if not kept or flare.at > kept[-1].at + (kept[-1].lasted or 0.0) * MINUTE + 300:
            kept.append(flare)
    life.flares = [flare for flare in kept if flare.at < life.habits.days * DAY]


def _take_as_needed(life: Life) -> None:
    rng, planted = life.rng, life.planted
    if planted.every_hours:
        hours = np.arange(7.1, 23, planted.every_hours)
        for day in range(life.habits.days):
            for at in day * DAY + hours * HOUR + rng.normal(0, 500, hours.size):
                reason = int(rng.choice((REASON_NOT_SAID, FOR_OTHER)))
                life.as_needed.append(Taken(at=float(at), reason=reason))
        return
    last = -DAY
    for flare in life.flares:
        at = flare.at + rng.uniform(0, 20) * MINUTE
        if rng.random() < life.habits.dosing and at - last > 4 * HOUR:
            amount = 1 + round(3 * planted.rising * at / DAY / life.habits.days)
            life.as_needed.append(Taken(at=at, reason=FOR_FLARE_UP, flare=flare, amount=amount))
            last = at


def _journal(life: Life) -> Record:
    """Write down what is not forgotten, some of it late."""
    gone = _forgotten_days(life)
    flares = [flare for flare in life.flares if flare.at // DAY not in gone]
    later = {id(flare): _late(life, flare) for flare in flares}
    doses: dict[Medicine, list[Taken]] = {}
    for medicine, taken in _medicines(life):
        rows = [_late(life, dose) for dose in taken if dose.at // DAY not in gone]
        doses[medicine] = [replace(dose, flare=later.get(id(dose.flare))) for dose in rows]
    return written(
        flares=later.values(),
        doses=doses,
        activities=[_late(life, one) for one in life.activities if one.at // DAY not in gone],
        check_ins=[replace(c, delay=_delay(life)) for c in life.check_ins if c.at // DAY not in gone],
        days=life.habits.days,
    )


def _forgotten_days(life: Life) -> set[int]:
    gone: set[int] = set()
    while len(gone) < life.habits.missing * life.habits.days:
        day = int(life.rng.integers(life.habits.days))
        gone |= set(range(day, day + (1 if life.rng.random() < 0.5 else int(life.rng.integers(2, 8)))))
    return gone


def _late(life: Life, entry: Kind) -> Kind:
    """Return the entry with the time of its writing; the times of late ones are guesses of half an hour."""
    delay = _delay(life)
    rounded = round(entry.at / 1800) * 1800.0 if delay is not None and delay > HOUR else entry.at
    return replace(entry, at=rounded, delay=delay)


def _medicines(life: Life) -> list[tuple[Medicine, list[Taken]]]:
    regular = Medicine(
        id=_REGULAR_ID,
        name="Oxycodone PR",
        ingredient="oxycodone",
        strength=Strength(value=Decimal(10), unit="mg"),
        action="long-acting",
        role="regular",
        plans=(Plan(start=FIRST, amount=Decimal(1), times=(time(8), time(20))),),
    )
    as_needed = Medicine(
        id=_AS_NEEDED_ID,
        name="Oxycodone IR",
        ingredient="oxycodone",
        form="capsule",
        strength=Strength(value=Decimal(5), unit="mg"),
        action="short-acting",
        plans=(Plan(start=FIRST, amount=Decimal(1), min_hours_between=Decimal(4), max_per_day=Decimal(6)),),
    )
    patch = Medicine(
        id=_PATCH_ID,
        name="Buprenorphine",
        form="patch",
        strength=Strength(value=Decimal(10), unit="ug/h"),
        action="long-acting",
        role="regular",
        plans=(Plan(start=FIRST + timedelta(days=life.turn), amount=Decimal(1), every_hours=Decimal(168)),),
        changed_from=_REGULAR_ID,
    )
    changed = [(patch, life.patches)] if life.planted.change is not None else []
    return [(regular, life.regular), (as_needed, life.as_needed), *changed]
