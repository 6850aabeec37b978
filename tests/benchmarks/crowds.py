"""Records with any number of made-up entries over ten years, made at once with numpy."""

from array import array
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import numpy as np

from painlog.entries import Medicine, Plan, Strength
from painlog.record import ActivityColumns, CheckInColumns, DoseColumns, FlareUpColumns, Record

YEARS = 10
BEGIN = 1_460_000_000.0
SPAN = YEARS * 365.25 * 86400.0
MEDICINES = tuple(
    Medicine(
        id=UUID(int=number),
        name=name,
        role=role,
        form=form,
        strength=Strength(value=Decimal(5), unit="mg"),
        plans=(Plan(start=date(2016, 1, 1), every_hours=Decimal(168)),),
    )
    for number, (name, role, form) in enumerate(
        (
            ("Oxycodone IR", "as-needed", "capsule"),
            ("Paracetamol", "as-needed", "tablet"),
            ("Oxycodone PR", "regular", "tablet"),
            ("Buprenorphine patch", "regular", "patch"),
        ),
        1,
    )
)


def _column(code: str, values: Any) -> Any:
    column = array(code)
    column.frombytes(np.ascontiguousarray(values, dtype=code).tobytes())
    return column


def _moments(chance: np.random.Generator, count: int) -> tuple[Any, Any, Any]:
    """Return keys, times and offsets, with summer time for half of each year."""
    at = BEGIN + np.sort(chance.uniform(0, SPAN, count)).round()
    summer = (at - BEGIN) % (365.25 * 86400) < 183 * 86400
    keys = _column("i", np.arange(1, count + 1))
    return keys, _column("d", at), _column("h", np.where(summer, 120, 60))


def crowd(events: int, seed: int = 1) -> Record:
    """Return a record of about that many entries: a quarter flare-ups, half doses, the rest the others."""
    chance = np.random.default_rng(seed)
    quarter, eighth = events // 4, events // 8
    lasted = chance.lognormal(7.6, 0.7, quarter)
    at: Any
    key, at, offset = _moments(chance, quarter)
    flare_ups = FlareUpColumns(
        key=key,
        at=at,
        offset=offset,
        lasted=_column("f", lasted),
        rise=_column("f", lasted * chance.uniform(0.1, 0.5, quarter)),
        peak=_column("f", chance.integers(2, 11, quarter)),
        state=_column("b", np.zeros(quarter)),
        uncertain=_column("b", np.zeros(quarter)),
    )
    counts = (quarter, eighth, eighth, min(500, events // 100))
    doses = tuple(_doses(chance, medicine, count) for medicine, count in zip(MEDICINES, counts, strict=True))
    return Record(
        begin=BEGIN,
        end=BEGIN + SPAN,
        medicines=MEDICINES,
        flare_ups=flare_ups,
        doses=doses,
        activities=_activities(chance, eighth),
        activity_names=("lifting", "physical therapy", "stairs"),
        check_ins=_check_ins(chance, eighth),
        first=BEGIN,
        last=BEGIN + SPAN - 1,
        first_offset=60,
        last_offset=60,
    )


def _doses(chance: np.random.Generator, medicine: Medicine, count: int) -> DoseColumns:
    key, at, offset = _moments(chance, count)
    amounts = _column("f", chance.integers(1, 4, count))
    reasons = _column("b", np.zeros(count))
    return DoseColumns(medicine=medicine, key=key, at=at, offset=offset, amount=amounts, reason=reasons)


def _activities(chance: np.random.Generator, count: int) -> ActivityColumns:
    key, at, offset = _moments(chance, count)
    return ActivityColumns(
        key=key,
        at=at,
        offset=offset,
        name=_column("h", chance.integers(0, 3, count)),
        therapy=_column("b", chance.integers(0, 2, count)),
        lasted=_column("f", np.full(count, -1)),
    )


def _check_ins(chance: np.random.Generator, count: int) -> CheckInColumns:
    key, at, offset = _moments(chance, count)
    return CheckInColumns(
        key=key,
        at=at,
        offset=offset,
        background=_column("f", chance.integers(1, 6, count)),
        no_flare_up=_column("b", np.zeros(count)),
        enjoyment=_column("f", np.full(count, -1)),
        activity=_column("f", np.full(count, -1)),
    )
