"""Bringing a backup back: what is in it, and that the journal it replaces is kept."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from painlog.journal import Journal, JournalFault
from painlog.journal.backups import Inventory, inventory
from painlog.journal.beside import is_own_backup, made_at
from painlog.journal.key import Key
from painlog.window.own_backups import when_made
from painlog.window.panels import Quiet, Words
from painlog.window.question import Question
from painlog.window.reasons import Reason
from painlog.words import times
from painlog.words.entries import count_of_kind
from painlog.words.language import filled
from painlog.words.refusals import faulted

translate = QCoreApplication.translate


class Restoring(Question):
    """Asks whether a backup is to take the place of the open journal."""

    def __init__(
        self, source: Path, journal: Journal, parent: QWidget | None = None, key: Key | None = None
    ) -> None:
        """Show what is in the backup `source`, which `key` opens where it is locked, and in the journal."""
        title = translate("Restoring", "Bring this backup back?")
        super().__init__(title, translate("Restoring", "Bring it back"), parent)
        self._say_when(source)
        reason = Reason(self)
        self.rows.addWidget(reason)
        if _is_same_file(source, journal.path):
            reason.say(
                translate(
                    "Restoring",
                    "This is the open journal itself, not a backup of it. Nothing was changed; please choose"
                    " another file.",
                )
            )
            self.yes.setEnabled(False)
            return
        try:
            after = inventory(source, key, clock=journal.clock)
        except JournalFault as fault:
            reason.say(faulted(fault.reason, fault.path))
            self.yes.setEnabled(False)
            return
        with suppress(JournalFault):  # a damaged journal is what a backup is for
            now = inventory(journal.path, journal.key, is_open=True, clock=journal.clock)
            self._show(translate("Restoring", "In the journal now"), now)
        self._show(translate("Restoring", "In the backup, and in the journal afterwards"), after)
        kept = translate("Restoring", "The journal as it is now is kept beside it, under another name.")
        self.rows.addWidget(Quiet(kept))

    def _say_when(self, source: Path) -> None:
        """Say when a backup that Painlog made by itself was made: its file's name tells it only in UTC."""
        made = made_at(source) if is_own_backup(source) else None
        if made is not None:
            said = translate("Restoring", "Painlog made it on %1.", "day and time of a backup")
            self.rows.addWidget(Words(filled(said, when_made(made))))

    def _show(self, title: str, found: Inventory) -> None:
        held = [count_of_kind(kind, count) for kind, count in found.entries.items() if count]
        self.rows.addWidget(Words(title, strong=True))
        self.rows.addWidget(Words(", ".join(held) or translate("Restoring", "nothing yet")))
        if found.last is not None:
            said = translate("Restoring", "The newest entry is of %1.", "day and time")
            self.rows.addWidget(Words(filled(said, times.full_moment(found.last.astimezone()))))


def _is_same_file(one: Path, other: Path) -> bool:
    """Tell whether both names are of one file; one that is not there is no other."""
    with suppress(OSError):
        return one.samefile(other)
    return False


def may_restore(source: Path, journal: Journal, parent: QWidget, key: Key | None = None) -> bool:
    """Ask whether the backup `source`, which `key` opens where it is locked, is to replace the journal."""
    return Restoring(source, journal, parent, key).ask_once()


def brought_back(kept: Path) -> str:
    """Return what is said when a backup was brought back: where the journal that it replaced is kept."""
    return filled(
        translate("Restoring", "The backup was brought back. The journal before it is kept as %1"), kept.name
    )
