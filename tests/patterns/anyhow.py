"""Journals in which anything may happen: nothing is planted, and no entry is a tidy one.

Flare-ups of minutes and of days, one into another, some linked, guessed, running, at one moment, of no
length; products that share an ingredient, with limits, without a strength, patches; days without entries, and
entries that nobody wrote down at once. For what has to hold of every journal.
"""

from dataclasses import replace
from datetime import time
from decimal import Decimal

import numpy as np

from painlog.entries import Medicine, Plan, Strength
from painlog.record import Record
from tests.patterns.recording import (
    DAY,
    FIRST,
    MINUTE,
    Checked,
    Did,
    Flare,
    Taken,
    a_medicine,
    at,
    day,
    written,
)

DAYS = 100
_NAMES = ("lifting", "Lifting", "stairs", "sitting", "driving")
_OFFSETS = (60, -480, 345)
_LONG, _GAP = Decimal(12), Decimal(4)


def journal(seed: int, offset: int | None = None) -> Record:
    """Return one such journal; `offset` is its wall clock's, in minutes ahead of UTC."""
    rng = np.random.default_rng([seed, 9])
    there = sorted(int(one) for one in np.flatnonzero(rng.random(DAYS) < rng.choice([0.6, 0.85, 1.0])))
    flares = _flares(rng, there)
    return written(
        flares=flares,
        doses=_doses(rng, there, flares),
        activities=_done(rng, there),
        check_ins=_checked(rng, there),
        waking=[None, (time(7), time(23)), (time(6, 30), time(22, 15)), (time(10), time(2))][seed % 4],
        days=DAYS,
        offset=_OFFSETS[seed % 3] if offset is None else offset,
    )


def _moment(rng: np.random.Generator, number: int) -> float:
    """Return some moment of a day, often a full hour."""
    hour = float(rng.choice([rng.uniform(0, 24), float(rng.integers(6, 24)), rng.normal(17, 1) % 24]))
    return at(number, hour)


def _delay(rng: np.random.Generator) -> float | None:
    return [60.0, 60.0, 60.0, 3 * 3600.0, None][int(rng.integers(5))]


def _flares(rng: np.random.Generator, there: list[int]) -> list[Flare]:
    often = float(rng.choice([0.3, 1.2]))
    given = [_flare(rng, _moment(rng, number)) for number in there for _ in range(int(rng.poisson(often)))]
    flares = sorted(given, key=lambda one: one.at)
    for place in range(1, len(flares)):
        if rng.random() < 0.15:
            before = flares[max(0, place - int(rng.integers(1, 4)))]
            if before.at < flares[place].at:
                flares[place] = replace(flares[place], after=before)
    return _again(rng, flares)


def _again(rng: np.random.Generator, flares: list[Flare]) -> list[Flare]:
    """Return them with some that begin within three hours of an end, and two at one moment."""
    more = [
        _flare(rng, one.at + (one.lasted + float(rng.uniform(0, 200))) * MINUTE)
        for one in flares
        if one.lasted is not None and one.lasted < DAY / MINUTE and rng.random() < 0.25
    ]
    twice = [_flare(rng, one.at) for one in flares if rng.random() < 0.04]
    return [one for one in (*flares, *more, *twice) if one.at < DAYS * DAY]


def _flare(rng: np.random.Generator, moment: float) -> Flare:
    length = float(rng.choice([rng.lognormal(3.7, 0.8), 0.0, rng.uniform(1, 4) * 1440], p=[0.93, 0.02, 0.05]))
    is_ended = rng.random() < 0.9
    return Flare(
        at=moment,
        lasted=length if is_ended else None,
        rise=float(rng.uniform(0, 40)) if rng.random() < 0.6 else None,
        peak=float(rng.integers(1, 11)) if rng.random() < 0.8 else None,
        delay=_delay(rng),
        is_uncertain=bool(rng.random() < 0.1),
        is_running=bool(not is_ended and rng.random() < 0.1),
        triggers=tuple({str(rng.choice([*_NAMES, "weather"])) for _ in range(int(rng.integers(0, 3)))}),
    )


def _medicines() -> tuple[Medicine, ...]:
    five, ten = (Strength(value=Decimal(value), unit="mg") for value in (5, 10))
    limit = Plan(start=day(10), until=day(80), max_per_day=Decimal(4), min_hours_between=_GAP)
    changed = Plan(start=FIRST, until=day(44), times=(time(8), time(20)))
    return (
        a_medicine("Oxycodone IR", 1, ingredient="oxycodone", strength=five, plans=(limit,)),
        a_medicine("Oxynorm", 2, ingredient="oxycodone", strength=ten),
        a_medicine("Oxy drops", 3, ingredient="oxycodone", form="liquid"),
        a_medicine(
            "Oxycodone PR",
            4,
            ingredient="oxycodone",
            strength=ten,
            role="regular",
            action="long-acting",
            plans=(changed, Plan(start=day(45), amount=Decimal(2), times=(time(8), time(20)))),
        ),
        a_medicine(
            "Buprenorphine",
            5,
            role="regular",
            form="patch",
            plans=(Plan(start=FIRST, every_hours=Decimal(72)),),
        ),
    )


def _doses(rng: np.random.Generator, there: list[int], flares: list[Flare]) -> dict[Medicine, list[Taken]]:
    fast, other, drops, slow, patch = _medicines()
    taken: dict[Medicine, list[Taken]] = {}
    for medicine, share in ((fast, 0.5), (other, 0.3), (drops, 0.1)):
        rows = [
            _dose(rng, one.at + float(rng.uniform(-30, 200)) * MINUTE, one)
            for one in flares
            if rng.random() < share
        ]
        rows += [_dose(rng, at(n, hour)) for n in there for hour in (8.0, 13.0, 18.0) if rng.random() < share]
        taken[medicine] = [row for row in rows if 0 <= row.at < DAYS * DAY]
    taken[slow] = [
        Taken(at=at(n, float(hour)) + float(rng.normal(0, 900)), reason=2, delay=_delay(rng))
        for n in there
        for hour in (8, 20)
        if rng.random() < 0.9
    ]
    taken[patch] = [
        Taken(at=at(n, 9), worn=float(rng.uniform(60, 80)) * 3600 if rng.random() < 0.3 else None)
        for n in range(0, DAYS, 3)
        if n in there
    ]
    return {medicine: rows for medicine, rows in taken.items() if rng.random() < 0.85 or medicine is fast}


def _dose(rng: np.random.Generator, moment: float, flare: Flare | None = None) -> Taken:
    relief = (float(rng.integers(0, 5) * 25), float(rng.choice([-1.0, 20.0, 45.0])))
    return Taken(
        at=moment,
        amount=float(rng.choice([1.0, 1.0, 2.0])),
        reason=int(rng.integers(0, 5)),
        delay=_delay(rng),
        flare=flare if rng.random() < 0.5 else None,
        relief=relief if rng.random() < 0.75 else None,
    )


def _done(rng: np.random.Generator, there: list[int]) -> list[Did]:
    done = [
        Did(
            at=_moment(rng, number),
            name=name,
            lasted=float(rng.uniform(0, 200)) if rng.random() < 0.3 else None,
            delay=_delay(rng),
        )
        for number in range(DAYS)
        for name in _NAMES
        if rng.random() < 0.25
    ]
    therapy = [
        Did(at=at(number, 11), name="physical therapy", is_therapy=True, delay=_delay(rng))
        for number in there
        if number >= 48 and number % 7 in (0, 3)
    ]
    return done + therapy


def _checked(rng: np.random.Generator, there: list[int]) -> list[Checked]:
    level = float(rng.uniform(2, 6))
    return [
        Checked(
            at=at(number, 21.5),
            background=float(np.clip(round(level + rng.normal()), 0, 10)) if rng.random() < 0.8 else None,
            delay=_delay(rng),
        )
        for number in there
        if rng.random() < 0.8
    ]
