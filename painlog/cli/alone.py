"""Keeping the window, and other commands, away from a journal while another file is put in its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QLockFile

from painlog import places
from painlog.cli.terminal import Failure, translate
from painlog.words.language import filled


@contextmanager
def no_window(path: Path) -> Iterator[None]:
    """Keep the window from opening the journal meanwhile; raises Failure when it, or a command, has it."""
    held = QLockFile(places.lock_file(path))
    held.setStaleLockTime(0)
    if not held.tryLock(0) and held.error() is QLockFile.LockError.LockFailedError:
        sentence = translate(
            "Cli",
            "%1 is open in Painlog's window, or another command is at work on it. Nothing was changed; "
            "please close the window, or wait for the command, and try again.",
        )
        raise Failure(filled(sentence, str(path)))
    try:
        yield
    finally:
        held.unlock()
