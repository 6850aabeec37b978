"""Prints, for each promise of what never happens to the journal, how many cases were tried and failed.

`python -m tests.benchmarks.safety_report` runs the full counts (some hours, of which one is the storm); with
a number it divides them by it: `… safety_report 20`. They can be run in slices: with `--kept FILE` each slice
that is done is noted in a file, and the next run goes on from there; with `--for 500` no slice begins after
so many seconds; with `--row locked` only the rows are run whose names hold that word.
"""

import argparse
import errno
import json
import os
import random
import shutil
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID
from xml.etree import ElementTree as ET

from painlog.journal import Journal, backups
from painlog.journal.checking import State, check
from painlog.journal.key import Key
from painlog.journal.recovery import repair
from painlog.journal.replacing import restore
from tests.journal import test_damage, test_failing_disk, test_killed, test_locking, test_power
from tests.journal.disk import Disk
from tests.journal.worlds import Chance, Clock, locked_with, opened, rows_of
from tests.safety import test_imports
from tests.storm import test_storm, weather

POWER_CUTS, DAMAGES, KILLED_ENTRIES, LOSSES, RESTORES = 10_000, 2_000, 100_000, 200, 100
IMAGES_A_SLICE, DAMAGES_A_SLICE, LOSSES_A_SLICE, CALLS_APART, DEATHS = 50, 200, 50, 4, 10
HOSTILE, HOSTILE_A_RUN, STORM_S = 5_000, 250, 3_600
FAILURES = [(error, lasting) for error in (errno.EIO, errno.ENOSPC) for lasting in (False, True)]
ROOT = Path(__file__).parents[2]
TESTED = {
    "where it stands, through the window": (
        "tests/safety/test_where_it_stands.py",
        "tests/journal/test_copies.py",
        "tests/journal/test_file.py",
    ),
    "error dialogs closed in every way": ("tests/app/test_damage.py",),
    "backups: real, thinned, restored": ("tests/journal/test_backups.py",),
    "killed before each statement of an upgrade": ("tests/journal/test_upgrade.py",),
    "no network, nothing leaks: the tour": ("tests/safety/test_tour.py",),
    "times: zones, flights, both nights, jumps": ("tests/safety/test_time.py",),
    "text and numbers, thirteen locales": ("tests/safety/test_text_and_numbers.py",),
}
"""Rows that are tests already: each file injects its faults once a case."""


@dataclass
class Row:
    """One promise: the cases of each slice, and after how many cases or slices it is enough."""

    name: str
    cases: Callable[[int], Iterator[bool]]
    enough: int = 0
    slices: int = 0


@dataclass
class Done:
    """What came of one slice of a row."""

    row: str
    cases: int
    failures: int
    seconds: float


def power_cuts(key: Key | None, seed: int) -> Iterator[bool]:
    """Cut the power at random calls of a life, and once more while opening."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        old, chance = folder / "lived", random.Random(seed)
        old.mkdir()
        disk = Disk(old)
        states = test_power.lived(disk, old, seed, key)
        for image in disk.images({}, chance, IMAGES_A_SLICE):
            yield bool(test_power.survived(image, states, old, folder / "after", key))
            yield any(test_power.twice(image, states, old, folder / "again", chance, key)[:1])


def losses_after_power_cuts(key: Key | None, seed: int) -> Iterator[bool]:
    """Lose the journal itself after a power cut and take the program's offer."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        old = folder / "lived"
        old.mkdir()
        disk = Disk(old)
        states = test_power.lived(disk, old, 1 + seed, key)
        for image in disk.images({}, random.Random(1 + seed), LOSSES_A_SLICE):
            yield bool(test_power.repaired(image, states, old, folder / "after", key))


def failing_calls(share: int, key: Key | None, number: int) -> Iterator[bool]:
    """Fail each disk call of a session with EIO and ENOSPC, once and from then on."""
    first, (error, lasting) = number % CALLS_APART, FAILURES[number // CALLS_APART]
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "whole").mkdir()
        calls = test_failing_disk.calls_of(folder / "whole", key)
        for call in range(1 + first * share, calls + 1, CALLS_APART * share):
            place = folder / str(call)
            place.mkdir()
            yield bool(test_failing_disk.failed_at(place, call, error, lasting=lasting, key=key))


def damages(key: Key | None, seed: int) -> Iterator[bool]:
    """Damage the journal in every way; a failure is a wrong figure shown as good."""
    with TemporaryDirectory() as name:
        home, chance = test_damage.Home(Path(name), key), random.Random(9 + seed)
        for number in range(DAMAGES_A_SLICE):
            yield test_damage.silent(home, test_damage.HARMS[number % len(test_damage.HARMS)], chance)


def lost_files(key: Key | None, seed: int) -> Iterator[bool]:
    """Delete or damage any one file and take the program's own offer; a failure is an entry that is gone."""
    with TemporaryDirectory() as name:
        home, chance = test_damage.Home(Path(name), key), random.Random(10 + seed)
        files = test_damage.files_of(home)
        for number in range(LOSSES_A_SLICE):
            path = home.restored()
            lose = (test_damage.deleted, test_damage.damaged)[number % 2]
            lose(home.folder / files[number // 2 % len(files)].relative_to(home.copy), chance)
            if home.shows() is None:
                repair(path, clock=home.clock, key=key)
            yield home.shows() != home.rows


def kills(key: Key | None, seed: int) -> Iterator[bool]:
    """Kill programs that write, import and back up; a failure is an entry that was called saved and is gone.

    The whole journal is checked as well. What is left of one with a failure is kept, and told where.
    """
    chance, saved = random.Random(8 + seed), set[UUID]()
    with TemporaryDirectory() as name:
        path = Path(name) / "journal.painlog"
        Journal.open(path, clock=Clock(), key=key).close()
        with _kept_if_it_fails(name):
            for _ in range(DEATHS):
                saved |= test_killed.killed(path, chance, 1 + chance.randrange(2))
                Journal.open(path, clock=Clock(), key=key).close()
            with Journal.open(path, clock=Clock(), key=key) as journal:
                assert saved - {note.id for note in journal.contents().notes} == set()
            assert check(path, key=key).state is State.GOOD
    yield from (False for _ in saved)


@contextmanager
def _kept_if_it_fails(folder: str) -> Iterator[None]:
    try:
        yield
    except Exception:
        print("kept in", shutil.copytree(folder, f"{folder}.kept"), flush=True)
        raise


def restores(seed: int) -> Iterator[bool]:
    """Bring back each backup of a life; a failure is a journal that is not as it was, or one not kept."""
    key, chance = locked_with() if seed % 2 else None, Chance(seed)
    with TemporaryDirectory() as name:
        lived = []
        with opened(Path(name), key=key) as journal:
            path, clock = journal.path, journal.clock
            for _ in range(backups.NEWEST):
                journal.take_in(chance.contents(5))
                journal.remove(journal.contents().notes[0].id)
                lived.append((backups.back_up(path, clock=clock, key=key), rows_of(journal)))
            journal.record(chance.note())
            before = rows_of(journal)
        for copy, rows in chance.random.sample(lived, len(lived)):
            kept = restore(path, copy, clock=clock, key=key)
            found = [_rows_in(each, key) for each in (path, kept) if each is not None]
            yield found != [rows, before]
            before = rows


def _rows_in(path: Path, key: Key | None) -> dict[str, list[tuple[object, ...]]]:
    with Journal.open(path, create=False, clock=Clock(), key=key) as journal:
        return rows_of(journal)


def cut_short(number: int) -> Iterator[bool]:
    """Cut the power while a journal is locked, unlocked, or gets another passphrase."""
    acts = list(test_locking.ACTS)
    with TemporaryDirectory() as place:
        home, disk, start = test_locking.lived_through(Path(place) / "lived", acts[number % len(acts)])
        for image in disk.images(start, random.Random(11 + number), IMAGES_A_SLICE):
            folder = Path(place) / "after"
            image.write(folder, str(home.folder))
            yield bool(test_locking.wrong_after_a_cut(home, folder))
            shutil.rmtree(folder)


def run_full(share: int, number: int) -> Iterator[bool]:
    """Let the disk be full at each call of the same."""
    first, act = number % CALLS_APART, list(test_locking.ACTS)[number // CALLS_APART]
    with TemporaryDirectory() as place:
        _, whole, _ = test_locking.lived_through(Path(place) / "whole", act)
        for call in range(1 + first * share, whole.calls + 1, CALLS_APART * share):
            folder = Path(place) / str(call)
            yield bool(test_locking.wrong_after_a_failure(folder, act, call))
            shutil.rmtree(folder)


def hostile_files(count: int, seed: int) -> Iterator[bool]:
    """Read and take in mutated and hostile files in a process of its own."""
    with TemporaryDirectory() as name:
        yield from map(test_imports.failed, test_imports.taken_in(Path(name), 100 + seed, count))


def presses(seconds: float, number: int) -> Iterator[bool]:
    """Let a storm blow; a failure is a mistake, a freeze or a lost entry."""
    kind, way = test_storm.STORMS[number]
    with TemporaryDirectory() as name:
        outcome = weather.blow(Path(name), kind, max(20.0, seconds), 7, on_screen=way == "screen")
    print(f"  {kind} {way}: {outcome}", *outcome.faults, sep="\n  ", flush=True)
    yield from (number < len(outcome.faults) for number in range(outcome.presses))


def tested(files: tuple[str, ...], number: int) -> Iterator[bool]:
    """Run tests that inject the fault once a case, and tell which failed."""
    with TemporaryDirectory() as name:
        told = Path(name) / "told.xml"
        quiet = ["-q", "-p", "no:cacheprovider", f"--junitxml={told}"]
        command = [sys.executable, "-m", "pytest", *quiet, files[number]]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False)
        cases = list(ET.parse(told).iter("testcase"))  # noqa: S314 - our own
    for case in cases:
        yield any(case.find(wrong) is not None for wrong in ("failure", "error", "skipped"))


def rows_for(share: int) -> Iterator[Row]:
    """Return every row, at a share of its full count."""
    few = min(share, 4)
    for said, key in (("", None), ("locked: ", locked_with())):
        entries = KILLED_ENTRIES // share
        yield Row(f"{said}killed writing, importing, backing up", partial(kills, key), entries)
        yield Row(f"{said}power cut, and a second one", partial(power_cuts, key), POWER_CUTS // share)
        losses = partial(losses_after_power_cuts, key)
        yield Row(f"{said}journal lost after a power cut", losses, LOSSES // few)
        calls = partial(failing_calls, share, key)
        yield Row(f"{said}EIO and ENOSPC at every call", calls, slices=CALLS_APART * len(FAILURES))
        yield Row(f"{said}damaged figures shown as good", partial(damages, key), DAMAGES // share)
        yield Row(f"{said}one file lost or damaged", partial(lost_files, key), LOSSES // few)
    yield Row("locking, unlocking, changing: power cut", cut_short, LOSSES * 5 // share)
    acts = CALLS_APART * len(test_locking.ACTS)
    yield Row("locking, unlocking, changing: full disk", partial(run_full, share), slices=acts)
    yield Row("backups brought back", restores, RESTORES // few)
    files = partial(hostile_files, min(HOSTILE // share, HOSTILE_A_RUN))
    yield Row("imports: mutated and hostile files", files, HOSTILE // share)
    storms = len(test_storm.STORMS)
    storm = partial(presses, STORM_S / share / storms)
    yield Row("the window: random keys, clicks, resizes", storm, slices=storms)
    for name, paths in TESTED.items():
        yield Row(name, partial(tested, paths), slices=len(paths))


def tried(row: Row, number: int) -> Done:
    """Try one slice; where it raises, that is told, and is a failure too."""
    begin, found = time.monotonic(), list[bool]()
    try:
        found.extend(row.cases(number))
    except Exception:  # noqa: BLE001 - whatever it was, it is a failure of this row
        print(f"{row.name}, slice {number}: {traceback.format_exc()}", flush=True)
        found.append(True)
    return Done(row.name, len(found), sum(found), time.monotonic() - begin)


def is_enough(row: Row, done: list[Done]) -> bool:
    """Tell whether a row was tried often enough."""
    return len(done) >= row.slices if row.slices else sum(one.cases for one in done) >= row.enough


def main() -> None:
    """Run every row that is asked for, and print it."""
    asking = argparse.ArgumentParser(prog="safety_report", description=__doc__)
    asking.add_argument("share", type=int, nargs="?", default=1)
    asking.add_argument("--kept", type=Path)
    asking.add_argument("--for", type=float, dest="seconds", default=float("inf"))
    asking.add_argument("--row", default="")
    asked = asking.parse_args()
    told: list[Done] = []
    if asked.kept is not None and asked.kept.exists():
        told = [Done(**json.loads(line)) for line in asked.kept.read_text().splitlines()]
    until = time.monotonic() + asked.seconds
    for row in rows_for(asked.share):
        if asked.row not in row.name:
            continue
        done = [one for one in told if one.row == row.name]
        while not is_enough(row, done) and time.monotonic() < until:
            done.append(tried(row, len(done)))
            if asked.kept is not None:
                with asked.kept.open("a") as file:
                    file.write(json.dumps(asdict(done[-1])) + "\n")
        cases, failures = sum(one.cases for one in done), sum(one.failures for one in done)
        took, more = sum(one.seconds for one in done), "" if is_enough(row, done) else ", to be continued"
        print(f"{row.name:45} {cases:7} cases {failures:4} failures {took:6.0f} s{more}", flush=True)


if __name__ == "__main__":
    main()
