"""Prints, for each pattern, in how many simulated patients it is seen: planted, and with nothing planted.

`python -m tests.benchmarks.patterns_report` looks at 200 patients each, which takes most of half an hour;
with a number, at so many; with words after it, only at the groups whose line holds them: `… 200 change`.

The aims are those of the patterns' definition. Planted at the strength that is named there (a ratio of 3,
halved, 70 % in the last fifth before a dose …): seen in 90 % of patients or more. Nothing planted: any one
tested pattern in 3 % or fewer, any at all in 6 % or fewer.

The patients are of two kinds, written apart, so that nothing is tuned to the ways of one: I by
tests/patterns/simulator.py, whose rates differ from patient to patient, II by
tests/patterns/by_the_minute.py, whose rates are what they are asked to be.
"""

import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date

from painlog.patterns.finding import State
from painlog.patterns.findings import work_out
from painlog.record import Record
from tests.patterns import by_the_minute
from tests.patterns.by_the_minute import Case
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


@dataclass(frozen=True)
class Group:
    """Patients of one kind."""

    name: str
    life: Case | tuple[Habits, Planted]
    pattern: str = ""
    """What is to be seen in them; nothing where nothing is planted."""
    is_strong: bool = True
    """The aim holds for it; weaker and stronger ones are printed to show where the view ends."""

    @property
    def line(self) -> str:
        """How it is called in the report."""
        return f"{'II' if isinstance(self.life, Case) else 'I':2} {self.pattern or 'nothing':16} {self.name}"

    def patient(self, seed: int) -> tuple[Record, date, date]:
        """Return the journal of one of them, and its first and last day."""
        if isinstance(self.life, Case):
            return (by_the_minute.live(seed, self.life), *by_the_minute.span(self.life))
        record = simulate(1_000_000 + seed, *self.life)
        return (record, *period(record))


def _first(name: str, habits: Habits, planted: Planted, pattern: str = "", *, strong: bool = True) -> Group:
    return Group(name, (habits, planted), pattern, strong)


PLAIN, OFTEN = Habits(rate=1.5), Habits(rate=2.2)
PLANTED = (
    Group("hourly rate x3, 0.8 a day, 1.5 flare-ups", Case(hour_trigger=3), "trigger"),
    Group("hourly rate x3, 1.2 a day, 1.5 flare-ups", Case(hour_trigger=3, done=1.2), "trigger"),
    Group("hourly rate x3, 0.4 a day, 1.5 flare-ups", Case(hour_trigger=3, done=0.4), "trigger"),
    Group("hourly rate x4, 0.8 a day, 1.2 flare-ups", Case(hour_trigger=4, rate=1.2), "trigger", False),
    Group("hourly rate x6, 0.4 a day, 1 flare-up", Case(hour_trigger=6, rate=1, done=0.4), "trigger", False),
    Group("rate of 24 hours x3, 0.4 flare-ups", Case(day_trigger=3, rate=0.4, done=0.4), "trigger"),
    Group("rate of 24 hours x3, 0.7 flare-ups", Case(day_trigger=3, rate=0.7, done=0.4), "trigger"),
    Group("rate of 24 hours x5, 0.3 flare-ups", Case(day_trigger=5, rate=0.3, done=0.4), "trigger", False),
    _first("hourly rate x3, 1.5 flare-ups", PLAIN, Planted(trigger=3), "trigger"),
    _first("hourly rate x5, 1.5 flare-ups", PLAIN, Planted(trigger=5), "trigger", strong=False),
    _first("rate of 24 hours x3, 0.4 flare-ups", Habits(rate=0.4), Planted(trigger_day=3), "trigger"),
    Group("half within 3 hours", Case(hard_time=0.5), "time-of-day"),
    Group("half within 3 hours, 0.7 flare-ups", Case(hard_time=0.5, rate=0.7), "time-of-day"),
    _first("half within 3 hours", Habits(), Planted(hard_time=0.5), "time-of-day"),
    Group("70 % in the last fifth", Case(before_dose=0.7), "end-of-dose"),
    Group("70 % in the last fifth, 0.7 flare-ups", Case(before_dose=0.7, rate=0.7), "end-of-dose"),
    Group("half on a patch's last day, 0.7", Case(patch=0.5, rate=0.7), "end-of-dose"),
    _first("70 % in the last fifth", Habits(), Planted(end_of_dose=0.7), "end-of-dose"),
    Group("40 % come back, 0.7 flare-ups", Case(returning=0.4, rate=0.7), "returning"),
    Group("60 % come back, 0.7 flare-ups", Case(returning=0.6, rate=0.7), "returning"),
    _first("40 % come back", Habits(), Planted(returning=0.4), "returning"),
    _first("60 % come back", Habits(), Planted(returning=0.6), "returning"),
    Group("twice as long, 0.7 flare-ups", Case(lengthening=2, rate=0.7), "lengthening"),
    Group("twice as long, 1.5 flare-ups", Case(lengthening=2), "lengthening"),
    Group("three times as long, 0.7 flare-ups", Case(lengthening=3, rate=0.7), "lengthening"),
    _first("three times as long, 1 flare-up", Habits(), Planted(lengthening=3), "lengthening"),
    Group("a dose every 5 hours", Case(every_hours=5), "by-the-clock"),
    Group("a dose every 5 hours, 0.7 flare-ups", Case(every_hours=5, rate=0.7), "by-the-clock"),
    _first("a dose every 5 hours", Habits(), Planted(every_hours=5), "by-the-clock"),
    Group("doses and pain double", Case(rising=1), "rising-together"),
    _first("doses and pain double", Habits(), Planted(rising=1.0), "rising-together"),
    Group("halved, 0.9 flare-ups", Case(change=0.5, rate=0.9), "medicine-change"),
    Group("halved, 1.5 flare-ups", Case(change=0.5), "medicine-change"),
    Group("halved, 2 flare-ups", Case(change=0.5, rate=2), "medicine-change"),
    Group("halved, 2.5 flare-ups", Case(change=0.5, rate=2.5), "medicine-change"),
    Group("to a third, 1.5 flare-ups", Case(change=1 / 3), "medicine-change"),
    Group("to a third, 0.9 flare-ups", Case(change=1 / 3, rate=0.9), "medicine-change"),
    Group("pain 2 points less, flare-ups the same", Case(change=1.0, eased=2), "medicine-change"),
    _first("halved, 2.2 flare-ups", OFTEN, Planted(change=0.5), "medicine-change"),
    Group("halved, 2 flare-ups", Case(therapy=0.5, rate=2), "therapy-course"),
    Group("halved, 2.5 flare-ups", Case(therapy=0.5, rate=2.5), "therapy-course"),
    Group("to a third, 1.5 flare-ups", Case(therapy=1 / 3), "therapy-course"),
    _first("halved, 2.2 flare-ups", OFTEN, Planted(therapy=0.5), "therapy-course"),
)
BAD = Case(bad=2.5)
NOTHING = (
    Group("plain", Case()),
    Group("plain, a flare-up every two days", Case(rate=0.5)),
    Group("plain, 2.5 flare-ups", Case(rate=2.5)),
    Group("bad weeks, x2.5", BAD),
    Group("bad fortnights, x3, 0.7 flare-ups", Case(bad=3, rate=0.7, bad_days=12)),
    Group("15 % missing, 30 % late", Case(missing=0.15, late=0.3)),
    Group("bad weeks, 55 % missing, 40 % late", Case(bad=2.5, missing=0.55, late=0.4)),
    Group("imported: nobody knows what was late", Case(late=0.3, says_when_written=False, sets_waking=False)),
    Group("a change and a therapy that do nothing", Case(change=1.0, therapy=1.0)),
    Group("a change that does nothing, bad weeks", Case(change=1.0, bad=2)),
    Group("changed when worst, bad weeks", Case(change=1.0, bad=2, at_worst=True)),
    _first("plain", Habits(), Planted()),
    _first("a flare-up every two days", Habits(rate=0.5), Planted()),
    _first("bad weeks", Habits(unevenness=0.4), Planted()),
    _first("15 % missing, 30 % late", Habits(missing=0.15, late=0.3), Planted()),
    _first("bad weeks, 55 % missing, 40 % late", Habits(unevenness=0.4, missing=0.55, late=0.4), Planted()),
    _first("imported: nobody knows what was late", Habits(late=0.3, says_when_written=False), Planted()),
    _first("awake 08:00 to 22:30, not as set", Habits(wakes_at=8, waking_hours=14.5), Planted()),
    _first("a change and a therapy that do nothing", Habits(), Planted(change=1.0, therapy=1.0)),
    _first("changed when worst, bad weeks", Habits(unevenness=0.3), Planted(change=1.0, at_worst=True)),
)


def seen_in(group: Group, patients: int) -> tuple[Counter[str], int]:
    """Return in how many patients each tested pattern is seen, and in how many any at all."""
    each: Counter[str] = Counter()
    any_at_all = 0
    for seed in range(patients):
        found = work_out(*group.patient(seed)).in_state(State.SEEN)
        tested = {one.id for one in found if one.id in TESTED}
        each.update(tested)
        any_at_all += bool(tested)
    return each, any_at_all


def percent(count: int, patients: int) -> str:
    """Return a share as it is printed."""
    return f"{100 * count / patients:5.1f} %"


def report_planted(groups: list[Group], patients: int) -> bool:
    """Print the planted patterns; return whether the strong ones reach the aim."""
    good = True
    print(f"\nPlanted, {patients} patients each, 90 days; aim: seen in {PLANTED_AIM:.0%} or more")
    for group in groups:
        each, _ = seen_in(group, patients)
        reached = each[group.pattern] >= PLANTED_AIM * patients or not group.is_strong
        good &= reached
        mark = "" if reached else "  <-- missed"
        beside = "" if group.is_strong else "  (for comparison)"
        print(f"  {group.line:62} {percent(each[group.pattern], patients)}{beside}{mark}", flush=True)
    return good


def report_nothing(groups: list[Group], patients: int) -> bool:
    """Print what is seen where nothing is; return whether it is rare enough in every group."""
    good = True
    aims = f"any one in {ONE_AIM:.0%}, any at all in {ANY_AIM:.0%}"
    print(f"\nNothing planted, {patients} patients each; aim at most: {aims}")
    for group in groups:
        each, any_at_all = seen_in(group, patients)
        rare = any_at_all <= ANY_AIM * patients and max(each.values(), default=0) <= ONE_AIM * patients
        good &= rare
        ones = ", ".join(f"{name} {percent(count, patients).strip()}" for name, count in each.most_common())
        mark = "" if rare else "  <-- missed"
        print(f"  {group.line:62} any {percent(any_at_all, patients)}   {ones}{mark}", flush=True)
    return good


def main() -> int:
    """Print both halves of the report; the exit code tells whether all aims are reached."""
    patients = int(sys.argv[1]) if len(sys.argv) > 1 else PATIENTS
    words = " ".join(sys.argv[2:])
    planted, nothing = ([one for one in every if words in one.line] for every in (PLANTED, NOTHING))
    reached = [not planted or report_planted(planted, patients)]
    reached.append(not nothing or report_nothing(nothing, patients))
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
