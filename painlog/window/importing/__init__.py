"""Importing files: what is in them is shown first; nothing is written before the person says so."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from painlog.entries import Contents
from painlog.journal import Journal
from painlog.window.importing.outcome import all_was_there
from painlog.window.importing.question import ImportQuestion, says_reading
from painlog.window.importing.source import Source
from painlog.window.meanwhile import Left, meanwhile

__all__ = ["ImportQuestion", "Source", "all_was_there", "ask_what_to_import"]


def ask_what_to_import(parent: QWidget, reader: Journal, path: Path) -> Contents | None:
    """Show what the file at `path` holds; return what is to be taken in, None when the question was left."""
    try:
        source = meanwhile(parent, says_reading(path.name), partial(Source.of, path))
    except Left:
        return None
    question = ImportQuestion(source, reader, parent)
    return question.contents if question.ask_once() else None
