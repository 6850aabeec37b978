"""A painter ends with its block, also when something goes wrong in it.

One that is kept alive by the report of the mistake is still at work when Qt paints the window the next time,
and then Qt ends the program.
"""

import re

from tests.house.reading import sources

_LOOSE = re.compile(r"= QPainter\([^)]")


def test_every_painter_ends_with_its_block() -> None:
    assert [source.name for source in sources() if _LOOSE.search(source.text)] == []
