"""Numbers and doses: said with the region's marks, read exactly as typed or asked back."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from painlog.entries import Medicine, Refused, Strength, Why
from painlog.numbers import decimal_mark_of, meanings
from painlog.words import amounts
from painlog.words.amounts import Unclear, parse_number
from painlog.words.directions import apart

TEN_REGIONS = ("en_GB", "en_US", "de_DE", "de_CH", "fr_FR", "es_ES", "sv_SE", "pt_BR", "hi_IN", "ar_EG")


def medicine(form: str = "tablet", value: str = "", unit: str = "mg") -> Medicine:
    holds = Strength(value=Decimal(value), unit=unit) if value else None
    return Medicine(id=UUID(int=1), name="Some", form=form, strength=holds)


@pytest.mark.parametrize("region", TEN_REGIONS)
def test_one_mark_with_other_than_three_digits_is_a_decimal_mark_everywhere(region: str) -> None:
    QLocale.setDefault(QLocale(region))
    assert parse_number("7,5") == parse_number("7.5") == Decimal("7.5")
    assert parse_number("0.125") == parse_number("0,125") == Decimal("0.125")
    assert parse_number("1.234,5") == parse_number("1,234.5") == Decimal("1234.5")


@pytest.mark.parametrize("region", TEN_REGIONS)
@pytest.mark.parametrize("typed", ["1.000", "1,000", "12.500", "999,999"])
def test_what_could_be_a_thousand_times_more_is_asked_back_everywhere(region: str, typed: str) -> None:
    QLocale.setDefault(QLocale(region))
    with pytest.raises(Unclear) as asked:
        parse_number(typed)
    point, thousands = asked.value.meanings
    assert thousands == point * 1000


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  2 ", "2"),
        ("-3", "-3"),
        ("−3", "-3"),  # noqa: RUF001 - the minus sign of typesetters
        ("+4", "4"),
        ("5.", "5"),
        (".5", "0.5"),
        ("1 000", "1000"),
        ("1\u202f234,5", "1234.5"),
        ("1'000", "1000"),
        ("1’000", "1000"),  # noqa: RUF001 - Switzerland's mark
        ("1.000.000", "1000000"),
        ("1.000.000,25", "1000000.25"),
        ("٧٫٥", "7.5"),  # noqa: RUF001 - Arabic digits
        ("۱۲", "12"),
        ("007", "7"),
    ],
)
def test_what_is_clear_is_read_exactly(typed: str, meant: str) -> None:
    assert parse_number(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed",
    [
        "nan",
        "NaN",
        "inf",
        "-inf",
        "1_000",
        "1e3",
        "0x10",
        "½",
        "two",
        "1,2,3",
        "12.34.56",
        "1 0",
        "--1",
        ".",
        "1" * 41,
    ],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_number(typed, "max_per_day")
    assert (refusal.value.field, refusal.value.why) == ("max_per_day", Why.NOT_A_NUMBER)


def test_nothing_typed_is_empty() -> None:
    with pytest.raises(Refused) as refusal:
        parse_number("  ")
    assert refusal.value.why is Why.EMPTY


def test_typed_decimals_keep_their_digits() -> None:
    assert str(parse_number("7.50")) == "7.50"
    assert str(parse_number("0.1")) == "0.1"


def test_a_known_decimal_mark_settles_what_is_open() -> None:
    assert meanings("1.000", ".") == (Decimal(1),)
    assert meanings("1.000", ",") == (Decimal(1000),)
    assert meanings("7,5", ".") == ()
    assert meanings("7,5", ",") == (Decimal("7.5"),)
    assert decimal_mark_of("7,5") == ","
    assert decimal_mark_of("1.234,5") == ","
    assert decimal_mark_of("1.000") == decimal_mark_of("12") == decimal_mark_of("x") == ""
    assert decimal_mark_of("7\u066b5") == ""


@pytest.mark.no_cover
@settings(max_examples=60)
@given(st.text(max_size=12))
def test_no_text_is_read_as_anything_but_a_finite_number(typed: str) -> None:
    assert all(meant.is_finite() for meant in meanings(typed))


@settings(max_examples=60)
@given(
    st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(TEN_REGIONS),
)
def test_what_a_field_shows_is_read_back_the_same_in_every_region(value: Decimal, region: str) -> None:
    QLocale.setDefault(QLocale(region))
    assert parse_number(amounts.typed_number(value)) == value
    said = amounts.number(value)
    assert value in meanings(said) or region == "hi_IN"


def test_numbers_are_said_with_the_regions_marks() -> None:
    assert amounts.number(1284) == "1,284"
    assert amounts.number(Decimal("7.50")) == "7.5"
    assert amounts.number(Decimal("1E+3")) == "1,000"
    assert amounts.number(-0.5) == "-0.5"
    assert amounts.number(10**30) == str(10**30)
    assert amounts.rounded(9.84) == "9.8"
    QLocale.setDefault(QLocale("de_DE"))
    assert amounts.number(Decimal("1284.5")) == "1.284,5"
    assert amounts.typed_number(Decimal("1284.5")) == "1284,5"
    assert amounts.typed_number(None) == ""


def test_percents_and_levels() -> None:
    assert amounts.percent(50) == "50 %"
    assert amounts.level(6) == "6 / 10"


@pytest.mark.parametrize(
    ("form", "value", "unit", "amount", "name", "dose"),
    [
        ("capsule", "5", "mg", "1", "Some 5 mg", "Some 5 mg"),
        ("capsule", "5", "mg", "2", "Some 5 mg", "Some 10 mg"),
        ("tablet", "500", "mg", "2", "Some 500 mg", "Some 1 g"),
        ("tablet", "0.1", "mg", "3", "Some 0.1 mg", "Some 0.3 mg"),
        ("patch", "10", "ug/h", "1", "Some 10 µg/h", "Some 10 µg/h"),
        ("liquid", "2", "mg/mL", "2.5", "Some 2 mg/mL", "Some 2.5 mL"),
        ("tablet", "", "", "1", "Some", "Some"),
        ("tablet", "", "", "2", "Some", "Some 2 tablets"),
        ("tablet", "", "", "0.5", "Some", "Some 0.5 tablet"),
        ("tablet", "", "", "2147483648", "Some", "Some 2,147,483,648 tablets"),
        ("suppository", "", "", "2", "Some", "Some 2 suppositories"),
        ("other", "", "", "3", "Some", "Some 3 ×"),  # noqa: RUF001
        ("tablet", "5", "mg", "0", "Some 5 mg", "Some, none taken"),
    ],
)
def test_a_dose_is_said_in_what_was_taken(  # noqa: PLR0917 - a table's columns
    form: str, value: str, unit: str, amount: str, name: str, dose: str
) -> None:
    taken = medicine(form, value, unit)
    assert amounts.medicine_name(taken) == name
    assert amounts.dose_name(taken, Decimal(amount)) == dose


def test_a_name_from_right_to_left_leaves_its_amount_in_order() -> None:
    """The buttons said "mg 5" after a Hebrew name, with its figure on the side of the name."""
    taken = replace(medicine("tablet", "5", "mg"), name="פרצטמול")
    assert amounts.medicine_name(taken) == f"{apart(taken.name)} 5 mg"
    assert amounts.dose_name(taken, Decimal(2)) == f"{apart(taken.name)} 10 mg"


def test_an_average_is_that_amount_with_digits_that_tell_something() -> None:
    tablet = medicine(value="5")
    said = [amounts.dose_about(tablet, amount) for amount in (0.0476, 0.5, 2.47, 41.31)]
    assert said == ["0.24 mg", "2.5 mg", "12.4 mg", "207 mg"]
    assert amounts.dose_about(medicine(), 1.549) == "1.5 tablets"


def test_a_thousand_milligrams_are_a_gram_and_a_thousand_micrograms_are_none() -> None:
    assert amounts.dose_amount(medicine(value="500"), Decimal(2)) == "1 g"
    assert amounts.dose_amount(medicine(value="500", unit="ug"), Decimal(2)) == "1,000 µg"
