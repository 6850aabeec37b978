"""All patterns of a period at once, judged together."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from painlog.patterns import (
    by_the_clock,
    changes,
    end_of_dose,
    facts,
    frequency,
    lengthening,
    over_plan,
    relief,
    returning,
    rising_together,
    round_the_clock,
    time_of_day,
    triggers,
)
from painlog.patterns.diary import Diary, open_diary
from painlog.patterns.families import benjamini_hochberg
from painlog.patterns.finding import Family, Finding, Findings, State, Stopped
from painlog.record import Record

__all__ = ["Finding", "Findings", "Progress", "State", "Stopped", "work_out"]

Progress: TypeAlias = Callable[[int, int], object]
"""Told how many of how many patterns are done; returns False to stop."""

FALSE_DISCOVERIES = 0.10


def _one(look: Callable[[Diary], Finding]) -> Callable[[Diary], tuple[Finding, ...]]:
    def several(diary: Diary) -> tuple[Finding, ...]:
        return (look(diary),)

    return several


LOOKS: tuple[Callable[[Diary], tuple[Finding, ...]], ...] = (
    _one(facts.coverage),
    _one(frequency.look),
    _one(facts.duration),
    _one(facts.time_to_peak),
    _one(facts.intensity),
    changes.look,
    triggers.look,
    _one(time_of_day.look),
    _one(end_of_dose.look),
    _one(returning.look),
    _one(lengthening.look),
    _one(by_the_clock.look),
    _one(round_the_clock.look),
    _one(rising_together.look),
    relief.look,
    _one(over_plan.look),
)
"""Everything that is looked for, in the order in which it is told."""


def work_out(record: Record, begin: date, until: date, *, progress: Progress | None = None) -> Findings:
    """Return what the local days from `begin` until `until` (both inclusive) show.

    The record needs its details, and should reach beyond the period where the journal does: a limit of 24
    hours looks back. Raises Stopped when `progress` returns False.
    """
    diary = open_diary(record, begin, until)
    found: list[Finding] = []
    for done, look in enumerate(LOOKS):
        if progress is not None and progress(done, len(LOOKS)) is False:
            raise Stopped
        found.extend(look(diary))
    if progress is not None:
        progress(len(LOOKS), len(LOOKS))
    return Findings(
        begin=begin,
        until=until,
        days=diary.days,
        days_with_entries=diary.tracked_days,
        patterns=tuple(judged(found)),
    )


def judged(found: list[Finding]) -> list[Finding]:
    """Return the findings with those seen that the page searched for by itself.

    Benjamini-Hochberg over every p-value of that family; the figure has to be large enough as well.
    """
    tested = [place for place, one in enumerate(found) if one.family is Family.SEARCHED and one.p is not None]
    others = [p for place in tested for p in found[place].other_p]
    held = benjamini_hochberg([*(found[place].p or 0.0 for place in tested), *others], FALSE_DISCOVERIES)
    for place, holds in zip(tested, held[: len(tested)], strict=True):
        if holds and found[place].effect_is_there:
            found[place] = replace(found[place], state=State.SEEN)
    return found
