"""What the lines of the table say, read for the lines that are looked at and kept for a while."""

from datetime import date
from typing import NamedTuple, TypeGuard

from painlog.entries import KINDS, Dose, Entry, FlareUp, Kept, Medicine, Refused, Why, kind_of
from painlog.journal import Journal
from painlog.window.journal_table.lines import Line, Place
from painlog.window.marks import Mark, mark_of_kind
from painlog.window.today.flaring import minutes_to_ease
from painlog.words import amounts, entries, times
from painlog.words.language import SEPARATOR

_KEPT = 2_000
"""So many lines' texts are kept; what is scrolled past is read again."""


class Said(NamedTuple):
    """What one entry's line says."""

    mark: Mark
    time: str
    what: str
    details: str
    later: str
    """That it was written later; empty where it was not."""
    note: str
    regions: tuple[str, ...] = ()
    """Where it hurt; details say it too."""


_GONE = Said(Mark.NOTE, "", "", "", "", "")
"""An entry that another program took out a moment ago, until the table is told of it."""


class Texts:
    """The texts of entries and of days."""

    def __init__(self, reader: Journal) -> None:
        """Read from `reader`."""
        self._reader = reader
        self._said: dict[Place, Said] = {}
        self._days: dict[date, str] = {}

    def of_entry(self, place: Place) -> Said:
        """Return what the line of an entry says."""
        said = self._said.get(place)
        if said is None:
            entry = self._reader.at(*place)
            said = self._read(entry) if _is_entry(entry) else _GONE
            if len(self._said) >= _KEPT:
                self._said.clear()
            self._said[place] = said
        return said

    def of_day(self, line: Line) -> str:
        """Return the heading of a day: "Thursday 2 April 2026 · 1 flare-up, 1 as-needed dose"."""
        text = self._days.get(line.date)
        if text is None:
            held = entries.day_summary(self._reader.day(line.date), self._reader.medicines())
            text = SEPARATOR.join(filter(None, (times.day_of_year(line.date), held)))
            if len(self._days) >= _KEPT:
                self._days.clear()
            self._days[line.date] = text
        return text

    def entry(self, place: Place) -> Entry:
        """Return the entry itself as it is now; raises Refused where another program took it out just now."""
        entry = self._reader.at(*place)
        if not _is_entry(entry):
            raise Refused("id", Why.UNKNOWN_ENTRY, place)
        return entry

    def forget(self, place: Place, *lines: Line | None) -> None:
        """Read the entry and the days of these lines again when they are looked at next."""
        self._said.pop(place, None)
        for line in lines:
            if line is not None:
                self._days.pop(line.date, None)

    def forget_all(self) -> None:
        """Read everything again."""
        self._said.clear()
        self._days.clear()

    def forget_doses(self) -> None:
        """Read doses again: what is said of them hangs on their flare-ups too."""
        self._said = {place: said for place, said in self._said.items() if place[0] != KINDS[Dose]}

    def _read(self, entry: Entry) -> Said:
        taken_for = self._reader.find(entry.flare_up) if isinstance(entry, Dose) and entry.flare_up else None
        eased = None
        if isinstance(entry, Dose) and isinstance(taken_for, FlareUp):
            eased = minutes_to_ease(entry, taken_for)
        return _said(entry, self._medicine_of(entry), eased)

    def _medicine_of(self, entry: Entry) -> Medicine | None:
        return (
            amounts.medicine_of(self._reader.medicines(), entry.medicine) if isinstance(entry, Dose) else None
        )


def _is_entry(kept: Kept | None) -> TypeGuard[Entry]:
    return kept is not None and not isinstance(kept, Medicine)


def read_aloud(said: Said) -> str:
    """Return a whole line for screen readers."""
    return ", ".join(filter(None, (said.time, said.what, said.details, said.later, said.note)))


def spreadsheet_row(day: date, said: Said) -> list[str]:
    """Return a line's cells for a spreadsheet: day, time, what, details, note."""
    details = SEPARATOR.join(filter(None, (said.details, said.later)))
    return [_cell(text) for text in (day.isoformat(), said.time, said.what, details, said.note)]


def _cell(text: str) -> str:
    """Return text that stays in its cell, and that no spreadsheet takes for a formula."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(("=", "+", "-", "@")) else flat


def _said(entry: Entry, medicine: Medicine | None, eased: float | None) -> Said:
    return Said(
        mark_of_kind(kind_of(entry), medicine),
        entries.time_of(entry),
        entries.headline(entry, medicine),
        entries.details(entry, medicine, eased),
        entries.written_later(entry),
        " ".join(entries.note_of(entry).split()),
        entry.regions if isinstance(entry, FlareUp) else (),
    )
