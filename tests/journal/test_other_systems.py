"""What the journal writes stays as it is on systems whose calls do otherwise than those of this one."""

import os
from pathlib import Path

import pytest

from painlog.journal import Journal
from painlog.journal.faults import JournalFault
from tests.journal.worlds import Chance, opened

BINARY = 0x8000
"""What Windows calls O_BINARY."""


@pytest.fixture
def windows_line_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system make two bytes of each 0x0A unless a file was opened with O_BINARY, as Windows does."""
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
