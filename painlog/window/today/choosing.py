"""Words to choose from as chips: the usual ones first, what was chosen, and a field for another."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from painlog.rules import one_of_each
from painlog.window.buttons import Chip, FlowLayout, PlainButton
from painlog.window.fields import Field
from painlog.window.look import TOUCH, gap
from painlog.window.reading_order import say_in_order
from painlog.window.today.flaring import NOTHING
from painlog.words.language import capital

translate = QCoreApplication.translate

FEW = 5
"""How many of the usual words are shown before "More…" is pressed."""
MANY = 24


class WordChips(QWidget):
    """Chips of which several can be on. A click says which one and what it is now; the owner keeps it."""

    toggled_word = Signal(str, bool)

    def __init__(self, asks: str, *, offers_nothing: bool = True, few: int = FEW) -> None:
        """Make an empty choice; `asks` names the field for a word that is not among the chips."""
        super().__init__()
        self._offers_nothing = offers_nothing
        self._few = few
        self._usual: tuple[str, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self.chips: dict[str, Chip] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(2))
        self._flow = FlowLayout(spacing=gap(1.5))
        column.addLayout(self._flow)
        self.more = Chip(translate("Chips", "More…"), self)
        self.more.clicked.connect(self._show_more)
        self.other = Field(asks, hint=asks)
        self.other.setMinimumHeight(TOUCH)  # as the button beside it
        self.other.returnPressed.connect(self._told_other)
        self.add = PlainButton(translate("Chips", "Add"))
        self.add.clicked.connect(self._told_other)
        line = QHBoxLayout()
        for each in (self.other, self.add):
            each.hide()
            line.addWidget(each)
        column.addLayout(line)

    def show_words(self, usual: Sequence[str], chosen: Sequence[str]) -> None:
        """Show the usual words, most used first, with those that are chosen now."""
        usual, chosen = tuple(usual), tuple(chosen)
        if (usual, chosen) == (self._usual, self._chosen) and self.chips:
            return
        self._usual, self._chosen = usual, chosen
        self._fill()

    def take_keyboard(self) -> None:
        """Give the keyboard to the first word."""
        next(iter(self.chips.values()), self.more).setFocus(Qt.FocusReason.TabFocusReason)

    def leave_field_for(self, word: str) -> None:
        """Give the keyboard from the field to the chip of the word that was told there, where it has one."""
        chip = self.chips.get(word)
        if chip is not None and self.other.hasFocus():
            chip.setFocus(Qt.FocusReason.TabFocusReason)

    def take_half_said(self) -> str:
        """Return the word that was typed but not yet added, or nothing, and empty the field."""
        typed = " ".join(self.other.text().split())
        self.other.clear()
        known = (*self._chosen, *self._usual)
        return next((word for word in known if shown(word).casefold() == typed.casefold()), typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the field for another word with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.other.isVisible():
            self.other.clear()
            self.more.setChecked(False)
            self._show_more()
        else:
            super().keyPressEvent(event)

    def _words(self) -> list[str]:
        """Return the words of the chips; one that is chosen stands there as it is spelled where it is."""
        few = MANY if self.more.isChecked() else self._few
        chosen = {word.casefold(): word for word in self._chosen}
        plain = [word for word in one_of_each(self._usual) if word.casefold() != NOTHING]
        last = [NOTHING] if self._offers_nothing else []
        there = {word.casefold() for word in (*plain[:few], *last)}
        others = [word for key, word in chosen.items() if key not in there]
        return [chosen.get(word.casefold(), word) for word in (*plain[:few], *others, *last)]

    def _fill(self) -> None:
        """Bring the chips in line; those that stay keep their place and the keyboard."""
        words = self._words()
        if list(self.chips) != words:
            self._make(words)
        for word, chip in self.chips.items():
            chip.setChecked(word in self._chosen)

    def _make(self, words: Sequence[str]) -> None:
        old, self.chips = {word.casefold(): chip for word, chip in self.chips.items()}, {}
        while self._flow.takeAt(0) is not None:
            pass
        for word in words:
            chip = old.pop(word.casefold(), None) or self._chip()
            chip.setProperty("word", word)
            chip.say(shown(word))
            self.chips[word] = chip
            self._flow.addWidget(chip)
        self._flow.addWidget(self.more)
        say_in_order(self)
        for chip in old.values():
            chip.hide()
            chip.deleteLater()

    def _chip(self) -> Chip:
        chip = Chip("", self)
        chip.clicked.connect(self._pressed)
        chip.show()
        return chip

    def _pressed(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.toggled_word.emit(str(chip.property("word")), chip.isChecked())

    def _show_more(self) -> None:
        for each in (self.other, self.add):
            each.setVisible(self.more.isChecked())
        self._fill()
        if self.more.isChecked():
            self.other.setFocus()

    def _told_other(self) -> None:
        word = self.take_half_said()
        if word:
            self.toggled_word.emit(word, True)


def shown(word: str) -> str:
    """Return how a word stands on its chip."""
    if word.casefold() == NOTHING:
        return translate("Chips", "Nothing")
    return capital(word)
