"""A day that is marked as one without a flare-up has none: what is said later takes the mark back.

What comes in from a file may tell both. It is kept as it is, for only the person knows which is true.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from painlog.entries import KINDS, CheckIn, FlareUp, Kept, Refused, Removed, Why
from painlog.journal import Journal


def taken_back(journal: Journal, entry: Kept) -> list[CheckIn | Removed]:
    """Return the marks that a flare-up on its day makes untrue: a check-in without its mark, or taken out.

    One that began on that day already makes nothing untrue: then both came from a file.
    """
    if not isinstance(entry, FlareUp):
        return []
    day = entry.started_at.date()
    marked = marks(journal, day)
    was = journal.find(entry.id) if marked else None
    if isinstance(was, FlareUp) and was.started_at.date() == day:
        return []
    at = journal.clock()
    return [_without_mark(each) or Removed(id=each.id, at=at) for each in marked]


def marks(journal: Journal, day: date) -> list[CheckIn]:
    """Return the check-ins that mark that day as one without a flare-up."""
    checked = journal.day(day, KINDS[CheckIn])
    return [each for each in checked if isinstance(each, CheckIn) and each.no_flare_up]


def has_flare_up(journal: Journal, day: date) -> bool:
    """Tell whether a flare-up began on that day, or one of an earlier day did not end on it."""
    return bool(journal.day(day, KINDS[FlareUp])) or _goes_through(journal, day)


def _goes_through(journal: Journal, day: date) -> bool:
    """Tell whether a flare-up of an earlier day went on after that day, or still goes on now."""
    has_begun = day <= journal.clock().date()
    reach = (each for each in journal.reaching_into(day) if not each.end_unknown)
    return any(has_begun if each.ended_at is None else each.ended_at.date() > day for each in reach)


def refuse_mark(journal: Journal, entry: Kept, beside: Iterable[Kept] = ()) -> None:
    """Raise Refused when a day with a flare-up, also one of `beside`, is newly marked as one without."""
    if not isinstance(entry, CheckIn) or not entry.no_flare_up:
        return
    day = entry.at.date()
    comes = any(isinstance(each, FlareUp) and each.started_at.date() == day for each in beside)
    begins = comes or bool(journal.day(day, KINDS[FlareUp]))
    if not begins and not _goes_through(journal, day):
        return
    was = journal.find(entry.id)
    if not isinstance(was, CheckIn) or not was.no_flare_up or was.at.date() != entry.at.date():
        raise Refused("no_flare_up", Why.HAS_FLARE_UP if begins else Why.FLARE_UP_GOES_ON)


def _without_mark(marked: CheckIn) -> CheckIn | None:
    """Return what else the check-in tells, None where that is nothing."""
    without = replace(marked, no_flare_up=False)
    told = without.background, without.enjoyment, without.activity, without.sleep_hours
    return without if without.note or any(level is not None for level in told) else None
