"""What the parts of Today ask for. They share one of these; the tab repeats it to the main window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from painlog.entries import Entry
from painlog.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Callable


class Asks(QObject):
    """The requests that go up: none of the parts knows who answers them."""

    record = Signal(object)
    """A new entry to be written down."""
    begin = Signal(object)
    """A flare-up that begins now, unless one goes on."""
    change = Signal(object)
    """An entry as it is to be from now on."""
    remove = Signal(object)
    """The id of an entry that is to go."""
    form = Signal(object)
    """An entry whose form is to be opened."""
    new_medicine = Signal()
    """The form of a new medicine is to be opened."""
    medicines = Signal()
    """The person wants to add their medicines."""
    describe = Signal(object)
    """The patient, as they describe themselves from now on."""
    sample = Signal()
    """The sample journal is to be opened."""
    keep = Signal(str, str)
    """A choice: the name it is kept under, and its text (empty: forget it)."""
    draft = Signal(str, str)
    """A half-written note, in the same way."""
    half_said = Signal(str)
    """Words that make no entry as they stand, to be kept with the half-written note."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Ask for nothing yet."""
        super().__init__(parent)
        self._soon: list[Entry] = []
        self.waiting: Callable[[str], str | None] = _nothing
        """Tells what could not be kept yet under a name, as on a full disk; None where nothing waits."""

    def kept(self, journal: Journal, name: str) -> str:
        """Return what is kept under a name, or waits to be."""
        waiting = self.waiting(name)
        return journal.kept(name) if waiting is None else waiting

    def change_soon(self, entry: Entry) -> None:
        """Ask for a change as soon as what goes on now is over, or the window is closed."""
        self._soon.append(entry)
        QTimer.singleShot(0, self, self.hurry)

    def hurry(self) -> None:
        """Ask now for what was put off."""
        soon, self._soon = self._soon, []
        for entry in soon:
            self.change.emit(entry)


def _nothing(_name: str) -> None:
    return None
