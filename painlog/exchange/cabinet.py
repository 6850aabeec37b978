"""Finding the medicines that the rows of spreadsheets mean, and making those that they name first."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeAlias
from uuid import uuid5

from painlog.entries import Medicine, Strength
from painlog.exchange.ids import IDS
from painlog.exchange.naming import (
    Unit,
    amount_in_units,
    common_strength,
    full_name,
    key_of,
    measures,
    split_strength,
)

_MOST_STRENGTHS = 8
"""Of more that rows tell of one name none is looked for that an amount of the ingredient could be of."""
_Product: TypeAlias = tuple[str, Strength | None]
"""What is called so and is so strong, in whatever form."""


class _Named(NamedTuple):
    """How a row names a medicine."""

    name: str
    unit: Unit
    amount: Decimal | None
    """Only of the ingredient, and more than none of it: it tells how strong one unit is."""


class Cabinet:
    """The medicines that are known by name: those of the journal, and those that rows name first.

    Name, strength and form tell one from another. Where a row does not say the form, it is that of the
    other rows that call it so, if these agree: what a row means hangs on all rows, of all tables that are
    read with this cabinet. `settle` tells whether they are to be read once more.
    """

    def __init__(self, known: Iterable[Medicine] = ()) -> None:
        """Start with the medicines of the journal."""
        self._known: dict[str, list[Medicine]] = {}
        self._found: dict[_Named, Medicine | None] = {}
        self._first: dict[_Named, Medicine] = {}
        self._spelled: dict[str, str] = {}
        self._forms: dict[_Product, set[str]] = {}
        self._told: dict[str, set[Strength]] = {}
        self._strengths: dict[str, list[Strength]] = {}
        self._worked_out: dict[str, Strength | None] = {}
        self._is_settled = True
        for medicine in known:
            for key in {key_of(medicine.name), _full_key(medicine)}:
                self._known.setdefault(key, []).append(medicine)

    @classmethod
    def of(cls, known: "Iterable[Medicine] | Cabinet") -> "Cabinet":
        """Return a cabinet with these medicines; one that several tables share stays as it is."""
        return known if isinstance(known, Cabinet) else cls(known)

    @property
    def new(self) -> tuple[Medicine, ...]:
        """The medicines that rows named for the first time, in that order."""
        return tuple({one.id: one for one in self._first.values()}.values())

    def find(self, name: str, unit: Unit, amount: Decimal | None) -> Medicine | None:
        """Return the medicine that a row means, added as an as-needed one where it is new.

        None where the journal has several that it can mean.
        """
        is_weighed = bool(unit.weight) and bool(amount)
        how = (unit, amount) if is_weighed else (unit._replace(weight=""), None)
        named = _Named(" ".join(name.split()), *how)
        if named in self._first:
            return self._first[named]
        if named not in self._found:
            several = self._of_journal(named)
            if not several:
                self._note(named)
                self._first[named] = self._made(named, self._product(named))
                return self._first[named]
            self._found[named] = _meant(several, named)
        return self._found[named]

    def settle(self) -> bool:
        """Tell whether some row, by what the rows after it told, means another medicine than was answered.

        A new one of which no strength is told gets the one that all amounts of its ingredient are whole
        multiples of.
        """
        if self._is_settled:
            return False
        self._is_settled = True
        few = ((key, told) for key, told in self._told.items() if len(told) <= _MOST_STRENGTHS)
        self._strengths = {key: _largest_first(told) for key, told in few}
        products = {named: self._product(named) for named in self._first}
        weighed: dict[str, set[tuple[Decimal, str]]] = {}
        for named, (key, strength) in products.items():
            if named.amount is not None and strength is None and key not in self._told:
                weighed.setdefault(key, set()).add((named.amount, named.unit.weight))
        self._worked_out = {key: common_strength(amounts) for key, amounts in weighed.items()}
        before = self._first
        self._first = {named: self._made(named, product) for named, product in products.items()}
        return any(
            (one.id, one.strength) != (before[named].id, before[named].strength)
            for named, one in self._first.items()
        )

    def _of_journal(self, named: _Named) -> list[Medicine]:
        """Return the medicines of the journal that are called so, as far as they can be counted so."""
        name, strength = _told(named)
        names = (
            (full_name(name, strength),) if named.unit.strength else (named.name, full_name(name, strength))
        )
        called = (self._known.get(key_of(each), ()) for each in names)
        fitting = ([one for one in several if named.unit.fits(one)] for several in called)
        return next(filter(None, fitting), [])

    def _note(self, named: _Named) -> None:
        self._is_settled = False
        name, strength = _told(named)
        key, form = key_of(name), named.unit.form
        self._spelled[key] = min(name, self._spelled.get(key, name))
        if strength is not None:
            self._told.setdefault(key, set()).add(strength)
        if form:
            self._forms.setdefault((key, strength), set()).add(form)

    def _product(self, named: _Named) -> _Product:
        """Return what a row names; an amount of the ingredient is of a strength that other rows tell."""
        name, strength = _told(named)
        key = key_of(name)
        if strength is None and named.amount is not None and key in self._strengths:
            strength = _fewest(self._strengths[key], named)
        return key, strength

    def _made(self, named: _Named, product: _Product) -> Medicine:
        key, strength = product
        forms = self._forms.get(product, set())
        form = named.unit.form or (next(iter(forms)) if len(forms) == 1 else "")
        if not form and named.amount is None and "other" in forms:
            form = "other"
        called = key_of(full_name(key, strength))
        if strength is None and (not form or len(forms) == 1):
            strength = self._worked_out.get(key)
        usual = "patch" if strength is not None and strength.unit == "ug/h" else "other"
        return Medicine(
            id=uuid5(IDS, f"medicine {called}\x1f{form}" if form else f"medicine {called}"),
            name=self._spelled[key],
            form=form or usual,
            strength=strength,
        )


def _told(named: _Named) -> tuple[str, Strength | None]:
    """Return name and strength as the row tells them, the strength in its unit or behind the name."""
    strength = named.unit.strength
    return split_strength(named.name) if strength is None else (named.name, strength)


def _meant(several: Sequence[Medicine], named: _Named) -> Medicine | None:
    """Return which of several medicines with a name is meant; None where that leaves unlike ones.

    Looked for are those that are called just so, name by name and strength by strength, then with the
    strength behind the name, among those that are counted, or measured, in the unit; then all of these. Where
    a row says no form it is first one of which none is known. Of ones that are alike in all that a row can
    say it is the last.
    """
    unit, key = named.unit, key_of(full_name(*_told(named)))
    if unit.weight and len(several) > 1:
        return _weighed(several, named)
    counted = [one for one in several if one.form == unit.form]
    called = [one for one in counted or several if _full_key(one) == key]
    exact = [one for one in called if (key_of(one.name), one.strength) == (key_of(named.name), unit.strength)]
    formless = [[one for one in some if one.form == "other"] for some in (called, several)]
    choices = (exact, called, counted, several) if unit.form else (formless[0], called, formless[1], several)
    alike = (some for some in choices if len({(one.form, one.strength) for one in some}) == 1)
    return next((some[-1] for some in alike), None)


def _weighed(several: Sequence[Medicine], named: _Named) -> Medicine | None:
    """Return which of several medicines an amount of their ingredient is told of."""
    best = _fewest(_largest_first(one.strength for one in several if one.strength is not None), named)
    of_it = [one for one in several if best is not None and one.strength == best]
    formless = [one for one in of_it if one.form == "other"]
    measured = (one for one in several if measures(one, named.unit))
    return next(iter(formless or of_it or measured), None)


def _fewest(strengths: Iterable[Strength], named: _Named) -> Strength | None:
    """Return the strength of which the amount is fewest units, whole ones if possible."""
    amount, unit = named.amount or Decimal(0), named.unit
    counted = [(amount_in_units(one, amount, unit), one) for one in strengths]
    even = [(units != units.to_integral_value(), units, one) for units, one in counted if units is not None]
    return min(even, key=lambda told: told[:2])[2] if even else None


def _largest_first(told: Iterable[Strength]) -> list[Strength]:
    return sorted(told, key=lambda one: (one.unit, one.value), reverse=True)


def _full_key(medicine: Medicine) -> str:
    return key_of(full_name(medicine.name, medicine.strength))
