"""The form of a medicine: its name, what is in it, how strong, how it is taken, and the plan of its label."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from painlog.entries import ACTIONS, FORMS, STRENGTH_UNITS, Medicine, Plan, Refused, Strength, Why
from painlog.journal import Journal
from painlog.window.columns import Columns
from painlog.window.doors import NAMELESS
from painlog.window.fields import Choice, Field
from painlog.window.forms.chips import OneOf
from painlog.window.forms.form import Form
from painlog.window.forms.keeping import KeptLine, KeptText, NumberField
from painlog.window.forms.plan import PlanRows
from painlog.window.look import gap
from painlog.window.medicines import starter
from painlog.window.medicines.plans import is_taken_now, last_plan, with_plan_mended
from painlog.window.offered import Offered
from painlog.window.panels import Quiet
from painlog.words import entries, times
from painlog.words.amounts import form_name, medicine_name, unit_name
from painlog.words.language import capital, filled

translate = QCoreApplication.translate

AS_NEEDED, EVERY_DAY = range(2)
"""How it is taken, in the order of the chips."""

_ROLES = ("as-needed", "regular")
_ACTIONS = (None, *ACTIONS)


class MedicineForm(Form):
    """What the label says. The plan that is shown is the newest; a change of dose is asked for elsewhere."""

    entry: Medicine

    def __init__(self, reader: Journal, entry: Medicine, parent: QWidget | None = None) -> None:
        """Ask about `entry`."""
        super().__init__(_title(reader, entry), reader, entry, parent)
        self.columns = Columns(2)
        self.rows.addWidget(self.columns)
        self._ask_what(self.columns.column(0))
        self._ask_how(self.columns.column(0))
        today = reader.clock().date()
        self.before = Quiet(_before(entry))
        self.before.setVisible(len(entry.plans) > 1)
        self.columns.column(1).addWidget(self.before)
        self.plan = PlanRows(self, self.columns.column(1), last_plan(entry) or Plan(start=today))
        self.note = KeptText(entry.note)
        self.row(translate("MedicineForm", "Note"), self.note, into=self.columns.column(1))
        for number in (0, 1):
            self.columns.column(number).addStretch(1)
        self._connect()
        self._follow()
        self.name.setFocus()

    def read(self) -> Medicine:
        """Return the medicine as the form tells of it; raises Refused where that cannot be."""
        strength = self.strength.number()
        told = replace(
            self.entry,
            name=self.name.told(),
            ingredient=self.ingredient.told(),
            form=FORMS[self.form.currentIndex()],
            strength=Strength(value=strength, unit=STRENGTH_UNITS[self.unit.currentIndex()])
            if strength is not None
            else None,
            action=_ACTIONS[self.action.current],
            role=_ROLES[self.role.current],
            note=self.note.told(),
        )
        plan = self.plan.read()
        has_one = bool(self.entry.plans) or self.is_new
        return with_plan_mended(told, plan) if has_one or _says_something(plan) else told

    # what it is

    def _ask_what(self, into: QVBoxLayout) -> None:
        self.name = KeptLine("" if self.entry.name == NAMELESS else self.entry.name)
        self.name.setCompleter(_offered_names(self.name))
        self.row(translate("MedicineForm", "Name, as on the label"), self.name, "name", into=into)
        self.ingredient = KeptLine(self.entry.ingredient)
        self.row(translate("MedicineForm", "What is in it"), self.ingredient, "ingredient", into=into)
        self.same = Quiet()
        into.addWidget(self.same)
        self.form = Choice()
        self.form.addItems([form_name(form) for form in FORMS])
        self.form.setCurrentIndex(FORMS.index(self.entry.form))
        self.row(translate("MedicineForm", "Form"), self.form, "form", into=into)
        self._ask_strength(into)

    def _ask_strength(self, into: QVBoxLayout) -> None:
        strength = self.entry.strength
        self.strength = NumberField("strength.value", strength.value if strength is not None else None)
        self.unit = Choice()
        self.unit.addItems([unit_name(unit) for unit in STRENGTH_UNITS])
        self.unit.setCurrentIndex(STRENGTH_UNITS.index(strength.unit) if strength is not None else 0)
        line = QHBoxLayout()
        line.setSpacing(gap(3))
        self.strength.setPlaceholderText(translate("MedicineForm", "not said"))
        self.row(translate("MedicineForm", "Strength of one"), self.strength, "strength.value", into=line)
        self.row(translate("MedicineForm", "Unit"), self.unit, "strength.unit", into=line)
        into.addLayout(line)

    def _ask_how(self, into: QVBoxLayout) -> None:
        asks = translate("MedicineForm", "When it is taken")
        labels = [translate("MedicineForm", "as needed"), _by_plan()]
        self.role = OneOf(labels, _ROLES.index(self.entry.role), name=asks)
        self.row(asks, self.role, "role", into=into, buddy=self.role.chips[0])
        asks = translate("MedicineForm", "How it works")
        labels = [
            translate("MedicineForm", "not said"),
            translate("MedicineForm", "quickly, for hours"),
            translate("MedicineForm", "slowly, over the day"),
        ]
        self.action = OneOf(labels, _ACTIONS.index(self.entry.action), name=asks)
        self.row(asks, self.action, "action", into=into, buddy=self.action.chips[0])

    # what follows from what

    def _connect(self) -> None:
        self._before = self._shown()
        self._supposed = dict(self._before)
        self.name.editingFinished.connect(self._complete)
        self.name.completer().activated.connect(self._complete)
        for field in (self.ingredient, self.strength):
            field.textChanged.connect(self._follow)
        self.form.currentIndexChanged.connect(self._form_chosen)
        self.unit.currentIndexChanged.connect(self._follow)
        self.role.chosen.connect(self._follow)

    def _complete(self) -> None:
        """Fill in what the starter list knows of the name, where nobody said it; of another name, anew.

        A name that is another one of the same medicine stays: it is what stands on the label. Of one that the
        list does not know, what it had filled in is gone again; but a form whose strength is told, and "every
        day" whose times are, have been said.
        """
        if not self.is_new:
            return
        known, typed = starter.find(self.name.text()), self.name.text().strip()
        if known is not None:
            self.name.setText(known.name if typed.casefold() == known.name.casefold() else capital(typed))
        built_on = {"form": bool(self.strength.text().strip()), "role": self.plan.tells_when}
        for part, told in (self._before if known is None else _known(known)).items():
            is_said = known is None and built_on.get(part, False)
            if not is_said and self._shown()[part] == self._supposed[part]:
                self._supposed[part] = told
                self._show(part, told)
        self._follow()

    def _shown(self) -> dict[str, str]:
        """Return what stands where the starter list may fill something in."""
        return {
            "ingredient": self.ingredient.text().strip(),
            "form": FORMS[self.form.currentIndex()],
            "role": _ROLES[self.role.current],
            "action": _ACTIONS[self.action.current] or "",
        }

    def _show(self, part: str, told: str) -> None:
        match part:
            case "ingredient":
                self.ingredient.setText(told)
            case "form":
                self.form.setCurrentIndex(FORMS.index(told))
            case "role":
                self.role.choose(_ROLES.index(told))
            case "action":
                self.action.choose(_ACTIONS.index(told or None))

    def _form_chosen(self) -> None:
        """Take the unit that goes with the form; it can be changed."""
        form = FORMS[self.form.currentIndex()]
        if not self.strength.text().strip():
            unit = {"patch": "ug/h", "liquid": "mg/mL"}.get(form, "mg")
            self.unit.setCurrentIndex(STRENGTH_UNITS.index(unit))
        self._follow()

    def _follow(self) -> None:
        form, role = FORMS[self.form.currentIndex()], _ROLES[self.role.current]
        self.role.chips[1].say(translate("MedicineForm", "by plan") if form == "patch" else _by_plan())
        is_told = bool(self.strength.text().strip())
        self.plan.ask_for(role, form, STRENGTH_UNITS[self.unit.currentIndex()] if is_told else None)
        self.plan.say_wear(self._wear() if form == "patch" else None)
        said = "\n".join(self._same())
        self.same.setText(said)
        self.same.setVisible(bool(said))

    def _wear(self) -> tuple[int, int] | None:
        known = starter.find(self.name.text()) or starter.find(f"{self.ingredient.text().strip()} patch")
        try:
            wear = known.wear_of(self.strength.number()) if known is not None else None
        except Refused:
            return None
        return wear.hours if wear is not None else None

    def _same(self) -> list[str]:
        """Say which other medicines that are taken hold the same: what is taken of it is added up."""
        ingredient = self.ingredient.text().strip() or self.name.text().strip()
        if not ingredient:
            return []
        this, today = replace(self.entry, ingredient=ingredient), self.reader.clock().date()
        texts = translate("MedicineForm", "%1 is also in %2: what you take of it is added up.")
        return [
            filled(texts, shared, medicine_name(other))
            for other in self.reader.medicines()
            if other.id != this.id and is_taken_now(other, today) and (shared := this.shares_with(other))
        ]

    def _remove(self) -> None:
        """Refuse in words while doses of it are written down: they would lose their name."""
        if self.entry.id in self.reader.medicines_used():
            self.say_refused(Refused("name", Why.STILL_NEEDED))
        else:
            super()._remove()


def _known(known: starter.Known) -> dict[str, str]:
    """Return what the starter list fills in."""
    parts = {"ingredient": known.ingredient, "form": known.forms[0], "role": known.role}
    return parts | {"action": known.action or ""}


def _offered_names(field: Field) -> Offered:
    names = [name for known in starter.starter_list() for name in (known.name, *map(capital, known.also))]
    return Offered(names, field, within=True)


def _by_plan() -> str:
    return translate("MedicineForm", "every day, by plan")


def _before(medicine: Medicine) -> str:
    """Return since when there were other plans, and what becomes of them where this one begins earlier."""
    if not medicine.plans:
        return ""
    said = translate(
        "MedicineForm",
        "This is the newest plan; the first is from %1. Those before it end where this one begins.",
        "a day",
    )
    return filled(said, times.full_date(min(plan.start for plan in medicine.plans)))


def _says_something(plan: Plan) -> bool:
    return plan != Plan(start=plan.start, until=plan.until, reason=plan.reason)


def _title(reader: Journal, entry: Medicine) -> str:
    if reader.key_of(entry.id) is not None:
        return entries.headline(entry)
    was = next((other for other in reader.medicines() if other.id == entry.changed_from), None)
    if was is None:
        return translate("MedicineForm", "A medicine you take")
    return filled(translate("MedicineForm", "What you take instead of %1", "a medicine"), medicine_name(was))
