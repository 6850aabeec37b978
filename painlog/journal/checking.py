"""Whether the patient's journal is good, damaged, or damaged and recoverable; and from what."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from painlog import entries as e
from painlog.journal import second_record
from painlog.journal.agreement import disagreements
from painlog.journal.anew import as_far_as_can_be
from painlog.journal.backups import Backup, backups_of
from painlog.journal.beside import folder_of
from painlog.journal.faults import UNREADABLE, JournalFault, Reason
from painlog.journal.key import Key
from painlog.journal.lock_record import is_locked, key_for, record_in
from painlog.journal.moments import moment_of
from painlog.journal.schema import is_of_another_key, open_to_read, refuse_foreign
from painlog.journal.second_record import Account, is_intact
from painlog.journal.soundness import Problem, problems_in, problems_of
from painlog.journal.store import state_of
from painlog.journal.tables import columns
from painlog.reasons import Flaw
from painlog.values import value


class State(StrEnum):
    """How a journal is."""

    GOOD = "good"
    DAMAGED = "damaged"
    RECOVERABLE = "recoverable"


@value
class Verdict:
    """What a full check found."""

    state: State
    problems: tuple[Problem, ...] = ()
    """What is wrong, with the journal first; a damaged backup alone leaves the journal good."""
    newest: Backup | None = None
    """The newest backup that is whole; not looked for by the check at start of a journal that is good."""
    lost_since: datetime | None = None
    """What was saved after this would be lost by a repair; None when nothing would."""

    @property
    def lacks(self) -> int:
        """How many entries are kept beside a file that is whole, but not the one that was written here."""
        return sum(problem.entries for problem in self.problems if problem.flaw is Flaw.ANOTHER)


def check(path: Path, *, thorough: bool = True, key: Key | None = None, is_open: bool = False) -> Verdict:
    """Verify pages and links of the journal, that it holds what was saved, and its backups; change nothing.

    `thorough` also verifies the rules of every row, and older backups; without, it is the check at start.
    Where this program has the journal open (`is_open`), its file is read by SQLite alone.
    Raises JournalFault when there is no journal nor anything to make it from, one that is newer, or one that
    is locked with another key.
    """
    account = second_record.read(path, key)
    if account is None and not backups_of(path):
        if is_locked(path) and not record_in(path) and not second_record.lock_beside(path):
            return Verdict(State.DAMAGED, (Problem(Flaw.UNREADABLE, "the lock record"),))
        refuse_foreign(path, key)
    problems = _problems(path, rows=thorough, key=key, is_open=is_open)
    broken, newest = _backups(path, key) if thorough or problems else ([], None)
    if _follows_on_nothing(path, account, key):
        broken.append(Problem(Flaw.SECOND_RECORD))
    elif thorough:
        broken.extend(problem for problem in _changed(path, account) if problem not in broken)
    if not problems:
        return Verdict(State.GOOD, tuple(broken), newest)
    told = _brought_back(path, account, key)
    if account is not None and told is not None:
        if problems[0].flaw is Flaw.ANOTHER and told.is_whole:
            return Verdict(State.RECOVERABLE, (*problems, *broken), newest)
        if _tells_all(path, account, told, key):
            return Verdict(State.RECOVERABLE, (*problems, *broken), newest)
        broken.append(Problem(Flaw.SECOND_RECORD))
        if until := max(_moments(told, newest), default=None):
            return Verdict(State.RECOVERABLE, (*problems, *broken), newest, until)
    if newest is None:
        return Verdict(State.DAMAGED, (*problems, *broken))
    return Verdict(State.RECOVERABLE, (*problems, *broken), newest, newest.made_at)


def _brought_back(path: Path, account: Account | None, key: Key | None) -> Account | None:
    """Return what of a second record can be brought back; None where there is none, or not its backup."""
    if account is None or not is_intact(path, account.base):
        return None
    return as_far_as_can_be(path, account, key)


def _follows_on_nothing(path: Path, account: Account | None, key: Key | None) -> bool:
    """Tell whether a second record is gone, or the backup that it follows on, or its folder is none.

    A new journal in which nothing was saved yet may have none: the power may have gone as it was begun.
    """
    if account is None:
        return os.path.lexists(folder_of(path)) and (bool(backups_of(path)) or _has_acts(path, key))
    base = second_record.base_path(path, account.base)
    return base is not None and not base.is_file()


def _has_acts(path: Path, key: Key | None) -> bool:
    """Tell whether anything was saved in a journal; also where that cannot be read."""
    try:
        with closing(open_to_read(path, key)) as store:
            return state_of(store)[1] > 0
    except JournalFault:
        return True


def _changed(path: Path, account: Account | None) -> Iterator[Problem]:
    """Tell of the backup that a second record follows on where it is another than it was, as sound as it is.

    Of its own pages and rows not every wrong bit can be seen.
    """
    if account is not None and account.base.backup and not is_intact(path, account.base):
        yield Problem(Flaw.BACKUP, account.base.backup)


def _tells_all(path: Path, account: Account, told: Account, key: Key | None) -> bool:
    """Tell whether what of a second record can be is every act that a damaged journal has seen, or it tells.

    As far as is known; but for the last one of it, which may have been cut off.
    """
    try:
        with closing(open_to_read(path, key)) as store:
            journal_id, act = state_of(store)
    except JournalFault:
        return told.is_whole
    return max(act, account.last - 1) <= told.last if journal_id == told.base.journal else told.is_whole


def _moments(account: Account, newest: Backup | None) -> Iterator[datetime]:
    """Give the moments until which all that was saved comes back for sure; none of a clock that was ahead."""
    now = e.now()
    if newest is not None and newest.made_at <= now:
        yield newest.made_at
    for kind, _, picture in (row for act in account.acts for row in act.rows):
        if picture is not None and "updated_at" in columns(kind):
            updated = picture[columns(kind).index("updated_at")]
            if isinstance(updated, int) and moment_of(updated) <= now:
                yield moment_of(updated)


def _problems(path: Path, *, rows: bool, key: Key | None, is_open: bool) -> list[Problem]:
    """Return what is wrong with the journal itself."""
    if not path.exists():
        return [Problem(Flaw.MISSING)]
    if path.is_dir():
        return [Problem(Flaw.UNREADABLE)]
    if is_open:
        return problems_in(path, key, rows=rows) or disagreements(path, key)
    if second_record.lock_beside(path) and not is_locked(path):
        return [Problem(Flaw.UNLOCKED)]
    return problems_of(path, rows=rows, key=key) or disagreements(path, key_for(path, key))


def _backups(path: Path, key: Key | None) -> tuple[list[Problem], Backup | None]:
    """Return what is wrong with the backups, and the newest that is whole.

    Those of a newer Painlog are passed over; where there are no others JournalFault tells of that.
    """
    broken: list[Problem] = []
    newest, newer = None, None
    for backup in backups_of(path):
        try:
            found = _problems_of_backup(backup.path, key, rows=newest is None)
        except JournalFault as fault:
            if fault.reason is not Reason.NEWER:
                raise
            newer, found = fault, None
        if found is None:
            continue
        if found:
            broken.append(Problem(Flaw.BACKUP, backup.path.name))
        else:
            newest = newest or backup
    if newest is None and newer is not None:
        raise newer
    return broken, newest


def _problems_of_backup(path: Path, key: Key | None, *, rows: bool) -> list[Problem] | None:
    """Return what is wrong with a backup, None of one of another key; what cannot be read is not whole."""
    try:
        return None if is_of_another_key(path, key) else problems_of(path, rows=rows, key=key)
    except JournalFault as fault:
        if fault.reason not in UNREADABLE:
            raise
        return [Problem(Flaw.UNREADABLE, path.name)]
