"""Whether the patient's journal is good, damaged, or damaged and recoverable; and from what."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from painlog.journal.backups import Backup, backups_of, problems_of
from painlog.journal.faults import JournalFault, Reason
from painlog.journal.soundness import Flaw, Problem


class State(StrEnum):
    """How a journal is."""

    GOOD = "good"
    DAMAGED = "damaged"
    RECOVERABLE = "recoverable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a full check found."""

    state: State
    problems: tuple[Problem, ...] = ()
    """What is wrong, with the journal first; a damaged backup alone leaves the journal good."""
    newest: Backup | None = None
    """The newest backup that is whole: what a repair starts from."""
    lost_since: datetime | None = None
    """What was saved after this would be lost by a repair; None when nothing would."""


def check(path: Path) -> Verdict:
    """Verify every page, link and row of the journal, and its backups; nothing is changed.

    Raises JournalFault when there is no file, or one that is newer or no journal.
    """
    if not path.exists():
        raise JournalFault(Reason.MISSING, path)
    problems = problems_of(path)
    broken, newest = _backups(path)
    if not problems:
        return Verdict(State.GOOD, tuple(broken), newest)
    if newest is None:
        return Verdict(State.DAMAGED, (*problems, *broken))
    return Verdict(State.RECOVERABLE, (*problems, *broken), newest, newest.made_at)


def _backups(path: Path) -> tuple[list[Problem], Backup | None]:
    """Return what is wrong with the backups, and the newest that is whole."""
    broken, newest = [], None
    for backup in backups_of(path):
        if problems_of(backup.path, rows=newest is None):
            broken.append(Problem(Flaw.BACKUP, backup.path.name))
        else:
            newest = newest or backup
    return broken, newest
