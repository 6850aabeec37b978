"""Where it hurts: the body to mark, and the same places as words."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog.window.body_map import BodyMap
from painlog.window.forms.chips import Chips
from painlog.window.look import gap
from painlog.window.panels import Quiet
from painlog.words.body import region_name

translate = QCoreApplication.translate


class Where(QWidget):
    """The body drawing with chips under it: the marked places, those that are usual, and one's own words."""

    def __init__(self, marked: Sequence[str], usual: Iterable[str]) -> None:
        """Mark `marked`, and offer what is `usual`."""
        super().__init__()
        self.body = BodyMap()
        self.body.show_regions(marked)
        self._touched = Quiet(_hint())
        self.chips = Chips(usual, marked, name=translate("Where", "Where it hurts"), says=region_name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(1.5))
        column.addWidget(self.body)
        column.addWidget(self._touched)
        column.addWidget(self.chips)
        self.body.touched.connect(self._name_touched)
        self.body.marked.connect(self._marked)
        self.chips.changed.connect(self._chosen)

    def regions(self) -> tuple[str, ...]:
        """Return the places that are marked."""
        return self.chips.chosen()

    def _marked(self, regions: tuple[str, ...]) -> None:
        was = self.chips.blockSignals(True)
        self.chips.choose(regions)
        self.chips.blockSignals(was)

    def _chosen(self) -> None:
        self.body.show_regions(self.chips.chosen())

    def _name_touched(self, name: str) -> None:
        self._touched.setText(name or _hint())


def _hint() -> str:
    return translate("Where", "Click where it hurts, or use the arrow keys and Space.")
