"""The files that are named on the command line: what no file can be is refused before anything is opened."""

import argparse
import os
import stat
from pathlib import Path

from painlog import places
from painlog.journal import JournalFault, Reason
from painlog.journal.beside import led_to


def journal_of(asked: argparse.Namespace) -> Path:
    """Return the journal that was named, or the patient's own; raises as `fit_for_a_journal` does."""
    if asked.journal is not None:
        return led_to(fit_for_a_journal(asked.journal))
    own = places.journal_file()
    places.make_folder_of(own)
    return led_to(own)


def fit_for_a_journal(path: Path) -> Path:
    """Return the path of a journal, which need not be there; raises JournalFault or OSError.

    A pipe or a device in its place would be waited for without end. A folder is refused by what opens it,
    for a journal may be brought back in its place.
    """
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return path
    if not path.name or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise JournalFault(Reason.NOT_A_JOURNAL, path)
    if not os.access(path, os.R_OK):
        raise JournalFault(Reason.NO_RIGHT, path)
    return path
