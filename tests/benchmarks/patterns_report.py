"""Prints, for each pattern, in how many simulated patients it is seen: planted, and with nothing planted.

`python -m tests.benchmarks.patterns_report` looks at 200 patients each (about ten minutes of one processor);
with a number, at so many: `python -m tests.benchmarks.patterns_report 20`. Aims: planted at the strength that
is named here in 90 % of patients or more; with nothing planted any one tested pattern in 3 % or fewer, any at
all in 6 % or fewer. Patients differ in rates, lengths and habits (tests/patterns/simulator.py).
"""

import sys
from collections import Counter
from dataclasses import dataclass, field

from painlog.patterns.finding import State
from painlog.patterns.findings import work_out
from tests.patterns.simulator import Habits, Planted, period, simulate

PATIENTS = 200
PLANTED_AIM, ONE_AIM, ANY_AIM = 0.90, 0.03, 0.06
TESTED = (
    "trigger",
    "time-of-day",
    "end-of-dose",
    "returning",
    "lengthening",
    "by-the-clock",
    "rising-together",
    "medicine-change",
    "therapy-course",
)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Patients of one kind."""

    name: str
    habits: Habits = field(default_factory=Habits)
    planted: Planted = field(default_factory=Planted)
    pattern: str = ""
    """What is to be seen in them; nothing where nothing is planted."""
    is_strong: bool = True
    """The aim holds for it; weaker ones are printed to show where the view ends."""


OFTEN = Habits(rate=2.2)
PLANTED = (
    Group(name="lifting: hourly rate times 8", planted=Planted(trigger=8), pattern="trigger"),
    Group(
        name="lifting: hourly rate times 5", planted=Planted(trigger=5), pattern="trigger", is_strong=False
    ),
    Group(
        name="driving: rate of a day times 6",
        habits=Habits(rate=0.4),
        planted=Planted(trigger_day=6),
        pattern="trigger",
    ),
    Group(
        name="driving: rate of a day times 3",
        habits=Habits(rate=0.4),
        planted=Planted(trigger_day=3),
        pattern="trigger",
        is_strong=False,
    ),
    Group(name="half within 3 hours of the day", planted=Planted(hard_time=0.5), pattern="time-of-day"),
    Group(
        name="70 % in the last fifth before a dose", planted=Planted(end_of_dose=0.7), pattern="end-of-dose"
    ),
    Group(name="60 % come back", planted=Planted(returning=0.6), pattern="returning"),
    Group(name="40 % come back", planted=Planted(returning=0.4), pattern="returning", is_strong=False),
    Group(name="four times as long in the end", planted=Planted(lengthening=4), pattern="lengthening"),
    Group(
        name="twice as long in the end",
        planted=Planted(lengthening=2),
        pattern="lengthening",
        is_strong=False,
    ),
    Group(name="a dose every 5 hours", planted=Planted(every_hours=5), pattern="by-the-clock"),
    Group(name="doses and pain double", planted=Planted(rising=1.0), pattern="rising-together"),
    Group(name="a change to a third", habits=OFTEN, planted=Planted(change=0.33), pattern="medicine-change"),
    Group(
        name="a change to 50 %",
        habits=OFTEN,
        planted=Planted(change=0.5),
        pattern="medicine-change",
        is_strong=False,
    ),
    Group(name="therapy to a third", habits=OFTEN, planted=Planted(therapy=0.33), pattern="therapy-course"),
)
NOTHING = (
    Group(name="plain patients"),
    Group(name="a flare-up every two days", habits=Habits(rate=0.5)),
    Group(name="bad weeks", habits=Habits(unevenness=0.4)),
    Group(name="15 % of days missing, 30 % late", habits=Habits(missing=0.15, late=0.3)),
    Group(name="bad weeks, 55 % missing, 40 % late", habits=Habits(unevenness=0.4, missing=0.55, late=0.4)),
    Group(name="imported: nobody knows what was late", habits=Habits(late=0.3, says_when_written=False)),
    Group(name="awake from 08:00 to 22:30, not as set", habits=Habits(wakes_at=8, waking_hours=14.5)),
    Group(name="a change and a therapy without effect", planted=Planted(change=1.0, therapy=1.0)),
    Group(
        name="changed when worst, bad weeks",
        habits=Habits(unevenness=0.3),
        planted=Planted(change=1.0, at_worst=True),
    ),
)


def seen_in(group: Group, patients: int) -> tuple[Counter[str], int]:
    """Return in how many patients each tested pattern is seen, and in how many any at all."""
    each: Counter[str] = Counter()
    any_at_all = 0
    for seed in range(patients):
        record = simulate(1_000_000 + seed, group.habits, group.planted)
        found = work_out(record, *period(record)).in_state(State.SEEN)
        tested = {one.id for one in found if one.id in TESTED}
        each.update(tested)
        any_at_all += bool(tested)
    return each, any_at_all


def percent(count: int, patients: int) -> str:
    """Return a share as it is printed."""
    return f"{100 * count / patients:5.1f} %"


def report_planted(patients: int) -> bool:
    """Print the planted patterns; return whether the strong ones reach the aim."""
    good = True
    print(f"\nPlanted, {patients} patients each, 90 days; aim: seen in {PLANTED_AIM:.0%} or more")
    for group in PLANTED:
        each, _ = seen_in(group, patients)
        share = each[group.pattern] / patients
        reached = share >= PLANTED_AIM or not group.is_strong
        good &= reached
        mark = "" if reached else "  <-- missed"
        weaker = "" if group.is_strong else "  (weaker, for comparison)"
        line = f"  {group.pattern:16} {group.name:38} {percent(each[group.pattern], patients)}"
        print(line + weaker + mark, flush=True)
    return good


def report_nothing(patients: int) -> bool:
    """Print what is seen where nothing is; return whether it is rare enough in every group."""
    good = True
    aims = f"any one in {ONE_AIM:.0%}, any at all in {ANY_AIM:.0%}"
    print(f"\nNothing planted, {patients} patients each; aim at most: {aims}")
    for group in NOTHING:
        each, any_at_all = seen_in(group, patients)
        rare = any_at_all <= ANY_AIM * patients and max(each.values(), default=0) <= ONE_AIM * patients
        good &= rare
        ones = ", ".join(f"{name} {percent(count, patients).strip()}" for name, count in each.most_common())
        mark = "" if rare else "  <-- missed"
        print(f"  {group.name:42} any {percent(any_at_all, patients)}   {ones}{mark}", flush=True)
    return good


def main() -> int:
    """Print both halves of the report; the exit code tells whether all aims are reached."""
    patients = int(sys.argv[1]) if len(sys.argv) > 1 else PATIENTS
    planted, nothing = report_planted(patients), report_nothing(patients)
    return 0 if planted and nothing else 1


if __name__ == "__main__":
    sys.exit(main())
