"""Entries for tests, made by chance from a seed: every field that can be told is told now and then."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

from painlog import entries as e
from painlog.journal import Journal
from painlog.journal.key import Key
from painlog.journal.keys import Effort, OpenKey, new_key
from painlog.journal.reading import EVER
from painlog.journal.recovery_key import new_recovery_key
from painlog.journal.tables import TABLES, selected
from painlog.record import Record

NOW = datetime(2026, 4, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
WORDS = (
    "lifting",
    "stairs",
    "Zug & <b>Wind</b>",
    "crème brûlée",
    "ÄRGER",
    "שלום",
    "🦴 bone",
    '"quoted", [x]',
    "a\nb",
)
AMOUNTS = ("1", "1.50", "0.5", "2.0", "1E+1", "0", "12.345678901234567890")
OFFSETS = (-570, -120, 0, 60, 120, 345, 840)


class Clock:
    """A clock that tests wind by hand; every look moves it on by a second."""

    def __init__(self, at: datetime = NOW) -> None:
        """Start at `at`."""
        self.at = at

    def __call__(self) -> datetime:
        """Tell the time."""
        self.at += timedelta(seconds=1)
        return self.at


PASSPHRASE = "Zug & Wind"  # noqa: S105 - of journals that hold nothing
QUICK = Effort(memory_kib=64, passes=1)
"""A guess that costs next to nothing, for what is not about guessing."""


@cache
def locked_with() -> OpenKey:
    """Return the key of the locked journals of this run."""
    return new_key(PASSPHRASE, new_recovery_key(), QUICK)


def opened(
    folder: Path, name: str = "journal.painlog", clock: Clock | None = None, key: Key | None = None
) -> Journal:
    """Open a journal in `folder` whose clock is wound by hand; a new one is locked where there is a key."""
    return Journal.open(folder / name, clock=clock or Clock(), key=key)


def lived(journal: Journal, clock: Clock, days: int) -> None:
    """Write a word a day, until so many days later."""
    for _ in range(days):
        clock.at += timedelta(days=1)
        at = clock()
        journal.record(e.Note(id=uuid4(), at=at, text=f"day {at:%d}"))


class Chance:
    """Makes entries by chance."""

    def __init__(self, seed: int) -> None:
        """Start from a seed."""
        self.random = random.Random(seed)

    def id(self) -> UUID:
        """Make an id."""
        return UUID(int=self.random.getrandbits(128), version=4)

    def maybe(self, value: object) -> bool:
        """Toss a coin for whether `value` is told."""
        return value is not None and self.random.random() < 0.5

    def moment(self, around: datetime = NOW, days: float = 40) -> datetime:
        """Make a moment of the last days, to the microsecond, on any wall clock."""
        ago = timedelta(microseconds=self.random.randrange(int(days * 86_400_000_000)))
        zone = timezone(timedelta(minutes=self.random.choice(OFFSETS)))
        return (around - ago).astimezone(zone)

    def words(self) -> tuple[str, ...]:
        """Make a list of words."""
        return tuple(self.random.sample(WORDS, self.random.randrange(4)))

    def text(self) -> str:
        """Make a text, mostly empty."""
        return self.random.choice(("", "", *WORDS))

    def level(self) -> float | None:
        """Make a level, or none."""
        return self.random.choice((None, 0, 3, 4.5, 10.0))

    def amount(self) -> Decimal:
        """Make an amount as somebody typed it."""
        return Decimal(self.random.choice(AMOUNTS))

    def later(self, moment: datetime, most_hours: float = 60) -> datetime:
        """Return a moment not before `moment`, and not in the future."""
        room = max(0.0, min(most_hours * 3600, (NOW - moment).total_seconds()))
        return moment + timedelta(seconds=self.random.random() * room)

    def medicine(self) -> e.Medicine:
        """Make a medicine."""
        chance = self.random
        plan = e.Plan(
            start=date(2026, 1, 1),
            until=chance.choice((None, date(2026, 3, 1))),
            amount=chance.choice((None, Decimal("1.50"))),
            times=chance.choice(((), (time(8), time(20, 30)))),
            every_hours=chance.choice((None, Decimal(12))),
            min_hours_between=chance.choice((None, Decimal("4.5"))),
            reason=self.text(),
        )
        return e.Medicine(
            id=self.id(),
            name=f"{chance.choice(WORDS)} {chance.randrange(99)}",
            ingredient=self.text(),
            form=chance.choice((*e.FORMS, "patch", "patch")),
            strength=chance.choice((None, e.Strength(value=self.amount(), unit="mg"))),
            action=chance.choice((None, *e.ACTIONS)),
            role=chance.choice(e.ROLES),
            plans=chance.choice(((), (plan,))),
            note=self.text(),
        )

    def flare_up(self, others: Sequence[e.FlareUp] = ()) -> e.FlareUp:
        """Make a flare-up."""
        chance = self.random
        start = self.moment()
        end = chance.choice((None, self.later(start)))
        peak = chance.choice((None, start + ((end or start) - start) / 2))
        moments = sorted(self.later(start, 2) for _ in range(chance.randrange(4)))
        return e.FlareUp(
            id=self.id(),
            started_at=start,
            peaked_at=peak,
            ended_at=end,
            peak=self.level(),
            readings=tuple(e.Reading(at=at, intensity=chance.randrange(11)) for at in moments),
            triggers=self.words(),
            regions=self.words(),
            qualities=self.words(),
            kept_from=self.text(),
            helped=self.words(),
            came_back_after=chance.choice((None, *(other.id for other in others))),
            end_unknown=end is None and chance.random() < 0.3,
            time_uncertain=chance.random() < 0.2,
            note=self.text(),
        )

    def dose(self, medicines: Sequence[e.Medicine], flare_ups: Sequence[e.FlareUp] = ()) -> e.Dose:
        """Make a dose of one of the medicines."""
        chance = self.random
        taken = self.moment()
        return e.Dose(
            id=self.id(),
            medicine=chance.choice(medicines).id,
            taken_at=taken,
            amount=self.amount(),
            reason=chance.choice((None, *e.REASONS)),
            flare_up=chance.choice((None, *(flare_up.id for flare_up in flare_ups))),
            relief=chance.choice((None, 0, 50, 33.3)),
            relief_minutes=chance.choice((None, 30)),
            ended_at=chance.choice((None, self.later(taken, 80))),
            site=self.text(),
            note=self.text(),
        )

    def patched(self, flare_up: e.FlareUp) -> e.FlareUp:
        """Change a little of a flare-up."""
        return replace(flare_up, note=f"changed {self.random.random()}", qualities=self.words())

    def other(self) -> e.Entry:
        """Make an entry that refers to no other."""
        return self.random.choice((self.activity, self.check_in, self.appointment, self.note))()

    def activity(self) -> e.Activity:
        """Make an activity or a session of a therapy."""
        start = self.moment()
        end = self.random.choice((None, self.later(start)))
        therapy = self.random.random() < 0.3
        name = self.random.choice(WORDS)
        return e.Activity(
            id=self.id(), name=name, started_at=start, ended_at=end, therapy=therapy, note=self.text()
        )

    def check_in(self) -> e.CheckIn:
        """Make a check-in."""
        return e.CheckIn(
            id=self.id(),
            at=self.moment(),
            background=self.level(),
            enjoyment=self.level(),
            activity=self.level(),
            sleep_hours=self.random.choice((None, 7.5)),
            no_flare_up=self.random.random() < 0.3,
            note=self.text(),
        )

    def appointment(self) -> e.Appointment:
        """Make an appointment, perhaps a coming one."""
        asked = tuple(e.Question(text=word, answer=self.text()) for word in self.words())
        at = self.moment() + timedelta(days=self.random.choice((0, 90)))
        return e.Appointment(id=self.id(), at=at, with_whom=self.text(), questions=asked, note=self.text())

    def note(self) -> e.Note:
        """Make a note."""
        return e.Note(id=self.id(), at=self.moment(), text=self.text())

    def patient(self) -> e.Patient:
        """Make a patient."""
        return e.Patient(
            name=self.text(),
            born=self.random.choice((None, date(1961, 5, 14))),
            waking=self.random.choice((None, (time(7), time(23, 30)))),
            activities=self.words(),
            usual_regions=self.words(),
        )

    def contents(self, size: int = 30) -> e.Contents:
        """Make a whole journal's contents, `size` entries of most kinds."""
        medicines = tuple(self.medicine() for _ in range(3))
        flare_ups: list[e.FlareUp] = []
        for _ in range(size):
            flare_ups.append(self.flare_up(flare_ups[-3:]))
        doses = tuple(self.dose(medicines, flare_ups[:5]) for _ in range(2 * size))
        return e.Contents(
            patient=self.patient(),
            medicines=medicines,
            flare_ups=tuple(flare_ups),
            doses=doses,
            activities=tuple(self.activity() for _ in range(size)),
            check_ins=tuple(self.check_in() for _ in range(size)),
            appointments=tuple(self.appointment() for _ in range(3)),
            notes=tuple(self.note() for _ in range(size)),
        )


def rows_of(journal: Journal) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table of entries, with its key: what "exactly as before" means."""
    store = journal._store
    return {kind: store.ask(f"{selected(kind)} ORDER BY key") for kind in TABLES}


def whole(journal: Journal, *, details: bool = True) -> Record:
    """Return the columns of the whole journal, read anew."""
    return journal.record_of(-EVER, EVER, details=details)
