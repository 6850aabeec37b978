"""Root may read and write everything: what an account may not do is tried as somebody else."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TypeAlias

import pytest

import painlog.cli.exporting
import painlog.cli.keeping
import painlog.cli.locking  # noqa: F401 - somebody else may not load it where it is root's

AsAnotherUser: TypeAlias = Callable[[Path], AbstractContextManager[None]]
_NOBODY = 65534


@contextmanager
def as_another_user(folder: Path) -> Iterator[None]:
    """Be somebody whose own a test's folder is, with all in it; whoever is not root stays who he is.

    A test asks for the fixture of this name, and so gets a `tmp_path` that others can reach.
    """
    if os.name != "posix":
        pytest.skip("the modes of files are POSIX's")
    if os.geteuid() != 0:
        yield
        return
    for own in (folder, *folder.rglob("*")):
        os.chown(own, _NOBODY, -1)
    with ExitStack() as after:
        after.callback(os.setresuid, 0, 0, 0)
        os.setresuid(_NOBODY, _NOBODY, 0)
        yield
