"""One row an entry: the columns that CSV and XLSX share, read and written."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeAlias
from uuid import UUID

from painlog.entries import (
    KINDS,
    Activity,
    Appointment,
    CheckIn,
    Contents,
    Dose,
    Entry,
    FlareUp,
    Note,
    Refused,
    Why,
    now,
    refuse_the_future,
)
from painlog.exchange.cabinet import Cabinet
from painlog.exchange.cells import Cell, Cells, Unread, joined
from painlog.exchange.ids import worked_out_id
from painlog.exchange.naming import amount_in_units, unit_of, unit_of_doses
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
from painlog.values import maker, only_growing

COLUMNS = (
    "kind", "start", "end", "peak_at", "intensity", "name", "amount", "unit", "reason", "triggers", "regions",
    "qualities", "relief", "note", "id",
)  # fmt: skip
"""The header, in the order in which it is written."""

NO_FLARE_UP = "no flare-up"
"""Stands in a check-in's `name` when there was no flare-up on that day."""

Rows: TypeAlias = Callable[[], Iterable[tuple[int, Sequence[Cell]]]]
"""Begins the rows anew: the line on which each stands, and its cells as in the header; "" where empty."""

_ALWAYS = frozenset(("kind", "start", "note", "id"))
_USED = {
    "flare-up": _ALWAYS | {"end", "peak_at", "intensity", "triggers", "regions", "qualities"},
    "dose": _ALWAYS | {"end", "name", "amount", "unit", "reason", "relief"},
    "activity": _ALWAYS | {"end", "name"},
    "therapy": _ALWAYS | {"end", "name"},
    "check-in": _ALWAYS | {"intensity", "name"},
    "appointment": _ALWAYS | {"name"},
    "note": _ALWAYS,
}
_MOST_PASSES = 4
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_COLUMN_OF = {
    "started_at": "start",
    "taken_at": "start",
    "at": "start",
    "ended_at": "end",
    "peaked_at": "peak_at",
    "peak": "intensity",
    "background": "intensity",
    "text": "note",
    "with": "name",
}


def read_table(header: Sequence[str], rows: Rows, cabinet: Cabinet, choices: Choices) -> Reading:
    """Return the entries of a table; medicines are found in `cabinet` by name, or added to it.

    The table is read again when its rows had to tell first which way days and decimals are written, in which
    form a new medicine is taken, or how strong it is. Raises Unreadable for a header without `kind` or
    `start`.
    """
    names = _columns_of(header)
    with only_growing():
        return _read_table(names, rows, cabinet, choices)


def _read_table(names: list[str], rows: Rows, cabinet: Cabinet, choices: Choices, passes: int = 1) -> Reading:
    one = _Pass(names, cabinet, choices)
    one.read(rows())
    settled = one.cells.settled()
    has_more = cabinet.settle() or (bool(one.cells.questions) and settled != choices)
    if has_more and passes < _MOST_PASSES:
        return _read_table(names, rows, cabinet, settled, passes + 1)
    return one.reading(settled)


def table_rows(contents: Contents) -> Iterator[list[Cell | Decimal]]:
    """Yield a row for each entry, oldest first, in the order of COLUMNS: moments, numbers and text.

    The same entries always come in the same order, whichever was written down first.
    """
    medicines = {medicine.id: medicine for medicine in contents.medicines}
    for entry in sorted(contents.entries(), key=lambda entry: (entry.moment, _RANK[type(entry)], entry.id)):
        row = _written(entry)
        if isinstance(entry, Dose):
            medicine = medicines.get(entry.medicine)
            row["name"] = medicine.name if medicine is not None else ""
            row["unit"] = unit_of_doses(medicine) if medicine is not None else ""
        row["id"] = str(entry.id)
        yield [row.get(column) for column in COLUMNS]


def _columns_of(header: Sequence[str]) -> list[str]:
    """Return the header in the spelling of COLUMNS; what is none of them stays as it is."""
    names = [name.strip().casefold() for name in header]
    for column, count in Counter(names).items():
        if column in COLUMNS and count > 1:
            raise Unreadable(Trouble.DOUBLED_COLUMN, column, line=1)
    for column in ("kind", "start"):
        if column not in names:
            raise Unreadable(Trouble.MISSING_COLUMN, column, ", ".join(header), line=1)
    return names


class _Pass:
    """One reading of all rows."""

    def __init__(self, names: list[str], cabinet: Cabinet, choices: Choices) -> None:
        self.cells = Cells(choices)
        self.cabinet = cabinet
        # In the order of their names, so that a row's content reads the same whatever the order of columns.
        self._known = sorted((name, index) for index, name in enumerate(names) if name in COLUMNS)
        self._width = len(names)
        self._problems = Problems()
        self._entries: dict[str, list[Any]] = {kind: [] for kind in KINDS.values()}
        self._alike: dict[bytes, int] = {}
        self._ids: set[int] = set()
        self._left_out: dict[str, None] = {name: None for name in names if name and name not in COLUMNS}
        self._rows = 0
        self._kinds: dict[Cell, str] = {}
        self._units: dict[tuple[Cell, Cell, Cell], tuple[UUID, Decimal]] = {}
        self._now = now()

    def read(self, rows: Iterable[tuple[int, Sequence[Cell]]]) -> None:
        """Read all rows."""
        for line, cells in rows:
            self.cells.row = row = self._row(cells)
            if not row:
                continue
            self._rows += 1
            try:
                self._read_row(cells)
            except Unread as unread:
                self._report(unread.why, unread.column, line)
            except Refused as refused:
                self._report(refused.why, _COLUMN_OF.get(refused.field, refused.field), line)
        if self.cells.contradict_each_other():
            self.cells.questions.add(Question.DAY_OR_MONTH_FIRST)

    def _row(self, cells: Sequence[Cell]) -> dict[str, Cell]:
        count = len(cells)
        if count >= self._width:
            return {name: cell for name, index in self._known if (cell := cells[index]) != ""}
        return {name: cell for name, index in self._known if index < count and (cell := cells[index]) != ""}

    def reading(self, guesses: Choices) -> Reading:
        """Return what was read."""
        kept = {kind: tuple(entries) for kind, entries in self._entries.items()}
        taken = {dose.medicine for dose in kept["dose"]}
        contents = Contents(
            medicines=tuple(new for new in self.cabinet.new if new.id in taken),
            flare_ups=kept["flare-up"],
            doses=kept["dose"],
            activities=kept["activity"],
            check_ins=kept["check-in"],
            appointments=kept["appointment"],
            notes=kept["note"],
        )
        return Reading(
            contents=contents,
            problems=tuple(self._problems.told),
            more_problems=self._problems.more,
            questions=tuple(sorted(self.cells.questions)),
            guesses=guesses,
            rows=self._rows,
            left_out=tuple(self._left_out),
        )

    def _read_row(self, cells: Sequence[Cell]) -> None:
        if len(cells) > self._width and any(cells[self._width :]):
            raise Unread(Trouble.EXTRA_CELLS, "")
        row = self.cells.row
        kind = self._kinds.get(row.get("kind", "")) or self._kind()
        entry_id = (self.cells.id() if "id" in row else None) or self._worked_out_id()
        bits = entry_id.int
        if bits in self._ids:
            raise Unread(Trouble.DOUBLED_ID, "id")
        entry = _MAKERS[kind](self, entry_id)
        refuse_the_future(entry, self._now)
        self._ids.add(bits)
        self._entries["activity" if kind == "therapy" else kind].append(entry)
        if not _USED[kind].issuperset(row):
            for column in sorted(row.keys() - _USED[kind]):
                self._left_out[f"{column} ({kind})"] = None

    def _kind(self) -> str:
        kind = self.cells.text("kind").casefold().replace(" ", "-").replace("_", "-")
        if kind not in _MAKERS:
            raise Unread(Trouble.UNKNOWN_KIND if kind else Trouble.MISSING, "kind")
        self._kinds[self.cells.row.get("kind", "")] = kind
        return kind

    def _worked_out_id(self) -> UUID:
        """Return an id that the same row always gets, so that importing it again changes nothing."""
        return worked_out_id(
            "\x1f".join([f"{name}={cell}" for name, cell in self.cells.row.items()]), self._alike
        )

    def units(self) -> tuple[UUID, Decimal]:
        """Return the id of the medicine in this row, and how many units of its form were taken."""
        row = self.cells.row
        told = row.get("name"), row.get("amount"), row.get("unit")
        found = self._units.get(told)
        if found is None:
            found = self._found_units()
            if all(
                cell is None or isinstance(cell, str) for cell in told
            ):  # the numbers 1 and 1.0 are one key
                self._units[told] = found
        return found

    def _found_units(self) -> tuple[UUID, Decimal]:
        cells = self.cells
        name, unit, amount = _name(cells), unit_of(cells.text("unit")), cells.amount("amount")
        if unit is None:
            raise Unread(Trouble.UNKNOWN_UNIT, "unit")
        medicine = self.cabinet.find(name, unit, amount)
        if medicine is None:
            raise Unread(Trouble.SEVERAL_MEDICINES, "name")
        units = Decimal(1) if amount is None else amount_in_units(medicine.strength, amount, unit)
        if units is None:
            raise Unread(Trouble.UNKNOWN_UNIT, "unit")
        return medicine.id, units

    def _report(self, why: Trouble | Why, column: str, line: int) -> None:
        self._problems.add(Problem(why, column, shown(self.cells.row.get(column) or ""), line))


def _flare_up(reader: _Pass, entry_id: UUID) -> FlareUp:
    cells = reader.cells
    started_at, is_named = _start(cells)
    ended_at = cells.end_after(started_at, names_time=is_named)
    return _made_flare_up(
        entry_id,
        started_at,
        cells.exact_moment("peak_at"),
        ended_at,
        cells.level("intensity"),
        cells.items("triggers"),
        cells.items("regions"),
        cells.items("qualities"),
        ended_at is None,
        not is_named,
        cells.verbatim("note"),
    )


_made_flare_up = maker(
    FlareUp,
    *("id", "started_at", "peaked_at", "ended_at", "peak", "triggers", "regions", "qualities"),
    *("end_unknown", "time_uncertain", "note"),
)


def _dose(reader: _Pass, entry_id: UUID) -> Dose:
    cells = reader.cells
    taken_at = _exact_start(cells)
    medicine, units = reader.units()
    return _made_dose(
        entry_id,
        medicine,
        taken_at,
        units,
        cells.text("reason").casefold() or None,
        cells.level("relief"),
        cells.exact_moment("end"),
        cells.verbatim("note"),
    )


_made_dose = maker(Dose, "id", "medicine", "taken_at", "amount", "reason", "relief", "ended_at", "note")


def _activity(reader: _Pass, entry_id: UUID) -> Activity:
    cells = reader.cells
    therapy = cells.text("kind").casefold() == "therapy"
    return Activity(
        id=entry_id,
        name=_name(cells),
        therapy=therapy,
        started_at=_start(cells)[0] if therapy else _exact_start(cells),
        ended_at=cells.exact_moment("end"),
        note=cells.verbatim("note"),
    )


def _check_in(reader: _Pass, entry_id: UUID) -> CheckIn:
    cells = reader.cells
    name = cells.text("name").casefold()
    if name not in ("", NO_FLARE_UP):
        raise Refused("name", Why.NOT_OFFERED, name)
    return CheckIn(
        id=entry_id,
        at=_start(cells)[0],
        background=cells.level("intensity"),
        no_flare_up=name == NO_FLARE_UP,
        note=cells.verbatim("note"),
    )


def _appointment(reader: _Pass, entry_id: UUID) -> Appointment:
    cells = reader.cells
    note = cells.verbatim("note")
    return Appointment(id=entry_id, at=_start(cells)[0], with_whom=cells.text("name"), note=note)


def _note(reader: _Pass, entry_id: UUID) -> Note:
    cells = reader.cells
    return Note(id=entry_id, at=_start(cells)[0], text=cells.verbatim("note"))


_MAKERS: dict[str, Callable[[_Pass, UUID], Entry]] = {
    "flare-up": _flare_up,
    "dose": _dose,
    "activity": _activity,
    "therapy": _activity,
    "check-in": _check_in,
    "appointment": _appointment,
    "note": _note,
}
ROW_KINDS = tuple(_MAKERS)
"""The kinds of rows, as they stand in the column `kind`."""


def _start(cells: Cells) -> tuple[Any, bool]:
    found = cells.moment("start")
    if found is None:
        raise Unread(Trouble.MISSING, "start")
    return found


def _exact_start(cells: Cells) -> Any:
    moment, is_named = _start(cells)
    if not is_named:
        raise Unread(Trouble.NO_TIME_OF_DAY, "start")
    return moment


def _name(cells: Cells) -> str:
    name = cells.text("name")
    if not name:
        raise Unread(Trouble.MISSING, "name")
    return name


def _written(entry: Entry) -> dict[str, Any]:
    """Return the cells of an entry by column."""
    row: dict[str, Any] = {"start": entry.moment}
    match entry:
        case FlareUp():
            row |= {
                "kind": "flare-up",
                "end": entry.ended_at,
                "peak_at": entry.peaked_at,
                "intensity": entry.worst,
            }
            row |= {column: joined(getattr(entry, column)) for column in ("triggers", "regions", "qualities")}
        case Dose():
            row |= {"kind": "dose", "end": entry.ended_at, "amount": entry.amount, "reason": entry.reason}
            row |= {"relief": entry.relief}
        case Activity():
            kind = "therapy" if entry.therapy else "activity"
            row |= {"kind": kind, "end": entry.ended_at, "name": entry.name}
        case CheckIn():
            name = NO_FLARE_UP if entry.no_flare_up else ""
            row |= {"kind": "check-in", "intensity": entry.background, "name": name}
        case Appointment():
            row |= {"kind": "appointment", "name": entry.with_whom}
        case Note():
            row |= {"kind": "note", "note": entry.text}
    return row if isinstance(entry, Note) else row | {"note": entry.note}
