"""How fast the journal is, as ratios to a floor of the same run: a raw commit, executemany, a bare Python.

Run with `python3 run.py bench tests/benchmarks/bench_journal.py`.
"""

import os
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, timedelta
from functools import partial
from pathlib import Path

import pytest

from painlog import entries as e
from painlog.change import Picture
from painlog.journal import Journal, backups, pictures
from painlog.journal.checking import check
from painlog.journal.tables import columns, table_name
from tests.journal.worlds import NOW, Chance, Clock, whole

ROOT = Path(__file__).parents[2]
PRESSES = 300
GROWN = int(os.environ.get("PAINLOG_BENCH_ENTRIES", "200000"))
"""Entries of the large journal; the goal is told for 1,000,000."""


def seconds(act: Callable[[], object]) -> float:
    """Return how long one call takes."""
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def p50(act: Callable[[], object], times: int = PRESSES) -> float:
    """Return the median seconds of a call."""
    return statistics.median(seconds(act) for _ in range(times))


def many(count: int, seed: int = 1) -> e.Contents:
    """Make contents of a believable mixture, `count` entries in all."""
    chance = Chance(seed)
    medicines = tuple(e.Medicine(id=chance.id(), name=f"medicine {n}") for n in range(6))
    parts: dict[str, list[e.Entry]] = {"flare": [], "dose": [], "check": [], "activity": []}
    for n in range(count):
        at = (NOW - timedelta(minutes=7 * (count - n))).astimezone(UTC)
        match n % 10:
            case 0 | 1 | 2:
                reading = e.Reading(at=at, intensity=3.5)
                parts["flare"].append(
                    e.FlareUp(
                        id=chance.id(),
                        started_at=at,
                        ended_at=at + timedelta(minutes=5),
                        peak=float(n % 11),
                        readings=(reading,),
                        triggers=("lifting",),
                        note="some words as typed",
                    )
                )
            case 3 | 4 | 5 | 6:
                parts["dose"].append(
                    e.Dose(id=chance.id(), medicine=medicines[n % 6].id, taken_at=at, relief=50.0)
                )
            case 7 | 8:
                parts["check"].append(e.CheckIn(id=chance.id(), at=at, background=3.0))
            case _:
                parts["activity"].append(e.Activity(id=chance.id(), name=f"name {n % 20}", started_at=at))
    return e.Contents(
        medicines=medicines,
        flare_ups=tuple(x for x in parts["flare"] if isinstance(x, e.FlareUp)),
        doses=tuple(x for x in parts["dose"] if isinstance(x, e.Dose)),
        check_ins=tuple(x for x in parts["check"] if isinstance(x, e.CheckIn)),
        activities=tuple(x for x in parts["activity"] if isinstance(x, e.Activity)),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder on a real disk."""
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def small(folder: Path) -> Iterator[Journal]:
    """Open a journal of 1,000 entries."""
    with Journal.open(folder / "small.painlog", clock=Clock()) as journal:
        journal.take_in(many(1_000))
        yield journal


@pytest.fixture(scope="module")
def middle(folder: Path) -> Iterator[Journal]:
    """Open a journal of 20,000 entries."""
    with Journal.open(folder / "middle.painlog", clock=Clock()) as journal:
        journal.take_in(many(20_000))
        yield journal


@pytest.fixture(scope="module")
def large(folder: Path) -> Iterator[Journal]:
    """Open a journal of very many entries."""
    with Journal.open(folder / "large.painlog", clock=Clock()) as journal:
        journal.take_in(many(GROWN))
        yield journal


def raw_insert(journal: Journal) -> tuple[sqlite3.Connection, Callable[[], None]]:
    """Return one raw commit of the same row with the same settings on the same file."""
    raw = sqlite3.connect(journal.path, isolation_level=None)
    raw.execute("PRAGMA synchronous = extra")
    raw.execute("PRAGMA secure_delete = 1")
    chance, book = Chance(journal.count()), journal._medicines
    medicine = journal.medicines()[0]
    row = pictures.picture_of(a_dose(chance, medicine), book)
    names = columns("dose")
    sql = f"INSERT INTO dose ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - our own names

    def commit() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(sql, (chance.id().bytes, *row[1:]))
        raw.execute("COMMIT")

    assert names[0] == "id"
    return raw, commit


def a_dose(chance: Chance, medicine: e.Medicine) -> e.Dose:
    """Make what a quick-entry button makes."""
    return e.Dose(id=chance.id(), medicine=medicine.id, taken_at=NOW)


def pressed(journal: Journal) -> tuple[float, float]:
    """Return the medians of a press, and of a raw commit, interleaved on the same file."""
    chance, medicine = Chance(1000 + journal.count()), journal.medicines()[0]
    raw, commit = raw_insert(journal)
    ours, floor = [], []
    with closing(raw):
        for _ in range(PRESSES):
            dose = a_dose(chance, medicine)
            ours.append(seconds(partial(journal.record, dose)))
            floor.append(seconds(commit))
    ours.sort()
    print(f"\n  p99 {ours[int(len(ours) * 0.99)] * 1e3:.2f} ms", end="")
    return statistics.median(ours), statistics.median(floor)


def test_a_press_is_durable_in_twice_a_raw_commit(small: Journal) -> None:
    ours, floor = pressed(small)
    ratio = ours / floor
    print(f"\n  press to durable {ours * 1e3:.2f} ms, raw commit {floor * 1e3:.2f} ms: {ratio:.2f} x (2.0)")
    assert ours / floor <= 2.0


def test_a_press_stays_as_fast_in_a_grown_journal(small: Journal, large: Journal) -> None:
    one, _ = pressed(small)
    many_entries, _ = pressed(large)
    print(f"\n  press at {GROWN} entries / at 1,000: {many_entries / one:.2f} x (1.3)")
    assert many_entries / one <= 1.3


def test_the_last_dose_is_found_at_once_in_any_journal(small: Journal, large: Journal) -> None:
    one = p50(lambda: small.last_dose(small.medicines()[0].id))
    grown = p50(lambda: large.last_dose(large.medicines()[0].id))
    ratio = grown / one
    print(f"\n  last dose {one * 1e6:.0f} us at 1,000; {grown * 1e6:.0f} us at {GROWN}: {ratio:.2f} x (1.5)")
    assert grown / one <= 1.5


def test_the_whole_record_is_read_as_fast_as_the_cursor_gives_it(large: Journal) -> None:
    rows = large.count()
    took = min(seconds(lambda: whole(large)) for _ in range(3))
    with closing(sqlite3.connect(large.path)) as raw:
        tables = ("flare_up", "dose", "check_in", "activity")
        columns_of = [f"SELECT key, at, at_offset FROM {table}" for table in tables]  # noqa: S608
        floor = min(seconds(lambda: [raw.execute(sql).fetchall() for sql in columns_of]) for _ in range(3))
    ratio = took / floor
    print(f"\n  whole record {took / rows * 1e8:.0f} ms for 100,000 rows: {ratio:.1f} x three raw columns")


def test_search_answers_while_somebody_types(middle: Journal) -> None:
    first = seconds(lambda: middle.search("l"))
    key = p50(lambda: middle.search("lifting some"), 20)
    print(f"\n  search: first {first * 1e3:.0f} ms, each key {key * 1e3:.1f} ms (50)")
    assert key <= 0.05


def test_taking_in_costs_no_more_than_three_raw_inserts(folder: Path) -> None:
    contents = many(20_000, seed=2)
    with Journal.open(folder / "taken.painlog", clock=Clock()) as journal:
        journal.take_in(e.Contents(medicines=contents.medicines))
        book = journal._medicines
        kinds: dict[str, tuple[e.Kept, ...]] = {
            "flare-up": contents.flare_ups,
            "dose": contents.doses,
            "check-in": contents.check_ins,
            "activity": contents.activities,
        }
        rows = {kind: [pictures.picture_of(entry, book) for entry in told] for kind, told in kinds.items()}
        ours = seconds(lambda: journal.take_in(contents))
        journal.undo()
        with closing(sqlite3.connect(journal.path, isolation_level=None)) as raw:
            raw.execute("PRAGMA synchronous = extra")
            floor = seconds(lambda: _all_inserted(raw, rows))
    ratio = ours / floor
    print(f"\n  taking in 20,000: {ours * 1e3:.0f} ms, executemany {floor * 1e3:.0f} ms: {ratio:.1f} x (3)")
    assert ratio <= 3


def _all_inserted(raw: sqlite3.Connection, rows: dict[str, list[Picture]]) -> None:
    raw.execute("BEGIN IMMEDIATE")
    for kind, told in rows.items():
        names = columns(kind)
        sql = f"INSERT INTO {table_name(kind)} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608
        raw.executemany(sql, told)
    raw.execute("COMMIT")


def started(code: str) -> float:
    """Return the seconds that a new interpreter takes for some code."""
    return seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT))


def test_what_a_start_costs(middle: Journal) -> None:
    today = f"""
import datetime, pathlib
from painlog.journal import Journal
journal = Journal.open(pathlib.Path({str(middle.path)!r}))
today = datetime.date(2026, 4, 1)
journal.day(today), journal.running(), journal.last_flare_up()
[journal.last_dose(medicine.id) for medicine in journal.medicines()]
journal.record_of(1767225600.0, 1775044800.0)
"""
    code = {
        "nothing": "",
        "values": "import painlog.entries",
        "journal": "import painlog.journal",
        "today": today,
    }
    took: dict[str, list[float]] = {name: [] for name in code}
    for _ in range(15):
        for name, text in code.items():
            took[name].append(started(text))
    bare = statistics.median(took["nothing"])
    for name in ("values", "journal", "today"):
        over = statistics.median(took[name]) - bare
        print(f"\n  start with {name}: {over * 1e3:.0f} ms over {bare * 1e3:.0f}", end="")
    print()


def test_the_check_at_start_costs_little(middle: Journal) -> None:
    backups.back_up(middle.path)
    took = p50(lambda: check(middle.path, thorough=False), 5)
    print(f"\n  check at start, 20,000 entries: {took * 1e3:.0f} ms")
