"""How long a CSV file of 20,000 rows takes to come in, against executemany of the same rows (processor time).

Run with `python3 run.py bench tests/benchmarks/bench_import.py`.
"""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from painlog.exchange import csv_format
from painlog.exchange.table import COLUMNS
from painlog.journal import Journal

ROWS = 20_000
TIMES = 5
TABLES = ("medicine", "flare_up", "dose")


def seconds(act: Callable[[], object]) -> float:
    """Return the processor time of one call."""
    began = time.process_time()
    act()
    return time.process_time() - began


def table() -> bytes:
    """Return a file as another program writes it: no ids, a dose after every second flare-up."""
    lines = [",".join(COLUMNS)]
    for row in range(ROWS):
        day, hour, minute = 1 + row // 24 % 28, row % 24, row % 60
        at = f"{2000 + row // 8064:04}-{1 + row // 672 % 12:02}-{day:02}T{hour:02}:{minute:02}+01:00"
        if row % 3 == 2:
            lines.append(f"dose,{at},,,,Oxycodone IR,1,capsule,flare-up,,,,50,,")
        else:
            lines.append(f'flare-up,{at},,,{row % 11},,,,,lifting;stairs,"lower back, left",,,a note,')
    return "\n".join(lines).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_csv_import(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = table()
    contents = csv_format.read(data).contents
    made = iter(folder / f"{number}.painlog" for number in range(100))

    def take_in() -> float:
        with Journal.open(next(made)) as journal:
            return seconds(lambda: journal.take_in(contents))

    def insert() -> float:
        path = next(made)
        Journal.open(path).close()
        with closing(sqlite3.connect(path)) as bare:
            bare.execute("PRAGMA synchronous = FULL")
            return seconds(lambda: fill(bare))

    def fill(bare: sqlite3.Connection) -> None:
        with bare:
            for name, kept in rows.items():
                marks = ",".join("?" * len(kept[0]))
                bare.executemany(f"INSERT INTO {name} VALUES ({marks})", kept)  # noqa: S608 - our tables

    taking = min(take_in() for _ in range(TIMES))
    with closing(sqlite3.connect(folder / "0.painlog")) as whole:
        rows = {name: whole.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}  # noqa: S608
    floor = min(insert() for _ in range(TIMES))
    reading = min(seconds(lambda: csv_format.read(data)) for _ in range(TIMES))
    with capsys.disabled():
        print(
            f"\nCSV import, {ROWS} rows: {(reading + taking) / floor:.1f} x executemany "
            f"(reading {reading / floor:.1f} x, taking in {taking / floor:.1f} x; goal 3 x)"
        )
