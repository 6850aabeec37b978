"""Makes the enumerations of PySide6 in half the time, in the way Python makes its own."""

import enum
import sys
from typing import Any

_ASKED = {"module": None, "qualname": None, "type": None, "start": 1, "boundary": enum.KEEP}
"""How PySide6 asks for an enumeration; its module and its whole name it sets afterwards."""


def make_quickly() -> None:
    """Make what PySide6 asks for from now on by `enum._simple_enum`, which looks for no mistakes in it.

    A class of PySide6 has its enumerations made when it is first used: some 180 of nearly 2,000 members
    until the window is painted, most of them of `Qt`. Made one by one as a person would write them they are a
    seventh of that time. Anything else is made as ever, and so is all by a Python without that function.
    """
    simple: Any = getattr(enum, "_simple_enum", None)
    kind: Any = enum.EnumType
    plain = getattr(kind, "_create_", None)
    if simple is None or plain is None:
        return

    def create(cls: type[enum.Enum], class_name: str, names: Any, **how: Any) -> object:
        if how != _ASKED or type(names) is not list or any(type(value) is not int for _, value in names):
            asking = sys._getframe(2).f_globals  # noqa: SLF001 - whose it is, where nobody says so: not ours
            how["module"] = how.get("module") or asking.get("__name__")
            return plain(cls, class_name, names, **how)
        made = simple(cls, boundary=enum.KEEP)(type(class_name, (), dict(names)))
        made.__doc__ = None
        return made

    kind._create_ = create
