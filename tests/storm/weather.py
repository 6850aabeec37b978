"""A storm over the real program: starts it again and again, presses, and tells what came of it.

By hand: `python -m tests.storm.weather SECONDS [SEED] [empty|full|locked] [screen|inside]`, for an hour 3600.
"""

import json
import os
import pickle
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any
from uuid import UUID

from painlog import entries as e
from painlog.exchange import csv_format, json_format, xlsx_format
from painlog.exchange.sample import sample
from painlog.journal import Journal, JournalFault
from painlog.journal.checking import State, check
from painlog.journal.locking import lock_of
from painlog.journal.moments import micros
from painlog.journal.standing import KEPT_AFTER_REMOVAL
from painlog.journal.tables import columns
from tests.journal.worlds import Chance, locked_with, rows_of
from tests.storm.hands import HASTY, Screen, Storm, until

ROOT = Path(__file__).parents[2]
FULL = 20_000
ENOUGH_S = 20
"""So long the program gets to show its window, and to end once it was asked to."""
MOST_STARTS_IN_VAIN = 5
"""So often it is started again, after the time, where the machine was so busy that nothing was done yet."""
_QUIET = Event()
"""Never set: a time in which nothing is pressed."""
KINDS = ["empty", "full", "locked"]
Rows = dict[tuple[str, int], tuple[object, ...]]
_LOOKED_AT = {"opened": "opened again", "restoring": "before a backup was put in its place"}


@dataclass
class Outcome:
    """What a storm did, and what went wrong."""

    presses: int = 0
    starts: int = 0
    acts: int = 0
    faults: list[str] = field(default_factory=list)
    answers: list[tuple[float, float, str]] = field(default_factory=list)
    """For each press, ms by the wall's clock, ms of the processor, and what it was."""
    hasty: int = 0
    """Answers to several presses that did not wait for one another; how long those took says nothing."""

    def percentile(self, share: float, which: int = 1) -> float:
        """Return how long so many of a hundred answers took at most, in ms."""
        told = sorted(answer[which] for answer in self.answers)
        return float(told[min(len(told) - 1, int(len(told) * share / 100))]) if told else 0.0

    def __str__(self) -> str:
        """Say it in a line."""
        return (
            f"{self.presses} presses, {self.starts} starts, {self.acts} acts, {self.hasty} hasty answers,"
            f" {len(self.answers)} others:"
            f" p50 {self.percentile(50):.1f}, p99 {self.percentile(99):.1f} ms of the processor"
            f" (wall {self.percentile(99, 0):.1f}), {len(self.faults)} faults"
        )


def make_journal(path: Path, kind: str) -> None:
    """Make the journal that the storm is to meet."""
    with Journal.open(path, key=locked_with() if kind == "locked" else None) as journal:
        if kind == "full":
            journal.take_in(sample(journal.clock().date() - timedelta(days=1)))
            journal.take_in(many(FULL))


def many(count: int) -> e.Contents:
    """Return so many entries over three years."""
    now = datetime.now(UTC).astimezone().replace(microsecond=0)
    medicine = e.Medicine(id=UUID(int=1), name="Metamizole", strength=e.Strength(value=500, unit="mg"))  # type: ignore[arg-type]
    step = timedelta(days=1000) / count
    flare_ups, doses, check_ins = [], [], []
    for number in range(count):
        at, kind, entry_id = now - step * (number + 1), number % 3, UUID(int=1000 + number)
        if kind == 0:
            end = at + timedelta(minutes=10)
            level = number % 11
            flare_ups.append(
                e.FlareUp(id=entry_id, started_at=at, ended_at=end, peak=level, triggers=("lifting",))
            )
        elif kind == 1:
            doses.append(e.Dose(id=entry_id, medicine=medicine.id, taken_at=at, reason="flare-up"))
        else:
            check_ins.append(e.CheckIn(id=entry_id, at=at, background=number % 7, note=f"note {number}"))
    return e.Contents(
        medicines=(medicine,), flare_ups=tuple(flare_ups), doses=tuple(doses), check_ins=tuple(check_ins)
    )


def fill_playground(folder: Path) -> None:
    """Lay out files that dialogs may find: good ones, damaged ones, and what is no journal at all."""
    folder.mkdir()
    contents = Chance(5).contents(8)
    for name, written in (
        ("good.json", json_format.write(contents)),
        ("good.csv", csv_format.write(contents)),
        ("good.xlsx", xlsx_format.write(contents)),
        ("diary.csv", b"Date;Pain;Remarks\n31.3.2026;7,5;bad\n1.4.2026;x;good\n"),
        ("empty.csv", b""),
        ("words.txt", b"Dear diary"),
        ("half.json", json_format.write(contents)[:900]),
        ("rubbish.xlsx", b"PK\3\4rubbish"),
        ("rubbish.painlog", b"SQLite format 3\0" + b"rubbish" * 400),
        ("empty.painlog", b""),
    ):
        (folder / name).write_bytes(written)
    with Journal.open(folder / "other.painlog") as other:
        other.take_in(contents)
    shutil.copyfile(ROOT / "tests/journal/schemas/version-1.painlog", folder / "old.painlog")


def blow(
    folder: Path, kind: str, seconds: float, seed: int, *, on_screen: bool, planted: str = ""
) -> Outcome:
    """Let a storm blow over a journal of a kind, and look what it did; `planted` harm is to be seen."""
    outcome = Outcome()
    make_journal(folder / "journal.painlog", kind)
    fill_playground(folder / "play")
    screen = Screen(folder) if on_screen else None
    try:
        end, chance = time.monotonic() + seconds, random.Random(seed)
        while time.monotonic() < end or (outcome.starts < MOST_STARTS_IN_VAIN and not _has_acted(folder)):
            outcome.starts += 1
            left = max(5.0, end - time.monotonic())
            _one_life(folder, (chance.randrange(2**32), planted), left, outcome, screen)
            if len(outcome.faults) > 20:
                break
    finally:
        if screen is not None:
            screen.close()
    _look(folder, outcome)
    return outcome


def _environment(folder: Path, screen: Screen | None) -> dict[str, str]:
    home = folder / "home"
    own = {
        name: str(home / name.lower())
        for name in (
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_STATE_HOME",
            "XDG_CACHE_HOME",
            "XDG_RUNTIME_DIR",
        )
    }
    for place in own.values():
        Path(place).mkdir(parents=True, exist_ok=True, mode=0o700)
    display = (
        {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb"} if screen else {"QT_QPA_PLATFORM": "offscreen"}
    )
    nothing = {"QT_QUICK_BACKEND": "software", "CUPS_SERVER": str(home / "no-printer"), "PATH": "/nowhere"}
    return {**os.environ, **own, **display, **nothing, "HOME": str(home), "PYTHONPATH": str(ROOT)}


def _one_life(
    folder: Path,
    fate: tuple[int, str],
    seconds: float,
    outcome: Outcome,
    screen: Screen | None,
) -> None:
    """Start the program and press until it ends, or until time is over; then it is killed."""
    seed, planted = fate
    (folder / "targets.json").unlink(missing_ok=True)
    (folder / "presses.txt").unlink(missing_ok=True)
    journal = str(folder / "journal.painlog")
    command = [sys.executable, "-m", "tests.storm.watched", journal, str(folder), str(seed)]
    if screen is None:
        command.append(str(seconds))
    environment = {**_environment(folder, screen), "PAINLOG_STORM_PLANT": planted}
    with (folder / "said.txt").open("a", encoding="utf-8") as said:
        said.write(f"seed {seed}\n")
        said.flush()
        program = subprocess.Popen(command, env=environment, stderr=said, cwd=folder)
        try:
            if screen is None:
                program.wait(seconds + ENOUGH_S)
                with suppress(OSError, ValueError):
                    outcome.presses += int((folder / "presses.txt").read_text(encoding="utf-8"))
            else:
                outcome.presses += _press(folder, program, seed, seconds, screen)
        except subprocess.TimeoutExpired:
            outcome.faults.append(f"seed {seed}: it did not end")
        finally:
            program.kill()
            code = program.wait()
    if code not in (0, -9):
        outcome.faults.append(f"seed {seed}: ended with {code}")


def _press(folder: Path, program: subprocess.Popen[bytes], seed: int, seconds: float, screen: Screen) -> int:
    places = folder / "targets.json"
    if not until(lambda: places.exists() or program.poll() is not None, ENOUGH_S):
        raise subprocess.TimeoutExpired("the window", ENOUGH_S)

    def targets() -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = [tuple(at) for at in json.loads(places.read_text(encoding="utf-8"))]
        return found

    storm, end = Storm(screen.hands, seed, targets), time.monotonic() + seconds
    while time.monotonic() < end and program.poll() is None:
        storm.blow()
        _QUIET.wait(0.01)
    for _ in range(2):  # beats of its window: what was pressed before is done, and announced, by the second
        places.unlink(missing_ok=True)
        until(lambda: places.exists() or program.poll() is not None, ENOUGH_S)
    return storm.presses


def _look(folder: Path, outcome: Outcome) -> None:
    """Read what the watch wrote down, and hold it against the journals."""
    outcome.faults += _freezes(folder / "freezes.txt")
    for name in ("mistakes.txt", "crash.txt"):
        told = folder / name
        if told.exists() and (text := told.read_text(encoding="utf-8", errors="replace").strip()):
            outcome.faults.append(f"{name}: {text[-2500:]}")
    said = (folder / "said.txt").read_text(encoding="utf-8", errors="replace")
    if "Traceback" in said:
        outcome.faults.append(said[-3000:])
    told_answers = folder / "answers.txt"
    if told_answers.exists():
        for line in told_answers.read_text(encoding="utf-8").splitlines():
            wall, processor, what = line.split(" ", 2)
            if what.startswith(HASTY):
                outcome.hasty += 1
            else:
                outcome.answers.append((float(wall), float(processor), what))
    outcome.faults += lost(folder / "acts.pickle", outcome)


def _freezes(file: Path) -> Iterator[str]:
    """Tell of freezes that are not the machine's doing, and of one that never ended."""
    told = file.read_text(encoding="utf-8") if file.exists() else ""
    went_off, ended = told.count("Timeout (0:"), told.count("frozen for") + told.count("slow for")
    if "frozen for" in told or went_off > ended:
        yield f"freezes: {told[-4000:]}"


def _has_acted(folder: Path) -> bool:
    """Tell whether anything was announced as saved yet."""
    return any(what == "announced" for what, _, _ in _told(folder / "acts.pickle"))


def _told(file: Path) -> Iterator[tuple[str, str, Any]]:
    if not file.exists():
        return
    with file.open("rb") as acts:
        while True:
            try:
                yield pickle.load(acts)  # noqa: S301 - written by our own process
            except (EOFError, pickle.UnpicklingError):
                return


def lost(file: Path, outcome: Outcome) -> Iterator[str]:
    """Tell of everything that was announced as saved and is not in the journal as it was announced.

    A journal that is put back may be otherwise afterwards: it is looked at just before.
    """
    known: dict[str, Rows] = {}
    replaced, written_to = set[str](), set[str]()
    for what, path, rows in _told(file):
        if what in _LOOKED_AT:
            found = _flat(rows)
            if path in known and path not in replaced and (unlike := _unlike(known[path], found)):
                yield f"{Path(path).name}, {_LOOKED_AT[what]}: {unlike}"
            known[path] = found
            (replaced.add if what == "restoring" else replaced.discard)(path)
        elif what == "left":
            replaced.discard(path)
        else:
            outcome.acts += 1
            written_to.add(path)
            mine = known.setdefault(path, {})
            for kind, key, _, after in rows:
                mine.pop((kind, key), None)
                if after is not None:
                    mine[kind, key] = after
    for path, mine in known.items():
        if not Path(path).exists():
            if path in written_to:  # a backup that was looked at may be thinned out later
                yield f"{Path(path).name} is gone"
            continue
        try:
            yield from _unlike_what_was_said(Path(path), mine, is_replaced=path in replaced)
        except JournalFault as fault:
            yield f"{Path(path).name} does not open: {fault}"


def _unlike_what_was_said(path: Path, mine: Rows, *, is_replaced: bool) -> Iterator[str]:
    key = locked_with() if lock_of(path) else None
    with Journal.open(path, create=False, key=key) as journal:
        found = _flat(rows_of(journal))
    if not is_replaced and (unlike := _unlike(mine, found)):
        yield f"{path.name}, at the end: {unlike}"
    verdict = check(path, key=key)
    if verdict.state is not State.GOOD:
        yield f"{path.name}: {verdict.state}, {verdict.problems[:3]}"


def _flat(rows: dict[str, list[tuple[Any, ...]]]) -> Rows:
    return {
        (kind, row[0]): tuple(row[1:]) for kind, told in rows.items() for row in told if kind != "kept text"
    }


def _remembered(rows: Rows) -> Rows:
    """Return rows without the pictures of what was removed long ago: closing a journal forgets them."""
    limit = micros(e.now() - KEPT_AFTER_REMOVAL)
    at = columns("removed").index("at")
    return {
        (kind, key): (*row[:-1], None) if kind == "removed" and int(str(row[at])) < limit else row
        for (kind, key), row in rows.items()
    }


def _unlike(wanted: Rows, found: Rows) -> str:
    """Say which rows are not as they were announced; nothing where all are."""
    wanted, found = _remembered(wanted), _remembered(found)
    if wanted == found:
        return ""
    lost = [place for place, row in wanted.items() if found.get(place) != row]
    more = [place for place in found if place not in wanted]
    return f"{len(lost)} rows lost or changed ({lost[:5]}), {len(more)} not announced ({more[:5]})"


def main() -> int:
    """Blow by hand; where PAINLOG_STORM_KEEP names a folder's beginning, everything is kept."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3600.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 10**6
    kinds = [word for word in sys.argv[3:] if word in KINDS] or KINDS
    ways = [word for word in sys.argv[3:] if word in ("screen", "inside")] or ["screen", "inside"]
    failed = 0
    for kind in kinds:
        for way in ways:
            with TemporaryDirectory() as name:
                share = seconds / (len(kinds) * len(ways))
                outcome = blow(Path(name), kind, share, seed, on_screen=way == "screen")
                print(f"{kind:6} {way:7} seed {seed}: {outcome}", flush=True)
                slow = sorted(outcome.answers, key=lambda answer: -answer[1])[:12]
                print(
                    "   slowest: " + "; ".join(f"{cpu:.0f} ({wall:.0f}) {what}" for wall, cpu, what in slow)
                )
                print("\n".join(outcome.faults), flush=True)
                if keep := os.environ.get("PAINLOG_STORM_KEEP"):
                    shutil.copytree(
                        name, f"{keep}-{kind}-{way}-{seed}", dirs_exist_ok=True, ignore_dangling_symlinks=True
                    )
                failed += len(outcome.faults)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
