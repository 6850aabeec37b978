"""pyqtgraph, loaded without what the charts do not use.

pyqtgraph 0.14 loads all of itself, and copies all names of three of PySide's modules, so that all 700 classes
of Qt are made. Together with OpenGL, which it wants for views of other kinds, and the manual pages that numpy
writes into its functions, that is half of the time until the charts can be used. What is left out here is
loaded when somebody asks for it, as if it had always been there; only numpy's manual pages are not.
"""

import sys
from importlib import import_module
from types import ModuleType

from PySide6 import QtCore, QtGui, QtWidgets

from painlog.waiting import letting_wait, loaded

_FOLDERS = ("pyqtgraph.graphicsItems.", "pyqtgraph.widgets.")
_UNNAMED = {
    "numpy._core._add_newdocs",
    "numpy._core._add_newdocs_scalars",
    "pyqtgraph.Qt.OpenGLHelpers",
    "pyqtgraph.multiprocess",
}
"""What waits, and gives no names to pyqtgraph itself."""
_ELSEWHERE = {"QOpenGLWidget": "PySide6.QtOpenGLWidgets"}
"""What pyqtgraph adds to a module of Qt, and where it is from."""
_FROM_THE_REST = ("plot", "image", "show")
"""Functions of pyqtgraph itself that use names of what waits."""


class _OnlyLookedAt:
    """Answers for what pyqtgraph looks at without using it."""

    qWait = None  # Qt's name; pyqtgraph makes one where it is missing


class Lent(ModuleType):
    """Stands for a module of Qt while pyqtgraph is loaded, and fetches what is behind a name for its use."""

    def __init__(self, name: str, source: str, names: set[str]) -> None:
        """Lend what is in `source`; `names` are looked at first and used only later."""
        super().__init__(name)
        self._source = source
        self._looked_at = names
        """What pyqtgraph has yet to ask for when it looks what is to be copied: only whether it is there."""

    def __getattr__(self, name: str) -> object:
        """Return what is behind a name, which is there from then on."""
        if name in self._looked_at:
            self._looked_at.remove(name)
            return _OnlyLookedAt
        self._make_way()
        found = getattr(import_module(_ELSEWHERE.get(name, self._source)), name)
        setattr(self, name, found)
        return found

    def _make_way(self) -> None:
        """Stand no longer in the place of a module of PySide itself."""
        if sys.modules.get(self._source) is self:
            del sys.modules[self._source]

    def is_loaded(self) -> None:
        """From now on whoever asks for a name wants what is behind it."""
        self._make_way()
        self._looked_at.clear()
        for name in _ELSEWHERE.keys() & vars(self).keys():
            delattr(self, name)


def _lent() -> list[Lent]:
    """Return what pyqtgraph is lent: copies of its own, and PySide's where those are not loaded yet."""
    own = [
        Lent(f"pyqtgraph.Qt.{module.__name__.rpartition('.')[2]}", module.__name__, set(dir(module)))
        for module in (QtCore, QtGui, QtWidgets)
    ]
    theirs = {"PySide6.QtTest": {"QTest"}, "PySide6.QtOpenGLWidgets": {"QOpenGLWidget"}}
    return own + [Lent(name, name, names) for name, names in theirs.items() if name not in sys.modules]


def _is_for_others(name: str) -> bool:
    """Tell whether a module is loaded only for what else can be done with pyqtgraph."""
    return name in _UNNAMED or _gives_names(name)


def _gives_names(name: str) -> bool:
    """Tell whether pyqtgraph takes over all names of a module that waits."""
    box = "pyqtgraph.graphicsItems.ViewBox"
    return name == "pyqtgraph.imageview" or (name.startswith(_FOLDERS) and not name.startswith(box))


def _load() -> None:
    """Load pyqtgraph, unless somebody else did: then it is there whole."""
    lent = _lent()
    sys.modules |= {each.__name__: each for each in lent}
    with letting_wait(_is_for_others):
        package = import_module("pyqtgraph")
    for each in lent:
        each.is_loaded()
    rest = [name for name in list(sys.modules) if _gives_names(name)]
    held_back = {name: package.__dict__.pop(name) for name in _FROM_THE_REST}

    def from_the_rest(name: str) -> object:
        """Load all of pyqtgraph, which has no such name yet, and return what is behind it."""
        if name.startswith("__") and name != "__all__":
            raise AttributeError(name)  # Python looks for such names in every module
        names = package.__dict__
        names.pop("__getattr__", None)
        for module in map(loaded, rest):
            public = getattr(module, "__all__", None) or [one for one in vars(module) if one[0] != "_"]
            for one in public:
                names.setdefault(one, getattr(module, one))
        names.update(held_back)
        return getattr(package, name)

    package.__dict__["__getattr__"] = from_the_rest


if "pyqtgraph" not in sys.modules:
    _load()

from pyqtgraph.graphicsItems.GraphicsObject import GraphicsObject  # noqa: E402 - after what waits
from pyqtgraph.graphicsItems.ViewBox import ViewBox  # noqa: E402
from pyqtgraph.widgets.GraphicsView import GraphicsView  # noqa: E402

__all__ = ["GraphicsObject", "GraphicsView", "ViewBox"]
