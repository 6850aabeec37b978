"""Imports PySide6 without what it brings to slow every start, and lets Python import plainly afterwards."""

import builtins
import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from painlog.app.enums import make_quickly
from painlog.waiting import let_wait, loaded

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

UNPACKING = ("shutil", "traceback", *(name for name in ("bz2", "lzma") if find_spec(f"_{name}")))
"""Modules of Python's own that PySide6 brings with the `zipfile` its sources lie in, and does not use.

One that this Python was built without does not wait: `zipfile` wants to know that at once.
"""

_MAPPING, _UPDATE = "shibokensupport.signature.mapping", "update_mapping"
"""What PySide6 takes out of a module's names without asking the module: a function, and where it is."""


def import_pyside() -> None:
    """Import PySide6 with WAITING and UNPACKING to be loaded when they are used; import plainly after it.

    PySide6 puts a function in the place of `__import__`. It reads the source of every module that is
    imported from then on, and keeps it, to look for `__feature__`. Nothing here uses that, and it costs a
    fifth of the time until the charts can be used, and 17 MB.
    """
    let_wait(UNPACKING)
    make_quickly()
    plain = getattr(builtins, "__orig_import__", builtins.__import__)

    def watched(name: str, *how: Any, **named: Any) -> ModuleType:
        if name == "shibokensupport.signature":
            let_wait(WAITING)
            if _MAPPING in sys.modules:
                vars(sys.modules[_MAPPING]).setdefault(_UPDATE, _update)
        return plain(name, *how, **named)

    builtins.__import__ = watched
    try:
        import PySide6.QtCore  # noqa: F401 - it is this import that does all that
    finally:
        builtins.__import__ = plain


def _update() -> object:
    """Do what PySide6 asks for before it tells of a wrong argument; without this it would end the program."""
    return getattr(loaded(_MAPPING), _UPDATE)()
