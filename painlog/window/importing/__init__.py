"""Importing files: what is in them is shown first; nothing is written before the person says so."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from painlog.entries import Contents
from painlog.journal import Journal
from painlog.window.importing.question import ImportQuestion
from painlog.window.importing.source import Source

__all__ = ["ImportQuestion", "Source", "ask_what_to_import"]


def ask_what_to_import(parent: QWidget, reader: Journal, path: Path) -> Contents | None:
    """Show what the file at `path` holds; return what is to be taken in, None when the question was left."""
    question = ImportQuestion(Source.of(path), reader, parent)
    contents = question.contents if question.ask() else None
    question.deleteLater()
    return contents
