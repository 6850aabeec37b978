"""Killed at any moment: no entry that was called saved is lost, also with two programs at once."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from painlog.journal import Journal, finishing, second_record
from painlog.journal.backups import back_up
from painlog.journal.beside import half_written
from painlog.journal.checking import State, check
from painlog.journal.replacing import restore
from tests.another_user import AsAnotherUser
from tests.journal.worlds import Chance, Clock, locked_with, opened, rows_of

CASES = int(os.environ.get("PAINLOG_CASES", "1"))
ROOT = Path(__file__).parents[2]
IMPORTED, AT_ONCE = "imported with", 300
WRITER = """
import sys
from pathlib import Path
from uuid import uuid4
from painlog import entries as e
from painlog.journal import Journal, backups, keys, locking
from tests.journal.test_killed import AT_ONCE, IMPORTED
from tests.journal.worlds import NOW, PASSPHRASE, Chance, Clock
record = locking.lock_of(Path(sys.argv[1]))
key = keys.with_passphrase(record, PASSPHRASE) if record else None
journal = Journal.open(Path(sys.argv[1]), clock=Clock(), key=key)
number = 0
while True:
    words = f"{IMPORTED} {uuid4()}" if number % 5 == 0 else "some words"
    notes = tuple(e.Note(id=uuid4(), at=NOW, text=words) for _ in range(1 if number % 5 else AT_ONCE))
    if number % 5:
        journal.record(*notes)
    else:
        journal.take_in(e.Contents(notes=notes))
    print(" ".join(note.id.hex for note in notes), flush=True)
    if number % 50 == 25:
        backups.back_up(journal.path, key=key)
    number += 1
"""


def killed(path: Path, chance: random.Random, programs: int) -> set[UUID]:
    """Let programs write until they are killed; return the ids that they called saved."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, cwd=ROOT, text=True
        )
        for _ in range(programs)
    ]
    saved: list[str] = []
    for writer in writers:
        assert writer.stdout is not None
        saved.append(writer.stdout.readline())
    with suppress(subprocess.TimeoutExpired):
        writers[0].wait(chance.random() * 0.4)
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
    for writer in writers:
        out, _ = writer.communicate()
        saved += out.splitlines(keepends=True)
    return {UUID(hex=word) for line in saved if line.endswith("\n") for word in line.split()}


@pytest.mark.skipif(os.name != "posix", reason="kills with signals")
@pytest.mark.parametrize(("programs", "is_locked"), [(1, False), (2, False), (2, True)])
def test_what_was_called_saved_survives_the_programs_death(
    tmp_path: Path, programs: int, *, is_locked: bool
) -> None:
    path, chance, saved = tmp_path / "journal.painlog", random.Random(programs), set[UUID]()
    key = locked_with() if is_locked else None
    opened(tmp_path, key=key).close()
    for _ in range(3 * CASES):
        saved |= killed(path, chance, programs)
        begin = time.perf_counter()
        with Journal.open(path, clock=Clock(), key=key) as journal:
            ready = time.perf_counter() - begin
            notes = journal.contents().notes
        assert saved - {note.id for note in notes} == set()
        assert set(Counter(note.text for note in notes if IMPORTED in note.text).values()) <= {AT_ONCE}, (
            "half"
        )
        assert ready < 2
    verdict = check(path, key=key)
    assert (verdict.state, verdict.problems) == (State.GOOD, ())


def test_an_act_that_was_cut_off_between_its_two_records_is_finished(tmp_path: Path, chance: Chance) -> None:
    with opened(tmp_path) as journal:
        journal.record(chance.note())
        before = journal.path.read_bytes()
        note = chance.note()
        journal.record(note)
        journal.path.write_bytes(before)
        journal._store.close()
    with opened(tmp_path) as journal:
        assert journal.find(note.id) is not None
        assert journal.count() == 2
        journal.record(chance.note())
    assert check(journal.path).state is State.GOOD


def test_an_act_that_was_cut_off_is_not_finished_again_when_others_went_on(
    tmp_path: Path, chance: Chance
) -> None:
    """Two programs that are started at once both see it; by then the first may have written more."""
    with opened(tmp_path) as journal:
        journal.record(note := chance.note())
        account = second_record.read(journal.path)
        assert account is not None
        journal.change(replace(note, text="went on"))
        rows = rows_of(journal)
        finishing._do_once(journal._store, account.acts[-1])
        assert rows_of(journal) == rows


def test_a_journal_that_can_only_be_read_is_read_although_its_last_act_was_cut_off(
    tmp_path: Path, chance: Chance, as_another_user: AsAnotherUser
) -> None:
    with opened(tmp_path) as journal:
        journal.record(chance.note())
        before = journal.path.read_bytes()
        journal.record(chance.note())
        journal.close(hurried=True)
    journal.path.write_bytes(before)
    journal.path.chmod(0o400)
    with as_another_user(tmp_path), opened(tmp_path) as again:
        assert again.count() == 1
        again.close(hurried=True)
    journal.path.chmod(0o600)
    with opened(tmp_path) as again:
        assert again.count() == 2


@pytest.mark.parametrize("is_locked", [False, True])
def test_what_was_half_written_is_no_damage_and_hinders_nothing(
    tmp_path: Path, chance: Chance, *, is_locked: bool
) -> None:
    """A program died while it wrote: what is looked at first takes that back, not only what is opened."""
    key = locked_with() if is_locked else None
    (tmp_path / "living").mkdir()
    with opened(tmp_path / "living", key=key) as journal:
        journal.take_in(chance.contents(20))
        store, name, saved = journal._store, journal.path.name, rows_of(journal)
        store.do("PRAGMA cache_size = 1")
        store.do("BEGIN IMMEDIATE")
        store.do("UPDATE note SET text = text || ?", "half" * 5000)
        shutil.copytree(journal.path.parent, tmp_path / "died")
        store.do("ROLLBACK")
    for does in ("check", "back up", "copy", "restore"):
        path = tmp_path / does / name
        shutil.copytree(tmp_path / "died", path.parent)
        assert half_written(path).stat().st_size > 0
        if does == "check":
            assert check(path, key=key).problems == ()
        elif does == "restore":
            restore(tmp_path / "restored.painlog", path, key=key)
        else:
            back_up(path, None if does == "back up" else tmp_path / "copy.painlog", key=key)
        assert not half_written(path).exists()
        with Journal.open(path, key=key) as journal:
            assert rows_of(journal) == saved
