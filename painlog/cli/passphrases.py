"""Passphrases on the command line: from a file or asked for on the terminal, never as an argument.

An argument would stand in the shell's history, and in the list of programs that everybody can read.
"""

import argparse
import getpass
import os
import sys
from contextlib import suppress
from pathlib import Path

from painlog.cli.named import journal_of
from painlog.journal import Journal, JournalFault, Reason
from painlog.journal.key import Key
from painlog.journal.lock_record import is_locked
from painlog.journal.recovery_key import Mistyped, RecoveryKey, typed

_IN_A_FILE = "--passphrase-file"


def opened(asked: argparse.Namespace, *, create: bool = True) -> Journal:
    """Open the journal that was named, asking for its passphrase where it is locked."""
    path = journal_of(asked)
    try:
        return Journal.open(path, create=create)
    except JournalFault as fault:
        if fault.reason is not Reason.NEEDS_PASSPHRASE:
            raise
    return Journal.open(path, create=create, key=key_of(asked, path))


def opened_to_show(asked: argparse.Namespace) -> Journal:
    """Open the journal that was named, and complain where it does not hold what was saved."""
    journal = opened(asked, create=False)
    complain_of_damage(journal.path, journal.key, is_open=True)
    return journal


def complain_of_damage(path: Path, key: Key | None, *, is_open: bool = False) -> None:
    """Complain where a journal that is going to be read does not hold what was saved."""
    from painlog.cli.terminal import complain, translate
    from painlog.journal.checking import State, check
    from painlog.words.language import filled

    with suppress(JournalFault):  # what cannot be checked can still be shown
        if check(path, thorough=False, key=key, is_open=is_open).state is not State.GOOD:
            sentence = translate(
                "Cli",
                "%1 is not as it was saved, so what is read from it may lack entries. The journal stays as it"
                " is; please let “painlog check” say what can be restored.",
            )
            complain(filled(sentence, str(path)))


def has_lost_its_lock(path: Path) -> bool:
    """Tell whether nothing is left of a locked journal, nor beside it, that says what its passphrase is."""
    from painlog.journal.locking import lock_of

    return not lock_of(path) and is_locked(path)


def key_of(asked: argparse.Namespace, path: Path) -> Key | None:
    """Return what opens the journal at `path`, and what lies beside it; None where it is not locked."""
    from painlog.journal.locking import lock_of

    record = lock_of(path)
    if not record and is_locked(path):  # nothing is left that a passphrase could be checked against
        raise JournalFault(Reason.DAMAGED, path, "the lock record")
    return key_told_by(asked, record, path) if record else None


def key_of_file(asked: argparse.Namespace, source: Path, key: Key | None) -> Key | None:
    """Return what opens a copy: the key of the journal, or that of the copy's own passphrase."""
    from painlog.journal.lock_record import read_record, record_in

    record = record_in(source)
    if not record or (key is not None and read_record(record).key == key.id):
        return key
    try:
        return key_told_by(asked, record, source)
    except JournalFault as fault:
        if fault.reason is not Reason.WRONG_PASSPHRASE or asked.passphrase_file is None:
            raise
    return key_told_by(argparse.Namespace(passphrase_file=None), record, source)


def key_told_by(asked: argparse.Namespace, record: str, path: Path) -> Key:
    """Return the key that the passphrase, or the recovery key, opens; raises JournalFault and Failure."""
    from painlog.cli.terminal import translate
    from painlog.journal import keys
    from painlog.words.language import filled

    try:
        if getattr(asked, "with_recovery_key", False):
            return keys.with_recovery_key(record, _recovery_key())
        question = filled(translate("Cli", "Passphrase of %1: "), str(path))
        return keys.with_passphrase(record, _from_file(asked.passphrase_file) or _asked(question))
    except JournalFault as fault:
        raise JournalFault(fault.reason, path, fault.detail) from fault


def new_passphrase(file: Path | None, option: str = _IN_A_FILE) -> str:
    """Return the passphrase to set: from a file, or asked for twice; raises Failure when they differ.

    `option` is how that file is named, where nobody can be asked.
    """
    from painlog.cli.terminal import Failure, translate

    if told := _from_file(file):
        return told
    first = _asked(translate("Cli", "New passphrase: "), option)
    if not first:
        raise Failure(
            translate("Cli", "A passphrase cannot be empty. Nothing was changed; please choose another.")
        )
    if _asked(translate("Cli", "The same again: "), option) != first:
        raise Failure(translate("Cli", "The two passphrases differ. Nothing was changed; please try again."))
    return first


def _recovery_key() -> RecoveryKey:
    from painlog.cli.terminal import Failure, translate
    from painlog.words.locks import mistyped

    try:
        return typed(_asked(translate("Cli", "Recovery key: "), None))
    except Mistyped as slip:
        raise Failure(mistyped(slip.group)) from slip


def _from_file(file: Path | None) -> str:
    """Return the first line of a file, nothing where none was named; raises Failure and OSError."""
    from painlog.cli.terminal import Failure, translate
    from painlog.words.language import filled

    if file is None:
        return ""
    try:
        with file.open(encoding="utf-8-sig") as lines:
            told = lines.readline(_LONGEST).rstrip("\r\n")
    except UnicodeDecodeError:
        told = ""
    if not told or "\0" in told or len(told) == _LONGEST:  # nobody could type it in the window
        sentence = translate(
            "Cli",
            "There is no passphrase on the first line of %1. Nothing was changed; please write it there, as "
            "plain text (UTF-8).",
        )
        raise Failure(filled(sentence, str(file)))
    return told


_LONGEST = 10_000


def _asked(question: str, option: str | None = _IN_A_FILE) -> str:
    """Ask on the terminal, where nobody sees the answer; raises Failure where there is none.

    `option` names a file with the answer instead; there is none for the recovery key, which stays on paper.
    """
    from painlog.cli.terminal import Failure, translate
    from painlog.words.language import filled

    if not _has_terminal():
        sentence = translate(
            "Cli",
            "The passphrase cannot be asked for without a terminal. Nothing was changed; "
            "please name a file that holds it with %1.",
            "an option of the command line",
        )
        if option is None:
            sentence = translate(
                "Cli",
                "The recovery key cannot be asked for without a terminal. Nothing was changed; "
                "please run this on one.",
            )
        raise Failure(filled(sentence, option or ""))
    try:
        return getpass.getpass(question)
    except EOFError:
        return ""


def _has_terminal() -> bool:
    """Tell whether somebody can be asked; getpass would read, and show, what comes from a pipe."""
    if sys.platform == "win32":
        return sys.stdin is not None and sys.stdin.isatty()
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True
