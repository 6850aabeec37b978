"""Medicines side by side: each is called by as much as tells it from the others."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from painlog.entries import Medicine, Strength
from painlog.words.amounts import form_and_strength
from painlog.words.directions import apart
from painlog.words.taking import also_in, names_apart, told_apart


def of(
    count: int, name: str, form: str = "tablet", milligrams: int | None = None, role: str = "as-needed"
) -> Medicine:
    strength = Strength(value=Decimal(milligrams), unit="mg") if milligrams is not None else None
    return Medicine(id=UUID(int=count), name=name, form=form, strength=strength, role=role)


@pytest.mark.parametrize(
    ("medicine", "said"),
    [
        (of(1, "Oxy", "capsule", 5), "capsule 5 mg"),
        (replace(of(1, "Patch", "patch"), strength=Strength(value=Decimal(10), unit="ug/h")), "10 µg/h"),
        (of(1, "Patch", "patch"), "patch"),
        (of(1, "Syrup", "liquid"), "liquid"),
    ],
)
def test_form_and_strength(medicine: Medicine, said: str) -> None:
    assert form_and_strength(medicine) == said


@pytest.mark.parametrize(
    ("medicines", "names"),
    [
        ([of(1, "Oxy", milligrams=5), of(2, "Ibuprofen", milligrams=400)], ["Oxy", "Ibuprofen"]),
        ([of(1, "Oxy", milligrams=5), of(2, "Oxy", milligrams=10)], ["Oxy 5 mg", "Oxy 10 mg"]),
        ([of(1, "Diclofenac"), of(2, "Diclofenac", "cream")], ["Diclofenac (tablet)", "Diclofenac (cream)"]),
        (
            [of(1, "Oxy", "tablet", 5), of(2, "Oxy", "capsule", 5), of(3, "Oxy", "capsule", 10)],
            ["Oxy 5 mg (tablet)", "Oxy 5 mg (capsule)", "Oxy 10 mg"],
        ),
        (
            [of(1, "Oxy", milligrams=5), of(2, "Oxy", milligrams=5, role="regular")],
            ["Oxy 5 mg (as needed)", "Oxy 5 mg (every day)"],
        ),
        (
            [of(1, "Oxy"), of(2, "Oxy", "film"), of(3, "Oxy", role="regular")],
            ["Oxy (tablet, as needed)", "Oxy (film, as needed)", "Oxy (tablet, every day)"],
        ),
        ([of(1, "Oxy"), of(2, "Oxy")], ["Oxy", "Oxy"]),
    ],
)
def test_each_is_called_by_as_much_as_tells_it_apart(medicines: list[Medicine], names: list[str]) -> None:
    assert [*names_apart(medicines).values()] == names


def test_a_name_from_right_to_left_leaves_time_and_words_beside_it_in_order() -> None:
    """The time of a dose stood before the name, as if it were that of something else."""
    at = datetime(2026, 4, 2, 16, 28, tzinfo=UTC)
    assert also_in("אקמול", "אקמול 500", at, at) == f"{apart('אקמול')} also in {apart('אקמול 500')} 16:28"
    both = [of(1, "אקמול"), of(2, "אקמול", "liquid")]
    assert [*names_apart(both).values()] == [f"{apart('אקמול')} (tablet)", f"{apart('אקמול')} (liquid)"]


def test_the_same_amount_of_two_strengths_is_told_apart() -> None:
    both = [of(1, "Oxy", "capsule", 5), of(2, "Oxy", "capsule", 10)]
    said = told_apart(both, ["Oxy 10 mg", "Oxy 10 mg"])
    assert said == ["Oxy 10 mg (capsule 5 mg)", "Oxy 10 mg (capsule 10 mg)"]
    assert told_apart(both, ["Oxy 5 mg", "Oxy 10 mg"]) == ["Oxy 5 mg", "Oxy 10 mg"]
