"""`painlog record`: entries as JSON lines, each answered when it is durable on disk."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any
from uuid import UUID, uuid4

from painlog.cli.passphrases import opened
from painlog.cli.stopping import done_first
from painlog.entries import KINDS, FlareUp, Kept, Refused, kind_of
from painlog.exchange import json_format
from painlog.exchange.reading import LONGEST_CELL, Trouble, Unreadable
from painlog.journal import Journal, JournalFault
from painlog.journal.half_written import write_half_written

_LONGEST_LINE = 2 * LONGEST_CELL


def record(asked: argparse.Namespace) -> int:
    """Save each line of standard input; return 0 when all were saved, else 1."""
    if sys.stdin is None or sys.stdout is None:
        from painlog.cli import terminal

        raise terminal.Failure(
            terminal.translate("Cli", "There is no input to read, or no output to answer on.")
        )
    refused = 0
    with opened(asked) as journal:
        for number, line in enumerate(_lines(sys.stdin.buffer), 1):
            if line.strip():
                refused += not _is_saved(journal, number, line)
                sys.stdout.flush()
    if refused:
        _complain_of(refused)
    return 1 if refused else 0


def _complain_of(refused: int) -> None:
    from painlog.cli import terminal

    terminal.complain(
        terminal.translate(
            "Cli", "%Ln line(s) refused: see the answers, then mend and send only these again.", "", refused
        )
    )


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield each line as soon as it is there; of one that is far too long only a part, which is refused."""
    while line := stream.readline(_LONGEST_LINE):
        yield line
        while len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(_LONGEST_LINE)


def _is_saved(journal: Journal, number: int, line: bytes) -> bool:
    """Save a line and answer it, unless it is refused; tell whether it was saved."""
    with done_first():
        answer, is_saved = _answered(journal, number, line)
        sys.stdout.write(f"{answer}\n")
        return is_saved


def _answered(journal: Journal, number: int, line: bytes) -> tuple[str, bool]:
    try:
        return f"saved {_saved(journal, line)}", True
    except (Unreadable, JournalFault, UnicodeDecodeError) as fault:
        return f"refused {number}: {_why(fault)}", False


def _saved(journal: Journal, line: bytes) -> UUID:
    """Save what one line tells of and return its id."""
    if len(line) >= _LONGEST_LINE:
        raise Unreadable(Trouble.TOO_LARGE)
    keys = json_format.parse_entry(line.decode("utf-8-sig").strip())
    kind = keys.pop("kind", None)
    if kind != "remove" and kind not in KINDS.values():
        raise Unreadable(Trouble.MISSING if kind is None else Trouble.NOT_RECORDED, "kind", kind)
    try:
        return _removed(journal, keys) if kind == "remove" else _kept(journal, kind, keys)
    except Refused as refused:  # named by its key, as everything else that is wrong with a line
        raise Unreadable(refused.why, refused.field, keys.get(refused.field)) from refused


def _kept(journal: Journal, kind: str, keys: dict[str, Any]) -> UUID:
    """Change the entry of that id, or write down a new one; return its id."""
    there = _there(journal, keys.get("id"))
    if there is not None and kind_of(there) == kind:
        entry = json_format.take_entry(kind, _changed(kind, there, keys))
        journal.change(entry)
        if isinstance(entry, FlareUp) and not entry.is_running:
            write_half_written(journal, entry)  # what was typed on its card and not yet written down
    else:
        named = keys if keys.get("id") is not None else keys | {"id": str(uuid4())}
        entry = json_format.take_entry(kind, named)
        journal.record(entry)
    return entry.id


def _there(journal: Journal, text: Any) -> Kept | None:
    """Return the entry of an id as it stands in the line, if it is in the journal."""
    try:
        return journal.find(UUID(text)) if isinstance(text, str) else None
    except ValueError:
        return None  # the taking of the entry says what is wrong with it


def _changed(kind: str, there: Kept, keys: dict[str, Any]) -> dict[str, Any]:
    """Return all keys of an entry with those of the line in their place; what is not named stays."""
    return json_format.give_entry(kind, there) | keys


def _removed(journal: Journal, keys: dict[str, Any]) -> UUID:
    removed = json_format.take_removal(keys)
    journal.remove(removed)
    return removed


def _why(fault: Exception) -> str:
    """Return why a line was refused, on one line."""
    from painlog.cli import terminal

    terminal.learn_language()
    if isinstance(fault, Unreadable) and fault.problem.why is Trouble.BROKEN:
        return terminal.translate("Cli", "this line is no JSON, or ends too early; please write it anew")
    if isinstance(fault, Unreadable):
        return terminal.told(replace(fault.problem, line=None))
    if isinstance(fault, UnicodeDecodeError):
        return terminal.translate("Cli", "these are not the characters of UTF-8; please write the line anew")
    return " ".join(terminal.sentence_for(fault).split())
