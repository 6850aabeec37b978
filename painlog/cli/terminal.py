"""Speaking to the terminal: words in the person's language, one sentence for what goes wrong."""

import codecs
import errno
import os
import re
import sys
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, qInstallMessageHandler

from painlog.entries import Refused
from painlog.exchange.reading import Problem
from painlog.journal import JournalFault, Reason
from painlog.journal.beside import folder_of
from painlog.words import language, readings, refusals
from painlog.words.language import filled

translate = QCoreApplication.translate


class Failure(Exception):
    """What was asked for could not be done; the text says so in one sentence, with what to do next."""


_ORDERS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Letters that a terminal does not show but obeys, and ends of lines."""
_FULL = (errno.ENOSPC, errno.EDQUOT)
FAULTS = (Failure, JournalFault, Refused, OSError)
"""Everything that is said in a sentence; all else is a mistake of ours."""


def learn_language(*, with_fonts: bool = False) -> None:
    """Load the person's language; with fonts, pages can be drawn as well. Neither needs a screen."""
    language.install(_application(with_fonts=with_fonts))


@cache
def _application(*, with_fonts: bool) -> QCoreApplication:
    """Return Qt's application, which must live as long as texts are wanted in the person's language."""
    # Qt warns of locales without UTF-8 and then does the right thing; that is nothing to read on a terminal.
    before = qInstallMessageHandler(lambda *_: None)
    try:
        if with_fonts:
            from painlog.report.pdf import application

            return application()
        return QCoreApplication.instance() or QCoreApplication(["painlog"])
    finally:
        qInstallMessageHandler(before)


def say(text: str) -> None:
    """Print a line."""
    if sys.stdout is not None:
        sys.stdout.write(f"{text}\n")


def has_every_letter() -> bool:
    """Tell whether the output has every letter there is; of others `say` shows a question mark."""
    return sys.stdout is not None and codecs.lookup(sys.stdout.encoding).name == "utf-8"


def complain(text: str) -> None:
    """Print one line on standard error; no name of a file in it can break it, or give the terminal orders."""
    if sys.stderr is not None:
        sys.stderr.write(f"{_ORDERS.sub('�', text)}\n")


def sentence_for(error: Exception) -> str:
    """Return the sentence for anything that the world or the person's values did."""
    match error:
        case JournalFault(reason=Reason.NOT_A_JOURNAL, path=Path() as path) if _has_backups(path):
            sentence = translate(
                "Cli",
                "%1 is not a Painlog journal, but the backups of one are beside it. Nothing was changed; "
                "please let “painlog check” say what can be restored.",
            )
            return filled(sentence, str(path))
        case JournalFault():
            return refusals.faulted(error.reason, error.path)
        case Refused():
            return filled(translate("Cli", "%1 Nothing was changed."), refusals.refused(error))
        case OSError():
            return _of_the_system(error)
        case _:
            return str(error)


def _has_backups(journal: Path) -> bool:
    """Tell whether something is kept beside a journal, or beside what stands in its place."""
    return bool(journal.name) and os.path.isdir(folder_of(journal))  # noqa: PTH112 - never raises


def wrong_usage(reason: str, program: str) -> str:
    """Return the sentence for a command line that is not how Painlog is called."""
    return filled(
        translate("Cli", "This was not understood: %1. “%2 --help” shows how it is called."), reason, program
    )


def stopped() -> str:
    """Return the sentence for Ctrl+C."""
    return translate("Cli", "Stopped. What was said to be done is done, and nothing else was changed.")


def told(problem: Problem) -> str:
    """Return one line on a place of a file that can't be read."""
    return readings.problem(problem.why, problem.place, problem.value, problem.line)


def read_file(path: Path, most: int) -> bytes:
    """Return what stands in a file, one byte more than `most` at most; raises Failure."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        error.filename = error.filename or str(path)  # a disk that fails while it is read names none
        raise Failure(_of_the_system(error)) from error
    except ValueError as error:  # a name with a character that no file has
        raise Failure(_of_the_system(FileNotFoundError(2, "", str(path)))) from error


def _of_the_system(error: OSError) -> str:
    name = str(error.filename) if error.filename is not None else translate("Cli", "The output")
    if isinstance(error, FileNotFoundError):
        return filled(translate("Cli", "There is no %1. Nothing was changed; please check the name."), name)
    if isinstance(error, IsADirectoryError):
        return filled(translate("Cli", "%1 is a folder. Nothing was changed; please name a file."), name)
    if isinstance(error, NotADirectoryError):
        return filled(
            translate("Cli", "%1 lies in what is no folder. Nothing was changed; please check the name."),
            name,
        )
    if error.errno in _FULL and error.filename is None:  # what was told to it may be done by then
        return filled(
            translate("Cli", "%1 could not be written, for the disk is full. Please make room."), name
        )
    if error.errno in _FULL:
        return filled(
            translate(
                "Cli",
                "%1 could not be written, for the disk is full. Nothing was changed; please make room.",
            ),
            name,
        )
    if isinstance(error, PermissionError):
        return filled(
            translate(
                "Cli", "%1 cannot be opened by this account. Nothing was changed; please allow it first."
            ),
            name,
        )
    reason = os.strerror(error.errno) if error.errno else str(error)
    return filled(
        translate(
            "Cli", "%1 could not be read or written (%2). What was saved is safe; please try another place."
        ),
        name,
        reason,
    )
