"""Root may read and write everything: what an account may not do is tried as somebody else."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

import painlog.cli.exporting
import painlog.cli.keeping
import painlog.cli.locking  # noqa: F401 - somebody else may not load it where it is root's

_NOBODY = 65534


@contextmanager
def as_another_user(folder: Path) -> Iterator[None]:
    """Be somebody whose own a test's folder is, with all in it; whoever is not root stays who he is."""
    if os.name != "posix":
        pytest.skip("the modes of files are POSIX's")
    if os.geteuid() != 0:
        yield
        return
    for own in (folder, *folder.rglob("*")):
        os.chown(own, _NOBODY, -1)
    for (
        above
    ) in folder.parents:  # pytest keeps its own from other users, and shuts them again at its next run
        if "pytest-of-" in str(above):
            above.chmod(
                0o711
            )  # and so it stays: tests of other workers may stand in the same folder just now
    with ExitStack() as after:
        after.callback(os.setresuid, 0, 0, 0)
        os.setresuid(_NOBODY, _NOBODY, 0)
        yield
