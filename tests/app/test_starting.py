"""What a start keeps back, seen in a new interpreter: it changes Python for the whole process."""

import subprocess
import sys


def told_by(code: str, *arguments: str) -> list[str]:
    line = [sys.executable, "-P", "-c", code, *arguments]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


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


def test_qt_still_reads_the_source_of_every_module_by_itself() -> None:
    """Where this is no longer so, `import_plainly` has become needless."""
    code = """
import linecache
import PySide6.QtCore
from painlog.rules import Refused
print(len([name for name in linecache.cache if name.endswith("rules.py")]))
"""
    assert told_by(code) == ["1"]


def test_no_garbage_is_looked_for_until_all_is_loaded() -> None:
    assert told_by("import gc; from painlog import app; app.prepare(); print(gc.isenabled())") == ["False"]


def test_what_was_loaded_is_not_garbage_even_where_the_charts_do_not_load() -> None:
    code = """
import gc, sys
from painlog import app
app.prepare()
from painlog.app.beside import Loading
if sys.argv[-1] == "broken":
    sys.modules["numpy"] = None
loading, over = Loading(), []
loading.over.connect(lambda: over.append(True))
try:
    loading._load()
except ImportError:
    print("broken", end=" ")
print(bool(over), gc.get_freeze_count() > 10_000)
"""
    assert told_by(code) == ["True", "True"]
    assert told_by(code, "broken") == ["broken", "True", "True"]
