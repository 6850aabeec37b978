"""Changes of medicine and appointments: the labelled upright lines of a chart."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from painlog.entries import Appointment, Medicine, Plan
from painlog.patterns.moments import DAY, midnight, wall_of


class Turn(StrEnum):
    """What a labelled upright line tells."""

    CHANGED_TO = "changed to"
    """This medicine took the place of another."""
    STARTED = "started"
    STOPPED = "stopped"
    NEW_PLAN = "new plan"
    """The same medicine by another plan."""
    APPOINTMENT = "appointment"


class Upright(NamedTuple):
    """A labelled upright line: a change of medicine or an appointment."""

    at: float
    """Wall clock; the midnight a plan begins, or the moment of the appointment."""
    turn: Turn
    medicine: Medicine | None = None
    plan: Plan | None = None
    """The plan that begins."""
    appointment: Appointment | None = None
    was: Medicine | None = None
    """The medicine whose place was taken."""


def uprights(
    medicines: Sequence[Medicine],
    appointments: Sequence[Appointment],
    taken: Mapping[UUID, float],
    first: float | None,
) -> list[Upright]:
    """Return the changes of medicines and the appointments, by time.

    `taken`: the wall clock of each medicine's first dose; `first`: that of the journal's first entry, since
    what was taken from the start is no change.
    """
    visits = [Upright(wall_of(visit.at), Turn.APPOINTMENT, appointment=visit) for visit in appointments]
    replaced = {medicine.changed_from for medicine in medicines}
    known = {medicine.id: medicine for medicine in medicines}
    opening = None if first is None else first + DAY
    turns: list[Upright] = []
    for medicine in medicines:
        was = known.get(medicine.changed_from) if medicine.changed_from is not None else None
        over = medicine.took_over(was) if was is not None else None
        told = _turns(medicine, taken.get(medicine.id), opening, over, is_replaced=medicine.id in replaced)
        turns += (turn._replace(was=was) if turn.turn is Turn.CHANGED_TO else turn for turn in told)
    return sorted([*visits, *turns], key=lambda upright: upright.at)


def _turns(
    medicine: Medicine, dose: float | None, opening: float | None, over: date | None, *, is_replaced: bool
) -> Iterator[Upright]:
    """Give the changes of one medicine, which had been taken already when it took `over` from another."""
    plans = sorted(medicine.plans, key=lambda plan: plan.start)
    first = plans[0] if plans else None
    planned = midnight(first.start) if first is not None else None
    if over is not None:
        yield Upright(midnight(over), Turn.CHANGED_TO, medicine, medicine.plan_on(over))
    if medicine.changed_from is not None and over is None:
        days = [planned, dose // DAY * DAY if dose is not None else None]
        if told := [day for day in days if day is not None]:
            yield Upright(min(told), Turn.CHANGED_TO, medicine, first)
    elif planned is not None and opening is not None and planned > opening and not _is_late(planned, dose):
        yield Upright(planned, Turn.STARTED, medicine, first)
    for old, new in pairwise(plans):
        if old.until is not None and (new.start - old.until).days > 1:
            yield Upright(midnight(old.until) + DAY, Turn.STOPPED, medicine)
            if new.start != over:
                yield Upright(midnight(new.start), Turn.STARTED, medicine, new)
        elif new.said != old.said:
            yield Upright(midnight(new.start), Turn.NEW_PLAN, medicine, new)
    if plans and plans[-1].until is not None and not is_replaced:
        yield Upright(midnight(plans[-1].until) + DAY, Turn.STOPPED, medicine)


def _is_late(planned: float, dose: float | None) -> bool:
    """Tell whether the medicine was taken before the plan says: only the plan was written down then.

    A dose of the evening before does not count.
    """
    return dose is not None and dose // DAY * DAY < planned - DAY


def last_appointment(visits: Iterable[Appointment], today: date) -> date | None:
    """Return the day of the last appointment before `today`: what "since the last appointment" means."""
    return max((visit.at.date() for visit in visits if visit.at.date() < today), default=None)
