"""Killed before any statement of an upgrade: the file is the old one or the new one, whole, and goes on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from painlog.journal import Journal, JournalFault, Reason, schema
from painlog.journal.checking import State, check
from painlog.journal.schema import VERSION
from painlog.journal.store import Store
from tests.journal.test_file import told
from tests.journal.worlds import Chance, Clock, opened

ROOT = Path(__file__).parents[2]
UPGRADE = """
import os, sys
from pathlib import Path
from painlog.journal import Journal, schema
from painlog.journal.store import Store
last, done = int(sys.argv[2]), 0
def counting(name):
    real = getattr(Store, name)
    def one(store, sql, *values):
        global done
        done += 1
        if done == last:
            os._exit(9)
        return real(store, sql, *values)
    setattr(Store, name, one)
def step(store):
    store.do("ALTER TABLE note ADD COLUMN mood TEXT")
    store.do("UPDATE note SET mood = 'low'")
    store.do("CREATE TABLE mood (key INTEGER PRIMARY KEY, name TEXT NOT NULL)")
    store.do("INSERT INTO mood (name) SELECT DISTINCT mood FROM note")
schema.STEPS, schema.VERSION = (*schema.STEPS, step), schema.VERSION + 1
for name in ("do", "row"):
    counting(name)
journal = Journal.open(Path(sys.argv[1]))
print(done, journal.count())
"""


def upgraded(path: Path, last: int) -> tuple[int, str]:
    """Upgrade in a process of its own that dies before its statement `last`; 0: it lives."""
    command = [sys.executable, "-c", UPGRADE, str(path), str(last)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout or done.stderr


@pytest.mark.skipif(os.name != "posix", reason="one process a statement")
def test_killed_before_each_statement_of_an_upgrade(tmp_path: Path, chance: Chance) -> None:
    with opened(tmp_path) as journal:
        journal.take_in(chance.contents(3))
        wanted, count = told(journal), journal.count()
    path, whole = journal.path, journal.path.read_bytes()
    code, said = upgraded(path, 0)
    assert code == 0, said
    statements = int(said.split()[0])
    assert statements > 12
    newer = 0
    for last in range(1, statements + 1):
        path.write_bytes(whole)
        assert upgraded(path, last)[0] == 9
        if is_newer(path):
            newer += 1
        else:
            assert told_by(path) == wanted, f"killed before statement {last}"
        code, said = upgraded(path, 0)
        assert (code, said.split()[1]) == (0, str(count)), said
    assert newer < statements / 2
    path.write_bytes(whole)
    assert check(path).state is State.GOOD


def is_newer(path: Path) -> bool:
    """Tell whether the file is of the new version already."""
    with path.open("rb") as file:
        return int.from_bytes(file.read(64)[60:64], "big") > VERSION


def told_by(path: Path) -> str:
    """Return all that the journal holds, as today's program reads it."""
    with Journal.open(path, clock=Clock()) as journal:
        return told(journal)


def test_a_copy_of_the_old_file_is_kept_before_an_upgrade(tmp_path: Path, chance: Chance) -> None:
    with opened(tmp_path) as journal:
        journal.record(chance.note())
        wanted = told(journal)
    assert upgraded(journal.path, 0)[0] == 0
    [copy] = tmp_path.glob("*.before-version-2")
    with Journal.open(copy, clock=Clock()) as old:
        assert told(old) == wanted


def test_an_upgrade_that_breaks_a_link_is_taken_back(
    tmp_path: Path, chance: Chance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite does not look at links while a table is made anew."""

    def step(store: schema.Doing) -> None:
        store.do("UPDATE dose SET medicine = medicine + 1000")

    with opened(tmp_path) as journal:
        medicine = chance.medicine()
        journal.record(medicine, chance.dose([medicine]))
        wanted = told(journal)
    whole = journal.path.read_bytes()
    with monkeypatch.context() as newer:
        newer.setattr(schema, "STEPS", (*schema.STEPS, step))
        newer.setattr(schema, "VERSION", VERSION + 1)
        with pytest.raises(JournalFault) as fault:
            Journal.open(journal.path, clock=Clock())
    assert fault.value.reason is Reason.DAMAGED
    assert journal.path.read_bytes() == whole
    assert told_by(journal.path) == wanted


def test_two_programs_that_upgrade_it_at_once_do_each_step_once(
    tmp_path: Path, chance: Chance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one is done while this one keeps its copy; afterwards links are looked at again."""

    def step(store: schema.Doing) -> None:
        store.do("ALTER TABLE note ADD COLUMN mood TEXT")

    copy_to = schema.copy_to

    def meanwhile(store: Store, target: Path) -> None:
        monkeypatch.setattr(schema, "copy_to", copy_to)
        Journal.open(journal.path, clock=Clock()).close(hurried=True)
        copy_to(store, target)

    with opened(tmp_path) as journal:
        medicine = chance.medicine()
        journal.record(medicine, chance.dose([medicine]))
        wanted = told(journal)
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, step))
    monkeypatch.setattr(schema, "VERSION", VERSION + 1)
    monkeypatch.setattr(schema, "copy_to", meanwhile)
    with Journal.open(journal.path, clock=Clock()) as upgraded_too:
        assert told(upgraded_too) == wanted
        with pytest.raises(JournalFault):
            upgraded_too._store.do("UPDATE dose SET medicine = medicine + 1000")
        assert told(upgraded_too) == wanted
