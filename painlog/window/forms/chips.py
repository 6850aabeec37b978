"""Words to choose from by one press each, with room for words of one's own."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from painlog.rules import one_of_each
from painlog.window import lettering
from painlog.window.buttons import Chip, FlowLayout
from painlog.window.fields import FIELD, Field
from painlog.window.look import BODY, font_of, gap

translate = QCoreApplication.translate


class OwnWord(Field):
    """Takes a word of one's own by Enter, and stays for the next."""

    said = Signal(str)

    def __init__(self, name: str) -> None:
        """Ask for one more of `name`."""
        super().__init__(name, hint=translate("Chips", "another…"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room that the hint takes."""
        return QSize(lettering.width(self.placeholderText(), font_of(BODY)) + gap(10), FIELD)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what was typed; an empty Enter is the dialog's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.take()
        else:
            super().keyPressEvent(event)

    def take(self) -> None:
        """Take what was typed, if anything was."""
        word = " ".join(self.text().split())
        self.clear()
        if word:
            self.said.emit(word)


class Chips(QWidget):
    """Chips of which any may be chosen; what is typed in the last field becomes a chip of its own."""

    changed = Signal()

    def __init__(
        self,
        offered: Iterable[str],
        chosen: Sequence[str] = (),
        *,
        name: str = "",
        says: Callable[[str], str] = str,
        own: bool = True,
    ) -> None:
        """Offer words, those that are chosen first; `says` is how a word is called on screen."""
        super().__init__()
        self.setAccessibleName(name)
        self._says = says
        self._chips: dict[str, Chip] = {}
        self._told: tuple[str, ...] = ()
        self._flow = FlowLayout(spacing=gap(1.5))
        self._own = OwnWord(name)
        self._own.setVisible(own)
        self._own.said.connect(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(1.5))
        column.addLayout(self._flow)
        self._flow.addWidget(self._own)
        self.offer([*chosen, *offered])
        self.choose(chosen)

    def chosen(self) -> tuple[str, ...]:
        """Return what is chosen, and what was typed but not yet taken; what was told stays as spelled."""
        self._own.take()
        told = tuple(word for word in self._told if self.chip(word).isChecked())
        keys = {word.casefold() for word in told}
        fresh = (word for word, chip in self._chips.items() if chip.isChecked())
        return (*told, *(word for word in fresh if word.casefold() not in keys))

    def offer(self, words: Iterable[str]) -> None:
        """Add chips for words that have none yet, however they are spelled."""
        there = {word.casefold() for word in self._chips}
        fresh = [word for word in one_of_each(words) if word.casefold() not in there]
        self._flow.removeWidget(self._own)
        for word in fresh:
            chip = Chip(self._says(word))
            chip.setAutoDefault(False)
            chip.toggled.connect(self.changed)
            self._chips[word] = chip
            self._flow.addWidget(chip)
        self._flow.addWidget(self._own)
        self._own.raise_()  # a screen reader comes to it last

    def choose(self, words: Iterable[str]) -> None:
        """Choose exactly these."""
        self._told = tuple(words)
        wanted = {word.casefold() for word in self._told}
        self.offer(self._told)
        for word, chip in self._chips.items():
            chip.setChecked(word.casefold() in wanted)

    def add(self, word: str) -> None:
        """Choose one more word; a chip that says it already is taken for it."""
        found = next((each for each in self._chips if self._says(each).casefold() == word.casefold()), word)
        self.offer([found])
        self.chip(found).setChecked(True)

    def chip(self, word: str) -> Chip:
        """Return the chip of a word."""
        return next(chip for each, chip in self._chips.items() if each.casefold() == word.casefold())


class OneOf(QWidget):
    """Chips of which exactly one is chosen, in lines that wrap where there is little room."""

    chosen = Signal(int)

    def __init__(self, labels: Sequence[str], current: int, *, name: str = "") -> None:
        """Offer `labels`, of which `current` is chosen (-1: none yet)."""
        super().__init__()
        self.setAccessibleName(name)
        flow = FlowLayout(self, spacing=gap(1.5))
        self.chips = [Chip(label) for label in labels]
        for chip in self.chips:
            chip.setAutoDefault(False)
            chip.clicked.connect(self._pressed)
            flow.addWidget(chip)
        self.choose(current)

    @property
    def current(self) -> int:
        """The place of the chosen label; -1 before any is."""
        return next((place for place, chip in enumerate(self.chips) if chip.isChecked()), -1)

    def choose(self, place: int) -> None:
        """Show another as chosen, without saying so."""
        for each, chip in enumerate(self.chips):
            chip.setChecked(each == place)

    def _pressed(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.choose(self.chips.index(chip))
            self.chosen.emit(self.current)
