"""A file that is made for the person is written whole or not at all, for the own eyes only."""

import os
from pathlib import Path

import pytest

from painlog.journal import Journal
from painlog.whole import put
from tests.journal.disk import Disk


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    put(tmp_path / "a.png", b"picture")
    assert (tmp_path / "a.png").read_bytes() == b"picture"
    with pytest.raises(OSError, match="No such file or directory"):
        put(tmp_path / "nowhere" / "a.png", b"picture")
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


@pytest.mark.skipif(os.name != "posix", reason="no folder is synced there")
def test_its_name_is_on_the_disk_as_well_when_it_is_called_written(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    with disk.watching():
        put(tmp_path / "page.pdf", b"data")
    assert [event.kind for event in disk.events] == ["create", "sync", "rename", "sync folder"]


def test_a_saved_file_is_for_the_own_eyes_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        put(tmp_path / "page.pdf", b"data")
    finally:
        os.umask(before)
    assert (tmp_path / "page.pdf").stat().st_mode & 0o777 == 0o600


def test_no_journal_is_written_over(tmp_path: Path) -> None:
    journal = tmp_path / "page.pdf"
    Journal.open(journal).close()
    before = journal.read_bytes()
    with pytest.raises(FileExistsError, match="a journal"):
        put(journal, b"data")
    assert journal.read_bytes() == before


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    there, link = tmp_path / "elsewhere" / "page.pdf", tmp_path / "page.pdf"
    there.write_bytes(b"old")
    link.symlink_to(there)
    put(link, b"new")
    assert link.is_symlink()
    assert there.read_bytes() == b"new"
    assert [path.name for path in there.parent.iterdir()] == ["page.pdf"]
