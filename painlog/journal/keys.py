"""Keys: what a passphrase or a recovery key opens. Loaded only when a journal is locked, or shall be.

Everything of a locked journal is encrypted with one random key of 256 bits: the journal and its backups by
SQLCipher, page by page; what lies beside them by painlog.journal.sealing. The key itself is kept wrapped in
each file (painlog.journal.lock_record), under Argon2id of the passphrase and under the recovery key. So the
passphrase can be changed without writing everything anew, and the recovery sheet stays good.
"""

import ctypes
import math
import secrets
import sys
import time
import unicodedata
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

import argon2.exceptions
import argon2.low_level

from painlog.journal import sealing
from painlog.journal.faults import JournalFault, Reason
from painlog.journal.key import Key
from painlog.journal.lock_record import PAGE, PLAIN, Record, Wrap, read_record
from painlog.journal.locking import settle
from painlog.journal.recovery_key import RecoveryKey
from painlog.journal.sealing import KEY_BYTES, derived
from painlog.journal.store import Store
from painlog.values import value

try:
    from sqlcipher3 import dbapi2 as sqlcipher
except ImportError:  # there are no wheels for this Python yet
    sqlcipher = None
if sys.platform != "win32":
    import resource

MEMORY_KIB = 256 * 1024
LEAST_PASSES, MOST_PASSES = 6, 64
_GUESS_SECONDS = 1.25
"""How long one guess takes at least, on the computer on which the passphrase was set."""
_SALT = 16
_TIMED_PASSES = 3
_PASSPHRASE, _RECOVERY = "passphrase", "recovery key"


@value
class Effort:
    """What one guess of a passphrase costs: memory in KiB, and how often it is gone through."""

    memory_kib: int = MEMORY_KIB
    passes: int = LEAST_PASSES


class OpenKey:
    """The key of a journal, in the open; `record` is how files tell it to whoever knows the passphrase."""

    def __init__(self, secret: bytes, record: str) -> None:
        """Keep the secret for as long as this object lives."""
        self.secret = secret
        self.record = record
        self.id = _id_of(secret)

    def __repr__(self) -> str:
        """Say nothing of the secret, in no log and no report of a mistake."""
        return f"OpenKey({self.id})"

    def connect(self, name: str, *, is_sealed: bool) -> Any:
        """Return a connection to an SQLite address; a file that is not sealed is read as it is."""
        if is_sealed:
            _refuse_other_pages(name)
        connection = sqlcipher.connect(name, isolation_level=None, uri=True)
        try:
            for pragma in (
                "cipher_log_level = NONE",  # it would print to the terminal
                f"cipher_default_page_size = {PAGE}",
                f"cipher_default_plaintext_header_size = {PLAIN}",
                *([f"key = {self.attaching()}"] if is_sealed else []),
            ):
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return connection

    def look_after(self, store: Store, clock: Callable[[], datetime]) -> None:
        """Lock what lies beside an open, locked journal and is not yet as it is; raises JournalFault."""
        settle(store, clock=clock)

    def attaching(self) -> str:
        """Return how a sealed file is attached: the text that follows KEY in SQL."""
        salt = derived(self.secret, "salt of pages", size=_SALT)
        return f"\"x'{derived(self.secret, 'pages').hex()}{salt.hex()}'\""

    def seal(self, content: bytes, about: str) -> bytes:
        """Return the content so that only this key opens it."""
        return sealing.seal(derived(self.secret, "beside"), content, about)

    def unseal(self, sealed: bytes, about: str) -> bytes:
        """Return the content; raises ValueError when it is damaged or asked for with another key."""
        return sealing.unseal(derived(self.secret, "beside"), sealed, about)


def _refuse_other_pages(name: str) -> None:
    """Raise JournalFault where the pages of a file are of another size than those of locked journals.

    SQLCipher would copy the unencrypted part of the first page beyond the room that it has for it.
    """
    size = PAGE
    with closing(sqlcipher.connect(name, isolation_level=None, uri=True)) as probe, suppress(sqlcipher.Error):
        probe.execute("PRAGMA cipher_log_level = NONE")
        if probe.execute("PRAGMA schema_version").fetchone()[0]:  # else there is nothing in it yet
            size = probe.execute("PRAGMA page_size").fetchone()[0]
    if size != PAGE:
        raise JournalFault(Reason.DAMAGED, None, "pages of another size")


def refuse_without_encryption() -> None:
    """Raise JournalFault where this Python has no SQLCipher."""
    if sqlcipher is None:
        raise JournalFault(Reason.NO_ENCRYPTION)


def new_key(passphrase: str, recovery: RecoveryKey, effort: Effort | None = None) -> OpenKey:
    """Make a new key, wrapped under both; the effort of a guess is measured where it is not given."""
    refuse_without_encryption()
    keep_out_of_dumps()
    secret = secrets.token_bytes(KEY_BYTES)
    record = Record(
        key=_id_of(secret),
        passphrase=_under_passphrase(secret, passphrase, effort or measured()),
        recovery=_under_recovery(secret, recovery),
    )
    return OpenKey(secret=secret, record=record.told())


def with_passphrase(record: str, passphrase: str) -> OpenKey:
    """Return the key that the passphrase opens; raises JournalFault when it is another one."""
    wrap = _read(record).passphrase
    return _opened(record, wrap, _stretched(passphrase, wrap), _PASSPHRASE, Reason.WRONG_PASSPHRASE)


def with_recovery_key(record: str, recovery: RecoveryKey) -> OpenKey:
    """Return the key that the recovery key opens; raises JournalFault when it is another journal's."""
    wrap = _read(record).recovery
    return _opened(record, wrap, _drawn(recovery, wrap.salt), _RECOVERY, Reason.WRONG_RECOVERY_KEY)


def wrapped_anew(
    key: Key,
    passphrase: str | None = None,
    recovery: RecoveryKey | None = None,
    effort: Effort | None = None,
) -> OpenKey:
    """Return the same key under another passphrase, another recovery key, or both."""
    record = _read(key.record)
    if passphrase is not None:
        record = replace(record, passphrase=_under_passphrase(key.secret, passphrase, effort or measured()))
    if recovery is not None:
        record = replace(record, recovery=_under_recovery(key.secret, recovery))
    return OpenKey(secret=key.secret, record=record.told())


def measured() -> Effort:
    """Return what makes one guess last long enough on this computer, by the time it takes just now."""
    took = _timed(Effort(passes=_TIMED_PASSES))
    wanted = math.ceil(_GUESS_SECONDS * _TIMED_PASSES / max(took, 0.001))
    return Effort(passes=min(max(wanted, LEAST_PASSES), MOST_PASSES))


def _timed(effort: Effort) -> float:
    begin = time.process_time()
    _stretched("", Wrap(b"\0" * _SALT, b"", effort.memory_kib, effort.passes))
    return time.process_time() - begin


def _read(record: str) -> Record:
    refuse_without_encryption()
    keep_out_of_dumps()
    try:
        return read_record(record)
    except ValueError as error:
        raise JournalFault(Reason.DAMAGED, None, "the lock record") from error


def _id_of(secret: bytes) -> str:
    return derived(secret, "id", size=8).hex()


def _opened(record: str, wrap: Wrap, by: bytes, about: str, otherwise: Reason) -> OpenKey:
    try:
        return OpenKey(secret=sealing.unseal(by, wrap.sealed, about), record=record)
    except ValueError as error:
        raise JournalFault(otherwise) from error


def _under_passphrase(secret: bytes, passphrase: str, effort: Effort) -> Wrap:
    wrap = Wrap(secrets.token_bytes(_SALT), b"", effort.memory_kib, effort.passes)
    return replace(wrap, sealed=sealing.seal(_stretched(passphrase, wrap), secret, _PASSPHRASE))


def _under_recovery(secret: bytes, recovery: RecoveryKey) -> Wrap:
    salt = secrets.token_bytes(_SALT)
    return Wrap(salt, sealing.seal(_drawn(recovery, salt), secret, _RECOVERY))


def _stretched(passphrase: str, wrap: Wrap) -> bytes:
    """Return Argon2id of a passphrase, whose letters are the same however a keyboard composes them."""
    try:
        return argon2.low_level.hash_secret_raw(
            unicodedata.normalize("NFC", passphrase).encode(),
            wrap.salt,
            time_cost=wrap.passes,
            memory_cost=wrap.memory_kib,
            parallelism=1,
            hash_len=KEY_BYTES,
            type=argon2.low_level.Type.ID,
        )
    except argon2.exceptions.HashingError as error:
        raise JournalFault(Reason.NO_MEMORY) from error


def _drawn(recovery: RecoveryKey, salt: bytes) -> bytes:
    """Return what the recovery key wraps with: with 140 random bits no guess needs to be slow."""
    return derived(recovery.secret, f"recovery {salt.hex()}")


def keep_out_of_dumps() -> None:
    """Have no picture of this program's memory written when it crashes, nor read by others of the account."""
    if sys.platform != "win32":
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


_PR_SET_DUMPABLE = 4
