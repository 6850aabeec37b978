"""Any other diary in CSV: the person says which column is the day, which the level and which the name."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from uuid import UUID

from painlog.entries import Contents, FlareUp, Note, Refused, now, refuse_the_future
from painlog.exchange.cells import Cells, Unread
from painlog.exchange.ids import worked_out_id
from painlog.exchange.moments import day_of_parts, here
from painlog.exchange.reading import (
    Choices,
    Problem,
    Problems,
    Question,
    Reading,
    Trouble,
    Unreadable,
    shown,
)
from painlog.exchange.rows import Sheet, open_sheet

_ROWS_SHOWN = 8
_LIKELY = {
    "start": ("start", "when", "date", "datetime", "timestamp", "day"),
    "time": ("time", "starttime", "start time", "time of day", "hour", "clock"),
    "level": ("intensity", "level", "pain", "score", "rating", "value"),
    "name": ("name", "what", "where", "region", "symptom", "type", "kind"),
    "note": ("note", "notes", "comment", "comments"),
}
_AUTOMATIC = Choices()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Which columns of a diary tell what; an empty name is a column that it does not have."""

    start: str = ""
    """The moment or day that a row is about …"""
    day: str = ""
    month: str = ""
    year: str = ""
    """… or the three columns of that day."""
    time: str = ""
    """The time of that day, where it stands apart from it."""
    level: str = ""
    """How bad it was, 0 to 10."""
    name: str = ""
    """What was rated."""
    flare_ups: tuple[str, ...] = ()
    """The names that are flare-ups and become their region; empty: all of them, or a diary without names."""
    keep_rest: bool = False
    """Whether rows of other names become notes; else they are left out."""
    written: str = ""
    """When the row was written."""
    day_from_written: bool = False
    """Whether rows that name no day are taken as being about the moment in which they were written."""
    note: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are named."""
        when = (self.start, self.day, self.month, self.year, self.time, self.written)
        return tuple(column for column in (*when, self.level, self.name, self.note) if column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The beginning of a diary, for the person to tell what is what."""

    columns: tuple[str, ...]
    """Their names, no two alike: one that has none is called by its number, counted from 1."""
    rows: tuple[tuple[str, ...], ...]
    """The first rows, each as wide as the header."""
    count: int
    suggested: Mapping
    """What the names of the columns suggest."""
    guesses: Choices


def preview(data: bytes, choices: Choices = _AUTOMATIC) -> Preview:
    """Return the beginning of a diary; raises Unreadable."""
    sheet = open_sheet(data, choices)
    width = len(sheet.columns)
    first: list[tuple[str, ...]] = []
    count = 0
    for _, row in sheet.rows():
        count += 1
        if len(first) < _ROWS_SHOWN:
            first.append(tuple((*row, *[""] * width)[:width]))
    columns = _names_of(sheet)
    return Preview(
        columns=columns,
        rows=tuple(first),
        count=count,
        suggested=_suggested(columns),
        guesses=sheet.guesses,
    )


def names_in(data: bytes, column: str, choices: Choices = _AUTOMATIC) -> dict[str, int]:
    """Return the names that stand in a column and how often, most frequent first; raises Unreadable."""
    sheet = open_sheet(data, choices)
    at = _places(sheet, (column,))[column]
    counts = Counter(row[at].strip() for _, row in sheet.rows() if at < len(row))
    spelled = {name.casefold(): name for name, _ in reversed(counts.most_common())}
    together: Counter[str] = Counter()
    for name, count in counts.items():
        together[spelled[name.casefold()]] += count
    return {name: count for name, count in together.most_common() if name}


def read(data: bytes, mapping: Mapping, choices: Choices = _AUTOMATIC) -> Reading:
    """Return the flare-ups (and notes) of a diary; the end of its flare-ups is unknown.

    A row that names only its day is uncertain in time and stands at noon. Raises Unreadable, also for a
    mapping that names columns which are not there.
    """
    sheet = open_sheet(data, choices)
    _refuse_incomplete(mapping)
    first = _Pass(mapping, sheet, choices)
    settled = first.cells.settled()
    if not first.cells.questions:
        return first.reading(settled)
    return _Pass(mapping, sheet, settled).reading(settled)


def _suggested(columns: Sequence[str]) -> Mapping:
    """Return the columns whose names tell what they are."""
    by_name = {column.casefold(): column for column in columns}
    start, clock, level, name, note = (_first_of(by_name, _LIKELY[use]) for use in _LIKELY)
    day, month, year = (_first_of(by_name, (part, f"start{part}")) for part in ("day", "month", "year"))
    if day and month and year:
        written = start if start != day else ""
        of_three = Mapping(day=day, month=month, year=year, written=written)
        return replace(of_three, time=clock, level=level, name=name, note=note)
    return Mapping(start=start, time=clock, level=level, name=name, note=note)


def _first_of(by_name: dict[str, str], names: Sequence[str]) -> str:
    return next((by_name[name] for name in names if name in by_name), "")


def _refuse_incomplete(mapping: Mapping) -> None:
    if not mapping.level:
        raise Unreadable(Trouble.MISSING_COLUMN, "level")
    if not mapping.start and not (mapping.day and mapping.month and mapping.year):
        raise Unreadable(Trouble.MISSING_COLUMN, "start")


def _names_of(sheet: Sheet) -> tuple[str, ...]:
    """Return what each column is called: by its number without a name, and with it beside its like."""
    counts = Counter(name.casefold() for name in sheet.columns)
    numbered = enumerate(sheet.columns, 1)
    return tuple(
        (f"{name} ({number})" if counts[name.casefold()] > 1 else name) if name else str(number)
        for number, name in numbered
    )


def _places(sheet: Sheet, columns: Sequence[str]) -> dict[str, int]:
    """Return where each column stands; raises Unreadable for one that is not there or one of several."""
    called = _names_of(sheet)
    names, plain = ([name.casefold() for name in some] for some in (called, sheet.columns))
    for column in columns:
        wanted = column.strip().casefold()
        if names.count(wanted) != 1:
            why = Trouble.DOUBLED_COLUMN if wanted in (*names, *plain) else Trouble.MISSING_COLUMN
            raise Unreadable(why, column, ", ".join(called), line=1)
    return {column: names.index(column.strip().casefold()) for column in columns}


class _Pass:
    """One reading of all rows."""

    def __init__(self, mapping: Mapping, sheet: Sheet, choices: Choices) -> None:
        self.cells = Cells(choices)
        self._mapping = mapping
        self._now = now()
        self._wanted = {name.strip().casefold() for name in mapping.flare_ups}
        self._problems = Problems()
        self._flare_ups: list[FlareUp] = []
        self._notes: list[Note] = []
        self._alike: dict[bytes, int] = {}
        self._left_out: Counter[str] = Counter()
        self._rows = 0
        self._encoding, self._delimiter = sheet.guesses.encoding, sheet.guesses.delimiter
        for line, row in self._rows_of(sheet):
            self._read_row(line, row)
        if self.cells.contradict_each_other():
            self.cells.questions.add(Question.DAY_OR_MONTH_FIRST)

    def reading(self, guesses: Choices) -> Reading:
        """Return what was read."""
        return Reading(
            contents=Contents(flare_ups=tuple(self._flare_ups), notes=tuple(self._notes)),
            problems=tuple(self._problems.told),
            more_problems=self._problems.more,
            questions=tuple(sorted(self.cells.questions)),
            guesses=replace(guesses, encoding=self._encoding, delimiter=self._delimiter),
            rows=self._rows,
            left_out=tuple(name for name, _ in self._left_out.most_common()),
        )

    def _rows_of(self, sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
        places = _places(sheet, self._mapping.columns)
        for line, cells in sheet.rows():
            self._rows += 1
            yield (
                line,
                {column: cells[at] for column, at in places.items() if at < len(cells) and cells[at].strip()},
            )

    def _read_row(self, line: int, row: dict[str, str]) -> None:
        self.cells.row = dict(row)
        name = self.cells.text(self._mapping.name)
        is_flare_up = not self._wanted or name.casefold() in self._wanted
        if not is_flare_up and not self._mapping.keep_rest:
            self._left_out[name] += 1
            return
        try:
            self._keep(name, is_flare_up=is_flare_up)
        except Unread as unread:
            value = shown(row.get(unread.column, ""))
            self._problems.add(Problem(unread.why, unread.column, value, line))
        except Refused as refused:
            when = self._mapping.start or self._mapping.day
            used = {"peak": self._mapping.level, "started_at": when, "at": when}
            column = used.get(refused.field, refused.field)
            self._problems.add(Problem(refused.why, column, shown(row.get(column, "")), line))

    def _keep(self, name: str, *, is_flare_up: bool) -> None:
        moment, is_named = self._moment()
        written = self._written()
        note = self.cells.verbatim(self._mapping.note) if self._mapping.note else ""
        if not is_flare_up:
            told = " ".join(filter(None, (name, self.cells.text(self._mapping.level), note)))
            entry = Note(id=self._id("diary note"), at=moment, text=told, written_at=written)
            refuse_the_future(entry, self._now)
            self._notes.append(entry)
            return
        level = self.cells.level(self._mapping.level)
        if level is None:
            raise Unread(Trouble.MISSING, self._mapping.level)
        flare_up = FlareUp(
            id=self._id("diary"),
            started_at=moment,
            peak=level,
            regions=(name,) if name else (),
            end_unknown=True,
            time_uncertain=not is_named,
            note=note,
            written_at=written,
        )
        refuse_the_future(flare_up, self._now)
        self._flare_ups.append(flare_up)

    def _moment(self) -> tuple[datetime, bool]:
        """Return when it was, and whether a time of day was named."""
        start = self._mapping.start
        found = self.cells.moment(start) if start else self._day_of_parts()
        if found is None and self._mapping.day_from_written:
            written = self.cells.moment(self._mapping.written)
            found = (written[0], False) if written is not None else None
        if found is None:
            raise Unread(Trouble.NO_DAY, start or self._mapping.day)
        clock = self.cells.clock(self._mapping.time) if self._mapping.time else None
        return found if clock is None else (here(datetime.combine(found[0].date(), clock)), True)

    def _day_of_parts(self) -> tuple[datetime, bool] | None:
        """Return noon of the day in three columns; None where no day stands in them (empty or 0)."""
        columns = (self._mapping.day, self._mapping.month, self._mapping.year)
        parts = [self.cells.text(column) for column in columns]
        if all(part in ("", "0") for part in parts):
            return None
        try:
            return here(datetime.combine(day_of_parts(*parts), time(12))), False
        except ValueError as error:
            raise Unread(Trouble.NOT_A_DAY, self._mapping.day) from error

    def _written(self) -> datetime | None:
        found = self.cells.moment(self._mapping.written) if self._mapping.written else None
        return found[0].astimezone(UTC) if found is not None else None

    def _id(self, of: str) -> UUID:
        """Return an id that the same row always gets, so that importing it again changes nothing.

        As a note it has another one than as a flare-up: it may be imported as that later.
        """
        content = "\x1f".join(f"{column}={cell}" for column, cell in sorted(self.cells.row.items()))
        return worked_out_id(f"{of}\x1f{content}", self._alike)
