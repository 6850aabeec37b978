"""An act beside: on another thread, by another opening of the file, and yet an act of this journal."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from painlog.change import Act, Change
from painlog.entries import Refused
from painlog.journal import Journal, JournalFault, Reason
from painlog.journal.checking import check
from painlog.journal.key import Key
from painlog.journal.second_record import SecondRecord
from painlog.journal.store import Store
from tests.journal.worlds import Chance, Clock, locked_with, opened, rows_of

T = TypeVar("T")
_MANY = 1_500
"""More than SQLite keeps in memory by itself."""


def on_a_thread(act: Callable[[], T]) -> T:
    with ThreadPoolExecutor() as threads:
        return threads.submit(act).result()


@pytest.mark.parametrize("key", [None, locked_with()], ids=["plain", "locked"])
def test_an_act_beside_is_told_here_and_taken_back_here(
    tmp_path: Path, clock: Clock, chance: Chance, key: Key | None
) -> None:
    told = list[Change]()
    with opened(tmp_path, clock=clock, key=key) as journal:
        journal.record(chance.note())
        journal.listen(told.append)
        before = rows_of(journal)
        taken_in = on_a_thread(lambda: journal.beside(lambda other: other.take_in(chance.contents(9))))
        assert told == []
        journal.heed(taken_in)
        after = rows_of(journal)
        assert journal.notice() is None
        assert journal.undoable is taken_in
        journal.heed(on_a_thread(lambda: journal.beside(Journal.undo)))
        assert rows_of(journal) == before
        journal.heed(on_a_thread(lambda: journal.beside(Journal.redo)))
        assert rows_of(journal) == after
        assert journal.saved_at == told[-1].at
        journal.undo()
        assert [change.act for change in told] == [Act.TAKE_IN, Act.UNDO, Act.REDO, Act.UNDO]
        assert check(journal.path, key=journal.key).problems == ()


def test_medicines_that_came_beside_are_known_here(journal: Journal, chance: Chance) -> None:
    contents = chance.contents(3)
    journal.heed(on_a_thread(lambda: journal.beside(lambda other: other.take_in(contents))))
    assert journal.medicines() == contents.medicines


def test_the_next_act_reads_no_second_record_anew(
    journal: Journal, chance: Chance, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.record(chance.note())
    on_a_thread(lambda: journal.beside(lambda other: other.take_in(chance.contents(3))))
    monkeypatch.setattr(SecondRecord, "_look", lambda *_: pytest.fail("it was read anew"))
    journal.record(chance.note())


def test_this_one_is_read_while_very_much_is_written_beside(journal: Journal, chance: Chance) -> None:
    """Else the window would wait for the act as if it had done it itself."""
    is_written, may_go_on = threading.Event(), threading.Event()

    def write_much(other: Journal) -> None:
        with other._act():
            for _ in range(_MANY):
                other._record(replace(chance.note(), text="x" * 4_000), other.clock())
            is_written.set()
            may_go_on.wait(20)

    thread = threading.Thread(target=journal.beside, args=(write_much,))
    thread.start()
    assert is_written.wait(20)
    journal._store.do("PRAGMA busy_timeout = 0")
    try:
        assert journal.count() == 0
    finally:
        may_go_on.set()
        thread.join()
    assert journal.count() == _MANY


def test_of_an_act_that_fails_beside_nothing_remains(journal: Journal, chance: Chance) -> None:
    note = chance.note()
    journal.record(note)
    before = rows_of(journal)
    with pytest.raises(Refused):
        on_a_thread(lambda: journal.beside(lambda other: other.record(chance.note(), note)))
    journal.heed(None)
    assert rows_of(journal) == before


def test_of_a_journal_that_was_closed_meanwhile_nothing_is_told(journal: Journal, chance: Chance) -> None:
    told = list[Change]()
    journal.listen(told.append)
    taken_in = on_a_thread(lambda: journal.beside(lambda other: other.take_in(chance.contents(3))))
    journal.close()
    journal.heed(taken_in)
    assert told == []


def test_nothing_is_written_beside_to_another_file(journal: Journal, chance: Chance, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with opened(other) as another:
        another.record(chance.note())
    another.path.replace(journal.path)
    with pytest.raises(JournalFault) as caught:
        on_a_thread(lambda: journal.beside(lambda other: other.take_in(chance.contents(3))))
    assert caught.value.reason is Reason.REPLACED
    store = Store(journal.path)
    assert store.number("SELECT count(*) FROM note") == 1
    store.close()
