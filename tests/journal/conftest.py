"""What the journal's tests stand on: a real file, and a clock that is wound by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from painlog.journal import Journal
from tests.journal.worlds import Chance, Clock, opened


@pytest.fixture
def clock() -> Clock:
    """Give a clock that is wound by hand."""
    return Clock()


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    """Open an empty journal."""
    with opened(tmp_path, clock=clock) as fresh:
        yield fresh


@pytest.fixture
def chance() -> Chance:
    """Give a maker of entries."""
    return Chance(1)
