"""What the window can open, as app.opening hands it in: each part is loaded when it is first used."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtWidgets import QWidget

from painlog.change import Change
from painlog.entries import Kept, Patient, Removed
from painlog.journal import Journal
from painlog.values import value

if TYPE_CHECKING:
    from painlog.window.help import HelpWindow
    from painlog.window.today.parts import GetParts
    from painlog.window.unwritten import Waiting


NUMBERS = "emergency numbers"
"""The name under which the journal keeps the person's own emergency numbers."""

NAMELESS = "…"
"""The name of a new medicine, or activity, until the person gives it one."""


class Tab(StrEnum):
    """The tabs, in their order."""

    TODAY = "today"
    JOURNAL = "journal"
    PATTERNS = "patterns"
    APPOINTMENT = "appointment"
    MEDICINES = "medicines"


MakeTab: TypeAlias = Callable[[Journal], QWidget]
OpenForm: TypeAlias = Callable[[QWidget, Journal, Kept], Kept | Removed | None]
"""Asks about an entry in its form; returns it as it is to be, that it is to go, or None."""

WaitFor: TypeAlias = Callable[[QWidget, str, Callable[[], Change | None]], Change | None]
"""Does what takes long on a thread of its own, says so over the window, and returns what came of it."""


@value(kw_only=True)
class Doors:
    """Everything that is not needed to paint Today."""

    tabs: Mapping[Tab, MakeTab]
    today: "GetParts"
    """The parts of Today that are made once something happens."""
    wait_for: WaitFor
    may_close: "Callable[[QWidget, Sequence[Waiting]], bool]"
    """Asks whether the window may close although entries could not be written."""
    form: OpenForm
    about_me: Callable[[QWidget, Patient], Patient | None]
    """Asks who keeps the journal; None when the question was left."""
    export: Callable[[QWidget, Path], None]
    """Writes everything into a file, whose ending tells the format, and says so in the window."""
    import_files: Callable[[QWidget, Journal, Sequence[Path]], None]
    back_up: Callable[[Journal, Path], Path]
    which_backup: Callable[[QWidget, Path, Callable[[], Path | None]], Path | None]
    """Asks which backup of a journal is meant: one of its own, or what the given file dialog returns."""
    restore: Callable[[Path], None]
    """Asks, closes this window, and opens the journal as it is in a backup."""
    help: "Callable[[QWidget, str, str], HelpWindow]"
    """Opens the help with the emergency numbers, at "how-to", "patterns", "seek-help" or "about"."""
    sample: Callable[[Path], None]
    """Writes the sample journal into a new file."""
    open_journal: Callable[[Path], None]
    """Closes this window and opens another journal."""
    lock: Callable[[], None]
    """Locks the journal now; where it has no passphrase yet, asks for one."""
    passphrase: Callable[[], None]
    """Asks what is to be done about the passphrase."""
