"""Journals of every size for the tests of the page: a believable patient in a few strokes, from a seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from painlog.entries import (
    Activity,
    Appointment,
    CheckIn,
    Contents,
    Dose,
    FlareUp,
    Medicine,
    Patient,
    Plan,
    Question,
    Strength,
)
from painlog.journal import Journal
from painlog.record import Record

UNTIL = date(2026, 4, 12)
SUMMER = timezone(timedelta(hours=2))
NAMES = (
    "Oxycodone IR",
    "Oxycodone PR",
    "Buprenorphine",
    "Ibuprofen",
    "Paracetamol",
    "Pregabalin",
    "Duloxetine",
    "Metamizole",
)
LONG_NAMES = tuple(f"{name} hydrochloride dihydrate prolonged-release film-coated" for name in NAMES)
TRIGGERS = ("lifting", "climbing stairs", "long sitting", "housework", "cold weather", "driving", "standing")
QUESTIONS = ("Can I stop the evening tablet now?", "Is driving all right with the patch?")
LONG_QUESTIONS = tuple(
    f"{number}. When the pain comes back in the late afternoon although I have rested as you advised me to, "
    "may I take the second capsule earlier than four hours after the first, or is it better to wait and to "
    "lie down, and does it matter whether I have eaten by then or had a glass of wine the evening before?"
    for number in range(1, 13)
)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a journal is to hold."""

    weeks: int = 6
    flare_ups: int = 46
    medicines: int = 3
    names: Sequence[str] = NAMES
    questions: Sequence[str] = QUESTIONS
    name: str = "Sample Patient"
    before: bool = True
    """Whether the period before has entries as well."""
    until: date = UNTIL
    seed: int = 7

    @property
    def begin(self) -> date:
        """The first day of the period."""
        return self.until - timedelta(days=7 * self.weeks - 1)


def record_of(folder: Path, kept: Kept, *more: FlareUp) -> Record:
    """Return the record of the period and the one before, as a real journal gives it, with `more` in it."""
    first = kept.begin - timedelta(days=7 * kept.weeks + 2)
    begin, end = (datetime.combine(day, time(), UTC) for day in (first, kept.until + timedelta(days=2)))
    journal = journal_of(folder, kept)
    try:
        journal.record(*more)
        return journal.record_of(begin.timestamp(), end.timestamp(), details=True)
    finally:
        journal.close(hurried=True)  # nobody looks for a backup of it


def journal_of(folder: Path, kept: Kept) -> Journal:
    """Return an open journal with the entries."""
    clock = datetime.combine(kept.until, time(21), SUMMER)
    journal = Journal.open(folder / "journal.painlog", clock=lambda: clock)
    if not journal.count():
        journal.take_in(contents_of(kept))
        journal.describe(Patient(name=kept.name, born=date(1961, 5, 14)))
    return journal


def contents_of(kept: Kept) -> Contents:
    """Return the entries of the period, and as many again of the period before."""
    chance = random.Random(kept.seed)
    begin = kept.begin - timedelta(days=7 * kept.weeks) if kept.before else kept.begin
    days = (kept.until - begin).days + 1
    count = kept.flare_ups * (2 if kept.before else 1)
    medicines = _medicines(kept, begin, days)
    flare_ups = tuple(_flare_up(chance, begin, days) for _ in range(count))
    return Contents(
        medicines=medicines,
        flare_ups=flare_ups,
        doses=(*_rescue(chance, medicines, flare_ups), *_regular(chance, medicines, begin, days)),
        activities=tuple(_activities(chance, begin, days if count else 0)),
        check_ins=tuple(_check_ins(chance, begin, days if count or kept.medicines else 0)),
        appointments=(_appointment(chance, kept),),
    )


def _id(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _at(begin: date, day: int, hours: float) -> datetime:
    return datetime.combine(begin, time(), SUMMER) + timedelta(days=day, minutes=round(hours * 60))


def _flare_up(chance: random.Random, begin: date, days: int) -> FlareUp:
    hours = chance.choice((chance.gauss(17, 1.5), chance.uniform(7, 22)))
    start = _at(begin, chance.randrange(days), min(22.0, max(6.0, hours)))
    lasted = timedelta(minutes=round(chance.lognormvariate(3.85, 0.5)) + 5)
    late = timedelta(hours=chance.choice((0, 0, 0, 0, 0, 0, 0, 20)))
    return FlareUp(
        id=_id(chance),
        started_at=start,
        peaked_at=start + min(lasted, timedelta(minutes=chance.randint(3, 20))),
        ended_at=start + lasted,
        peak=chance.choice((4, 5, 5, 6, 6, 6, 7, 8, 9)),
        triggers=tuple(chance.sample(TRIGGERS, chance.choice((0, 0, 1, 1, 2)))),
        regions=("lower back, left",),
        written_at=(start + lasted + late).astimezone(UTC),
    )


def _medicines(kept: Kept, begin: date, days: int) -> tuple[Medicine, ...]:
    change = begin + timedelta(days=days * 4 // 5)
    patterns = (
        ("capsule", "mg", "as-needed", Plan(start=begin, amount=Decimal(1), max_per_day=Decimal(6))),
        (
            "tablet",
            "mg",
            "regular",
            Plan(start=begin, times=(time(8), time(20)), until=change - timedelta(days=1)),
        ),
        ("patch", "ug/h", "regular", Plan(start=change, every_hours=Decimal(168))),
        ("tablet", "mg", "as-needed", Plan(start=begin, amount=Decimal(1), min_hours_between=Decimal(6))),
        ("tablet", "mg", "regular", Plan(start=begin, times=(time(9),))),
    )
    made: list[Medicine] = []
    for at, name in enumerate(kept.names[: kept.medicines]):
        form, unit, role, plan = patterns[min(at, 4)]
        strength = Strength(value=Decimal((5, 10, 10, 400, 500, 75, 60, 500)[at % 8]), unit=unit)
        from_tablets = made[1].id if form == "patch" else None
        made.append(
            Medicine(
                id=UUID(int=at + 1, version=4),
                name=name,
                form=form,
                strength=strength,
                role=role,
                plans=(plan,),
                changed_from=from_tablets,
            )
        )
    return tuple(made)


def _rescue(chance: random.Random, medicines: Sequence[Medicine], flare_ups: Sequence[FlareUp]) -> list[Dose]:
    doses = []
    for medicine in (medicine for medicine in medicines if medicine.role == "as-needed"):
        for flare_up in flare_ups:
            if chance.random() < 0.55:
                taken = flare_up.started_at + timedelta(minutes=chance.randint(2, 25))
                dose = Dose(
                    id=_id(chance), medicine=medicine.id, taken_at=taken, written_at=taken.astimezone(UTC)
                )
                rated = chance.random() < 0.8
                doses.append(
                    replace(
                        dose,
                        reason=chance.choice(("flare-up", "flare-up", "flare-up", "prevention")),
                        relief=chance.choice((25.0, 50.0, 50.0, 75.0)) if rated else None,
                        relief_minutes=60.0 if rated else None,
                    )
                )
    return doses


def _regular(chance: random.Random, medicines: Sequence[Medicine], begin: date, days: int) -> list[Dose]:
    doses = []
    for medicine in (medicine for medicine in medicines if medicine.role == "regular"):
        for day in range(days):
            plan = medicine.plan_on(begin + timedelta(days=day))
            hours = [] if plan is None else [at.hour for at in plan.times]
            if (
                plan is not None
                and plan.every_hours
                and (begin + timedelta(days=day) - plan.start).days % 7 == 0
            ):
                hours = [9]
            for hour in hours:
                taken = _at(begin, day, hour + chance.gauss(0, 0.2))
                written = taken.astimezone(UTC)
                doses.append(Dose(id=_id(chance), medicine=medicine.id, taken_at=taken, written_at=written))
    return doses


def _activities(chance: random.Random, begin: date, days: int) -> list[Activity]:
    done = []
    for day in range(days):
        for name in TRIGGERS[:3]:
            if chance.random() < 0.5:
                start = _at(begin, day, chance.uniform(8, 20))
                done.append(
                    Activity(id=_id(chance), name=name, started_at=start, written_at=start.astimezone(UTC))
                )
        if day % 3 == 0 and day > days * 4 // 5:
            start = _at(begin, day, 11)
            done.append(Activity(id=_id(chance), name="physical therapy", therapy=True, started_at=start))
    return done


def _check_ins(chance: random.Random, begin: date, days: int) -> list[CheckIn]:
    asked = []
    for day in range(days):
        if chance.random() < 0.93:
            at = _at(begin, day, 20.5)
            level = chance.choice((2, 3, 3, 3, 4, 5))
            asked.append(CheckIn(id=_id(chance), at=at, background=level, written_at=at.astimezone(UTC)))
    return asked


def _appointment(chance: random.Random, kept: Kept) -> Appointment:
    at = datetime.combine(kept.until, time(10, 20), SUMMER) + timedelta(days=2)
    asked = tuple(Question(text=text) for text in kept.questions)
    return Appointment(id=_id(chance), at=at, with_whom="Dr Sample", questions=asked)
