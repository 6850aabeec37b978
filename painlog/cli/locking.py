"""`painlog lock` and `painlog unlock`: encryption with a passphrase, changed and taken off again."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from painlog.cli.alone import no_window
from painlog.cli.named import journal_of
from painlog.cli.passphrases import key_told_by, new_passphrase
from painlog.cli.stopping import done_first
from painlog.cli.terminal import Failure, complain, say, translate
from painlog.journal import JournalFault, keys, locking
from painlog.journal.recovery_key import RecoveryKey, new_recovery_key
from painlog.journal.schema import refuse_foreign, refuse_lost
from painlog.words import locks
from painlog.words.language import filled


def lock(asked: argparse.Namespace) -> int:
    """Encrypt the journal; one that is encrypted gets another passphrase."""
    path = _there(asked)
    with no_window(path):
        record = locking.lock_of(path)
        locking.refuse_read_only(path)  # before a recovery key is told that would open nothing
        if record:
            _change(asked, path, record)
        else:
            _lock(asked, path)
    return 0


def _lock(asked: argparse.Namespace, path: Path) -> None:
    refuse_foreign(path)
    keys.refuse_without_encryption()
    passphrase = new_passphrase(asked.new_passphrase_file or asked.passphrase_file)
    recovery = new_recovery_key()
    key = keys.new_key(passphrase, recovery)
    _tell(recovery)
    with done_first():
        with _is_void_unless_set():
            waits = locking.lock(path, key)
        if waits is not None:
            say(filled(translate("Cli", "%1 is locked."), str(path)))
            complain(locks.beside_waits())
            return
        say(filled(translate("Cli", "%1 is locked, and so are its backups."), str(path)))
        say(locks.traces())


def _change(asked: argparse.Namespace, path: Path, record: str) -> None:
    """Set another passphrase, and make another recovery key if that is asked for."""
    held = key_told_by(asked, record, path)
    recovery = new_recovery_key() if asked.new_recovery_key else None
    passphrase = new_passphrase(asked.new_passphrase_file, "--new-passphrase-file")
    key = keys.wrapped_anew(held, passphrase, recovery)
    if recovery is not None:
        _tell(recovery)
    with done_first():
        with _is_void_unless_set() if recovery is not None else nullcontext():
            waits = locking.change(path, key)
        say(filled(translate("Cli", "%1 has a new passphrase."), str(path)))
        if waits is not None:
            complain(locks.beside_waits())
        if recovery is None:
            say(translate("Cli", "The recovery key stays as it is."))


def _tell(recovery: RecoveryKey) -> None:
    """Print the recovery key, before anything depends on it; raises Failure and OSError."""
    if sys.stdout is None:
        sentence = translate(
            "Cli",
            "There is no output to tell the recovery key on. Nothing was changed; please run this on a "
            "terminal.",
        )
        raise Failure(sentence)
    say(filled(translate("Cli", "Recovery key: %1"), str(recovery)))
    say(translate("Cli", "Please write it down now and keep it in a safe place; it is not shown again."))
    say(locks.forgetting())
    sys.stdout.flush()


@contextmanager
def _is_void_unless_set() -> Iterator[None]:
    """Say so where the recovery key that was told already opens nothing."""
    try:
        yield
    except JournalFault:
        complain(translate("Cli", "The lock was not set, so the recovery key above opens nothing."))
        raise


def unlock(asked: argparse.Namespace) -> int:
    """Take the encryption off the journal and its backups."""
    path = _there(asked)
    with no_window(path):
        record = locking.lock_of(path)
        if not record:
            sentence = translate("Cli", "%1 is not locked, so nothing was changed.")
            raise Failure(filled(sentence, str(path)))
        key = key_told_by(asked, record, path)
        with done_first():
            locking.unlock(path, key)
            say(filled(translate("Cli", "%1 and its backups are not encrypted any more."), str(path)))
    return 0


def _there(asked: argparse.Namespace) -> Path:
    path = journal_of(asked)
    refuse_lost(path, create=False)
    return path


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {"lock": lock, "unlock": unlock}
