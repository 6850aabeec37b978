"""Anything else worth a press: activities, therapy, how it is now, a day without a flare-up, a note."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from painlog.entries import Activity, CheckIn, Note
from painlog.journal import Journal
from painlog.rules import one_of_each
from painlog.window.buttons import EntryChip, FlowLayout, LinkButton, PlainButton, Segmented, Tone
from painlog.window.fields import Field
from painlog.window.look import SMALL, TOUCH, gap
from painlog.window.offered import Offered
from painlog.window.pads import LevelPad
from painlog.window.panels import LineWords, Panel, Quiet
from painlog.window.popover import MomentLink
from painlog.window.scrolling import follow_keyboard
from painlog.window.today.asks import Asks
from painlog.window.today.choosing import shown
from painlog.window.today.drafting import DraftField
from painlog.window.today.flaring import SAME_READING, to_seconds
from painlog.window.today.mending import at_moment
from painlog.window.today.present import NOTE_DRAFT
from painlog.words import times
from painlog.words.entries import headline
from painlog.words.shortening import shortened

translate = QCoreApplication.translate

MOST_ACTIVITIES = 12
_LONGEST = 60
"""So many letters of what was done stand on the line about it."""
_TYPING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
"""What may be held where a letter is typed, and no command given."""
_WEEKS = timedelta(days=42)
"""How far back it is looked what sessions were for."""


class Drawer(Panel):
    """A panel that opens under the buttons, one at a time; Esc closes it."""

    left = Signal()
    """The panel is done with."""

    def __init__(self, asks: Asks, journal: Journal, title: str, parent: QWidget | None) -> None:
        """Make an empty panel."""
        super().__init__(title, parent)
        self._asks = asks
        self._journal = journal

    def start(self) -> None:
        """Give the keyboard to what is most wanted."""

    def go_on(self, now: datetime) -> None:
        """Follow the journal and the time."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class DidSomething(Drawer):
    """The person's own list of activities; one press logs one, now or yesterday."""

    def __init__(self, asks: Asks, journal: Journal, parent: QWidget | None = None) -> None:
        """Make the panel with the activities used most."""
        super().__init__(asks, journal, translate("Others", "What did you do?"), parent)
        labels = [translate("Others", "Just now"), translate("Others", "Yesterday")]
        self.day = Segmented(labels, name=translate("Others", "When"))
        self.day.choose(0)
        self.body.addWidget(self.day)
        self._flow = FlowLayout(spacing=gap(1.5))
        self.body.addLayout(self._flow)
        self.chips: list[EntryChip] = []
        line = QHBoxLayout()
        self.other = Field(translate("Others", "Something else"), hint=translate("Others", "Something else"))
        self.other.returnPressed.connect(self._told_other)
        self.other.setMinimumHeight(TOUCH)
        self.add = PlainButton(translate("Others", "Add"))
        self.add.clicked.connect(self._told_other)
        line.addWidget(self.other, 1)
        line.addWidget(self.add)
        self.body.addLayout(line)
        for name in activities_offered(journal):
            self._add_chip(name)

    def start(self) -> None:
        """Give the keyboard to the first activity, or to the field for one."""
        (self.chips[0] if self.chips else self.other).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type what is not among the activities into its field: Enter would press the one that is at hand."""
        if event.text().strip().isalnum() and not event.modifiers() & ~_TYPING:
            self.other.setFocus()
            self.other.insert(event.text())
        else:
            super().keyPressEvent(event)

    def hand_up(self) -> None:
        """Hand up what was typed and not added: nobody said that it was done, and when."""
        if name := " ".join(self.other.text().split()):
            self.other.clear()
            self._asks.half_said.emit(f"{self.accessibleName()} {name}")

    def _add_chip(self, name: str) -> None:
        chip = EntryChip(shown(name), self, checkable=False)
        chip.setProperty("activity", name)
        chip.takes_both = False
        chip.clicked.connect(self._pressed)
        self.chips.append(chip)
        self._flow.addWidget(chip)

    def _pressed(self) -> None:
        self._record(str(self.sender().property("activity")))

    def _told_other(self) -> None:
        name = " ".join(self.other.text().split())
        if name:
            self.other.clear()
            offered = [str(chip.property("activity")) for chip in self.chips]
            there = {each.casefold(): each for each in offered}
            self._record(there.get(name.casefold(), name))
            if name.casefold() not in there:
                self._add_chip(name)
                QTimer.singleShot(0, self.other, self._follow_field)

    def _follow_field(self) -> None:
        """Keep the field in sight, which the new chip and the line about what was done push down."""
        if self.other.hasFocus():
            follow_keyboard(self.other)

    def _record(self, name: str) -> None:
        at = to_seconds(self._journal.clock())
        if self.day.current == 1:
            at = times.shown_here(at.replace(tzinfo=None) - timedelta(days=1), at)
        self._asks.record.emit(Activity(id=uuid4(), name=name, started_at=at))


class HowIsIt(Drawer):
    """Background pain now, 0 to 10."""

    def __init__(self, asks: Asks, journal: Journal, parent: QWidget | None = None) -> None:
        """Make the panel."""
        super().__init__(asks, journal, translate("Others", "How is it now, apart from flare-ups?"), parent)
        self._told: CheckIn | None = None
        self.pad = LevelPad(translate("Others", "Background pain"))
        self.pad.pressed_level.connect(self._told_level)
        self.body.addWidget(self.pad)

    def start(self) -> None:
        """Give the keyboard to the pad."""
        self.pad.take_keyboard()

    def go_on(self, now: datetime) -> None:
        """Mark a level only as long as another press mends it: later that is no answer to how it is now."""
        if self._told is not None and self._mendable(now) is None:
            self._told = None
            self.pad.show_level(None)

    def _mendable(self, now: datetime) -> CheckIn | None:
        """Return what was told within the last minute, where it is still in the journal."""
        told = self._journal.find(self._told.id) if self._told is not None else None
        return told if isinstance(told, CheckIn) and now - told.at < SAME_READING else None

    def _told_level(self, level: int) -> None:
        """Write the level; another one pressed within a minute mends it."""
        at = to_seconds(self._journal.clock())
        last = self._mendable(at)
        if last is not None:
            self._asks.change.emit(replace(last, background=float(level)))
        else:
            self._told = CheckIn(id=uuid4(), at=at, background=float(level))
            self._asks.record.emit(self._told)


class WriteNote(Drawer):
    """A note; half-written it survives a crash."""

    def __init__(self, asks: Asks, journal: Journal, parent: QWidget | None = None) -> None:
        """Make the panel with what was half-written."""
        super().__init__(asks, journal, translate("Others", "Note"), parent)
        text = asks.kept(journal, NOTE_DRAFT)
        self.field = DraftField(asks, NOTE_DRAFT, text, translate("Others", "Your note"))
        self.field.finished.connect(self._write)
        self.body.addWidget(self.field)
        self.write = PlainButton(translate("Others", "Write it down"), tone=Tone.STRONG)
        self.write.clicked.connect(self._write)
        self.body.addWidget(self.write)
        self.body.addWidget(Quiet(translate("Others", "Kept while you write; Ctrl+Enter writes it down.")))

    def start(self) -> None:
        """Give the keyboard to the field."""
        self.field.setFocus()
        self.field.moveCursor(QTextCursor.MoveOperation.End)

    def _write(self) -> None:
        text = self.field.text
        if text:
            self._asks.record.emit(Note(id=uuid4(), at=to_seconds(self._journal.clock()), text=text))
            self.field.forget()
            self._asks.draft.emit(NOTE_DRAFT, "")
            self.left.emit()


class DoneLine(QWidget):
    """The line under the buttons after an activity or a session: when it was, what it was for, and more."""

    def __init__(self, asks: Asks, journal: Journal, parent: QWidget | None = None) -> None:
        """Make an empty line; it is hidden until something was done."""
        super().__init__(parent)
        self._asks = asks
        self._journal = journal
        self.activity: Activity | None = None
        """What the line is about."""
        column = QVBoxLayout(self)
        column.setContentsMargins(gap(3), 0, 0, 0)
        line = FlowLayout(spacing=gap(1))
        column.addLayout(line)
        self._what = LineWords("")
        line.addWidget(self._what)
        self.when = MomentLink(translate("Others", "When it was"), clock=journal.clock)
        self.when.moved.connect(self._told_when)
        line.addWidget(self.when)
        more = LinkButton(translate("Others", "how long, more…"), size=SMALL)
        more.clicked.connect(self._ask_form)
        line.addWidget(more)
        asks_for = translate("Others", "What it was for")
        self.purpose = Field(asks_for, hint=asks_for)
        self.purpose.editingFinished.connect(self.hand_up)
        column.addWidget(self.purpose)
        self.hide()

    def show_activity(self, activity: Activity | None, now: datetime) -> None:
        """Show what was just written; None shows nothing."""
        is_new = activity is not None and (self.activity is None or activity.id != self.activity.id)
        self._leave(activity)
        self.activity = activity
        self.purpose.setVisible(activity is not None and activity.therapy)
        if activity is not None and activity.therapy and is_new:
            self.purpose.setCompleter(Offered(purposes_of(self._journal, now), self.purpose))
        self.setVisible(activity is not None)
        if activity is not None:
            self._what.setText(shortened(headline(activity), _LONGEST))
            self.when.show_moment(activity.started_at, times.since(activity.started_at, now))
            if is_new or not self.purpose.hasFocus():
                self.purpose.setText(activity.note)

    def _told_when(self, moment: datetime) -> None:
        if self.activity is not None:
            self._asks.change.emit(at_moment(self.activity, moment))

    def _leave(self, shown: Activity | None) -> None:
        """Let go of an activity before another is shown; what was typed is written if it is still there."""
        left = self.activity
        if left is not None and (shown is None or shown.id != left.id):
            if self.purpose.isModified() and self._journal.find(left.id) is not None:
                self._asks.change_soon(self._with_purpose(left))
            self.purpose.setModified(False)
            self.activity = None

    def hand_up(self) -> None:
        """Write what it was for, once the field is left or Enter is pressed."""
        if self.activity is not None and self.purpose.isModified():
            self.purpose.setModified(False)
            self._asks.change.emit(self._with_purpose(self.activity))

    def _with_purpose(self, activity: Activity) -> Activity:
        return replace(activity, note=" ".join(self.purpose.text().split()))

    def _ask_form(self) -> None:
        if self.activity is not None:
            self._asks.form.emit(self.activity)


def purposes_of(journal: Journal, now: datetime) -> list[str]:
    """Return what the sessions of the last weeks were for, newest first."""
    past = journal.between(now - _WEEKS, now, "activity")
    told = [entry.note for entry in past if isinstance(entry, Activity) and entry.therapy and entry.note]
    return list(dict.fromkeys(reversed(told)))


def activities_offered(journal: Journal) -> list[str]:
    """Return the person's own activities, most used first, at most 12."""
    own, used = journal.patient().activities, journal.activities_used()
    listed = {name.casefold() for name in own}
    first = [name for name in used if name.casefold() in listed]
    return one_of_each([*first, *own, *used])[:MOST_ACTIVITIES]
