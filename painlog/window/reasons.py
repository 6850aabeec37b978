"""Why something was not taken, beside the field that it is about."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from painlog.window.announcing import announce
from painlog.window.look import SMALL
from painlog.window.panels import Words


class Reason(Words):
    """A sentence under a field; hidden while there is nothing to say, read aloud when there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__("", parent, size=SMALL, strong=True)
        self.setForegroundRole(QPalette.ColorRole.BrightText)
        self.hide()

    def say(self, reason: str) -> None:
        """Show the reason; an empty one is no reason."""
        self.setText(reason)
        self.setVisible(bool(reason))
        if reason:
            announce(self, reason)

    def say_nothing(self) -> None:
        """Take the reason back: the field says something else now."""
        self.say("")
