"""Power cuts: what was called saved is there, whole, wherever the power went; also at a second cut.

PAINLOG_CASES multiplies the cases; the full count is run by hand (tests/benchmarks/safety_report.py).
"""

import os
import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest

from painlog.journal import Journal, backups, store
from painlog.journal.checking import State, check
from painlog.journal.key import Key
from painlog.journal.recovery import repair
from painlog.journal.second_record import SecondRecord
from tests.journal.cipher_disk import watching
from tests.journal.disk import Disk, Event, Image
from tests.journal.worlds import Chance, Clock, locked_with, opened, rows_of

CASES = int(os.environ.get("PAINLOG_CASES", "1"))
Rows: TypeAlias = dict[str, list[tuple[object, ...]]]


def lived(disk: Disk, folder: Path, seed: int, key: Key | None = None) -> list[Rows]:
    """Live through a session; return every row after each act that was called saved."""
    chance, clock = Chance(seed), Clock()
    states: list[Rows] = [{}]
    with watching(disk, key), opened(folder, clock=clock, key=key) as journal:

        def saved() -> None:
            disk.events.append(Event("saved"))
            states.append(rows_of(journal))

        states[0] = rows_of(journal)
        medicine, note = chance.medicine(), chance.note()
        for act in (
            lambda: journal.record(medicine, note),
            lambda: journal.record(chance.dose([medicine])),
            lambda: journal.change(replace(note, text="other")),
            lambda: journal.take_in(chance.contents(8)),
            lambda: journal.remove(note.id),
            journal.undo,
            lambda: journal.describe(chance.patient()),
        ):
            act()
            saved()
        backups.back_up(journal.path, clock=clock, key=key)
        for _ in range(3):
            journal.record(chance.flare_up(), chance.other())
            saved()
        backups.back_up(journal.path, clock=clock, key=key)
        journal.record(chance.note())
        saved()
    return states


def on_disk(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def survived(image: Image, states: list[Rows], old: Path, folder: Path, key: Key | None = None) -> str:
    """Open what a cut left; return what is wrong, or nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    image.write(folder, str(old))
    path = folder / "journal.painlog"
    with Journal.open(path, clock=Clock(), key=key) as journal:
        rows = rows_of(journal)
        if rows not in states[image.acknowledged : image.acknowledged + 2]:
            return f"{image.acknowledged} acts were saved, but that is not what is there"
    verdict = check(path, key=key)
    return "" if verdict.state is State.GOOD and not verdict.problems else str(verdict)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("seed", "is_locked"),
    [*((seed, False) for seed in range(2 * CASES)), *((9 + n, True) for n in range(CASES))],
)
def test_nothing_saved_is_lost_in_a_power_cut_nor_in_a_second_one(
    tmp_path: Path, seed: int, *, is_locked: bool
) -> None:
    key = locked_with() if is_locked else None
    chance, old = random.Random(seed), tmp_path / "lived"
    old.mkdir()
    disk = Disk(old)
    states = lived(disk, old, seed, key)
    failures = []
    for image in disk.images({}, chance, 60):
        failures.append(survived(image, states, old, tmp_path / "after", key))
        failures += twice(image, states, old, tmp_path / "again", chance, key)
    assert [failure for failure in failures if failure] == []


def twice(  # noqa: PLR0917
    image: Image, states: list[Rows], old: Path, folder: Path, chance: random.Random, key: Key | None = None
) -> list[str]:
    """Cut the power again while the journal is opened after the first cut."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    image.write(folder, str(old))
    start, disk = on_disk(folder), Disk(folder)
    with watching(disk, key):
        Journal.open(folder / "journal.painlog", clock=Clock(), key=key).close()
    seconds = disk.images(start, chance, 2)
    return [
        survived(Image(second.files, image.acknowledged), states, folder, folder.with_name("once more"), key)
        for second in seconds
    ]


def repaired(image: Image, states: list[Rows], old: Path, folder: Path, key: Key | None = None) -> str:
    """Lose the journal itself after a cut, and take the program's offer; return what is wrong, or nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    image.write(folder, str(old))
    path = folder / "journal.painlog"
    for name in ("journal.painlog", "journal.painlog-journal"):
        (folder / name).unlink(missing_ok=True)
    if image.acknowledged == 0:
        return ""
    repair(path, clock=Clock(), key=key)
    with Journal.open(path, create=False, clock=Clock(), key=key) as journal:
        rows = rows_of(journal)
    return "" if rows in states[image.acknowledged : image.acknowledged + 2] else f"{image.acknowledged} acts"


@pytest.mark.no_cover
@pytest.mark.parametrize("is_locked", [False, True], ids=["plain", "locked"])
def test_a_lost_journal_comes_back_whole_from_the_second_record_even_after_a_power_cut(
    tmp_path: Path, *, is_locked: bool
) -> None:
    key = locked_with() if is_locked else None
    old = tmp_path / "lived"
    old.mkdir()
    disk = Disk(old)
    states = lived(disk, old, 5, key)
    images = disk.images({}, random.Random(5), 40 * CASES)
    found = [repaired(image, states, old, tmp_path / "after", key) for image in images]
    assert [told for told in found if told] == []


@pytest.mark.no_cover
def test_a_backup_that_was_asked_for_is_there_whole_after_a_power_cut(tmp_path: Path) -> None:
    """Nothing else is written in its folder afterwards that would bring its name to the disk."""
    old, stick = tmp_path / "lived", tmp_path / "lived" / "stick"
    stick.mkdir(parents=True)
    disk = Disk(old)
    with watching(disk, None), opened(old, clock=Clock()) as journal:
        journal.take_in(Chance(4).contents(8))
        backups.back_up(journal.path, stick / "copy.painlog")
        disk.events.append(Event("saved"))
        rows = rows_of(journal)
        images = list(disk.images({}, random.Random(4), 20 * CASES, after=len(disk.events)))
        journal.close(hurried=True)
    for image in images:
        folder = tmp_path / "after"
        shutil.rmtree(folder, ignore_errors=True)
        image.write(folder, str(old))
        with opened(folder / "stick", "copy.painlog") as copy:
            assert rows_of(copy) == rows


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "planted", ["no syncs by SQLite", "nor by SQLCipher", "no sync of the second record"]
)
def test_the_simulation_sees_planted_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planted: str
) -> None:
    look, key = survived, locked_with() if planted == "nor by SQLCipher" else None
    if planted != "no sync of the second record":
        monkeypatch.setitem(store._PRAGMAS, "synchronous", "off")
    else:
        monkeypatch.setattr(SecondRecord, "_append", _unsynced)
        look = repaired
    old = tmp_path / "lived"
    old.mkdir()
    disk = Disk(old)
    states = lived(disk, old, 3, key)
    found = []
    for image in disk.images({}, random.Random(3), 80):
        try:
            found.append(look(image, states, old, tmp_path / "after", key))
        except Exception as error:  # noqa: BLE001 - a planted fault may end in any way
            found.append(repr(error))
    assert any(found)


def _unsynced(record: SecondRecord, line: bytes) -> bool:
    handle = os.open(record._path, os.O_WRONLY | os.O_APPEND)
    os.write(handle, line)
    os.close(handle)
    return True
