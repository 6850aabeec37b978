"""The house stands on floors: each room sees only the rooms below it, and few see what was bought."""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.house.reading import PACKAGE, Source, imports, nodes, sources

GROUND = {
    "values", "rules", "medicines", "entries", "numbers", "change", "record", "places", "clocks", "waiting",
    "whole", "reasons",
}  # fmt: skip
PURE = GROUND - {"change", "clocks", "places", "whole"}
# A room, and the rooms it may see. `painlog` itself holds the version.
ROOMS: dict[str, set[str]] = {
    "painlog": set(),
    **dict.fromkeys(GROUND, GROUND),
    "journal": GROUND,
    "patterns": PURE,
    "exchange": PURE,
    "words": GROUND | {"patterns"},
    "charts": PURE | {"places", "whole", "patterns", "words"},
    "report": PURE | {"places", "whole", "patterns", "words", "charts"},
    "window": GROUND | {"journal", "patterns", "exchange", "words", "charts", "report"},
    "app": GROUND | {"journal", "patterns", "exchange", "words", "charts", "report", "window"},
    "cli": GROUND | {"journal", "patterns", "exchange", "words", "charts", "report", "window", "app"},
    "__main__": {"cli"},
}
# What comes from outside, and the only rooms that may use it.
BOUGHT: dict[str, set[str]] = {
    "PySide6": {"charts", "report", "window", "app", "cli"},
    "PySide6.QtCore": {"words"},
    "argon2": {"journal"},
    "numpy": {"patterns", "charts", "report"},
    "openpyxl": {"exchange"},
    "peewee": {"journal"},
    "platformdirs": {"places"},
    "pyqtgraph": {"charts"},
    "scipy": {"patterns"},
    "shiboken6": {"app", "charts", "window"},
    "sqlcipher3": {"journal"},
    "sqlite3": {"journal"},
}
# Journals are private: nothing here can reach another computer. Two windows of the same person talk through
# QLocalSocket, which is of this computer only and lives in QtNetwork.
NETWORK = {
    "asyncio", "ftplib", "http", "imaplib", "nntplib", "poplib", "smtplib", "socket", "socketserver", "ssl",
    "telnetlib", "urllib.request", "webbrowser", "xmlrpc", "PySide6.QtNetwork",
}  # fmt: skip
LOCAL_SOCKETS = {"QLocalServer", "QLocalSocket"}
LATE_IMPORTS = {"app", "cli"}
# Hundreds of names of gradients, pictures and parts of the style, which PySide makes whole for a fillRect, a
# QBrush or one name of QStyle.
LATER_ENUMS = {"QGradient.Preset", "QImage.Format", "QStyle.PixelMetric"}
# Peewee is loaded for the first act: what only reads, as a start does, goes without it. What makes a journal
# anew that another file took the place of is hardly ever needed.
LATE_FOR_WRITING = {
    ("painlog.journal.putting", "painlog.journal.models"),
    ("painlog.journal.backups", "painlog.journal.anew"),
}


def planted(name: str, text: str) -> Source:
    return Source(Path(f"{name}.py"), name, text, ast.parse(text))


def wrong_arrows(house: Iterable[Source]) -> list[str]:
    """Name each import of a room that its importer may not see."""
    found = []
    for source in house:
        for name, line in imports(source.tree):
            top, _, below = name.partition(".")
            room = below.split(".")[0]
            allowed = {source.room, "", "__version__"} | ROOMS.get(source.room, set())
            if top == "painlog" and room not in allowed:
                found.append(f"{source.name}:{line} may not see {name}")
    return found


def wrong_purchases(house: Iterable[Source]) -> list[str]:
    """Name each import from outside that its room has no business with."""
    found = []
    for source in house:
        for name, line in imports(source.tree):
            top = name.split(".")[0]
            if top in sys.stdlib_module_names - {"sqlite3"} or top == "painlog":
                continue
            two = ".".join(name.split(".")[:2])
            if source.room not in BOUGHT.get(top, set()) | BOUGHT.get(two, set()):
                found.append(f"{source.name}:{line} may not use {name}")
    return found


def network_imports(house: Iterable[Source]) -> list[str]:
    """Name each import that could reach another computer."""
    return [
        f"{source.name}:{line} imports {name}"
        for source in house
        for name, line in imports(source.tree)
        if any(f"{name}.".startswith(f"{module}.") for module in NETWORK)
        and not (name.startswith("PySide6.QtNetwork.") and name.split(".")[2] in LOCAL_SOCKETS)
    ]


def late_imports(house: Iterable[Source]) -> list[str]:
    """Name each import inside a function."""
    return [
        f"{source.name}:{line} imports {name} late"
        for source in house
        if source.room not in LATE_IMPORTS
        for node in nodes(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for name, line in imports(node)
        if (source.name, ".".join(name.split(".")[:3])) not in LATE_FOR_WRITING
    ]


def circles(house: Iterable[Source]) -> list[list[str]]:
    """Return groups of modules that import each other, directly or around corners."""
    modules = {source.name: source for source in house}
    graph = {name: set(seen_modules(source, modules)) - {name} for name, source in modules.items()}
    # What has no imports left, or nobody that imports it, is on no circle.
    changed = True
    while changed:
        imported = set().union(*graph.values())
        loose = {name for name, seen in graph.items() if not seen & graph.keys() or name not in imported}
        graph = {name: seen - loose for name, seen in graph.items() if name not in loose}
        changed = bool(loose)
    return [[name, *sorted(seen)] for name, seen in sorted(graph.items())]


def seen_modules(source: Source, modules: dict[str, Source]) -> Iterator[str]:
    """Yield the modules of the house that a module imports: the longest name that is one."""
    for name, _ in imports(source.tree):
        while name and name not in modules:
            name = name.rpartition(".")[0]  # noqa: PLW2901 - shortened until it fits
        if name:
            yield name


def test_every_room_is_in_the_plan() -> None:
    rooms = {
        path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert rooms - {"__init__"} <= ROOMS.keys()


def test_the_plan_itself_goes_downwards() -> None:
    order = ["painlog", *sorted(GROUND), "journal", "patterns", "exchange", "words", "charts", "report"]
    order += ["window", "app", "cli", "__main__"]
    assert sorted(order) == sorted(ROOMS)
    upper = [room for room in order if room not in GROUND]
    for room in upper:
        assert ROOMS[room] <= set(order[: order.index(room)])


def test_rooms_see_only_the_floors_below() -> None:
    assert wrong_arrows(sources()) == []


def test_what_was_bought_stays_in_its_room() -> None:
    assert wrong_purchases(sources()) == []


def test_no_room_may_use_what_it_does_not() -> None:
    names = ((name.split("."), source.room) for source in sources() for name, _ in imports(source.tree))
    used = {(".".join(parts[:count]), room) for parts, room in names for count in (1, 2)}
    assert {(bought, room) for bought, rooms in BOUGHT.items() for room in rooms} <= used


def test_nothing_reaches_another_computer() -> None:
    assert network_imports(sources()) == []


def test_imports_stand_at_the_top() -> None:
    assert late_imports(sources()) == []


def test_no_circles() -> None:
    assert circles(sources()) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("painlog.patterns.facts", "from painlog.journal import Journal"),
        ("painlog.patterns.facts", "import painlog.window.today"),
        ("painlog.entries", "from painlog import words"),
        ("painlog.entries", "from painlog.change import Change\nfrom painlog import journal"),
        ("painlog.charts.panel", "if TYPE_CHECKING:\n    from painlog.window import Today"),
        ("painlog.charts.panel", "def late():\n    from painlog.journal import Journal"),
        ("painlog.cellar", "from painlog import entries"),
    ],
)
def test_a_wrong_arrow_is_seen(name: str, text: str) -> None:
    assert len(wrong_arrows([planted(name, text)])) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("painlog.words", "from PySide6.QtGui import QFont"),
        ("painlog.window.today", "import pyqtgraph as pg"),
        ("painlog.window.today", "from peewee import Model"),
        ("painlog.window.today", "import sqlite3"),
        ("painlog.journal", "from PySide6 import QtCore"),
        ("painlog.report", "from scipy.stats import norm"),
        ("painlog.charts", "import matplotlib.pyplot"),
    ],
)
def test_a_wrong_purchase_is_seen(name: str, text: str) -> None:
    assert len(wrong_purchases([planted(name, text)])) == 1


@pytest.mark.parametrize(
    "text",
    [
        "import socket",
        "from urllib.request import urlopen",
        "from urllib import request",
        "import http.client",
        "from PySide6.QtNetwork import QTcpSocket",
        "from PySide6 import QtNetwork",
        "import asyncio as a",
    ],
)
def test_the_network_is_seen(text: str) -> None:
    assert len(network_imports([planted("painlog.app", text)])) == 1


def test_what_only_sounds_like_the_network_is_let_be() -> None:
    text = "from urllib.parse import quote\nfrom PySide6.QtNetwork import QLocalServer"
    assert network_imports([planted("painlog.app", text)]) == []


def test_a_late_import_is_seen() -> None:
    text = "class Page:\n    def draw(self):\n        if self:\n            import json"
    assert len(late_imports([planted("painlog.report", text)])) == 1
    assert late_imports([planted("painlog.cli", text)]) == []
    models = "def statements():\n    from painlog.journal.models import STATEMENTS"
    assert late_imports([planted("painlog.journal.putting", models)]) == []
    assert len(late_imports([planted("painlog.journal.reading", models)])) == 1
    assert len(late_imports([planted("painlog.journal.putting", "def late():\n    import peewee")])) == 1


def test_a_circle_is_seen() -> None:
    house = [
        planted("painlog.window.a", "from painlog.window.b import Button"),
        planted("painlog.window.b", "def draw():\n    from painlog.window import c"),
        planted("painlog.window.c", "if TYPE_CHECKING:\n    import painlog.window.a"),
        planted("painlog.window.d", "from painlog.window.a import Panel"),
    ]
    assert [circle[0] for circle in circles(house)] == [
        "painlog.window.a",
        "painlog.window.b",
        "painlog.window.c",
    ]


# Fresh interpreters: what an import really brings along.

LATER = {"numpy", "scipy", "pyqtgraph", "openpyxl"}
ONLY_TO_WRITE = {"peewee", "playhouse"}
# Peewee, scipy and Python's own metadata import `socket` for purposes of their own, but none of these.
REACHING_OUT = {name for name in NETWORK if "." not in name} - {"socket"} | {"urllib.request", "_ssl"}


def modules_of(room: str) -> list[str]:
    return [source.name for source in sources() if source.room == room]


def brought_along(modules: Iterable[str]) -> set[str]:
    """Import modules in a new interpreter and return the names of all that came with them, tops included."""
    code = "import sys, importlib; before = set(sys.modules)\n"
    code += "for name in sys.argv[1:]: importlib.import_module(name)\n"
    code += "print(*set(sys.modules) - before)"
    line = [sys.executable, "-P", "-c", code, *modules]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    names = set(done.stdout.split())
    assert names > set(modules)
    return names | {name.split(".")[0] for name in names}


@pytest.mark.parametrize("room", ["patterns", "exchange"])
def test_what_computes_and_what_reads_files_know_neither_qt_nor_the_store(room: str) -> None:
    brought = brought_along(modules_of(room))
    assert brought & {"PySide6", "shiboken6", "peewee", "playhouse", "sqlite3"} == set()


def test_the_journal_brings_neither_qt_nor_what_is_loaded_later() -> None:
    assert brought_along(modules_of("journal")) & {"PySide6", "shiboken6", *LATER, *REACHING_OUT} == set()


def test_words_bring_only_the_core_of_qt() -> None:
    brought = brought_along(modules_of("words"))
    assert {name for name in brought if name.startswith("PySide6.Qt")} == {"PySide6.QtCore"}
    assert brought & {*LATER, *REACHING_OUT} == set()


def test_the_page_is_made_without_what_only_its_findings_need() -> None:
    brought = brought_along(["painlog.window.appointment.tab", "painlog.report.document"])
    assert "numpy" in brought
    assert "scipy" not in brought


@pytest.mark.parametrize("room", ["app", "cli"])
def test_a_start_brings_nothing_that_is_loaded_later(room: str) -> None:
    assert brought_along([f"painlog.{room}"]) & {*LATER, *ONLY_TO_WRITE, *REACHING_OUT} == set()


# Opens the window on a new journal, and tells what is loaded when it has been painted, enums as well.
START = """
import sys
from enum import Enum, IntEnum
from painlog import app
app.prepare()
from painlog.app.program import Loading, QApplication
from painlog.cli import main
def tell(loading):
    made = [*Enum.__subclasses__(), *IntEnum.__subclasses__()]
    print(*sys.modules, *(each.__qualname__ for each in made))
    QApplication.exit()
Loading.start = tell
sys.exit(main(["--journal", sys.argv[1]]))
"""


def test_the_window_is_painted_before_the_charts_are_loaded(tmp_path: Path) -> None:
    line = [sys.executable, "-P", "-c", START, str(tmp_path / "journal.painlog")]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "PySide6.QtWidgets" in loaded
    assert {"sqlite3", "QPainter.CompositionMode", "Qt.Key"} <= loaded
    assert loaded & {*LATER, *ONLY_TO_WRITE, *REACHING_OUT, *LATER_ENUMS} == set()
