"""Closing while entries still wait to be written: what they are, and a way to take them along as text."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from painlog.window.buttons import PlainButton, Tone
from painlog.window.panels import Words
from painlog.window.question import Question
from painlog.window.unwritten import Waiting

translate = QCoreApplication.translate


class Parting(Question):
    """Asks whether to close although entries are not written."""

    def __init__(self, waiting: Sequence[Waiting], parent: QWidget | None = None) -> None:
        """Show the entries that wait."""
        super().__init__(
            translate("Parting", "Not everything is written yet"),
            translate("Parting", "Close anyway"),
            parent,
        )
        self.no.say(translate("Parting", "Stay"))
        self.yes.wear(Tone.PLAIN)
        self.no.wear(Tone.ACCENT)
        self.no.setAutoDefault(True)
        self.no.setDefault(True)
        words = "\n".join(each.words for each in waiting)
        self._text = "\n\n".join(each.in_full or each.words for each in waiting)
        self.rows.addWidget(
            Words(translate("Parting", "These entries could not be written and would be lost:"))
        )
        self.rows.addWidget(Words(words, strong=True))
        self.copy = PlainButton(translate("Parting", "Copy as text"))
        self.copy.clicked.connect(self._copy)
        self.rows.addWidget(self.copy)
        self.no.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let no key say yes, as Ctrl+Enter and Ctrl+S do elsewhere: entries would be lost by it."""
        QDialog.keyPressEvent(self, event)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)


def may_lose(parent: QWidget, waiting: Sequence[Waiting]) -> bool:
    """Ask whether the window may close although these wait."""
    return Parting(waiting, parent).ask_once()
