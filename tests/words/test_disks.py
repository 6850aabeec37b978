"""Why a file was not written: said in the person's words, with what to do, and that nothing was lost."""

import errno
import os
from pathlib import Path

import pytest

from painlog.whole import put
from painlog.words.disks import why_not_written

SAFE = "Your journal is as it was"


def fault(path: Path) -> OSError:
    with pytest.raises(OSError, match=r".") as raised:
        put(path, b"page")
    return raised.value


def test_what_can_be_seen_of_a_name_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    said = {
        tmp_path / "missing" / "page.pdf": "that folder is not there",
        tmp_path / "folder": "there is a folder of that name",
        tmp_path / ("p" * 300): "that name is too long",
    }
    for path, why in said.items():
        told = why_not_written(fault(path))
        assert told.startswith(why)
        assert SAFE in told
        assert "please choose" in told


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EROFS, "nothing can be written in that folder"),
        (errno.EACCES, "nothing can be written in that folder"),
        (errno.EIO, f"the disk says “{os.strerror(errno.EIO)}”"),
    ],
)
def test_what_the_disk_says_is_said_in_plain_words(number: int, why: str) -> None:
    told = why_not_written(OSError(number, os.strerror(number)))
    assert told.startswith(why)
    assert SAFE in told
    assert told.endswith(".")


class HeldOnWindows(PermissionError):
    """As Windows tells of a name that is to be taken from a file which a program has open."""

    winerror = 5


def test_a_file_that_is_open_elsewhere_is_not_taken_for_a_folder_that_can_only_be_read() -> None:
    held = HeldOnWindows(errno.EACCES, "Access is denied", "a.part", None, "page.pdf")
    assert why_not_written(held).startswith("another program has it open")


def test_a_file_that_cannot_be_replaced_is_not_taken_for_a_folder_that_can_only_be_read() -> None:
    """The new file was written already, beside the one whose name it was to take."""
    kept = PermissionError(errno.EPERM, "Operation not permitted", "a.part", None, "page.pdf")
    told = why_not_written(kept)
    assert told.startswith("that file cannot be replaced")
    assert SAFE in told
