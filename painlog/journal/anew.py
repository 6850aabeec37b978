"""A journal made anew from a backup and every act since, as the second record tells them."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from painlog.journal import second_record
from painlog.journal.agreement import held_elsewhere
from painlog.journal.beside import clear, made_or_gone, name_aside, pieces_of, sync, write_whole
from painlog.journal.converting import convert, put_over
from painlog.journal.faults import sorting
from painlog.journal.finishing import do_again
from painlog.journal.key import Key
from painlog.journal.schema import is_of_another_key, open_store
from painlog.journal.second_record import Account
from painlog.journal.soundness import refuse_unsound


def make_anew(path: Path, part: Path, account: Account, key: Key | None) -> None:
    """Write into `part` what the second record of the journal at `path` tells; raises JournalFault."""
    base = second_record.base_path(path, account.base)
    with sorting(part):
        clear(part)
        if base is not None:
            write_whole(part, pieces_of(base))
    store = open_store(part, create=True, key=key)
    with closing(store), store.transaction():
        store.do("UPDATE state SET journal = ?", bytes.fromhex(account.base.journal))
        do_again(store, account.acts)
    with sorting(part):
        sync(part)
    if key is not None and store.key is None:  # made from a backup of the time before it was locked
        locked = part.with_name(f"locked-{part.name}")
        convert(part, locked, None, key)
        with sorting(part):
            put_over(locked, part, wipe=True)
    refuse_unsound(part, key=key)


def keep_the_other(path: Path, at: datetime, key: Key | None) -> Path | None:
    """Keep the journal that was here before the file at `path` took its place, with all that was saved in it.

    Returns where it is kept, under the name of one that was replaced at `at`; None where nothing of it is
    lacking in the file, or it cannot be made. Raises JournalFault where there is no room for it.
    """
    account = second_record.read(path, key)
    if account is None or not second_record.is_intact(path, account.base):
        return None
    base = second_record.base_path(path, account.base)
    if (base is not None and is_of_another_key(base, key)) or not held_elsewhere(path, key, account):
        return None
    kept = name_aside(path, at)
    part = kept.with_name(f"{kept.name}.part")
    with made_or_gone(part):
        make_anew(path, part, account, key)
        with sorting(kept):
            part.replace(kept)
            sync(kept.parent)
    return kept
