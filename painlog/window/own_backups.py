"""The backups that Painlog made by itself, each by the moment at which it was made."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QListWidget, QWidget

from painlog.entries import now
from painlog.journal.backups import Backup, backups_of
from painlog.window.buttons import PlainButton
from painlog.window.fields import dress
from painlog.window.look import TOUCH, gap
from painlog.window.offered import make_roomy
from painlog.window.panels import Quiet
from painlog.window.question import Question
from painlog.words import times
from painlog.words.language import filled

translate = QCoreApplication.translate


class OwnBackups(Question):
    """Asks which backup is meant, newest first: their files' names tell the moment only in UTC."""

    def __init__(self, backups: list[Backup], parent: QWidget | None = None) -> None:
        """List `backups`; none of them is meant where `wants_other`."""
        title = translate("Restoring", "Which backup?")
        super().__init__(title, translate("Restoring", "Look into it…"), parent)
        self._backups = backups
        self.wants_other = False
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setMinimumSize(gap(100), gap(60))
        dress(self.list, "QListWidget")
        make_roomy(self.list)
        self.list.addItems(_told_apart([each.made_at for each in backups]))
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self.accept)
        self.rows.addWidget(self.list)
        said = translate("Restoring", "Painlog made these by itself. Nothing is changed before you say so.")
        self.rows.addWidget(Quiet(said))
        self.other = PlainButton(translate("Restoring", "Another file…"), least=TOUCH)
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self._want_other)
        self.foot.insertWidget(0, self.other, 0, Qt.AlignmentFlag.AlignVCenter)
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def chosen(self) -> Path:
        """The backup that the list is at."""
        return self._backups[self.list.currentRow()].path

    def _want_other(self) -> None:
        self.wants_other = True
        self.accept()


def _told_apart(made: list[datetime]) -> list[str]:
    """Return when each was made, with the seconds of those that were made within one minute."""
    said = [when_made(at) for at in made]
    return [when_made(at, to_the_second=said.count(told) > 1) for at, told in zip(made, said, strict=True)]


def when_made(at: datetime, *, to_the_second: bool = False) -> str:
    """Return when a backup was made, as far as its clock told it."""
    said = times.full_moment(at.astimezone(), to_the_second=to_the_second)
    ahead = translate("Restoring", "%1, by a clock that was ahead", "day and time of a backup")
    return filled(ahead, said) if at > now() else said


def asked_for_backup(
    parent: QWidget, journal: Path, asked_for_file: Callable[[], Path | None]
) -> Path | None:
    """Return the backup that is meant, one of the journal's own or any file; None where that was left."""
    backups = backups_of(journal)
    if not backups:
        return asked_for_file()
    question = OwnBackups(backups, parent)
    if not question.ask_once():
        return None
    return asked_for_file() if question.wants_other else question.chosen
