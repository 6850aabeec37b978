"""The lock record: how a locked journal tells, in the file itself, what its passphrase is checked against.

A locked journal is an SQLCipher file whose first page, which holds the schema and no entry, is left
unencrypted up to its last bytes (`cipher_plaintext_header_size`). So it is known for a journal, with its
version, before any passphrase is asked for; and a view named `lock` in that schema holds the key, wrapped.
SQLite itself writes it, inside its transactions, and copies it into every copy: each file opens with nothing
but the passphrase, and no key file can be lost. Pages of 16 KiB leave room for a schema twice as large.
"""

import re
from pathlib import Path

from painlog.journal.digests import blake2b
from painlog.journal.faults import JournalFault, Reason, sorting
from painlog.journal.key import Key
from painlog.places import MAGIC
from painlog.values import value

PAGE = 16_384
RESERVED = 80
"""Bytes at the end of each page that SQLCipher keeps for its nonce and its tag."""
PLAIN = PAGE - RESERVED - 16
"""So much of the first page is not encrypted."""
VIEW = "lock"
_LEAF = 13
_ROOT = 100
"""Where the schema's tree begins in the first page."""
_TOLD = re.compile(rb"CREATE VIEW lock AS SELECT '([0-9a-z:.]+)' AS record")
_DIGEST = 16
_FORM = "1"


@value
class Wrap:
    """The key of a journal, sealed under a passphrase or under a recovery key, and with what effort."""

    salt: bytes
    sealed: bytes
    memory_kib: int = 0
    passes: int = 0
    """Argon2id's figures; 0 for a recovery key, which nobody can guess."""

    def told(self) -> str:
        """Return the wrap as it stands in the record."""
        return f"{self.memory_kib}.{self.passes}.{self.salt.hex()}.{self.sealed.hex()}"

    @classmethod
    def read(cls, told: str) -> "Wrap":
        """Return the wrap that stands in a record; raises ValueError."""
        memory, passes, salt, sealed = told.split(".")
        return cls(
            salt=bytes.fromhex(salt),
            sealed=bytes.fromhex(sealed),
            memory_kib=int(memory),
            passes=int(passes),
        )


@value
class Record:
    """What a locked file tells about its key."""

    key: str
    """The id of the key."""
    passphrase: Wrap
    recovery: Wrap

    def told(self) -> str:
        """Return the record as text, with a digest that tells damage from a wrong passphrase."""
        body = f"{_FORM}:{self.key}:{self.passphrase.told()}:{self.recovery.told()}"
        return f"{body}:{_digest(body)}"


def read_record(told: str) -> Record:
    """Return the record that a text holds; raises ValueError when it is damaged."""
    body, _, digest = told.rpartition(":")
    if digest != _digest(body):
        raise ValueError("a damaged lock record")
    form, key, passphrase, recovery = body.split(":")
    if form != _FORM:
        raise ValueError("a lock record of a newer form")
    return Record(key=key, passphrase=Wrap.read(passphrase), recovery=Wrap.read(recovery))


def _digest(body: str) -> str:
    return blake2b(body.encode(), digest_size=_DIGEST).hexdigest()


def is_sealed(head: bytes) -> bool:
    """Tell whether a file with these first bytes is one that Painlog has locked."""
    page, reserved = int.from_bytes(head[16:18], "big"), head[20:21]
    return head.startswith(MAGIC) and page == PAGE and reserved == bytes([RESERVED])


def is_locked(path: Path) -> bool:
    """Tell whether there is a locked journal at `path`; raises JournalFault when it cannot be looked at.

    Not for a journal that this program has open: closing the file here would let go of SQLite's locks on it.
    """
    return is_sealed(first_page(path, _ROOT))


def key_for(path: Path, key: Key | None) -> Key | None:
    """Return what opens the file at `path`, None where it is not locked; raises JournalFault."""
    if not is_locked(path):
        return None
    if key is None:
        raise JournalFault(Reason.NEEDS_PASSPHRASE, path)
    return key


def first_page(path: Path, length: int = PAGE) -> bytes:
    """Return the beginning of a file, empty where there is none, or a folder; raises JournalFault."""
    with sorting(path):
        if path.is_dir():
            return b""
        refuse_no_file(path)
        try:
            with path.open("rb") as file:
                return file.read(length)
        except (FileNotFoundError, NotADirectoryError):
            return b""


def refuse_no_file(path: Path) -> None:
    """Raise JournalFault where no file is in the way: a folder, or a pipe, which would be waited for."""
    with sorting(path):
        if path.exists() and not path.is_file():
            raise JournalFault(Reason.NOT_A_JOURNAL, path)


def record_in(path: Path) -> str:
    """Return the lock record in a file, or nothing: it is not locked, or too damaged to tell."""
    return _record_on(first_page(path))


def _record_on(page: bytes) -> str:
    """Return the record that lies in the schema on a first page, or nothing."""
    if not is_sealed(page) or len(page) < PAGE or page[_ROOT] != _LEAF:
        return ""
    count = int.from_bytes(page[_ROOT + 3 : _ROOT + 5], "big")
    places = (_ROOT + 8 + 2 * cell for cell in range(count))
    cells = sorted(int.from_bytes(page[place : place + 2], "big") for place in places)
    for begin, end in zip(cells, [*cells[1:], PLAIN], strict=True):
        if found := _TOLD.search(page, begin, end):
            return _undamaged(found[1].decode())
    return ""


def _undamaged(told: str) -> str:
    try:
        read_record(told)
    except ValueError:
        return ""
    return told


def making(record: str, database: str = "main") -> tuple[str, str]:
    """Return the statements that write a record into a file's schema, in the place of another one."""
    return (
        f"DROP VIEW IF EXISTS {database}.{VIEW}",
        f"CREATE VIEW {database}.{VIEW} AS SELECT '{read_record(record).told()}' AS record",
    )


def refuse_unfit(path: Path, record: str) -> None:
    """Raise JournalFault unless the file tells that record to whoever has no key yet."""
    if record_in(path) != record:
        raise JournalFault(Reason.DAMAGED, path, "the lock record cannot be found again")
