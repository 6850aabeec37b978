"""Smaller, larger, whole: the buttons below a page."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from painlog.window.appointment.page_view import PageView
from painlog.window.buttons import FlowLayout, PlainButton
from painlog.window.fields import FIELD
from painlog.window.look import gap
from painlog.window.panels import Quiet
from painlog.words.amounts import percent

translate = QCoreApplication.translate


_WIDE_AS_A_DIGIT = "\N{FIGURE SPACE}"
"""Before two digits, so that the buttons stay under the finger that presses them."""


class ZoomBar(QWidget):
    """Buttons that zoom a PageView, and how large it is shown."""

    def __init__(self, view: PageView) -> None:
        """Zoom `view`."""
        super().__init__()
        self.smaller = PlainButton("−", least=FIELD)  # noqa: RUF001 - a minus sign
        self.smaller.setAccessibleName(translate("PageView", "Smaller"))
        self.larger = PlainButton("+", least=FIELD)
        self.larger.setAccessibleName(translate("PageView", "Larger"))
        self.whole = PlainButton(translate("PageView", "Whole page"), least=FIELD)
        self.size_said = Quiet()
        self.smaller.clicked.connect(view.smaller)
        self.larger.clicked.connect(view.larger)
        self.whole.clicked.connect(view.show_whole)
        view.zoomed.connect(self._tell)
        row = FlowLayout(self, spacing=gap(1))
        for widget in (self.smaller, self.larger, self.whole, self.size_said):
            row.addWidget(widget)
        self._tell(view.percent)

    def _tell(self, size: int) -> None:
        self.size_said.setText(percent(size).rjust(len(percent(100)), _WIDE_AS_A_DIGIT))
