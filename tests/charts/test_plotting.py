"""pyqtgraph is loaded with Qt's classes as PySide has them, without making those that nobody uses."""

import subprocess
import sys

LOADED = """
import sys
from PySide6 import QtCore, QtGui, QtWidgets
from painlog.charts import panel
from painlog.charts.plotting import pg
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
