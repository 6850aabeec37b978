"""Mending an entry in its line: what stands in the cell first, and the entry that the new text makes."""

from dataclasses import replace
from datetime import datetime, timedelta

from painlog.entries import Activity, Appointment, CheckIn, Dose, Entry, FlareUp, Note, Refused, Why
from painlog.window.journal_table.columns import Column
from painlog.window.moments import MOST_AHEAD
from painlog.window.today.mending import at_moment
from painlog.words import entries, times
from painlog.words.amounts import parse_number, typed_number
from painlog.words.clocks import parse_clock


def text_to_mend(entry: Entry, column: Column) -> str | None:
    """Return what stands in the field when a cell is changed in place; None where only the form can."""
    if column is Column.TIME:
        return times.clock(entry.moment)
    if column is Column.WHAT:
        return _what(entry)
    note = entries.note_of(entry) if column is Column.NOTE else None
    return None if note is None or "\n" in note else note


def mended(entry: Entry, column: Column, text: str, now: datetime | None = None) -> Entry:
    """Return the entry with the new text in that column; raises Refused where it cannot be true.

    A time of day is one of the same day; one far ahead of `now`, as 23:50 past midnight, is the day before's.
    """
    if column is Column.TIME:
        return _at_another_time(entry, text, now)
    if column is Column.WHAT:
        return _something_else(entry, text.strip())
    if isinstance(entry, Note):
        return replace(entry, text=f"{entries.first_line(entry.text)}\n{text.strip()}".strip())
    return replace(entry, note=text.strip())


def refuse_start(now: FlareUp, was: FlareUp, at: datetime) -> None:
    """Raise Refused when what goes on begins after `at`, or leaves readings before its start."""
    if now.is_running and now.started_at > at:
        raise Refused("started_at", Why.STILL_TO_COME, now.started_at)
    if any(was.started_at <= reading.at < now.started_at for reading in now.readings):
        raise Refused("started_at", Why.START_AFTER_READING, now.started_at)


def lowered(entry: FlareUp, level: float | None) -> FlareUp:
    """Return the flare-up with `level` as its worst: readings above it become that level."""
    if level is None:
        return replace(entry, peak=None)
    readings = tuple(replace(reading, intensity=min(reading.intensity, level)) for reading in entry.readings)
    return replace(entry, peak=level, readings=readings)


def _what(entry: Entry) -> str:
    match entry:
        case FlareUp():
            return typed_number(entry.worst)
        case CheckIn():
            return typed_number(entry.background)
        case Dose():
            return typed_number(entry.amount)
        case Activity():
            return entry.name
        case Appointment():
            return entry.with_whom
        case Note():
            return entries.first_line(entry.text)


def _something_else(entry: Entry, text: str) -> Entry:
    match entry:
        case FlareUp():
            return lowered(entry, _level(text, "peak"))
        case CheckIn():
            return replace(entry, background=_level(text, "background"))
        case Dose():
            return replace(entry, amount=parse_number(text))
        case Activity():
            return replace(entry, name=text)
        case Appointment():
            return replace(entry, with_whom=text)
        case Note():
            return replace(entry, text=_told(f"{text}\n{entries.note_of(entry)}".strip(), entry.text))


def _told(text: str, before: str) -> str:
    """Return the text of a note; raises Refused where nothing would be left of it, as in the form."""
    if before.strip() and not text:
        raise Refused("text", Why.EMPTY)
    return text


def _level(text: str, field: str) -> float | None:
    return float(parse_number(text, field)) if text else None


def _at_another_time(entry: Entry, text: str, now: datetime | None) -> Entry:
    match entry:
        case FlareUp() | Activity():
            clock = parse_clock(text, "started_at")
        case Dose():
            clock = parse_clock(text, "taken_at")
        case _:
            clock = parse_clock(text)
    then = entry.moment
    if (clock.hour, clock.minute) == (then.hour, then.minute):
        return entry
    wall = then.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0, tzinfo=None)
    moment = times.mended(wall, then)  # the clocks may be changed between the two
    if now is not None and then.date() == now.date() and not isinstance(entry, Appointment):
        moment = times.not_ahead(moment, now)
        if moment - now > MOST_AHEAD:
            moment = times.mended(wall - timedelta(days=1), then)
    match entry:
        case FlareUp():
            return replace(entry, started_at=moment)
        case Activity():
            return at_moment(entry, moment)
        case Dose():
            return replace(entry, taken_at=moment)
        case _:
            return replace(entry, at=moment)
