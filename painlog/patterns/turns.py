"""Changes of medicine and appointments: the labelled upright lines of a chart."""

from collections.abc import Iterator, Mapping, Sequence
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


def uprights(
    medicines: Sequence[Medicine],
    appointments: Sequence[Appointment],
    begun: Mapping[UUID, float],
    first: float | None,
) -> list[Upright]:
    """Return the changes of medicines and the appointments, by time.

    `begun`: the wall clock of the first dose by medicine, for those without a plan; `first`: that of the
    journal's first entry, since what was taken from the start is no change.
    """
    visits = [Upright(wall_of(visit.at), Turn.APPOINTMENT, appointment=visit) for visit in appointments]
    replaced = {medicine.changed_from for medicine in medicines}
    opening = None if first is None else first + DAY
    turns: list[Upright] = []
    for medicine in medicines:
        day = begun[medicine.id] // DAY * DAY if medicine.id in begun else None
        turns += _turns(medicine, day, opening, is_replaced=medicine.id in replaced)
    return sorted([*visits, *turns], key=lambda upright: upright.at)


def _turns(
    medicine: Medicine, begun: float | None, opening: float | None, *, is_replaced: bool
) -> Iterator[Upright]:
    """Give the changes of one medicine; `begun` is the day of its first dose, for one without a plan."""
    plans = sorted(medicine.plans, key=lambda plan: plan.start)
    start = midnight(plans[0].start) if plans else begun
    first = plans[0] if plans else None
    if start is not None and medicine.changed_from is not None:
        yield Upright(start, Turn.CHANGED_TO, medicine, first)
    elif start is not None and plans and opening is not None and start > opening:
        yield Upright(start, Turn.STARTED, medicine, first)
    for old, new in pairwise(plans):
        if old.until is not None and (new.start - old.until).days > 1:
            yield Upright(midnight(old.until) + DAY, Turn.STOPPED, medicine)
            yield Upright(midnight(new.start), Turn.STARTED, medicine, new)
        else:
            yield Upright(midnight(new.start), Turn.NEW_PLAN, medicine, new)
    if plans and plans[-1].until is not None and not is_replaced:
        yield Upright(midnight(plans[-1].until) + DAY, Turn.STOPPED, medicine)
