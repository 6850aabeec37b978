"""Backups: consistent private copies, each opened again and compared before an older one goes.

They lie in a folder beside the journal, named by the moment (UTC) they were made. Kept are the newest few,
and the last one of each of the last days, weeks and months.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from painlog import entries as e
from painlog.journal import second_record
from painlog.journal.agreement import differing, disagreements
from painlog.journal.beside import folder_of, pieces_of, second_record_of, sync, write_whole
from painlog.journal.faults import JournalFault, Reason, sorting
from painlog.journal.schema import copy_to, open_to_read, refuse_foreign
from painlog.journal.second_record import Origin, WrittenAct, digest_of_file
from painlog.journal.soundness import Flaw, Problem, number_of_rows, page_problems, row_problems
from painlog.journal.store import Store, state_of
from painlog.journal.tables import ENTRY_KINDS, TABLES, table_name
from painlog.places import private_folder
from painlog.values import value

Clock: TypeAlias = Callable[[], datetime]
_NAME = "%Y-%m-%dT%H-%M-%S.%fZ.painlog"
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
    first: datetime | None
    last: datetime | None
    """When the first and the last entry began, UTC."""
    acts: int
    """How many acts the journal has seen: of two copies the one with more is the later."""


def backups_of(journal: Path) -> list[Backup]:
    """Return the journal's own backups, newest first."""
    found = [_backup_at(path) for path in folder_of(journal).glob("*.painlog")]
    return sorted((one for one in found if one is not None), key=lambda one: one.made_at, reverse=True)


def _backup_at(path: Path) -> Backup | None:
    try:
        return Backup(path, datetime.strptime(path.name, _NAME).replace(tzinfo=UTC))
    except ValueError:
        return None


def back_up(journal: Path, target: Path | None = None, *, clock: Clock = e.now) -> Path:
    """Copy the journal, which may be open, to `target` or into its own folder; return the copy.

    The copy is on the disk, private, and was opened again and compared when this returns. One of the
    journal's own becomes what the second record follows on, and only then are older ones thinned out. Raises
    JournalFault, also when the journal is not as the second record says; then nothing is left half-written.
    """
    with sorting(journal):
        if not journal.exists():
            raise JournalFault(Reason.MISSING, journal)
    if target is not None:
        if target.exists():
            raise JournalFault(Reason.ALREADY_THERE, target)
        _copy(journal, target)
        return target
    copy = _own_copy(journal, clock())
    store = Store(journal)
    try:
        with store.transaction():
            _follow_on(store, copy)
    except BaseException:
        with suppress(OSError):
            copy.unlink(missing_ok=True)
        raise
    finally:
        store.close()
    thin(journal, clock())
    return copy


def _own_copy(journal: Path, at: datetime) -> Path:
    with sorting(journal):
        copy = private_folder(folder_of(journal)) / at.astimezone(UTC).strftime(_NAME)
        while copy.exists():  # a clock that stands still
            at += timedelta(microseconds=1)
            copy = copy.with_name(at.astimezone(UTC).strftime(_NAME))
    _copy(journal, copy)
    return copy


def _follow_on(store: Store, copy: Path) -> None:
    """Begin the second record anew from a copy, with the acts since; nobody can write meanwhile."""
    journal_id, act = state_of(store)
    account = second_record.read(store.path)
    is_ours = account is not None and account.base.journal == journal_id and account.last == act
    following: list[WrittenAct] = []
    copied = _acts_of(copy)
    if account is not None and is_ours:
        if unlike := disagreements(store.path):
            raise JournalFault(Reason.DAMAGED, store.path, f"{unlike[0].flaw}: {unlike[0].where}")
        following = [done for done in account.acts if done.number > copied]
    elif act != copied:
        raise JournalFault(Reason.LOCKED, store.path, "written to without a pause")
    with sorting(copy):
        base = Origin(journal_id, copied, copy.name, digest_of_file(copy))
    second_record.begin(store.path, base, following)


def _acts_of(path: Path) -> int:
    store = open_to_read(path)
    try:
        return state_of(store)[1]
    finally:
        store.close()


def begin_anew(store: Store, at: datetime) -> None:
    """Begin the second record from the journal as it is now, in a transaction that has not written yet."""
    journal_id, act = state_of(store)
    with sorting(store.path):
        private_folder(folder_of(store.path))
        set_second_record_aside(store.path, at)
    if act == 0 and number_of_rows(store) == 0:
        second_record.begin(store.path, Origin(journal_id, 0))
    else:
        _follow_on(store, _own_copy(store.path, at))


class _OvertakenError(Exception):
    """The journal was written to while its copy was made."""


def _copy(source: Path, target: Path) -> None:
    """Copy a journal as it is at one moment, whatever other programs write meanwhile, and compare."""
    store = open_to_read(source)
    try:
        for tried in range(_TRIES + 1):
            with suppress(_OvertakenError), _nobody_writes(source) if tried == _TRIES else nullcontext():
                copy_to(store, target, _refuse_unequal)
                return
        raise JournalFault(Reason.LOCKED, source, "written to without a pause")
    finally:
        store.close()


@contextmanager
def _nobody_writes(path: Path) -> Iterator[None]:
    """Let other programs read the journal but wait with writing; raises JournalFault when they go on."""
    store = Store(path)
    try:
        with store.transaction():
            yield
    finally:
        store.close()


def _refuse_unequal(store: Store, copy: Path) -> None:
    """Raise JournalFault unless the copy is whole and holds every row that the journal holds."""
    refuse_unsound(copy, rows=False)
    with store.attached(copy, "copy"), store.one_moment():
        if store.number("SELECT act FROM main.state") != store.number("SELECT act FROM copy.state"):
            raise _OvertakenError
        unequal = [kind for kind in TABLES if differing(store, kind, "copy")]
    if unequal:
        raise JournalFault(Reason.DAMAGED, copy, f"unlike the journal: {unequal}")


def problems_of(path: Path, *, rows: bool = True) -> list[Problem]:
    """Return what is wrong in one file: its pages and links and, if asked for, the rules of its rows.

    Raises JournalFault for a newer file, which only a newer Painlog can judge.
    """
    try:
        refuse_foreign(path)
        store = open_to_read(path)
    except JournalFault as fault:
        if fault.reason is Reason.NEWER:
            raise
        return [Problem(Flaw.UNREADABLE, str(fault.reason))]
    try:
        return page_problems(store) or (row_problems(store) if rows else [])
    finally:
        store.close()


def refuse_unsound(path: Path, *, rows: bool = True) -> None:
    """Raise JournalFault when something is wrong in the file."""
    if problems := problems_of(path, rows=rows):
        raise JournalFault(Reason.DAMAGED, path, f"{problems[0].flaw}: {problems[0].where}")


def inventory(path: Path) -> Inventory:
    """Return what is in a journal or a backup; raises JournalFault."""
    refuse_foreign(path)
    store = open_to_read(path)
    try:
        entries = {kind: store.number(f"SELECT count(*) FROM {table_name(kind)}") for kind in ENTRY_KINDS}
        ends = [store.row(f"SELECT min(at), max(at) FROM {table_name(kind)}") for kind in ENTRY_KINDS]
        acts = store.number("SELECT act FROM state")
    finally:
        store.close()
    moments = [moment for pair in ends if pair for moment in pair if moment is not None]
    first, last = (min(moments), max(moments)) if moments else (None, None)
    return Inventory(entries, _utc(first), _utc(last), acts)


def _utc(micros: int | None) -> datetime | None:
    return None if micros is None else datetime.fromtimestamp(micros / 1e6, UTC)


def thin(journal: Path, at: datetime) -> list[Path]:
    """Delete the journal's own backups that are not to be kept at `at`; return them."""
    backups = backups_of(journal)
    kept = to_keep([backup.made_at for backup in backups], at)
    account = second_record.read(journal)
    needed = account.base.backup if account else ""
    gone = [one.path for one in backups if one.made_at not in kept and one.path.name != needed]
    with sorting(folder_of(journal)):
        for path in gone:
            path.unlink()
    return gone


def to_keep(made: Iterable[datetime], at: datetime) -> set[datetime]:
    """Return which of the backups made at these moments are kept: the last of each day, week and month."""
    newest_first = sorted(made, reverse=True)
    kept = set(newest_first[:NEWEST])
    for period, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        lasts: dict[object, datetime] = {}
        for moment in newest_first:
            lasts.setdefault(period(moment), moment)
        kept.update(list(lasts.values())[:most])
    return kept | {moment for moment in newest_first if moment > at}


def _day(moment: datetime) -> object:
    return moment.date()


def _week(moment: datetime) -> object:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> object:
    return moment.year, moment.month


def restore(path: Path, source: Path, *, clock: Clock = e.now) -> Path | None:
    """Put the journal or backup at `source` in the place of the journal at `path`.

    Returns where the replaced journal is kept now, or None when there was none. The source is verified first,
    and so is its copy; raises JournalFault, and then the journal at `path` is as it was.
    """
    with sorting(source):
        if not source.exists():
            raise JournalFault(Reason.MISSING, source)
    refuse_unsound(source)
    part = path.with_name(f"{path.name}.restored.part")
    _copy(source, part)
    with sorting(path):
        kept = set_aside(path, clock())
        set_second_record_aside(path, clock())
        part.replace(path)
        sync(path.parent)
    return kept


def due(journal: Path, at: datetime) -> bool:
    """Tell whether the journal was changed enough, or long enough ago, since the newest backup of its own."""
    account = second_record.read(journal)
    if account is None or not account.acts:
        return False
    newest = backups_of(journal)[:1]
    is_old = not newest or at - newest[0].made_at >= OLDEST
    return is_old or len(account.acts) >= MOST_ACTS or account.lengths[-1] >= MOST_BYTES


def _roll_back(path: Path) -> None:
    """Let SQLite take back what a program that died had half written."""
    store = Store(path)
    try:
        store.number("PRAGMA user_version")
    finally:
        store.close()


def set_aside(path: Path, at: datetime) -> Path | None:
    """Keep the journal at `path`, with a rollback journal that belongs to it, under another name too."""
    if not path.exists():
        return None
    with suppress(JournalFault):
        _roll_back(path)
    kept = path.with_name(f"{path.name}.replaced-{at.astimezone(UTC):%Y-%m-%dT%H-%M-%S.%fZ}")
    try:
        os.link(path, kept)
    except OSError:  # a file system without links
        write_whole(kept, pieces_of(path))
    sync(kept)
    hot = path.with_name(f"{path.name}-journal")
    if hot.exists():
        hot.replace(kept.with_name(f"{kept.name}-journal"))
    sync(path.parent)
    return kept


def set_second_record_aside(path: Path, at: datetime) -> None:
    """Keep the second record of a journal that is being replaced under another name; raises OSError."""
    second = second_record_of(path)
    if second.exists():
        second.replace(second.with_name(f"{second.name}.replaced-{at.astimezone(UTC):%Y-%m-%dT%H-%M-%S.%fZ}"))
        sync(second.parent)
