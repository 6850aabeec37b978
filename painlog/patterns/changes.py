"""Before and after: what a change of medicine or a course of therapy came with.

People change treatment when things are worst, and the weeks after look better by themselves: the seven days
before and the first seven after are left out, and uneven weeks are not taken for Poisson counts.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from uuid import UUID

import numpy as np

from painlog.entries import Medicine
from painlog.patterns.diary import Diary, date_of, day_number
from painlog.patterns.families import holm
from painlog.patterns.finding import Bars, Drawing, Family, Finding, Measure, Need, State, finite
from painlog.patterns.moments import DAY
from painlog.patterns.outcomes import SIGNIFICANT, Outcome, Sides, Weekly, clearest, sides

FEWEST_SESSIONS = 6
FEWEST_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which something began, and what it was."""

    pattern: str
    about: str
    day: int
    was: str = ""
    """What was taken before, of a medicine."""
    also: tuple[str, ...] = ()
    """Other medicines that were changed on the same day: what followed cannot be told apart."""
    sessions: int = 0
    first: int | None = None
    """The day of the turn before, of medicines: the time before that is another treatment."""
    last: int | None = None
    """The day of the turn after."""
    changes: int = 1
    """How many of the report's changes are of this medicine."""


def look(diary: Diary) -> tuple[Finding, ...]:
    """Return one finding for each change of medicine in the period and one for each therapy."""
    medicines, therapies = medicine_turns(diary), therapy_turns(diary)
    found = [_compare(diary, turn) for turn in (*medicines, *therapies)]
    found = _judged(found)
    if not medicines:
        found.append(_none("medicine-change", "medicine changes", 1))
    if not therapies:
        found.append(_none("therapy-course", "sessions", FEWEST_SESSIONS))
    return tuple(sorted(found, key=lambda one: one.id))


def _none(pattern: str, what: str, minimum: int) -> Finding:
    return Finding(id=pattern, state=State.NOT_ENOUGH, needs=(Need(what, minimum, 0),), family=Family.ASKED)


def medicine_turns(diary: Diary) -> list[Turn]:
    """Return the days of the period on which a medicine took the place of another, or its plan changed."""
    known = {medicine.id: medicine for medicine in diary.record.medicines}
    turns: dict[int, Turn] = {}
    for medicine in diary.record.medicines:
        for day, was in _turns_of(medicine, known, _first_dose(diary, medicine)):
            if diary.begin < day <= diary.until:
                turn = Turn("medicine-change", medicine.name, day, was)
                turns[day] = _with(turns.get(day, turn), turn)
    ordered = [turns[day] for day in sorted(turns)]
    days = [None, *(turn.day for turn in ordered), None]
    times = Counter(turn.about for turn in ordered)
    return [
        replace(turn, first=days[place], last=days[place + 2], changes=times[turn.about])
        for place, turn in enumerate(ordered)
    ]


def _with(first: Turn, other: Turn) -> Turn:
    """Return the turn of a day, which names another medicine that was changed on the same day."""
    if other.about in (first.about, *first.also):
        return first
    return replace(first, also=(*first.also, other.about))


def _turns_of(
    medicine: Medicine, known: Mapping[UUID, Medicine], first_dose: int | None
) -> list[tuple[int, str]]:
    """Return the days on which this medicine began in another's place, or its dose was changed."""
    plans = sorted(medicine.plans, key=lambda plan: plan.start)
    found = []
    was = known.get(medicine.changed_from) if medicine.changed_from is not None else None
    if was is not None:
        over = medicine.took_over(was)
        started = first_dose if first_dose is not None else day_number(plans[0].start) if plans else None
        started = day_number(over) if over is not None else started
        found += [(started, was.name)] if started is not None else []
    if medicine.role == "regular":
        found += [
            (day_number(after.start), medicine.name)
            for before, after in pairwise(plans)
            if (before.amount, before.times, before.every_hours)
            != (after.amount, after.times, after.every_hours)
        ]
    return found


def _first_dose(diary: Diary, medicine: Medicine) -> int | None:
    """Return the day of the medicine's first dose in the whole journal."""
    first = diary.record.first_doses.get(medicine.id)
    return None if first is None else int(first // DAY)


def therapy_turns(diary: Diary) -> list[Turn]:
    """Return the first session in the whole journal of each therapy that has some in the period.

    What was taken up again after a break did not begin then.
    """
    first: dict[str, float] = {}
    for name, wall in diary.record.first_sessions.items():
        first[name.casefold()] = min(wall, first.get(name.casefold(), wall))
    sessions = diary.activities.only(diary.activities.is_therapy)
    turns = []
    for number, count in zip(*np.unique(sessions.name, return_counts=True), strict=True):
        name = diary.record.activity_names[int(number)]
        began = int(first[name.casefold()] // DAY)
        turns.append(Turn("therapy-course", name, began, sessions=int(count)))
    return turns


def _compare(diary: Diary, turn: Turn) -> Finding:
    parted = sides(diary, turn.day, turn.first, turn.last)
    needs = [
        Need("weeks before", FEWEST_WEEKS, parted.weeks_before),
        Need("weeks after", FEWEST_WEEKS, parted.weeks_after),
    ]
    if turn.pattern == "therapy-course":
        needs.append(Need("sessions", FEWEST_SESSIONS, turn.sessions))
    finding = Finding(
        id=turn.pattern,
        about=turn.about,
        state=State.NOT_ENOUGH,
        measures={"on": date_of(turn.day).isoformat(), "was": turn.was, **_beside(turn)},
        needs=tuple(needs),
        family=Family.ASKED,
    )
    if finding.lacking:
        return finding
    outcome = clearest(diary, parted, turn.pattern)
    if outcome is None:  # neither flare-ups nor, of a medicine, pain told in between
        return replace(finding, needs=(*needs, Need("flare-ups to compare", 1, 0)))
    return _told(finding, parted, outcome)


def _beside(turn: Turn) -> dict[str, Measure]:
    """Return what else was changed on that day, and how often this medicine was, where that is to be told."""
    also: dict[str, Measure] = {"also": ", ".join(turn.also)} if turn.also else {}
    return {**also, "changes": turn.changes} if turn.changes > 1 else also


def _told(finding: Finding, parted: Sides, outcome: Outcome) -> Finding:
    measures: dict[str, Measure] = {
        **finding.measures,
        "of": outcome.of,
        "before": outcome.before,
        "after": outcome.after,
        "change": finite(outcome.change),
        "low": finite(outcome.low),
        "high": finite(outcome.high),
        "between": outcome.between,
        "weeks_before": parted.weeks_before,
        "weeks_after": parted.weeks_after,
    }
    return replace(
        finding,
        state=State.NOT_SEEN,
        measures=measures,
        p=outcome.p,
        rests_on=outcome.rests_on,
        bars=_bars(outcome.weekly),
        caveats=outcome.caveats,
        effect_is_there=outcome.is_large and not outcome.low <= 0 <= outcome.high,
    )


def _judged(found: list[Finding]) -> list[Finding]:
    """Return the findings with those seen whose p-value holds among all changes of the report (Holm)."""
    tested = [place for place, one in enumerate(found) if one.p is not None]
    adjusted = holm([found[place].p or 0.0 for place in tested])
    for place, p in zip(tested, adjusted, strict=True):
        if p <= SIGNIFICANT and found[place].effect_is_there:
            found[place] = replace(found[place], state=State.SEEN)
    return found


def _bars(weekly: Weekly) -> Bars:
    """Return the figure that differs, in weeks counted from the first of both sides."""
    after = weekly.weeks >= 0
    return Bars(
        Drawing.WEEKS,
        tuple(weekly.figures.tolist()),
        tuple(after.tolist()),
        places=tuple((weekly.weeks - weekly.weeks[:1] + 1).astype(float).tolist()),
        mark=float((~after).sum()),
    )
