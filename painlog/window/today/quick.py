"""The left of Today: one press records. Everything else can be added later, in any order, or never."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from painlog.journal import Journal
from painlog.window.buttons import BigButton, PlainButton
from painlog.window.look import gap
from painlog.window.marked_days import marks
from painlog.window.panels import Quiet
from painlog.window.reading_order import insert
from painlog.window.today import flaring
from painlog.window.today.asks import Asks
from painlog.window.today.doings import none_today, of_day, therapy_at
from painlog.window.today.medicines import Medicines
from painlog.window.today.present import NOTE_DRAFT, Present
from painlog.words import times
from painlog.words.language import filled

if TYPE_CHECKING:
    from collections.abc import Callable

    from painlog.window.today.better import Better
    from painlog.window.today.card import RunningCard
    from painlog.window.today.earlier import Earlier
    from painlog.window.today.others import DoneLine, Drawer
    from painlog.window.today.parts import GetParts

translate = QCoreApplication.translate

_AGO = (10, 30)
"""Minutes that the two quick buttons reach back."""


class FlareUps(QWidget):
    """The button for a flare-up, which becomes the card of the one that runs."""

    opened = Signal(QWidget)
    """The card, or the panel for an earlier one, which is to be seen."""

    def __init__(
        self, asks: Asks, journal: Journal, parts: "GetParts", parent: QWidget | None = None
    ) -> None:
        """Make the buttons; the card is made when it is first needed."""
        super().__init__(parent)
        self._asks = asks
        self._journal = journal
        self._parts = parts
        self._present: Present | None = None
        self._triggers: list[str] = []
        self.card: RunningCard | None = None
        self.earlier: Earlier | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(gap(2.5))
        self._column.addWidget(self._starting())
        self.better: Better | None = None

    def show_present(self, present: Present) -> None:
        """Show the card while one runs, else the buttons that start one."""
        self._present = present
        self._show_better(present)
        had_keyboard = self._buttons.isAncestorOf(self.window().focusWidget())
        self._buttons.setVisible(present.running is None)
        self.came_back.setVisible(present.may_have_come_back)
        if present.last is not None:
            began = times.since(present.last.started_at, present.now)
            self.came_back.say(
                translate("Today", "It came back"),
                filled(translate("Today", "the one of %1", "a time"), began),
            )
        if present.running is None:
            self._hide_card()
            return
        self.ready_card()
        if self.card is not None:
            self.card.show_running(
                present.running,
                self._usual_triggers(),
                may_be_forgotten=present.may_be_forgotten,
                other=present.also_running,
            )
            if self.card.isHidden():
                self.card.show()
                self.opened.emit(self.card)
            if had_keyboard:
                self.card.pad.take_keyboard()

    def _show_better(self, present: Present) -> None:
        asking = present.relief_to_ask
        if asking is not None and self.better is None:
            self.better = self._parts().better(self._asks, self)
            self._column.addWidget(self.better)
        if self.better is not None:
            self.better.show_asking(asking, present.told(asking[0]) if asking is not None else None)

    def ready_card(self) -> None:
        """Make the card if there is none yet, so that the first press needs not wait for it."""
        if self.card is None:
            self.card = self._parts().card(self._asks, self._journal, self)
            self.card.hide()
            insert(self._column, 1, self.card)

    def show_clock(self) -> None:
        """Let the card's clock go on."""
        if self.card is not None and not self.card.isHidden():
            self.card.show_clock()

    def forget_words(self) -> None:
        """Ask anew which triggers are usual when the card is shown next: they are counted once a flare-up."""
        self._triggers = []

    def start(self) -> None:
        """Write down that one begins now; while one runs, nothing: several presses never make two."""
        self._start(timedelta(0))

    def start_again(self) -> None:
        """Write down that the last one came back, where it ended not longer ago than a day."""
        if self._present is not None and self._present.may_have_come_back:
            self._start(timedelta(0), again=True)

    def ease(self) -> None:
        """Write down that the running one is easing."""
        if self._present is not None and self._present.running is not None and self.card is not None:
            self.card.easing.click()

    def end(self) -> None:
        """Write down that the running one is over."""
        if self._present is not None and self._present.running is not None and self.card is not None:
            self.card.over.click()

    def _starting(self) -> QWidget:
        self._buttons = QWidget(self)
        column = QVBoxLayout(self._buttons)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap(2.5))
        self.now = BigButton(
            translate("Today", "Flare-up now"), translate("Today", "F5 · one press starts the clock")
        )
        self.now.clicked.connect(self.start)
        column.addWidget(self.now)
        self.came_back = PlainButton(translate("Today", "It came back"))
        self.came_back.clicked.connect(self.start_again)
        self.came_back.hide()
        column.addWidget(self.came_back)
        row = QHBoxLayout()
        row.setSpacing(gap(2))
        self.ago = [PlainButton(translate("Today", "%n min ago", "", minutes)) for minutes in _AGO]
        self.ago[0].clicked.connect(self._start_a_little_ago)
        self.ago[1].clicked.connect(self._start_a_while_ago)
        self.open_earlier = PlainButton(translate("Today", "Earlier…"))
        self.open_earlier.clicked.connect(self._turn_earlier)
        self.open_earlier.takes_both = False
        for button in (*self.ago, self.open_earlier):
            row.addWidget(button, 1)
        column.addLayout(row)
        return self._buttons

    def _start_a_little_ago(self) -> None:
        self._start(timedelta(minutes=_AGO[0]))

    def _start_a_while_ago(self) -> None:
        self._start(timedelta(minutes=_AGO[1]))

    def _start(self, ago: timedelta, *, again: bool = False) -> None:
        if self._present is None or self._present.running is None:
            after = self._present.last if again and self._present is not None else None
            now = self._journal.clock()
            self._asks.begin.emit(flaring.begun(times.on_the_wall(now - ago, now), came_back_after=after))
        elif self.card is not None:
            self.opened.emit(self.card)
        self._go_to_level()

    def _go_to_level(self) -> None:
        """Let the next digit tell how bad it is."""
        if self.card is not None and self.card.isVisible():
            self.card.pad.take_keyboard()

    def go_earlier(self) -> None:
        """Go into the panel for a flare-up that began earlier, opened if it is not."""
        if self.earlier is None:
            self._turn_earlier()
        if self.earlier is not None:
            self.earlier.began.focus_time()
            self.opened.emit(self.earlier)

    def _turn_earlier(self) -> None:
        if self.earlier is not None:
            if not self.earlier.is_kept_open():
                self._close_earlier()
            return
        self.earlier = self._parts().earlier(self._asks, self._journal, self)
        self.earlier.left.connect(self._close_earlier)
        insert(self._column, 1, self.earlier)
        self.earlier.show()
        self.earlier.began.focus_time()

    def _close_earlier(self) -> None:
        if self.earlier is not None:
            self.earlier.hide()
            self.earlier.deleteLater()
            self.earlier = None
            self.open_earlier.setFocus()
            self._go_to_level()

    def _hide_card(self) -> None:
        if self.card is not None and not self.card.isHidden():
            had_keyboard = self.card.isAncestorOf(self.card.window().focusWidget())
            self.card.leave(None)
            self.card.hide()
            self.forget_words()
            if had_keyboard:
                self.now.setFocus()

    def _usual_triggers(self) -> list[str]:
        """The chips keep their places while one runs: they are counted when it begins."""
        if not self._triggers:
            self._triggers = self._journal.triggers_used() or list(self._journal.patient().activities)
        return self._triggers


class QuickEntry(QWidget):
    """Everything that is written down with one press."""

    opened = Signal(QWidget)
    """A panel that opened and is to be scrolled to."""

    def __init__(self, asks: Asks, journal: Journal, parts: "GetParts") -> None:
        """Make the buttons; `show_present` fills them."""
        super().__init__()
        self._asks = asks
        self._journal = journal
        self._parts = parts
        self.panel: Drawer | None = None
        self._today = journal.clock().date()
        """The day that is shown."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(gap(4), gap(4), 0, gap(4))  # the bar is the margin at the right
        self._column.setSpacing(gap(2.5))
        self.flare_ups = FlareUps(asks, journal, parts, self)
        self.flare_ups.opened.connect(self.opened)
        self._column.addWidget(self.flare_ups)
        self._column.addSpacing(gap(1))
        self._took = Quiet(translate("Today", "Took a medicine"), strong=True)
        self._column.addWidget(self._took)
        self.medicines = Medicines(asks, journal, parts, self)
        self._column.addWidget(self.medicines)
        self.add_medicines = PlainButton(translate("Today", "Add your medicines…"))
        self.add_medicines.clicked.connect(asks.medicines)
        self._column.addWidget(self.add_medicines)
        self._column.addSpacing(gap(1))
        self._column.addWidget(Quiet(translate("Today", "Anything else"), strong=True))
        self._column.addLayout(self._anything_else())
        self._place_of_panels = self._column.count()
        self.done: DoneLine | None = None
        self._column.addStretch(1)

    def show_present(self, present: Present) -> None:
        """Show this moment."""
        self._today = present.now.date()
        self.flare_ups.show_present(present)
        running = present.running is not None
        self._took.setText(
            translate("Today", "Took a medicine for it") if running else translate("Today", "Took a medicine")
        )
        self.medicines.show_present(present)
        self.medicines.setVisible(bool(present.medicines))
        self.add_medicines.setVisible(not present.medicines)
        self.none_today.setVisible(present.offers_no_flare_up)
        self.evening.setVisible(present.is_evening)
        if self.panel is not None:
            self.panel.go_on(present.now)
        self._show_done(present)
        self._show_draft(is_there=present.has_draft)

    def _show_done(self, present: Present) -> None:
        if present.just_done is not None and self.done is None:
            self.done = self._parts().done_line(self._asks, self._journal, self)
            insert(self._column, self._column.count() - 1, self.done)
        if self.done is not None:
            was = self.done.activity
            self.done.show_activity(present.just_done, present.now)
            done = present.just_done
            if done is not None and done.therapy and (was is None or was.id != done.id):
                self.opened.emit(self.done)

    def _show_draft(self, *, is_there: bool) -> None:
        """Say on its button that a note waits half-written, unless it stands open below."""
        is_open = self.panel is not None and isinstance(self.panel, self._parts().write_note)
        waits = translate("Today", "half-written") if is_there and not is_open else ""
        self.note.say(translate("Today", "Note…"), waits)

    def open_note(self) -> None:
        """Open the field for a note, or go into it."""
        self._open(self._parts().write_note)

    def open_activities(self) -> None:
        """Open the list of activities, or go into it."""
        self._open(self._parts().did_something)

    def open_check_in(self) -> None:
        """Open the pad for background pain, or go into it."""
        self._open(self._parts().how_is_it)

    def open_evening(self) -> None:
        """Open the evening check, or go into it."""
        self._open(self._parts().evening_check)

    def _anything_else(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(gap(2))
        told: tuple[tuple[str, Callable[[], None]], ...] = (
            (translate("Today", "Did something…"), lambda: self._turn(self._parts().did_something)),
            (translate("Today", "How is it now?"), lambda: self._turn(self._parts().how_is_it)),
            (translate("Today", "Physical therapy"), self.record_therapy),
            (translate("Today", "Note…"), lambda: self._turn(self._parts().write_note)),
        )
        self.others = [PlainButton(words) for words, _ in told]
        self.note = self.others[-1]
        for place, (button, (_, pressed)) in enumerate(zip(self.others, told, strict=True)):
            button.clicked.connect(pressed)
            button.takes_both = False
            grid.addWidget(button, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.none_today = PlainButton(translate("Today", "No flare-up today"))
        self.none_today.clicked.connect(self.record_none_today)
        self.none_today.takes_both = False
        self.none_today.hide()
        self.evening = PlainButton(translate("Today", "Evening check…"))
        self.evening.clicked.connect(lambda: self._turn(self._parts().evening_check))
        self.evening.takes_both = False
        self.evening.hide()
        of_the_day = QHBoxLayout()  # one of them alone has the whole row
        of_the_day.setSpacing(gap(2))
        of_the_day.addWidget(self.none_today, 1)
        of_the_day.addWidget(self.evening, 1)
        grid.addLayout(of_the_day, 2, 0, 1, 2)
        return grid

    def record_therapy(self) -> None:
        """Write down a session of physical therapy."""
        self._asks.record.emit(therapy_at(self._journal.clock()))

    def record_none_today(self) -> None:
        """Write down that there was no flare-up today, once."""
        at = of_day(self._today, self._journal.clock())
        if not marks(self._journal, at.date()):
            self._asks.record.emit(none_today(at))

    def _open(self, wanted: "Callable[[Asks, Journal, QWidget], Drawer]") -> None:
        """Go into a panel, opened if it is not: only its button and Esc close it."""
        if self.panel is None or type(self.panel) is not wanted:
            self._turn(wanted)
        else:
            self.panel.start()
            self.opened.emit(self.panel)

    def _turn(self, wanted: "Callable[[Asks, Journal, QWidget], Drawer]") -> None:
        """Open a panel in the place of the one that is open; pressed again, close it."""
        was = type(self.panel) if self.panel is not None else None
        self.close_panel()
        if was is wanted:
            return
        self.panel = wanted(self._asks, self._journal, self)
        self.panel.left.connect(self.close_panel)
        insert(self._column, self._place_of_panels, self.panel)
        self.panel.show()
        self.panel.start()
        self._show_draft(is_there=bool(self._journal.kept(NOTE_DRAFT)))
        self.opened.emit(self.panel)

    def _opener_of(self, panel: "Drawer") -> PlainButton:
        parts = self._parts()
        did, how, _, note = self.others
        openers: dict[object, PlainButton] = {
            parts.did_something: did,
            parts.how_is_it: how,
            parts.write_note: note,
            parts.evening_check: self.evening,
        }
        return openers[type(panel)]

    def close_panel(self) -> None:
        """Close the panel that is open; a half-written note stays kept.

        Where the keyboard was in it, it is at the button that opens it.
        """
        if self.panel is not None:
            had_keyboard = self.panel.isAncestorOf(self.window().focusWidget())
            opener = self._opener_of(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
            if had_keyboard and opener.isVisible():
                opener.setFocus()
            self._show_draft(is_there=bool(self._journal.kept(NOTE_DRAFT)))
