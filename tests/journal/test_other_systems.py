"""What the journal writes stays as it is on systems whose calls do otherwise than those of this one."""

import errno
import os
from pathlib import Path

import pytest

from painlog.journal import Journal, locking
from painlog.journal.backups import back_up, backups_of
from painlog.journal.faults import JournalFault, Reason, reason_of, sorting
from painlog.journal.lock_record import is_locked
from tests.journal.worlds import Chance, locked_with, opened

BINARY = 0x8000
"""What Windows calls O_BINARY."""


@pytest.fixture
def windows_line_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system make two bytes of each 0x0A unless a file was opened with O_BINARY, as Windows does."""
    if hasattr(os, "O_BINARY"):  # it does so by itself
        return
    open_it, write_it = os.open, os.write
    as_text: set[int] = set()

    def opened_as_text(path: Path, how: int, mode: int = 0o777) -> int:
        handle = open_it(path, how & ~BINARY, mode)
        (as_text.discard if how & BINARY else as_text.add)(handle)
        return handle

    def written(handle: int, content: bytes) -> int:
        if handle not in as_text:
            return write_it(handle, content)
        write_it(handle, content.replace(b"\n", b"\r\n"))
        return len(content)

    monkeypatch.setattr(os, "O_BINARY", BINARY, raising=False)
    monkeypatch.setattr(os, "open", opened_as_text)
    monkeypatch.setattr(os, "write", written)


@pytest.mark.usefixtures("windows_line_ends")
def test_a_journal_is_kept_where_files_are_text_unless_one_says_otherwise(
    tmp_path: Path, chance: Chance
) -> None:
    with opened(tmp_path) as journal:
        path = journal.path
        for medicine in (chance.medicine(), chance.medicine()):
            journal.record(medicine)
        journal.undo()
    try:
        with Journal.open(path) as again:
            assert len(again.medicines()) == 1
    except JournalFault as fault:
        pytest.fail(f"{fault}")


def told_by_windows(number: int, *, other: str | None = None) -> OSError:
    """Return the error as Windows tells it: with a number of its own beside the one that POSIX has."""
    error = OSError(errno.EACCES, "Access is denied", "journal.painlog", None, other)
    error.winerror = number  # type: ignore[attr-defined, unused-ignore]
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (told_by_windows(32), Reason.LOCKED),
        (told_by_windows(33), Reason.LOCKED),
        (told_by_windows(5, other="journal.painlog.part"), Reason.LOCKED),
        (told_by_windows(5), Reason.READ_ONLY),
    ],
)
def test_a_file_that_another_program_has_open_is_said_to_be_in_use(error: OSError, reason: Reason) -> None:
    assert reason_of(error) is reason


def test_a_folder_that_may_not_be_read_as_a_file_is_no_journal(tmp_path: Path) -> None:
    with pytest.raises(JournalFault) as raised, sorting(tmp_path):
        raise told_by_windows(5)
    assert raised.value.reason is Reason.NOT_A_JOURNAL


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="nothing tells here which files are open")
def test_a_backup_is_locked_also_where_an_open_file_keeps_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing may be open of what another file takes the name of: Windows would refuse it."""
    replace = Path.replace

    def where_nothing_is_open(part: Path, name: Path) -> Path:
        held = {os.path.realpath(link) for link in Path("/proc/self/fd").iterdir()}
        assert str(name.resolve()) not in held, f"{name.name} is open"
        return replace(part, name)

    with opened(tmp_path) as journal:
        path = journal.path
        back_up(path)
    monkeypatch.setattr(Path, "replace", where_nothing_is_open)
    monkeypatch.setattr(locking, "_RENAMES_OPEN_FILES", False)
    locking.lock(path, locked_with())
    assert all(is_locked(backup.path) for backup in backups_of(path))
    locking.unlock(path, locked_with())
    assert not any(is_locked(backup.path) for backup in backups_of(path))
