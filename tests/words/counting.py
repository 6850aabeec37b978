"""Findings of many journals with what they were found in, and how their counts are read off."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import numpy as np

from painlog.patterns.diary import Diary, Rows, open_diary
from painlog.patterns.finding import EntryKey, Finding, State
from painlog.patterns.findings import work_out
from painlog.patterns.moments import DAY
from painlog.record import ENDED, RUNNING, Record
from painlog.words import findings as said
from tests.patterns import anyhow
from tests.patterns.by_the_minute import Case, live
from tests.patterns.recording import day, written
from tests.patterns.simulator import Habits, Planted, simulate

PLANTED: tuple[tuple[Habits, Planted], ...] = (
    (Habits(late=0.3), Planted(trigger=8, hard_time=0.3)),
    (Habits(missing=0.2), Planted(end_of_dose=0.7, returning=0.5)),
    (Habits(), Planted(lengthening=4, rising=1.0)),
    (Habits(), Planted(every_hours=3.5)),
    (Habits(rate=2.2, missing=0.1), Planted(change=0.4)),
    (Habits(rate=2.2, says_when_written=False), Planted(therapy=0.4)),
    (Habits(rate=0.5, done_a_day=(0.5, 0.4, 0.4, 0.3, 0.3, 0.3)), Planted(trigger_day=8)),
    (Habits(days=20), Planted()),
    (Habits(days=4), Planted()),
)
LIVED = (
    Case(day_trigger=5, rate=0.3, done=0.4),
    Case(patch=0.5, missing=0.2),
    Case(change=1.0, eased=2, rate=2),
)
ANYHOW = 24


def journals() -> Iterator[tuple[Record, date, date]]:
    """Give journals with a period of each, which often leaves out a beginning or an end."""
    for seed in range(ANYHOW):
        yield anyhow.journal(seed), day(seed % 3 * 9), day(anyhow.DAYS - 1 - seed % 2 * 7)
    for seed, (habits, planted) in enumerate(PLANTED):
        yield simulate(100 + seed, habits, planted), day(0), day(habits.days - 1)
    for seed, case in enumerate(LIVED):
        yield live(300 + seed, case), day(0), day(case.days - 1)
    yield written(), day(0), day(9)


@cache
def looked() -> tuple[tuple[Finding, Diary], ...]:
    """Return every finding of every journal, with what it was found in."""
    found: list[tuple[Finding, Diary]] = []
    for record, begin, until in journals():
        diary = open_diary(record, begin, until)
        found += [(one, diary) for one in work_out(record, begin, until).patterns]
    return tuple(found)


def told(pattern: str) -> list[tuple[Finding, Diary]]:
    """Return the findings of a pattern that there was enough for."""
    chosen = [each for each in looked() if each[0].id == pattern and each[0].state is not State.NOT_ENOUGH]
    assert len(chosen) > 4
    return chosen


def measure(finding: Finding, name: str) -> float:
    """Return a measure that is a number."""
    value = finding.measures[name]
    assert isinstance(value, int | float)
    return float(value)


def figures(finding: Finding) -> list[int]:
    """Return the whole numbers of its sentence that count something; what it is about is left out."""
    text = said.sentence(finding).replace(finding.about or "\n", "")
    return [int(number) for number in re.findall(r"(?<![\d.:])\d+(?![\d.:]|\.\d| %| min| h)", text)]


def strong(finding: Finding) -> float:
    """Return what the bars of its picture that stand out count together."""
    assert finding.bars is not None
    both = zip(finding.bars.values, finding.bars.strong, strict=True)
    return sum(value for value, is_strong in both if is_strong)


def drawn(finding: Finding) -> float:
    """Return what all bars count, and what they are parts of where they are."""
    assert finding.bars is not None
    return sum(finding.bars.of or finding.bars.values)


def local_day(diary: Diary, entry: EntryKey) -> int:
    """Return the day of an entry of the period by the patient's wall clock."""
    rows, row = _found(diary, entry)
    return int(rows.local[row] // DAY)


def moment(diary: Diary, entry: EntryKey) -> float:
    """Return the moment of an entry of the period."""
    rows, row = _found(diary, entry)
    return float(rows.at[row])


def _found(diary: Diary, entry: EntryKey) -> tuple[Rows, int]:
    kind, key = entry
    of: dict[str, tuple[Rows, ...]] = {
        "flare-up": (diary.flare_ups,),
        "activity": (diary.activities,),
        "check-in": (diary.check_ins,),
        "dose": diary.doses,
    }
    for rows in of[kind]:
        for row in np.flatnonzero(rows.key == key):
            return rows, int(row)
    raise AssertionError(entry)


def spans(record: Record) -> list[tuple[float, float]]:
    """Return from when until when each flare-up is known to have been there.

    Of one that runs and that others followed the end was forgotten.
    """
    columns, found = record.flare_ups, []
    for row, at in enumerate(columns.at):
        known = columns.lasted[row] if columns.state[row] == ENDED else max(0.0, columns.rise[row])
        if columns.state[row] == RUNNING and at >= columns.at[-1]:
            known = max(known, (record.last or 0.0) - at)
        found.append((at, at + known))
    return found
