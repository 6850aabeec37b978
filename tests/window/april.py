"""A small journal as on the drawings: what the tests of forms and of the two lists begin with."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from painlog.entries import (
    Activity,
    Appointment,
    CheckIn,
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
from painlog.journal import Journal
from painlog.window.look import apply_look
from painlog.words import language

SUMMER = timezone(timedelta(hours=2))
NOW = datetime(2026, 4, 2, 16, 40, tzinfo=SUMMER)


def on(day: int, hour: int, minute: int = 0, *, month: int = 4) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SUMMER)


def _plan(**label: object) -> tuple[Plan, ...]:
    return (Plan(start=date(2026, 1, 12), **label),)  # type: ignore[arg-type]


CAPSULE = Medicine(
    id=UUID(int=1),
    name="Oxycodone IR",
    ingredient="oxycodone",
    form="capsule",
    strength=Strength(value=Decimal(5), unit="mg"),
    action="short-acting",
    plans=_plan(amount=Decimal(1), min_hours_between=Decimal(4), max_per_day=Decimal(6)),
)
PARACETAMOL = Medicine(
    id=UUID(int=2),
    name="Paracetamol",
    ingredient="paracetamol",
    strength=Strength(value=Decimal(500), unit="mg"),
    plans=_plan(amount=Decimal(2), min_hours_between=Decimal(6), max_per_day=Decimal(8)),
)
SLOW_TABLET = Medicine(
    id=UUID(int=3),
    name="Oxycodone PR",
    ingredient="oxycodone",
    strength=Strength(value=Decimal(10), unit="mg"),
    action="long-acting",
    role="regular",
    plans=_plan(
        until=date(2026, 3, 25), amount=Decimal(1), times=(time(8), time(20)), reason="pain between tablets"
    ),
)
PATCH = Medicine(
    id=UUID(int=4),
    name="Buprenorphine patch",
    ingredient="buprenorphine",
    form="patch",
    strength=Strength(value=Decimal(10), unit="ug/h"),
    action="long-acting",
    role="regular",
    changed_from=SLOW_TABLET.id,
    plans=(Plan(start=date(2026, 3, 26), amount=Decimal(1), every_hours=Decimal(168), times=(time(8),)),),
)
SITTING = FlareUp(
    id=UUID(int=11),
    started_at=on(31, 13, 5, month=3),
    peaked_at=on(31, 13, 10, month=3),
    ended_at=on(31, 13, 50, month=3),
    peak=6,
    triggers=("long sitting",),
    regions=("lower back, left",),
    written_at=on(31, 13, 50, month=3),
)
ASLEEP = FlareUp(
    id=UUID(int=12),
    started_at=on(31, 16, month=3),
    peak=4,
    end_unknown=True,
    time_uncertain=True,
    came_back_after=SITTING.id,
    note="fell asleep",
    written_at=on(1, 9),
)
LIFTING = FlareUp(
    id=UUID(int=13),
    started_at=on(2, 13, 5),
    peaked_at=on(2, 13, 13),
    ended_at=on(2, 13, 47),
    peak=6,
    triggers=("lifting",),
    regions=("lower back, left",),
    qualities=("stabbing",),
    readings=(
        Reading(at=on(2, 13, 7), intensity=4),
        Reading(at=on(2, 13, 16), intensity=6),
        Reading(at=on(2, 13, 32), intensity=3),
    ),
    note="carrying the shopping in",
    written_at=on(2, 13, 47),
)
DOSE = Dose(
    id=UUID(int=21),
    medicine=CAPSULE.id,
    taken_at=on(2, 13, 14),
    reason="flare-up",
    flare_up=LIFTING.id,
    relief=50,
    relief_minutes=60,
    written_at=on(2, 13, 14),
)
WORN = Dose(
    id=UUID(int=22),
    medicine=PATCH.id,
    taken_at=on(30, 8, 4, month=3),
    reason="schedule",
    site="left shoulder",
    written_at=on(30, 8, 4, month=3),
)
THERAPY = Activity(
    id=UUID(int=31),
    name="physical therapy",
    started_at=on(1, 10),
    ended_at=on(1, 10, 45),
    therapy=True,
    note="lower back, bridges and walking",
    written_at=on(1, 10, 45),
)
EVENING = CheckIn(id=UUID(int=41), at=on(1, 21), background=3, no_flare_up=True, written_at=on(1, 21))
VISIT = Appointment(
    id=UUID(int=51),
    at=on(10, 9, 30),
    with_whom="Dr Sample",
    questions=(Question(text="Is the patch strong enough?"),),
)
SHOES = Note(id=UUID(int=61), at=on(30, 12, month=3), text="New shoes\nthe ones with the soft soles")

PATIENT = Patient(activities=("lifting", "stairs"), usual_regions=("lower back, left", "buttock, left"))


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    language.install(qapp, "en")
    QLocale.setDefault(QLocale("en_GB"))
    apply_look(qapp)
    yield
    language.remove(qapp)
    QLocale.setDefault(before)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """A journal without any entry, on the afternoon of 2 April 2026."""
    with Journal.open(tmp_path / "journal.painlog", clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def april(journal: Journal) -> Journal:
    """The journal of the drawings."""
    journal.describe(PATIENT)
    journal.record(CAPSULE, PARACETAMOL, SLOW_TABLET, PATCH)
    journal.record(SITTING, ASLEEP, LIFTING)
    journal.record(DOSE, WORN, THERAPY, EVENING, VISIT, SHOES)
    return journal
