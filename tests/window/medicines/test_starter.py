"""The starter list: names, forms and roles that the journal knows, no doses, and wear times to check."""

import json
import re
from decimal import Decimal
from uuid import uuid4

import pytest

from painlog import places
from painlog.entries import ACTIONS, FORMS, ROLES, STRENGTH_UNITS, Medicine
from painlog.window.medicines.starter import find, starter_list


@pytest.fixture(scope="module")
def told() -> dict[str, object]:
    shipped: dict[str, object] = json.loads((places.resources() / "medicines.json").read_text("utf-8"))
    return shipped


def test_every_medicine_of_the_list_can_be_written_down() -> None:
    for known in starter_list():
        for form in known.forms:
            Medicine(
                id=uuid4(),
                name=known.name,
                ingredient=known.ingredient,
                form=form,
                role=known.role,
                action=known.action,
            )
        assert known.role in ROLES
        assert known.action is None or known.action in ACTIONS
        assert set(known.forms) <= set(FORMS)


def test_no_name_is_there_twice() -> None:
    names = [name.casefold() for known in starter_list() for name in (known.name, *known.also)]
    assert len(names) == len(set(names))


def test_sources_are_named_and_no_doses_are_given(told: dict[str, object]) -> None:
    assert told["sources"]
    listed = json.dumps(told["medicines"])
    assert not re.search(r"\d\s?(mg|µg|g)\b", listed)
    assert not re.search(r"dose|every_hours|max|amount", listed)


def test_patches_say_how_long_they_are_usually_worn() -> None:
    patches = [known for known in starter_list() if "patch" in known.forms]
    assert {known.ingredient for known in patches} >= {"fentanyl", "buprenorphine", "lidocaine"}
    assert all(known.wear for known in patches)
    units = {wear.least is None or "ug/h" for known in patches for wear in known.wear}
    assert units <= {True, "ug/h"}
    assert "ug/h" in STRENGTH_UNITS


@pytest.mark.parametrize(
    ("name", "strength", "hours"),
    [
        ("Fentanyl patch", None, (72, 72)),
        ("Fentanyl patch", "25", (72, 72)),
        ("Buprenorphine patch", "10", (168, 168)),
        ("Buprenorphine patch", "35", (72, 96)),
    ],
)
def test_the_strength_tells_two_patches_of_one_name_apart(
    name: str, strength: str | None, hours: tuple[int, int]
) -> None:
    known = find(name)
    assert known is not None
    wear = known.wear_of(Decimal(strength) if strength else None)
    assert wear is not None
    assert wear.hours == hours


def test_where_two_answers_are_possible_none_is_given() -> None:
    known = find("Buprenorphine patch")
    assert known is not None
    assert known.wear_of(None) is None
    assert known.wear_of(Decimal(28)) is None


def test_other_names_are_understood() -> None:
    for name, meant in (
        ("acetaminophen", "Paracetamol"),
        ("MEPERIDINE", "Pethidine"),
        (" codeine ", "Codeine"),
    ):
        known = find(name)
        assert known is not None
        assert known.name == meant
    assert find("something of my own") is None
