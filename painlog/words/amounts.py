"""How numbers, strengths and doses are said, and what a typed number means."""

from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QLocale

from painlog.entries import Medicine, Refused, Strength, Why
from painlog.numbers import meanings
from painlog.words.directions import apart
from painlog.words.language import filled

translate = QCoreApplication.translate

_LARGEST_FOR_QT = 2**63 - 1
_MILLIGRAMS_A_GRAM = 1000
_DIGITS = 6
_MANY = 1_000_000
"""From here on only the digits below it choose the plural: Qt counts in 32 bits."""


class Unclear(Refused):
    """A typed number that can mean two, a thousand times apart: the person is asked which."""

    def __init__(self, field: str, value: str, meant: tuple[Decimal, ...]) -> None:
        """Keep both meanings, the one with a decimal mark first."""
        super().__init__(field, Why.NOT_A_NUMBER, value)
        self.meanings = meant


def parse_number(text: str, field: str = "amount") -> Decimal:
    """Return the number that `text` means, exactly as typed, whatever the region.

    Raises Unclear where it can mean two ("1,000"), Refused where it is none ("nan", "1_000", "").
    """
    meant = meanings(text)
    if not meant:
        raise Refused(field, Why.NOT_A_NUMBER if text.strip() else Why.EMPTY, text)
    if len(meant) > 1:
        raise Unclear(field, text, meant)
    return meant[0]


def number(value: Decimal | float) -> str:
    """Return the number with the region's marks, without needless zeros: "1,284", "0.5"."""
    if isinstance(value, int) and value >= 0:
        return _whole(value)
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    plain = f"{exact:f}"
    whole, _, fraction = plain.lstrip("-").partition(".")
    fraction = fraction.rstrip("0")
    said = _whole(int(whole))
    if fraction:
        said += QLocale().decimalPoint() + "".join(_whole(int(digit)) for digit in fraction)
    return f"{QLocale().negativeSign()}{said}" if plain.startswith("-") and exact else said


def rounded(value: float, places: int = 1) -> str:
    """Return a figure that was worked out, with at most `places` decimals."""
    return number(round(Decimal(repr(value)), places))


def typed_number(value: Decimal | float | None) -> str:
    """Return the number as it stands in a field to be edited: no thousands marks; empty for None."""
    if value is None:
        return ""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    plain = f"{exact:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain.replace(".", QLocale().decimalPoint())


def percent(value: Decimal | float) -> str:
    """Return a share of a hundred: "50 %"."""
    return filled(translate("Amounts", "%1 %", "a percentage"), number(value))


def share(part: float) -> str:
    """Return a part of one: "12 %". What is there at all is not told as none, nor what lacks some as all."""
    whole = round(100 * part)
    return percent(min(99, max(1, whole)) if 0 < part < 1 else whole)


def level(value: Decimal | float) -> str:
    """Return a level of pain out of ten: "6 / 10"."""
    return filled(translate("Amounts", "%1 / 10", "a level of pain"), number(value))


def unit_name(unit: str) -> str:
    """Return the unit of a strength as it is printed on labels."""
    return {
        "ug": translate("Amounts", "µg"),
        "ug/h": translate("Amounts", "µg/h"),
        "mg/mL": translate("Amounts", "mg/mL"),
        "mg": translate("Amounts", "mg"),
        "g": translate("Amounts", "g"),
        "unit": translate("Amounts", "units", "of a medicine"),
    }.get(unit, unit)


def of_strength(strength: Strength | None) -> str:
    """Return the strength: "5 mg", "10 µg/h"; empty where there is none."""
    return _with_unit(strength.value, strength.unit) if strength is not None else ""


def strength(medicine: Medicine) -> str:
    """Return the strength of one unit of the medicine: "5 mg"; empty where none is written down."""
    return of_strength(medicine.strength)


def medicine_name(medicine: Medicine) -> str:
    """Return name and strength: "Oxycodone IR 5 mg"."""
    return with_strength(medicine.name, medicine.strength)


def with_strength(name: str, holds: Strength | None) -> str:
    """Return the name of a medicine with the strength, where there is one."""
    return _joined(name, of_strength(holds))


def name_beside(medicine: Medicine, other: Medicine | None) -> str:
    """Return the name of a medicine beside that of another: with its strength where they are called alike."""
    return medicine_name(medicine) if other is not None and other.name == medicine.name else medicine.name


def form_and_strength(medicine: Medicine) -> str:
    """Return what stands behind a name: "capsule 5 mg"; of a patch only its strength."""
    holds = strength(medicine)
    return holds if medicine.form == "patch" and holds else f"{form_name(medicine.form)} {holds}".strip()


def is_measured(form: str, unit: str | None) -> bool:
    """Tell whether amounts of a form are millilitres; `unit`: that of its strength, None without one."""
    return form == "liquid" if unit is None else unit == "mg/mL"


def counted(medicine: Medicine, amount: Decimal) -> str:
    """Return an amount as the label counts it: "2" of tablets, "1.5 mL" of a liquid."""
    measured = is_measured(medicine.form, medicine.strength.unit if medicine.strength is not None else None)
    return filled(translate("Amounts", "%1 mL"), number(amount)) if measured else number(amount)


def dose_amount(medicine: Medicine, amount: Decimal) -> str:
    """Return what was taken: "10 mg" for two units of 5 mg; "2 tablets" without a strength."""
    holds = medicine.strength
    if holds is None:
        return of_form(medicine.form, amount)
    if is_measured(medicine.form, holds.unit):
        return counted(medicine, amount)
    return _held(holds.value * amount, holds.unit)


def dose_about(medicine: Medicine, amount: float) -> str:
    """Return how much was taken on average, said as `dose_amount` does, without digits that tell nothing."""
    holds = medicine.strength
    if holds is None or is_measured(medicine.form, holds.unit):
        return dose_amount(medicine, _about(amount))
    return _held(_about(float(holds.value) * amount), holds.unit)


def exact(amount: float) -> Decimal:
    """Return an amount out of a column, which keeps seven digits: 12.3 as it was typed, not 12.3000002."""
    return Decimal(f"{amount:.{_DIGITS}g}")


def dose_name(medicine: Medicine, amount: Decimal) -> str:
    """Return what was taken with its name: "Paracetamol 1 g"; one unit without a strength: the name."""
    if not amount:
        return filled(translate("Amounts", "%1, %2", "a medicine, none taken"), medicine.name, none_taken())
    if medicine.strength is None and amount == 1:
        return medicine.name
    return _joined(medicine.name, dose_amount(medicine, amount))


def none_taken() -> str:
    """Return what an amount of 0 says."""
    return translate("Amounts", "none taken", "of a medicine")


def form_name(form: str) -> str:
    """Return the form of a medicine: "tablet"."""
    return {
        "tablet": translate("Amounts", "tablet"),
        "capsule": translate("Amounts", "capsule"),
        "liquid": translate("Amounts", "liquid"),
        "lozenge": translate("Amounts", "lozenge"),
        "film": translate("Amounts", "film"),
        "spray": translate("Amounts", "spray"),
        "injection": translate("Amounts", "injection"),
        "suppository": translate("Amounts", "suppository"),
        "patch": translate("Amounts", "patch"),
        "cream": translate("Amounts", "cream"),
        "other": translate("Amounts", "other"),
    }.get(form, form)


def of_form(form: str, amount: Decimal) -> str:
    """Return an amount in units of the form: "2 tablets", "0.5 tablet"."""
    several = int(amount) if amount == int(amount) else 1 if amount < 1 else 2
    several = several if several < _MANY else _MANY + several % _MANY
    texts = {
        "tablet": translate("Amounts", "%1 tablet(s)", "", several),
        "capsule": translate("Amounts", "%1 capsule(s)", "", several),
        "liquid": translate("Amounts", "%1 mL"),
        "lozenge": translate("Amounts", "%1 lozenge(s)", "", several),
        "film": translate("Amounts", "%1 film(s)", "", several),
        "spray": translate("Amounts", "%1 spray(s)", "", several),
        "injection": translate("Amounts", "%1 injection(s)", "", several),
        "suppository": translate("Amounts", "%1 supposit(ory|ories)", "", several),
        "patch": translate("Amounts", "%1 patch(es)", "", several),
    }
    return filled(texts.get(form, translate("Amounts", "%1 ×", "how many times")), number(amount))  # noqa: RUF001 - times


def medicine_of(medicines: tuple[Medicine, ...], wanted: UUID) -> Medicine | None:
    """Return the medicine with that id."""
    return next((medicine for medicine in medicines if medicine.id == wanted), None)


def _with_unit(value: Decimal, unit: str) -> str:
    return filled(translate("Amounts", "%1 %2", "number, unit"), number(value), unit_name(unit))


def _held(total: Decimal, unit: str) -> str:
    if unit == "mg" and total >= _MILLIGRAMS_A_GRAM:
        return _with_unit(total / _MILLIGRAMS_A_GRAM, "g")
    return _with_unit(total, unit)


def _about(value: float) -> Decimal:
    return (
        Decimal(f"{value:.2g}") if value < 1 else Decimal(f"{value:.1f}" if value < 100 else f"{value:.0f}")
    )


def _joined(name: str, more: str) -> str:
    return f"{apart(name)} {more}".strip()


def _whole(value: int) -> str:
    return QLocale().toString(value) if value <= _LARGEST_FOR_QT else str(value)
