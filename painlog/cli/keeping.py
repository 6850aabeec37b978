"""`painlog sample`, `backup`, `restore`, `lock` and `unlock`: journals as files."""

import argparse
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from painlog import entries, places
from painlog.cli.terminal import Failure, say, translate
from painlog.journal import Journal, JournalFault, Reason
from painlog.words.entries import count_of_entries
from painlog.words.language import filled


def sample(asked: argparse.Namespace) -> int:
    """Write the sample journal into a new file."""
    from painlog.exchange.sample import sample as made

    path = Path(asked.file)
    if path.exists() or path.is_symlink():
        raise JournalFault(Reason.ALREADY_THERE, path)
    until = asked.until or entries.now().date() - timedelta(days=1)
    with Journal.open(path) as journal:
        journal.take_in(made(until))
        count = journal.count()
    told = filled(translate("Cli", "A sample journal with %1 is in %2."), count_of_entries(count), str(path))
    say(told)
    return 0


def backup(asked: argparse.Namespace) -> int:
    """Make a consistent copy; the window may be open."""
    from painlog.journal import backups

    copy = backups.back_up(_journal(asked), asked.file)
    say(filled(translate("Cli", "A copy of the journal is in %1."), str(copy)))
    return 0


def restore(asked: argparse.Namespace) -> int:
    """Put a copy in the journal's place, or make a damaged one anew; what stood there is kept beside it."""
    from painlog.journal import backups, checking, recovery

    path = _journal(asked)
    if asked.file is not None:
        kept = backups.restore(path, asked.file)
        say(filled(translate("Cli", "The journal is now that of %1."), str(asked.file)))
    elif checking.check(path).state is checking.State.GOOD:
        sentence = translate(
            "Cli", "%1 is good, so nothing was changed. To go back to a copy, name its file."
        )
        raise Failure(filled(sentence, str(path)))
    else:
        kept = recovery.repair(path)
        say(translate("Cli", "The journal was made anew from its backup and everything saved since."))
    if kept is not None:
        say(filled(translate("Cli", "What was there before is kept in %1."), str(kept)))
    return 0


def _journal(asked: argparse.Namespace) -> Path:
    return Path(asked.journal or places.journal_file())


def lock(asked: argparse.Namespace) -> int:  # noqa: ARG001 - commands share their shape
    """Say that locking does not exist yet."""
    raise Failure(
        translate(
            "Cli",
            "Locking a journal is not there yet, so nothing was changed; please rely on the computer's own "
            "disk encryption until then.",
        )
    )


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "sample": sample,
    "backup": backup,
    "restore": restore,
    "lock": lock,
    "unlock": lock,
}
