"""A menu whose commands are shown whole, however large the text, and as they were typed."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStyleOptionMenuItem


class Menu(QMenu):
    """Qt's menu with the room that its commands need.

    Qt's style keeps a column for ticks that grows with the height of the lines, but leaves it out when it
    measures how wide the menu has to be; words in large text were shortened in their middle.
    """

    def initStyleOption(self, option: QStyleOptionMenuItem, action: QAction) -> None:
        """Let the column of ticks be counted."""
        super().initStyleOption(option, action)
        option.maxIconWidth = max(option.maxIconWidth, option.fontMetrics.height())


def as_typed(words: str) -> str:
    """Return what a person typed as a menu shows it: with its "&", which otherwise marks a key."""
    return words.replace("&", "&&")
