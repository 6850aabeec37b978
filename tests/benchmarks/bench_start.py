"""How fast the window starts and answers, and what it weighs, as ratios to a bare PySide6 window.

Run with `python3 run.py bench tests/benchmarks/bench_start.py`. Each figure comes from processes that are
started in turn, one bare and one ours. The screen is Xvfb where it is installed, else there is none.
Under load judge by the processor's time.

The memory is the PSS of a process that is alone. The tests have Qt loaded themselves: half of each page of it
would count as theirs, of the bare window's most of all. So what is Python's or Qt's counts whole.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from painlog.app.program import Program
from painlog.entries import CheckIn, Contents, Dose, FlareUp, Medicine
from painlog.exchange.sample import sample
from painlog.journal import Journal

PAIRS = int(os.environ.get("PAINLOG_BENCH_PAIRS", "15"))
ENTRIES, MANY = 10_000, int(os.environ.get("PAINLOG_BENCH_ENTRIES", "200000"))
PRESSES = 200

WEIGHT = """
import re, sys, time
def weight():
    found, ours = 0, False
    with open("/proc/self/smaps") as told:
        for line in told:
            if re.match("[0-9a-f]+-", line):
                ours = sys.prefix in line or sys.base_prefix in line
            elif line.startswith("Rss:" if ours else "Pss:"):
                found += int(line.split()[1])
    return found
def tell(what):
    print(what, time.process_time(), flush=True)
    print(weight(), flush=True)
"""
BARE = (
    WEIGHT
    + """
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        tell("painted")
        QApplication.exit()
qt = QApplication(sys.argv[:1])
window = Window()
window.resize(1280, 760)
window.show()
sys.exit(qt.exec())
"""
)
OURS = (
    WEIGHT
    + """
from painlog import app
app.prepare()
from painlog.app.program import Program, QApplication
def painted(program):
    tell("painted")
    QApplication.exit()
Program.after_first_paint = painted
from painlog.cli import main
sys.exit(main(["--journal", sys.argv[1]]))
"""
)
CHARTS = (
    WEIGHT
    + """
from painlog import app
app.prepare()
from PySide6.QtCore import Qt, QTimer
from painlog.app.program import Program, QApplication
from painlog.window.today.chart_frame import ChartFrame
beats = []
heart = QTimer(interval=2, timerType=Qt.TimerType.PreciseTimer)
heart.timeout.connect(lambda: beats.append(time.perf_counter()))
after, take = Program.after_first_paint, ChartFrame.take_panel
def painted(program):
    heart.start()
    after(program)
def taken(frame, panel):
    take(frame, panel)
    QTimer.singleShot(0, done)
def done():
    tell("charts")
    print(1000 * max(b - a for a, b in zip(beats, beats[1:])), flush=True)
    QApplication.exit()
Program.after_first_paint, ChartFrame.take_panel = painted, taken
from painlog.cli import main
sys.exit(main(["--journal", sys.argv[1]]))
"""
)


class Start(NamedTuple):
    """One start: seconds until its first line by the wall's clock and the processor's, kB, the rest."""

    wall: float
    cpu: float
    pss: int
    rest: list[str]


@pytest.fixture(scope="module")
def screen() -> Iterator[dict[str, str]]:
    """Give the environment of a screen to paint on, and of a program that was started before: compiled."""
    environment = {name: told for name, told in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if shutil.which("Xvfb") is None:
        yield {**environment, "QT_QPA_PLATFORM": "offscreen"}
        return
    reading, writing = os.pipe()
    line = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24"]
    server = subprocess.Popen(line, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        name = f":{told.readline().strip()}"
    yield {**environment, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
    server.terminate()
    server.wait()


def filled(path: Path, count: int) -> Path:
    """Write a journal of `count` entries: the sample of twelve weeks, and years before it."""
    today = datetime.now(UTC).astimezone()
    contents = sample(today.date())
    medicines: tuple[Medicine, ...] = contents.medicines
    with Journal.open(path) as journal:
        journal.take_in(contents)
        missing = count - journal.count()
        moments = [today - timedelta(days=90, minutes=97 * number) for number in range(max(0, missing))]
        hurt, taken, told = moments[0::4], [*moments[1::4], *moments[2::4]], moments[3::4]
        journal.take_in(
            Contents(
                flare_ups=tuple(
                    FlareUp(id=uuid4(), started_at=at, ended_at=at + timedelta(minutes=40), peak=6)
                    for at in hurt
                ),
                doses=tuple(
                    Dose(id=uuid4(), medicine=medicines[n % len(medicines)].id, taken_at=at)
                    for n, at in enumerate(taken)
                ),
                check_ins=tuple(CheckIn(id=uuid4(), at=at, background=3) for at in told),
            )
        )
    return path


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("bench") / "journal.painlog", ENTRIES)


def start(script: str, journal: Path, screen: dict[str, str], home: Path) -> Start:
    """Start a process and wait for its first line, then for its end."""
    settings = home / "xdg_config_home" / "painlog"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "preferences.ini").write_text("[today]\nperiod=THREE_MONTHS\n", encoding="utf-8")
    line = [sys.executable, "-c", script, str(journal)]
    began = time.perf_counter()
    with subprocess.Popen(line, env=screen, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        _, cpu = process.stdout.readline().split()
        wall = time.perf_counter() - began
        pss, *rest = process.stdout.read().split()
    return Start(wall, float(cpu), int(pss), rest)


def compared(
    script: str, journal: Path, screen: dict[str, str], home: Path
) -> tuple[list[Start], list[Start]]:
    """Start bare and ours in turn; the first of each only warms the disk."""
    scripts = (BARE, script)
    every = [[start(each, journal, screen, home) for each in scripts] for _ in range(PAIRS + 1)][1:]
    return [pair[0] for pair in every], [pair[1] for pair in every]


def ratio(ours: list[Start], bare: list[Start], figure: str) -> float:
    """Return the ratio of the medians of a figure."""
    told = [statistics.median([float(getattr(each, figure)) for each in starts]) for starts in (ours, bare)]
    return told[0] / told[1]


def test_start_to_a_painted_today(journal: Path, screen: dict[str, str], home: Path) -> None:
    bare, ours = compared(OURS, journal, screen, home)
    walls = [1000 * statistics.median(each.wall for each in starts) for starts in (bare, ours)]
    print(f"\nbare {walls[0]:.0f} ms, Today painted {walls[1]:.0f} ms on {screen['QT_QPA_PLATFORM']}")
    for figure, goal in (("wall", 1.35), ("cpu", 1.35), ("pss", 1.15)):
        print(f"start, {figure}: {ratio(ours, bare, figure):.2f} x a bare window (goal {goal})")


@pytest.mark.parametrize("count", [ENTRIES, MANY])
def test_charts_interactive(count: int, screen: dict[str, str], home: Path, tmp_path: Path) -> None:
    path = filled(tmp_path / "journal.painlog", count)
    bare, ours = compared(CHARTS, path, screen, home)
    print(f"\n{count} entries")
    for figure, goal in (("wall", 4.0), ("cpu", 4.0), ("pss", 2.4 if count == ENTRIES else 2.9)):
        print(f"charts, {figure}: {ratio(ours, bare, figure):.2f} x a bare window (goal {goal})")
    print(
        f"longest pause meanwhile: {statistics.median(float(each.rest[0]) for each in ours):.0f} ms (goal 65)"
    )


def plain_loop() -> float:
    """Return the seconds of processor of a fixed loop: it tells a slow press from a slow machine."""
    used, total = time.thread_time(), 0
    for number in range(60_000):
        total += number * number
    return time.thread_time() - used


def at_eight() -> datetime:
    """Return the evening of today, whatever time it is: the list and the buttons are at their fullest."""
    return datetime.now().astimezone().replace(hour=20, minute=0)


def test_press_to_repainted(journal: Path, qapp: QApplication, qtbot: QtBot) -> None:
    program = Program(qapp)
    window = program.open(Journal.open(journal, clock=at_eight))
    qtbot.waitUntil(lambda: hasattr(window.today.chart.chart, "highlight"), timeout=20_000)
    medicine = window.today.present.medicines[0].medicine.id
    saved: list[float] = []
    window.changes.changed.connect(lambda _change: saved.append(time.perf_counter()))
    took: dict[str, list[float]] = {
        "a plain loop before it": [],
        "durable": [],
        "repainted": [],
        "repainted after it": [],
        "processor": [],
    }
    for _ in range(PRESSES):
        took["a plain loop before it"].append(plain_loop())
        began, used = time.perf_counter(), time.process_time()
        window.today.quick.medicines.take(medicine)
        window.repaint()
        done = time.perf_counter()
        took["durable"].append(saved[-1] - began)
        took["repainted"].append(done - began)
        took["repainted after it"].append(done - saved[-1])
        took["processor"].append(time.process_time() - used)
        window.answers.undo()  # no day has two hundred doses
        QApplication.processEvents()
    slowest = sorted(range(PRESSES), key=lambda press: took["repainted"][press])[-PRESSES // 20 :]
    slowed = statistics.mean(took["a plain loop before it"][press] for press in slowest)
    print()
    for what, seconds in took.items():
        seconds.sort()
        p50, p99 = (1000 * seconds[PRESSES * of // 100] for of in (50, 99))
        print(f"press, {what}: p50 {p50:.1f} ms, p99 {p99:.1f} ms")
    slowed /= took["a plain loop before it"][PRESSES // 2]
    print(f"before the slowest twentieth of the presses the plain loop took {slowed:.2f} x its p50")
    print("goal for the repainting: p99 12 ms; what is durable depends on the disk, see bench_journal.py")
    window.close()
