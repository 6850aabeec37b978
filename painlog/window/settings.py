"""The settings: how everything looks, and how large the text is. They are worn at once, to be seen."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from painlog.window.buttons import Segmented
from painlog.window.look import TEXT_SIZES, LookName
from painlog.window.looking import Looking
from painlog.window.panels import Quiet, asking
from painlog.window.question import Question
from painlog.words.amounts import percent

translate = QCoreApplication.translate


class Settings(Question):
    """What can be set. Cancel wears again what was worn before."""

    def __init__(self, looking: Looking, parent: QWidget | None = None) -> None:
        """Show what is worn now."""
        super().__init__(translate("Settings", "Settings"), translate("Settings", "Keep"), parent)
        self._looking = looking
        self._before = looking.name, looking.percent
        self.looks = self._row(translate("Settings", "Look"), tuple(look_names().values()))
        self.looks.choose(list(LookName).index(looking.name))
        self.looks.chosen.connect(self._choose_look)
        self.sizes = self._row(
            translate("Settings", "Size of the text"), [percent(size) for size in TEXT_SIZES]
        )
        self.sizes.choose(TEXT_SIZES.index(looking.percent) if looking.percent in TEXT_SIZES else -1)
        self.sizes.chosen.connect(self._choose_size)
        self.rows.addWidget(Quiet(translate("Settings", "Both are also in the menu View.")))
        self.rejected.connect(self._go_back)

    def _row(self, name: str, labels: tuple[str, ...] | list[str]) -> Segmented:
        row = Segmented(labels, name=name)
        self.rows.addLayout(asking(name, row, row.segments[0]))
        return row

    def _choose_look(self, place: int) -> None:
        self._looking.choose(list(LookName)[place])

    def _choose_size(self, place: int) -> None:
        self._looking.choose_percent(TEXT_SIZES[place])

    def _go_back(self) -> None:
        name, size = self._before
        self._looking.choose(name)
        self._looking.choose_percent(size)


def look_names() -> dict[LookName, str]:
    """Return what the looks are called, in their order."""
    return {
        LookName.SYSTEM: translate("Menus", "As the system"),
        LookName.LIGHT: translate("Menus", "Light"),
        LookName.DARK: translate("Menus", "Dark"),
        LookName.HIGH_CONTRAST: translate("Menus", "High contrast"),
    }
