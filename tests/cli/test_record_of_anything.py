"""`painlog record`, whatever is on a line: what was saved is what it says; else it is refused on one line."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from painlog.cli.recording import _answered
from painlog.entries import Contents, Kept, kind_of
from painlog.exchange.json_text import text_of
from painlog.exchange.shapes import KINDS
from painlog.journal import Journal
from painlog.words import language
from tests.exchange.journals import EVERYTHING, contents


def line_of(entry: Kept) -> bytes:
    kind = kind_of(entry)
    return text_of({"kind": kind} | KINDS[kind].give(entry)).encode()


def told(entry: Kept | None) -> Kept | None:
    """Return what somebody told, without when it was written."""
    return replace(entry, written_at=None, updated_at=None) if entry is not None else None


LINES = [line_of(entry) for entry in (*EVERYTHING.medicines, *EVERYTHING.entries())]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Journal]:
    """One journal for all lines, with everything in it; a refusal makes the program speak, until the end."""
    before = QLocale()
    with Journal.open(tmp_path_factory.mktemp("kept") / "a.painlog") as journal:
        journal.take_in(EVERYTHING)
        yield journal
    language.remove(qapp)
    QLocale.setDefault(before)


@settings(max_examples=8)
@given(contents())
def test_any_entry_is_saved_as_told_and_stays_so_until_told_otherwise(
    tmp_path_factory: pytest.TempPathFactory, some: Contents
) -> None:
    with Journal.open(tmp_path_factory.mktemp("journal") / "a.painlog") as journal:
        for entry in (*some.medicines, *sorted(some.entries(), key=lambda one: kind_of(one) == "dose")):
            saved = f"saved {entry.id}", True
            assert _answered(journal, 1, line_of(entry)) == saved
            assert told(journal.find(entry.id)) == told(entry)
            nothing = json.dumps({"kind": kind_of(entry), "id": str(entry.id)}).encode()
            assert _answered(journal, 2, nothing) == saved
            assert told(journal.find(entry.id)) == told(entry)


@settings(max_examples=60)
@given(st.sampled_from(LINES), st.integers(0, 400), st.binary(max_size=6), st.integers(0, 8))
def test_a_mutated_line_is_saved_or_refused_on_one_line(
    kept: Journal, line: bytes, at: int, bits: bytes, instead_of: int
) -> None:
    at %= len(line)
    before = kept.contents()
    answer, is_saved = _answered(kept, 7, line[:at] + bits + line[at + instead_of :])
    assert len(answer.splitlines()) == 1
    assert answer.startswith("saved " if is_saved else "refused 7: ")
    assert is_saved or kept.contents() == before
