"""How fast the charts are, as ratios to a floor measured in the same run. Run it as a script.

    python tests/benchmarks/charts_bench.py [EVENTS]

Judge frames by their CPU time: a machine that is shared makes every clock on the wall longer.
"""

import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

import pyqtgraph as pg
from PySide6.QtWidgets import QApplication, QWidget

from painlog.charts.panel import ChartsPanel
from painlog.patterns.timeline import DAY, Timeline, timeline
from painlog.record import Record
from tests.benchmarks.crowds import BEGIN, SPAN, crowd

FEW, MANY = 1_000, 1_000_000
WIDTH, HEIGHT = 1200, 600
PAIRS = 15
SPANS = (SPAN / DAY, 1500, 365, 90, 14, 7, 2, 1, 0.3)
"""Days that are shown while panning."""


def _cpu_ms(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def _shown(widget: QWidget) -> None:
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    QApplication.processEvents()


def _panel(of: Timeline, view: str) -> ChartsPanel:
    panel = ChartsPanel()
    panel.set_view(view)
    panel.set_timeline(of)
    panel.show_period(BEGIN, BEGIN + SPAN)
    _shown(panel)
    return panel


def _frames(panel: ChartsPanel) -> Iterator[float]:
    """Give the CPU time of each frame of a long zoom to the smallest span and of pans on the way."""
    canvas = panel.canvas

    def frame(act: Callable[[], object]) -> float:
        def act_and_paint() -> None:
            act()
            canvas.viewport().repaint()

        return _cpu_ms(act_and_paint)

    middle = BEGIN + SPAN * 0.43
    for days in SPANS:
        canvas.box.set_period(middle, middle + days * DAY)
        canvas.viewport().repaint()
        yield from (frame(lambda: canvas.pan(0.01)) for _ in range(20))
        yield from (frame(lambda: canvas.pan(-0.013)) for _ in range(20))
    canvas.box.set_period(BEGIN, BEGIN + SPAN)
    yield from (frame(lambda: canvas.zoom(0.94, middle)) for _ in range(150))


def _rank(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def floor_of_a_frame() -> float:
    """Return what pyqtgraph takes to pan an empty plot by a frame, now, on this machine."""
    plot = pg.PlotWidget()
    _shown(plot)

    def pan() -> None:
        plot.getViewBox().translateBy(x=0.01)
        plot.viewport().repaint()

    taken = [_cpu_ms(pan) for _ in range(100)]
    plot.close()
    return _rank(taken, 0.5)


def frames(few: Timeline, many: Timeline) -> None:
    """Print what a frame of panning and zooming takes."""
    print(f"a frame of an empty plot: p50 {floor_of_a_frame():.1f} ms")
    for view in ("timeline", "day by day"):
        taken = {}
        for name, of in (("few", few), ("many", many)):
            panel = _panel(of, view)
            taken[name] = list(_frames(panel))
            panel.close()
        p50, p99 = _rank(taken["many"], 0.5), _rank(taken["many"], 0.99)
        growth = p50 / _rank(taken["few"], 0.5)
        print(
            f"{view}: frame p50 {p50:.1f} ms, p99 {p99:.1f} ms (goal 16), p50 growth {growth:.2f} x (goal 3)"
        )


def first_paint(record: Record) -> None:
    """Print what the first picture takes, data in memory, beside an empty plot."""

    def plot() -> QWidget:
        widget: QWidget = pg.PlotWidget()
        _shown(widget)
        return widget

    def panel() -> QWidget:
        return _panel(timeline(record), "timeline")

    taken: dict[str, list[float]] = {"plot": [], "panel": []}
    for _ in range(PAIRS):
        for name, make in (("plot", plot), ("panel", panel)):
            made: list[QWidget] = []
            taken[name].append(_cpu_ms(lambda make=make, made=made: made.append(make())))  # type: ignore[misc]
            made[0].close()
    ratio = median(taken["panel"]) / median(taken["plot"])
    print(f"first paint: {median(taken['panel']):.0f} ms, {ratio:.2f} x an empty plot (goal 3)")


def one_more_entry(of: Timeline) -> None:
    """Print what it takes to show one more entry in two weeks."""
    panel = _panel(of, "timeline")
    panel.show_period(BEGIN + SPAN / 2, BEGIN + SPAN / 2 + 14 * DAY)

    def show() -> None:
        for _ in range(10):
            panel.set_timeline(of)
        panel.canvas.viewport().repaint()

    taken = [_cpu_ms(show) for _ in range(PAIRS)]
    print(f"ten changes shown at once: {median(taken):.1f} ms")
    panel.close()


def _run(code: str, cache: str = "") -> str:
    """Run a program of its own; with a folder for compiled modules it is like an installed one."""
    uncached = "PYTHONDONTWRITEBYTECODE"
    env = {name: value for name, value in os.environ.items() if name != uncached or not cache}
    env |= {"PYTHONPYCACHEPREFIX": cache} if cache else {}
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=env)
    return done.stdout


def imports() -> None:
    """Print what imports take beside those that they need anyway."""
    ask = (
        "import time; import PySide6.QtWidgets, PySide6.QtSvg, painlog.words.entries, painlog.record; "
        "t = time.process_time(); import {}; print(time.process_time() - t)"
    )
    cache = tempfile.mkdtemp()
    pairs = (("painlog.charts.picture", "time"), ("painlog.charts.panel", "pyqtgraph"))
    for module, floor in pairs:
        ours = median(float(_run(ask.format(module), cache)) for _ in range(9)) * 1000
        theirs = median(float(_run(ask.format(floor), cache)) for _ in range(9)) * 1000
        print(f"import {module}: {ours:.0f} ms ({floor} alone: {theirs:.0f} ms)")
    shutil.rmtree(cache)


def memory(events: int) -> None:
    """Print how much memory a panel with so many events needs beside their columns alone."""
    code = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from PySide6.QtWidgets import QApplication
app = QApplication([])
from painlog.charts.panel import ChartsPanel
from painlog.patterns.timeline import timeline
from tests.benchmarks.crowds import crowd, BEGIN, SPAN
def pss():
    return sum(int(line.split()[1]) for line in open("/proc/self/smaps_rollup") if line.startswith("Pss:"))
record = crowd({events})
before = pss()
panel = ChartsPanel()
panel.resize({WIDTH}, {HEIGHT})
panel.set_timeline(timeline(record))
panel.show_period(BEGIN, BEGIN + SPAN)
panel.show()
app.processEvents()
panel.set_view("day by day")
app.processEvents()
print((pss() - before) / 1024)
"""
    print(f"memory of a panel with {events} events, beside their columns: {float(_run(code)):.0f} MB")


def main() -> None:
    """Measure everything."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    app = QApplication([])
    record = crowd(events)
    few, many = timeline(crowd(FEW)), timeline(record)
    gc.freeze()  # as the program does when everything is loaded
    print(f"{events} events, {WIDTH} x {HEIGHT}; timeline made in {_cpu_ms(lambda: timeline(record)):.0f} ms")
    frames(few, many)
    first_paint(record)
    one_more_entry(many)
    imports()
    if Path("/proc/self/smaps_rollup").exists():
        memory(FEW)
        memory(events)
    app.quit()


if __name__ == "__main__":
    main()
