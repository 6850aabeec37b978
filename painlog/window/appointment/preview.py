"""Before printing: the sheets as the printer will print them."""

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog.report.document import Printable, document_of
from painlog.report.page import Page
from painlog.report.spoken import text
from painlog.window.appointment.page_view import PageView
from painlog.window.appointment.zooming import ZoomBar
from painlog.window.buttons import PlainButton
from painlog.window.look import TOUCH, gap
from painlog.window.panels import Quiet
from painlog.window.question import Question
from painlog.window.screens import room_around

translate = QCoreApplication.translate

_SHARE_OF_SCREEN = 0.85
SAVE = 2
"""What the question is left with when the sheets are to be saved instead."""


class PreviewQuestion(Question):
    """Shows the sheets and asks whether to print or to save them."""

    def __init__(self, printable: Printable, parent: QWidget | None = None) -> None:
        """Show what will be printed."""
        document = document_of(printable)
        super().__init__(document.title, translate("Printing", "Print…"), parent)
        self.view = PageView()
        self.view.setMinimumSize(gap(60), gap(40))
        self.view.show_document(document, text(printable) if isinstance(printable, Page) else "")
        self.save = PlainButton(translate("Printing", "Save as PDF…"), least=TOUCH)
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._save)
        self.foot.insertWidget(0, self.save)
        # The sheets scroll by themselves: they take the place of the rows that would scroll.
        self._scroller.hide()
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, self.view, 1)
            column.insertWidget(2, ZoomBar(self.view))
            column.insertWidget(3, Quiet(queue_keeps()))

    def sizeHint(self) -> QSize:
        """Return most of the screen."""
        return room_around(self).size() * _SHARE_OF_SCREEN

    def _save(self) -> None:
        self.done(SAVE)


def queue_keeps() -> str:
    """Say where else the page may stay when it is printed."""
    return translate(
        "Printing", "Printing hands the page to your computer's print queue, which may keep a copy of it."
    )
