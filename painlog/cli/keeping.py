"""`painlog sample`, `backup` and `restore`: journals as files."""

import argparse
import errno
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from painlog import entries
from painlog.cli.alone import no_window
from painlog.cli.named import fit_for_a_journal, journal_of
from painlog.cli.passphrases import complain_of_damage, has_lost_its_lock, key_of, key_of_file
from painlog.cli.stopping import done_first
from painlog.cli.terminal import Failure, complain, say, translate
from painlog.journal import JournalFault, Reason
from painlog.journal.key import Key
from painlog.places import itself
from painlog.words.entries import count_of_entries
from painlog.words.language import filled
from painlog.words.locks import beside_waits

_OF_THE_JOURNAL = (Reason.DAMAGED, Reason.NEWER, Reason.NOT_A_JOURNAL)


def sample(asked: argparse.Namespace) -> int:
    """Write the sample journal into a new file."""
    from painlog.exchange.sample import sample as made
    from painlog.journal.beginning import begin

    path: Path = asked.file
    if not path.name:  # "" and "." name the folder itself
        raise IsADirectoryError(errno.EISDIR, "", str(path))
    until = asked.until or entries.now().date() - timedelta(days=1)
    count = begin(path, made(until))
    told = filled(translate("Cli", "A sample journal with %1 is in %2."), count_of_entries(count), str(path))
    say(told)
    return 0


def backup(asked: argparse.Namespace) -> int:
    """Make a consistent copy; the window may be open."""
    from painlog.journal import backups
    from painlog.journal.schema import refuse_foreign, refuse_lost

    path = journal_of(asked)
    refuse_lost(path, create=False)
    key = refuse_foreign(path, key_of(asked, path))  # before a folder is made beside what is no journal
    try:
        copy = backups.back_up(path, asked.file, key=key)
    except JournalFault as fault:
        if fault.reason in _OF_THE_JOURNAL:  # found when the copy was looked at, and said of the journal
            raise JournalFault(fault.reason, path, fault.detail) from fault
        raise
    say(filled(translate("Cli", "A copy of the journal is in %1."), str(copy)))
    complain_of_damage(path, key)
    return 0


def restore(asked: argparse.Namespace) -> int:
    """Put a copy in the journal's place, or make a damaged one anew; what stood there is kept beside it."""
    path = itself(journal_of(asked))  # where a link leads to nothing, the copy is put there
    with no_window(path):
        _restore(asked, path)
    return 0


def _restore(asked: argparse.Namespace, path: Path) -> None:
    from painlog.journal import checking, recovery, replacing
    from painlog.journal.schema import refuse_foreign

    is_lost = has_lost_its_lock(path)
    key = None if is_lost else key_of(asked, path)
    if asked.file is not None:
        source = fit_for_a_journal(asked.file)
        source_key = key_of_file(asked, source, key)
        refuse_foreign(source, source_key)
        with done_first():
            kept = replacing.restore(path, source, key=key, source_key=source_key)
            say(filled(translate("Cli", "The journal is now that of %1."), str(asked.file)))
            _follow(path, key or source_key, was_locked=key is not None)
            _say_where(kept)
        return
    if is_lost:
        raise JournalFault(Reason.NO_BACKUP, path)
    if checking.check(path, key=key).state is checking.State.GOOD:
        sentence = translate(
            "Cli", "%1 is good, so nothing was changed. To go back to a copy, name its file."
        )
        raise Failure(filled(sentence, str(path)))
    with done_first():
        kept = recovery.repair(path, key=key)
        say(translate("Cli", "The journal was made anew from what is kept beside it."))
        _say_where(kept)


def _say_where(kept: Path | None) -> None:
    """Say where what stood in the journal's place is kept now, if anything did."""
    if kept is not None:
        say(filled(translate("Cli", "What was there before is kept in %1."), str(kept)))


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "sample": sample,
    "backup": backup,
    "restore": restore,
}


def _follow(path: Path, key: Key | None, *, was_locked: bool) -> None:
    """Back a restored journal up, and lock what lies beside it where it was not locked until now."""
    from painlog.journal import Journal, backups

    is_locked_now = key is not None and not was_locked
    try:
        backups.back_up(path, key=key)  # so that it is followed from here
        if is_locked_now:
            with Journal.open(path, key=key):
                pass
    except JournalFault:  # a full disk: the journal is in its place all the same
        complain(
            translate(
                "Cli",
                "No backup of it could be made yet. Nothing is lost; please make room on the disk, and "
                "let “painlog backup” make one.",
            )
        )
        if is_locked_now:
            complain(beside_waits())
    else:
        if is_locked_now:
            say(
                translate(
                    "Cli", "It is locked with the passphrase of that copy, and so is what lies beside it."
                )
            )
