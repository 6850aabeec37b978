"""What a spreadsheet says of a medicine: its name, its strength, and the unit in which doses are counted."""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm
from typing import NamedTuple

from painlog.entries import FORMS, STRENGTH_UNITS, Medicine, Strength
from painlog.exchange.cells import number_text
from painlog.numbers import meanings

_WITH_STRENGTH = re.compile(r"(?P<name>.*\S)\s+(?P<value>\d[\d.,]*)\s*(?P<unit>[^\s\d]+)")
_SPELLED = {unit.casefold(): unit for unit in STRENGTH_UNITS} | {"units": "unit"}
_SPELLED |= {"mcg": "ug", "mcg/h": "ug/h", "µg".casefold(): "ug", "µg/h".casefold(): "ug/h"}
_COUNTED = {form: form for form in FORMS} | {f"{form}s": form for form in FORMS} | {"patches": "patch"}
_COUNTED |= {"suppositories": "suppository", "ml": "liquid", "puff": "spray", "puffs": "spray"}
_COUNTED |= {"pill": "tablet", "pills": "tablet", "tab": "tablet", "tabs": "tablet", "cap": "capsule"}
_COUNTED |= {"caps": "capsule", "": ""}
_IN_MICROGRAMS = {"ug": 1, "mg": 1_000, "g": 1_000_000}
_SWALLOWED = frozenset(("tablet", "capsule"))
_IN_MILLILITRES = (None, "mg/mL")
"""The units of strength of a liquid that is counted in mL; one of any other is counted in drops or spoons."""
_MOST_DECIMALS = 6
_LONGEST = 1000
"""Characters of the longest name in which a strength is looked for."""


class Unit(NamedTuple):
    """What the amounts in a column `unit` count."""

    form: str = ""
    """The form of which so many were taken; empty where it is not said."""
    strength: Strength | None = None
    """How strong one of them is: "tablet of 5 mg"."""
    weight: str = ""
    """The unit of strength, where it is the ingredient that is told; empty where units of the form are."""

    def fits(self, medicine: Medicine) -> bool:
        """Tell whether doses of the medicine may be counted so; tablets and capsules are often confused."""
        if not self.form or self.strength is not None:
            return self.form in ("", medicine.form)
        forms = {self.form, medicine.form}
        in_millilitres = self.form == "liquid" and _unit_of_strength(medicine) == "mg/mL"
        return len(forms) == 1 or "other" in forms or forms == _SWALLOWED or in_millilitres


@lru_cache(maxsize=256)
def unit_of(text: str) -> Unit | None:
    """Return what is counted in a unit: "pills", "tablet of 5 mg", "mcg", "" (not said); None: no unit."""
    told = text.strip().casefold()
    if told in _SPELLED:
        return Unit(weight=_SPELLED[told])
    counted, strength = split_strength(told)
    form = _COUNTED.get(told if strength is None else counted.removesuffix(" of"))
    return Unit(form, strength) if form is not None else None


def unit_of_doses(medicine: Medicine) -> str:
    """Return the unit in which doses of the medicine are counted: "tablet of 5 mg", "mL"."""
    is_measured = medicine.form == "liquid" and _unit_of_strength(medicine) in _IN_MILLILITRES
    counted = "mL" if is_measured else medicine.form
    holds = medicine.strength
    return counted if holds is None else f"{counted} of {number_text(holds.value)} {holds.unit}"


def full_name(name: str, holds: Strength | None) -> str:
    """Return name and strength: "Oxycodone IR 5 mg"."""
    if holds is None:
        return name
    value = f"{holds.value:f}"
    return f"{name} {value.rstrip('0').rstrip('.') if '.' in value else value} {holds.unit}"


def split_strength(name: str) -> tuple[str, Strength | None]:
    """Return name and strength of "Oxycodone IR 5 mg"; a name without a strength stays whole."""
    match = _WITH_STRENGTH.fullmatch(name) if len(name) <= _LONGEST else None
    unit = _SPELLED.get(match["unit"].casefold()) if match else None
    meant = meanings(match["value"]) if match else ()
    if match is None or unit is None or len(meant) != 1:
        return name, None
    return match["name"], Strength(value=meant[0], unit=unit)


def key_of(name: str) -> str:
    """Return what names that differ in blanks and capitals have in common."""
    return " ".join(name.split()).casefold()


def amount_in_units(holds: Strength | None, amount: Decimal, unit: Unit) -> Decimal | None:
    """Return how many units of a strength the amount is; None where that does not come out even."""
    if not unit.weight or not amount:
        return amount
    if holds is None or not holds.value:
        return None
    if _are_weights(unit.weight, holds.unit):
        whole = Fraction(holds.value) * _IN_MICROGRAMS[holds.unit]
        return _even_part(Fraction(amount) * _IN_MICROGRAMS[unit.weight], whole)
    return _even_part(Fraction(amount), Fraction(holds.value)) if unit.weight == holds.unit else None


def measures(medicine: Medicine, unit: Unit) -> bool:
    """Tell whether amounts of the ingredient in that unit may be told of the medicine."""
    return bool(unit.weight) and (
        amount_in_units(medicine.strength, Decimal(1), unit) is not None
        or _are_weights(unit.weight, _unit_of_strength(medicine))
    )


def common_strength(amounts: Iterable[tuple[Decimal, str]]) -> Strength | None:
    """Return the largest strength of which all amounts are whole multiples; of unlike units the commonest."""
    told = sorted((unit, amount) for amount, unit in amounts if amount > 0)
    if not told:
        return None
    unit = "mg" if any(each == "mg" for each, _ in told) else told[0][0]
    parts = [
        Fraction(amount) * _IN_MICROGRAMS.get(each, 1) / _IN_MICROGRAMS.get(unit, 1)
        for each, amount in told
        if each == unit or _are_weights(each, unit)
    ]
    below = lcm(*(part.denominator for part in parts))
    largest = Fraction(gcd(*(int(part * below) for part in parts)), below)
    if 10**_MOST_DECIMALS % largest.denominator:
        return None
    return Strength(value=_decimal(largest), unit=unit)


def _unit_of_strength(medicine: Medicine) -> str | None:
    return medicine.strength.unit if medicine.strength is not None else None


def _are_weights(one: str, other: str | None) -> bool:
    return one in _IN_MICROGRAMS and other in _IN_MICROGRAMS


def _even_part(amount: Fraction, whole: Fraction) -> Decimal | None:
    """Return amount / whole where it ends after a few decimals."""
    scaled = amount / whole * 10**_MOST_DECIMALS
    return _decimal(scaled / 10**_MOST_DECIMALS) if scaled.denominator == 1 else None


def _decimal(number: Fraction) -> Decimal:
    """Return a fraction that ends after a few decimals, exactly."""
    text = f"{int(number * 10**_MOST_DECIMALS):0{_MOST_DECIMALS + 1}d}"
    return Decimal(f"{text[:-_MOST_DECIMALS]}.{text[-_MOST_DECIMALS:]}".rstrip("0").rstrip("."))
