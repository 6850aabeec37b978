"""What each press on the flare-up's card makes of the entry, as values; and what the card asks by itself.

"It is easing" is kept as a reading: one step below the level that was told last, shown as chosen on the pad,
where the right number replaces it with one press. The time of the worst stays what the readings say, and the
time from a dose to "it eased" can be read from them. Where no level was ever told there is no figure to
write; then the press keeps when it was worst until: the peak's time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from painlog.entries import Dose, FlareUp, Reading, Why
from painlog.words.entries import fell_asleep, with_line

SAME_READING = timedelta(seconds=60)
"""A level told within this time of the last one mends it; later it is a new reading."""
FORGOTTEN_AFTER = timedelta(hours=4)
"""How long after the last sign of life the card asks whether the flare-up is over."""
COMES_BACK_WITHIN = timedelta(days=1)
"""How long after its end a press tells that it came back; the form knows older ones, too."""
SAME_DOSE_WITHIN = timedelta(minutes=5)
"""Two doses of a medicine closer than this may be one pressed twice."""
NOTHING = "nothing"
"""Kept as a trigger: the person looked back, and nothing had set it off. That is more than no answer."""
ASKS_RELIEF_AFTER = (30, 60)
"""Minutes after a dose for a flare-up at which "Better?" is asked."""

_ASKED_FOR = timedelta(minutes=20)
"""How long the question stands before it goes away by itself."""


def begun(at: datetime, *, came_back_after: FlareUp | None = None) -> FlareUp:
    """Return a flare-up that began at `at` and runs."""
    last = came_back_after.id if came_back_after is not None else None
    return FlareUp(id=uuid4(), started_at=to_seconds(at), came_back_after=last)


def to_seconds(moment: datetime) -> datetime:
    """Return the moment without fractions of a second, which no person means."""
    return moment.replace(microsecond=0)


def with_level(flare_up: FlareUp, at: datetime, level: int) -> FlareUp:
    """Return the flare-up with a reading at `at`; one told just before is mended instead."""
    at = max(to_seconds(at), flare_up.started_at)
    kept = [reading for reading in flare_up.readings if not _is_same(reading, at)]
    return replace(flare_up, readings=(*kept, Reading(at=at, intensity=level)))


def easing(flare_up: FlareUp, at: datetime) -> FlareUp:
    """Return the flare-up on its way down, as the module's text says."""
    told = last_level(flare_up)
    at = max(to_seconds(at), flare_up.started_at)
    if told is None:
        return replace(flare_up, peaked_at=at)
    return replace(flare_up, readings=(*flare_up.readings, Reading(at=at, intensity=max(0, told - 1))))


def is_easing(flare_up: FlareUp) -> bool:
    """Tell whether the last that was said is that it gets better."""
    levels = [reading.intensity for reading in flare_up.readings]
    if len(levels) > 1:
        return levels[-1] < max(levels)
    return not levels and flare_up.peaked_at is not None


def why_not_over(flare_up: FlareUp, at: datetime) -> Why | None:
    """Return why it cannot have ended in the minute of `at`; None where it can."""
    end = at + timedelta(minutes=1)
    if end <= flare_up.started_at:
        return Why.END_BEFORE_START
    if flare_up.peaked_at is not None and end <= flare_up.peaked_at:
        return Why.PEAK_AFTER_END
    is_told_later = any(end <= reading.at for reading in flare_up.readings)
    return Why.END_BEFORE_READING if is_told_later else None


def over(flare_up: FlareUp, at: datetime) -> FlareUp:
    """Return the flare-up ended at `at`, not before the last thing that was told of it."""
    told = [flare_up.started_at, *(reading.at for reading in flare_up.readings)]
    if flare_up.peaked_at is not None:
        told.append(flare_up.peaked_at)
    return replace(flare_up, ended_at=max(to_seconds(at), *told), end_unknown=False)


def over_somehow(flare_up: FlareUp, *, asleep: bool) -> FlareUp:
    """Return the flare-up over at a time that nobody knows; having fallen asleep stands in the note."""
    note = with_line(flare_up.note, fell_asleep(), there=asleep)
    return replace(flare_up, ended_at=None, end_unknown=True, note=note)


def eased_after(flare_up: FlareUp, moment: datetime) -> datetime | None:
    """Return when it first was less after `moment`: a lower reading, else the told peak, else the end.

    None where it had not begun: what was taken before it did not ease it. Times are told to the minute.
    """
    if flare_up.started_at - moment >= timedelta(minutes=1):
        return None
    highest = 0.0
    for reading in flare_up.readings:
        if reading.at > moment and reading.intensity < highest:
            return reading.at
        highest = max(highest, reading.intensity)
    told = (flare_up.ended_at,) if flare_up.readings else (flare_up.peaked_at, flare_up.ended_at)
    return next((at for at in told if at is not None and at > moment), None)


def minutes_to_ease(dose: Dose, flare_up: FlareUp | None) -> float | None:
    """Return the minutes from a dose until its flare-up eased; None while that is not known."""
    if flare_up is None or dose.flare_up != flare_up.id or not dose.amount:
        return None
    eased = eased_after(flare_up, dose.taken_at)
    return (eased - dose.taken_at) / timedelta(minutes=1) if eased is not None else None


def last_level(flare_up: FlareUp) -> float | None:
    """Return the level that was told last, or the peak where there is no reading."""
    return flare_up.readings[-1].intensity if flare_up.readings else flare_up.peak


def started(flare_up: FlareUp, at: datetime) -> FlareUp:
    """Return the flare-up with another start; what was told before that moves to it."""
    readings = tuple(replace(reading, at=max(reading.at, at)) for reading in flare_up.readings)
    peaked_at = max(flare_up.peaked_at, at) if flare_up.peaked_at is not None else None
    ended_at = max(flare_up.ended_at, at) if flare_up.ended_at is not None else None
    return replace(flare_up, started_at=at, readings=readings, peaked_at=peaked_at, ended_at=ended_at)


def with_trigger(flare_up: FlareUp, trigger: str, *, on: bool) -> FlareUp:
    """Return the flare-up with or without a trigger, in the order they were told."""
    return replace(flare_up, triggers=told_triggers(flare_up.triggers, trigger, on=on))


def told_triggers(triggers: Sequence[str], trigger: str, *, on: bool) -> tuple[str, ...]:
    """Return the triggers with or without one more; "nothing" and something go not together."""
    others = tuple(each for each in triggers if each.casefold() != trigger.casefold())
    if not on:
        return others
    return (*(each for each in others if NOTHING not in (each.casefold(), trigger.casefold())), trigger)


def may_be_forgotten(flare_up: FlareUp, doses: Iterable[Dose], now: datetime) -> bool:
    """Tell whether nothing was told of a running flare-up for hours."""
    told = [flare_up.started_at, *(reading.at for reading in flare_up.readings)]
    told += (dose.taken_at for dose in doses if dose.flare_up == flare_up.id)
    if flare_up.updated_at is not None:
        told.append(flare_up.updated_at)
    return now - max(told) >= FORGOTTEN_AFTER


def is_of_another_day(began: datetime, now: datetime) -> bool:
    """Tell whether one that began then is taken for over: not yet for hours just after a midnight."""
    return began.date() < now.date() and now - began >= FORGOTTEN_AFTER


def can_come_back(last: FlareUp | None, now: datetime) -> bool:
    """Tell whether a flare-up now may be the return of the last one, though the clock was set back since."""
    if last is None:
        return False
    return last.started_at < now <= (last.ended_at or last.started_at) + COMES_BACK_WITHIN


def relief_to_ask(doses: Sequence[Dose], now: datetime) -> tuple[Dose, int] | None:
    """Return the dose whose relief is asked for now, and the minutes since it; None where none is.

    The answer after an hour takes the place of the one after half an hour.
    """
    for dose in sorted(doses, key=lambda dose: dose.taken_at, reverse=True):
        for minutes in ASKS_RELIEF_AFTER:
            since = now - dose.taken_at - timedelta(minutes=minutes)
            told = dose.relief is not None and (dose.relief_minutes or 0) >= minutes - 1
            if timedelta(0) <= since <= _ASKED_FOR and not told and dose.reason == "flare-up":
                return dose, round((now - dose.taken_at) / timedelta(minutes=1))
    return None


def _is_same(reading: Reading, at: datetime) -> bool:
    return timedelta(0) <= at - reading.at < SAME_READING
