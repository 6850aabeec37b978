"""The file: made private, refused unharmed; every released schema opens; the models are the schema."""

import os
import re
import shutil
import sqlite3
import stat
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from painlog.change import RowChange
from painlog.journal import Journal, JournalFault, Reason
from painlog.journal.beside import second_record_of
from painlog.journal.models import MODELS, STATEMENTS, insert_of
from painlog.journal.schema import APPLICATION_ID, STEPS, VERSION
from painlog.journal.store import address_of
from painlog.journal.tables import TABLES, columns, table_name
from tests.another_user import AsAnotherUser
from tests.journal.worlds import NOW, Chance, Clock, opened, rows_of

SCHEMAS = Path(__file__).parent / "schemas"


def test_a_new_journal_is_private_whatever_the_umask(tmp_path: Path) -> None:
    for mask in (0o000, 0o022, 0o277):
        before = os.umask(mask)
        try:
            with opened(tmp_path, f"{mask}.painlog") as journal:
                journal.record(Chance(1).note())
                assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600 & ~mask
        finally:
            os.umask(before)


def test_after_closing_there_is_one_file(tmp_path: Path, chance: Chance) -> None:
    with opened(tmp_path) as journal:
        journal.take_in(chance.contents(5))
        path = journal.path
    files = [found for found in tmp_path.iterdir() if found.is_file()]
    assert files == [path]


def _foreign_database(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA journal_mode = wal")
        other.execute("CREATE TABLE note (text)")
    other.close()


def _newer(path: Path) -> None:
    _of_version(path, VERSION + 1)


def _without_version(path: Path) -> None:
    _of_version(path, 0)


def _of_no_version(path: Path) -> None:
    _of_version(path, VERSION | 1 << 20)  # one wrong bit


def _of_version(path: Path, version: int) -> None:
    Journal.open(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {version}")
    raw.close()


def _words(path: Path) -> None:
    path.write_text("Dear diary,\n" * 40)


def _short(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(20))


def _zeros(path: Path) -> None:
    path.write_bytes(bytes(4096))


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_foreign_database, Reason.NOT_A_JOURNAL),
        (_newer, Reason.NEWER),
        (_without_version, Reason.DAMAGED),
        (_of_no_version, Reason.DAMAGED),
        (_words, Reason.NOT_A_JOURNAL),
        (_short, Reason.NOT_A_JOURNAL),
        (_zeros, Reason.NOT_A_JOURNAL),
    ],
)
def test_what_is_not_ours_is_refused_and_left_byte_for_byte(
    tmp_path: Path, make: Callable[[Path], None], reason: Reason
) -> None:
    path = tmp_path / "some.file"
    make(path)
    before = {found.name: found.read_bytes() for found in tmp_path.iterdir()}
    with pytest.raises(JournalFault) as fault:
        Journal.open(path)
    assert (fault.value.reason, fault.value.path) == (reason, path)
    assert {found.name: found.read_bytes() for found in tmp_path.iterdir()} == before


def test_what_is_not_there_is_not_made_unless_asked_for(tmp_path: Path) -> None:
    for path, create, reason in (
        (tmp_path / "mistyped.painlog", False, Reason.MISSING),
        (tmp_path / "no" / "folder.painlog", True, Reason.NO_FOLDER),
        (tmp_path, True, Reason.NOT_A_JOURNAL),
    ):
        with pytest.raises(JournalFault) as fault:
            Journal.open(path, create=create)
        assert fault.value.reason is reason
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_a_journal_whose_making_was_cut_short(tmp_path: Path, chance: Chance) -> None:
    path = tmp_path / "empty.painlog"
    path.touch()
    with pytest.raises(JournalFault) as fault:  # whoever only reads does not make it
        Journal.open(path, create=False)
    assert fault.value.reason is Reason.DAMAGED
    assert not path.stat().st_size
    with Journal.open(path) as journal:
        assert journal.is_begun_in_nothing
        journal.record(chance.note())
        assert journal.count() == 1
    for other in (path, tmp_path / "new.painlog"):
        with Journal.open(other) as journal:
            assert not journal.is_begun_in_nothing


def test_a_journal_may_have_any_name(tmp_path: Path, chance: Chance) -> None:
    for name in ("50 % of #1 é & co;.painlog", "a:b?\u2028.painlog" if os.name == "posix" else "ab.painlog"):
        with Journal.open(tmp_path / name) as journal:
            journal.record(chance.note())
        with Journal.open(tmp_path / name) as again:
            assert again.count() == 1
        assert (tmp_path / name).is_file()


def test_sqlite_is_told_of_files_on_any_system() -> None:
    told = [
        address_of(path, "ro")
        for path in (
            PurePosixPath("/home/a b/#1?.painlog"),
            PureWindowsPath(r"C:\Users\a b\50 %.painlog"),
            PureWindowsPath(r"\\server\share\x.painlog"),
        )
    ]
    assert told == [
        "file:///home/a%20b/%231%3F.painlog?mode=ro",
        "file:///C:/Users/a%20b/50%20%25.painlog?mode=ro",
        "file:////server/share/x.painlog?mode=ro",
    ]


def test_a_read_only_journal_reads_and_says_so_when_written(
    tmp_path: Path, as_another_user: AsAnotherUser, chance: Chance
) -> None:
    with opened(tmp_path) as journal:
        journal.record(chance.note())
    journal.path.chmod(0o400)
    with as_another_user(tmp_path), Journal.open(journal.path) as again:
        assert again.count() == 1
        with pytest.raises(JournalFault) as fault:
            again.record(chance.note())
        assert fault.value.reason is Reason.READ_ONLY


def test_a_journal_that_this_account_may_not_read_is_not_said_to_be_readable(
    tmp_path: Path, as_another_user: AsAnotherUser, chance: Chance
) -> None:
    with opened(tmp_path) as journal:
        journal.record(chance.note())
    journal.path.chmod(0o000)
    with as_another_user(tmp_path), pytest.raises(JournalFault) as fault:
        Journal.open(journal.path)
    assert fault.value.reason is Reason.NO_RIGHT


@pytest.mark.parametrize("while_open", [False, True])
def test_a_folder_that_can_only_be_read_is_told_from_one_that_is_not_there(
    tmp_path: Path, as_another_user: AsAnotherUser, chance: Chance, *, while_open: bool
) -> None:
    """It could be made, where it is not there: what is there must be made writable."""
    folder = tmp_path / "kept"
    folder.mkdir()
    with as_another_user(tmp_path), opened(folder) as journal:
        journal.record(chance.note())
        if not while_open:
            journal.close()
        folder.chmod(0o555)
        with pytest.raises(JournalFault) as fault:
            journal.record(chance.note()) if while_open else opened(folder, "new.painlog")
        folder.chmod(0o755)
        assert fault.value.reason is Reason.READ_ONLY_FOLDER
        if while_open:
            journal.record(chance.note())
            assert journal.count() == 2


def test_a_file_that_is_moved_while_it_is_written_to_is_noticed_as_well(
    tmp_path: Path, chance: Chance, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path) as journal:
        add = journal._ledger._second.add

        def add_and_move(number: int, rows: Sequence[RowChange]) -> None:
            add(number, rows)
            journal.path.rename(tmp_path / "aside.painlog")

        monkeypatch.setattr(journal._ledger._second, "add", add_and_move)
        with pytest.raises(JournalFault) as fault:
            journal.record(chance.note())
        assert fault.value.reason is Reason.REPLACED
        assert journal.saved_at is None


def test_what_was_refused_because_the_file_was_replaced_amid_it_does_not_come_back(
    tmp_path: Path, chance: Chance
) -> None:
    with opened(tmp_path) as journal:
        journal.record(chance.note())
        second, synced = second_record_of(journal.path), tmp_path / "synced"
        before = second.read_bytes()
        with pytest.raises(JournalFault) as fault, journal._ledger.act():  # noqa: PT012 - all of it is the act
            journal._ledger.insert("note", (b"1" * 16, None, None, 0, 0, ""))
            shutil.copyfile(journal.path, synced)
            synced.replace(journal.path)
        assert fault.value.reason is Reason.REPLACED
        assert second.read_bytes() == before
    with opened(tmp_path) as journal:
        assert journal.count() == 1


def test_a_file_that_was_moved_deleted_or_replaced_is_noticed_before_saved(
    tmp_path: Path, chance: Chance
) -> None:
    with opened(tmp_path) as journal, opened(tmp_path, "other.painlog") as other:
        journal.record(chance.note())
        aside = tmp_path / "aside.painlog"
        journal.path.rename(aside)
        for replaced in (False, True):
            if replaced:
                other.path.rename(journal.path)
            with pytest.raises(JournalFault) as fault:
                journal.record(chance.note())
            assert fault.value.reason is Reason.REPLACED
            assert journal.count() == 1
        aside.replace(journal.path)
        journal.record(chance.note())
        assert journal.count() == 2


def test_a_journal_that_another_program_is_writing_to_is_waited_for_and_then_said(
    tmp_path: Path, chance: Chance
) -> None:
    with opened(tmp_path) as journal:
        journal._store.do("PRAGMA busy_timeout = 50")
        other = sqlite3.connect(journal.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalFault) as fault:
            journal.record(chance.note())
        assert fault.value.reason is Reason.LOCKED
        other.execute("ROLLBACK")
        other.close()
        assert not journal.record(chance.note()).is_empty


def test_the_models_are_the_schema(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        model: Any
        for model in MODELS.values():
            name = model._meta.table_name
            told = journal._store.ask(f"PRAGMA table_info({name})")
            by_name = {row[1]: (row[2], bool(row[3])) for row in told}
            fields = {field.column_name: field for field in model._meta.sorted_fields}
            assert list(by_name) == ["key", *(name for name in fields if name != "key")]
            for column, field in fields.items():
                kind, is_required = by_name[column]
                assert kind == _KIND[type(field).__name__]
                assert is_required == (not field.null and column != "key")


_KIND = {
    "AutoField": "INTEGER", "BigIntegerField": "INTEGER", "SmallIntegerField": "INTEGER",
    "IntegerField": "INTEGER", "BooleanField": "INTEGER", "FloatField": "REAL", "TextField": "TEXT",
    "BlobField": "BLOB",
}  # fmt: skip


def test_every_released_schema_has_its_stored_journal() -> None:
    stored = sorted(int(path.stem.removeprefix("version-")) for path in SCHEMAS.glob("version-*.painlog"))
    assert stored == list(range(1, VERSION + 1)), "store one: python -m tests.journal.store_schema"
    assert len(STEPS) == VERSION


@pytest.mark.parametrize("stored", sorted(SCHEMAS.glob("version-*.painlog")), ids=lambda path: path.stem)
def test_every_stored_journal_opens_with_all_it_held(tmp_path: Path, stored: Path) -> None:
    path = tmp_path / stored.name
    path.write_bytes(stored.read_bytes())
    wanted = stored.with_suffix(".txt").read_text(encoding="utf-8")
    with Journal.open(path, clock=Clock()) as journal:
        assert told(journal) == wanted
        journal.record(Chance(99).note())
        assert journal.undo() is not None
        assert told(journal) == wanted
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert raw.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()


def told(journal: Journal) -> str:
    """Return all that a journal holds as text, an entry a line."""
    contents = journal.contents()
    lines = [repr(contents.patient), *map(repr, contents.medicines), *map(repr, contents.entries())]
    lines += [*map(repr, contents.removed), repr([*journal.recently_removed()]), repr(journal.kept("draft"))]
    return "\n".join(lines) + "\n"


def test_a_step_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, chance: Chance, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path) as journal:
        journal.record(chance.note())
        path, rows = journal.path, rows_of(journal)
    before = path.read_bytes()

    def broken(store: object) -> None:
        store.do("ALTER TABLE note ADD COLUMN mood TEXT")  # type: ignore[attr-defined]
        store.do("INSERT INTO dose (medicine) VALUES (77)")  # type: ignore[attr-defined]

    monkeypatch.setattr("painlog.journal.schema.STEPS", (*STEPS, broken))
    monkeypatch.setattr("painlog.journal.schema.VERSION", VERSION + 1)
    with pytest.raises(JournalFault):
        Journal.open(path)
    assert path.read_bytes() == before
    monkeypatch.undo()
    with Journal.open(path, clock=Clock(NOW)) as again:
        assert rows_of(again) == rows


def test_what_is_read_and_what_is_written_are_the_same_tables() -> None:
    models: dict[str, Any] = dict(MODELS)
    assert list(models) == list(TABLES)
    for kind, model in models.items():
        assert model._meta.table_name == table_name(kind)
        assert tuple(model._meta.sorted_field_names) == ("key", *columns(kind))


def test_statements_take_a_picture_in_its_order() -> None:
    for kind, (insert, update, delete) in STATEMENTS.items():
        assert re.findall(r'"(\w+)"[,)]', insert) == ["key", *columns(kind)]
        assert re.findall(r'"(\w+)" = \?[, ]', update) == list(columns(kind))
        assert insert.count("?") == update.count("?") == len(columns(kind)) + 1
        where = f' WHERE ("{table_name(kind)}"."key" = ?)'
        assert update.endswith(where)
        assert delete.split() == ["DELETE", "FROM", f'"{table_name(kind)}"', *where.split()]
        first_two = columns(kind)[:2]
        two_rows = insert_of(kind, first_two, (), 2)
        assert re.findall(r'"(\w+)"[,)]', two_rows) == ["key", *first_two]
        assert two_rows.endswith(" VALUES (?1, ?2, ?3), (?4, ?5, ?6)")
        shared = insert_of(kind, first_two, first_two[1:], 2)
        assert shared.endswith(" VALUES (?2, ?3, ?1), (?4, ?5, ?1)")
        one_row = re.sub(r"\?\d+", "?", insert_of(kind, columns(kind), (), 1))
        assert one_row == insert.replace("INSERT", "INSERT OR FAIL")
