"""The lock record is found on the first page of a locked journal, and damage there is never taken for one."""

import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painlog.journal import Journal, JournalFault, Reason, backups, lock_record
from painlog.journal.checking import State, check
from painlog.journal.copies import copies_beside
from painlog.journal.keys import wrapped_anew
from painlog.journal.lock_record import PAGE, PLAIN, RESERVED, is_locked, is_sealed, making, record_in
from painlog.journal.recovery import repair
from painlog.journal.schema import STEPS, open_to_read, refuse_foreign
from painlog.journal.store import Store
from tests.journal.worlds import QUICK, Chance, Clock, locked_with, opened, rows_of

SWAPPED = (
    "UPDATE sqlite_schema SET sql = replace(replace(replace(sql, 'relief REAL', 'x REAL'),"
    " 'relief_minutes REAL', 'relief REAL'), 'x REAL', 'relief_minutes REAL') WHERE name = 'dose'"
)
"""Two columns of the doses change their names."""


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a locked journal with a past."""
    folder = tmp_path_factory.mktemp("record")
    with opened(folder, key=locked_with()) as journal:
        journal.take_in(Chance(41).contents(5))
    return journal.path


def test_a_locked_journal_is_known_without_its_passphrase(lived: Path) -> None:
    head = lived.read_bytes()[:100]
    assert is_sealed(head)
    assert is_locked(lived)
    assert record_in(lived) == locked_with().record
    assert head.startswith(b"SQLite format 3\0")
    assert int.from_bytes(head[60:64], "big") == len(STEPS)


def test_a_plain_journal_tells_no_record(tmp_path: Path, chance: Chance) -> None:
    with opened(tmp_path) as journal:
        journal.record(chance.note())
    assert not is_locked(journal.path)
    assert record_in(journal.path) == ""
    assert not is_locked(tmp_path / "nowhere")


def test_a_plain_journal_that_another_tool_brought_to_pages_of_that_size_is_plain(
    tmp_path: Path, chance: Chance
) -> None:
    """A passphrase was asked for, and there was none."""
    with opened(tmp_path) as journal:
        journal.record(chance.note())
        rows = rows_of(journal)
    with closing(sqlite3.connect(journal.path)) as raw:
        raw.execute(f"PRAGMA page_size = {PAGE}")
        raw.execute("VACUUM")
    assert int.from_bytes(journal.path.read_bytes()[16:18], "big") == PAGE
    assert not is_locked(journal.path)
    with opened(tmp_path) as again:
        assert rows_of(again) == rows


def test_only_the_last_bytes_of_the_first_page_are_encrypted(lived: Path) -> None:
    page = lived.read_bytes()[:PAGE]
    assert PLAIN + 16 + RESERVED == PAGE
    assert b"CREATE TABLE flare_up" in page[:PLAIN]
    rest = lived.read_bytes()[PAGE:]
    assert b"CREATE" not in rest
    assert b"SQLite" not in rest


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TRIGGER gone AFTER INSERT ON note BEGIN DELETE FROM note WHERE key < new.key; END",),
        ("PRAGMA writable_schema = 1", SWAPPED),
    ],
)
def test_tables_that_somebody_without_the_key_has_altered_are_refused(
    lived: Path, tmp_path: Path, statements: tuple[str, ...]
) -> None:
    altered, harmed = tmp_path / "altered.painlog", tmp_path / "harmed.painlog"
    altered.write_bytes(whole := lived.read_bytes())
    store = Store(altered, key=locked_with())
    for statement in statements:
        store.do(statement)
    store.close()
    assert altered.read_bytes()[:PLAIN] != whole[:PLAIN]
    # What stands unencrypted is all that can be put there without the key.
    harmed.write_bytes(content := altered.read_bytes()[:PLAIN] + whole[PLAIN:])
    for opening in (
        lambda: Journal.open(harmed, create=False, key=locked_with()),
        lambda: open_to_read(harmed, locked_with()),
    ):
        with pytest.raises(JournalFault) as fault:
            opening()
        assert fault.value.reason is Reason.DAMAGED
    assert harmed.read_bytes() == content


def test_a_folder_or_a_file_of_another_kind_is_not_locked(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("SQLite format 3\n" * 2000)
    assert not is_locked(other)
    assert not is_locked(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such files")
def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "journal.painlog"
    os.mkfifo(pipe)
    handle = os.open(pipe, os.O_RDWR)
    os.write(handle, bytes(PAGE))  # so that nothing waits here either way
    for look in (is_locked, record_in):
        with pytest.raises(JournalFault) as fault:
            look(pipe)
        assert fault.value.reason is Reason.NOT_A_JOURNAL
    os.close(handle)


@given(st.randoms(use_true_random=False), st.integers(1, 300))
def test_whatever_stands_on_a_first_page_nothing_untrue_is_read(chance: random.Random, harms: int) -> None:
    page = bytearray(_page())
    for _ in range(harms):
        page[chance.randrange(len(page))] = chance.randrange(256)
    assert lock_record._record_on(bytes(page)) in ("", locked_with().record)


def _page() -> bytes:
    """Return a first page as SQLCipher leaves it, with a record in the last of three cells."""
    page = bytearray(PAGE)
    page[:16], page[16:18], page[20] = b"SQLite format 3\0", PAGE.to_bytes(2, "big"), RESERVED
    told = making(locked_with().record)[1].replace("main.", "").encode()
    cells = (b"CREATE TABLE a (b)", b"CREATE INDEX c ON a(b)", told)
    page[100], page[103:105], at = 13, len(cells).to_bytes(2, "big"), PLAIN
    for number, cell in enumerate(cells):
        at -= len(cell)
        page[at : at + len(cell)] = cell
        page[108 + 2 * number : 110 + 2 * number] = at.to_bytes(2, "big")
    return bytes(page)


def test_the_page_of_the_test_above_is_like_a_real_one() -> None:
    assert lock_record._record_on(_page()) == locked_with().record


def test_a_record_that_lies_in_no_cell_any_more_is_not_taken_for_the_one_that_does() -> None:
    """What a changed passphrase left in the free room of the page would open the journal by the old one."""
    page, old = bytearray(_page()), wrapped_anew(locked_with(), "another passphrase", effort=QUICK).record
    told = making(old)[1].replace("main.", "").encode()
    cells = sorted(int.from_bytes(page[108 + 2 * number : 110 + 2 * number], "big") for number in range(3))
    page[cells[0] - len(told) : cells[0]] = told
    assert lock_record._record_on(bytes(page)) == locked_with().record
    page[103:105] = (2).to_bytes(2, "big")  # and of a record without a cell of its own nothing is told
    assert lock_record._record_on(bytes(page)) == ""


@pytest.mark.parametrize("place", [2, 40, 150, 300, -3])
def test_one_letter_of_a_record_that_is_another_makes_it_none(place: int) -> None:
    page, told = bytearray(_page()), locked_with().record.encode()
    at = page.index(told) + place % len(told)
    page[at] = ord("0") if page[at] != ord("0") else ord("1")
    assert lock_record._record_on(bytes(page)) == ""


def test_a_record_of_a_newer_form_is_none() -> None:
    body = locked_with().record.rpartition(":")[0].replace("1:", "2:", 1)
    with pytest.raises(ValueError, match="newer form"):
        lock_record.read_record(f"{body}:{lock_record._digest(body)}")


def test_a_page_that_is_no_leaf_or_cut_short_tells_nothing(lived: Path) -> None:
    page = bytearray(lived.read_bytes()[:PAGE])
    assert lock_record._record_on(bytes(page[:-1])) == ""
    page[100] = 5
    assert lock_record._record_on(bytes(page)) == ""


@pytest.mark.no_cover
@pytest.mark.parametrize("place", [*range(16, 24), 28, 31, 44, 47, 56, 59])
def test_damage_to_the_header_ends_no_program_and_everything_comes_back(
    lived: Path, tmp_path: Path, place: int
) -> None:
    """SQLCipher would write beyond its memory where the size of pages is another than it was told."""
    home = tmp_path / "home"
    shutil.copytree(lived.parent, home)
    path, key = home / lived.name, locked_with()
    with opened(home, key=key) as journal:
        rows = rows_of(journal)
    for bit in range(8):
        whole = bytearray(path.read_bytes())
        whole[place] ^= 1 << bit
        path.write_bytes(whole)
        if check(path, key=key).state is not State.GOOD:
            repair(path, clock=Clock(), key=key)
        with opened(home, key=key) as journal:
            assert rows_of(journal) == rows


def test_a_newer_journal_is_refused_before_its_passphrase_is_asked_for(lived: Path, tmp_path: Path) -> None:
    path = tmp_path / "newer.painlog"
    whole = bytearray(lived.read_bytes())
    whole[60:64] = (len(STEPS) + 1).to_bytes(4, "big")
    path.write_bytes(whole)
    with pytest.raises(JournalFault) as fault:
        refuse_foreign(path)
    assert fault.value.reason is Reason.NEWER
    assert path.read_bytes() == bytes(whole)


def test_a_record_that_can_not_be_found_again_is_no_copy(lived: Path) -> None:
    lock_record.refuse_unfit(lived, locked_with().record)
    with pytest.raises(JournalFault) as fault:
        lock_record.refuse_unfit(lived, locked_with().record.replace("1:", "1 :", 1))
    assert fault.value.reason is Reason.DAMAGED


def test_a_plain_file_that_is_opened_with_a_key_ends_no_program(tmp_path: Path, chance: Chance) -> None:
    with opened(tmp_path) as journal:
        journal.record(chance.note())
    for read_only in (True, False):
        with pytest.raises(JournalFault) as fault:
            Store(journal.path, read_only=read_only, key=locked_with())
        assert fault.value.reason is Reason.DAMAGED


def test_plain_and_locked_journals_stand_beside_each_other(tmp_path: Path, chance: Chance) -> None:
    with opened(tmp_path, "plain.painlog") as plain:
        plain.record(chance.note())
    with opened(tmp_path, key=locked_with()) as locked:
        locked.record(chance.note())
        backups.back_up(locked.path, tmp_path / "copy.painlog", key=locked.key)
        assert copies_beside(locked.path, locked.key) == []
        locked.record(chance.note())
    with opened(tmp_path, "copy.painlog", key=locked_with()) as other:
        other.record(chance.note())
    assert [copy.entries for copy in copies_beside(locked.path, locked_with())] == [1]
    assert copies_beside(plain.path) == []
