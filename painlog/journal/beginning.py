"""A new journal that has something in it from the first, as the sample: made whole, or not at all."""

import shutil
from pathlib import Path

from painlog.entries import Contents
from painlog.journal.beside import folder_of, made_or_gone
from painlog.journal.book import Journal
from painlog.journal.faults import JournalFault, Reason, sorting


def begin(path: Path, contents: Contents) -> int:
    """Make a new journal that holds `contents`, whole or not at all; return how many entries it has.

    Raises JournalFault, also where there is a journal of that name, or the backups of one.
    """
    with sorting(path):
        for there in (path, folder_of(path)):
            if there.exists() or there.is_symlink():
                raise JournalFault(Reason.ALREADY_THERE, there)
    try:
        with made_or_gone(path), Journal.open(path) as journal:
            journal.take_in(contents)
            return journal.count()
    except BaseException:
        shutil.rmtree(folder_of(path), ignore_errors=True)
        raise
