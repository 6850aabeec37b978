"""pyqtgraph is loaded with Qt's classes as PySide has them, and without what the charts do not use."""

import subprocess
import sys

LOADED = """
import sys
from PySide6 import QtCore, QtGui, QtWidgets
from painlog.charts import panel
import pyqtgraph as pg
"""
SAME = (
    LOADED
    + """
told = {}
for module in (QtCore, QtGui, QtWidgets):
    theirs = getattr(pg.Qt, module.__name__.rpartition(".")[2])
    assert sys.modules[theirs.__name__] is theirs
    for name in dir(module):
        if not name.startswith("__"):
            told[name] = getattr(theirs, name) is getattr(module, name)
    try:
        theirs.no_such_name
    except AttributeError:
        pass
    else:
        raise AssertionError(theirs)
print(len(told), [name for name, same in told.items() if not same])
"""
)
UNUSED = (
    LOADED
    + """
print(*(name for name in ("QCalendarWidget", "QWizard", "QUndoView") if name in vars(pg.Qt.QtWidgets)))
print(sum(map(len, map(vars, (pg.Qt.QtCore, pg.Qt.QtGui, pg.Qt.QtWidgets)))))
"""
)

NAMES = """
for name, what in sorted(vars(pg).items()):
    if name != "__builtins__":
        kind = getattr(what, "__qualname__", getattr(what, "__name__", type(what).__name__))
        print(name, kind if isinstance(what, type(pg)) else f"{what.__class__.__name__} {kind}")
"""
LEFT_OUT = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from painlog.charts.panel import ChartsPanel
from painlog.waiting import waits
panel = ChartsPanel()
panel.show()
panel.grab()
app.processEvents()
names = ["graphicsItems.PlotItem", "graphicsItems.ROI", "widgets.SpinBox", "imageview", "multiprocess"]
print([name for name in names if not waits(f"pyqtgraph.{name}")], waits("numpy._core._add_newdocs"))
loaded = ["pyqtgraph.parametertree", "multiprocessing", "pydoc"]
print([name for name in [*loaded, "PySide6.QtOpenGL", "PySide6.QtTest"] if name in sys.modules])
"""
USED = (
    LOADED
    + """
from PySide6.QtTest import QTest
from PySide6.QtOpenGLWidgets import QOpenGLWidget
assert "pyqtgraph" not in sys.modules["PySide6.QtTest"].__name__
print(pg.Qt.QtTest.QTest is QTest, pg.Qt.QtWidgets.QOpenGLWidget is QOpenGLWidget)
from pyqtgraph.Qt import OpenGLHelpers
print(issubclass(OpenGLHelpers.GraphicsViewGLWidget, QOpenGLWidget), hasattr(pg, "no_such_name"))
plot = pg.plot([1, 2, 3])
plot.plotItem.ctrlMenu.actions()
print(type(plot) is pg.PlotWidget, isinstance(plot, pg.GraphicsView), callable(pg.multiprocess.Process))
view, box, item = pg.GraphicsView(), pg.ViewBox(), pg.GraphicsObject
from painlog.charts.plotting import GraphicsObject, GraphicsView, ViewBox
print(type(view) is GraphicsView, type(box) is ViewBox, item is GraphicsObject)
"""
)
WORKED_OUT = """
import numpy as np, numpy.ma, numpy.random
from scipy import special, stats
numbers = np.random.default_rng(7).normal(size=200)
print(stats.ttest_1samp(numbers, 0.1).pvalue, special.gammainc(2.5, 1.5), np.ma.median(numbers))
print(np.linalg.svd(numbers.reshape(20, 10))[1].sum(), np.add.reduce(numbers), np.ndarray.sum(numbers))
"""


def said(code: str) -> str:
    """Return what a new interpreter prints."""
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_name_of_qt_is_there_and_is_the_same() -> None:
    count, _, different = said(SAME).strip().partition(" ")
    assert int(count) > 600
    assert different == "[]"


def test_what_nobody_uses_is_not_made() -> None:
    made, count = said(UNUSED).splitlines()
    assert made == ""
    assert int(count) < 250


def test_all_names_of_pyqtgraph_are_there_when_one_is_asked_for() -> None:
    alone = set(said(f"import pyqtgraph as pg{NAMES}").splitlines())
    here = set(said(f"{LOADED}pg.PlotWidget{NAMES}").splitlines())
    assert len(alone) > 180
    assert alone - here == set()


def test_what_the_charts_do_not_use_waits() -> None:
    assert said(LEFT_OUT).splitlines() == ["[] True", "[]"]


def test_pyqtgraph_still_loads_that_by_itself() -> None:
    """Where this is no longer so, or it has other names, that part of `plotting` has become needless."""
    names = {"PySide6.QtOpenGL", "PySide6.QtTest", "multiprocessing", "pydoc", "numpy._core._add_newdocs"}
    names |= {f"pyqtgraph.{name}" for name in ("Qt.OpenGLHelpers", "imageview", "multiprocess")}
    alone = f"import sys, PySide6.QtWidgets, pyqtgraph\nprint({names} <= sys.modules.keys())"
    assert said(alone) == "True\n"


def test_what_waits_is_the_real_thing_when_it_is_used() -> None:
    answers = said(USED).split()
    assert answers == ["True", "True", "True", "False", *["True"] * 6]


def test_numpy_and_scipy_work_out_the_same_without_their_manual_pages() -> None:
    assert said(LOADED + WORKED_OUT) == said(WORKED_OUT)
