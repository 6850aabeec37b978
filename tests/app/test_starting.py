"""What a start keeps back, seen in a new interpreter: it changes Python for the whole process."""

import subprocess
import sys


def told_by(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_no_source_is_read_when_a_module_is_imported() -> None:
    code = """
import linecache, sys
from painlog import app
app.prepare()
import painlog.app.running
read = [name for name in linecache.cache if "painlog" in name]
print("PySide6.QtWidgets" in sys.modules, len(read))
"""
    assert told_by(code) == ["True", "0"]


def test_qt_still_reads_the_source_of_every_module_by_itself() -> None:
    """Where this is no longer so, `import_plainly` has become needless."""
    code = """
import linecache
import PySide6.QtCore
from painlog.rules import Refused
print(len([name for name in linecache.cache if name.endswith("rules.py")]))
"""
    assert told_by(code) == ["1"]


def test_no_garbage_is_looked_for_until_the_window_is_painted() -> None:
    assert told_by("import gc; from painlog import app; app.prepare(); print(gc.isenabled())") == ["False"]
