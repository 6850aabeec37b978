"""Records of made-up patients, built straight as columns: the charts' tests need no journal."""

import random
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from uuid import UUID, uuid5

from painlog.entries import Appointment, Medicine, Plan, Strength
from painlog.record import (
    END_UNKNOWN,
    ENDED,
    RUNNING,
    UNKNOWN,
    ActivityColumns,
    CheckInColumns,
    DoseColumns,
    FlareUpColumns,
    Record,
)

ZONE = timezone(timedelta(hours=2))
OFFSET = 120
HOUR, DAY = 3600.0, 86400.0
_NAMES = UUID("7d6b8a1e-4b52-4a4a-9a66-0b5b6f7f2a11")


def utc(day: date, hours: float = 0.0, offset: int = OFFSET) -> float:
    """Return the moment (seconds UTC) when the wall clock shows `hours` on `day`."""
    return datetime.combine(day, time(), UTC).timestamp() + hours * HOUR - offset * 60


def moment(day: date, hours: float = 0.0) -> datetime:
    """Return the same as an aware datetime."""
    return datetime.fromtimestamp(utc(day, hours), ZONE)


def medicine(name: str, role: str = "as-needed", **more: object) -> Medicine:
    """Return a medicine."""
    return Medicine(id=uuid5(_NAMES, name), name=name, role=role, **more)  # type: ignore[arg-type]


OXYCODONE = medicine("Oxycodone IR", strength=Strength(value=Decimal(5), unit="mg"))
RETARD = medicine(
    "Oxycodone PR",
    "regular",
    strength=Strength(value=Decimal(10), unit="mg"),
    plans=(Plan(start=date(2026, 1, 1), until=date(2026, 3, 25), times=(time(8), time(20))),),
)
PATCH = medicine(
    "Buprenorphine",
    "regular",
    form="patch",
    strength=Strength(value=Decimal(10), unit="ug/h"),
    changed_from=RETARD.id,
    plans=(Plan(start=date(2026, 3, 26), every_hours=Decimal(168)),),
)


@dataclass
class Attack:
    """One flare-up to be put into a record; times in hours, unknown where negative."""

    at: float
    lasted: float = 0.7
    rise: float = 0.15
    peak: float = 6.0
    state: int = ENDED
    readings: Sequence[tuple[float, float]] = ()
    is_uncertain: bool = False


@dataclass
class Diary:
    """Gathers entries by day and hour of the wall clock, and makes a record of them."""

    begin: date
    offset: int = OFFSET
    attacks: list[Attack] = field(default_factory=list)
    doses: dict[UUID, list[tuple[float, float]]] = field(default_factory=dict)
    worn: dict[float, float] = field(default_factory=dict)
    activities: list[tuple[float, str, bool]] = field(default_factory=list)
    check_ins: list[tuple[float, float]] = field(default_factory=list)
    medicines: list[Medicine] = field(default_factory=list)
    appointments: tuple[Appointment, ...] = ()

    def take(self, what: Medicine, at: float, amount: float = 1.0) -> None:
        """Take a medicine, `at` hours after the first midnight."""
        if what not in self.medicines:
            self.medicines.append(what)
        self.doses.setdefault(what.id, []).append((at, amount))

    def record(self, days: float | None = None) -> Record:
        """Return the record of `days` from the first midnight, by default of all that is in it."""
        starts = [self._utc(at) for at in self._starts()]
        end = utc(self.begin, (days or 0.0) * 24, self.offset) if days else max([*starts, 0.0]) + DAY
        return Record(
            begin=utc(self.begin, 0.0, self.offset),
            end=end,
            medicines=tuple(self.medicines),
            flare_ups=self._flare_ups(),
            doses=tuple(self._doses(what) for what in self.medicines if self.doses.get(what.id)),
            activities=self._activities(),
            activity_names=tuple(dict.fromkeys(name for _, name, _ in sorted(self.activities))),
            check_ins=self._check_ins(),
            appointments=self.appointments,
            first=min(starts, default=None),
            last=max(starts, default=None),
            first_offset=self.offset,
            last_offset=self.offset,
            first_doses={id_: self._wall(min(rows)[0]) for id_, rows in self.doses.items()},
        )

    def _utc(self, hours: float) -> float:
        return utc(self.begin, hours, self.offset)

    def _wall(self, hours: float) -> float:
        return self._utc(hours) + 60 * self.offset

    def _starts(self) -> list[float]:
        taken = (at for doses in self.doses.values() for at, _ in doses)
        done, asked = (at for at, _, _ in self.activities), (at for at, _ in self.check_ins)
        return [*taken, *done, *asked, *(attack.at for attack in self.attacks)]

    def _at(self, hours: Iterable[float]) -> "array[float]":
        return array("d", map(self._utc, hours))

    def _offsets(self, count: int) -> "array[int]":
        return array("h", [self.offset]) * count

    def _flare_ups(self) -> FlareUpColumns:
        attacks = sorted(self.attacks, key=lambda attack: attack.at)
        seconds = ((key, attack.readings) for key, attack in enumerate(attacks, 1) if attack.readings)
        return FlareUpColumns(
            key=array("i", range(1, len(attacks) + 1)),
            at=self._at(attack.at for attack in attacks),
            offset=self._offsets(len(attacks)),
            lasted=array("f", [_seconds(attack.lasted) for attack in attacks]),
            rise=array("f", [_seconds(attack.rise) for attack in attacks]),
            peak=array("f", [attack.peak for attack in attacks]),
            state=array("b", [attack.state for attack in attacks]),
            uncertain=array("b", [each.is_uncertain for each in attacks]),
            readings={key: tuple((at * HOUR, level) for at, level in told) for key, told in seconds},
        )

    def _doses(self, what: Medicine) -> DoseColumns:
        taken = sorted(self.doses[what.id])
        others = self.medicines[: self.medicines.index(what)]
        first = 1 + sum(len(self.doses.get(other.id, ())) for other in others)
        worn = {
            first + row: self.worn[at] * HOUR
            for row, (at, _) in enumerate(taken)
            if what.form == "patch" and at in self.worn
        }
        return DoseColumns(
            medicine=what,
            key=array("i", range(first, first + len(taken))),
            at=self._at(at for at, _ in taken),
            offset=self._offsets(len(taken)),
            amount=array("f", [amount for _, amount in taken]),
            reason=array("b", bytes(len(taken))),
            worn=worn,
        )

    def _activities(self) -> ActivityColumns:
        done = sorted(self.activities)
        names = list(dict.fromkeys(name for _, name, _ in done))
        return ActivityColumns(
            key=array("i", range(1, len(done) + 1)),
            at=self._at(at for at, _, _ in done),
            offset=self._offsets(len(done)),
            name=array("h", [names.index(name) for _, name, _ in done]),
            therapy=array("b", [therapy for _, _, therapy in done]),
            lasted=array("f", [UNKNOWN]) * len(done),
        )

    def _check_ins(self) -> CheckInColumns:
        asked = sorted(self.check_ins)
        return CheckInColumns(
            key=array("i", range(1, len(asked) + 1)),
            at=self._at(at for at, _ in asked),
            offset=self._offsets(len(asked)),
            background=array("f", [level for _, level in asked]),
            no_flare_up=array("b", bytes(len(asked))),
            enjoyment=array("f", [UNKNOWN]) * len(asked),
            activity=array("f", [UNKNOWN]) * len(asked),
        )


def _seconds(hours: float) -> float:
    return hours * HOUR if hours >= 0 else UNKNOWN


def patient(begin: date = date(2026, 3, 2), days: int = 42, seed: int = 7) -> Diary:
    """Return six weeks of somebody like the one of the drawings: tablets, then a patch; a day is missing."""
    chance, diary = random.Random(seed), Diary(begin)
    diary.medicines = [OXYCODONE, RETARD, PATCH]
    change = (date(2026, 3, 26) - begin).days
    for day in range(days):
        if day % 17 == 11:
            continue
        for _ in range(chance.choice((0, 1, 1, 2)) if day < change else chance.choice((0, 0, 1))):
            _attack(diary, day * 24 + chance.gauss(16, 3), chance)
        if day < change:
            diary.take(RETARD, day * 24 + 8 + chance.gauss(0, 0.2))
            diary.take(RETARD, day * 24 + 20 + chance.gauss(0, 0.2))
        elif (day - change) % 7 == 0:
            diary.take(PATCH, day * 24 + 9)
        if day % 3 == 0 and day >= change:
            diary.activities.append((day * 24 + 11, "physical therapy", True))
        diary.check_ins.append((day * 24 + 21, float(chance.choice((2, 3, 3, 4, 5)))))
    return diary


def _attack(diary: Diary, at: float, chance: random.Random) -> None:
    lasted = chance.lognormvariate(-0.3, 0.5)
    attack = Attack(
        at, lasted, lasted * chance.uniform(0.1, 0.4), float(chance.choice((4, 5, 6, 6, 7, 8, 9)))
    )
    if chance.random() < 0.2:
        attack.readings = ((0.0, 3.0), (lasted * 0.5, attack.peak), (lasted * 0.8, 2.0))
        attack.rise = lasted * 0.5
    diary.attacks.append(attack)
    if chance.random() < 0.7:
        diary.take(OXYCODONE, at + 0.15, chance.choice((1.0, 1.0, 2.0)))


def oddities(begin: date = date(2026, 3, 2)) -> Diary:
    """Return one of each unusual thing: days long, running, end unknown, level unknown, readings, no rise."""
    diary = Diary(begin)
    diary.attacks = [
        Attack(10, 70, 6, 7),
        Attack(100, 5, 2, 8, readings=((0, 4), (1, 6), (2, 8), (3, 5), (4, 6))),
        Attack(125, -1, 1, 6, END_UNKNOWN),
        Attack(135, -1, -1, 5, END_UNKNOWN),
        Attack(150, 4, -1, 6),
        Attack(165, 3, -1, -1),
        Attack(180, 0.1, 0.05, 9),
        Attack(200, -1, 2, 5, RUNNING, readings=((0, 2), (2, 5), (10, 4))),
    ]
    diary.check_ins = [(20, 3), (44, 4), (92, 3), (210, 5)]
    diary.take(OXYCODONE, 101, 2)
    diary.take(OXYCODONE, 126, 0.5)
    diary.take(PATCH, 30)
    diary.take(PATCH, 150)
    diary.worn = {30: 100}
    diary.activities = [(99, "lifting", False), (123, "physical therapy", True)]
    return diary
