"""Imports PySide6 without what it brings to slow every start, and lets Python import plainly afterwards."""

import builtins
import sys
import threading
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from types import ModuleType
from typing import Any

WAITING = frozenset(
    f"shibokensupport.signature.{name}"
    for name in (
        "mapping",
        "errorhandler",
        "layout",
        "parser",
        "lib.tool",
        "lib.enum_sig",
        "lib.pyi_generator",
    )
)
"""Modules of PySide6 that make texts of a function's signature, for its help and its error messages.

They lie in its library as source, which each start would read and compile anew: a tenth of the time until
the window is painted. A name that another PySide6 does not have is never asked for.
"""

_loading = threading.RLock()


def import_pyside() -> None:
    """Import PySide6 with the modules of WAITING to be loaded when they are used; import plainly after it.

    PySide6 puts a function in the place of `__import__`. It reads the source of every module that is
    imported from then on, and keeps it, to look for `__feature__`. Nothing here uses that, and it costs a
    fifth of the time until the charts can be used, and 17 MB.
    """
    plain = getattr(builtins, "__orig_import__", builtins.__import__)

    def watched(name: str, *how: Any, **named: Any) -> ModuleType:
        if name == "shibokensupport.signature":
            _let_wait()
        return plain(name, *how, **named)

    builtins.__import__ = watched
    try:
        import PySide6.QtCore  # noqa: F401 - it is this import that does all that
    finally:
        builtins.__import__ = plain


def _let_wait() -> None:
    """Put a module that waits in the place of each that PySide6 is about to import."""
    for name in WAITING - sys.modules.keys():
        found = (finder.find_spec(name, None) for finder in sys.meta_path)
        spec = next((each for each in found if each is not None), None)
        if spec is not None:
            module = sys.modules[name] = module_from_spec(spec)
            module.__class__ = _Waiting
            module.__dict__["_waits"] = True


class _Waiting(ModuleType):
    """A module that is loaded when something in it is first asked for; other threads wait for all of it."""

    def __getattribute__(self, name: str) -> object:
        """Load the module, and give what it has of that name; what Python knows of it is there already."""
        if not name.startswith("__"):
            with _loading:
                if self.__dict__.pop("_waits", False):
                    _load(self)
        return ModuleType.__getattribute__(self, name)


def _load(module: ModuleType) -> None:
    told = module.__spec__
    if told is None or told.loader is None:
        return
    # PySide6 renames a spec after the import, but finds the source by the name it had before.
    module.__spec__ = ModuleSpec(module.__name__, told.loader)
    told.loader.exec_module(module)
    module.__spec__ = told
    module.__class__ = ModuleType
