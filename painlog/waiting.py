"""Modules that are loaded when something in them is first asked for, and not where they are imported."""

import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from importlib.abc import Loader  # loaded for nothing else, which takes a while

_loading = threading.RLock()


class Waiting(ModuleType):
    """A module that is loaded when something in it is first asked for; other threads wait for all of it."""

    def __getattribute__(self, name: str) -> object:
        """Load the module, and give what it has of that name; what Python knows of it is there already."""
        if not name.startswith("__"):
            with _loading:
                if self.__dict__.pop("_waits", False):
                    _load(self)
        return ModuleType.__getattribute__(self, name)


def waits(name: str) -> bool:
    """Tell whether a module was imported that is not loaded yet."""
    return "_waits" in vars(sys.modules.get(name, sys))


def loaded(name: str) -> ModuleType:
    """Import a module, and load it if it waits."""
    module = import_module(name)
    getattr(module, "_", None)  # whatever is asked for loads it
    return module


def let_wait(names: Iterable[str]) -> None:
    """Put a module that waits in the place of each that is about to be imported from Python's own path."""
    for name in set(names) - sys.modules.keys():
        spec = _found(name, None)
        if spec is not None:
            module = sys.modules[name] = module_from_spec(spec)
            _begin(module)


@contextmanager
def letting_wait(is_waiting: Callable[[str], bool]) -> Iterator[None]:
    """Let the modules of these names wait that this thread imports for the first time meanwhile.

    `from module import name` loads the module; `from module import *` finds nothing in it.
    """
    finder = _Finder(is_waiting)
    sys.meta_path = [finder, *sys.meta_path]  # another list: other threads go through the one that is there
    try:
        yield
    finally:
        sys.meta_path = [each for each in sys.meta_path if each is not finder]


class _Finder:
    """Finds what others find, to be loaded later; on the thread that made it only."""

    def __init__(self, is_waiting: Callable[[str], bool]) -> None:
        self._is_waiting = is_waiting
        self._thread = threading.get_ident()

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module that is to wait."""
        if threading.get_ident() != self._thread or not self._is_waiting(name):
            return None
        spec = _found(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = cast("Loader", _Later(spec.loader))
        return spec


class _Later:
    """Stands for a module's loader until Python has made the module."""

    def __init__(self, loader: "Loader") -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Make the module as its own loader does."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Let the module wait, with its own loader again."""
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        _begin(module)


def _found(name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
    """Return what the first finder that knows a module says of it."""
    finders = (finder for finder in sys.meta_path if not isinstance(finder, _Finder))
    found = (finder.find_spec(name, path, target) for finder in finders)
    return next((spec for spec in found if spec is not None), None)


def _begin(module: ModuleType) -> None:
    module.__class__ = Waiting
    module.__dict__["_waits"] = True


def _load(module: ModuleType) -> None:
    told = module.__spec__
    if told is None or told.loader is None:
        return
    # PySide6 renames a spec after the import, but finds the source by the name it had before.
    module.__spec__ = ModuleSpec(module.__name__, told.loader, is_package=hasattr(module, "__path__"))
    try:
        told.loader.exec_module(module)
    except BaseException:
        module.__dict__["_waits"] = True  # whoever asks next is told the same
        raise
    finally:
        module.__spec__ = told
    module.__class__ = ModuleType
