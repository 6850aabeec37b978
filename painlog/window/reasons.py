"""Why something was not taken, beside the field that it is about."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from painlog.window.announcing import announce
from painlog.window.look import SMALL
from painlog.window.panels import Words
from painlog.window.scrolling import show_once_placed


class Reason(Words):
    """A sentence under a field; hidden while there is nothing to say, shown and read aloud when there is."""

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
            self.come_into_view()

    def come_into_view(self) -> None:
        """Scroll to it, once it has its place: below a small window it would be said to nobody."""
        show_once_placed(self)

    def say_nothing(self) -> None:
        """Take the reason back: the field says something else now."""
        self.say("")
