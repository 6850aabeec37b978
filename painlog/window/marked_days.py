"""A day that is marked as one without a flare-up has none at all: what is said later takes the mark back.

What comes in from a file may tell both. It is kept as it is, for only the person knows which is true.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from painlog.entries import KINDS, CheckIn, FlareUp, Kept, Refused, Removed, Why
from painlog.journal import Journal

_MIDNIGHT = time()
_A_DAY = timedelta(days=1)


def taken_back(journal: Journal, entry: Kept) -> list[CheckIn | Removed]:
    """Return the marks that a flare-up on their days makes untrue: check-ins without the mark, or taken out.

    What it covered already it makes no more untrue: then both came from a file.
    """
    if not isinstance(entry, FlareUp):
        return []
    now = journal.clock()
    first, last = _days_of(entry, now.date())
    # No wall clock is more than a day from UTC.
    begin = datetime.combine(first, _MIDNIGHT, UTC) - _A_DAY
    end = datetime.combine(last, _MIDNIGHT, UTC) + 2 * _A_DAY
    marked = _marks_among(journal.between(begin, end, KINDS[CheckIn]))
    untrue = [each for each in marked if first <= each.at.date() <= last]
    was = journal.find(entry.id) if untrue else None
    if isinstance(was, FlareUp):
        untrue = [each for each in untrue if not covers(was, each.at.date(), now.date())]
    return [_without_mark(each) or Removed(id=each.id, at=now) for each in untrue]


def given_back(journal: Journal, entry: Kept) -> list[CheckIn]:
    """Return the marks that a flare-up took back in this session, of days that it has nothing of any more.

    As where its start was typed with a wrong year, and is mended now. What was said of such a day meanwhile
    stays as it is.
    """
    was, today = journal.find(entry.id), journal.clock().date()
    if not isinstance(entry, FlareUp) or not isinstance(was, FlareUp):
        return []
    marked = _marks_taken_by(journal, was, {was.id})
    return [mark for mark in marked if not covers(entry, mark.at.date(), today)]


def left_without(journal: Journal, removed: Sequence[UUID]) -> list[CheckIn]:
    """Return the marks that flare-ups took back in this session that are taken out now: they were none.

    Pressed by mistake and taken out by hand, a flare-up is as after Undo: what was said before it holds. Who
    takes the check-in out as well wants no mark.
    """
    gone = set(removed)
    flare_ups = [each for each in map(journal.find, removed) if isinstance(each, FlareUp)]
    marked = [mark for was in flare_ups for mark in _marks_taken_by(journal, was, gone)]
    return [*{mark.at.date(): mark for mark in marked if mark.id not in gone}.values()]


def _marks_taken_by(journal: Journal, was: FlareUp, gone: AbstractSet[UUID]) -> list[CheckIn]:
    """Return the marks that a flare-up took back, as they stand again, of days of which nothing else is told.

    `gone`: the flare-ups that are not there, or not so, any more.
    """
    today, back = journal.clock().date(), []
    for mark in _marks_among(journal.before_with(was.id, KINDS[CheckIn])):
        day = mark.at.date()
        if covers(was, day, today) and not _is_told_of(journal, gone, day):
            back.append(_marked_again(journal, mark))
    return [mark for mark in back if mark is not None]


def _is_told_of(journal: Journal, but: AbstractSet[UUID], day: date) -> bool:
    """Tell whether a day is marked, or has some of another flare-up than those."""
    told = (*journal.day(day, KINDS[FlareUp]), *journal.reaching_into(day))
    others = [each for each in told if each.id not in but]
    return bool(marks(journal, day)) or _is_covered(others, day, journal.clock().date())


def _marked_again(journal: Journal, mark: CheckIn) -> CheckIn | None:
    now = journal.find(mark.id)
    if now is None:  # taken out with the mark, or by the person
        return mark if _without_mark(mark) is None else None
    return replace(now, no_flare_up=True) if isinstance(now, CheckIn) and now.at == mark.at else None


def marks(journal: Journal, day: date) -> list[CheckIn]:
    """Return the check-ins that mark that day as one without a flare-up."""
    return _marks_among(journal.day(day, KINDS[CheckIn]))


def has_flare_up(journal: Journal, day: date) -> bool:
    """Tell whether a flare-up began on that day, or one of an earlier day went on into it."""
    there = (*journal.day(day, KINDS[FlareUp]), *journal.reaching_into(day))
    return _is_covered(there, day, journal.clock().date())


def covers(flare_up: FlareUp, day: date, today: date) -> bool:
    """Tell whether that day had some of the flare-up; one that goes on has reached `today`."""
    first, last = _days_of(flare_up, today)
    return first <= day <= last


def refuse_mark(journal: Journal, entry: Kept, beside: Iterable[Kept] = ()) -> None:
    """Raise Refused when a day with a flare-up, also one of `beside`, is newly marked as one without."""
    if not isinstance(entry, CheckIn) or not entry.no_flare_up:
        return
    day, today = entry.at.date(), journal.clock().date()
    told = (*journal.day(day, KINDS[FlareUp]), *beside)
    begins = any(isinstance(each, FlareUp) and each.started_at.date() == day for each in told)
    if not begins and not _is_covered((*beside, *journal.reaching_into(day)), day, today):
        return
    was = journal.find(entry.id)
    if not isinstance(was, CheckIn) or not was.no_flare_up or was.at.date() != day:
        raise Refused("no_flare_up", Why.HAS_FLARE_UP if begins else Why.FLARE_UP_GOES_ON)


def _is_covered(told: Iterable[Kept], day: date, today: date) -> bool:
    return any(isinstance(each, FlareUp) and covers(each, day, today) for each in told)


def _days_of(flare_up: FlareUp, today: date) -> tuple[date, date]:
    """Return the first and the last day of a flare-up; nobody knows of a later one without its end.

    One that ended at midnight, as its end is read, to the minute, had nothing of the day that began then. On
    a flight westward it may end on the day before the one on which it began.
    """
    begun, ended = flare_up.started_at.date(), flare_up.ended_at
    if ended is None:
        last = today if flare_up.is_running else begun
    else:
        is_at_midnight = ended.time().replace(second=0, microsecond=0) == _MIDNIGHT
        last = ended.date() - _A_DAY * (is_at_midnight and ended.date() > begun)
    return min(begun, last), max(begun, last)


def _marks_among(entries: Iterable[Kept]) -> list[CheckIn]:
    return [each for each in entries if isinstance(each, CheckIn) and each.no_flare_up]


def _without_mark(marked: CheckIn) -> CheckIn | None:
    """Return what else the check-in tells, None where that is nothing."""
    without = replace(marked, no_flare_up=False)
    told = without.background, without.enjoyment, without.activity, without.sleep_hours
    return without if without.note or any(level is not None for level in told) else None
