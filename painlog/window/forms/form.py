"""What the forms of all kinds share: rows with room for reasons, Save and Remove, when it was written."""

from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from painlog.entries import Appointment, Kept, Medicine, Refused, Removed, Why, refuse_the_future
from painlog.journal import Journal
from painlog.window.buttons import PlainButton
from painlog.window.forms.keeping import NumberField
from painlog.window.look import TOUCH, gap
from painlog.window.panels import Asked, Quiet
from painlog.window.question import Question
from painlog.window.reasons import Reason
from painlog.words import times
from painlog.words.clocks import in_figures
from painlog.words.language import filled
from painlog.words.refusals import beside_field, refused

translate = QCoreApplication.translate

_FAR_AHEAD = timedelta(days=20 * 365.25)
"""So far ahead lies no prescription, nor an appointment."""


class Form(Question):
    """The form of one entry. Its answer is the entry as it is to be, or Removed; None when it was left."""

    keeps = True
    can_remove = True
    """Whether the form offers to take its entry out."""

    def __init__(self, title: str, reader: Journal, entry: Kept, parent: QWidget | None = None) -> None:
        """Ask about `entry`, which may be new."""
        super().__init__(title, translate("Form", "Save"), parent)
        self.reader = reader
        self.entry = entry
        self.is_new = reader.key_of(entry.id) is None
        self.answer: Kept | Removed | None = None
        self.reasons: dict[str, tuple[QWidget, Reason]] = {}
        self.remove = PlainButton(translate("Form", "Remove"), least=TOUCH)
        self.remove.setAutoDefault(False)
        self.remove.setVisible(not self.is_new and self.can_remove)
        self.remove.clicked.connect(self._remove)
        self.written = Quiet(_written(entry) if self.can_remove else "")
        self.foot.insertWidget(0, self.remove, 0, Qt.AlignmentFlag.AlignVCenter)
        self.foot.insertWidget(1, self.written, 1)
        self.foot.setStretch(2, 0)  # the empty room beside it, which would take half

    def read(self) -> Kept:
        """Return the entry that the fields tell of; raises Refused where that cannot be."""
        raise NotImplementedError

    def row(
        self,
        asks: str,
        widget: QWidget,
        field: str = "",
        *,
        into: QBoxLayout | None = None,
        buddy: QWidget | None = None,
    ) -> Asked:
        """Add a row that asks for `field`: its words, the widget, and room for the reason of a refusal.

        The words, which are returned, are the name of `buddy`, where the widget holds the keyboard in a
        part of itself.
        """
        holder = QVBoxLayout()
        holder.setSpacing(gap(1))
        target = buddy or widget
        label = Asked(asks, target if asks else None)
        if asks:
            holder.addWidget(label)
        if asks and not target.accessibleName():
            target.setAccessibleName(asks)
        # Said by alignment: a layout takes the width of its narrowest widget for its own.
        narrow = isinstance(widget, NumberField)
        holder.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0))
        self.reason_for(field, target, holder)
        (into if into is not None else self.rows).addLayout(holder)
        return label

    def reason_for(self, field: str, widget: QWidget, into: QBoxLayout) -> None:
        """Let the reason why `field` is refused stand in `into`."""
        reason = Reason()
        into.addWidget(reason)
        if field:
            self.reasons[field] = widget, reason

    def accept(self) -> None:
        """Answer with what the fields say, or say beside the field why that cannot be."""
        if self.check():
            self.answer = self.read()
            super().accept()

    def check(self) -> bool:
        """Tell whether the fields can be true as they stand, and say why not beside the field."""
        self._say_nothing()
        if not self.is_read():
            return False
        try:
            told, now = self.read(), self.reader.clock()
            refuse_the_future(told, now)
            _refuse_far_ahead(told, self.entry, now.date())
        except Refused as fault:
            self.say_refused(fault)
            return False
        return True

    def say_refused(self, fault: Refused) -> None:
        """Say a reason beside its field, and give the keyboard to that field."""
        if fault.field not in self.reasons:
            self._show_general(refused(fault))
            return
        widget, reason = self.reasons[fault.field]
        reason.say(beside_field(fault))
        _line_in(widget).setFocus()

    def _as_told(self) -> object:
        """Return the entry that the form tells of, if it can be one, and what stands in its lines."""
        try:
            told: Kept | None = self.read()
        except Refused:
            told = None
        return told, super()._as_told()

    def _say_nothing(self) -> None:
        self._general.say("")
        for _, reason in self.reasons.values():
            reason.say("")

    def _remove(self) -> None:
        self.answer = Removed(id=self.entry.id, at=self.reader.clock().astimezone(UTC))
        super().accept()


def _refuse_far_ahead(told: Kept, was: Kept, today: date) -> None:
    """Raise Refused where what may be to come is decades away, unless it was so: a year is typed wrongly."""
    before = _days_to_come(was)
    for field, day in _days_to_come(told):
        if day - today > _FAR_AHEAD and (field, day) not in before:
            raise Refused(field, Why.FAR_AHEAD, in_figures(day))


def _days_to_come(entry: Kept) -> list[tuple[str, date]]:
    if isinstance(entry, Appointment):
        return [("at", entry.at.date())]
    plans = entry.plans if isinstance(entry, Medicine) else ()
    ends = [("until", plan.until) for plan in plans if plan.until is not None]
    return [*(("start", plan.start) for plan in plans), *ends]


def _written(entry: Kept) -> str:
    """Return when the entry was written, and when it was last changed if that was later.

    What was told in another place is told by the clock of that place, as its own time is.
    """
    if entry.written_at is None:
        return ""
    here = entry.written_at.astimezone() if isinstance(entry, Medicine) else entry.moment
    said = filled(translate("Form", "written %1"), _on_its_wall(entry.written_at, here))
    if entry.updated_at is None or (entry.updated_at - entry.written_at).total_seconds() < 60:
        return said
    return filled(
        translate("Form", "%1\nchanged %2", "written when"), said, _on_its_wall(entry.updated_at, here)
    )


def _on_its_wall(moment: datetime, here: datetime) -> str:
    return times.full_moment(times.on_the_wall(moment, here))


def _line_in(widget: QWidget) -> QWidget:
    """Return what takes the keyboard of a field: itself, else the last line in it."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return widget
    lines = [line for line in widget.findChildren(QLineEdit) if line.isVisibleTo(widget)]
    return lines[-1] if lines else widget
