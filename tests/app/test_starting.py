"""What a start keeps back, seen in a new interpreter."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.anew import told_by


def test_no_source_is_read_when_a_module_is_imported() -> None:
    code = """
import linecache, os, sys
from painlog import app
app.prepare()
import painlog.app.running
read = [name for name in linecache.cache if name.startswith(os.path.dirname(app.__path__[0]))]
print("PySide6.QtWidgets" in sys.modules, len(read))
"""
    assert told_by(code) == ["True", "0"]


def test_the_pads_of_a_card_wait_until_one_is_made() -> None:
    code = """
import sys
from painlog import app
app.prepare()
import painlog.app.running
print("painlog.window.pads" in sys.modules)
"""
    assert told_by(code) == ["False"]


def test_qt_still_reads_the_source_of_every_module_by_itself() -> None:
    """Where this is no longer so, that part of `import_pyside` has become needless."""
    code = """
import linecache
import PySide6.QtCore
from painlog.rules import Refused
print(len([name for name in linecache.cache if name.endswith("rules.py")]))
"""
    assert told_by(code) == ["1"]


WAITS = """
import sys
from painlog.app.later import WAITING
from painlog.waiting import waits
"""


def test_what_makes_texts_of_signatures_waits_until_it_is_used() -> None:
    code = (
        WAITS
        + """
from painlog import app
app.prepare()
import painlog.app.running
print(sorted(WAITING) == sorted(filter(waits, WAITING)))
from PySide6.QtCore import QSize
try:
    QSize("a", [])
except TypeError:
    pass
print(any(map(waits, ["shibokensupport.signature.parser", "shibokensupport.signature.layout"])))
"""
    )
    assert told_by(code) == ["True", "False"]


def test_qt_still_loads_them_at_once_by_itself() -> None:
    """Where this is no longer so, or they have other names, WAITING has become needless or wrong."""
    code = (
        WAITS
        + """
import PySide6.QtCore
print(WAITING <= sys.modules.keys(), any(map(waits, WAITING)))
"""
    )
    assert told_by(code) == ["True", "False"]


def test_what_no_archive_needs_yet_waits_and_serves_whoever_asks() -> None:
    """The `tempfile` of Debian's own Python asks shutil at once for what others ask for when they need it."""
    code = """
from painlog import app
from painlog.app.later import UNPACKING
from painlog.waiting import waits
app.prepare()
import painlog.app.running
import io, tempfile, zipfile
asked = {"shutil"} if hasattr(tempfile, "_rmtree") else set()
print(asked == {name for name in UNPACKING if not waits(name)})
for how in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as written:
        written.writestr("a", "pain")
    print(zipfile.ZipFile(file).read("a").decode())
from shutil import rmtree
print(any(map(waits, ("bz2", "lzma", "shutil"))))
"""
    assert told_by(code) == ["True", "pain", "pain", "False"]


SIGNATURES = """
from PySide6.QtCore import QObject, QSize
told = [each.__doc__ for each in (QObject.setObjectName, QObject.property, QSize.scaled, QSize.__init__)]
for wrong in (lambda: QObject().setObjectName(1, 2), lambda: QSize("a", []), lambda: QObject(nothing=1)):
    try:
        wrong()
    except Exception as fault:
        told.append(f"{type(fault)} {fault}")
from PySide6.support.signature import parser
print(told, parser.__name__, parser.__spec__.name)
"""


def test_signatures_and_errors_read_as_they_do_without_waiting() -> None:
    late = told_by("from painlog import app; app.prepare()" + SIGNATURES)
    assert late == told_by(SIGNATURES)
    assert "QSize.__init__(QSize:" in " ".join(late)


@pytest.mark.parametrize(
    "wrong",
    ["QSize('a', [])", "QSize().setWidth(None)", "QObject(nothing=1)", "QObject().setObjectName(1, 2)"],
)
def test_a_wrong_argument_is_told_where_it_is_the_first_that_is_asked(wrong: str) -> None:
    """PySide6 takes the function that it needs for that past the module: that must not end the program."""
    code = f"""
from PySide6.QtCore import QObject, QSize
try:
    {wrong}
except (TypeError, AttributeError) as fault:
    print(type(fault), fault)
"""
    assert told_by("from painlog import app; app.prepare()" + code) == told_by(code) != []


def test_a_thread_sees_no_module_that_another_one_is_still_loading() -> None:
    """A function of a module that is loaded in part would not find what comes after it."""
    code = """
import sys, threading, types
from importlib.machinery import ModuleSpec
from painlog.waiting import let_wait
begun = threading.Event()
class Slow:
    find_spec = staticmethod(lambda name, path, target: ModuleSpec(name, Slow))
    create_module = staticmethod(lambda spec: None)
    def exec_module(module):
        module.first = lambda: module.last
        begun.set()
        threading.Event().wait(0.2)
        module.last = "all"
sys.meta_path.append(Slow)
let_wait(["a_slow_one"])
module = sys.modules["a_slow_one"]
told = []
ask = lambda: told.append(module.first())
threads = [threading.Thread(target=ask) for _ in range(4)]
threads[0].start()
begun.wait(20)
for each in threads[1:]:
    each.start()
for each in threads:
    each.join()
print(told, type(module) is types.ModuleType)
"""
    assert told_by(code) == ["['all',", "'all',", "'all',", "'all']", "True"]


def test_a_module_is_found_that_a_thread_looks_for_while_another_one_lets_some_wait() -> None:
    """What finds modules is gone through one by one: none of it may be passed over."""
    code = """
import sys, threading
from importlib.machinery import PathFinder
from painlog.waiting import letting_wait
begun, may_end = threading.Event(), threading.Event()
class Slow:
    def find_spec(name, path, target=None):
        if name == "colorsys":
            begun.set()
            may_end.wait(20)
sys.meta_path.insert(sys.meta_path.index(PathFinder), Slow)
def look():
    import colorsys
    print(colorsys.__name__)
thread = threading.Thread(target=look)
with letting_wait(lambda name: False):
    thread.start()
    begun.wait(20)
may_end.set()
thread.join()
"""
    assert told_by(code) == ["colorsys"]


def test_no_garbage_is_looked_for_until_all_is_loaded() -> None:
    assert told_by("import gc; from painlog import app; app.prepare(); print(gc.isenabled())") == ["False"]


def test_what_was_loaded_is_not_garbage_even_where_the_charts_do_not_load() -> None:
    code = """
import gc, sys
gc.freeze()  # as Python 3.12, which begins with a few that are set aside
from painlog import app
app.prepare()
from painlog.app.beside import Loading
if sys.argv[-1] == "broken":
    sys.modules["numpy"] = None
from PySide6.QtCore import QCoreApplication
qt = QCoreApplication([])
loading, over = Loading(), []
loading._made.set()
loading.over.connect(lambda: over.append(True))
try:
    loading._load()
except ImportError:
    print("broken", end=" ")
qt.processEvents()
print(bool(over), gc.get_freeze_count() > 10_000)
"""
    assert told_by(code) == ["True", "True"]
    assert told_by(code, "broken") == ["broken", "True", "True"]


def test_a_window_that_is_closed_for_another_does_not_stay_in_memory() -> None:
    code = """
import gc
from painlog import app
app.prepare()
from painlog.app.beside import Loading
class Closed: pass
loading = Loading()
loading._made.set()
loading._load()
closed = Closed()
closed.own = closed
del closed
loading._load()
gc.collect()
print(any(isinstance(one, Closed) for one in [*gc.get_objects(), *(gc.unfreeze() or gc.get_objects())]))
"""
    assert told_by(code) == ["False"]


ON_A_THREAD = "load = threading.Thread(target=loading._load); load.start(); load.join()"


@pytest.fixture
def classes_made(tmp_path: Path) -> Callable[[str], list[str]]:
    """Give what tells of the classes of Qt that come after the first picture, by something that is done."""
    code = """
import sys, threading
from pathlib import Path
from painlog import app
app.prepare()
from painlog.app.beside import Loading
from painlog.app.program import Program
from painlog.app.running import application
from painlog.charts.classes import CLASSES
def made():
    modules = {of: vars(sys.modules.get(f"PySide6.{of}", sys)) for of in CLASSES}
    return {f"{of}.{one}" for of, names in modules.items() for one in names if isinstance(names[one], type)}
def tell(loading):
    before = made()
    ACT
    print(*sorted(made() - before))
    qt.exit()
Loading.start = tell
qt = application(sys.argv[:1])
program = Program(qt)
program.loading.done.disconnect()
program.start(Path(sys.argv[-1]))
qt.exec()
"""
    return lambda act: told_by(code.replace("ACT", act), str(tmp_path / "journal.painlog"))


def test_the_window_makes_just_the_classes_of_qt_that_loading_the_charts_would(
    classes_made: Callable[[str], list[str]],
) -> None:
    """One that is made on two threads at the same time ends the program."""
    by_the_window = classes_made("list(loading._making)")
    by_a_thread = classes_made(f"loading._made.set(); {ON_A_THREAD}")
    assert "QtWidgets.QGraphicsView" in by_the_window
    assert by_the_window == by_a_thread


def test_nothing_of_the_charts_is_loaded_before_the_window_made_its_classes() -> None:
    code = """
import sys
from painlog import app
app.prepare()
from PySide6.QtCore import QCoreApplication
from painlog.app.beside import Loading
from painlog.window.voices import hush
qt = QCoreApplication(sys.argv[:1])
loading, made = Loading(), []
while_made = list(loading._making)
def slowly():
    for each in while_made:
        made.append("painlog.charts.panel" in sys.modules or "pyqtgraph" in sys.modules)
        yield each
loading._making = slowly()
loading.done.connect(qt.exit)
loading.start()
qt.exec()
hush()
print(len(made) > 20, any(made), "painlog.charts.panel" in sys.modules)
"""
    assert told_by(code) == ["True", "False", "True"]


def test_no_class_of_event_is_made_for_the_first_picture_that_is_not_overridden(tmp_path: Path) -> None:
    """An override that takes any event makes all forty, with their enums, in the middle of the start."""
    code = """
import sys
from pathlib import Path
from painlog import app
app.prepare()
from PySide6 import QtGui
from painlog.app.program import Program
from painlog.app.running import application
qt = application(sys.argv[:1])
Program.after_first_paint = lambda program: qt.exit()
program = Program(qt)
print(program.start(Path(sys.argv[-1])))
qt.exec()
print(program.window.isVisible(), {"QPaintEvent", "QTabletEvent", "QActionEvent"} & vars(QtGui).keys())
"""
    assert told_by(code, str(tmp_path / "journal.painlog")) == ["True", "True", "{'QPaintEvent'}"]


@pytest.mark.parametrize(("state", "told"), [("whole", ["charts", "check"]), ("broken", ["check"])])
def test_the_journal_is_verified_after_the_charts_are_there(
    tmp_path: Path, state: str, told: list[str]
) -> None:
    """Somebody waits for the charts; where they can not be loaded it is verified all the same."""
    code = """
import sys, threading
from pathlib import Path
from painlog import app
app.prepare()
from PySide6.QtCore import QMetaObject, Qt
from painlog.app.beside import Checking
from painlog.app.program import Program
from painlog.app.running import application
from painlog.window.today.chart_frame import ChartFrame
from painlog.window.voices import hush
if sys.argv[-1] == "broken":
    sys.modules["numpy"] = None
threading.excepthook = lambda fault: None
take = ChartFrame.take_panel
def take_panel(frame, panel):
    take(frame, panel)
    print("charts")
def check(checking, journal):
    print("check", flush=True)
    QMetaObject.invokeMethod(qt, "quit", Qt.ConnectionType.QueuedConnection)
ChartFrame.take_panel, Checking._check = take_panel, check
qt = application(sys.argv[:1])
program = Program(qt)
program.start(Path(sys.argv[-2]))
qt.exec()
hush()
"""
    assert told_by(code, str(tmp_path / "journal.painlog"), state) == told


def test_each_window_is_given_the_charts_once(tmp_path: Path) -> None:
    """Also where another journal is opened while they are still being loaded."""
    code = """
import sys
from pathlib import Path
from painlog import app
app.prepare()
from painlog.app.program import Program
from painlog.app.running import application
from painlog.window.today.chart_frame import ChartFrame
from painlog.window.voices import hush
begin, take, told = Program.after_first_paint, ChartFrame.take_panel, []
def begun(program):
    begin(program)
    if len(told) == 0:
        told.append("another")
        program.open_another(Path(sys.argv[-1]).with_name("another.painlog"))
def taken(frame, panel):
    take(frame, panel)
    told.append("charts")
def over():
    told.append("over")
    if told.count("over") == 2:
        qt.quit()
Program.after_first_paint, ChartFrame.take_panel = begun, taken
qt = application(sys.argv[:1])
program = Program(qt)
program.loading.over.connect(over)
program.start(Path(sys.argv[-1]))
qt.exec()
hush()
print(*told)
"""
    assert told_by(code, str(tmp_path / "journal.painlog")) == ["another", "charts", "over", "over"]


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("J\udcf6rg.painlog", {}),
        ("Jörg.painlog", {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    ],
    ids=["in UTF-8", "in ASCII"],
)
def test_a_journal_whose_name_is_no_text_is_opened_as_any_other(
    tmp_path: Path, name: str, told: dict[str, str]
) -> None:
    """Qt takes no such name: neither among the arguments, nor for the lock, nor to be called by.

    Where Python is told that all names are ASCII, a plain one is no text to it either.
    """
    code = """
import os, sys
from pathlib import Path
from painlog.app import running
from painlog.app.program import Program
finish = Program._finish_starting
def finish_and_close(program):
    try:
        finish(program)
        program.window.close()
    except ValueError:
        os._exit(9)
Program._finish_starting = finish_and_close
sys.exit(running.run_window(Path(sys.argv[-1])))
"""
    path = tmp_path / name
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        check=False,
        timeout=60,
        env=os.environ | told,
    )
    assert done.returncode == 0, done.stderr
    assert path.stat().st_size > 0
