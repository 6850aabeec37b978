"""Calls that do something else on another system than the one that the tests run on."""

import ast
from collections.abc import Iterator

from tests.house.reading import Source, nodes, sources

# Where a file of our own is opened by the system's own call: `opened` knows what Windows needs.
# `painlog.whole` opens a folder only, which Windows does not have opened.
OPENED_BY_HAND = {"painlog.journal.beside", "painlog.cli", "painlog.cli.passphrases", "painlog.whole"}


def calls(source: Source, name: str) -> Iterator[ast.Call]:
    """Yield the calls of `a.name(...)`."""
    for node in nodes(source.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(f".{name}"):
            yield node


def test_moments_near_1970_are_made_without_the_local_clock() -> None:
    """Windows knows no local time before 1970, and Python looks a day back from every wall clock's time."""
    told = [
        f"{source.name}:{call.lineno}"
        for source in sources()
        for call in calls(source, "fromtimestamp")
        if len(call.args) + len(call.keywords) < 2
    ]
    assert told == [], "tell fromtimestamp the zone"


def test_files_are_opened_so_that_bytes_stay_as_they_are() -> None:
    """Windows makes two bytes of every 0x0A that is written to what os.open gave without O_BINARY."""
    told = [
        f"{source.name}:{call.lineno}"
        for source in sources()
        if source.name not in OPENED_BY_HAND
        for call in calls(source, "open")
        if ast.unparse(call.func) == "os.open"
    ]
    assert told == [], "use painlog.journal.beside.opened"
