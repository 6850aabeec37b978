"""pyqtgraph, loaded without making every class of Qt.

PySide makes a class of Qt when it is first asked for. pyqtgraph 0.14 copies all names of three of PySide's
modules when it is loaded, so that all 700 are made: 45 ms and 7 MB for a program that uses few of them.
It leaves out what its own modules have already; so they are given modules that have every name, and that
fetch what is behind it when it is used.
"""

import sys
from types import ModuleType

from PySide6 import QtCore, QtGui, QtWidgets


class Lent(ModuleType):
    """Stands for one of pyqtgraph's own modules, with all that PySide's module of the same name has."""

    def __init__(self, source: ModuleType) -> None:
        """Lend what is in `source`."""
        super().__init__(f"pyqtgraph.Qt.{source.__name__.rpartition('.')[2]}")
        self._source = source
        self._asked_for = set(dir(source))
        """What pyqtgraph has yet to ask for when it looks what is to be copied: only whether it is there."""

    def __getattr__(self, name: str) -> object:
        """Return what is behind a name, which is there from then on."""
        if name in self._asked_for:
            self._asked_for.remove(name)
            return None
        found = getattr(self._source, name)
        setattr(self, name, found)
        return found

    def is_loaded(self) -> None:
        """From now on whoever asks for a name wants what is behind it."""
        self._asked_for.clear()


_LENT = [Lent(module) for module in (QtCore, QtGui, QtWidgets)]
if "pyqtgraph" not in sys.modules:
    sys.modules |= {lent.__name__: lent for lent in _LENT}

import pyqtgraph as pg  # noqa: E402 - after what it is lent

for _lent in _LENT:
    _lent.is_loaded()

__all__ = ["pg"]
