"""An entry at another time: what hangs on its start moves or gives way, so that the entry stays possible."""

from dataclasses import replace
from datetime import datetime, timedelta

from painlog.entries import KINDS, Activity, Dose, Entry, FlareUp, Kept
from painlog.journal import Journal
from painlog.window.today.flaring import started
from painlog.words import times


def at_moment(entry: Entry, moment: datetime) -> Entry:
    """Return the entry as it is when it began, or was, at `moment`. An activity keeps its length."""
    if isinstance(entry, FlareUp):
        return started(entry, moment)
    if isinstance(entry, Dose):
        ended = max(entry.ended_at, moment) if entry.ended_at is not None else None
        return replace(entry, taken_at=moment, ended_at=ended)
    if isinstance(entry, Activity):
        if entry.ended_at is None:
            return replace(entry, started_at=moment)
        ended = moment + (entry.ended_at - entry.started_at)
        return replace(entry, started_at=moment, ended_at=times.on_the_wall(ended, moment))
    return replace(entry, at=moment)


def following(flare_up: FlareUp, was: FlareUp, reader: Journal) -> FlareUp:
    """Return a flare-up at its new start, without its link where what it came back after began no earlier."""
    linked = None if flare_up.came_back_after is None else reader.find(flare_up.came_back_after)
    if flare_up.started_at == was.started_at or not isinstance(linked, FlareUp):
        return flare_up
    is_later = linked.started_at < flare_up.started_at
    return flare_up if is_later else replace(flare_up, came_back_after=None)


def not_returned(entry: Kept, reader: Journal) -> list[FlareUp]:
    """Return those that came back after `entry`, without that link where they would begin no later now."""
    was = reader.find(entry.id) if isinstance(entry, FlareUp) else None
    if not isinstance(entry, FlareUp) or not isinstance(was, FlareUp) or entry.started_at <= was.started_at:
        return []
    passed = reader.between(was.started_at, entry.started_at + timedelta(microseconds=1), KINDS[FlareUp])
    linked = [each for each in passed if isinstance(each, FlareUp) and each.came_back_after == entry.id]
    return [replace(each, came_back_after=None) for each in linked]
