"""Backups: consistent private copies, each opened again and compared before an older one goes.

They lie in a folder beside the journal, named by the moment (UTC) they were made. Kept are the newest few,
and the last one of each of the last days, weeks and months.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from painlog import entries as e
from painlog.journal import second_record
from painlog.journal.agreement import OvertakenError, disagreements, refuse_unequal
from painlog.journal.beside import (
    backup_name,
    clear,
    folder_of,
    is_part,
    left_by_sqlite,
    made_at,
    name_aside,
    second_record_of,
    sync,
)
from painlog.journal.faults import JournalFault, Reason, believing, sorting
from painlog.journal.key import Key
from painlog.journal.moments import FAR, micros, moment_of
from painlog.journal.schema import copy_to, open_to_read, recorded, refuse_foreign
from painlog.journal.second_record import Origin, WrittenAct, digest_of_file
from painlog.journal.soundness import number_of_rows
from painlog.journal.store import Store, state_of
from painlog.journal.tables import ENTRY_KINDS, table_name
from painlog.places import private_folder
from painlog.values import value

Clock: TypeAlias = Callable[[], datetime]
_LONGEST_MAKING = timedelta(days=1)
"""After so long nobody is still at work on a backup."""
_TRIES = 3
"""So often others may write while a copy is made; after that they wait until it is done."""
OLDEST, MOST_ACTS, MOST_BYTES = timedelta(hours=12), 200, 1_000_000
"""When a backup is due: the newest is that old, or that much was written since."""
NEWEST, DAYS, WEEKS, MONTHS = 3, 7, 5, 24
"""How many backups are kept at least, and of how many days, weeks and months the last one."""


@value
class Backup:
    """One backup that Painlog made by itself."""

    path: Path
    made_at: datetime


@value
class Inventory:
    """What is in a journal or a backup, to choose by before restoring it."""

    entries: dict[str, int]
    """How many of each kind."""
    last: datetime | None
    """When the newest entry began, UTC; an appointment that is still to come is not the newest."""


def backups_of(journal: Path) -> list[Backup]:
    """Return the journal's own backups, newest first.

    Those of a clock that was ahead come last: when they were made nobody knows.
    """
    at = e.now()
    found = [_backup_at(path) for path in folder_of(journal).glob("*.painlog") if path.is_file()]
    known = [one for one in found if one is not None]
    return sorted(known, key=lambda one: (one.made_at <= at, one.made_at), reverse=True)


def _backup_at(path: Path) -> Backup | None:
    at = made_at(path)
    return None if at is None else Backup(path, at)


def back_up(
    journal: Path, target: Path | None = None, *, clock: Clock = e.now, key: Key | None = None
) -> Path:
    """Copy the journal, which may be open, to `target` or into its own folder; return the copy.

    The copy is on the disk, private, locked as the journal is, and was opened again and compared when this
    returns. One of the journal's own becomes what the second record follows on, and only then are older ones
    thinned out. Raises JournalFault, also when the journal is not as the second record says; then nothing is
    left half-written.
    """
    with sorting(journal):
        if not journal.exists():
            raise JournalFault(Reason.MISSING, journal)
    if target is not None:
        _refuse_taken(target)
        copy_of(journal, target, key)
        return target
    copy = _own_copy(journal, clock(), key)
    with closing(Store(journal, key=key)) as store, followed_or_gone(journal, copy), store.transaction():
        _follow_on(store, copy, clock())
    thin(journal, clock(), key)
    return copy


def _refuse_taken(target: Path) -> None:
    """Raise JournalFault where a file has that name, or one lies beside it that would get into the copy."""
    with sorting(target):
        taken = [target] if target.exists() else [left for left in left_by_sqlite(target) if left.exists()]
    if taken:
        raise JournalFault(Reason.ALREADY_THERE, taken[0])


def _folder_made(journal: Path) -> Path:
    """Return the folder of a journal's own backups, made where it is missing."""
    try:
        return private_folder(folder_of(journal))
    except FileExistsError as error:
        raise JournalFault(Reason.IN_THE_WAY, journal, str(error)) from error


@contextmanager
def followed_or_gone(journal: Path, copy: Path) -> Iterator[None]:
    """Delete a copy that the second record inside was to follow on when that fails, unless it does by then.

    The second record may be in its place although the disk could not tell: it needs this copy from there on.
    """
    try:
        yield
    except BaseException:
        with suppress(JournalFault, OSError):
            base = second_record.origin(journal)
            if base is None or base.backup != copy.name:
                clear(copy)
        raise


def _own_copy(journal: Path, at: datetime, key: Key | None) -> Path:
    copy = new_name(journal, at)
    copy_of(journal, copy, key)
    return copy


def new_name(journal: Path, at: datetime) -> Path:
    """Return where a backup of the journal's own made at that moment belongs; nothing is there yet."""
    with sorting(journal):
        copy = _folder_made(journal) / backup_name(at)
        while copy.exists():  # a clock that stands still
            at += timedelta(microseconds=1)
            copy = copy.with_name(backup_name(at))
    return copy


def _follow_on(store: Store, copy: Path, at: datetime) -> None:
    """Begin the second record anew from a copy, with the acts since; nobody can write meanwhile."""
    journal_id, act = state_of(store)
    account = second_record.read(store.path, store.key)
    is_ours = account is not None and account.base.journal == journal_id and account.last >= act
    following: list[WrittenAct] = []
    copied = _acts_of(copy, store.key)
    if account is not None and is_ours:
        if unlike := disagreements(store.path, store.key, account):
            raise JournalFault(Reason.DAMAGED, store.path, f"{unlike[0].flaw}: {unlike[0].where}")
        following = [done for done in account.acts if done.number > copied]
    elif act != copied:
        raise JournalFault(Reason.LOCKED, store.path, "written to without a pause")
    else:
        _keep_what_it_tells(store, at)
    with sorting(copy):
        base = Origin(journal_id, copied, copy.name, digest_of_file(copy), lock_told(store))
    second_record.begin(store.path, base, following, store.key)


def lock_told(store: Store) -> str:
    """Return the lock record of an open journal; empty where it is not locked."""
    return recorded(store) if store.key is not None else ""


def _acts_of(path: Path, key: Key | None) -> int:
    with closing(open_to_read(path, key)) as store:
        return state_of(store)[1]


def begin_anew(store: Store, at: datetime) -> None:
    """Begin the second record from the journal as it is now, in a transaction that has not written yet."""
    journal_id, act = state_of(store)
    with sorting(store.path):
        _folder_made(store.path)
    _keep_what_it_tells(store, at)
    if act == 0 and number_of_rows(store) == 0:
        second_record.begin(store.path, Origin(journal_id, 0, lock=lock_told(store)), key=store.key)
    else:
        _follow_on(store, _own_copy(store.path, at, store.key), at)


def _keep_what_it_tells(store: Store, at: datetime) -> None:
    """Set a second record aside that is not of this file, and keep the journal that it tells of."""
    if not second_record_of(store.path).exists():
        return
    from painlog.journal.anew import keep_the_other  # noqa: PLC0415 - rare, and nothing of it is for a start

    keep_the_other(store.path, at, store.key)
    with sorting(store.path):
        set_second_record_aside(store.path, at)


def copy_of(source: Path, target: Path, key: Key | None = None) -> None:
    """Copy a journal as it is at one moment, whatever other programs write meanwhile, and compare."""

    def compare(store: Store, copy: Path) -> None:
        refuse_unequal(store, copy, key)

    with closing(open_to_read(source, key)) as store:
        for tried in range(_TRIES + 1):
            with suppress(OvertakenError), _nobody_writes(source, key) if tried == _TRIES else nullcontext():
                copy_to(store, target, compare)
                return
    raise JournalFault(Reason.LOCKED, source, "written to without a pause")


@contextmanager
def _nobody_writes(path: Path, key: Key | None) -> Iterator[None]:
    """Let other programs read the journal but wait with writing; raises JournalFault when they go on."""
    with closing(Store(path, key=key)) as store, store.transaction():
        yield


def inventory(
    path: Path, key: Key | None = None, *, is_open: bool = False, clock: Clock = e.now
) -> Inventory:
    """Return what is in a journal or a backup, as it is by `clock`; raises JournalFault.

    `is_open` tells that this program has it open with `key`.
    """
    with closing(open_to_read(path, key if is_open else refuse_foreign(path, key))) as store:
        entries = {kind: store.number(f"SELECT count(*) FROM {table_name(kind)}") for kind in ENTRY_KINDS}
        last = _newest(store, micros(clock()))
    with believing(path):
        return Inventory(entries, None if last is None else moment_of(last))


def _newest(store: Store, now: int) -> int | None:
    """Return when the newest entry began, in microseconds; an appointment after `now` is not the newest."""
    until = {kind: now if kind == e.KINDS[e.Appointment] else FAR for kind in ENTRY_KINDS}
    found = [
        store.row(f"SELECT max(at) FROM {table_name(kind)} WHERE at <= ?", last)
        for kind, last in until.items()
    ]
    return max((row[0] for row in found if row is not None and row[0] is not None), default=None)


def thin(journal: Path, at: datetime, key: Key | None = None) -> list[Path]:
    """Delete the journal's own backups that are not to be kept at `at`, and parts of some; return them."""
    backups = backups_of(journal)
    kept = to_keep([backup.made_at for backup in backups], at)
    account = second_record.read(journal, key)
    needed = account.base.backup if account else ""
    gone = [one.path for one in backups if one.made_at not in kept and one.path.name != needed]
    gone += _left_behind(journal, at)
    with sorting(folder_of(journal)):
        for path in gone:
            path.unlink()
    return gone


def _left_behind(journal: Path, at: datetime) -> Iterator[Path]:
    """Yield the parts of backups that were never finished, as when the power went meanwhile."""
    for part in filter(is_part, folder_of(journal).glob("*.part*")):
        begun = made_at(part.with_name(part.name.partition(".part")[0]))
        if begun is not None and abs(at - begun) > _LONGEST_MAKING:
            yield part


def to_keep(made: Iterable[datetime], at: datetime) -> set[datetime]:
    """Return which of the backups made at these moments are kept: the last of each day, week and month.

    Those of a clock that was ahead are kept beside them: in their places they would push out what is new.
    """
    every = set(made)
    ahead = {moment for moment in every if moment > at}
    newest_first = sorted(every - ahead, reverse=True)
    kept = set(newest_first[:NEWEST])
    for period, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        lasts: dict[object, datetime] = {}
        for moment in newest_first:
            lasts.setdefault(period(moment), moment)
        kept.update(list(lasts.values())[:most])
    return kept | ahead


def _day(moment: datetime) -> object:
    return moment.date()


def _week(moment: datetime) -> object:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> object:
    return moment.year, moment.month


def due(journal: Path, at: datetime, key: Key | None = None) -> bool:
    """Tell whether the journal was changed enough, or long enough ago, since the newest backup of its own.

    Also where the one is gone that the second record follows on. How long ago one of a clock that was ahead
    was made nobody knows: it stands for none.
    """
    account = second_record.read(journal, key)
    if account is None:
        return False
    base = second_record.base_path(journal, account.base)
    if base is not None and not base.exists():
        return True
    if not account.acts:
        return False
    known = [backup.made_at for backup in backups_of(journal) if backup.made_at <= at]
    is_old = not known or at - known[0] >= OLDEST
    return is_old or len(account.acts) >= MOST_ACTS or account.lengths[-1] >= MOST_BYTES


def set_second_record_aside(path: Path, at: datetime) -> None:
    """Keep the second record of a journal that is being replaced under another name.

    Raises OSError, and then it is in its place.
    """
    second = second_record_of(path)
    aside = name_aside(second, at)
    if second.exists():
        second.replace(aside)
        try:
            sync(second.parent)
        except OSError:
            aside.replace(second)
            raise
