"""The form of a dose, and of a patch with the time that it was on."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from painlog.entries import REASONS, Dose, FlareUp, Medicine, Refused, Why
from painlog.journal import Journal
from painlog.window.buttons import Chip, FlowLayout
from painlog.window.columns import Columns
from painlog.window.fields import Choice
from painlog.window.forms.chips import OneOf
from painlog.window.forms.form import Form
from painlog.window.forms.keeping import KeptLine, KeptText, NumberField
from painlog.window.forms.which_flare_up import WhichFlareUp
from painlog.window.look import gap
from painlog.window.moments import MomentEdit
from painlog.window.offered import Offered
from painlog.window.pads import RELIEF_STEPS
from painlog.window.panels import Quiet
from painlog.window.today.flaring import eased_after
from painlog.words import amounts, entries, times
from painlog.words.amounts import parse_number, typed_number
from painlog.words.language import filled
from painlog.words.taking import told_apart

translate = QCoreApplication.translate

STILL_ON, TAKEN_OFF, FELL_OFF = range(3)
"""Whether a patch is on, in the order of the chips."""

_A_YEAR = timedelta(days=366)
_LONGEST_RELIEF = 24 * 60
"""Minutes after a dose within which relief is told of it."""
_REASONS = (None, *REASONS)


class DoseForm(Form):
    """Which medicine, when, how much, what for, whether it helped; of a patch where and when it came off."""

    entry: Dose

    def __init__(self, reader: Journal, entry: Dose, parent: QWidget | None = None) -> None:
        """Ask about `entry`."""
        super().__init__(translate("DoseForm", "Medicine taken"), reader, entry, parent)
        self._medicines = _offered(reader, entry)
        self.columns = Columns(2)
        self.rows.addWidget(self.columns)
        self._ask_what(self.columns.column(0))
        self._ask_patch(self.columns.column(0))
        self._ask_why(self.columns.column(1))
        self._ask_relief(self.columns.column(1))
        self.note = KeptText(entry.note)
        self.row(translate("DoseForm", "Note"), self.note, into=self.columns.column(1))
        for number in (0, 1):
            self.columns.column(number).addStretch(1)
        self._follow()
        self.medicine.setFocus()

    def read(self) -> Dose:
        """Return the dose as the form tells of it."""
        reason = _REASONS[self.reason.current]
        return replace(
            self.entry,
            medicine=self.chosen_medicine().id,
            taken_at=self.taken.moment,
            amount=_needed(self.amount.number()),
            reason=reason,
            flare_up=self._linked(reason),
            relief=_float(self.relief.number()),
            relief_minutes=self._relief_minutes(),
            ended_at=self._ended_at(),
            site=self.site.told() if self._is_patch() else self.entry.site,
            note=self._note(),
        )

    def _linked(self, reason: str | None) -> UUID | None:
        """Return the flare-up that it was taken for; one that a file tells beside another reason stays."""
        if reason == "flare-up":
            return self.flare_up.linked
        return self.entry.flare_up if reason == self.entry.reason else None

    def _relief_minutes(self) -> float | None:
        """Return after how many minutes it helped; raises Refused where more than a day is typed."""
        minutes = _float(self.minutes.number())
        if minutes is not None and minutes != self.entry.relief_minutes and minutes > _LONGEST_RELIEF:
            raise Refused("relief_minutes", Why.TOO_LATE, minutes)
        return minutes

    def chosen_medicine(self) -> Medicine:
        """Return the medicine that is chosen; raises Refused while there is none."""
        if not self._medicines:
            raise Refused("medicine", Why.EMPTY)
        return self._medicines[self.medicine.currentIndex()]

    # what and when

    def _ask_what(self, into: QVBoxLayout) -> None:
        self.medicine = Choice()
        names = [amounts.medicine_name(medicine) for medicine in self._medicines]
        self.medicine.addItems(told_apart(self._medicines, names))
        self.medicine.setCurrentIndex(_place_of(self.entry.medicine, self._medicines))
        self.medicine.currentIndexChanged.connect(self._take_usual)
        self.row(translate("DoseForm", "Medicine"), self.medicine, "medicine", into=into)
        self.taken = MomentEdit(
            self.entry.taken_at,
            name=translate("DoseForm", "Taken at"),
            clock=self.reader.clock,
            among_others=True,
        )
        self.row(translate("DoseForm", "When"), self.taken, "taken_at", into=into)
        self.taken.changed.connect(self._follow_taken)
        self.amount = NumberField("amount", self.entry.amount)
        self._usual = self._usual_amount()
        self.amount.textChanged.connect(self._say_amount)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(gap(1.5))
        line.addWidget(self.amount)
        self.comes_to = Quiet()
        line.addWidget(self.comes_to, 1)
        self.row(translate("DoseForm", "How much"), holder, "amount", into=into, buddy=self.amount)
        self._offer_amounts(into)

    def _offer_amounts(self, into: QVBoxLayout) -> None:
        self.shares = [
            (Chip(translate("DoseForm", "Half"), checkable=False), Decimal("0.5")),
            (Chip(translate("DoseForm", "The usual"), checkable=False), Decimal(1)),
            (Chip(translate("DoseForm", "Double"), checkable=False), Decimal(2)),
        ]
        line = FlowLayout(spacing=gap(1.5))
        for chip, _ in self.shares:
            chip.setAutoDefault(False)
            chip.clicked.connect(self._take_share)
            line.addWidget(chip)
        into.addLayout(line)

    def _take_share(self) -> None:
        pressed = self.sender()
        share = next(share for chip, share in self.shares if chip is pressed)
        self.amount.setText(typed_number(self._usual_amount() * share))

    def _usual_amount(self) -> Decimal:
        return (
            self.chosen_medicine().usual_amount(self.taken.moment.date()) if self._medicines else Decimal(1)
        )

    def _take_usual(self) -> None:
        """Let the amount go with the medicine that was chosen, where it was the usual one of that before."""
        before, self._usual = self._usual, self._usual_amount()
        if self.amount.text() == typed_number(before):
            self.amount.setText(typed_number(self._usual))
        self._follow()

    def _say_amount(self) -> None:
        """Say what the number comes to: "10 mg"."""
        try:
            amount, medicine = parse_number(self.amount.text()), self.chosen_medicine()
        except Refused:
            self.comes_to.setText("")
            return
        if not amount:
            self.comes_to.setText(amounts.none_taken())
            return
        units = amounts.of_form(medicine.form, amount)
        whole = amounts.dose_amount(medicine, amount)
        said = (
            units
            if whole == units
            else filled(translate("DoseForm", "%1, %2", "2 tablets, 10 mg"), units, whole)
        )
        self.comes_to.setText(said)

    # a patch

    def _ask_patch(self, into: QVBoxLayout) -> None:
        self.patch = QWidget()
        rows = QVBoxLayout(self.patch)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(gap(3))
        self.site = KeptLine(self.entry.site)
        self.site.setCompleter(Offered(_sites(self.reader), self.site))
        self.row(translate("DoseForm", "Where the patch is"), self.site, "site", into=rows)
        asks = translate("DoseForm", "Is it still on?")
        self.worn = OneOf(_worn(), _worn_now(self.entry), name=asks)
        self.worn.chosen.connect(self._follow)
        self.row(asks, self.worn, into=rows, buddy=self.worn.chips[0])
        name = translate("DoseForm", "Came off")
        now = max(self.reader.clock().replace(second=0, microsecond=0), self.entry.taken_at)
        self.off = MomentEdit(
            self.entry.ended_at or now, name=name, clock=self.reader.clock, among_others=True
        )
        self.row("", self.off, "ended_at", into=rows)
        into.addWidget(self.patch)

    def _is_patch(self) -> bool:
        return bool(self._medicines) and self.chosen_medicine().form == "patch"

    def _is_by_plan(self) -> bool:
        """Tell whether it is a patch that is worn by plan, and nothing else is, or was, told of it."""
        is_worn = bool(self._medicines) and self.chosen_medicine().is_worn_by_plan
        return is_worn and {self.entry.reason, _REASONS[self.reason.current]} <= {None, "schedule"}

    def _is_off(self) -> bool:
        return self._is_patch() and self.worn.current != STILL_ON

    def _ended_at(self) -> datetime | None:
        """Return when the patch came off; told of what is none, as where its form was mended, it stays."""
        if self._is_patch():
            return self.off.moment if self._is_off() else None
        ended = self.entry.ended_at
        if ended is None or self.chosen_medicine().id != self.entry.medicine:
            return None
        return max(ended, self.taken.moment)

    def _note(self) -> str:
        """Return the note, which says that a patch fell off: the format has no field for it."""
        note = self.note.told()
        fell_off = self.worn.current == FELL_OFF
        return entries.with_line(note, entries.fell_off(), there=fell_off) if self._is_patch() else note

    # what for, and whether it helped

    def _ask_why(self, into: QVBoxLayout) -> None:
        asks = translate("DoseForm", "What for")
        labels = [entries.reason_name(reason) or translate("DoseForm", "not said") for reason in _REASONS]
        self.reason = OneOf(labels, _REASONS.index(self.entry.reason), name=asks)
        self.reason.chosen.connect(self._follow_reason)
        self._why = QWidget()
        why = QVBoxLayout(self._why)
        why.setContentsMargins(0, 0, 0, 0)
        self.row(asks, self.reason, "reason", into=why, buddy=self.reason.chips[0])
        into.addWidget(self._why)
        self.flare_up = WhichFlareUp(self.reader, self.entry.taken_at, self.entry.flare_up)
        self._which = QWidget()
        rows = QVBoxLayout(self._which)
        rows.setContentsMargins(0, 0, 0, 0)
        self.row(translate("DoseForm", "Which flare-up"), self.flare_up, "flare_up", into=rows)
        into.addWidget(self._which)

    def _follow_taken(self) -> None:
        """Offer what belongs to the time that is told; what was only supposed of a new dose goes with it."""
        chosen = self.flare_up.linked
        self.flare_up.follow(self.taken.moment, kept=None if self.is_new else self.entry.flare_up)
        if self.is_new:
            self._take_usual()
            if chosen is not None and chosen == self.entry.flare_up and self.flare_up.linked is None:
                self.reason.choose(_REASONS.index(None))
        self._follow()

    def _follow_reason(self) -> None:
        """Suppose the flare-up that went on when it was taken, where it is told now that it was for one."""
        if _REASONS[self.reason.current] == "flare-up" and self.flare_up.linked is None:
            self.flare_up.suppose(self.taken.moment)
        self._follow()

    def _ask_relief(self, into: QVBoxLayout) -> None:
        self.relief = NumberField("relief", self.entry.relief, translate("DoseForm", "Relief in percent"))
        self.minutes = NumberField(
            "relief_minutes", self.entry.relief_minutes, translate("DoseForm", "Minutes until it helped")
        )
        holder = QWidget()
        line = FlowLayout(holder, spacing=gap(1.5))
        line.addWidget(self.relief)
        for step in RELIEF_STEPS:
            chip = Chip(amounts.percent(step), checkable=False)
            chip.setAutoDefault(False)
            chip.setProperty("step", step)
            chip.clicked.connect(self._take_step)
            line.addWidget(chip)
        asks = translate("DoseForm", "How much of the pain it took away, in percent")
        self.row(asks, holder, "relief", into=into, buddy=self.relief)
        self.row(translate("DoseForm", "After how many minutes"), self.minutes, "relief_minutes", into=into)
        self.eased = Quiet()
        into.addWidget(self.eased)
        self.flare_up.currentIndexChanged.connect(self._say_eased)

    def _say_eased(self) -> None:
        """Say how long after this dose the flare-up got better, as it was told there."""
        linked = self.flare_up.linked
        found = self.reader.find(linked) if linked is not None and self._which.isVisibleTo(self) else None
        eased = eased_after(found, self.taken.moment) if isinstance(found, FlareUp) else None
        self.eased.setVisible(eased is not None)
        if eased is not None:
            minutes = (eased - self.taken.moment) / timedelta(minutes=1)
            said = translate("DoseForm", "The flare-up eased %1 after this dose.", "a length of time")
            self.eased.setText(filled(said, times.duration(minutes)))

    def _take_step(self) -> None:
        self.relief.setText(typed_number(float(self.sender().property("step"))))

    def _follow(self) -> None:
        """Show what belongs to the medicine and the reason that are chosen."""
        usual = self._usual_amount()
        for chip, share in self.shares if self._medicines else ():
            chip.setVisible(share == 1 or self.chosen_medicine().can_be(usual * share))
        self.patch.setVisible(self._is_patch())
        self.off.setVisible(self._is_off())
        self._why.setVisible(not self._is_by_plan())
        self._which.setVisible(_REASONS[self.reason.current] == "flare-up")
        self._say_amount()
        self._say_eased()


def _offered(reader: Journal, entry: Dose) -> list[Medicine]:
    """Return the medicines that can have been taken: those of that day first, then what was before."""
    day = entry.taken_at.date()
    return sorted(reader.medicines(), key=lambda medicine: not medicine.is_taken_on(day))


def _place_of(wanted: UUID, medicines: list[Medicine]) -> int:
    return next((place for place, medicine in enumerate(medicines) if medicine.id == wanted), 0)


def _sites(reader: Journal) -> list[str]:
    """Return where patches were, newest first."""
    patches = [medicine for medicine in reader.medicines() if medicine.form == "patch"]
    now = reader.clock()
    worn = [dose for medicine in patches for dose in reader.doses_between(medicine.id, now - _A_YEAR, now)]
    return [*dict.fromkeys(dose.site for dose in reversed(worn) if dose.site)]


def _worn() -> list[str]:
    return [
        translate("DoseForm", "It is on"),
        translate("DoseForm", "I took it off"),
        translate("DoseForm", "It fell off"),
    ]


def _worn_now(entry: Dose) -> int:
    if entry.ended_at is None:
        return STILL_ON
    return FELL_OFF if entries.says(entry.note, entries.fell_off()) else TAKEN_OFF


def _needed(amount: Decimal | None) -> Decimal:
    """Return how much was taken; raises Refused where nothing is said."""
    if amount is None:
        raise Refused("amount", Why.EMPTY)
    return amount


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
