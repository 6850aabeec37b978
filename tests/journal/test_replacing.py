"""Another journal in its place: whole, also after a power cut, and nothing of what stood there is lost."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from painlog.journal import Journal, backups
from painlog.journal.checking import State, check
from painlog.journal.key import Key
from painlog.journal.recovery import repair
from painlog.journal.replacing import restore
from tests.journal.cipher_disk import watching
from tests.journal.disk import Disk, Event, Image
from tests.journal.worlds import Chance, Clock, locked_with, opened, rows_of

CASES = int(os.environ.get("PAINLOG_CASES", "1"))
Rows: TypeAlias = dict[str, list[tuple[object, ...]]]


class Home:
    """A journal with a backup and acts since, and a copy of it from before."""

    def __init__(self, folder: Path, key: Key | None) -> None:
        """Live for a while."""
        folder.mkdir()
        self.folder, self.key, self.clock = folder, key, Clock()
        chance = Chance(51)
        with opened(folder, clock=self.clock, key=key) as journal:
            self.path = journal.path
            journal.take_in(chance.contents(3))
            self.copy = backups.back_up(self.path, folder / "copy.painlog", clock=self.clock, key=key)
            self.before = rows_of(journal)
            backups.back_up(self.path, clock=self.clock, key=key)
            journal.record(chance.note(), chance.flare_up())
            self.rows = rows_of(journal)
            journal.close(hurried=True)

    def restore(self) -> Rows:
        """Put the copy in the journal's place; return what is in it then."""
        restore(self.path, self.copy, clock=self.clock, key=self.key)
        return self.before

    def repair(self) -> Rows:
        """Make the journal, which is gone, anew."""
        repair(self.path, clock=self.clock, key=self.key)
        return self.rows

    def in_journal(self, path: Path) -> Rows:
        """Return every row of a journal as it is after a cut."""
        with Journal.open(path, create=False, clock=Clock(), key=self.key) as journal:
            rows = rows_of(journal)
            journal.close(hurried=True)
        return rows

    def wrong(self, image: Image, folder: Path, done: Rows) -> str:
        """Look at what a cut left, and take the program's offer; return what is wrong, or nothing."""
        shutil.rmtree(folder, ignore_errors=True)
        image.write(folder, str(self.folder))
        path = folder / self.path.name
        if check(path, key=self.key).state is not State.GOOD:
            if image.acknowledged:
                return "called done, and is not good"
            repair(path, clock=Clock(), key=self.key)
        rows = self.in_journal(path)
        if rows not in ([done] if image.acknowledged else [done, self.rows]):
            return f"called done: {image.acknowledged}, but that is not what is there"
        kept = [path, *folder.glob(f"{path.name}.replaced-*Z")]
        is_whole = done is self.rows or any(self.in_journal(one) == self.rows for one in kept)
        return "" if is_whole else "what was there before is gone"


@pytest.mark.no_cover
@pytest.mark.parametrize("is_locked", [False, True], ids=["plain", "locked"])
@pytest.mark.parametrize("act", [Home.restore, Home.repair])
def test_a_power_cut_costs_nothing_and_what_is_called_done_stays_so(
    tmp_path: Path, act: Callable[[Home], Rows], *, is_locked: bool
) -> None:
    home = Home(tmp_path / "lived", locked_with() if is_locked else None)
    if act is Home.repair:
        home.path.unlink()
    start = {str(path): path.read_bytes() for path in home.folder.rglob("*") if path.is_file()}
    disk, chance = Disk(home.folder), random.Random(6)
    with watching(disk, home.key):
        done = act(home)
    disk.events.append(Event("saved"))
    images = [
        *disk.images(start, chance, 20 * CASES),
        *disk.images(start, chance, 6 * CASES, after=len(disk.events)),
    ]
    wrong = [home.wrong(image, tmp_path / "after", done) for image in images]
    assert [told for told in wrong if told] == []
