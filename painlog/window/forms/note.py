"""The form of a note."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from painlog.entries import Note, Refused, Why
from painlog.journal import Journal
from painlog.window.forms.form import Form
from painlog.window.forms.keeping import KeptText
from painlog.window.moments import MomentEdit

translate = QCoreApplication.translate

_MOST_LINES = 14


class NoteForm(Form):
    """When it was, and the text."""

    entry: Note

    def __init__(self, reader: Journal, entry: Note, parent: QWidget | None = None) -> None:
        """Ask about `entry`."""
        super().__init__(translate("NoteForm", "Note"), reader, entry, parent)
        self.text = KeptText(entry.text, most=_MOST_LINES)
        self.row(translate("NoteForm", "Note"), self.text, "text")
        self.at = MomentEdit(entry.at, name=translate("NoteForm", "When"), clock=reader.clock)
        self.row(translate("NoteForm", "When"), self.at, "at")
        self.text.setFocus()

    def read(self) -> Note:
        """Return the note as the form tells of it; raises Refused when nothing is written."""
        text = self.text.exactly()
        if not text.strip():
            raise Refused("text", Why.EMPTY)
        return replace(self.entry, at=self.at.moment, text=text)
