"""What can wait until a flare-up lets go: where it hurts, how it feels, a note."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from painlog.entries import FlareUp
from painlog.journal import Journal
from painlog.journal.half_written import kept_as
from painlog.rules import one_of_each
from painlog.window.body_map import BodyMap
from painlog.window.buttons import FlowLayout, LinkButton
from painlog.window.look import SMALL, gap
from painlog.window.panels import LineWords
from painlog.window.popover import Popover
from painlog.window.today.asks import Asks
from painlog.window.today.choosing import MANY, WordChips
from painlog.window.today.drafting import DraftField
from painlog.words.body import QUALITIES, places

translate = QCoreApplication.translate


class Later(QWidget):
    """Quiet links on the card, each with a popover; what is marked there is written at once."""

    def __init__(self, asks: Asks, journal: Journal, parent: QWidget | None = None) -> None:
        """Make the links; `show_flare_up` says what they are about."""
        super().__init__(parent)
        self._asks = asks
        self._journal = journal
        self._flare_up: FlareUp | None = None
        line = FlowLayout(self, spacing=gap(1))
        line.addWidget(LineWords(translate("Card", "Later:")))
        self.where = self._link(line, translate("Card", "where"), self._open_where)
        self.feels = self._link(line, translate("Card", "how it feels"), self._open_feels)
        self.note = self._link(line, translate("Card", "a note…"), self._open_note)
        self.more = self._link(line, translate("Card", "more…"), self._open_form)
        self.more.setAccessibleName(translate("Card", "Everything about this flare-up"))
        self.where.setAccessibleName(translate("Card", "Where it hurts"))
        self.feels.setAccessibleName(translate("Card", "How it feels"))

    def show_flare_up(self, flare_up: FlareUp) -> None:
        """Say which flare-up the links are about, as it is in the journal, and whether a note waits."""
        self._flare_up = flare_up
        half = self._asks.kept(self._journal, kept_as(flare_up)).strip()
        if half and half != flare_up.note:
            self.note.say(translate("Card", "a note, half-written…"))
            self.note.setAccessibleName(translate("Card", "A note on this flare-up, half-written"))
        else:
            self.note.say(translate("Card", "a note…"))
            self.note.setAccessibleName(translate("Card", "A note on this flare-up"))

    def _link(self, line: FlowLayout, words: str, pressed: Callable[[], None]) -> LinkButton:
        link = LinkButton(words, self, size=SMALL)
        link.clicked.connect(pressed)
        line.addWidget(link)
        return link

    def _open_form(self) -> None:
        if self._flare_up is not None:
            self._asks.form.emit(self._flare_up)

    def _open_where(self) -> None:
        if self._flare_up is not None:
            usual = self._journal.patient().usual_regions
            self._marked = Where(self._flare_up.regions or usual, self._told_where)
            popover = Popover(self.where, self._marked, translate("Card", "Where it hurts"))
            popover.closed.connect(self._left_where)
            popover.open()
            self._marked.body.take_keyboard()

    def _told_where(self, regions: tuple[str, ...]) -> None:
        if self._flare_up is not None:
            self._asks.change.emit(replace(self._flare_up, regions=tuple(regions)))

    def _left_where(self, is_meant: bool) -> None:  # noqa: FBT001 - the signal's own shape
        """Take what was marked from the start, because it usually hurts there, and was left so."""
        regions = self._marked.body.regions()
        if self._flare_up is not None and is_meant and regions != self._flare_up.regions:
            self._told_where(regions)

    def _open_feels(self) -> None:
        if self._flare_up is None:
            return
        used = self._journal.qualities_used()
        usual = one_of_each([*used, *QUALITIES])
        chips = WordChips(translate("Card", "Another word"), offers_nothing=False, few=MANY)
        chips.setMinimumWidth(_CHIPS_WIDTH)
        chips.show_words(usual, self._flare_up.qualities)
        chips.toggled_word.connect(self._told_feels)
        self._chips = chips
        popover = Popover(self.feels, chips, translate("Card", "How it feels"))
        popover.closed.connect(self._left_feels)
        popover.open()
        chips.take_keyboard()

    def _left_feels(self, is_meant: bool) -> None:  # noqa: FBT001 - the signal's own shape
        """Take a word that was typed and not yet added."""
        if is_meant and (word := self._chips.take_half_said()):
            self._told_feels(word, True)

    def _told_feels(self, quality: str, is_on: bool) -> None:  # noqa: FBT001 - the signal's own shape
        if self._flare_up is not None:
            others = tuple(each for each in self._flare_up.qualities if each.casefold() != quality.casefold())
            told = (*others, quality) if is_on else others
            self._asks.change.emit(replace(self._flare_up, qualities=told))

    def _open_note(self) -> None:
        if self._flare_up is None:
            return
        text = self._asks.kept(self._journal, kept_as(self._flare_up)) or self._flare_up.note
        keep_as, name = kept_as(self._flare_up), translate("Card", "A note on this flare-up")
        field = DraftField(self._asks, keep_as, text, name)
        popover = Popover(self.note, field, name)
        popover.closed.connect(field.hand_up)
        popover.closed.connect(self._told_note)
        field.finished.connect(popover.close)
        self._field = field
        popover.open()
        field.setFocus()

    def _told_note(self, is_meant: bool) -> None:  # noqa: FBT001 - the signal's own shape
        now = self._journal.find(self._flare_up.id) if self._flare_up is not None else None
        if isinstance(now, FlareUp) and is_meant:
            told = replace(now, note=self._field.text)
            if told != now:
                self._asks.change.emit(told)
            if self._is_taken(told):
                self._asks.draft.emit(kept_as(now), "")
        if self._flare_up is not None:
            self.show_flare_up(self._flare_up)

    def _is_taken(self, told: FlareUp) -> bool:
        """Tell whether the note is written down, or waits to be; of what was refused the words are kept."""
        now = self._journal.find(told.id)
        is_written = isinstance(now, FlareUp) and now.note == told.note
        return is_written or self._asks.waiting(kept_as(told)) is not None


class Where(QWidget):
    """The body to mark, and under it the name of the place that the mouse or the keyboard is at."""

    def __init__(self, regions: Sequence[str], told: Callable[[tuple[str, ...]], None]) -> None:
        """Show `regions` as marked; `told` is called with all of them when they change."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.body = BodyMap()
        self.body.show_regions(regions)
        self.body.marked.connect(told)
        self.body.touched.connect(self._say)
        self._name = LineWords()
        column.addWidget(self.body, 1)
        column.addWidget(self._name)
        self._say("")

    def _say(self, name: str) -> None:
        self._name.setText(name or places(self.body.regions()) or translate("Card", "Press where it hurts."))


_CHIPS_WIDTH = 360
