"""PySide6's enumerations, made quickly and made as it makes them: there is no difference to see."""

import pytest

from tests.app.anew import told_by

TOLD = """
import enum, importlib, pickle, sys
from painlog.app.enums import make_quickly
if sys.argv[1] == "quickly":
    make_quickly()
def called(act, *what):
    try:
        return repr(act(*what))
    except Exception as fault:
        return repr(fault)
def tell(path, kind):
    own = "__module__", "__qualname__", "__doc__", "__mro__", "__members__"
    masks = "_flag_mask_", "_all_bits_", "_singles_mask_", "_boundary_"
    maps = "_member_names_", "_value2member_map_"
    print(path, dir(kind), len(kind), list(kind))
    print(*(repr(getattr(kind, name, "")) for name in own + masks + maps))
    print(kind.__reduce_ex__ is enum.Enum.__reduce_ex__)
    print(called(kind, 987654321), called(kind, "x"), called(kind.__getitem__, "x"))
    for name, member in kind.__members__.items():
        print(name, repr(member), str(member), f"{member}", hash(member), kind(member.value) is kind[name])
    for member in list(kind)[:3]:
        print(pickle.loads(pickle.dumps(member)) is member, called(list, member))
        for act in ("__or__", "__and__", "__xor__", "__eq__", "__lt__"):
            print(called(getattr(member, act, repr), list(kind)[-1]))
        print(called(getattr(member, "__invert__", repr)))
def walk(path, owner):
    for name in dir(owner):
        what = getattr(owner, name, None)
        if isinstance(what, enum.EnumType):
            tell(f"{path}.{name}", what)
        elif isinstance(what, type) and not name.startswith("_"):
            walk(f"{path}.{name}", what)
for module in ("QtCore", "QtGui", "QtWidgets", "QtPrintSupport", "QtNetwork"):
    walk(module, importlib.import_module("PySide6." + module))
"""


def test_they_are_the_same() -> None:
    quickly, plainly = told_by(TOLD, "quickly"), told_by(TOLD, "plainly")
    assert quickly.count("'__members__',") > 600
    assert quickly == plainly


ASKED = """
import enum
asked, quick, simple = [], [], enum._simple_enum
def seen(kind, **how):
    quick.append(kind)
    return simple(kind, **how)
enum._simple_enum = seen
plain = enum.EnumType._create_
def create(kind, *what, **how):
    asked.append(kind)
    return plain(kind, *what, **how)
enum.EnumType._create_ = create
from painlog.app.later import import_pyside
import_pyside()
import importlib
for module in ("QtCore", "QtGui", "QtWidgets", "QtPrintSupport", "QtNetwork", "QtSvg", "QtTest"):
    here = importlib.import_module("PySide6." + module)
    for name in dir(here):
        dir(getattr(here, name))
print(len(quick) > 600, len(asked))
Own = enum.Enum("Own", ["A", "B"])
Named = enum.Enum("Named", [("A", "b")], module="other")
print(len(asked), *Own, Named.A, Own.__module__, Named.__module__)
"""


def test_all_that_qt_asks_for_is_made_quickly_and_nothing_else() -> None:
    """Where PySide6 asks in another way, `make_quickly` has become needless or wrong."""
    assert told_by(ASKED) == ["True", "0", "2", "Own.A", "Own.B", "Named.A", "__main__", "other"]


@pytest.mark.parametrize("lacking", ["_simple_enum", "EnumType._create_"])
def test_a_python_that_has_no_quick_way_makes_them_as_ever(lacking: str) -> None:
    place, _, name = f"enum.{lacking}".rpartition(".")
    code = f"""
import enum
from painlog.app.enums import make_quickly
had, {place}.{name} = {place}.{name}, None
make_quickly()
print({place}.{name})
{place}.{name} = had
from PySide6.QtCore import Qt
print(Qt.Key.Key_A.name)
"""
    assert told_by(code) == ["None", "Key_A"]
