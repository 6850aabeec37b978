"""The line over the chart while the entries of a finding are marked: what they are, and two ways out."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from painlog.window.buttons import FlowLayout, LinkButton
from painlog.window.look import gap
from painlog.window.panels import LineWords

translate = QCoreApplication.translate


class MarkedLine(QWidget):
    """Says what is marked. It is there only while something is."""

    back_asked = Signal()
    """The finding is to be seen again."""
    end_asked = Signal()
    """Nothing is to be marked any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the line, which is hidden."""
        super().__init__(parent)
        row = FlowLayout(self, spacing=gap(3))
        self.words = LineWords()
        self.back = LinkButton(translate("Charts", "Back to Patterns"))
        self.back.clicked.connect(self.back_asked)
        self.end = LinkButton(translate("Charts", "End the marking"))
        self.end.clicked.connect(self.end_asked)
        for widget in (self.words, self.back, self.end):
            row.addWidget(widget)
        self.hide()

    def show_words(self, words: str) -> None:
        """Say `words`, and wait with the keyboard at the way back: a screen reader reads both."""
        self.words.setText(words)
        self.back.setAccessibleDescription(words)
        self.show()
        self.back.setFocus()

    def leave(self, to: QWidget) -> None:
        """Be gone; where the keyboard was here, it is at `to`."""
        if self.isAncestorOf(self.window().focusWidget()):
            to.setFocus()
        self.hide()
