"""Finding the medicine that a spreadsheet means by its name, and counting its doses in units of its form."""

import math
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from hashlib import sha1
from uuid import UUID, SafeUUID, uuid5

from painlog.entries import FORMS, STRENGTH_UNITS, Medicine, Strength
from painlog.numbers import meanings

IDS = UUID("5f0a3c1e-7d0b-5f43-9a55-0b2c8e1c7a10")
"""The namespace of all ids that are worked out from what stands in a file."""

_IN_OURS = IDS.bytes
_LEAST, _MOST = (UUID(int=bits, version=5).int for bits in (0, 2**128 - 1))
"""The bits that every id of version 5 has, and those that one can have."""
_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_WITH_STRENGTH = re.compile(r"(?P<name>.*\S)\s+(?P<value>\d[\d.,]*)\s*(?P<unit>[^\s\d]+)")
_SPELLED = {unit.casefold(): unit for unit in STRENGTH_UNITS} | {"units": "unit"}
_SPELLED |= {"mcg": "ug", "mcg/h": "ug/h", "µg".casefold(): "ug", "µg/h".casefold(): "ug/h"}
_COUNTED = {form: form for form in FORMS} | {f"{form}s": form for form in FORMS} | {"patches": "patch"}
_COUNTED |= {"suppositories": "suppository", "ml": "liquid", "puff": "spray", "puffs": "spray"}
_COUNTED |= {"pill": "tablet", "pills": "tablet", "tab": "tablet", "tabs": "tablet", "cap": "capsule"}
_COUNTED |= {"caps": "capsule", "": ""}
_IN_MICROGRAMS = {"ug": 1, "mg": 1_000, "g": 1_000_000}
_MOST_DECIMALS = 6


def exact_id(text: str) -> UUID:
    """Return the id that the text spells in the usual way; raises ValueError where it does not."""
    if not _ID.fullmatch(text):
        raise ValueError(text)
    return _id_of(int(text.replace("-", ""), 16))


def worked_out_id(content: str, alike: dict[bytes, int]) -> UUID:
    """Return an id that the same content always gets; `alike` counts what is the same within a file.

    It is uuid5 of content and count, worked out directly, which is three times as fast.
    """
    beginning = _IN_OURS + content.encode()
    digest = sha1(beginning + b"\x1f1", usedforsecurity=False).digest()
    count = alike[digest] = alike.get(digest, 0) + 1
    if count > 1:
        digest = sha1(beginning + b"\x1f%d" % count, usedforsecurity=False).digest()
    return _id_of(int.from_bytes(digest[:16], "big") & _MOST | _LEAST)


def _id_of(bits: int) -> UUID:
    """Return UUID(int=bits) in a third of its time: it looks first which of six ways it was told in."""
    made = object.__new__(UUID)
    _put_bits(made, bits)
    _put_safe(made, _UNKNOWN)
    return made


_UNKNOWN = SafeUUID.unknown
_put_bits, _put_safe = (UUID.__dict__[part].__set__ for part in ("int", "is_safe"))


@lru_cache(maxsize=256)
def form_of(unit: str) -> str | None:
    """Return the form that doses in `unit` count ("pills": tablet, "": not said), or None."""
    return _COUNTED.get(unit.strip().casefold())


def strength_unit_of(unit: str) -> str | None:
    """Return the unit of strength as the journal spells it ("mcg": "ug"), or None where it is none."""
    return _SPELLED.get(unit.strip().casefold())


def unit_of_doses(medicine: Medicine) -> str:
    """Return the unit in which doses of the medicine are counted, as spreadsheets say it."""
    return "mL" if medicine.form == "liquid" else medicine.form


def full_name(medicine: Medicine) -> str:
    """Return name and strength: "Oxycodone IR 5 mg"."""
    holds = medicine.strength
    return medicine.name if holds is None else f"{medicine.name} {holds.value:f} {holds.unit}"


def names_of(medicines: Iterable[Medicine]) -> dict[UUID, str]:
    """Return the name of each medicine as spreadsheets say it: with its strength where two share a name."""
    every = list(medicines)
    keys = [_key(medicine.name) for medicine in every]
    return {
        medicine.id: full_name(medicine) if keys.count(key) > 1 else medicine.name
        for medicine, key in zip(every, keys, strict=True)
    }


def split_strength(name: str) -> tuple[str, Strength | None]:
    """Return name and strength of "Oxycodone IR 5 mg"; a name without a strength stays whole."""
    match = _WITH_STRENGTH.fullmatch(name)
    unit = strength_unit_of(match["unit"]) if match else None
    meant = meanings(match["value"]) if match else ()
    if match is None or unit is None or len(meant) != 1:
        return name, None
    return match["name"], Strength(value=meant[0], unit=unit)


def amount_in_units(medicine: Medicine, amount: Decimal, unit: str) -> Decimal | None:
    """Return how many units of the medicine `amount` in `unit` is; None where that does not come out even."""
    if form_of(unit) is not None:
        return amount
    of_strength, holds = strength_unit_of(unit), medicine.strength
    if of_strength is None or holds is None or not holds.value:
        return None
    if of_strength in _IN_MICROGRAMS and holds.unit in _IN_MICROGRAMS:
        whole = Fraction(holds.value) * _IN_MICROGRAMS[holds.unit]
        return _even_part(Fraction(amount) * _IN_MICROGRAMS[of_strength], whole)
    return _even_part(Fraction(amount), Fraction(holds.value)) if of_strength == holds.unit else None


class Cabinet:
    """The medicines that are known by name: those of the journal, and those that a file names first."""

    def __init__(self, known: Sequence[Medicine] = ()) -> None:
        """Start with the medicines of the journal."""
        self._by_name: dict[str, list[Medicine]] = {}
        self._new: dict[str, Medicine] = {}
        self._asked: dict[tuple[str, str], Medicine | None] = {}
        self._amounts: dict[str, list[tuple[Decimal, str]]] = {}
        for medicine in known:
            for name in {_key(medicine.name), _key(full_name(medicine))}:
                self._by_name.setdefault(name, []).append(medicine)

    @property
    def new(self) -> tuple[Medicine, ...]:
        """The medicines that were named for the first time, in that order."""
        return tuple(self._new.values())

    def find(self, name: str, unit: str) -> Medicine | None:
        """Return the medicine of that name, added as an as-needed one where it is new.

        Of several the one that is meant (see `_meant`); None where that leaves more than one.
        """
        if (name, unit) not in self._asked:
            self._asked[name, unit] = self._found(name, unit)
        return self._asked[name, unit]

    def _found(self, name: str, unit: str) -> Medicine | None:
        found = self._by_name.get(_key(name)) or self._of_strength(name)
        if not found:
            return self._new.get(_key(name)) or self._add(name, unit)
        return found[0] if len(found) == 1 else _meant(found, name, unit)

    def note_amount(self, medicine: Medicine, amount: Decimal, unit: str) -> bool:
        """Keep an amount of a new medicine in a unit of strength; `settle` works with all of them."""
        key = _key(full_name(medicine))
        if key not in self._new or medicine.strength is not None or strength_unit_of(unit) is None:
            return False
        self._amounts.setdefault(key, []).append((amount, unit))
        return True

    @property
    def has_amounts(self) -> bool:
        """Tell whether a new medicine waits for `settle`."""
        return bool(self._amounts)

    def settle(self) -> None:
        """Give each new medicine the strength that all its noted amounts are whole multiples of."""
        for key, amounts in self._amounts.items():
            strength = _common_strength(amounts)
            medicine = self._new[key]
            if strength is not None:
                self._new[key] = Medicine(
                    id=medicine.id, name=medicine.name, form=medicine.form, strength=strength
                )
        self._amounts.clear()
        self._asked.clear()

    def _of_strength(self, name: str) -> list[Medicine]:
        plain, strength = split_strength(name)
        same = self._by_name.get(_key(plain), []) if strength is not None else []
        return [medicine for medicine in same if medicine.strength == strength]

    def _add(self, name: str, unit: str) -> Medicine:
        plain, strength = split_strength(" ".join(name.split()))
        form = form_of(unit) or ("patch" if strength is not None and strength.unit == "ug/h" else "other")
        made = Medicine(id=uuid5(IDS, f"medicine {_key(name)}"), name=plain, form=form, strength=strength)
        return self._new.setdefault(_key(name), made)


def shared(named: Iterable[Iterable[Medicine]]) -> list[Medicine]:
    """Return the new medicines that several tables name, each as all of them tell it.

    Each table works out by itself how strong a new medicine is, so that their doses are to be counted anew.
    """
    by_id: dict[UUID, list[Medicine]] = {}
    for table in named:
        for medicine in table:
            by_id.setdefault(medicine.id, []).append(medicine)
    return [_as_all_tell(several) for several in by_id.values() if len(set(several)) > 1]


def _as_all_tell(several: Iterable[Medicine]) -> Medicine:
    """Return one medicine for several of a name, whatever their order."""
    every = sorted(several, key=lambda one: one.name)
    form = min((one.form for one in every if one.form != "other"), default="other")
    holds = sorted((one.strength.unit, one.strength.value) for one in every if one.strength is not None)
    strength = _common_strength([(value, unit) for unit, value in holds]) if holds else None
    return Medicine(id=every[0].id, name=every[0].name, form=form, strength=strength)


def _meant(several: Sequence[Medicine], name: str, unit: str) -> Medicine | None:
    """Return which of several medicines with a name is meant; None where that leaves unlike ones.

    Looked for are those that are counted, or measured, in `unit`, then among them those that are called just
    so, with or without a strength. Of ones that are alike in all that a row can say it is the last.
    """
    form = form_of(unit)
    if form is None:
        return next((one for one in several if _measures(one, unit)), None)
    counted = [one for one in several if one.form == form]
    called = [one for one in counted or several if _key(full_name(one)) == _key(name)]
    choices = counted, called, several
    alike = (some for some in choices if len({(one.form, one.strength) for one in some}) == 1)
    return next((some[-1] for some in alike), None)


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _measures(medicine: Medicine, unit: str) -> bool:
    return amount_in_units(medicine, Decimal(1), unit) is not None or (
        medicine.strength is not None and strength_unit_of(unit) in _IN_MICROGRAMS
    )


def _even_part(amount: Fraction, whole: Fraction) -> Decimal | None:
    """Return amount / whole where it ends after a few decimals."""
    scaled = amount / whole * 10**_MOST_DECIMALS
    return _decimal(scaled / 10**_MOST_DECIMALS) if scaled.denominator == 1 else None


def _decimal(number: Fraction) -> Decimal:
    """Return a fraction that ends after a few decimals, exactly."""
    text = f"{int(number * 10**_MOST_DECIMALS):0{_MOST_DECIMALS + 1}d}"
    return Decimal(f"{text[:-_MOST_DECIMALS]}.{text[-_MOST_DECIMALS:]}".rstrip("0").rstrip("."))


def _common_strength(amounts: Sequence[tuple[Decimal, str]]) -> Strength | None:
    """Return the largest strength of which all amounts are whole multiples, in the first one's unit."""
    unit = strength_unit_of(amounts[0][1])
    parts = [Fraction(amount) for amount, other in amounts if strength_unit_of(other) == unit and amount > 0]
    if unit is None or not parts:
        return None
    below = math.lcm(*(part.denominator for part in parts))
    largest = Fraction(math.gcd(*(int(part * below) for part in parts)), below)
    if 10**_MOST_DECIMALS % largest.denominator:
        return None
    return Strength(value=_decimal(largest), unit=unit)
