"""What a row says does not depend on the rows above it, however often their cells were read before."""

import csv
import io
from dataclasses import replace
from itertools import count, product
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from painlog.exchange import csv_format
from painlog.exchange.reading import Choices, Reading
from painlog.exchange.table import COLUMNS
from tests.exchange.journals import PATCH, TABLET

NAMED = [
    replace(TABLET, id=UUID(int=place), name=name)
    for place, name in enumerate(("stairs", "no flare-up", "=1"))
]
KNOWN = tuple(replace(one, form="other") for one in (TABLET, PATCH, *NAMED))
"""All medicines that a row can name: form and strength of a new one would be worked out from all rows."""
SETTLED = Choices(encoding="utf-8", delimiter=",", day_first=True, decimal_mark=",")
MOMENTS = (
    "", "2026-03-31T13:05+02:00", "2026-03-31 13:05", "31.3.2026", "31.3.2026 14:00",
    "2026-03-31T13:04-01:00", "2026-02-30T13:05+02:00", "2026-03-31T13:05+02:75",
    "2199-03-31T13:05+02:00", "soon",
)  # fmt: skip
NUMBERS = (
    "", "0", "1", "01", "7", "7,5", "7.5", "1.000", "10", "11",
    "50", "50 %", "101", "-1", "\u0661", "nan", "many",
)  # fmt: skip
LISTS = ("", "lifting", "lifting;stairs", " lifting ; ; stairs", r"a\;b", "'=a", "a\0", ";")
CELLS = {
    "kind": (
        "flare-up",
        "dose",
        "Dose",
        "activity",
        "therapy",
        "check-in",
        "appointment",
        "note",
        "nothing",
        "",
    ),
    "start": MOMENTS,
    "end": MOMENTS,
    "peak_at": MOMENTS,
    "intensity": NUMBERS,
    "name": (TABLET.name, TABLET.name.upper(), f" {PATCH.name}", "stairs", "no flare-up", "", "'=1"),
    "amount": NUMBERS,
    "unit": ("", "tablet", "mg", "MG", "patch", "spoon", TABLET.form, " mg"),
    "reason": ("", "flare-up", "Schedule", "why"),
    "triggers": LISTS,
    "regions": LISTS,
    "qualities": LISTS,
    "relief": NUMBERS,
    "note": ("", "a note", "'=1+1", "''x", " b "),
}
CELL = st.sampled_from([(column, cell) for column, cells in CELLS.items() for cell in cells])
VARIED = ("kind", "unit", "intensity", "relief")
ROW = st.builds(
    lambda varied, others: {"start": MOMENTS[1], "name": TABLET.name, **varied, **dict(others)},
    st.fixed_dictionaries({column: st.sampled_from(CELLS[column]) for column in VARIED}),
    st.lists(CELL, max_size=4),
)
"""A row that is mostly good, with some cells that are not."""


def read(rows: list[dict[str, str]]) -> Reading:
    """Read these rows as one file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return csv_format.read(text.getvalue().encode(), KNOWN, SETTLED)


def hold_equal(rows: list[dict[str, str]]) -> None:
    """Fail unless the rows say in one file what each says in a file of its own."""
    numbers = count(1)
    named = [row | {"id": str(UUID(int=next(numbers)))} for row in rows]
    together, alone = read(named), [read([row]) for row in named]
    assert together.contents.medicines == ()
    told = {entry.id: entry for one in alone for entry in one.contents.entries()}
    assert {entry.id: entry for entry in together.contents.entries()} == told
    problems = [(problem.why, problem.place, problem.value) for one in alone for problem in one.problems]
    assert [(problem.why, problem.place, problem.value) for problem in together.problems] == problems
    assert len(told) + len(problems) == together.rows == len(named)


@settings(max_examples=40)
@given(st.lists(ROW, min_size=2, max_size=12))
def test_a_row_among_others_says_what_it_says_alone(rows: list[dict[str, str]]) -> None:
    hold_equal([*rows, *rows])


@pytest.mark.parametrize("kind", ["flare-up", "dose"])
def test_every_cell_among_all_others_says_what_it_says_alone(kind: str) -> None:
    usual = {"kind": kind, "start": MOMENTS[1], "name": TABLET.name}
    rows = [usual | {column: cell} for column, cells in CELLS.items() for cell in cells]
    pairs = product(CELLS["name"], ("1", "7,5"), CELLS["unit"])
    rows += [usual | {"name": name, "amount": amount, "unit": unit} for name, amount, unit in pairs]
    hold_equal(rows)
    hold_equal(rows[::-1])
