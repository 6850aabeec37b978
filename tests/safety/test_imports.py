"""An import can't hurt: hostile files neither crash, hang nor bloat, and nothing is taken in by half.

Some hundred files here; PAINLOG_CASES multiplies them (the report tries 5,000).
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from painlog.journal.checking import State, check

ROOT = Path(__file__).parents[2]
CASES = int(os.environ.get("PAINLOG_CASES", "1"))
A_RUN = 120
SECONDS, MEBIBYTES = 5.0, 300


class Told(NamedTuple):
    """What came of one file."""

    seconds: float
    mebibytes: float
    came: str


def taken_in(folder: Path, seed: int, count: int) -> Iterator[Told]:
    """Let a process of its own take in so many files; one that hangs or dies tells of fewer."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.safety.hostile", str(folder / "journal.painlog"), str(seed)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [*command, str(count)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60 + 5 * count,
    )
    lines = done.stdout.splitlines()
    for line in lines:
        _, seconds, mebibytes, came = line.split(" ", 3)
        yield Told(float(seconds), float(mebibytes), came)
    if len(lines) < count:
        yield Told(0, 0, f"DIED {done.returncode} {done.stderr[-500:]}")
    verdict = check(folder / "journal.painlog")
    if verdict.state is not State.GOOD:
        yield Told(0, 0, f"JOURNAL {verdict.problems}")


def failed(told: Told) -> bool:
    """Tell whether a file did harm."""
    is_bad = told.came.startswith(("CRASH", "HALF", "DIED", "JOURNAL"))
    return is_bad or told.seconds > SECONDS or told.mebibytes > MEBIBYTES


def test_hostile_files_do_no_harm(tmp_path: Path) -> None:
    def run(seed: int) -> list[Told]:
        return list(taken_in(tmp_path / str(seed), seed, A_RUN * CASES))

    with ThreadPoolExecutor(2) as two:
        every = [told for run_ in two.map(run, (1, 2)) for told in run_]
    assert [told for told in every if failed(told)] == []
    kinds = Counter(told.came.split()[0] for told in every)
    assert kinds["taken"] > A_RUN * CASES / 20
    assert kinds["unreadable"] > A_RUN * CASES / 20
