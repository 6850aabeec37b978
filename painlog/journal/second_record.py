"""The second record: every act since the newest backup, kept apart from the journal's file.

One line an act, appended and on the disk before the act is committed: digest, then JSON with the number of
the act and, for each row that it touched, kind, key and the row as it is now (null: taken out). The first
line tells which journal it belongs to, and the backup that the acts follow on, with that file's digest.

Beside a locked journal the rows of each act are sealed with its key, and the first line also holds the lock
record, so that what follows can be opened with the passphrase alone.

Together with that backup it tells what the journal must hold, so that damage no check of SQLite's own would
find is found, and nothing that was called saved is lost with any one file.
"""

import errno
import os
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from painlog.change import Picture, RowChange
from painlog.journal.as_json import decode, encode
from painlog.journal.beside import append, opened, pieces_of, second_record_of, sync_handle, write_whole
from painlog.journal.digests import blake2b
from painlog.journal.faults import JournalFault, Reason, sorting
from painlog.journal.key import Key
from painlog.journal.tables import columns
from painlog.values import value

_DIGEST = 16
_HEX = 2 * _DIGEST
_NONE = (errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.EACCES, errno.EPERM, errno.EIO)
"""Where no file can be read, be it for a bad sector: it is set aside, and begun anew by the next act."""


def digest_of(content: bytes) -> str:
    """Return the digest that stands before a line."""
    return blake2b(content, digest_size=_DIGEST).hexdigest()


def digest_of_file(path: Path) -> str:
    """Return the digest of a whole file; raises OSError."""
    whole = blake2b(digest_size=_DIGEST)
    for piece in pieces_of(path):
        whole.update(piece)
    return whole.hexdigest()


@value
class Origin:
    """What the acts follow on."""

    journal: str
    """The id of the journal, in hex."""
    acts: int
    """How many acts it had seen."""
    backup: str = ""
    """The name of the backup in the same folder; empty for the empty journal."""
    digest: str = ""
    """The digest of that backup's file."""
    lock: str = ""
    """The lock record of a locked journal."""


@value
class WrittenAct:
    """One act of the second record."""

    number: int
    rows: tuple[tuple[str, int, Picture | None], ...]


@value
class Account:
    """A second record as it was read: up to its first line that is not whole."""

    base: Origin
    acts: tuple[WrittenAct, ...] = ()
    lengths: tuple[int, ...] = ()
    """The length of the file after the first line, and after each act, in bytes."""
    is_whole: bool = True
    """Whether nothing follows after the last act."""

    @property
    def last(self) -> int:
        """The number of the last act."""
        return self.base.acts + len(self.acts)


_Stamp: TypeAlias = tuple[int, int, int]
"""What tells one state of a file from another: which file, how long, when written."""


def _line(told: object) -> bytes:
    content = encode(told).encode()
    return f"{digest_of(content)} ".encode() + content + b"\n"


def _read_line(line: bytes) -> Any:
    """Return what a line tells; raises ValueError when it is not whole."""
    content = line[_HEX + 1 : -1]
    if not line.endswith(b"\n") or line[: _HEX + 1] != f"{digest_of(content)} ".encode():
        raise ValueError("a line that is not whole")
    return decode(content.decode())


def _content(path: Path) -> bytes:
    """Return what the file holds; nothing where it is not there, or not for this account to read."""
    with sorting(path):
        try:
            return path.read_bytes()
        except OSError as error:
            if error.errno not in _NONE:
                raise
            return b""


def read(journal: Path, key: Key | None = None) -> Account | None:
    """Return the second record of a journal, or None when there is none or its first line is damaged.

    What `key` does not open is not whole. Raises JournalFault when it cannot be told whether there is one.
    """
    path = second_record_of(journal)
    lines = _content(path).splitlines(keepends=True)
    try:
        base = Origin(**_read_line(lines[0]))
    except (ValueError, TypeError, IndexError):
        return None
    acts, lengths = [], [len(lines[0])]
    for number, line in enumerate(lines[1:], base.acts + 1):
        try:
            acts.append(_act(_read_line(line), number, base.journal, key))
        except (ValueError, TypeError, LookupError):
            return Account(base, tuple(acts), tuple(lengths), is_whole=False)
        lengths.append(lengths[-1] + len(line))
    return Account(base, tuple(acts), tuple(lengths))


def origin(journal: Path) -> Origin | None:
    """Return the first line of a second record alone, which needs no key; None as `read` does."""
    return origin_in(second_record_of(journal))


def lock_beside(journal: Path) -> str:
    """Return the lock record that the second record of a journal tells; empty where it tells none."""
    base = origin(journal)
    return base.lock if base is not None else ""


def origin_in(path: Path) -> Origin | None:
    """Return the first line of the second record in a file, None where it is none."""
    with sorting(path):
        try:
            with path.open("rb") as file:
                return Origin(**_read_line(file.readline()))
        except (OSError, ValueError, TypeError) as error:
            if isinstance(error, OSError) and error.errno not in _NONE:
                raise
            return None


def tell_lock(path: Path, record: str) -> None:
    """Write another lock record into the first line of the second record in a file; raises JournalFault."""
    base = origin_in(path)
    if base is not None:
        with sorting(path):
            acts = path.read_bytes().partition(b"\n")[2]
            write_whole(path, [_line(vars_of(replace(base, lock=record))), acts])


def keep_to_wipe(journal: Path) -> None:
    """Keep hold of a plain second record that a sealed one is about to replace: it is overwritten then.

    As is all that was left beside a locked journal when that is opened. Raises JournalFault.
    """
    second = second_record_of(journal)
    plain = second.with_name(f"{second.name}.old.part")
    with sorting(second):
        if not lock_beside(journal) and second.exists() and not plain.exists():
            with suppress(OSError):
                plain.hardlink_to(second)


@value
class Last:
    """The end of a second record, read without what is before it."""

    journal: str
    number: int


def last_act(journal: Path, key: Key | None = None) -> Last | None:
    """Return the last whole act of a second record; None when there is none or its first line is damaged."""
    path = second_record_of(journal)
    content = _content(path)
    first, _, rest = content.partition(b"\n")
    last = rest[rest.rfind(b"\n", 0, -1) + 1 :]
    try:
        base = Origin(**_read_line(first + b"\n"))
        return Last(base.journal, int(_read_line(last)["act"]) if last else base.acts)
    except (ValueError, TypeError, LookupError):
        account = read(journal, key)
        return None if account is None else Last(account.base.journal, account.last)


def _act(told: Any, number: int, journal_id: str, key: Key | None) -> WrittenAct:
    if told["act"] != number:
        raise ValueError("an act is missing")
    rows = _unsealed(told["sealed"], number, journal_id, key) if "sealed" in told else told["rows"]
    pictures = tuple((str(kind), int(at), None if row is None else tuple(row)) for kind, at, row in rows)
    if any(row is not None and len(row) != len(columns(kind)) for kind, _, row in pictures):
        raise ValueError("a row of another table")
    return WrittenAct(number, pictures)


def _unsealed(told: str, number: int, journal_id: str, key: Key | None) -> Any:
    if key is None:
        raise ValueError("an act that needs the passphrase")
    return decode(key.unseal(a2b_base64(told), _about(number, journal_id)).decode())


def _about(number: int, journal_id: str) -> str:
    """Return what a sealed act must be: itself, in its place, of this journal."""
    return f"act {number} of {journal_id}"


def base_path(journal: Path, base: Origin) -> Path | None:
    """Return the backup that the acts follow on; None when they follow on the empty journal."""
    return second_record_of(journal).with_name(base.backup) if base.backup else None


def is_intact(journal: Path, base: Origin) -> bool:
    """Tell whether the backup that the acts follow on is there, byte for byte."""
    path = base_path(journal, base)
    if path is None:
        return base.acts == 0
    try:
        return digest_of_file(path) == base.digest
    except OSError:
        return False


def begin(journal: Path, base: Origin, following: Sequence[WrittenAct] = (), key: Key | None = None) -> None:
    """Begin the second record anew from a backup, with the acts that came after it; raises JournalFault."""
    path = second_record_of(journal)
    told = (_told(act, base.journal, key) for act in following)
    lines = [_line(vars_of(base)), *map(_line, told)]
    with sorting(path):
        write_whole(path, lines)


def vars_of(base: Origin) -> dict[str, object]:
    """Return what the first line tells."""
    told = {"journal": base.journal, "acts": base.acts, "backup": base.backup, "digest": base.digest}
    return told | ({"lock": base.lock} if base.lock else {})


def _told(act: WrittenAct, journal_id: str, key: Key | None) -> dict[str, object]:
    rows = list(act.rows)
    if key is None:
        return {"act": act.number, "rows": rows}
    sealed = key.seal(encode(rows).encode(), _about(act.number, journal_id))
    return {"act": act.number, "sealed": b2a_base64(sealed, newline=False).decode()}


def _written(act: int, rows: Iterable[RowChange]) -> WrittenAct:
    return WrittenAct(act, tuple((kind, key, after) for kind, key, _, after in rows))


class SecondRecord:
    """The second record of an open journal, written to inside the transaction of each act."""

    def __init__(self, journal: Path, key: Key | None = None) -> None:
        """Write beside the journal at that path, sealed where it has a key."""
        self._key = key
        self._journal = journal
        self._path = second_record_of(journal)
        self._as_left: _Stamp | None = None
        self._base: Path | None = None
        """The backup that the acts follow on …"""
        self._base_as_seen: _Stamp | None = None
        """… as it was when it was compared."""
        self._id, self._last, self._length, self._before = "", -1, 0, 0
        self._undone: WrittenAct | None = None
        """What this program added last, and could not commit."""
        self.ahead: WrittenAct | None = None
        """The act of another program that it tells of, and the journal lacks."""

    def is_in_step(self, journal_id: str, act: int) -> bool:
        """Tell whether act number `act` can be added next.

        What this program could not commit, and what is not whole, is dropped. Not so the act of another one:
        it died before it could commit it, or its file was overwritten since (see `ahead`).
        """
        stamp = _stamp_of(self._path)
        is_as_left = (
            stamp is not None and stamp == self._as_left and _stamp_of(self._base) == self._base_as_seen
        )
        if not is_as_left or self._id != journal_id or self._last != act - 1:
            self._look(journal_id, act)
        return self._id == journal_id and self._last == act - 1

    def _look(self, journal_id: str, act: int) -> None:
        """Read the file anew: it or its backup is another, or this program has not looked yet."""
        self._as_left, self._last, self.ahead = None, -1, None
        account = read(self._journal, self._key)
        if account is None or account.base.journal != journal_id:
            return
        self._base = base_path(self._journal, account.base)
        self._base_as_seen = _stamp_of(self._base)
        if not is_intact(self._journal, account.base):
            return
        if account.last > act:  # more than one that was cut short: the file is an older one than it was
            raise JournalFault(Reason.REPLACED, self._journal, f"{account.last - act + 1} acts are missing")
        known = min(len(account.acts), act - 1 - account.base.acts)
        if known < 0:
            return
        beyond = account.acts[known:]
        if beyond and beyond[0] != self._undone:
            self.ahead = beyond[0]
            known += 1
        length = account.lengths[known]
        if not account.is_whole or known < len(account.acts):
            self._truncate(length)
        stamp = _stamp_of(self._path)
        if stamp is not None and stamp[1] == length:
            self._as_left, self._id, self._length = stamp, journal_id, length
            self._last = account.base.acts + known

    def add(self, act: int, rows: Sequence[RowChange]) -> None:
        """Add an act; it is on the disk when this returns. Raises JournalFault, and then it is not told.

        Where locks have no effect two programs may add at once: then the one that came first goes on.
        """
        line = _line(_told(_written(act, rows), self._id, self._key))
        self._before, self._length = self._length, self._length + len(line)
        try:
            with sorting(self._path):
                is_next = self._append(line)
        except BaseException:
            self._truncate(self._before)
            self._forget(act, rows)
            raise
        if not is_next:
            self._as_left = None
            raise JournalFault(Reason.LOCKED, self._journal, "another program wrote in the same moment")
        self._as_left, self._last = self._stamp(), act

    def _append(self, line: bytes) -> bool:
        """Write a line at the end, wait until it is on the disk, and tell whether it is where it must be."""
        handle = opened(self._path, os.O_WRONLY | os.O_APPEND)
        try:
            append(handle, line)
            sync_handle(handle)
            return os.lseek(handle, 0, os.SEEK_CUR) == self._length
        finally:
            os.close(handle)

    def take_back(self, act: int, rows: Sequence[RowChange]) -> None:
        """Drop the act that was added last: it could not be committed.

        Another program that wrote since has dropped it, and added its own.
        """
        if _stamp_of(self._path) == self._as_left:
            self._truncate(self._before)
        self._forget(act, rows)

    def _forget(self, act: int, rows: Sequence[RowChange]) -> None:
        """Know the act again, which may stand there still, as one that is not to be done."""
        self._as_left = None
        self._undone = _written(act, rows)

    def tells(self, act: int, rows: Sequence[RowChange]) -> bool:
        """Tell whether it holds that act; raises JournalFault when the file cannot be read."""
        account = read(self._journal, self._key)
        return account is not None and _written(act, rows) in account.acts

    def _stamp(self) -> _Stamp | None:
        """Return what tells the state of the file; None where another program wrote to it as well."""
        stamp = _stamp_of(self._path)
        return stamp if stamp is not None and stamp[1] == self._length else None

    def _truncate(self, length: int) -> None:
        """Shorten the file; when even that fails, the next act finds out by reading it."""
        with suppress(OSError):
            os.truncate(self._path, length)


def _stamp_of(path: Path | None) -> _Stamp | None:
    """Return what tells the state of a file; None where it is not there, or none is meant."""
    try:
        stat = path.stat() if path is not None else None
    except OSError:
        return None
    return (stat.st_ino, stat.st_size, stat.st_mtime_ns) if stat is not None else None
