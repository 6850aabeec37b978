"""Prints, for each promise of what never happens to the journal, how many cases were tried and failed.

`python -m tests.benchmarks.safety_report` runs the full counts (some hours, of which one is the storm); with
a number it divides them by it: `python -m tests.benchmarks.safety_report 20`.
"""

import errno
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID
from xml.etree import ElementTree as ET

from painlog.journal import Journal
from painlog.journal.key import Key
from painlog.journal.recovery import repair
from tests.journal import test_damage, test_failing_disk, test_killed, test_locking, test_power
from tests.journal.disk import Disk
from tests.journal.worlds import Clock, locked_with
from tests.safety import test_imports
from tests.storm import test_storm, weather

POWER_CUTS, LOCKED_CUTS, DAMAGES, KILLED_ENTRIES, LOSSES = 10_000, 5_000, 2_000, 100_000, 200
IMAGES_A_LIFE = 100
HOSTILE, HOSTILE_A_RUN, STORM_S, SEED = 5_000, 250, 3_600, 7
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


def power_cuts(count: int, key: Key | None = None) -> Iterator[bool]:
    """Cut the power at random calls of many lives, and once more while opening."""
    for seed in range(max(1, count // (2 * IMAGES_A_LIFE))):
        with TemporaryDirectory() as name:
            folder = Path(name)
            old, chance = folder / "lived", random.Random(seed)
            old.mkdir()
            disk = Disk(old)
            states = test_power.lived(disk, old, seed, key)
            for image in disk.images({}, chance, IMAGES_A_LIFE):
                yield bool(test_power.survived(image, states, old, folder / "after", key))
                yield any(test_power.twice(image, states, old, folder / "again", chance, key)[:1])


def losses_after_power_cuts(count: int, key: Key | None = None) -> Iterator[bool]:
    """Lose the journal itself after a power cut and take the program's offer."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        old = folder / "lived"
        old.mkdir()
        disk = Disk(old)
        states = test_power.lived(disk, old, 1, key)
        for image in disk.images({}, random.Random(1), count):
            yield bool(test_power.repaired(image, states, old, folder / "after", key))


def failing_calls(share: int, key: Key | None = None) -> Iterator[bool]:
    """Fail each disk call of a session with EIO and ENOSPC, once and from then on."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "whole").mkdir()
        disk = Disk(folder / "whole")
        test_failing_disk.session(disk, folder / "whole", key)
        for error in (errno.EIO, errno.ENOSPC):
            for lasting in (False, True):
                for number in range(1, disk.calls + 1, share):
                    place = folder / f"{error} {lasting} {number}"
                    place.mkdir()
                    yield bool(test_failing_disk.failed_at(place, number, error, lasting=lasting, key=key))


def damages(count: int, key: Key | None = None) -> Iterator[bool]:
    """Damage the journal in every way; a failure is a wrong figure shown as good."""
    with TemporaryDirectory() as name:
        home, chance = test_damage.Home(Path(name), key), random.Random(9)
        for number in range(count):
            yield test_damage.silent(home, test_damage.HARMS[number % len(test_damage.HARMS)], chance)


def lost_files(count: int, key: Key | None = None) -> Iterator[bool]:
    """Delete or damage any one file and take the program's own offer; a failure is an entry that is gone."""
    with TemporaryDirectory() as name:
        home, chance = test_damage.Home(Path(name), key), random.Random(10)
        files = test_damage.files_of(home)
        for number in range(count):
            path = home.restored()
            lose = (test_damage.deleted, test_damage.damaged)[number % 2]
            lose(home.folder / files[number // 2 % len(files)].relative_to(home.copy), chance)
            if home.shows() is None:
                repair(path, clock=home.clock, key=key)
            yield home.shows() != home.rows


def kills(entries: int, key: Key | None = None) -> Iterator[bool]:
    """Kill writing programs until so many entries were called saved; a failure is one that is gone."""
    chance, told = random.Random(8), 0
    while told < entries:
        with TemporaryDirectory() as name:
            path = Path(name) / "journal.painlog"
            Journal.open(path, clock=Clock(), key=key).close()
            saved = set[UUID]()
            for _ in range(10):
                saved |= test_killed.killed(path, chance, 1 + chance.randrange(2))
                Journal.open(path, clock=Clock(), key=key).close()
            with Journal.open(path, clock=Clock(), key=key) as journal:
                there = {note.id for note in journal.contents().notes}
            told += len(saved)
            yield from (entry not in there for entry in saved)


def cut_short(count: int) -> Iterator[bool]:
    """Cut the power while a journal is locked, unlocked, or gets another passphrase."""
    for name in test_locking.ACTS:
        with TemporaryDirectory() as place:
            home, disk, start = test_locking.lived_through(Path(place) / "lived", name)
            for image in disk.images(start, random.Random(11), max(1, count // 3)):
                folder = Path(place) / "after"
                image.write(folder, str(home.folder))
                yield bool(test_locking.wrong_after_a_cut(home, folder))
                shutil.rmtree(folder)


def run_full(share: int) -> Iterator[bool]:
    """Let the disk be full at each call of the same."""
    for name in test_locking.ACTS:
        with TemporaryDirectory() as place:
            _, whole, _ = test_locking.lived_through(Path(place) / "whole", name)
            for number in range(1, whole.calls + 1, share):
                folder = Path(place) / str(number)
                yield bool(test_locking.wrong_after_a_failure(folder, name, number))
                shutil.rmtree(folder)


def hostile_files(count: int) -> Iterator[bool]:
    """Read and take in mutated and hostile files, a few hundred in each process."""
    for seed in range(100, 100 + max(1, count // HOSTILE_A_RUN)):
        with TemporaryDirectory() as name:
            yield from map(
                test_imports.failed, test_imports.taken_in(Path(name), seed, min(count, HOSTILE_A_RUN))
            )


def presses(seconds: float) -> Iterator[bool]:
    """Let storms blow over an empty and a full journal; a failure is a mistake, a freeze or a lost entry."""
    for kind, way in test_storm.STORMS:
        with TemporaryDirectory() as name:
            share = max(20.0, seconds / len(test_storm.STORMS))
            outcome = weather.blow(Path(name), kind, share, SEED, on_screen=way == "screen")
        print(f"  {kind} {way}: {outcome}", *outcome.faults, sep="\n  ", flush=True)
        yield from (number < len(outcome.faults) for number in range(outcome.presses))


def tested(*files: str) -> Iterator[bool]:
    """Run tests that inject the fault once a case, and tell which failed."""
    with TemporaryDirectory() as name:
        told = Path(name) / "told.xml"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            f"--junitxml={told}",
            *files,
        ]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False)
        cases = list(ET.parse(told).iter("testcase"))  # noqa: S314 - our own
    for case in cases:
        yield any(case.find(wrong) is not None for wrong in ("failure", "error", "skipped"))


def main() -> None:
    """Run every row and print it."""
    share = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    rows: dict[str, Callable[[], Iterator[bool]]] = {
        "killed while writing, importing, backing up": lambda: kills(KILLED_ENTRIES // share),
        "power cut at any call, and a second one": lambda: power_cuts(POWER_CUTS // share),
        "journal lost after a power cut": lambda: losses_after_power_cuts(LOSSES // min(share, 4)),
        "EIO and ENOSPC at every call": lambda: failing_calls(share),
        "damaged figures shown as good": lambda: damages(DAMAGES // share),
        "one file lost or damaged": lambda: lost_files(LOSSES // min(share, 4)),
    }
    key = locked_with()
    rows |= {
        "locked: killed": lambda: kills(KILLED_ENTRIES // (10 * share), key),
        "locked: power cut, and a second one": lambda: power_cuts(LOCKED_CUTS // share, key),
        "locked: journal lost after a power cut": lambda: losses_after_power_cuts(
            LOSSES // min(share, 4), key
        ),
        "locked: EIO and ENOSPC at every call": lambda: failing_calls(share, key),
        "locked: damaged figures shown as good": lambda: damages(DAMAGES // share, key),
        "locked: one file lost or damaged": lambda: lost_files(LOSSES // min(share, 4), key),
        "locking, unlocking, changing: power cut": lambda: cut_short(LOSSES * 5 // share),
        "locking, unlocking, changing: full disk": lambda: run_full(share),
    }
    rows |= {
        "imports: mutated and hostile files": lambda: hostile_files(HOSTILE // share),
        "the window: random keys, clicks, resizes": lambda: presses(STORM_S / share),
        **{name: partial(tested, *files) for name, files in TESTED.items()},
    }
    for name, cases in rows.items():
        begin = time.monotonic()
        found = list(cases())
        took = time.monotonic() - begin
        print(f"{name:45} {len(found):7} cases {sum(found):4} failures {took:6.0f} s", flush=True)


if __name__ == "__main__":
    main()
