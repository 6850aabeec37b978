"""A second kind of simulated patients, so that nothing is tuned to the ways of the first.

Written from the definitions alone. Here the chance of a flare-up is a hazard a minute that everything planted
multiplies: 60 minutes or 24 hours after an activity, a time of day, the last fifth before a dose. The patient
wakes between 06:30 and 07:30, sleeps 16 hours later and has no onset at night; lengths are gamma distributed;
a flare-up leaves no room for another one. A regular medicine at 08:00 and 20:00 (up to 20 minutes early or
late, one of fifty forgotten), an as-needed one for four of five flare-ups unless the plan's 4 hours are not
over; six activities, each with hours of the day of its own.

Bad weeks are runs: a patient goes from good to bad days and back with a chance a day, bad days having
several times the rate. Missing days come in runs of one to six. Late entries are written in the evening, with
times rounded to the quarter of an hour. Rates are what they are asked to be: nothing varies unless asked.
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

MINUTES = 1440
WAKES, SLEEPS = 7 * 60, 23 * 60
LIFTING, DRIVING = "lifting", "driving"
HOURS_OF: dict[str, tuple[float, float]] = {
    LIFTING: (8.0, 20.0),
    DRIVING: (7.5, 19.0),
    "stairs": (7.0, 22.5),
    "sitting": (9.0, 22.0),
    "walking": (8.0, 18.0),
    "gardening": (10.0, 17.0),
}
"""Each activity and the hours between which it is done."""
THERAPY = "physical therapy"
_OLD, _NEW, _AS_NEEDED, _PATCH = (UUID(int=number) for number in (11, 12, 13, 14))


@dataclass(frozen=True, kw_only=True)
class Case:
    """How a patient lives, and what is really there; nothing is by default."""

    days: int = 90
    rate: float = 1.5
    """Flare-ups a day."""
    length: float = 45.0
    roughness: float = 0.35
    """Variance of a length over its mean squared."""
    done: float = 0.8
    """How often a day each activity is done."""
    bad: float = 1.0
    """How many times the rate of good days applies on bad days."""
    bad_days: float = 6.0
    """How long bad stretches last in the mean; good ones twice as long."""
    missing: float = 0.0
    late: float = 0.0
    says_when_written: bool = True
    sets_waking: bool = True
    hour_trigger: float = 1.0
    """Factor of the hazard in the 60 minutes after lifting."""
    trigger_minutes: int = 60
    day_trigger: float = 1.0
    """Factor of the hazard in the 24 hours after driving."""
    hard_time: float = 0.0
    """Share of the flare-ups of 16:00 to 19:00."""
    before_dose: float = 0.0
    """Share of flare-ups in the last fifth before a regular dose."""
    returning: float = 0.0
    """Share that comes back 10 to 170 minutes after its end."""
    lengthening: float = 1.0
    every_hours: float = 0.0
    """As-needed doses so many hours apart, whatever happens."""
    rising: float = 0.0
    """Share by which doses and pain grow to the end."""
    change: float | None = None
    """Factor of the rate since another regular medicine on day 45."""
    therapy: float | None = None
    eased: float = 0.0
    """Points by which background pain is lower since the change or therapy."""
    at_worst: bool = False
    """The change comes at the end of the worst ten days."""
    patch: float = 0.0
    """Share of flare-ups on the last day of a weekly patch; with any, patches take the tablets' place."""


@dataclass
class Days:
    """A patient's days as they are drawn."""

    case: Case
    rng: np.random.Generator
    mood: Floats
    turn: int
    wakes: Floats = field(default_factory=lambda: np.empty(0))
    flares: list[Flare] = field(default_factory=list)
    did: list[Did] = field(default_factory=list)
    regular: list[float] = field(default_factory=list)


def live(seed: int, case: Case | None = None) -> Record:
    """Return the journal of one patient; the same seed gives the same patient."""
    rng, own = np.random.default_rng([seed, 2]), case or Case()
    mood = _mood(rng, own)
    days = Days(own, rng, mood, _turn(own, mood))
    days.wakes = WAKES + rng.uniform(-30, 30, own.days)
    _do_things(days)
    _take_regular(days)
    _flare_up(days)
    return _written(days)


def span(case: Case) -> tuple[date, date]:
    """Return the first and last local day of such a journal."""
    return FIRST, FIRST + timedelta(days=case.days - 1)


def _mood(rng: np.random.Generator, case: Case) -> Floats:
    bad, is_bad = np.ones(case.days), bool(rng.random() < 1 / 3)
    for day in range(case.days):
        bad[day] = case.bad if is_bad else 1.0
        is_bad ^= bool(rng.random() < (1 if is_bad else 0.5) / case.bad_days)
    return bad / ((case.bad + 2) / 3)


def _turn(case: Case, mood: Floats) -> int:
    if not case.at_worst:
        return case.days // 2
    summed = np.convolve(mood, np.ones(10), "valid")
    low, high = 36, case.days - 36
    return low + int(np.argmax(summed[low - 10 : high - 9]))


def _do_things(days: Days) -> None:
    case, rng = days.case, days.rng
    days_with = case.done if case.done <= 1 else 0.75
    for name, (first, last) in HOURS_OF.items():
        for day in np.flatnonzero(rng.random(case.days) < days_with).tolist():
            times = 1 + int(rng.poisson(case.done / days_with - 1))
            days.did += [Did(at=day * DAY + rng.uniform(first, last) * HOUR, name=name) for _ in range(times)]
    if case.therapy is not None:
        for day in range(days.turn, case.days):
            if (day - days.turn) % 7 in (0, 3):
                days.did.append(Did(at=day * DAY + 11 * HOUR, name=THERAPY, is_therapy=True))


def _take_regular(days: Days) -> None:
    rng = days.rng
    if days.case.patch:
        days.regular = [
            day * DAY + 9 * HOUR + rng.uniform(-1, 1) * HOUR for day in range(0, days.case.days, 7)
        ]
        return
    times = (day * DAY + hour * HOUR for day in range(days.case.days) for hour in (8, 20))
    days.regular = [at + rng.uniform(-20, 20) * MINUTE for at in times if rng.random() > 0.02]


def _hazard(days: Days) -> Floats:
    """Return the hazard of each minute; the day's mean is the rate but for what follows activities."""
    case = days.case
    minute = np.arange(MINUTES)
    shape = np.zeros((case.days, MINUTES))
    for day in range(case.days):
        awake = (minute >= days.wakes[day]) & (minute < days.wakes[day] + 960)
        part = np.where(awake, 1.0, 0.0)
        part = _within(part, (minute >= 16 * 60) & (minute < 19 * 60), case.hard_time)
        to_dose = np.minimum((8 * 60 - minute) % 720, 720)
        part = _within(part, (to_dose > 0) & (to_dose <= 144), case.before_dose)
        shape[day] = part / part.sum() * case.rate * days.mood[day]
    place = np.arange(case.days)
    if case.patch:
        last = place % 7 == 6
        shape[last] *= 7 * case.patch
        shape[~last] *= 7 * (1 - case.patch) / 6
    shape *= (1 + case.rising * place / case.days)[:, None]
    factor = (case.change or 1.0) * (case.therapy or 1.0)
    shape[days.turn :] *= factor
    hazard = shape.ravel()
    for name, times, length in (
        (LIFTING, case.hour_trigger, case.trigger_minutes),
        (DRIVING, case.day_trigger, MINUTES),
    ):
        after = np.zeros(hazard.size, dtype=bool)
        for one in days.did if times != 1 else []:
            if one.name == name:
                first = int(one.at // 60) + 1
                after[first : first + length] = True
        hazard = np.where(after, hazard * times, hazard)
    return hazard


def _within(part: Floats, inside: NDArray[np.bool_], share: float) -> Floats:
    """Return the day's hazard with that share of it inside, nothing moved where the share is 0."""
    if not share:
        return part
    held = part[inside].sum() / part.sum()
    return np.asarray(np.where(inside, part * share / held, part * (1 - share) / (1 - held)))


def _flare_up(days: Days) -> None:
    case, rng = days.case, days.rng
    hazard = _hazard(days)
    tried = np.flatnonzero(rng.random(hazard.size) < hazard)
    waiting = list(tried.astype(float))
    free = -1.0
    while waiting:
        minute = waiting.pop(0)
        if minute <= free:
            continue
        day = min(case.days - 1, int(minute // MINUTES))
        growth = case.lengthening ** (day / case.days)
        lasted = max(3.0, float(rng.gamma(1 / case.roughness, case.length * case.roughness)) * growth)
        peak = float(np.clip(rng.integers(4, 10), 0, 10))
        at = minute * MINUTE + rng.uniform(0, 59)
        days.flares.append(Flare(at=at, lasted=lasted, rise=min(lasted / 2, 10.0), peak=peak))
        free = minute + lasted + 1
        if rng.random() < case.returning:
            again = minute + lasted + rng.uniform(10, 170)
            waiting = sorted([again, *waiting])
    days.flares = [flare for flare in days.flares if flare.at < case.days * DAY]


def _as_needed(days: Days) -> list[Taken]:
    case, rng = days.case, days.rng
    if case.every_hours:
        doses = []
        for day in range(case.days):
            hour = days.wakes[day] / 60 + 0.25
            while hour < days.wakes[day] / 60 + 16:
                reason = int(rng.choice((REASON_NOT_SAID, FOR_OTHER, BY_SCHEDULE)))
                doses.append(Taken(at=day * DAY + hour * HOUR, reason=reason))
                hour += case.every_hours + float(rng.uniform(-0.3, 0.3))
        return doses
    doses, last = [], -DAY
    for flare in days.flares:
        at = flare.at + rng.uniform(1, 15) * MINUTE
        if rng.random() < 0.8 and at > last + 4 * HOUR:
            amount = float(1 + np.round(2 * case.rising * at / DAY / case.days))
            doses.append(Taken(at=at, reason=FOR_FLARE_UP, flare=flare, amount=amount))
            last = at
    return doses


def _written(days: Days) -> Record:
    """Write down what is not forgotten, some of it in the evening."""
    case, gone = days.case, _forgotten(days)
    kept = {id(flare): _told(days, flare) for flare in days.flares if flare.at // DAY not in gone}
    doses: dict[Medicine, list[Taken]] = {}
    for medicine, rows in _medicines(days):
        stay = [_told(days, dose) for dose in rows if dose.at // DAY not in gone]
        doses[medicine] = [replace(dose, flare=kept.get(id(dose.flare))) for dose in stay]
    return written(
        flares=kept.values(),
        doses=doses,
        activities=[_told(days, one) for one in days.did if one.at // DAY not in gone],
        check_ins=[_evening(days, day) for day in range(case.days) if day not in gone],
        waking=(time(7), time(23)) if case.sets_waking else None,
        days=case.days,
    )


def _forgotten(days: Days) -> set[int]:
    gone: set[int] = set()
    while len(gone) < days.case.missing * days.case.days:
        first = int(days.rng.integers(days.case.days))
        gone |= set(range(first, min(days.case.days, first + int(days.rng.integers(1, 7)))))
    return gone


def _told(days: Days, entry: Kind) -> Kind:
    """Return the entry as it is written: at once, or in the evening with its time to a quarter of an hour."""
    case, rng = days.case, days.rng
    if not case.says_when_written:
        return replace(entry, delay=None)
    if rng.random() < case.late:
        at = round(entry.at / 900) * 900.0
        return replace(entry, at=at, delay=max(4000.0, at // DAY * DAY + 21.5 * HOUR - at))
    return replace(entry, delay=float(rng.uniform(0, 40 * MINUTE)))


def _evening(days: Days, day: int) -> Checked:
    case = days.case
    level = 4 - (case.eased if day >= days.turn else 0.0) + 3 * case.rising * day / case.days
    level += 0.8 * float(np.log(days.mood[day])) + days.rng.normal(0, 0.8)
    return Checked(
        at=day * DAY + 21.75 * HOUR,
        background=float(np.clip(round(level), 0, 10)),
        no_flare_up=not any(flare.at // DAY == day for flare in days.flares),
        delay=60.0 if case.says_when_written else None,
    )


def _medicines(days: Days) -> list[tuple[Medicine, list[Taken]]]:
    case, turn = days.case, FIRST + timedelta(days=days.turn)
    regular = [Taken(at=at, reason=BY_SCHEDULE) for at in days.regular]
    twice = (time(8), time(20))
    as_needed = Medicine(
        id=_AS_NEEDED,
        name="Morphine IR",
        ingredient="morphine",
        strength=Strength(value=Decimal(10), unit="mg"),
        action="short-acting",
        plans=(Plan(start=FIRST, amount=Decimal(1), min_hours_between=Decimal(4), max_per_day=Decimal(6)),),
    )
    if case.patch:
        plans = (Plan(start=FIRST, amount=Decimal(1), every_hours=Decimal(168)),)
        patch = Medicine(
            id=_PATCH, name="Fentanyl", form="patch", action="long-acting", role="regular", plans=plans
        )
        return [(patch, regular), (as_needed, _as_needed(days))]
    changed = case.change is not None
    old = Medicine(
        id=_OLD,
        name="Morphine ER",
        ingredient="morphine",
        action="long-acting",
        role="regular",
        plans=(
            Plan(
                start=FIRST,
                until=turn - timedelta(days=1) if changed else None,
                amount=Decimal(1),
                times=twice,
            ),
        ),
    )
    before = [dose for dose in regular if not changed or dose.at < days.turn * DAY]
    found = [(old, before), (as_needed, _as_needed(days))]
    if changed:
        new = Medicine(
            id=_NEW,
            name="Tapentadol ER",
            action="long-acting",
            role="regular",
            plans=(Plan(start=turn, amount=Decimal(1), times=twice),),
            changed_from=_OLD,
        )
        found.append((new, [dose for dose in regular if dose.at >= days.turn * DAY]))
    return found
